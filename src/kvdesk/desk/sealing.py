"""Who can open a package that leaves, and with what this desk opens those that come."""

from collections.abc import Collection

from kvdesk.desk.desk import Desk
from kvdesk.desk.peers import rows_named
from kvdesk.exchange.encryption import decrypted, encrypted_for, encrypted_with
from kvdesk.exchange.keys import fingerprint, former_keys
from kvdesk.exchange.package import Seal
from kvdesk.exchange.passphrase import read_passphrase
from kvdesk.kernel.errors import Refusal
from kvdesk.store import peers
from kvdesk.store.peers import PeerRow, Trust
from kvdesk.store.reader import Reader

__all__ = ["receivers", "sealed_by_passphrase", "sealed_for", "unsealing"]


def receivers(reader: Reader, named: str) -> list[PeerRow]:
    """The confirmed keys of the desks that are named, with commas between them.

    A department may have several desks: its code means all their keys, save those that were
    replaced.

    Raises:
        Refusal: `receiver_unconfirmed` for a desk none of whose keys anybody has compared,
            `peer_missing`.
    """
    replaced = {change.old for change in peers.key_changes(reader)}
    found: dict[str, PeerRow] = {}
    for words in filter(None, map(str.strip, named.split(","))):
        rows = rows_named(reader, words)
        trusted = [row for row in rows if row.trust in (Trust.CONFIRMED, Trust.OWN)]
        current = [row for row in trusted if row.key not in replaced]
        if not current:
            keys = ", ".join(fingerprint(row.key) for row in rows)
            raise Refusal("receiver_unconfirmed", given=words, keys=keys)
        found |= {row.key: row for row in current}
    return list(found.values())


def sealed_for(desk: Desk, keys: Collection[str]) -> Seal:
    """Encryption for some public keys and this desk itself, which reads back what it wrote."""
    own = desk.key().public
    return lambda data: encrypted_for(data, {*keys, own})


def sealed_by_passphrase(passphrase: str) -> Seal:
    """Encryption for whoever is told the passphrase."""
    return lambda data: encrypted_with(data, passphrase)


def unsealing(desk: Desk, passphrase: str = "") -> Seal:
    """Opening by this desk's keys, also those of before, or by a passphrase as it was typed."""

    def unseal(data: bytes) -> bytes:
        keys = [desk.key(), *former_keys(desk.folder / "keys")]
        return decrypted(data, keys, read_passphrase(passphrase))

    return unseal
