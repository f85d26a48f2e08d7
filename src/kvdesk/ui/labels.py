"""Texts on the window: a label that follows text size and theme, and never shows markup."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QSizePolicy, QWidget

from kvdesk.ui.icons import paint_icon
from kvdesk.ui.palette import colours_of
from kvdesk.ui.typography import GAP, SNUG, Size, font_of, icon_gap, icon_side

__all__ = ["Badge", "Label", "LinkButton", "badge_room", "breakable", "paint_badge"]


class Label(QLabel):
    """A plain text in one of the sizes of `Size`, in the colour of a meaning.

    Text from files and other desks is plain text in every label: markup in it shows as itself.
    """

    def __init__(
        self, text: str = "", size: Size = Size.NORMAL, *, colour: str = "text", wrap: bool = False
    ) -> None:
        super().__init__(text)
        self._size = size
        self._colour = colour
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self._dress()

    def set_colour(self, colour: str) -> None:
        """Take the colour of another meaning, a name of `Colours`."""
        self._colour = colour
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the application's font and theme."""
        super().changeEvent(event)
        kinds = (QEvent.Type.ApplicationFontChange, QEvent.Type.ApplicationPaletteChange)
        if event.type() in (*kinds, QEvent.Type.PaletteChange):
            self._dress()

    def _dress(self) -> None:
        font = font_of(QApplication.font(), self._size, tabular=self._size is Size.FIGURE)
        if self.font() != font:
            self.setFont(font)
        colour: QColor = getattr(colours_of(QApplication.palette()), self._colour)
        if self.palette().windowText().color() != colour:
            own = QPalette()  # one colour of its own: all others still follow the application
            own.setColor(QPalette.ColorRole.WindowText, colour)
            self.setPalette(own)


class Badge(QWidget):
    """A state as icon and words on a soft ground: never by its colour alone.

    Args:
        meaning: `done`, `open`, `late`, `warn` or `accent`.
    """

    def __init__(self, text: str = "", meaning: str = "open", icon: str = "") -> None:
        super().__init__()
        self._text, self._meaning, self._icon = text, meaning, icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def show_state(self, text: str, meaning: str, icon: str = "") -> None:
        """Show another state."""
        self._text, self._meaning, self._icon = text, meaning, icon
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for icon, text and a little ground around them."""
        state = (self._text, self._meaning, self._icon)
        return QSize(badge_room(self.font(), state), self.fontMetrics().height() + SNUG)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the soft ground, the icon and the words."""
        del event
        painter = QPainter(self)
        paint_badge(painter, self.rect(), (self._text, self._meaning, self._icon))
        painter.end()


def badge_room(font: QFont, state: tuple[str, str, str]) -> int:
    """The width of a badge (text, meaning, icon) in that font, in logical pixels."""
    icon = icon_side(font) - 2 + icon_gap(font) - 2 if state[2] else 0
    return QFontMetrics(font).horizontalAdvance(state[0]) + icon + 2 * GAP + 2


def paint_badge(
    painter: QPainter, where: QRect, state: tuple[str, str, str], *, on_soft: bool = False
) -> None:
    """Draw a badge (text, meaning, icon) into a rectangle; lists use it as well.

    `on_soft` is for a ground that is coloured already, a selected row: the badge stands out white.
    """
    text, meaning, icon = state
    colours = colours_of(QApplication.palette())
    colour: QColor = getattr(colours, meaning)
    ground: QColor = colours.base if on_soft else getattr(colours, f"{meaning}_soft")
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    radius = min(where.height() / 2, 10)
    painter.drawRoundedRect(where, radius, radius)
    left = where.left() + GAP
    if icon:
        side = icon_side(painter.font()) - 2
        top = where.top() + (where.height() - side) // 2
        paint_icon(painter, icon, QRect(left, top, side, side), colour)
        left += side + icon_gap(painter.font()) - 2
    painter.setPen(colour)
    room = QRect(left, where.top(), where.right() - left - SNUG, where.height())
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width() + 4)
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
    painter.restore()


class LinkButton(QPushButton):
    """A flat button that reads like a link: a number or a title that opens something.

    A long title breaks into lines like any text.
    """

    def __init__(self, text: str, run: Callable[[], object], icon: QIcon | None = None) -> None:
        super().__init__(text)
        self.setFlat(True)
        self.setProperty("look", "link")  # the style draws it as a link
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if icon is not None:
            self.setIcon(icon)
        self.clicked.connect(lambda *_: run())

    def sizeHint(self) -> QSize:
        """As wide as its words, high enough to be hit (WCAG 2.5.8)."""
        metrics = self.fontMetrics()
        width = metrics.size(Qt.TextFlag.TextShowMnemonic, self.text()).width() + 2
        if not self.icon().isNull():
            width += icon_side(self.font()) + icon_gap(self.font())
        return QSize(max(24, width), max(24, metrics.height() + SNUG))

    def minimumSizeHint(self) -> QSize:
        """Its longest word has room."""
        metrics = self.fontMetrics()
        words = [metrics.horizontalAdvance(word) for word in self.text().split()]
        hint = self.sizeHint()
        beside = hint.width() - metrics.horizontalAdvance(self.text())
        return QSize(min(hint.width(), max(words, default=0) + beside + 2), hint.height())

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher; a figure is one number."""
        return bool(self.property("look") == "link")

    def heightForWidth(self, width: int) -> int:
        """The height of all its lines, never lower than a target must be (WCAG 2.5.8)."""
        beside = icon_side(self.font()) + icon_gap(self.font())
        room = width if self.icon().isNull() else width - beside
        bounds = self.fontMetrics().boundingRect(
            QRect(0, 0, max(1, room), 10_000), Qt.TextFlag.TextWordWrap, self.text()
        )
        return max(24, bounds.height() + SNUG)


def breakable(path: str) -> str:
    """A path that a narrow label may go on with in the next line, behind any mark in it."""
    return "".join(f"{letter}\u200b" if letter in r"/\-_." else letter for letter in path)
