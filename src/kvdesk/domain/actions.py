"""Who does what by when, and how it went."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from kvdesk.domain.record import Record, choice, day, long_text, moment, number, reference, text
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

    title: str = text(N_("What"), required=True, searched=True)
    description: str = long_text(N_("Description"))
    number: int | None = number(N_("Number"), indexed=True)
    owner: str = reference(N_("Owner"), "person")
    organisation: str = reference(N_("Organisation"), "organisation")
    due: str = day(N_("Due"), indexed=True)
    state: ActionState = choice(N_("State"), ActionState, ActionState.OPEN, indexed=True)
    created_on: str = day(N_("Created on"))
    closed_on: str = day(N_("Closed on"))
    meeting: str = reference(N_("Meeting"), "meeting")
    entry: str = reference(N_("Agenda entry"), "agenda_entry")
    decision: str = reference(N_("Decision"), "decision")
    matter: str = reference(N_("Matter"), "matter")

    def is_late(self, today: str) -> bool:
        """Whether the due day has passed and the action is still open."""
        return bool(self.due) and self.due < today and not self.state.is_closed


@dataclass(frozen=True, kw_only=True)
class ActionReport(Record):
    """One entry of an action's status history."""

    KIND: ClassVar[str] = "action_report"

    action: str = reference(N_("Action"), "action", required=True)
    at: str = moment(N_("Time"), required=True)
    state: ActionState = choice(N_("State"), ActionState, ActionState.OPEN)
    comment: str = long_text(N_("Comment"))
    person: str = reference(N_("Person"), "person")
