"""The list that every register uses: quick with a million rows, whole by keyboard."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from kvdesk.ui.columns import Columns
from kvdesk.ui.delegates import BadgeDelegate, FoldDelegate, RowDelegate
from kvdesk.ui.empty import EmptyState
from kvdesk.ui.list_model import ListModel
from kvdesk.ui.palette import colours_of
from kvdesk.ui.selection import CappedSelection
from kvdesk.ui.settings import SettingsStore
from kvdesk.ui.typography import Size, font_of, row_height

__all__ = ["Table"]


class Table(QTableView):
    """Shows a `ListModel` row by row.

    Tab leaves the list, Enter opens the current row, Ctrl+A selects everything, a letter is handed
    on (`typed`) in place of Qt's search through all rows, which takes seconds in a long list.

    Signals:
        opened: the id of the row that Enter or a double click asks for.
        moved: the id of the row that became current; empty for none.
        sort_asked: a column's `sort` name, and whether it descends.
        typed: the letters that somebody typed while the list had the focus.
    """

    opened = Signal(str)
    moved = Signal(str)
    sort_asked = Signal(str, bool)
    typed = Signal(str)

    def __init__(
        self,
        model: ListModel[Any, Any],
        settings: SettingsStore,
        *,
        name: str,
        title: str,
        empty: EmptyState | None = None,
    ) -> None:
        super().__init__()
        self._rows = model
        self._settings = settings
        self._empty = empty
        self._kept: object = None
        self._kept_place = 0
        self._current = ""
        self._sorted = (-1, Qt.SortOrder.AscendingOrder)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._columns = Columns(self.horizontalHeader(), model.columns, settings, name)
        self._build()
        self._wire()

    @property
    def longest(self) -> int:
        """The column that takes what room is left; its texts may end with dots."""
        return self._columns.longest

    @property
    def selection(self) -> CappedSelection:
        """The rows that are selected, or everything."""
        model = self.selectionModel()
        assert isinstance(model, CappedSelection)  # noqa: S101 - set in `_build`
        return model

    def current_id(self) -> str:
        """The id of the current row, or an empty text."""
        row = self._rows.row_at(self.currentIndex().row())
        return row.id if row else ""

    def selected_keys(self) -> Sequence[Any]:
        """The keys of the selected rows; all keys where everything is selected."""
        if self.selection.everything:
            return self._rows.keys
        chosen = sorted(index.row() for index in self.selection.selectedRows())
        return [self._rows.keys[row] for row in chosen]

    def go_to(self, record: str) -> None:
        """Make a record the current row, wherever it stands."""
        self._rows.locate(record, self._go_to_place)

    def selectAll(self) -> None:
        """Select everything without touching each row."""
        self.selection.select_everything()
        self.viewport().update()

    def keyboardSearch(self, search: str) -> None:
        """Hand letters on; Qt's own search would read every row."""
        self.typed.emit(search)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the current row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_id():
            self._open_current()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow text size and density."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._columns.forget()
            self._columns.measure(self._rows_in_sight())
            self._fit()
            self._set_row_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fill the width, and keep the empty state in the middle."""
        super().resizeEvent(event)
        self._fit()
        if self._empty is not None:
            self._empty.setGeometry(self.viewport().rect())

    def showEvent(self, event: QShowEvent) -> None:
        """Bring the row that became current out of sight into sight."""
        super().showEvent(event)
        self._show_current_row()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, and around the current one the focus frame."""
        super().paintEvent(event)
        index = self.currentIndex()
        if not self.hasFocus():
            return
        row: QRect = self.viewport().rect()
        if index.isValid():
            cell = self.visualRect(index.siblingAtColumn(self.longest))
            row = QRect(row.left(), cell.top(), row.width(), cell.height())
        painter = QPainter(self.viewport())
        painter.setPen(QPen(colours_of(self.palette()).accent, 2))
        painter.drawRect(row.adjusted(1, 1, -1, -1))
        painter.end()

    def _build(self) -> None:
        self.setModel(self._rows)
        self.setSelectionModel(CappedSelection(self._rows, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._set_delegates()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setSectionsClickable(True)
        header.setSortIndicator(*self._sorted)
        header.setSortIndicatorShown(True)
        header.setMinimumSectionSize(self.fontMetrics().horizontalAdvance("0") * 4)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if self._empty is not None:
            self._empty.setParent(self.viewport())
            self._empty.hide()
        self._set_row_height()

    def _set_delegates(self) -> None:
        self.setItemDelegate(RowDelegate(self))
        badges = BadgeDelegate(self)
        for number, column in enumerate(self._rows.columns):
            if column.badge is not None:
                self.setItemDelegateForColumn(number, badges)
        self._folding = FoldDelegate(self, self._columns)
        self.setItemDelegateForColumn(self.longest, self._folding)

    def _wire(self) -> None:
        self.doubleClicked.connect(self._open_current)
        self.selectionModel().currentRowChanged.connect(self._on_moved)
        self._rows.modelAboutToBeReset.connect(self._keep_place)
        self._rows.modelReset.connect(self._restore_place)
        self._rows.dataChanged.connect(self._on_read)
        self._rows.loaded.connect(self._on_loaded)
        header = self.horizontalHeader()
        header.sectionClicked.connect(self._on_header)
        header.sectionResized.connect(self._on_resized)
        header.sectionMoved.connect(self._remember_columns)

    def _open_current(self) -> None:
        if self.current_id():
            self.opened.emit(self.current_id())

    def _set_row_height(self) -> None:
        header = self.verticalHeader()
        height = row_height(self)
        if self._columns.folded:
            height += QFontMetrics(font_of(self.font(), Size.SMALL)).height()
        header.setMinimumSectionSize(height)
        header.setDefaultSectionSize(height)

    def _on_moved(self, current: QModelIndex) -> None:
        self._tell_current(current.row())
        self.viewport().update()

    def _on_read(self, first: QModelIndex, last: QModelIndex) -> None:
        read = (self._rows.row_at(place) for place in range(first.row(), last.row() + 1))
        self._columns.measure([row for row in read if row is not None])
        self._fit()
        here = self.currentIndex().row()
        if first.row() <= here <= last.row():
            self._tell_current(here)

    def _tell_current(self, place: int) -> None:
        row = self._rows.row_at(place)
        known = row.id if row else ""
        if known != self._current and (row is not None or place < 0):
            self._current = known
            self.moved.emit(known)

    def _on_loaded(self, rows: int) -> None:
        if self._empty is not None:
            self._empty.setGeometry(self.viewport().rect())
            self._empty.setVisible(rows == 0)

    def _keep_place(self) -> None:
        place = self.currentIndex().row()
        self._kept = self._rows.keys[place] if 0 <= place < len(self._rows.keys) else None
        self._kept_place = place

    def _restore_place(self) -> None:
        if self._kept is None:
            return
        place = self._rows.place_of(self._kept)
        if place < 0:
            place = min(self._kept_place, len(self._rows.keys) - 1)
        self._go_to_place(place)

    def _go_to_place(self, place: int) -> None:
        if place >= 0:
            index = self._rows.index(place, self.longest)  # the one column that never folds
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def _on_header(self, section: int) -> None:
        """Qt has turned the arrow already; a column that cannot sort gives it back."""
        header = self.horizontalHeader()
        column = self._rows.columns[section]
        if not column.sort:
            header.setSortIndicator(*self._sorted)
            return
        self._sorted = (section, header.sortIndicatorOrder())
        self.sort_asked.emit(column.sort, self._sorted[1] == Qt.SortOrder.DescendingOrder)

    def _rows_in_sight(self) -> list[Any]:
        first = max(self.rowAt(0), 0)
        last = self.rowAt(self.viewport().height() - 1)
        last = last if last >= 0 else self._rows.rowCount() - 1
        rows = (self._rows.row_at(place) for place in range(first, last + 1))
        return [row for row in rows if row is not None]

    def _fit(self) -> None:
        """Fill the width; rows are higher while columns are folded into them."""
        if self._columns.fit(self.viewport().width()):
            here = self.currentIndex().siblingAtColumn(self.longest)
            seen = self.viewport().rect().intersects(self.visualRect(here))
            self._set_row_height()
            if here.isValid() and self.isColumnHidden(self.currentIndex().column()):
                keep = QItemSelectionModel.SelectionFlag.NoUpdate
                self.selectionModel().setCurrentIndex(here, keep)
            if seen:
                self._show_current_row()
            self.viewport().update()

    def _show_current_row(self) -> None:
        """Bring the current row into sight; Qt does not scroll to a cell of a hidden column."""
        self.scrollTo(self.currentIndex().siblingAtColumn(self.longest))

    def _on_resized(self, section: int, _old: int, width: int) -> None:
        """Note a width that the user sets; the longest column gives way to the others."""
        if self._columns.on_resized(section, width):
            self._remember_columns()

    def _remember_columns(self) -> None:
        QTimer.singleShot(0, self, self._store_columns)

    def _store_columns(self) -> None:
        self._columns.remember()
        self._fit()
