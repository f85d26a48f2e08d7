import os
import stat

import pytest

from exchange.samples import LAPPI, PIRKANMAA
from kvdesk.exchange.keys import fingerprint, found_key, new_key, own_key, verifies
from kvdesk.kernel.errors import Refusal, WorldFailure


def test_the_first_start_makes_a_key_and_later_starts_find_it(tmp_path):
    first = own_key(tmp_path / "keys")
    again = own_key(tmp_path / "keys")
    assert again.public == first.public
    assert verifies(first.public, again.sign(b"asia"), b"asia")


def test_two_desks_have_different_keys(tmp_path):
    assert own_key(tmp_path / "a").public != own_key(tmp_path / "b").public


@pytest.mark.skipif(os.name == "nt", reason="the profile folder guards it there")
def test_only_this_user_can_read_the_key(tmp_path):
    own_key(tmp_path)
    assert stat.S_IMODE((tmp_path / "own.key").stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["own.key"]


def test_a_key_file_says_what_it_is_and_survives_a_text_editor(tmp_path):
    key = own_key(tmp_path)
    text = (tmp_path / "own.key").read_text(encoding="ascii")
    assert text.startswith("kvdesk-key 1\nprivate ")
    (tmp_path / "own.key").write_bytes(text.replace("\n", "\r\n").encode())
    assert own_key(tmp_path).public == key.public


def test_the_secret_half_is_never_shown(tmp_path):
    key = own_key(tmp_path)
    private = (tmp_path / "own.key").read_text(encoding="ascii").split()[3]
    assert private not in repr(key)


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda content: content[:60],
        lambda content: content.replace(b"private", b"privat"),
        lambda content: content[:25] + bytes([content[25] ^ 1]) + content[26:],
        lambda content: bytes(content[:-2]) + (b"0" if content[-2:-1] != b"0" else b"1"),
        lambda _: bytes(32),
    ],
    ids=["empty", "cut", "misspelt", "secret bit", "public digit", "raw"],
)
def test_a_damaged_key_is_refused_and_stays_as_it_is(tmp_path, damage):
    own_key(tmp_path)
    file = tmp_path / "own.key"
    damaged = damage(file.read_bytes())
    file.write_bytes(damaged)
    with pytest.raises(Refusal) as refusal:
        own_key(tmp_path)
    assert refusal.value.code == "key_damaged"
    assert file.read_bytes() == damaged


def test_a_key_that_cannot_be_read_is_the_worlds_fault(tmp_path):
    (tmp_path / "own.key").mkdir()
    with pytest.raises(WorldFailure) as failure:
        own_key(tmp_path)
    assert failure.value.code == "key_not_readable"


def test_a_key_that_cannot_be_saved_is_the_worlds_fault(tmp_path):
    (tmp_path / "own.key.tmp").mkdir()
    with pytest.raises(WorldFailure) as failure:
        own_key(tmp_path)
    assert failure.value.code == "key_not_writable"


def test_a_fingerprint_is_eight_groups_of_four_letters_that_nobody_mishears():
    groups = PIRKANMAA.fingerprint.split(" ")
    assert [len(group) for group in groups] == [4] * 8
    assert not set("".join(groups)) & set("01ILO")
    assert PIRKANMAA.fingerprint == fingerprint(PIRKANMAA.public) != LAPPI.fingerprint


def test_a_fingerprint_stays_the_same_for_ever():
    assert PIRKANMAA.public == "03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8"
    assert PIRKANMAA.fingerprint == "NEJV 5RE6 ZBC3 CU6Q AQV3 UNRV JVSX MT22"


def test_a_signature_holds_for_its_message_and_its_key_only():
    signature = PIRKANMAA.sign(b"asia")
    assert verifies(PIRKANMAA.public, signature, b"asia")
    assert not verifies(PIRKANMAA.public, signature, b"asiat")
    assert not verifies(LAPPI.public, signature, b"asia")
    assert not verifies(PIRKANMAA.public, signature[:-1], b"asia")
    assert not verifies(PIRKANMAA.public, bytes(64), b"asia")
    assert not verifies(PIRKANMAA.public[:-2], signature, b"asia")
    assert not verifies("ei avain", signature, b"asia")


@pytest.mark.parametrize(
    "public",
    [
        "01" + "00" * 31,
        "00" * 32,
        "00" * 31 + "80",
        "ec" + "ff" * 30 + "7f",
        "ed" + "ff" * 30 + "7f",
        "ee" + "ff" * 31,
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    ],
)
def test_a_key_for_which_everybody_can_sign_proves_nothing(public):
    everybody = bytes.fromhex("01" + "00" * 63)
    assert not any(verifies(public, everybody, b"asia %d" % n) for n in range(32))


def test_a_key_that_cannot_be_put_aside_is_the_worlds_fault(tmp_path):
    before = own_key(tmp_path).public
    (tmp_path / "before-now.key" / "full").mkdir(parents=True)
    with pytest.raises(WorldFailure, match="key_not_writable"):
        new_key(tmp_path, "now")
    assert own_key(tmp_path).public == before


def test_a_key_that_the_desk_knows_is_asked_for_by_its_fingerprint(tmp_path):
    assert found_key(tmp_path) is None
    with pytest.raises(Refusal) as refusal:
        own_key(tmp_path, PIRKANMAA.public)
    assert refusal.value.code == "key_missing"
    assert refusal.value.parameters["known"] == PIRKANMAA.fingerprint
    assert found_key(tmp_path) is None
    made = own_key(tmp_path)
    assert own_key(tmp_path, made.public).public == made.public
    with pytest.raises(Refusal) as refusal:
        own_key(tmp_path, LAPPI.public)
    assert refusal.value.code == "key_replaced"
    assert refusal.value.parameters["found"] == made.fingerprint


def test_a_new_key_leaves_the_old_file_beside_it(tmp_path):
    old = own_key(tmp_path)
    new = new_key(tmp_path, "20261124T101500")
    assert new.public == own_key(tmp_path).public != old.public
    assert old.public in (tmp_path / "before-20261124T101500.key").read_text(encoding="ascii")
    (tmp_path / "own.key").unlink()
    assert new_key(tmp_path, "later").public == own_key(tmp_path).public
