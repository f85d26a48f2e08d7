"""Correcting the live log: rewriting, removing and turning lines."""

from dataclasses import dataclass

from kvdesk.desk import arguments as take
from kvdesk.desk.live import Decide, LogAction
from kvdesk.desk.registry import command
from kvdesk.domain.actions import Action
from kvdesk.domain.decisions import Decision, Vote
from kvdesk.domain.meetings import AgendaEntry, Fate, LogKind, MinuteEntry
from kvdesk.domain.record import Record
from kvdesk.kernel.errors import Refusal
from kvdesk.kernel.words import N_
from kvdesk.store.work import Work

__all__ = ["EditLine", "RemoveLine", "TurnLine"]


@command("log edit")
@dataclass(frozen=True, kw_only=True)
class EditLine:
    """Rewrite a line; the decision or action that it stands for follows."""

    FOLDS = True

    line: str = take.record("minute_entry", N_("The line"), positional=True)
    text: str = take.words(N_("The new text"), positional=True)

    def __call__(self, work: Work) -> str:
        """Change line and record together."""
        line = work.get(MinuteEntry, self.line)
        changed = work.change(line, text=self.text)
        if line.kind is LogKind.DECISION and line.about:
            work.change(work.get(Decision, line.about), text=changed.text)
        if line.kind is LogKind.ACTION and line.about:
            work.change(work.get(Action, line.about), title=changed.text)
        return line.id


@command("log remove")
@dataclass(frozen=True, kw_only=True)
class RemoveLine:
    """Take a line out of the log, with the decision, vote or action that it stands for."""

    line: str = take.record("minute_entry", N_("The line"), positional=True)

    def __call__(self, work: Work) -> str:
        """Delete line and record; an item without a decision is open again."""
        line = work.get(MinuteEntry, self.line)
        work.delete(line)
        kinds: dict[LogKind, type[Record]] = {
            LogKind.DECISION: Decision,
            LogKind.ACTION: Action,
            LogKind.VOTE: Vote,
        }
        kind = kinds.get(line.kind)
        record = work.reader.find(kind, line.about) if kind else None
        if record is not None:
            work.delete(record)
        if line.kind is LogKind.DECISION and not work.reader.all(Decision, entry=line.entry):
            work.change(work.get(AgendaEntry, line.entry), fate=Fate.OPEN)
        return line.id


@command("log turn")
@dataclass(frozen=True, kw_only=True)
class TurnLine:
    """Turn a noted line into a decision or an action."""

    line: str = take.record("minute_entry", N_("The line"), positional=True)
    into: LogKind = take.choice(N_("What it becomes: decision or action"), LogKind)

    def __call__(self, work: Work) -> str:
        """Log it anew as what it was meant to be, at its own clock time."""
        line = work.get(MinuteEntry, self.line)
        if line.kind not in (LogKind.NOTE, LogKind.PROPOSAL):
            raise Refusal("line_not_turned", kind=line.kind)
        work.delete(line)
        if self.into is LogKind.DECISION:
            return Decide(text=line.text, entry=line.entry, at=line.at)(work)
        if self.into is LogKind.ACTION:
            return LogAction(title=line.text, owner=line.person, entry=line.entry, at=line.at)(work)
        raise Refusal("line_not_turned", kind=self.into)
