"""SQLite's trouble by name: what a person can mend leaves as a sentence, the rest is a bug."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from kvdesk.kernel.errors import WorldFailure

__all__ = ["named_disk_failures", "named_failures"]

#: Primary result code -> error code (https://www.sqlite.org/rescode.html).
_NAMES: Final = {
    sqlite3.SQLITE_BUSY: "database_busy",
    sqlite3.SQLITE_LOCKED: "database_busy",
    sqlite3.SQLITE_FULL: "disk_full",
    sqlite3.SQLITE_READONLY: "database_read_only",
    sqlite3.SQLITE_PERM: "database_read_only",
    sqlite3.SQLITE_CANTOPEN: "database_cannot_open",
    sqlite3.SQLITE_IOERR: "disk_error",
    sqlite3.SQLITE_CORRUPT: "database_damaged",
    sqlite3.SQLITE_NOTADB: "database_damaged",
    sqlite3.SQLITE_NOMEM: "memory_full",
    sqlite3.SQLITE_TOOBIG: "value_too_big",
}


_NO_ROOM: Final = frozenset(
    {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)},
)


@contextmanager
def named_disk_failures(file: object) -> Iterator[None]:
    """Turn what the disk says of a file that is not under SQLite's hand into a `WorldFailure`."""
    try:
        yield
    except OSError as error:
        code = "disk_full" if error.errno in _NO_ROOM else "disk_error"
        raise WorldFailure(code, file=file) from error


@contextmanager
def named_failures(file: object) -> Iterator[None]:
    """Turn the machine's database errors into a `WorldFailure` that names the file."""
    try:
        yield
    except sqlite3.Error as error:
        number = getattr(error, "sqlite_errorcode", None)
        code = _NAMES.get(number & 0xFF) if number is not None else None
        if code is None:
            raise
        raise WorldFailure(code, file=file) from error
