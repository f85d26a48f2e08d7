"""From an empty file, or any released schema, to today's: append-only steps, named and recorded.

A step's SQL stands in `store/schema/` and imports no living code, so that history is never
rewritten by a later rename. `SCHEMA_VERSION` is also in the file's `user_version`, so an older
program can tell that a file comes from the future without reading a table.
"""

import sqlite3

from sqlite_utils import Database, Migrations

from kvdesk.store.schema import APPLICATION_ID, SCHEMA_VERSION, version_1

__all__ = ["migrate", "migrations"]

migrations = Migrations("kvdesk")


@migrations()
def version_1_log(database: Database) -> None:
    """Lay the log of operations, the exchange's books and the search index."""
    _run(database, version_1.LOG)


@migrations()
def version_1_tables(database: Database) -> None:
    """Lay the typed tables, one a record kind."""
    _run(database, version_1.TABLES)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring an open file to `SCHEMA_VERSION`; each step is one transaction."""
    migrations.apply(Database(connection, execute_plugins=False))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _run(database: Database, script: str) -> None:
    # executescript would commit the surrounding transaction; a step is all or nothing.
    for statement in script.split(";\n"):
        if statement.strip():
            database.execute(statement)
