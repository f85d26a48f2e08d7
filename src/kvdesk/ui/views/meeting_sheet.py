"""What the meetings' views ask of the desk, and the words for what they show.

One question reads a whole meeting: a meeting has some dozens of items and people, so one answer is
quicker than many and is never half old.
"""

from dataclasses import dataclass
from typing import Final

from kvdesk.domain.bodies import Body
from kvdesk.domain.decisions import Vote
from kvdesk.domain.meetings import (
    AgendaEntry,
    Attendance,
    Capacity,
    EntryKind,
    Fate,
    LogKind,
    Meeting,
    MeetingMode,
    MeetingState,
    MinuteEntry,
    Presence,
)
from kvdesk.domain.network import Person
from kvdesk.kernel.words import N_, Words
from kvdesk.store.queries import meetings
from kvdesk.store.reader import Reader

__all__ = [
    "CAPACITIES",
    "ENTRY_KINDS",
    "FATES",
    "LOG_KINDS",
    "MODES",
    "PRESENCES",
    "STATES",
    "STATE_BADGES",
    "BodyNames",
    "MeetingIds",
    "MeetingRows",
    "ReadSession",
    "ReadSheet",
    "Sheet",
    "quorum_sentence",
]

STATES: Final = {
    MeetingState.PLANNED: N_("Planned"),
    MeetingState.CALLED: N_("Called"),
    MeetingState.IN_SESSION: N_("In session"),
    MeetingState.ENDED: N_("Ended"),
    MeetingState.DRAFTED: N_("Minutes drafted"),
    MeetingState.CHECKED: N_("Minutes checked"),
    MeetingState.ARCHIVED: N_("Archived"),
}
#: State -> (meaning of its colour, icon).
STATE_BADGES: Final = {
    MeetingState.PLANNED: ("open", "circle-dashed"),
    MeetingState.CALLED: ("open", "mail"),
    MeetingState.IN_SESSION: ("accent", "circle-play"),
    MeetingState.ENDED: ("warn", "square"),
    MeetingState.DRAFTED: ("warn", "notebook-pen"),
    MeetingState.CHECKED: ("done", "circle-check"),
    MeetingState.ARCHIVED: ("done", "lock"),
}
MODES: Final = {
    MeetingMode.ON_SITE: N_("On site"),
    MeetingMode.REMOTE: N_("Remote"),
    MeetingMode.HYBRID: N_("Hybrid"),
}
ENTRY_KINDS: Final = {
    EntryKind.OPENING: N_("Opening item"),
    EntryKind.BUSINESS: N_("Business"),
    EntryKind.INFORMATION: N_("For information"),
    EntryKind.CLOSING: N_("Closing item"),
}
FATES: Final = {
    Fate.OPEN: N_("Open"),
    Fate.DECIDED: N_("Decided"),
    Fate.TABLED: N_("Tabled"),
    Fate.RETURNED: N_("Returned"),
    Fate.REMOVED: N_("Removed"),
    Fate.NOTED: N_("Noted"),
}
CAPACITIES: Final = {
    Capacity.CHAIR: N_("Chair"),
    Capacity.MEMBER: N_("Member"),
    Capacity.DEPUTY: N_("Deputy"),
    Capacity.SECRETARY: N_("Secretary"),
    Capacity.PRESENTER: N_("Presenter"),
    Capacity.EXPERT: N_("Expert"),
}
PRESENCES: Final = {
    Presence.INVITED: N_("Has been invited"),
    Presence.PRESENT: N_("Present"),
    Presence.ABSENT: N_("Absent"),
}
LOG_KINDS: Final = {
    LogKind.NOTE: N_("Note"),
    LogKind.PROPOSAL: N_("Proposal"),
    LogKind.SECOND: N_("Second"),
    LogKind.VOTE: N_("Vote"),
    LogKind.DISSENT: N_("Dissenting opinion"),
    LogKind.DISQUALIFICATION: N_("Disqualification"),
    LogKind.DECISION: N_("Decision"),
    LogKind.ACTION: N_("Action"),
    LogKind.ARRIVAL: N_("Arrival"),
    LogKind.LEAVING: N_("Leaving"),
    LogKind.BREAK: N_("Break"),
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A meeting with everything its views show.

    `lines` are all lines of the log by the id of their item; `names` the people's by id; `tallies`
    the counts of votes (yes–no–blank) by id; `running` is the id of the item taken up, empty for
    none.
    """

    meeting: Meeting
    body: str
    entries: tuple[AgendaEntry, ...]
    stays: tuple[Attendance, ...]
    lines: dict[str, tuple[MinuteEntry, ...]]
    names: dict[str, str]
    tallies: dict[str, str]
    people: tuple[tuple[str, str], ...]
    roll: meetings.Roll
    running: str

    def entry(self, record: str) -> AgendaEntry | None:
        """The item with this id, or None."""
        return next((entry for entry in self.entries if entry.id == record), None)


@dataclass(frozen=True, kw_only=True)
class ReadSheet:
    """A whole meeting; None when it is gone."""

    meeting: str

    def __call__(self, reader: Reader) -> Sheet | None:
        """The sheet."""
        meeting = reader.find(Meeting, self.meeting)
        return _sheet(reader, meeting) if meeting else None


@dataclass(frozen=True, kw_only=True)
class ReadSession:
    """The meeting named, else the one in session; None where there is none."""

    meeting: str = ""

    def __call__(self, reader: Reader) -> Sheet | None:
        """The sheet."""
        named = reader.find(Meeting, self.meeting) if self.meeting else None
        if named is None or named.state is not MeetingState.IN_SESSION:
            named = meetings.meeting_in_session(reader)
        return _sheet(reader, named) if named else None


@dataclass(frozen=True, kw_only=True)
class MeetingIds:
    """The ids of all meetings, the latest first."""

    def __call__(self, reader: Reader) -> list[str]:
        """The keys of the list."""
        return [row.id for row in meetings.meeting_rows(reader)]


@dataclass(frozen=True, kw_only=True)
class MeetingRows:
    """The rows of some meetings."""

    ids: tuple[str, ...]

    def __call__(self, reader: Reader) -> list[meetings.MeetingRow]:
        """Those that are there."""
        wanted = set(self.ids)
        return [row for row in meetings.meeting_rows(reader) if row.id in wanted]


@dataclass(frozen=True, kw_only=True)
class BodyNames:
    """All bodies as (id, name) pairs."""

    def __call__(self, reader: Reader) -> tuple[tuple[str, str], ...]:
        """In order of their names."""
        named = [(body.id, body.name_fi or body.abbreviation) for body in reader.all(Body)]
        return tuple(sorted(named, key=lambda pair: pair[1].casefold()))


def quorum_sentence(roll: meetings.Roll, words: Words) -> str:
    """How many of the seats are present, and whether they may decide."""
    if roll.is_quorate:
        sentence = N_("Present {present}/{members}, quorum {needed} met")
    else:
        sentence = N_("Present {present}/{members}, no quorum: {needed} needed")
    return words.text(sentence, present=roll.present, members=roll.members, needed=roll.needed)


def _sheet(reader: Reader, meeting: Meeting) -> Sheet:
    entries = meetings.agenda(reader, meeting.id)
    people = sorted(
        reader.all(Person), key=lambda one: (one.family_name.casefold(), one.given_name)
    )
    body = reader.find(Body, meeting.body)
    running = meetings.entry_taken_up(reader, meeting.id)
    aside = frozenset(
        line.person
        for line in (meetings.log_lines(reader, running.id) if running else ())
        if line.kind is LogKind.DISQUALIFICATION
    )
    return Sheet(
        meeting=meeting,
        body=(body.name_fi or body.abbreviation) if body else "",
        entries=tuple(entries),
        stays=tuple(meetings.attendance(reader, meeting.id)),
        lines={entry.id: tuple(meetings.log_lines(reader, entry.id)) for entry in entries},
        names={person.id: person.name for person in people},
        tallies={
            vote.id: f"{vote.yes}–{vote.no}–{vote.blank}"
            for vote in reader.all(Vote, meeting=meeting.id)
        },
        people=tuple((person.id, person.name) for person in people),
        roll=meetings.roll(reader, meeting, without=aside),
        running=running.id if running else "",
    )
