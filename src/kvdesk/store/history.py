"""The full history of fields, read from the log as pure writes."""

import sqlite3
from collections.abc import Iterable, Iterator

from kvdesk.changes.operation import Change, Operation, Write
from kvdesk.store.names import Names

__all__ = ["changes_after", "histories", "writes_of"]

Field = tuple[str, str]

_WRITES = """
    SELECT sid, seq, stamp, value, context FROM operation WHERE rid = ? AND fid = ?
"""
_CHANGES = """
    SELECT c.seq, c.stamp, c.author, c.kind, r.uid, f.name, o.value, o.context
    FROM change c
    JOIN operation o ON o.sid = c.sid AND o.seq = c.seq
    JOIN record r ON r.rid = o.rid
    JOIN field f ON f.fid = o.fid
    WHERE c.sid = ? AND c.seq > ?
    ORDER BY c.seq, o.rowid
"""


def writes_of(connection: sqlite3.Connection, names: Names, rid: int, fid: int) -> list[Write]:
    """Every write to one field that this desk knows."""
    return [
        Write(names.stream_name(sid), seq, stamp, value, names.context(context))
        for sid, seq, stamp, value, context in connection.execute(_WRITES, (rid, fid))
    ]


def histories(
    connection: sqlite3.Connection, names: Names, fields: Iterable[tuple[int, int]]
) -> dict[tuple[int, int], list[Write]]:
    """The histories of several fields by (rid, fid)."""
    return {(rid, fid): writes_of(connection, names, rid, fid) for rid, fid in fields}


def changes_after(
    connection: sqlite3.Connection, names: Names, sid: int, seq: int
) -> Iterator[Change]:
    """A stream's whole changes with a higher seq, in rising order."""
    stream = names.stream_name(sid)
    head: tuple[int, int, str, str] | None = None
    operations: list[Operation] = []
    for number, stamp, author, kind, record, field, value, context in connection.execute(
        _CHANGES, (sid, seq)
    ):
        if head is not None and head[0] != number:
            yield Change(stream, *head, tuple(operations))
            operations = []
        head = (number, stamp, author, kind)
        operations.append(Operation(record, field, value, names.context(context)))
    if head is not None:
        yield Change(stream, *head, tuple(operations))
