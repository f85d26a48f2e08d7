"""Closing without loss: what is typed is saved, what runs is carried out, then the window goes.

What could not be saved keeps the window open once, with the reason; closing again closes.
"""

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from kvdesk.kernel.errors import KvdeskError
from kvdesk.ui.bridge import Bridge

__all__ = ["Closing"]

_LOOK_MS: Final = 25
#: Saving takes less; a sentence that flashes by would only startle.
_QUIET_LOOKS: Final = 20


class Closing(QObject):
    """Decides whether a window may close, and closes it when it may.

    Signals:
        done: everything is written, the window may close.
        waits: names of the work that is carried out first; empty while only fields are saved.
        stopped: a `KvdeskError`, why the window had better stay.
    """

    done = Signal()
    waits = Signal(tuple)
    stopped = Signal(object)

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._looks = 0
        self._told: tuple[str, ...] | None = None
        self._warned = False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)
        bridge.unwritten.connect(self._on_unwritten)
        bridge.broken.connect(self.cancel)
        bridge.saved.connect(self._on_saved)

    @property
    def is_waiting(self) -> bool:
        """Whether the window closes by itself as soon as everything is written."""
        return self._timer.isActive()

    def may_close(self) -> bool:
        """Whether nothing is left to write; if not, `done` comes when nothing is."""
        if self.is_waiting:
            return False
        self._bridge.flush()
        if self._bridge.held and not self._warned:
            self._stop(self._bridge.held[0])
            return False
        if not self._bridge.is_writing:
            return True
        self._looks, self._told = 0, None
        self._timer.start()
        self._look()
        return False

    def cancel(self) -> None:
        """Stay open after all; what runs goes on."""
        self._timer.stop()

    def _look(self) -> None:
        if not self._bridge.is_writing:
            self._timer.stop()
            self.done.emit()
            return
        self._looks += 1
        names = tuple(job.name for job in self._bridge.jobs)
        if names != self._told and (names or self._looks > _QUIET_LOOKS):
            self._told = names
            self.waits.emit(names)

    def _on_unwritten(self, error: KvdeskError) -> None:
        if self.is_waiting and not self._warned:
            self._stop(error)

    def _on_saved(self) -> None:
        self._warned = False

    def _stop(self, error: KvdeskError) -> None:
        """Say once why closing would lose something; whoever closes again means it."""
        self._timer.stop()
        self._warned = True
        QTimer.singleShot(0, self, lambda: self.stopped.emit(error))
