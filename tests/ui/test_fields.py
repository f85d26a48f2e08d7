"""Fields save by themselves, under the record they were typed for, and never lose a text."""

import threading
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QVBoxLayout, QWidget

from kvdesk.kernel.errors import Refusal, WorldFailure
from kvdesk.ui.date_field import DayField, MomentField, TimeField
from kvdesk.ui.field import CheckField, ChoiceField, LineField, TextField
from kvdesk.ui.form import Form
from kvdesk.ui.style import WheelFilter

_NOT_INVERTED = bool(0)


class Writes:
    """Makes commands that keep their value in the desk, or fail."""

    def __init__(self) -> None:
        self.trouble: list[Exception] = []
        self.gate: threading.Event | None = None

    def __call__(self, record: str, value: str):
        def command(desk):
            if self.gate is not None:
                self.gate.wait(5)
            if self.trouble:
                raise self.trouble.pop(0)
            desk.values[record] = value
            return SimpleNamespace(id=record, touched={"decision": (record,)})

        return command


@pytest.fixture
def writes() -> Writes:
    return Writes()


@pytest.fixture
def shown(qtbot):
    """Put fields into a window, so that they can have the focus."""

    windows = []

    def show(*fields: QWidget) -> QWidget:
        window = QWidget()
        windows.append(window)
        layout = QVBoxLayout(window)
        for field in fields:
            layout.addWidget(field)
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    return show


@pytest.fixture
def two_fields(context, writes, shown):
    """A field of some kind and another one beside it to go to."""

    def make(kind):
        field = kind(context, "When", writes)
        other = LineField(context, "Other", writes)
        shown(other, field)
        return field, other

    return make


@pytest.fixture
def line(context, writes, shown, qtbot) -> LineField:
    field = LineField(context, "Title", writes)
    field.show_value("old", of="a")
    other = LineField(context, "Other", writes)
    field.window_ = shown(field, other)
    field.other = other
    field.editor.setFocus()
    qtbot.waitUntil(field.editor.hasFocus)
    field.editor.setCursorPosition(3)
    return field


def test_a_text_is_saved_when_the_hands_rest(line, desk, qtbot) -> None:
    qtbot.keyClicks(line.editor, "er")
    assert desk.values == {}
    qtbot.waitUntil(lambda: desk.values == {"a": "older"}, timeout=2000)


def test_a_text_is_saved_at_once_when_the_field_is_left(line, desk, settle, qtbot) -> None:
    qtbot.keyClicks(line.editor, "er")
    line.other.editor.setFocus()
    settle()
    assert desk.values == {"a": "older"}


def test_enter_saves_at_once(line, desk, settle, qtbot) -> None:
    qtbot.keyClicks(line.editor, "er")
    qtbot.keyClick(line.editor, Qt.Key.Key_Return)
    settle()
    assert desk.values == {"a": "older"}


def test_leaving_the_view_saves(line, desk, bridge, settle, qtbot) -> None:
    qtbot.keyClicks(line.editor, "er")
    bridge.flush()
    settle()
    assert desk.values == {"a": "older"}


def test_showing_a_value_writes_nothing(line, desk, bridge, settle) -> None:
    line.show_value("  with spaces ", of="b")
    bridge.flush()
    settle()
    assert desk.values == {}


def test_turning_to_another_record_saves_under_the_one_before(line, desk, settle, qtbot) -> None:
    qtbot.keyClicks(line.editor, "er")
    line.show_value("another", of="b")
    settle()
    assert desk.values == {"a": "older"}
    assert line.value() == "another"


def test_an_answer_for_the_record_before_does_not_disturb_the_new_one(
    line, desk, writes, settle, qtbot
) -> None:
    writes.gate = threading.Event()
    qtbot.keyClicks(line.editor, "er")
    line.show_value("another", of="b")
    qtbot.keyClicks(line.editor, "s")
    writes.gate.set()
    line.autosave.flush()
    settle()
    assert desk.values["a"] == "older"
    assert desk.values["b"] == line.value()


def test_a_value_from_outside_does_not_overwrite_what_is_being_typed(line, qtbot) -> None:
    qtbot.keyClicks(line.editor, "er")
    line.show_value("from another window", of="a")
    assert line.value() == "older"


def test_a_value_from_outside_is_shown_when_nothing_is_typed(line) -> None:
    line.show_value("new", of="a")
    assert line.value() == "new"


def test_a_refused_text_stays_and_the_reason_stands_beneath(
    line, writes, desk, settle, qtbot
) -> None:
    writes.trouble.append(Refusal("day_unreadable", given="x"))
    qtbot.keyClicks(line.editor, "er")
    line.autosave.flush()
    settle()
    assert line.value() == "older"
    assert "is not a day" in line.editor.accessibleDescription()
    assert line.editor.property("wrong")
    qtbot.keyClicks(line.editor, "!")
    line.autosave.flush()
    settle()
    assert desk.values == {"a": "older!"}
    assert not line.editor.property("wrong")


def test_going_back_to_the_stored_text_ends_the_trouble(line, writes, settle, qtbot) -> None:
    writes.trouble.append(Refusal("day_unreadable", given="x"))
    qtbot.keyClicks(line.editor, "!")
    line.autosave.flush()
    settle()
    qtbot.keyClick(line.editor, Qt.Key.Key_Backspace)
    line.autosave.flush()
    assert not line.editor.property("wrong")


def test_a_full_disk_is_tried_again(line, writes, desk, settle, qtbot) -> None:
    writes.trouble.append(WorldFailure("disk_full", file="x"))
    line.autosave._again.setInterval(10)
    qtbot.keyClicks(line.editor, "er")
    line.autosave.flush()
    qtbot.waitUntil(lambda: desk.values == {"a": "older"}, timeout=2000)
    settle()
    assert not line.editor.property("wrong")


def test_a_long_text_grows_with_its_lines_and_tab_leaves_it(context, writes, shown, qtbot) -> None:
    field = TextField(context, "Text", writes, lines=(2, 6))
    shown(field)
    low = field.editor.height()
    field.show_value("\n".join("abcdef"), of="a")
    assert field.editor.height() > low
    assert field.editor.tabChangesFocus()


def test_a_long_text_is_saved(context, writes, desk, shown, settle, qtbot) -> None:
    field = TextField(context, "Text", writes)
    shown(field)
    field.show_value("one", of="a")
    field.editor.setFocus()
    qtbot.keyClicks(field.editor, "two ")
    field.autosave.flush()
    settle()
    assert desk.values == {"a": "two one"}


def test_a_choice_is_saved_at_once(context, writes, desk, shown, settle, qtbot) -> None:
    field = ChoiceField(context, "State", writes)
    field.set_choices([("o", "Open"), ("d", "Done")])
    field.show_value("o", of="a")
    shown(field)
    field.editor.setFocus()
    qtbot.keyClick(field.editor, Qt.Key.Key_Down)
    settle()
    assert desk.values == {"a": "d"}


def test_a_name_can_be_searched_and_nonsense_goes_back(
    context, writes, desk, shown, settle, qtbot
) -> None:
    field = ChoiceField(context, "Owner", writes, searchable=True)
    field.set_choices([("1", "Aho, Liisa"), ("2", "Virtanen, Matti")])
    field.show_value("1", of="a")
    shown(field)
    line = field.editor.lineEdit()
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "virtanen, matti")
    line.editingFinished.emit()
    settle()
    assert desk.values == {"a": "2"}
    line.setText("nobody")
    line.editingFinished.emit()
    assert line.text() == "Virtanen, Matti"


def test_a_tick_is_saved(context, writes, desk, shown, settle, qtbot) -> None:
    field = CheckField(context, "Secret", writes)
    field.show_value("", of="a")
    shown(field)
    field.editor.click()
    settle()
    assert desk.values == {"a": "1"}


@pytest.mark.parametrize(
    "case",
    [
        (DayField, "3.12.", "2026-12-03", "3 December 2026"),
        (DayField, "huomenna", "2026-11-25", "25 November 2026"),
        (DayField, "vko 49", "2026-11-30", "30 November 2026"),
        (TimeField, "9.30", "09:30", "9:30"),
        (MomentField, "3.12.2026 klo 9", "2026-12-03T09:00", "3 December 2026 9:00"),
    ],
)
def test_days_and_times_are_read_as_people_write_them(
    case, two_fields, desk, settle, qtbot
) -> None:
    kind, typed, stored, seen = case
    field, other = two_fields(kind)
    field.show_value("", of="a")
    field.editor.setFocus()
    qtbot.keyClicks(field.editor, typed)
    other.editor.setFocus()
    settle()
    assert desk.values == {"a": stored}
    assert field.editor.text() == seen


def test_a_day_is_edited_in_the_form_that_can_be_typed(two_fields, desk, settle, qtbot) -> None:
    field, other = two_fields(DayField)
    field.show_value("2026-12-03", of="a")
    assert field.editor.text() == "3 December 2026"
    field.editor.setFocus()
    assert field.editor.text() == "3.12.2026"
    other.editor.setFocus()
    settle()
    assert field.editor.text() == "3 December 2026"
    assert desk.values == {}


def test_what_is_no_day_is_said_beside_the_field(context, writes, desk, shown, qtbot) -> None:
    field = DayField(context, "When", writes)
    field.show_value("2026-12-03", of="a")
    shown(field)
    field.editor.setText("kohta")
    field.autosave.flush()
    assert field.editor.text() == "kohta"
    assert field.editor.property("wrong")
    assert desk.values == {}


def test_each_field_of_a_form_has_the_name_of_its_label(context, writes, qtbot) -> None:
    form = Form()
    qtbot.addWidget(form)
    for kind in (LineField, TextField, DayField, ChoiceField):
        field = kind(context, f"A {kind.__name__}", writes)
        form.add(field)
        assert field.editor.accessibleName() == field.title
        assert form._layout.labelForField(field).buddy() is field.editor


def test_the_wheel_over_a_choice_without_focus_changes_nothing(qtbot, qapp) -> None:
    guard = WheelFilter()
    qapp.installEventFilter(guard)
    combo = QComboBox()
    combo.addItems(["a", "b", "c"])
    combo.setCurrentIndex(1)
    qtbot.addWidget(combo)
    combo.show()
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, 0),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        _NOT_INVERTED,
    )
    QApplication.sendEvent(combo, event)
    qapp.removeEventFilter(guard)
    assert combo.currentIndex() == 1
