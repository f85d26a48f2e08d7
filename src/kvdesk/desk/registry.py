"""Every command, question and task by its name: the one table that all doors are made from.

A command is frozen data that writes through a unit of work; a question is frozen data that reads;
a task is frozen data that needs the whole desk: files, keys, documents. `@command("meeting open")`
on the class is all it takes to be on the command line, in the palette and in the documentation.
"""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from kvdesk.desk.arguments import Argument, arguments_of
from kvdesk.store.reader import Reader
from kvdesk.store.work import Work

if TYPE_CHECKING:
    from kvdesk.desk.desk import Desk

__all__ = [
    "Command",
    "Entry",
    "Question",
    "Registry",
    "Sort",
    "Task",
    "command",
    "question",
    "task",
]


class Sort(StrEnum):
    """What an entry does to the desk."""

    COMMAND = "command"
    QUESTION = "question"
    TASK = "task"


class Command(Protocol):
    """Writes; answers the id of the record it is about, or an empty text."""

    def __call__(self, work: Work) -> str:
        """Do it within one transaction, as one step for undo."""


class Question(Protocol):
    """Reads; answers frozen rows."""

    def __call__(self, reader: Reader) -> Any:  # noqa: ANN401 - each question has its own answer
        """Ask it of one unchanging state of the database."""


class Task(Protocol):
    """Works with the whole desk; answers frozen data that says what it did."""

    def __call__(self, desk: "Desk") -> Any:  # noqa: ANN401 - each task has its own answer
        """Do it; it writes by commands only."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One name of the registry: `noun verb`, an English help text, arguments and its maker."""

    name: str
    sort: Sort
    help: str
    arguments: tuple[Argument, ...]
    make: Callable[..., Any]


@dataclass(slots=True)
class Registry:
    """The known entries by name; filled when the desk's modules are read in."""

    entries: dict[str, Entry] = field(default_factory=dict)

    def add(self, entry: Entry) -> None:
        """Take an entry in; a name is given once."""
        if entry.name in self.entries:
            raise ValueError(entry.name)
        self.entries[entry.name] = entry

    def step_name(self, command: object) -> str:
        """The name under which a command's change stands in history and undo menu."""
        given = getattr(command, "step", "")
        names = (name for name, entry in self.entries.items() if entry.make is type(command))
        return str(given) or next(names)

    def by_noun(self) -> Mapping[str, Mapping[str, Entry]]:
        """Entries by noun and verb, in alphabetical order."""
        nouns: dict[str, dict[str, Entry]] = {}
        for name, entry in sorted(self.entries.items()):
            noun, _, verb = name.partition(" ")
            nouns.setdefault(noun, {})[verb] = entry
        return nouns


REGISTRY = Registry()

C = TypeVar("C", bound=type)


def _register(name: str, sort: Sort) -> Callable[[C], C]:
    def register(declared: C) -> C:
        help_ = inspect.cleandoc(declared.__doc__ or "")
        REGISTRY.add(Entry(name, sort, help_, arguments_of(declared), declared))
        return declared

    return register


def command(name: str) -> Callable[[C], C]:
    """Register a frozen dataclass that writes."""
    return _register(name, Sort.COMMAND)


def question(name: str) -> Callable[[C], C]:
    """Register a frozen dataclass that reads."""
    return _register(name, Sort.QUESTION)


def task(name: str) -> Callable[[C], C]:
    """Register a frozen dataclass that works with the whole desk."""
    return _register(name, Sort.TASK)
