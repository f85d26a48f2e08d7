"""Undo and redo, worked out from the log: which step is next, and what it takes to reverse it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kvdesk.changes.deletion import read_seen, seen_text
from kvdesk.changes.operation import Value, Write, deleted_field, kind_of
from kvdesk.changes.register import cover_of, live_writes, shown, value_before
from kvdesk.changes.reversal import (
    Reversal,
    deletes_again,
    reverse_change,
    reverse_import,
)
from kvdesk.domain.kinds import KINDS
from kvdesk.domain.record import FieldSpec, fields_of
from kvdesk.kernel.errors import Refusal, Term
from kvdesk.kernel.words import N_
from kvdesk.store.history import writes_of
from kvdesk.store.log import Log

__all__ = [
    "REDO",
    "UNDO",
    "Step",
    "command_behind",
    "next_redo",
    "next_undo",
    "reversal_of",
    "reversal_of_batch",
    "subject_of",
]

UNDO: Final = "undo"
REDO: Final = "redo"

Field = tuple[str, str]
Dot = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Step:
    """One own change that can be reversed: its dot and the command that made it."""

    stream: str
    seq: int
    kind: str


_OWN = """
    SELECT c.sid, c.seq, c.kind, c.reverses_sid, c.reverses_seq
    FROM change c JOIN stream s USING (sid)
    WHERE s.own = 1 ORDER BY c.stamp DESC, c.sid DESC, c.seq DESC
"""


#: Steps that only their receiver can take back.
FINAL: Final = frozenset({"exchange handover"})


def next_undo(log: Log) -> Step | None:
    """The latest own step that is not undone; imports are undone from the exchange instead."""
    reversed_already: set[tuple[int, int]] = set()
    for sid, seq, kind, back_sid, back_seq in log.connection.execute(_OWN):
        if (sid, seq) in reversed_already or kind in FINAL:
            continue
        if back_sid is None or kind == REDO:
            return Step(log.names.stream_name(sid), seq, kind)
        if kind == UNDO:
            reversed_already.add((back_sid, back_seq))
    return None


def next_redo(log: Log) -> Step | None:
    """The undo that would be undone; None as soon as anything else was written after it."""
    redone: set[tuple[int, int]] = set()
    for sid, seq, kind, back_sid, back_seq in log.connection.execute(_OWN):
        if (sid, seq) in redone:
            continue
        if kind == REDO:
            redone.add((back_sid, back_seq))
        else:
            return Step(log.names.stream_name(sid), seq, kind) if kind == UNDO else None
    return None


_REVERSED = """
    SELECT r.sid, r.seq, r.kind
    FROM change c JOIN change r ON r.sid = c.reverses_sid AND r.seq = c.reverses_seq
    WHERE c.sid = ? AND c.seq = ?
"""


def command_behind(log: Log, step: Step) -> str:
    """The command that a chain of undo and redo goes back to."""
    return _behind(log, step)[2]


def _behind(log: Log, step: Step) -> tuple[int, int, str]:
    sid, seq, kind = log.names.stream(step.stream), step.seq, step.kind
    while kind in (UNDO, REDO):
        sid, seq, kind = log.connection.execute(_REVERSED, (sid, seq)).fetchone()
    return sid, seq, kind


_WRITTEN = """
    SELECT r.uid, f.name FROM
        (SELECT rid, fid, rowid AS place FROM operation WHERE sid = ? AND seq = ?
         ORDER BY rowid LIMIT 200) o
    JOIN record r USING (rid) JOIN field f USING (fid)
    ORDER BY substr(f.name, 1, instr(f.name, '.') - 1) <> ?, o.place LIMIT 2
"""
_LATEST = """
    SELECT o.value FROM record r JOIN operation o USING (rid) JOIN field f USING (fid)
    WHERE r.uid = ? AND f.name = ? ORDER BY o.stamp DESC, o.sid DESC LIMIT 1
"""
#: The fields that a record is called by, the first that it has.
_TITLES: Final = ("title", "text", "question", "name_fi", "family_name")


def subject_of(log: Log, step: Step) -> tuple[str, str]:
    """The label of the one field that a step wrote, and what its record is called.

    Both may be empty: several fields, a record without a name. Of several records it is the first
    of the kind that the command names. Of undo and redo it is what the command behind them wrote.
    """
    sid, seq, command = _behind(log, step)
    noun = command.partition(" ")[0]
    written = log.connection.execute(_WRITTEN, (sid, seq, noun)).fetchall()
    if not written:
        return "", ""
    record, name = written[0]
    spec = _spec(name)
    label = spec.label if spec is not None and len(written) == 1 else ""
    return label, _title_of(log, record, kind_of(name))


def _title_of(log: Log, record: str, kind: str) -> str:
    declared = fields_of(KINDS[kind]) if kind in KINDS else {}
    naming = next((field for field in _TITLES if field in declared), "")
    title = " ".join(str(_latest(log, record, f"{kind}.{naming}") or "").split())
    number, year = (_latest(log, record, f"{kind}.{name}") for name in ("number", "year"))
    return title or (f"{number}/{year}" if number and year else "")


def _latest(log: Log, record: str, name: str) -> Value:
    row = log.connection.execute(_LATEST, (record, name)).fetchone()
    return row[0] if row else None


def reversal_of(log: Log, step: Step) -> dict[Field, Value]:
    """What to write so that a step's fields show again what they showed before it.

    Raises:
        Refusal: `undo_overtaken` when a field has been changed since.
    """
    sid = log.names.stream(step.stream)
    histories = _histories(log, "o.sid = ? AND o.seq = ?", sid, step.seq)
    reversal = reverse_change((step.stream, step.seq), histories)
    if reversal.overtaken:
        (record, name), (left, now) = next(iter(sorted(reversal.overtaken.items())))
        raise Refusal(
            "undo_overtaken",
            record=record,
            kind=kind_of(name),
            field=_field_term(name),
            left=_told(name, left),
            now=_told(name, now),
        )
    values = _with_deletions(log, reversal)
    return values | _own_deletions(log, (step.stream, step.seq), histories, values)


def reversal_of_batch(log: Log, batch: int) -> tuple[dict[Field, Value], dict[Field, Value]]:
    """What takes a whole import back, and the fields left alone with what they show now.

    The import's own records disappear, unless somebody here has written to them since; a record
    that was gone before it, and is in sight because of it, goes again.
    """
    brought = _brought(log, batch)
    values: dict[Field, Value] = {}
    fresh: set[Field] = set()
    kept: dict[Field, Value] = {}
    for (record, name), writes in _histories(log, _IN_BROUGHT).items():
        reversal = reverse_import(brought[record], {(record, name): writes})
        values |= reversal.values
        fresh |= reversal.fresh
        kept |= {field: now for field, (_, now) in reversal.overtaken.items()}
    whole = Reversal(values, frozenset(fresh), {})
    return _with_deletions(log, whole) | _deleted_again(log, brought), kept


#: Which of a batch's changes touch which records; a change that came in parts has several batches.
_BROUGHT: Final = """
    INSERT INTO brought
    SELECT DISTINCT o.rid, o.sid, o.seq FROM change c JOIN operation o USING (sid, seq)
    LEFT JOIN late_part p ON p.sid = o.sid AND p.seq = o.seq AND p.rid = o.rid
    WHERE c.batch = ?1 AND p.batch IS NULL
    UNION SELECT rid, sid, seq FROM late_part WHERE batch = ?1
"""
_IN_BROUGHT: Final = (
    "EXISTS (SELECT 1 FROM brought b WHERE b.rid=o.rid AND b.sid=o.sid AND b.seq=o.seq)"
)


def _brought(log: Log, batch: int) -> dict[str, frozenset[Dot]]:
    """The dots that an import brought to each record; also left in the table `brought`."""
    execute = log.connection.execute
    execute(
        "CREATE TEMP TABLE IF NOT EXISTS brought"
        "(rid INTEGER, sid INTEGER, seq INTEGER, PRIMARY KEY (rid, sid, seq)) WITHOUT ROWID"
    )
    execute("DELETE FROM brought")
    execute(_BROUGHT, (batch,))
    found: dict[str, set[Dot]] = {}
    rows = execute("SELECT r.uid, b.sid, b.seq FROM brought b JOIN record r USING (rid)")
    for record, sid, seq in rows:
        found.setdefault(record, set()).add((log.names.stream_name(sid), seq))
    return {record: frozenset(dots) for record, dots in found.items()}


def _histories(log: Log, where: str, *parameters: object) -> Mapping[Field, list[Write]]:
    sql = (
        "SELECT DISTINCT o.rid, o.fid, r.uid, f.name FROM operation o "
        f"JOIN record r USING (rid) JOIN field f USING (fid) WHERE {where}"
    )
    rows = log.connection.execute(sql, parameters).fetchall()
    return {
        (record, name): writes_of(log.connection, log.names, rid, fid)
        for rid, fid, record, name in rows
    }


def _own_deletions(
    log: Log,
    dot: tuple[str, int],
    histories: Mapping[Field, list[Write]],
    values: Mapping[Field, Value],
) -> dict[Field, Value]:
    """Deletions of this desk's own that are redone also name what it has written since.

    Otherwise one person's undo and redo of other steps would contest their own deletion.
    """
    found: dict[Field, Value] = {}
    for (record, name), writes in histories.items():
        seen = read_seen(values.get((record, name)))
        if name != deleted_field(kind_of(name)) or seen is None:
            continue
        step = next(write for write in writes if (write.stream, write.seq) == dot)
        before = value_before(writes, step)
        own = log.seen_of_record(record, own=True)
        if before is not None and any(stream == before.stream for stream, _ in own):
            found[record, name] = seen_text(own, also=seen)
    return found


def _spec(name: str) -> FieldSpec | None:
    """The declaration of a field of the log; a deletion is none."""
    kind = KINDS.get(kind_of(name))
    return None if kind is None else fields_of(kind).get(name.partition(".")[2])


def _field_term(name: str) -> Term:
    spec = _spec(name)
    return Term(name, N_("Deletion") if spec is None else spec.label)


def _told(name: str, value: Value) -> object:
    """A value of the log as an error tells it: a choice as itself, so that its word is shown."""
    spec = _spec(name)
    if value is None or spec is None:
        return ""
    if spec.choices is not None and spec.accepts(value):
        return spec.choices(str(value))
    return value


_MAYBE_GONE: Final = """
    SELECT DISTINCT r.uid, f.name FROM field f CROSS JOIN brought b
    JOIN operation o ON o.rid = b.rid AND o.fid = f.fid
    JOIN record r ON r.rid = o.rid
    WHERE f.name LIKE '%.deleted'
"""


def _deleted_again(log: Log, brought: Mapping[str, frozenset[Dot]]) -> dict[Field, Value]:
    """The records that were gone before an import and are in sight because of it."""
    found: dict[Field, Value] = {}
    for record, deletion in log.connection.execute(_MAYBE_GONE).fetchall():
        histories = {
            name: writes
            for (_, name), writes in _histories(log, "r.uid = ?", record).items()
            if kind_of(name) == kind_of(deletion)
        }
        deletions = histories.pop(deletion)
        if deletes_again(brought[record], deletions, histories.values()):
            found[record, deletion] = seen_text(log.seen_of_record(record))
    return found


def _with_deletions(log: Log, reversal: Reversal) -> dict[Field, Value]:
    """Turn "every field of the record was new" into a deletion of the record."""
    values = dict(reversal.values)
    by_record: dict[tuple[str, str], list[str]] = {}
    for record, name in values:
        # A foreign program may have put fields of several kinds under one id.
        by_record.setdefault((record, kind_of(name)), []).append(name)
    for (record, kind), fields in by_record.items():
        ordinary = [name for name in fields if name != deleted_field(kind)]
        if not ordinary or not _all_fresh(log, record, ordinary, reversal):
            continue
        for name in ordinary:
            del values[record, name]
        seen = seen_text(log.seen_of_record(record))
        values[record, deleted_field(kind)] = seen
    return values


def _all_fresh(log: Log, record: str, fields: list[str], reversal: Reversal) -> bool:
    """Whether the step made the record: its fields were new, and no other holds a value now."""
    if any((record, name) not in reversal.fresh for name in fields):
        return False
    kind = kind_of(fields[0])
    others = {
        name: history
        for (_, name), history in _histories(log, "r.uid = ?", record).items()
        if name not in (*fields, deleted_field(kind)) and kind_of(name) == kind
    }
    return all(_is_unset(history) for history in others.values())


def _is_unset(history: list[Write]) -> bool:
    now = shown(live_writes(history, cover_of(history)))
    return now is None or now.value is None
