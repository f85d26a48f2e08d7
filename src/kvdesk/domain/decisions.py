"""What was decided and how the votes fell."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from kvdesk.domain.record import Record, choice, day, long_text, number, reference, text
from kvdesk.kernel.words import N_

__all__ = ["Ballot", "Decision", "DecisionState", "Outcome", "Stand", "Vote"]


class Outcome(StrEnum):
    """How the decision relates to the proposal."""

    APPROVED = "approved"
    CHANGED = "changed"
    REJECTED = "rejected"
    TABLED = "tabled"
    RETURNED = "returned"
    NOTED = "noted"


class DecisionState(StrEnum):
    """How far carrying out has come."""

    IN_FORCE = "in_force"
    CARRIED_OUT = "carried_out"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, kw_only=True)
class Decision(Record):
    """One decision; the proposal stands beside it as it was when the decision was made."""

    KIND: ClassVar[str] = "decision"

    title: str = text(N_("Title"), required=True, searched=True)
    text: str = long_text(N_("Decision"))
    proposal: str = long_text(N_("Proposed decision"), searched=False)
    outcome: Outcome = choice(N_("Outcome"), Outcome, Outcome.APPROVED, indexed=True)
    state: DecisionState = choice(N_("State"), DecisionState, DecisionState.IN_FORCE, indexed=True)
    body: str = reference(N_("Body"), "body")
    meeting: str = reference(N_("Meeting"), "meeting")
    entry: str = reference(N_("Agenda entry"), "agenda_entry")
    matter: str = reference(N_("Matter"), "matter")
    decided_on: str = day(N_("Decided on"), indexed=True)
    number: int | None = number(N_("Number"))
    year: int | None = number(N_("Year"), indexed=True)
    in_force_from: str = day(N_("In force from"))
    in_force_to: str = day(N_("In force to"))
    communicated_on: str = day(N_("Communicated on"))
    carried_out_on: str = day(N_("Carried out on"))
    review_on: str = day(N_("Review on"))
    supersedes: str = reference(N_("Supersedes"), "decision")


class Stand(StrEnum):
    """How somebody voted."""

    YES = "yes"
    NO = "no"
    BLANK = "blank"
    ABSENT = "absent"


@dataclass(frozen=True, kw_only=True)
class Vote(Record):
    """One vote: the question put and how many stood where."""

    KIND: ClassVar[str] = "vote"

    meeting: str = reference(N_("Meeting"), "meeting", required=True)
    entry: str = reference(N_("Agenda entry"), "agenda_entry", required=True)
    question: str = long_text(N_("Question put"), searched=False)
    yes: int | None = number(N_("Yes"))
    no: int | None = number(N_("No"))
    blank: int | None = number(N_("Blank"))
    absent: int | None = number(N_("Absent"))


@dataclass(frozen=True, kw_only=True)
class Ballot(Record):
    """One person's stand in a vote, where the vote was taken by name."""

    KIND: ClassVar[str] = "ballot"

    vote: str = reference(N_("Vote"), "vote", required=True)
    person: str = reference(N_("Person"), "person", required=True)
    stand: Stand = choice(N_("Stand"), Stand, Stand.ABSENT)
