"""Writing one's own changes: every write goes through here, into the log and the tables at once."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from kvdesk.changes.digest import MODULUS, operation_hash
from kvdesk.changes.operation import Context, Value
from kvdesk.changes.register import context_now, cover_of, live_writes
from kvdesk.changes.stamp import milliseconds_of, next_stamp
from kvdesk.kernel.clock import Clock
from kvdesk.kernel.errors import Refusal
from kvdesk.kernel.ids import Ids
from kvdesk.kernel.text import clean
from kvdesk.store.history import writes_of
from kvdesk.store.names import Names
from kvdesk.store.projection import Projected, project

__all__ = ["Log", "OpenStep"]

#: Typing in one field folds into one step while the pauses stay below this, in milliseconds.
_FOLD_WITHIN = 60_000

#: What a reader of packages takes: a change that no other desk would read must not come into being.
#: A text may double when it is escaped, and has to fit into a line of 1 MiB (docs/format.md).
_MOST_BYTES = 400 * 1024
_MOST_CHARACTERS = 1_000
_BELOW = 1 << 62

_OPERATION = "SELECT value, stamp, context FROM operation WHERE rid=? AND fid=? AND sid=? AND seq=?"
_REWRITE = "UPDATE operation SET value=?, stamp=? WHERE rid=? AND fid=? AND sid=? AND seq=?"


@dataclass(slots=True)
class OpenStep:
    """The last own change, if further typing in the same field may still fold into it."""

    seq: int
    kind: str
    field: tuple[str, str]
    stamp: int


class Log:
    """The log on one writing connection.

    The stream is drawn at the first write of a launch, so a copied laptop can never use a dot
    twice (Loro and Yjs diverge silently in that case; measured).
    """

    def __init__(self, connection: sqlite3.Connection, *, ids: Ids, clock: Clock) -> None:
        self.connection = connection
        self.names = Names(connection)
        self._ids = ids
        self._clock = clock
        self._stream = ""
        self._open: OpenStep | None = None

    def forget(self) -> None:
        """Drop what is remembered about the database, after a roll-back."""
        self.names.forget()
        self._open = None

    @property
    def stream(self) -> str:
        """This launch's stream, noted in the database as our own."""
        if not self._stream:
            self._stream = self._ids.stream()
        sid = self.names.stream(self._stream)
        self.connection.execute("UPDATE stream SET own = 1 WHERE sid = ? AND own = 0", (sid,))
        return self._stream

    @property
    def launched(self) -> str:
        """The stream that this launch has begun to write, or nothing yet."""
        return self._stream

    def setting(self, name: str, default: str = "") -> str:
        """A value that the store keeps for itself."""
        row = self.connection.execute("SELECT value FROM setting WHERE name = ?", (name,))
        found = row.fetchone()
        return str(found[0]) if found else default

    def set_setting(self, name: str, value: str) -> None:
        """Keep a value for the store itself; settings do not travel."""
        self.connection.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, value))

    def digest(self) -> int:
        """The number that two desks with equal logs share."""
        return int(self.setting("digest", "0"), 16)

    def add_to_digest(self, amount: int) -> None:
        """Count operations into (or, folded, out of) the digest."""
        self.set_setting("digest", f"{(self.digest() + amount) % MODULUS:032x}")

    def write(
        self,
        values: Mapping[tuple[str, str], Value],
        *,
        author: str,
        kind: str,
        into: int | None = None,
        reverses: tuple[str, int] | None = None,
    ) -> tuple[int, Projected]:
        """Set (record, field) values as one change, in the log and the tables; returns its seq.

        `into` is the seq of a change of the same transaction to add to. `reverses` names the dot
        that this change undoes. Deleting is setting `kind.deleted` (`kvdesk.changes.deletion`).
        This is the one door for texts: whatever a command did, they are kept clean.

        Raises:
            Refusal: `text_too_long`, `number_too_large`.
        """
        values = {key: _kept(value) for key, value in values.items()}
        sid = self.names.stream(self.stream)
        if into is None:
            stamp = self._next_stamp()
            seq = self._begin(sid, stamp, _one_line(author), _one_line(kind), reverses)
        else:
            # All operations of a change bear its stamp, as they do where they arrive.
            seq, stamp = into, self._stamp_of(sid, into)
        # Records that get their number below are new: their rows can be written whole.
        before = self.connection.execute("SELECT coalesce(max(rid), 0) FROM record").fetchone()[0]
        amount = 0
        for (record, name), value in values.items():
            amount += self._set(record, name, value, (sid, seq, stamp))
        self.add_to_digest(amount)
        self._open = None
        if into is None and reverses is None and len(values) == 1:
            self._open = OpenStep(seq, kind, next(iter(values)), stamp)
        fields = [(self.names.record(record), self.names.field(name)) for record, name in values]
        return seq, project(self.connection, self.names, fields, new_above=before)

    def fold(self, record: str, name: str, value: Value, *, kind: str) -> Projected | None:
        """Write on in the open step if it is this very field's; None if a new step is needed.

        Never across an export: what has left the desk under a dot does not change any more.

        Raises:
            Refusal: `text_too_long`, `number_too_large`.
        """
        step = self._open
        stamp = next_stamp(int(self.setting("stamp", "0")), self._clock.milliseconds())
        if step is None or step.kind != kind or step.field != (record, name):
            return None
        if milliseconds_of(stamp) - milliseconds_of(step.stamp) > _FOLD_WITHIN:
            return None
        sid, rid, fid = self._numbers(record, name)
        if self._exported(sid) >= step.seq or self._overtaken(rid, fid, sid, step.seq):
            return None
        self.add_to_digest(self._set(record, name, _kept(value), (sid, step.seq, stamp)))
        self.connection.execute(
            "UPDATE change SET stamp = ? WHERE sid = ? AND seq = ?", (stamp, sid, step.seq)
        )
        self.set_setting("stamp", str(stamp))
        step.stamp = stamp
        return project(self.connection, self.names, [(rid, fid)], new_above=rid)

    def leave_stream(self) -> None:
        """Write what comes next in a new stream: one stream is signed by one key."""
        self._stream = ""
        self._open = None

    def close_step(self) -> None:
        """End the open step: the next typing is a step of its own."""
        self._open = None

    def seen_of_record(self, record: str, *, own: bool = False) -> list[tuple[str, int]]:
        """The dots of all writes to a whole record that this desk has, or of its own only."""
        rid = self.names.record(record)
        rows = self.connection.execute(
            "SELECT DISTINCT o.sid, o.seq FROM operation o JOIN stream s USING (sid) "
            "WHERE o.rid = ? AND s.own >= ? ORDER BY o.sid, o.seq",
            (rid, own),
        )
        return [(self.names.stream_name(sid), seq) for sid, seq in rows]

    def _numbers(self, record: str, name: str) -> tuple[int, int, int]:
        sid = self.names.stream(self._stream)
        return sid, self.names.record(record), self.names.field(name)

    def _next_stamp(self) -> int:
        stamp = next_stamp(int(self.setting("stamp", "0")), self._clock.milliseconds())
        self.set_setting("stamp", str(stamp))
        return stamp

    def _stamp_of(self, sid: int, seq: int) -> int:
        sql = "SELECT stamp FROM change WHERE sid = ? AND seq = ?"
        stamp: int = self.connection.execute(sql, (sid, seq)).fetchone()[0]
        return stamp

    def _begin(
        self, sid: int, stamp: int, author: str, kind: str, reverses: tuple[str, int] | None
    ) -> int:
        row = self.connection.execute("SELECT max(seq) FROM change WHERE sid = ?", (sid,))
        seq: int = (row.fetchone()[0] or 0) + 1
        back = (self.names.stream(reverses[0]), reverses[1]) if reverses else (None, None)
        self.connection.execute(
            "INSERT INTO change VALUES (?, ?, ?, ?, ?, NULL, ?, ?)",
            (sid, seq, stamp, author, kind, *back),
        )
        self.connection.execute(
            "INSERT INTO have VALUES (?, 1, ?) ON CONFLICT DO UPDATE SET seq_to = excluded.seq_to",
            (sid, seq),
        )
        return seq

    def _set(self, record: str, name: str, value: Value, head: tuple[int, int, int]) -> int:
        """Write one operation, or its second value within the same change; the digest's rise."""
        sid, seq, stamp = head
        rid, fid = self.names.record(record), self.names.field(name)
        where = (rid, fid, sid, seq)
        old = self.connection.execute(_OPERATION, where).fetchone()
        if old is not None:
            before, then, known = old[0], old[1], self.names.context(old[2])
            self.connection.execute(_REWRITE, (value, stamp, *where))
            return self._hash(record, name, (seq, stamp), (value, known)) - self._hash(
                record, name, (seq, then), (before, known)
            )
        context = self._context(rid, fid)
        self.connection.execute(
            "INSERT INTO operation VALUES (?, ?, ?, ?, ?, ?, ?)",
            (*where, stamp, value, self.names.context_text(context)),
        )
        self.connection.executemany(
            "INSERT INTO cover VALUES (?, ?, ?, ?) "
            "ON CONFLICT DO UPDATE SET seq = max(seq, excluded.seq)",
            [(rid, fid, self.names.stream(uid), last) for uid, last in context],
        )
        return self._hash(record, name, (seq, stamp), (value, context))

    def _hash(
        self, record: str, name: str, place: tuple[int, int], told: tuple[Value, Context]
    ) -> int:
        return operation_hash(record, name, (self._stream, *place), told)

    def _exported(self, sid: int) -> int:
        row = self.connection.execute("SELECT max(seq_to) FROM segment WHERE sid = ?", (sid,))
        return row.fetchone()[0] or 0

    def _overtaken(self, rid: int, fid: int, sid: int, seq: int) -> bool:
        row = self.connection.execute(
            "SELECT 1 FROM operation WHERE rid=? AND fid=? AND NOT (sid=? AND seq<=?) "
            "AND rowid > (SELECT rowid FROM operation WHERE rid=? AND fid=? AND sid=? AND seq=?)",
            (rid, fid, sid, seq, rid, fid, sid, seq),
        )
        return row.fetchone() is not None

    def _context(self, rid: int, fid: int) -> Context:
        writes = writes_of(self.connection, self.names, rid, fid)
        cover = cover_of(writes)
        return context_now(live_writes(writes, cover), cover)


def _kept(value: Value) -> Value:
    """A value as it is kept and sent."""
    if isinstance(value, str):
        text = clean(value)
        # No character takes more than four bytes.
        if 4 * len(text) > _MOST_BYTES and len(text.encode()) > _MOST_BYTES:
            raise Refusal("text_too_long", most=_MOST_BYTES // 1024)
        return text
    if value is not None and not -_BELOW < value < _BELOW:
        raise Refusal("number_too_large", number=value)
    return value


def _one_line(words: str) -> str:
    return " ".join(clean(words).split())[:_MOST_CHARACTERS].rstrip()
