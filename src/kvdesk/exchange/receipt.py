"""Receipts: what became of a package, signed by the desk that took it in.

A `.kvr` is a zip like a package, read as strictly: `receipt.json`, its signature `receipt.sig` and
`vector.json`, what the receiver has. `docs/format.md` describes it for other programs.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from kvdesk.changes.intervals import Intervals
from kvdesk.exchange.container import opened, pack
from kvdesk.exchange.files import read_bounded, write_whole
from kvdesk.exchange.keys import OwnKey, verifies
from kvdesk.exchange.manifest import Sender, read_vector, vector_bytes
from kvdesk.exchange.segments import SEQ_LIMIT
from kvdesk.kernel.errors import Refusal, WorldFailure

__all__ = [
    "FORMAT",
    "GAP_LIMIT",
    "Counts",
    "Receipt",
    "Received",
    "is_receipt",
    "read_receipt",
    "write_receipt",
]

FORMAT: Final = "kvdesk-receipt"
VERSION: Final = 1
#: Runs of missing changes that one receipt names; the vector tells all of them.
GAP_LIMIT: Final = 500
FILE_LIMIT: Final = 8 * 1024 * 1024
RECEIPT_LIMIT: Final = 256 * 1024
VECTOR_LIMIT: Final = 4 * 1024 * 1024

_RECEIPT: Final = "receipt.json"
_SIGNATURE: Final = "receipt.sig"
_VECTOR: Final = "vector.json"
_NAMES: Final = (_RECEIPT, _SIGNATURE, _VECTOR)

_Id = Annotated[str, Meta(pattern=r"\A[0-9a-f]{32}\Z")]
_Sha = Annotated[str, Meta(pattern=r"\A[0-9a-f]{64}\Z")]
_Count = Annotated[int, Meta(ge=0, lt=1 << 31)]
_Seq = Annotated[int, Meta(ge=1, lt=SEQ_LIMIT)]
_Stream = Annotated[str, Meta(pattern=r"\A[0-9a-f]{16}\Z")]
_UNREADABLE: Final = (msgspec.MsgspecError, ValueError, RecursionError)
_FORBIDDEN: Final = re.compile("[\x00\ud800-\udfff]")


class Counts(msgspec.Struct, frozen=True):
    """What became of a package's changes.

    `taken` and `known` count changes (a segment known as a whole counts once), `conflicts` fields
    that wait for a person, `older` values that the receiver had overwritten before they came,
    `blocked` segments left out because their author's key is blocked there.
    """

    taken: _Count = 0
    known: _Count = 0
    conflicts: _Count = 0
    older: _Count = 0
    blocked: _Count = 0


class Receipt(msgspec.Struct, frozen=True):
    """The signed part: of which package (its id and its sender's key), by whom, when, what came.

    `missing` are runs (stream, first, last) that the sender has and the receiver lacks, `digest`
    is the receiver's, `vector` the SHA-256 of the bytes that tell what it has.
    """

    format: Literal["kvdesk-receipt"]
    version: _Count
    min_reader: Literal[1]
    made_at: Annotated[str, Meta(max_length=40)]
    receiver: Sender = msgspec.field(name="from")
    package: _Id
    sender: _Sha
    counts: Counts
    missing: Annotated[list[tuple[_Stream, _Seq, _Seq]], Meta(max_length=GAP_LIMIT)]
    digest: _Id
    vector: _Sha


@dataclass(frozen=True, slots=True)
class Received:
    """A receipt that passed every check, and what its writer has of each stream."""

    receipt: Receipt
    vector: Mapping[str, Intervals]


def write_receipt(
    file: Path, receipt: Receipt, vector: Mapping[str, Intervals], key: OwnKey
) -> int:
    """Sign and write a receipt, whose own `vector` is set here; answers the file's size.

    Raises:
        Refusal: `file_in_the_way` when the target is a file of another kind.
        WorldFailure: `file_not_written`.
    """
    body = vector_bytes(vector)
    told = msgspec.structs.replace(receipt, vector=hashlib.sha256(body).hexdigest())
    raw = msgspec.json.encode(told)
    data = pack({_RECEIPT: raw, _SIGNATURE: key.sign(raw), _VECTOR: body})
    _opened(data)
    try:
        if file.exists() and not is_receipt(file):
            raise Refusal("file_in_the_way", file=file)
        write_whole(file, data)
    except OSError as error:
        raise WorldFailure("file_not_written", file=file, reason=error.strerror) from error
    return len(data)


def is_receipt(file: Path) -> bool:
    """Whether a file begins as a receipt does; its name says nothing."""
    try:
        with file.open("rb") as source:
            # The name of the first entry follows thirty bytes of its header.
            return source.read(30 + len(_RECEIPT))[30:] == _RECEIPT.encode()
    except OSError:
        return False


def read_receipt(file: Path) -> Received:
    """Read a receipt with limits and check its hash and signature.

    Raises:
        Refusal: `file_missing`, `receipt_altered`, and what a zip that is not sound says.
        WorldFailure: `file_not_read`.
    """
    data = read_bounded(file, FILE_LIMIT)
    if data is None:
        raise Refusal("package_too_big")
    return _opened(data)


def _opened(data: bytes) -> Received:
    container = opened(data, _RECEIPT)
    if container.names != _NAMES:
        raise Refusal("receipt_altered")
    raw = container.read(_RECEIPT, RECEIPT_LIMIT)
    try:
        receipt = msgspec.json.decode(raw, type=Receipt)
        json.loads(raw, object_pairs_hook=_without_doubles)
        _check(receipt)
    except _UNREADABLE as error:
        raise Refusal("receipt_altered") from error
    if not verifies(receipt.receiver.key, container.read(_SIGNATURE, 64), raw):
        raise Refusal("receipt_altered")
    body = container.read(_VECTOR, VECTOR_LIMIT)
    if hashlib.sha256(body).hexdigest() != receipt.vector:
        raise Refusal("receipt_altered")
    return Received(receipt, read_vector(body))


def _check(receipt: Receipt) -> None:
    for word in (receipt.receiver.department, receipt.receiver.label):
        if _FORBIDDEN.search(word) or not unicodedata.is_normalized("NFC", word):
            raise ValueError(word)
    if datetime.fromisoformat(receipt.made_at).utcoffset() is None:
        raise ValueError(receipt.made_at)
    if any(first > last for _, first, last in receipt.missing):
        raise ValueError(receipt.missing)


def _without_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError(sorted(found))
    return found
