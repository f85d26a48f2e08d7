"""A disk that fails and a machine that dies, at a statement or a file operation of one's choice."""

import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar, Final, Self

from kvdesk.exchange import files
from kvdesk.store import database

__all__ = ["FILE_FAULTS", "Faulty", "faulty_connections"]


class Faulty(sqlite3.Connection):
    """Every connection of the desk; `at` is called before each statement while it is set."""

    at: ClassVar[Callable[[str], None] | None] = None

    def execute(self, sql: str, *parameters: Any) -> sqlite3.Cursor:
        """One statement."""
        self._meet(sql)
        return super().execute(sql, *parameters)

    def executemany(self, sql: str, *parameters: Any) -> sqlite3.Cursor:
        """One statement, many times."""
        self._meet(sql)
        return super().executemany(sql, *parameters)

    def backup(self, target: sqlite3.Connection, **options: Any) -> None:
        """A copy."""
        self._meet("backup")
        super().backup(target, **options)

    @staticmethod
    def _meet(sql: str) -> None:
        if Faulty.at is not None:
            Faulty.at(sql)

    @classmethod
    @contextmanager
    def failing(cls, at: int, code: int) -> Iterator[list[str]]:
        """Fail from statement `at` on, as a full or a broken disk does; the list tells them all.

        Rolling back and closing need no room, and reading goes on.
        """
        met: list[str] = []

        def fail(sql: str) -> None:
            met.append(sql)
            first = sql.split(maxsplit=1)[0].upper()
            if len(met) >= at and first not in ("ROLLBACK", "SELECT", "PRAGMA"):
                error = sqlite3.OperationalError("the test says so")
                error.sqlite_errorcode = code
                raise error

        cls.at = fail
        try:
            yield met
        finally:
            cls.at = None

    @classmethod
    @contextmanager
    def watched(cls, look: Callable[[int], None]) -> Iterator[None]:
        """Look before each statement; it is told its number."""
        count = 0

        def meet(_: str) -> None:
            nonlocal count
            count += 1
            look(count)

        cls.at = meet
        try:
            yield
        finally:
            cls.at = None


def faulty_connections(patch: Any) -> None:
    """From here on desks are opened with connections that can fail."""
    connect = partial(sqlite3.connect, factory=Faulty)
    patch.setattr(
        database, "sqlite3", SimpleNamespace(connect=connect, Connection=sqlite3.Connection)
    )


class _Short:
    """Takes half of what is written."""

    def __init__(self, out: Any) -> None:
        self._out = out

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._out.close()

    def write(self, data: bytes) -> None:
        """Half, then the disk is full."""
        self._out.write(data[: len(data) // 2])
        self._out.flush()
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _raising(number: int) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


def _short(patch: Any) -> None:
    open_file = os.fdopen
    patch.setattr(files.os, "fdopen", lambda *told, **options: _Short(open_file(*told, **options)))


#: What goes wrong with a file -> how it is made to.
FILE_FAULTS: Final[dict[str, Callable[[Any], None]]] = {
    "half of it is written": _short,
    "no room when it is forced to the disk": lambda p: p.setattr(
        os, "fsync", _raising(errno.ENOSPC)
    ),
    "an error when it is forced to the disk": lambda p: p.setattr(os, "fsync", _raising(errno.EIO)),
    "it cannot be moved": lambda p: p.setattr(Path, "replace", _raising(errno.EACCES)),
    "an error when it is moved": lambda p: p.setattr(Path, "replace", _raising(errno.EIO)),
    "it cannot be made": lambda p: p.setattr(files.os, "open", _raising(errno.EROFS)),
}
