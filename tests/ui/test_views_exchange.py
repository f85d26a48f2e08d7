"""The exchange over two real desks that send each other packages."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from desk.board import add
from desk.workbooks import edited
from kvdesk.desk.catalogue import full_registry
from kvdesk.desk.desk import Desk
from kvdesk.desk.exchange import (
    Imported,
    ImportPackage,
    ListConflicts,
    ResolveConflict,
    WriteExport,
)
from kvdesk.desk.recording import SetField
from kvdesk.desk.sheet_kinds import SheetName
from kvdesk.desk.sheets import WriteSheet
from kvdesk.domain.actions import Action, ActionState
from kvdesk.domain.matters import Matter
from kvdesk.exchange.sheets.comparing import CellNote, Finding
from kvdesk.kernel.clock import Clock
from kvdesk.kernel.errors import Refusal
from kvdesk.ui.views.exchange import ExchangeView
from kvdesk.ui.views.exchange_sheets import cell_lines
from ui.real_desk import plan

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def make(folder: Path, name: str, clock) -> Desk:
    full_registry()
    desk = Desk.create(folder / name, clock=clock)
    desk.identify({"department": f"PL-{name}", "name": f"Osasto {name}"})
    return desk


@pytest.fixture
def other(tmp_path, clock) -> Iterator[Desk]:
    """Its clock is a minute behind, so that of two values it is known which is shown first."""
    behind = Clock(lambda: clock.now() - timedelta(minutes=1))
    with make(tmp_path, "other", behind) as other:
        yield other


@pytest.fixture
def desk(tmp_path, clock) -> Iterator[Desk]:
    with make(tmp_path, "own", clock) as desk:
        yield desk


@pytest.fixture
def package(other, tmp_path):
    add(other, "matter", title="Omavalvonta")
    file = tmp_path / "other.kvx"
    other.perform(WriteExport(out=file))
    return file


@pytest.fixture
def view(desk, context, qtbot, settle):
    view = ExchangeView(context)
    context.bridge.touched.connect(view.on_touched)
    context.bridge.failed.connect(context.shell.refuse)
    qtbot.addWidget(view)
    view.resize(1200, 800)
    view.show()
    settle()
    return view


def matters(desk):
    return [matter.title for matter in desk.store.read(lambda reader: reader.all(Matter))]


@pytest.fixture
def quarrel(desk, other, tmp_path):
    """One title, written on both desks at the same time."""
    matter = add(other, "matter", title="Omavalvonta")
    file = tmp_path / "first.kvx"
    other.perform(WriteExport(out=file))
    desk.perform(ImportPackage(file=file))
    for side, title in ((other, "Heidän"), (desk, "Meidän")):
        side.do(SetField(kind="matter", id=matter, field="title", value=title))
    second = tmp_path / "second.kvx"
    other.perform(WriteExport(out=second))
    desk.perform(ImportPackage(file=second))
    return matter


def test_a_preview_counts_and_writes_nothing(view, package, desk, settle):
    view.show_preview(package)
    settle()
    assert view.preview.isVisible()
    assert "New 1" in view.preview.summary.text()
    assert "Osasto other" in view.preview.sent_by.text()
    assert matters(desk) == []


def test_an_import_writes_and_stands_in_the_list(view, package, desk, settle, qtbot, shell):
    view.show_preview(package)
    settle()
    qtbot.mouseClick(view.preview.take, Qt.MouseButton.LeftButton)
    settle()
    assert matters(desk) == ["Omavalvonta"]
    assert view.imports.item(0, 0).text() == "24 November 2026 14:32"
    assert view.imports.item(0, 1).text() == "other.kvx"
    assert not view.preview.isVisible()


def test_an_import_is_undone_as_a_whole(view, package, desk, settle, qtbot):
    desk.perform(ImportPackage(file=package))
    view._read()
    settle()
    qtbot.mouseClick(view.undo_button, Qt.MouseButton.LeftButton)
    settle()
    assert matters(desk) == []
    assert view.imports.item(0, 3).text() == "Undone"
    assert not view.undo_button.isEnabled()


def test_a_file_that_is_no_package_is_refused(view, tmp_path, settle, shell):
    file = tmp_path / "torn.kvx"
    file.write_bytes(b"PK\x03\x04 torn")
    view.show_preview(file)
    settle()
    assert len(shell.refused) == 1
    assert not view.preview.isVisible()


def test_everything_is_exported_and_can_be_taken_in_elsewhere(
    view, desk, other, tmp_path, settle, shell
):
    add(desk, "matter", title="Valmius")
    file = tmp_path / "out.kvx"
    view.export_to(file)
    settle()
    other.perform(ImportPackage(file=file))
    assert matters(other) == ["Valmius"]
    assert str(file) in shell.toasts[0]


def test_one_meeting_can_be_chosen_for_export(view, desk, other, tmp_path, settle):
    planned = plan(desk)
    add(desk, "matter", title="Muu asia")
    view._read()
    settle()
    settle()
    view.scope.choice.setCurrentIndex(1)
    assert view.scope.scope() == f"meeting:{planned.meeting}"
    file = tmp_path / "meeting.kvx"
    view.export_to(file)
    settle()
    other.perform(ImportPackage(file=file))
    assert matters(other) == []


def test_a_conflict_shows_both_values(quarrel, view):
    table = view.conflicts.table
    assert table.rowCount() == 1
    assert table.item(0, 0).text() == "Meidän\nTitle"
    assert table.item(0, 1).text() == "Omavalvonta"
    assert table.item(0, 2).text().startswith("Meidän (Osasto own")
    assert table.item(0, 3).text().startswith("Heidän (Osasto other")


def test_right_takes_theirs(quarrel, view, desk, qtbot, settle):
    view.conflicts.table.setFocus()
    qtbot.keyClick(view.conflicts.table, Qt.Key.Key_Right)
    settle()
    assert matters(desk) == ["Heidän"]
    assert desk.ask(ListConflicts()) == []
    assert not view.conflicts.isVisible()


def test_ours_can_be_taken_by_its_button(quarrel, view, desk, qtbot, settle):
    qtbot.mouseClick(view.conflicts.ours, Qt.MouseButton.LeftButton)
    settle()
    assert matters(desk) == ["Meidän"]


def test_a_text_of_ones_own_settles_a_conflict(quarrel, view, desk, qtbot, settle):
    view.conflicts.own.setText("Yhteinen")
    qtbot.keyClick(view.conflicts.own, Qt.Key.Key_Return)
    settle()
    assert matters(desk) == ["Yhteinen"]
    assert desk.ask(ListConflicts()) == []


def test_the_preview_of_one_part_names_the_parts_that_are_still_missing(view, settle):
    seen = Imported(
        sender="Lappi", department="PL-19", fingerprint="ABCD", made_at="2026-11-24T10:15:00+00:00",
        scope="all", changes=7, operations=7, known=0, new={}, changed={}, conflicts=(),
        part=2, parts=3, missing_parts=(1, 3),
    )  # fmt: skip
    view.preview.show_preview("kaikki-2of3.kvx", seen)
    assert "Part 2/3 · still missing: 1, 3" in view.preview.details.text()
    view.preview.show_preview("kaikki-2of3.kvx", replace(seen, missing_parts=()))
    assert "Part 2/3\n" in view.preview.details.text()
    view.preview.show_preview("kaikki.kvx", replace(seen, part=0, parts=0, missing_parts=()))
    assert "Part" not in view.preview.details.text()


BASE = "Laitokset toimivat yhdessä. Hallitus seuraa tavoitteita. Sihteeristö kokoaa tiedot."
OURS = "Laitokset toimivat yhdessä. Hallitus seuraa tavoitteita. Sihteeristö kokoaa luvut."
THEIRS = "Alueet toimivat yhdessä. Hallitus seuraa tavoitteita. Sihteeristö kokoaa tiedot."


@pytest.fixture
def long_quarrel(desk, other, tmp_path):
    """The summary of one matter, changed on both desks in different sentences."""
    matter = add(other, "matter", title="Omavalvonta", summary=BASE)
    file = tmp_path / "first.kvx"
    other.perform(WriteExport(out=file))
    desk.perform(ImportPackage(file=file))
    for side, text in ((other, THEIRS), (desk, OURS)):
        side.do(SetField(kind="matter", id=matter, field="summary", value=text))
    second = tmp_path / "second.kvx"
    other.perform(WriteExport(out=second))
    desk.perform(ImportPackage(file=second))
    return matter


def summary(desk) -> str:
    return desk.ask(lambda reader: reader.all(Matter))[0].summary


def test_both_changes_of_a_long_text_are_shown_and_offered_in_one(long_quarrel, view, desk, settle):
    shown = view.conflicts.text
    assert shown.isVisibleTo(view.conflicts)
    assert not view.conflicts.own.isVisibleTo(view.conflicts)
    assert "−tiedot+luvut." in shown.ours.toPlainText()
    assert "−Laitokset+Alueet toimivat" in shown.theirs.toPlainText()
    both = "Alueet toimivat yhdessä. Hallitus seuraa tavoitteita. Sihteeristö kokoaa luvut."
    assert shown.text == both
    assert summary(desk) == OURS, "nothing counts before somebody takes it"

    view.conflicts.take_own.click()
    settle()

    assert summary(desk) == both
    assert desk.ask(ListConflicts()) == []


def test_a_proposal_can_be_edited_before_it_is_taken(long_quarrel, view, desk, settle):
    view.conflicts.text.editor.setPlainText("Sovittu teksti.")
    view.conflicts.take_own.click()
    settle()
    assert summary(desk) == "Sovittu teksti."


def test_n_leaves_a_conflict_for_later(quarrel, view, desk, qtbot, settle):
    view.conflicts.table.setFocus()
    qtbot.keyClick(view.conflicts.table, Qt.Key.Key_N)
    settle()
    assert len(desk.ask(ListConflicts())) == 1
    assert view.conflicts.table.currentRow() == 0


def test_shift_right_takes_theirs_everywhere(long_quarrel, view, desk, qtbot, settle):
    view.conflicts.table.setFocus()
    qtbot.keyClick(view.conflicts.table, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    settle()
    assert summary(desk) == THEIRS
    assert desk.ask(ListConflicts()) == []


def test_the_command_line_puts_together_what_lies_apart(long_quarrel, desk):
    desk.perform(ResolveConflict(record=long_quarrel, take="both"))
    assert summary(desk).startswith("Alueet")
    assert summary(desk).endswith("luvut.")


def test_what_meets_is_not_put_together_by_itself(quarrel, long_quarrel, desk):
    with pytest.raises(Refusal, match="conflict_not_of_texts"):
        desk.perform(ResolveConflict(record=quarrel, field="title", take="both"))


@pytest.fixture
def department(desk):
    department = add(desk, "organisation", code="PL-08", name_fi="Pirkanmaan pelastuslaitos")
    for number, title in enumerate(("Omavalvonta", "Kalusto"), start=1):
        add(desk, "action", title=title, number=number, organisation=department)
    return department


def test_a_workbook_is_written_for_a_department_filled_in_and_taken_in(
    department, view, desk, context, settle, tmp_path
):
    names = [view.scope.choice.itemText(at) for at in range(view.scope.choice.count())]
    at = names.index("Workbook of actions: Pirkanmaan pelastuslaitos")
    view.scope.choice.setCurrentIndex(at)
    view.export_to(tmp_path / "toimenpiteet.xlsx")
    settle()
    assert context.shell.toasts[-1] == f"2 rows written to {tmp_path / 'toimenpiteet.xlsx'}."
    answers = {(2, "State"): "Done", (3, "State"): "soon", (3, "What has happened"): "Ordered"}
    view.show_preview(edited(tmp_path / "toimenpiteet.xlsx", answers))
    settle()
    assert view.preview.isVisible()
    assert view.preview.summary.text() == "Edited cells 2 · to be looked at 1 · conflicts 0"
    assert view.preview.details.text().splitlines() == [
        "Not understood, left as it was: Row 3 · State (G) · Kalusto: soon",
        "Row 2 · State (G) · Omavalvonta: Open → Done",
        "Row 3 · What has happened (H) · Kalusto: – → Ordered",
    ]
    view.take_in()
    settle()
    states = {a.title: a.state for a in desk.store.read(lambda reader: reader.all(Action))}
    assert states == {"Omavalvonta": ActionState.DONE, "Kalusto": ActionState.OPEN}
    assert view.imports.rowCount() == 1
    view.undo_import()
    settle()
    assert {a.state for a in desk.store.read(lambda reader: reader.all(Action))} == {"open"}


def test_the_same_workbook_again_is_told_and_cannot_be_imported(
    department, view, desk, settle, tmp_path
):
    file = tmp_path / "toimenpiteet.xlsx"
    desk.perform(WriteSheet(kind=SheetName.ACTIONS, out=file, department=department, lang="en"))
    filled = edited(file, {(2, "State"): "Done"})
    desk.perform(ImportPackage(file=filled))
    view.show_preview(filled)
    settle()
    assert view.preview.summary.text() == "These answers have been imported already."
    assert not view.preview.take.isEnabled()


def test_of_many_edited_cells_the_first_are_told_and_the_rest_counted(context):
    note = CellNote(Finding.NEW_ROW, "Actions", 9, "", "", "", "Something new")
    lines = cell_lines([note] * 50, context.words)
    assert (len(lines), lines[-1]) == (41, "… and 10 more")
    assert lines[0] == "New row, a proposal: Row 9: Something new"
