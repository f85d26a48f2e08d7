"""The first page, the strategy and the registers, on a real desk filled by commands."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from kvdesk.desk.actions import AddAction, ReportAction
from kvdesk.desk.catalogue import full_registry
from kvdesk.desk.desk import Desk
from kvdesk.desk.matters import LinkGoal
from kvdesk.desk.recording import AddRecord, SetField
from kvdesk.domain.actions import ActionState
from kvdesk.kernel.clock import Clock
from kvdesk.kernel.ids import random_ids
from kvdesk.store.queries.actions import ActionFilter
from kvdesk.store.queries.decisions import DecisionFilter
from kvdesk.ui.labels import Label, LinkButton
from kvdesk.ui.list_model import BADGE_ROLE
from kvdesk.ui.view import View
from kvdesk.ui.views.actions import SPEC, ActionsView
from kvdesk.ui.views.decisions import DecisionsView
from kvdesk.ui.views.home import HomeView
from kvdesk.ui.views.strategy import StrategyView

#: Qt's offscreen platform says it of every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

STRATEGIES = Path(__file__).parents[1] / "domain" / "strategies"


class Filled:
    """A desk with a body, a strategy of two goals, three decisions and four actions."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.body = self.add("body", abbreviation="PJH", name_fi="Pelastusjohtajien hallitus")
        self.other = self.add("body", abbreviation="VAL", name_fi="Valmiusryhmä")
        self.person = self.add("person", given_name="Anna", family_name="Mäkinen")
        self.strategy = self.add(
            "strategy", title="Strategia 2026–2030", period="2026–2030", starts="2026-01-01"
        )
        self.heading = self.statement("heading", "Tavoitteet", "a")
        self.goal = self.statement("goal", "Turvallinen arki", "b", "1", self.heading)
        self.bare = self.statement("goal", "Osaava henkilöstö", "c", "2", self.heading)
        self.matter = self.add("matter", title="Palvelutasopäätös", state="open")
        desk.do(LinkGoal(matter=self.matter, goal=self.goal))
        self.meeting = self.plan(3, "2026-11-10T09:00", "checked")
        self.next = self.plan(4, "2026-12-03T09:00", "called")
        self.decisions = [
            self.decide(1, "2026", "Hyväksytään palvelutasopäätös", "2026-11-10", self.matter),
            self.decide(2, "2026", "Merkitään talousarvio tiedoksi", "2026-11-10"),
            self.decide(1, "2025", "Valitaan puheenjohtaja", "2025-03-01", body=self.other),
        ]
        self.late = self.do("Mittariston laatiminen", "2026-11-12", matter=self.matter)
        self.week = self.do("Kutsun lähettäminen", "2026-11-27", owner=self.person)
        self.far = self.do("Raportin kokoaminen", "2027-01-15", owner=self.person)
        self.closed = self.do("Vanha tehtävä", "2026-01-01", owner=self.person)
        desk.do(ReportAction(action=self.closed, state=ActionState.DONE, comment="Valmis"))
        desk.store.finish_index()

    def add(self, record: str, /, **values: object) -> str:
        return self.desk.do(AddRecord(kind=record, values=values)).id

    def statement(self, kind: str, text: str, at: str, number: str = "", parent: str = "") -> str:
        return self.add(
            "statement",
            strategy=self.strategy,
            kind=kind,
            text=text,
            position=at,
            number=number,
            parent=parent,
        )

    def plan(self, number: int, starts: str, state: str) -> str:
        return self.add(
            "meeting",
            body=self.body,
            number=number,
            year=2026,
            title=f"Kokous {number}/2026",
            starts=starts,
            state=state,
            place="Kuopio",
        )

    def decide(
        self, number: int, year: str, title: str, day: str, matter: str = "", body: str = ""
    ) -> str:
        return self.add(
            "decision",
            number=number,
            year=int(year),
            title=title,
            text=f"{title} esityksen mukaisesti.",
            decided_on=day,
            body=body or self.body,
            matter=matter,
        )

    def do(self, title: str, due: str, **values: str) -> str:
        return self.desk.do(AddAction(title=title, due=due, **values)).id


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    full_registry()
    opened = Desk.create(tmp_path / "desk", clock=clock, ids=random_ids())
    yield opened
    opened.close()


@pytest.fixture
def filled(desk: Desk) -> Filled:
    return Filled(desk)


@pytest.fixture
def show(qtbot, settle, context) -> Callable[[type[View]], View]:
    """Show a view as the window would and wait until it has read everything."""

    def make(kind: type[View]) -> View:
        view = kind(context)
        context.bridge.touched.connect(view.on_touched)
        qtbot.addWidget(view)
        view.resize(1100, 700)
        view.show()
        wait(view)
        return view

    def wait(view: View) -> None:
        for _ in range(4):  # painting asks for rows, rows ask for details
            settle()
            QApplication.processEvents()
            view.grab()
        settle()
        folder = os.environ.get("KVDESK_PICTURES")
        if folder:
            view.grab().save(f"{folder}/{type(view).__name__}.png")
            if view.details is not None:
                view.details.resize(380, 900)
                view.details.grab().save(f"{folder}/{type(view).__name__}-details.png")

    make.wait = wait
    return make


def titles(view: View) -> list[str]:
    model = view.model
    return [model.index(row, 1).data() for row in range(model.rowCount())]


def texts(widget: QWidget) -> list[str]:
    found = [label.text() for label in widget.findChildren(Label) if label.isVisibleTo(widget)]
    links = [link.text() for link in widget.findChildren(LinkButton) if link.isVisibleTo(widget)]
    return found + links


def press(widget: QWidget, text: str) -> None:
    next(link for link in widget.findChildren(LinkButton) if link.text() == text).click()


def search(view: View, words: str, show: Callable[[type[View]], View], qtbot) -> None:
    with qtbot.waitSignal(view.heading.searched):
        view.heading.search.setText(words)
    show.wait(view)


def test_the_register_shows_the_latest_decision_first(filled, show) -> None:
    view = show(DecisionsView)
    assert titles(view) == [
        "Merkitään talousarvio tiedoksi",
        "Hyväksytään palvelutasopäätös",
        "Valitaan puheenjohtaja",
    ]
    assert view.model.index(0, 6).data(BADGE_ROLE) == ("In force", "open", "circle-dot")


def test_a_search_finds_another_form_of_the_word(filled, show, qtbot) -> None:
    view = show(DecisionsView)
    search(view, "talousarviossa", show, qtbot)
    assert titles(view) == ["Merkitään talousarvio tiedoksi"]
    search(view, "avaruusalus", show, qtbot)
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


def test_a_click_on_a_heading_sorts_by_it(filled, show) -> None:
    view = show(DecisionsView)
    view.table.horizontalHeader().sectionClicked.emit(1)
    show.wait(view)
    assert titles(view) == sorted(titles(view))
    view.table.horizontalHeader().sectionClicked.emit(1)
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
    view.show_filter(ActionFilter(owner=filled.person))
    view.show_record(filled.far)
    show.wait(view)
    assert view.table.current_id() == filled.far
    assert view.details.title.value() == "Raportin kokoaminen"


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
    assert desk.ask(SPEC.count("2026-11-24")) == 1
    assert desk.ask(SPEC.count("2026-11-28")) == 2


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
    return (
        not made_by_qt and control.objectName()[:3] != "qt_" and QApplication.instance() is not None
    )
