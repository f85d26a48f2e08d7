"""Cards: a quiet frame around one subject, with its name, a number and what can be done."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kvdesk.ui.aside import AsideLayout
from kvdesk.ui.buttons import action_button
from kvdesk.ui.flow import FlowLayout
from kvdesk.ui.labels import Badge, Label, LinkButton
from kvdesk.ui.palette import colours_of
from kvdesk.ui.pictogram import Pictogram
from kvdesk.ui.typography import GAP, MARGIN, SNUG, Size, font_of

__all__ = ["Card", "CardGrid"]

_RADIUS = 10


class Card(QWidget):
    """A framed subject: heading row, content, buttons.

    Args:
        title: the subject in the user's language; also the card's accessible name.
        icon: a file name of `resources/icons`.
    """

    def __init__(self, title: str, icon: str = "") -> None:
        super().__init__()
        self.heading = Label(title, Size.STRONG, wrap=True)
        self._top = QHBoxLayout()
        self.body = QVBoxLayout()
        self.buttons = FlowLayout()
        self._icon = icon
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._build()

    def add_row(
        self, text: str, run: Callable[[], object] | None, badge: Badge | None = None
    ) -> None:
        """Add a line that opens something, with a state at its end; without `run` it is read."""
        row = QWidget()
        line = AsideLayout(row)
        line.addWidget(LinkButton(text, run) if run else Label(text, wrap=True))
        if badge is not None:
            line.addWidget(badge)
        self.body.addWidget(row)

    def add_fact(self, text: str, *, colour: str = "muted") -> Label:
        """Add a line that is only read."""
        label = Label(text, colour=colour, wrap=True)
        self.body.addWidget(label)
        return label

    def add_button(self, action: QAction, *, primary: bool = False) -> None:
        """Add a button under the content."""
        self.buttons.addWidget(action_button(action, primary=primary))

    def show_figure(self, text: str, run: Callable[[], object], *, meaning: str = "text") -> None:
        """Show a large number at the top right that opens the list behind it."""
        figure = FigureButton(text, run, meaning)
        figure.setAccessibleName(f"{self.heading.text()}: {text}")
        self._top.addWidget(figure, alignment=Qt.AlignmentFlag.AlignTop)

    def clear(self) -> None:
        """Empty the content and the figure; heading and buttons stay."""
        _empty(self.body)
        while self._top.count() > (2 if self._icon else 1):
            _remove(self._top, self._top.count() - 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground and frame."""
        del event
        colours = colours_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colours.line, 1))
        painter.setBrush(colours.raised)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, _RADIUS, _RADIUS)
        painter.end()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN - SNUG, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        self._top.setSpacing(GAP)
        if self._icon:
            picture = Pictogram(self._icon, colour="accent")
            self._top.addWidget(picture, alignment=Qt.AlignmentFlag.AlignTop)
        self._top.addWidget(self.heading, 1, Qt.AlignmentFlag.AlignTop)
        self.body.setSpacing(SNUG)
        layout.addLayout(self._top)
        layout.addLayout(self.body)
        layout.addStretch()
        layout.addLayout(self.buttons)


class FigureButton(LinkButton):
    """A number as large as a heading that opens what it counts."""

    def __init__(self, text: str, run: Callable[[], object], meaning: str) -> None:
        super().__init__(text, run)
        self.setProperty("look", "figure")  # the style draws it large
        self.setProperty("meaning", meaning)
        self.setFont(font_of(QApplication.font(), Size.FIGURE, tabular=True))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the application's text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationFontChange:
            self.setFont(font_of(QApplication.font(), Size.FIGURE, tabular=True))


class CardGrid(QWidget):
    """Cards in as many equal columns as fit; one column at 200 % text on a small screen.

    Args:
        letters: how many average letters a card is wide at least.
    """

    def __init__(self, *, letters: int = 36) -> None:
        super().__init__()
        self._letters = letters
        self._flow = FlowLayout(self, spacing=MARGIN, least=self._least())
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, card: QWidget) -> None:
        """Add a card at the end."""
        self._flow.addWidget(card)

    def changeEvent(self, event: QEvent) -> None:
        """Larger text needs wider cards."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._flow.set_least(self._least())

    def _least(self) -> int:
        return self.fontMetrics().averageCharWidth() * self._letters


def _empty(layout: QVBoxLayout | QHBoxLayout) -> None:
    while layout.count():
        _remove(layout, layout.count() - 1)


def _remove(layout: QVBoxLayout | QHBoxLayout, at: int) -> None:
    item = layout.takeAt(at)
    if item is None:
        return
    widget, inner = item.widget(), item.layout()
    if widget is not None:
        widget.hide()
        widget.deleteLater()
    if isinstance(inner, QVBoxLayout | QHBoxLayout):
        _empty(inner)
