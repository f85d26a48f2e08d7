"""The page of all fields for other programs, made from the declarations; run, it writes it."""

from collections.abc import Iterator
from pathlib import Path

from kvdesk.domain.kinds import KINDS
from kvdesk.domain.record import FieldSpec, Form, Record, fields_of

__all__ = ["PAGE", "field_reference"]

PAGE = Path(__file__).resolve().parents[2] / "docs" / "fields.md"

_HEAD = """\
# The fields of version 1

Made from the declarations by `python dev.py words`; a test holds it true. In a package a field is
named `kind.name`. What a field may hold, beside null:

{forms}

Every kind also has `kind.deleted`, see part 4 of [format.md](format.md). A value of another shape
is kept and passed on, and not shown; so is a field that is not listed here.
"""

#: What stands in a package for each form.
_FORMS = {
    Form.TEXT: "one line of text",
    Form.LONG_TEXT: "text, also of several lines",
    Form.NUMBER: "a whole number",
    Form.FLAG: "1 or 0",
    Form.DAY: "a day, `2026-12-03`, or empty text",
    Form.TIME: "a clock time in Finland, `09:41`, or empty text",
    Form.MOMENT: "a day and a clock time in Finland, `2026-12-03T09:41`, or empty text",
    Form.CHOICE: "one of the words that are listed",
    Form.REFERENCE: "the 32 hex digits of a record, or empty text",
    Form.PLACE: "where a row stands among its siblings: sort by it as plain text",
    Form.KEY: "a short code, as in `PL-08`",
}


def field_reference() -> str:
    """The whole page."""
    forms = "\n".join(f"- *{form}*: {meaning}" for form, meaning in _FORMS.items())
    return "\n".join((_HEAD.format(forms=forms), *map(_kind, KINDS.values())))


def _kind(kind: type[Record]) -> str:
    about = (kind.__doc__ or "").strip().split("\n\n")[0].replace("\n    ", " ")
    rows = "\n".join(_row(spec) for spec in fields_of(kind).values())
    return f"## {kind.KIND}\n\n{about}\n\n| field | form | meaning |\n|---|---|---|\n{rows}\n"


def _row(spec: FieldSpec) -> str:
    return f"| `{spec.name}` | {spec.form} | {'; '.join(_told(spec))} |"


def _told(spec: FieldSpec) -> Iterator[str]:
    yield spec.label
    if spec.choices is not None:
        yield ", ".join(f"`{choice}`" for choice in spec.choices)
    if spec.refers_to:
        yield f"a record of kind `{spec.refers_to}`"
    if spec.required:
        yield "never empty"


if __name__ == "__main__":
    PAGE.write_text(field_reference(), encoding="utf-8", newline="\n")
