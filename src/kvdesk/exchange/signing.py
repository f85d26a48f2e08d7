"""Segments: runs of one stream's changes that their author signed and everybody forwards as is."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from kvdesk.changes.operation import Change, Operation
from kvdesk.exchange.keys import OwnKey, verifies
from kvdesk.exchange.segments import SEQ_LIMIT, decode, encode
from kvdesk.kernel.errors import Refusal

__all__ = ["Segment", "changes_of", "place_of", "segments_of", "sign_segment", "signature_holds"]

#: Where a new segment is cut; every body then stays far below the reader's limits.
_CHANGES: Final = 20_000
_OPERATIONS: Final = 50_000
_CHARACTERS: Final = 4_000_000

_NAME: Final = re.compile(r"segments/([0-9a-f]{16})/(\d{8})-(\d{8})\.jsonl")


@dataclass(frozen=True, slots=True)
class Segment:
    """Changes `first` to `last` of one stream, without a gap, as the signed bytes `body`.

    `signer` is a public key (64 hex digits), `signature` is the signer's over the claim that the
    body with this SHA-256 is just this part of the stream.
    """

    stream: str
    first: int
    last: int
    signer: str
    signature: bytes = field(repr=False)
    body: bytes = field(repr=False)
    sha256: str

    @property
    def name(self) -> str:
        """Its name in a package."""
        return f"segments/{self.stream}/{self.first:08}-{self.last:08}.jsonl"


def place_of(name: str) -> tuple[str, int, int]:
    """Stream, first and last seq that a segment's name in a package tells.

    Raises:
        Refusal: `package_altered` when it is no such name, or ends before it begins.
    """
    found = _NAME.fullmatch(name)
    if found is None or not 1 <= int(found[2]) <= int(found[3]) < SEQ_LIMIT:
        raise Refusal("package_altered", what=ascii(name)[:80])
    return found[1], int(found[2]), int(found[3])


def sign_segment(key: OwnKey, *, stream: str, first: int, last: int, body: bytes) -> Segment:
    """Sign a run of own changes; the signature covers the place in the stream as well."""
    sha256 = hashlib.sha256(body).hexdigest()
    signature = key.sign(_claim(stream, first, last, sha256))
    return Segment(stream, first, last, key.public, signature, body, sha256)


def segments_of(changes: Sequence[Change], key: OwnKey) -> Iterator[Segment]:
    """Own changes of one stream, in rising order, as signed segments, as few as limits allow.

    Raises:
        Refusal: `change_unsendable`, see `encode`.
    """
    for run in _runs(changes):
        stream, first, last = run[0].stream, run[0].seq, run[-1].seq
        yield sign_segment(key, stream=stream, first=first, last=last, body=encode(run))


def changes_of(segment: Segment) -> list[Change]:
    """The changes of a segment: all of its stream, each seq from first to last.

    Raises:
        Refusal: `segment_unreadable`; `package_altered` when the body is another part of the
            stream than the segment says.
    """
    changes = decode(segment.body)
    told = [(change.stream, change.seq) for change in changes]
    if told != [(segment.stream, seq) for seq in range(segment.first, segment.last + 1)]:
        raise Refusal("package_altered", what=segment.name)
    return changes


def signature_holds(segment: Segment) -> bool:
    """Whether the signer signed the body with this SHA-256 as just this part of the stream.

    That `sha256` is the body's is for the caller to see to; hashing takes longer than this.
    """
    claim = _claim(segment.stream, segment.first, segment.last, segment.sha256)
    return verifies(segment.signer, segment.signature, claim)


def _claim(stream: str, first: int, last: int, sha256: str) -> bytes:
    return f"kvdesk segment {stream} {first} {last} {sha256}".encode()


def _runs(changes: Sequence[Change]) -> Iterator[list[Change]]:
    run: list[Change] = []
    operations = characters = 0
    for change in changes:
        weight = sum(map(_weight, change.operations))
        operations += len(change.operations)
        characters += weight
        full = len(run) >= _CHANGES or operations > _OPERATIONS or characters > _CHARACTERS
        if run and (full or change.seq != run[-1].seq + 1):
            yield run
            run, operations, characters = [], len(change.operations), weight
        run.append(change)
    if run:
        yield run


def _weight(operation: Operation) -> int:
    """Roughly the characters that an operation adds to a body."""
    length = len(operation.value) if isinstance(operation.value, str) else 8
    return 32 + length + 12 * len(operation.context)
