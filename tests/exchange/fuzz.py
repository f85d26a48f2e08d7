"""Coverage-guided search for what the parsers of packages cannot take: `python dev.py fuzz`.

    fuzz.py manifest|segment|zip <folder> [what libFuzzer takes, as in -max_total_time=60]

What is found worth keeping lands in the folder, which the golden packages fill at first. Anything
but a refusal, and any body that is decoded and cannot be sent on, ends the search with a file that
shows it.
"""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import atheris

with atheris.instrument_imports():
    from exchange.golden import FOLDER
    from exchange.samples import entries_of
    from kvdesk.exchange.container import opened
    from kvdesk.exchange.manifest import read_manifest, read_vector
    from kvdesk.exchange.segments import decode, encode
    from kvdesk.kernel.errors import Refusal


def manifest(data: bytes) -> None:
    """Both lists that a package is described by."""
    for read in (read_manifest, read_vector):
        try:
            read(data)
        except Refusal:
            continue


def segment(data: bytes) -> None:
    """A body; whatever was decoded can be sent on as it is."""
    try:
        changes = decode(data)
    except Refusal:
        return
    assert decode(encode(changes)) == changes


def container(data: bytes) -> None:
    """The zip with all that is in it."""
    try:
        found = opened(data, "manifest.json")
        for name in found.names:
            found.read(name, 1 << 20)
    except Refusal:
        return


TARGETS: Final[dict[str, Callable[[bytes], None]]] = {
    "manifest": manifest,
    "segment": segment,
    "zip": container,
}


def sound(target: str) -> Iterator[bytes]:
    """What to begin with."""
    for file in sorted(FOLDER.glob("*.kvx")):
        data = file.read_bytes()
        if len(data) > 100_000:
            continue
        for name, body in entries_of(data).items():
            if (name.endswith(".jsonl"), name.endswith(".json")) == (
                target == "segment",
                target == "manifest",
            ) and target != "zip":
                yield body
        if target == "zip":
            yield data


def main() -> None:
    """Fill the folder and search."""
    target, folder = sys.argv[1], Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    for number, body in enumerate(sound(target)):
        (folder / f"sound-{number}").write_bytes(body)
    atheris.Setup([sys.argv[0], str(folder), *sys.argv[3:]], TARGETS[target])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
