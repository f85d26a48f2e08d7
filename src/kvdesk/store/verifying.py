"""The whole desk against itself: file, log, tables, digest, segments."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from kvdesk.changes.deletion import Presence, presence
from kvdesk.changes.operation import DELETED, Change, Operation, Value, Write
from kvdesk.changes.register import in_conflict
from kvdesk.changes.state import State
from kvdesk.domain.kinds import KINDS
from kvdesk.domain.record import fields_of
from kvdesk.kernel.order import finnish_key
from kvdesk.store.log import Log
from kvdesk.store.projection import readable
from kvdesk.store.rows import default_value

__all__ = ["Verdict", "verify"]


@dataclass(slots=True)
class Verdict:
    """What `verify` found: counts of what was looked at, and one line a fault."""

    records: int = 0
    operations: int = 0
    faults: list[str] = field(default_factory=list)


def verify(log: Log) -> Verdict:
    """Rebuild every row from the log by the merge's definition and compare it with the tables.

    Memory grows with the log: it is the price of a check that shares no code with the projection.
    What only a desk has, segments and the search index, `kvdesk.store.proving` looks at.
    """
    verdict = Verdict()
    verdict.faults.extend(_damage(log.connection))
    verdict.faults.extend(_loose_ends(log.connection))
    state = State()
    state.add(_all_changes(log, verdict.faults))
    verdict.operations = sum(len(known) for known in state.writes.values())
    if f"{state.digest():032x}" != log.setting("digest", f"{0:032x}"):
        verdict.faults.append("digest: the log's sum differs from the stored one")
    verdict.faults.extend(_wrong_covers(log, state))
    expected, conflicts = _expected(state)
    verdict.faults.extend(_wrong_conflicts(log.connection, conflicts))
    for kind in KINDS:
        stored = _stored_rows(log.connection, kind)
        verdict.records += len(stored)
        verdict.faults.extend(_differences(kind, expected.get(kind, {}), stored))
        verdict.faults.extend(_wrong_places(log.connection, kind))
    return verdict


def _damage(connection: sqlite3.Connection) -> list[str]:
    found = [row[0] for row in connection.execute("PRAGMA integrity_check(20)")]
    return [] if found == ["ok"] else [f"database: {line}" for line in found]


#: What must not be there -> how many there are of it.
_LOOSE: Final = {
    "operations without their change": "SELECT count(*) FROM operation o WHERE NOT EXISTS "
    "(SELECT 1 FROM change c WHERE c.sid = o.sid AND c.seq = o.seq)",
    "operations with another stamp than their change": "SELECT count(*) FROM operation o "
    "JOIN change c ON c.sid = o.sid AND c.seq = o.seq WHERE c.stamp <> o.stamp",
    "operations of an unknown record, field or stream": "SELECT count(*) FROM operation WHERE "
    "rid NOT IN (SELECT rid FROM record) OR fid NOT IN (SELECT fid FROM field) "
    "OR sid NOT IN (SELECT sid FROM stream)",
    "changes without an operation": "SELECT count(*) FROM change c WHERE NOT EXISTS "
    "(SELECT 1 FROM operation o WHERE o.sid = c.sid AND o.seq = c.seq)",
    "changes of an unknown import": "SELECT count(*) FROM change WHERE batch IS NOT NULL "
    "AND batch NOT IN (SELECT batch FROM batch)",
    "covers of an unknown stream": "SELECT count(*) FROM cover "
    "WHERE sid NOT IN (SELECT sid FROM stream)",
}


def _loose_ends(connection: sqlite3.Connection) -> list[str]:
    counts = {what: connection.execute(sql).fetchone()[0] for what, sql in _LOOSE.items()}
    return [f"log: {count} {what}" for what, count in counts.items() if count]


def _all_changes(log: Log, faults: list[str]) -> Iterator[Change]:
    sql = (
        "SELECT s.uid, o.seq, o.stamp, r.uid, f.name, o.value, o.context FROM operation o "
        "JOIN record r USING (rid) JOIN field f USING (fid) JOIN stream s USING (sid)"
    )
    for stream, seq, stamp, record, name, value, told in log.connection.execute(sql):
        try:
            context = log.names.context(told)
        except (KeyError, ValueError):
            faults.append(f"log: change {seq} of {stream} has an unreadable context")
            continue
        operation = Operation(record, name, value, context)
        yield Change(stream, seq, stamp, "", "", (operation,))


def _wrong_covers(log: Log, state: State) -> list[str]:
    stored: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    sql = (
        "SELECT r.uid, f.name, s.uid, c.seq FROM cover c "
        "JOIN record r USING (rid) JOIN field f USING (fid) JOIN stream s USING (sid)"
    )
    for record, name, stream, seq in log.connection.execute(sql):
        stored[record, name][stream] = seq
    keys = stored.keys() | state.writes.keys()
    return [
        f"cover: {name} of {record} differs from the log"
        for record, name in sorted(keys)
        if stored.get((record, name), {}) != state.cover((record, name))
    ]


_Rows = dict[str, dict[str, dict[str, Value]]]


def _expected(state: State) -> tuple[_Rows, set[tuple[str, str]]]:
    """Kind -> id -> the row's values; and the fields that are in conflict."""
    fields: dict[tuple[str, str], list[str]] = defaultdict(list)
    for record, name in state.writes:
        kind, _, short = name.partition(".")
        fields[kind, record].append(short)
    rows: _Rows = defaultdict(dict)
    conflicts: set[tuple[str, str]] = set()
    for (kind, record), names in fields.items():
        live = {name: state.live((record, f"{kind}.{name}")) for name in names}
        deletions = live.pop(DELETED, [])
        conflicts |= {(record, f"{kind}.{name}") for name, w in live.items() if in_conflict(w)}
        if kind not in KINDS:
            continue
        others = [write for writes in live.values() for write in writes]
        found = presence(deletions, others)
        if found is Presence.CONTESTED:
            conflicts.add((record, f"{kind}.{DELETED}"))
        if others and found is not Presence.DELETED:
            rows[kind][record] = _expected_row(kind, _shown(live))
    return rows, conflicts


def _shown(live: dict[str, list[Write]]) -> dict[str, Value]:
    return {name: writes[0].value for name, writes in live.items()}


def _wrong_conflicts(
    connection: sqlite3.Connection, expected: set[tuple[str, str]]
) -> Iterator[str]:
    sql = (
        "SELECT r.uid, f.name FROM conflict "
        "LEFT JOIN record r USING (rid) LEFT JOIN field f USING (fid)"
    )
    stored = set(connection.execute(sql).fetchall())
    for record, name in sorted(expected - stored):
        yield f"conflict: {name} of {record} is not in the book of conflicts"
    for record, name in sorted(stored - expected, key=str):
        yield f"conflict: {name} of {record} is none by the log"


def _wrong_places(connection: sqlite3.Connection, kind: str) -> Iterator[str]:
    """Rows under another number than their record's, or with another place in the alphabet."""
    sql = f'SELECT k.id FROM "{kind}" k LEFT JOIN record r USING (rid) WHERE r.uid IS NOT k.id'
    for (record,) in connection.execute(sql):
        yield f"table: {kind} {record} bears another record's number"
    by = KINDS[kind].SORTED_BY
    if by:
        rows = connection.execute(f'SELECT id, "{by}", sort_key FROM "{kind}"')
        for record, value, key in rows:
            if key != finnish_key(str(value)):
                yield f"table: {kind} {record} is sorted in a wrong place"


def _expected_row(kind: str, values: dict[str, Value]) -> dict[str, Value]:
    return {
        name: readable(spec, values[name]) if name in values else default_value(spec)
        for name, spec in fields_of(KINDS[kind]).items()
    }


def _stored_rows(connection: sqlite3.Connection, kind: str) -> dict[str, dict[str, Value]]:
    names = list(fields_of(KINDS[kind]))
    columns = ", ".join(f'"{name}"' for name in ("id", *names))
    rows = connection.execute(f'SELECT {columns} FROM "{kind}"')
    return {row[0]: dict(zip(names, row[1:], strict=True)) for row in rows}


def _differences(
    kind: str, expected: dict[str, dict[str, Value]], stored: dict[str, dict[str, Value]]
) -> list[str]:
    faults: list[str] = []
    for record in sorted(expected.keys() | stored.keys()):
        if record not in stored:
            faults.append(f"table: {kind} {record} is missing")
        elif record not in expected:
            faults.append(f"table: {kind} {record} is not in the log")
        elif expected[record] != stored[record]:
            wrong = [n for n, v in expected[record].items() if stored[record][n] != v]
            faults.append(f"table: {kind} {record} differs in {', '.join(wrong)}")
    return faults
