"""A list that opens a million rows at once: all ids as a vector, rows in pages.

The ids that match are read once (8 bytes each); rows are asked for in pages of 128 when they are
about to be painted, and forgotten again. Until a page is there its cells show «…».
"""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, Generic, Protocol, TypeVar, cast

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QIcon

from kvdesk.kernel.errors import KvdeskError
from kvdesk.ui.bridge import Bridge
from kvdesk.ui.icons import icon

__all__ = ["BADGE_ROLE", "PAGE", "Column", "ListModel", "Row", "Source"]

PAGE: Final = 128
#: Pages kept: some 8,000 rows, a few megabytes.
_PAGES: Final = 64
WAITING: Final = "…"

#: The item role under which a cell's badge (text, meaning, icon) is found by the delegate.
BADGE_ROLE: Final = Qt.ItemDataRole.UserRole + 1

Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()
#: Pages asked for and not yet answered; more than that were scrolled past.
_WANTED: Final = 8
_ALIGNMENTS: Final = {
    "left": Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    "right": Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
}


class Row(Protocol):
    """What every row of a list has."""

    @property
    def id(self) -> str:
        """The record's id."""


R = TypeVar("R", bound=Row)
Q = TypeVar("Q")


@dataclass(frozen=True, slots=True)
class Source(Generic[Q, R]):
    """How a list is asked for: each function makes a question for the desk.

    Args:
        ids: query -> question that answers all keys in order: `array('q')` of row numbers, or a
            list of record ids.
        rows: keys -> question that answers their rows; rows that are gone may be left out.
        key: a row's key, to find its place again.
        first: query -> question that answers the first few hundred keys at once, where `ids` may
            take longer than a blink.
        find: record id -> question that answers its key; needed where keys are not record ids.
        order: a row's values that decide whether and where it stands in the list; when a write
            leaves them as they were, the vector is not read again.
    """

    ids: Callable[[Q], Any]
    rows: Callable[[Sequence[Any]], Any]
    key: Callable[[R], Any]
    first: Callable[[Q], Any] | None = None
    find: Callable[[str], Any] | None = None
    order: Callable[[R], Any] | None = None


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """One column: what it is called and what it shows of a row.

    Args:
        title: the heading, in the user's language.
        text: row -> what the cell shows.
        alignment: `left` or `right`; numbers and dates stand right in digits of one width.
        decoration: row -> name of an icon, optionally with a meaning: `circle-check:done`.
        accessible: row -> what a screen reader says, with its heading: «State: late».
        badge: row -> (text, meaning, icon) drawn on a soft ground instead of the text.
        sort: the name by which the desk sorts this column; empty for none.
        width: in average letters, until the user sets his own.
        tool_tip: row -> a longer text.
    """

    title: str
    text: Callable[[R], str]
    alignment: str = "left"
    decoration: Callable[[R], str] | None = None
    accessible: Callable[[R], str] | None = None
    badge: Callable[[R], tuple[str, str, str] | None] | None = None
    sort: str = ""
    width: int = 16
    tool_tip: Callable[[R], str] | None = None


class ListModel(QAbstractTableModel, Generic[Q, R]):
    """The rows that match a query.

    Signals:
        loaded: the number of rows, whenever the whole vector has been read.
    """

    loaded = Signal(int)

    def __init__(
        self,
        bridge: Bridge,
        source: Source[Q, R],
        columns: Sequence[Column[R]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._bridge = bridge
        self._source = source
        self._query: Q | None = None
        self._is_loaded = False  # a query may be None: everything
        self._keys: Sequence[Any] = array("q")
        self._rows: dict[Any, R | None] = {}
        self._pages: OrderedDict[int, tuple[Any, ...]] = OrderedDict()
        self._wanted: list[int] = []
        self._asking = -1
        self._generation = 0
        self._icons: dict[str, QIcon] = {}
        self._roles: dict[int, Callable[[Column[R], R], Any]] = {
            Qt.ItemDataRole.DisplayRole: lambda column, row: column.text(row),
            Qt.ItemDataRole.AccessibleTextRole: _accessible,
            Qt.ItemDataRole.DecorationRole: self._decoration,
            Qt.ItemDataRole.ToolTipRole: lambda column, row: (column.tool_tip or column.text)(row),
            BADGE_ROLE: lambda column, row: column.badge(row) if column.badge else None,
        }

    @property
    def query(self) -> Q | None:
        """The query that is shown."""
        return self._query

    @property
    def keys(self) -> Sequence[Any]:
        """The keys of all rows in order."""
        return self._keys

    def load(self, query: Q) -> None:
        """Show what matches a query; the rows of before stay until the answer is there."""
        changed = query != self._query
        self._query = query
        self._is_loaded = True
        if self._source.first is not None and (changed or not len(self._keys)):
            ask = self._source.first(query)
            self._bridge.ask(ask, self._on_first, key=f"first-{id(self)}")
        self._bridge.ask(self._source.ids(query), self._on_ids, key=f"ids-{id(self)}")

    def reload(self) -> None:
        """Read the vector and the rows that are seen again."""
        if self._is_loaded:
            self.load(cast("Q", self._query))

    def on_touched(self, ids: Iterable[str]) -> None:
        """Take note that records were written: patch their rows, and the order if it may differ."""
        touched = set(ids)
        if not touched or not self._is_loaded:
            return
        known = {row.id: key for key, row in self._rows.items() if row and row.id in touched}
        if self._source.order is None or len(known) < len(touched):
            self.reload()
            return
        self._bridge.ask(self._source.rows(tuple(known.values())), self._on_patched)

    def row_at(self, number: int) -> R | None:
        """The row at a place, if it has been read."""
        return self._rows.get(self._keys[number]) if 0 <= number < len(self._keys) else None

    def place_of(self, key: object) -> int:
        """The place of a key, or -1."""
        try:
            return self._keys.index(key)
        except ValueError:
            return -1

    def locate(self, record_id: str, then: Callable[[int], None]) -> None:
        """Find the place of a record; `then` gets it, or -1."""
        held = next((k for k, row in self._rows.items() if row and row.id == record_id), record_id)
        place = self.place_of(held) if held != record_id or self._source.find is None else -1
        if place >= 0 or self._source.find is None:
            then(place)
            return
        self._bridge.ask(
            self._source.find(record_id),
            lambda key: then(-1 if key is None else self.place_of(key)),
            key=f"find-{id(self)}",
        )

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many rows match."""
        return 0 if parent.isValid() else len(self._keys)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """What a cell shows; asks for its page when the row is not there yet."""
        number = index.row()
        if not index.isValid() or number >= len(self._keys):
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGNMENTS[column.alignment]
        show = self._roles.get(role)
        if show is None:
            return None
        if number // PAGE not in self._pages:
            self._want(number // PAGE)
        row = self._rows.get(self._keys[number])
        if row is None:
            return WAITING if role == Qt.ItemDataRole.DisplayRole else None
        return show(column, row)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:  # noqa: ANN401 - Qt's roles have many types
        """The columns' titles."""
        if orientation == Qt.Orientation.Vertical or not 0 <= section < len(self.columns):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGNMENTS[self.columns[section].alignment]
        return None

    def _decoration(self, column: Column[R], row: R) -> QIcon | None:
        name = column.decoration(row) if column.decoration else ""
        if name and name not in self._icons:
            self._icons[name] = icon(*name.split(":"))
        return self._icons.get(name)

    def _want(self, page: int) -> None:
        if page == self._asking or page in self._wanted:
            return
        self._wanted.append(page)
        del self._wanted[:-_WANTED]
        if self._asking < 0:
            self._ask_next()

    def _ask_next(self) -> None:
        self._asking = -1
        while self._wanted and self._asking < 0:
            page = self._wanted.pop()
            keys = tuple(self._keys[page * PAGE : (page + 1) * PAGE])
            if keys:
                self._asking = page
                take = partial(self._on_page, self._generation, page, keys)
                self._bridge.ask(self._source.rows(keys), take, failed=self._on_page_failed)

    def _on_page(self, generation: int, page: int, keys: tuple[Any, ...], rows: list[R]) -> None:
        found = {self._source.key(row): row for row in rows}
        self._rows.update((key, found.get(key)) for key in keys)
        if generation == self._generation:
            self._pages[page] = keys
            first = page * PAGE
            self._tell_changed(first, min(first + PAGE, len(self._keys)) - 1)
        self._drop_old_pages()
        self._ask_next()

    def _on_page_failed(self, error: KvdeskError) -> None:
        self._wanted.clear()
        self._asking = -1
        self._bridge.failed.emit(error)

    def _drop_old_pages(self) -> None:
        while len(self._pages) > _PAGES:
            _, keys = self._pages.popitem(last=False)
            for key in keys:
                self._rows.pop(key, None)

    def _on_first(self, keys: Sequence[Any]) -> None:
        # A view's current row keeps its place in the list, which only the whole vector tells.
        if not self.persistentIndexList():
            self._take(keys)

    def _on_ids(self, keys: Sequence[Any]) -> None:
        self._bridge.forget(f"first-{id(self)}")
        self._take(keys)
        self.loaded.emit(len(keys))

    def _take(self, keys: Sequence[Any]) -> None:
        """Put the new vector in place of the old one with the least disturbance."""
        old = len(self._keys)
        self._generation += 1
        self._pages.clear()
        if len(keys) == old and keys == self._keys:
            self._tell_changed(0, old - 1)
        elif 0 < old < len(keys) and keys[:old] == self._keys:
            self.beginInsertRows(QModelIndex(), old, len(keys) - 1)
            self._keys = keys
            self.endInsertRows()
            self._tell_changed(0, old - 1)
        else:
            self.beginResetModel()
            self._keys = keys
            self.endResetModel()
        if len(self._rows) > _PAGES * PAGE:
            self._rows.clear()

    def _on_patched(self, rows: list[R]) -> None:
        order = self._source.order
        moved = False
        for row in rows:
            key = self._source.key(row)
            old = self._rows.get(key)
            moved = moved or old is None or order is None or order(old) != order(row)
            self._rows[key] = row
            place = self.place_of(key)
            self._tell_changed(place, place)
        if moved:
            self.reload()

    def _tell_changed(self, first: int, last: int) -> None:
        if 0 <= first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))


def _accessible(column: Column[R], row: R) -> str:
    said = column.accessible(row) if column.accessible else column.text(row)
    return f"{column.title}: {said}"
