"""The calls of the age library, which only `encryption` reads in."""

from collections.abc import Sequence
from importlib import import_module
from multiprocessing.connection import Connection
from typing import Final

from kvdesk.kernel.errors import Refusal

__all__ = ["decrypt", "encrypt", "work"]

#: Compiled, and without types.
pyrage: Final = import_module("pyrage")


def encrypt(data: bytes, receivers: Sequence[str]) -> bytes:
    """The data for some public keys in OpenSSH's form."""
    told = [pyrage.ssh.Recipient.from_str(receiver) for receiver in receivers]
    sealed: bytes = pyrage.encrypt(data, told)
    return sealed


def decrypt(data: bytes, identities: Sequence[bytes]) -> bytes:
    """The data, opened by one of some private keys in OpenSSH's form.

    Raises:
        Refusal: `encrypted_for_others`, `encrypted_damaged`.
    """
    held = [pyrage.ssh.Identity.from_buffer(identity) for identity in identities]
    try:
        found: bytes = pyrage.decrypt(data, held)
    except pyrage.DecryptError as error:
        others = "No matching keys" in str(error)
        raise Refusal("encrypted_for_others" if others else "encrypted_damaged") from error
    return found


def work(answer: Connection, what: str, data: bytes, passphrase: str) -> None:
    """In a process of its own: answer the data, or the code of a refusal."""
    act = pyrage.passphrase.encrypt if what == "encrypt" else pyrage.passphrase.decrypt
    try:
        answer.send((act(data, passphrase), ""))
    except pyrage.DecryptError as error:
        told = str(error)
        code = "passphrase_wrong" if told == "Decryption failed" else "encrypted_damaged"
        answer.send((b"", "passphrase_slow" if told.startswith("Excessive") else code))
