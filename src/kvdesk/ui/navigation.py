"""The list of views at the left: icon, name, and how much is late there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from kvdesk.kernel.words import Words
from kvdesk.ui.icons import paint_icon
from kvdesk.ui.labels import paint_badge
from kvdesk.ui.palette import colours_of
from kvdesk.ui.typography import GAP, SNUG, Size, font_of, icon_side, row_height

__all__ = ["Navigation"]

Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()
_ENTRY: Final = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class _Entry:
    key: str
    title: str
    icon: str
    shortcut: str
    late: int = 0


class _Entries(QAbstractListModel):
    """The views and what is late in each."""

    def __init__(self, words: Words, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words
        self.entries: list[_Entry] = []

    def put(self, entries: Sequence[_Entry]) -> None:
        self.beginResetModel()
        self.entries = list(entries)
        self.endResetModel()

    def set_late(self, key: str, late: int) -> None:
        for number, entry in enumerate(self.entries):
            if entry.key == key and entry.late != late:
                self.entries[number] = replace(entry, late=late)
                self.dataChanged.emit(self.index(number), self.index(number))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - as Qt declares it
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return entry.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._said(entry)
            case Qt.ItemDataRole.ToolTipRole:
                return f"{self._said(entry)} ({entry.shortcut})"
            case _ if role == _ENTRY:
                return entry
        return None

    def _said(self, entry: _Entry) -> str:
        if not entry.late:
            return entry.title
        late = self._words.plural("{n} late", "{n} late", entry.late)
        return f"{entry.title}, {late}"


class _EntryDelegate(QStyledItemDelegate):
    """Draws an entry: a soft ground where it is current, icon, name, late badge."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del index
        widget = option.widget
        return QSize(0, row_height(widget) + SNUG)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: _Entry = index.data(_ENTRY)
        colours = colours_of(option.palette)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        lit = bool(option.state & QStyle.StateFlag.State_MouseOver)
        narrow = bool(option.widget.property("narrow"))
        ground: QRect = option.rect.adjusted(GAP, 1, -GAP, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or lit:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.accent_soft if chosen else colours.hover)
            painter.drawRoundedRect(ground, 6, 6)
        if option.state & QStyle.StateFlag.State_HasFocus or (
            chosen and colours.hover == colours.window
        ):
            painter.setPen(QPen(colours.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ground.adjusted(1, 1, -1, -1), 6, 6)
        side = icon_side(option.font)
        left = ground.left() + GAP
        spot = QRect(left, ground.top() + (ground.height() - side) // 2, side, side)
        paint_icon(painter, entry.icon, spot, colours.accent if chosen else colours.muted)
        if not narrow:
            self._paint_words(painter, option, entry, ground.adjusted(2 * GAP + side, 0, -GAP, 0))
        painter.restore()

    def _paint_words(
        self, painter: QPainter, option: QStyleOptionViewItem, entry: _Entry, room: QRect
    ) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if entry.late:
            text = str(entry.late)
            metrics = option.fontMetrics
            width = metrics.horizontalAdvance(text) + icon_side(option.font) + 2 * GAP + 2
            height = metrics.height() + 2
            top = room.top() + (room.height() - height) // 2
            badge = QRect(room.right() - width, top, width, height)
            painter.setFont(option.font)
            paint_badge(painter, badge, (text, "late", "triangle-alert"))
            room = room.adjusted(0, 0, -width - SNUG, 0)
        painter.setFont(font_of(option.font, Size.STRONG if chosen else Size.NORMAL))
        painter.setPen(colours_of(option.palette).text)
        shown = painter.fontMetrics().elidedText(
            entry.title, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


class Navigation(QListView):
    """Lets people go from view to view.

    Signals:
        chosen: the key of the view that was clicked or entered.
    """

    chosen = Signal(str)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._entries = _Entries(words, self)
        self.setModel(self._entries)
        self.setItemDelegate(_EntryDelegate(self))
        self.setAccessibleName(words.text("Views"))
        self.setObjectName("navigation")
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.viewport().setAutoFillBackground(False)
        self.clicked.connect(self._on_chosen)
        self.activated.connect(self._on_chosen)

    def show_views(self, views: Sequence[tuple[str, str, str, str]]) -> None:
        """Fill the list with (key, title, icon, shortcut)."""
        self._entries.put([_Entry(*view) for view in views])
        self._fit()

    def show_current(self, key: str) -> None:
        """Mark the view that is in front."""
        for number, entry in enumerate(self._entries.entries):
            if entry.key == key:
                self.setCurrentIndex(self._entries.index(number))

    def set_late(self, key: str, late: int) -> None:
        """Show how much is late in a view."""
        self._entries.set_late(key, late)

    def set_narrow(self, *, narrow: bool) -> None:
        """Show icons alone where the window is narrow or the text is large."""
        self.setProperty("narrow", narrow)
        self._fit()

    def _fit(self) -> None:
        font = font_of(QApplication.font(), Size.STRONG)
        side = icon_side(QApplication.font())
        width = side + 4 * GAP
        if not self.property("narrow"):
            metrics = QFontMetrics(font)
            titles = [metrics.horizontalAdvance(one.title) for one in self._entries.entries]
            width += max(titles, default=0) + metrics.horizontalAdvance("99") + side + 5 * GAP
        self.setFixedWidth(width)
        self.viewport().update()

    def _on_chosen(self, index: QModelIndex) -> None:
        self.chosen.emit(self._entries.entries[index.row()].key)
