"""The top of a view: its name, how much there is, a search, filters as chips, the main buttons."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from kvdesk.kernel.words import Words
from kvdesk.ui.buttons import action_button, tool_button
from kvdesk.ui.flow import FlowLayout
from kvdesk.ui.icons import icon
from kvdesk.ui.labels import Label
from kvdesk.ui.typography import GAP, MARGIN, Size

__all__ = ["Heading"]

#: A search waits until the hands rest; the one before it is overtaken.
_SEARCH_MS = 150


class Heading(QWidget):
    """The head of a view.

    Signals:
        searched: what the search field holds, a moment after the last key.
    """

    searched = Signal(str)

    def __init__(self, words: Words, title: str, *, search: str = "") -> None:
        super().__init__()
        self._words = words
        self._title = Label(title, Size.TITLE)
        self._count = Label("", colour="muted")
        self.search = QLineEdit()
        self.search.setPlaceholderText(search)
        self.search.setAccessibleName(search)
        self.search.setVisible(bool(search))
        self.chips = FlowLayout()
        self._buttons = FlowLayout()
        self._idle = QTimer(self)
        self._build()
        self._wire()

    def set_title(self, title: str) -> None:
        """Put another title."""
        self._title.setText(title)

    def set_count(self, sentence: str) -> None:
        """Say how much there is: «12 483 decisions»."""
        self._count.setText(sentence)

    def add_button(self, action: QAction, *, primary: bool = False) -> QPushButton:
        """Add a button at the right; `primary` for the one that matters most."""
        button = action_button(action, primary=primary)
        self._row.addWidget(button)
        return button

    def add_tool(self, action: QAction) -> None:
        """Add a small icon button at the right."""
        self._row.addWidget(tool_button(action))

    def add_widget(self, widget: QWidget) -> None:
        """Add a control of the view's own at the right."""
        self._row.addWidget(widget)

    def show_chips(
        self, chips: dict[str, Callable[[], object]], extra: QWidget | None = None
    ) -> None:
        """Show the filters that hold, each with the act that takes it away; `extra` comes last."""
        while self.chips.count():
            item = self.chips.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None and widget is not extra:
                widget.hide()
                widget.deleteLater()
        for text, remove in chips.items():
            self.chips.addWidget(self._chip(text, remove))
        if extra is not None:
            self.chips.addWidget(extra)
        self._chip_row.setVisible(bool(chips) or extra is not None)

    def _chip(self, text: str, remove: Callable[[], object]) -> QPushButton:
        chip = QPushButton(text)
        chip.setIcon(icon("x"))
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        chip.setProperty("look", "chip")  # the style draws it round and soft
        chip.setAccessibleName(self._words.text("Remove the filter {filter}", filter=text))
        chip.setToolTip(chip.accessibleName())
        chip.clicked.connect(lambda *_: remove())
        return chip

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(MARGIN, MARGIN, MARGIN, GAP)
        outer.setSpacing(GAP)
        self._row = QHBoxLayout()
        self._row.setSpacing(GAP)
        self._title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._row.addWidget(self._title)
        self._row.addSpacing(GAP)
        self._row.addWidget(self._count, alignment=Qt.AlignmentFlag.AlignBottom)
        self._row.addStretch(1)
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.setMinimumWidth(self.fontMetrics().averageCharWidth() * 28)
        self._row.addWidget(self.search)
        outer.addLayout(self._row)
        self._chip_row = QWidget()
        self._chip_row.setLayout(self.chips)
        self._chip_row.hide()
        outer.addWidget(self._chip_row)

    def _restart(self) -> None:
        self._idle.start()

    def _wire(self) -> None:
        self._idle.setSingleShot(True)
        self._idle.setInterval(_SEARCH_MS)
        self._idle.timeout.connect(lambda: self.searched.emit(self.search.text()))
        self.search.textChanged.connect(self._restart)
