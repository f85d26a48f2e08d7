"""The whole desk against itself: file, log, tables, digest, segments."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from kvdesk.changes.deletion import Presence, presence
from kvdesk.changes.operation import DELETED, Change, Operation, Value
from kvdesk.changes.state import State
from kvdesk.domain.kinds import KINDS
from kvdesk.domain.record import fields_of
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
    """
    verdict = Verdict()
    verdict.faults.extend(_damage(log.connection))
    state = State()
    state.add(_all_changes(log))
    verdict.operations = sum(len(known) for known in state.writes.values())
    if state.digest() != log.digest():
        verdict.faults.append("digest: the log's sum differs from the stored one")
    verdict.faults.extend(_wrong_covers(log, state))
    expected = _expected_rows(state)
    for kind in KINDS:
        stored = _stored_rows(log.connection, kind)
        verdict.records += len(stored)
        verdict.faults.extend(_differences(kind, expected.get(kind, {}), stored))
    return verdict


def _damage(connection: sqlite3.Connection) -> list[str]:
    found = [row[0] for row in connection.execute("PRAGMA integrity_check(20)")]
    return [] if found == ["ok"] else [f"database: {line}" for line in found]


def _all_changes(log: Log) -> Iterator[Change]:
    sql = (
        "SELECT o.sid, o.seq, o.stamp, r.uid, f.name, o.value, o.context FROM operation o "
        "JOIN record r USING (rid) JOIN field f USING (fid)"
    )
    names = log.names
    for sid, seq, stamp, record, name, value, context in log.connection.execute(sql):
        operation = Operation(record, name, value, names.context(context))
        yield Change(names.stream_name(sid), seq, stamp, "", "", (operation,))


def _wrong_covers(log: Log, state: State) -> list[str]:
    stored: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    sql = (
        "SELECT r.uid, f.name, c.sid, c.seq FROM cover c "
        "JOIN record r USING (rid) JOIN field f USING (fid)"
    )
    for record, name, sid, seq in log.connection.execute(sql):
        stored[record, name][log.names.stream_name(sid)] = seq
    keys = stored.keys() | state.writes.keys()
    return [
        f"cover: {name} of {record} differs from the log"
        for record, name in sorted(keys)
        if stored.get((record, name), {}) != state.cover((record, name))
    ]


def _expected_rows(state: State) -> dict[str, dict[str, dict[str, Value]]]:
    fields: dict[tuple[str, str], list[str]] = defaultdict(list)
    for record, name in state.writes:
        kind, _, short = name.partition(".")
        fields[kind, record].append(short)
    rows: dict[str, dict[str, dict[str, Value]]] = defaultdict(dict)
    for (kind, record), names in fields.items():
        if kind not in KINDS:
            continue
        live = {name: state.live((record, f"{kind}.{name}")) for name in names}
        deletions = live.pop(DELETED, [])
        others = [write for writes in live.values() for write in writes]
        if others and presence(deletions, others) is not Presence.DELETED:
            rows[kind][record] = _expected_row(kind, {n: w[0].value for n, w in live.items()})
    return rows


def _expected_row(kind: str, values: dict[str, Value]) -> dict[str, Value]:
    return {
        name: readable(spec, values[name]) if name in values else default_value(spec)
        for name, spec in fields_of(KINDS[kind]).items()
    }


def _stored_rows(connection: sqlite3.Connection, kind: str) -> dict[str, dict[str, Value]]:
    names = list(fields_of(KINDS[kind]))
    columns = ", ".join(f'"{name}"' for name in ("id", *names))
    rows = connection.execute(f'SELECT {columns} FROM "{kind}"')  # noqa: S608 - declared names
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
