"""Adding, changing, listing and showing records of any kind, made from their declarations.

`offer(Person)` registers `person add`, `person change`, `person list` and `person show`; kinds
whose adding or changing means more than setting fields have commands of their own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from kvdesk.desk.arguments import Argument, record_arguments
from kvdesk.desk.registry import REGISTRY, Entry, Sort
from kvdesk.domain.kinds import KINDS
from kvdesk.domain.record import Form, Record, fields_of
from kvdesk.kernel.errors import Refusal
from kvdesk.kernel.words import N_
from kvdesk.store.reader import Reader
from kvdesk.store.work import Work

__all__ = [
    "AddRecord",
    "ChangeRecord",
    "DeleteRecord",
    "ListRecords",
    "SetField",
    "ShowRecord",
    "offer",
]


@dataclass(frozen=True, kw_only=True)
class AddRecord:
    """Add a record with the given field values; the others keep their defaults."""

    kind: str
    values: Mapping[str, object]

    @property
    def step(self) -> str:
        """The step's name for undo and history."""
        return f"{self.kind} add"

    def __call__(self, work: Work) -> str:
        """Store it; answers its id."""
        given = {name: value for name, value in self.values.items() if value is not None}
        record = KINDS[self.kind](**given)  # type: ignore[arg-type]  # checked when stored
        return work.add(record).id


@dataclass(frozen=True, kw_only=True)
class ChangeRecord:
    """Set the given fields of a record; a value of None leaves the field as it is."""

    kind: str
    id: str
    values: Mapping[str, object]

    @property
    def step(self) -> str:
        """The step's name for undo and history."""
        return f"{self.kind} change"

    def __call__(self, work: Work) -> str:
        """Write the fields that differ."""
        given = {name: value for name, value in self.values.items() if value is not None}
        return work.change(work.get(KINDS[self.kind], self.id), **given).id


@dataclass(frozen=True, kw_only=True)
class SetField:
    """Set one field while somebody types; typing on in the same field stays one step."""

    FOLDS = True

    kind: str
    id: str
    field: str
    value: object

    @property
    def step(self) -> str:
        """The step's name for undo and history."""
        return f"{self.kind} change"

    def __call__(self, work: Work) -> str:
        """Write the field if it differs."""
        if self.field not in fields_of(KINDS[self.kind]):
            raise Refusal("field_unknown", kind=self.kind, field=self.field)
        return work.change(work.get(KINDS[self.kind], self.id), **{self.field: self.value}).id


@dataclass(frozen=True, kw_only=True)
class DeleteRecord:
    """Take a record out of sight; undo brings it back."""

    kind: str
    id: str

    @property
    def step(self) -> str:
        """The step's name for undo and history."""
        return f"{self.kind} delete"

    def __call__(self, work: Work) -> str:
        """Delete it; its history stays."""
        work.delete(work.get(KINDS[self.kind], self.id))
        return self.id


@dataclass(frozen=True, kw_only=True)
class ListRecords:
    """All records of a kind, in the order people look for them."""

    kind: str
    equal: Mapping[str, object] = field(default_factory=dict)

    def __call__(self, reader: Reader) -> list[Record]:
        """The records whose fields equal the values given."""
        declared = KINDS[self.kind]
        given = {name: str(value) for name, value in self.equal.items() if value is not None}
        return reader.all(declared, order="sort_key" if declared.SORTED_BY else "id", **given)


@dataclass(frozen=True, kw_only=True)
class ShowRecord:
    """One record with all its fields."""

    kind: str
    id: str

    def __call__(self, reader: Reader) -> Record:
        """The record."""
        return reader.get(KINDS[self.kind], self.id)


_ADD: Final = N_("Add a record of this kind.")
_CHANGE: Final = N_("Change fields of a record.")
_DELETE: Final = N_("Take a record out of sight; undo brings it back.")
_LIST: Final = N_("List the records of this kind.")
_SHOW: Final = N_("Show one record with all its fields.")
_WHICH: Final = N_("Which record: its id, the beginning of it, its number or its name")


def offer(kind: type[Record], *verbs: str) -> None:
    """Register the named verbs (`add`, `change`, `delete`, `list`, `show`) for a kind."""
    for verb in verbs:
        REGISTRY.add(_ENTRIES[verb](kind))


def _target(kind: type[Record]) -> Argument:
    return Argument("id", _WHICH, Form.REFERENCE, positional=True, refers_to=kind.KIND)


def _add(kind: type[Record]) -> Entry:
    def make(**values: object) -> AddRecord:
        return AddRecord(kind=kind.KIND, values=values)

    arguments = record_arguments(kind, changing=False)
    return Entry(f"{kind.KIND} add", Sort.COMMAND, _ADD, arguments, make)


def _change(kind: type[Record]) -> Entry:
    def make(id: str, **values: object) -> ChangeRecord:  # noqa: A002 - its name on the line
        return ChangeRecord(kind=kind.KIND, id=id, values=values)

    arguments = (_target(kind), *record_arguments(kind, changing=True))
    return Entry(f"{kind.KIND} change", Sort.COMMAND, _CHANGE, arguments, make)


def _delete(kind: type[Record]) -> Entry:
    def make(id: str) -> DeleteRecord:  # noqa: A002 - the argument's name on the line
        return DeleteRecord(kind=kind.KIND, id=id)

    return Entry(f"{kind.KIND} delete", Sort.COMMAND, _DELETE, (_target(kind),), make)


def _list(kind: type[Record]) -> Entry:
    def make(**equal: object) -> ListRecords:
        return ListRecords(kind=kind.KIND, equal=equal)

    narrowing = tuple(
        argument
        for argument in record_arguments(kind, changing=True)
        if argument.form in (Form.REFERENCE, Form.CHOICE)
    )
    return Entry(f"{kind.KIND} list", Sort.QUESTION, _LIST, narrowing, make)


def _show(kind: type[Record]) -> Entry:
    def make(id: str) -> ShowRecord:  # noqa: A002 - the argument's name on the line
        return ShowRecord(kind=kind.KIND, id=id)

    return Entry(f"{kind.KIND} show", Sort.QUESTION, _SHOW, (_target(kind),), make)


_ENTRIES: Final = {
    "add": _add,
    "change": _change,
    "delete": _delete,
    "list": _list,
    "show": _show,
}
