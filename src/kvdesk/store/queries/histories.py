"""The history of records, told from the log."""

from dataclasses import dataclass
from typing import Final

from kvdesk.changes.stamp import milliseconds_of
from kvdesk.kernel.errors import Refusal
from kvdesk.store.reader import Reader

__all__ = ["HistoryRow", "RecentChange", "history_rows", "recent_changes"]


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One value that a field was given; `at` in milliseconds since 1970."""

    record: str
    field: str
    value: str | int | None
    author: str
    command: str
    at: int
    imported: bool


@dataclass(frozen=True, slots=True)
class RecentChange:
    """One change of the latest: by whom, by which command, about which record."""

    author: str
    command: str
    at: int
    record: str
    kind: str
    imported: bool


_HISTORY: Final = """
    SELECT r.uid, f.name, o.value, coalesce(c.author, ''), coalesce(c.kind, ''), o.stamp,
           c.batch IS NOT NULL
    FROM record r JOIN operation o USING (rid) JOIN field f USING (fid)
    LEFT JOIN change c ON c.sid = o.sid AND c.seq = o.seq
    WHERE r.uid >= ?1 AND r.uid < ?1 || 'g'
      AND (?2 = '' OR f.name = ?2 OR substr(f.name, instr(f.name, '.') + 1) = ?2)
    ORDER BY o.stamp DESC, o.sid DESC, f.name
"""

_RECENT: Final = """
    SELECT c.author, c.kind, c.stamp, r.uid, substr(f.name, 1, instr(f.name, '.') - 1),
           c.batch IS NOT NULL
    FROM (SELECT * FROM change ORDER BY stamp DESC LIMIT ?) c
    JOIN operation o ON o.rowid =
        (SELECT min(rowid) FROM operation x WHERE x.sid = c.sid AND x.seq = c.seq)
    JOIN record r USING (rid) JOIN field f USING (fid)
    ORDER BY c.stamp DESC
"""


def history_rows(reader: Reader, record: str, field: str = "") -> list[HistoryRow]:
    """Every write to a record, the latest first; `record` may be the beginning of an id.

    Raises:
        Refusal: `record_unknown`, `record_ambiguous`.
    """
    rows = [
        HistoryRow(row[0], row[1], row[2], row[3], row[4], milliseconds_of(row[5]), bool(row[6]))
        for row in reader.rows(_HISTORY, record.strip(), field)
    ]
    records = {row.record for row in rows}
    if not records:
        raise Refusal("record_unknown", kind="record", given=record)
    if len(records) > 1:
        raise Refusal("record_ambiguous", kind="record", given=record, count=len(records))
    return rows


def recent_changes(reader: Reader, most: int = 20) -> list[RecentChange]:
    """The latest changes of all desks, as far as they have reached this one."""
    return [
        RecentChange(row[0], row[1], milliseconds_of(row[2]), row[3], row[4], bool(row[5]))
        for row in reader.rows(_RECENT, most)
    ]
