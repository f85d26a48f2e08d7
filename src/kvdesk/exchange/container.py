"""The zip around a package, read more strictly than any library does.

A package uses a small part of the zip format: entries one after the other from the first byte,
stored or deflated, no extra fields, comments, encryption or data descriptors, then the central
directory, then its end record, which is the end of the file. Everything else is refused, so there
is no place where two programs could see two different contents. (The standard library's zipfile
reads files with bytes before, between and after the entries and, before Python 3.11.8, with
entries that overlap.) Anything that reads zip files reads a package.
"""

import stat
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from kvdesk.kernel.errors import Refusal

__all__ = [
    "ENTRY_LIMIT",
    "FILE_LIMIT",
    "RATIO_LIMIT",
    "TOTAL_LIMIT",
    "Container",
    "inflated",
    "opened",
    "pack",
]

_MEBI: Final = 1024 * 1024
FILE_LIMIT: Final = 64 * _MEBI
ENTRY_LIMIT: Final = 2_000
TOTAL_LIMIT: Final = 256 * _MEBI
#: Honest text deflates to a fifth or a tenth; deflate itself can reach a thousand.
RATIO_LIMIT: Final = 200

# APPNOTE 4.3.7, 4.3.12, 4.3.16: the three records of the zip format, signature first.
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
_END: Final = struct.Struct("<4s4H2LH")
_LOCAL_MARK: Final = b"PK\x03\x04"
_CENTRAL_MARK: Final = b"PK\x01\x02"
_END_MARK: Final = b"PK\x05\x06"

_STORED: Final = 0
_DEFLATED: Final = 8
#: Version 2.0 is the first with deflate; the day is 1 January 1980, the first that zip knows.
_VERSION: Final = 20
_FIRST_DAY: Final = 0x0021

#: Deflate's level (bits 1 and 2) and "the name is UTF-8" (bit 11): harmless.
_FLAGS: Final = 0x0806
_DOS_FOLDER: Final = 0x10
_AGE: Final = b"age-encryption.org/"


@dataclass(frozen=True, slots=True)
class _Entry:
    start: int
    method: int
    crc: int
    packed: int
    size: int


@dataclass(frozen=True, slots=True)
class Container:
    """A zip whose layout has been checked; nothing has been inflated yet."""

    _data: bytes
    _entries: Mapping[str, _Entry]

    @property
    def names(self) -> tuple[str, ...]:
        """The entries' names, in the order of the file."""
        return tuple(self._entries)

    def size(self, name: str) -> int:
        """How many bytes an entry says it has."""
        return self._entries[name].size

    def read(self, name: str, limit: int) -> bytes:
        """An entry's bytes.

        Raises:
            Refusal: `package_too_big` over the limit; `package_altered` when it is not as long as
                it says, or its checksum is another.
        """
        entry = self._entries[name]
        if entry.size > limit:
            raise Refusal("package_too_big")
        packed = memoryview(self._data)[entry.start : entry.start + entry.packed]
        body = inflated(packed, entry.size) if entry.method == _DEFLATED else bytes(packed)
        if len(body) != entry.size or zlib.crc32(body) != entry.crc:
            raise Refusal("package_altered", what=name)
        return body


def pack(entries: Mapping[str, bytes]) -> bytes:
    """The entries as a zip, in the order given; the same entries give the same bytes."""
    chunks: list[bytes] = []
    directory: list[bytes] = []
    place = 0
    for name, body in entries.items():
        packed, method = _deflated(body)
        lengths = (zlib.crc32(body), len(packed), len(body), len(name), 0)
        common = (_VERSION, 0, method, 0, _FIRST_DAY, *lengths)
        directory += [
            _CENTRAL.pack(_CENTRAL_MARK, _VERSION, *common, 0, 0, 0, 0, place),
            name.encode("ascii"),
        ]
        header = _LOCAL.pack(_LOCAL_MARK, *common) + name.encode("ascii")
        chunks += [header, packed]
        place += len(header) + len(packed)
    size = sum(map(len, directory))
    count = len(entries)
    end = _END.pack(_END_MARK, 0, 0, count, count, size, place, 0)
    return b"".join([*chunks, *directory, end])


def opened(data: bytes, first: str) -> Container:
    """The container in a file's bytes; its first entry must have the name `first`.

    Raises:
        Refusal: `not_a_package`, `package_encrypted`, `package_cut`, `package_altered`,
            `package_too_big`.
    """
    _refuse_other_kinds(data, first)
    count, start = _directory(data)
    if count > ENTRY_LIMIT:
        raise Refusal("package_too_big")
    entries: dict[str, _Entry] = {}
    seen: set[str] = set()
    for name, entry in _walk(data, count, start):
        if name.casefold() in seen:
            raise Refusal("package_altered", what=name)
        seen.add(name.casefold())
        entries[name] = entry
    if sum(entry.size for entry in entries.values()) > TOTAL_LIMIT:
        raise Refusal("package_too_big")
    return Container(data, entries)


def _refuse_other_kinds(data: bytes, first: str) -> None:
    if data.startswith(_AGE):
        raise Refusal("package_encrypted")
    # An empty file is what a copying that has just begun leaves.
    if not _LOCAL_MARK.startswith(data[:4]):
        raise Refusal("not_a_package")
    start = data[_LOCAL.size : _LOCAL.size + len(first)]
    if not first.encode().startswith(start):
        raise Refusal("not_a_package")
    if len(start) < len(first):
        raise Refusal("package_cut")


def _directory(data: bytes) -> tuple[int, int]:
    """Count of entries and start of the central directory, from the end record."""
    place = len(data) - _END.size
    mark, disk, first_disk, here, count, size, start, comment = _END.unpack_from(data, place)
    if mark != _END_MARK:
        # A whole end record that is not at the end: something was added behind it.
        added = _END_MARK in data[-(1 << 16) - _END.size : place + len(_END_MARK)]
        raise Refusal("package_altered", what="zip") if added else Refusal("package_cut")
    plain = not (disk or first_disk or comment) and here == count
    if not plain or start + size != place:
        raise Refusal("package_altered", what="zip")
    return count, start


def _walk(data: bytes, count: int, start: int) -> Iterator[tuple[str, _Entry]]:
    """Each entry, checked against its local header and its neighbours."""
    place, expected = start, 0
    for _ in range(count):
        if place + _CENTRAL.size > len(data):
            raise Refusal("package_altered", what="zip")
        fields = _CENTRAL.unpack_from(data, place)
        length = fields[10]
        raw = data[place + _CENTRAL.size : place + _CENTRAL.size + length]
        what = ascii(raw.decode("ascii", "replace"))[:80]
        entry = _entry(fields, what)
        # The local header must say the very same, byte for byte, and stand where the entry
        # before it ended: nothing overlaps, nothing hides between, no two truths.
        _, _, needed, flags, *rest = fields[:10]
        header = _LOCAL.pack(_LOCAL_MARK, needed, flags, *rest, length, 0) + raw
        if fields[16] != expected or not data.startswith(header, expected) or not raw.isascii():
            raise Refusal("package_altered", what=what)
        expected = entry.start + entry.packed
        place += _CENTRAL.size + length
        yield raw.decode("ascii"), entry
    if expected != start or place != len(data) - _END.size:
        raise Refusal("package_altered", what="zip")


def _entry(fields: tuple[Any, ...], what: str) -> _Entry:
    mark, _, needed, flags, method, _, _, crc, packed, size, length, *rest = fields
    extra, comment, disk, _, attributes, offset = rest
    plain = not (extra or comment or disk or flags & ~_FLAGS) and needed <= _VERSION
    file = stat.S_IFMT(attributes >> 16) in (0, stat.S_IFREG) and not attributes & _DOS_FOLDER
    known = method == _DEFLATED or (method == _STORED and packed == size)
    if mark != _CENTRAL_MARK or not (plain and file and known):
        raise Refusal("package_altered", what=what)
    if size > RATIO_LIMIT * max(packed, 64):
        raise Refusal("package_too_big")
    return _Entry(offset + _LOCAL.size + length, method, crc, packed, size)


def _deflated(body: bytes) -> tuple[bytes, int]:
    """The body as it is stored, and the method.

    What does not shrink goes as it is, and so does what shrinks beyond the reader's belief.
    """
    deflater = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = deflater.compress(body) + deflater.flush()
    if len(packed) < len(body) <= RATIO_LIMIT * len(packed):
        return packed, _DEFLATED
    return body, _STORED


def inflated(packed: memoryview, size: int) -> bytes:
    """At most one byte more than the entry says it has, so a bomb stays small; b"" if broken."""
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        body = inflater.decompress(packed, size + 1)
    except zlib.error:
        return b""
    return body if inflater.eof and not inflater.unused_data else b""
