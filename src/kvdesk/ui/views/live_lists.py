"""The agenda and the log of the live desk, each a small list that is read anew as a whole."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QTreeWidget,
    QTreeWidgetItem,
)

from kvdesk.domain.meetings import AgendaEntry, Fate, LogKind, MinuteEntry
from kvdesk.kernel.dates import format_time
from kvdesk.kernel.words import Words
from kvdesk.ui.icons import icon
from kvdesk.ui.views.meeting_sheet import FATES, LOG_KINDS
from kvdesk.ui.wrapping import BELOW_ROLE, STRONG_ROLE, WrapDelegate, wrap_lines

__all__ = ["AgendaList", "LogList"]

_ID: Final = Qt.ItemDataRole.UserRole
_TIME, _KIND, _TEXT, _PERSON = range(4)
#: A text narrower than this many letters gets the room of its kind and person, too.
_LEAST_LETTERS: Final = 40
_STEPS: Final = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
_FATE_ICONS: Final = {
    Fate.OPEN: ("circle", "muted"),
    Fate.DECIDED: ("circle-check", "done"),
    Fate.TABLED: ("clock", "warn"),
    Fate.RETURNED: ("undo-2", "warn"),
    Fate.REMOVED: ("x", "muted"),
    Fate.NOTED: ("check", "done"),
}
_KIND_ICONS: Final = {
    LogKind.NOTE: "message-square",
    LogKind.PROPOSAL: "hand",
    LogKind.SECOND: "users",
    LogKind.VOTE: "vote",
    LogKind.DISSENT: "flag",
    LogKind.DISQUALIFICATION: "log-out",
    LogKind.DECISION: "gavel",
    LogKind.ACTION: "list-checks",
}


class AgendaList(QListWidget):
    """The items with their numbers and what became of them.

    Signals:
        chosen: the id of the item that Enter or a double click takes up.
        stepped: Page Down (1) or Page Up (-1).
    """

    chosen = Signal(str)
    stepped = Signal(int)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.setAccessibleName(words.text("Agenda"))
        wrap_lines(self)
        self.itemActivated.connect(lambda item: self.chosen.emit(item.data(_ID)))

    def show_entries(self, entries: Sequence[AgendaEntry], running: str) -> None:
        """Show the agenda; the item taken up is marked and current."""
        with QSignalBlocker(self):
            self.clear()
            for entry in entries:
                self.addItem(self._item(entry, entry.id == running))
                if entry.id == running:
                    self.setCurrentRow(self.count() - 1)
            if self.currentRow() < 0 and self.count():
                self.setCurrentRow(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The item taken up stays in sight."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, lambda: self.scrollTo(self.currentIndex()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page keys step through the agenda."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.stepped.emit(_STEPS[key])
            return
        super().keyPressEvent(event)

    def _item(self, entry: AgendaEntry, running: bool) -> QListWidgetItem:  # noqa: FBT001 - private, called once
        item = QListWidgetItem(f"{entry.number or ''} {entry.title}".strip())
        name, meaning = ("play", "accent") if running else _FATE_ICONS[entry.fate]
        item.setIcon(icon(name, meaning))
        item.setData(_ID, entry.id)
        state = self._words.text("Taken up now" if running else FATES[entry.fate])
        item.setToolTip(state)
        item.setData(
            Qt.ItemDataRole.AccessibleTextRole,
            self._words.text("{item}: {state}", item=item.text(), state=state),
        )
        item.setData(STRONG_ROLE, running)
        return item


class LogList(QTreeWidget):
    """The lines under the item taken up, with their clock times.

    Signals:
        rewritten: the id of a line and its new text.
        stepped: Page Down (1) or Page Up (-1).
    """

    rewritten = Signal(str, str)
    stepped = Signal(int)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.setAccessibleName(words.text("Log of the item"))
        self.setHeaderLabels(
            [
                words.text("Time"),
                words.text("Kind"),
                words.text("Text"),
                words.text("Who or how many"),
            ]
        )
        self.setRootIsDecorated(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        header = self.header()
        header.setStretchLastSection(False)
        for column in (_TIME, _KIND, _PERSON):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_TEXT, QHeaderView.ResizeMode.Stretch)
        self.setItemDelegateForColumn(_TEXT, WrapDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header.sectionResized.connect(self._on_resized)
        self.itemChanged.connect(self._on_changed)
        self.itemDoubleClicked.connect(lambda item, _: self.editItem(item, _TEXT))

    def show_lines(
        self, lines: Sequence[MinuteEntry], names: dict[str, str], tallies: dict[str, str]
    ) -> None:
        """Show the log, the latest line last and in sight; nobody is disturbed while editing.

        `names` are people's by id, `tallies` the counts of votes by the vote's id.
        """
        if self.state() is QAbstractItemView.State.EditingState:
            return
        current = self.current_line()
        with QSignalBlocker(self):
            self.clear()
            for line in lines:
                who = names.get(line.person, tallies.get(line.about, ""))
                item = self._item(line, who)
                self.addTopLevelItem(item)
                if line.id == current:
                    self.setCurrentItem(item)
        self._fit()
        self.scrollToBottom()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Kind and person stand under the text where there is no room beside it."""
        super().resizeEvent(event)
        self._fit()

    def current_line(self) -> str:
        """The id of the current line, or an empty text."""
        item = self.currentItem()
        return str(item.data(0, _ID)) if item else ""

    def edit_current(self) -> None:
        """Edit the current line in place, or the latest where none is current."""
        item = self.currentItem() or self.topLevelItem(self.topLevelItemCount() - 1)
        if item is not None:
            self.setCurrentItem(item)
            self.setFocus()
            self.editItem(item, _TEXT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page keys step through the agenda."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.stepped.emit(_STEPS[key])
            return
        super().keyPressEvent(event)

    def _item(self, line: MinuteEntry, who: str) -> QTreeWidgetItem:
        time = format_time(line.at, self._words.language) if line.at else ""
        kind = self._words.text(LOG_KINDS[line.kind])
        item = QTreeWidgetItem([time, kind, line.text, who])
        item.setIcon(_KIND, icon(_KIND_ICONS.get(line.kind, "clock")))
        item.setData(0, _ID, line.id)
        item.setData(_TEXT, BELOW_ROLE, " · ".join(filter(None, (kind, who))))
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        return item

    def _fit(self) -> None:
        wanted = sum(self.sizeHintForColumn(column) for column in (_TIME, _KIND, _PERSON))
        letter = self.fontMetrics().horizontalAdvance("0")
        folded = self.viewport().width() - wanted < letter * _LEAST_LETTERS
        if folded == bool(self.property("folded")):
            return
        self.setHeaderHidden(folded)
        self.setProperty("folded", folded)  # the delegate of the texts reads it
        for column in (_KIND, _PERSON):
            self.setColumnHidden(column, folded)
        self.scheduleDelayedItemsLayout()

    def _on_resized(self, column: int) -> None:
        """Texts break anew when their column became wider or narrower."""
        if column == _TEXT:
            QTimer.singleShot(0, self, self.scheduleDelayedItemsLayout)

    def _on_changed(self, item: QTreeWidgetItem, column: int) -> None:
        if column == _TEXT:
            self.rewritten.emit(str(item.data(0, _ID)), item.text(_TEXT).strip())
