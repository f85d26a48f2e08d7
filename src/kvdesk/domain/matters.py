"""The matter is the spine: entries, decisions, actions and goals hang on it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from kvdesk.domain import record as declare
from kvdesk.domain.record import Record
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
    SORTED_BY: ClassVar[str] = "title"

    title: str = declare.text(N_("Title"), required=True, searched=True)
    number: str = declare.key(N_("Register number"))
    summary: str = declare.long_text(N_("Summary"))
    state: MatterState = declare.choice(N_("State"), MatterState, MatterState.OPEN, indexed=True)
    opened_on: str = declare.day(N_("Opened on"), indexed=True)
    proposed_by: str = declare.reference(N_("Proposed by"), "organisation")
    preparer: str = declare.reference(N_("Preparer"), "person")


@dataclass(frozen=True, kw_only=True)
class MatterGoal(Record):
    """A link between a matter and the strategy sentence that it serves."""

    KIND: ClassVar[str] = "matter_goal"

    matter: str = declare.reference(N_("Matter"), "matter", required=True)
    statement: str = declare.reference(N_("Strategy sentence"), "statement", required=True)
