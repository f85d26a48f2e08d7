"""Packages: a zip that carries signed segments, and a reader that trusts nothing in it.

Nothing is ever unpacked to disk; every entry is read bounded, hashed and compared with the signed
manifest before it is looked at. Python 3.11's zipfile does not notice overlapping entries, so the
layout of the file is checked here.
"""

import hashlib
import io
import os
import re
import stat
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import msgspec

from kvdesk.changes.intervals import Intervals
from kvdesk.exchange.keys import OwnKey, verifies
from kvdesk.exchange.manifest import (
    FORMAT,
    EntryNote,
    Manifest,
    Scope,
    Sender,
    read_manifest,
    vector_of,
)
from kvdesk.exchange.readme import README_NAME, README_TEXT
from kvdesk.kernel.errors import Refusal, WorldFailure

__all__ = ["Draft", "Package", "Segment", "read_package", "write_package"]

FILE_LIMIT: Final = 64 * 1024 * 1024
ENTRY_LIMIT: Final = 2_000
TOTAL_LIMIT: Final = 256 * 1024 * 1024
RATIO_LIMIT: Final = 200
MANIFEST_LIMIT: Final = 256 * 1024

_MANIFEST: Final = "manifest.json"
_SIGNATURE: Final = "manifest.sig"
_NAME: Final = re.compile(
    r"manifest\.json|manifest\.sig|LUEMINUT\.txt"
    r"|segments/[0-9a-f]{16}/\d{8}-\d{8}\.jsonl|extracts/\d{1,6}\.jsonl"
)
_LOCAL_HEADER: Final = 30
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of one stream's changes with its author's signature over `body`."""

    stream: str
    first: int
    last: int
    signer: str
    signature: bytes
    body: bytes
    sha256: str = ""

    @property
    def name(self) -> str:
        """Its name in the package."""
        return f"segments/{self.stream}/{self.first:08}-{self.last:08}.jsonl"


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be written: segments forwarded verbatim, extracts vouched for by the sender."""

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


@dataclass(frozen=True, slots=True)
class Package:
    """A package that passed every check; bodies are still to be decoded."""

    manifest: Manifest
    sha256: str
    segments: tuple[Segment, ...] = ()
    extracts: tuple[bytes, ...] = field(default=())


def sign_segment(key: OwnKey, *, stream: str, first: int, last: int, body: bytes) -> Segment:
    """Sign a run of own changes; the signature covers the place in the stream as well."""
    sha256 = hashlib.sha256(body).hexdigest()
    signature = key.sign(_claim(stream, first, last, sha256))
    return Segment(stream, first, last, key.public, signature, body, sha256)


def write_package(file: Path, draft: Draft, key: OwnKey) -> str:
    """Write a package beside its target and move it there whole; returns its SHA-256.

    Raises:
        WorldFailure: `file_not_written`.
    """
    bodies = {segment.name: segment.body for segment in draft.segments}
    bodies |= {f"extracts/{n}.jsonl": body for n, body in enumerate(draft.extracts, start=1)}
    by_name = {segment.name: segment for segment in draft.segments}
    notes = [_note(name, body, by_name.get(name)) for name, body in sorted(bodies.items())]
    raw = msgspec.json.encode(_manifest(draft, key, notes))
    entries = {_MANIFEST: raw, _SIGNATURE: key.sign(raw), README_NAME: README_TEXT.encode()}
    data = _zip({**entries, **dict(sorted(bodies.items()))})
    part = file.with_name(file.name + ".part")
    try:
        with part.open("wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        part.replace(file)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise WorldFailure("file_not_written", file=file, reason=error.strerror) from error
    return hashlib.sha256(data).hexdigest()


def read_package(file: Path) -> Package:
    """Read a package with limits and check every hash and signature in it.

    Raises:
        Refusal: `not_a_package`, `package_cut`, `package_altered`, `package_too_big`,
            `package_from_newer`, `signature_wrong`.
        WorldFailure: `file_not_read`.
    """
    try:
        if file.stat().st_size > FILE_LIMIT:
            raise Refusal("package_too_big", limit=FILE_LIMIT // (1024 * 1024))
        data = file.read_bytes()
    except OSError as error:
        raise WorldFailure("file_not_read", file=file, reason=error.strerror) from error
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _read(archive, data)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OverflowError) as error:
        raise Refusal("package_cut" if data[:4] == b"PK\x03\x04" else "not_a_package") from error
    except (RuntimeError, UnicodeDecodeError, ValueError) as error:
        raise Refusal("package_altered", what=file.name) from error


def _read(archive: zipfile.ZipFile, data: bytes) -> Package:
    infos = archive.infolist()
    _check_layout(archive, infos, data)
    raw = _bounded(archive, infos[0], MANIFEST_LIMIT)
    manifest = read_manifest(raw)
    by_name = {info.filename: info for info in infos}
    if _SIGNATURE not in by_name:
        raise Refusal("package_altered", what=_SIGNATURE)
    signature = _bounded(archive, by_name[_SIGNATURE], 64)
    if not verifies(manifest.sender.key, signature, raw):
        raise Refusal("signature_wrong", what=_MANIFEST)
    listed = {note.name for note in manifest.entries}
    if len(listed) != len(manifest.entries) or listed != by_name.keys() - {
        _MANIFEST,
        _SIGNATURE,
        README_NAME,
    }:
        raise Refusal("package_altered", what=_MANIFEST)
    segments: list[Segment] = []
    extracts: list[bytes] = []
    for note in manifest.entries:
        body = _bounded(archive, by_name[note.name], note.size)
        if len(body) != note.size or hashlib.sha256(body).hexdigest() != note.sha256:
            raise Refusal("package_altered", what=note.name)
        if note.name.startswith("segments/"):
            segments.append(_segment(note, body))
        else:
            extracts.append(body)
    return Package(manifest, hashlib.sha256(data).hexdigest(), tuple(segments), tuple(extracts))


def _check_layout(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], data: bytes) -> None:
    if not infos or infos[0].filename != _MANIFEST:
        raise Refusal("not_a_package")
    if len(infos) > ENTRY_LIMIT or sum(info.file_size for info in infos) > TOTAL_LIMIT:
        raise Refusal("package_too_big", limit=TOTAL_LIMIT // (1024 * 1024))
    names = [info.filename for info in infos]
    if len({name.casefold() for name in names}) != len(names):
        raise Refusal("package_altered", what="names")
    end = 0
    for info in infos:
        _check_entry(info)
        # Each entry begins where the one before ended: nothing overlaps, nothing hides between.
        if info.header_offset != end:
            raise Refusal("package_altered", what=info.filename)
        end += _LOCAL_HEADER + len(info.filename.encode()) + info.compress_size
        head = data[info.header_offset : info.header_offset + _LOCAL_HEADER]
        name = data[info.header_offset + _LOCAL_HEADER :][: len(info.filename)]
        if head[28:30] != b"\0\0" or name != info.filename.encode():
            raise Refusal("package_altered", what=info.filename)
    if archive.start_dir != end or archive.comment:
        raise Refusal("package_altered", what="end")


def _check_entry(info: zipfile.ZipInfo) -> None:
    mode = info.external_attr >> 16
    plain = not info.flag_bits & ~0x800 and not info.extra and not info.comment
    known = info.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    if not (plain and known and _NAME.fullmatch(info.filename)) or (
        mode and not stat.S_ISREG(mode)
    ):
        raise Refusal("package_altered", what=ascii(info.filename)[:80])
    if info.file_size > RATIO_LIMIT * max(info.compress_size, 64):
        raise Refusal("package_too_big", limit=TOTAL_LIMIT // (1024 * 1024))


def _bounded(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> bytes:
    if info.file_size > limit:
        raise Refusal("package_altered", what=info.filename)
    with archive.open(info) as entry:
        body = entry.read(limit + 1)
    if len(body) > limit:
        raise Refusal("package_altered", what=info.filename)
    return body


def _segment(note: EntryNote, body: bytes) -> Segment:
    signature = bytes.fromhex(note.signature)
    segment = Segment(note.stream, note.first, note.last, note.signer, signature, body, note.sha256)
    if segment.name != note.name:
        raise Refusal("package_altered", what=note.name)
    claim = _claim(note.stream, note.first, note.last, note.sha256)
    if not verifies(note.signer, signature, claim):
        raise Refusal("signature_wrong", what=note.name)
    return segment


def _claim(stream: str, first: int, last: int, sha256: str) -> bytes:
    return f"kvdesk segment {stream} {first} {last} {sha256}".encode()


def _note(name: str, body: bytes, segment: Segment | None) -> EntryNote:
    sha256 = hashlib.sha256(body).hexdigest()
    if segment is None:
        return EntryNote(name, len(body), sha256)
    return EntryNote(
        name,
        len(body),
        sha256,
        segment.stream,
        segment.first,
        segment.last,
        segment.signer,
        segment.signature.hex(),
    )


def _manifest(draft: Draft, key: OwnKey, notes: list[EntryNote]) -> Manifest:
    return Manifest(
        format=FORMAT,
        version=1,
        min_reader=1,
        package=draft.package,
        made_at=draft.made_at,
        sender=Sender(key.public, draft.department, draft.label),
        scope=draft.scope,
        to=list(draft.to),
        vector=vector_of(draft.vector),
        digest=f"{draft.digest:032x}",
        entries=notes,
    )


def _zip(entries: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, body in entries.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            # The same bytes on Windows and Linux.
            info.create_system = 0
            info.external_attr = 0
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, body, compresslevel=6)
    return buffer.getvalue()
