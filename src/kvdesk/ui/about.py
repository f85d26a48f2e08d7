"""What this program is: version, licence, what it is built from, where the desk lies."""

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kvdesk import __version__
from kvdesk.kernel.words import Words
from kvdesk.ui.icons import icon
from kvdesk.ui.labels import Label, breakable
from kvdesk.ui.pictogram import Pictogram
from kvdesk.ui.typography import GAP, MARGIN, SNUG, Size

__all__ = ["AboutDialog"]


class AboutDialog(QDialog):
    """A quiet page; its facts can be copied for support, without any content of the desk."""

    def __init__(self, words: Words, folder: str, parent: QWidget) -> None:
        super().__init__(parent)
        programs = (
            words.text("Version {number}", number=__version__),
            words.text("Qt {number}", number=qVersion()),
        )
        place = words.text("The desk lies in {folder}", folder=folder)
        self._facts = "\n".join((*programs, place))
        self._shown = "\n".join((*programs, breakable(place)))
        self.setWindowTitle(words.text("About kvdesk"))
        self._build(words)

    def _build(self, words: Words) -> None:
        top = QHBoxLayout()
        top.setSpacing(MARGIN)
        top.addWidget(Pictogram("kvdesk", scale=4), alignment=Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(GAP)
        texts.addWidget(Label("kvdesk", Size.TITLE))
        purpose = words.text("The desk of a network of equal organisations, without a server.")
        texts.addWidget(Label(purpose, wrap=True))
        facts = Label(self._shown, colour="muted", wrap=True)
        facts.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        texts.addWidget(facts)
        licence = words.text(
            "Licensed under the EUPL 1.2. Built with Qt for Python (LGPL 3) and the Lucide icons"
            " (ISC). It opens no network connection."
        )
        texts.addSpacing(SNUG)
        texts.addWidget(Label(licence, Size.SMALL, colour="muted", wrap=True))
        top.addLayout(texts, 1)
        copy = QPushButton(words.text("Copy for support"))
        copy.setIcon(icon("copy"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._facts))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addWidget(buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 64)
