"""One window for a desk: a second start hands its files to the first and ends.

A lock file says who was first; files are handed over through a folder that the first one watches,
so that no network socket is needed.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QFileSystemWatcher, QLockFile, QObject, QTimer, Signal

if TYPE_CHECKING:
    from kvdesk.kernel.ids import Ids

__all__ = ["SingleWindow"]

_LATER_MS: Final = 50


class SingleWindow(QObject):
    """Holds the place of the one window of a desk.

    Signals:
        asked: paths that a second start handed over; empty when it only wanted the window.
    """

    asked = Signal(list)

    def __init__(
        self, folder: Path, ids: Callable[[], "Ids"], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._drop = folder / "handed-over"
        self._ids = ids
        self._lock = QLockFile(str(folder / "window.lock"))
        self._lock.setStaleLockTime(0)  # only a dead process gives the lock up
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._on_changed)

    def is_first(self) -> bool:
        """Take the place; False when another window of this desk is open."""
        self._drop.mkdir(parents=True, exist_ok=True)
        if not self._lock.tryLock(0):
            return False
        self._watcher.addPath(str(self._drop))
        return True

    def hand_over(self, files: list[Path]) -> None:
        """Tell the first window what to open; written whole before it can be seen."""
        name = self._ids().record()
        fresh = self._drop / f"{name}.new"
        fresh.write_text("\n".join(str(file.absolute()) for file in files), encoding="utf-8")
        fresh.replace(self._drop / f"{name}.files")

    def release(self) -> None:
        """Give the place up."""
        self._lock.unlock()

    def _on_changed(self) -> None:
        QTimer.singleShot(_LATER_MS, self, self._read)

    def _read(self) -> None:
        for note in sorted(self._drop.glob("*.files")):
            try:
                lines = note.read_text(encoding="utf-8").splitlines()
                note.unlink()
            except OSError:
                continue  # the other side still holds it: the next change comes back here
            self.asked.emit([Path(line) for line in lines if line])
