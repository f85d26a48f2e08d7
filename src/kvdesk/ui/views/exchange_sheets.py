"""Workbooks in the exchange: which can be written, and what a filled-in one would bring."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kvdesk.desk.exchange import Imported
from kvdesk.desk.sheet_kinds import SheetName
from kvdesk.desk.sheets import WriteSheet
from kvdesk.exchange.sheets.comparing import CellNote, Finding
from kvdesk.kernel.sentences import told
from kvdesk.kernel.words import Words
from kvdesk.store.queries.sheet_scopes import SheetScopeRow, sheet_scopes
from kvdesk.store.reader import Reader

__all__ = ["SHEET", "SheetScopes", "cell_lines", "sheet_choices", "sheet_of", "sheet_summary"]

#: How the data of a choice begin that stands for a workbook.
SHEET: Final = "sheet:"
#: Cells told one by one before the rest is only counted.
_LINES: Final = 40


@dataclass(frozen=True)
class SheetScopes:
    """Asks which workbooks would have rows."""

    def __call__(self, reader: Reader) -> list[SheetScopeRow]:
        """The possible workbooks."""
        return sheet_scopes(reader)


def sheet_choices(rows: Sequence[SheetScopeRow], words: Words) -> list[tuple[str, str]]:
    """(text, data) of each workbook for a list to choose from."""
    return [(_name(row, words), f"{SHEET}{row.sheet}:{row.scope}:{row.id}") for row in rows]


def sheet_of(data: str, file: Path, language: str) -> WriteSheet:
    """The task that writes the chosen workbook."""
    kind, scope, record = data.removeprefix(SHEET).split(":")
    whose: dict[str, Any] = {scope: record}
    return WriteSheet(kind=SheetName(kind), out=file, lang=language, **whose)


def sheet_summary(seen: Imported, words: Words) -> str:
    """How many cells were edited, and how many a person should look at."""
    if seen.known:
        return words.text("These answers have been imported already.")
    edited = sum(note.finding is Finding.CHANGED for note in seen.cells)
    return words.text(
        "Edited cells {edited} · to be looked at {others} · conflicts {conflicts}",
        edited=edited,
        others=len(seen.cells) - edited,
        conflicts=len(seen.conflicts),
    )


def cell_lines(cells: Sequence[CellNote], words: Words) -> list[str]:
    """A line for each cell, those first that a person should look at."""
    ordered = sorted(cells, key=lambda note: note.finding is Finding.CHANGED)
    lines = [_line(note, words) for note in ordered[:_LINES]]
    if len(ordered) > _LINES:
        lines.append(words.text("… and {n} more", n=len(ordered) - _LINES))
    return lines


def _name(row: SheetScopeRow, words: Words) -> str:
    if row.sheet == SheetName.ATTENDANCE:
        return words.text("Workbook of attendance: {meeting}", meeting=row.name)
    return words.text("Workbook of actions: {name}", name=row.name)


def _line(note: CellNote, words: Words) -> str:
    where = words.text("Row {row}", row=note.row)
    finding = str(told("finding", note.finding, words))
    about = " · ".join(part for part in (where, note.column, note.title) if part)
    if note.finding is Finding.CHANGED:
        return f"{about}: {note.before or '–'} → {note.given or '–'}"
    return f"{finding}: {about}" + (f": {note.given}" if note.given else "")
