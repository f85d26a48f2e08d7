"""Sound packages with a few bytes changed at random: refused, or the very same content.

`KVDESK_MUTATIONS` sets how many are tried; each is made from its own number, so a failing one can
be tried again alone.
"""

import io
import os
import random
import zipfile

import pytest

from exchange import samples
from exchange.samples import entries_of
from kvdesk.exchange.container import opened, pack
from kvdesk.exchange.package import read_package, write_package
from kvdesk.exchange.segments import decode, encode
from kvdesk.kernel.errors import Refusal

MUTATIONS = int(os.environ.get("KVDESK_MUTATIONS", "2000"))


def mutated(data: bytes, seed: int) -> bytes:
    """One to four changes: bytes flipped, zeroed, taken out, doubled, moved, replaced by others."""
    rng = random.Random(seed)
    for _ in range(rng.randint(1, 4)):
        place = rng.randrange(len(data))
        length = min(rng.choice((1, 1, 2, 4, 22, 46, 200)), len(data) - place)
        part = data[place : place + length]
        new = rng.choice(
            (
                bytes([part[0] ^ (1 << rng.randrange(8))]) + part[1:],
                bytes(length),
                b"\xff" * length,
                b"",
                part + part,
                rng.randbytes(length),
                rng.choice((b"PK\x03\x04", b"PK\x05\x06", b'"', b"\n", b"[", b"0", b"\\u0000")),
            )
        )
        data = data[:place] + new + data[place + length :]
        if not data:
            return b""
    return data


def _content(file):
    """All that a package brings, decoded as an import would."""
    found = read_package(file)
    told = [decode(body) for body in (*(s.body for s in found.segments), *found.extracts)]
    return found.manifest, found.segments, found.extracts, found.vector, told


@pytest.fixture
def small(file):
    """A package of which few bytes are text, so that many mutations hit something else."""
    draft = samples.draft(
        segments=[samples.own_segment(count=1)],
        extracts=[encode([samples.change(2)])],
        department="",
        label="",
    )
    write_package(file, draft, samples.PIRKANMAA)
    return file.read_bytes()


@pytest.mark.parametrize("share", range(10))
def test_a_mutated_package_brings_nothing_else_than_the_sound_one(file, small, share):
    expected = _content(file)
    same = 0
    for seed in range(share, MUTATIONS, 10):
        data = mutated(small, seed)
        file.write_bytes(data)
        try:
            found = _content(file)
        except Refusal:
            continue
        same += 1
        assert found == expected, seed
        _assert_a_library_reads_the_same(data)
    assert same < MUTATIONS / 10


def _assert_a_library_reads_the_same(data):
    container = opened(data, "manifest.json")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == list(container.names)
        for name in container.names:
            assert archive.read(name) == container.read(name, 1 << 20)


@pytest.mark.parametrize("share", range(4))
def test_mutated_entries_in_a_sound_zip_bring_nothing_else(file, small, share):
    """The zip is packed anew, so that only hashes and signatures stand in the way."""
    expected = _content(file)
    entries = entries_of(small)
    names = list(entries)
    for seed in range(share, MUTATIONS // 4, 4):
        name = names[seed % len(names)]
        file.write_bytes(pack(entries | {name: mutated(entries[name], seed)}))
        try:
            found = _content(file)
        except Refusal:
            continue
        assert found == expected, seed


@pytest.mark.parametrize("share", range(4))
def test_a_mutated_body_is_refused_or_decoded_within_the_limits(share):
    body = encode([*samples.meeting_changes(3), *samples.meeting_changes(2, samples.OTHER_STREAM)])
    taken = 0
    for seed in range(share, MUTATIONS, 4):
        try:
            changes = decode(mutated(body, seed))
        except Refusal:
            continue
        taken += 1
        # Whatever was decoded can be sent on: encoding it breaks no limit.
        assert decode(encode(changes)) == changes
    assert taken or MUTATIONS < 2000
