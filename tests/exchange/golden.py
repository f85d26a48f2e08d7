"""Golden packages: what this version writes, kept for ever in `tests/data/packages/`.

A later version must read them all. They are made once, when a version of the format is new:

    python -c "from exchange import golden; golden.write()"      (in tests/)

Names, keys and matters are made up.
"""

import json
from pathlib import Path

from exchange.samples import LAPPI, PIRKANMAA, STRANGER
from kvdesk.changes.operation import Change, Operation
from kvdesk.exchange.keys import fingerprint
from kvdesk.exchange.manifest import Scope
from kvdesk.exchange.package import Draft, changes_of, read_package, segments_of, write_package
from kvdesk.exchange.segments import decode, encode

FOLDER = Path(__file__).parents[1] / "data" / "packages"

_TAMPERE = "0190d0d0d0d0700a"
_ROVANIEMI = "0190d0d0d0d0700b"
_MEETING = "0190d0d0d0d07000800000000000000a"
_ITEM = "0190d0d0d0d07000800000000000000b"
_DECISION = "0190d0d0d0d07000800000000000000c"
_START = 1_790_000_000_000 << 16


def _change(stream, seq, author, kind, *operations):
    return Change(stream, seq, _START + (seq << 16) + 1, author, kind, tuple(operations))


def tampere() -> list[Change]:
    """A meeting, an item, a decision; every kind of value and context."""
    author = "Väinö Åkerman"
    return [
        _change(
            _TAMPERE,
            1,
            author,
            "meeting add",
            Operation(_MEETING, "meeting.title", "Hallituksen kokous"),
            Operation(_MEETING, "meeting.number", 3),
            Operation(_MEETING, "meeting.remote", 0),
            Operation(_MEETING, "meeting.chair", None),
        ),
        _change(
            _TAMPERE,
            2,
            author,
            "meeting item",
            Operation(_ITEM, "agenda_entry.title", 'Omavalvonta: "malli" C:\\users\\§ 12'),
            Operation(_ITEM, "agenda_entry.text", "Esittely\n\t- liite 1\n🚒 – “lainaus”"),
            Operation(_ITEM, "agenda_entry.rank", -(2**61)),
        ),
        _change(
            _TAMPERE,
            3,
            "Eva Lindqvist",
            "meeting change",
            Operation(_MEETING, "meeting.title", "Styrelsens möte", ((_TAMPERE, 1),)),
            Operation(
                _DECISION,
                "decision.text",
                "Hyväksyttiin yksimielisesti.",
                ((_TAMPERE, 2), (_ROVANIEMI, 1)),
            ),
        ),
    ]


def rovaniemi() -> list[Change]:
    """A concurrent title, and a deletion that names what it saw."""
    author = "Sari Niemelä"
    return [
        _change(
            _ROVANIEMI,
            1,
            author,
            "meeting change",
            Operation(_MEETING, "meeting.title", "Hallitus 3/2026", ((_TAMPERE, 1),)),
        ),
        _change(
            _ROVANIEMI,
            2,
            author,
            "agenda_entry remove",
            Operation(_ITEM, "agenda_entry.deleted", f"{_TAMPERE}:2"),
        ),
    ]


def large() -> list[Change]:
    """One change over several lines, of a text that deflates beyond what a reader believes."""
    texts = (Operation(f"{n:032x}", "matter.text", "a" * 900) for n in range(1, 5_102))
    return [_change(_TAMPERE, 1, "Väinö Åkerman", "desk sample", *texts)]


def _draft(number: int, scope: Scope, **parts) -> Draft:
    return Draft(
        package=f"{number:032x}",
        made_at="2026-11-24T10:15:00+00:00",
        department="PL-08",
        label="Pirkanmaan pelastuslaitos",
        scope=scope,
        vector={_TAMPERE: ((1, 3),), _ROVANIEMI: ((1, 2), (5, 9))},
        digest=number,
        to=("Lapin pelastuslaitos", "Mellersta Nylands räddningsverk"),
        **parts,
    )


def drafts():
    """Name of the file -> draft and the key of the sender."""
    own = list(segments_of(tampere(), PIRKANMAA))
    others = list(segments_of(rovaniemi(), LAPPI))
    meeting = Scope("meeting", _MEETING, "3/2026")
    parts = [encode(tampere()[:1]), encode(rovaniemi()[:1])]
    return {
        "1-everything.kvx": (_draft(1, Scope("all"), segments=[*own, *others]), PIRKANMAA),
        "1-meeting.kvx": (_draft(2, meeting, extracts=parts), PIRKANMAA),
        "1-forwarded.kvx": (_draft(3, Scope("all"), segments=own), STRANGER),
        "1-large.kvx": (
            _draft(4, Scope("all"), segments=list(segments_of(large(), PIRKANMAA))),
            PIRKANMAA,
        ),
    }


def told(file: Path) -> dict:
    """All that a package says, as plain JSON values."""
    package = read_package(file)
    manifest = package.manifest
    bodies = [changes_of(s) for s in package.segments] + [decode(b) for b in package.extracts]
    return {
        "package": manifest.package,
        "made_at": manifest.made_at,
        "from": [manifest.sender.department, manifest.sender.label],
        "fingerprint": fingerprint(manifest.sender.key),
        "to": manifest.to,
        "scope": [manifest.scope.kind, manifest.scope.id, manifest.scope.title],
        "digest": manifest.digest,
        "vector": [[stream, [*map(list, known)]] for stream, known in package.vector.items()],
        "signers": [[stream, fingerprint(key)] for stream, key in package.signers.items()],
        "changes": [_told(change) for changes in bodies for change in changes],
    }


def _told(change: Change) -> list:
    operations = [
        [o.record, o.field, o.value, [list(pair) for pair in o.context]] for o in change.operations
    ]
    return [change.stream, change.seq, change.stamp, change.author, change.kind, operations]


def write(folder: Path = FOLDER) -> None:
    """Make the packages, and beside each what must be read in it; never over older ones."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, (draft, key) in drafts().items():
        file = folder / name
        if not file.exists():
            write_package(file, draft, key)
            if name != "1-large.kvx":
                text = json.dumps(told(file), ensure_ascii=False, indent=1) + "\n"
                file.with_suffix(".json").write_text(text, encoding="utf-8", newline="\n")
