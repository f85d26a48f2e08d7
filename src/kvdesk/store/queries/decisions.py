"""The register of decisions: ids in order, and rows a page at a time."""

from array import array
from dataclasses import dataclass
from typing import Final

from kvdesk.domain.decisions import DecisionState, Outcome
from kvdesk.store.queries.coverage import MATTERS_UNDER
from kvdesk.store.queries.selecting import Condition, Order, Selection, select
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

    `words` is what somebody typed to search for, `on` a day for "what was in force".
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


_BY_DAY: Final = "t.decided_on {d}, t.rid {d}"
#: Each has an index with the day behind it.
_COVERED: Final = tuple(frozenset({name}) for name in ("body", "outcome", "state", "year"))
_ORDERS: Final = {
    "decided": Order(_BY_DAY, covers=_COVERED, places="DESC"),
    "number": Order("t.year {d}, t.number {d}, t.decided_on {d}, t.rid {d}", covers=_COVERED[3:]),
    "title": Order("t.sort_key {d}, t.rid {d}"),
    "body": Order(
        f"(SELECT b.sort_key FROM body b WHERE b.id = t.body) {{d}}, t.body {{d}}, {_BY_DAY}",
        stretches=(("t.body = ?", _BY_DAY),),
        column="body",
        names="body",
    ),
    "outcome": Order(f"t.outcome {{d}}, {_BY_DAY}", covers=_COVERED[1:2]),
    "state": Order(f"t.state {{d}}, {_BY_DAY}", covers=_COVERED[2:3]),
}

#: One condition a filter: only those in use are put together, so each can use its index.
_CONDITIONS: Final = {
    "body": "t.body = ?",
    "year": "t.year = ?",
    "outcome": "t.outcome = ?",
    "state": "t.state = ?",
    "statement": f"t.matter IN ({MATTERS_UNDER.format(statement='?')})",
    "matter": "t.matter = ?",
    "meeting": "t.meeting = ?",
}

_IN_FORCE: Final = """
    coalesce(nullif(t.in_force_from, ''), t.decided_on) <= ?
    AND (t.in_force_to = '' OR t.in_force_to >= ?)
    AND NOT EXISTS (
        SELECT 1 FROM decision n WHERE n.supersedes = t.id
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
    return select(reader, _selection(wanted))


def first_decision_ids(reader: Reader, wanted: DecisionFilter, most: int = 200) -> "array[int]":
    """The first rids of the same order: what a window shows while the rest is being read."""
    return select(reader, _selection(wanted), most)


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


#: Each step goes to the next year that the index holds; DISTINCT would read every row's.
_YEARS: Final = """
    WITH RECURSIVE held(year) AS (
        SELECT max(year) FROM decision
        UNION ALL
        SELECT (SELECT max(d.year) FROM decision d WHERE d.year < held.year)
        FROM held WHERE held.year IS NOT NULL
    )
    SELECT year FROM held WHERE year IS NOT NULL
"""


def decision_years(reader: Reader) -> list[int]:
    """The years that have decisions, the latest first."""
    return [year for (year,) in reader.rows(_YEARS)]


def _selection(wanted: DecisionFilter) -> Selection:
    given = {name: getattr(wanted, name) for name in _CONDITIONS}
    conditions = {
        name: Condition(_CONDITIONS[name], (value,))
        for name, value in given.items()
        if value not in ("", None)
    }
    if wanted.on:
        conditions["on"] = Condition(_IN_FORCE, (wanted.on,) * 3)
    return Selection(
        kind="decision",
        conditions=conditions,
        words=wanted.words,
        order=_ORDERS.get(wanted.order, _ORDERS["decided"]),
        descending=wanted.descending,
    )
