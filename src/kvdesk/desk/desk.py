"""The desk: the one object that both doors hold.

It owns the store and the keys of a folder, runs commands, questions and tasks, and keeps the
promise that everything else only reads.
"""

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self

from kvdesk.desk.locks import guard
from kvdesk.desk.numbering import Numbering
from kvdesk.desk.registry import REGISTRY, Command, Question, Task
from kvdesk.domain.record import Record
from kvdesk.kernel.clock import Clock, system_clock
from kvdesk.kernel.errors import KvdeskError, Refusal, WorldFailure
from kvdesk.kernel.first_use import at_first_use
from kvdesk.kernel.ids import Ids, random_ids
from kvdesk.kernel.paths import refuse_shared_folder
from kvdesk.store import peers
from kvdesk.store.database import DATABASE_NAME
from kvdesk.store.log import Log
from kvdesk.store.queries.totals import setting
from kvdesk.store.reader import Reader
from kvdesk.store.store import Store
from kvdesk.store.work import Touched, Work

if TYPE_CHECKING:
    from kvdesk.exchange.keys import OwnKey
    from kvdesk.exchange.manifest import Rotation

__all__ = ["Desk", "Identity", "Outcome"]

# Signatures are read in when something is signed.
_found_key: Final = at_first_use("kvdesk.exchange.keys:found_key")
_new_key: Final = at_first_use("kvdesk.exchange.keys:new_key")
_own_key: Final = at_first_use("kvdesk.exchange.keys:own_key")
_sign_rotation: Final = at_first_use("kvdesk.exchange.rotation:sign_rotation")


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose desk it is; `author` is what changes are signed with in the history."""

    department: str = ""
    name: str = ""
    author: str = ""
    home_body: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command did: the id of its record and the rows it touched, by kind."""

    id: str = ""
    touched: Touched = field(default_factory=dict)


#: The units of work of the task that runs in this context, whichever commands it wrote by.
_WORKS: Final[ContextVar[list[Work] | None]] = ContextVar("works", default=None)

_IDENTITY: Final = ("department", "name", "author", "home_body")

#: Settings: the public half of the key that signs, and of those that signed before it.
_KEY: Final = "own_key"
_KEYS_BEFORE: Final = "own_keys_before"


class Desk:
    """One open desk.

    Commands run one after another in the store's writing thread; questions may be asked from any
    thread.
    """

    def __init__(self, folder: Path, store: Store, *, clock: Clock, ids: Ids) -> None:
        self.folder = folder
        self.store = store
        self.clock = clock
        self.ids = ids
        self.numbering = Numbering(folder / "keys")
        self.identity = store.read(
            lambda reader: Identity(**{name: setting(reader, name) for name in _IDENTITY})
        )

    @classmethod
    def create(cls, folder: Path, *, clock: Clock | None = None, ids: Ids | None = None) -> Self:
        """Make the folder a desk, or open the desk that is there.

        Raises:
            Refusal: `folder_shared` on a network or synchronised folder.
            WorldFailure: what the disk says.
        """
        refuse_shared_folder(folder)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WorldFailure("folder_not_writable", folder=folder) from error
        return cls._open(folder, clock, ids)

    @classmethod
    def open(cls, folder: Path, *, clock: Clock | None = None, ids: Ids | None = None) -> Self:
        """Open the desk in a folder.

        Raises:
            Refusal: `desk_missing` where there is none, `folder_shared`, `database_from_future`.
            WorldFailure: what the disk says.
        """
        refuse_shared_folder(folder)
        if not (folder / DATABASE_NAME).is_file():
            raise Refusal("desk_missing", folder=folder)
        return cls._open(folder, clock, ids)

    @classmethod
    def _open(cls, folder: Path, clock: Clock | None, ids: Ids | None) -> Self:
        clock, ids = clock or system_clock(), ids or random_ids()
        return cls(folder, Store(folder, ids=ids, clock=clock), clock=clock, ids=ids)

    def __enter__(self) -> Self:
        """Use the desk in a `with` block."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Finish what is queued and close the files."""
        self.close()

    def close(self) -> None:
        """Finish what is queued and close the files."""
        self.store.close()

    def submit(self, command: Command) -> Future[Outcome]:
        """Queue a command; it becomes one transaction and one step for undo."""
        return self.store.submit(lambda log: self._run(log, command))

    def do(self, command: Command) -> Outcome:
        """Run a command and wait for it.

        Raises:
            KvdeskError: why it was refused or failed; then nothing was written.
        """
        return self.submit(command).result()

    def do_all(self, commands: list[Command]) -> list[Outcome]:
        """Run several commands in one transaction: all or none; each is a step of its own."""
        return self.store.write(lambda log: [self._run(log, command) for command in commands])

    def ask(self, question: Question) -> Any:  # noqa: ANN401 - each question has its own answer
        """Ask a question in this thread.

        Raises:
            KvdeskError: why there is no answer.
        """
        return self.store.read(question)

    def perform(self, task: Task, written: Callable[[Touched], object] | None = None) -> Any:  # noqa: ANN401 - each task has its own answer
        """Carry out a task that needs the whole desk.

        Args:
            task: frozen data that says what to do.
            written: gets the rows that were written in doing it, even when it failed half way.

        Raises:
            KvdeskError: why it was refused or failed.
        """
        works: list[Work] = []
        outside = _WORKS.set(works)
        try:
            return task(self)
        finally:
            _WORKS.reset(outside)
            if written is not None:
                written(_united(work.touched for work in works))

    def work(self, log: Log, kind: str) -> Work:
        """A unit of work in a running transaction; `kind` names the step for undo and history."""
        work = Work(
            log, ids=self.ids, clock=self.clock, author=self._author(), kind=kind, guard=self._guard
        )
        works = _WORKS.get()
        if works is not None:
            works.append(work)
        return work

    def _guard(self, reader: Reader, old: Record | None, new: Record | None) -> None:
        guard(reader, old, new)
        self.numbering.refuse(reader, old, new)

    def key(self) -> "OwnKey":
        """The key that signs what leaves this desk; made at first use, known from then on.

        Raises:
            Refusal: `key_missing`, `key_replaced`, `key_damaged`.
            WorldFailure: `key_not_writable`, `key_not_readable`.
        """
        known = self._setting(_KEY)
        key: OwnKey = _own_key(self._keys, known)
        if not known:
            self._know_key(key)
        return key

    def key_that_signs(self) -> "OwnKey | None":
        """The key that signs now, if there is one and its file is there and whole; makes none."""
        with suppress(KvdeskError):
            found: OwnKey | None = _found_key(self._keys)
            return found if found and found.public == self._setting(_KEY) else None
        return None

    def own_keys(self) -> frozenset[str]:
        """Every public key that this desk has signed with."""
        return frozenset({self._setting(_KEY) or self.key().public, *self._keys_before()})

    def renew_key(self) -> tuple[str, "OwnKey"]:
        """The public key that was known, and the new one that signs from now on.

        Raises:
            WorldFailure: `key_not_writable`.
        """
        now = self.clock.now()
        known = self._setting(_KEY)
        old = self.key_that_signs()
        new: OwnKey = _new_key(self._keys, now.strftime("%Y%m%dT%H%M%S"))
        at = now.isoformat(timespec="seconds")
        vouched = _sign_rotation(old, new.public, at) if old is not None else None
        return known, self._know_key(new, vouched)

    def accept_key(self) -> tuple[str, "OwnKey"]:
        """The public key that was known, and the one in the file that signs from now on.

        Raises:
            Refusal: `key_damaged`; `key_missing` where there is no file.
        """
        known = self._setting(_KEY)
        return known, self._know_key(_found_key(self._keys) or _own_key(self._keys, known))

    @property
    def _keys(self) -> Path:
        return self.folder / "keys"

    def _setting(self, name: str) -> str:
        return self.store.read(lambda reader: setting(reader, name))

    def _keys_before(self) -> list[str]:
        return self._setting(_KEYS_BEFORE).split()

    def _know_key(self, key: "OwnKey", vouched: "Rotation | None" = None) -> "OwnKey":
        """Keep the public half in the database, so that another or a lost file is noticed."""
        before = {*self._keys_before(), self._setting(_KEY)} - {"", key.public}

        def write(log: Log) -> None:
            if self._setting(_KEY) not in ("", key.public):
                log.leave_stream()
            log.set_setting(_KEY, key.public)
            log.set_setting(_KEYS_BEFORE, " ".join(sorted(before)))
            peers.keep_own(log, key.public, at=self.clock.now().isoformat(timespec="seconds"))
            if vouched is not None:
                change = peers.KeyChangeRow(vouched.old, vouched.new, vouched.at, vouched.signature)
                peers.keep_key_change(log, change)

        self.store.write(write)
        return key

    def identify(self, values: Mapping[str, str]) -> None:
        """Say whose desk it is; settings stay on this desk and do not travel."""

        def write(log: Log) -> None:
            for name, value in values.items():
                log.set_setting(name, value)

        self.store.write(write)
        known = {name: getattr(self.identity, name) for name in _IDENTITY}
        self.identity = Identity(**{**known, **values})

    def _run(self, log: Log, command: Command) -> Outcome:
        work = self.work(log, REGISTRY.step_name(command))
        work.folds = getattr(command, "FOLDS", False)
        record_id = command(work)
        return Outcome(record_id, work.touched)

    def _author(self) -> str:
        identity = self.identity
        return identity.author or identity.name or identity.department


def _united(several: Iterable[Touched]) -> Touched:
    """All the rows of several writes, by kind."""
    rows: dict[str, set[str]] = {}
    for touched in several:
        for kind, ids in touched.items():
            rows.setdefault(kind, set()).update(ids)
    return {kind: tuple(sorted(ids)) for kind, ids in rows.items()}
