"""Writing a sheet to be filled in: texts only, no formulas, no links, the same bytes each time."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from typing import Any, Final
from xml.sax.saxutils import escape

from kvdesk.domain.record import Form
from kvdesk.exchange.container import pack
from kvdesk.exchange.sheets.book import every_part
from kvdesk.exchange.sheets.cells import shown
from kvdesk.exchange.sheets.form import CELL_LIMIT, ID_TITLE, KEPT_SHEET, Column, Row, Sheet
from kvdesk.exchange.sheets.guide import guide_lines
from kvdesk.kernel.first_use import at_first_use
from kvdesk.kernel.sentences.terms import CHOICES
from kvdesk.kernel.words import N_, Words, words_for

__all__ = ["sheet_bytes"]

_workbook: Final = at_first_use("xlsxwriter:Workbook")

#: Empty rows below the table, for what is missing from it.
_NEW_ROWS: Final = 20
_LONGEST_NAME: Final = 31
_IN_NO_NAME: Final = re.compile(r"[\[\]:*?/\\']")
_HINT_LIMIT: Final = 255
_A4: Final = 9
#: Points; 409 is the most that Excel takes.
_LINE_HEIGHT: Final = 15.75
_HIGHEST_ROW: Final = 400.0
_CORE: Final = "docProps/core.xml"
_FONT: Final = {"font_name": "Calibri", "font_size": 11, "valign": "top", "text_wrap": True}
_LINE: Final = {
    "align": "left",
    "indent": 1,
    "border": 1,
    "border_color": "#8A94A3",
    "num_format": "@",
}

#: What each kind of cell looks like; light and grey differ in lightness, not only in colour.
_LOOKS: Final[Mapping[str, Mapping[str, Any]]] = {
    "title": {**_FONT, "bold": True, "font_size": 18, "font_color": "#1B2A41"},
    "heading": {**_FONT, "bold": True, "font_size": 13, "font_color": "#1B2A41"},
    "plain": _FONT,
    "head": {
        **_FONT,
        **_LINE,
        "valign": "vcenter",
        "bold": True,
        "bg_color": "#1B2A41",
        "font_color": "#FFFFFF",
    },
    "read": {**_FONT, **_LINE, "bg_color": "#E9ECF1"},
    "fill": {**_FONT, **_LINE, "bg_color": "#FFFFFF", "locked": False},
    "day": {**_FONT, **_LINE, "bg_color": "#FFFFFF", "locked": False, "num_format": "d.m.yyyy"},
    "id": {**_FONT, "num_format": "@", "hidden": True},
}

#: What a reader of a protected page may do.
_ALLOWED: Final = {
    **dict.fromkeys(("sort", "autofilter", "format_columns", "format_rows"), True),
    **dict.fromkeys(("select_locked_cells", "select_unlocked_cells"), True),
}


@dataclass(frozen=True, slots=True)
class _Pen:
    """What writes: a workbook with its looks, its page of now, the words of the language."""

    book: Any
    looks: Mapping[str, Any]
    words: Words
    page: Any = None

    def on(self, name: str) -> "_Pen":
        """The same pen on a new page."""
        return replace(self, page=self.book.add_worksheet(name))

    def write(self, place: tuple[int, int], text: str, look: str) -> None:
        """Write a text as a text, whatever it looks like."""
        if text:
            self.page.write_string(*place, text, self.looks[look])
        else:
            self.page.write_blank(*place, None, self.looks[look])


def sheet_bytes(sheet: Sheet) -> bytes:
    """The workbook as a file: a guide, the table, and a page that nobody sees.

    Rows without a known end follow the table for what is missing from it. The same sheet gives the
    same bytes.
    """
    out = BytesIO()
    options = {
        "in_memory": True,
        **dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False),
    }
    book = _workbook(out, options)
    pen = _Pen(
        book,
        {name: book.add_format(dict(look)) for name, look in _LOOKS.items()},
        words_for(sheet.language),
    )
    made = datetime.fromisoformat(sheet.made_at).replace(tzinfo=None)
    book.set_properties({"title": sheet.title, "author": "kvdesk", "created": made})
    _write_guide(pen, sheet)
    table = pen.on(_IN_NO_NAME.sub(" ", sheet.page)[:_LONGEST_NAME].strip())
    _write_table(table, sheet)
    _lay_out(table, sheet)
    _keep(pen.on(KEPT_SHEET), sheet)
    book.close()
    return _with_language(out.getvalue(), sheet.language)


def _write_guide(pen: _Pen, sheet: Sheet) -> None:
    pen = pen.on(pen.words.text(N_("Instructions")))
    guide = pen.page
    guide.set_column(0, 0, 96, pen.looks["plain"])
    pen.write((0, 0), sheet.title, "title")
    row = 2
    for heading, lines in guide_lines(sheet):
        pen.write((row, 0), heading, "heading")
        for line in lines:
            row += 1
            pen.write((row, 0), line, "plain")
        row += 2
    guide.protect("", _ALLOWED)
    guide.hide_gridlines(2)
    guide.set_paper(_A4)
    guide.fit_to_pages(1, 0)


def _write_table(pen: _Pen, sheet: Sheet) -> None:
    words, page = pen.words, pen.page
    pen.write((0, 0), ID_TITLE, "head")
    page.set_column(0, 0, 34, pen.looks["id"], {"hidden": True})
    page.set_row(0, 2 * _LINE_HEIGHT)
    last = len(sheet.rows)
    for number, row in enumerate(sheet.rows, start=1):
        pen.write((number, 0), row.record, "id")
        lines = _lines(sheet, row)
        if lines > 1:
            page.set_row(number, min(lines * _LINE_HEIGHT, _HIGHEST_ROW))
    for at, column in enumerate(sheet.columns, start=1):
        page.set_column(at, at, column.width)
        pen.write((0, at), words.text(column.title), "head")
        for number, row in enumerate(sheet.rows, start=1):
            value = row.values.get(column.name, "")
            pen.write((number, at), shown(column, value, words), _look(column, value))
        for number in range(last + 1, last + 1 + _NEW_ROWS):
            pen.write((number, at), "", "day" if column.form is Form.DAY else "fill")
        if column.is_editable:
            rules = _rules(column, words)
            page.data_validation(1, at, last + _NEW_ROWS, at, rules)


def _lines(sheet: Sheet, row: Row) -> int:
    """How many lines a row's texts take, roughly; a row of one line grows with what is typed."""
    texts = [
        (row.values.get(column.name, ""), column.width - 3)
        for column in sheet.columns
        if column.form in (Form.TEXT, Form.LONG_TEXT)
    ]
    return max(
        sum(max(1, math.ceil(len(line) / width)) for line in text.split("\n"))
        for text, width in texts
    )


def _look(column: Column, value: str) -> str:
    """A text that a cell cannot hold whole is not to be written on."""
    if not column.is_editable or len(value) > CELL_LIMIT:
        return "read"
    return "day" if column.form is Form.DAY else "fill"


def _rules(column: Column, words: Words) -> dict[str, Any]:
    """What may be chosen in a column's cells, and what is to be written there."""
    rules: dict[str, Any] = {"validate": "any", "ignore_blank": True}
    if column.choices is not None:
        known = CHOICES[column.choices.__name__]
        rules |= {
            "validate": "list",
            "source": [words.text(known[choice]) for choice in column.choices],
            "error_title": words.text(column.title)[:32],
            "error_message": words.text("Choose one of the words of the list.")[:_HINT_LIMIT],
        }
    if column.hint:
        rules |= {
            "input_title": words.text(column.title)[:32],
            "input_message": words.text(column.hint)[:_HINT_LIMIT],
        }
    return rules


def _lay_out(pen: _Pen, sheet: Sheet) -> None:
    """Head row that stays, filters, protection, and how it is printed."""
    table = pen.page
    last_column = len(sheet.columns)
    table.freeze_panes(1, 0)
    table.autofilter(0, 0, max(1, len(sheet.rows)), last_column)
    table.protect("", _ALLOWED)
    table.hide_gridlines(2)
    table.set_landscape()
    table.set_paper(_A4)
    table.fit_to_pages(1, 0)
    table.repeat_rows(0)
    table.print_area(0, 0, max(1, len(sheet.rows)) + 2, last_column)
    table.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    table.set_header("&L" + sheet.title.replace("&", "&&")[:200])
    table.set_footer("&R&P/&N")


def _keep(pen: _Pen, sheet: Sheet) -> None:
    kept = pen.page
    told: Sequence[tuple[str, str]] = (
        ("export", sheet.export),
        ("kind", sheet.kind),
        ("language", sheet.language),
        ("seal", sheet.seal),
    )
    for row, (name, value) in enumerate(told):
        kept.write_string(row, 0, name)
        kept.write_string(row, 1, value)
    kept.protect()
    kept.very_hidden()


def _with_language(data: bytes, language: str) -> bytes:
    """The file with the language among its properties, which screen readers ask for."""
    parts = dict(every_part(data))
    told = f"<dc:language>{escape(language)}</dc:language></cp:coreProperties>"
    parts[_CORE] = parts[_CORE].replace(b"</cp:coreProperties>", told.encode())
    return pack(parts)
