"""A long text that two people changed: what each changed, and a proposal that holds both."""

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QApplication,
    QPlainTextEdit,
    QSizePolicy,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from kvdesk.domain.text_merging import Piece, PieceKind, both_together, changed_words
from kvdesk.kernel.words import Words
from kvdesk.ui.labels import Label
from kvdesk.ui.palette import Colours, colours_of
from kvdesk.ui.typography import GAP, SNUG, Size

__all__ = ["ConflictText"]

#: Beside the colour a sign, for whoever does not see the colour, and for a screen reader.
_SIGNS: Final = {PieceKind.SAME: "", PieceKind.ADDED: "+", PieceKind.REMOVED: "−"}
_LINES: Final = 5
_WIDE: Final = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)


class ConflictText(QWidget):
    """Both sides against their common base word by word, and below them a text to edit.

    The text starts as the proposal; nothing of it counts before somebody takes it.
    """

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        _ = words.text
        self.ours = _Changes(_("Our changes"))
        self.theirs = _Changes(_("Their changes"))
        self.editor = _Editor()
        self.editor.setAccessibleName(_("A text of your own"))
        self.note = Label("", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SNUG)
        for part in (self.ours, self.theirs):
            column.addWidget(Label(part.accessibleName(), Size.SMALL, colour="muted"))
            column.addWidget(part)
        column.addSpacing(GAP)
        column.addWidget(self.note)
        column.addWidget(self.editor)
        self.hide()

    def show_texts(self, base: str, ours: str, theirs: str) -> None:
        """Show what became of the base on either side, and both together."""
        _ = self._words.text
        self.ours.show_pieces(changed_words(base, ours))
        self.theirs.show_pieces(changed_words(base, theirs))
        both = both_together(base, ours, theirs)
        fits = _("Both changes fit into one text. Read it, change what you like, and take it.")
        meets = _("Both changed the same place: this text mixes them. Read it closely.")
        self.note.setText(meets if both.overlaps else fits)
        self.note.set_colour("warn" if both.overlaps else "muted")
        self.editor.setPlainText(both.text)

    @property
    def text(self) -> str:
        """What stands in the editor now."""
        return self.editor.toPlainText()


class _Editor(QPlainTextEdit):
    """Some lines to write in; longer texts scroll."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setSizePolicy(_WIDE)

    def sizeHint(self) -> QSize:
        """As high as what it is compared with."""
        return QSize(super().sizeHint().width(), self.fontMetrics().lineSpacing() * _LINES)


class _Changes(QTextEdit):
    """A text with what came and what went; for reading only, always plain text."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setSizePolicy(_WIDE)

    def show_pieces(self, pieces: tuple[Piece, ...]) -> None:
        """Write the pieces one after the other, each in its look."""
        self.clear()
        cursor = self.textCursor()
        colours = colours_of(QApplication.palette())
        for piece in pieces:
            cursor.insertText(_SIGNS[piece.kind] + piece.text, _look(piece.kind, colours))
        cursor.movePosition(QTextCursor.MoveOperation.Start)
        self.setTextCursor(cursor)

    def sizeHint(self) -> QSize:
        """Some lines; longer texts scroll."""
        return QSize(super().sizeHint().width(), self.fontMetrics().lineSpacing() * _LINES)


def _look(kind: PieceKind, colours: Colours) -> QTextCharFormat:
    look = QTextCharFormat()
    if kind is PieceKind.ADDED:
        look.setForeground(colours.done)
        look.setBackground(colours.done_soft)
        look.setFontWeight(QFont.Weight.DemiBold)
    elif kind is PieceKind.REMOVED:
        look.setForeground(colours.late)
        look.setBackground(colours.late_soft)
        look.setFontStrikeOut(True)
    return look
