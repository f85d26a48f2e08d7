"""The real engine as a desk under test: the log, the merge and the tables on SQLite in memory."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Final, Self

from changes.desk_under_test import Dot, Field, Package, Receipt, View
from changes.programs import FIELDS, KIND
from kvdesk.changes.deletion import seen_text
from kvdesk.changes.intervals import Intervals, contains
from kvdesk.changes.operation import Change, Value, deleted_field
from kvdesk.kernel.clock import Clock
from kvdesk.kernel.errors import Refusal
from kvdesk.kernel.ids import Ids
from kvdesk.store import batches
from kvdesk.store.history import changes_after
from kvdesk.store.log import Log
from kvdesk.store.merge import merge, note_have
from kvdesk.store.migrations import migrate
from kvdesk.store.reader import Reader
from kvdesk.store.reversing import UNDO, Step, reversal_of, reversal_of_batch
from kvdesk.store.verifying import verify

__all__ = ["SqliteDesk"]

_DELETED: Final = deleted_field(KIND)
_LIVE: Final = """
    SELECT r.uid, f.name, s.uid, o.seq, o.stamp, o.value
    FROM operation o JOIN record r USING (rid) JOIN field f USING (fid) JOIN stream s USING (sid)
    LEFT JOIN cover c ON c.rid = o.rid AND c.fid = o.fid AND c.sid = o.sid
    WHERE c.seq IS NULL OR o.seq > c.seq
    ORDER BY r.uid, f.name, o.stamp DESC, s.uid DESC
"""
_CONFLICTS: Final = """
    SELECT r.uid, f.name FROM conflict JOIN record r USING (rid) JOIN field f USING (fid)
"""
_ROWS: Final = f"SELECT id, {', '.join(FIELDS)} FROM {KIND}"


@cache
def _empty() -> bytes:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection)
    image = connection.serialize()
    connection.close()
    return image


class SqliteDesk:
    """One database; a clone is its image."""

    def __init__(
        self, now: Callable[[], int], streams: Callable[[], str], image: bytes | None = None
    ) -> None:
        self.now = now
        self.streams = streams
        # Whichever thread happens to collect the desk closes it.
        self.connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        self.connection.deserialize(image or _empty())
        self.relaunch()

    def __del__(self) -> None:
        self.connection.close()

    def relaunch(self) -> None:
        """A new log on the same database draws a new stream."""
        clock = Clock(lambda: datetime.fromtimestamp(self.now() // 1000, UTC))
        ids = Ids(record=lambda: "", stream=self.streams)
        self.log = Log(self.connection, ids=ids, clock=clock)

    def clone(self, now: Callable[[], int]) -> Self:
        """The same bytes, which must agree with themselves."""
        self._verify()
        return type(self)(now, self.streams, self.connection.serialize())

    def write(self, values: Mapping[Field, Value]) -> Change:
        """One change of one command."""
        with self._transaction():
            return self._write(values, None)

    def delete(self, record: str) -> Change:
        """As the unit of work deletes."""
        return self.write({(record, _DELETED): seen_text(self.log.seen_of_record(record))})

    def resolve(self, field: Field, value: Value) -> Change:
        """A choice is an ordinary write."""
        return self.write({field: value})

    def undo(self, dot: Dot) -> Change | None:
        """As the desk reverses a step."""
        try:
            with self._transaction():
                return self._write(reversal_of(self.log, Step(*dot, "test")), dot)
        except Refusal:
            return None

    def undo_import(self, batch: int) -> Change | None:
        """As the exchange reverses a batch."""
        with self._transaction():
            values, _ = reversal_of_batch(self.log, batch)
            return self._write(values, None) if values else None

    def have(self) -> Mapping[str, Intervals]:
        """Which whole changes are here."""
        return batches.have(Reader(self.connection))

    def export(
        self, since: Mapping[str, Intervals] | None = None, records: Iterable[str] | None = None
    ) -> Package:
        """Changes read back from the log."""
        if records is not None:
            with self._transaction():
                return Package(parts=tuple(batches.extract(self.log, set(records))))
        if since is None:
            self._verify()
        here = self.have()
        changes = [
            change
            for sid, stream in self.connection.execute("SELECT sid, uid FROM stream ORDER BY uid")
            for change in changes_after(self.connection, self.log.names, sid, 0)
            if not contains((since or {}).get(stream, ()), change.seq)
        ]
        whole = [c for c in changes if contains(here.get(c.stream, ()), c.seq)]
        return Package(tuple(whole), tuple(c for c in changes if c not in whole))

    def import_(self, package: Package) -> Receipt:
        """One batch in one transaction."""
        with self._transaction():
            row = batches.BatchRow(0, "", "", "", "", "", "", "", "")
            batch = batches.open_batch(self.log, row)
            changes = [*package.whole, *package.parts]
            merged = merge(self.log, changes, now=self.now(), batch=batch)
            for change in package.whole:
                note_have(self.log, change.stream, (change.seq, change.seq))
        return Receipt(batch, merged.operations)

    def state(self) -> View:
        """What the log, the book of conflicts and the typed table say."""
        live = {
            key: [(stream, seq, value) for _, _, stream, seq, _, value in rows]
            for key, rows in groupby(self.connection.execute(_LIVE), itemgetter(0, 1))
        }
        conflicts = frozenset(self.connection.execute(_CONFLICTS).fetchall())
        rows = {row[0]: row[1:] for row in self.connection.execute(_ROWS)}
        shown = {key: writes[0][2] for key, writes in live.items()}
        for record, cells in rows.items():
            expected = tuple(shown.get((record, f"{KIND}.{name}")) or "" for name in FIELDS)
            assert cells == expected, "the table shows another value"
        return View(
            live={key: frozenset(((s, n), v) for s, n, v in w) for key, w in live.items()},
            shown=shown,
            conflicts=conflicts,
            presence={r: _presence(r, rows, conflicts) for r, name in live if name != _DELETED},
            digest=self.log.digest(),
        )

    def _verify(self) -> None:
        assert verify(self.log).faults == [], "the desk differs from its log"

    def _write(self, values: Mapping[Field, Value], reverses: Dot | None) -> Change:
        kind = UNDO if reverses else "test"
        seq, _ = self.log.write(values, author="", kind=kind, reverses=reverses)
        sid = self.log.names.stream(self.log.stream)
        return next(changes_after(self.connection, self.log.names, sid, seq - 1))

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK")
            self.log.forget()
            raise
        self.connection.execute("COMMIT")


def _presence(record: str, rows: Mapping[str, object], conflicts: frozenset[Field]) -> str:
    if (record, _DELETED) in conflicts:
        return "contested" if record in rows else "contested without a row"
    return "present" if record in rows else "deleted"
