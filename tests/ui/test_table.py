"""The list of every register, by keyboard and with a million rows."""

from time import perf_counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from kvdesk.ui.empty import EmptyState
from kvdesk.ui.list_model import ListModel
from kvdesk.ui.selection import CAP
from kvdesk.ui.table import Table
from ui.test_list_model import COLUMNS, MILLION, Register


@pytest.fixture
def table_of(bridge, settings, settle, qtbot):
    def make(size: int) -> Table:
        model = ListModel(bridge, Register(size).source(), COLUMNS)
        empty = EmptyState("inbox", "Nothing here")
        table = Table(model, settings, name="rows", title="Rows", empty=empty)
        qtbot.addWidget(table)
        table.resize(600, 400)
        table.show()
        model.load("all")
        settle()
        table.grab()
        settle()
        return table

    return make


def test_enter_opens_the_current_row(table_of, qtbot) -> None:
    table = table_of(10)
    table.setCurrentIndex(table.model().index(3, 0))
    with qtbot.waitSignal(table.opened) as told:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert told.args == [f"{4:032x}"]


def test_moving_tells_the_record(table_of, qtbot) -> None:
    table = table_of(10)
    with qtbot.waitSignal(table.moved) as told:
        table.setCurrentIndex(table.model().index(1, 0))
    assert told.args == [f"{2:032x}"]


def test_tab_leaves_the_list(table_of, qtbot) -> None:
    table = table_of(10)
    window = QWidget()
    qtbot.addWidget(window)
    field = QLineEdit()
    layout = QVBoxLayout(window)
    layout.addWidget(table)
    layout.addWidget(field)
    window.show()
    window.activateWindow()
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    qtbot.keyClick(table, Qt.Key.Key_Tab)
    assert window.focusWidget() is field


def test_letters_are_handed_on(table_of, qtbot) -> None:
    table = table_of(10)
    with qtbot.waitSignal(table.typed) as told:
        qtbot.keyClick(table, Qt.Key.Key_P)
    assert told.args == ["p"]


def test_a_short_list_selects_each_row(table_of) -> None:
    table = table_of(10)
    table.selectAll()
    assert not table.selection.everything
    assert list(table.selected_keys()) == list(range(1, 11))


@pytest.mark.parametrize("key", [Qt.Key.Key_A, Qt.Key.Key_Space])
def test_a_million_rows_answer_a_key_at_once(table_of, qtbot, key: Qt.Key) -> None:
    table = table_of(MILLION)
    for modifier in (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier):
        start = perf_counter()
        qtbot.keyClick(table, key, modifier)
        table.grab()
        assert perf_counter() - start < 0.5  # measured 12 ms; without the overrides 8 to 59 s


def test_everything_of_a_long_list_is_a_flag(table_of, qtbot) -> None:
    table = table_of(MILLION)
    with qtbot.waitSignal(table.selection.everything_changed) as told:
        table.selectAll()
    assert told.args == [True]
    assert len(table.selected_keys()) == MILLION
    table.setCurrentIndex(table.model().index(5, 0))
    assert not table.selection.everything
    assert list(table.selected_keys()) == [6]


def test_a_long_range_is_capped(table_of, qtbot) -> None:
    table = table_of(MILLION)
    table.setCurrentIndex(table.model().index(0, 0))
    last = table.model().index(MILLION - 1, 0)
    table.scrollTo(last)
    shift = Qt.KeyboardModifier.ShiftModifier
    place = table.visualRect(last).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, shift, place)
    assert len(table.selected_keys()) == CAP


def test_the_current_row_stays_current_when_the_list_is_read_again(table_of, settle) -> None:
    table = table_of(300)
    model = table.model()
    table.setCurrentIndex(model.index(7, 0))
    model._keys = model._keys[:]  # another vector with other rows before the current one
    model._take(model._keys[5:])
    settle()
    assert table.currentIndex().row() == 2


def test_a_record_is_shown_where_it_stands(table_of, settle) -> None:
    table = table_of(300)
    table.go_to(f"{250:032x}")
    settle()
    assert table.currentIndex().row() == 249


def test_an_empty_list_says_what_belongs_there(table_of) -> None:
    assert table_of(0)._empty.isVisible()
    assert not table_of(3)._empty.isVisible()


def test_a_click_on_a_heading_asks_to_sort_and_again_the_other_way(table_of, qtbot) -> None:
    table = table_of(3)
    asked = []
    table.sort_asked.connect(lambda *args: asked.append(args))
    header = table.horizontalHeader()
    place = header.viewport().rect().center()
    place.setX(header.sectionViewportPosition(0) + 30)
    for _ in range(3):
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked == [("title", False), ("title", True), ("title", False)]


def test_the_widest_column_fills_the_list(table_of) -> None:
    table = table_of(3)
    assert table.horizontalHeader().length() == table.viewport().width()


def test_a_width_that_the_user_set_is_remembered(table_of, settings, qtbot) -> None:
    table = table_of(3)
    table.horizontalHeader().resizeSection(1, 222)
    qtbot.waitUntil(lambda: settings.recall("columns/rows") is not None)
    again = table_of(3)
    assert abs(again.horizontalHeader().sectionSize(1) - 222) <= 1


def test_rows_are_never_lower_than_a_target_must_be(table_of) -> None:
    assert table_of(3).verticalHeader().defaultSectionSize() >= 32


def test_where_it_is_narrow_a_column_folds_under_the_longest_one(table_of) -> None:
    table = table_of(3)
    other = 1 - table.longest
    height = table.rowHeight(0)
    assert not table.isColumnHidden(other)
    table.resize(150, 400)
    assert table.isColumnHidden(other)
    assert table.rowHeight(0) > height
    index = table.model().index(0, table.longest)
    delegate = table.itemDelegateForIndex(index)
    assert delegate.second_line(index) == table.model().index(0, other).data()
    table.resize(600, 400)
    assert not table.isColumnHidden(other)
    assert delegate.second_line(index) == ""


def test_a_column_is_as_wide_as_what_it_shows(table_of) -> None:
    table = table_of(3)
    other = 1 - table.longest
    index = table.model().index(0, other)
    text = table.fontMetrics().horizontalAdvance(index.data())
    assert text < table.columnWidth(other)


def test_the_keys_walk_and_scroll_while_columns_are_folded(table_of, qtbot) -> None:
    table = table_of(300)
    other = 1 - table.longest
    table.setCurrentIndex(table.model().index(0, other))
    table.resize(150, 400)
    assert table.isColumnHidden(other)
    for _ in range(40):
        qtbot.keyClick(table, Qt.Key.Key_Down)
    index = table.model().index(40, table.longest)
    assert table.currentIndex().row() == 40
    assert table.viewport().rect().contains(table.visualRect(index).center())
