"""Saving without a Save button: a moment after the last key, and whenever the place is left.

The text is in the database 400 ms after the last keystroke, and at once when the field, the view,
the window or the program is left. If writing fails, the field keeps the text, says why, and tries
again; nothing that was typed is taken away.
"""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from kvdesk.kernel.errors import KvdeskError, WorldFailure
from kvdesk.ui.bridge import Bridge

__all__ = ["Autosave"]

_IDLE_MS: Final = 400
_RETRY_MS: Final = 5000


class Autosave(QObject):
    """Watches one editor and sends a command for each value that it comes to hold.

    Args:
        editor: the widget whose loss of focus means "now".
        bridge: where commands go.
        read: the editor's value; it may raise a `Refusal` for what cannot be understood.
        command: value -> command; None when there is nothing to write.

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
        command: Callable[[str], Any],
    ) -> None:
        super().__init__(editor)
        self._bridge = bridge
        self._read = read
        self._command = command
        self._stored = ""
        self._sent: str | None = None
        self._trouble: KvdeskError | None = None
        self._idle = self._timer(_IDLE_MS)
        self._again = self._timer(_RETRY_MS)
        editor.installEventFilter(self)
        bridge.leaving.connect(self.flush)

    @property
    def is_clean(self) -> bool:
        """Whether everything typed has been sent and nothing was refused."""
        return not self._idle.isActive() and self._sent is None and self._trouble is None

    @property
    def stored(self) -> str:
        """The value that the desk is known to hold."""
        return self._stored

    def take(self, value: str) -> None:
        """Note what the desk holds; the editor shows the same."""
        self._stored = value
        self._tell(None)

    def touch(self) -> None:
        """The editor's content changed: save when the hands rest."""
        self._idle.start()

    def flush(self) -> None:
        """Save now, if there is something to save."""
        self._idle.stop()
        self._again.stop()
        try:
            value = self._read()
        except KvdeskError as error:
            self._tell(error)
            return
        last = self._stored if self._sent is None else self._sent
        if value == last and self._trouble is None:
            return
        command = None if value == last == self._stored else self._command(value)
        if command is None:
            self._tell(None)
            return
        self._sent = value
        self._bridge.do(command, self._on_saved, failed=self._on_failed, initiator=self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Save when the editor loses the focus or goes out of sight."""
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self.flush()
        return super().eventFilter(watched, event)

    def _timer(self, interval: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval)
        timer.timeout.connect(self.flush)
        return timer

    def _on_saved(self, _outcome: object) -> None:
        if self._sent is not None:
            self._stored, self._sent = self._sent, None
            self._tell(None)
            self.saved.emit(self._stored)

    def _on_failed(self, error: KvdeskError) -> None:
        self._sent = None
        self._tell(error)
        if isinstance(error, WorldFailure):
            self._again.start()

    def _tell(self, trouble: KvdeskError | None) -> None:
        if trouble is not self._trouble:
            self._trouble = trouble
            self.failed.emit(trouble)
