"""Opening the one database of a desk: on a local disk, in a mode that loses nothing."""

import sqlite3
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from kvdesk.kernel.errors import Refusal, WorldFailure
from kvdesk.kernel.first_use import at_first_use
from kvdesk.kernel.paths import DATABASE_NAME
from kvdesk.store.failures import named_disk_failures, named_failures
from kvdesk.store.schema import APPLICATION_ID, SCHEMA_VERSION

__all__ = [
    "DATABASE_NAME",
    "back_up",
    "check_copy",
    "open_copy",
    "open_reader",
    "open_writer",
]


#: sqlite-utils takes a while to read in, and most starts find nothing to do for it.
_migrate: Final = at_first_use("kvdesk.store.migrations:migrate")

#: How long a writer waits for another program of the same user, in milliseconds.
_PATIENCE: Final = 5000


def open_writer(file: Path, backups: Path, now: datetime) -> sqlite3.Connection:
    """The writing connection, its schema brought to today's after a verified backup.

    Raises:
        Refusal: `database_from_future`, `database_foreign`.
        WorldFailure: what the disk says, `journal_refused` where WAL does not work.
    """
    with named_failures(file):
        existed = file.exists() and file.stat().st_size > 0
        connection = _connect(file)
        try:
            version = _check_identity(connection, file) if existed else 0
            _set_modes(connection, file)
            if version < SCHEMA_VERSION:
                if existed:
                    name = f"before-schema-{SCHEMA_VERSION}-{now:%Y%m%dT%H%M%S}.sqlite"
                    back_up(connection, backups / name)
                _migrate(connection)
        except BaseException:
            connection.close()
            raise
        return connection


def open_reader(file: Path) -> sqlite3.Connection:
    """A connection that can only read, for one thread."""
    with named_failures(file):
        connection = _connect(file)
        connection.execute("PRAGMA query_only = 1")
        return connection


def open_copy(file: Path) -> sqlite3.Connection:
    """A connection to a backup, which may lie on a disk or share that nobody can write."""
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)


def back_up(connection: sqlite3.Connection, target: Path) -> Path:
    """A verified copy by SQLite's backup API; a plain file copy could miss pages in the WAL.

    Raises:
        WorldFailure: what the disk says, or `backup_damaged` when the copy fails its check.
    """
    unfinished = target.with_suffix(".part")
    with named_disk_failures(target), named_failures(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            _copy_into(connection, unfinished)
            unfinished.replace(target)
        except BaseException:
            # Half a copy helps nobody, and on a full disk it takes the room that is wanted.
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)
            raise
    return target


def _copy_into(connection: sqlite3.Connection, unfinished: Path) -> None:
    copy = sqlite3.connect(unfinished)
    try:
        connection.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        (verdict,) = copy.execute("PRAGMA quick_check").fetchone()
    finally:
        copy.close()
    if verdict != "ok":
        raise WorldFailure("backup_damaged", file=unfinished)


def check_copy(file: Path) -> None:
    """Make sure that a file is a whole database of ours that this version can read.

    Raises:
        Refusal: `database_foreign`, `database_from_future`.
        WorldFailure: `database_damaged`, `backup_damaged` or what the disk says.
    """
    with named_failures(file):
        connection = open_copy(file)
        try:
            _check_identity(connection, file)
            (verdict,) = connection.execute("PRAGMA quick_check").fetchone()
        finally:
            connection.close()
    if verdict != "ok":
        raise WorldFailure("backup_damaged", file=file)


def _connect(file: Path) -> sqlite3.Connection:
    # check_same_thread: the writer lives in one thread, but is opened and closed by another.
    connection = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    connection.execute(f"PRAGMA busy_timeout = {_PATIENCE}")
    connection.execute("PRAGMA trusted_schema = 0")
    connection.execute("PRAGMA cell_size_check = 1")
    return connection


def _check_identity(connection: sqlite3.Connection, file: Path) -> int:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application not in (APPLICATION_ID, 0) or (application == 0 and _has_tables(connection)):
        raise Refusal("database_foreign", file=file)
    if version > SCHEMA_VERSION:
        raise Refusal("database_from_future", file=file, version=version, known=SCHEMA_VERSION)
    number: int = version
    return number


def _has_tables(connection: sqlite3.Connection) -> bool:
    # A kill during the very first start can leave tables before the header is written.
    sql = "SELECT 1 FROM sqlite_master WHERE name NOT LIKE '\\_sqlite%' ESCAPE '\\' LIMIT 1"
    ours = "SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'"
    return bool(connection.execute(sql).fetchone()) and not connection.execute(ours).fetchone()


def _set_modes(connection: sqlite3.Connection, file: Path) -> None:
    (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
    if mode not in ("wal", "memory"):
        raise WorldFailure("journal_refused", file=file)
    # FULL costs nothing that a person feels (0.16 ms an entry) and survives a power cut.
    connection.execute("PRAGMA synchronous = FULL")
