"""The page of keyboard shortcuts can be walked and read without a mouse."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QKeySequenceEdit, QLineEdit, QListWidget, QToolButton, QWidget

from kvdesk.ui.settings_page import SettingsDialog

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def dialog(context, qtbot) -> Iterator[SettingsDialog]:
    window = QWidget()
    qtbot.addWidget(window)
    dialog = SettingsDialog(context, window)
    dialog.show()
    dialog.findChild(QListWidget).setCurrentRow(1)
    yield dialog
    dialog.close()


def test_every_field_and_button_of_a_shortcut_has_a_name(dialog) -> None:
    edits = dialog.findChildren(QKeySequenceEdit)
    inner = [part for edit in edits for part in edit.findChildren(QLineEdit)]
    inner += [part for edit in edits for part in edit.findChildren(QToolButton)]
    assert len(inner) >= 2 * len(edits) > 40
    assert [part for part in inner if not part.accessibleName()] == []


def test_shift_tab_leaves_a_shortcut_as_it_was(dialog, qtbot) -> None:
    first, second = dialog.findChildren(QKeySequenceEdit)[:2]
    second.setFocus()
    before = second.keySequence()
    qtbot.keyClick(second, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert second.keySequence() == before
    assert dialog.focusWidget() is first


def test_tab_goes_from_the_names_of_the_pages_to_the_page(dialog, qtbot) -> None:
    names = dialog.findChild(QListWidget)
    names.setFocus()
    qtbot.keyClick(names, Qt.Key.Key_Tab)
    assert dialog.focusWidget() is dialog.findChildren(QKeySequenceEdit)[0]


def test_a_key_with_modifiers_is_taken_down(dialog, qtbot, settings) -> None:
    edit = dialog.findChildren(QKeySequenceEdit)[0]
    edit.setFocus()
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(edit, Qt.Key.Key_F12, modifiers)
    qtbot.waitUntil(lambda: "Ctrl+Shift+F12" in settings.now.shortcuts.values(), timeout=3000)
