"""What the first page asks: the next meeting, what is late, what is due, what has changed."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from kvdesk.domain.kinds import KINDS
from kvdesk.domain.meetings import MeetingState
from kvdesk.store.queries.actions import (
    ActionFilter,
    ActionRow,
    action_count,
    action_rows,
    first_action_ids,
)
from kvdesk.store.queries.histories import recent_changes
from kvdesk.store.reader import Reader

__all__ = [
    "ActionGroup",
    "ChangeLine",
    "MeetingAhead",
    "Situation",
    "late_actions",
    "situation",
    "this_week",
    "without_owner",
]

#: How many rows a card shows of its list.
_SHOWN: Final = 5


#: Kind of record that no list sorts by its name -> the question for what people call it.
_NAMED_BY: Final = {
    "meeting": """
        SELECT trim(coalesce(b.abbreviation, b.name_fi, '') || ' '
                    || coalesce(m.number || '/' || m.year, m.title, ''))
        FROM meeting m LEFT JOIN body b ON b.id = m.body WHERE m.id = ?
    """,
    "agenda_entry": "SELECT title FROM agenda_entry WHERE id = ?",
    "minute_entry": "SELECT text FROM minute_entry WHERE id = ?",
    "attendance": """
        SELECT p.given_name || ' ' || p.family_name FROM attendance a
        JOIN person p ON p.id = a.person WHERE a.id = ?
    """,
}


@dataclass(frozen=True, slots=True)
class MeetingAhead:
    """The meeting that runs now or comes next; `number` is `4/2026`, `starts` an ISO moment."""

    id: str
    number: str
    title: str
    body: str
    starts: str
    place: str
    state: MeetingState
    items: int


@dataclass(frozen=True, slots=True)
class ActionGroup:
    """A list of actions seen from outside: how it is narrowed, how long it is, its first rows."""

    filter: ActionFilter
    count: int
    first: tuple[ActionRow, ...]


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change of the latest, with the title of the record that it was about.

    `verb` is the last word of the command's name, `at` is in milliseconds since 1970; the title is
    empty where the record has none or is gone.
    """

    record: str
    kind: str
    title: str
    author: str
    verb: str
    at: int
    imported: bool


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything the first page shows, read from one state of the database."""

    meeting: MeetingAhead | None
    late: ActionGroup
    week: ActionGroup
    unowned: ActionGroup
    changes: tuple[ChangeLine, ...]


_AHEAD: Final = """
    SELECT m.id, coalesce(m.number || '/' || m.year, ''), m.title, coalesce(b.name_fi, ''),
           m.starts, m.place, m.state,
           (SELECT count(*) FROM agenda_entry e WHERE e.meeting = m.id)
    FROM meeting m LEFT JOIN body b ON b.id = m.body
    WHERE m.state = 'in_session' OR (m.starts >= ? AND m.state IN ('planned', 'called'))
    ORDER BY m.state <> 'in_session', m.starts, m.id LIMIT 1
"""


def late_actions(today: str) -> ActionFilter:
    """The open actions whose day has passed, the longest late first."""
    return ActionFilter(late_on=today, open_only=True)


def this_week(today: str) -> ActionFilter:
    """The open actions that are due from today to the Sunday of its week."""
    day = date.fromisoformat(today)
    sunday = day + timedelta(days=6 - day.weekday())
    return ActionFilter(due_from=today, due_to=sunday.isoformat(), open_only=True)


def without_owner() -> ActionFilter:
    """The open actions that neither a person nor an organisation answers for."""
    return ActionFilter(without_owner=True, open_only=True)


def situation(reader: Reader, most_changes: int = 8) -> Situation:
    """What the first page shows on the reader's day."""
    return Situation(
        meeting=_meeting_ahead(reader),
        late=_group(reader, late_actions(reader.today)),
        week=_group(reader, this_week(reader.today)),
        unowned=_group(reader, without_owner()),
        changes=_changes(reader, most_changes),
    )


def _meeting_ahead(reader: Reader) -> MeetingAhead | None:
    row = reader.row(_AHEAD, reader.today)
    if row is None:
        return None
    return MeetingAhead(
        id=row[0],
        number=row[1],
        title=row[2],
        body=row[3],
        starts=row[4],
        place=row[5],
        state=MeetingState(row[6]),
        items=row[7],
    )


def _group(reader: Reader, wanted: ActionFilter) -> ActionGroup:
    first = list(first_action_ids(reader, wanted, _SHOWN))
    rows = action_rows(reader, first)
    return ActionGroup(wanted, action_count(reader, wanted), tuple(rows[rid] for rid in first))


def _changes(reader: Reader, most: int) -> tuple[ChangeLine, ...]:
    return tuple(
        ChangeLine(
            record=change.record,
            kind=change.kind,
            title=_title(reader, change.kind, change.record),
            author=change.author,
            verb=change.command.rpartition(" ")[2],
            at=change.at,
            imported=change.imported,
        )
        for change in recent_changes(reader, most)
    )


def _title(reader: Reader, kind: str, record: str) -> str:
    if kind in _NAMED_BY:
        return reader.value(_NAMED_BY[kind], record) or ""
    column = KINDS[kind].SORTED_BY if kind in KINDS else ""
    if not column:
        return ""
    sql = f'SELECT "{column}" FROM "{kind}" WHERE id = ?'
    return reader.value(sql, record) or ""
