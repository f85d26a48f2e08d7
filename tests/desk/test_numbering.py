"""One desk gives a body's numbers, until it hands the right over; nothing else moves it."""

import json
import shutil

import pytest

from desk.board import add, board
from kvdesk.desk.agenda import AddEntry
from kvdesk.desk.desk import Desk
from kvdesk.desk.exchange import ImportPackage, WriteExport
from kvdesk.desk.handover import HandOver, NumberHere
from kvdesk.desk.meetings import AddMeeting, DraftMinutes, EndMeeting, OpenMeeting
from kvdesk.desk.numbering import Numbering
from kvdesk.desk.peers import BlockKey
from kvdesk.desk.recording import SetField
from kvdesk.desk.steps import Undo
from kvdesk.domain.bodies import Body
from kvdesk.domain.meetings import AgendaEntry, Fate
from kvdesk.kernel.errors import Refusal, WorldFailure


@pytest.fixture(autouse=True)
def machine(monkeypatch):
    """The computer's mark, which a test may change."""
    marks = ["0123456789abcdef"]
    monkeypatch.setattr("kvdesk.desk.numbering._machine_mark", lambda: marks[0])
    return marks


@pytest.fixture
def pair(make_desk, tmp_path):
    """Two desks that know each other, with one board that both have."""
    a, b = make_desk("a"), make_desk("b")
    add(b, "matter", title="Valmius")
    send(b, a, tmp_path)
    people = board(a, 3)
    send(a, b, tmp_path)
    return a, b, people.body


def send(sender, receiver, tmp_path):
    file = tmp_path / "sent.kvx"
    sender.perform(WriteExport(out=file))
    receiver.perform(ImportPackage(file=file))


def ended(desk, body):
    """A meeting of the board that has ended; answers its id."""
    meeting = desk.do(AddMeeting(body=body, starts="2026-12-03T09:00")).id
    entry = desk.do(AddEntry(meeting=meeting, title="Omavalvonta")).id
    desk.do(OpenMeeting(meeting=meeting, at="2026-12-03T09:00"))
    desk.do(SetField(kind="agenda_entry", id=entry, field="fate", value=Fate.NOTED))
    desk.do(EndMeeting(meeting=meeting, at="2026-12-03T10:00"))
    return meeting


def sections(desk, meeting):
    entries = desk.ask(lambda reader: reader.all(AgendaEntry, meeting=meeting, order="section"))
    return [entry.section for entry in entries]


def holder(desk, body):
    return desk.ask(lambda reader: reader.get(Body, body)).numbering_key


def test_the_first_to_number_has_the_right(pair, tmp_path):
    a, b, body = pair
    a.do(DraftMinutes(meeting=ended(a, body)))
    assert holder(a, body) == a.key().public
    send(a, b, tmp_path)
    later = ended(b, body)
    with pytest.raises(Refusal, match="numbering_elsewhere") as told:
        b.do(DraftMinutes(meeting=later))
    assert told.value.parameters["desk"] == "a"
    assert sections(b, later) == [None] * 4


def test_no_command_gives_a_number_without_the_right(pair, tmp_path):
    a, b, body = pair
    a.do(DraftMinutes(meeting=ended(a, body)))
    send(a, b, tmp_path)
    meeting = ended(b, body)
    entry = b.ask(lambda reader: reader.all(AgendaEntry, meeting=meeting))[0]
    with pytest.raises(Refusal, match="numbering_elsewhere"):
        b.do(SetField(kind="agenda_entry", id=entry.id, field="section", value=9))
    with pytest.raises(Refusal, match="numbering_elsewhere"):
        b.do(SetField(kind="body", id=body, field="numbering_key", value=b.key().public))


def test_the_right_moves_with_a_handover(pair, tmp_path):
    a, b, body = pair
    a.do(DraftMinutes(meeting=ended(a, body)))
    a.perform(HandOver(body=body, to="b"))
    with pytest.raises(Refusal, match="numbering_elsewhere"):
        a.do(DraftMinutes(meeting=ended(a, body)))
    send(a, b, tmp_path)
    meeting = ended(b, body)
    b.do(DraftMinutes(meeting=meeting))
    assert sections(b, meeting) == [5, 6, 7, 8]


def test_the_right_comes_back(pair, tmp_path):
    a, b, body = pair
    a.do(DraftMinutes(meeting=ended(a, body)))
    a.perform(HandOver(body=body, to="b"))
    send(a, b, tmp_path)
    b.perform(HandOver(body=body, to="a"))
    send(b, a, tmp_path)
    meeting = ended(a, body)
    a.do(DraftMinutes(meeting=meeting))
    assert sections(a, meeting) == [5, 6, 7, 8]
    with pytest.raises(Refusal, match="numbering_elsewhere"):
        b.do(DraftMinutes(meeting=ended(b, body)))


def test_undo_does_not_take_the_right_back(pair):
    a, _, body = pair
    a.do(DraftMinutes(meeting=ended(a, body)))
    a.perform(HandOver(body=body, to="b"))
    with pytest.raises(Refusal, match="undo_overtaken"):
        a.perform(Undo())
    assert holder(a, body) != a.key().public


def test_a_database_from_before_the_handover_gives_no_number(pair, make_desk, tmp_path, clock):
    a, b, body = pair
    a.do(DraftMinutes(meeting=ended(a, body)))
    a.store.back_up("before")
    kept = next((a.folder / "backups").glob("before*.sqlite"))
    a.perform(HandOver(body=body, to="b"))
    send(a, b, tmp_path)
    a.close()
    for file in a.folder.glob("kvdesk.sqlite*"):
        file.unlink()
    shutil.copy(kept, a.folder / "kvdesk.sqlite")
    with Desk.open(a.folder) as restored:
        assert holder(restored, body) == restored.key().public
        with pytest.raises(Refusal, match="numbering_handed_over") as told:
            restored.do(DraftMinutes(meeting=ended(restored, body)))
        assert told.value.parameters["desk"] == "b"
        send(b, restored, tmp_path)
        with pytest.raises(Refusal, match="numbering_elsewhere"):
            restored.do(DraftMinutes(meeting=ended(restored, body)))


def test_a_copy_on_another_computer_gives_no_number(pair, machine, tmp_path):
    a, _, body = pair
    a.do(DraftMinutes(meeting=ended(a, body)))
    a.close()
    shutil.copytree(a.folder, tmp_path / "copy")
    machine[0] = "fedcba9876543210"
    with Desk.open(tmp_path / "copy") as copy:
        meeting = ended(copy, body)
        with pytest.raises(Refusal, match="numbering_on_another_computer"):
            copy.do(DraftMinutes(meeting=meeting))
        with pytest.raises(Refusal, match="numbering_on_another_computer"):
            copy.perform(HandOver(body=body, to="b"))
        copy.perform(NumberHere())
        copy.do(DraftMinutes(meeting=meeting))
        assert sections(copy, meeting) == [5, 6, 7, 8]


def test_a_system_that_tells_no_computer_is_no_hindrance(pair, machine):
    a, _, body = pair
    machine[0] = ""
    meeting = ended(a, body)
    a.do(DraftMinutes(meeting=meeting))
    assert sections(a, meeting) == [1, 2, 3, 4]


def test_nothing_is_handed_over_when_the_note_cannot_be_written(pair, monkeypatch):
    a, _, body = pair
    a.do(DraftMinutes(meeting=ended(a, body)))

    def full(file, data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kvdesk.desk.numbering._write_whole", full)
    with pytest.raises(WorldFailure, match="folder_not_writable"):
        a.perform(HandOver(body=body, to="b"))
    assert holder(a, body) == a.key().public


def test_the_right_is_not_given_to_a_blocked_key(pair):
    a, _, body = pair
    a.perform(BlockKey(peer="b"))
    with pytest.raises(Refusal, match="key_blocked"):
        a.perform(HandOver(body=body, to="b"))


@pytest.mark.parametrize("text", ["", "[]", "{", "\x00"])
def test_damaged_notes_stop_numbering_with_a_sentence(pair, text):
    a, _, body = pair
    a.do(DraftMinutes(meeting=ended(a, body)))
    (a.folder / "keys" / "numbering.json").write_text(text, encoding="utf-8")
    with pytest.raises(WorldFailure, match="numbering_notes_damaged"):
        a.do(DraftMinutes(meeting=ended(a, body)))


def test_the_notes_name_no_computer(pair):
    a, _, body = pair
    a.do(DraftMinutes(meeting=ended(a, body)))
    told = json.loads((a.folder / "keys" / "numbering.json").read_text(encoding="utf-8"))
    assert told == {"computer": "0123456789abcdef"}
    assert isinstance(a.numbering, Numbering)
