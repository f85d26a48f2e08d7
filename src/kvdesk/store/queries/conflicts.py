"""Open conflicts with everything a person needs to decide them."""

from dataclasses import dataclass
from typing import Final

from kvdesk.changes.operation import Value, kind_of
from kvdesk.changes.register import cover_of, live_writes, value_before
from kvdesk.changes.stamp import milliseconds_of
from kvdesk.domain.kinds import KINDS
from kvdesk.store.history import writes_of
from kvdesk.store.names import Names
from kvdesk.store.reader import Reader

__all__ = ["ConflictRow", "Side", "conflict_rows"]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the live values: who wrote it, when (milliseconds since 1970), and whether here."""

    value: Value
    author: str
    at: int
    own: bool


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """One field with several live values; the first side is the one that is shown now.

    `base` is the latest value that every side had seen; `title` names the record.
    """

    record: str
    field: str
    kind: str
    title: str
    base: Value
    sides: tuple[Side, ...]

    @property
    def field_name(self) -> str:
        """The field's name without its kind."""
        return self.field.partition(".")[2]


_OPEN: Final = """
    SELECT c.rid, c.fid, r.uid, f.name FROM conflict c JOIN record r USING (rid)
    JOIN field f USING (fid) ORDER BY f.name, r.uid
"""
_AUTHOR: Final = """
    SELECT c.author, s.own FROM change c JOIN stream s USING (sid) WHERE s.uid = ? AND c.seq = ?
"""


def conflict_rows(reader: Reader) -> list[ConflictRow]:
    """Every open conflict."""
    names = Names(reader.connection)
    found: list[ConflictRow] = []
    for rid, fid, record, field in reader.rows(_OPEN):
        writes = writes_of(reader.connection, names, rid, fid)
        live = live_writes(writes, cover_of(writes))
        sides = []
        for write in live:
            author = reader.row(_AUTHOR, write.stream, write.seq) or ("", 0)
            at = milliseconds_of(write.stamp)
            sides.append(Side(write.value, author[0], at, bool(author[1])))
        seen = [before for write in live if (before := value_before(writes, write)) is not None]
        base = min(seen, key=lambda write: write.stamp).value if seen else None
        title = _title(reader, kind_of(field), record)
        found.append(ConflictRow(record, field, kind_of(field), title, base, tuple(sides)))
    return found


def _title(reader: Reader, kind: str, record: str) -> str:
    column = KINDS[kind].SORTED_BY if kind in KINDS else ""
    if not column:
        return ""
    return reader.value(f'SELECT "{column}" FROM "{kind}" WHERE id = ?', record) or ""
