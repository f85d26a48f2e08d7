"""A meeting from plan to archive, as commands."""

import dataclasses
from dataclasses import dataclass

from kvdesk.desk import arguments as take
from kvdesk.desk.places import after_all, between
from kvdesk.desk.recording import offer
from kvdesk.desk.registry import command, question
from kvdesk.domain.bodies import Membership, Role, members_on
from kvdesk.domain.decisions import Decision
from kvdesk.domain.matters import Matter
from kvdesk.domain.meetings import (
    AgendaEntry,
    Attendance,
    Capacity,
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
offer(Attendance, "change", "delete", "list")

_BEFORE_END = (MeetingState.PLANNED, MeetingState.CALLED, MeetingState.IN_SESSION)


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


@command("meeting item")
@dataclass(frozen=True, kw_only=True)
class AddEntry:
    """Put an item on the agenda, before the closing items; a matter gives it its title."""

    meeting: str = take.record("meeting", N_("The meeting"), positional=True)
    title: str = take.words(N_("What it is about"), default="")
    matter: str = take.record("matter", N_("The matter it belongs to"), default="")
    kind: EntryKind = take.choice(N_("What it is"), EntryKind, EntryKind.BUSINESS)
    presenter: str = take.record("person", N_("Who presents it"), default="")
    planned_minutes: int | None = take.number(N_("Minutes planned"), default=None)
    background: str = take.words(N_("Account"), default="")
    proposal: str = take.words(N_("Proposed decision"), default="")

    def __call__(self, work: Work) -> str:
        """Add it and number the agenda anew."""
        meeting = work.get(Meeting, self.meeting)
        meeting.must_be(*_BEFORE_END)
        matter = work.get(Matter, self.matter) if self.matter else None
        entry = AgendaEntry(
            meeting=meeting.id,
            matter=self.matter,
            title=self.title or (matter.title if matter else ""),
            kind=self.kind,
            presenter=self.presenter or (matter.preparer if matter else ""),
            planned_minutes=self.planned_minutes,
            background=self.background or (matter.summary if matter else ""),
            proposal=self.proposal,
        )
        return add_entry(work, meeting, entry).id


@command("meeting item-move")
@dataclass(frozen=True, kw_only=True)
class MoveEntry:
    """Move an agenda item; its new place is counted from 1."""

    entry: str = take.record("agenda_entry", N_("The item"), positional=True)
    to: int = take.number(N_("Its new number on the agenda"))

    def __call__(self, work: Work) -> str:
        """Give it a place between its new neighbours and number the agenda anew."""
        entry = work.get(AgendaEntry, self.entry)
        meeting = work.get(Meeting, entry.meeting)
        meeting.must_be(*_BEFORE_END)
        others = [e for e in meetings.agenda(work.reader, meeting.id) if e.id != entry.id]
        spot = max(0, min(self.to - 1, len(others)))
        before = others[spot - 1].position if spot else ""
        after = others[spot].position if spot < len(others) else ""
        work.change(entry, position=between(before, after, work.ids))
        number_agenda(work, meeting)
        return entry.id


@command("meeting item-remove")
@dataclass(frozen=True, kw_only=True)
class RemoveEntry:
    """Take an item off the agenda; once the meeting is open it stays, marked as removed."""

    entry: str = take.record("agenda_entry", N_("The item"), positional=True)

    def __call__(self, work: Work) -> str:
        """Delete it while planning; in the meeting its fate says that it was removed."""
        entry = work.get(AgendaEntry, self.entry)
        meeting = work.get(Meeting, entry.meeting)
        meeting.must_be(*_BEFORE_END)
        if meeting.has_reached(MeetingState.CALLED):
            work.change(entry, fate=Fate.REMOVED)
        else:
            work.delete(entry)
            number_agenda(work, meeting)
        return entry.id


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


@command("meeting arrive")
@dataclass(frozen=True, kw_only=True)
class Arrive:
    """Note that somebody is there, from the opening or from a clock time on."""

    meeting: str = take.record("meeting", N_("The meeting"), positional=True)
    person: str = take.record("person", N_("Who"), positional=True)
    at: str = take.time(N_("When; now unless said"))
    capacity: Capacity | None = take.choice(N_("In which capacity"), Capacity, None)
    deputy_for: str = take.record("person", N_("Instead of whom"), default="")

    def __call__(self, work: Work) -> str:
        """Mark the invitation as a presence, or note a further stay."""
        meeting = work.get(Meeting, self.meeting)
        meeting.must_be(*_BEFORE_END)
        at = self.at or work.clock.local()[11:]
        stays = [
            stay
            for stay in meetings.attendance(work.reader, meeting.id)
            if stay.person == self.person
        ]
        if any(stay.presence is Presence.PRESENT and not stay.left_at for stay in stays):
            raise Refusal("already_present", person=self.person)
        waiting = next((s for s in stays if s.presence is not Presence.PRESENT), None)
        stay = waiting or work.add(
            Attendance(
                meeting=meeting.id,
                person=self.person,
                capacity=stays[-1].capacity if stays else Capacity.EXPERT,
                organisation=stays[-1].organisation if stays else "",
            )
        )
        return work.change(
            stay,
            presence=Presence.PRESENT,
            arrived_at=at,
            left_at="",
            capacity=self.capacity or (Capacity.DEPUTY if self.deputy_for else stay.capacity),
            deputy_for=self.deputy_for or stay.deputy_for,
        ).id


@command("meeting leave")
@dataclass(frozen=True, kw_only=True)
class Leave:
    """Note that somebody left."""

    meeting: str = take.record("meeting", N_("The meeting"), positional=True)
    person: str = take.record("person", N_("Who"), positional=True)
    at: str = take.time(N_("When; now unless said"))

    def __call__(self, work: Work) -> str:
        """End the person's running stay."""
        meeting = work.get(Meeting, self.meeting)
        for stay in meetings.attendance(work.reader, meeting.id):
            if stay.person == self.person and stay.present_at(""):
                return work.change(stay, left_at=self.at or work.clock.local()[11:]).id
        raise Refusal("not_present", person=self.person)


@command("meeting absent")
@dataclass(frozen=True, kw_only=True)
class MarkAbsent:
    """Note that an invited person is absent."""

    meeting: str = take.record("meeting", N_("The meeting"), positional=True)
    person: str = take.record("person", N_("Who"), positional=True)

    def __call__(self, work: Work) -> str:
        """Mark the invitation."""
        for stay in meetings.attendance(work.reader, self.meeting):
            if stay.person == self.person:
                return work.change(stay, presence=Presence.ABSENT, arrived_at="", left_at="").id
        raise Refusal("not_invited", person=self.person)


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


@command("meeting carry-over")
@dataclass(frozen=True, kw_only=True)
class CarryOver:
    """Put what an earlier meeting tabled or returned on this agenda, as pointers."""

    meeting: str = take.record("meeting", N_("The meeting that takes it up again"), positional=True)
    earlier: str = take.record("meeting", N_("The earlier meeting"))

    def __call__(self, work: Work) -> str:
        """Add an item for each; the earlier minutes are not touched."""
        meeting = work.get(Meeting, self.meeting)
        meeting.must_be(*_BEFORE_END)
        taken = {entry.continues for entry in meetings.agenda(work.reader, meeting.id)}
        for old in meetings.agenda(work.reader, self.earlier):
            if old.fate.carries_over and old.id not in taken:
                add_entry(
                    work,
                    meeting,
                    AgendaEntry(
                        meeting=meeting.id,
                        matter=old.matter,
                        title=old.title,
                        presenter=old.presenter,
                        background=old.background,
                        proposal=old.proposal,
                        continues=old.id,
                    ),
                )
        return meeting.id


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


def add_entry(work: Work, meeting: Meeting, entry: AgendaEntry) -> AgendaEntry:
    """Put an entry in its place: closing items stay last; numbers run from 1."""
    entries = meetings.agenda(work.reader, meeting.id)
    closing = [e.position for e in entries if e.kind is EntryKind.CLOSING]
    if entry.kind is EntryKind.CLOSING or not closing:
        position = after_all([e.position for e in entries], work.ids)
    else:
        earlier = [e.position for e in entries if e.kind is not EntryKind.CLOSING]
        position = between(max(earlier, default=""), min(closing), work.ids)
    added = work.add(dataclasses.replace(entry, position=position))
    number_agenda(work, meeting)
    return added


def number_agenda(work: Work, meeting: Meeting) -> None:
    """Number the items from 1; from the call on only those that have no number yet."""
    entries = meetings.agenda(work.reader, meeting.id)
    if meeting.has_reached(MeetingState.CALLED):
        last = max((entry.number or 0 for entry in entries), default=0)
        for entry in entries:
            if entry.number is None:
                last += 1
                work.change(entry, number=last)
        return
    for number, entry in enumerate(entries, start=1):
        work.change(entry, number=number)


def invite(work: Work, meeting: Meeting) -> None:
    """Invite everybody who has a seat in the body on the day of the meeting."""
    capacities = {
        Role.CHAIR: Capacity.CHAIR,
        Role.SECRETARY: Capacity.SECRETARY,
        Role.PRESENTER: Capacity.PRESENTER,
        Role.EXPERT: Capacity.EXPERT,
    }
    seats = work.reader.all(Membership, body=meeting.body)
    for seat in members_on(seats, meeting.starts[:10]):
        if seat.role is not Role.DEPUTY:
            work.add(
                Attendance(
                    meeting=meeting.id,
                    person=seat.person,
                    capacity=capacities.get(seat.role, Capacity.MEMBER),
                    organisation=seat.organisation,
                )
            )
