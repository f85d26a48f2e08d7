"""Reading: typed records and the frozen rows of named queries; never a write."""

import json
import sqlite3
from array import array
from collections.abc import Iterable
from typing import Any, Final, TypeVar

from kvdesk.domain.record import Record
from kvdesk.kernel.errors import Refusal
from kvdesk.kernel.first_use import at_first_use
from kvdesk.store.rows import column_list, record_of

__all__ = ["Reader"]

R = TypeVar("R", bound=Record)

#: Reads long lists three times as fast, but takes a while to be read in itself.
_decode_long: Final = at_first_use("msgspec.json:decode")

#: Characters from which that pays.
_LONG: Final = 100_000


class Reader:
    """Questions to one connection, used in one thread; `today` is the desk's ISO day."""

    def __init__(self, connection: sqlite3.Connection, today: str = "") -> None:
        self.connection = connection
        self.today = today

    def rows(self, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
        """All rows of a query constant."""
        return self.connection.execute(sql, parameters).fetchall()

    def row(self, sql: str, *parameters: object) -> tuple[Any, ...] | None:
        """The first row, or None."""
        row: tuple[Any, ...] | None = self.connection.execute(sql, parameters).fetchone()
        return row

    def value(self, sql: str, *parameters: object) -> Any:  # noqa: ANN401 - a cell may hold anything
        """The first column of the first row, or None."""
        row = self.row(sql, *parameters)
        return row[0] if row else None

    def numbers(self, sql: str, *parameters: object) -> "array[int]":
        """All rows of a query of one column of whole numbers, in its order, as 64-bit numbers.

        They come out of SQLite as one text: a million rows so take less than half the time, and
        other threads, the window's among them, run on while SQLite collects them.
        """
        text = self.value(
            f"WITH listed(number) AS ({sql}) SELECT json_group_array(number) FROM listed",
            *parameters,
        )
        decode = json.loads if len(text) < _LONG else _decode_long
        return array("q", decode(text))

    def find(self, kind: type[R], record_id: str) -> R | None:
        """The record with this id, or None when it is not there or deleted."""
        sql = f'SELECT {column_list(kind)} FROM "{kind.KIND}" WHERE id = ?'
        row = self.row(sql, record_id)
        return record_of(kind, row) if row else None

    def get(self, kind: type[R], record_id: str) -> R:
        """The record with this id.

        Raises:
            Refusal: `record_missing`.
        """
        record = self.find(kind, record_id)
        if record is None:
            raise Refusal("record_missing", kind=kind.KIND, id=record_id)
        return record

    def all(self, kind: type[R], *, order: str = "id", **equal: object) -> list[R]:
        """The records of a kind whose fields equal the values given, in order of one column."""
        clause = " AND ".join(f'"{name}" = ?' for name in equal) or "1"
        sql = f'SELECT {column_list(kind)} FROM "{kind.KIND}" WHERE {clause} ORDER BY "{order}", id'
        return [record_of(kind, row) for row in self.rows(sql, *equal.values())]

    def by_ids(self, kind: type[R], ids: Iterable[str]) -> dict[str, R]:
        """Those of the named records that are there, by id."""
        found = (self.find(kind, record_id) for record_id in dict.fromkeys(ids) if record_id)
        return {record.id: record for record in found if record is not None}

    def interrupt(self) -> None:
        """End a query that is running in this reader's thread; callable from any thread."""
        self.connection.interrupt()
