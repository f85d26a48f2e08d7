"""Long names become small numbers once: record ids, field names and streams."""

import sqlite3
from collections.abc import Iterable

from kvdesk.changes.operation import Context, kind_of

__all__ = ["Names"]


class Names:
    """The numbers of one connection's records (rid), fields (fid) and streams (sid).

    The memory is dropped after a roll-back, since numbers given inside it may be gone.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._fields: dict[str, int] = {}
        self._streams: dict[str, int] = {}
        self._stream_names: dict[int, str] = {}
        self.forget()

    def forget(self) -> None:
        """Read fields and streams anew; they are few."""
        self._fields = dict(self._connection.execute("SELECT name, fid FROM field"))
        self._streams = dict(self._connection.execute("SELECT uid, sid FROM stream"))
        self._stream_names = {sid: uid for uid, sid in self._streams.items()}

    def field(self, name: str) -> int:
        """The number of a field, given on first sight."""
        if name not in self._fields:
            self._connection.execute("INSERT OR IGNORE INTO field(name) VALUES (?)", (name,))
            self._fields = dict(self._connection.execute("SELECT name, fid FROM field"))
        return self._fields[name]

    def field_names(self) -> dict[int, str]:
        """Every field's name by its number."""
        return {fid: name for name, fid in self._fields.items()}

    def fields_of_kind(self, kind: str) -> dict[str, int]:
        """The known fields of a kind: full name -> fid."""
        return {name: fid for name, fid in self._fields.items() if kind_of(name) == kind}

    def stream(self, uid: str) -> int:
        """The number of a stream, given on first sight."""
        if uid not in self._streams:
            self._connection.execute("INSERT OR IGNORE INTO stream(uid) VALUES (?)", (uid,))
            row = self._connection.execute("SELECT sid FROM stream WHERE uid = ?", (uid,))
            self._streams[uid] = row.fetchone()[0]
            self._stream_names[self._streams[uid]] = uid
        return self._streams[uid]

    def stream_name(self, sid: int) -> str:
        """The stream behind a number."""
        if sid not in self._stream_names:
            self.forget()
        return self._stream_names[sid]

    def record(self, uid: str) -> int:
        """The number of one record, given on first sight."""
        row = self._connection.execute("SELECT rid FROM record WHERE uid = ?", (uid,)).fetchone()
        if row is None:
            self._connection.execute("INSERT INTO record(uid) VALUES (?)", (uid,))
            row = self._connection.execute("SELECT last_insert_rowid()").fetchone()
        number: int = row[0]
        return number

    def records(self, uids: Iterable[str]) -> tuple[dict[str, int], int]:
        """The numbers of many records, and the highest number that was there before.

        Numbers above it were given just now: those records are new to this desk.
        """
        execute = self._connection.execute
        before: int = execute("SELECT coalesce(max(rid), 0) FROM record").fetchone()[0]
        execute("CREATE TEMP TABLE IF NOT EXISTS wanted(uid TEXT PRIMARY KEY) WITHOUT ROWID")
        self._connection.executemany(
            "INSERT OR IGNORE INTO wanted VALUES (?)", [(uid,) for uid in sorted(set(uids))]
        )
        execute("INSERT OR IGNORE INTO record(uid) SELECT uid FROM wanted ORDER BY uid")
        numbers = dict(execute("SELECT uid, rid FROM record JOIN wanted USING (uid)"))
        execute("DELETE FROM wanted")
        return numbers, before

    def context_text(self, context: Context) -> str:
        """A context as it is stored: `sid:seq` pairs by local number."""
        return ",".join(f"{self.stream(uid)}:{seq}" for uid, seq in context)

    def context(self, text: str) -> Context:
        """A stored context, by stream name again."""
        if not text:
            return ()
        pairs = (pair.split(":") for pair in text.split(","))
        return tuple(sorted((self.stream_name(int(sid)), int(seq)) for sid, seq in pairs))
