"""The top of a view: its name, how much there is, a search, filters as chips, the main buttons."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from kvdesk.kernel.words import Words
from kvdesk.ui.buttons import action_button, tool_button
from kvdesk.ui.flow import FlowLayout
from kvdesk.ui.icons import icon
from kvdesk.ui.labels import Label
from kvdesk.ui.typography import GAP, MARGIN, SNUG, Size

__all__ = ["Heading"]

#: A search waits until the hands rest; the one before it is overtaken.
_SEARCH_MS = 150
_LEAST_LETTERS = 30


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
        self._controls = QWidget()
        self._row = FlowLayout(self._controls)
        self._idle = QTimer(self)
        self._build()
        self._wire()

    def set_title(self, title: str) -> None:
        """Put another title."""
        self._title.setText(title)
        self._arrange()

    def set_count(self, sentence: str) -> None:
        """Say how much there is: «12 483 decisions»."""
        self._count.setText(sentence)
        self._arrange()

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
        self, chips: Mapping[str, Callable[[], object]], extra: QWidget | None = None
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
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._top = QHBoxLayout()
        self._top.setSpacing(GAP)
        self._title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._count.setContentsMargins(SNUG, 0, 0, 3)
        self._top.addWidget(self._title)
        self._top.addWidget(self._count, 1, Qt.AlignmentFlag.AlignBottom)
        self.search.setClearButtonEnabled(True)
        look = self.search.addAction(
            icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition
        )
        look.setText(self.search.accessibleName())
        self.search.setMinimumWidth(self.fontMetrics().averageCharWidth() * 28)
        self._row.addWidget(self.search)
        self._top.addWidget(self._controls)
        outer.addLayout(self._top)
        self._outer = outer
        self._chip_row = QWidget()
        self._chip_row.setLayout(self.chips)
        self._chip_row.hide()
        outer.addWidget(self._chip_row)

    def sizeHint(self) -> QSize:
        """As high as its lines at the width it has."""
        return QSize(super().sizeHint().width(), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        """It can always become narrower: titles wrap, buttons flow."""
        least = self.fontMetrics().averageCharWidth() * _LEAST_LETTERS
        return QSize(least, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room beside the title, search and buttons go on a line of their own."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        controls = [self._row.itemAt(at) for at in range(self._row.count())]
        wanted = sum(item.sizeHint().width() + GAP for item in controls if item is not None)
        title = self._title.fontMetrics().horizontalAdvance(self._title.text())
        count = self._count.sizeHint().width()
        room = self.width() - 2 * MARGIN
        self._title.setWordWrap(title + count + GAP > room)
        beside = title + count + wanted + 2 * GAP <= room
        self._controls.setMinimumWidth(wanted if beside else 0)
        if beside and self._outer.indexOf(self._controls) >= 0:
            self._outer.removeWidget(self._controls)
            self._top.addWidget(self._controls)
        elif not beside and self._top.indexOf(self._controls) >= 0:
            self._top.removeWidget(self._controls)
            self._outer.insertWidget(1, self._controls)
        self.updateGeometry()

    def _restart(self) -> None:
        self._idle.start()

    def _wire(self) -> None:
        self._idle.setSingleShot(True)
        self._idle.setInterval(_SEARCH_MS)
        self._idle.timeout.connect(lambda: self.searched.emit(self.search.text()))
        self.search.textChanged.connect(self._restart)
