"""The meetings over a real desk: what is shown, and which rows typing and buttons write."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QHeaderView, QLineEdit

from kvdesk.desk.catalogue import full_registry
from kvdesk.desk.desk import Desk
from kvdesk.desk.minutes import WriteAgenda
from kvdesk.desk.recording import ChangeRecord
from kvdesk.domain.meetings import AgendaEntry, Attendance, Meeting, MeetingState, Presence, Reply
from kvdesk.ui.bridge import Touch
from kvdesk.ui.views.meetings import MeetingsView
from ui.real_desk import plan

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def desk(tmp_path: Path, clock) -> Iterator[Desk]:
    full_registry()
    with Desk.create(tmp_path / "desk", clock=clock) as desk:
        yield desk


@pytest.fixture
def planned(desk):
    return plan(desk)


@pytest.fixture
def view(planned, context, qtbot, settle):
    view = MeetingsView(context)
    context.bridge.touched.connect(view.on_touched)
    context.bridge.failed.connect(context.shell.refuse)
    qtbot.addWidget(view)
    view.resize(1200, 900)
    view.show()
    settle()
    return view


def rows(desk, kind, **equal):
    return desk.store.read(lambda reader: reader.all(kind, **equal))


def titles(view):
    items = view.editor.agenda.items
    return [items.item(row).text() for row in range(items.count())]


def test_the_first_meeting_and_its_agenda_are_shown(view):
    assert view.editor.title.text() == "Pelastusjohtajien hallitus 1/2026"
    assert titles(view) == [
        "1 Kokouksen avaus",
        "2 Laillisuus ja päätösvaltaisuus",
        "3 Omavalvonta",
        "4 Kokouksen päättäminen",
    ]


def test_what_is_typed_saves_itself(view, qtbot, desk, settle):
    field = view.editor.fields["title"]
    field.editor.setFocus()
    qtbot.keyClicks(field.editor, "Syyskokous")
    qtbot.waitUntil(lambda: rows(desk, Meeting)[0].title == "Syyskokous", timeout=2000)
    settle()


def test_ctrl_down_moves_an_item_and_it_stays_current(view, qtbot, settle, desk):
    items = view.editor.agenda.items
    items.setCurrentRow(1)
    items.setFocus()
    qtbot.keyClick(items, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert titles(view)[1:3] == ["2 Omavalvonta", "3 Laillisuus ja päätösvaltaisuus"]
    assert items.currentItem().text() == "3 Laillisuus ja päätösvaltaisuus"


def test_a_new_item_is_current_and_waits_for_its_name(view, qtbot, settle, desk):
    qtbot.mouseClick(view.editor.agenda.buttons["add"], Qt.MouseButton.LeftButton)
    settle()
    assert view.editor.agenda.items.currentItem().text() == "4 New item"
    assert view.editor.agenda.fields["title"].value() == "New item"


def test_a_removed_item_is_gone_and_can_be_undone(view, qtbot, settle, desk, shell):
    view.editor.agenda.items.setCurrentRow(2)
    qtbot.mouseClick(view.editor.agenda.buttons["remove"], Qt.MouseButton.LeftButton)
    settle()
    assert "3 Omavalvonta" not in titles(view)
    assert shell.toasts == ["The item was removed. [undo]"]


def test_an_items_proposal_saves_under_that_item(view, qtbot, settle, desk, planned):
    view.editor.agenda.items.setCurrentRow(2)
    field = view.editor.agenda.fields["proposal"]
    field.editor.setPlainText("Hyväksytään muutettuna.")
    view.editor.agenda.items.setCurrentRow(0)
    settle()
    entry = rows(desk, AgendaEntry, id=planned.entry)[0]
    assert entry.proposal == "Hyväksytään muutettuna."


def test_the_buttons_lead_from_plan_to_session(view, qtbot, settle, desk):
    steps = view.editor.steps
    qtbot.mouseClick(steps["call"], Qt.MouseButton.LeftButton)
    settle()
    assert not steps["call"].isVisible()
    qtbot.mouseClick(steps["open"], Qt.MouseButton.LeftButton)
    settle()
    assert rows(desk, Meeting)[0].state is MeetingState.IN_SESSION
    assert [name for name, button in steps.items() if button.isVisible()] == ["end"]


def test_ending_with_an_open_item_is_refused(view, qtbot, settle, desk, shell):
    qtbot.mouseClick(view.editor.steps["open"], Qt.MouseButton.LeftButton)
    settle()
    qtbot.mouseClick(view.editor.steps["end"], Qt.MouseButton.LeftButton)
    settle()
    assert [error.code for error in shell.refused] == ["fate_missing"]
    assert rows(desk, Meeting)[0].state is MeetingState.IN_SESSION


def test_a_letter_marks_somebody_absent(view, qtbot, settle, desk, planned):
    view.editor.roll.setCurrentRow(1)
    qtbot.keyClick(view.editor.roll, Qt.Key.Key_A)
    settle()
    stay = rows(desk, Attendance, person=planned.people.members[1])[0]
    assert stay.presence is Presence.ABSENT


def test_a_document_is_written_beside_the_window(view, settle, desk, tmp_path, shell):
    file = tmp_path / "agenda.docx"
    view.editor.write_document(WriteAgenda, file)
    settle()
    assert file.stat().st_size > 1000
    assert shell.toasts == [f"Written: {file}"]


def test_f5_opens_the_meeting_and_goes_live(view, qtbot, settle, desk, shell, planned):
    qtbot.keyClick(view.table, Qt.Key.Key_F5)
    settle()
    assert rows(desk, Meeting)[0].state is MeetingState.IN_SESSION
    assert shell.opened == [("live", planned.meeting, None)]


def test_a_new_meeting_becomes_current(view, qtbot, settle, desk):
    qtbot.keyClick(view.table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    settle()
    settle()
    assert len(rows(desk, Meeting)) == 2
    assert view.editor.title.text() == "Pelastusjohtajien hallitus 2/2026"


def test_every_control_has_a_name(view):
    kinds = (QLineEdit, QComboBox, QAbstractButton, QAbstractItemView)
    found = [widget for kind in kinds for widget in view.findChildren(kind)]
    shown = [w for w in found if w.isVisible() and not isinstance(w, QHeaderView)]
    nameless = [w for w in shown if not (w.accessibleName() or getattr(w, "text", str)())]
    assert nameless == []


def test_in_a_narrow_window_list_and_meeting_take_turns(view, qtbot) -> None:
    assert view.table.isVisible()
    assert view.editor.isVisible()
    view.resize(560, 600)
    assert view.table.isVisible()
    assert not view.editor.isVisible()
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert not view.table.isVisible()
    assert view.editor.isVisible()
    view.back.click()
    assert view.table.isVisible()
    view.resize(1200, 900)
    assert view.table.isVisible()
    assert view.editor.isVisible()
    assert not view.back.isVisible()


def test_the_roll_tells_what_somebody_answered_until_they_are_there(view, planned, desk, settle):
    stay = rows(desk, Attendance, meeting=planned.meeting)[0]
    values = {"reply": Reply.DEPUTY, "deputy_name": "Aino Varanen", "remark": "tulee junalla"}
    desk.do(ChangeRecord(kind="attendance", id=stay.id, values=values))
    view.on_touched(Touch({"attendance": (stay.id,)}))
    settle()
    roll = view.editor.roll
    told = [roll.item(row).text() for row in range(roll.count())]
    assert told[0].endswith("A deputy comes · Aino Varanen · tulee junalla")
    assert not any("No reply" in line for line in told)
