"""Starting: the window is there before the desk is read in, and a desk that fails is told."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from kvdesk.desk.desk import Desk
from kvdesk.desk.setup import InitialiseDesk

#: What the first painting must not wait for.
LATE = {
    *("sqlite3", "sqlite_utils", "msgspec", "cryptography", "lxml", "docx", "uuid_utils"),
    *("hashlib", "kvdesk.store", "kvdesk.domain", "kvdesk.desk", "kvdesk.exchange"),
}
#: What a day's first look at the situation does without.
UNUSED = {"sqlite_utils", "cryptography", "lxml", "docx", "uuid_utils", "kvdesk.documents"}

#: Starts the program, tells what was read in at each painting and once the page is filled.
WATCHED = """
import sys
import kvdesk.ui.main
from kvdesk.ui.window import Window
from PySide6.QtCore import QTimer
build = Window.__init__
def tell(what):
    print(what, *sorted(sys.modules), flush=True)
def watched(self, *given):
    build(self, *given)
    self.painted.connect(lambda: tell("furnished" if self.is_furnished else "empty"))
    self.painted.connect(lambda: QTimer.singleShot(0, self, wait))
    def wait():
        if self._front and self._around.bridge.is_idle():
            tell("filled")
            self.close()
        else:
            QTimer.singleShot(5, self, wait)
Window.__init__ = watched
sys.exit(kvdesk.ui.main.main(["kvdesk", "--data", sys.argv[1]]))
"""

#: Starts the program and closes whatever dialog tells that there is no desk.
FAILING = """
import sys
import kvdesk.ui.main
from kvdesk.ui.failing import FailureDialog
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
shown = FailureDialog.showEvent
def watched(self, event):
    shown(self, event)
    QTimer.singleShot(50, self, lambda: (print(visible()), self.reject()))
def visible():
    return sorted(type(one).__name__ for one in QApplication.topLevelWidgets() if one.isVisible())
FailureDialog.showEvent = watched
sys.exit(kvdesk.ui.main.main(["kvdesk", "--data", sys.argv[1], "--lang", "en"]))
"""


def start(source: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    """The program in a process of its own, until it ends."""
    return subprocess.run(
        (sys.executable, "-c", source, str(folder)),
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Desk.create(tmp_path / "desk") as desk:
        desk.perform(InitialiseDesk(department="PL-08", name="Pirkanmaan pelastuslaitos"))
    return tmp_path / "desk"


def read_in(modules: list[str], unwanted: set[str]) -> set[str]:
    """Those of the unwanted packages that were read in."""
    return {one for one in unwanted if any(f"{name}.".startswith(f"{one}.") for name in modules)}


def test_the_window_is_painted_before_the_desk_is_read_in(folder) -> None:
    done = start(WATCHED, folder)
    told = {line.split()[0]: line.split()[1:] for line in done.stdout.splitlines()}

    assert done.returncode == 0, done.stderr
    assert read_in(told["empty"], LATE) == set()
    assert read_in(told["furnished"], LATE) == set()
    assert read_in(told["filled"], UNUSED) == set()
    assert read_in(told["filled"], LATE) >= {"sqlite3", "kvdesk.desk"}


def test_a_desk_of_a_newer_program_is_told_in_place_of_the_window(folder) -> None:
    with sqlite3.connect(folder / "kvdesk.sqlite") as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()

    done = start(FAILING, folder)

    assert done.stdout.strip() == "['FailureDialog']"
    assert done.returncode == 1
    assert "Update kvdesk" in done.stderr


def test_a_folder_that_is_a_file_is_told(tmp_path) -> None:
    place = tmp_path / "desk"
    place.write_text("not a folder", encoding="utf-8")

    done = start(FAILING, place)

    assert done.stdout.strip() == "['FailureDialog']"
    assert done.returncode == 3
