"""The keys that this desk has met: whose they are, how far they are trusted, what they have.

A key is known by its public half, 64 hex digits. Moments are ISO 8601 in UTC.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kvdesk.changes.intervals import Intervals
from kvdesk.store.log import Log
from kvdesk.store.reader import Reader

__all__ = [
    "KeyChangeRow",
    "PeerRow",
    "Trust",
    "confirm",
    "keep_key_change",
    "keep_own",
    "keep_sent",
    "key_changes",
    "meet",
    "note_state",
    "peers",
    "set_trust",
    "state_of",
    "was_sent",
]


class Trust(StrEnum):
    """How far a key is trusted: met, compared by a person, refused, or this desk's own."""

    OWN = "own"
    SEEN = "seen"
    CONFIRMED = "confirmed"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class PeerRow:
    """A key that was met; `told_at` is when its desk last said what it has, empty for never.

    `confirmed_by` and `confirmed_at` stay when the key is blocked later.
    """

    key: str
    department: str
    label: str
    trust: Trust
    first_seen: str
    confirmed_at: str
    confirmed_by: str
    told_at: str
    digest: str


@dataclass(frozen=True, slots=True)
class KeyChangeRow:
    """The old key's signed word (128 hex digits) for the new one, since `at`."""

    old: str
    new: str
    at: str
    signature: str


_PEERS: Final = (
    "SELECT public_key, department, label, trust, first_seen, confirmed_at, confirmed_by, "
    "told_at, digest FROM peer ORDER BY peer"
)


def peers(reader: Reader) -> list[PeerRow]:
    """Every key that was met, in the order of meeting."""
    return [
        PeerRow(key, department, label, Trust(trust), *rest)
        for key, department, label, trust, *rest in reader.rows(_PEERS)
    ]


def meet(log: Log, key: str, *, at: str, department: str = "", label: str = "") -> None:
    """Keep a key that is new; a name that a key had when a person confirmed it stays."""
    log.connection.execute(
        "INSERT INTO peer(public_key, department, label, first_seen) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (public_key) DO UPDATE SET department = excluded.department, "
        "label = excluded.label WHERE trust = 'seen' AND excluded.department <> ''",
        (key, department, label, at),
    )


def keep_own(log: Log, key: str, *, at: str) -> None:
    """Keep one of this desk's own keys."""
    log.connection.execute(
        "INSERT INTO peer(public_key, first_seen, trust) VALUES (?, ?, 'own') "
        "ON CONFLICT (public_key) DO UPDATE SET trust = 'own'",
        (key, at),
    )


def confirm(log: Log, key: str, *, by: str, at: str) -> None:
    """Note that a person compared the fingerprint: who and when."""
    log.connection.execute(
        "UPDATE peer SET trust = 'confirmed', confirmed_by = ?, confirmed_at = ? "
        "WHERE public_key = ?",
        (by, at, key),
    )


def set_trust(log: Log, key: str, trust: Trust) -> None:
    """Trust a key otherwise from now on."""
    log.connection.execute("UPDATE peer SET trust = ? WHERE public_key = ?", (trust, key))


def keep_key_change(log: Log, row: KeyChangeRow) -> None:
    """Keep a change of keys whose signature holds; the first word for a pair of keys stays."""
    log.connection.execute(
        "INSERT OR IGNORE INTO key_change VALUES (?, ?, ?, ?)",
        (row.old, row.new, row.at, row.signature),
    )


def key_changes(reader: Reader) -> list[KeyChangeRow]:
    """Every change of keys that is known, the latest first."""
    sql = "SELECT old_key, new_key, changed_at, signature FROM key_change ORDER BY changed_at DESC"
    return [KeyChangeRow(*row) for row in reader.rows(sql)]


def note_state(
    log: Log, key: str, *, vector: Mapping[str, Intervals], digest: str, at: str
) -> bool:
    """Note what a desk says it has; False when it has told something later already."""
    cursor = log.connection.execute(
        "UPDATE peer SET vector = ?, digest = ?, told_at = ? WHERE public_key = ? AND told_at <= ?",
        (json.dumps(sorted(vector.items())), digest, at, key, at),
    )
    return cursor.rowcount > 0


def state_of(reader: Reader, key: str) -> dict[str, Intervals]:
    """What the desk with this key last said it has of each stream; nothing where it never did."""
    told = reader.value("SELECT vector FROM peer WHERE public_key = ?", key)
    return {
        stream: tuple((first, last) for first, last in known)
        for stream, known in json.loads(told or "[]")
    }


def keep_sent(log: Log, package: str, *, at: str, receivers: str) -> None:
    """Note that this desk made a package: a receipt may come for it."""
    log.connection.execute("INSERT OR IGNORE INTO sent VALUES (?, ?, ?)", (package, at, receivers))


def was_sent(reader: Reader, package: str) -> bool:
    """Whether this desk made the package with this id."""
    return reader.row("SELECT 1 FROM sent WHERE package = ?", package) is not None
