"""The books of the exchange: imports, segments, peers, and which changes are still to be sent."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kvdesk.changes.intervals import Intervals, united
from kvdesk.changes.operation import Change
from kvdesk.store.history import changes_after
from kvdesk.store.log import Log
from kvdesk.store.reader import Reader

__all__ = [
    "BatchRow",
    "SegmentRow",
    "batches",
    "close_batch",
    "covered",
    "extract",
    "has_change",
    "have",
    "keep_segment",
    "known_segments",
    "open_batch",
    "own_streams",
    "segments",
    "signers",
    "unsent",
]


@dataclass(frozen=True, slots=True)
class SegmentRow:
    """A run of one stream's changes as its author signed it, byte for byte."""

    stream: str
    first: int
    last: int
    sha256: str
    signer: str
    signature: bytes
    body: bytes


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One import: which package, from whom, when, and whether it has been undone."""

    batch: int
    package: str
    sha256: str
    file_name: str
    signer: str
    imported_at: str
    imported_by: str
    state: str
    report: str


_TAKEN_IN: Final = "SELECT seq FROM change WHERE sid = ? AND seq > ? AND batch IS NOT NULL"


def unsent(log: Log) -> dict[str, list[Change]]:
    """Own changes that no segment holds yet, by stream, in rising order.

    What came back to this desk in somebody's extract, after a restored backup, is not among them:
    it may be a part of the change that was made here, and what is signed must be whole.
    """
    rows = log.connection.execute(
        "SELECT s.sid, s.uid, coalesce(max(g.seq_to), 0) FROM stream s "
        "LEFT JOIN segment g ON g.sid = s.sid WHERE s.own = 1 GROUP BY s.sid ORDER BY s.uid"
    ).fetchall()
    found: dict[str, list[Change]] = {}
    for sid, uid, last in rows:
        foreign = {seq for (seq,) in log.connection.execute(_TAKEN_IN, (sid, last))}
        changes = changes_after(log.connection, log.names, sid, last)
        found[uid] = [change for change in changes if change.seq not in foreign]
    return {uid: changes for uid, changes in found.items() if changes}


def keep_segment(log: Log, segment: SegmentRow) -> None:
    """Keep a segment verbatim: it is the audit log, and it is passed on as it came."""
    sid = log.names.stream(segment.stream)
    log.connection.execute(
        "INSERT OR IGNORE INTO segment VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            segment.sha256,
            sid,
            segment.first,
            segment.last,
            segment.signer,
            segment.signature,
            zlib.compress(segment.body, 6),
        ),
    )


_SEGMENTS: Final = """
    SELECT s.uid, g.seq_from, g.seq_to, g.sha256, g.signer, g.signature, g.body
    FROM segment g JOIN stream s USING (sid)
"""
_ALL_SEGMENTS: Final = f"{_SEGMENTS} ORDER BY s.uid, g.seq_from"
_ONE_SEGMENT: Final = f"{_SEGMENTS} WHERE g.sha256 = ?"


def segments(reader: Reader, chosen: Sequence[str] | None = None) -> list[SegmentRow]:
    """Every kept segment, own and others', ordered by stream and number.

    With `chosen`, those with these SHA-256, in their order.
    """
    if chosen is None:
        rows = reader.rows(_ALL_SEGMENTS)
    else:
        rows = [row for sha256 in chosen for row in reader.rows(_ONE_SEGMENT, sha256)]
    return [
        SegmentRow(stream, first, last, sha256, signer, signature, zlib.decompress(body))
        for stream, first, last, sha256, signer, signature, body in rows
    ]


def known_segments(reader: Reader) -> frozenset[str]:
    """The SHA-256 of every segment that is here: there is nothing in them to read again."""
    return frozenset(row[0] for row in reader.rows("SELECT sha256 FROM segment"))


def signers(reader: Reader) -> dict[str, str]:
    """Whose key each stream's kept segments bear: stream -> public key."""
    sql = "SELECT DISTINCT s.uid, g.signer FROM segment g JOIN stream s USING (sid)"
    return dict(reader.rows(sql))


def own_streams(reader: Reader) -> frozenset[str]:
    """The streams that this desk has written, or the desk whose backup it was restored from."""
    return frozenset(row[0] for row in reader.rows("SELECT uid FROM stream WHERE own = 1"))


def have(reader: Reader) -> dict[str, Intervals]:
    """What this desk has of each stream, as closed intervals of seq."""
    found: dict[str, list[tuple[int, int]]] = {}
    sql = "SELECT uid, seq_from, seq_to FROM have JOIN stream USING (sid)"
    for uid, first, last in reader.rows(sql):
        found.setdefault(uid, []).append((first, last))
    return {uid: united(intervals) for uid, intervals in sorted(found.items())}


def has_change(reader: Reader, stream: str, seq: int) -> bool:
    """Whether this desk has a change by its name."""
    sql = (
        "SELECT EXISTS (SELECT 1 FROM have JOIN stream USING (sid) "
        "WHERE uid = ? AND ? BETWEEN seq_from AND seq_to)"
    )
    return bool(reader.value(sql, stream, seq))


def open_batch(log: Log, row: BatchRow) -> int:
    """Note that an import begins; returns its number (`row.batch` is not used)."""
    cursor = log.connection.execute(
        "INSERT INTO batch(package, sha256, file_name, signer, imported_at, imported_by) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (row.package, row.sha256, row.file_name, row.signer, row.imported_at, row.imported_by),
    )
    return cursor.lastrowid or 0


def close_batch(log: Log, batch: int, *, state: str, report: str | None = None) -> None:
    """Note how an import went, or that it was undone."""
    log.connection.execute(
        "UPDATE batch SET state = ?, report = coalesce(?, report) WHERE batch = ?",
        (state, report, batch),
    )


def batches(reader: Reader) -> list[BatchRow]:
    """All imports, the latest first."""
    sql = (
        "SELECT batch, package, sha256, file_name, signer, imported_at, imported_by, state, report "
        "FROM batch ORDER BY batch DESC"
    )
    return [BatchRow(*row) for row in reader.rows(sql)]


_OF_RECORDS: Final = """
    SELECT DISTINCT o.sid, o.seq FROM operation o JOIN chosen USING (rid) ORDER BY o.sid, o.seq
"""


def extract(log: Log, records: set[str]) -> list[Change]:
    """All operations of some records, as parts of the changes that made them.

    The dots stay the same, so the whole change later merges as nothing new.
    """
    execute = log.connection.execute
    execute("CREATE TEMP TABLE IF NOT EXISTS chosen(rid INTEGER PRIMARY KEY)")
    log.connection.executemany(
        "INSERT OR IGNORE INTO chosen SELECT rid FROM record WHERE uid = ?",
        [(record,) for record in records],
    )
    found: list[Change] = []
    last: dict[int, int] = {}
    for sid, seq in execute(_OF_RECORDS).fetchall():
        last[sid] = min(last.get(sid, seq), seq)
    wanted = set(execute(_OF_RECORDS).fetchall())
    for sid, first in sorted(last.items()):
        for change in changes_after(log.connection, log.names, sid, first - 1):
            if (sid, change.seq) in wanted:
                part = tuple(o for o in change.operations if o.record in records)
                head = (change.stream, change.seq, change.stamp, change.author, change.kind)
                found.append(Change(*head, part))
    execute("DELETE FROM chosen")
    return found


_COVERED: Final = """
    SELECT r.uid, f.name, c.seq FROM cover c
    JOIN record r USING (rid) JOIN field f USING (fid) JOIN stream s USING (sid)
    WHERE s.uid = ? AND c.seq >= ?
"""


def covered(reader: Reader, stream: str, first: int) -> dict[tuple[str, str], int]:
    """Up to which seq, from `first` on, a stream's values are overwritten here, by field."""
    rows = reader.rows(_COVERED, stream, first)
    return {(record, name): seq for record, name, seq in rows}
