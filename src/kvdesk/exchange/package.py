"""Packages: a zip that carries signed segments, and a reader that trusts nothing in it.

Nothing is ever unpacked to disk; every entry is read bounded, hashed and compared with the signed
manifest before it is looked at. `docs/format.md` describes the file for other programs.
"""

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from kvdesk.changes.intervals import Intervals
from kvdesk.exchange.container import FILE_LIMIT, Container, opened, pack
from kvdesk.exchange.encryption import is_encrypted
from kvdesk.exchange.files import read_bounded, write_whole
from kvdesk.exchange.keys import OwnKey, verifies
from kvdesk.exchange.manifest import (
    FORMAT,
    ROTATION_LIMIT,
    VERSION,
    EntryNote,
    Manifest,
    Part,
    Rotation,
    Scope,
    Sender,
    read_manifest,
    read_vector,
    vector_bytes,
)
from kvdesk.exchange.readme import README_NAME, readme
from kvdesk.exchange.rotation import rotation_holds
from kvdesk.exchange.segments import BODY_LIMIT
from kvdesk.exchange.signing import (
    Segment,
    changes_of,
    place_of,
    segments_of,
    sign_segment,
    signature_holds,
)
from kvdesk.kernel.errors import Refusal, WorldFailure
from kvdesk.kernel.text import clean

__all__ = [
    "Draft",
    "Package",
    "Seal",
    "Segment",
    "changes_of",
    "package_bytes",
    "portions",
    "read_package",
    "segments_of",
    "sign_segment",
    "write_package",
]

MANIFEST_LIMIT: Final = 256 * 1024
VECTOR_LIMIT: Final = 4 * 1024 * 1024
README_LIMIT: Final = 64 * 1024

_MANIFEST: Final = "manifest.json"
_SIGNATURE: Final = "manifest.sig"
_VECTOR: Final = "vector.json"
_SEGMENT: Final = re.compile(r"segments/[0-9a-f]{16}/\d{8}-\d{8}\.jsonl", re.ASCII)
_EXTRACT: Final = re.compile(r"extracts/[1-9]\d{0,3}\.jsonl", re.ASCII)

#: What goes into one package of a sequence: its manifest and its file stay below the limits.
_PORTION_SEGMENTS: Final = 500
_PORTION_BYTES: Final = 60_000_000


#: What encryption adds: its header, and 16 bytes to each 64 KiB.
_SEAL_LIMIT: Final = 128 * 1024

#: Makes an encrypted file of a package's bytes, or the other way round.
Seal = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be written: segments forwarded verbatim, extracts vouched for by the sender.

    `package` is a fresh id (32 hex digits), `made_at` an ISO moment in UTC, `vector` what the
    sender has of each stream, `digest` the sum over its log, `extracts` bodies made by `encode`,
    `part` which of several packages it is, `rotations` the changes of keys that are known, of which
    the first hundred travel.
    """

    package: str
    made_at: str
    department: str
    label: str
    scope: Scope
    vector: Mapping[str, Intervals]
    digest: int
    segments: Sequence[Segment] = ()
    extracts: Sequence[bytes] = ()
    to: Sequence[str] = ()
    part: Part | None = None
    rotations: Sequence[Rotation] = ()


@dataclass(frozen=True, slots=True)
class Package:
    """A package that passed every check; bodies are still to be decoded.

    `sha256` is the file's, `vector` what the sender had of each stream; `known` counts the
    segments that the reader was told to pass over, which are not among `segments`.
    """

    manifest: Manifest
    sha256: str
    segments: tuple[Segment, ...]
    extracts: tuple[bytes, ...]
    vector: Mapping[str, Intervals]
    known: int = 0

    @property
    def signers(self) -> dict[str, str]:
        """Stream -> public key of its author, for the streams of which there are segments."""
        return {segment.stream: segment.signer for segment in self.segments}


def portions(segments: Iterable[Segment]) -> Iterator[list[Segment]]:
    """The segments, in the order of their names, shared out to as many packages as limits ask for.

    The packages may arrive in any order, late or not at all: what is missing is known from the
    intervals, and merging waits for nothing.
    """
    portion: list[Segment] = []
    size = 0
    for _, segment in sorted(_by_name(segments).items()):
        full = len(portion) >= _PORTION_SEGMENTS or size + len(segment.body) > _PORTION_BYTES
        if portion and full:
            yield portion
            portion, size = [], 0
        portion.append(segment)
        size += len(segment.body)
    if portion:
        yield portion


def write_package(file: Path, draft: Draft, key: OwnKey, seal: Seal | None = None) -> str:
    """Write a package beside its target and move it there whole; returns its SHA-256.

    With `seal`, what is written is what that makes of the bytes, and they themselves never reach
    the disk.

    Raises:
        Refusal: `package_overfull` when the draft is over the limits of a package (`portions`),
            `file_in_the_way` when the target is a file of another kind, and what the reader says
            of a draft that is not sound.
        WorldFailure: `file_not_written`.
    """
    data = package_bytes(draft, key)
    if seal is not None:
        data = seal(data)
    try:
        _refuse_other_file(file)
        write_whole(file, data)
    except OSError as error:
        raise WorldFailure("file_not_written", file=file, reason=error.strerror) from error
    return hashlib.sha256(data).hexdigest()


def package_bytes(draft: Draft, key: OwnKey) -> bytes:
    """A package that has gone through the reader: what this desk would not read, nobody gets.

    Raises:
        Refusal: `package_overfull`, and what the reader says of a draft that is not sound.
    """
    data = _packed(draft, key)
    _opened(data)
    return data


def read_package(
    file: Path, *, known: Collection[str] = frozenset(), unseal: Seal | None = None
) -> Package:
    """Read a package with limits and check every hash and signature in it.

    `unseal` opens an encrypted one.

    Segments whose SHA-256 is among `known` are passed over without being inflated: what this desk
    has verified once costs nothing again.

    Raises:
        Refusal: `file_missing`, `not_a_package`, `package_cut`, `package_altered`,
            `package_too_big`, `package_encrypted`, `package_from_newer`, `signature_wrong`.
        WorldFailure: `file_not_read`.
    """
    data = read_bounded(file, FILE_LIMIT + _SEAL_LIMIT)
    if data is not None and unseal is not None and is_encrypted(data):
        data = unseal(data)
    if data is None or len(data) > FILE_LIMIT:
        raise Refusal("package_too_big")
    return _opened(data, known)


def _opened(data: bytes, known: Collection[str] = frozenset()) -> Package:
    container = opened(data, _MANIFEST)
    raw = container.read(_MANIFEST, MANIFEST_LIMIT)
    manifest = read_manifest(raw)
    _check_signature(container, manifest, raw)
    _check_entries(container, manifest)
    segments: list[Segment] = []
    extracts: list[bytes] = []
    vector: Mapping[str, Intervals] = {}
    fresh = [n for n in manifest.entries if n.signer is None or n.sha256 not in known]
    for note in fresh:
        body = _body(container, note)
        if _SEGMENT.fullmatch(note.name):
            segments.append(_segment(manifest, note, body))
        elif note.name == _VECTOR:
            vector = read_vector(body)
        elif note.name != README_NAME:
            extracts.append(body)
    _check_authors(segments)
    sha256 = hashlib.sha256(data).hexdigest()
    passed = len(manifest.entries) - len(fresh)
    return Package(manifest, sha256, tuple(segments), tuple(extracts), vector, passed)


def _check_signature(container: Container, manifest: Manifest, raw: bytes) -> None:
    if _SIGNATURE not in container.names:
        raise Refusal("package_altered", what=_SIGNATURE)
    signature = container.read(_SIGNATURE, 64)
    if not verifies(manifest.sender.key, signature, raw):
        raise Refusal("signature_wrong", what=_MANIFEST)
    # Nobody passes on a false one by mistake: every desk looks before it keeps it.
    if not all(map(rotation_holds, manifest.rotations)):
        raise Refusal("signature_wrong", what=_MANIFEST)


def _check_entries(container: Container, manifest: Manifest) -> None:
    """The manifest's list is the list of entries, in the same order, and each name is expected."""
    listed = [note.name for note in manifest.entries]
    if [_MANIFEST, _SIGNATURE, *listed] != list(container.names):
        raise Refusal("package_altered", what=_MANIFEST)
    for note in manifest.entries:
        bare = note.signer is None and note.signature == ""
        if bare is bool(_SEGMENT.fullmatch(note.name)) or not _limit(note.name):
            raise Refusal("package_altered", what=ascii(note.name))
        if note.size != container.size(note.name):
            raise Refusal("package_altered", what=note.name)


def _limit(name: str) -> int:
    """How large an entry may be; 0 for a name that no package has."""
    if name.endswith(".jsonl"):
        return BODY_LIMIT if _SEGMENT.fullmatch(name) or _EXTRACT.fullmatch(name) else 0
    return {_VECTOR: VECTOR_LIMIT, README_NAME: README_LIMIT}.get(name, 0)


def _body(container: Container, note: EntryNote) -> bytes:
    body = container.read(note.name, _limit(note.name))
    if hashlib.sha256(body).hexdigest() != note.sha256:
        raise Refusal("package_altered", what=note.name)
    return body


def _segment(manifest: Manifest, note: EntryNote, body: bytes) -> Segment:
    if note.signer is None or note.signer >= len(manifest.signers):
        raise Refusal("package_altered", what=note.name)
    signature = bytes.fromhex(note.signature)
    signer = manifest.signers[note.signer]
    segment = Segment(*place_of(note.name), signer, signature, body, note.sha256)
    if not signature_holds(segment):
        raise Refusal("signature_wrong", what=note.name)
    return segment


def _check_authors(segments: Iterable[Segment]) -> None:
    """One stream has one author; a second key in it is somebody else's."""
    authors: dict[str, str] = {}
    for segment in segments:
        if authors.setdefault(segment.stream, segment.signer) != segment.signer:
            raise Refusal("signature_wrong", what=segment.name)


def _by_name(segments: Iterable[Segment]) -> dict[str, Segment]:
    # Two bodies for the same part of a stream tell the same changes; one is enough.
    return {s.name: s for s in sorted(segments, key=lambda s: s.sha256, reverse=True)}


def _packed(draft: Draft, key: OwnKey) -> bytes:
    segments = _by_name(draft.segments)
    signers = sorted({segment.signer for segment in segments.values()})
    note = readme(_word(draft.department), _word(draft.label))
    bodies = {README_NAME: note, _VECTOR: vector_bytes(draft.vector)}
    bodies |= {f"extracts/{n}.jsonl": body for n, body in enumerate(draft.extracts, start=1)}
    bodies |= {name: segments[name].body for name in sorted(segments)}
    notes = [
        _note(name, body, segments.get(name), signers=signers) for name, body in bodies.items()
    ]
    raw = msgspec.json.encode(_manifest(draft, key, signers=signers, notes=notes))
    data = pack({_MANIFEST: raw, _SIGNATURE: key.sign(raw), **bodies})
    if len(raw) > MANIFEST_LIMIT or len(data) > FILE_LIMIT:
        raise Refusal("package_overfull")
    return data


def _note(name: str, body: bytes, segment: Segment | None, *, signers: Sequence[str]) -> EntryNote:
    sha256 = hashlib.sha256(body).hexdigest()
    if segment is None:
        return EntryNote(name, len(body), sha256)
    signer = signers.index(segment.signer)
    return EntryNote(name, len(body), sha256, signer, segment.signature.hex())


def _manifest(draft: Draft, key: OwnKey, *, signers: list[str], notes: list[EntryNote]) -> Manifest:
    scope = Scope(draft.scope.kind, draft.scope.id, _word(draft.scope.title))
    return Manifest(
        format=FORMAT,
        version=VERSION,
        min_reader=1,
        package=draft.package,
        made_at=draft.made_at,
        sender=Sender(key.public, _word(draft.department), _word(draft.label)),
        to=[_word(name) for name in draft.to],
        scope=scope,
        digest=f"{draft.digest:032x}",
        signers=signers,
        entries=notes,
        part=draft.part,
        rotations=[*draft.rotations[:ROTATION_LIMIT]],
    )


def _word(text: str) -> str:
    return clean(text)[:400]


def _refuse_other_file(file: Path) -> None:
    """A slip of the hand must not put a package in the place of somebody's minutes."""
    if not file.exists():
        return
    with file.open("rb") as source:
        start = source.read(43)
    # In a package, the name of the first entry follows thirty bytes of its header.
    if start and start[30:] != _MANIFEST.encode() and not is_encrypted(start):
        raise Refusal("file_in_the_way", file=file)
