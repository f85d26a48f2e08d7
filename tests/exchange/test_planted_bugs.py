"""Every bug planted into the reader of packages lets a hostile file in or keeps a sound one out."""

from collections.abc import Iterator
from functools import partial

import pytest

from changes.planted_modules import Seed, sown
from exchange import samples
from exchange.exchange_bugs import EXCHANGE_BUGS
from exchange.hostile import HOSTILE
from exchange.hostile_bodies import REFUSED, STREAM, body
from kvdesk.exchange.package import write_package
from kvdesk.exchange.signing import sign_segment
from kvdesk.kernel.errors import Refusal

MODULES = (
    "kvdesk.exchange.segments",
    "kvdesk.exchange.keys",
    "kvdesk.exchange.signing",
    "kvdesk.exchange.manifest",
    "kvdesk.exchange.container",
    "kvdesk.exchange.package",
)
NO_BUG = Seed("no bug", "kvdesk.exchange.keys", "import hashlib\n", "import hashlib\n")

#: What takes a while to make and shows nothing that a smaller one would not.
SLOW = ("a bomb that says that it is small",)


#: What the zip alone must refuse, though the manifest would as well.
OF_THE_ZIP = (
    "two names that Windows takes for one",
    "another name in the directory",
    "another checksum in the directory",
    "bytes after the directory",
    "bytes after the directory that count as its own",
)


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Each hostile file beside the code of its refusal; a sound one under "sound"."""
    folder = tmp_path_factory.mktemp("hostile")
    write_package(folder / "sound.kvx", samples.draft(), samples.PIRKANMAA)
    sound = (folder / "sound.kvx").read_bytes()
    told = {"sound": (folder / "sound.kvx", "")}
    for number, (name, (make, code)) in enumerate(HOSTILE.items()):
        if name not in SLOW:
            file = folder / f"{number}.kvx"
            file.write_bytes(make(sound))
            told[name] = (file, code)
    return told


def objections(copies, files) -> Iterator[str]:
    """What the reader answers otherwise than it must."""
    for name, (file, code) in files.items():
        if answer(copies["kvdesk.exchange.package"].read_package, file) != code:
            yield name
    opened = copies["kvdesk.exchange.container"].opened
    for name in OF_THE_ZIP:
        data = files[name][0].read_bytes()
        if answer(partial(opened, first="manifest.json"), data) != "package_altered":
            yield name
    for name, content in REFUSED.items():
        if answer(copies["kvdesk.exchange.segments"].decode, content) != "segment_unreadable":
            yield name
    told = [[0, seq, samples.MOMENT, "Outo", "", [[0, 0, "a", []]]] for seq in (1, 3)]
    apart = sign_segment(samples.STRANGER, stream=STREAM, first=1, last=2, body=body(*told))
    if answer(copies["kvdesk.exchange.signing"].changes_of, apart) != "package_altered":
        yield "a segment with a gap"


def answer(ask, told):
    try:
        ask(told)
    except Refusal as refusal:
        return refusal.code
    except Exception as error:  # noqa: BLE001 - whatever a bug does, somebody has noticed it
        return repr(error)
    return ""


@pytest.mark.parametrize("seed", EXCHANGE_BUGS, ids=lambda seed: seed.name)
def test_a_bug_in_the_reader_is_noticed(seed, files):
    with sown(seed, MODULES) as copies:
        assert next(objections(copies, files), None), f"nobody notices that {seed.name}"


def test_a_reader_without_a_bug_is_not_objected_to(files):
    with sown(NO_BUG, MODULES) as copies:
        assert copies["kvdesk.exchange.package"].verifies.__module__ == "sown.keys"
        assert list(objections(copies, files)) == []


def test_every_bug_of_the_reader_has_its_own_name_and_text():
    assert len({seed.name for seed in EXCHANGE_BUGS}) == len(EXCHANGE_BUGS) >= 30
    assert len({(s.module, s.right, s.wrong) for s in EXCHANGE_BUGS}) == len(EXCHANGE_BUGS)
