"""What is asked about actions."""

from array import array
from dataclasses import dataclass
from typing import Final

from kvdesk.domain.actions import ActionState
from kvdesk.store.queries.coverage import MATTERS_UNDER
from kvdesk.store.queries.selecting import Condition, Order, Selection, count, select
from kvdesk.store.queries.totals import setting
from kvdesk.store.reader import Reader

__all__ = [
    "ActionFilter",
    "ActionRow",
    "action_count",
    "action_ids",
    "action_rid",
    "action_rows",
    "first_action_ids",
    "next_number",
    "own_organisation",
]


@dataclass(frozen=True, slots=True)
class ActionFilter:
    """What narrows and sorts a list of actions; empty values do not narrow.

    `late_on` keeps what was due before that day and is open; `due_from` and `due_to` are the first
    and last due day; `without_owner` keeps what nobody answers for, neither a person nor an
    organisation; `words` is what somebody typed to search for.
    """

    state: str = ""
    owner: str = ""
    organisation: str = ""
    body: str = ""
    statement: str = ""
    meeting: str = ""
    late_on: str = ""
    open_only: bool = False
    due_from: str = ""
    due_to: str = ""
    without_owner: bool = False
    words: str = ""
    order: str = "due"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action with the names that a list shows."""

    rid: int
    id: str
    number: int | None
    title: str
    owner: str
    organisation: str
    due: str
    state: ActionState
    meeting: str
    body: str
    section: int | None


#: What has no day stands last in both directions.
_BY_DAY: Final = "t.due {d}, t.rid {d}"
#: What the indexes of state and of owner, both with the day behind, answer in its order.
_OF_DAYS: Final = frozenset({"late_on", "due_from", "due_to"})
_COVERED: Final = (_OF_DAYS | {"state", "open_only"}, _OF_DAYS | {"owner"})
_ORDERS: Final = {
    "due": Order(
        f"t.due = '', {_BY_DAY}",
        stretches=(("t.due <> ''", _BY_DAY), ("t.due = ''", "t.rid {d}")),
        covers=_COVERED,
        places="ASC",
    ),
    "number": Order("t.number {d}, t.rid {d}"),
    "title": Order("t.sort_key {d}, t.rid {d}"),
    "state": Order(f"t.state {{d}}, {_BY_DAY}", covers=_COVERED[:1]),
    "owner": Order(
        f"(SELECT p.sort_key FROM person p WHERE p.id = t.owner) {{d}}, t.owner {{d}}, {_BY_DAY}",
        stretches=(("t.owner = ?", _BY_DAY),),
        column="owner",
        names="person",
    ),
    "created": Order("t.rid {d}"),
}

#: One condition a filter: only those in use are put together, so each can use its index.
_CONDITIONS: Final = {
    "state": "t.state = ?",
    "owner": "t.owner = ?",
    "organisation": "t.organisation = ?",
    "body": "t.meeting IN (SELECT m.id FROM meeting m WHERE m.body = ?)",
    "statement": f"t.matter IN ({MATTERS_UNDER.format(statement='?')})",
    "meeting": "t.meeting = ?",
    "late_on": "t.due <> '' AND t.due < ?",
    "due_from": "t.due >= ?",
    "due_to": "t.due <> '' AND t.due <= ?",
}
_OPEN: Final = "t.state IN ('open', 'in_progress')"
_UNOWNED: Final = "t.owner = '' AND t.organisation = ''"

_ROWS: Final = """
    SELECT a.rid, a.id, a.number, a.title,
           trim(coalesce(p.given_name, '') || ' ' || coalesce(p.family_name, '')),
           coalesce(nullif(o.short_name, ''), o.name_fi, ''), a.due, a.state,
           coalesce(m.number || '/' || m.year, ''), coalesce(b.abbreviation, ''), e.section
    FROM action a
    LEFT JOIN person p ON p.id = a.owner
    LEFT JOIN organisation o ON o.id = a.organisation
    LEFT JOIN meeting m ON m.id = a.meeting
    LEFT JOIN body b ON b.id = m.body
    LEFT JOIN agenda_entry e ON e.id = a.entry
    WHERE a.rid IN (SELECT value FROM json_each(?))
"""


def action_ids(reader: Reader, wanted: ActionFilter) -> "array[int]":
    """The rids of all matching actions in order, as 64-bit numbers."""
    return select(reader, _selection(wanted))


def first_action_ids(reader: Reader, wanted: ActionFilter, most: int = 200) -> "array[int]":
    """The first rids of the same order: what a window shows while the rest is being read."""
    return select(reader, _selection(wanted), most)


def action_count(reader: Reader, wanted: ActionFilter) -> int:
    """How many actions match."""
    return count(reader, _selection(wanted))


def action_rows(reader: Reader, rids: list[int]) -> dict[int, ActionRow]:
    """The rows of some actions by rid; what has gone is missing."""
    found = reader.rows(_ROWS, str(list(rids)))
    return {
        row[0]: ActionRow(
            rid=row[0],
            id=row[1],
            number=row[2],
            title=row[3],
            owner=row[4],
            organisation=row[5],
            due=row[6],
            state=ActionState(row[7]),
            meeting=row[8],
            body=row[9],
            section=row[10],
        )
        for row in found
    }


def action_rid(reader: Reader, record: str) -> int | None:
    """The rid of an action by its id, to find its place in a list."""
    rid: int | None = reader.value("SELECT rid FROM action WHERE id = ?", record)
    return rid


def next_number(reader: Reader) -> int:
    """The next running number of an action."""
    return (reader.value("SELECT max(number) FROM action") or 0) + 1


def own_organisation(reader: Reader) -> str:
    """The id of this desk's department; its code where the desk has no such record."""
    code = setting(reader, "department")
    return reader.value("SELECT id FROM organisation WHERE code = ?", code) or code


def _selection(wanted: ActionFilter) -> Selection:
    given = {name: getattr(wanted, name) for name in _CONDITIONS}
    conditions = {
        name: Condition(_CONDITIONS[name], (value,)) for name, value in given.items() if value
    }
    if wanted.open_only or wanted.late_on:
        conditions["open_only"] = Condition(_OPEN)
    if wanted.without_owner:
        conditions["without_owner"] = Condition(_UNOWNED)
    return Selection(
        kind="action",
        conditions=conditions,
        words=wanted.words,
        order=_ORDERS.get(wanted.order, _ORDERS["due"]),
        descending=wanted.descending,
    )
