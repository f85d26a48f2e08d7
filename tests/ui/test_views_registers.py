"""The registers of decisions and actions, on a real desk filled by commands."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
)

from kvdesk.desk.desk import Desk
from kvdesk.desk.recording import AddRecord, SetField
from kvdesk.kernel.clock import Clock
from kvdesk.store.queries.actions import ActionFilter
from kvdesk.store.queries.decisions import DecisionFilter
from kvdesk.ui.list_model import BADGE_ROLE
from kvdesk.ui.views.actions import ActionsView
from kvdesk.ui.views.decisions import DecisionsView
from kvdesk.ui.views.lateness import late_count
from ui.filled_desk import Filled, Viewer, open_desk, texts, titles

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


def test_the_register_shows_the_latest_decision_first(filled, show) -> None:
    view = show(DecisionsView)
    assert titles(view) == [
        "Merkitään talousarvio tiedoksi",
        "Hyväksytään palvelutasopäätös",
        "Valitaan puheenjohtaja",
    ]
    assert view.model.index(0, 6).data(BADGE_ROLE) == ("In force", "open", "circle-dot")


def test_a_search_finds_another_form_of_the_word(filled, show) -> None:
    view = show(DecisionsView)
    show.search(view, "talousarviossa")
    assert titles(view) == ["Merkitään talousarvio tiedoksi"]
    show.search(view, "avaruusalus")
    assert view.empty.isVisible()
    assert "Nothing matches" in " ".join(texts(view.empty))


def test_year_and_body_narrow_the_register(filled, show) -> None:
    view = show(DecisionsView)
    year = view.boxes["year"]
    assert [year.itemText(row) for row in range(year.count())] == ["All years", "2026", "2025"]
    year.setCurrentIndex(2)
    year.activated.emit(2)
    show.wait(view)
    assert titles(view) == ["Valitaan puheenjohtaja"]
    view.show_filter(DecisionFilter(body=filled.body))
    show.wait(view)
    assert len(titles(view)) == 2
    assert view.boxes["body"].currentText() == "Pelastusjohtajien hallitus"
    assert year.currentText() == "All years"


def click_heading(view, section) -> None:
    """Click a heading with the mouse, as a person does."""
    header = view.table.horizontalHeader()
    middle = header.sectionViewportPosition(section) + header.sectionSize(section) // 2
    spot = QPoint(middle, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def test_a_click_on_a_heading_sorts_by_it(filled, show) -> None:
    view = show(DecisionsView)
    click_heading(view, 1)
    show.wait(view)
    assert titles(view) == sorted(titles(view))
    click_heading(view, 1)
    show.wait(view)
    assert titles(view) == sorted(titles(view), reverse=True)


def test_a_link_to_a_goal_narrows_and_its_chip_takes_the_narrowing_away(filled, show) -> None:
    view = show(DecisionsView)
    view.show_filter(DecisionFilter(statement=filled.heading))
    show.wait(view)
    assert titles(view) == ["Hyväksytään palvelutasopäätös"]
    chip = next(
        button
        for button in view.heading.findChildren(QAbstractButton)
        if button.accessibleName() == "Remove the filter Serves one goal"
    )
    chip.click()
    show.wait(view)
    assert len(titles(view)) == 3


def test_the_details_of_a_decision_show_matter_goals_and_history(filled, show) -> None:
    view = show(DecisionsView)
    view.show_record(filled.decisions[0])
    show.wait(view)
    shown = texts(view.details)
    assert "Hyväksytään palvelutasopäätös" in shown
    assert "Palvelutasopäätös" in shown
    assert "1 Turvallinen arki" in shown
    assert any("Decided on = 10 November 2026" in line for line in shown)
    assert view.details.text.value() == "Hyväksytään palvelutasopäätös esityksen mukaisesti."


def test_a_text_changed_in_the_details_is_kept(filled, show, desk) -> None:
    view = show(DecisionsView)
    view.show_record(filled.decisions[1])
    show.wait(view)
    view.details.text.editor.setPlainText("Merkittiin.")
    view.details.text.autosave.flush()
    show.wait(view)
    stored = desk.store.read(lambda r: r.value("SELECT text FROM decision WHERE number = 2"))
    assert stored == "Merkittiin."


def test_a_title_changed_elsewhere_is_seen_in_the_list(filled, show, context) -> None:
    view = show(DecisionsView)
    command = SetField(
        kind="decision", id=filled.decisions[1], field="title", value="Talousarvio 2027"
    )
    context.bridge.do(command)
    show.wait(view)
    assert "Talousarvio 2027" in titles(view)


def test_late_actions_say_by_how_many_days(filled, show) -> None:
    view = show(ActionsView)
    view.show_filter(ActionFilter(late_on="2026-11-24", open_only=True))
    show.wait(view)
    assert titles(view) == ["Mittariston laatiminen"]
    assert view.model.index(0, 4).data(BADGE_ROLE) == ("12 days late", "late", "triangle-alert")


def test_an_action_without_an_owner_is_found_by_its_filter(filled, show) -> None:
    view = show(ActionsView)
    assert len(titles(view)) == 4
    view.show_filter(ActionFilter(without_owner=True, open_only=True))
    show.wait(view)
    assert titles(view) == ["Mittariston laatiminen"]


def test_an_action_is_closed_from_its_details(filled, show) -> None:
    view = show(ActionsView)
    view.show_record(filled.late)
    show.wait(view)
    view.details.comment.setText("Mittaristo on valmis")
    close = next(
        button
        for button in view.details.findChildren(QAbstractButton)
        if button.text() == "Close as done"
    )
    close.click()
    show.wait(view)
    assert view.details.state.value() == "done"
    assert any("Mittaristo on valmis" in line for line in texts(view.details))
    assert not close.isEnabled()


def test_a_record_is_reached_though_its_list_is_still_being_asked_for(filled, show) -> None:
    view = show(ActionsView)
    view.show_filter(ActionFilter(without_owner=True))
    show.wait(view)
    view.show_record(filled.far)
    view.show_filter(ActionFilter(owner=filled.person))
    show.wait(view)
    assert view.table.current_id() == filled.far
    assert view.details.title.value() == "Raportin kokoaminen"


def test_a_report_tells_the_due_day_that_somebody_wished_for(filled, desk, show) -> None:
    desk.do(
        AddRecord(
            kind="action_report",
            values={"action": filled.late, "at": "2026-11-24T09:00", "due_wish": "2027-01-15"},
        )
    )
    view = show(ActionsView)
    view.show_record(filled.late)
    show.wait(view)
    told = " ".join(texts(view.details))
    assert "Due day wished for: 15 January 2027" in told


def test_a_new_action_stands_ready_to_be_named(filled, show) -> None:
    view = show(ActionsView)
    view.findChild(QAction, "new").trigger()
    show.wait(view)
    assert len(titles(view)) == 5
    assert view.details.title.value() == "New action"
    assert view.table.current_id() == view.record


def test_a_deleted_action_leaves_the_list_and_can_be_taken_back(filled, show, shell) -> None:
    view = show(ActionsView)
    view.show_record(filled.far)
    show.wait(view)
    view.table.setFocus()
    view.findChild(QAction, "delete").trigger()
    show.wait(view)
    assert "Raportin kokoaminen" not in titles(view)
    assert shell.toasts == ["The action was moved to the trash. [undo]"]


def test_the_navigation_counts_what_is_late(filled, desk) -> None:
    assert desk.ask(late_count("2026-11-24")) == 1
    assert desk.ask(late_count("2026-11-28")) == 2
