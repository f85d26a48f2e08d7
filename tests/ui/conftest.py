"""A window's surroundings for tests: a desk in memory, real words, a clock that stands still."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtWidgets import QApplication

from kvdesk.kernel.clock import Clock
from kvdesk.kernel.errors import KvdeskError
from kvdesk.kernel.words import words_for
from kvdesk.ui.bridge import Bridge
from kvdesk.ui.keys import KeyMap
from kvdesk.ui.look import Look
from kvdesk.ui.settings import Settings, SettingsStore
from kvdesk.ui.view import Context


class MemoryDesk:
    """Runs commands, questions and tasks that are functions of this desk."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self.writer = ThreadPoolExecutor(1)

    def submit(self, command: Callable[["MemoryDesk"], object]) -> Future[object]:
        return self.writer.submit(command, self)

    def ask(self, question: Callable[["MemoryDesk"], object]) -> object:
        return question(self)

    def perform(
        self, task: Callable[["MemoryDesk"], object], written: Callable[[object], object]
    ) -> object:
        written({})
        return task(self)


class RecordingShell:
    """Notes what a view asks of the window."""

    def __init__(self) -> None:
        self.opened: list[tuple[str, str, object]] = []
        self.toasts: list[str] = []
        self.refused: list[KvdeskError] = []
        self.details = True

    def open(self, view: str, record: str = "", filter: object = None) -> None:  # noqa: A002
        self.opened.append((view, record, filter))

    def toast(self, sentence: str, *, undo: bool = False) -> None:
        self.toasts.append(f"{sentence} [undo]" if undo else sentence)

    def refuse(self, error: KvdeskError) -> None:
        self.refused.append(error)

    def show_details(self, *, visible: bool) -> None:
        self.details = visible


@pytest.fixture
def clock() -> Clock:
    return Clock(lambda: datetime(2026, 11, 24, 12, 32, 7, tzinfo=UTC))


@pytest.fixture
def desk() -> Iterator[MemoryDesk]:
    desk = MemoryDesk()
    yield desk
    desk.writer.shutdown()


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Look:
    look = qapp.findChild(Look) or Look(qapp)
    look.apply(Settings(theme="light"))
    return look


@pytest.fixture
def bridge(desk: MemoryDesk, clock: Clock) -> Iterator[Bridge]:
    bridge = Bridge(desk, clock)
    yield bridge
    bridge.close()


@pytest.fixture
def settings(tmp_path: Path) -> SettingsStore:
    return SettingsStore(tmp_path / "settings.json")


@pytest.fixture
def shell() -> RecordingShell:
    return RecordingShell()


@pytest.fixture
def context(bridge: Bridge, settings: SettingsStore, shell: RecordingShell) -> Context:
    return Context(bridge, words_for("en"), settings, KeyMap({}), shell)


@pytest.fixture
def settle(bridge: Bridge, qtbot) -> Callable[[], None]:
    """Wait until every command and question that runs has been answered in the window's thread."""

    def wait() -> None:
        qtbot.waitUntil(bridge.is_idle, timeout=5000)

    return wait


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What the off-screen platform cannot do (raise a window) it says as a warning."""
    for item in items:
        if Path(item.path).parent == Path(__file__).parent:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))
