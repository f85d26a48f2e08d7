"""How a row of a list is drawn: calm cells, states as badges, a second line where it is narrow."""

from typing import Final, Protocol

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from kvdesk.ui.labels import badge_room, paint_badge
from kvdesk.ui.list_model import BADGE_ROLE, Index
from kvdesk.ui.palette import colours_of
from kvdesk.ui.typography import GAP, SNUG, Size, font_of

__all__ = ["CELL_MARGINS", "BadgeDelegate", "FoldDelegate", "Folding", "RowDelegate", "badge_width"]

#: What is kept free left and right of a cell's text, and a little air.
CELL_MARGINS: Final = 34
_INSET: Final = 15


def badge_width(font: QFont, badge: tuple[str, str, str]) -> int:
    """The width of a cell that shows a badge (text, meaning, icon) whole."""
    return badge_room(font, badge) + 4 * SNUG + 2


class RowDelegate(QStyledItemDelegate):
    """Draws cells without a frame of their own: the list frames the current row as a whole."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Take the focus frame from the cell."""
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus


class BadgeDelegate(RowDelegate):
    """Draws a column's badge (text, meaning, icon) in place of its text."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Room for the whole badge."""
        found = super().sizeHint(option, index)
        badge = index.data(BADGE_ROLE)
        return QSize(badge_width(option.font, badge), found.height()) if badge else found

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the ground of the row, then the badge."""
        badge = index.data(BADGE_ROLE)
        if not badge:
            super().paint(painter, option, index)
            return
        self._paint_ground(painter, option, index)
        cell: QRect = option.rect
        height = min(option.fontMetrics.height() + SNUG, cell.height() - 2)
        width = badge_room(option.font, badge)
        top = cell.top() + (cell.height() - height) // 2
        room = QRect(cell.left() + GAP + SNUG, top, min(width, cell.width() - 4 * SNUG), height)
        painter.setFont(option.font)
        paint_badge(
            painter, room, badge, on_soft=bool(option.state & QStyle.StateFlag.State_Selected)
        )

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        ground = QStyleOptionViewItem(option)
        self.initStyleOption(ground, index)
        ground.text = ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, ground, painter, option.widget)


class Folding(Protocol):
    """Knows the columns whose texts stand under another's."""

    @property
    def folded(self) -> tuple[int, ...]:
        """The columns, by their places in the model."""


class FoldDelegate(BadgeDelegate):
    """Draws a text and, under it, what the folded columns of its row show.

    Args:
        parent: the list.
        columns: knows which columns have no room of their own now.
    """

    def __init__(self, parent: QWidget, columns: Folding) -> None:
        super().__init__(parent)
        self._columns = columns

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One line while every column has room, else two."""
        below = self.second_line(index)
        if not below:
            super().paint(painter, option, index)
            return
        self._paint_ground(painter, option, index)
        metrics = option.fontMetrics
        small = font_of(option.font, Size.SMALL)
        high = metrics.height() + QFontMetrics(small).height() + SNUG // 2
        room: QRect = option.rect.adjusted(_INSET, 0, -_INSET, 0)
        top = room.top() + (room.height() - high) // 2
        first = QRect(room.left(), top, room.width(), metrics.height())
        second = QRect(room.left(), first.bottom() + SNUG // 2, room.width(), high)
        painter.save()
        painter.setFont(option.font)
        painter.setPen(option.palette.color(_ROLES[_is_selected(option)]))
        _draw(painter, first, str(index.data() or ""))
        painter.setFont(small)
        painter.setPen(colours_of(option.palette).muted)
        _draw(painter, second, below)
        painter.restore()

    def second_line(self, index: Index) -> str:
        """What the folded columns show, one after the other."""
        model = index.model()
        texts = (model.index(index.row(), column).data() for column in self._columns.folded)
        return " · ".join(str(text) for text in texts if text)


_ROLES: Final = {False: QPalette.ColorRole.Text, True: QPalette.ColorRole.HighlightedText}


def _is_selected(option: QStyleOptionViewItem) -> bool:
    return bool(option.state & QStyle.StateFlag.State_Selected)


def _draw(painter: QPainter, room: QRect, text: str) -> None:
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, shown)
