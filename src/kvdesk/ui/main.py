"""`kvdesk` without a command, or `kvdesk-window`: opens the window on a desk.

The window is shown first, as it was left, and the desk is opened behind it: what the desk needs is
read in only after the first painting.
"""

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from kvdesk.kernel.errors import KvdeskError, WorldFailure
from kvdesk.kernel.first_use import at_first_use
from kvdesk.kernel.paths import DATABASE_NAME, default_desk_folder, refuse_shared_folder
from kvdesk.kernel.words import LANGUAGES, words_for
from kvdesk.ui.empty_window import empty_window
from kvdesk.ui.settings import SettingsStore
from kvdesk.ui.single import SingleWindow
from kvdesk.ui.window import Window

if TYPE_CHECKING:
    from kvdesk.ui.program import Program

__all__ = ["main"]

_create_desk = at_first_use("kvdesk.desk.desk:Desk.create")
_icon = at_first_use("kvdesk.ui.icons:program_icon")
_ids = at_first_use("kvdesk.kernel.ids:random_ids")
_failure_dialog = at_first_use("kvdesk.ui.failing:FailureDialog")
_program = at_first_use("kvdesk.ui.program:Program")
_say = at_first_use("kvdesk.ui.failing:say")

#: The window's own settings, in the desk's folder.
SETTINGS_NAME = "window.json"

#: A window that starts hidden is never painted: then the desk is opened after so long.
_UNPAINTED_MS: Final = 500


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window on a desk's folder; answers the exit status.

    Args:
        argv: the program's name, then `--data FOLDER`, `--lang fi|sv|en`, package files.
    """
    # Nothing that starting makes is thrown away: looking for it would cost a tenth of the time.
    gc.disable()
    options = _options(list(argv if argv is not None else sys.argv)[1:])
    folder: Path = options.data or default_desk_folder()
    if not _has_display():
        return int(_say(WorldFailure("no_display"), words_for(options.lang or "fi")))
    start = _Start(_application(), folder, options.files)
    try:
        settled = start.settle(options.lang)
    except KvdeskError as error:
        start.fail(error, options.lang)
    except OSError:
        start.fail(WorldFailure("folder_not_writable", folder=folder), options.lang)
    else:
        if not settled:
            return 0
    return start.run()


class _Start(QObject):
    """From nothing to a window that works, and tidily back."""

    def __init__(self, application: QApplication, folder: Path, files: list[Path]) -> None:
        super().__init__(application)
        self._application = application
        self._folder = folder
        self._files = files
        self._settings: SettingsStore
        self._place: SingleWindow | None = None
        self._window: Window | None = None
        self._program: Program | None = None
        self._failure: QObject | None = None

    def settle(self, language: str | None) -> bool:
        """Take the place of the one window and show it; False where another window has it.

        Raises:
            Refusal: `folder_shared`.
            OSError: the folder cannot be written.
        """
        refuse_shared_folder(self._folder)
        self._folder.mkdir(parents=True, exist_ok=True)
        self._settings = SettingsStore(self._folder / SETTINGS_NAME)
        if language:
            self._settings.set(language=language)
        self._place = SingleWindow(self._folder, _ids)
        if not self._place.is_first():
            self._place.hand_over(self._files)
            return False
        if (self._folder / DATABASE_NAME).is_file():
            self._window = empty_window(self._application, self._settings)
            self._window.painted.connect(self._go_on)
            self._window.show()
            QTimer.singleShot(_UNPAINTED_MS, self, self._open)
        else:
            QTimer.singleShot(0, self, self._open)
        return True

    def run(self) -> int:
        """Until the window is closed; answers the exit status."""
        try:
            return self._application.exec()
        finally:
            if self._program is not None:
                self._settings.write()
                self._program.close()
            if self._place is not None:
                self._place.release()

    def fail(self, error: KvdeskError, language: str | None) -> None:
        """Say why there is no desk; closing that ends the program."""
        words = words_for(language or self._language())
        status = int(_say(error, words))
        dialog = _failure_dialog(self._application, error, words)
        dialog.finished.connect(lambda: self._application.exit(status))
        dialog.show()
        self._failure = dialog
        if self._window is not None:
            self._window.hide()

    def _go_on(self) -> None:
        """The window is there: its parts are next, then the desk."""
        if self._window is None or self._window.is_furnished:
            self._open()
        else:
            self._window.furnish()

    def _open(self) -> None:
        """Open the desk behind the window."""
        if self._program is not None or self._failure is not None:
            return
        try:
            desk = _create_desk(self._folder)
        except KvdeskError as error:
            self.fail(error, None)
            return
        self._application.setWindowIcon(_icon())
        self._program = program = _program(self._application, desk, self._settings, self._window)
        program.reports.install()
        if self._place is not None:
            self._place.asked.connect(program.receive)
        program.begin(self._files)
        _tidy()

    def _language(self) -> str:
        settings: SettingsStore | None = getattr(self, "_settings", None)
        return settings.now.language if settings else "fi"


def _tidy() -> None:
    """What is there now stays: the collector need not look at it again."""
    gc.freeze()
    gc.enable()


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="kvdesk-window")
    parser.add_argument("--data", type=Path)
    parser.add_argument("--lang", choices=tuple(LANGUAGES))
    parser.add_argument("files", nargs="*", type=Path)
    return parser.parse_args(arguments)


def _application() -> QApplication:
    known = QApplication.instance()
    if isinstance(known, QApplication):
        return known
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    QCoreApplication.setApplicationName("kvdesk")
    # Looking for a desktop that shows menus elsewhere takes longer than making them.
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeMenuBar)
    QGuiApplication.setDesktopFileName("kvdesk")
    return QApplication(["kvdesk"])


def _has_display() -> bool:
    """Qt ends the process where a Linux system has no display: look first."""
    if os.name == "nt" or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
