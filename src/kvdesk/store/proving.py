"""What surrounds log and tables, against them: the search index, kept segments, the books."""

import hashlib
import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from kvdesk.changes.intervals import Intervals, united
from kvdesk.changes.operation import Change
from kvdesk.kernel.errors import Refusal
from kvdesk.store.batches import SegmentRow
from kvdesk.store.history import changes_after
from kvdesk.store.log import Log
from kvdesk.store.search import expected_texts

__all__ = ["book_faults", "index_faults", "segment_faults"]

_INDEXES: Final = ("search_words", "search_parts")


def index_faults(log: Log) -> Iterator[str]:
    """Rows whose words are not what is searched, and an index that differs from those words.

    Rows that still wait for being indexed after an import are left out.
    """
    connection = log.connection
    waiting = {rid for (rid,) in connection.execute("SELECT rid FROM search_pending")}
    sql = "SELECT place, rid, kind, words FROM search_text"
    stored = {row[1]: row for row in connection.execute(sql)}
    wanted = {row[1]: row for row in expected_texts(connection)}
    for rid in sorted((stored.keys() | wanted.keys()) - waiting):
        if stored.get(rid) != wanted.get(rid):
            yield f"search: the words of row {rid} are not those of its record"
    for index in _INDEXES:
        try:
            # Rank 1 compares with the words themselves; the command writes nothing.
            connection.execute(f"INSERT INTO {index}({index}, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError:
            yield f"search: the index {index} differs from the words"


_SEGMENTS: Final = """
    SELECT s.uid, g.seq_from, g.seq_to, g.sha256, g.signer, g.signature, g.body
    FROM segment g LEFT JOIN stream s USING (sid) ORDER BY s.uid, g.seq_from
"""


def segment_faults(log: Log, read: Callable[[SegmentRow], Sequence[Change]]) -> Iterator[str]:
    """Segments that are not as their author signed them, and changes that differ from them.

    `read` checks the signature of a segment and answers its changes; it raises a Refusal.
    """
    for stream, first, last, sha256, signer, signature, packed in log.connection.execute(_SEGMENTS):
        try:
            body = _body(packed, sha256)
            told = read(SegmentRow(stream, first, last, sha256, signer, signature, body))
            here = dict(_changes(log, stream, first, last))
        except (Refusal, zlib.error, TypeError, KeyError, ValueError):
            yield f"segment: {first} to {last} of {stream} is not as its author signed it"
            continue
        for change in told:
            if here.get(change.seq) != _ordered(change):
                yield f"log: change {change.seq} of {stream} is not as its author signed it"


def _body(packed: bytes, sha256: str) -> bytes:
    body = zlib.decompress(packed)
    if hashlib.sha256(body).hexdigest() != sha256:
        raise ValueError(sha256)
    return body


def _changes(log: Log, stream: str, first: int, last: int) -> Iterator[tuple[int, Change]]:
    sid = log.names.stream(stream)
    for change in changes_after(log.connection, log.names, sid, first - 1):
        if change.seq > last:
            return
        yield change.seq, _ordered(change)


def _ordered(change: Change) -> Change:
    by_place = sorted(change.operations, key=lambda o: (o.record, o.field))
    return replace(change, operations=tuple(by_place))


def book_faults(log: Log) -> Iterator[str]:
    """Streams of which the book of what is here tells another story than log and segments."""
    told = _by_stream(log, "SELECT sid, seq_from, seq_to FROM have")
    wanted = _by_stream(
        log,
        "SELECT sid, seq_from, seq_to FROM segment UNION ALL "
        "SELECT c.sid, c.seq, c.seq FROM change c JOIN stream s USING (sid) "
        "WHERE s.own = 1 AND c.batch IS NULL",
    )
    for sid in sorted(told.keys() | wanted.keys()):
        if told.get(sid) != wanted.get(sid):
            yield f"have: what is here of stream {sid} differs from log and segments"


def _by_stream(log: Log, sql: str) -> dict[int, Intervals]:
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for sid, first, last in log.connection.execute(sql):
        found[sid].append((first, last))
    return {sid: united(intervals) for sid, intervals in found.items()}
