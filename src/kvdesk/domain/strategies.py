"""Strategy editions, sentence by sentence, and the questions their text leaves open."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from kvdesk.domain import record as declare
from kvdesk.domain.record import Record
from kvdesk.kernel.words import N_

__all__ = ["OpenQuestion", "Statement", "StatementKind", "Strategy"]


class StatementKind(StrEnum):
    """What a sentence of a strategy is."""

    TITLE = "title"
    HEADING = "heading"
    BACKGROUND = "background"
    MISSION = "mission"
    VISION = "vision"
    GOAL = "goal"
    COMMITMENT = "commitment"
    CORNERSTONE = "cornerstone"
    GOVERNANCE = "governance"
    REVIEW = "review"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, kw_only=True)
class Strategy(Record):
    """One edition of a strategy; its period is text and dates, since the two may disagree."""

    KIND: ClassVar[str] = "strategy"

    title: str = declare.text(N_("Title"), required=True, searched=True)
    period: str = declare.text(N_("Period as written"))
    starts: str = declare.day(N_("Starts"))
    ends: str = declare.day(N_("Ends"))
    decided_on: str = declare.day(N_("Decided on"))
    source: str = declare.text(N_("Source"))


@dataclass(frozen=True, kw_only=True)
class Statement(Record):
    """One sentence or heading of a strategy, in its place in the tree."""

    KIND: ClassVar[str] = "statement"

    strategy: str = declare.reference(N_("Strategy"), "strategy", required=True)
    parent: str = declare.reference(N_("Belongs to"), "statement")
    kind: StatementKind = declare.choice(
        N_("Kind"), StatementKind, StatementKind.PARAGRAPH, indexed=True
    )
    number: str = declare.text(N_("Number"))
    text: str = declare.long_text(N_("Text"))
    position: str = declare.place(N_("Order"))


@dataclass(frozen=True, kw_only=True)
class OpenQuestion(Record):
    """A contradiction in a strategy's text: shown, not repaired, and answered by a person."""

    KIND: ClassVar[str] = "open_question"

    strategy: str = declare.reference(N_("Strategy"), "strategy", required=True)
    code: str = declare.text(N_("Question"), required=True)
    first: str = declare.text(N_("One place says"))
    second: str = declare.text(N_("Another says"))
    first_statement: str = declare.reference(N_("First place"), "statement")
    second_statement: str = declare.reference(N_("Second place"), "statement")
    answer: str = declare.long_text(N_("Answer"))
    answered_on: str = declare.day(N_("Answered on"))
    decision: str = declare.reference(N_("Decision"), "decision")
