"""Looking into the exchange folder while the window is open.

A full look every ten minutes and when somebody asks for it; when the folder stirs, after two
quiet seconds, a look that only takes in. One look runs at a time, beside the window.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from kvdesk.kernel.errors import KvdeskError
from kvdesk.kernel.first_use import at_first_use
from kvdesk.store.queries.totals import setting
from kvdesk.store.reader import Reader
from kvdesk.ui.bridge import Bridge

if TYPE_CHECKING:
    from watchdog.events import FileSystemEvent
    from watchdog.observers.api import BaseObserver

    from kvdesk.desk.folder import FolderPass

__all__ = ["FolderWatch"]

# Most desks have no exchange folder: what looks into one is read in with the first look.
_sync: Final = at_first_use("kvdesk.desk.folder:SyncFolder")
_observer: Final = at_first_use("watchdog.observers:Observer")

#: Milliseconds: after the window is there, between full looks, until a stirring folder is quiet.
_FIRST_MS: Final = 3_000
_EVERY_MS: Final = 10 * 60 * 1000
_QUIET_MS: Final = 2_000

#: What a file's arrival looks like; that somebody reads a file is not among them.
_STIRRING: Final = frozenset({"created", "modified", "moved", "closed"})


class FolderWatch(QObject):
    """Looks through the bridge, which tells of each look by its signal `looked`.

    Signals:
        stirred: a file came or changed; emitted in the watching thread.
    """

    stirred = Signal()

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._folder = ""
        self._observer: BaseObserver | None = None
        self._running = False
        self._again = False
        self._full = False
        self._told = ""
        self._every = QTimer(self, interval=_EVERY_MS)
        self._every.timeout.connect(self.look)
        self._quiet = QTimer(self, interval=_QUIET_MS, singleShot=True)
        self._quiet.timeout.connect(self._receive)
        self.stirred.connect(self._quiet.start)
        bridge.look_wanted.connect(self.look)

    def begin(self) -> None:
        """Look for the first time once the window has settled, if there is a folder."""
        QTimer.singleShot(_FIRST_MS, self, self.look)

    def look(self) -> None:
        """Look through the whole folder, and watch it from then on."""
        self._bridge.ask(_chosen, self._on_chosen, key="exchange-folder-watch")

    def stop(self) -> None:
        """Watch no longer."""
        self._every.stop()
        self._quiet.stop()
        self._end_watching()

    def _on_chosen(self, folder: str) -> None:
        if folder != self._folder:
            self._end_watching()
            self._folder = folder
        if not folder:
            self._every.stop()
            return
        self._every.start()
        self._run(receive=False)

    def _receive(self) -> None:
        if self._folder:
            self._run(receive=not self._full)

    def _run(self, *, receive: bool) -> None:
        if self._running:
            self._again = True
            return
        self._running = True
        self._full = not receive
        task = _sync(patient=True, receive=receive)
        self._bridge.perform(task, self._on_looked, failed=self._on_failed)

    def _on_looked(self, done: "FolderPass") -> None:
        self._told = ""
        if done.problem:
            self._end_watching()  # of what was unplugged nobody tells when it is back
        elif self._observer is None:
            watching = _Watching(self._folder, self.stirred.emit)
            self._bridge.perform(watching, self._on_watching)
        self._bridge.looked.emit(done)
        self._full = self._full and done.more  # what is to be put there waits for the last part
        self._again = self._again or done.more
        self._go_on()

    def _on_failed(self, error: KvdeskError) -> None:
        """Tell of a failure once, not at every look."""
        if error.code not in (self._told, "exchange_folder_unset"):
            self._bridge.failed.emit(error)
        self._told = error.code
        self._go_on()

    def _go_on(self) -> None:
        self._running = False
        if self._again:
            self._again = False
            self._quiet.start()

    def _on_watching(self, observer: "BaseObserver | None") -> None:
        self._end_watching()
        self._observer = observer

    def _end_watching(self) -> None:
        if self._observer is not None:
            self._observer.stop()
            self._observer = None


def _chosen(reader: Reader) -> str:
    """The exchange folder, or an empty text."""
    return setting(reader, "exchange_folder")


@dataclass(frozen=True, slots=True)
class _Watching:
    """Begins to watch a folder, which takes its time on a share."""

    folder: str
    tell: Callable[[], None]

    def __call__(self, _desk: object) -> "BaseObserver | None":
        """The running observer; None where the system cannot watch, then only the clock does."""
        observer = _observer()
        try:
            observer.schedule(self, self.folder, recursive=True)
            observer.start()
        except OSError:
            return None
        running: BaseObserver = observer
        return running

    def dispatch(self, event: "FileSystemEvent") -> None:
        """Runs in the watching thread."""
        if event.event_type in _STIRRING and not event.is_directory:
            self.tell()
