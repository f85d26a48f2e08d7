"""The registers of a million decisions and a million actions, as the window shows them.

Real views over a real desk (`bench.million`), off screen: what is timed ends when the rows that
are in sight have been painted with their contents, not with «…». A figure is the lesser of
wall-clock time and the processor time of the window's thread and of the answers it waits for. The
whole list, which is read beside while its first rows are shown, does not count: on an idle machine
it has a core of its own, and on a busy one the wall-clock tells of others. Of several rounds the
least counts; only of jumps, each to another place, it is the median over the places.
"""

import os
import random
import statistics
import tempfile
import time
from array import array
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QEventLoop, QLoggingCategory, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow

from bench.million import BODIES, KEPT, ROWS, million_desk, uid
from kvdesk.desk.catalogue import full_registry
from kvdesk.desk.desk import Desk
from kvdesk.kernel.clock import system_clock
from kvdesk.kernel.words import words_for
from kvdesk.ui.bridge import Bridge
from kvdesk.ui.keys import KeyMap
from kvdesk.ui.look import Look
from kvdesk.ui.settings import Settings, SettingsStore
from kvdesk.ui.view import Context
from kvdesk.ui.views.actions import ActionsView
from kvdesk.ui.views.decisions import DecisionsView
from kvdesk.ui.views.register import Register

__all__ = ["measure"]

ROUNDS = 4
PLACES = 15
#: Of ux.md: milliseconds.
OPEN, ROW, KEY, FILTER = 100.0, 50.0, 100.0, 150.0

Figure = tuple[str, float, float]


class Counted:
    """The desk, and how many seconds of processor time its short answers took."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.spent = 0.0

    def submit(self, command: object) -> object:
        """Queue a command."""
        return self._desk.submit(command)

    def perform(self, task: object) -> object:
        """Carry out a task."""
        return self._desk.perform(task)

    def ask(self, question: object) -> object:
        """Ask; a long list of rows is what nobody waits for."""
        start = time.thread_time()
        answer = self._desk.ask(question)
        if not (isinstance(answer, array) and len(answer) > 1_000):
            self.spent += time.thread_time() - start
        return answer


class Shell:
    """A window's frame that leaves the view alone."""

    def open(self, view: str, record: str = "", filter: object = None) -> None:  # noqa: A002
        """No other view is here."""

    def toast(self, sentence: str, *, undo: bool = False) -> None:
        """Nothing is told."""

    def refuse(self, error: Exception) -> None:
        """A refusal here is a fault of the measurement."""
        raise error

    def show_details(self, *, visible: bool) -> None:
        """There is no panel."""


class Eye(QObject):
    """Sees when the rows in sight are painted with their contents."""

    def __init__(self, view: Register) -> None:
        super().__init__()
        self.seen = self.forgot = False
        self._view = view
        view.table.viewport().installEventFilter(self)

    def forget(self) -> None:
        """Another list has come: what was painted does not count."""
        self.seen, self.forgot = False, True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's
        """A painting counts when every row in sight has been read."""
        if event.type() == QEvent.Type.Paint and self._is_read():
            self.seen = True
        return False

    def _is_read(self) -> bool:
        table, model = self._view.table, self._view.model
        rows = model.rowCount()
        if not rows:
            return False
        first, last = table.rowAt(0), table.rowAt(table.viewport().height() - 1)
        last = rows - 1 if last < 0 else last
        return all(model.row_at(row) is not None for row in range(first, last + 1))


class Stage:
    """A window in which registers are shown and timed."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        # Off screen Qt complains of every window that is shown.
        QLoggingCategory.setFilterRules("default.warning=false")
        self.app = QApplication.instance() or QApplication([])
        look = Look(self.app)
        look.apply(Settings(theme="light"))
        self.desk = Counted(desk)
        self.bridge = Bridge(self.desk, system_clock())
        settings = SettingsStore(folder / "settings.json")
        self.context = Context(self.bridge, words_for("en"), settings, KeyMap({}), Shell())
        self.window = QMainWindow()
        self.window.resize(1280, 800)
        self.window.show()
        self.settle()

    def settle(self) -> None:
        """Let everything that has been asked be answered, and everything be drawn."""
        self._run(self.bridge.is_idle)
        self.app.processEvents()

    def open(self, kind: type[Register]) -> tuple[Register, float]:
        """Build a register and show it; milliseconds until its first rows stand there."""
        start = self._clocks()
        view = kind(self.context)
        eye = Eye(view)
        self.window.setCentralWidget(view)
        self._run(lambda: eye.seen)
        return view, self._since(start)

    def timed(self, view: Register, act: Callable[[], object]) -> float:
        """Milliseconds from an act until the rows then in sight have been painted."""
        eye = Eye(view)
        start = self._clocks()
        act()
        self._run(lambda: eye.seen)
        spent = self._since(start)
        view.table.viewport().removeEventFilter(eye)
        self.settle()
        return spent

    def asked(self, view: Register, act: Callable[[], object]) -> float:
        """As `timed`, where the act asks for another list: the old one does not count."""
        eye = Eye(view)
        view.model.modelReset.connect(eye.forget)
        start = self._clocks()
        act()
        self._run(lambda: eye.forgot and (eye.seen or not view.model.rowCount()))
        spent = self._since(start)
        view.model.modelReset.disconnect(eye.forget)
        view.table.viewport().removeEventFilter(eye)
        self.settle()
        return spent

    def _clocks(self) -> tuple[float, float]:
        return time.perf_counter(), time.thread_time() + self.desk.spent

    def _since(self, start: tuple[float, float]) -> float:
        """Milliseconds by the clock that shows less."""
        return min(now - then for now, then in zip(self._clocks(), start, strict=True)) * 1000

    def _run(self, until: Callable[[], bool]) -> None:
        while not until():
            self.app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


@contextmanager
def stage() -> Iterator[Stage]:
    """A stage over the desk with a million rows."""
    full_registry()
    with million_desk(KEPT) as desk, tempfile.TemporaryDirectory() as folder:
        shown = Stage(desk, Path(folder))
        yield shown
        shown.window.close()
        shown.bridge.close()


def least(job: Callable[[], float]) -> float:
    """The least of some rounds."""
    return min(job() for _ in range(ROUNDS))


def measure() -> Iterator[Figure]:
    """Name, figure and limit of each measurement, in milliseconds."""
    with stage() as shown:
        yield from _register(shown, DecisionsView, f"{ROWS} decisions")
        yield from _narrowed(shown, DecisionsView, "decisions", DECISIONS_NARROWED)
        yield from _register(shown, ActionsView, f"{ROWS} actions")
        yield from _narrowed(shown, ActionsView, "actions", ACTIONS_NARROWED)


def _register(shown: Stage, kind: type[Register], name: str) -> Iterator[Figure]:
    def opened() -> float:
        _, spent = shown.open(kind)
        shown.settle()
        return spent

    yield f"{name}: open, first rows painted, ms", min(opened() for _ in range(2 * ROUNDS)), OPEN
    view, _ = shown.open(kind)
    shown.settle()
    table = view.table
    bar = table.verticalScrollBar()
    chance = random.Random(3)
    jumps = [
        shown.timed(view, lambda: bar.setValue(chance.randrange(bar.maximum())))
        for _ in range(PLACES)
    ]
    yield f"{name}: jump anywhere and paint, ms", statistics.median(jumps), ROW
    table.setFocus()
    ends = [_ends(shown, view) for _ in range(ROUNDS)]
    yield f"{name}: Ctrl+End and paint, ms", min(ends), ROW
    control = Qt.KeyboardModifier.ControlModifier
    everything = least(
        lambda: shown.timed(view, lambda: QTest.keyClick(table, Qt.Key.Key_A, control))
    )
    assert table.selection.everything
    yield f"{name}: Ctrl+A and paint, ms", everything, KEY
    letter = least(
        lambda: shown.timed(
            view, lambda: (QTest.keyClick(table, Qt.Key.Key_Q), table.viewport().update())
        )
    )
    view.heading.search.clear()
    yield f"{name}: a letter typed in the list, ms", letter, KEY
    for column in view.columns():
        if column.sort:
            spent = max(
                least(lambda: _sorted(shown, view, column.sort, down=down))  # noqa: B023
                for down in (True, False)
            )
            told = f"{name}: sort by {column.title}, either way, first rows painted, ms"
            yield told, spent, KEY


def _ends(shown: Stage, view: Register) -> float:
    """To the last row; the top is gone to first, and the pages of the end are forgotten."""
    view.table.scrollToTop()
    shown.settle()
    view.model.reload()
    shown.settle()
    view.model._rows.clear()
    view.model._pages.clear()
    control = Qt.KeyboardModifier.ControlModifier
    return shown.timed(view, lambda: QTest.keyClick(view.table, Qt.Key.Key_End, control))


def _sorted(shown: Stage, view: Register, order: str, *, down: bool) -> float:
    """By a heading, from another order."""
    view.show_filter(None)
    shown.settle()
    view.table.setCurrentIndex(view.model.index(-1, -1))
    other = {"order": "title", "descending": order == "title" and not down}
    shown.asked(view, lambda: view.narrow(**other))
    return shown.asked(view, lambda: view.narrow(order=order, descending=down))


DECISIONS_NARROWED = {
    "one state (every second row)": {"state": "in_force"},
    "one body": {"body": uid(BODIES)},
    "one year": {"year": 2020},
    "two filters": {"state": "superseded", "year": 2020},
    "a year without decisions": {"year": 1999},
    "one state by title": {"state": "in_force", "order": "title", "descending": False},
    "a word in every row": {"words": "hyväksytään"},
    "a rare word": {"words": "saaristomeri"},
    "one letter": {"words": "h"},
    "a word and a filter": {"words": "opintomatka", "state": "in_force"},
    "no such word": {"words": "xyzzyq"},
}
ACTIONS_NARROWED = {
    "one state": {"state": "open"},
    "one body": {"body": uid(BODIES)},
    "late": {"late_on": "2026-11-24", "open_only": True},
    "a common word": {"words": "laaditaan"},
}


def _narrowed(
    shown: Stage, kind: type[Register], name: str, narrowings: Mapping[str, Mapping[str, object]]
) -> Iterator[Figure]:
    view, _ = shown.open(kind)
    shown.settle()

    def narrowed(wanted: Mapping[str, object]) -> float:
        view.show_filter(None)
        view.table.setCurrentIndex(view.model.index(-1, -1))
        shown.settle()
        return shown.asked(view, lambda: view.narrow(**wanted))

    for told, wanted in narrowings.items():
        spent = least(lambda: narrowed(wanted))  # noqa: B023
        yield f"{name}, {told}: first rows painted, ms", spent, FILTER


if __name__ == "__main__":
    for told, figure, limit in measure():
        print(f"{figure:10.2f}  limit {limit:8.2f}  {told}", flush=True)
