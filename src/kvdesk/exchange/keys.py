"""The desk's own key: made at first start, readable for this user only, signs what leaves.

Ed25519 (RFC 8032). The file is plain text, so that it can be put into a safe on paper:

    kvdesk-key 1
    private <64 hex digits>
    public <64 hex digits>

The public half stands there only to tell a damaged file from a whole one: any 32 bytes are a
valid private key, and a flipped bit would sign under a name that nobody knows.
"""

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from kvdesk.exchange.files import write_whole
from kvdesk.kernel.errors import Refusal, WorldFailure

__all__ = [
    "OwnKey",
    "fingerprint",
    "former_keys",
    "found_key",
    "key_from",
    "new_key",
    "own_key",
    "verifies",
]

_FILE: Final = "own.key"
_CONTENT: Final = re.compile(
    rb"kvdesk-key 1\r?\nprivate ([0-9a-f]{64})\r?\npublic ([0-9a-f]{64})\s*"
)

#: No 0, O, 1, I, L: a fingerprint is read out over the telephone.
_ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"

#: The y coordinates of the eight points of small order, and the two that can be written in a
#: second way. Whoever names such a point as his key can show one signature that fits any message,
#: so it proves nothing; OpenSSL lets it pass (Chalkias, Garillot and Nikolaenko 2020).
_PRIME: Final = 2**255 - 19
_ORDER_8: Final = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
_WEAK: Final = frozenset(
    {0, 1, _ORDER_8, _PRIME - _ORDER_8, _PRIME - 1, _PRIME, _PRIME + 1},
)


@dataclass(frozen=True, slots=True)
class OwnKey:
    """The key of this desk; `public` is its public half as 64 hex digits."""

    _private: Ed25519PrivateKey = field(repr=False)
    public: str

    @property
    def fingerprint(self) -> str:
        """8 groups of 4 characters that two people compare."""
        return fingerprint(self.public)

    def sign(self, message: bytes) -> bytes:
        """The 64-byte Ed25519 signature of a message."""
        return self._private.sign(message)

    def openssh(self) -> bytes:
        """The private key as OpenSSH writes it, which age reads."""
        return self._private.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())


def former_keys(folder: Path) -> list[OwnKey]:
    """The keys that this desk signed with before and still has, as `before-<moment>.key`."""
    files = sorted(folder.glob("before-*.key"), reverse=True)
    found = (_read(file) for file in files)
    return [key for key in found if key is not None]


def own_key(folder: Path, expected: str = "") -> OwnKey:
    """The key in `<folder>/own.key`, made now if the desk has never had one.

    `expected` is the public key that the desk knows as its own, 64 hex digits or nothing.

    Raises:
        Refusal: `key_damaged` when the file is not a whole key, `key_missing` and `key_replaced`
            when it is not the key that the desk knows; nothing is ever replaced silently.
        WorldFailure: `key_not_writable`, `key_not_readable`.
    """
    file = folder / _FILE
    key = found_key(folder)
    if key is None:
        if expected:
            raise Refusal("key_missing", file=file, known=fingerprint(expected))
        return _made(file)
    if expected not in ("", key.public):
        known = fingerprint(expected)
        raise Refusal("key_replaced", file=file, known=known, found=key.fingerprint)
    return key


def found_key(folder: Path) -> OwnKey | None:
    """The key in `<folder>/own.key`, whoever's it is; None where there is no file.

    Raises:
        Refusal: `key_damaged`.
        WorldFailure: `key_not_readable`.
    """
    file = folder / _FILE
    try:
        key = _read(file)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise WorldFailure("key_not_readable", file=file) from error
    if key is None:
        raise Refusal("key_damaged", file=file)
    return key


def new_key(folder: Path, moment: str) -> OwnKey:
    """A new key in `<folder>/own.key`; a file that is there stays as `before-<moment>.key`.

    Raises:
        WorldFailure: `key_not_writable`.
    """
    file = folder / _FILE
    try:
        if file.exists():
            file.replace(folder / f"before-{moment}.key")
    except OSError as error:
        raise WorldFailure("key_not_writable", file=file) from error
    return _made(file)


def key_from(private: bytes) -> OwnKey:
    """The key with these 32 secret bytes."""
    key = Ed25519PrivateKey.from_private_bytes(private)
    return OwnKey(key, key.public_key().public_bytes_raw().hex())


def verifies(public: str, signature: bytes, message: bytes) -> bool:
    """Whether the holder of a public key (64 hex digits) signed exactly this message."""
    try:
        raw = bytes.fromhex(public)
        # The highest bit is the sign of x and changes nothing about the order.
        if int.from_bytes(raw, "little") % 2**255 in _WEAK:
            return False
        Ed25519PublicKey.from_public_bytes(raw).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(public: str) -> str:
    """What two people compare to know that a key is the other's: 8 groups of 4 characters.

    32 characters out of 31 hold 158 bits of the SHA-256 of the public key; finding another key
    with the same ones is out of reach.
    """
    number = int.from_bytes(hashlib.sha256(bytes.fromhex(public)).digest())
    letters = []
    for _ in range(32):
        number, rest = divmod(number, len(_ALPHABET))
        letters.append(_ALPHABET[rest])
    return " ".join("".join(letters[start : start + 4]) for start in range(0, 32, 4))


def _read(file: Path) -> OwnKey | None:
    """The key in a file; None when it is not a whole one."""
    found = _CONTENT.fullmatch(file.read_bytes())
    key = key_from(bytes.fromhex(found[1].decode())) if found else None
    return key if key and found and key.public.encode() == found[2] else None


def _made(file: Path) -> OwnKey:
    private = Ed25519PrivateKey.generate().private_bytes_raw()
    key = key_from(private)
    content = f"kvdesk-key 1\nprivate {private.hex()}\npublic {key.public}\n"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, content.encode(), private=True)
    except OSError as error:
        raise WorldFailure("key_not_writable", file=file) from error
    return key
