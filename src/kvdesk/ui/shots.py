"""Pictures of every view on a sample desk: `python -m kvdesk.ui.shots FOLDER`.

Each view in Finnish, Swedish and English, light and dark, and in Swedish with text at 200 %, which
is where words are longest. For the README and for eyes that look for what is cut.
"""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from kvdesk.desk.desk import Desk
from kvdesk.desk.sample import MakeSample
from kvdesk.desk.setup import InitialiseDesk
from kvdesk.ui.program import Program
from kvdesk.ui.settings import SettingsStore
from kvdesk.ui.views import VIEWS
from kvdesk.ui.window import Window

__all__ = ["Photographer", "main"]

_SIZE: Final = (1360, 860)
#: A view stands still when the bridge has had nothing to do for so long.
_STILL_MS: Final = 60
_STILL_TIMES: Final = 4


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture to take."""

    view: str
    language: str
    theme: str
    text_size: int

    @property
    def file_name(self) -> str:
        """`decisions-fi-dark-100.png`."""
        return f"{self.view}-{self.language}-{self.theme}-{self.text_size}.png"


def plan(views: Sequence[str]) -> Iterator[Shot]:
    """All pictures, ordered so that the window is rebuilt as seldom as possible."""
    for language in ("fi", "sv", "en"):
        for theme in ("light", "dark"):
            for view in views:
                yield Shot(view, language, theme, 100)
    for view in views:
        yield Shot(view, "sv", "light", 200)


class Photographer(QObject):
    """Sets the window up for one picture after the other, waits until it stands still, grabs it.

    Signals:
        done: all pictures are written.
    """

    done = Signal()

    def __init__(self, program: Program, window: Window, folder: Path) -> None:
        super().__init__(program)
        self._program = program
        self._window = window
        self._folder = folder
        self._left = list(plan([spec.key for spec in VIEWS]))
        self._still = 0

    def begin(self) -> None:
        """Take the first picture."""
        shot = self._left[0]
        self._program.settings.set(
            language=shot.language, theme=shot.theme, text_size=shot.text_size
        )
        QTimer.singleShot(_STILL_MS, self, partial(self._pose, shot))

    def _pose(self, shot: Shot) -> None:
        self._window.open(shot.view)
        self._still = 0
        self._wait(shot)

    def _wait(self, shot: Shot) -> None:
        self._window.grab()  # lists ask for their rows when they are painted
        self._still = self._still + 1 if self._program.bridge.is_idle() else 0
        if self._still < _STILL_TIMES:
            QTimer.singleShot(_STILL_MS, self, partial(self._wait, shot))
            return
        self._window.grab().save(str(self._folder / shot.file_name))
        self._left.pop(0)
        if self._left:
            self.begin()
        else:
            self.done.emit()


def main(argv: Sequence[str] | None = None) -> int:
    """Write all pictures into the folder that is named."""
    arguments = list(argv if argv is not None else sys.argv)[1:]
    folder = Path(arguments[0] if arguments else "shots")
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication(["kvdesk"])
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        desk = Desk.create(Path(place) / "desk")
        desk.perform(InitialiseDesk(department="PL-08", name="Pirkanmaan pelastuslaitos"))
        desk.perform(MakeSample())
        desk.store.finish_index()
        settings = SettingsStore(Path(place) / "window.json")
        program = Program(application, desk, settings)
        window = program.open_window()
        window.resize(*_SIZE)
        photographer = Photographer(program, window, folder)
        photographer.done.connect(application.quit)
        QTimer.singleShot(0, photographer, photographer.begin)
        application.exec()
        program.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
