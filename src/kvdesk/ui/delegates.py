"""How a row of a list is drawn: calm cells, states as badges."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from kvdesk.ui.labels import paint_badge
from kvdesk.ui.list_model import BADGE_ROLE, Index
from kvdesk.ui.typography import GAP, SNUG, icon_side

__all__ = ["BadgeDelegate", "RowDelegate"]


class RowDelegate(QStyledItemDelegate):
    """Draws cells without a frame of their own: the list frames the current row as a whole."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Take the focus frame from the cell."""
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus


class BadgeDelegate(RowDelegate):
    """Draws a column's badge (text, meaning, icon) in place of its text."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the ground of the row, then the badge."""
        badge = index.data(BADGE_ROLE)
        if not badge:
            super().paint(painter, option, index)
            return
        ground = QStyleOptionViewItem(option)
        self.initStyleOption(ground, index)
        ground.text = ""
        style = option.widget.style()
        style.drawControl(
            QStyle.ControlElement.CE_ItemViewItem,
            ground,
            painter,
            option.widget,
        )
        cell: QRect = option.rect
        metrics = option.fontMetrics
        height = min(metrics.height() + SNUG, cell.height() - 2)
        width = metrics.horizontalAdvance(badge[0]) + 2 * GAP + 2
        if badge[2]:
            width += icon_side(option.font) + SNUG - 2
        top = cell.top() + (cell.height() - height) // 2
        room = QRect(cell.left() + GAP + SNUG, top, min(width, cell.width() - 4 * SNUG), height)
        painter.setFont(option.font)
        paint_badge(
            painter, room, badge, on_soft=bool(option.state & QStyle.StateFlag.State_Selected)
        )
