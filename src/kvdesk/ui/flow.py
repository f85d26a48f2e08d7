"""A layout that breaks its row like a text does, so that 200 % text needs no scrolling sideways."""

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QLayoutItem, QWidget

from kvdesk.ui.reflow import ReflowLayout, height_at
from kvdesk.ui.typography import GAP

__all__ = ["FlowLayout"]


class FlowLayout(ReflowLayout):
    """Widgets from left to right, and on the next line when the width is used up.

    Args:
        parent: the widget that is laid out.
        spacing: between widgets and between lines.
        least: with a width, columns of equal width, each at least that wide; 0 keeps each
            widget's own width.
    """

    def __init__(
        self, parent: QWidget | None = None, *, spacing: int = GAP, least: int = 0
    ) -> None:
        super().__init__(parent)
        self._least = least
        self.setSpacing(spacing)

    def set_least(self, least: int) -> None:
        """Change the least width of a column."""
        self._least = least
        self.invalidate()

    def sizeHint(self) -> QSize:
        """The width of the widest item; lines make the height."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Room for the largest item."""
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def place(self, rect: QRect, *, apply: bool) -> int:
        """Walk over the lines; returns their height."""
        top, gap = rect.top(), self.spacing()
        for line in self._lines(rect.width()):
            height = max(height_at(item, width) for item, width in line)
            left = rect.left()
            for item, width in line:
                if apply:
                    own = height if self._least else height_at(item, width)
                    item.setGeometry(
                        QRect(QPoint(left, top + (height - own) // 2), QSize(width, own))
                    )
                left += width + gap
            top += height + gap
        return max(0, top - gap - rect.top())

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, int]]]:
        shown = self._shown()
        gap = self.spacing()
        width = max(0, width)  # less than nothing is left while a page is squeezed
        if self._least:
            columns = max(1, min(len(shown) or 1, (width + gap) // (self._least + gap)))
            each = (width - gap * (columns - 1)) // columns
            rows = range(0, len(shown), columns)
            return [[(item, each) for item in shown[at : at + columns]] for at in rows]
        lines: list[list[tuple[QLayoutItem, int]]] = []
        used = width + 1
        for item in shown:
            own = min(item.sizeHint().width(), width)
            if used + own > width:
                lines.append([])
                used = 0
            lines[-1].append((item, own))
            used += own + gap
        return lines
