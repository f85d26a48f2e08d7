"""The key sheet (Shift+F1): every key of the window on one page, printable."""

from html import escape

from PySide6.QtGui import QKeySequence
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from kvdesk.kernel.words import Words
from kvdesk.ui.geometry import size_dialog
from kvdesk.ui.icons import icon
from kvdesk.ui.keys import KEYS, MENUS, KeyMap

__all__ = ["KeySheet"]


class KeySheet(QDialog):
    """Keys by menu, as they hold for this user."""

    def __init__(self, words: Words, keys: KeyMap, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words
        self.setWindowTitle(words.text("Keyboard shortcuts"))
        self._sheet = QTextBrowser()
        self._sheet.setAccessibleName(words.text("Keyboard shortcuts"))
        self._sheet.setHtml(_page(words, keys))
        show = QPushButton(words.text("Preview and print…"))
        show.setIcon(icon("printer"))
        show.clicked.connect(self._preview)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(show, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self._sheet)
        layout.addWidget(buttons)
        size_dialog(self, 72, 90)

    def _preview(self) -> None:
        preview = QPrintPreviewDialog(QPrinter(QPrinter.PrinterMode.HighResolution), self)
        preview.setWindowTitle(self.windowTitle())
        preview.paintRequested.connect(self._sheet.document().print_)
        preview.open()


def _page(words: Words, keys: KeyMap) -> str:
    """The sheet as simple markup of our own; names are escaped."""
    parts = []
    for menu, title in MENUS.items():
        rows = [
            f"<tr><td width='65%'>{escape(words.text(key.text))}</td>"
            f"<td>{escape(_keys_of(keys, key.name))}</td></tr>"
            for key in KEYS.values()
            if key.menu == menu and keys.keys(key.name)
        ]
        if rows:
            parts.append(f"<h3>{escape(words.text(title))}</h3>")
            parts.append(f"<table width='100%' cellpadding='3'>{''.join(rows)}</table>")
    return "".join(parts)


def _keys_of(keys: KeyMap, name: str) -> str:
    native = QKeySequence.SequenceFormat.NativeText
    return ", ".join(QKeySequence(one).toString(native) for one in keys.keys(name))
