"""What somebody edited in a sheet: the cells that differ, and what is for a person to look at."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from kvdesk.exchange.sheets.cells import plain_text, shown, understood
from kvdesk.exchange.sheets.form import CELL_LIMIT, Column
from kvdesk.exchange.sheets.reading import Answer, Table, column_letters
from kvdesk.kernel.words import LANGUAGES, Words, words_for

__all__ = ["CellNote", "Comparison", "Finding", "compare"]


class Finding(StrEnum):
    """What is to be told of a cell or a row that came back."""

    CHANGED = "changed"
    NOT_UNDERSTOOD = "not_understood"
    READ_ONLY = "read_only"
    NEW_ROW = "new_row"
    UNKNOWN_ROW = "unknown_row"
    REPEATED_ROW = "repeated_row"
    COLUMN_MISSING = "column_missing"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class CellNote:
    """One cell or row to be told of: where it is, what it is about, what it said and says."""

    finding: Finding
    sheet: str
    row: int
    column: str
    title: str
    before: str
    given: str


@dataclass(slots=True)
class Comparison:
    """Edited values by record and column, with the place of each row; notes in reading order."""

    edits: dict[str, dict[str, str]] = field(default_factory=dict)
    places: dict[str, tuple[str, int]] = field(default_factory=dict)
    notes: list[CellNote] = field(default_factory=list)


#: How much of a text a note quotes.
_QUOTED: Final = 300


def compare(
    tables: Sequence[Table],
    columns: Sequence[Column],
    known: Mapping[str, Mapping[str, str]],
    *,
    language: str,
    today: str,
) -> Comparison:
    """Find what differs between what went out and what came back.

    Args:
        tables: what came back.
        columns: the columns that went out.
        known: values by record and column as the sheet's writer left them.
        language: the sheet's language.
        today: the ISO day of the export, for days without a year.
    """
    result = Comparison()
    for table in tables:
        titles = {column.name: _title_in(table, column) for column in columns}
        reader = _RowReader(table, columns, titles, words_for(language), today)
        result.notes += reader.missing_columns()
        for record, cells in table.rows:
            _read_row(result, reader, known, (record, cells))
    return result


def _read_row(
    result: Comparison,
    reader: "_RowReader",
    known: Mapping[str, Mapping[str, str]],
    row: tuple[str, Mapping[str, Answer]],
) -> None:
    record, cells = row
    texts = reader.texts(cells)
    if not any(texts.values()):
        return
    place = next(iter(cells.values())).row
    values = known.get(record)
    if values is None or record in result.places:
        finding = Finding.UNKNOWN_ROW if record else Finding.NEW_ROW
        finding = Finding.REPEATED_ROW if values is not None else finding
        told = " · ".join(text for text in texts.values() if text)
        result.notes.append(reader.note(finding, place, given=told))
        return
    result.places[record] = (reader.table.name, place)
    edits, notes = reader.differences(cells, values)
    result.notes += notes
    if edits:
        result.edits[record] = edits


def _title_in(table: Table, column: Column) -> str:
    """The title under which a table has a column: its own in any language, "" for none."""
    known = (words_for(language).text(column.title) for language in LANGUAGES)
    return next((title for title in known if title in table.titles), "")


@dataclass(frozen=True, slots=True)
class _RowReader:
    """Reads rows of one table."""

    table: Table
    columns: Sequence[Column]
    titles: Mapping[str, str]
    words: Words
    today: str

    def missing_columns(self) -> Iterator[CellNote]:
        """The columns to be filled in that the table has lost."""
        for column in self.columns:
            if column.is_editable and not self.titles[column.name]:
                title = self.words.text(column.title)
                yield CellNote(Finding.COLUMN_MISSING, self.table.name, 1, "", title, "", "")

    def texts(self, cells: Mapping[str, Answer]) -> dict[str, str]:
        """Every cell below a known title as text."""
        return {
            column.name: plain_text(cells[title].value)
            for column in self.columns
            if (title := self.titles[column.name]) in cells
        }

    def differences(
        self, cells: Mapping[str, Answer], values: Mapping[str, str]
    ) -> tuple[dict[str, str], list[CellNote]]:
        """The edited cells of a row and their new values, and what is to be told."""
        edits: dict[str, str] = {}
        notes: list[CellNote] = []
        about = values.get(self.columns[1].name) or values.get(self.columns[0].name, "")
        for column in self.columns:
            cell = cells.get(self.titles[column.name])
            before = values.get(column.name, "")
            if cell is None or self._says(column, cell, before):
                continue
            finding, value = self._finding(column, cell, before)
            if finding is Finding.CHANGED and value is not None:
                edits[column.name] = value
            told = (shown(column, before, self.words), self._given(column, cell, value))
            notes.append(self.note(finding, cell.row, (column, cell), about=about, told=told))
        return edits, notes

    def _says(self, column: Column, cell: Answer, before: str) -> bool:
        """Whether a cell says what it said when it went out."""
        told = shown(column, before, self.words)
        if cell.value == told and not cell.formula:
            return True
        if cell.formula and not plain_text(cell.value):
            return False
        meant = understood(column, cell.value, today=self.today)
        if column.is_editable:
            return meant is not None and meant == understood(column, told, today=self.today)
        # A column for reading may have been widened, reformatted or turned into numbers.
        return meant == understood(column, told, today=self.today) or (
            "".join(plain_text(cell.value).split()) == "".join(told.split())
        )

    def _finding(self, column: Column, cell: Answer, before: str) -> tuple[Finding, str | None]:
        value = understood(column, cell.value, today=self.today)
        if not column.is_editable or len(before) > CELL_LIMIT:
            return Finding.READ_ONLY, None
        if value is None or (cell.formula and not plain_text(cell.value)):
            return Finding.NOT_UNDERSTOOD, None
        return Finding.CHANGED, value

    def _given(self, column: Column, cell: Answer, value: str | None) -> str:
        return plain_text(cell.value) if value is None else shown(column, value, self.words)

    def note(
        self,
        finding: Finding,
        row: int,
        place: tuple[Column, Answer] | None = None,
        *,
        about: str = "",
        told: tuple[str, str] = ("", ""),
        given: str = "",
    ) -> CellNote:
        """What is to be told of a row, or of one of its cells."""
        where = ""
        if place is not None:
            column, cell = place
            where = f"{self.words.text(column.title)} ({column_letters(cell.column)})"
        before, now = told
        now = given or now
        return CellNote(
            finding, self.table.name, row, where, about[:_QUOTED], before[:_QUOTED], now[:_QUOTED]
        )
