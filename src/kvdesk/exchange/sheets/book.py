"""The zip around a spreadsheet that came back, read with the limits of packages.

Spreadsheet programs write zip files in their own ways (extra fields, sizes behind the data), so the
layout is allowed more than a package's; nothing may overlap, hide or be encrypted all the same.
What is read on is a new zip of the parts that hold values, packed here: no other program's view of
the file can differ from the one that was checked.
"""

import re
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kvdesk.exchange.container import (
    ENTRY_LIMIT,
    FILE_LIMIT,
    RATIO_LIMIT,
    inflated,
    pack,
)
from kvdesk.kernel.errors import Refusal

__all__ = ["FILE_LIMIT", "every_part", "is_book", "parts_of", "refuse_in_the_way", "repacked"]

#: Bytes of all parts together; 2 000 rows of ten texts take less than 2 MiB.
_TOTAL_LIMIT: Final = 64 * 1024 * 1024

_WORKBOOK: Final = "xl/workbook.xml"

_LOCAL: Final = struct.Struct("<4s5H3L2H")
_CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
_END: Final = struct.Struct("<4s4H2LH")
_LOCAL_MARK: Final = b"PK\x03\x04"
_CENTRAL_MARK: Final = b"PK\x01\x02"
_END_MARK: Final = b"PK\x05\x06"
#: The old binary format, and the wrapping of an encrypted workbook (MS-CFB 2.2).
_COMPOUND_MARK: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")

#: Deflate's level, "the sizes follow the data" (bit 3) and "the name is UTF-8" are harmless.
_FLAGS: Final = 0x080E
_SIZES_FOLLOW: Final = 0x0008
_LOCKED: Final = 0x0001
_LONGEST_SIZES: Final = 24
_STORED: Final = 0
_DEFLATED: Final = 8
#: 4.5 is zip64; its records are refused, but some programs ask for it without using it.
_VERSION: Final = 45
_NAME: Final = re.compile(r"[A-Za-z0-9_.\[\]() -]+(?:/[A-Za-z0-9_.\[\]() -]+)*/?", re.ASCII)

#: What is read on; everything else (themes, pictures, printers, links) stays out.
_VALUES: Final = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/(?:workbook|sharedStrings|styles)\.xml"
    r"|xl/_rels/workbook\.xml\.rels|xl/worksheets/[^/]+\.xml",
    re.IGNORECASE,
)
_MACROS: Final = re.compile(r"vbaProject|vbaData|macrosheets/|dialogsheets/", re.IGNORECASE)
_LINKS: Final = re.compile(
    r"externalLinks/|embeddings/|activeX/|connections\.xml|queryTables/|oleObject|webextensions/",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int


def is_book(data: bytes) -> bool:
    """Whether a file is a workbook of any kind, or looks like one; a package is none."""
    if data.startswith(_COMPOUND_MARK):
        return True
    package = data.startswith(b"manifest.json", _LOCAL.size)
    return data.startswith(_LOCAL_MARK) and not package and _WORKBOOK.encode() in data


def refuse_in_the_way(file: Path) -> None:
    """A slip of the hand must not put a sheet in the place of another kind of file.

    Raises:
        Refusal: `sheet_in_the_way`.
    """
    if file.exists() and file.stat().st_size and not is_book(file.read_bytes()):
        raise Refusal("sheet_in_the_way", file=file)


def parts_of(data: bytes) -> Mapping[str, bytes]:
    """The parts of a workbook that hold values, by name, each whole and as long as it says.

    Raises:
        Refusal: `not_a_sheet`, `sheet_old`, `sheet_encrypted`, `sheet_damaged`, `sheet_too_big`,
            `sheet_with_macros`, `sheet_with_links`.
    """
    if len(data) > FILE_LIMIT:
        raise Refusal("sheet_too_big")
    _refuse_other_kinds(data)
    entries = _entries(data)
    _refuse_contents(entries)
    wanted = [entry for entry in entries if _VALUES.fullmatch(entry.name)]
    if sum(entry.size for entry in wanted) > _TOTAL_LIMIT:
        raise Refusal("sheet_too_big")
    return {entry.name: _body(data, entry) for entry in wanted}


def every_part(data: bytes) -> Mapping[str, bytes]:
    """All parts of a workbook that was written here."""
    return {entry.name: _body(data, entry) for entry in _entries(data)}


def repacked(parts: Mapping[str, bytes]) -> bytes:
    """The parts as a zip of our own."""
    return pack(parts)


def _refuse_other_kinds(data: bytes) -> None:
    if data.startswith(_COMPOUND_MARK):
        raise Refusal("sheet_encrypted" if _ENCRYPTED in data else "sheet_old")
    if not data.startswith(_LOCAL_MARK):
        raise Refusal("not_a_sheet")


def _refuse_contents(entries: list[_Entry]) -> None:
    names = [entry.name for entry in entries]
    if any(_MACROS.search(name) for name in names):
        raise Refusal("sheet_with_macros")
    if any(_LINKS.search(name) for name in names):
        raise Refusal("sheet_with_links")
    if _WORKBOOK not in names:
        raise Refusal("not_a_sheet")


def _entries(data: bytes) -> list[_Entry]:
    """The entries in the order of the file; they fill it from the first byte to the directory."""
    count, start = _directory(data)
    if count > ENTRY_LIMIT:
        raise Refusal("sheet_too_big")
    entries = sorted(_listed(data, count, start), key=lambda entry: entry.offset)
    if len({entry.name.casefold() for entry in entries}) < len(entries):
        raise Refusal("sheet_damaged")
    expected, slack = 0, 0
    for entry in entries:
        if not expected <= entry.offset <= expected + slack:
            raise Refusal("sheet_damaged")
        expected = _data_start(data, entry) + entry.packed
        slack = _LONGEST_SIZES if entry.flags & _SIZES_FOLLOW else 0
    if not expected <= start <= expected + slack:
        raise Refusal("sheet_damaged")
    return entries


def _directory(data: bytes) -> tuple[int, int]:
    place = data.rfind(_END_MARK, max(0, len(data) - _END.size - 0xFFFF))
    if place < 0 or place + _END.size > len(data):
        raise Refusal("sheet_damaged")
    _, disk, first_disk, here, count, size, start, comment = _END.unpack_from(data, place)
    whole = not (disk or first_disk) and here == count and start + size == place
    if not whole or place + _END.size + comment != len(data):
        raise Refusal("sheet_damaged")
    return count, start


def _listed(data: bytes, count: int, start: int) -> Iterator[_Entry]:
    place = start
    for _ in range(count):
        if place + _CENTRAL.size > len(data):
            raise Refusal("sheet_damaged")
        fields = _CENTRAL.unpack_from(data, place)
        mark, _, needed, flags, method, _, _, crc, packed, size, length, extra, comment = fields[
            :13
        ]
        raw = data[place + _CENTRAL.size : place + _CENTRAL.size + length]
        name = raw.decode("ascii", "replace")
        if flags & _LOCKED:
            raise Refusal("sheet_encrypted")
        known = mark == _CENTRAL_MARK and needed <= _VERSION and not flags & ~_FLAGS
        if not known or method not in (_STORED, _DEFLATED) or not _is_name(name):
            raise Refusal("sheet_damaged")
        if size > RATIO_LIMIT * max(packed, 64):
            raise Refusal("sheet_too_big")
        yield _Entry(name, flags, method, crc, packed, size, fields[16])
        place += _CENTRAL.size + length + extra + comment
    if data[place : place + 4] != _END_MARK:
        raise Refusal("sheet_damaged")


def _is_name(name: str) -> bool:
    return bool(_NAME.fullmatch(name)) and ".." not in name.split("/")


def _data_start(data: bytes, entry: _Entry) -> int:
    """Where an entry's bytes begin; its local header must say the same as the directory."""
    if entry.offset + _LOCAL.size > len(data):
        raise Refusal("sheet_damaged")
    fields = _LOCAL.unpack_from(data, entry.offset)
    mark, _, flags, method, _, _, crc, packed, size, length, extra = fields
    start = entry.offset + _LOCAL.size
    told = (0, 0, 0) if flags & _SIZES_FOLLOW else (entry.crc, entry.packed, entry.size)
    same = (flags, method) == (entry.flags, entry.method) and (
        (crc, packed, size) in (told, (entry.crc, entry.packed, entry.size))
    )
    if mark != _LOCAL_MARK or not same or data[start : start + length] != entry.name.encode():
        raise Refusal("sheet_damaged")
    return start + int(length) + int(extra)


def _body(data: bytes, entry: _Entry) -> bytes:
    start = _data_start(data, entry)
    packed = memoryview(data)[start : start + entry.packed]
    body = inflated(packed, entry.size) if entry.method == _DEFLATED else bytes(packed)
    if len(body) != entry.size or zlib.crc32(body) != entry.crc:
        raise Refusal("sheet_damaged")
    return body
