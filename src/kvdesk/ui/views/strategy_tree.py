"""The tree of a strategy's statements with its coverage as bar and number."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyleOptionViewItem, QTreeView

from kvdesk.domain.strategies import StatementKind
from kvdesk.kernel.dates import format_day
from kvdesk.kernel.words import Words
from kvdesk.store.queries.coverage import CoveredStatement
from kvdesk.ui.delegates import CELL_MARGINS, BadgeDelegate, RowDelegate
from kvdesk.ui.list_model import BADGE_ROLE
from kvdesk.ui.palette import colours_of
from kvdesk.ui.typography import GAP, icon_side
from kvdesk.ui.wrapping import BELOW_ROLE, STRONG_ROLE, WrapDelegate

__all__ = ["StrategyTree"]

_ID_ROLE: Final = Qt.ItemDataRole.UserRole
_SHARE_ROLE: Final = Qt.ItemDataRole.UserRole + 7
_BAR_HEIGHT: Final = 8
_TEXT, _DECISIONS, _ACTIONS, _LATE, _LAST = range(5)
_COUNTED: Final = (_DECISIONS, _ACTIONS, _LATE, _LAST)
#: A sentence that is narrower than this many letters gets the room of the numbers, too.
_LEAST_LETTERS: Final = 58
_BAR_LETTERS: Final = 8
_HEADINGS: Final = (StatementKind.TITLE, StatementKind.HEADING)


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
    """Statements in reading order, opened and whole; the current one is told by its id.

    Where the tree is narrow, the numbers stand in a line under the sentence.

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
        self._folded = False
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the numbers under the sentences where there is no room beside them."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

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
        cells[_TEXT].setData(statement.kind in _HEADINGS, STRONG_ROLE)
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
        told = [cells[column].accessibleText() for column in _COUNTED if cells[column].text()]
        cells[_TEXT].setData(" · ".join(told), BELOW_ROLE)
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
        self.setWordWrap(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAllColumnsShowFocus(True)
        self.setItemDelegate(RowDelegate(self))
        self.setItemDelegateForColumn(_TEXT, WrapDelegate(self))
        bars, badges = BarDelegate(self), BadgeDelegate(self)
        self.setItemDelegateForColumn(_DECISIONS, bars)
        self.setItemDelegateForColumn(_ACTIONS, bars)
        self.setItemDelegateForColumn(_LATE, badges)
        self.setItemDelegateForColumn(_LAST, badges)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(_TEXT, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.sectionResized.connect(self._on_resized)
        self.selectionModel().currentChanged.connect(lambda *_: self.chosen.emit(self.current_id()))
        self.activated.connect(self._on_activated)

    def _on_activated(self, index: Any) -> None:  # noqa: ANN401 - Qt's index
        record = index.siblingAtColumn(_TEXT).data(_ID_ROLE)
        if record:
            self.opened.emit(str(record))

    def _fit(self) -> None:
        self.setIndentation(icon_side(self.font()) + GAP)
        header, metrics = self.header(), self.fontMetrics()
        letter = metrics.horizontalAdvance("0")
        widths = {column: self._wanted(column) for column in _COUNTED}
        rest = self.viewport().width() - sum(widths.values())
        folded = rest < letter * _LEAST_LETTERS
        for column, width in widths.items():
            header.setSectionHidden(column, folded)
            if not folded:
                header.resizeSection(column, width)
        if folded != self._folded:
            self._folded = folded
            header.setHidden(folded)  # nothing but sentences is left
            self.setProperty("folded", folded)  # the delegate of the sentences reads it
            self.scheduleDelayedItemsLayout()

    def _wanted(self, column: int) -> int:
        """As wide as the heading, and as what may stand under it."""
        metrics = self.fontMetrics()
        letter = metrics.horizontalAdvance("0")
        title = str(self._items.headerData(column, Qt.Orientation.Horizontal) or "")
        width = self.header().fontMetrics().horizontalAdvance(title) + CELL_MARGINS
        if column in (_DECISIONS, _ACTIONS):
            return max(width, letter * (_BAR_LETTERS + 7) + CELL_MARGINS)
        badge = metrics.horizontalAdvance(self._longest_badge(column)) + icon_side(self.font())
        return max(width, badge + CELL_MARGINS + 2 * GAP)

    def _longest_badge(self, column: int) -> str:
        words = self._words
        if column == _LATE:
            return words.plural("{n} late", "{n} late", 88)
        return max(words.text("No decision"), format_day("2026-09-28", words.language), key=len)

    def _on_resized(self, column: int) -> None:
        """Sentences break anew when their column became wider or narrower."""
        if column == _TEXT:
            QTimer.singleShot(0, self, self.scheduleDelayedItemsLayout)
