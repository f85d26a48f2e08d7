"""The first page and the strategy, on a real desk filled by commands."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from kvdesk.desk.actions import ReportAction
from kvdesk.desk.agenda import AddEntry
from kvdesk.desk.desk import Desk
from kvdesk.desk.recording import SetField
from kvdesk.domain.actions import ActionState
from kvdesk.kernel.clock import Clock
from kvdesk.store.queries.actions import ActionFilter
from kvdesk.store.queries.decisions import DecisionFilter
from kvdesk.ui.views.actions import ActionsView
from kvdesk.ui.views.decisions import DecisionsView
from kvdesk.ui.views.home import HomeView
from kvdesk.ui.views.strategy import StrategyView
from ui.filled_desk import Filled, Viewer, open_desk, press, texts

STRATEGIES = Path(__file__).parents[1] / "domain" / "strategies"

#: Qt's offscreen platform says it of every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    with open_desk(tmp_path, clock) as desk:
        yield desk


@pytest.fixture
def filled(desk: Desk) -> Filled:
    return Filled(desk)


@pytest.fixture
def show(qtbot, settle, context) -> Viewer:
    return Viewer(qtbot, settle, context)


def test_the_first_page_counts_and_every_number_opens_its_list(filled, show, shell) -> None:
    view = show(HomeView)
    assert "Pelastusjohtajien hallitus 4/2026" in texts(view.meeting)
    assert "Mittariston laatiminen" in texts(view.late)
    press(view.late, "1")
    press(view.week, "Kutsun lähettäminen")
    press(view.unowned, "1")
    assert shell.opened[0][:2] == ("actions", "")
    assert shell.opened[0][2] == ActionFilter(late_on="2026-11-24", open_only=True)
    assert shell.opened[1][:2] == ("actions", filled.week)
    assert shell.opened[2][2] == ActionFilter(without_owner=True, open_only=True)


def test_the_first_page_follows_what_is_written(filled, show, context) -> None:
    view = show(HomeView)
    context.bridge.do(ReportAction(action=filled.late, state=ActionState.DONE))
    show.wait(view)
    assert "Nothing is late." in texts(view.late)
    assert any("Mittariston laatiminen" in line for line in texts(view.changes))


def test_what_was_changed_is_called_by_its_name(filled, show, desk) -> None:
    desk.do(SetField(kind="meeting", id=filled.next, field="place", value="Oulu"))
    desk.do(AddEntry(meeting=filled.next, title="Talvivarautuminen"))
    told = texts(show(HomeView).changes)
    assert any(line.endswith("Meeting: PJH 4/2026") for line in told)
    assert any(line.endswith("Agenda entry: Talvivarautuminen") for line in told)


def test_the_first_page_of_an_empty_desk_says_so(desk, show) -> None:
    view = show(HomeView)
    assert "No meeting is ahead." in texts(view.meeting)
    assert "Nothing is late." in texts(view.late)
    assert "Nothing has been written yet." in texts(view.changes)


def test_the_tree_shows_coverage_as_numbers_and_marks_what_has_none(filled, show) -> None:
    view = show(StrategyView)
    assert view.tree.cell(filled.goal, 0) == "1 Turvallinen arki"
    assert view.tree.cell(filled.goal, 1) == "1"
    assert view.tree.cell(filled.goal, 2) == "0/1"
    assert view.tree.cell(filled.goal, 3) == "1 late"
    assert view.tree.cell(filled.heading, 1) == "1"
    assert view.tree.cell(filled.bare, 4) == "No decision"
    assert "1 of 2 goals have decisions" in texts(view.heading)


def test_a_statement_leads_to_its_decisions(filled, show, shell) -> None:
    view = show(StrategyView)
    view.show_record(filled.goal)
    show.wait(view)
    assert "Hyväksytään palvelutasopäätös" in texts(view.details)
    press(view.details, "Show 1 decision")
    assert shell.opened[-1] == ("decisions", "", DecisionFilter(statement=filled.goal))


def test_a_strategy_is_seen_before_it_is_kept(desk, show, shell) -> None:
    view = show(StrategyView)
    assert view.empty.isVisible()
    view.import_file(STRATEGIES / "fi-contradictions.txt")
    show.wait(view)
    assert view.preview.sentences.count() > 3
    assert view.preview.isVisible()
    assert desk.store.read(lambda r: r.value("SELECT count(*) FROM strategy")) == 0
    view.preview.keep.trigger()
    show.wait(view)
    assert desk.store.read(lambda r: r.value("SELECT count(*) FROM strategy")) == 1
    assert isinstance(view.tree.model(), QStandardItemModel)
    assert view.tree.model().rowCount() > 0
    assert shell.toasts == ["The strategy was kept. [undo]"]


def test_an_open_question_is_shown_and_answered(desk, show, qtbot) -> None:
    view = show(StrategyView)
    view.import_file(STRATEGIES / "fi-contradictions.txt")
    show.wait(view)
    view.preview.keep.trigger()
    show.wait(view)
    asked = [field for field in view.questions.findChildren(QLineEdit) if field.isVisible()]
    assert asked
    asked[0].setText("Sovittiin seuraavassa kokouksessa")
    qtbot.keyClick(asked[0], Qt.Key.Key_Return)
    show.wait(view)
    assert any("Sovittiin seuraavassa kokouksessa" in line for line in texts(view.questions))
    still = [field for field in view.questions.findChildren(QLineEdit) if field.isVisible()]
    assert len(still) == len(asked) - 1


CONTROLS = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QAbstractItemView)


@pytest.mark.parametrize("kind", [HomeView, StrategyView, DecisionsView, ActionsView])
def test_every_control_has_a_name(filled, show, kind) -> None:
    view = show(kind)
    view.show_record(
        {ActionsView: filled.late, StrategyView: filled.goal}.get(kind, filled.decisions[0])
    )
    show.wait(view)
    nameless = [
        control
        for holder in filter(None, (view, view.details))
        for type_ in CONTROLS
        for control in holder.findChildren(type_)
        if control.isVisibleTo(holder) and _is_own(control) and not _name(control)
    ]
    assert nameless == []


def _name(control: QWidget) -> str:
    return control.accessibleName() or getattr(control, "text", str)()


def _is_own(control: QWidget) -> bool:
    """Not a part that Qt made inside another control."""
    inside = control.parentWidget()
    made_by_qt = isinstance(inside, QComboBox | QLineEdit | QAbstractItemView)
    return not made_by_qt and not control.objectName().startswith("qt_")
