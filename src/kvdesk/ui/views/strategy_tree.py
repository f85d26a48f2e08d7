"""The tree of a strategy's statements with its coverage as bar and number."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyleOptionViewItem, QTreeView

from kvdesk.kernel.dates import format_day
from kvdesk.kernel.words import Words
from kvdesk.store.queries.coverage import CoveredStatement
from kvdesk.ui.delegates import BadgeDelegate, RowDelegate
from kvdesk.ui.list_model import BADGE_ROLE
from kvdesk.ui.palette import colours_of
from kvdesk.ui.typography import GAP

__all__ = ["StrategyTree"]

_ID_ROLE: Final = Qt.ItemDataRole.UserRole
_SHARE_ROLE: Final = Qt.ItemDataRole.UserRole + 7
_BAR_HEIGHT: Final = 8
_TEXT, _DECISIONS, _ACTIONS, _LATE, _LAST = range(5)


class BarDelegate(RowDelegate):
    """Draws a share as a bar and, beside it, the number itself."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """The number stands at the right; the bar fills what is left."""
        super().paint(painter, option, index)
        share = index.data(_SHARE_ROLE)
        if share is None:
            return
        colours = colours_of(option.palette)
        number = option.fontMetrics.horizontalAdvance("000/000")
        left, right = option.rect.left() + GAP, option.rect.right() - number - 2 * GAP
        top = option.rect.center().y() - _BAR_HEIGHT / 2 + 1
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.line)
        painter.drawRoundedRect(QRectF(left, top, right - left, _BAR_HEIGHT), 4, 4)
        if share > 0:
            painter.setBrush(colours.accent)
            width = max(_BAR_HEIGHT, (right - left) * share)
            painter.drawRoundedRect(QRectF(left, top, width, _BAR_HEIGHT), 4, 4)
        painter.restore()


class StrategyTree(QTreeView):
    """Statements in reading order, opened; the current one is told by its id.

    Signals:
        chosen: the id of the statement that became current; empty for none.
        opened: the id of the statement that Enter or a double click asks for.
    """

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._places: dict[str, QStandardItem] = {}
        self._statements: dict[str, CoveredStatement] = {}
        self._items = QStandardItemModel(0, 5, self)
        self.setAccessibleName(words.text("Statements of the strategy"))
        self._build()

    def statement(self, record: str) -> CoveredStatement | None:
        """The statement with this id, if it is shown."""
        return self._statements.get(record)

    def show_statements(self, statements: Sequence[CoveredStatement]) -> None:
        """Show an edition; the current statement stays current where it is still there."""
        kept = self.current_id()
        self._items.removeRows(0, self._items.rowCount())
        self._places.clear()
        self._statements = {statement.id: statement for statement in statements}
        most = max((s.decisions for s in statements if s.is_measured), default=0)
        for statement in statements:
            parent = self._places.get(statement.parent) or self._items.invisibleRootItem()
            cells = self._cells(statement, most)
            parent.appendRow(cells)
            self._places[statement.id] = cells[0]
        self.expandAll()
        self.go_to(kept)

    def current_id(self) -> str:
        """The id of the current statement, or an empty text."""
        return str(self.currentIndex().siblingAtColumn(_TEXT).data(_ID_ROLE) or "")

    def go_to(self, record: str) -> None:
        """Make a statement current and bring it into sight."""
        item = self._places.get(record)
        if item is not None:
            self.setCurrentIndex(item.index())
            self.scrollTo(item.index())

    def cell(self, record: str, column: int) -> str:
        """What a cell shows; for those who read the tree without seeing it."""
        item = self._places[record]
        return str(item.index().siblingAtColumn(column).data() or "")

    def _cells(self, statement: CoveredStatement, most: int) -> list[QStandardItem]:
        words = self._words
        text = f"{statement.number} {statement.text}".strip()
        cells = [QStandardItem(text)] + [QStandardItem() for _ in range(4)]
        cells[_TEXT].setData(statement.id, _ID_ROLE)
        cells[_TEXT].setToolTip(text)
        if statement.is_measured or statement.decisions or statement.actions:
            share = statement.decisions / most if most else 0.0
            self._fill(cells[_DECISIONS], str(statement.decisions), min(share, 1.0))
            done = statement.done / statement.actions if statement.actions else 0.0
            self._fill(cells[_ACTIONS], f"{statement.done}/{statement.actions}", done)
            cells[_LAST].setText(format_day(statement.last_on, words.language))
        if statement.late:
            said = words.plural("{n} late", "{n} late", statement.late)
            self._mark(cells[_LATE], (said, "late", "triangle-alert"))
        if statement.is_measured and not statement.decisions:
            self._mark(cells[_LAST], (words.text("No decision"), "warn", "circle-dashed"))
        for column, cell in enumerate(cells):
            cell.setEditable(False)
            heading = self._items.headerData(column, Qt.Orientation.Horizontal)
            cell.setAccessibleText(f"{heading}: {cell.text()}")
        return cells

    def _fill(self, cell: QStandardItem, number: str, share: float) -> None:
        cell.setText(number)
        cell.setData(share, _SHARE_ROLE)
        cell.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def _mark(self, cell: QStandardItem, badge: tuple[str, str, str]) -> None:
        cell.setText(badge[0])
        cell.setData(badge, BADGE_ROLE)

    def _build(self) -> None:
        _ = self._words.text
        self._items.setHorizontalHeaderLabels(
            [_("Statement"), _("Decisions"), _("Actions done"), _("Late"), _("Latest decision")]
        )
        self.setModel(self._items)
        self.setUniformRowHeights(True)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAllColumnsShowFocus(True)
        self.setItemDelegate(RowDelegate(self))
        bars, badges = BarDelegate(self), BadgeDelegate(self)
        self.setItemDelegateForColumn(_DECISIONS, bars)
        self.setItemDelegateForColumn(_ACTIONS, bars)
        self.setItemDelegateForColumn(_LATE, badges)
        self.setItemDelegateForColumn(_LAST, badges)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(_TEXT, QHeaderView.ResizeMode.Stretch)
        letter = self.fontMetrics().horizontalAdvance("0")
        for column, letters in ((_DECISIONS, 18), (_ACTIONS, 18), (_LATE, 11), (_LAST, 20)):
            header.resizeSection(column, letters * letter)
        self.selectionModel().currentChanged.connect(lambda *_: self.chosen.emit(self.current_id()))
        self.activated.connect(self._on_activated)

    def _on_activated(self, index: Any) -> None:  # noqa: ANN401 - Qt's index
        record = index.siblingAtColumn(_TEXT).data(_ID_ROLE)
        if record:
            self.opened.emit(str(record))
