"""Long texts and headings of columns: whole, in as many lines as they take."""

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QIcon, QPainter, QPalette
from PySide6.QtWidgets import (
    QHeaderView,
    QListView,
    QStyle,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from kvdesk.ui.delegates import RowDelegate
from kvdesk.ui.list_model import Index
from kvdesk.ui.palette import colours_of
from kvdesk.ui.typography import GAP, SNUG, Size, font_of, icon_gap, icon_side, row_height

__all__ = ["BELOW_ROLE", "STRONG_ROLE", "WrapDelegate", "WrappingHeader", "wrap_lines"]

#: The roles of a text: whether it is a heading, and what stands under it while columns are folded.
STRONG_ROLE: Final = Qt.ItemDataRole.UserRole + 8
BELOW_ROLE: Final = Qt.ItemDataRole.UserRole + 9
#: What the style keeps free left and right of a heading.
HEADER_MARGINS: Final = 32
_WRAP: Final = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class WrapDelegate(RowDelegate):
    """Breaks a text into lines; in a tree whose columns are folded, they stand beneath it.

    A tree says by its property `folded` that it has no room for its other columns.
    """

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as its lines at the width of its column."""
        tree = option.widget
        width = option.rect.width()
        if isinstance(tree, QListView):
            width = tree.viewport().width()
        if isinstance(tree, QTreeView):
            width = tree.columnWidth(index.column())
            if index.column() == 0:
                width -= tree.indentation() * (_depth(index) - (not tree.rootIsDecorated()))
        text, below = self._rooms(option, index, QRect(0, 0, max(1, width), 10_000))
        high = max(text.bottom(), below.bottom()) + 1 + GAP
        return QSize(width, max(high, row_height(tree)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the ground of the row, the text, what belongs under it."""
        ground = QStyleOptionViewItem(option)
        self.initStyleOption(ground, index)
        ground.text = ""
        ground.icon = QIcon()
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, ground, painter, option.widget)
        text, below = self._rooms(option, index, option.rect)
        high = max(text.bottom(), below.bottom()) + GAP - option.rect.top()
        down = max(0, (option.rect.height() - high) // 2)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text
        drawing = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(drawing, QIcon):
            side = icon_side(_font(option, index))
            top = text.top() + down + (QFontMetrics(_font(option, index)).height() - side) // 2
            drawing.paint(painter, QRect(option.rect.left() + GAP, top, side, side))
        painter.save()
        painter.setFont(_font(option, index))
        painter.setPen(option.palette.color(role))
        painter.drawText(text.translated(0, down), _WRAP, str(index.data() or ""))
        painter.setFont(font_of(option.font, Size.SMALL))
        painter.setPen(colours_of(option.palette).muted)
        painter.drawText(below.translated(0, down), _WRAP, _below(option, index))
        painter.restore()

    def _rooms(
        self, option: QStyleOptionViewItem, index: Index, cell: QRect
    ) -> tuple[QRect, QRect]:
        """Where the text and where what belongs to it stand."""
        room = cell.adjusted(GAP, GAP - 1, -GAP, 0)
        if isinstance(index.data(Qt.ItemDataRole.DecorationRole), QIcon):
            font = _font(option, index)
            room.setLeft(room.left() + icon_side(font) + icon_gap(font) + 2)
        text = _bounds(_font(option, index), room, str(index.data() or ""))
        numbers = _below(option, index)
        if not numbers:
            return text, QRect(text.topLeft(), QSize(0, 0))
        room.setTop(text.bottom() + SNUG // 2)
        return text, _bounds(font_of(option.font, Size.SMALL), room, numbers)


def _bounds(font: QFont, room: QRect, text: str) -> QRect:
    if not text:  # what belongs under it moves up
        return QRect(room.topLeft(), QSize(room.width(), 0))
    found = QFontMetrics(font).boundingRect(room.adjusted(0, 0, 0, 10_000), _WRAP, text)
    return QRect(room.topLeft(), QSize(room.width(), found.height()))


def _font(option: QStyleOptionViewItem, index: Index) -> QFont:
    return font_of(option.font, Size.STRONG if index.data(STRONG_ROLE) else Size.NORMAL)


def _below(option: QStyleOptionViewItem, index: Index) -> str:
    return str(index.data(BELOW_ROLE) or "") if option.widget.property("folded") else ""


def _depth(index: Index) -> int:
    depth = 1
    parent = index.parent()
    while parent.isValid():
        depth += 1
        parent = parent.parent()
    return depth


class WrappingHeader(QHeaderView):
    """Headings of columns that break into lines where a column is narrow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setProperty("wraps", "words")  # the style reads it
        self.sectionResized.connect(self._on_resized)
        self._high = 0

    def sizeHint(self) -> QSize:
        """As high as the highest heading."""
        return QSize(super().sizeHint().width(), self._needed())

    def _needed(self) -> int:
        metrics = self.fontMetrics()
        lines = [row_height(self)]
        for section in range(self.count()):
            title = str(self.model().headerData(section, self.orientation()) or "")
            room = QRect(0, 0, max(1, self.sectionSize(section) - HEADER_MARGINS), 10_000)
            high = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, title).height()
            lines.append(high + GAP)
        return max(lines)

    def _on_resized(self) -> None:
        if self._needed() != self._high:
            self._high = self._needed()
            self.geometriesChanged.emit()


def wrap_lines(listed: QListView) -> None:
    """Let a list show each of its lines whole, at every width."""
    listed.setItemDelegate(WrapDelegate(listed))
    listed.setWordWrap(True)
    listed.setResizeMode(QListView.ResizeMode.Adjust)
    listed.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    listed.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
