"""Packages that only their receivers can open: age (age-encryption.org/v1), by its own library.

A package is signed first and encrypted then, so its receivers and nobody else see who signed it.
It is encrypted for the very keys that desks sign with: age turns an Ed25519 key into one for key
agreement, and one key pair may safely serve both (Thormarker 2021, eprint 2021/509). So what two
people compared by telephone guards both, and no second secret can be lost.
"""

import base64
import re
from collections.abc import Iterable, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Final

from kvdesk.exchange.keys import OwnKey
from kvdesk.kernel.errors import Refusal

__all__ = [
    "HEADER_LIMIT",
    "WORK_LIMIT",
    "decrypted",
    "encrypted_for",
    "encrypted_with",
    "is_encrypted",
    "wants_passphrase",
]

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
    import pyrage  # noqa: PLC0415 - read in when something is encrypted

    told = [pyrage.ssh.Recipient.from_str(_openssh(key)) for key in sorted(set(receivers))]
    sealed: bytes = pyrage.encrypt(data, told)
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
        return _opened_by(data, keys)
    if not passphrase:
        raise Refusal("passphrase_needed")
    return _in_worker("decrypt", data, passphrase, patience)


def _header(data: bytes) -> bytes:
    end = _END.search(data, 0, HEADER_LIMIT)
    if end is None:
        raise Refusal("encrypted_cut" if len(data) < HEADER_LIMIT else "encrypted_damaged")
    return data[: end.start()]


def _opened_by(data: bytes, keys: Sequence[OwnKey]) -> bytes:
    import pyrage  # noqa: PLC0415 - read in when something is decrypted

    held = [pyrage.ssh.Identity.from_buffer(key.openssh()) for key in keys]
    try:
        found: bytes = pyrage.decrypt(data, held)
    except pyrage.DecryptError as error:
        others = "No matching keys" in str(error)
        raise Refusal("encrypted_for_others" if others else "encrypted_damaged") from error
    return found


def _openssh(public: str) -> str:
    return "ssh-ed25519 " + base64.b64encode(_KIND + bytes.fromhex(public)).decode()


def _in_worker(what: str, data: bytes, passphrase: str, patience: float) -> bytes:
    """Run scrypt where it can be ended: its library holds up every thread of its process."""
    here, there = get_context("spawn").Pipe(duplex=False)
    worker = get_context("spawn").Process(target=_work, args=(there, what, data, passphrase))
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


def _work(answer: Connection, what: str, data: bytes, passphrase: str) -> None:
    """In the worker: answer the data, or the code of a refusal."""
    import pyrage  # noqa: PLC0415 - the worker reads it in

    try:
        act = pyrage.passphrase.encrypt if what == "encrypt" else pyrage.passphrase.decrypt
        answer.send((act(data, passphrase), ""))
    except pyrage.DecryptError as error:
        told = str(error)
        code = "passphrase_wrong" if told == "Decryption failed" else "encrypted_damaged"
        answer.send((b"", "passphrase_slow" if told.startswith("Excessive") else code))
