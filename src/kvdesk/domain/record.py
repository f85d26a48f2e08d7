"""How a record is declared: once, as a frozen dataclass.

The typed tables, the check of every change, the search index, the labels of forms and the format
reference follow from the declaration or are checked against it. A field says what it holds by one
of the functions below; its name on the wire is `kind.name`.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar

from kvdesk.kernel.errors import Refusal, Term

__all__ = [
    "FieldSpec",
    "Form",
    "Record",
    "choice",
    "day",
    "fields_of",
    "flag",
    "key",
    "long_text",
    "moment",
    "number",
    "place",
    "reference",
    "text",
    "time",
]


class Form(StrEnum):
    """What a field holds; all but NUMBER and FLAG travel as text."""

    TEXT = "text"
    LONG_TEXT = "long text"
    NUMBER = "number"
    FLAG = "flag"
    DAY = "day"  # 2026-12-03
    TIME = "time"  # 09:41
    MOMENT = "moment"  # 2026-12-03T09:41, Finnish wall clock
    CHOICE = "choice"
    REFERENCE = "reference"
    PLACE = "place"  # where a row stands among its siblings: a fractional key
    KEY = "key"  # a code that people type, as in PL-08


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One declared field. `label` is an English message for forms and documents.

    `searched` puts its words into the search index; `required` refuses an empty value;
    `indexed` gives its column an index; `choices` and `refers_to` belong to their forms.
    """

    name: str
    form: Form
    label: str
    default: Any
    required: bool = False
    searched: bool = False
    indexed: bool = False
    choices: type[StrEnum] | None = None
    refers_to: str = ""

    @property
    def is_number(self) -> bool:
        """Whether the value travels as a whole number."""
        return self.form in (Form.NUMBER, Form.FLAG)

    def accepts(self, value: object) -> bool:
        """Whether a value that came from outside has the right shape to be shown.

        A choice that this version does not know is kept in the log and not shown.
        """
        if self.is_number:
            return value is None or (isinstance(value, int) and not isinstance(value, bool))
        if self.form is Form.CHOICE and self.choices is not None:
            return value in tuple(self.choices)
        return isinstance(value, str)


@dataclass(frozen=True, kw_only=True)
class Record:
    """The parent of all kinds; the id is 32 hex digits, empty until the record is stored."""

    KIND: ClassVar[str]

    #: The text field that lists are sorted by; its key in Finnish order is stored beside the row.
    SORTED_BY: ClassVar[str] = ""

    id: str = ""

    def check(self) -> None:
        """Refuse what must not be stored.

        Raises:
            Refusal: `field_required` with kind and field; kinds add rules of their own.
        """
        for spec in fields_of(type(self)).values():
            if spec.required and getattr(self, spec.name) in ("", None):
                field = Term(spec.name, spec.label)
                raise Refusal("field_required", kind=self.KIND, field=field)


_SPEC = "kvdesk"


#: Worked out once a kind; a declaration never changes while the program runs.
_KNOWN_FIELDS: dict[str, Mapping[str, FieldSpec]] = {}


def fields_of(kind: type[Record]) -> Mapping[str, FieldSpec]:
    """The declared fields of a kind by name, in the order of declaration, without `id`."""
    if kind.KIND not in _KNOWN_FIELDS:
        _KNOWN_FIELDS[kind.KIND] = {
            field.name: dataclasses.replace(field.metadata[_SPEC], name=field.name)
            for field in dataclasses.fields(kind)
            if field.name != "id"
        }
    return _KNOWN_FIELDS[kind.KIND]


def _field(form: Form, label: str, default: Any, **more: Any) -> Any:  # noqa: ANN401 - see below
    # Any, as in dataclasses.field: the annotation beside the call is what the type checker holds.
    spec = FieldSpec("", form, label, default, **more)
    return dataclasses.field(default=default, metadata={_SPEC: spec})


def text(label: str, *, required: bool = False, searched: bool = False) -> Any:  # noqa: ANN401
    """One line of text."""
    return _field(Form.TEXT, label, "", required=required, searched=searched)


def long_text(label: str, *, searched: bool = True) -> Any:  # noqa: ANN401
    """Text of any length; two people's concurrent edits are offered for merging."""
    return _field(Form.LONG_TEXT, label, "", searched=searched)


def key(label: str, *, required: bool = False) -> Any:  # noqa: ANN401
    """A short code that people type and that is looked up by."""
    return _field(Form.KEY, label, "", required=required, searched=True, indexed=True)


def number(label: str, *, indexed: bool = False) -> Any:  # noqa: ANN401
    """A whole number, or None when nobody has said."""
    return _field(Form.NUMBER, label, None, indexed=indexed)


def flag(label: str, *, default: bool = False) -> Any:  # noqa: ANN401
    """Yes or no."""
    return _field(Form.FLAG, label, default)


def day(label: str, *, indexed: bool = False, required: bool = False) -> Any:  # noqa: ANN401
    """A calendar day as ISO text, empty when not known."""
    return _field(Form.DAY, label, "", indexed=indexed, required=required)


def time(label: str) -> Any:  # noqa: ANN401
    """A clock time `09:41`, empty when not known."""
    return _field(Form.TIME, label, "")


def moment(label: str, *, indexed: bool = False, required: bool = False) -> Any:  # noqa: ANN401
    """A day and a clock time on Finnish time, `2026-12-03T09:41`."""
    return _field(Form.MOMENT, label, "", indexed=indexed, required=required)


def place(label: str) -> Any:  # noqa: ANN401
    """Where the record stands among its siblings."""
    return _field(Form.PLACE, label, "")


def choice(label: str, choices: type[StrEnum], default: StrEnum, *, indexed: bool = False) -> Any:  # noqa: ANN401
    """One of a closed list of words."""
    return _field(Form.CHOICE, label, default, choices=choices, indexed=indexed)


def reference(label: str, kind: str, *, required: bool = False) -> Any:  # noqa: ANN401
    """The id of another record of the named kind, empty when there is none."""
    return _field(Form.REFERENCE, label, "", refers_to=kind, required=required, indexed=True)
