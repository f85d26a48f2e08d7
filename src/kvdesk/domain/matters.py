"""The matter is the spine: entries, decisions, actions and goals hang on it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from kvdesk.domain.record import Record, choice, day, key, long_text, reference, text
from kvdesk.kernel.words import N_

__all__ = ["Matter", "MatterGoal", "MatterState"]


class MatterState(StrEnum):
    """How far a matter has come."""

    OPEN = "open"
    DECIDED = "decided"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)
class Matter(Record):
    """Something the network deals with, over as many meetings and bodies as it takes."""

    KIND: ClassVar[str] = "matter"

    title: str = text(N_("Title"), required=True, searched=True)
    number: str = key(N_("Register number"))
    summary: str = long_text(N_("Summary"))
    state: MatterState = choice(N_("State"), MatterState, MatterState.OPEN, indexed=True)
    opened_on: str = day(N_("Opened on"), indexed=True)
    proposed_by: str = reference(N_("Proposed by"), "organisation")
    preparer: str = reference(N_("Preparer"), "person")


@dataclass(frozen=True, kw_only=True)
class MatterGoal(Record):
    """A link between a matter and the strategy sentence that it serves."""

    KIND: ClassVar[str] = "matter_goal"

    matter: str = reference(N_("Matter"), "matter", required=True)
    statement: str = reference(N_("Strategy sentence"), "statement", required=True)
