"""The window's frame: where navigation, view, details, menus and status lie, at every size."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QMenuBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from kvdesk.kernel.first_use import at_first_use
from kvdesk.kernel.words import Words
from kvdesk.ui.settings import Settings
from kvdesk.ui.typography import GAP, SNUG, row_height

if TYPE_CHECKING:
    from kvdesk.ui.details import DetailsPanel
    from kvdesk.ui.menus import Menus
    from kvdesk.ui.messages import Banner
    from kvdesk.ui.navigation import Navigation
    from kvdesk.ui.status import StatusBar
    from kvdesk.ui.view import View, ViewSpec

__all__ = ["Frame"]

_banner = at_first_use("kvdesk.ui.messages:Banner")
_icon = at_first_use("kvdesk.ui.icons:icon")
_details = at_first_use("kvdesk.ui.details:DetailsPanel")
_menus = at_first_use("kvdesk.ui.menus:Menus")
_navigation = at_first_use("kvdesk.ui.navigation:Navigation")
_status = at_first_use("kvdesk.ui.status:StatusBar")
_step_focus = at_first_use("kvdesk.ui.tab_order:step_focus")

#: Narrower than this many average letters, the navigation shows icons alone …
_ICONS_LETTERS = 145
#: … and details take the page instead of standing beside the view.
_NARROW_LETTERS = 120
#: The least size of the window in average letters and rows: 640 × 360 at 100 %.
_LEAST_LETTERS = 88
_LEAST_ROWS = 11


class Frame(QMainWindow):
    """The parts of the window without what they do; built anew with each language.

    Signals:
        painted: it has been painted for the first time; and again, with its parts.
    """

    painted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._unpainted = True
        self.is_furnished = False
        self._narrow = False
        self._details_wanted = True
        self._centre: QWidget
        self._bar: QMenuBar
        self._top: QHBoxLayout
        self.navigation: Navigation
        self.banner: Banner
        self.stack: QStackedWidget
        self.details: DetailsPanel
        self.status: StatusBar
        self.menus: Menus
        self.search: QPushButton

    def build_parts(self, words: Words, specs: "Sequence[ViewSpec]", settings: Settings) -> None:
        """Make all parts in one language."""
        if not self.is_furnished:
            self._build_top()
        self.menus = _menus(self._bar, words)
        self.build_search(words.text("Search or command…"))
        self._build_centre(words, specs)
        self.details = _details(words)
        self.details.visibilityChanged.connect(self._fit_details)
        self.details.closed.connect(lambda: self.want_details(visible=False))
        self.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.details)
        self.build_status(words, settings)
        self.is_furnished = True

    def build_status(self, words: Words, settings: Settings) -> None:
        """Make the status bar, which shows settings, anew."""
        self.status = _status(words, settings)
        self.setStatusBar(self.status)

    def build_search(self, title: str) -> None:
        """Put the button that opens the palette at the end of the menus.

        It stands beside the menu bar: a screen reader does not hear of a bar's corner.
        """
        self.search = QPushButton(title)
        self.search.setAccessibleName(title)
        self.search.setIcon(_icon("search"))
        self.search.setToolTip(f"{title} (Ctrl+K)")
        self._top.addWidget(self.search)

    def clear_parts(self) -> None:
        """Take the parts away."""
        self.removeDockWidget(self.details)
        self.details.deleteLater()
        self._centre.deleteLater()
        self._bar.clear()
        self._top.removeWidget(self.search)
        self.search.deleteLater()

    def fit(self) -> None:
        """A narrow window, or a large text in it, shows icons and gives details the whole page."""
        letter = self.fontMetrics().averageCharWidth()
        # Said outright: the parts' own least width is that of the wide navigation.
        screen = self.screen().availableSize()
        least = QSize(letter * _LEAST_LETTERS, row_height(self) * _LEAST_ROWS)
        self.setMinimumSize(least.boundedTo(screen))
        letters = self.width() / letter
        narrow = letters < _NARROW_LETTERS
        if narrow != self._narrow:
            self._narrow = narrow
            self.want_details(visible=self._details_wanted and not narrow)
        self._fit_search()
        self.navigation.set_narrow(narrow=letters < _ICONS_LETTERS)
        self._fit_details()

    def step_pane(self, step: int, view: "View") -> None:
        """F6: navigation, view, details, and round again."""
        panes: list[QWidget] = [self.navigation, view]
        if self.details.isVisible():
            panes.append(self.details)
        focus = self.focusWidget()
        here = next((n for n, pane in enumerate(panes) if _holds(pane, focus)), 0)
        pane = panes[(here + step) % len(panes)]
        if pane is view:
            view.focus_main()
        elif pane is self.details:
            self.details.take_focus()
        else:
            pane.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give up the words of the navigation before anything is cut."""
        super().resizeEvent(event)
        if self.is_furnished:
            self.fit()

    def await_painting(self) -> None:
        """Tell of the next painting as of the first."""
        self._unpainted = True
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell that there is something to see, once."""
        super().paintEvent(event)
        if self._unpainted:
            self._unpainted = False
            QTimer.singleShot(0, self, self.painted.emit)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's own
        """Tab walks from the search over navigation, view and details to the status."""
        if not self.is_furnished:
            return super().focusNextPrevChild(forward)
        parts = (self.search, self.navigation, self._page, self.details, self.status)
        return bool(_step_focus(parts, forward=forward))

    def want_details(self, *, visible: bool) -> None:
        """Show or hide the details; a wide window remembers the wish."""
        if not self._narrow and self.details.has_content:
            self._details_wanted = visible
        self.details.setVisible(visible and self.details.has_content)

    def show_details_of(self, widget: QWidget | None) -> None:
        """Show what belongs to the view in front; a view without details needs no panel."""
        self.details.show_widget(widget)
        self.want_details(visible=self._details_wanted and not self._narrow)

    def _fit_details(self) -> None:
        self._centre.setVisible(not (self._narrow and self.details.isVisible()))

    def _build_top(self) -> None:
        self._bar, self._top = QMenuBar(), QHBoxLayout()
        top = QWidget()
        top.setLayout(self._top)
        self._top.setContentsMargins(0, SNUG, GAP, 0)
        self._top.addWidget(self._bar, 1)
        self.setMenuWidget(top)

    def _fit_search(self) -> None:
        """The words of the search give way before a menu does; they are its name all the same."""
        self.search.setText(self.search.accessibleName())
        wanted = self._bar.sizeHint().width() + self.search.sizeHint().width() + 2 * GAP
        if wanted > self.width():
            self.search.setText("")

    def _build_centre(self, words: Words, specs: "Sequence[ViewSpec]") -> None:
        self.navigation = _navigation(words)
        self.navigation.show_views(
            [
                (spec.key, words.text(spec.title), spec.icon, f"Ctrl+{number}")
                for number, spec in enumerate((one for one in specs if one.listed), 1)
            ]
        )
        self.banner = _banner(words)
        self.stack = QStackedWidget()
        self._page = QWidget()
        column = QVBoxLayout(self._page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self.stack, 1)
        line = QFrame()
        line.setFrameShape(QFrame.Shape.VLine)
        line.setFrameShadow(QFrame.Shadow.Plain)
        line.setForegroundRole(line.palette().ColorRole.Mid)
        self._centre = QWidget()
        row = QHBoxLayout(self._centre)
        row.setContentsMargins(0, GAP, 0, 0)
        row.setSpacing(0)
        for widget in (self.navigation, line, self._page):
            row.addWidget(widget)
        self.setCentralWidget(self._centre)


def _holds(pane: QWidget, focus: QWidget | None) -> bool:
    return focus is not None and (pane is focus or pane.isAncestorOf(focus))
