"""Fields that save themselves and say what is wrong beside the text, which they keep."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kvdesk.kernel.errors import KvdeskError
from kvdesk.kernel.sentences import sentence_of
from kvdesk.ui.announce import announce
from kvdesk.ui.autosave import Autosave
from kvdesk.ui.labels import Label
from kvdesk.ui.typography import GAP, SNUG, Size
from kvdesk.ui.view import Context

__all__ = ["CheckField", "ChoiceField", "Field", "LineField", "TextField"]

#: (Record id, value) -> the command that writes it.
ToCommand = Callable[[str, str], Any]


class Field(QWidget):
    """A label's worth of editing: an editor, and beneath it the reason when it cannot be saved.

    Values are texts; empty means not given.

    Signals:
        saved: the value that was committed.
    """

    saved = Signal(str)

    def __init__(self, context: Context, title: str, editor: QWidget, command: ToCommand) -> None:
        super().__init__()
        self.context = context
        self.title = title
        self.editor = editor
        self._trouble = Label("", Size.SMALL, colour="late", wrap=True)
        self.autosave = Autosave(editor, context.bridge, self.value, command)
        self._build_field()
        self.autosave.saved.connect(self.saved)
        self.autosave.failed.connect(self._on_failed)

    def value(self) -> str:
        """What the editor holds now."""
        raise NotImplementedError

    def put(self, value: str) -> None:
        """Put a value into the editor without saving it."""
        raise NotImplementedError

    def set_read_only(self, *, read_only: bool) -> None:
        """Show without letting edit; the text can still be read and copied."""
        self.editor.setEnabled(not read_only)

    def show_value(self, value: str, *, of: str) -> None:
        """Show what the desk holds, unless somebody is typing here or a text waits to be saved.

        Args:
            value: the value to show.
            of: the id of the record that it belongs to. Turning to another record saves what was
                typed for the one before.
        """
        if not self.autosave.begin(of) and not self.autosave.is_clean:
            return
        if self.shown() != value:
            with QSignalBlocker(self.editor):
                self.put(value)
        self.autosave.take(self.value())  # as the editor gives it back: showing is not a change

    def shown(self) -> str:
        """The editor's value for comparison; unreadable content counts as different."""
        try:
            return self.value()
        except KvdeskError:
            return "\0"

    def _build_field(self) -> None:
        self.editor.setAccessibleName(self.title)
        self.setFocusProxy(self.editor)
        self._trouble.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SNUG)
        layout.addWidget(self.editor)
        layout.addWidget(self._trouble)

    def _on_failed(self, error: KvdeskError | None) -> None:
        self.editor.setProperty("wrong", error is not None)  # the style draws a red outline
        self.editor.update()
        if error is None:
            self._trouble.hide()
            self.editor.setAccessibleDescription("")
            return
        sentence = " ".join(filter(None, sentence_of(error, self.context.words)))
        self._trouble.setText(sentence)
        self._trouble.show()
        self.editor.setAccessibleDescription(sentence)
        announce(self.editor, sentence)


class LineField(Field):
    """One line of text."""

    def __init__(
        self, context: Context, title: str, command: ToCommand, *, placeholder: str = ""
    ) -> None:
        self._line = QLineEdit()
        self._line.setPlaceholderText(placeholder)
        super().__init__(context, title, self._line, command)
        self._line.textEdited.connect(self.autosave.touch)
        self._line.returnPressed.connect(self.autosave.flush)

    def value(self) -> str:
        """The text without spaces around it."""
        return self._line.text().strip()

    def put(self, value: str) -> None:
        """Show a text and keep the cursor where it was."""
        cursor = self._line.cursorPosition()
        self._line.setText(value)
        self._line.setCursorPosition(cursor if self._line.hasFocus() else 0)

    def set_read_only(self, *, read_only: bool) -> None:
        """Show without letting edit."""
        self._line.setReadOnly(read_only)


class TextField(Field):
    """Several lines of plain text; grows with its content between two limits.

    Args:
        context: what views are built with.
        title: the label.
        command: (record id, value) -> the command that writes it.
        lines: how many lines it shows at least, and at most before it scrolls.
    """

    def __init__(
        self, context: Context, title: str, command: ToCommand, *, lines: tuple[int, int] = (3, 12)
    ) -> None:
        self._text = QPlainTextEdit()
        self._lines = lines
        super().__init__(context, title, self._text, command)
        self._text.setTabChangesFocus(True)
        self._text.document().setDocumentMargin(GAP)
        self._text.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._text.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._text.textChanged.connect(self._on_changed)
        self._text.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._grow()

    def value(self) -> str:
        """The text without empty ends."""
        return self._text.toPlainText().strip()

    def put(self, value: str) -> None:
        """Show a text and keep the cursor where it was."""
        place = self._text.textCursor().position() if self._text.hasFocus() else 0
        self._text.setPlainText(value)
        cursor = self._text.textCursor()
        cursor.setPosition(min(place, len(value)))
        self._text.setTextCursor(cursor)
        self._grow()

    def set_read_only(self, *, read_only: bool) -> None:
        """Show without letting edit."""
        self._text.setReadOnly(read_only)

    def _on_changed(self) -> None:
        self.autosave.touch()

    def _grow(self) -> None:
        least, most = self._lines
        used = max(least, min(most, round(self._text.document().size().height())))
        margins = 2 * (self._text.frameWidth() + round(self._text.document().documentMargin()))
        self._text.setFixedHeight(used * self._text.fontMetrics().lineSpacing() + margins)


class ChoiceField(Field):
    """One of several values; saved at once. `searchable` lets people type any part of a name."""

    def __init__(
        self, context: Context, title: str, command: ToCommand, *, searchable: bool = False
    ) -> None:
        self._combo = QComboBox()
        self._combo.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._combo.setMinimumContentsLength(12)
        super().__init__(context, title, self._combo, command)
        if searchable:
            self._make_searchable()
        self._combo.activated.connect(self.autosave.flush)

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer (value, words) pairs; the value that was shown stays, if it is among them."""
        before = self.value()
        with QSignalBlocker(self._combo):
            self._combo.clear()
            for value, words in choices:
                self._combo.addItem(words, value)
            self.put(before)

    def value(self) -> str:
        """The value of the chosen words."""
        return str(self._combo.currentData() or "")

    def put(self, value: str) -> None:
        """Choose a value; an unknown one leaves nothing chosen."""
        self._combo.setCurrentIndex(self._combo.findData(value))

    def _make_searchable(self) -> None:
        self._combo.setEditable(True)
        self._combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        line = QLineEdit()
        line.setAccessibleName(self.title)
        line.editingFinished.connect(self._settle)
        self._combo.setLineEdit(line)
        completer = QCompleter(self._combo.model(), self._combo)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._combo.setCompleter(completer)

    def _settle(self) -> None:
        """Take typed words for their choice, or put back what was chosen."""
        found = self._combo.findText(self._combo.currentText(), Qt.MatchFlag.MatchFixedString)
        if found >= 0:
            self._combo.setCurrentIndex(found)
            self.autosave.flush()
        else:
            self.put(self.autosave.stored)


class CheckField(Field):
    """Yes or no; values are `1` and an empty text. Saved at once."""

    def __init__(self, context: Context, title: str, command: ToCommand) -> None:
        self._box = QCheckBox(title)
        super().__init__(context, title, self._box, command)
        self._box.clicked.connect(self.autosave.flush)

    def value(self) -> str:
        """`1` when it is ticked."""
        return "1" if self._box.isChecked() else ""

    def put(self, value: str) -> None:
        """Tick it or not."""
        self._box.setChecked(bool(value))
