"""The books of sheets for people without kvdesk: what went out, and which files came back."""

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import msgspec

from kvdesk.changes.operation import Context, Value
from kvdesk.changes.register import context_now, cover_of, live_writes
from kvdesk.kernel.ids import Ids
from kvdesk.store.history import writes_of
from kvdesk.store.log import Log
from kvdesk.store.reader import Reader

__all__ = [
    "KeptExport",
    "KeptRow",
    "Returns",
    "contexts_of",
    "find_export",
    "keep_export",
    "keep_return",
    "returns_of",
    "sealing_key",
]

Field = tuple[str, str]

_KEY: Final = "sheet_key"


class KeptRow(msgspec.Struct, frozen=True):
    """One record as a sheet showed it: values by column, and what had been seen of each field."""

    values: Mapping[str, str]
    contexts: Mapping[str, Context]


@dataclass(frozen=True, slots=True)
class KeptExport:
    """A sheet that went out; `rows` by record id, `made_at` an ISO moment."""

    export: str
    kind: str
    title: str
    language: str
    made_at: str
    rows: Mapping[str, KeptRow]


@dataclass(frozen=True, slots=True)
class Returns:
    """The files that came back for one export.

    `undone` of them have been taken back again. `values` is what the others say of each field, the
    latest first; `seen` the dots that a further return replaces: those of the returns before it,
    and of what undoing them wrote.
    """

    undone: int
    values: Mapping[Field, Value]
    seen: Mapping[Field, Mapping[str, int]]
    streams: frozenset[str]


def sealing_key(log: Log, ids: Ids) -> str:
    """The secret of this desk's seals, 64 hex digits; drawn at first use, it never leaves."""
    known = log.setting(_KEY)
    if not known:
        known = "".join(ids.stream() for _ in range(4))
        log.set_setting(_KEY, known)
    return known


def contexts_of(log: Log, fields: Iterable[Field]) -> dict[Field, Context]:
    """What this desk has seen of each (record, field) now."""
    found: dict[Field, Context] = {}
    for record, name in fields:
        rid, fid = log.names.record(record), log.names.field(name)
        writes = writes_of(log.connection, log.names, rid, fid)
        cover = cover_of(writes)
        found[record, name] = context_now(live_writes(writes, cover), cover)
    return found


def keep_export(log: Log, export: KeptExport) -> None:
    """Remember what a sheet shows, so that only what is edited comes back."""
    cells = zlib.compress(msgspec.json.encode(export.rows), 6)
    log.connection.execute(
        "INSERT INTO sheet_export VALUES (?, ?, ?, ?, ?, ?)",
        (export.export, export.kind, export.title, export.language, export.made_at, cells),
    )


def find_export(reader: Reader, export: str) -> KeptExport | None:
    """The export with this number, or None when this desk made no such one."""
    sql = "SELECT export, kind, title, language, made_at, cells FROM sheet_export WHERE export = ?"
    row = reader.row(sql, export)
    if row is None:
        return None
    rows = msgspec.json.decode(zlib.decompress(row[5]), type=dict[str, KeptRow])
    number, kind, title, language, made_at = row[:5]
    return KeptExport(number, kind, title, language, made_at, rows)


def keep_return(log: Log, *, batch: int, export: str, stream: str) -> None:
    """Note which import took a file of an export in, under which stream."""
    sid = log.names.stream(stream)
    log.connection.execute("INSERT INTO sheet_return VALUES (?, ?, ?)", (batch, export, sid))


_RETURNS: Final = """
    SELECT r.sid, b.state <> 'imported' FROM sheet_return r JOIN batch b USING (batch)
    WHERE r.export = ? ORDER BY r.batch
"""
_WRITTEN: Final = """
    SELECT r.uid, f.name, o.value, o.seq FROM operation o
    JOIN record r USING (rid) JOIN field f USING (fid) WHERE o.sid = ? ORDER BY o.seq
"""
_UNDOING: Final = """
    SELECT r.uid, f.name, s.uid, o.seq, o.context FROM operation g
    JOIN operation o ON o.rid = g.rid AND o.fid = g.fid
    JOIN change c ON c.sid = o.sid AND c.seq = o.seq AND c.kind = 'exchange undo'
    JOIN record r ON r.rid = o.rid JOIN field f ON f.fid = o.fid JOIN stream s ON s.sid = o.sid
    WHERE g.sid = ?
"""


def returns_of(log: Log, export: str) -> Returns:
    """What has come back of an export before."""
    values: dict[Field, Value] = {}
    seen: dict[Field, dict[str, int]] = {}
    undone = 0
    streams: set[str] = set()
    for sid, is_undone in log.connection.execute(_RETURNS, (export,)).fetchall():
        stream = log.names.stream_name(sid)
        streams.add(stream)
        undone += is_undone
        for record, name, value, seq in log.connection.execute(_WRITTEN, (sid,)).fetchall():
            seen.setdefault((record, name), {})[stream] = seq
            if not is_undone:
                values[record, name] = value
        if is_undone:
            _add_undoing(log, sid, seen)
    return Returns(undone, values, seen, frozenset(streams))


def _add_undoing(log: Log, sid: int, seen: dict[Field, dict[str, int]]) -> None:
    """What undoing a return wrote is no edit of its own: the next return replaces it too."""
    stream = log.names.stream_name(sid)
    for record, name, own, seq, context in log.connection.execute(_UNDOING, (sid,)).fetchall():
        if stream in dict(log.names.context(context)):
            known = seen.setdefault((record, name), {})
            known[own] = max(seq, known.get(own, 0))
