"""The unit of work: what a command may do, inside one transaction and as one change.

Only the desk makes one. A command reads through it, puts records, and the fields that differ
become the operations of a single change.
"""

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from kvdesk.changes.deletion import seen_text
from kvdesk.changes.operation import Value, deleted_field
from kvdesk.domain.record import Form, Record, fields_of
from kvdesk.kernel.clock import Clock
from kvdesk.kernel.ids import Ids
from kvdesk.kernel.text import clean
from kvdesk.store.log import Log
from kvdesk.store.projection import Projected
from kvdesk.store.reader import Reader
from kvdesk.store.rows import to_value
from kvdesk.store.search import index_now

__all__ = ["Guard", "Touched", "Work"]

R = TypeVar("R", bound=Record)

#: Ids of the rows that a write touched, by kind.
Touched = Mapping[str, tuple[str, ...]]

#: Called before a record changes or goes (new is None); refuses what is locked.
Guard = Callable[[Reader, Record | None, Record | None], None]


class Work:
    """Reads and writes of one command.

    `reader` sees the rows as this work has left them; `clock` is the desk's.
    """

    def __init__(
        self, log: Log, *, ids: Ids, clock: Clock, author: str, kind: str, guard: Guard
    ) -> None:
        self.reader = Reader(log.connection, clock.today())
        self.clock = clock
        self.ids = ids
        self.author = author
        self._log = log
        self.ids = ids
        self._kind = kind
        self._guard = guard
        self._seq: int | None = None
        self._touched: dict[str, set[str]] = defaultdict(set)
        self.folds = False

    @property
    def touched(self) -> Touched:
        """The rows written so far."""
        return {kind: tuple(sorted(ids)) for kind, ids in self._touched.items()}

    @property
    def dot(self) -> tuple[str, int] | None:
        """The name of the change that this work has written, if it wrote one."""
        return None if self._seq is None else (self._log.stream, self._seq)

    def get(self, kind: type[R], record_id: str) -> R:
        """The record with this id.

        Raises:
            Refusal: `record_missing`.
        """
        return self.reader.get(kind, record_id)

    def add(self, record: R) -> R:
        """Store a new record; returns it with its fresh id.

        Raises:
            Refusal: what the record's own check or the guard says.
        """
        tidy = self._checked(record)
        self._write(_new_values(tidy), tidy)
        return tidy

    def add_all(self, records: Iterable[Record]) -> None:
        """Store many new records at the price of one write; they may bring their ids along.

        None of them may hang on another one's being stored already.

        Raises:
            Refusal: what a record's own check or the guard says.
        """
        values: dict[tuple[str, str], Value] = {}
        for record in records:
            values.update(_new_values(self._checked(record)))
        self.set_values(values)

    def change(self, record: R, **fields: object) -> R:
        """Set some fields of a stored record; equal values write nothing.

        Raises:
            Refusal: what the record's own check or the guard says.
        """
        tidy = _tidied(dataclasses.replace(record, **fields))  # type: ignore[arg-type]  # checked by the record
        differing = {
            (tidy.id, f"{tidy.KIND}.{name}"): to_value(getattr(tidy, name))
            for name in fields_of(type(tidy))
            if getattr(tidy, name) != getattr(record, name)
        }
        if differing:
            tidy.check()
            self._guard(self.reader, record, tidy)
            self._write(differing, tidy)
        return tidy

    def delete(self, record: Record) -> None:
        """Take a record out of sight; its history stays and undo brings it back.

        Raises:
            Refusal: what the guard says.
        """
        self._guard(self.reader, record, None)
        seen = seen_text(self._log.seen_of_record(record.id))
        self._write({(record.id, deleted_field(record.KIND)): seen}, record)

    def reverse(self, values: Mapping[tuple[str, str], Value], reverses: tuple[str, int]) -> None:
        """Write what an undo worked out, marked as the reversal of a step."""
        self._seq, projected = self._log.write(
            values, author=self.author, kind=self._kind, into=self._seq, reverses=reverses
        )
        self._note(projected)

    def set_values(self, values: Mapping[tuple[str, str], Value]) -> None:
        """Write (record, field) values as they are: a conflict's choice, an import's undoing.

        The new value has seen every live one, so it settles a conflict.
        """
        if values:
            self._write_values(values)

    def _checked(self, record: R) -> R:
        tidy = _tidied(dataclasses.replace(record, id=record.id or self.ids.record()))
        tidy.check()
        self._guard(self.reader, None, tidy)
        return tidy

    def _write(self, values: Mapping[tuple[str, str], Value], record: Record) -> None:
        if self.folds and self._seq is None and len(values) == 1:
            ((record_id, name), value) = next(iter(values.items()))
            folded = self._log.fold(record_id, name, value, kind=self._kind)
            if folded is not None:
                self._note(folded)
                return
        self._write_values(values)
        self._touched[record.KIND].add(record.id)

    def _write_values(self, values: Mapping[tuple[str, str], Value]) -> None:
        self._seq, projected = self._log.write(
            values, author=self.author, kind=self._kind, into=self._seq
        )
        self._note(projected)

    def _note(self, projected: Projected) -> None:
        for kind, rids in projected.rows.items():
            index_now(self._log.connection, kind, rids)
            for rid in rids:
                sql = "SELECT uid FROM record WHERE rid = ?"
                self._touched[kind].add(self.reader.value(sql, rid))


def _new_values(record: Record) -> dict[tuple[str, str], Value]:
    """What a new record writes: all that differs from its defaults."""
    return {
        (record.id, f"{record.KIND}.{spec.name}"): to_value(getattr(record, spec.name))
        for spec in fields_of(type(record)).values()
        if spec.required or getattr(record, spec.name) != spec.default
    }


def _tidied(record: R) -> R:
    """The record with every text through the gate; one-line fields lose their line breaks."""
    tidy: dict[str, object] = {}
    for name, spec in fields_of(type(record)).items():
        value = getattr(record, name)
        if spec.form in (Form.TEXT, Form.KEY):
            value = " ".join(clean(value).split())
        elif spec.form is Form.LONG_TEXT:
            value = clean(value).strip("\n")
        tidy[name] = value
    return dataclasses.replace(record, **tidy)  # type: ignore[arg-type]
