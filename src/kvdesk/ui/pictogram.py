"""An icon that stands by itself as a widget."""

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from kvdesk.ui.icons import paint_icon
from kvdesk.ui.palette import colours_of
from kvdesk.ui.typography import icon_side

__all__ = ["Pictogram"]


class Pictogram(QWidget):
    """Draws one icon, as high as a line of text times `scale`; it says nothing to a reader."""

    def __init__(self, icon: str, *, colour: str = "muted", scale: float = 1.0) -> None:
        super().__init__()
        self._icon, self._colour, self._scale = icon, colour, scale
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A square that grows with the text."""
        side = round(icon_side(QApplication.font()) * self._scale)
        return QSize(side, side)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the application's text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationFontChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the colour of its meaning."""
        del event
        colour: QColor = getattr(colours_of(QApplication.palette()), self._colour)
        painter = QPainter(self)
        paint_icon(painter, self._icon, QRect(0, 0, self.width(), self.height()), colour)
        painter.end()
