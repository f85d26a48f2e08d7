"""A change of keys counts only when the old key itself says so."""

import pytest

from exchange.samples import LAPPI, PIRKANMAA, STRANGER, draft, forged, manifest_of
from kvdesk.exchange import manifest
from kvdesk.exchange.manifest import Rotation
from kvdesk.exchange.package import read_package, write_package
from kvdesk.exchange.rotation import rotation_holds, sign_rotation
from kvdesk.kernel.errors import Refusal

AT = "2026-11-24T10:00:00+00:00"


def test_the_old_keys_word_holds_for_just_that_key_and_moment():
    told = sign_rotation(PIRKANMAA, LAPPI.public, AT)
    assert rotation_holds(told)
    later = "2027-01-01T00:00:00+00:00"
    assert not rotation_holds(Rotation(told.old, STRANGER.public, AT, told.signature))
    assert not rotation_holds(Rotation(STRANGER.public, told.new, AT, told.signature))
    assert not rotation_holds(Rotation(told.old, told.new, later, told.signature))


def test_a_key_does_not_vouch_for_itself():
    assert not rotation_holds(sign_rotation(PIRKANMAA, PIRKANMAA.public, AT))


def test_a_change_of_keys_travels_in_the_manifest(file):
    told = sign_rotation(LAPPI, PIRKANMAA.public, AT)
    write_package(file, draft(rotations=[told]), PIRKANMAA)
    assert read_package(file).manifest.rotations == [told]


def test_a_package_without_one_says_nothing_of_it(data):
    assert "rotations" not in manifest_of(data)


def test_only_as_many_travel_as_a_reader_takes(file):
    told = [sign_rotation(LAPPI, f"{n:064x}", AT) for n in range(manifest.ROTATION_LIMIT + 3)]
    write_package(file, draft(rotations=told), PIRKANMAA)
    assert read_package(file).manifest.rotations == told[: manifest.ROTATION_LIMIT]


def _with(told):
    def alter(whole):
        whole["rotations"] = told

    return alter


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"signature": STRANGER.sign(b"kvdesk key").hex()}, "signature_wrong"),
        ({"old": LAPPI.public}, "signature_wrong"),
        ({"at": "2026-11-24T10:00:00"}, "package_altered"),
        ({"at": "yesterday"}, "package_altered"),
        ({"signature": "ab"}, "package_altered"),
    ],
)
def test_a_package_with_a_forged_change_of_keys_is_refused(data, file, change, code):
    sound = sign_rotation(PIRKANMAA, STRANGER.public, AT)
    told = {"old": sound.old, "new": sound.new, "at": sound.at, "signature": sound.signature}
    file.write_bytes(forged(data, _with([told])))
    assert read_package(file).manifest.rotations == [sound]
    file.write_bytes(forged(data, _with([told | change])))
    with pytest.raises(Refusal) as refusal:
        read_package(file)
    assert refusal.value.code == code


def test_more_changes_of_keys_than_the_limit_are_refused(data, file):
    sound = sign_rotation(PIRKANMAA, STRANGER.public, AT)
    told = {"old": sound.old, "new": sound.new, "at": sound.at, "signature": sound.signature}
    file.write_bytes(forged(data, _with([told] * (manifest.ROTATION_LIMIT + 1))))
    with pytest.raises(Refusal) as refusal:
        read_package(file)
    assert refusal.value.code == "package_altered"
