"""Sound packages with a few bytes changed at random: refused, or the very same content.

`KVDESK_MUTATIONS` sets how many are tried; each is made from its own number, so a failing one can
be tried again alone.
"""

import io
import os
import zipfile

import pytest

from exchange import samples
from exchange.mutating import mutated, restructured
from exchange.samples import entries_of
from kvdesk.exchange.container import opened, pack
from kvdesk.exchange.package import read_package, write_package
from kvdesk.exchange.segments import decode, encode
from kvdesk.kernel.errors import Refusal

MUTATIONS = int(os.environ.get("KVDESK_MUTATIONS", "2000"))


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
def test_a_package_mutated_in_its_structure_and_signed_anew_alters_no_others_changes(
    file, data, share
):
    """A stranger may say what he likes in his own name, and forward what others signed."""
    file.write_bytes(data)
    genuine = set(read_package(file).segments)
    taken = 0
    for seed in range(share, MUTATIONS // 2, 4):
        file.write_bytes(restructured(data, seed))
        try:
            found = _content(file)
        except Refusal:
            continue
        taken += 1
        assert set(found[1]) <= genuine, seed
        assert all(decode(encode(changes)) == changes for changes in found[4]), seed
    assert taken


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
