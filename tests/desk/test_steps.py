"""What undo says that it would take back: the step with its field and its record."""

from desk.board import add
from kvdesk.desk.meetings import OpenMeeting
from kvdesk.desk.recording import SetField
from kvdesk.desk.step_words import step_sentence
from kvdesk.desk.steps import NextSteps, Undo
from kvdesk.kernel.words import words_for
from ui.real_desk import plan

FINNISH = words_for("fi")


def following(desk):
    return step_sentence(desk.perform(NextSteps()).undo, FINNISH)


def test_the_menu_names_the_step_its_field_and_its_record(desk):
    matter = add(desk, "matter", title="Palvelutasopäätös")
    assert following(desk) == "Lisättiin asia (Otsikko): Palvelutasopäätös"
    desk.do(SetField(kind="matter", id=matter, field="summary", value="Valmistelussa"))
    assert following(desk) == "Muutettiin asiaa (Tiivistelmä): Palvelutasopäätös"


def test_what_was_undone_is_named_too_and_the_name_stays_the_commands_for_programs(desk):
    add(desk, "matter", title="Palvelutasopäätös", summary="Valmistelussa")
    undone = desk.perform(Undo())
    assert undone.step == "matter add"
    assert step_sentence(undone.step, FINNISH) == "Lisättiin asia: Palvelutasopäätös"
    assert desk.perform(NextSteps()).undo == ""


def test_a_step_of_a_meeting_is_named_by_the_meeting_not_by_what_else_it_wrote(desk):
    sitting = plan(desk)
    desk.do(OpenMeeting(meeting=sitting.meeting, at="2026-12-03T09:00"))
    assert following(desk) == "Avattiin kokous: 1/2026"
