"""The search index follows the tables: at once for one edit, by and by after an import.

A text stands in the index under its place: kind, day and row as one whole number, so made that
rising places are the order of the kind's register. The index gives its hits by rising place and
from any place on; so the hits of one kind come alone and in order, and no row is looked at.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from kvdesk.domain.kinds import KINDS
from kvdesk.domain.record import fields_of

__all__ = [
    "PLACED",
    "expected_texts",
    "index_now",
    "index_pending",
    "place_of",
    "places",
    "postpone",
    "row_of",
]

#: A place's bits, the highest first: four for the kind, 22 for the day (0001-01-01 is 1), 34 for
#: the row. The numbers of kinds are never used again for another.
_ROW_BITS: Final = 34
_KIND_BITS: Final = _ROW_BITS + 22
_ROWS: Final = (1 << _ROW_BITS) - 1
_LAST_DAY: Final = (1 << 22) - 1

PLACED: Final = {
    "organisation": 1,
    "person": 2,
    "body": 3,
    "strategy": 4,
    "statement": 5,
    "open_question": 6,
    "matter": 7,
    "meeting": 8,
    "agenda_entry": 9,
    "minute_entry": 10,
    "decision": 11,
    "action": 12,
    "action_report": 13,
}

#: The day by which a register is sorted.
_DAYS: Final = {"decision": "decided_on", "action": "due"}

#: Actions begin with the earliest day; of all others the latest comes first, so that their days
#: and rows count backwards. What has no day stands last in both.
_FORWARD: Final = frozenset({"action"})

_SEARCHED = {
    kind: tuple(name for name, spec in fields_of(declared).items() if spec.searched)
    for kind, declared in KINDS.items()
}


def index_now(connection: sqlite3.Connection, kind: str, rids: Iterable[int]) -> None:
    """Bring the index up to date for some rows of one kind, in the open transaction."""
    if not _SEARCHED.get(kind):
        return
    for rid in rids:
        row = connection.execute(f"{_select(kind)} WHERE rid = ?", (rid,)).fetchone()
        if row is None:
            _replace(connection, rid)
        else:
            _replace(connection, rid, kind, row[1], "\n".join(filter(None, row[2:])))


def expected_texts(connection: sqlite3.Connection) -> Iterator[tuple[int, int, str, str]]:
    """What the index must hold: place, row, kind and words of every row that has any."""
    for kind in filter(_SEARCHED.get, _SEARCHED):
        for rid, day, *cells in connection.execute(_select(kind)):
            words = "\n".join(filter(None, cells))
            if words:
                yield place_of(kind, day, rid), rid, kind, words


def _select(kind: str) -> str:
    columns = ", ".join(("rid", _DAYS.get(kind, "''"), *_SEARCHED[kind]))
    return f'SELECT {columns} FROM "{kind}"'


def places(kind: str = "") -> tuple[int, int]:
    """The first and last place of a kind; of all kinds for an empty name."""
    first, last = (PLACED[kind],) * 2 if kind else (0, max(PLACED.values()))
    return first << _KIND_BITS, (last + 1 << _KIND_BITS) - 1


def place_of(kind: str, day: str, rid: int) -> int:
    """Where a row's text stands in the index; `day` is an ISO day or empty."""
    forward = kind in _FORWARD
    try:
        number = date.fromisoformat(day).toordinal()
    except ValueError:
        number = _LAST_DAY if forward else 0
    below = number << _ROW_BITS | rid
    return PLACED[kind] << _KIND_BITS | (below if forward else (1 << _KIND_BITS) - 1 - below)


def row_of(kind: str) -> str:
    """SQL: the row that stands at a `place` of this kind."""
    return f"(place & {_ROWS})" if kind in _FORWARD else f"(~place & {_ROWS})"


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
                f'SELECT rid FROM "{kind}" JOIN indexing USING (rid)'
            ).fetchall()
            index_now(connection, kind, [rid for (rid,) in found])
            connection.executemany("DELETE FROM indexing WHERE rid = ?", found)
    for (rid,) in connection.execute("SELECT rid FROM indexing").fetchall():
        _replace(connection, rid)
    connection.execute("DELETE FROM indexing")
    connection.executemany("DELETE FROM search_pending WHERE rid = ?", waiting)
    left: int = connection.execute("SELECT count(*) FROM search_pending").fetchone()[0]
    return left


def _replace(
    connection: sqlite3.Connection, rid: int, kind: str = "", day: str = "", words: str = ""
) -> None:
    old = connection.execute(
        "SELECT place, words FROM search_text WHERE rid = ?", (rid,)
    ).fetchone()
    new = (place_of(kind, day, rid), words) if words else None
    if old == new:
        return
    if old is not None:
        for index in ("search_words", "search_parts"):
            connection.execute(
                f"INSERT INTO {index}({index}, rowid, words) VALUES ('delete', ?, ?)",
                old,
            )
        connection.execute("DELETE FROM search_text WHERE rid = ?", (rid,))
    if new is not None:
        connection.execute(
            "INSERT INTO search_text(place, rid, kind, words) VALUES (?, ?, ?, ?)",
            (new[0], rid, kind, words),
        )
        for index in ("search_words", "search_parts"):
            connection.execute(
                f"INSERT INTO {index}(rowid, words) VALUES (?, ?)",
                new,
            )
