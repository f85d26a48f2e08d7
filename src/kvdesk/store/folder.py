"""The books of the exchange folder: what each file there was, what is missing, whom to believe."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from kvdesk.store.log import Log
from kvdesk.store.reader import Reader

__all__ = [
    "FileRow",
    "SegmentNote",
    "folder_files",
    "keep_files",
    "lacking_since",
    "met_signers",
    "note_lacks",
    "segment_notes",
]


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file of the exchange folder as it was when it was last looked into.

    `size` in bytes and `changed` in ns tell whether it is still the same. `state` is `taken`,
    `waiting`, `stranger`, `refused` or `foreign`, `reason` a code; `signers` are public keys that
    this desk has not met or that are blocked; `next_try` is an ISO moment; `segments` are the
    SHA-256 of what it holds.
    """

    name: str
    size: int
    changed: int
    state: str
    reason: str = ""
    sender: str = ""
    tries: int = 0
    next_try: str = ""
    signers: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SegmentNote:
    """A kept segment without its body; `stamp` is that of its last change."""

    stream: str
    first: int
    last: int
    sha256: str
    signer: str
    stamp: int


_FILES: Final = """
    SELECT name, size, changed, state, reason, sender, tries, next_try, signers, segments
    FROM folder_file ORDER BY name
"""


def folder_files(reader: Reader) -> list[FileRow]:
    """Every file that stands in the books, by name."""
    return [
        replace(FileRow(*row[:8]), signers=tuple(row[8].split()), segments=tuple(row[9].split()))
        for row in reader.rows(_FILES)
    ]


def keep_files(log: Log, rows: Iterable[FileRow], gone: Iterable[str]) -> None:
    """Note how files are now, and strike out those that are no longer there."""
    log.connection.executemany(
        "INSERT OR REPLACE INTO folder_file VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                *(row.name, row.size, row.changed, row.state, row.reason, row.sender),
                *(row.tries, row.next_try, " ".join(row.signers), " ".join(row.segments)),
            )
            for row in rows
        ],
    )
    log.connection.executemany("DELETE FROM folder_file WHERE name = ?", [(name,) for name in gone])


def lacking_since(reader: Reader) -> dict[str, str]:
    """SHA-256 of segments that the folder lacks -> the ISO moment since when that is known."""
    return dict(reader.rows("SELECT sha256, since FROM folder_lack"))


def note_lacks(log: Log, lacking: Iterable[str], moment: str) -> None:
    """Note what the folder lacks now; what was known to be missing keeps its moment."""
    wanted = sorted(lacking)
    before = {row[0] for row in log.connection.execute("SELECT sha256 FROM folder_lack")}
    log.connection.executemany(
        "DELETE FROM folder_lack WHERE sha256 = ?",
        [(sha256,) for sha256 in sorted(before - set(wanted))],
    )
    log.connection.executemany(
        "INSERT OR IGNORE INTO folder_lack VALUES (?, ?)", [(sha256, moment) for sha256 in wanted]
    )


_NOTES: Final = """
    SELECT s.uid, g.seq_from, g.seq_to, g.sha256, g.signer, coalesce(c.stamp, 0)
    FROM segment g JOIN stream s USING (sid)
    LEFT JOIN change c ON c.sid = g.sid AND c.seq = g.seq_to
    ORDER BY s.uid, g.seq_from
"""


def segment_notes(reader: Reader) -> list[SegmentNote]:
    """Every kept segment, own and others', without the bodies."""
    return [SegmentNote(*row) for row in reader.rows(_NOTES)]


_MET: Final = """
    SELECT signer FROM segment UNION SELECT signer FROM batch UNION SELECT public_key FROM peer
    EXCEPT SELECT public_key FROM peer WHERE trust = 'blocked'
"""


def met_signers(reader: Reader) -> frozenset[str]:
    """The keys of which something was taken in here before, or that a person accepted."""
    return frozenset(row[0] for row in reader.rows(_MET))
