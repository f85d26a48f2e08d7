"""The live desk over a real desk: what is shown, and which rows Enter writes."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from kvdesk.desk.catalogue import full_registry
from kvdesk.desk.desk import Desk
from kvdesk.desk.live_typing import DRAFT_NAME
from kvdesk.domain.actions import Action
from kvdesk.domain.decisions import Decision, Vote
from kvdesk.domain.meetings import AgendaEntry, Attendance, Fate, LogKind, MinuteEntry, Presence
from kvdesk.kernel.words import words_for
from kvdesk.ui.view import Context
from kvdesk.ui.views.live import LiveView
from ui.real_desk import sit

#: The screenless platform says so of windows and popups that are shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def desk(tmp_path: Path, clock) -> Iterator[Desk]:
    full_registry()
    with Desk.create(tmp_path / "desk", clock=clock) as desk:
        yield desk


@pytest.fixture
def sitting(desk):
    return sit(desk)


@pytest.fixture
def context(bridge, settings, shell, context) -> Context:
    return Context(bridge, words_for("fi"), settings, context.keys, shell)


@pytest.fixture
def view(sitting, context, qtbot, settle):
    view = LiveView(context)
    context.bridge.touched.connect(view.on_touched)
    context.bridge.failed.connect(context.shell.refuse)
    qtbot.addWidget(view)
    view.resize(1200, 760)
    view.show()
    settle()
    return view


def rows(desk, kind, **equal):
    return desk.store.read(lambda reader: reader.all(kind, **equal))


@pytest.fixture
def enter(view, qtbot, settle):
    def type_line(text):
        view.line.setFocus()
        view.line.insert(text)  # the key clicks of QTest know ASCII alone
        qtbot.keyClick(view.line, Qt.Key.Key_Return)
        settle()

    return type_line


def shown(view):
    log = view.log
    items = [log.topLevelItem(row) for row in range(log.topLevelItemCount())]
    return [(item.text(1), item.text(2)) for item in items]


def test_the_item_taken_up_and_the_quorum_are_in_sight(view):
    assert view.heading.text() == "3 Omavalvonta"
    assert "3/5" in view.quorum.text()
    assert view.agenda.currentItem().text() == "3 Omavalvonta"


def test_a_line_without_a_letter_is_a_note(view, enter, desk):
    enter("Keskusteltiin")
    assert [(line.kind, line.text) for line in rows(desk, MinuteEntry)] == [
        (LogKind.NOTE, "Keskusteltiin")
    ]
    assert shown(view)[0][1] == "Keskusteltiin"
    assert view.line.text() == ""


def test_the_letter_alone_approves_the_proposal(view, enter, desk, sitting):
    enter("p")
    assert [decision.text for decision in rows(desk, Decision)] == ["Hyväksytään."]
    entry = rows(desk, AgendaEntry, id=sitting.entry)[0]
    assert entry.fate is Fate.DECIDED


def test_an_action_gets_its_owner_and_its_day(view, enter, desk, sitting):
    enter('t @"Jäsen Numero 01" Mittaristo !15.1.2027')
    action = rows(desk, Action)[0]
    assert (action.title, action.owner, action.due) == (
        "Mittaristo",
        sitting.people.members[1],
        "2027-01-15",
    )


def test_a_vote_keeps_its_counts(view, enter, desk):
    enter("ä Hyväksytäänkö 2-1")
    vote = rows(desk, Vote)[0]
    assert (vote.question, vote.yes, vote.no) == ("Hyväksytäänkö", 2, 1)


def test_a_refused_line_stays_with_its_reason(view, enter, desk):
    enter("t @Tuntematon Mittaristo")
    assert view.line.text() == "t @Tuntematon Mittaristo"
    assert "Tuntematon" in view.trouble.text()
    assert rows(desk, Action) == []


def test_page_down_takes_up_the_next_item(view, qtbot, settle, desk, sitting):
    qtbot.keyClick(view.line, Qt.Key.Key_PageDown)
    settle()
    assert view.heading.text() == "4 Kokouksen päättäminen"
    assert rows(desk, AgendaEntry, id=sitting.entry)[0].ended_at


def test_a_line_is_rewritten_in_place(view, enter, desk, settle, qtbot):
    enter("p Hyväksytään muutettuna.")
    view.log.edit_current()
    view.log.currentItem().setText(2, "Hylätään.")
    settle()
    assert rows(desk, Decision)[0].text == "Hylätään."
    assert shown(view)[0][1] == "Hylätään."


def test_delete_takes_a_line_and_its_decision_out(view, enter, desk, settle, qtbot):
    enter("p")
    view.log.setFocus()
    view.log.setCurrentItem(view.log.topLevelItem(0))
    qtbot.keyClick(view.log, Qt.Key.Key_Delete)
    settle()
    assert rows(desk, Decision) == []
    assert shown(view) == []


def test_space_notes_an_arrival_and_the_quorum_follows(view, qtbot, settle, desk, sitting):
    view.roll.setCurrentRow(3)
    qtbot.keyClick(view.roll, Qt.Key.Key_Space)
    settle()
    assert "4/5" in view.quorum.text()
    stays = rows(desk, Attendance, person=sitting.people.members[3])
    assert [stay.presence for stay in stays] == [Presence.PRESENT]


def test_the_line_being_typed_is_on_disk_within_a_second(view, qtbot, desk, sitting):
    view.line.setFocus()
    qtbot.keyClicks(view.line, "p Kesken")
    file = desk.folder / DRAFT_NAME
    qtbot.waitUntil(file.is_file, timeout=1000)
    kept = json.loads(file.read_text(encoding="utf-8"))
    assert (kept["text"], kept["entry"]) == ("p Kesken", sitting.entry)


def test_an_entered_line_leaves_no_draft(view, enter, qtbot, desk, settle):
    file = desk.folder / DRAFT_NAME
    view.line.setFocus()
    qtbot.keyClicks(view.line, "Kesken")
    qtbot.waitUntil(file.is_file, timeout=1000)
    qtbot.keyClick(view.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not file.exists(), timeout=1000)
    assert len(rows(desk, MinuteEntry)) == 1


def test_what_was_being_typed_comes_back(sitting, context, qtbot, settle, desk):
    (desk.folder / DRAFT_NAME).write_text('{"text": "p Kesken", "entry": "x"}', encoding="utf-8")
    view = LiveView(context)
    qtbot.addWidget(view)
    settle()
    assert view.line.text() == "p Kesken"


def test_without_a_meeting_in_session_the_way_to_the_meetings_is_shown(
    desk, context, qtbot, settle
):
    view = LiveView(context)
    qtbot.addWidget(view)
    view.show()
    settle()
    assert view.empty.isVisible()


def test_an_offered_name_is_taken_by_down_and_enter(view, qtbot, settle, desk):
    view.line.setFocus()
    qtbot.keyClicks(view.line, "t @02")
    popup = view.line._popup
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert view.line.text() == "t @Jäsen_Numero_02 "
    assert rows(desk, Action) == []


def test_in_a_narrow_window_agenda_and_item_take_turns(view) -> None:
    assert view.agenda.isVisible()
    assert view.line.isVisible()
    view.resize(520, 600)
    assert not view.agenda.isVisible()
    assert view.line.isVisible()
    view.to_agenda.click()
    assert view.agenda.isVisible()
    assert not view.line.isVisible()
    view.to_item.click()
    assert view.line.isVisible()
