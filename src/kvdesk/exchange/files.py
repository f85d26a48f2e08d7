"""Files written whole or not at all, and read no further than a limit."""

import os
from contextlib import suppress
from pathlib import Path

from kvdesk.kernel.errors import Refusal, WorldFailure

__all__ = ["read_bounded", "write_whole"]


def write_whole(file: Path, data: bytes, *, private: bool = False) -> None:
    """Write beside the target, force it to the disk, then move it into place.

    The name ends in `.tmp` until then, which programs that keep folders in step leave alone. A
    `private` file can be read by this user only (on Windows the user's profile folder sees to it).

    Raises:
        OSError: when the disk, the folder or a lock does not allow it; the target is as it was.
    """
    part = file.with_name(f"{file.name}.tmp")
    # Without O_BINARY, Windows would write every line feed as two bytes.
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        part.unlink(missing_ok=True)
        with os.fdopen(os.open(part, flags, 0o600 if private else 0o666), "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        part.replace(file)
        _settle(file.parent)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise


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


def _settle(folder: Path) -> None:
    """Force the folder's entry to the disk as well; Windows neither allows it nor needs it."""
    with suppress(PermissionError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
