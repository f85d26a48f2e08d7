"""The bridge between the window and the desk: the only thing through which views reach it.

Commands go to the desk's writing thread, questions and tasks to reading threads; every answer
comes back in the thread of the window. The window never waits. When somebody else's answer has
become stale, because a newer question with the same key was asked, it is dropped.
"""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from kvdesk.kernel.clock import FINNISH_TIME, Clock
from kvdesk.kernel.errors import KvdeskError, WorldFailure

__all__ = ["Bridge", "DeskDoor", "Job", "Touch"]

#: Answers are small and SQLite's readers do not wait for each other; more threads only compete.
_READERS = 2
#: So many tasks at once: the line being typed is kept while an import and an export run.
_TASKS = 4


#: Ids of rows that were written, by kind.
Rows = Mapping[str, tuple[str, ...]]


class Outcome(Protocol):
    """What a command did."""

    @property
    def id(self) -> str:
        """The id of the record the command was about, or an empty text."""

    @property
    def touched(self) -> Rows:
        """The ids of the rows that were written, by kind."""


class DeskDoor(Protocol):
    """What the window needs of a desk."""

    def submit(self, command: Any) -> Future[Any]:  # noqa: ANN401 - each command is its own type
        """Queue a command for the writing thread."""

    def ask(self, question: Any) -> Any:  # noqa: ANN401 - each question has its own answer
        """Ask a question in the calling thread."""

    def perform(self, task: Any, written: Callable[[Rows], object]) -> Any:  # noqa: ANN401 - each task has its own answer
        """Carry out a task that needs the whole desk, in the calling thread.

        `written` gets the rows that it wrote, even when it fails half way.
        """


@dataclass(frozen=True, slots=True)
class Touch:
    """Which rows a write touched, and who in the window caused it.

    A widget that finds itself as `initiator` already shows what it wrote.
    """

    rows: Rows
    initiator: object = None

    def ids(self, kind: str) -> tuple[str, ...]:
        """The touched ids of one kind."""
        return self.rows.get(kind, ())

    def has(self, *kinds: str) -> bool:
        """Whether a row of one of these kinds was touched."""
        return any(self.rows.get(kind) for kind in kinds)


@dataclass(frozen=True, slots=True, eq=False)
class Job:
    """Work that takes its time; the status bar shows its name while it runs."""

    name: str


@dataclass(frozen=True, slots=True)
class _Then:
    """What happens in the window's thread when the answer is there."""

    result: Callable[[Any], object] | None
    failed: Callable[[KvdeskError], object] | None
    initiator: object = None
    key: str = ""
    turn: int = 0
    job: Job | None = None
    writes: bool = False
    asks: bool = False
    written: list[Rows] = field(default_factory=list)


class Bridge(QObject):
    """Runs commands, questions and tasks without ever blocking the window.

    Signals:
        touched: a `Touch`, after every write, whoever made it.
        failed: a `KvdeskError` that no caller asked to hear himself.
        disturbed: a `WorldFailure` of a command, whoever hears of it besides: the disk is full,
            the database is locked.
        unwritten: a `KvdeskError` of a command or a task, whoever hears of it besides.
        broken: an exception that nobody expected, a bug; the window writes a crash report.
        saved: the Finnish clock time of the last commit, `14.32.07`.
        jobs_changed: the list of jobs that run.
        leaving: fields are asked to save what they still hold.
        look_wanted: somebody wants the exchange folder to be looked through now.
        looked: what a look into the exchange folder did.
    """

    touched = Signal(object)
    failed = Signal(object)
    disturbed = Signal(object)
    unwritten = Signal(object)
    broken = Signal(object)
    saved = Signal(str)
    jobs_changed = Signal()
    leaving = Signal()
    look_wanted = Signal()
    looked = Signal(object)
    _arrived = Signal(object, object)

    def __init__(self, desk: DeskDoor, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._clock = clock
        self._readers = ThreadPoolExecutor(_READERS, thread_name_prefix="kvdesk-reader")
        self._tasks = ThreadPoolExecutor(_TASKS, thread_name_prefix="kvdesk-task")
        self._turns: dict[str, int] = {}
        self._next = count(1)
        self._pending: dict[Future[Any], bool] = {}
        self.held: list[KvdeskError] = []
        self._closed = False
        self.jobs: list[Job] = []
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    @property
    def today(self) -> str:
        """The Finnish calendar day, `2026-12-03`."""
        return self._clock.today()

    def do(
        self,
        command: Any,  # noqa: ANN401 - each command is its own type
        then: Callable[[Any], object] | None = None,
        *,
        failed: Callable[[KvdeskError], object] | None = None,
        initiator: object = None,
    ) -> None:
        """Run a command in the writing thread; one command is one step for undo.

        Args:
            command: frozen data that the desk knows.
            then: gets the `Outcome` in the window's thread.
            failed: gets the refusal; without it the signal `failed` tells it to the user.
            initiator: stands in the `Touch`, so that the one who wrote can know his own echo.
        """
        self._watch(self._desk.submit(command), _Then(then, failed, initiator, writes=True))

    def ask(
        self,
        question: Any,  # noqa: ANN401 - each question has its own answer
        then: Callable[[Any], object],
        *,
        failed: Callable[[KvdeskError], object] | None = None,
        key: str = "",
    ) -> None:
        """Ask a question in a reading thread.

        Args:
            question: frozen data that the desk can answer.
            then: gets the answer in the window's thread.
            failed: gets the refusal; without it the signal `failed` tells it to the user.
            key: questions with the same key overtake each other; only the latest is answered.
        """
        if self._closed:
            return  # a timer that outlived the window asks for nobody
        turn = next(self._next)
        if key:
            self._turns[key] = turn
        run = partial(self._answer, question, key, turn)
        self._watch(self._readers.submit(run), _Then(then, failed, key=key, turn=turn, asks=True))

    def perform(
        self,
        task: Any,  # noqa: ANN401 - each task has its own answer
        then: Callable[[Any], object] | None = None,
        *,
        name: str = "",
        failed: Callable[[KvdeskError], object] | None = None,
        initiator: object = None,
    ) -> None:
        """Carry out a task (files, documents, packages, undo) beside the window.

        Args:
            task: frozen data that the desk knows.
            then: gets the answer in the window's thread.
            name: what the status bar calls it while it runs, in the user's language.
            failed: gets the refusal; without it the signal `failed` tells it to the user.
            initiator: stands in the `Touch` of what the task wrote.
        """
        job = Job(name) if name else None
        if job is not None:
            self.jobs.append(job)
            self.jobs_changed.emit()
        after = _Then(then, failed, initiator, job=job)
        self._watch(self._tasks.submit(self._desk.perform, task, after.written.append), after)

    def flush(self) -> None:
        """Ask every field to save what it still holds: a view changes, the window closes.

        Fields that hold what cannot be saved, an unreadable day, put the reason into `held`.
        """
        self.held.clear()
        self.leaving.emit()

    def finish(self, seconds: float) -> None:
        """Wait here for commands and tasks: the computer is shutting down and asks no second time.

        Their answers still come in their turn, if there is one.
        """
        wait([future for future, asks in self._pending.items() if not asks], seconds)

    def forget(self, key: str) -> None:
        """Drop the answer of a question that nobody waits for any more."""
        self._turns[key] = next(self._next)

    def close(self) -> None:
        """Take no more answers; what was asked is dropped, every task is carried out to its end."""
        self._closed = True
        self._readers.shutdown(wait=True, cancel_futures=True)
        self._tasks.shutdown(wait=True)

    def is_idle(self) -> bool:
        """Whether every command, question and task has been answered."""
        return not self._pending

    @property
    def is_writing(self) -> bool:
        """Whether a command or a task is on its way; questions do not count."""
        return not all(self._pending.values())

    def _answer(self, question: Any, key: str, turn: int) -> Any:  # noqa: ANN401 - see `ask`
        if key and self._turns.get(key) != turn:
            return None
        return self._desk.ask(question)

    def _watch(self, future: Future[Any], then: _Then) -> None:
        self._pending[future] = then.asks
        future.add_done_callback(partial(self._hand_over, then))

    def _hand_over(self, then: _Then, future: Future[Any]) -> None:
        """Runs in the thread that answered: hand the answer to the window's thread."""
        if not self._closed:
            self._arrived.emit(future, then)

    @Slot(object, object)
    def _on_arrived(self, future: Future[Any], then: _Then) -> None:
        self._pending.pop(future, None)
        if then.job is not None:
            self.jobs.remove(then.job)
            self.jobs_changed.emit()
        if self._closed or future.cancelled() or (then.key and self._is_stale(then)):
            return
        error = future.exception()
        self._tell_touched(None if error else future.result(), then)
        if error is not None:
            self._tell(error, then)
            return
        answer = future.result()
        if then.result is not None and _is_alive(then.result):
            then.result(answer)

    def _is_stale(self, then: _Then) -> bool:
        return self._turns.get(then.key) != then.turn

    def _tell(self, error: BaseException, then: _Then) -> None:
        if not isinstance(error, KvdeskError):
            self.broken.emit(error)
            return
        if not then.asks:
            self.unwritten.emit(error)
        disturbing = then.writes and isinstance(error, WorldFailure)
        if disturbing:
            self.disturbed.emit(error)
        if then.failed is not None and _is_alive(then.failed):
            then.failed(error)
        elif not disturbing:
            self.failed.emit(error)

    def _tell_touched(self, answer: object, then: _Then) -> None:
        outcome = getattr(answer, "outcome", answer)
        told = getattr(outcome, "touched", None)
        rows = _united([*then.written, told if isinstance(told, Mapping) else {}])
        if rows:
            now = self._clock.now().astimezone(FINNISH_TIME)
            self.saved.emit(f"{now.hour}.{now:%M.%S}")
            self.touched.emit(Touch(rows, then.initiator))


def _united(several: Sequence[Rows]) -> Rows:
    """All rows of several writes."""
    kinds = {kind for rows in several for kind, ids in rows.items() if ids}
    return {
        kind: tuple(dict.fromkeys(id_ for rows in several for id_ in rows.get(kind, ())))
        for kind in sorted(kinds)
    }


def _is_alive(callback: Callable[..., object]) -> bool:
    """Whether the widgets that a callback speaks for still exist.

    A view may be gone when its answer comes: the language was changed, the window was closed.
    """
    inner = callback.func if isinstance(callback, partial) else callback
    holders = [getattr(inner, "__self__", None)]
    holders += [cell.cell_contents for cell in getattr(inner, "__closure__", None) or ()]
    if isinstance(callback, partial):
        holders += callback.args
    return all(isValid(holder) for holder in holders if isinstance(holder, QObject))
