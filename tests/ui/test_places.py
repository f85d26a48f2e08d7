"""Where the user has been, where the window lies, how things flow."""

from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QMainWindow, QWidget

from kvdesk.kernel.ids import random_ids
from kvdesk.ui.crash import CrashReports
from kvdesk.ui.flow import FlowLayout
from kvdesk.ui.geometry import clamped, place_window, remember_window
from kvdesk.ui.history import History
from kvdesk.ui.single import SingleWindow
from kvdesk.ui.view import Place


def test_back_and_forward_walk_over_places() -> None:
    history = History()
    for view in ("home", "meetings", "decisions"):
        history.go(Place(view))
    assert history.back() == Place("meetings")
    assert history.back() == Place("home")
    assert not history.can_go_back
    assert history.forward() == Place("meetings")
    assert history.can_go_forward


def test_going_on_forgets_what_lay_ahead() -> None:
    history = History()
    for view in ("home", "meetings"):
        history.go(Place(view))
    history.back()
    history.go(Place("actions"))
    assert not history.can_go_forward
    assert history.back() == Place("home")


def test_another_row_of_a_view_is_the_same_stop() -> None:
    history = History()
    history.go(Place("home"))
    history.go(Place("decisions"))
    history.update(Place("decisions", "x"))
    assert history.current == Place("decisions", "x")
    assert history.back() == Place("home")


SCREEN = QRect(0, 0, 1920, 1080)
LEFT = QRect(-1280, 0, 1280, 1024)


@pytest.mark.parametrize(
    ("window", "screens", "wanted"),
    [
        (QRect(100, 100, 800, 600), [SCREEN], QRect(100, 100, 800, 600)),
        (QRect(5000, 100, 800, 600), [SCREEN], QRect(1120, 100, 800, 600)),
        (QRect(-900, 50, 800, 600), [SCREEN], QRect(0, 50, 800, 600)),
        (QRect(-900, 50, 800, 600), [SCREEN, LEFT], QRect(-900, 50, 800, 600)),
        (QRect(0, 0, 4000, 3000), [SCREEN], SCREEN),
        (QRect(1, 2, 3, 4), [], QRect(1, 2, 3, 4)),
    ],
)
def test_a_window_comes_back_onto_a_screen_that_is_there(
    window: QRect, screens: list[QRect], wanted: QRect
) -> None:
    assert clamped(window, screens) == wanted


def test_the_window_lies_where_it_lay(settings, qtbot) -> None:
    first = QMainWindow()
    qtbot.addWidget(first)
    first.setGeometry(40, 50, 400, 300)
    first.show()
    remember_window(first, settings)
    second = QMainWindow()
    qtbot.addWidget(second)
    place_window(second, settings)
    assert second.geometry() == QRect(40, 50, 400, 300)


def test_columns_share_the_width_and_break(qtbot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder, spacing=10, least=100)
    parts = [QWidget() for _ in range(3)]
    for part in parts:
        part.setMinimumHeight(20)
        flow.addWidget(part)
        part.show()
    flow.setGeometry(QRect(0, 0, 230, 100))
    assert [part.width() for part in parts] == [110, 110, 110]
    assert [part.y() for part in parts] == [0, 0, parts[2].y()]
    assert parts[2].y() > 0
    assert flow.heightForWidth(100) > flow.heightForWidth(400)


def test_a_crash_is_reported_without_content_and_told(tmp_path: Path, clock) -> None:
    told = []
    reports = CrashReports(tmp_path / "reports", clock, told.append)
    try:
        raise RuntimeError("planted")  # noqa: TRY301
    except RuntimeError as error:
        file = reports.report(error)
    assert told == [file]
    assert file.name == "crash-20261124-123207.txt"
    text = file.read_text(encoding="utf-8")
    assert "RuntimeError: planted" in text
    assert text.startswith("kvdesk ")


def test_a_crash_that_cannot_be_written_is_told_too(tmp_path: Path, clock) -> None:
    told = []
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    CrashReports(blocked / "reports", clock, told.append).report(RuntimeError("x"))
    assert told == [None]


def test_a_second_start_hands_its_files_to_the_first(tmp_path: Path, qtbot) -> None:
    first = SingleWindow(tmp_path, random_ids)
    second = SingleWindow(tmp_path, random_ids)
    assert first.is_first()
    assert not second.is_first()
    with qtbot.waitSignal(first.asked, timeout=3000) as told:
        second.hand_over([tmp_path / "väestö.kvx"])
    assert told.args == [[tmp_path / "väestö.kvx"]]
    first.release()
    assert second.is_first()
    second.release()
