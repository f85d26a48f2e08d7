"""Encryption in the exchange: for whom a package leaves, and the six words that open one."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kvdesk.desk.receipts import PeerState
from kvdesk.kernel.words import Words
from kvdesk.store.peers import Trust
from kvdesk.ui.flow import FlowLayout
from kvdesk.ui.labels import Label
from kvdesk.ui.typography import MARGIN, SNUG, Size

__all__ = ["PassphraseAsked", "PassphraseShown", "SealChoice"]

#: Stands among fingerprints for the choice of six words.
_SIX_WORDS: Final = "words"


class SealChoice(QWidget):
    """Who can open the package: anybody, one desk whose key is confirmed, or six words."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.choice = QComboBox()
        self.choice.setAccessibleName(words.text("Encryption"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        label = Label(self.choice.accessibleName(), colour="muted")
        label.setBuddy(self.choice)
        row.addWidget(label)
        row.addWidget(self.choice)
        self.show_peers([])

    def show_peers(self, rows: Sequence[PeerState]) -> None:
        """Offer the desks whose keys are confirmed; the choice stays."""
        before = self.choice.currentData()
        with QSignalBlocker(self.choice):
            self.choice.clear()
            self.choice.addItem(self._words.text("Not encrypted"), "")
            self.choice.addItem(self._words.text("Six words"), _SIX_WORDS)
            for row in rows:
                if row.trust is Trust.CONFIRMED:
                    text = self._words.text("For {desk}", desk=row.name or row.department)
                    self.choice.addItem(text, row.fingerprint)
            self.choice.setCurrentIndex(max(0, self.choice.findData(before)))

    def receiver(self) -> str:
        """The fingerprint of the desk that it is for, or nothing."""
        chosen = str(self.choice.currentData())
        return "" if chosen == _SIX_WORDS else chosen

    def wants_passphrase(self) -> bool:
        """Whether six words are to open it."""
        return str(self.choice.currentData()) == _SIX_WORDS


class _Card(QFrame):
    """A frame with a title, a sentence, a wide part and a row of buttons; hidden at first."""

    def __init__(self, title: str, sentence: str, wide: QWidget, *buttons: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(SNUG)
        column.addWidget(Label(title, Size.HEADING, wrap=True))
        column.addWidget(Label(sentence, colour="muted", wrap=True))
        column.addWidget(wide)
        row = FlowLayout()
        for button in buttons:
            row.addWidget(button)
        column.addLayout(row)
        self.hide()


class PassphraseShown(_Card):
    """The six words of a package that was just written, until somebody has noted them."""

    def __init__(self, words: Words) -> None:
        self.passphrase = Label("", Size.STRONG, wrap=True)
        self.passphrase.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.noted = QPushButton(words.text("I have noted the words"))
        title = words.text("The words that open the package")
        sentence = words.text(
            "They are shown only now and kept nowhere. Tell them by telephone, "
            "never in the message that carries the file."
        )
        super().__init__(title, sentence, self.passphrase, self.noted)
        self.passphrase.setAccessibleName(title)
        self.noted.clicked.connect(self._forget)

    def show_words(self, passphrase: str) -> None:
        """Show them with spaces, as they are read out."""
        self.passphrase.setText(passphrase.replace("-", " "))
        self.show()
        self.noted.setFocus()

    def _forget(self) -> None:
        self.passphrase.clear()
        self.hide()


class PassphraseAsked(_Card):
    """Asks for the six words of a package that is to be looked into.

    Signals:
        given: the words as they were typed.
    """

    given = Signal(str)

    def __init__(self, words: Words) -> None:
        self.typed = QLineEdit()
        self.typed.setAccessibleName(words.text("The six words"))
        self.typed.setPlaceholderText(self.typed.accessibleName())
        self.open = QPushButton(words.text("Open the package"))
        self.leave = QPushButton(words.text("Leave it"))
        super().__init__(
            words.text("The package is encrypted with a passphrase."),
            words.text("Ask the sender for its six words, by telephone, and give them."),
            self.typed,
            self.open,
            self.leave,
        )
        self.typed.returnPressed.connect(self._give)
        self.open.clicked.connect(self._give)
        self.leave.clicked.connect(self.close_again)

    def ask(self) -> None:
        """Show the field; what was typed stays, for a slip is mended more quickly."""
        self.show()
        self.typed.setFocus()

    def close_again(self) -> None:
        """Forget what was typed."""
        self.typed.clear()
        self.hide()

    def _give(self) -> None:
        if self.typed.text().strip():
            self.given.emit(self.typed.text())
