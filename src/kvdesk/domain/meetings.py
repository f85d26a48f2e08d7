"""Meetings: their agenda, who was there, what was logged, and the states they go through."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Final

from kvdesk.domain import record as declare
from kvdesk.domain.record import Record
from kvdesk.kernel.errors import Refusal
from kvdesk.kernel.words import N_

__all__ = [
    "BEFORE_END",
    "AgendaEntry",
    "Attendance",
    "Capacity",
    "EntryKind",
    "Fate",
    "LogKind",
    "Meeting",
    "MeetingMode",
    "MeetingState",
    "MinuteEntry",
    "Presence",
    "ProposalKind",
    "Reply",
]


class MeetingState(StrEnum):
    """Decided is not checked: minutes go through these states in this order."""

    PLANNED = "planned"
    CALLED = "called"
    IN_SESSION = "in_session"
    ENDED = "ended"
    DRAFTED = "drafted"
    CHECKED = "checked"
    ARCHIVED = "archived"


_ORDER: Final = tuple(MeetingState)

#: While the agenda and the roll can still be changed.
BEFORE_END: Final = (MeetingState.PLANNED, MeetingState.CALLED, MeetingState.IN_SESSION)


class MeetingMode(StrEnum):
    """Where the people are."""

    ON_SITE = "on_site"
    REMOTE = "remote"
    HYBRID = "hybrid"


@dataclass(frozen=True, kw_only=True)
class Meeting(Record):
    """One meeting of a body; `number` runs through the calendar year per body."""

    KIND: ClassVar[str] = "meeting"

    body: str = declare.reference(N_("Body"), "body", required=True)
    number: int | None = declare.number(N_("Number"))
    year: int | None = declare.number(N_("Year"), indexed=True)
    title: str = declare.text(N_("Title"), searched=True)
    starts: str = declare.moment(N_("Starts"), required=True, indexed=True)
    ends: str = declare.moment(N_("Ends"))
    place: str = declare.text(N_("Place"))
    mode: MeetingMode = declare.choice(N_("Mode"), MeetingMode, MeetingMode.ON_SITE)
    state: MeetingState = declare.choice(
        N_("State"), MeetingState, MeetingState.PLANNED, indexed=True
    )
    called_at: str = declare.moment(N_("Called"))
    opened_at: str = declare.moment(N_("Opened"))
    ended_at: str = declare.moment(N_("Ended"))
    checked_at: str = declare.moment(N_("Checked"))
    chair: str = declare.reference(N_("Chair"), "person")
    secretary: str = declare.reference(N_("Secretary"), "person")
    first_checker: str = declare.reference(N_("First minutes checker"), "person")
    second_checker: str = declare.reference(N_("Second minutes checker"), "person")

    @property
    def printed_number(self) -> str:
        """`3/2026`, or empty while no number has been given."""
        return f"{self.number}/{self.year}" if self.number and self.year else ""

    def has_reached(self, state: MeetingState) -> bool:
        """Whether the meeting is in `state` or beyond it."""
        return _ORDER.index(self.state) >= _ORDER.index(state)

    def must_be(self, *states: MeetingState) -> None:
        """Refuse a step that does not fit the state.

        Raises:
            Refusal: `meeting_checked` when the minutes are locked, else `meeting_state`.
        """
        if self.state in states:
            return
        if self.has_reached(MeetingState.CHECKED):
            raise Refusal("meeting_checked", meeting=self.printed_number)
        raise Refusal("meeting_state", meeting=self.printed_number, state=self.state)

    def must_be_open_for_edits(self) -> None:
        """Refuse edits of checked minutes; what was printed stays.

        Raises:
            Refusal: `meeting_checked`.
        """
        if self.has_reached(MeetingState.CHECKED):
            raise Refusal("meeting_checked", meeting=self.printed_number)


class EntryKind(StrEnum):
    """What an agenda entry is; opening and closing ones come from the body's rules."""

    OPENING = "opening"
    BUSINESS = "business"
    INFORMATION = "information"
    CLOSING = "closing"


class Fate(StrEnum):
    """What became of an entry; a meeting cannot end while one is open."""

    OPEN = "open"
    DECIDED = "decided"
    TABLED = "tabled"
    RETURNED = "returned"
    REMOVED = "removed"
    NOTED = "noted"

    @property
    def carries_over(self) -> bool:
        """Whether the matter comes back on the next agenda."""
        return self in (Fate.TABLED, Fate.RETURNED)


@dataclass(frozen=True, kw_only=True)
class AgendaEntry(Record):
    """One item of a meeting. `section` is the § number, given when minutes are made."""

    KIND: ClassVar[str] = "agenda_entry"

    meeting: str = declare.reference(N_("Meeting"), "meeting", required=True)
    matter: str = declare.reference(N_("Matter"), "matter")
    title: str = declare.text(N_("Title"), required=True, searched=True)
    kind: EntryKind = declare.choice(N_("Kind"), EntryKind, EntryKind.BUSINESS)
    position: str = declare.place(N_("Order"))
    number: int | None = declare.number(N_("Agenda number"))
    section: int | None = declare.number(N_("Section number"))
    presenter: str = declare.reference(N_("Presenter"), "person")
    planned_minutes: int | None = declare.number(N_("Minutes planned"))
    background: str = declare.long_text(N_("Account"))
    proposal: str = declare.long_text(N_("Proposed decision"))
    fate: Fate = declare.choice(N_("Outcome"), Fate, Fate.OPEN, indexed=True)
    started_at: str = declare.time(N_("Taken up"))
    ended_at: str = declare.time(N_("Closed"))
    continues: str = declare.reference(N_("Continues"), "agenda_entry")


class Capacity(StrEnum):
    """In which capacity somebody was at a meeting."""

    CHAIR = "chair"
    MEMBER = "member"
    DEPUTY = "deputy"
    SECRETARY = "secretary"
    PRESENTER = "presenter"
    EXPERT = "expert"

    @property
    def votes(self) -> bool:
        """Whether presence in this capacity counts for the quorum."""
        return self in (Capacity.CHAIR, Capacity.MEMBER, Capacity.DEPUTY)


class Presence(StrEnum):
    """Invited, present and absent are different facts; silence is none of them."""

    INVITED = "invited"
    PRESENT = "present"
    ABSENT = "absent"


class Reply(StrEnum):
    """What an invited person has answered; an answer is no presence yet."""

    NONE = "none"
    COMING = "coming"
    DEPUTY = "deputy"
    NOT_COMING = "not_coming"


@dataclass(frozen=True, kw_only=True)
class Attendance(Record):
    """One stay of one person; who comes back has a second one.

    `reply`, `deputy_name` and `remark` are what the person answered to the invitation.
    """

    KIND: ClassVar[str] = "attendance"

    meeting: str = declare.reference(N_("Meeting"), "meeting", required=True)
    person: str = declare.reference(N_("Person"), "person", required=True)
    capacity: Capacity = declare.choice(N_("Capacity"), Capacity, Capacity.MEMBER)
    deputy_for: str = declare.reference(N_("Instead of"), "person")
    organisation: str = declare.reference(N_("Organisation"), "organisation")
    presence: Presence = declare.choice(N_("Presence"), Presence, Presence.INVITED, indexed=True)
    arrived_at: str = declare.time(N_("Arrived"))
    left_at: str = declare.time(N_("Left"))
    remote: bool = declare.flag(N_("Over a remote connection"))
    reply: Reply = declare.choice(N_("Reply to the invitation"), Reply, Reply.NONE)
    deputy_name: str = declare.text(N_("Deputy who comes"))
    remark: str = declare.long_text(N_("Remark"), searched=False)

    def present_at(self, at: str) -> bool:
        """Whether the person is in the meeting at a clock time; empty means at the end."""
        if self.presence is not Presence.PRESENT:
            return False
        if not at:
            return not self.left_at
        return self.arrived_at <= at and (not self.left_at or at < self.left_at)


class LogKind(StrEnum):
    """What a line of the log records, in the order it happened."""

    NOTE = "note"
    PROPOSAL = "proposal"
    SECOND = "second"
    VOTE = "vote"
    DISSENT = "dissent"
    DISQUALIFICATION = "disqualification"
    DECISION = "decision"
    ACTION = "action"
    ARRIVAL = "arrival"
    LEAVING = "leaving"
    BREAK = "break"


class ProposalKind(StrEnum):
    """What kind of proposal was made from the floor."""

    CHANGE = "change"
    TABLING = "tabling"
    RETURN = "return"
    COUNTER = "counter"
    REJECTION = "rejection"
    WISH = "wish"


@dataclass(frozen=True, kw_only=True)
class MinuteEntry(Record):
    """One line of the log under an agenda entry, with its clock time.

    `about` is the id of the decision, vote or action that the line stands for, or of the proposal
    that a second supports.
    """

    KIND: ClassVar[str] = "minute_entry"

    meeting: str = declare.reference(N_("Meeting"), "meeting", required=True)
    entry: str = declare.reference(N_("Agenda entry"), "agenda_entry", required=True)
    position: str = declare.place(N_("Order"))
    at: str = declare.time(N_("Time"))
    kind: LogKind = declare.choice(N_("Kind"), LogKind, LogKind.NOTE)
    text: str = declare.long_text(N_("Text"))
    person: str = declare.reference(N_("Person"), "person")
    proposal_kind: ProposalKind = declare.choice(N_("Proposal"), ProposalKind, ProposalKind.CHANGE)
    about: str = declare.text(N_("About"))
