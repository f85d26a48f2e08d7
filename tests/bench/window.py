"""The first window, on a desk of 100 000 decisions, against Qt for Python's own first example.

Each start is a process of its own, timed from outside until its first painting. The rounds of both
alternate, so that a busy machine troubles both alike; the best count. Where Xvfb is installed the
windows are real ones of X, else they are drawn off screen. Memory is the most that the process
held until its window was painted, and for the filled window until every question was answered.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from kvdesk.desk.desk import Desk
from kvdesk.desk.sample import MakeSample
from kvdesk.desk.setup import InitialiseDesk
from kvdesk.store.schema import version_1

__all__ = ["measure"]

DECISIONS: Final = 100_000
ROUNDS: Final = 9
#: Seconds after which a start has failed.
PATIENCE: Final = 30.0
TIME_LIMIT: Final = 1.5
MEMORY_LIMIT: Final = 1.6
#: Of ux.md 6, in seconds.
FILLED_LIMIT: Final = 1.5
BUILD: Final = Path(__file__).resolve().parents[2] / "build" / "bench"

#: Tells the parent when, and how much memory it took so far.
TELL: Final = """
import os, sys
def tell(what):
    with open("/proc/self/status") as status:
        peak = next(line.split()[1] for line in status if line.startswith("VmHWM"))
    print(what, peak, flush=True)
"""

#: A label in the middle of a window, as the first page of Qt for Python's documentation has it.
BARE: Final = (
    TELL
    + """
from PySide6.QtCore import QTimer, Qt
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, end)
def end():
    tell("painted")
    os._exit(0)
application = QApplication([])
window = Window()
window.setCentralWidget(QLabel("Hello", alignment=Qt.AlignmentFlag.AlignCenter))
window.resize(1280, 800)
window.show()
application.exec()
"""
)

#: The program as it is started from the menu; only told to say how far it is.
PROGRAM: Final = (
    TELL
    + """
import kvdesk.ui.main
from kvdesk.ui.window import Window
from PySide6.QtCore import QTimer
build = Window.__init__
def watched(self, *given):
    build(self, *given)
    self.painted.connect(lambda: tell("furnished" if self.is_furnished else "painted"))
    self.painted.connect(lambda: QTimer.singleShot(0, self, wait))
    def wait():
        bridge = self._around.bridge if self._front else None
        if bridge is not None and bridge.is_idle():
            tell("filled")
            self.close()
            return
        QTimer.singleShot(2, self, wait)
Window.__init__ = watched
kvdesk.ui.main.main(["kvdesk", "--data", sys.argv[1]])
"""
)


class Reached(NamedTuple):
    """How far a start came: seconds since the process was begun, megabytes held at most."""

    seconds: float
    megabytes: float


def start(source: str, *arguments: str) -> dict[str, Reached]:
    """Start a program once; answers what it told, and when."""
    begun = time.perf_counter()
    reached = {}
    with subprocess.Popen(
        (sys.executable, "-c", source, *arguments),
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    ) as process:  # fmt: skip
        guard = threading.Timer(PATIENCE, process.kill)
        guard.start()
        for line in process.stdout or ():
            what, kilobytes = line.split()
            reached[what] = Reached(time.perf_counter() - begun, int(kilobytes) / 1024)
        guard.cancel()
    return reached


def sample_desk() -> Path:
    """The desk, made once for each schema by the program's own sample."""
    told = hashlib.sha256(f"{DECISIONS} {version_1.LOG} {version_1.TABLES}".encode()).hexdigest()
    folder = BUILD / f"sample-{told[:12]}"
    if not folder.is_dir():
        for older in BUILD.glob("sample-*"):
            shutil.rmtree(older)
        unfinished = BUILD / f"making-{folder.name}"
        shutil.rmtree(unfinished, ignore_errors=True)
        with Desk.create(unfinished) as desk:
            desk.perform(InitialiseDesk(department="PL-08", name="Pirkanmaan pelastuslaitos"))
            desk.perform(MakeSample(scale=DECISIONS))
            desk.store.finish_index()
        unfinished.replace(folder)
    return folder


@contextmanager
def screen() -> Iterator[str]:
    """A screen of X where Xvfb is installed; answers how the windows are drawn."""
    if shutil.which("Xvfb") is None:
        yield "off screen"
        return
    server = subprocess.Popen(
        ("Xvfb", "-displayfd", "1", "-screen", "0", "1440x900x24", "-nolisten", "tcp"),
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    before = {name: os.environ.get(name) for name in ("DISPLAY", "QT_QPA_PLATFORM")}
    try:
        number = (server.stdout.readline() if server.stdout else "").strip()
        os.environ.update(DISPLAY=f":{number}", QT_QPA_PLATFORM="xcb")
        yield "on X"
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value
        server.terminate()
        server.wait()


def measure() -> Iterator[tuple[str, float, float]]:
    """Time and memory of the window when first painted, memory when filled, against the bare."""
    folder = str(sample_desk())
    with screen() as drawn:
        start(PROGRAM, folder)
        rounds = [(start(BARE)["painted"], start(PROGRAM, folder)) for _ in range(ROUNDS)]
    bare = Reached(*(min(values) for values in zip(*(one for one, _ in rounds), strict=True)))
    best = {
        what: Reached(*(min(values) for values in zip(*(o[what] for _, o in rounds), strict=True)))
        for what in ("painted", "filled")
    }
    painted, filled = best["painted"], best["filled"]
    said = f"first window ({drawn}), {DECISIONS} decisions"
    yield (
        f"{said}: {painted.seconds:.3f} s against {bare.seconds:.3f} s",
        painted.seconds / bare.seconds,
        TIME_LIMIT,
    )
    yield (
        f"memory when filled: {filled.megabytes:.0f} MB against {bare.megabytes:.0f} MB",
        filled.megabytes / bare.megabytes,
        MEMORY_LIMIT,
    )
    yield (
        f"its page filled, in seconds; {filled.seconds / bare.seconds:.1f} x the bare window",
        filled.seconds,
        FILLED_LIMIT,
    )
