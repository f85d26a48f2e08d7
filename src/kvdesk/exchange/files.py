"""Files written whole or not at all, and read no further than a limit."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kvdesk.kernel.errors import Refusal, WorldFailure

__all__ = ["read_bounded", "write_new", "write_whole"]


def write_whole(file: Path, data: bytes, *, private: bool = False) -> None:
    """Write beside the target, force it to the disk, then move it into place.

    The name ends in `.tmp` until then, which programs that keep folders in step leave alone. A
    `private` file can be read by this user only (on Windows the user's profile folder sees to it).

    Raises:
        OSError: when the disk, the folder or a lock does not allow it; the target is as it was.
    """
    part = file.with_name(f"{file.name}.tmp")
    with _written(part, data, 0o600 if private else 0o666):
        part.replace(file)
        _settle(file.parent)


def write_new(file: Path, data: bytes, outside: Path) -> bool:
    """Write a file that is not there yet into a folder that other programs watch.

    It is written in the folder `outside`, where nobody looks, and moved in whole; where that lies
    on another disk it is written beside its place under a name that ends in `.tmp`.

    Returns:
        False when there is such a file already, which stays as it is.

    Raises:
        OSError: when a disk, a folder or a lock does not allow it; nothing new is there then.
    """
    if file.exists():
        return False
    outside.mkdir(parents=True, exist_ok=True)
    near = outside.stat().st_dev == file.parent.stat().st_dev
    part = (outside if near else file.parent) / f"{file.name}.tmp"
    with _written(part, data, 0o666):
        part.replace(file)
        _settle(file.parent)
    return True


def read_bounded(file: Path, limit: int) -> bytes | None:
    """The file's bytes; None when it has more than `limit`.

    Raises:
        Refusal: `file_missing` when there is no such file.
        WorldFailure: `file_not_read`.
    """
    try:
        with file.open("rb") as source:
            size = os.fstat(source.fileno()).st_size
            # One byte more than it should have: a file that grows while it is read is noticed.
            data = source.read(min(size, limit) + 1)
    except FileNotFoundError as error:
        raise Refusal("file_missing", file=file) from error
    except OSError as error:
        raise WorldFailure("file_not_read", file=file, reason=error.strerror) from error
    return data if len(data) <= limit else None


@contextmanager
def _written(part: Path, data: bytes, mode: int) -> Iterator[None]:
    """The data on the disk under a name for the time being, which is gone when moving it fails."""
    # Without O_BINARY, Windows would write every line feed as two bytes.
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        part.unlink(missing_ok=True)
        with os.fdopen(os.open(part, flags, mode), "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        yield
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def _settle(folder: Path) -> None:
    """Force the folder's entry to the disk as well; Windows neither allows it nor needs it."""
    # Shares often refuse it; the file is whole and in its place all the same.
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
