"""One typed line of the live desk as one command, and the line that is still being typed.

What is typed goes through `kvdesk.domain.live_line`; people are found by name here, so that a name
that nobody bears refuses the line before anything is written.
"""

import json
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kvdesk.desk.desk import Desk
from kvdesk.desk.live import (
    Decide,
    Disqualify,
    EnterDissent,
    LogAction,
    Note,
    Propose,
    Second,
    TakeVote,
)
from kvdesk.domain.live_line import LiveLine, read_line
from kvdesk.domain.matters import MatterGoal
from kvdesk.domain.meetings import AgendaEntry, LogKind, MinuteEntry, ProposalKind
from kvdesk.kernel.errors import Refusal, WorldFailure
from kvdesk.kernel.words import LANGUAGES
from kvdesk.store.queries.histories import history_rows
from kvdesk.store.queries.resolving import resolve
from kvdesk.store.reader import Reader
from kvdesk.store.work import Work

__all__ = ["DRAFT_NAME", "KeepDraft", "LiveDraft", "LogTyped", "ReadDraft"]

DRAFT_NAME: Final = "live-draft.json"


@dataclass(frozen=True, kw_only=True)
class LogTyped:
    """Log one line as it was typed; its first word chooses what it is.

    `language` is that of the screen, `entry` the item it belongs to.
    """

    text: str
    language: str
    entry: str

    @property
    def step(self) -> str:
        """The step's name for undo and history: that of the kind that the line logs."""
        any_day = "2026-01-01"  # the kind does not depend on it
        return _STEPS[read_line(self.text, self.language, any_day).kind]

    def __call__(self, work: Work) -> str:
        """Find the people, log the line, tie the goals to the matter.

        Raises:
            Refusal: `live_person_missing`, `live_day_unread`, `vote_uncounted`, or what the
                finding of a person and the command say.
        """
        line = read_line(self.text, self.language, work.clock.today())
        if line.unread and line.kind is LogKind.ACTION:
            raise Refusal("live_day_unread", typed=line.unread[0])
        people = tuple(resolve(work.reader, "person", name) for name in line.people)
        goals = self._tie_goals(work, line.goals)
        text = " ".join([line.text, *(f"#{goal}" for goal in goals)]).strip()
        return _MAKERS[line.kind](work, _Typed(line, text, people, self.entry))

    def _tie_goals(self, work: Work, goals: tuple[str, ...]) -> tuple[str, ...]:
        """Tie goals to the item's matter; those that cannot be tied stay in the text."""
        matter = work.get(AgendaEntry, self.entry).matter
        if not matter:
            return goals
        for goal in goals:
            statement = resolve(work.reader, "statement", goal)
            if not work.reader.all(MatterGoal, matter=matter, statement=statement):
                work.add(MatterGoal(matter=matter, statement=statement))
        return ()


@dataclass(frozen=True, slots=True)
class _Typed:
    """A line with its people found."""

    line: LiveLine
    text: str
    people: tuple[str, ...]
    entry: str

    @property
    def person(self) -> str:
        """The one person that the line names, or nobody."""
        return self.people[0] if self.people else ""

    def required_person(self) -> str:
        """The person without whom such a line says nothing."""
        if not self.people:
            raise Refusal("live_person_missing")
        return self.people[0]


def _note(work: Work, typed: _Typed) -> str:
    person = typed.person if len(typed.people) == 1 else ""
    return Note(text=typed.text, entry=typed.entry, person=person)(work)


def _decide(work: Work, typed: _Typed) -> str:
    return Decide(text=typed.text, entry=typed.entry)(work)


def _act(work: Work, typed: _Typed) -> str:
    due = typed.line.due
    return LogAction(title=typed.text, owner=typed.person, due=due, entry=typed.entry)(work)


def _propose(work: Work, typed: _Typed) -> str:
    kind = typed.line.proposal_kind or ProposalKind.CHANGE
    return Propose(text=typed.text, kind=kind, entry=typed.entry, person=typed.person)(work)


def _second(work: Work, typed: _Typed) -> str:
    return Second(person=typed.required_person(), entry=typed.entry)(work)


def _vote(work: Work, typed: _Typed) -> str:
    votes = typed.line.votes
    if votes is None:
        raise Refusal("vote_uncounted")
    return TakeVote(
        question=typed.text,
        yes=votes.yes,
        no=votes.no,
        blank=votes.blank,
        absent=votes.absent,
        entry=typed.entry,
    )(work)


def _disqualify(work: Work, typed: _Typed) -> str:
    person = typed.required_person()
    return Disqualify(person=person, ground=typed.text, entry=typed.entry)(work)


def _dissent(work: Work, typed: _Typed) -> str:
    return EnterDissent(person=typed.required_person(), text=typed.text, entry=typed.entry)(work)


_MAKERS: Final[Mapping[LogKind, Callable[[Work, _Typed], str]]] = {
    LogKind.NOTE: _note,
    LogKind.DECISION: _decide,
    LogKind.ACTION: _act,
    LogKind.PROPOSAL: _propose,
    LogKind.SECOND: _second,
    LogKind.VOTE: _vote,
    LogKind.DISQUALIFICATION: _disqualify,
    LogKind.DISSENT: _dissent,
}

_STEPS: Final[Mapping[LogKind, str]] = {
    LogKind.NOTE: "log note",
    LogKind.DECISION: "log decide",
    LogKind.ACTION: "log action",
    LogKind.PROPOSAL: "log proposal",
    LogKind.SECOND: "log second",
    LogKind.VOTE: "log vote",
    LogKind.DISQUALIFICATION: "log disqualify",
    LogKind.DISSENT: "log dissent",
}


@dataclass(frozen=True, slots=True)
class LiveDraft:
    """A line that has not been entered yet, and the item under which it was typed."""

    text: str = ""
    entry: str = ""


@dataclass(frozen=True, kw_only=True)
class KeepDraft:
    """Keep the line being typed in a small file, so that a power cut does not take it."""

    draft: LiveDraft

    def __call__(self, desk: Desk) -> None:
        """Replace the file as a whole; an empty line removes it."""
        file = desk.folder / DRAFT_NAME
        try:
            _write(file, self.draft, desk.clock.milliseconds())
        except OSError as error:
            raise WorldFailure("draft_not_kept", file=file) from error


@dataclass(frozen=True, kw_only=True)
class ReadDraft:
    """The line that was being typed when the program ended."""

    def __call__(self, desk: Desk) -> LiveDraft:
        """Read the file; what is no draft counts as none, and so does what has been entered.

        The program may have ended between entering a line and removing its draft.
        """
        try:
            kept = json.loads((desk.folder / DRAFT_NAME).read_text(encoding="utf-8"))
            draft = LiveDraft(str(kept["text"]), str(kept["entry"]))
            at = int(kept.get("at", sys.maxsize))
        except (OSError, ValueError, KeyError, TypeError):
            return LiveDraft()
        entered = desk.store.read(lambda reader: _was_entered(reader, draft, at))
        return LiveDraft() if entered else draft


def _was_entered(reader: Reader, draft: LiveDraft, at: int) -> bool:
    """Whether the item's last line was logged after the draft was kept and begins like it."""
    lines = reader.all(MinuteEntry, order="position", entry=draft.entry)
    if not lines:
        return False
    logged = history_rows(reader, lines[-1].id, "minute_entry.text")
    texts = {read_line(draft.text, language, reader.today).text for language in LANGUAGES}
    return logged[0].at >= at and lines[-1].text.startswith(tuple(texts))


def _write(file: Path, draft: LiveDraft, at: int) -> None:
    if not draft.text:
        file.unlink(missing_ok=True)
        return
    beside = file.with_suffix(".new")
    with beside.open("w", encoding="utf-8") as stream:
        kept = {"text": draft.text, "entry": draft.entry, "at": at}
        json.dump(kept, stream, ensure_ascii=False)
        stream.flush()
        os.fsync(stream.fileno())  # a power cut right after must not leave an empty file
    beside.replace(file)
