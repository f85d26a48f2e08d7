"""Changes of keys: the old key vouches for the new one, so that trust can be carried over."""

from kvdesk.exchange.keys import OwnKey, verifies
from kvdesk.exchange.manifest import Rotation

__all__ = ["rotation_holds", "sign_rotation"]


def sign_rotation(old: OwnKey, new: str, at: str) -> Rotation:
    """The old key's word for the public key `new` (64 hex digits), from the ISO moment `at` on."""
    return Rotation(old.public, new, at, old.sign(_claim(old.public, new, at)).hex())


def rotation_holds(rotation: Rotation) -> bool:
    """Whether the holder of the old key said so."""
    claim = _claim(rotation.old, rotation.new, rotation.at)
    return rotation.old != rotation.new and verifies(
        rotation.old, bytes.fromhex(rotation.signature), claim
    )


def _claim(old: str, new: str, at: str) -> bytes:
    return f"kvdesk key {old} {new} {at}".encode()
