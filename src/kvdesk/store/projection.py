"""From the log to the typed tables: what each touched field shows now.

Whole columns at a time: fields of records that were new in this merge become one INSERT, the rest
one UPDATE a column. A record with a live deletion, or one that has no row, is built anew from all
its fields; the same code rebuilds every table for `verify`.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any

from kvdesk.changes.deletion import Presence, presence
from kvdesk.changes.operation import DELETED, Value, Write
from kvdesk.domain.kinds import KINDS
from kvdesk.domain.record import FieldSpec, fields_of
from kvdesk.kernel.order import finnish_key
from kvdesk.kernel.text import clean
from kvdesk.store.names import Names
from kvdesk.store.rows import default_value

__all__ = ["Projected", "project", "rebuild_records"]

_LIVE = """
    SELECT o.rid, o.fid, o.sid, o.seq, o.stamp, o.value
    FROM touched t
    CROSS JOIN operation o ON o.rid = t.rid AND o.fid = t.fid
    LEFT JOIN cover c ON c.rid = o.rid AND c.fid = o.fid AND c.sid = o.sid
    WHERE c.seq IS NULL OR o.seq > c.seq
    ORDER BY o.rid, o.fid
"""


@dataclass(slots=True)
class Projected:
    """What a projection did: rows per kind that were written, by rid, and open conflicts."""

    rows: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    conflicts: set[tuple[int, int]] = field(default_factory=set)


def project(
    connection: sqlite3.Connection,
    names: Names,
    touched: Iterable[tuple[int, int]],
    *,
    new_above: int,
    batch: int | None = None,
) -> Projected:
    """Show the live values of the touched (rid, fid) fields in the typed tables.

    Records numbered above `new_above` had no operation before, so their rows can be written whole.
    """
    _mark(connection, touched)
    field_names = names.field_names()
    deletions = {fid for fid, name in field_names.items() if name.endswith(f".{DELETED}")}
    whole = _records_with_deletions(connection, deletions)
    result = Projected()
    shown: dict[str, dict[int, dict[str, Value]]] = defaultdict(lambda: defaultdict(dict))
    for (rid, fid), live in groupby(connection.execute(_LIVE).fetchall(), itemgetter(0, 1)):
        writes = list(live)
        if len(writes) > 1 and fid not in deletions and _disagree(writes):
            result.conflicts.add((rid, fid))
        if rid not in whole:
            kind, _, name = field_names[fid].partition(".")
            shown[kind][rid][name] = _first(names, writes)[5]
    for kind, records in shown.items():
        if kind in KINDS:
            whole |= _write_rows(connection, kind, records, new_above)
            result.rows[kind].update(records)
    _rebuild(connection, names, whole, result)
    _note_conflicts(connection, result.conflicts, deletions, batch)
    connection.execute("DELETE FROM touched")
    return result


def rebuild_records(connection: sqlite3.Connection, names: Names, rids: Iterable[int]) -> Projected:
    """Write the rows of whole records anew from the log; contested deletions become conflicts."""
    result = Projected()
    _rebuild(connection, names, set(rids), result)
    return result


def _mark(connection: sqlite3.Connection, touched: Iterable[tuple[int, int]]) -> None:
    connection.execute(
        "CREATE TEMP TABLE IF NOT EXISTS touched"
        "(rid INTEGER, fid INTEGER, PRIMARY KEY (rid, fid)) WITHOUT ROWID"
    )
    connection.executemany("INSERT OR IGNORE INTO touched VALUES (?, ?)", sorted(touched))


def _records_with_deletions(connection: sqlite3.Connection, deletions: set[int]) -> set[int]:
    found: set[int] = set()
    for fid in deletions:
        sql = "SELECT DISTINCT t.rid FROM touched t JOIN operation o ON o.rid = t.rid AND o.fid = ?"
        found.update(rid for (rid,) in connection.execute(sql, (fid,)))
    return found


def _disagree(writes: Sequence[tuple[Any, ...]]) -> bool:
    return len({write[5] for write in writes}) > 1


def _first(names: Names, writes: Sequence[tuple[Any, ...]]) -> tuple[Any, ...]:
    if len(writes) == 1:
        return writes[0]
    return max(writes, key=lambda write: (write[4], names.stream_name(write[2]), write[3]))


def _write_rows(
    connection: sqlite3.Connection,
    kind: str,
    records: dict[int, dict[str, Value]],
    new_above: int,
) -> set[int]:
    """Insert new rows and update others column by column; returns the rids without a row."""
    new = {rid: values for rid, values in records.items() if rid > new_above}
    _insert(connection, kind, new)
    known = [rid for rid in records if rid <= new_above]
    absent = _without_row(connection, kind, known)
    specs = fields_of(KINDS[kind])
    columns: dict[str, list[tuple[Value, int]]] = defaultdict(list)
    for rid in known:
        if rid not in absent:
            for name, value in records[rid].items():
                if name in specs:
                    columns[name].append((readable(specs[name], value), rid))
    for name, pairs in columns.items():
        connection.executemany(f'UPDATE "{kind}" SET "{name}" = ? WHERE rid = ?', pairs)
        if name == KINDS[kind].SORTED_BY:
            keys = [(finnish_key(str(value)), rid) for value, rid in pairs]
            connection.executemany(f'UPDATE "{kind}" SET sort_key = ? WHERE rid = ?', keys)
    return absent


def _without_row(connection: sqlite3.Connection, kind: str, rids: list[int]) -> set[int]:
    execute = connection.execute
    execute("CREATE TEMP TABLE IF NOT EXISTS sought(rid INTEGER PRIMARY KEY)")
    connection.executemany("INSERT INTO sought VALUES (?)", [(rid,) for rid in rids])
    sql = (
        f"SELECT rid FROM sought WHERE NOT EXISTS "
        f'(SELECT 1 FROM "{kind}" k WHERE k.rid = sought.rid)'
    )
    absent = {rid for (rid,) in execute(sql)}
    execute("DELETE FROM sought")
    return absent


def _insert(
    connection: sqlite3.Connection, kind: str, records: dict[int, dict[str, Value]]
) -> None:
    declared = KINDS[kind]
    specs = fields_of(declared)
    columns = [*specs, *(["sort_key"] if declared.SORTED_BY else [])]
    sql = (
        f'INSERT INTO "{kind}" (rid, id, {", ".join(f"{c!r}" for c in columns)}) '
        f"VALUES (?, (SELECT uid FROM record WHERE rid = ?), {', '.join('?' * len(columns))})"
    ).replace("'", '"')
    defaults = {name: default_value(spec) for name, spec in specs.items()}
    rows = []
    for rid, values in records.items():
        cells = [
            readable(spec, values[name]) if name in values else defaults[name]
            for name, spec in specs.items()
        ]
        if declared.SORTED_BY:
            shown = cells[columns.index(declared.SORTED_BY)]
            cells.append(finnish_key(str(shown)))  # type: ignore[arg-type]  # a key is bytes
        rows.append((rid, rid, *cells))
    connection.executemany(sql, rows)


def readable(spec: FieldSpec, value: Value) -> Value:
    """The value itself, or the default where a newer or foreign program wrote another shape.

    The log keeps what others signed to the letter; what is shown and printed has passed the gate
    of texts, which a foreign program may have gone round.
    """
    told = clean(value) if isinstance(value, str) else value
    return told if spec.accepts(told) else default_value(spec)


_WHOLE = """
    SELECT o.rid, o.fid, o.sid, o.seq, o.stamp, o.value
    FROM operation o
    LEFT JOIN cover c ON c.rid = o.rid AND c.fid = o.fid AND c.sid = o.sid
    WHERE o.rid = ? AND (c.seq IS NULL OR o.seq > c.seq)
    ORDER BY o.fid
"""


def _rebuild(
    connection: sqlite3.Connection, names: Names, rids: set[int], result: Projected
) -> None:
    field_names = names.field_names()
    for rid in sorted(rids):
        kinds: dict[str, dict[str, list[tuple[Any, ...]]]] = defaultdict(dict)
        rows = connection.execute(_WHOLE, (rid,)).fetchall()
        for fid, live in groupby(rows, itemgetter(1)):
            kind, _, name = field_names[fid].partition(".")
            kinds[kind][name] = list(live)
        for kind, fields in kinds.items():
            if kind not in KINDS:
                continue
            found = _presence(names, fields)
            connection.execute(f'DELETE FROM "{kind}" WHERE rid = ?', (rid,))
            result.rows[kind].add(rid)
            values = {name: _first(names, live)[5] for name, live in fields.items()}
            values.pop(DELETED, None)
            if found is not Presence.DELETED and values:
                _insert(connection, kind, {rid: values})
            if found is Presence.CONTESTED:
                result.conflicts.add((rid, names.field(f"{kind}.{DELETED}")))


def _presence(names: Names, fields: dict[str, list[tuple[Any, ...]]]) -> Presence:
    writes = {
        name: [
            Write(names.stream_name(sid), seq, stamp, value)
            for _, _, sid, seq, stamp, value in live
        ]
        for name, live in fields.items()
    }
    deletions = writes.pop(DELETED, [])
    return presence(deletions, [write for live in writes.values() for write in live])


def _note_conflicts(
    connection: sqlite3.Connection,
    conflicts: set[tuple[int, int]],
    deletions: set[int],
    batch: int | None,
) -> None:
    execute = connection.execute
    execute(
        "CREATE TEMP TABLE IF NOT EXISTS disputed"
        "(rid INTEGER, fid INTEGER, PRIMARY KEY (rid, fid)) WITHOUT ROWID"
    )
    connection.executemany("INSERT INTO disputed VALUES (?, ?)", sorted(conflicts))
    execute(
        "DELETE FROM conflict WHERE EXISTS (SELECT 1 FROM touched t "
        "WHERE t.rid = conflict.rid AND (t.fid = conflict.fid)) AND NOT EXISTS "
        "(SELECT 1 FROM disputed d WHERE d.rid = conflict.rid AND d.fid = conflict.fid)"
    )
    for fid in deletions:
        execute(
            "DELETE FROM conflict WHERE fid = ? AND rid IN (SELECT rid FROM touched) "
            "AND rid NOT IN (SELECT rid FROM disputed WHERE fid = ?)",
            (fid, fid),
        )
    execute("INSERT OR IGNORE INTO conflict SELECT rid, fid, ? FROM disputed", (batch,))
    execute("DELETE FROM disputed")
