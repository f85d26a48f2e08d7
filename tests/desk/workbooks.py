"""Workbooks as a person sends them back: read, edited and written anew by another hand."""

from collections.abc import Callable, Mapping
from datetime import date
from io import BytesIO
from itertools import count
from pathlib import Path

from python_calamine import load_workbook
from xlsxwriter import Workbook

from kvdesk.exchange.sheets.form import KEPT_SHEET

__all__ = ["edited", "sheets_of", "workbook", "written_again"]

_NUMBERS = count(1)

Rows = list[list[object]]


def sheets_of(file: Path) -> dict[str, Rows]:
    """Every sheet's values by name."""
    book = load_workbook(BytesIO(file.read_bytes()))
    return {n: book.get_sheet_by_name(n).to_python(skip_empty_area=False) for n in book.sheet_names}


def workbook(sheets: Mapping[str, Rows]) -> bytes:
    """A workbook with these values, as a plain program would write it."""
    out = BytesIO()
    book = Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    # Programs note when they saved: no two files have the same bytes.
    book.set_properties({"comments": f"saved {next(_NUMBERS)}"})
    day = book.add_format({"num_format": "d.m.yyyy"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(at, column, value)
                elif isinstance(value, date):
                    sheet.write_datetime(at, column, value, day)
                else:
                    sheet.write(at, column, value)
    book.close()
    return out.getvalue()


def edited(
    file: Path,
    answers: Mapping[tuple[int, str], object],
    change: Callable[[Rows], Rows] = lambda rows: rows,
    kept: Callable[[Rows], Rows] = lambda rows: rows,
) -> Path:
    """A copy with some cells filled in: (row as people count, title of the column) -> value."""
    sheets = sheets_of(file)
    name = next(n for n in sheets if sheets[n] and sheets[n][0][0] == "kvdesk")
    rows = sheets[name]
    for (row, title), value in answers.items():
        rows[row - 1][rows[0].index(title)] = value
    sheets[name] = change(rows)
    sheets[KEPT_SHEET] = kept(sheets[KEPT_SHEET])
    copy = file.with_name(f"{file.stem}-{next(_NUMBERS)}.xlsx")
    copy.write_bytes(workbook(sheets))
    return copy


def written_again(file: Path) -> Path:
    """The same values in other bytes, as a program writes that opened and saved it."""
    return edited(file, {})
