"""A meeting from plan to archive, as commands."""

from dataclasses import dataclass

from kvdesk.desk import arguments as take
from kvdesk.desk.agenda import AddEntry, CarryOver, MoveEntry, RemoveEntry, add_entry
from kvdesk.desk.attendance import Arrive, Leave, MarkAbsent, invite
from kvdesk.desk.numbering import claim_numbers
from kvdesk.desk.recording import offer
from kvdesk.desk.registry import command, question
from kvdesk.domain.bodies import Membership, Role, members_on
from kvdesk.domain.decisions import Decision
from kvdesk.domain.meetings import (
    AgendaEntry,
    EntryKind,
    Fate,
    Meeting,
    MeetingMode,
    MeetingState,
    Presence,
)
from kvdesk.kernel.errors import Refusal
from kvdesk.kernel.words import N_
from kvdesk.store.queries import meetings
from kvdesk.store.reader import Reader
from kvdesk.store.work import Work

__all__ = [
    "AddEntry",
    "AddMeeting",
    "ArchiveMeeting",
    "Arrive",
    "CallMeeting",
    "CarryOver",
    "CheckMinutes",
    "DraftMinutes",
    "EndMeeting",
    "Leave",
    "ListMeetings",
    "MarkAbsent",
    "MoveEntry",
    "OpenMeeting",
    "RemoveEntry",
]

offer(Meeting, "change", "delete", "show")


@command("meeting add")
@dataclass(frozen=True, kw_only=True)
class AddMeeting:
    """Plan a meeting: its agenda begins with the body's fixed items, its roll with the seats."""

    body: str = take.record("body", N_("The body that meets"))
    starts: str = take.moment(N_("When it starts"))
    ends: str = take.moment(N_("When it ends"), default="")
    place: str = take.words(N_("Where"), default="")
    title: str = take.words(N_("A name of its own, if it has one"), default="")
    mode: MeetingMode = take.choice(N_("Where the people are"), MeetingMode, MeetingMode.ON_SITE)

    def __call__(self, work: Work) -> str:
        """Number it, lay its fixed items and invite the members of the day."""
        year = int(self.starts[:4])
        meeting = work.add(
            Meeting(
                body=self.body,
                number=meetings.next_number(work.reader, self.body, year),
                year=year,
                title=self.title,
                starts=self.starts,
                ends=self.ends,
                place=self.place,
                mode=self.mode,
            )
        )
        rules = meetings.rules_for(work.reader, self.body, self.starts[:10])
        for kind, titles in (
            (EntryKind.OPENING, rules.opening_items),
            (EntryKind.CLOSING, rules.closing_items),
        ):
            for title in filter(None, (line.strip() for line in titles.splitlines())):
                add_entry(work, meeting, AgendaEntry(meeting=meeting.id, title=title, kind=kind))
        invite(work, meeting)
        return meeting.id


@command("meeting call")
@dataclass(frozen=True, kw_only=True)
class CallMeeting:
    """Note that the notice has been sent; the agenda numbers now stay with the items."""

    meeting: str = take.record("meeting", N_("The meeting"), positional=True)
    at: str = take.moment(N_("When it was sent; now unless said"), default="")

    def __call__(self, work: Work) -> str:
        """Refuse a meeting without business; note the moment of the call."""
        meeting = work.get(Meeting, self.meeting)
        meeting.must_be(MeetingState.PLANNED)
        if not meetings.agenda(work.reader, meeting.id):
            raise Refusal("agenda_empty", meeting=meeting.printed_number)
        at = self.at or work.clock.local()
        return work.change(meeting, state=MeetingState.CALLED, called_at=at).id


@command("meeting open")
@dataclass(frozen=True, kw_only=True)
class OpenMeeting:
    """Open the meeting; the chair and the secretary are those of the body unless said."""

    meeting: str = take.record("meeting", N_("The meeting"), positional=True)
    at: str = take.moment(N_("When it was opened; now unless said"), default="")
    chair: str = take.record("person", N_("Who chairs"), default="")
    secretary: str = take.record("person", N_("Who keeps the minutes"), default="")

    def __call__(self, work: Work) -> str:
        """Put it in session."""
        meeting = work.get(Meeting, self.meeting)
        meeting.must_be(MeetingState.PLANNED, MeetingState.CALLED)
        seats = members_on(work.reader.all(Membership, body=meeting.body), meeting.starts[:10])
        holders = {seat.role: seat.person for seat in seats}
        return work.change(
            meeting,
            state=MeetingState.IN_SESSION,
            opened_at=self.at or work.clock.local(),
            chair=self.chair or meeting.chair or holders.get(Role.CHAIR, ""),
            secretary=self.secretary or meeting.secretary or holders.get(Role.SECRETARY, ""),
        ).id


@command("meeting end")
@dataclass(frozen=True, kw_only=True)
class EndMeeting:
    """End the meeting; each item must have its fate by then."""

    meeting: str = take.record("meeting", N_("The meeting"), positional=True)
    at: str = take.moment(N_("When it ended; now unless said"), default="")

    def __call__(self, work: Work) -> str:
        """Close what is running, note who never came as absent."""
        meeting = work.get(Meeting, self.meeting)
        meeting.must_be(MeetingState.IN_SESSION)
        at = self.at or work.clock.local()
        entries = meetings.agenda(work.reader, meeting.id)
        waiting = [entry for entry in entries if entry.fate is Fate.OPEN]
        fixed = [entry for entry in waiting if entry.kind is not EntryKind.BUSINESS]
        for entry in fixed:
            work.change(entry, fate=Fate.NOTED)
        undecided = [entry.title for entry in waiting if entry not in fixed]
        if undecided:
            raise Refusal("fate_missing", count=len(undecided), titles=", ".join(undecided))
        for entry in entries:
            if entry.started_at and not entry.ended_at:
                work.change(work.get(AgendaEntry, entry.id), ended_at=at[11:])
        for stay in meetings.attendance(work.reader, meeting.id):
            if stay.presence is Presence.INVITED:
                work.change(stay, presence=Presence.ABSENT)
        return work.change(meeting, state=MeetingState.ENDED, ended_at=at).id


@command("meeting draft")
@dataclass(frozen=True, kw_only=True)
class DraftMinutes:
    """Give the § numbers and open the minutes for drafting."""

    meeting: str = take.record("meeting", N_("The meeting"), positional=True)

    def __call__(self, work: Work) -> str:
        """Number on from the last § of the body's calendar year; removed items get none."""
        meeting = work.get(Meeting, self.meeting)
        meeting.must_be(MeetingState.ENDED)
        claim_numbers(work, meeting.body)
        section = meetings.highest_section(work.reader, meeting.body, meeting.year or 0)
        decisions = work.reader.all(Decision, meeting=meeting.id)
        for entry in meetings.agenda(work.reader, meeting.id):
            if entry.fate is Fate.REMOVED or entry.section:
                continue
            section += 1
            work.change(entry, section=section)
            for decision in decisions:
                if decision.entry == entry.id:
                    work.change(decision, number=section, year=meeting.year)
        return work.change(meeting, state=MeetingState.DRAFTED).id


@command("meeting check")
@dataclass(frozen=True, kw_only=True)
class CheckMinutes:
    """Note that the minutes have been checked; from then on they are locked."""

    meeting: str = take.record("meeting", N_("The meeting"), positional=True)
    at: str = take.moment(N_("When; now unless said"), default="")
    first_checker: str = take.record("person", N_("First minutes checker"), default="")
    second_checker: str = take.record("person", N_("Second minutes checker"), default="")

    def __call__(self, work: Work) -> str:
        """Lock what the minutes say."""
        meeting = work.get(Meeting, self.meeting)
        meeting.must_be(MeetingState.DRAFTED)
        return work.change(
            meeting,
            state=MeetingState.CHECKED,
            checked_at=self.at or work.clock.local(),
            first_checker=self.first_checker or meeting.first_checker,
            second_checker=self.second_checker or meeting.second_checker,
        ).id


@command("meeting archive")
@dataclass(frozen=True, kw_only=True)
class ArchiveMeeting:
    """Put checked minutes into the archive."""

    meeting: str = take.record("meeting", N_("The meeting"), positional=True)

    def __call__(self, work: Work) -> str:
        """Move on to the last state."""
        meeting = work.get(Meeting, self.meeting)
        meeting.must_be(MeetingState.CHECKED)
        return work.change(meeting, state=MeetingState.ARCHIVED).id


@question("meeting list")
@dataclass(frozen=True, kw_only=True)
class ListMeetings:
    """Meetings, the latest first."""

    body: str = take.record("body", N_("Only this body"), default="")
    state: MeetingState | None = take.choice(N_("Only in this state"), MeetingState, None)
    year: int | None = take.number(N_("Only this year"), default=None)

    def __call__(self, reader: Reader) -> list[meetings.MeetingRow]:
        """The rows of the list."""
        return meetings.meeting_rows(reader, body=self.body, state=self.state or "", year=self.year)
