"""Packages that leave for some desks only, or for whoever is told six words."""

import pytest

from desk.board import add
from kvdesk.desk.exchange import ImportPackage, PreviewPackage, WriteExport
from kvdesk.desk.keys import NewKey
from kvdesk.desk.peers import BlockKey, ConfirmKey
from kvdesk.kernel.errors import Refusal


@pytest.fixture
def three(make_desk, tmp_path):
    """A desk that has met two others and confirmed both."""
    a, b, c = make_desk("a"), make_desk("b"), make_desk("c")
    for other in (b, c):
        add(other, "matter", title=f"Osaston {other.identity.name} asia")
        file = tmp_path / f"{other.identity.name}.kvx"
        other.perform(WriteExport(out=file))
        a.perform(ImportPackage(file=file))
        a.perform(ConfirmKey(peer=other.identity.department, by="Aino Virtanen"))
    return a, b, c


def refused(desk, task, code):
    with pytest.raises(Refusal) as refusal:
        desk.perform(task)
    assert refusal.value.code == code
    return refusal.value.parameters


def test_only_the_named_desk_opens_the_package_and_its_name_says_that_it_is_encrypted(
    three, tmp_path
):
    a, b, c = three
    sent = a.perform(WriteExport(out=tmp_path / "x.kvx", for_="PL-01"))
    file = tmp_path / "x.kvx.age"
    assert (sent.file, sent.receivers, sent.passphrase) == (str(file), ("b",), "")
    assert not (tmp_path / "x.kvx").exists()
    assert b.perform(ImportPackage(file=file)).new == {"matter": 1}
    refused(c, PreviewPackage(file=file), "encrypted_for_others")
    assert a.perform(PreviewPackage(file=file)).known


def test_several_desks_are_named_with_commas(three, tmp_path):
    a, b, c = three
    file = tmp_path / "x.kvx.age"
    sent = a.perform(WriteExport(out=file, for_=f"PL-01, {c.key().fingerprint}"))
    assert (sent.receivers, sent.file) == (("b", "c"), str(file))
    for desk in (b, c):
        assert desk.perform(ImportPackage(file=file)).new == {"matter": 1}


def test_what_was_encrypted_for_a_key_of_before_is_opened_after_its_change(three, tmp_path):
    a, b, _ = three
    a.perform(WriteExport(out=tmp_path / "x.kvx", for_="PL-01"))
    b.perform(NewKey())
    assert b.perform(ImportPackage(file=tmp_path / "x.kvx.age")).new == {"matter": 1}


def test_a_key_that_was_replaced_is_no_receiver_any_more(three, tmp_path):
    a, b, _ = three
    b.perform(NewKey())
    b.perform(WriteExport(out=tmp_path / "b.kvx"))
    a.perform(ImportPackage(file=tmp_path / "b.kvx"))
    a.perform(WriteExport(out=tmp_path / "x.kvx", for_="PL-01"))
    file = tmp_path / "x.kvx.age"
    assert file.read_bytes().count(b"-> ssh-ed25519") == 2, "the receiver and the sender"
    assert b.perform(ImportPackage(file=file)).new == {"matter": 1}


def test_nothing_is_encrypted_for_a_key_that_nobody_compared(three, tmp_path):
    a, b, _ = three
    a.perform(BlockKey(peer="PL-01"))
    told = refused(a, WriteExport(out=tmp_path / "x.kvx", for_="PL-01"), "receiver_unconfirmed")
    assert told["keys"] == b.key().fingerprint
    refused(a, WriteExport(out=tmp_path / "x.kvx", for_="PL-99"), "peer_missing")
    assert not list(tmp_path.glob("x.*"))


def test_six_words_open_it_on_any_desk(three, tmp_path):
    a, b, _ = three
    sent = a.perform(WriteExport(out=tmp_path / "x.kvx", passphrase=True))
    file = tmp_path / "x.kvx.age"
    typed = sent.passphrase.replace("-", " ").upper()
    assert len(typed.split()) == 6
    refused(b, PreviewPackage(file=file), "passphrase_needed")
    refused(b, PreviewPackage(file=file, passphrase="aalto"), "passphrase_wrong")
    assert b.perform(ImportPackage(file=file, passphrase=typed)).new == {"matter": 1}


def test_a_package_is_encrypted_in_one_way_only(three, tmp_path):
    a, _, _ = three
    task = WriteExport(out=tmp_path / "x.kvx", for_="PL-01", passphrase=True)
    refused(a, task, "encryption_twofold")


def test_a_blocked_key_opens_nothing_here_by_being_encrypted(three, tmp_path):
    a, b, _ = three
    b.perform(WriteExport(out=tmp_path / "b.kvx", passphrase=False))
    a.perform(BlockKey(peer="PL-01"))
    refused(a, ImportPackage(file=tmp_path / "b.kvx"), "key_blocked")
