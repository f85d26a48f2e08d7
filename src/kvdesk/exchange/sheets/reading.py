"""Reading a filled-in sheet: values only, wherever its rows and columns have gone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from kvdesk.exchange.sheets.book import parts_of, repacked
from kvdesk.exchange.sheets.cells import Cell, plain_text
from kvdesk.exchange.sheets.form import ID_TITLE, KEPT_SHEET
from kvdesk.exchange.sheets.scanning import Formulas, check_parts
from kvdesk.kernel.errors import Refusal
from kvdesk.kernel.first_use import at_first_use

__all__ = ["Answer", "Book", "Table", "column_letters", "read_book"]

_workbook: Final = at_first_use("python_calamine:load_workbook")

#: Rows in which the titles of the columns are looked for: somebody may have put a line above them.
_TITLE_ROWS: Final = 20
#: Which rows of the kept sheet hold what.
_KEPT: Final = ("export", "kind", "language", "seal")


@dataclass(frozen=True, slots=True)
class Answer:
    """One cell as it came back; `row` and `column` count from 1, as people see them."""

    row: int
    column: int
    value: Cell
    formula: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet with ids: titles of its columns, and for each row its id and its cells by title."""

    name: str
    rows: Sequence[tuple[str, Mapping[str, Answer]]]
    titles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook that came back: what it says of itself, and its tables."""

    export: str
    kind: str
    language: str
    seal: str
    tables: Sequence[Table]


def read_book(data: bytes) -> Book:
    """Check and read a workbook.

    Raises:
        Refusal: what `parts_of` and `check_parts` say; `sheet_foreign` when it was not made by
            kvdesk, `sheet_without_ids` when the hidden column is gone.
    """
    parts = parts_of(data)
    formulas = check_parts(parts)
    sheets = _sheets(repacked(parts))
    kept = sheets.pop(KEPT_SHEET, None)
    if kept is None:
        raise Refusal("sheet_foreign")
    told = {plain_text(row[0]): plain_text(row[1]) for row in kept if len(row) > 1}
    found = (_table(name, rows, formulas) for name, rows in sheets.items())
    tables = [table for table in found if table is not None]
    if not tables:
        raise Refusal("sheet_without_ids")
    export, kind, language, seal = (told.get(name, "") for name in _KEPT)
    return Book(export, kind, language, seal, tables)


def column_letters(number: int) -> str:
    """`A` for 1, `AB` for 28, as spreadsheets head their columns."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _sheets(data: bytes) -> dict[str, list[list[Any]]]:
    try:
        workbook = _workbook(BytesIO(data))
        return {
            name: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for name in workbook.sheet_names
        }
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic of a Rust library is no Exception
        raise Refusal("sheet_damaged") from error


def _table(name: str, rows: list[list[Any]], formulas: Formulas) -> Table | None:
    """The table of a sheet; None where no row has the title of the ids."""
    head = next((at for at, row in enumerate(rows[:_TITLE_ROWS]) if _id_column(row) >= 0), -1)
    if head < 0:
        return None
    ids = _id_column(rows[head])
    titles = [plain_text(cell) for cell in rows[head]]
    places = formulas.get(name, frozenset())
    told: list[tuple[str, Mapping[str, Answer]]] = []
    for at, row in enumerate(rows[head + 1 :], start=head + 1):
        cells = {
            title: Answer(at + 1, column + 1, value, (at, column) in places)
            for column, (title, value) in reversed(list(enumerate(zip(titles, row, strict=False))))
            if title and column != ids
        }
        told.append((plain_text(row[ids]) if ids < len(row) else "", cells))
    return Table(name, told, frozenset(titles) - {"", titles[ids]})


def _id_column(row: Sequence[Any]) -> int:
    return next((at for at, cell in enumerate(row) if cell == ID_TITLE), -1)
