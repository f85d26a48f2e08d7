"""Encrypted packages: real keys, real age files, and files that somebody spoilt."""

import multiprocessing
import re
import time

import pyrage
import pytest

from exchange.samples import LAPPI, PIRKANMAA, STRANGER, draft
from kvdesk.exchange import age
from kvdesk.exchange.encryption import (
    decrypted,
    encrypted_for,
    encrypted_with,
    is_encrypted,
    wants_passphrase,
)
from kvdesk.exchange.keys import former_keys, new_key, own_key
from kvdesk.exchange.package import read_package, write_package
from kvdesk.exchange.passphrase import BITS, new_passphrase, read_passphrase, words
from kvdesk.kernel.errors import Refusal

WORDS = "aalto-sampo-kala-vene-ruuvi-tuuli"


def refused(code, act):
    with pytest.raises(Refusal) as refusal:
        act()
    assert refusal.value.code == code
    return refusal.value.parameters


@pytest.fixture(scope="module")
def locked():
    """Something encrypted with the passphrase, by as cheap a scrypt as the library makes."""
    return encrypted_with(b"salaisuus", WORDS)


def test_each_receiver_opens_with_the_key_that_signs_and_nobody_else():
    sealed = encrypted_for(b"salaisuus", [PIRKANMAA.public, LAPPI.public])
    assert is_encrypted(sealed)
    assert b"salaisuus" not in sealed
    assert not wants_passphrase(sealed)
    for key in (PIRKANMAA, LAPPI):
        assert decrypted(sealed, [STRANGER, key]) == b"salaisuus"
    refused("encrypted_for_others", lambda: decrypted(sealed, [STRANGER]))
    refused("encrypted_for_others", lambda: decrypted(sealed, []))


def test_anybodys_age_opens_it_with_the_openssh_form_of_the_key():
    sealed = encrypted_for(b"salaisuus", [LAPPI.public])
    identity = pyrage.ssh.Identity.from_buffer(LAPPI.openssh())
    assert pyrage.decrypt(sealed, [identity]) == b"salaisuus"


def test_each_receiver_makes_the_file_a_little_longer():
    keys = [f"{PIRKANMAA.public}", LAPPI.public, STRANGER.public]
    one, three = (len(encrypted_for(bytes(100_000), keys[:n])) for n in (1, 3))
    assert (three - one) / 2 < 400


def test_a_cut_or_changed_file_is_told_at_every_place():
    sealed = encrypted_for(bytes(200_000), [LAPPI.public])
    head = sealed.index(b"\n--- ") + 10
    for cut in (30, head):
        refused("encrypted_cut", lambda cut=cut: decrypted(sealed[:cut], [LAPPI]))
    for cut in (len(sealed) - 1, 70_000, sealed.index(b"\n", head) + 5):
        refused("encrypted_damaged", lambda cut=cut: decrypted(sealed[:cut], [LAPPI]))
    for place in (sealed.index(b"\n--- ") + 8, 70_000, len(sealed) - 3):
        spoilt = bytearray(sealed)
        spoilt[place] ^= 1
        refused("encrypted_damaged", lambda spoilt=spoilt: decrypted(bytes(spoilt), [LAPPI]))


def test_a_head_without_end_is_no_cut_file_but_a_damaged_one():
    endless = b"age-encryption.org/v1\n" + b"-> ssh-ed25519 abcd\n" * 10_000
    refused("encrypted_damaged", lambda: decrypted(endless, [LAPPI]))


def test_the_right_words_open_and_wrong_ones_are_told(locked):
    assert wants_passphrase(locked)
    assert decrypted(locked, [], WORDS) == b"salaisuus"
    refused("passphrase_needed", lambda: decrypted(locked, [PIRKANMAA]))
    refused("passphrase_wrong", lambda: decrypted(locked, [], WORDS + "a"))


def test_a_file_locked_by_words_that_is_cut_is_told(locked):
    refused("encrypted_damaged", lambda: decrypted(locked[:-3], [], WORDS))


@pytest.mark.parametrize("cost", [23, 30, 63, 999_999_999])
def test_a_cost_beyond_the_limit_is_refused_without_trying(locked, cost):
    dear = re.sub(rb"(scrypt \S+ )\d+", rb"\g<1>%d" % cost, locked)
    begun = time.monotonic()
    told = refused("passphrase_costly", lambda: decrypted(dear, [], WORDS))
    assert time.monotonic() - begun < 0.5
    assert told["cost"] == cost


def test_a_trial_that_takes_too_long_is_ended_with_its_process(locked):
    begun = time.monotonic()
    refused("passphrase_slow", lambda: decrypted(locked, [], WORDS, patience=0.05))
    assert time.monotonic() - begun < 3
    assert multiprocessing.active_children() == []


def test_a_worker_that_dies_is_told_as_one_that_could_not(locked, monkeypatch):
    monkeypatch.setattr(age, "work", _die)
    refused("passphrase_slow", lambda: decrypted(locked, [], WORDS))


def _die(answer, *_):
    answer.close()


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("Decryption failed", "passphrase_wrong"),
        ("decryption error", "encrypted_damaged"),
        ("Excessive work parameter for passphrase.", "passphrase_slow"),
    ],
)
def test_what_the_library_says_in_the_worker_becomes_a_code(monkeypatch, said, code):
    def fails(data, words):
        raise pyrage.DecryptError(said)

    monkeypatch.setattr(pyrage.passphrase, "decrypt", fails)
    here, there = multiprocessing.get_context("spawn").Pipe(duplex=False)
    age.work(there, "decrypt", b"", "")
    assert here.recv() == (b"", code)


def test_the_worker_answers_what_it_made(monkeypatch):
    monkeypatch.setattr(pyrage.passphrase, "encrypt", lambda data, words: data + words.encode())
    here, there = multiprocessing.get_context("spawn").Pipe(duplex=False)
    age.work(there, "encrypt", b"x", "y")
    assert here.recv() == (b"xy", "")


# Packages


def test_a_package_is_signed_first_and_encrypted_then(file):
    write_package(file, draft(), PIRKANMAA, lambda data: encrypted_for(data, [LAPPI.public]))
    refused("package_encrypted", lambda: read_package(file))
    package = read_package(file, unseal=lambda data: decrypted(data, [LAPPI]))
    assert package.manifest.sender.key == PIRKANMAA.public
    assert not list(file.parent.glob("*.tmp"))
    assert PIRKANMAA.public.encode() not in file.read_bytes()


def test_an_encrypted_package_may_be_written_over(file):
    for _ in range(2):
        write_package(file, draft(), PIRKANMAA, lambda data: encrypted_for(data, [LAPPI.public]))
    assert is_encrypted(file.read_bytes())


def test_what_unpacks_to_more_than_a_package_may_have_is_refused(file):
    file.write_bytes(encrypted_for(b"x", [LAPPI.public]))
    huge = bytes(64 * 1024 * 1024 + 1)
    refused("package_too_big", lambda: read_package(file, unseal=lambda _: huge))


# Keys of before


def test_keys_of_before_are_found_and_torn_ones_passed_over(tmp_path):
    first = own_key(tmp_path)
    new_key(tmp_path, "20261124T101500")
    second = new_key(tmp_path, "20261125T101500")
    (tmp_path / "before-20261123T101500.key").write_bytes(b"torn")
    found = [key.public for key in former_keys(tmp_path)]
    assert found[-1] == first.public
    assert len(found) == 2
    assert second.public not in found


# Words


def test_the_list_has_2048_different_plain_words():
    known = words()
    assert len(known) == len(set(known)) == 2**11
    assert known == sorted(known)
    assert all(re.fullmatch(r"[a-z]{3,9}", word) for word in known)
    assert BITS == 66


def test_six_words_are_drawn_anew_each_time():
    drawn = [new_passphrase().split("-") for _ in range(50)]
    assert {len(one) for one in drawn} == {6}
    assert len({tuple(one) for one in drawn}) == 50
    assert {word for one in drawn for word in one} <= set(words())
    assert len({one[5] for one in drawn}) > 40, "the last word is drawn like the others"


@pytest.mark.parametrize(
    "typed", ["Aalto sampo  KALA", "aalto-sampo-kala", " aalto – sampo, kala.", "äälto sämpö kala"]
)
def test_words_are_understood_however_they_are_typed(typed):
    assert read_passphrase(typed) == "aalto-sampo-kala"
