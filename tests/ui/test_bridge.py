"""Commands, questions and tasks run beside the window; answers come back in its thread."""

import threading
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QLabel

from kvdesk.kernel.errors import Refusal, WorldFailure
from kvdesk.ui.bridge import Touch


def _wrote(**rows: tuple[str, ...]):
    return lambda desk: SimpleNamespace(id="1", touched=rows)


def test_an_answer_comes_in_the_thread_of_the_window(bridge, settle) -> None:
    threads = []
    bridge.ask(lambda desk: threading.current_thread(), threads.append)
    bridge.ask(lambda desk: 0, lambda answer: threads.append(threading.current_thread()))
    settle()
    assert threads[0] is not threading.main_thread()
    assert threads[1] is threading.main_thread()


def test_a_write_tells_what_it_touched_and_who_wrote(bridge, settle) -> None:
    touches: list[Touch] = []
    bridge.touched.connect(touches.append)
    me = object()
    answers = []
    bridge.do(_wrote(decision=("a", "b")), answers.append, initiator=me)
    settle()
    assert touches[0].ids("decision") == ("a", "b")
    assert touches[0].has("meeting", "decision")
    assert not touches[0].has("meeting")
    assert touches[0].initiator is me
    assert answers[0].id == "1"


def test_a_write_tells_the_finnish_time_of_its_commit(bridge, qtbot) -> None:
    with qtbot.waitSignal(bridge.saved) as told:
        bridge.do(_wrote(decision=("a",)))
    assert told.args == ["14.32.07"]


def test_a_task_that_wrote_tells_it_too(bridge, qtbot) -> None:
    undone = SimpleNamespace(step="x", outcome=SimpleNamespace(id="", touched={"action": ("a",)}))
    with qtbot.waitSignal(bridge.touched) as told:
        bridge.perform(lambda desk: undone)
    assert told.args[0].ids("action") == ("a",)


def test_only_the_latest_question_with_a_key_is_answered(bridge, settle) -> None:
    gate = threading.Event()
    answers: list[str] = []

    def slow(desk: object) -> str:
        gate.wait(5)
        return "old"

    bridge.ask(slow, answers.append, key="search")
    bridge.ask(lambda desk: "new", answers.append, key="search")
    gate.set()
    settle()
    assert answers == ["new"]


def test_a_question_can_be_given_up(bridge, settle) -> None:
    answers: list[int] = []
    bridge.ask(lambda desk: 1, answers.append, key="x")
    bridge.forget("x")
    settle()
    assert answers == []


def _refuse(desk: object) -> object:
    raise Refusal("day_unreadable", given="x")


def test_a_refusal_goes_to_the_one_who_asked(bridge, settle) -> None:
    told, general = [], []
    bridge.failed.connect(general.append)
    bridge.do(_refuse, failed=told.append)
    settle()
    assert [error.code for error in told] == ["day_unreadable"]
    assert general == []


def test_a_refusal_that_nobody_asked_to_hear_goes_to_the_window(bridge, qtbot) -> None:
    with qtbot.waitSignal(bridge.failed) as told:
        bridge.ask(_refuse, lambda answer: None)
    assert told.args[0].code == "day_unreadable"


def test_a_disk_that_fails_is_told_whoever_hears_it_besides(bridge, settle) -> None:
    def full(desk: object) -> object:
        raise WorldFailure("disk_full", file="x")

    told, disturbed = [], []
    bridge.disturbed.connect(disturbed.append)
    bridge.do(full, failed=told.append)
    settle()
    assert len(told) == len(disturbed) == 1


def test_a_bug_is_told_as_a_bug(bridge, qtbot) -> None:
    with qtbot.waitSignal(bridge.broken) as told:
        bridge.ask(lambda desk: 1 // 0, lambda answer: None)
    assert isinstance(told.args[0], ZeroDivisionError)


@pytest.mark.parametrize("form", ["method", "closure"])
def test_the_answer_for_a_widget_that_is_gone_is_dropped(bridge, settle, form: str) -> None:
    label = QLabel()
    then = label.setText if form == "method" else lambda answer: label.setText(answer)  # noqa: PLW0108
    gate = threading.Event()
    bridge.ask(lambda desk: (gate.wait(5), "late")[1], then)
    import shiboken6

    shiboken6.delete(label)
    gate.set()
    settle()


def test_a_named_task_is_shown_while_it_runs(bridge, settle) -> None:
    seen = []
    bridge.jobs_changed.connect(lambda: seen.append([job.name for job in bridge.jobs]))
    bridge.perform(lambda desk: None, name="Exporting")
    settle()
    assert seen == [["Exporting"], []]


def test_a_question_asked_after_the_window_closed_is_dropped(bridge, settle) -> None:
    heard: list[object] = []
    bridge.close()
    bridge.ask(lambda desk: "late", heard.append, key="search")
    assert bridge.is_idle()
    assert heard == []
