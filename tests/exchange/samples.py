"""A small network's packages, and the tools to forge others."""

import hashlib
import json
import unicodedata
from dataclasses import replace

from kvdesk.changes.operation import Change, Operation
from kvdesk.exchange.container import opened, pack
from kvdesk.exchange.keys import OwnKey, key_from
from kvdesk.exchange.manifest import Scope
from kvdesk.exchange.package import Draft, Segment, segments_of
from kvdesk.exchange.segments import encode

PIRKANMAA = key_from(bytes(range(32)))
LAPPI = key_from(bytes(range(32, 64)))
STRANGER = key_from(bytes(range(64, 96)))

STREAM = "00112233445566aa"
OTHER_STREAM = "ffeeddccbbaa0099"
MEETING = "0190d0d0d0d07000800000000000000a"
DECISION = "0190d0d0d0d07000800000000000000b"
MOMENT = 1_790_000_000_000 << 16


def operation(value="Päätettiin esityksen mukaisesti.", *, field="decision.text", context=()):
    return Operation(DECISION, field, value, context)


def change(seq=1, *operations, stream=STREAM, author="Aino Virtanen", kind="decision add"):
    told = operations or (operation(),)
    return Change(stream, seq, MOMENT + seq, author, kind, tuple(told))


def meeting_changes(count=4, stream=STREAM):
    """A few ordinary changes, one of which has seen the other stream."""
    return [
        change(
            seq,
            Operation(MEETING, "meeting.place", f"Tampere, sali {seq}", ((OTHER_STREAM, 2),)),
            Operation(MEETING, "meeting.number", seq),
            Operation(DECISION, "decision.text", f"Päätös {seq}: §:n mukaan\nhyväksyttiin."),
            Operation(DECISION, "decision.owner", None),
            stream=stream,
        )
        for seq in range(1, count + 1)
    ]


def own_segment(key=PIRKANMAA, stream=STREAM, count=4) -> Segment:
    return next(segments_of(meeting_changes(count, stream), key))


def draft(**changed) -> Draft:
    """A package with a segment of two desks and one extract."""
    whole = Draft(
        package="0190d0d0d0d070008000000000000001",
        made_at="2026-11-24T10:15:00+00:00",
        department="PL-08",
        label="Pirkanmaan pelastuslaitos",
        scope=Scope("all"),
        vector={STREAM: ((1, 4),), OTHER_STREAM: ((1, 2), (5, 7))},
        digest=0x1234,
        segments=(own_segment(), own_segment(LAPPI, OTHER_STREAM, 2)),
        extracts=(encode(meeting_changes(2)),),
        to=("Lapin pelastuslaitos",),
    )
    return replace(whole, **changed)


def entries_of(data: bytes) -> dict[str, bytes]:
    """All entries of a sound package."""
    container = opened(data, "manifest.json")
    return {name: container.read(name, 1 << 30) for name in container.names}


def manifest_of(data: bytes) -> dict:
    return json.loads(entries_of(data)["manifest.json"])


def forged(data: bytes, alter=None, *, key: OwnKey = STRANGER, bodies=None) -> bytes:
    """The package as a forger with a key of his own would alter and sign it.

    `bodies` replaces or adds entries, whose sizes and hashes the manifest then tells truly;
    `alter` is given the manifest and may change it, or answer the raw bytes to sign instead.
    """
    entries = entries_of(data)
    manifest = json.loads(entries["manifest.json"])
    manifest["from"]["key"] = key.public
    for name, body in (bodies or {}).items():
        entries[name] = body
        note = next((n for n in manifest["entries"] if n["name"] == name), None)
        if note is None:
            note = {"name": name}
            manifest["entries"].append(note)
        note |= {"size": len(body), "sha256": hashlib.sha256(body).hexdigest()}
    raw = alter(manifest) if alter else None
    if not isinstance(raw, bytes):
        raw = json.dumps(manifest, ensure_ascii=False).encode()
    return pack(entries | {"manifest.json": raw, "manifest.sig": key.sign(raw)})


def decomposed(text: str) -> str:
    """The same text as a Mac's file names would have it."""
    return unicodedata.normalize("NFD", text)
