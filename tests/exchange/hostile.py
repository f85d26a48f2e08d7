"""Files that no desk wrote: every way we know to make a zip, a manifest or a signature lie.

`HOSTILE` maps what is wrong to how it is made from a sound package and the code of the refusal.
"""

import json
import struct
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO

from exchange.samples import (
    LAPPI,
    OTHER_STREAM,
    PIRKANMAA,
    STRANGER,
    STREAM,
    decomposed,
    entries_of,
    forged,
    meeting_changes,
)
from kvdesk.exchange.container import pack
from kvdesk.exchange.segments import encode
from kvdesk.exchange.signing import sign_segment

__all__ = ["HOSTILE", "Make"]

Make = Callable[[bytes], bytes]

_SEGMENT = f"segments/{STREAM}/00000001-00000004.jsonl"
_README = "LUEMINUT.txt"
_END = 22


def _zip(bodies, *, method=zipfile.ZIP_DEFLATED, comment=b"", alter=None) -> bytes:
    """A zip by the standard library, with whatever it lets one write."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.comment = comment
        for name, body in bodies.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = method
            if alter:
                alter(info)
            archive.writestr(info, body)
    return buffer.getvalue()


def _set(**fields):
    def alter(info):
        if info.filename == _README:
            for name, value in fields.items():
                setattr(info, name, value)

    return alter


def _directory(data: bytes) -> int:
    """Where the central directory begins."""
    return struct.unpack_from("<L", data, len(data) - 6)[0]


def _central(data: bytes, name: str) -> int:
    """Where the central record of an entry begins."""
    return data.index(name.encode(), _directory(data)) - 46


def _local(data: bytes, name: str) -> int:
    """Where the local header of an entry begins."""
    return struct.unpack_from("<L", data, _central(data, name) + 42)[0]


def _poked(data: bytes, place: int, new: bytes) -> bytes:
    return data[:place] + new + data[place + len(new) :]


def _at_central(field: int, new: bytes, name: str = _README) -> Make:
    """Overwrite bytes of the central record only: local header and directory disagree."""
    return lambda data: _poked(data, _central(data, name) + field, new)


def _at_both(central: int, local: int, new: bytes, name: str = _README) -> Make:
    """Overwrite the same field in the directory and in the local header."""

    def make(data):
        poked = _poked(data, _central(data, name) + central, new)
        return _poked(poked, _local(data, name) + local, new)

    return make


def _at_end(field: int, new: bytes) -> Make:
    return lambda data: _poked(data, len(data) - _END + field, new)


def _inserted(data: bytes, place: int, new: bytes) -> bytes:
    """Bytes put in, and every offset in the directory and the end record put right."""
    start = _directory(data)
    offsets = [_central(data, name) + 42 for name in entries_of(data)]
    for field in (*offsets, len(data) - 6):
        (offset,) = struct.unpack_from("<L", data, field)
        moved = offset + len(new) if offset >= place else offset
        data = _poked(data, field, struct.pack("<L", moved))
    assert place <= start or place == len(data) - _END
    return data[:place] + new + data[place:]


def _counted_in(data: bytes) -> bytes:
    """Bytes after the last record of the directory, whose length takes them in."""
    (size,) = struct.unpack_from("<L", data, len(data) - _END + 12)
    return _at_end(12, struct.pack("<L", size + 5))(_inserted(data, len(data) - _END, b"salaa"))


def _overlapping(data: bytes) -> bytes:
    """Two entries of the directory that share one local header."""
    first = struct.unpack_from("<L", data, _central(data, "manifest.sig") + 42)[0]
    return _poked(data, _central(data, _README) + 42, struct.pack("<L", first))


def _swallowing(data: bytes) -> bytes:
    """An entry that is so long that the next one lies inside it."""
    place = _central(data, _README)
    packed = struct.unpack_from("<L", data, place + 20)[0]
    following = _local(data, "segments/")
    start = _local(data, _README) + 30 + len(_README)
    assert packed < following - start
    new = struct.pack("<L", following - start)
    return _poked(_poked(data, place + 20, new), _local(data, _README) + 18, new)


def _renamed(new: str, old: str = _README) -> Make:
    """The bytes of a name replaced in both places, without the library's own tidying."""
    raw = new.encode()

    def make(data):
        entries = {
            (raw.decode() if name == old else name): b for name, b in entries_of(data).items()
        }
        manifest = json.loads(entries["manifest.json"])
        for note in manifest["entries"]:
            if note["name"] == old:
                note["name"] = new
        manifest["from"]["key"] = STRANGER.public
        signed = json.dumps(manifest).encode()
        entries |= {"manifest.json": signed, "manifest.sig": STRANGER.sign(signed)}
        stand_in = "x" * len(raw)
        packed = pack({(stand_in if name == new else name): b for name, b in entries.items()})
        return packed.replace(stand_in.encode(), raw)

    return make


def _twice(data: bytes, other: str) -> bytes:
    """Two entries with equal names, or names that differ in case only."""
    stand_in = "x" * len(other)

    def alter(manifest):
        text = json.dumps(manifest, ensure_ascii=False).replace(stand_in, other)
        return text.encode()

    return forged(data, alter, bodies={stand_in: b"hei"}).replace(stand_in.encode(), other.encode())


def _bomb(size: int) -> Make:
    """An extract of very many equal bytes, deflated as hard as deflate can."""

    def make(data):
        entries = entries_of(forged(data, bodies={"extracts/9.jsonl": b" " * size}))
        return _zip(entries)

    return make


def _lying_bomb(data: bytes) -> bytes:
    """A bomb that says that it is small, in all three places."""
    bomb = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = bomb.compress(b" " * 200_000_000) + bomb.flush()
    name = "extracts/9.jsonl"
    placed = forged(data, bodies={name: packed})
    honest = zlib.crc32(b" " * 9_000_000)
    said = struct.pack("<HHHLLL", 8, 0, 0x21, honest, len(packed), 9_000_000)
    entries = entries_of(placed)

    def lie(manifest):
        manifest["entries"][-1]["size"] = 9_000_000

    lying = forged(data, lie, bodies={name: packed})
    entries = entries_of(lying)
    stored = _zip(entries, method=zipfile.ZIP_STORED, alter=_set())
    stored = _poked(stored, _central(stored, name) + 10, said)
    return _poked(stored, _local(stored, name) + 8, said)


def _many_entries(data: bytes) -> bytes:
    return pack(entries_of(data) | {f"extracts/{n}.jsonl": b"x" for n in range(2, 2_100)})


def _huge_in_total(data: bytes) -> bytes:
    """Nine entries that say 31 MiB each; nothing of it is there."""
    bodies = {f"extracts/{n}.jsonl": bytes(163_000) for n in range(11, 20)}
    stored = _zip(entries_of(data) | bodies, method=zipfile.ZIP_STORED)
    said = struct.pack("<L", 31 * 1024 * 1024)
    for name in bodies:
        for place, method in ((_central(stored, name) + 10, 14), (_local(stored, name) + 8, 14)):
            stored = _poked(stored, place, struct.pack("<H", 8))
            stored = _poked(stored, place + method, said)
    return stored


def _without(name: str) -> Make:
    return lambda data: pack({n: body for n, body in entries_of(data).items() if n != name})


def _with(name: str, body: bytes) -> Make:
    """An entry replaced or added; the manifest and its signature as they were."""
    return lambda data: pack(entries_of(data) | {name: body})


def _reordered(data: bytes) -> bytes:
    entries = entries_of(data)
    return pack({name: entries[name] for name in sorted(entries)})


def _swapped_bodies(data: bytes) -> bytes:
    """Two equal-sized bodies exchanged."""
    entries = entries_of(data)
    entries["manifest.sig"] = entries["manifest.sig"][::-1]
    return pack(entries)


def _signed(alter, *, bodies=None, key=STRANGER) -> Make:
    """A manifest altered and signed by a stranger: his word is bound to what he says."""
    return lambda data: forged(data, alter, key=key, bodies=bodies)


_STARTS = [["00112233445566aa", 1], ["ffeeddccbbaa0099", 1]]


def _part(number, starts):
    return _put("part", value={"number": number, "starts": starts})


def _put(*path, value) -> Make:
    def alter(manifest):
        place = manifest
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value

    return _signed(alter)


def _drop(*path) -> Make:
    def alter(manifest):
        place = manifest
        for step in path[:-1]:
            place = place[step]
        del place[path[-1]]

    return _signed(alter)


def _raw(change: Callable[[bytes], bytes]) -> Make:
    """The manifest's bytes changed and signed by a stranger."""
    return _signed(lambda manifest: change(json.dumps(manifest).encode()))


def _note(data_name: str, **fields) -> Make:
    def alter(manifest):
        note = next(note for note in manifest["entries"] if note["name"] == data_name)
        for key, value in fields.items():
            note[key] = value
            if value is None:
                del note[key]

    return _signed(alter)


def _vector(told) -> Make:
    body = told if isinstance(told, bytes) else json.dumps(told).encode()
    return _signed(None, bodies={"vector.json": body})


def _foreign_segment(data: bytes) -> bytes:
    """A stranger's changes in another's stream, signed by the stranger."""
    body = encode(meeting_changes(9)[4:])
    segment = sign_segment(STRANGER, stream=STREAM, first=5, last=9, body=body)

    def alter(manifest):
        manifest["signers"].append(STRANGER.public)
        manifest["entries"][-1] |= {
            "signer": len(manifest["signers"]) - 1,
            "signature": segment.signature.hex(),
        }

    return forged(data, alter, bodies={segment.name: body})


def _replayed_signature(data: bytes) -> bytes:
    """Lappi's signature, made for a segment of its own, under Pirkanmaa's changes."""

    def alter(manifest):
        notes = {note["name"]: note for note in manifest["entries"] if "signer" in note}
        mine = notes[_SEGMENT]
        other = next(note for name, note in notes.items() if name != _SEGMENT)
        mine["signer"], mine["signature"] = other["signer"], other["signature"]

    return forged(data, alter)


def _moved_segment(data: bytes) -> bytes:
    """A genuine segment offered as a later part of its stream."""
    return _renamed(f"segments/{STREAM}/00000005-00000008.jsonl", _SEGMENT)(data)


def _rewritten_segment(data: bytes) -> bytes:
    """Another text in a genuine segment; hash and size in the manifest are true again."""
    body = entries_of(data)[_SEGMENT].replace("Päätös".encode(), "Hylkäs".encode())
    return forged(data, bodies={_SEGMENT: body})


def _everybodys_key(data: bytes) -> bytes:
    """A point of small order as the sender's key: one signature fits any manifest."""
    entries = entries_of(data)
    manifest = json.loads(entries["manifest.json"])
    manifest["from"]["key"] = "01" + "00" * 31
    raw = json.dumps(manifest).encode()
    return pack(entries | {"manifest.json": raw, "manifest.sig": b"\x01" + bytes(63)})


def _another_packages_signature(data: bytes) -> bytes:
    other = forged(data, lambda manifest: manifest.update(package="f" * 32), key=PIRKANMAA)
    return _with("manifest.sig", entries_of(other)["manifest.sig"])(data)


_LONG = {"entries": [], "filler": "x" * 300_000}

HOSTILE: dict[str, tuple[Make, str]] = {
    # what is not a package at all
    "an empty file": (lambda _: b"", "package_cut"),
    "a letter": (lambda _: "Hei, tässä pöytäkirja.".encode(), "not_a_package"),
    "a web page": (lambda _: b"<!DOCTYPE html><title>Kirjaudu</title>", "not_a_package"),
    "zeros": (lambda _: bytes(4_096), "not_a_package"),
    "a Word document": (lambda _: _zip({"[Content_Types].xml": b"<Types/>"}), "not_a_package"),
    "an empty zip": (lambda _: _zip({}), "not_a_package"),
    "an encrypted package": (lambda _: b"age-encryption.org/v1\n-> X25519", "package_encrypted"),
    "a package in a zip": (lambda data: _zip({"paketti.kvx": data}), "not_a_package"),
    # cut and joined
    "cut after three bytes": (lambda data: data[:3], "package_cut"),
    "cut in the first name": (lambda data: data[:36], "package_cut"),
    "cut at a tenth": (lambda data: data[: len(data) // 10], "package_cut"),
    "cut in the middle": (lambda data: data[: len(data) // 2], "package_cut"),
    "cut before the directory": (lambda data: data[: _directory(data)], "package_cut"),
    "cut by one byte": (lambda data: data[:-1], "package_cut"),
    "cut in the end record": (lambda data: data[:-18], "package_cut"),
    "zeros where the end should be": (lambda data: data[:-22] + bytes(22), "package_cut"),
    "the beginning missing": (lambda data: data[1:], "not_a_package"),
    "bytes before": (lambda data: b"\n" + data, "not_a_package"),
    "a program before": (lambda data: b"MZ" + bytes(512) + data, "not_a_package"),
    "bytes after": (lambda data: data + b"\n", "package_altered"),
    "another package after": (lambda data: data + data, "package_altered"),
    "another zip's end after": (lambda data: data + _zip({}), "package_altered"),
    "a comment": (lambda data: _zip(entries_of(data), comment=b"hei"), "package_altered"),
    "a comment that says nothing": (_at_end(20, b"\x01\x00"), "package_altered"),
    "zeros in the middle": (
        lambda data: _poked(data, len(data) // 3, bytes(32)),
        "package_altered",
    ),
    # a zip that lies
    "overlapping entries": (_overlapping, "package_altered"),
    "an entry inside another": (_swallowing, "package_altered"),
    "bytes between the entries": (
        lambda data: _inserted(data, _local(data, _README), b"PK\x03\x04 salaa"),
        "package_altered",
    ),
    "bytes before the directory": (
        lambda data: _inserted(data, _directory(data), b"salaa"),
        "package_altered",
    ),
    "bytes after the directory": (
        lambda data: _inserted(data, len(data) - _END, b"salaa"),
        "package_altered",
    ),
    "bytes after the directory that count as its own": (_counted_in, "package_altered"),
    "a directory that is too long": (_at_end(12, b"\xff\xff\x00\x00"), "package_altered"),
    "a directory elsewhere": (_at_end(16, b"\x00\x00\x00\x00"), "package_altered"),
    "fewer entries than there are": (_at_end(8, b"\x02\x00\x02\x00"), "package_altered"),
    "more entries than there are": (_at_end(8, b"\x09\x00\x09\x00"), "package_altered"),
    "no entries": (_at_end(8, b"\x00\x00\x00\x00"), "package_altered"),
    "counts that differ": (_at_end(8, b"\x05\x00\x06\x00"), "package_altered"),
    "a second disk": (_at_end(4, b"\x01\x00"), "package_altered"),
    "zip64 marks": (_at_end(8, b"\xff" * 12), "package_altered"),
    "no mark in the directory": (_at_central(0, b"PK\x01\x03"), "package_altered"),
    "another name in the directory": (
        _at_central(46, b"L"[:1] + b"OEMINUT.txt"),
        "package_altered",
    ),
    "another checksum in the directory": (_at_central(16, b"\x00\x01\x02\x03"), "package_altered"),
    "another size in the directory": (_at_central(24, b"\x09\x00\x00\x00"), "package_altered"),
    "another place in the directory": (_at_central(42, b"\x07\x00\x00\x00"), "package_altered"),
    "a place far outside": (_at_central(42, b"\xff\xff\xff\xff"), "package_altered"),
    "a disk in the directory": (_at_central(34, b"\x01\x00"), "package_altered"),
    "a name that is too long": (_at_central(28, b"\xff\xff"), "package_altered"),
    "a wrong checksum": (_at_both(16, 14, b"\x00\x01\x02\x03"), "package_altered"),
    "a wrong size": (_at_both(24, 22, b"\x09\x00\x00\x00"), "package_altered"),
    "a data descriptor": (_at_both(8, 6, b"\x08\x00"), "package_altered"),
    "an encrypted entry": (_at_both(8, 6, b"\x01\x00"), "package_altered"),
    "a zip of a later version": (_at_both(6, 4, b"\x2d\x00"), "package_altered"),
    "an unknown method": (_at_both(10, 8, b"\x63\x00"), "package_altered"),
    "stored, but deflated": (_at_both(10, 8, b"\x00\x00"), "package_altered"),
    "deflated, but stored": (_at_both(10, 8, b"\x08\x00", "manifest.sig"), "package_altered"),
    "bzip2": (lambda data: _zip(entries_of(data), method=zipfile.ZIP_BZIP2), "package_altered"),
    "lzma": (lambda data: _zip(entries_of(data), method=zipfile.ZIP_LZMA), "package_altered"),
    "an extra field": (
        lambda data: _zip(entries_of(data), alter=_set(extra=b"\x99\x99\x02\x00ab")),
        "package_altered",
    ),
    "a comment on an entry": (
        lambda data: _zip(entries_of(data), alter=_set(comment=b"hei")),
        "package_altered",
    ),
    "a symbolic link": (
        lambda data: _zip(entries_of(data), alter=_set(external_attr=0o120777 << 16)),
        "package_altered",
    ),
    "a device": (
        lambda data: _zip(entries_of(data), alter=_set(external_attr=0o060666 << 16)),
        "package_altered",
    ),
    "a folder": (
        lambda data: _zip(entries_of(data), alter=_set(external_attr=0x10)),
        "package_altered",
    ),
    "a name with a letter outside": (
        lambda data: _zip(entries_of(data) | {"extracts/ä.jsonl": b""}),
        "package_altered",
    ),
    # bombs
    "a bomb": (_bomb(20_000_000), "package_too_big"),
    "a bomb that says that it is small": (_lying_bomb, "package_altered"),
    "too many entries": (_many_entries, "package_too_big"),
    "too much in total": (_huge_in_total, "package_too_big"),
    # names
    "a path upwards": (_renamed("../../own.key"), "package_altered"),
    "a path upwards inside": (_renamed("segments/../own.key"), "package_altered"),
    "a path from the root": (_renamed("/etc/passwd"), "package_altered"),
    "a drive": (_renamed("C:\\own.key"), "package_altered"),
    "a network path": (_renamed("\\\\kone\\jako\\a"), "package_altered"),
    "a device of Windows": (_renamed("CON"), "package_altered"),
    "a second stream of a file": (_renamed("LUEMINUT.txt:a"), "package_altered"),
    "a name with a nul": (_renamed("LUEMINUT.txt\x00.exe"), "package_altered"),
    "a name with a line feed": (_renamed("LUEMINUT.txt\n"), "package_altered"),
    "a name that is empty": (_renamed(""), "package_altered"),
    "a folder's name": (_renamed("extracts/"), "package_altered"),
    "a zip inside": (_renamed("extracts/1.zip"), "package_altered"),
    "an extract without a number": (_renamed("extracts/.jsonl"), "package_altered"),
    "an extract with other digits": (
        _signed(None, bodies={"extracts/01.jsonl": b"x"}),
        "package_altered",
    ),
    "two entries of one name": (lambda data: _twice(data, _README), "package_altered"),
    "two names that Windows takes for one": (
        lambda data: _twice(data, "lueminut.TXT"),
        "package_altered",
    ),
    "two manifests": (lambda data: _twice(data, "manifest.json"), "package_altered"),
    # the manifest
    "no manifest": (_without("manifest.json"), "not_a_package"),
    "the manifest last": (_reordered, "not_a_package"),
    "a manifest that is too long": (_put("filler", value="x" * 300_000), "package_too_big"),
    "a manifest that is no JSON": (_raw(lambda _: b"hei"), "not_a_package"),
    "a manifest that is empty": (_raw(lambda _: b""), "not_a_package"),
    "a manifest that is a list": (_raw(lambda _: b"[]"), "not_a_package"),
    "a manifest in another encoding": (
        _raw(lambda raw: raw.decode().encode("utf-16")),
        "not_a_package",
    ),
    "a manifest with a byte order mark": (_raw(lambda raw: b"\xef\xbb\xbf" + raw), "not_a_package"),
    "a manifest cut": (_raw(lambda raw: raw[:-2]), "not_a_package"),
    "a manifest with words after it": (_raw(lambda raw: raw + b" hei"), "not_a_package"),
    "a manifest as deep as a well": (_raw(lambda _: b"[" * 200_000), "not_a_package"),
    "depth in an unknown field": (
        _raw(lambda raw: raw[:-1] + b',"more":' + b"[" * 100_000 + b"]" * 100_000 + b"}"),
        "not_a_package",
    ),
    "NaN in an unknown field": (
        _raw(lambda raw: raw[:-1] + b',"more":NaN}'),
        "not_a_package",
    ),
    "a key twice": (
        _raw(lambda raw: raw[:-1] + b',"digest":"%s"}' % (b"0" * 32)),
        "package_altered",
    ),
    "a key twice, once by escape": (
        _raw(lambda raw: raw[:-1] + b',"\\u0064igest":"%s"}' % (b"0" * 32)),
        "package_altered",
    ),
    "a key twice further in": (
        _raw(lambda raw: raw.replace(b'"from": {', b'"from": {"label":"Hyvis",')),
        "package_altered",
    ),
    "a key twice where nobody looks": (
        _raw(lambda raw: raw[:-1] + b',"more":{"a":1,"a":2}}'),
        "package_altered",
    ),
    "another format": (_put("format", value="kvdesk-backup"), "not_a_package"),
    "no format": (_drop("format"), "not_a_package"),
    "a newer package": (_put("min_reader", value=2), "package_from_newer"),
    "a reader that is a fraction": (_put("min_reader", value=1.0), "not_a_package"),
    "a reader that is true": (_put("min_reader", value=True), "not_a_package"),
    "a reader of many digits": (
        _raw(lambda raw: raw.replace(b'"min_reader": 1', b'"min_reader": ' + b"9" * 5_000)),
        "not_a_package",
    ),
    "no sender": (_drop("from"), "package_altered"),
    "a sender without a key": (_drop("from", "key"), "package_altered"),
    "a package without an id": (_put("package", value="../../x"), "package_altered"),
    "an id with a line feed": (_put("package", value="0" * 32 + "\n"), "package_altered"),
    "no digest": (_drop("digest"), "package_altered"),
    "a scope that nobody knows": (_put("scope", "kind", value="salaisuudet"), "package_altered"),
    "a scope with a bad id": (_put("scope", "id", value="' or 1=1"), "package_altered"),
    "a label that is too long": (_put("from", "label", value="x" * 401), "package_altered"),
    "a label with a nul": (_put("from", "label", value="a\x00"), "package_altered"),
    "a label decomposed": (_put("from", "label", value=decomposed("ä")), "package_altered"),
    "a title with half a letter": (
        _raw(lambda raw: raw.replace(b'"title": ""', b'"title": "\\udc00 x"')),
        "not_a_package",
    ),
    "too many receivers": (_put("to", value=["x"] * 501), "package_altered"),
    "a receiver that is a number": (_put("to", value=[7]), "package_altered"),
    "a moment that is none": (_put("made_at", value="eilen"), "package_altered"),
    "a moment without a zone": (_put("made_at", value="2026-11-24T10:15:00"), "package_altered"),
    "a moment that never was": (
        _put("made_at", value="2026-02-30T10:15:00+00:00"),
        "package_altered",
    ),
    "a part beyond the last": (_part(3, _STARTS), "package_altered"),
    "a part before the first": (_part(0, _STARTS), "package_altered"),
    "a part of nothing": (_part(1, []), "package_altered"),
    "a part of itself alone": (_part(1, _STARTS[:1]), "package_altered"),
    "parts that fall": (_part(1, _STARTS[::-1]), "package_altered"),
    "parts that begin alike": (_part(1, [_STARTS[0], _STARTS[0]]), "package_altered"),
    "a part of a stream with a bad name": (_part(1, [["..", 1], ["x", 1]]), "package_altered"),
    "too many parts": (
        _part(1, [[f"{n:016x}", 1] for n in range(2_001)]),
        "package_altered",
    ),
    # the list and the entries
    "an entry that is not listed": (_with("extracts/9.jsonl", b"x"), "package_altered"),
    "an entry that is listed only": (_without(_README), "package_altered"),
    "an entry listed twice": (
        _signed(lambda manifest: manifest["entries"].append(manifest["entries"][0])),
        "package_altered",
    ),
    "a list in another order": (
        _signed(lambda manifest: manifest["entries"].reverse()),
        "package_altered",
    ),
    "an altered note": (_with(_README, b"Soita numeroon 0600 123"), "package_altered"),
    "a note that is too long": (
        _signed(None, bodies={_README: b"ei " * 30_000}),
        "package_too_big",
    ),
    "a body with one letter changed": (
        lambda data: _with(_SEGMENT, entries_of(data)[_SEGMENT].replace(b"1", b"2", 1))(data),
        "package_altered",
    ),
    "an extract with one letter changed": (
        lambda data: _with(
            "extracts/1.jsonl", entries_of(data)["extracts/1.jsonl"].replace(b"s", b"z", 1)
        )(data),
        "package_altered",
    ),
    "a size that is wrong": (_note(_SEGMENT, size=7), "package_altered"),
    "a size below zero": (_note(_SEGMENT, size=-1), "package_altered"),
    "a hash that is wrong": (_note(_SEGMENT, sha256="0" * 64), "package_altered"),
    "a hash in capitals": (_note(_SEGMENT, sha256="A" * 64), "package_altered"),
    "a segment without a signer": (_note(_SEGMENT, signer=None), "package_altered"),
    "a segment without a signature": (_note(_SEGMENT, signature=None), "signature_wrong"),
    "a signer that is not there": (_note(_SEGMENT, signer=99), "package_altered"),
    "a signer below zero": (_note(_SEGMENT, signer=-1), "package_altered"),
    "an extract with a signer": (_note("extracts/1.jsonl", signer=0), "package_altered"),
    "an extract with a signature": (
        _note("extracts/1.jsonl", signature="0" * 128),
        "package_altered",
    ),
    "a segment that ends before it begins": (
        _renamed(f"segments/{STREAM}/00000004-00000001.jsonl", _SEGMENT),
        "package_altered",
    ),
    # what the sender has
    "a vector that is no list": (_vector({STREAM: [[1, 4]]}), "package_altered"),
    "a vector that is no JSON": (_vector(b"hei"), "package_altered"),
    "a vector of a bad stream": (_vector([["../x", [[1, 4]]]]), "package_altered"),
    "a stream twice in the vector": (
        _vector([[STREAM, [[1, 4]]], [STREAM, [[1, 9]]]]),
        "package_altered",
    ),
    "a vector that falls": (
        _vector([[OTHER_STREAM, [[1, 4]]], [STREAM, [[1, 4]]]]),
        "package_altered",
    ),
    "an interval that ends before it begins": (_vector([[STREAM, [[4, 1]]]]), "package_altered"),
    "an interval from zero": (_vector([[STREAM, [[0, 1]]]]), "package_altered"),
    "intervals that overlap": (_vector([[STREAM, [[1, 4], [4, 9]]]]), "package_altered"),
    "intervals of fractions": (_vector([[STREAM, [[1.0, 4]]]]), "package_altered"),
    "a vector that is too long": (_vector(b" " * 5_000_000), "package_too_big"),
    # signatures
    "no signature": (_without("manifest.sig"), "package_altered"),
    "a signature cut": (_with("manifest.sig", bytes(63)), "signature_wrong"),
    "a signature that is too long": (_with("manifest.sig", bytes(65)), "package_too_big"),
    "a signature of zeros": (_with("manifest.sig", bytes(64)), "signature_wrong"),
    "a signature backwards": (_swapped_bodies, "signature_wrong"),
    "the signature of another package": (_another_packages_signature, "signature_wrong"),
    "a stranger's signature": (
        lambda data: _with("manifest.sig", STRANGER.sign(entries_of(data)["manifest.json"]))(data),
        "signature_wrong",
    ),
    "a stranger in another's name": (
        lambda data: _with(
            "manifest.json",
            entries_of(data)["manifest.json"].replace(
                PIRKANMAA.public.encode(), STRANGER.public.encode(), 1
            ),
        )(data),
        "signature_wrong",
    ),
    "a key for which everybody can sign": (_everybodys_key, "signature_wrong"),
    "a segment's signature from another segment": (_replayed_signature, "signature_wrong"),
    "a segment moved within its stream": (_moved_segment, "signature_wrong"),
    "a segment rewritten": (_rewritten_segment, "signature_wrong"),
    "a segment under another's name": (
        _note(_SEGMENT, signer=0 if LAPPI.public < PIRKANMAA.public else 1),
        "signature_wrong",
    ),
    "a stranger's changes in another's stream": (_foreign_segment, "signature_wrong"),
}
