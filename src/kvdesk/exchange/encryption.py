"""Packages that only their receivers can open: age (age-encryption.org/v1), by its own library.

A package is signed first and encrypted then, so its receivers and nobody else see who signed it.
It is encrypted for the very keys that desks sign with: age turns an Ed25519 key into one for key
agreement, and one key pair may safely serve both (Thormarker 2021, eprint 2021/509). So what two
people compared by telephone guards both, and no second secret can be lost.
"""

import base64
import re
from collections.abc import Iterable, Sequence
from importlib import import_module
from multiprocessing import get_context
from typing import Final

from kvdesk.exchange.keys import OwnKey
from kvdesk.kernel.errors import Refusal
from kvdesk.kernel.first_use import at_first_use

__all__ = [
    "HEADER_LIMIT",
    "WORK_LIMIT",
    "decrypted",
    "encrypted_for",
    "encrypted_with",
    "is_encrypted",
    "wants_passphrase",
]

#: The library is read in when something is encrypted or decrypted.
_encrypt: Final = at_first_use("kvdesk.exchange.age:encrypt")
_decrypt: Final = at_first_use("kvdesk.exchange.age:decrypt")

_MAGIC: Final = b"age-encryption.org/"
#: Room for some hundred receivers.
HEADER_LIMIT: Final = 64 * 1024
#: Binary logarithm of scrypt's cost; each step doubles time and memory. 20 takes 1 GiB and 1.5 to
#: 3 s; a writer's library picks what its own machine does in a second.
WORK_LIMIT: Final = 22
#: Seconds after which the worker that tries a passphrase is ended.
PATIENCE: Final = 60.0

_END: Final = re.compile(rb"\n--- [^\n]*\n")
_SCRYPT: Final = re.compile(rb"^-> scrypt \S+ (\d{1,9})$", re.MULTILINE)
#: RFC 8709: the name of the kind of key, then the 32 bytes, each after its length.
_KIND: Final = b"\x00\x00\x00\x0bssh-ed25519\x00\x00\x00\x20"


def is_encrypted(data: bytes) -> bool:
    """Whether a file begins as age's do."""
    return data.startswith(_MAGIC)


def wants_passphrase(data: bytes) -> bool:
    """Whether an encrypted file is opened by a passphrase and not by a key.

    Raises:
        Refusal: `encrypted_cut`, `passphrase_costly`.
    """
    costs = [int(cost) for cost in _SCRYPT.findall(_header(data))]
    if max(costs, default=0) > WORK_LIMIT:
        raise Refusal("passphrase_costly", limit=WORK_LIMIT, cost=max(costs))
    return bool(costs)


def encrypted_for(data: bytes, receivers: Iterable[str]) -> bytes:
    """The data for the holders of some public keys (64 hex digits each), at least one."""
    sealed: bytes = _encrypt(data, [_openssh(key) for key in sorted(set(receivers))])
    return sealed


def encrypted_with(data: bytes, passphrase: str) -> bytes:
    """The data for whoever knows the passphrase; takes seconds, in a process of its own.

    Raises:
        Refusal: `passphrase_slow`.
    """
    return _in_worker("encrypt", data, passphrase, PATIENCE)


def decrypted(
    data: bytes, keys: Sequence[OwnKey], passphrase: str = "", *, patience: float = PATIENCE
) -> bytes:
    """What an encrypted file holds, opened by one of the keys, or by the passphrase.

    Raises:
        Refusal: `encrypted_cut`, `encrypted_damaged`, `encrypted_for_others`, `passphrase_needed`,
            `passphrase_wrong`, `passphrase_costly`, `passphrase_slow` after `patience` seconds.
    """
    if not wants_passphrase(data):
        found: bytes = _decrypt(data, [key.openssh() for key in keys])
        return found
    if not passphrase:
        raise Refusal("passphrase_needed")
    return _in_worker("decrypt", data, passphrase, patience)


def _header(data: bytes) -> bytes:
    end = _END.search(data, 0, HEADER_LIMIT)
    if end is None:
        raise Refusal("encrypted_cut" if len(data) < HEADER_LIMIT else "encrypted_damaged")
    return data[: end.start()]


def _openssh(public: str) -> str:
    return "ssh-ed25519 " + base64.b64encode(_KIND + bytes.fromhex(public)).decode()


def _in_worker(what: str, data: bytes, passphrase: str, patience: float) -> bytes:
    """Run scrypt where it can be ended: its library holds up every thread of its process."""
    here, there = get_context("spawn").Pipe(duplex=False)
    work = import_module("kvdesk.exchange.age").work
    worker = get_context("spawn").Process(target=work, args=(there, what, data, passphrase))
    worker.start()
    there.close()
    try:
        if not here.poll(patience):
            raise Refusal("passphrase_slow", seconds=round(patience))
        found, code = here.recv()
    except EOFError as error:  # it had not enough memory
        raise Refusal("passphrase_slow", seconds=round(patience)) from error
    finally:
        worker.kill()
        worker.join()
        here.close()
    if code:
        raise Refusal(code)
    return bytes(found)
