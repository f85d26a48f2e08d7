"""The life of the window at its edges: tasks that write, closing while something is unwritten."""

import threading
from dataclasses import replace
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QLineEdit

from kvdesk.desk.recording import AddRecord
from kvdesk.desk.strategies import ImportStrategy
from kvdesk.domain.strategies import Strategy
from kvdesk.kernel.errors import Refusal, WorldFailure
from kvdesk.kernel.resources import resource_folder
from kvdesk.ui.autosave import Autosave
from kvdesk.ui.bridge import Bridge
from kvdesk.ui.closing import Closing
from kvdesk.ui.views.meetings import MeetingsView
from ui.filled_desk import open_desk
from ui.real_desk import plan

STRATEGY = resource_folder() / "sample" / "strategy-2021-2023.txt"


@pytest.fixture
def real(tmp_path, clock):
    with open_desk(tmp_path, clock) as desk:
        bridge = Bridge(desk, clock)
        yield SimpleNamespace(desk=desk, bridge=bridge)
        bridge.close()


@pytest.fixture
def closing(bridge):
    return Closing(bridge)


def heard(signal):
    """What a signal carries from now on."""
    told = []
    signal.connect(lambda *values: told.append(values[0] if values else None))
    return told


def test_a_task_tells_every_row_that_its_commands_wrote(real, qtbot):
    touches = heard(real.bridge.touched)
    answers = []
    real.bridge.perform(ImportStrategy(file=STRATEGY, accept=True), answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    stored = real.desk.store.read(lambda reader: reader.all(Strategy))
    assert [touch.ids("strategy") for touch in touches] == [tuple(one.id for one in stored)]
    assert len(touches[0].ids("statement")) == answers[0].statements


def test_a_task_that_fails_half_way_tells_what_it_had_written(real, qtbot):
    def half(desk):
        desk.do(AddRecord(kind="matter", values={"title": "Valmis"}))
        raise Refusal("nothing_to_undo")

    touches, refused = heard(real.bridge.touched), []
    real.bridge.perform(half, failed=refused.append)
    qtbot.waitUntil(lambda: bool(refused))
    assert [len(touch.ids("matter")) for touch in touches] == [1]


def test_a_preview_that_writes_nothing_in_the_end_tells_of_nothing(real, qtbot):
    def tried_out(desk):
        command = AddRecord(kind="matter", values={"title": "Vain kokeeksi"})
        return desk.store.try_out(lambda log: command(desk.work(log, "matter add")))

    touches, answers = heard(real.bridge.touched), []
    real.bridge.perform(tried_out, answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    assert touches == []


def test_tasks_that_wait_their_turn_are_carried_out_when_the_bridge_closes(desk, clock):
    bridge, gate, done = Bridge(desk, clock), threading.Event(), []
    for number in range(9):
        bridge.perform(lambda _, number=number: (gate.wait(5), done.append(number)))
    threading.Timer(0.05, gate.set).start()
    bridge.close()
    assert sorted(done) == list(range(9))


def test_the_line_being_typed_is_kept_while_long_tasks_run(bridge, settle, qtbot):
    gate, kept = threading.Event(), []
    for _ in range(2):
        bridge.perform(lambda _: gate.wait(5), name="Exporting…")
    bridge.perform(lambda _: "kept", kept.append)
    qtbot.waitUntil(lambda: kept == ["kept"])
    gate.set()
    settle()


def test_a_window_with_nothing_to_write_closes_at_once(closing):
    assert closing.may_close()


def test_a_question_does_not_hold_the_window_open(bridge, closing):
    gate = threading.Event()
    bridge.ask(lambda _: gate.wait(5), lambda _: None)
    assert closing.may_close()
    gate.set()


def test_closing_waits_for_what_runs_and_says_its_name(bridge, closing, qtbot):
    gate = threading.Event()
    waits, done = heard(closing.waits), heard(closing.done)
    bridge.perform(lambda _: gate.wait(5), name="Exporting…")
    assert not closing.may_close()
    assert waits == [("Exporting…",)]
    assert not closing.may_close()
    assert done == []
    gate.set()
    qtbot.waitUntil(lambda: done == [None])
    assert closing.may_close()


def test_whoever_stays_after_all_keeps_the_window_and_the_work(bridge, closing, qtbot, settle):
    gate, made = threading.Event(), []
    done = heard(closing.done)
    bridge.perform(lambda _: gate.wait(5), made.append, name="Exporting…")
    assert not closing.may_close()
    closing.cancel()
    gate.set()
    settle()
    assert made == [True]
    assert done == []


def test_a_field_is_saved_before_the_window_closes(desk, bridge, closing, qtbot):
    gate = threading.Event()
    desk.writer.submit(gate.wait, 5)
    editor = QLineEdit()
    qtbot.addWidget(editor)

    def command(record, value):
        return lambda memory: memory.values.update({record: value})

    saving = Autosave(editor, bridge, editor.text, command)
    saving.begin("note")
    editor.setText("Kirjattu juuri ennen sulkemista")
    saving.touch()
    done = heard(closing.done)
    assert not closing.may_close()
    gate.set()
    qtbot.waitUntil(lambda: done == [None])
    assert desk.values == {"note": "Kirjattu juuri ennen sulkemista"}


def test_what_cannot_be_written_keeps_the_window_open_once(bridge, closing, qtbot):
    def full(_):
        raise WorldFailure("disk_full", file="kvdesk.sqlite")

    stopped, done = heard(closing.stopped), heard(closing.done)
    bridge.do(full)
    assert not closing.may_close()
    qtbot.waitUntil(lambda: len(stopped) == 1)
    assert stopped[0].code == "disk_full"
    assert done == []
    bridge.do(full)
    assert not closing.may_close()
    qtbot.waitUntil(lambda: done == [None])


def test_a_field_that_cannot_be_read_keeps_the_window_open_once(bridge, closing, qtbot):
    def unreadable():
        raise Refusal("day_unreadable", given="eilen illalla")

    editor = QLineEdit()
    qtbot.addWidget(editor)
    saving = Autosave(editor, bridge, unreadable, lambda record, value: None)
    saving.begin("action")
    saving.touch()
    stopped = heard(closing.stopped)
    assert not closing.may_close()
    qtbot.waitUntil(lambda: len(stopped) == 1)
    assert stopped[0].code == "day_unreadable"
    assert closing.may_close()


def test_somebody_who_types_without_a_pause_is_saved_once_a_second(desk, bridge, qtbot):
    editor = QLineEdit()
    qtbot.addWidget(editor)

    def command(record, value):
        return lambda memory: memory.values.update({record: value})

    saving = Autosave(editor, bridge, editor.text, command)
    saving.begin("note")
    editor.textEdited.connect(lambda _: saving.touch())

    def typed_on():
        editor.insert("a")
        saving.touch()
        return bool(desk.values)

    qtbot.waitUntil(typed_on, timeout=3000)  # a key every 10 ms: the hands never rest
    assert len(desk.values["note"]) > 20


def test_what_was_typed_is_on_disk_before_the_computer_goes_down(desk, bridge, qtbot):
    editor = QLineEdit()
    qtbot.addWidget(editor)

    def command(record, value):
        return lambda memory: memory.values.update({record: value})

    saving = Autosave(editor, bridge, editor.text, command)
    saving.begin("note")
    editor.setText("Viimeinen rivi")
    saving.touch()
    bridge.flush()
    bridge.finish(5.0)  # no event of the window comes in between
    assert desk.values == {"note": "Viimeinen rivi"}


def test_going_down_does_not_wait_for_ever(bridge):
    gate = threading.Event()
    bridge.perform(lambda _: gate.wait(5), name="Exporting…")
    bridge.finish(0.05)
    assert bridge.is_writing
    gate.set()


def test_the_list_of_meetings_follows_what_a_task_wrote(real, context, qtbot):
    view = MeetingsView(replace(context, bridge=real.bridge))
    qtbot.addWidget(view)
    real.bridge.touched.connect(view.on_touched)
    qtbot.waitUntil(real.bridge.is_idle)
    assert view.model.rowCount() == 0
    real.bridge.perform(plan)
    qtbot.waitUntil(lambda: view.model.rowCount() == 1)
