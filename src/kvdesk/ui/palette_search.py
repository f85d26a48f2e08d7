"""The palette (Ctrl+K): one line in which everything is found and every act is done.

Plain words search records, views and acts; `>` limits to acts. Providers hand in what they find;
those that ask the desk answer later and the list grows under the hands, without moving the choice.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Protocol

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from kvdesk.kernel.words import Words
from kvdesk.ui.icons import icon, paint_icon
from kvdesk.ui.list_model import Index
from kvdesk.ui.matching import Match, match
from kvdesk.ui.palette import colours_of
from kvdesk.ui.typography import GAP, MARGIN, SNUG, Size, font_of, icon_side, row_height

__all__ = ["Found", "PaletteDialog", "Provider"]

_MOST: Final = 7
_ASK_MS: Final = 120
_ITEM: Final = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Found:
    """One line of the palette.

    Args:
        key: stays the same for the same thing, so that recent ones come first.
        name: what is matched and shown.
        run: what Enter does.
        group: heading of its group, in the user's language.
        icon: a file name of `resources/icons`.
        note: the key of an act, the place of a record.
        also: another name that is matched, the English one.
    """

    key: str
    name: str
    run: Callable[[], object] = field(compare=False)
    group: str = ""
    icon: str = ""
    note: str = ""
    also: str = ""
    places: tuple[int, ...] = ()


class Provider(Protocol):
    """Finds things for the palette."""

    def find(self, wanted: str, then: Callable[[Sequence[Found]], None]) -> None:
        """Hand what was found to `then`, now or later; acts and views give all they have."""


class PaletteDialog(QDialog):
    """The palette itself; made once and shown again with the last words selected.

    Args:
        words: the language.
        acts: answers at once with everything; matched here.
        records: asks the desk; its answers are ranked already.
        parent: the window.
    """

    def __init__(
        self, words: Words, acts: Provider, records: Provider | None, parent: QWidget
    ) -> None:
        super().__init__(parent, Qt.WindowType.FramelessWindowHint | Qt.WindowType.Dialog)
        self._words = words
        self._acts = acts
        self._records = records
        self._recent: list[str] = []
        self._turn = 0
        self._highest = 600
        self._line = QLineEdit()
        self._list = QListWidget()
        self._idle = QTimer(self)
        self._build()
        self._wire()

    def open_at(self, window: QWidget) -> None:
        """Show the palette at the top of a window, with the last words selected."""
        letter = self.fontMetrics().averageCharWidth()
        width = min(letter * 80, window.width() - 2 * MARGIN)
        top = window.mapToGlobal(window.rect().topLeft())
        self._highest = window.height() * 3 // 4
        left = top.x() + (window.width() - width) // 2
        self.setGeometry(QRect(left, top.y() + 3 * MARGIN, width, self._highest))
        self._fill()
        self.show()
        self._line.setFocus()
        self._line.selectAll()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a line around: the palette has no frame of the system's."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(colours_of(self.palette()).outline)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """Close when another window comes in front."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self.hide()

    def showEvent(self, event: QShowEvent) -> None:
        """The words can be typed at once."""
        super().showEvent(event)
        self.activateWindow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the line, arrows and pages walk in the list."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in _WALK
        ):
            self._walk(_WALK[event.key()])
            return True
        return super().eventFilter(watched, event)

    def shown(self) -> tuple[Found, ...]:
        """What is listed now, in order."""
        items = (self._list.item(row).data(_ITEM) for row in range(self._list.count()))
        return tuple(item for item in items if isinstance(item, Found))

    def _build(self) -> None:
        _ = self._words.text
        self.setWindowTitle(_("Search or command"))
        self._line.setPlaceholderText(_("Search, or > for commands"))
        self._line.setAccessibleName(_("Search or command"))
        look = self._line.addAction(
            icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition
        )
        look.setText(_("Search or command"))
        self._list.setAccessibleName(_("Found"))
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setItemDelegate(_FoundDelegate(self))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setMouseTracking(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP, GAP, GAP, GAP)
        layout.setSpacing(GAP)
        layout.addWidget(self._line)
        layout.addWidget(self._list)
        self._idle.setSingleShot(True)
        self._idle.setInterval(_ASK_MS)

    def _wire(self) -> None:
        self._line.installEventFilter(self)
        self._line.textChanged.connect(self._fill)
        self._line.returnPressed.connect(self._run_current)
        self._list.itemClicked.connect(self._run_current)
        self._idle.timeout.connect(self._ask_records)

    def _fill(self) -> None:
        """Show acts and views at once; records follow."""
        self._turn += 1
        self._acts.find(self._wanted(), self._show_acts)
        if self._records is not None and self._wanted() and not self._acts_only():
            self._idle.start()

    def _fit(self) -> None:
        """As high as what was found, at most three quarters of the window."""
        lines = max(1, self._list.count()) * row_height(self._list) + 2 * SNUG
        self.resize(self.width(), min(self._highest, self._line.sizeHint().height() + lines + 28))

    def _acts_only(self) -> bool:
        return self._line.text().startswith(">")

    def _wanted(self) -> str:
        return self._line.text().removeprefix(">").strip()

    def _show_acts(self, found: Sequence[Found]) -> None:
        wanted = self._wanted()
        ranked = []
        for number, one in enumerate(found):
            fit = match(wanted, one.name) or _other_name(wanted, one)
            if fit is not None:
                recent = self._recent.index(one.key) if one.key in self._recent else 99
                ranked.append((-fit.score, recent, number, replace(one, places=fit.places)))
        ranked.sort(key=lambda entry: entry[:3])
        most = len(ranked) if not wanted or self._acts_only() else _MOST
        self._list.clear()
        for *_, one in ranked[:most]:
            self._add(one)
        self._list.setCurrentRow(0)
        self._fit()

    def _ask_records(self) -> None:
        turn = self._turn
        if self._records is not None:
            self._records.find(self._wanted(), lambda found: self._show_records(turn, found))

    def _show_records(self, turn: int, found: Sequence[Found]) -> None:
        if turn != self._turn:
            return
        for one in found:
            fit = match(self._wanted(), one.name)
            self._add(replace(one, places=fit.places if fit else ()))
        if self._list.currentRow() < 0:
            self._list.setCurrentRow(0)
        self._fit()

    def _add(self, found: Found) -> None:
        item = QListWidgetItem(found.name)
        said = ", ".join(filter(None, (found.name, found.group, found.note)))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
        item.setData(_ITEM, found)
        self._list.addItem(item)

    def _walk(self, steps: int) -> None:
        rows = self._list.count()
        if rows:
            self._list.setCurrentRow(max(0, min(rows - 1, self._list.currentRow() + steps)))

    def _run_current(self) -> None:
        found = self._list.currentIndex().data(_ITEM)
        if isinstance(found, Found):
            self._recent = [found.key, *(key for key in self._recent if key != found.key)][:20]
            self.hide()
            QTimer.singleShot(0, self, found.run)


_WALK: Final[dict[int, int]] = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 8,
    Qt.Key.Key_PageUp: -8,
}


class _FoundDelegate(QStyledItemDelegate):
    """Draws a line: icon, name with the meant letters bold, group and key at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One row."""
        del index
        return QSize(0, row_height(option.widget))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw it."""
        found = index.data(_ITEM)
        if not isinstance(found, Found):
            return
        colours = colours_of(option.palette)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(colours.accent if chosen else Qt.PenStyle.NoPen)
            painter.setBrush(colours.accent_soft if chosen else colours.hover)
            painter.drawRoundedRect(option.rect.adjusted(1, 1, -1, -1), 6, 6)
        side = icon_side(option.font)
        left = option.rect.left() + GAP
        top = option.rect.top() + (option.rect.height() - side) // 2
        if found.icon:
            paint_icon(painter, found.icon, QRect(left, top, side, side), colours.muted)
        room: QRect = option.rect.adjusted(2 * GAP + side, 0, -GAP, 0)
        note = "   ".join(filter(None, (found.group, found.note)))
        painter.setFont(font_of(option.font, Size.SMALL))
        painter.setPen(colours.muted)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(room, flags, note)
        room = room.adjusted(0, 0, -painter.fontMetrics().horizontalAdvance(note) - MARGIN, 0)
        painter.setPen(colours.text)
        _paint_name(painter, option, found, room)
        painter.restore()


def _other_name(wanted: str, found: Found) -> Match | None:
    """A match of the other name counts less and has no letters to show."""
    fit = match(wanted, found.also) if found.also else None
    return Match(fit.score - 25, ()) if fit else None


def _paint_name(painter: QPainter, option: QStyleOptionViewItem, found: Found, room: QRect) -> None:
    """Draw the name piece by piece, the letters that were meant in bold."""
    bold = font_of(option.font, Size.STRONG)
    left = room.left()
    for text, meant in _pieces(found.name, set(found.places)):
        painter.setFont(bold if meant else option.font)
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.right() - left + 1)
        piece = QRect(left, room.top(), room.right() - left + SNUG, room.height())
        painter.drawText(piece, Qt.AlignmentFlag.AlignVCenter, shown)
        left += metrics.horizontalAdvance(shown)
        if shown != text or left >= room.right():
            return


def _pieces(name: str, places: set[int]) -> list[tuple[str, bool]]:
    pieces: list[tuple[str, bool]] = []
    for at, letter in enumerate(name):
        meant = at in places
        if pieces and pieces[-1][1] == meant:
            pieces[-1] = (pieces[-1][0] + letter, meant)
        else:
            pieces.append((letter, meant))
    return pieces
