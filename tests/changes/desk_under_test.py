"""What a program asks of a desk, whatever engine stands behind it.

`pure_desk.PureDesk` is the merge's own definition; an engine on SQLite answers the same questions.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol, Self

from kvdesk.changes.intervals import Intervals
from kvdesk.changes.operation import Change, Value

__all__ = ["DeskUnderTest", "Dot", "Field", "MakeDesk", "Package", "Receipt", "View"]

#: The name of a change: its stream and seq.
Dot = tuple[str, int]

#: A record and one of its fields, `kind.name`.
Field = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Package:
    """What travels: changes with all their operations, and parts that an extract brought.

    Only whole changes may be counted as "we have this".
    """

    whole: tuple[Change, ...] = ()
    parts: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """What an import was: its number for a later undo, and how many operations were new."""

    batch: int
    operations: int


@dataclass(frozen=True, slots=True)
class View:
    """All that a person, or another desk, can see of a desk.

    `live` holds (dot, value) pairs; `presence` has the records with a live write in any field but
    the deletion's, as "present", "deleted" or "contested"; `conflicts` holds fields with
    disagreeing live writes and, for contested records, the deletion field.
    """

    live: Mapping[Field, frozenset[tuple[Dot, Value]]]
    shown: Mapping[Field, Value]
    conflicts: frozenset[Field]
    presence: Mapping[str, str]
    digest: int


class DeskUnderTest(Protocol):
    """One desk. Writes return the change as it will travel."""

    def write(self, values: Mapping[Field, Value]) -> Change:
        """One user action that sets these fields."""

    def delete(self, record: str) -> Change:
        """Delete a record that this desk knows."""

    def resolve(self, field: Field, value: Value) -> Change:
        """Decide a conflict."""

    def undo(self, dot: Dot) -> Change | None:
        """Undo one own change, or an undo; None when it was refused and nothing was written."""

    def undo_import(self, batch: int) -> Change | None:
        """Undo a whole import; None when there was nothing left to write."""

    def have(self) -> Mapping[str, Intervals]:
        """Which whole changes are here."""

    def export(
        self, since: Mapping[str, Intervals] | None = None, records: Iterable[str] | None = None
    ) -> Package:
        """All that is here except whole changes in `since`; or an extract of some records."""

    def import_(self, package: Package) -> Receipt:
        """Take a package in: any part of one, in any order, any number of times."""

    def relaunch(self) -> None:
        """Close the program and start it again."""

    def clone(self, now: Callable[[], int]) -> Self:
        """A copy of all that is on the disk, on a machine with another clock."""

    def state(self) -> View:
        """What can be seen."""


#: Makes an empty desk from its clock (milliseconds, whole seconds) and its source of stream ids.
MakeDesk = Callable[[Callable[[], int], Callable[[], str]], DeskUnderTest]
