"""The desk's own key: made at first use, readable for this user only, signs what leaves."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from kvdesk.kernel.errors import Refusal, WorldFailure

__all__ = ["OwnKey", "fingerprint", "own_key", "verifies"]

_FILE: Final = "own.key"

#: No 0, O, 1, I, L: a fingerprint is read out over the telephone.
_ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class OwnKey:
    """The key of this desk; `public` is its public half as 64 hex digits."""

    _private: Ed25519PrivateKey
    public: str

    @property
    def fingerprint(self) -> str:
        """8 groups of 4 characters that two people compare."""
        return fingerprint(self.public)

    def sign(self, message: bytes) -> bytes:
        """The 64-byte Ed25519 signature of a message."""
        return self._private.sign(message)


def own_key(folder: Path) -> OwnKey:
    """The key in this folder, made now if there is none.

    Raises:
        Refusal: `key_damaged` when the file is not a key; it is never replaced silently.
        WorldFailure: `key_not_writable`, `key_not_readable`.
    """
    file = folder / _FILE
    if not file.exists():
        _make(file)
    try:
        secret = file.read_bytes()
    except OSError as error:
        raise WorldFailure("key_not_readable", file=file) from error
    if len(secret) != 32:
        raise Refusal("key_damaged", file=file)
    private = Ed25519PrivateKey.from_private_bytes(secret)
    public = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return OwnKey(private, public.hex())


def verifies(public: str, signature: bytes, message: bytes) -> bool:
    """Whether the holder of a public key (64 hex digits) signed exactly this message."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(public: str) -> str:
    """What two people compare to know that a key is the other's: 8 groups of 4 characters.

    40 characters of 31 letters would be more than SHA-256 holds; 32 keep 158 bits.
    """
    number = int.from_bytes(hashlib.sha256(bytes.fromhex(public)).digest())
    letters = []
    for _ in range(32):
        number, rest = divmod(number, len(_ALPHABET))
        letters.append(_ALPHABET[rest])
    return " ".join("".join(letters[start : start + 4]) for start in range(0, 32, 4))


def _make(file: Path) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        # Written whole under another name first: a kill never leaves half a key.
        part = file.with_suffix(".part")
        part.unlink(missing_ok=True)
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(Ed25519PrivateKey.generate().private_bytes_raw())
            out.flush()
            os.fsync(out.fileno())
        part.replace(file)
    except OSError as error:
        raise WorldFailure("key_not_writable", file=file) from error
