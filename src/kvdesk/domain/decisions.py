"""What was decided and how the votes fell."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from kvdesk.domain import record as declare
from kvdesk.domain.record import Record
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
    SORTED_BY: ClassVar[str] = "title"

    title: str = declare.text(N_("Title"), required=True, searched=True)
    text: str = declare.long_text(N_("Decision"))
    proposal: str = declare.long_text(N_("Proposed decision"), searched=False)
    outcome: Outcome = declare.choice(N_("Outcome"), Outcome, Outcome.APPROVED, indexed=True)
    state: DecisionState = declare.choice(
        N_("State"), DecisionState, DecisionState.IN_FORCE, indexed=True
    )
    body: str = declare.reference(N_("Body"), "body")
    meeting: str = declare.reference(N_("Meeting"), "meeting")
    entry: str = declare.reference(N_("Agenda entry"), "agenda_entry")
    matter: str = declare.reference(N_("Matter"), "matter")
    decided_on: str = declare.day(N_("Decided on"), indexed=True)
    number: int | None = declare.number(N_("Number"))
    year: int | None = declare.number(N_("Year"), indexed=True)
    in_force_from: str = declare.day(N_("In force from"))
    in_force_to: str = declare.day(N_("In force to"))
    communicated_on: str = declare.day(N_("Communicated on"))
    carried_out_on: str = declare.day(N_("Carried out on"))
    review_on: str = declare.day(N_("Review on"))
    supersedes: str = declare.reference(N_("Supersedes"), "decision")


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

    meeting: str = declare.reference(N_("Meeting"), "meeting", required=True)
    entry: str = declare.reference(N_("Agenda entry"), "agenda_entry", required=True)
    question: str = declare.long_text(N_("Question put"), searched=False)
    yes: int | None = declare.number(N_("Yes"))
    no: int | None = declare.number(N_("No"))
    blank: int | None = declare.number(N_("Blank"))
    absent: int | None = declare.number(N_("Absent"))


@dataclass(frozen=True, kw_only=True)
class Ballot(Record):
    """One person's stand in a vote, where the vote was taken by name."""

    KIND: ClassVar[str] = "ballot"

    vote: str = declare.reference(N_("Vote"), "vote", required=True)
    person: str = declare.reference(N_("Person"), "person", required=True)
    stand: Stand = declare.choice(N_("Stand"), Stand, Stand.ABSENT)
