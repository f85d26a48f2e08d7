"""Who does what by when, and how it went."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from kvdesk.domain import record as declare
from kvdesk.domain.record import Record
from kvdesk.kernel.words import N_

__all__ = ["Action", "ActionReport", "ActionState"]


class ActionState(StrEnum):
    """How far an action has come."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    CANCELLED = "cancelled"

    @property
    def is_closed(self) -> bool:
        """Whether nothing more is expected."""
        return self in (ActionState.DONE, ActionState.CANCELLED)


@dataclass(frozen=True, kw_only=True)
class Action(Record):
    """Something to do; it never loses its origin."""

    KIND: ClassVar[str] = "action"
    SORTED_BY: ClassVar[str] = "title"

    title: str = declare.text(N_("What"), required=True, searched=True)
    description: str = declare.long_text(N_("Description"))
    number: int | None = declare.number(N_("Number"), indexed=True)
    owner: str = declare.reference(N_("Owner"), "person")
    organisation: str = declare.reference(N_("Organisation"), "organisation")
    due: str = declare.day(N_("Due"), indexed=True)
    state: ActionState = declare.choice(N_("State"), ActionState, ActionState.OPEN, indexed=True)
    created_on: str = declare.day(N_("Created on"))
    closed_on: str = declare.day(N_("Closed on"))
    meeting: str = declare.reference(N_("Meeting"), "meeting")
    entry: str = declare.reference(N_("Agenda entry"), "agenda_entry")
    decision: str = declare.reference(N_("Decision"), "decision")
    matter: str = declare.reference(N_("Matter"), "matter")

    def is_late(self, today: str) -> bool:
        """Whether the due day has passed and the action is still open."""
        return bool(self.due) and self.due < today and not self.state.is_closed


@dataclass(frozen=True, kw_only=True)
class ActionReport(Record):
    """One entry of an action's status history."""

    KIND: ClassVar[str] = "action_report"

    action: str = declare.reference(N_("Action"), "action", required=True)
    at: str = declare.moment(N_("Time"), required=True)
    state: ActionState = declare.choice(N_("State"), ActionState, ActionState.OPEN)
    comment: str = declare.long_text(N_("Comment"))
    due_wish: str = declare.day(N_("Due day wished for"))
    person: str = declare.reference(N_("Person"), "person")
