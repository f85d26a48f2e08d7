"""What the window is given: the desk's door, its words, its settings."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from kvdesk.kernel.clock import Clock
from kvdesk.kernel.words import Words
from kvdesk.ui.bridge import Bridge

__all__ = ["Hit", "Steps", "Surroundings"]


@dataclass(frozen=True, slots=True)
class Hit:
    """One record that a search found."""

    view: str
    record: str
    name: str
    kind: str
    icon: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Steps:
    """How the window undoes.

    Args:
        undo: makes the task that takes back the latest step.
        redo: makes the task that does it again.
        following: makes the task that answers with `.undo` and `.redo`, names of steps.
        name: step name, words -> what the menu calls it.
    """

    undo: Callable[[], Any]
    redo: Callable[[], Any]
    following: Callable[[], Any]
    name: Callable[[str, Words], str]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Everything that outlives a change of language.

    Args:
        bridge: the way to the desk.
        clock: the time beside a message.
        steps: undo and redo.
        search: words people type -> question that answers what was found.
        hits: the answer of that question, words -> lines for the palette.
        name: whose desk it is, for the window's title.
        folder: where the desk lies, as text.
    """

    bridge: Bridge
    clock: Clock
    steps: Steps
    search: Callable[[str], Any]
    hits: Callable[[Any, Words], Sequence[Hit]]
    name: str = ""
    folder: str = ""
