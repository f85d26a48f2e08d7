"""The live desk: what is said and decided, logged in the order it happens.

Every command is one line of the log with its clock time. Meeting and item may be left out: they
are the meeting in session and the item taken up.
"""

import dataclasses
from dataclasses import dataclass

from kvdesk.desk import arguments as take
from kvdesk.desk.places import after_all
from kvdesk.desk.recording import offer
from kvdesk.desk.registry import command
from kvdesk.domain.actions import Action
from kvdesk.domain.decisions import Ballot, Decision, Outcome, Stand, Vote
from kvdesk.domain.matters import Matter, MatterState
from kvdesk.domain.meetings import (
    AgendaEntry,
    Fate,
    LogKind,
    Meeting,
    MeetingState,
    MinuteEntry,
    ProposalKind,
)
from kvdesk.kernel.errors import Refusal
from kvdesk.kernel.words import N_
from kvdesk.store.queries import actions, meetings
from kvdesk.store.work import Work

__all__ = [
    "CloseEntry",
    "Decide",
    "Disqualify",
    "EnterDissent",
    "LogAction",
    "Note",
    "Propose",
    "Second",
    "TakeUp",
    "TakeVote",
]

offer(MinuteEntry, "show", "list")

_ENTRY = N_("The item; the one taken up unless said")

#: The decision's outcome says what becomes of the item.
_FATES = {
    Outcome.TABLED: Fate.TABLED,
    Outcome.RETURNED: Fate.RETURNED,
    Outcome.NOTED: Fate.NOTED,
}


@command("log take-up")
@dataclass(frozen=True, kw_only=True)
class TakeUp:
    """Take up an agenda item; the one before is closed."""

    entry: str = take.record("agenda_entry", N_("The item"), positional=True)
    at: str = take.time(N_("When; now unless said"))

    def __call__(self, work: Work) -> str:
        """Note the clock time; an item can be taken up again."""
        entry = work.get(AgendaEntry, self.entry)
        work.get(Meeting, entry.meeting).must_be(MeetingState.IN_SESSION)
        at = self.at or work.clock.local()[11:]
        running = meetings.entry_taken_up(work.reader, entry.meeting)
        if running is not None and running.id != entry.id:
            work.change(running, ended_at=at)
        return work.change(entry, started_at=entry.started_at or at, ended_at="").id


@command("log close")
@dataclass(frozen=True, kw_only=True)
class CloseEntry:
    """Say what became of an item that no decision settled."""

    fate: Fate = take.choice(N_("What became of it"), Fate)
    entry: str = take.record("agenda_entry", _ENTRY, default="")

    def __call__(self, work: Work) -> str:
        """Set its fate."""
        entry = _entry(work, self.entry)
        return work.change(entry, fate=self.fate).id


@command("log note")
@dataclass(frozen=True, kw_only=True)
class Note:
    """Write a line into the log."""

    text: str = take.words(N_("What was said"), positional=True)
    entry: str = take.record("agenda_entry", _ENTRY, default="")
    person: str = take.record("person", N_("Who said it"), default="")
    at: str = take.time(N_("When; now unless said"))

    def __call__(self, work: Work) -> str:
        """Add the line."""
        line = MinuteEntry(kind=LogKind.NOTE, text=self.text, person=self.person, at=self.at)
        return add_line(work, _entry(work, self.entry), line).id


@command("log proposal")
@dataclass(frozen=True, kw_only=True)
class Propose:
    """Log a proposal from the floor."""

    text: str = take.words(N_("What is proposed"), positional=True)
    kind: ProposalKind = take.choice(N_("What kind of proposal"), ProposalKind, ProposalKind.CHANGE)
    entry: str = take.record("agenda_entry", _ENTRY, default="")
    person: str = take.record("person", N_("Who proposes"), default="")
    at: str = take.time(N_("When; now unless said"))

    def __call__(self, work: Work) -> str:
        """Add the line."""
        line = MinuteEntry(
            kind=LogKind.PROPOSAL,
            proposal_kind=self.kind,
            text=self.text,
            person=self.person,
            at=self.at,
        )
        return add_line(work, _entry(work, self.entry), line).id


@command("log second")
@dataclass(frozen=True, kw_only=True)
class Second:
    """Log that somebody seconds the latest proposal, or the one named."""

    person: str = take.record("person", N_("Who seconds"), positional=True)
    proposal: str = take.record("minute_entry", N_("Which proposal"), default="")
    entry: str = take.record("agenda_entry", _ENTRY, default="")
    at: str = take.time(N_("When; now unless said"))

    def __call__(self, work: Work) -> str:
        """Add the line, pointing at the proposal."""
        entry = _entry(work, self.entry)
        made = [
            line.id
            for line in meetings.log_lines(work.reader, entry.id)
            if line.kind is LogKind.PROPOSAL
        ]
        if not self.proposal and not made:
            raise Refusal("no_proposal", entry=entry.title)
        about = self.proposal or made[-1]
        line = MinuteEntry(kind=LogKind.SECOND, person=self.person, about=about, at=self.at)
        return add_line(work, entry, line).id


@command("log vote")
@dataclass(frozen=True, kw_only=True)
class TakeVote:
    """Log a vote: the counts, or who stood where."""

    question: str = take.words(N_("The question as it was put"), positional=True)
    yes: int | None = take.number(N_("Yes"), default=None)
    no: int | None = take.number(N_("No"), default=None)
    blank: int | None = take.number(N_("Blank"), default=None)
    absent: int | None = take.number(N_("Absent"), default=None)
    voted_yes: tuple[str, ...] = take.records("person", N_("Who voted yes"))
    voted_no: tuple[str, ...] = take.records("person", N_("Who voted no"))
    voted_blank: tuple[str, ...] = take.records("person", N_("Who voted blank"))
    entry: str = take.record("agenda_entry", _ENTRY, default="")
    at: str = take.time(N_("When; now unless said"))

    def __call__(self, work: Work) -> str:
        """Store the vote with its ballots and add the line."""
        entry = _entry(work, self.entry)
        stands = {Stand.YES: self.voted_yes, Stand.NO: self.voted_no, Stand.BLANK: self.voted_blank}
        counts = {Stand.YES: self.yes, Stand.NO: self.no, Stand.BLANK: self.blank}
        for stand, people in stands.items():
            if people and counts[stand] not in (None, len(people)):
                raise Refusal(
                    "vote_miscounted", stand=stand, count=counts[stand], names=len(people)
                )
            counts[stand] = len(people) if people else counts[stand] or 0
        vote = work.add(
            Vote(
                meeting=entry.meeting,
                entry=entry.id,
                question=self.question,
                yes=counts[Stand.YES],
                no=counts[Stand.NO],
                blank=counts[Stand.BLANK],
                absent=self.absent or 0,
            )
        )
        for stand, people in stands.items():
            for person in people:
                work.add(Ballot(vote=vote.id, person=person, stand=stand))
        line = MinuteEntry(kind=LogKind.VOTE, text=self.question, about=vote.id, at=self.at)
        add_line(work, entry, line)
        return vote.id


@command("log dissent")
@dataclass(frozen=True, kw_only=True)
class EnterDissent:
    """Enter somebody's dissenting opinion."""

    person: str = take.record("person", N_("Who dissents"), positional=True)
    text: str = take.words(N_("The reasons"), default="")
    entry: str = take.record("agenda_entry", _ENTRY, default="")
    at: str = take.time(N_("When; now unless said"))

    def __call__(self, work: Work) -> str:
        """Add the line."""
        line = MinuteEntry(kind=LogKind.DISSENT, text=self.text, person=self.person, at=self.at)
        return add_line(work, _entry(work, self.entry), line).id


@command("log disqualify")
@dataclass(frozen=True, kw_only=True)
class Disqualify:
    """Log that somebody is disqualified in this matter; the quorum of the § is derived anew."""

    person: str = take.record("person", N_("Who steps aside"), positional=True)
    ground: str = take.words(N_("On which ground"), default="")
    entry: str = take.record("agenda_entry", _ENTRY, default="")
    at: str = take.time(N_("When; now unless said"))

    def __call__(self, work: Work) -> str:
        """Add the line."""
        line = MinuteEntry(
            kind=LogKind.DISQUALIFICATION, text=self.ground, person=self.person, at=self.at
        )
        return add_line(work, _entry(work, self.entry), line).id


@command("log decide")
@dataclass(frozen=True, kw_only=True)
class Decide:
    """Log the decision; without a text the proposal is approved as it stands."""

    text: str = take.words(N_("What was decided"), positional=True, default="")
    outcome: Outcome | None = take.choice(N_("How it relates to the proposal"), Outcome, None)
    entry: str = take.record("agenda_entry", _ENTRY, default="")
    at: str = take.time(N_("When; now unless said"))

    def __call__(self, work: Work) -> str:
        """Store the decision beside the proposal of the moment, settle the item's fate."""
        entry = _entry(work, self.entry)
        meeting = work.get(Meeting, entry.meeting)
        text = self.text or entry.proposal
        if not text:
            raise Refusal("decision_empty", entry=entry.title)
        approved = text == entry.proposal or not entry.proposal
        outcome = self.outcome or (Outcome.APPROVED if approved else Outcome.CHANGED)
        decision = work.add(
            Decision(
                title=entry.title,
                text=text,
                proposal=entry.proposal,
                outcome=outcome,
                body=meeting.body,
                meeting=meeting.id,
                entry=entry.id,
                matter=entry.matter,
                decided_on=(meeting.opened_at or meeting.starts)[:10],
            )
        )
        line = MinuteEntry(kind=LogKind.DECISION, text=text, about=decision.id, at=self.at)
        add_line(work, entry, line)
        fate = _FATES.get(outcome, Fate.DECIDED)
        work.change(work.get(AgendaEntry, entry.id), fate=fate)
        if entry.matter and fate is Fate.DECIDED:
            work.change(work.get(Matter, entry.matter), state=MatterState.DECIDED)
        return decision.id


@command("log action")
@dataclass(frozen=True, kw_only=True)
class LogAction:
    """Log who does what by when; it keeps its origin for good."""

    title: str = take.words(N_("What is to be done"), positional=True)
    owner: str = take.record("person", N_("Who answers for it"), default="")
    organisation: str = take.record("organisation", N_("Which organisation"), default="")
    due: str = take.day(N_("By when"), default="")
    entry: str = take.record("agenda_entry", _ENTRY, default="")
    at: str = take.time(N_("When; now unless said"))

    def __call__(self, work: Work) -> str:
        """Store the action with its origin and add the line."""
        entry = _entry(work, self.entry)
        meeting = work.get(Meeting, entry.meeting)
        decided = work.reader.all(Decision, entry=entry.id)
        action = work.add(
            Action(
                title=self.title,
                number=actions.next_number(work.reader),
                owner=self.owner,
                organisation=self.organisation,
                due=self.due,
                created_on=(meeting.opened_at or meeting.starts)[:10],
                meeting=entry.meeting,
                entry=entry.id,
                decision=decided[-1].id if decided else "",
                matter=entry.matter,
            )
        )
        line = MinuteEntry(
            kind=LogKind.ACTION, text=self.title, person=self.owner, about=action.id, at=self.at
        )
        add_line(work, entry, line)
        return action.id


def add_line(work: Work, entry: AgendaEntry, line: MinuteEntry) -> MinuteEntry:
    """Add a line at the end of an item's log; taking the item up if nobody has."""
    meeting = work.get(Meeting, entry.meeting)
    meeting.must_be_open_for_edits()
    at = line.at or work.clock.local()[11:]
    if meeting.state is MeetingState.IN_SESSION and not entry.started_at:
        work.change(entry, started_at=at)
    places = [known.position for known in meetings.log_lines(work.reader, entry.id)]
    placed = dataclasses.replace(
        line,
        meeting=entry.meeting,
        entry=entry.id,
        at=at,
        position=after_all(places, work.ids),
    )
    return work.add(placed)


def _entry(work: Work, named: str) -> AgendaEntry:
    """The item named, else the one taken up in the meeting in session."""
    if named:
        return work.get(AgendaEntry, named)
    meeting = meetings.meeting_in_session(work.reader)
    if meeting is None:
        raise Refusal("no_meeting_open")
    entry = meetings.entry_taken_up(work.reader, meeting.id)
    if entry is None:
        raise Refusal("no_entry_open", meeting=meeting.printed_number)
    return entry
