"""The details panel: what is known about the current record, edited in place."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDockWidget,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from kvdesk.kernel.words import Words
from kvdesk.ui.icons import icon
from kvdesk.ui.labels import Label
from kvdesk.ui.typography import GAP, MARGIN, SNUG, Size

__all__ = ["DetailsPanel"]


_TAB = Qt.FocusPolicy.TabFocus


class DetailsPanel(QDockWidget):
    """Shows the details of the view in front; each view's widget stays while the window lives.

    Signals:
        closed: the button in its corner was pressed.
    """

    closed = Signal()

    def __init__(self, words: Words) -> None:
        title = words.text("Details")
        super().__init__(title)
        self.setObjectName("details")
        self.setAccessibleName(title)
        self.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetClosable)
        self.setAllowedAreas(Qt.DockWidgetArea.RightDockWidgetArea)
        self._close = QToolButton()
        self._pages = QStackedWidget()
        self._areas: dict[QWidget, QScrollArea] = {}
        self._nothing = QWidget()
        self._pages.addWidget(self._nothing)
        self.setWidget(self._pages)
        self.setTitleBarWidget(self._title_bar(title, words))
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 36)

    @property
    def has_content(self) -> bool:
        """Whether the view in front has details."""
        return self._pages.currentWidget() is not self._nothing

    def show_widget(self, widget: QWidget | None) -> None:
        """Show a view's details; None says that there are none."""
        if widget is None:
            self._pages.setCurrentWidget(self._nothing)
            return
        if widget not in self._areas:
            self._areas[widget] = self._scrolling(widget)
        self._pages.setCurrentWidget(self._areas[widget])

    def take_focus(self) -> None:
        """Put the focus on the first thing that can be edited."""
        page = self._pages.currentWidget() or self._nothing
        found: QWidget | None = page.nextInFocusChain()
        while found is not None and found is not page and page.isAncestorOf(found):
            if found.isVisible() and found.isEnabled() and found.focusPolicy() & _TAB:
                found.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return
            found = found.nextInFocusChain()
        self._close.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _scrolling(self, widget: QWidget) -> QScrollArea:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(widget)
        widget.setMinimumWidth(1)  # what does not fit wraps or ends with dots, nothing is cut off
        self._pages.addWidget(area)
        return area

    def _title_bar(self, title: str, words: Words) -> QWidget:
        bar = QWidget()
        close = self._close
        close.setIcon(icon("x"))
        close.setAutoRaise(True)
        close.setAccessibleName(words.text("Close the details"))
        close.setToolTip(f"{words.text('Close the details')} (F4)")
        close.clicked.connect(self.closed)
        row = QHBoxLayout(bar)
        row.setContentsMargins(MARGIN, GAP + SNUG, GAP, 0)
        row.addWidget(Label(title, Size.HEADING), 1)
        row.addWidget(close)
        return bar
