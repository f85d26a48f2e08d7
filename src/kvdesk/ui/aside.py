"""A layout for a text and what belongs at its end: beside it where there is room, else below."""

from PySide6.QtCore import QPoint, QRect, QSize

from kvdesk.ui.reflow import ReflowLayout, height_at
from kvdesk.ui.typography import GAP, SNUG

__all__ = ["AsideLayout"]


class AsideLayout(ReflowLayout):
    """Two widgets: the first takes the width, the second stands at its right end or beneath it."""

    def sizeHint(self) -> QSize:
        """Both beside each other."""
        hints = [item.sizeHint() for item in self._items]
        width = sum(hint.width() for hint in hints) + GAP * max(0, len(hints) - 1)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        """The wider of both: one can stand under the other."""
        least = [item.minimumSize() for item in self._items]
        width = max((size.width() for size in least), default=0)
        return QSize(width, max((size.height() for size in least), default=0))

    def place(self, rect: QRect, *, apply: bool) -> int:
        """Lay both into a rectangle; answers the height they take."""
        if not self._items:
            return 0
        rect.setWidth(max(0, rect.width()))  # less than nothing while a page is squeezed
        text, *rest = self._items
        hint = rest[0].sizeHint() if rest else QSize()
        beside = not rest or text.sizeHint().width() + GAP + hint.width() <= rect.width()
        width = rect.width() - (hint.width() + GAP if rest and beside else 0)
        high = height_at(text, width)
        if not rest:
            places = [QRect(rect.topLeft(), QSize(width, high))]
        elif beside:
            high = max(high, hint.height())
            left = rect.right() + 1 - hint.width()
            end = QPoint(left, rect.top() + (high - hint.height()) // 2)
            places = [QRect(rect.topLeft(), QSize(width, high)), QRect(end, hint)]
        else:
            below = QPoint(rect.left(), rect.top() + high + SNUG // 2)
            places = [QRect(rect.topLeft(), QSize(width, high)), QRect(below, hint)]
            high += hint.height() + SNUG
        if apply:
            for item, place in zip(self._items, places, strict=True):
                item.setGeometry(place)
        return high
