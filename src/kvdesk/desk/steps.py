"""Undo, redo and the history of every field."""

from dataclasses import dataclass

from kvdesk.desk import arguments as take
from kvdesk.desk.desk import Desk, Outcome
from kvdesk.desk.registry import question, task
from kvdesk.desk.step_name import StepName
from kvdesk.kernel.errors import Refusal
from kvdesk.kernel.words import N_
from kvdesk.store.log import Log
from kvdesk.store.queries.histories import HistoryRow, history_rows
from kvdesk.store.reader import Reader
from kvdesk.store.reversing import (
    REDO,
    UNDO,
    Step,
    command_behind,
    next_redo,
    next_undo,
    reversal_of,
    subject_of,
)

__all__ = ["NextSteps", "Redo", "ShowHistory", "Steps", "Undo", "Undone", "next_steps"]


@dataclass(frozen=True, slots=True)
class Steps:
    """What undo and redo would do next, each a `StepName`; empty for nothing."""

    undo: str = ""
    redo: str = ""


@dataclass(frozen=True, slots=True)
class Undone:
    """Which step was undone or redone, and the rows it touched."""

    step: str
    outcome: Outcome


@task("undo")
@dataclass(frozen=True, kw_only=True)
class Undo:
    """Undo the latest step of this desk that is not undone yet."""

    def __call__(self, desk: Desk) -> Undone:
        """Write its inverse forward, so that it reaches the other desks too."""
        return desk.store.write(lambda log: _reverse(desk, log, UNDO, next_undo(log)))


@task("redo")
@dataclass(frozen=True, kw_only=True)
class Redo:
    """Do again what was undone last, unless something was written since."""

    def __call__(self, desk: Desk) -> Undone:
        """Undo the undo."""
        return desk.store.write(lambda log: _reverse(desk, log, REDO, next_redo(log)))


@task("undo next")
@dataclass(frozen=True, kw_only=True)
class NextSteps:
    """Tell which step undo and redo would take next."""

    def __call__(self, desk: Desk) -> Steps:
        """Look into the log."""
        return desk.store.write(next_steps)


@question("history")
@dataclass(frozen=True, kw_only=True)
class ShowHistory:
    """Every value that a record's fields have had: when, by whom, by which command."""

    id: str = take.words(N_("The record's id, or the beginning of it"), positional=True)
    field: str = take.words(N_("Only this field"), default="")

    def __call__(self, reader: Reader) -> list[HistoryRow]:
        """The writes, the latest first."""
        return history_rows(reader, self.id, self.field)


def next_steps(log: Log) -> Steps:
    """The names of the next steps, for the menu."""
    undo, redo = next_undo(log), next_redo(log)
    return Steps(_named(log, undo) if undo else "", _named(log, redo) if redo else "")


def _named(log: Log, step: Step) -> StepName:
    """The command that a step goes back to, with what it was about."""
    label, subject = subject_of(log, step)
    return StepName(command_behind(log, step), label, subject)


def _reverse(desk: Desk, log: Log, kind: str, step: Step | None) -> Undone:
    if step is None:
        raise Refusal("nothing_to_undo" if kind == UNDO else "nothing_to_redo")
    log.close_step()
    name = _named(log, step)
    work = desk.work(log, kind)
    work.reverse(reversal_of(log, step), (step.stream, step.seq))
    return Undone(name, Outcome("", work.touched))
