"""What layouts that become higher where they are narrow have in common."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

__all__ = ["ReflowLayout", "height_at"]


class ReflowLayout(QLayout):
    """Holds items and asks `place` where they lie; a subclass says that and the sizes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def place(self, rect: QRect, *, apply: bool) -> int:
        """Lay the items into a rectangle, if `apply`; answers the height that they take."""
        raise NotImplementedError

    def addItem(self, item: QLayoutItem) -> None:
        """Add an item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item at a place, or None: that is how Qt notices the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take an item out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """As wide as it may be, and only as high as it must."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height at that width."""
        return self.place(QRect(0, 0, width, 0), apply=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place the items."""
        super().setGeometry(rect)
        self.place(rect, apply=True)


def height_at(item: QLayoutItem, width: int) -> int:
    """How high an item is at that width."""
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
