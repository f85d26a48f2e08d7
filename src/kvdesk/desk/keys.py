"""The desk's own key, and whose key each stream bears."""

from collections.abc import Mapping
from dataclasses import dataclass

from kvdesk.desk.desk import Desk
from kvdesk.desk.exporting import close_segments
from kvdesk.desk.registry import task
from kvdesk.exchange.keys import fingerprint
from kvdesk.kernel.errors import Refusal
from kvdesk.store import batches

__all__ = ["AcceptKey", "KeyChange", "NewKey", "refuse_other_signers"]


@dataclass(frozen=True, slots=True)
class KeyChange:
    """The fingerprint that the other desks know, empty if there is none, and the new one."""

    before: str
    now: str


@task("key new")
@dataclass(frozen=True, kw_only=True)
class NewKey:
    """Sign with a new key from now on; what was sent before keeps its old signature.

    A key file that is still there is kept beside the new one, and vouches for it: desks that had
    confirmed the old key go on trusting. If it is lost, tell them the new fingerprint by telephone.
    """

    def __call__(self, desk: Desk) -> KeyChange:
        """Sign with the old one what was written under it; it vouches for the new one."""
        old = desk.key_that_signs()
        if old is not None:
            desk.store.write(lambda log: close_segments(log, old))
        before, now = desk.renew_key()
        return KeyChange(before and fingerprint(before), now.fingerprint)


@task("key accept")
@dataclass(frozen=True, kw_only=True)
class AcceptKey:
    """Sign with the key that is in the key file, though the desk knew another one."""

    def __call__(self, desk: Desk) -> KeyChange:
        """Take the file as it is, and remember the old key as one's own.

        Raises:
            Refusal: `key_missing`, `key_damaged`.
        """
        before, now = desk.accept_key()
        return KeyChange(before and fingerprint(before), now.fingerprint)


def refuse_other_signers(desk: Desk, told: Mapping[str, str]) -> None:
    """See that streams which are known go on under the key that they began with.

    `told` maps the streams of a package to the public keys of their authors. A stream of this
    desk's own may bear any key that the desk has had.

    Raises:
        Refusal: `signer_differs` with the fingerprints; nothing of the package may be taken in.
    """
    known, own = desk.store.read(lambda r: (batches.signers(r), batches.own_streams(r)))
    for stream, key in sorted(told.items()):
        expected = desk.own_keys() if stream in own else {known.get(stream, key)}
        if key not in expected:
            before = fingerprint(known.get(stream) or min(expected))
            raise Refusal("signer_differs", known=before, found=fingerprint(key))
