"""The exchange folder: a letter-box that some other engine keeps in step between desks.

Places are `<space 8>/<owner 16>/<from 8>-<to 8>-<sha 16>.kvx`, lower-case hex and digits, legal
on every system. An owner is a stream, or a desk by the beginning of its key: each such folder has
one writer, a file never changes, and nothing is deleted or written over. Names help people and
engines only: a reader looks at every file, wherever it lies and whatever it is called.
"""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG
from typing import Final

from kvdesk.exchange.files import write_new
from kvdesk.exchange.signing import Segment
from kvdesk.kernel.errors import WorldFailure

__all__ = [
    "SPACE",
    "Found",
    "bundle_place",
    "found_files",
    "is_candidate",
    "is_there",
    "prepare",
    "publish",
    "segment_place",
]

#: Everything is in one space so far. When records get spaces, each has a folder of its own here.
SPACE: Final = hashlib.sha256(b"all").hexdigest()[:8]

_SUFFIX: Final = ".kvx"
_ENCRYPTED: Final = ".kvx.age"

#: What engines put beside a name while a file is on its way, or in the place of one that is only
#: on the server (Nextcloud's virtual files).
_ON_ITS_WAY: Final = (".tmp", ".part", ".partial", ".crdownload", ".download")
_PLACEHOLDER: Final = ".nextcloud"

#: In a package the name of the first entry follows thirty bytes of its header.
_START: Final = (30, b"manifest.json")

#: Windows: offline, recall on open, recall on data access - the content is not on this computer.
_NOT_HERE: Final = 0x1000 | 0x40000 | 0x400000


@dataclass(frozen=True, slots=True)
class Found:
    """A file of the folder: its name from the folder on with `/`, bytes, time of change in ns.

    `online_only` says that the engine has only put a placeholder here so far.
    """

    name: str
    size: int
    changed: int
    online_only: bool = False


def prepare(folder: Path) -> None:
    """Make the folder a letter-box.

    Raises:
        WorldFailure: `exchange_folder_not_writable`.
    """
    try:
        (folder / SPACE).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror
        raise WorldFailure("exchange_folder_not_writable", folder=folder, reason=reason) from error


def is_there(folder: Path) -> bool:
    """Whether the folder can be reached and is the one that was prepared.

    An empty folder in its place is what an unplugged share leaves behind; a desk that filled it
    would fill the wrong disk.
    """
    try:
        return (folder / SPACE).is_dir()
    except OSError:
        return False


def found_files(folder: Path) -> list[Found]:
    """Every file that may hold a package, in the order of the names; hidden ones are left out.

    Raises:
        WorldFailure: `exchange_folder_lost` when the folder is not there, or went away meanwhile.
    """
    found = sorted(_walked(folder, ""), key=lambda one: one.name) if is_there(folder) else []
    if not is_there(folder):
        raise WorldFailure("exchange_folder_lost", folder=folder)
    return found


def is_candidate(folder: Path, found: Found) -> bool:
    """Whether a file calls itself a package, or is one under another name.

    Raises:
        OSError: when a file of another name cannot be read.
    """
    if found.name.casefold().removesuffix(_PLACEHOLDER).endswith((_SUFFIX, _ENCRYPTED)):
        return True
    place, mark = _START
    with (folder / found.name).open("rb") as source:
        return source.read(place + len(mark))[place:] == mark


def segment_place(segment: Segment) -> str:
    """Where the author of a stream puts a new segment of it, without the hash."""
    return f"{SPACE}/{segment.stream}/{segment.first:08}-{segment.last:08}"


def bundle_place(public_key: str, first_day: str, last_day: str) -> str:
    """Where a desk puts several segments in one file: ISO days stand for the numbers."""
    days = f"{first_day}-{last_day}".replace("-", "")
    return f"{SPACE}/{public_key[:16]}/{days[:8]}-{days[8:]}"


def publish(folder: Path, place: str, data: bytes, outside: Path) -> Found:
    """Put a new file at a place of the letter-box; its name is given by what it holds.

    Raises:
        OSError: the folder is read-only, full or gone; nothing new is there then.
    """
    name = f"{place}-{hashlib.sha256(data).hexdigest()[:16]}{_SUFFIX}"
    file = folder / name
    # Not the parents: where the folder has gone, nothing may grow in its place.
    file.parent.mkdir(exist_ok=True)
    write_new(file, data, outside)
    told = file.stat()
    return Found(name, told.st_size, told.st_mtime_ns)


def _walked(folder: Path, below: str) -> Iterator[Found]:
    try:
        entries = list(os.scandir(folder / below))
    except OSError:
        return  # gone meanwhile, or closed to us; if it is the whole folder, the caller sees it
    for entry in entries:
        name = f"{below}{entry.name}"
        if entry.name.startswith((".", "~")) or entry.name.casefold().endswith(_ON_ITS_WAY):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walked(folder, f"{name}/")
            continue
        try:
            told = entry.stat(follow_symlinks=False)
        except OSError:
            continue
        if S_ISREG(told.st_mode):
            here = not getattr(told, "st_file_attributes", 0) & _NOT_HERE
            online = not here or name.casefold().endswith(_PLACEHOLDER)
            yield Found(name, told.st_size, told.st_mtime_ns, online)
