"""The keys of the network as this desk knows them: shown, confirmed by a person, blocked."""

from dataclasses import dataclass, replace

from kvdesk.desk import arguments as take
from kvdesk.desk.desk import Desk
from kvdesk.desk.registry import question, task
from kvdesk.exchange.keys import fingerprint
from kvdesk.kernel.errors import Refusal
from kvdesk.kernel.text import clean
from kvdesk.kernel.words import N_
from kvdesk.store import peers
from kvdesk.store.peers import PeerRow, Trust
from kvdesk.store.queries.totals import setting
from kvdesk.store.reader import Reader

__all__ = [
    "BlockKey",
    "ConfirmKey",
    "KnownKey",
    "ListKeys",
    "OwnFingerprint",
    "ShowKey",
    "named",
    "rows_named",
]

#: Letters of a fingerprint that are enough to name a key: the first group.
_GROUP = 4


@dataclass(frozen=True, slots=True)
class OwnFingerprint:
    """What another desk reads out to compare: 8 groups of 4 characters."""

    department: str
    name: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class KnownKey:
    """A key that was met; `replaced_by` is the fingerprint of the key that its desk changed to."""

    department: str
    name: str
    trust: Trust
    fingerprint: str
    first_seen: str
    confirmed_by: str = ""
    confirmed_at: str = ""
    replaced_by: str = ""


@task("key show")
@dataclass(frozen=True, kw_only=True)
class ShowKey:
    """Show the fingerprint of this desk's own key, to be compared by telephone."""

    def __call__(self, desk: Desk) -> OwnFingerprint:
        """Read the key; make it when there has never been one."""
        own = desk.identity
        return OwnFingerprint(own.department, own.name, desk.key().fingerprint)


@question("key list")
@dataclass(frozen=True, kw_only=True)
class ListKeys:
    """Every key that this desk has met: whose it is, since when, and how far it is trusted."""

    def __call__(self, reader: Reader) -> list[KnownKey]:
        """The keys in the order of meeting."""
        changed = {change.old: change.new for change in peers.key_changes(reader)}
        department, name = setting(reader, "department"), setting(reader, "name")
        rows = [
            replace(row, department=department, label=name) if row.trust is Trust.OWN else row
            for row in peers.peers(reader)
        ]
        return [_known(row, changed.get(row.key, "")) for row in rows]


@task("key confirm")
@dataclass(frozen=True, kw_only=True)
class ConfirmKey:
    """Note that you compared the fingerprint of a desk's key with that desk, by telephone."""

    peer: str = take.words(
        N_("The key: the beginning of its fingerprint, or the desk's code or name"), positional=True
    )
    by: str = take.words(N_("Who compared the fingerprints"))

    def __call__(self, desk: Desk) -> KnownKey:
        """Keep who confirmed it and when.

        Raises:
            Refusal: `confirmer_missing`, `key_is_own`, and what `named` says.
        """
        by = clean(self.by).strip()
        if not by:
            raise Refusal("confirmer_missing")
        row = _another(desk, self.peer)
        now = desk.clock.now().isoformat(timespec="seconds")
        desk.store.write(lambda log: peers.confirm(log, row.key, by=by, at=now))
        return _now(desk, row.key)


@task("key block")
@dataclass(frozen=True, kw_only=True)
class BlockKey:
    """Take nothing more that bears this key; what was taken before stays."""

    peer: str = take.words(
        N_("The key: the beginning of its fingerprint, or the desk's code or name"), positional=True
    )

    def __call__(self, desk: Desk) -> KnownKey:
        """Block it until somebody confirms it again.

        Raises:
            Refusal: `key_is_own`, and what `named` says.
        """
        row = _another(desk, self.peer)
        desk.store.write(lambda log: peers.set_trust(log, row.key, Trust.BLOCKED))
        return _now(desk, row.key)


def named(reader: Reader, words: str) -> PeerRow:
    """The one key that somebody means: by fingerprint, or by its desk's code or name.

    Raises:
        Refusal: `peer_missing`, `peer_ambiguous` with the fingerprints to choose from.
    """
    found = rows_named(reader, words)
    if len(found) > 1:
        keys = ", ".join(fingerprint(row.key) for row in found)
        raise Refusal("peer_ambiguous", given=words, keys=keys)
    return found[0]


def rows_named(reader: Reader, words: str) -> list[PeerRow]:
    """Every key that the words may mean, at least one.

    Raises:
        Refusal: `peer_missing`.
    """
    wanted = words.strip().casefold()
    letters = "".join(wanted.split())
    known = peers.peers(reader)
    found = [row for row in known if wanted and wanted in _names(row)]
    if not found and len(letters) >= _GROUP:
        found = [row for row in known if _letters(row).startswith(letters)]
    if not found:
        raise Refusal("peer_missing", given=words)
    return found


def _names(row: PeerRow) -> set[str]:
    return {row.department.casefold(), row.label.casefold()}


def _letters(row: PeerRow) -> str:
    return fingerprint(row.key).replace(" ", "").casefold()


def _another(desk: Desk, words: str) -> PeerRow:
    row = desk.store.read(lambda reader: named(reader, words))
    if row.trust is Trust.OWN:
        raise Refusal("key_is_own", fingerprint=fingerprint(row.key))
    return row


def _now(desk: Desk, key: str) -> KnownKey:
    wanted = fingerprint(key)
    return next(one for one in desk.store.read(ListKeys()) if one.fingerprint == wanted)


def _known(row: PeerRow, changed_to: str) -> KnownKey:
    return KnownKey(
        department=row.department,
        name=row.label,
        trust=row.trust,
        fingerprint=fingerprint(row.key),
        first_seen=row.first_seen,
        confirmed_by=row.confirmed_by,
        confirmed_at=row.confirmed_at,
        replaced_by=changed_to and fingerprint(changed_to),
    )
