"""The store of one desk: one thread that writes, any number that read."""

import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from pathlib import Path
from types import TracebackType
from typing import Final, Self, TypeVar

from kvdesk.kernel.clock import Clock
from kvdesk.kernel.first_use import at_first_use
from kvdesk.kernel.ids import Ids
from kvdesk.store.database import DATABASE_NAME, back_up, open_copy, open_reader, open_writer
from kvdesk.store.failures import named_failures
from kvdesk.store.log import Log
from kvdesk.store.reader import Reader
from kvdesk.store.search import index_pending

__all__ = ["Store"]

T = TypeVar("T")

_migrate: Final = at_first_use("kvdesk.store.migrations:migrate")

#: Rows indexed in one transaction after an import: typing waits at most some 10 ms for it.
_INDEX_AT_ONCE: Final = 500


class Store:
    """Owns the database file; every write runs in its one thread, in one transaction."""

    def __init__(self, folder: Path, *, ids: Ids, clock: Clock) -> None:
        self.file = folder / DATABASE_NAME
        self.backups = folder / "backups"
        self.clock = clock
        self.ids = ids
        with named_failures(self.file):
            self._connection = open_writer(self.file, self.backups, clock.now())
        self._log = Log(self._connection, ids=ids, clock=clock)
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="kvdesk-writer")
        self._local = threading.local()
        self._readers: list[sqlite3.Connection] = []
        self._readers_lock = threading.Lock()
        self._closing = False

    def __enter__(self) -> Self:
        """Use the store in a `with` block."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Finish what is queued and close the file."""
        self.close()

    def submit(self, job: Callable[[Log], T]) -> Future[T]:
        """Queue a job for the writing thread; its writes are one transaction, all or nothing.

        The job sees the context variables of whoever queued it.
        """
        return self._writer.submit(copy_context().run, self._in_transaction, job)

    def write(self, job: Callable[[Log], T]) -> T:
        """Run a writing job and wait for it.

        Raises:
            KvdeskError: what the job refused or the disk could not do; nothing was written.
        """
        return self.submit(job).result()

    def try_out(self, job: Callable[[Log], T]) -> T:
        """Run a writing job, take its answer and roll everything back."""
        return self._writer.submit(self._rolled_back, job).result()

    def read(self, job: Callable[[Reader], T]) -> T:
        """Ask in this thread, of one unchanging state of the database."""
        connection = self._reader()
        with named_failures(self.file):
            connection.execute("BEGIN")
            try:
                return job(Reader(connection, self.clock.today()))
            finally:
                connection.execute("ROLLBACK")

    def interrupt(self) -> None:
        """End the readers' running queries: their answers are no longer wanted."""
        with self._readers_lock:
            for connection in self._readers:
                connection.interrupt()

    def back_up(self, name: str) -> Path:
        """A verified copy in the backups folder, made in the writing thread.

        An older copy of that name stays: two imports may be made within one second.
        """

        def copy() -> Path:
            taken = {file.stem for file in self.backups.glob(f"{name}*.sqlite")}
            names = (name, *(f"{name}-{number}" for number in range(2, len(taken) + 2)))
            free = next(one for one in names if one not in taken)
            return back_up(self._connection, self.backups / f"{free}.sqlite")

        return self._writer.submit(copy).result()

    def restore(self, file: Path) -> None:
        """Put a checked copy's content in place of what stands, in the writing thread.

        The next write draws a new stream, so nothing that was written after the copy was made can
        be confused with what comes now.
        """
        self._writer.submit(self._take_over, file).result()

    def index_in_background(self) -> Future[int]:
        """Index what an import left waiting, a little at a time between other writes."""
        future = self.submit(lambda log: index_pending(log.connection, _INDEX_AT_ONCE))
        future.add_done_callback(self._index_on)
        return future

    def finish_index(self) -> None:
        """Index all that waits; for the command line, which ends afterwards."""
        while self.write(lambda log: index_pending(log.connection, 20_000)):
            pass

    def close(self) -> None:
        """Finish what is queued, let SQLite tidy up and close every connection; once."""
        if self._closing:
            return
        self._closing = True
        self._writer.shutdown(wait=True)
        with self._readers_lock:
            for connection in self._readers:
                connection.close()
            self._readers.clear()
        with named_failures(self.file):
            self._connection.execute("PRAGMA optimize")
        self._connection.close()

    def _take_over(self, file: Path) -> None:
        with named_failures(self.file):
            copy = open_copy(file)
            try:
                copy.backup(self._connection)
            finally:
                copy.close()
            _migrate(self._connection)
            self._log = Log(self._connection, ids=self.ids, clock=self.clock)

    def _index_on(self, done: "Future[int]") -> None:
        if not self._closing and not done.cancelled() and not done.exception() and done.result():
            self.index_in_background()

    def _reader(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = open_reader(self.file)
            self._local.connection = connection
            with self._readers_lock:
                self._readers.append(connection)
        return connection

    def _in_transaction(self, job: Callable[[Log], T]) -> T:
        with named_failures(self.file):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                result = job(self._log)
                self._connection.execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise
            return result

    def _rolled_back(self, job: Callable[[Log], T]) -> T:
        with named_failures(self.file):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                return job(self._log)
            finally:
                self._roll_back()

    def _roll_back(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")
        self._log.forget()
