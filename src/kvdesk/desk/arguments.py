"""What a command or question takes: declared once, read from any door.

A dataclass field gets its argument by one of the functions below. The command line makes options
of it, `kvdesk do` reads JSON by it, the palette asks for it. `read_argument` turns what a person
typed into what the command takes: ISO days, whole numbers, ids.
"""

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from kvdesk.domain.record import FieldSpec, Form, Record, fields_of
from kvdesk.kernel.dates import parse_day, parse_moment, parse_time
from kvdesk.kernel.errors import Refusal

__all__ = [
    "REQUIRED",
    "Argument",
    "arguments_of",
    "choice",
    "day",
    "field_argument",
    "file",
    "flag",
    "moment",
    "number",
    "read_argument",
    "record",
    "records",
    "time",
    "words",
]

#: Stands for "no default": the argument must be given.
REQUIRED: Final = object()

#: Marks a file's path among the forms; everything else is a form of `domain.record`.
FILE: Final = "file"


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument: its name, what it is for (an English message), and how it is read.

    `positional` arguments follow the verb on the command line in the order of declaration;
    `default` is REQUIRED where it must be given; `many` takes any number.
    """

    name: str
    help: str
    form: str
    positional: bool = False
    default: Any = REQUIRED
    refers_to: str = ""
    choices: type[StrEnum] | None = None
    many: bool = False

    @property
    def required(self) -> bool:
        """Whether it must be given."""
        return self.default is REQUIRED


_ARGUMENT: Final = "kvdesk.argument"


def _argument(help_: str, form: str, default: Any, **more: Any) -> Any:  # noqa: ANN401 - as dataclasses.field
    metadata = {_ARGUMENT: Argument("", help_, form, default=default, **more)}
    if default is REQUIRED:
        return dataclasses.field(metadata=metadata)
    return dataclasses.field(default=default, metadata=metadata)


def words(help_: str, *, positional: bool = False, default: Any = REQUIRED) -> Any:  # noqa: ANN401
    """Any text."""
    return _argument(help_, Form.LONG_TEXT, default, positional=positional)


def record(kind: str, help_: str, *, positional: bool = False, default: Any = REQUIRED) -> Any:  # noqa: ANN401
    """A record of a kind, named by id, the beginning of an id, a printed number or a name."""
    return _argument(help_, Form.REFERENCE, default, positional=positional, refers_to=kind)


def records(kind: str, help_: str) -> Any:  # noqa: ANN401
    """Any number of records of a kind."""
    return _argument(help_, Form.REFERENCE, (), refers_to=kind, many=True)


def day(help_: str, *, default: Any = REQUIRED) -> Any:  # noqa: ANN401
    """A calendar day, ISO or Finnish."""
    return _argument(help_, Form.DAY, default)


def time(help_: str, *, default: Any = "") -> Any:  # noqa: ANN401
    """A clock time, 10.42 or 10:42; empty means now."""
    return _argument(help_, Form.TIME, default)


def moment(help_: str, *, default: Any = REQUIRED) -> Any:  # noqa: ANN401
    """A day and a clock time."""
    return _argument(help_, Form.MOMENT, default)


def number(help_: str, *, positional: bool = False, default: Any = REQUIRED) -> Any:  # noqa: ANN401
    """A whole number."""
    return _argument(help_, Form.NUMBER, default, positional=positional)


def flag(help_: str) -> Any:  # noqa: ANN401
    """Yes when given."""
    return _argument(help_, Form.FLAG, default=False)


def choice(help_: str, choices: type[StrEnum], default: Any = REQUIRED) -> Any:  # noqa: ANN401
    """One word of a closed list."""
    return _argument(help_, Form.CHOICE, default, choices=choices)


def file(help_: str, *, positional: bool = False, default: Any = REQUIRED) -> Any:  # noqa: ANN401
    """The path of a file."""
    return _argument(help_, FILE, default, positional=positional)


def arguments_of(declared: type) -> tuple[Argument, ...]:
    """The arguments of a command or question class, in the order of declaration."""
    return tuple(
        dataclasses.replace(field.metadata[_ARGUMENT], name=field.name)
        for field in dataclasses.fields(declared)
        if _ARGUMENT in field.metadata
    )


def field_argument(spec: FieldSpec, *, changing: bool) -> Argument:
    """The argument that sets a record's field; unchanged when left out of a change."""
    default: Any = None if changing or not spec.required else REQUIRED
    return Argument(
        spec.name,
        spec.label,
        spec.form,
        default=default,
        refers_to=spec.refers_to,
        choices=spec.choices,
    )


#: Finds a record's id from what a person typed: (kind, typed) -> id.
Resolver = Callable[[str, str], str]


def read_argument(argument: Argument, given: object, *, resolve: Resolver, today: str) -> object:
    """What the command takes, from what was given.

    Raises:
        Refusal: `argument_unreadable` or what the reading of a day, a time or a record says.
    """
    if argument.many:
        several = given if isinstance(given, list | tuple) else [given]
        one = dataclasses.replace(argument, many=False)
        return tuple(read_argument(one, item, resolve=resolve, today=today) for item in several)
    if given is None or (given == "" and argument.form != Form.LONG_TEXT):
        return argument.default if argument.default is not REQUIRED else given
    return _READERS.get(argument.form, _text)(argument, given, resolve, today)


def _text(argument: Argument, given: object, resolve: Resolver, today: str) -> str:
    del resolve, today
    if not isinstance(given, str):
        raise Refusal("argument_unreadable", argument=argument.name, given=given)
    return given


def _number(argument: Argument, given: object, resolve: Resolver, today: str) -> int:
    del resolve, today
    try:
        return int(str(given))
    except ValueError:
        raise Refusal("argument_unreadable", argument=argument.name, given=given) from None


def _flag(argument: Argument, given: object, resolve: Resolver, today: str) -> bool:
    del resolve, today
    if str(given).casefold() in ("1", "true", "yes", "kyllä", "ja"):
        return True
    if str(given).casefold() in ("0", "false", "no", "ei", "nej"):
        return False
    raise Refusal("argument_unreadable", argument=argument.name, given=given)


def _choice(argument: Argument, given: object, resolve: Resolver, today: str) -> StrEnum:
    del resolve, today
    known = argument.choices
    if known is None or given not in tuple(known):
        options = ", ".join(known or ())
        raise Refusal("choice_unknown", argument=argument.name, given=given, options=options)
    return known(str(given))


def _day(argument: Argument, given: object, resolve: Resolver, today: str) -> str:
    return parse_day(_text(argument, given, resolve, today), today)


def _time(argument: Argument, given: object, resolve: Resolver, today: str) -> str:
    return parse_time(_text(argument, given, resolve, today))


def _moment(argument: Argument, given: object, resolve: Resolver, today: str) -> str:
    return parse_moment(_text(argument, given, resolve, today), today)


def _reference(argument: Argument, given: object, resolve: Resolver, today: str) -> str:
    return resolve(argument.refers_to, _text(argument, given, resolve, today))


def _file(argument: Argument, given: object, resolve: Resolver, today: str) -> Path:
    return given if isinstance(given, Path) else Path(_text(argument, given, resolve, today))


_READERS: Final[Mapping[str, Callable[[Argument, object, Resolver, str], object]]] = {
    Form.NUMBER: _number,
    Form.FLAG: _flag,
    Form.CHOICE: _choice,
    Form.DAY: _day,
    Form.TIME: _time,
    Form.MOMENT: _moment,
    Form.REFERENCE: _reference,
    FILE: _file,
}


def record_arguments(kind: type[Record], *, changing: bool) -> tuple[Argument, ...]:
    """The arguments that set a record's fields, leaving out places, which are moved instead."""
    return tuple(
        field_argument(spec, changing=changing)
        for spec in fields_of(kind).values()
        if spec.form is not Form.PLACE
    )
