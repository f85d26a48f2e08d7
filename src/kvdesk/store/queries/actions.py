"""What is asked about actions."""

from array import array
from dataclasses import dataclass
from typing import Final

from kvdesk.domain.actions import ActionState
from kvdesk.store.queries.coverage import MATTERS_UNDER
from kvdesk.store.queries.totals import setting
from kvdesk.store.reader import Reader

__all__ = [
    "ActionFilter",
    "ActionRow",
    "action_ids",
    "action_rid",
    "action_rows",
    "next_number",
    "own_organisation",
]


@dataclass(frozen=True, slots=True)
class ActionFilter:
    """What narrows and sorts a list of actions; empty values do not narrow.

    `late_on` keeps what was due before that day and is open; `due_from` and `due_to` are the first
    and last due day; `without_owner` keeps what nobody answers for, neither a person nor an
    organisation; `words` are full-text queries made by `domain.query`.
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


#: What a list can be sorted by; each ends with the row so that the order is total.
_ORDERS: Final = {
    "due": "a.due = '', a.due {d}, a.rid",
    "number": "a.number {d}, a.rid",
    "title": "a.sort_key {d}, a.rid",
    "state": "a.state {d}, a.due, a.rid",
    "owner": "(SELECT p.sort_key FROM person p WHERE p.id = a.owner) {d}, a.rid",
    "created": "a.rid {d}",
}

_IDS: Final = f"""
    SELECT a.rid FROM action a
    WHERE (?1 = '' OR a.state = ?1) AND (?2 = '' OR a.owner = ?2)
      AND (?3 = '' OR a.organisation = ?3)
      AND (?4 = '' OR a.meeting IN (SELECT m.id FROM meeting m WHERE m.body = ?4))
      AND (?5 = '' OR a.matter IN ({MATTERS_UNDER.format(statement="?5")}))
      AND (?6 = '' OR a.meeting = ?6)
      AND (?7 = '' OR (a.due <> '' AND a.due < ?7))
      AND (NOT ?8 OR a.state IN ('open', 'in_progress'))
      AND (?9 = '' OR a.rid IN (SELECT rowid FROM search_parts WHERE search_parts MATCH ?9))
      AND (?10 = '' OR a.due >= ?10)
      AND (?11 = '' OR (a.due <> '' AND a.due <= ?11))
      AND (NOT ?12 OR (a.owner = '' AND a.organisation = ''))
"""  # noqa: S608 - constants

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
    direction = "DESC" if wanted.descending else "ASC"
    order = _ORDERS.get(wanted.order, _ORDERS["due"]).format(d=direction)
    rows = reader.rows(
        f"{_IDS} ORDER BY {order}",
        wanted.state,
        wanted.owner,
        wanted.organisation,
        wanted.body,
        wanted.statement,
        wanted.meeting,
        wanted.late_on,
        wanted.open_only or bool(wanted.late_on),
        wanted.words,
        wanted.due_from,
        wanted.due_to,
        wanted.without_owner,
    )
    return array("q", [rid for (rid,) in rows])


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
