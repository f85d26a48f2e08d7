"""How a package's key stands with this desk, told before anything is taken in."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum

from kvdesk.desk.desk import Desk
from kvdesk.exchange.keys import fingerprint
from kvdesk.exchange.manifest import Manifest, Rotation, Sender
from kvdesk.kernel.errors import Refusal
from kvdesk.store import peers
from kvdesk.store.log import Log
from kvdesk.store.peers import KeyChangeRow, PeerRow, Trust
from kvdesk.store.reader import Reader

__all__ = [
    "ALARMING",
    "Standing",
    "Stood",
    "blocked_keys",
    "meet_key",
    "meet_sender",
    "refuse_blocked",
]


class Standing(StrEnum):
    """Whose key signed the package, as far as this desk knows."""

    OWN = "own"
    CONFIRMED = "confirmed"
    CARRIED = "carried"
    UNCONFIRMED = "unconfirmed"
    UNKNOWN = "unknown"
    CHANGED = "changed"
    RENAMED = "renamed"
    REPLACED = "replaced"


#: Something is not as it was: a person must call the sender before believing it.
ALARMING = frozenset({Standing.CHANGED, Standing.RENAMED, Standing.REPLACED})


@dataclass(frozen=True, slots=True)
class Stood:
    """How the sender's key stands; `other` is the fingerprint that was expected, if another.

    `by` and `at` tell who confirmed the key, or the one that vouches for it, and when.
    """

    standing: Standing
    other: str = ""
    by: str = ""
    at: str = ""


def refuse_blocked(desk: Desk, key: str) -> None:
    """Take nothing from a key that a person of this desk has blocked.

    Raises:
        Refusal: `key_blocked`.
    """
    if key in blocked_keys(desk):
        raise Refusal("key_blocked", fingerprint=fingerprint(key))


def blocked_keys(desk: Desk) -> frozenset[str]:
    """The keys that a person of this desk has blocked."""
    known = desk.store.read(peers.peers)
    return frozenset(row.key for row in known if row.trust is Trust.BLOCKED)


def meet_sender(desk: Desk, log: Log, manifest: Manifest) -> Stood:
    """Keep what a package tells of keys, carry trust over to a new one; tell how its key stands."""
    for told in manifest.rotations:
        peers.keep_key_change(log, KeyChangeRow(told.old, told.new, _utc(told), told.signature))
    stood = meet_key(desk, log, manifest.sender, manifest.made_at)
    now = desk.clock.now().isoformat(timespec="seconds")
    for key in manifest.signers:
        peers.meet(log, key, at=now)
    return stood


def meet_key(desk: Desk, log: Log, sender: Sender, made_at: str) -> Stood:
    """Keep the key that signed something at a moment; tell how it stands."""
    reader, own = Reader(log.connection), desk.identity.department
    known = {
        row.key: replace(row, department=own) if row.trust is Trust.OWN else row
        for row in peers.peers(reader)
    }
    carried = _carry(reader, known, sender.key)
    named = carried or sender
    now = desk.clock.now().isoformat(timespec="seconds")
    peers.meet(log, sender.key, at=now, department=named.department, label=named.label)
    if carried is not None:
        peers.confirm(log, sender.key, by=carried.confirmed_by, at=carried.confirmed_at)
    return _standing(reader, sender, made_at, (known, carried))


def _utc(told: Rotation) -> str:
    return datetime.fromisoformat(told.at).astimezone(UTC).isoformat(timespec="seconds")


def _carry(reader: Reader, known: dict[str, PeerRow], key: str) -> PeerRow | None:
    """The confirmed key that vouches for this one, over any number of changes; None if none does.

    A key that vouched for two others proves nothing any more: a thief may hold it.
    """
    row = known.get(key)
    changes = [] if row and row.trust is not Trust.SEEN else peers.key_changes(reader)
    words_of = Counter(change.old for change in changes)
    waiting, seen = [key], {key}
    while waiting:
        new = waiting.pop()
        for old in [c.old for c in changes if c.new == new and words_of[c.old] == 1]:
            row = known.get(old)
            if row is not None and row.trust is Trust.CONFIRMED:
                return row
            if old not in seen and (row is None or row.trust is Trust.SEEN):
                waiting.append(old)
            seen.add(old)
    return None


def _standing(
    reader: Reader, sender: Sender, made_at: str, before: tuple[dict[str, PeerRow], PeerRow | None]
) -> Stood:
    known, carried = before
    row = known.get(sender.key)
    if row is not None and row.trust is Trust.OWN:
        return Stood(Standing.OWN)
    vouched = carried or (row if row is not None and row.trust is Trust.CONFIRMED else None)
    if vouched is None:
        return _unvouched(known, sender)
    by, at = vouched.confirmed_by, vouched.confirmed_at
    if sender.department != vouched.department:
        return Stood(Standing.RENAMED, other=vouched.label or vouched.department, by=by, at=at)
    if carried is not None:
        return Stood(Standing.CARRIED, other=fingerprint(carried.key), by=by, at=at)
    later = [change for change in peers.key_changes(reader) if change.old == sender.key]
    if any(_later(made_at, change.at) for change in later):
        return Stood(Standing.REPLACED, other=fingerprint(later[0].new), by=by, at=at)
    return Stood(Standing.CONFIRMED, by=by, at=at)


def _unvouched(known: dict[str, PeerRow], sender: Sender) -> Stood:
    other = _of_the_department(known, sender.key, sender.department)
    if other is not None:
        return Stood(Standing.CHANGED, other=fingerprint(other.key))
    return Stood(Standing.UNCONFIRMED if sender.key in known else Standing.UNKNOWN)


def _later(made_at: str, moment: str) -> bool:
    return datetime.fromisoformat(made_at) > datetime.fromisoformat(moment)


def _of_the_department(known: dict[str, PeerRow], key: str, department: str) -> PeerRow | None:
    """The key under which a department was met before this one; rows are in that order."""
    if not department:
        return None
    for row in known.values():
        if row.key == key:
            return None
        if row.department == department and row.trust is not Trust.BLOCKED:
            return row
    return None
