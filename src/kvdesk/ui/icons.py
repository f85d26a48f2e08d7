"""Icons drawn in the colour of the text around them, in every theme and state.

The shapes are Lucide's (ISC licence, beside them); an engine paints `currentColor` from the
application's palette at the moment of painting, so a change of theme needs no new icon.
"""

from functools import cache
from typing import Final

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QIcon,
    QIconEngine,
    QPainter,
    QPalette,
    QPixmap,
    QPixmapCache,
)
from PySide6.QtSvg import QSvgRenderer

from kvdesk.kernel.resources import resource_folder
from kvdesk.ui.palette import colours_of, selected_text

__all__ = ["centred", "icon", "paint_icon", "program_icon"]

_PROGRAM_SIZES: Final = (16, 20, 24, 32, 40, 48, 64, 128, 256)


@cache
def icon(name: str, meaning: str = "") -> QIcon:
    """The icon of that file name in `resources/icons`.

    Each is made once and kept: PySide lets go of an engine when the last Python icon that has it
    goes, although a style still draws with a copy, and the program then ended in a segmentation
    fault (seen with 6.11).

    Args:
        name: for example `gavel`.
        meaning: a colour of `Colours` (`late`, `muted`, …); empty for the text's own colour.
    """
    return QIcon(_Engine(name, meaning)) if name else QIcon()


def program_icon() -> QIcon:
    """The program's own icon in all sizes; small ones have a drawing of their own."""
    found = QIcon()
    for size in _PROGRAM_SIZES:
        drawing = "kvdesk-small" if size < 32 else "kvdesk"
        pixmap = QPixmap(size, size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        QSvgRenderer(QByteArray(_drawing(drawing))).render(painter, QRectF(0, 0, size, size))
        painter.end()
        found.addPixmap(pixmap)
    return found


def paint_icon(painter: QPainter, name: str, where: QRect, colour: QColor) -> None:
    """Draw an icon in one colour, crisp at the painter's resolution."""
    device = painter.device()
    ratio = device.devicePixelRatioF()
    painter.drawPixmap(where.topLeft(), _pixmap(name, where.size(), ratio, colour))


@cache
def _drawing(name: str) -> bytes:
    return (resource_folder() / "icons" / f"{name}.svg").read_bytes()


def _pixmap(name: str, size: QSize, ratio: float, colour: QColor) -> QPixmap:
    real = size * ratio
    key = f"kvdesk/{name}/{real.width()}x{real.height()}/{ratio}/{colour.name()}"
    known = QPixmap()
    if QPixmapCache.find(key, known):
        return known
    pixmap = QPixmap(real)
    pixmap.fill(Qt.GlobalColor.transparent)
    side = min(real.width(), real.height())
    square = QRectF((real.width() - side) / 2, (real.height() - side) / 2, side, side)
    coloured = _drawing(name).replace(b"currentColor", colour.name().encode())
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(coloured)).render(painter, square)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, pixmap)
    return pixmap


class _Engine(QIconEngine):
    """Paints one drawing in the palette's colour of the moment."""

    def __init__(self, name: str, meaning: str) -> None:
        super().__init__()
        self._name = name
        self._meaning = meaning

    def _colour(self, mode: QIcon.Mode) -> QColor:
        palette = QGuiApplication.palette()
        if mode == QIcon.Mode.Disabled:
            return palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
        if mode == QIcon.Mode.Selected:
            return selected_text(palette)
        if self._meaning:
            colour: QColor = getattr(colours_of(palette), self._meaning)
            return colour
        return palette.color(QPalette.ColorRole.ButtonText)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        paint_icon(painter, self._name, rect, self._colour(mode))

    def pixmap(self, size: QSize, mode: QIcon.Mode, _state: QIcon.State) -> QPixmap:
        return _pixmap(self._name, size, 1.0, self._colour(mode))

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, _state: QIcon.State, scale: float
    ) -> QPixmap:
        return _pixmap(self._name, size, scale, self._colour(mode))

    def actualSize(self, size: QSize, _mode: QIcon.Mode, _state: QIcon.State) -> QSize:
        return size

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._meaning)

    def key(self) -> str:
        return "kvdesk"

    def iconName(self) -> str:
        """The drawing's name, by which the style draws it in another colour."""
        return self._name


def centred(size: int, where: QRect) -> QRect:
    """A square of that size in the middle of a rectangle."""
    corner = QPoint(where.center().x() - size // 2 + 1, where.center().y() - size // 2 + 1)
    return QRect(corner, QSize(size, size))
