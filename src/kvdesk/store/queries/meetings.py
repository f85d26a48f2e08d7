"""What is asked about meetings."""

from dataclasses import dataclass
from typing import Final

from kvdesk.domain.bodies import BodyRules, Membership, members_on, rules_on
from kvdesk.domain.meetings import (
    AgendaEntry,
    Attendance,
    Capacity,
    Meeting,
    MeetingState,
    MinuteEntry,
)
from kvdesk.store.reader import Reader

__all__ = [
    "MeetingRow",
    "Roll",
    "agenda",
    "attendance",
    "entry_taken_up",
    "highest_section",
    "log_lines",
    "meeting_in_session",
    "meeting_rows",
    "next_number",
    "roll",
    "rules_for",
]


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """One meeting in a list: how many items it has, decisions it made, and who was there."""

    id: str
    number: str
    body: str
    abbreviation: str
    body_name: str
    title: str
    starts: str
    place: str
    state: MeetingState
    items: int
    decisions: int


_MEETINGS: Final = """
    SELECT m.id, m.number, m.year, m.body, coalesce(b.abbreviation, ''), coalesce(b.name_fi, ''),
           m.title, m.starts, m.place, m.state,
           (SELECT count(*) FROM agenda_entry e WHERE e.meeting = m.id),
           (SELECT count(*) FROM decision d WHERE d.meeting = m.id)
    FROM meeting m LEFT JOIN body b ON b.id = m.body
    WHERE (?1 = '' OR m.body = ?1) AND (?2 = '' OR m.state = ?2) AND (?3 IS NULL OR m.year = ?3)
    ORDER BY m.starts DESC, m.id
"""  # uses meeting_starts


def meeting_rows(
    reader: Reader, *, body: str = "", state: str = "", year: int | None = None
) -> list[MeetingRow]:
    """Meetings, the latest first; empty arguments do not narrow."""
    return [
        MeetingRow(
            id=row[0],
            number=f"{row[1]}/{row[2]}" if row[1] and row[2] else "",
            body=row[3],
            abbreviation=row[4],
            body_name=row[5],
            title=row[6],
            starts=row[7],
            place=row[8],
            state=MeetingState(row[9]),
            items=row[10],
            decisions=row[11],
        )
        for row in reader.rows(_MEETINGS, body, state, year)
    ]


def agenda(reader: Reader, meeting: str) -> list[AgendaEntry]:
    """The entries of a meeting in their order."""
    return reader.all(AgendaEntry, order="position", meeting=meeting)


def attendance(reader: Reader, meeting: str) -> list[Attendance]:
    """All stays in a meeting, in the order they were noted."""
    return reader.all(Attendance, meeting=meeting)


def log_lines(reader: Reader, entry: str) -> list[MinuteEntry]:
    """The log under one agenda entry, in its order."""
    return reader.all(MinuteEntry, order="position", entry=entry)


def next_number(reader: Reader, body: str, year: int) -> int:
    """The next meeting number of a body in a calendar year."""
    sql = "SELECT max(number) FROM meeting WHERE body = ? AND year = ?"
    return (reader.value(sql, body, year) or 0) + 1


def highest_section(reader: Reader, body: str, year: int) -> int:
    """The last § number that a body has given in a calendar year."""
    sql = (
        "SELECT max(e.section) FROM agenda_entry e JOIN meeting m ON m.id = e.meeting "
        "WHERE m.body = ? AND m.year = ?"
    )
    return reader.value(sql, body, year) or 0


def meeting_in_session(reader: Reader) -> Meeting | None:
    """The meeting that is open now; the one opened last where there are several."""
    found = reader.all(Meeting, order="opened_at", state=MeetingState.IN_SESSION.value)
    return found[-1] if found else None


def entry_taken_up(reader: Reader, meeting: str) -> AgendaEntry | None:
    """The entry that is taken up now: started and not closed, the latest."""
    running = [e for e in agenda(reader, meeting) if e.started_at and not e.ended_at]
    return max(running, key=lambda entry: (entry.started_at, entry.position), default=None)


def rules_for(reader: Reader, body: str, day: str) -> BodyRules:
    """The rules of a body on a day; the common ones where it has none yet."""
    rules = rules_on(reader.all(BodyRules, body=body), day)
    return rules or BodyRules(body=body, effective_from=day)


@dataclass(frozen=True, slots=True)
class Roll:
    """Who counts in a meeting: the seats that vote, how many must be there, who is."""

    members: int
    needed: int
    present: int

    @property
    def is_quorate(self) -> bool:
        """Whether enough are present to decide."""
        return self.present >= self.needed


def roll(
    reader: Reader, meeting: Meeting, *, at: str = "", without: frozenset[str] = frozenset()
) -> Roll:
    """The quorum at a clock time, derived from the seats and the stays, never typed.

    `without` are people who are disqualified in the matter at hand: they do not count as present,
    though their seats still count. Two stays of one person, or a deputy beside the member, count
    once for the seat.
    """
    day = meeting.starts[:10]
    seats = members_on(reader.all(Membership, body=meeting.body), day)
    voting = {seat.person for seat in seats if seat.votes}
    rules = rules_for(reader, meeting.body, day)
    filled = {
        stay.deputy_for if stay.capacity is Capacity.DEPUTY and stay.deputy_for else stay.person
        for stay in attendance(reader, meeting.id)
        if stay.capacity.votes and stay.present_at(at) and stay.person not in without
    }
    present = len(filled & voting) if voting else len(filled)
    return Roll(len(voting), rules.needed(len(voting)), present)
