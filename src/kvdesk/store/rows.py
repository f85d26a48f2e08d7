"""Between declared records and typed tables: one row is one record."""

from collections.abc import Sequence
from typing import Any, TypeVar

from kvdesk.changes.operation import Value
from kvdesk.domain.record import FieldSpec, Form, Record, fields_of

__all__ = ["column_list", "default_value", "record_of", "to_value"]

R = TypeVar("R", bound=Record)


def column_list(kind: type[Record]) -> str:
    """The columns that make a record of this kind, in the order `record_of` takes them."""
    return ", ".join(f'"{name}"' for name in ("id", *fields_of(kind)))


def record_of(kind: type[R], row: Sequence[Any]) -> R:
    """A record from a row of `column_list` columns."""
    values = {
        spec.name: _from_value(spec, value)
        for spec, value in zip(fields_of(kind).values(), row[1:], strict=True)
    }
    return kind(id=row[0], **values)


def to_value(value: object) -> Value:
    """A field's value as it is written to log and table."""
    if value is None or isinstance(value, int):
        return int(value) if isinstance(value, bool) else value
    return str(value)


def default_value(spec: FieldSpec) -> Value:
    """What a column holds when the field was never written or is not readable here."""
    return to_value(spec.default)


def _from_value(spec: FieldSpec, value: Value) -> object:
    if spec.form is Form.FLAG:
        return bool(value)
    if spec.choices is not None:
        return spec.choices(str(value))
    return value
