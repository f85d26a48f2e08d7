"""A meeting from plan to checked minutes."""

import pytest

from desk.board import board
from kvdesk.desk.agenda import AddEntry, CarryOver, MoveEntry, RemoveEntry
from kvdesk.desk.attendance import Arrive, Leave
from kvdesk.desk.care import VerifyDesk
from kvdesk.desk.live import CloseEntry, Decide, Disqualify, LogAction, Note, TakeUp, TakeVote
from kvdesk.desk.live_lines import EditLine, RemoveLine, TurnLine
from kvdesk.desk.meetings import (
    AddMeeting,
    ArchiveMeeting,
    CallMeeting,
    CheckMinutes,
    DraftMinutes,
    EndMeeting,
    OpenMeeting,
)
from kvdesk.desk.minutes import WriteAgenda, WriteMinutes, WriteNotice
from kvdesk.desk.recording import SetField
from kvdesk.desk.steps import Redo, Undo
from kvdesk.domain.actions import Action
from kvdesk.domain.decisions import Decision, Outcome
from kvdesk.domain.meetings import AgendaEntry, Fate, LogKind, Meeting, MeetingState, MinuteEntry
from kvdesk.kernel.errors import Refusal
from kvdesk.store.queries import meetings


@pytest.fixture
def sitting(desk):
    """A meeting in session with one item of business taken up and eight of fifteen present."""
    people = board(desk)
    meeting = desk.do(AddMeeting(body=people.body, starts="2026-12-03T09:00", place="Tampere")).id
    entry = desk.do(AddEntry(meeting=meeting, title="Omavalvontamalli", proposal="Hyväksytään."))
    desk.do(CallMeeting(meeting=meeting))
    desk.do(OpenMeeting(meeting=meeting, at="2026-12-03T09:00"))
    for person in people.members[:8]:
        desk.do(Arrive(meeting=meeting, person=person, at="09:00"))
    desk.do(TakeUp(entry=entry.id, at="09:10"))
    return people, meeting, entry.id


def agenda(desk, meeting):
    return desk.store.read(lambda reader: meetings.agenda(reader, meeting))


def roll(desk, meeting, **more):
    return desk.store.read(lambda r: meetings.roll(r, r.get(Meeting, meeting), **more))


def get(desk, kind, record):
    return desk.store.read(lambda reader: reader.get(kind, record))


def test_the_fixed_items_frame_the_business(desk, sitting):
    _, meeting, _ = sitting
    assert [(entry.number, entry.title) for entry in agenda(desk, meeting)] == [
        (1, "Kokouksen avaus"),
        (2, "Laillisuus ja päätösvaltaisuus"),
        (3, "Omavalvontamalli"),
        (4, "Kokouksen päättäminen"),
    ]


def test_the_quorum_follows_who_is_there_and_who_steps_aside(desk, sitting):
    people, meeting, _ = sitting
    now = roll(desk, meeting, at="09:10")
    assert (now.members, now.needed, now.present, now.is_quorate) == (15, 8, 8, True)
    aside = frozenset({people.members[3]})
    assert not roll(desk, meeting, at="09:10", without=aside).is_quorate
    desk.do(Leave(meeting=meeting, person=people.members[7], at="09:20"))
    assert roll(desk, meeting, at="09:19").is_quorate
    assert not roll(desk, meeting, at="09:20").is_quorate


def test_a_decision_settles_the_item_and_stands_beside_its_proposal(desk, sitting):
    _, _, entry = sitting
    decision = get(desk, Decision, desk.do(Decide(text="Hyväksytään muutettuna.")).id)
    assert decision.outcome is Outcome.CHANGED
    assert decision.proposal == "Hyväksytään."
    assert get(desk, AgendaEntry, entry).fate is Fate.DECIDED


def test_a_decision_without_words_approves_the_proposal(desk, sitting):
    decision = get(desk, Decision, desk.do(Decide()).id)
    assert (decision.text, decision.outcome) == ("Hyväksytään.", Outcome.APPROVED)


def test_a_note_turns_into_an_action_and_back_again_by_undo(desk, sitting):
    note = desk.do(Note(text="Laaditaan mittaristo")).id
    action = desk.do(TurnLine(line=note, into=LogKind.ACTION)).id
    assert get(desk, Action, action).title == "Laaditaan mittaristo"
    desk.perform(Undo())
    assert desk.store.read(lambda r: r.find(Action, action)) is None
    assert get(desk, MinuteEntry, note).kind is LogKind.NOTE
    desk.perform(Redo())
    assert get(desk, Action, action).title == "Laaditaan mittaristo"


def test_rewriting_a_decisions_line_rewrites_the_decision(desk, sitting):
    _, _, entry = sitting
    decision = desk.do(Decide()).id
    (line,) = desk.store.read(lambda r: meetings.log_lines(r, entry))
    desk.do(EditLine(line=line.id, text="Hyväksytään yksimielisesti."))
    assert get(desk, Decision, decision).text == "Hyväksytään yksimielisesti."
    desk.do(RemoveLine(line=line.id))
    assert get(desk, AgendaEntry, entry).fate is Fate.OPEN


def test_a_vote_counts_the_names_that_are_given(desk, sitting):
    people, _, _ = sitting
    with pytest.raises(Refusal, match="vote_miscounted"):
        desk.do(TakeVote(question="Jaa tai ei?", yes=3, voted_yes=people.members[:2]))


def test_the_meeting_cannot_end_before_each_item_has_its_fate(desk, sitting):
    _, meeting, _ = sitting
    with pytest.raises(Refusal, match="fate_missing"):
        desk.do(EndMeeting(meeting=meeting))
    desk.do(CloseEntry(fate=Fate.TABLED))
    desk.do(EndMeeting(meeting=meeting, at="2026-12-03T10:00"))
    assert get(desk, Meeting, meeting).state is MeetingState.ENDED


def finished(desk, sitting):
    _, meeting, _ = sitting
    desk.do(Decide())
    desk.do(EndMeeting(meeting=meeting, at="2026-12-03T10:00"))
    desk.do(DraftMinutes(meeting=meeting))
    return meeting


def test_sections_run_on_through_the_year_and_removed_items_get_none(desk, sitting):
    people, _, _ = sitting
    first = finished(desk, sitting)
    assert [entry.section for entry in agenda(desk, first)] == [1, 2, 3, 4]
    second = desk.do(AddMeeting(body=people.body, starts="2026-12-10T09:00")).id
    gone = desk.do(AddEntry(meeting=second, title="Poistettava")).id
    desk.do(CallMeeting(meeting=second))
    desk.do(OpenMeeting(meeting=second, at="2026-12-10T09:00"))
    desk.do(RemoveEntry(entry=gone))
    desk.do(EndMeeting(meeting=second, at="2026-12-10T09:30"))
    desk.do(DraftMinutes(meeting=second))
    assert [entry.section for entry in agenda(desk, second)] == [5, 6, None, 7]


def test_what_was_tabled_comes_back_as_a_pointer(desk, sitting):
    people, meeting, entry = sitting
    desk.do(CloseEntry(fate=Fate.TABLED))
    desk.do(EndMeeting(meeting=meeting, at="2026-12-03T10:00"))
    following = desk.do(AddMeeting(body=people.body, starts="2026-12-10T09:00")).id
    desk.do(CarryOver(meeting=following, earlier=meeting))
    desk.do(CarryOver(meeting=following, earlier=meeting))
    assert [e.continues for e in agenda(desk, following) if e.continues] == [entry]


def test_checked_minutes_are_locked_but_a_decision_lives_on(desk, sitting):
    meeting = finished(desk, sitting)
    desk.do(CheckMinutes(meeting=meeting))
    entry = agenda(desk, meeting)[2]
    with pytest.raises(Refusal, match="meeting_checked"):
        desk.do(SetField(kind="agenda_entry", id=entry.id, field="title", value="Toinen"))
    with pytest.raises(Refusal, match="meeting_checked"):
        desk.do(Note(text="Lisäys", entry=entry.id))
    (decision,) = desk.store.read(lambda r: r.all(Decision))
    with pytest.raises(Refusal, match="meeting_checked"):
        desk.do(SetField(kind="decision", id=decision.id, field="text", value="Toinen"))
    day = "2026-12-20"
    desk.do(SetField(kind="decision", id=decision.id, field="communicated_on", value=day))
    desk.do(ArchiveMeeting(meeting=meeting))
    assert get(desk, Meeting, meeting).state is MeetingState.ARCHIVED


def test_items_are_moved_by_their_number(desk):
    people = board(desk)
    meeting = desk.do(AddMeeting(body=people.body, starts="2026-12-03T09:00")).id
    desk.do(AddEntry(meeting=meeting, title="A"))
    last = desk.do(AddEntry(meeting=meeting, title="B")).id
    desk.do(MoveEntry(entry=last, to=1))
    assert agenda(desk, meeting)[0].title == "B"
    assert [e.number for e in agenda(desk, meeting)] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_notice_agenda_and_minutes_are_written_and_give_the_same_bytes(
    desk, sitting, tmp_path, language
):
    people, meeting, _ = sitting
    desk.do(Disqualify(person=people.members[3], ground="Osallisuus"))
    desk.do(LogAction(title="Koulutus", owner=people.members[1], due="2027-01-31"))
    finished(desk, sitting)
    for task, name in ((WriteNotice, "n"), (WriteAgenda, "a"), (WriteMinutes, "m")):
        first = desk.perform(task(meeting=meeting, out=tmp_path / f"{name}1.docx", lang=language))
        again = desk.perform(task(meeting=meeting, out=tmp_path / f"{name}2.docx", lang=language))
        assert first.size > 5_000
        assert first.sha256 == again.sha256


def test_a_document_edited_by_hand_is_not_overwritten(desk, sitting, tmp_path):
    _, meeting, _ = sitting
    file = tmp_path / "m.docx"
    desk.perform(WriteMinutes(meeting=meeting, out=file))
    desk.perform(WriteMinutes(meeting=meeting, out=file))
    file.write_bytes(file.read_bytes() + b" ")
    with pytest.raises(Refusal, match="document_edited"):
        desk.perform(WriteMinutes(meeting=meeting, out=file))


def test_the_desk_agrees_with_its_log_after_all_that(desk, sitting):
    finished(desk, sitting)
    assert desk.perform(VerifyDesk()).faults == []


def test_typing_in_one_field_is_one_step(desk, sitting):
    _, _, entry = sitting
    for text in ("O", "Oh", "Ohj", "Ohje"):
        desk.do(SetField(kind="agenda_entry", id=entry, field="background", value=text))
    desk.perform(Undo())
    assert get(desk, AgendaEntry, entry).background == ""
