"""What an empty place says: an icon, one sentence, and the one button that fills it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kvdesk.ui.buttons import action_button
from kvdesk.ui.labels import Label
from kvdesk.ui.pictogram import Pictogram
from kvdesk.ui.typography import GAP, MARGIN, Size

__all__ = ["EmptyState"]


class EmptyState(QWidget):
    """Stands in the middle of a place where nothing is yet.

    Args:
        icon: a file name of `resources/icons`.
        sentence: what belongs here, in the user's language.
        action: the one act that fills it; None where nothing can be done.
    """

    def __init__(self, icon: str, sentence: str, action: QAction | None = None) -> None:
        super().__init__()
        self._sentence = Label(sentence, Size.NORMAL, colour="muted", wrap=True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._button: QPushButton | None = action_button(action, primary=True) if action else None
        self._pictogram = Pictogram(icon, scale=2.5)
        self._build()

    def say(self, sentence: str) -> None:
        """Put another sentence, for example when a filter hides everything."""
        self._sentence.setText(sentence)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP + GAP // 2)
        layout.addStretch(2)
        layout.addWidget(self._pictogram, alignment=Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self._sentence)
        if self._button is not None:
            row = QHBoxLayout()
            row.addStretch()
            row.addWidget(self._button)
            row.addStretch()
            layout.addLayout(row)
        layout.addStretch(3)
