"""What a package says of itself: signed by the sender over its raw bytes.

The names of fields stay for ever; a reader passes over fields that it does not know, and a change
of meaning raises `min_reader`.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import pairwise
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from kvdesk.changes.intervals import Intervals, united
from kvdesk.exchange.segments import SEQ_LIMIT
from kvdesk.kernel.errors import Refusal

__all__ = [
    "FORMAT",
    "READER",
    "ROTATION_LIMIT",
    "VERSION",
    "EntryNote",
    "Manifest",
    "Part",
    "Rotation",
    "Scope",
    "Sender",
    "read_manifest",
    "read_vector",
    "vector_bytes",
]

FORMAT: Final = "kvdesk-exchange"

#: What this program writes, and the highest `min_reader` that it understands.
VERSION: Final = 1
READER: Final = 1

#: Changes of keys in one manifest; with 500 segments it still stays below its 256 KiB.
ROTATION_LIMIT: Final = 100

_Name = Annotated[str, Meta(max_length=400)]
_Sha = Annotated[str, Meta(pattern=r"\A[0-9a-f]{64}\Z")]
_Count = Annotated[int, Meta(ge=0, lt=1 << 31)]
_Seq = Annotated[int, Meta(ge=1, lt=SEQ_LIMIT)]
_Stream = Annotated[str, Meta(pattern=r"\A[0-9a-f]{16}\Z")]
_Vector = list[tuple[_Stream, list[tuple[_Seq, _Seq]]]]

_FORBIDDEN: Final = re.compile("[\x00\ud800-\udfff]")


class Sender(msgspec.Struct, frozen=True):
    """Who made the package: the key that signs it and how the desk calls itself."""

    key: _Sha
    department: _Name = ""
    label: _Name = ""


class Scope(msgspec.Struct, frozen=True):
    """What was chosen: everything, or the records around one meeting."""

    kind: Literal["all", "meeting"]
    id: Annotated[str, Meta(pattern=r"\A([0-9a-f]{32})?\Z")] = ""
    title: _Name = ""


class EntryNote(msgspec.Struct, frozen=True, omit_defaults=True):
    """One entry of the package, save the manifest and its signature.

    For a segment, `signer` is the place of its author's key in `Manifest.signers` and `signature`
    the author's, 128 hex digits. Kept short: hundreds of notes share the manifest's 256 KiB.
    """

    name: Annotated[str, Meta(max_length=100)]
    size: _Count
    sha256: _Sha
    signer: _Count | None = None
    signature: Annotated[str, Meta(pattern=r"\A([0-9a-f]{128})?\Z")] = ""


class Part(msgspec.Struct, frozen=True):
    """Which package of a sequence this is, counted from 1.

    `starts` tells of every part the stream and the number with which it begins, in rising order:
    from these and the sender's vector a reader sees in which parts the missing changes are.
    """

    number: Annotated[int, Meta(ge=1)]
    starts: Annotated[list[tuple[_Stream, _Seq]], Meta(min_length=2, max_length=2_000)]


class Rotation(msgspec.Struct, frozen=True):
    """A desk's word, signed by its `old` key, that it signs with the `new` one since `at`."""

    old: _Sha
    new: _Sha
    at: Annotated[str, Meta(max_length=40)]
    signature: Annotated[str, Meta(pattern=r"\A[0-9a-f]{128}\Z")]


class Manifest(msgspec.Struct, frozen=True, omit_defaults=True):
    """The first entry of a package.

    `package` is its id (32 hex digits), `made_at` an ISO moment in UTC, `to` names the receivers,
    `digest` is the sum over all operations that the sender has (32 hex digits), `part` is there
    when what was chosen did not fit into one package, `rotations` are the changes of keys that the
    sender knows of.
    """

    format: _Name
    version: _Count
    min_reader: _Count
    package: Annotated[str, Meta(pattern=r"\A[0-9a-f]{32}\Z")]
    made_at: Annotated[str, Meta(max_length=40)]
    sender: Sender = msgspec.field(name="from")
    to: Annotated[list[_Name], Meta(max_length=500)]
    scope: Scope
    digest: Annotated[str, Meta(pattern=r"\A[0-9a-f]{32}\Z")]
    signers: list[_Sha]
    entries: list[EntryNote]
    part: Part | None = None
    rotations: Annotated[list[Rotation], Meta(max_length=ROTATION_LIMIT)] = []


class _Door(msgspec.Struct):
    """Only what is needed to tell whether the rest can be understood."""

    format: str
    min_reader: int


#: What the strict reading of JSON may raise; ValueError covers text that is not UTF-8.
_UNREADABLE: Final = (msgspec.MsgspecError, ValueError, RecursionError)


def read_manifest(raw: bytes) -> Manifest:
    """The manifest from its bytes.

    Raises:
        Refusal: `not_a_package`, `package_from_newer`, `package_altered`.
    """
    try:
        door = msgspec.json.decode(raw, type=_Door)
    except _UNREADABLE as error:
        raise Refusal("not_a_package") from error
    if door.format != FORMAT:
        raise Refusal("not_a_package")
    if door.min_reader > READER:
        raise Refusal("package_from_newer", needed=door.min_reader, known=READER)
    try:
        manifest = msgspec.json.decode(raw, type=Manifest)
        json.loads(raw, object_pairs_hook=_without_doubles)
        _check_words(manifest)
        _check_part(manifest.part)
    except _UNREADABLE as error:
        raise Refusal("package_altered", what="manifest.json") from error
    return manifest


def vector_bytes(vector: Mapping[str, Intervals]) -> bytes:
    """What a desk has of each stream: `[["<stream>", [[first, last], ...]], ...]`, rising.

    An entry of its own: a network writes thousands of streams a year, and the manifest, which
    must be read before anything is verified, stays small.
    """
    return msgspec.json.encode(
        [(stream, united(known)) for stream, known in sorted(vector.items())]
    )


def read_vector(raw: bytes) -> dict[str, Intervals]:
    """The vector from its bytes; streams and intervals must rise, as `vector_bytes` writes them.

    Raises:
        Refusal: `package_altered`.
    """
    try:
        told = msgspec.json.decode(raw, type=_Vector)
    except _UNREADABLE as error:
        raise Refusal("package_altered", what="vector.json") from error
    vector = {stream: tuple(intervals) for stream, intervals in told}
    rising = list(vector) == sorted(stream for stream, _ in told)
    if not rising or not all(map(_rises, vector.values())):
        raise Refusal("package_altered", what="vector.json")
    return vector


def _rises(intervals: Intervals) -> bool:
    return all(first <= last for first, last in intervals) and all(
        one[1] < two[0] for one, two in pairwise(intervals)
    )


def _check_words(manifest: Manifest) -> None:
    sender, scope = manifest.sender, manifest.scope
    for word in (sender.department, sender.label, scope.title, *manifest.to):
        if _FORBIDDEN.search(word) or not unicodedata.is_normalized("NFC", word):
            raise ValueError(word)
    for moment in (manifest.made_at, *(one.at for one in manifest.rotations)):
        if datetime.fromisoformat(moment).utcoffset() is None:
            raise ValueError(moment)


def _check_part(part: Part | None) -> None:
    if part is None:
        return
    rising = all(one < two for one, two in pairwise(part.starts))
    if part.number > len(part.starts) or not rising:
        raise ValueError(part)


def _without_doubles(pairs: Iterable[tuple[str, object]]) -> dict[str, object]:
    """An object whose keys differ: of two equal ones, two readers may believe different ones."""
    told = list(pairs)
    found = dict(told)
    if len(found) != len(told):
        raise ValueError(sorted(found))
    return found
