"""The words, colours and icons of states, said once for lists, details and filters."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final

from kvdesk.domain.actions import ActionState
from kvdesk.domain.decisions import DecisionState, Outcome
from kvdesk.domain.strategies import StatementKind
from kvdesk.kernel.sentences.terms import KINDS
from kvdesk.kernel.words import N_, Words

__all__ = [
    "ACTION_STATES",
    "DECISION_STATES",
    "KIND_NAMES",
    "OUTCOMES",
    "STATEMENT_KINDS",
    "badge_of",
    "choices_of",
]

#: State -> (English words, meaning of its colour, icon).
States = Mapping[StrEnum, tuple[str, str, str]]

DECISION_STATES: Final[States] = {
    DecisionState.IN_FORCE: (N_("In force"), "open", "circle-dot"),
    DecisionState.CARRIED_OUT: (N_("Carried out"), "done", "circle-check"),
    DecisionState.SUPERSEDED: (N_("Superseded"), "warn", "history"),
}

ACTION_STATES: Final[States] = {
    ActionState.OPEN: (N_("Open"), "open", "circle"),
    ActionState.IN_PROGRESS: (N_("In progress"), "open", "circle-dot"),
    ActionState.DONE: (N_("Done"), "done", "circle-check"),
    ActionState.CANCELLED: (N_("Cancelled"), "warn", "circle-x"),
}

OUTCOMES: Final[Mapping[StrEnum, str]] = {
    Outcome.APPROVED: N_("Approved"),
    Outcome.CHANGED: N_("Approved as changed"),
    Outcome.REJECTED: N_("Rejected"),
    Outcome.TABLED: N_("Tabled"),
    Outcome.RETURNED: N_("Returned to preparation"),
    Outcome.NOTED: N_("Noted"),
}

STATEMENT_KINDS: Final[Mapping[StrEnum, str]] = {
    StatementKind.TITLE: N_("Title"),
    StatementKind.HEADING: N_("Heading"),
    StatementKind.BACKGROUND: N_("Background"),
    StatementKind.MISSION: N_("Mission"),
    StatementKind.VISION: N_("Vision"),
    StatementKind.GOAL: N_("Goal"),
    StatementKind.COMMITMENT: N_("Commitment"),
    StatementKind.CORNERSTONE: N_("Cornerstone"),
    StatementKind.GOVERNANCE: N_("Governance"),
    StatementKind.REVIEW: N_("Review"),
    StatementKind.PARAGRAPH: N_("Paragraph"),
}

#: What a record is called, by its kind.
KIND_NAMES: Final[Mapping[str, str]] = KINDS


def badge_of(states: States, state: StrEnum, words: Words) -> tuple[str, str, str]:
    """A state as a badge: its words in the user's language, its meaning, its icon."""
    text, meaning, icon = states[state]
    return words.text(text), meaning, icon


def choices_of(states: States, words: Words) -> Sequence[tuple[str, str]]:
    """(value, words) pairs for a field or a filter."""
    return [(state.value, words.text(told[0])) for state, told in states.items()]
