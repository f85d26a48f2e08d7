"""What the command line prints: aligned for people, one JSON document for programs."""

import dataclasses
import json
import re
import sys
from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Any, Final

import click

from kvdesk.cli.headings import HEADINGS
from kvdesk.desk.desk import Outcome
from kvdesk.desk.registry import Entry, Registry
from kvdesk.desk.step_words import step_sentence
from kvdesk.desk.steps import Undone
from kvdesk.domain.kinds import KINDS
from kvdesk.domain.record import Form, Record, fields_of
from kvdesk.kernel.clock import FINNISH_TIME
from kvdesk.kernel.dates import format_day, format_moment
from kvdesk.kernel.errors import KvdeskError
from kvdesk.kernel.sentences import sentence_of, told
from kvdesk.kernel.words import Words

__all__ = ["Printer", "plain"]

#: Fields of answers that say nothing to people.
_FOR_PROGRAMS: Final = frozenset({"rid", "touched", "meeting_id", "rank"})

#: The id of another record: in a table its name stands beside it, or nobody misses it.
_REFERENCE: Final = re.compile(r"[0-9a-f]{32}|")

#: A day, or a day and a clock time on Finnish time.
_WHEN: Final = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?")

#: Longest cell of a table that people read.
_WIDEST = 48


@dataclasses.dataclass(frozen=True, slots=True)
class Printer:
    """Prints results and refusals in one language and one form."""

    words: Words
    as_json: bool
    quiet: bool

    def show(self, entry: Entry, result: object) -> None:
        """Print what an entry answered."""
        if self.as_json:
            self._json(plain(result))
        elif isinstance(result, Outcome):
            self._say(result.id or self.words.text("Done."))
        elif isinstance(result, Undone):
            self._say(self._undone(entry.name, result))
        elif isinstance(result, list | tuple):
            past = entry.name == "history"
            self._table([self._history(row) for row in result] if past else list(result))
        elif isinstance(result, str):
            self._say(result)
        else:
            self._pairs(self._told(result))

    def lines(self, results: Iterable[Mapping[str, object]]) -> None:
        """Print one JSON line a result."""
        for result in results:
            click.echo(json.dumps(result, ensure_ascii=False))

    def registry(self, registry: Registry) -> None:
        """Print every entry with its arguments."""
        listed = [
            {
                "name": entry.name,
                "sort": entry.sort,
                "help": self.words.text(entry.help),
                "fields": [
                    {
                        "name": argument.name,
                        "type": str(argument.form),
                        "required": argument.required,
                        "many": argument.many,
                        "choices": [c.value for c in argument.choices or ()],
                        "refers_to": argument.refers_to,
                        "help": self.words.text(argument.help),
                    }
                    for argument in entry.arguments
                ],
            }
            for _, entry in sorted(registry.entries.items())
        ]
        if self.as_json:
            self._json(listed)
            return
        for one in listed:
            self._say(f"{one['name']:24} {str(one['help']).splitlines()[0]}")

    def refuse(self, error: KvdeskError) -> None:
        """Print one sentence and one remedy; with --json as a document on standard output."""
        message, remedy = sentence_of(error, self.words)
        if self.as_json:
            self._json({"error": {"code": error.code, "message": message, "remedy": remedy}})
        else:
            click.echo(message, err=True)
            click.echo(remedy, err=True)

    def _undone(self, name: str, undone: Undone) -> str:
        step = step_sentence(undone.step, self.words)
        if name == "redo":
            return self.words.text("Done again: {step}", step=step)
        return self.words.text("Undone: {step}", step=step)

    def _history(self, row: Any) -> dict[str, object]:  # noqa: ANN401 - a row of the desk's history
        """A write as people read it, under headings in their language."""
        _ = self.words.text
        at = datetime.fromtimestamp(row.at / 1000, FINNISH_TIME)
        kind, _dot, name = row.field.partition(".")
        spec = fields_of(KINDS[kind]).get(name) if kind in KINDS else None
        value = row.value
        if spec is not None and spec.choices is not None and spec.accepts(value):
            value = spec.choices(value)
        return {
            _("Time"): format_moment(f"{at:%Y-%m-%dT%H:%M}", self.words.language),
            _("Author"): row.author,
            _("Field"): _("Deletion") if spec is None else _(spec.label),
            _("Value"): "" if spec is None else told(name, value, self.words),
            _("Step"): step_sentence(row.command, self.words),
        }

    def _told(self, value: Any, name: str = "") -> Any:  # noqa: ANN401 - any result
        """A result as plain data for people: labels for a record's fields, words for codes."""
        if isinstance(value, Record):
            specs = fields_of(type(value))
            named: dict[str, object] = {"id": value.id}
            for field, spec in specs.items():
                if spec.form is Form.PLACE:
                    continue  # a key to sort by, no place that anybody can read
                label = self.words.text(spec.label)
                named[label] = self._told(getattr(value, field), field)
            return named
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            fields = dataclasses.fields(value)
            shown = [one.name for one in fields if one.name not in _FOR_PROGRAMS]
            return {self._heading(one): self._told(getattr(value, one), one) for one in shown}
        if isinstance(value, Mapping):
            words = self.words
            return {str(told("kind", key, words)): self._told(item) for key, item in value.items()}
        if isinstance(value, list | tuple | set | frozenset):
            return [self._told(item) for item in value]
        return self._when(plain(told(name, value, self.words)))

    def _heading(self, name: str) -> str:
        return self.words.text(HEADINGS[name]) if name in HEADINGS else name

    def _when(self, value: object) -> object:
        """A day or a day and time as people write them; everything else as it is."""
        if not isinstance(value, str) or not _WHEN.fullmatch(value):
            return value
        written = format_moment if value[10:] else format_day
        return written(value, self.words.language)

    def _json(self, document: object) -> None:
        sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")

    def _say(self, text: str) -> None:
        if not self.quiet:
            click.echo(text)

    def _pairs(self, told: Any, indent: str = "") -> None:  # noqa: ANN401 - plain data
        if not isinstance(told, dict):
            self._say(f"{indent}{told}")
            return
        flat = {name: value for name, value in told.items() if not _has_rows(value)}
        width = max((len(name) for name in flat), default=0)
        for name, value in told.items():
            if name not in flat:
                self._say(f"{indent}{name}:")
                below = f"{indent}  "
                self._pairs(value, below) if isinstance(value, dict) else self._rows(value, below)
                continue
            text = ", ".join(map(str, value)) if isinstance(value, list) else value
            shown = "" if text is None else str(text)
            self._say(f"{indent}{name:{width}}  {shown}".rstrip())

    def _table(self, results: list[Any]) -> None:
        self._rows([self._told(result) for result in results], "")
        self._say(self.words.plural("{n} row", "{n} rows", len(results)))

    def _rows(self, told: list[Any], indent: str) -> None:
        rows = [row if isinstance(row, dict) else {"": row} for row in told]
        names = [name for name in (rows[0] if rows else {}) if not _is_for_programs(name, rows)]
        cells = [[_cell(row.get(name)) for name in names] for row in rows]
        widths = [
            max([len(name), *(len(row[at]) for row in cells)]) for at, name in enumerate(names)
        ]
        for row in [names, *cells] if rows else []:
            line = "  ".join(f"{cell:{w}}" for cell, w in zip(row, widths, strict=True))
            self._say(f"{indent}{line}".rstrip())


def plain(value: Any) -> Any:  # noqa: ANN401 - any result, as JSON can hold it
    """A result as plain data: dataclasses become objects, enumerations their values."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = dataclasses.fields(value)
        return {field.name: plain(getattr(value, field.name)) for field in fields}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    return str(value) if isinstance(value, Path) else value


def _cell(value: object) -> str:
    text = "" if value is None else " ".join(str(value).split())
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"


def _has_rows(value: object) -> bool:
    """Whether a value is told in lines of its own beneath its heading."""
    several = value if isinstance(value, list) else ()
    return isinstance(value, dict) or any(isinstance(item, dict) for item in several)


def _is_for_programs(name: str, rows: list[dict[str, Any]]) -> bool:
    """Whether a column holds nothing but ids of other records."""
    values = [row.get(name) for row in rows]
    if name == "id" or not any(values):
        return False
    return all(isinstance(value, str) and _REFERENCE.fullmatch(value) for value in values)
