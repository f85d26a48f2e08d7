"""Workbooks of 2 000 rows and 10 columns against the libraries beneath them, or openpyxl."""

import time
from collections.abc import Callable
from importlib.util import find_spec
from io import BytesIO

from python_calamine import load_workbook
from xlsxwriter import Workbook

from kvdesk.domain.actions import ActionState
from kvdesk.domain.record import Form
from kvdesk.exchange.sheets.comparing import compare
from kvdesk.exchange.sheets.form import Column, Row, Sheet
from kvdesk.exchange.sheets.reading import read_book
from kvdesk.exchange.sheets.writing import sheet_bytes

__all__ = ["measure"]

ROWS = 2_000
ROUNDS = 5
COLUMNS = (
    *(Column(f"told{number}", f"Told {number}", 20) for number in range(6)),
    Column("due", "Due", 12, Form.DAY),
    Column("state", "State", 16, Form.CHOICE, "action.state", ActionState),
    Column("comment", "What has happened", 40, Form.LONG_TEXT, "action_report.comment"),
    Column("wish", "Due day wished for", 14, Form.DAY, "action_report.due_wish"),
)


def _sheet() -> Sheet:
    usual = {column.name: f"Toimenpide ja sen kuvaus, {column.name}" for column in COLUMNS[:6]}
    rows = [
        Row(f"{n:032x}", {**usual, "told0": str(n), "due": "2026-12-03", "state": "open"})
        for n in range(1, ROWS + 1)
    ]
    made_at = "2026-11-24T09:00:00+02:00"
    return Sheet("e" * 32, "actions", "Actions", "Actions", "en", made_at, "", COLUMNS, rows)


def _best(job: Callable[[], object]) -> float:
    spent = []
    for _ in range(ROUNDS):
        start = time.process_time()
        job()
        spent.append(time.process_time() - start)
    return min(spent)


def _written_plainly(sheet: Sheet) -> None:
    """The same texts by the library alone: no looks, no rules, no guide."""
    book = Workbook(BytesIO(), {"in_memory": True})
    page = book.add_worksheet("Actions")
    for number, row in enumerate(sheet.rows):
        page.write_string(number, 0, row.record)
        for at, column in enumerate(COLUMNS, start=1):
            page.write_string(number, at, row.values.get(column.name, ""))
    book.close()


def _peer(data: bytes) -> tuple[str, Callable[[], object]]:
    """What a reading is measured against."""
    if find_spec("openpyxl") is not None:
        from importlib import import_module

        load = import_module("openpyxl").load_workbook
        return "openpyxl", lambda: [
            [*page.values] for page in load(BytesIO(data), read_only=True).worksheets
        ]
    return "calamine alone", lambda: [
        book.get_sheet_by_name(name).to_python()
        for book in [load_workbook(BytesIO(data))]
        for name in book.sheet_names
    ]


def measure() -> list[tuple[str, float, float]]:
    """Name, figure and limit of each measurement."""
    sheet = _sheet()
    data = sheet_bytes(sheet)
    known = {row.record: row.values for row in sheet.rows}

    def read() -> None:
        book = read_book(data)
        compare(book.tables, COLUMNS, known, language="en", today="2026-11-24")

    name, plainly = _peer(data)
    writing, reading = _best(lambda: sheet_bytes(sheet)), _best(read)
    limit = 1.0 if name == "openpyxl" else 12.0
    return [
        (
            f"workbook of {ROWS} rows x 10 written in {writing:.3f} s, against XlsxWriter alone",
            writing / _best(lambda: _written_plainly(sheet)),
            3.0,
        ),
        (
            f"{ROWS} rows x 10 checked, read and compared in {reading:.3f} s, against {name}",
            reading / _best(plainly),
            limit,
        ),
    ]
