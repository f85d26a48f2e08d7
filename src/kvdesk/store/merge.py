"""Taking other desks' changes in: one set-based pass inside the caller's transaction.

Operations are interned, sorted once and inserted in index order; covers rise to their maximum;
only touched fields are looked at again. Merging the same changes twice writes nothing.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Final

from kvdesk.changes.digest import operation_hash
from kvdesk.changes.intervals import Interval, contains, united
from kvdesk.changes.operation import Change, Operation
from kvdesk.changes.stamp import witnessed
from kvdesk.domain.kinds import KINDS
from kvdesk.kernel.collector import collector_paused
from kvdesk.kernel.errors import Refusal
from kvdesk.store.log import Log
from kvdesk.store.projection import project
from kvdesk.store.search import postpone

__all__ = ["Merged", "merge", "note_have", "refuse_additions"]


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge brought, by number of changes and operations, and the rows it touched.

    `records` maps a kind to the ids whose rows were written; `new` counts records that this desk
    had never heard of; `conflicts` are (record, field) pairs that now show several live values.
    """

    changes: int = 0
    operations: int = 0
    known: int = 0
    new: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    records: dict[str, tuple[str, ...]] = field(default_factory=dict)
    conflicts: tuple[tuple[str, str], ...] = ()


def merge(log: Log, changes: Sequence[Change], *, now: int, batch: int | None = None) -> Merged:
    """Add changes to the log and show what they mean; `now` in milliseconds guards our clock.

    Raises:
        Refusal: `stream_forked` when a dot arrives with another content than the one we have, or
            as one that only this desk could have made and has not.
    """
    with collector_paused():
        fresh, late = _unknown(log, changes)
        known = len(changes) - len(fresh)
        if not fresh:
            return Merged(known=known)
        numbers, before = log.names.records(
            operation.record for change in fresh for operation in change.operations
        )
        rows, covers, amount = _rows(log, fresh, numbers)
        _insert(log, fresh, rows, batch)
        _note_late_parts(log.connection, rows, late, batch)
        _raise_covers(log.connection, covers)
        log.add_to_digest(amount)
        _witness(log, fresh, now)
        touched = {(row[0], row[1]) for row in rows}
        projected = project(log.connection, log.names, touched, new_above=before, batch=batch)
        for kind, rids in projected.rows.items():
            postpone(log.connection, kind, rids)
        names = {rid: uid for uid, rid in numbers.items()}
        fields = log.names.field_names()
        return Merged(
            changes=len(fresh),
            operations=len(rows),
            known=known,
            new=_counted(projected.rows, lambda rid: rid > before),
            changed=_counted(projected.rows, lambda rid: rid <= before),
            records={
                kind: tuple(names[rid] for rid in sorted(rids))
                for kind, rids in projected.rows.items()
            },
            conflicts=tuple(sorted((names[rid], fields[fid]) for rid, fid in projected.conflicts)),
        )


def note_have(log: Log, stream: str, interval: Interval) -> None:
    """Remember that all of a stream's changes in an interval are here."""
    sid = log.names.stream(stream)
    rows = log.connection.execute("SELECT seq_from, seq_to FROM have WHERE sid = ?", (sid,))
    intervals = united([*rows.fetchall(), interval])
    log.connection.execute("DELETE FROM have WHERE sid = ?", (sid,))
    log.connection.executemany(
        "INSERT INTO have VALUES (?, ?, ?)", [(sid, *interval) for interval in intervals]
    )


def refuse_additions(log: Log, stream: str, interval: Interval, operations: int) -> None:
    """See that whole changes hold no more here than their author signed: `operations` in all.

    An extract that came before may have told more of them than is true.

    Raises:
        Refusal: `stream_forked`.
    """
    sql = "SELECT count(*) FROM operation WHERE sid = ? AND seq BETWEEN ? AND ?"
    (here,) = log.connection.execute(sql, (log.names.stream(stream), *interval)).fetchone()
    if here != operations:
        raise Refusal("stream_forked", stream=stream, seq=interval[0])


def _counted(rows: dict[str, set[int]], wanted: Callable[[int], bool]) -> dict[str, int]:
    counted = {kind: sum(map(wanted, rids)) for kind, rids in rows.items() if kind in KINDS}
    return {kind: number for kind, number in counted.items() if number}


def _unknown(log: Log, changes: Sequence[Change]) -> tuple[list[Change], set[tuple[int, int]]]:
    """The changes, or parts of them, that this desk does not have yet, in rising order.

    The dots (by number) of those of which another part was here before come beside them.
    """
    by_stream: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        by_stream[change.stream].append(change)
    fresh: list[Change] = []
    late: set[tuple[int, int]] = set()
    for stream, own in sorted(by_stream.items()):
        sid = log.names.stream(stream)
        own.sort(key=lambda change: change.seq)
        have = united(_stored(log, sid, own[0].seq, own[-1].seq))
        whole = united(log.connection.execute(_WHOLE, (sid,)).fetchall())
        for _, parts in groupby(own, key=lambda change: change.seq):
            change = _joined(list(parts))
            if contains(have, change.seq):
                rest = _news(log, sid, change)
                if rest and contains(whole, change.seq):
                    # Nothing can be added to a change of which everything is here.
                    raise Refusal("stream_forked", stream=stream, seq=change.seq)
                if rest:
                    fresh.append(rest)
                    late.add((sid, change.seq))
            elif stream == log.launched:
                # Nobody else can have what this launch has not written yet.
                raise Refusal("stream_forked", stream=stream, seq=change.seq)
            else:
                fresh.append(change)
    return fresh, late


_WHOLE: Final = "SELECT seq_from, seq_to FROM have WHERE sid = ?"


def _joined(parts: list[Change]) -> Change:
    """One change, where a package brings it several times or an extract and its whole."""
    first = parts[0]
    if len(parts) == 1:
        return first
    if len({(part.stamp, part.author, part.kind) for part in parts}) > 1:
        raise Refusal("stream_forked", stream=first.stream, seq=first.seq)
    told: dict[tuple[str, str], Operation] = {}
    for operation in (operation for part in parts for operation in part.operations):
        if told.setdefault((operation.record, operation.field), operation) != operation:
            raise Refusal("stream_forked", stream=first.stream, seq=first.seq)
    return replace(first, operations=tuple(told.values()))


def _stored(log: Log, sid: int, first: int, last: int) -> list[Interval]:
    rows = log.connection.execute(
        "SELECT seq, seq FROM change WHERE sid = ? AND seq BETWEEN ? AND ?", (sid, first, last)
    )
    return rows.fetchall()


def _news(log: Log, sid: int, change: Change) -> Change | None:
    """What a change adds to the part of it that an extract brought before; None for nothing."""
    rows = log.connection.execute(
        "SELECT r.uid, f.name, o.value, o.context FROM operation o JOIN record r USING (rid) "
        "JOIN field f USING (fid) WHERE o.sid = ? AND o.seq = ?",
        (sid, change.seq),
    )
    here = {
        (record, name): (value, log.names.context(context)) for record, name, value, context in rows
    }
    missing: list[Operation] = []
    for operation in change.operations:
        known = here.get((operation.record, operation.field))
        if known is None:
            missing.append(operation)
        elif known != (operation.value, operation.context):
            raise Refusal("stream_forked", stream=change.stream, seq=change.seq)
    head = (change.stamp, change.author, change.kind)
    sql = "SELECT stamp, author, kind FROM change WHERE sid = ? AND seq = ?"
    if log.connection.execute(sql, (sid, change.seq)).fetchone() != head:
        raise Refusal("stream_forked", stream=change.stream, seq=change.seq)
    return Change(change.stream, change.seq, *head, tuple(missing)) if missing else None


Row = tuple[int, int, int, int, int, object, str]


def _rows(
    log: Log, fresh: Sequence[Change], numbers: dict[str, int]
) -> tuple[list[Row], dict[tuple[int, int, int], int], int]:
    """Operation rows in index order, how far covers rise, and the digest's amount."""
    rows: list[Row] = []
    covers: dict[tuple[int, int, int], int] = {}
    amount = 0
    names = log.names
    for change in fresh:
        sid = names.stream(change.stream)
        head = (change.stream, change.seq, change.stamp)
        for operation in change.operations:
            rid, fid = numbers[operation.record], names.field(operation.field)
            pairs = [(names.stream(uid), seq) for uid, seq in operation.context]
            context = ",".join(f"{other}:{seq}" for other, seq in pairs)
            rows.append((rid, fid, sid, change.seq, change.stamp, operation.value, context))
            for other, seq in pairs:
                key = (rid, fid, other)
                if seq > covers.get(key, 0):
                    covers[key] = seq
            told = (operation.value, operation.context)
            amount += operation_hash(operation.record, operation.field, head, told)
    rows.sort(key=lambda row: row[:4])
    return rows, covers, amount


def _insert(log: Log, fresh: Sequence[Change], rows: list[Row], batch: int | None) -> None:
    log.connection.executemany(
        "INSERT OR IGNORE INTO change VALUES (?, ?, ?, ?, ?, ?, NULL, NULL)",
        [(log.names.stream(c.stream), c.seq, c.stamp, c.author, c.kind, batch) for c in fresh],
    )
    log.connection.executemany("INSERT INTO operation VALUES (?, ?, ?, ?, ?, ?, ?)", rows)


def _note_late_parts(
    connection: sqlite3.Connection,
    rows: list[Row],
    late: set[tuple[int, int]],
    batch: int | None,
) -> None:
    """A change bears the batch of its first part; what came later is undone with its own."""
    connection.executemany(
        "INSERT OR IGNORE INTO late_part VALUES (?, ?, ?, ?)",
        {(row[2], row[3], row[0], batch or 0) for row in rows if (row[2], row[3]) in late},
    )


def _raise_covers(connection: sqlite3.Connection, covers: dict[tuple[int, int, int], int]) -> None:
    connection.executemany(
        "INSERT INTO cover VALUES (?, ?, ?, ?) "
        "ON CONFLICT DO UPDATE SET seq = max(seq, excluded.seq)",
        [(*key, seq) for key, seq in sorted(covers.items())],
    )


def _witness(log: Log, fresh: Iterable[Change], now: int) -> None:
    last = int(log.setting("stamp", "0"))
    for change in fresh:
        last = witnessed(last, change.stamp, now)
    log.set_setting("stamp", str(last))
