"""The lines of the handling of an item, each as what it is; `kvdesk.documents.content` offers them.

They stand in the minutes in the order in which they happened; `at` is a clock time or empty.
"""

from dataclasses import dataclass

from kvdesk.domain.decisions import Stand
from kvdesk.domain.meetings import ProposalKind

__all__ = [
    "Arrived",
    "Break",
    "Disqualified",
    "Dissent",
    "Left",
    "LogLine",
    "Note",
    "Proposed",
    "Side",
    "Voted",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """A line of the discussion; `person` where it was somebody's."""

    text: str
    at: str = ""
    person: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposed:
    """A proposal from the floor and who seconded it."""

    text: str
    person: str
    kind: ProposalKind = ProposalKind.CHANGE
    seconders: tuple[str, ...] = ()
    at: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Side:
    """One side of a vote: how many, and who where the vote was taken by name."""

    stand: Stand
    count: int
    names: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Voted:
    """A vote: the question as it was put and the sides in the order yes, no, blank, absent."""

    question: str
    sides: tuple[Side, ...]
    at: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Disqualified:
    """Somebody stepped aside in this matter, on which ground, and who sat in instead."""

    person: str
    ground: str = ""
    left_room: bool = True
    deputy: str = ""
    at: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Arrived:
    """Somebody came to the meeting while the item was handled."""

    person: str
    at: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Left:
    """Somebody left the meeting while the item was handled."""

    person: str
    at: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Break:
    """The meeting paused; `until` is the clock time when it went on."""

    at: str = ""
    until: str = ""
    text: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Dissent:
    """A dissenting opinion, entered in the minutes."""

    person: str
    text: str = ""
    at: str = ""


LogLine = Note | Proposed | Voted | Disqualified | Arrived | Left | Break | Dissent
