"""The register of decisions: ids in order, and rows a page at a time."""

from array import array
from dataclasses import dataclass
from typing import Final

from kvdesk.domain.decisions import DecisionState, Outcome
from kvdesk.store.queries.coverage import MATTERS_UNDER
from kvdesk.store.reader import Reader

__all__ = [
    "DecisionFilter",
    "DecisionRow",
    "decision_ids",
    "decision_rid",
    "decision_rows",
    "decision_years",
    "first_decision_ids",
]


@dataclass(frozen=True, slots=True)
class DecisionFilter:
    """What narrows and sorts the register; empty values do not narrow.

    `words` is a full-text query for the part index (`domain.query`), `on` a day for "what was in
    force".
    """

    body: str = ""
    year: int | None = None
    outcome: str = ""
    state: str = ""
    statement: str = ""
    matter: str = ""
    meeting: str = ""
    on: str = ""
    words: str = ""
    order: str = "decided"
    descending: bool = True


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision with the names that the register shows."""

    rid: int
    id: str
    number: str
    title: str
    text: str
    body: str
    meeting: str
    meeting_id: str
    decided_on: str
    outcome: Outcome
    state: DecisionState


#: Each order ends with the row, so that it is total and pages cannot overlap.
_ORDERS: Final = {
    "decided": "d.decided_on {d}, d.rid {d}",
    "number": "d.year {d}, d.number {d}, d.rid {d}",
    "title": "d.sort_key {d}, d.rid {d}",
    "body": "(SELECT b.sort_key FROM body b WHERE b.id = d.body) {d}, d.decided_on {d}, d.rid {d}",
    "outcome": "d.outcome {d}, d.rid {d}",
    "state": "d.state {d}, d.rid {d}",
}

#: One clause a filter: only those in use are put together, so each can use its index.
_CLAUSES: Final = {
    "body": "d.body = ?",
    "year": "d.year = ?",
    "outcome": "d.outcome = ?",
    "state": "d.state = ?",
    "statement": f"d.matter IN ({MATTERS_UNDER.format(statement='?')})",
    "matter": "d.matter = ?",
    "meeting": "d.meeting = ?",
    "words": "d.rid IN (SELECT rowid FROM search_parts WHERE search_parts MATCH ?)",
}

_IN_FORCE: Final = """
    coalesce(nullif(d.in_force_from, ''), d.decided_on) <= ?
    AND (d.in_force_to = '' OR d.in_force_to >= ?)
    AND NOT EXISTS (
        SELECT 1 FROM decision n WHERE n.supersedes = d.id
        AND coalesce(nullif(n.in_force_from, ''), n.decided_on) <= ?
    )
"""

_ROWS: Final = """
    SELECT d.rid, d.id, coalesce(d.number || '/' || d.year, ''), d.title, d.text,
           coalesce(b.abbreviation, ''), coalesce(m.number || '/' || m.year, ''), d.meeting,
           d.decided_on, d.outcome, d.state
    FROM decision d
    LEFT JOIN body b ON b.id = d.body
    LEFT JOIN meeting m ON m.id = d.meeting
    WHERE d.rid IN (SELECT value FROM json_each(?))
"""


def decision_ids(reader: Reader, wanted: DecisionFilter) -> "array[int]":
    """The rids of all matching decisions in order, as 64-bit numbers."""
    sql, parameters = _selection(wanted)
    return array("q", [rid for (rid,) in reader.rows(sql, *parameters)])


def first_decision_ids(reader: Reader, wanted: DecisionFilter, most: int = 200) -> "array[int]":
    """The first rids of the same order: what a window shows while the rest is being counted."""
    sql, parameters = _selection(wanted)
    return array("q", [rid for (rid,) in reader.rows(f"{sql} LIMIT {int(most)}", *parameters)])


def decision_rows(reader: Reader, rids: list[int]) -> dict[int, DecisionRow]:
    """The rows of some decisions by rid; what has gone is missing."""
    return {
        row[0]: DecisionRow(
            rid=row[0],
            id=row[1],
            number=row[2],
            title=row[3],
            text=row[4],
            body=row[5],
            meeting=row[6],
            meeting_id=row[7],
            decided_on=row[8],
            outcome=Outcome(row[9]),
            state=DecisionState(row[10]),
        )
        for row in reader.rows(_ROWS, str(list(rids)))
    }


def decision_rid(reader: Reader, record: str) -> int | None:
    """The rid of a decision by its id, to find its place in the register."""
    rid: int | None = reader.value("SELECT rid FROM decision WHERE id = ?", record)
    return rid


def decision_years(reader: Reader) -> list[int]:
    """The years that have decisions, the latest first."""
    sql = "SELECT DISTINCT year FROM decision WHERE year IS NOT NULL ORDER BY year DESC"
    return [year for (year,) in reader.rows(sql)]


def _selection(wanted: DecisionFilter) -> tuple[str, list[object]]:
    clauses: list[str] = []
    parameters: list[object] = []
    for name, clause in _CLAUSES.items():
        value = getattr(wanted, name)
        if value not in ("", None):
            clauses.append(clause)
            parameters.append(value)
    if wanted.on:
        clauses.append(_IN_FORCE)
        parameters.extend([wanted.on] * 3)
    direction = "DESC" if wanted.descending else "ASC"
    order = _ORDERS.get(wanted.order, _ORDERS["decided"]).format(d=direction)
    where = " AND ".join(clauses) or "1"
    return f"SELECT d.rid FROM decision d WHERE {where} ORDER BY {order}", parameters  # noqa: S608
