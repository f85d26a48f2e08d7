"""Saving without a Save button: a moment after the last key, and whenever the place is left.

The text is in the database 400 ms after the last keystroke, once a second while somebody types on
without a pause, and at once when the field, the view, the window or the program is left. If writing
fails, the field keeps the text, says why, and tries again; nothing that was typed is taken away.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from kvdesk.kernel.errors import KvdeskError, WorldFailure
from kvdesk.ui.bridge import Bridge

__all__ = ["Autosave"]

_IDLE_MS: Final = 400
_LONGEST_MS: Final = 1000
_RETRY_MS: Final = 5000


class Autosave(QObject):
    """Watches one editor and sends a command for each value that it comes to hold.

    Args:
        editor: the widget whose loss of focus means "now".
        bridge: where commands go.
        read: the editor's value; it may raise a `Refusal` for what cannot be understood.
        command: (record id, value) -> command; None when there is nothing to write.

    Signals:
        saved: the value that was committed.
        failed: the `KvdeskError`, or None when the trouble is over.
    """

    saved = Signal(str)
    failed = Signal(object)

    def __init__(
        self,
        editor: QWidget,
        bridge: Bridge,
        read: Callable[[], str],
        command: Callable[[str, str], Any],
    ) -> None:
        super().__init__(editor)
        self._bridge = bridge
        self._read = read
        self._command = command
        self._record = ""
        self._stored = ""
        self._sent: str | None = None
        self._trouble: KvdeskError | None = None
        self._idle = self._timer(_IDLE_MS)
        self._longest = self._timer(_LONGEST_MS)
        self._again = self._timer(_RETRY_MS)
        editor.installEventFilter(self)
        bridge.leaving.connect(self._on_leaving)

    @property
    def is_clean(self) -> bool:
        """Whether everything typed has been sent and nothing was refused."""
        return not self._idle.isActive() and self._sent is None and self._trouble is None

    @property
    def stored(self) -> str:
        """The value that the desk is known to hold."""
        return self._stored

    def begin(self, record: str) -> bool:
        """Turn to a record; what was typed for the one before is saved under its own id.

        Returns:
            Whether it is another record than before.
        """
        if record == self._record:
            return False
        self.flush()
        if self._trouble is not None:
            self._bridge.failed.emit(self._trouble)
        self._again.stop()
        self._record, self._stored, self._sent = record, "", None
        self._tell(None)
        return True

    def take(self, value: str) -> None:
        """Note what the desk holds; the editor shows the same."""
        self._stored = value

    def touch(self) -> None:
        """The editor's content changed: save when the hands rest, or when they do not."""
        self._idle.start()
        if not self._longest.isActive():
            self._longest.start()

    def flush(self) -> None:
        """Save now, if there is something to save."""
        for timer in (self._idle, self._longest, self._again):
            timer.stop()
        try:
            value = self._read()
        except KvdeskError as error:
            self._tell(error)
            return
        if value == (self._stored if self._sent is None else self._sent):
            self._tell(None)
            return
        command = self._command(self._record, value)
        if command is not None:
            self._sent = value
            self._send(self._record, command)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Save when the editor loses the focus or goes out of sight."""
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self.flush()
        return super().eventFilter(watched, event)

    def _on_leaving(self) -> None:
        self.flush()
        if self._trouble is not None:
            self._bridge.held.append(self._trouble)

    def _timer(self, interval: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval)
        timer.timeout.connect(self.flush)
        return timer

    def _send(self, record: str, command: object) -> None:
        self._bridge.do(
            command,
            partial(self._on_saved, record, self._sent),
            failed=partial(self._on_failed, record, command),
            initiator=self,
        )

    def _on_saved(self, record: str, value: str | None, _outcome: object) -> None:
        if record != self._record or value is None:
            return
        self._stored = value
        if self._sent == value:
            self._sent = None
        self._tell(None)
        self.saved.emit(value)

    def _on_failed(self, record: str, command: object, error: KvdeskError) -> None:
        if record == self._record:
            self._sent = None
            self._tell(error)
            if isinstance(error, WorldFailure):
                self._again.start()
            return
        self._bridge.failed.emit(error)
        if isinstance(error, WorldFailure):  # the record is out of sight, its text must not go
            QTimer.singleShot(_RETRY_MS, self, partial(self._send, record, command))

    def _tell(self, trouble: KvdeskError | None) -> None:
        if trouble is not self._trouble:
            self._trouble = trouble
            self.failed.emit(trouble)
