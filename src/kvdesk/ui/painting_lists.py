"""How the parts of lists and trees are drawn: headings, the arrow that sorts, branches.

Each function draws one element and answers whether it did; what it leaves Fusion draws.
"""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QApplication, QStyle, QStyleOption, QStyleOptionHeader, QWidget

from kvdesk.ui.icons import centred, paint_icon
from kvdesk.ui.palette import colours_of
from kvdesk.ui.typography import GAP, icon_side

__all__ = ["paint_branch", "paint_corner", "paint_header", "paint_header_words", "paint_sort_arrow"]

#: From the header's margin (8) to the texts of the cells, which stand 15 pixels off their edge.
_HEADER_INSET: Final = 7
_State = QStyle.StateFlag


def paint_header(option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> bool:
    """The ground of a heading and the line under it."""
    colours = colours_of(QApplication.palette())
    lit = _has(option, _State.State_MouseOver)
    painter.fillRect(option.rect, colours.hover if lit else colours.window)
    painter.setPen(QPen(colours.line, 1))
    painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
    return True


def paint_header_words(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
    """The title of a column, right above the texts of its cells."""
    if not isinstance(option, QStyleOptionHeader):
        return False
    colours = colours_of(QApplication.palette())
    painter.setPen(colours.muted)
    room = option.rect.adjusted(_HEADER_INSET, 0, -_HEADER_INSET, 0)
    if widget is not None and widget.property("wraps"):
        room = room.adjusted(0, -GAP, 0, GAP)  # its lines take the air above and below
        painter.drawText(room, int(option.textAlignment) | Qt.TextFlag.TextWordWrap, option.text)
        return True
    end = Qt.TextElideMode.ElideRight
    shown = painter.fontMetrics().elidedText(option.text, end, room.width() + 1)
    # The style's room for a title has margins that large letters may take.
    painter.drawText(room, int(option.textAlignment) | Qt.TextFlag.TextDontClip, shown)
    return True


def paint_sort_arrow(option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> bool:
    """Which way a column is sorted."""
    if not isinstance(option, QStyleOptionHeader):
        return False
    up = option.sortIndicator == QStyleOptionHeader.SortIndicator.SortDown
    side = icon_side(QApplication.font())
    colour = colours_of(QApplication.palette()).muted
    paint_icon(painter, "arrow-up" if up else "arrow-down", centred(side, option.rect), colour)
    return True


def paint_branch(option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> bool:
    """The sign of a branch that opens and closes, as large as the text."""
    if _has(option, _State.State_Children):
        side = icon_side(QApplication.font())
        drawing = "chevron-down" if _has(option, _State.State_Open) else "chevron-right"
        colour = colours_of(QApplication.palette()).muted
        paint_icon(painter, drawing, centred(side, option.rect), colour)
    return True


def paint_corner(option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> bool:
    """Where two scroll bars meet."""
    painter.fillRect(option.rect, colours_of(QApplication.palette()).base)
    return True


def _has(option: QStyleOption, state: QStyle.StateFlag) -> bool:
    return bool(option.state & state)
