"""The agenda of a meeting: adding, moving and removing its items."""

import dataclasses
from dataclasses import dataclass

from kvdesk.desk import arguments as take
from kvdesk.desk.places import after_all, between
from kvdesk.desk.registry import command
from kvdesk.domain.matters import Matter
from kvdesk.domain.meetings import (
    BEFORE_END,
    AgendaEntry,
    EntryKind,
    Fate,
    Meeting,
    MeetingState,
)
from kvdesk.kernel.words import N_
from kvdesk.store.queries import meetings
from kvdesk.store.work import Work

__all__ = ["AddEntry", "CarryOver", "MoveEntry", "RemoveEntry", "add_entry"]


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
        meeting.must_be(*BEFORE_END)
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
        meeting.must_be(*BEFORE_END)
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
        meeting.must_be(*BEFORE_END)
        if meeting.has_reached(MeetingState.CALLED):
            work.change(entry, fate=Fate.REMOVED)
        else:
            work.delete(entry)
            number_agenda(work, meeting)
        return entry.id


@command("meeting carry-over")
@dataclass(frozen=True, kw_only=True)
class CarryOver:
    """Put what an earlier meeting tabled or returned on this agenda, as pointers."""

    meeting: str = take.record("meeting", N_("The meeting that takes it up again"), positional=True)
    earlier: str = take.record("meeting", N_("The earlier meeting"))

    def __call__(self, work: Work) -> str:
        """Add an item for each; the earlier minutes are not touched."""
        meeting = work.get(Meeting, self.meeting)
        meeting.must_be(*BEFORE_END)
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
