"""What a package says of itself: signed by the sender over its raw bytes."""

from collections.abc import Mapping
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from kvdesk.kernel.errors import Refusal

__all__ = ["FORMAT", "READER", "EntryNote", "Manifest", "Scope", "Sender", "read_manifest"]

FORMAT: Final = "kvdesk-exchange"

#: The highest `min_reader` that this program understands.
READER: Final = 1

_Name = Annotated[str, Meta(max_length=400)]
_Sha = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
_Count = Annotated[int, Meta(ge=0, lt=1 << 31)]


class Sender(msgspec.Struct, frozen=True, forbid_unknown_fields=False):
    """Who made the package: the key that signs it and how the desk calls itself."""

    key: _Sha
    department: _Name = ""
    label: _Name = ""


class Scope(msgspec.Struct, frozen=True):
    """What was chosen: everything, or the records around one meeting."""

    kind: Literal["all", "meeting"]
    id: Annotated[str, Meta(pattern="^[0-9a-f]{0,32}$")] = ""
    title: _Name = ""


class EntryNote(msgspec.Struct, frozen=True):
    """One entry of the package; `signer` and `signature` are its author's, for a segment."""

    name: _Name
    size: _Count
    sha256: _Sha
    stream: Annotated[str, Meta(pattern="^([0-9a-f]{16})?$")] = ""
    first: _Count = 0
    last: _Count = 0
    signer: Annotated[str, Meta(pattern="^([0-9a-f]{64})?$")] = ""
    signature: Annotated[str, Meta(pattern="^([0-9a-f]{128})?$")] = ""


class Manifest(msgspec.Struct, frozen=True):
    """The first entry of a package.

    `vector` is what the sender has, stream -> list of [first, last]; `digest` the sum over its log.
    """

    format: _Name
    version: _Count
    min_reader: _Count
    package: Annotated[str, Meta(pattern="^[0-9a-f]{32}$")]
    made_at: _Name
    sender: Sender
    scope: Scope
    to: list[_Name]
    vector: dict[_Name, list[tuple[_Count, _Count]]]
    digest: Annotated[str, Meta(pattern="^[0-9a-f]{32}$")]
    entries: list[EntryNote]


class _Door(msgspec.Struct):
    """Only what is needed to tell whether the rest can be understood."""

    format: str
    min_reader: int


def read_manifest(raw: bytes) -> Manifest:
    """The manifest from its bytes.

    Raises:
        Refusal: `not_a_package`, `package_from_newer`, `package_altered`.
    """
    try:
        door = msgspec.json.decode(raw, type=_Door)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise Refusal("not_a_package") from error
    if door.format != FORMAT:
        raise Refusal("not_a_package")
    if door.min_reader > READER:
        raise Refusal("package_from_newer", needed=door.min_reader, known=READER)
    try:
        return msgspec.json.decode(raw, type=Manifest)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise Refusal("package_altered", what="manifest.json") from error


def vector_of(
    intervals: Mapping[str, tuple[tuple[int, int], ...]],
) -> dict[str, list[tuple[int, int]]]:
    """What a desk has, in the manifest's shape."""
    return {stream: list(known) for stream, known in sorted(intervals.items())}
