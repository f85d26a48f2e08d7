"""The search index follows the tables: at once for one edit, by and by after an import."""

import sqlite3
from collections.abc import Iterable

from kvdesk.domain.kinds import KINDS
from kvdesk.domain.record import fields_of

__all__ = ["index_now", "index_pending", "postpone"]

_SEARCHED = {
    kind: tuple(name for name, spec in fields_of(declared).items() if spec.searched)
    for kind, declared in KINDS.items()
}


def index_now(connection: sqlite3.Connection, kind: str, rids: Iterable[int]) -> None:
    """Bring the index up to date for some rows of one kind, in the open transaction."""
    columns = _SEARCHED.get(kind, ())
    if not columns:
        return
    select = f'SELECT {", ".join(columns)} FROM "{kind}" WHERE rid = ?'  # noqa: S608 - declared
    for rid in rids:
        row = connection.execute(select, (rid,)).fetchone()
        _replace(connection, rid, kind, "\n".join(filter(None, row)) if row else "")


def postpone(connection: sqlite3.Connection, kind: str, rids: Iterable[int]) -> None:
    """Note rows for `index_pending`, so that an import does not wait for the index."""
    if _SEARCHED.get(kind):
        connection.executemany(
            "INSERT OR IGNORE INTO search_pending VALUES (?)", [(rid,) for rid in rids]
        )


def index_pending(connection: sqlite3.Connection, most: int = 2000) -> int:
    """Index up to `most` waiting rows in the open transaction; returns how many still wait."""
    waiting = connection.execute("SELECT rid FROM search_pending LIMIT ?", (most,)).fetchall()
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS indexing(rid INTEGER PRIMARY KEY)")
    connection.executemany("INSERT INTO indexing VALUES (?)", waiting)
    for kind, columns in _SEARCHED.items():
        if columns:
            found = connection.execute(
                f'SELECT rid FROM "{kind}" JOIN indexing USING (rid)'  # noqa: S608 - declared
            ).fetchall()
            index_now(connection, kind, [rid for (rid,) in found])
            connection.executemany("DELETE FROM indexing WHERE rid = ?", found)
    for (rid,) in connection.execute("SELECT rid FROM indexing").fetchall():
        _replace(connection, rid, "", "")
    connection.execute("DELETE FROM indexing")
    connection.executemany("DELETE FROM search_pending WHERE rid = ?", waiting)
    left: int = connection.execute("SELECT count(*) FROM search_pending").fetchone()[0]
    return left


def _replace(connection: sqlite3.Connection, rid: int, kind: str, words: str) -> None:
    old = connection.execute("SELECT words FROM search_text WHERE rid = ?", (rid,)).fetchone()
    if old is not None:
        if old[0] == words:
            return
        for index in ("search_words", "search_parts"):
            connection.execute(
                f"INSERT INTO {index}({index}, rowid, words) VALUES ('delete', ?, ?)",  # noqa: S608
                (rid, old[0]),
            )
        connection.execute("DELETE FROM search_text WHERE rid = ?", (rid,))
    if words:
        connection.execute("INSERT INTO search_text VALUES (?, ?, ?)", (rid, kind, words))
        for index in ("search_words", "search_parts"):
            connection.execute(
                f"INSERT INTO {index}(rowid, words) VALUES (?, ?)",  # noqa: S608 - two constants
                (rid, words),
            )
