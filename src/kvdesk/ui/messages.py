"""What the window says: toasts that can be undone, and the banner above the page."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kvdesk.kernel.words import Words
from kvdesk.ui.announce import announce
from kvdesk.ui.icons import icon
from kvdesk.ui.labels import Label
from kvdesk.ui.pictogram import Pictogram
from kvdesk.ui.typography import GAP, SNUG, Size

__all__ = ["Banner", "Toast"]

_SHOWN_MS: Final = 8000


class Toast(QWidget):
    """A sentence in the status bar, for eight seconds, with Undo where something can be undone.

    It waits while the pointer or the focus is on it, never takes the focus by itself, and is told
    to a screen reader.

    Signals:
        undo_asked: the button was pressed.
    """

    undo_asked = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._label = Label("")
        self._undo = QPushButton(words.text("Undo"))
        self._close = QToolButton()
        self._timer = QTimer(self)
        self._close.setIcon(icon("x"))
        self._close.setAutoRaise(True)
        self._close.setAccessibleName(words.text("Close the message"))
        self._close.setToolTip(words.text("Close the message"))
        self._undo.setProperty("look", "chip")
        self._undo.setIcon(icon("undo-2"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GAP, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self._label)
        layout.addWidget(self._undo)
        layout.addWidget(self._close)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        self._undo.clicked.connect(self._on_undo)
        self._close.clicked.connect(self.hide)
        for button in (self._undo, self._close):
            button.installEventFilter(self)
        self.hide()

    @property
    def sentence(self) -> str:
        """What is said now."""
        return self._label.text()

    def say(self, sentence: str, *, undo: bool) -> None:
        """Show a sentence and have it read out."""
        self._label.setText(sentence)
        self._undo.setVisible(undo)
        self.show()
        self._timer.start()
        announce(self, sentence)

    def take_focus(self) -> None:
        """F8: put the focus on the message's button."""
        if self.isVisible():
            (self._undo if self._undo.isVisible() else self._close).setFocus(
                Qt.FocusReason.ShortcutFocusReason
            )

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay while the pointer is here."""
        super().enterEvent(event)
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Go on counting."""
        super().leaveEvent(event)
        self._timer.start()

    def eventFilter(self, watched: QWidget, event: QEvent) -> bool:  # type: ignore[override]  # only widgets are watched
        """Stay while a button has the focus."""
        if event.type() == QEvent.Type.FocusIn:
            self._timer.stop()
        elif event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            self._timer.start()
        return super().eventFilter(watched, event)

    def _on_undo(self) -> None:
        self.hide()
        self.undo_asked.emit()


class Banner(QFrame):
    """An error that stopped something: stays in place until it is closed, says what to do."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._sentence = Label("", Size.STRONG, colour="late", wrap=True)
        self._remedy = Label("", wrap=True)
        self._close = QPushButton(words.text("Close"))
        self._act = QPushButton(words.text("Close"))
        self._run: Callable[[], object] = self.hide
        texts = QVBoxLayout()
        texts.setSpacing(SNUG)
        texts.addWidget(self._sentence)
        texts.addWidget(self._remedy)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GAP, GAP, 2 * GAP, GAP)
        layout.setSpacing(GAP + SNUG)
        self._trouble = Pictogram("circle-alert", colour="late", scale=1.25)
        self._news = Pictogram("info", colour="open", scale=1.25)
        self._news.hide()
        layout.addWidget(self._trouble)
        layout.addWidget(self._news)
        layout.addLayout(texts, 1)
        layout.addWidget(self._act)
        layout.addWidget(self._close)
        for label in (self._sentence, self._remedy):
            label.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse
                | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
        self._close.clicked.connect(self.hide)
        self._act.clicked.connect(self._on_act)
        self.hide()

    @property
    def sentence(self) -> str:
        """What is said now."""
        return self._sentence.text()

    def offer(self, sentence: str, remedy: str, act: str, run: Callable[[], object]) -> None:
        """Say what is going on, with one button that does something about it."""
        self.say(sentence, remedy)
        self._run = run
        self._act.setText(act)
        self._dress(news=True)

    def say(self, sentence: str, remedy: str, *, assertive: bool = False) -> None:
        """Show an error and have it read out."""
        self._dress(news=False)
        self._sentence.setText(sentence)
        self._remedy.setText(remedy)
        self._remedy.setVisible(bool(remedy))
        self.show()
        announce(self, f"{sentence} {remedy}", assertive=assertive)

    def _dress(self, *, news: bool) -> None:
        self._sentence.set_colour("open" if news else "late")
        for part in (self._news, self._act):
            part.setVisible(news)
        for part in (self._trouble, self._close):
            part.setVisible(not news)

    def _on_act(self) -> None:
        self.hide()
        self._run()
