"""Buttons made from actions, so that name, icon, key and state are said once."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QToolButton

from kvdesk.ui.acts import plain_text

__all__ = ["action_button", "tool_button"]


def action_button(action: QAction, *, primary: bool = False, text: str = "") -> QPushButton:
    """A button with the action's words and icon; `primary` marks the one that matters most."""
    button = QPushButton(text or _name(action))
    button.setIcon(action.icon())
    button.setToolTip(_hint(action))
    button.setProperty("look", "primary" if primary else "")
    button.setEnabled(action.isEnabled())
    action.enabledChanged.connect(button.setEnabled)
    button.clicked.connect(action.trigger)
    return button


def tool_button(action: QAction) -> QToolButton:
    """A small button that shows only the icon; the action's words are its name and its hint."""
    button = QToolButton()
    button.setDefaultAction(action)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    button.setAutoRaise(True)
    button.setAccessibleName(_name(action))
    button.setToolTip(_hint(action))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def _name(action: QAction) -> str:
    return plain_text(action).removesuffix("…")


def _hint(action: QAction) -> str:
    keys = action.shortcut().toString(action.shortcut().SequenceFormat.NativeText)
    return f"{_name(action)} ({keys})" if keys else _name(action)
