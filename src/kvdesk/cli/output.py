"""What the command line prints: aligned for people, one JSON document for programs."""

import dataclasses
import json
import sys
from collections.abc import Iterable, Mapping
from enum import Enum
from pathlib import Path
from typing import Any

import click

from kvdesk.desk.desk import Outcome
from kvdesk.desk.registry import Entry, Registry
from kvdesk.kernel.errors import KvdeskError
from kvdesk.kernel.sentences import sentence_of
from kvdesk.kernel.words import Words

__all__ = ["Printer", "plain"]

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
        elif isinstance(result, list | tuple):
            self._table(list(result))
        elif isinstance(result, str):
            self._say(result)
        else:
            self._pairs(plain(result))
        del entry

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
        for told in listed:
            self._say(f"{told['name']:24} {str(told['help']).splitlines()[0]}")

    def refuse(self, error: KvdeskError) -> None:
        """Print one sentence and one remedy; with --json as a document on standard output."""
        message, remedy = sentence_of(error, self.words)
        if self.as_json:
            self._json({"error": {"code": error.code, "message": message, "remedy": remedy}})
        else:
            click.echo(message, err=True)
            click.echo(remedy, err=True)

    def _json(self, document: object) -> None:
        sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")

    def _say(self, text: str) -> None:
        if not self.quiet:
            click.echo(text)

    def _pairs(self, told: Any) -> None:  # noqa: ANN401 - plain data
        if not isinstance(told, dict):
            self._say(str(told))
            return
        width = max((len(name) for name in told), default=0)
        for name, value in told.items():
            if name == "touched":
                continue
            if isinstance(value, list | dict):
                text = json.dumps(value, ensure_ascii=False)
            else:
                text = "" if value is None else str(value)
            self._say(f"{name:{width}}  {text}")

    def _table(self, results: list[Any]) -> None:
        rows = [row if isinstance(row, dict) else {"": row} for row in map(plain, results)]
        names = [name for name in (rows[0] if rows else {}) if name not in ("rid", "body")]
        cells = [[_cell(row.get(name)) for name in names] for row in rows]
        widths = [
            max([len(name), *(len(row[at]) for row in cells)]) for at, name in enumerate(names)
        ]
        for row in [names, *cells] if rows else []:
            self._say(
                "  ".join(f"{cell:{w}}" for cell, w in zip(row, widths, strict=True)).rstrip()
            )
        self._say(self.words.plural("{n} row", "{n} rows", len(rows)))


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
