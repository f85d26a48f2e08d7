"""The one line of the live desk: it completes names after @ and keeps what is being typed."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView

from kvdesk.desk.live_typing import KeepDraft, LiveDraft
from kvdesk.ui.bridge import Bridge

__all__ = ["DraftKeeper", "LiveEdit"]

_IDLE_MS: Final = 300
#: Whoever types without a pause loses at most this much when the program is killed.
_LONGEST_MS: Final = 500


class LiveEdit(QLineEdit):
    """A line whose `@` offers people: Down and Enter take one, typing on ignores the offer.

    Signals:
        stepped: Page Down (1) or Page Up (-1).
    """

    stepped = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._names = QStringListModel(self)
        self._completer = QCompleter(self._names, self)
        self._popup = QListView()
        self._completer.setPopup(self._popup)
        self._completer.setWidget(self)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.activated.connect(self._take)
        self.textEdited.connect(self._offer)

    def offer_names(self, names: Sequence[str], title: str) -> None:
        """Say which names can follow an @, and what their list is called."""
        self._popup.setAccessibleName(title)
        if self._names.stringList() != list(names):
            self._names.setStringList(list(names))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page keys step through the agenda; a chosen name is taken before the line is."""
        steps = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        key = Qt.Key(event.key())
        if key in steps:
            self.stepped.emit(steps[key])
            return
        takes = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
        if takes and self._chosen().isValid():
            event.ignore()  # the completer takes it from here
            return
        super().keyPressEvent(event)

    def _chosen(self) -> QModelIndex:
        return self._popup.currentIndex() if self._popup.isVisible() else QModelIndex()

    def _mark(self) -> int:
        """Where the @ of the word under the cursor stands, or -1."""
        before = self.text()[: self.cursorPosition()]
        mark = before.rfind("@")
        starts_word = mark == 0 or (mark > 0 and before[mark - 1].isspace())
        return mark if starts_word and " " not in before[mark:] else -1

    def _offer(self) -> None:
        mark = self._mark()
        begun = self.text()[mark + 1 : self.cursorPosition()] if mark >= 0 else ""
        if not begun:
            self._popup.hide()
            return
        self._completer.setCompletionPrefix(begun)
        if self._completer.completionCount():
            self._completer.complete()
        else:
            self._popup.hide()

    def _take(self, name: str) -> None:
        mark = self._mark()
        if mark < 0:
            return
        after = self.text()[self.cursorPosition() :]
        taken = f"{self.text()[:mark]}@{name.replace(' ', '_')} "
        self.setText(taken + after.lstrip())
        self.setCursorPosition(len(taken))
        self.textEdited.emit(self.text())


class DraftKeeper(QObject):
    """Keeps the line being typed: 300 ms after the last key, and twice a second while typing on."""

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._wanted = self._kept = LiveDraft()
        self._writing = False
        self._idle = self._timer(_IDLE_MS)
        self._longest = self._timer(_LONGEST_MS)
        bridge.leaving.connect(self.flush)

    def note(self, text: str, entry: str) -> None:
        """Take note of what the line holds now."""
        self._wanted = LiveDraft(text, entry if text else "")
        self._idle.start()
        if not self._longest.isActive():
            self._longest.start()

    def pause(self) -> None:
        """The line has been handed in: what is kept stays until the desk has answered."""
        self._idle.stop()
        self._longest.stop()

    def flush(self) -> None:
        """Write now; one write at a time, so that the latest is what stays."""
        self.pause()
        if self._writing or self._wanted == self._kept:
            return
        self._writing = True
        self._kept = self._wanted
        self._bridge.perform(
            KeepDraft(draft=self._wanted), self._on_kept, failed=self._on_failed, initiator=self
        )

    def _on_kept(self, _nothing: object) -> None:
        self._writing = False
        self.flush()

    def _on_failed(self, error: object) -> None:
        self._writing = False
        self._kept = LiveDraft()  # the next key tries again
        self._bridge.failed.emit(error)

    def _timer(self, interval: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval)
        timer.timeout.connect(self.flush)
        return timer
