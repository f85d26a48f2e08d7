"""Round trips of a long workbook through other hands: every edit is found, none invented."""

import shutil
import subprocess
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.board import add
from desk.workbooks import sheets_of, workbook
from exchange.sheet_samples import COLUMNS, record, sheet
from kvdesk.desk.exchange import ImportPackage, PreviewPackage
from kvdesk.desk.recording import AddRecord
from kvdesk.desk.sheet_kinds import SheetName
from kvdesk.desk.sheets import WriteSheet
from kvdesk.domain.actions import Action
from kvdesk.exchange.sheets.comparing import Finding, compare
from kvdesk.exchange.sheets.form import KEPT_SHEET
from kvdesk.exchange.sheets.reading import read_book
from kvdesk.exchange.sheets.writing import sheet_bytes

ROWS = 2_000
STATES = {
    "Kesken": "in_progress",
    "TEHTY ": "done",
    "Inställd": "cancelled",
    "in progress": "in_progress",
}
TEXTS = (
    "=1+1",
    "+358 40",
    "-",
    "@SUM(A1)",
    "  Valmis ensi viikolla\nja testattu  ",
    "\u202eoikea",
    "7",
)
DAYS = (date(2027, 1, 15), "15.1.2027", "2027-01-15", 46_402)

EDITS = st.dictionaries(
    st.tuples(st.integers(1, ROWS), st.sampled_from(("state", "comment", "wish"))),
    st.integers(0, 10**6),
    max_size=300,
)


@pytest.fixture(scope="module")
def long(tmp_path_factory):
    """A workbook of 2 000 rows as the library reads it back, and what went out."""
    made = sheet(ROWS)
    file = tmp_path_factory.mktemp("long") / "pitkä.xlsx"
    file.write_bytes(sheet_bytes(made))
    return sheets_of(file), {row.record: row.values for row in made.rows}


def said(column: str, chance: int):
    """What somebody writes into a cell, and what is meant."""
    if column == "state":
        given = sorted(STATES)[chance % len(STATES)]
        return given, STATES[given]
    if column == "wish":
        return DAYS[chance % len(DAYS)], "2027-01-15"
    given = TEXTS[chance % len(TEXTS)]
    return given, given.replace("\u202e", "").strip()


@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(edits=EDITS, order=st.randoms(use_true_random=False), lost=st.sets(st.integers(1, ROWS)))
def test_all_edited_cells_are_found_and_none_is_invented(long, edits, order, lost):
    sheets, known = long
    name = "Toimenpiteet"
    head, *rows = [list(row) for row in sheets[name]]
    places = {column.name: at for at, column in enumerate(COLUMNS, start=1)}
    expected: dict[str, dict[str, str]] = {}
    for (row, column), chance in edits.items():
        given, meant = said(column, chance)
        rows[row - 1][places[column]] = given
        if row not in lost:
            expected.setdefault(record(row), {})[column] = meant
    left = [row for number, row in enumerate(rows, start=1) if number not in lost]
    order.shuffle(left)
    columns = list(range(len(head)))
    order.shuffle(columns)
    moved = [[*(row[at] for at in columns), "oma"] for row in [[*head], *left]]
    came = read_book(workbook({**sheets, name: moved}))
    result = compare(came.tables, COLUMNS, known, language="fi", today="2026-11-24")
    assert result.edits == expected
    assert {note.finding for note in result.notes} <= {Finding.CHANGED}


def test_two_thousand_rows_come_back_into_the_desk_and_nothing_else_moves(desk, tmp_path):
    department = add(desk, "organisation", code="PL-08", name_fi="Pirkanmaan pelastuslaitos")
    adding = [
        AddRecord(
            kind="action",
            values={"title": f"Toimenpide {n}", "number": n, "organisation": department},
        )
        for n in range(1, ROWS + 1)
    ]
    desk.do_all(adding)
    file = tmp_path / "pitkä.xlsx"
    desk.perform(WriteSheet(kind=SheetName.ACTIONS, out=file, department=department))
    sheets = sheets_of(file)
    rows = sheets["Toimenpiteet"]
    for row in rows[1 : ROWS + 1 : 7]:
        row[6], row[7] = "Tehty", "Valmis"
    file.write_bytes(workbook({**sheets, "Toimenpiteet": [rows[0], *reversed(rows[1:])]}))
    came = desk.perform(ImportPackage(file=file))
    edited = len(range(1, ROWS + 1, 7))
    assert (came.changes, came.new, came.changed) == (
        edited,
        {"action_report": edited},
        {"action": edited},
    )
    done = [a.number for a in desk.store.read(lambda reader: reader.all(Action, state="done"))]
    assert sorted(done) == list(range(1, ROWS + 1, 7))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_a_workbook_that_libreoffice_opened_and_saved_says_the_same(desk, tmp_path):
    department = add(desk, "organisation", code="PL-08", name_fi="Pirkanmaan pelastuslaitos")
    for number, title in enumerate(("=1+1", "_x0041_", "Å  ja\nä", "@x"), start=1):
        add(desk, "action", title=title, number=number, organisation=department, due="2026-12-03")
    file = tmp_path / "toimenpiteet.xlsx"
    desk.perform(WriteSheet(kind=SheetName.ACTIONS, out=file, department=department))
    saved = saved_by_libreoffice(file, tmp_path / "saved")
    came = desk.perform(PreviewPackage(file=saved))
    assert (came.changes, came.cells) == (0, ())
    sheets = sheets_of(saved)
    sheets["Toimenpiteet"][3][6] = "Tehty"
    sheets["Toimenpiteet"][2][8] = date(2027, 1, 15)
    file.write_bytes(workbook(sheets))
    again = saved_by_libreoffice(file, tmp_path / "again")
    came = desk.perform(ImportPackage(file=again))
    assert [(note.finding, note.given) for note in came.cells] == [
        (Finding.CHANGED, "15.1.2027"),
        (Finding.CHANGED, "Tehty"),
    ]
    assert KEPT_SHEET in sheets


def saved_by_libreoffice(file, folder):
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile"]
    subprocess.run(
        [*command, "--convert-to", "xlsx", "--outdir", str(folder), str(file)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return folder / file.name
