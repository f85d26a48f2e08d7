"""`kvdesk` without a command, or `kvdesk-window`: opens the window on a desk."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QVBoxLayout

from kvdesk.desk.desk import Desk
from kvdesk.kernel.errors import KvdeskError, WorldFailure
from kvdesk.kernel.ids import random_ids
from kvdesk.kernel.paths import default_desk_folder, refuse_shared_folder
from kvdesk.kernel.sentences import sentence_of
from kvdesk.kernel.words import LANGUAGES, Words, words_for
from kvdesk.ui.icons import program_icon
from kvdesk.ui.labels import Label
from kvdesk.ui.look import Look
from kvdesk.ui.program import Program
from kvdesk.ui.settings import Settings, SettingsStore
from kvdesk.ui.single import SingleWindow
from kvdesk.ui.typography import Size

__all__ = ["main"]

#: The window's own settings, in the desk's folder.
SETTINGS_NAME = "window.json"


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window on a desk's folder; answers the exit status.

    Args:
        argv: the program's name, then `--data FOLDER`, `--lang fi|sv|en`, package files.
    """
    options = _options(list(argv if argv is not None else sys.argv)[1:])
    folder: Path = options.data or default_desk_folder()
    if not _has_display():
        return _say(WorldFailure("no_display"), words_for(options.lang or "fi"))
    application = _application()
    words = words_for(options.lang or "fi")
    try:
        refuse_shared_folder(folder)
        folder.mkdir(parents=True, exist_ok=True)
        settings = SettingsStore(folder / SETTINGS_NAME)
        words = words_for(options.lang or settings.now.language)
        place = SingleWindow(folder, random_ids())
        if not place.is_first():
            place.hand_over(options.files)
            return 0
        desk = Desk.create(folder)
    except KvdeskError as error:
        return _show(application, error, words)
    except OSError:
        return _show(application, WorldFailure("folder_not_writable", folder=folder), words)
    if options.lang:
        settings.set(language=options.lang)
    return _run(application, desk, settings, place, options.files)


def _run(
    application: QApplication,
    desk: Desk,
    settings: SettingsStore,
    place: SingleWindow,
    files: list[Path],
) -> int:
    program = Program(application, desk, settings)
    program.reports.install()
    place.asked.connect(program.receive)
    try:
        program.begin(files)
        return application.exec()
    finally:
        settings.write()
        program.close()
        place.release()


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
    QGuiApplication.setDesktopFileName("kvdesk")
    application = QApplication(["kvdesk"])
    application.setWindowIcon(program_icon())
    return application


def _has_display() -> bool:
    """Qt ends the process where a Linux system has no display: look first."""
    if os.name == "nt" or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _say(error: KvdeskError, words: Words) -> int:
    """Tell on standard error; a program without a console has none."""
    if sys.stderr is not None:
        sys.stderr.write("\n".join((*sentence_of(error, words), "")))
    return error.exit_status


def _show(application: QApplication, error: KvdeskError, words: Words) -> int:
    """A window with the sentence and the remedy: the desk cannot be opened."""
    _say(error, words)
    look = application.findChild(Look) or Look(application)
    look.apply(Settings(language=words.language))
    sentence, remedy = sentence_of(error, words)
    window = QDialog()
    window.setWindowTitle("kvdesk")
    layout = QVBoxLayout(window)
    layout.addWidget(Label(sentence, Size.HEADING, wrap=True))
    layout.addWidget(Label(remedy, wrap=True))
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(window.reject)
    layout.addWidget(buttons)
    window.setMinimumWidth(window.fontMetrics().averageCharWidth() * 64)
    window.show()
    application.exec()
    return error.exit_status
