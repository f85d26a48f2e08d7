"""The desk's own key does not change without its user's word, and nobody writes under another's."""

import os
import stat

import pytest

from desk.board import add
from kvdesk.desk.exchange import ImportPackage, PreviewPackage, UndoImport, WriteExport
from kvdesk.desk.keys import AcceptKey, NewKey
from kvdesk.desk.recording import SetField
from kvdesk.desk.setup import DescribeDesk, InitialiseDesk
from kvdesk.exchange.keys import fingerprint, key_from
from kvdesk.exchange.manifest import Scope
from kvdesk.exchange.package import (
    Draft,
    changes_of,
    read_package,
    sign_segment,
    write_package,
)
from kvdesk.exchange.segments import encode
from kvdesk.kernel.errors import Refusal

IMPOSTOR = key_from(bytes(range(64, 96)))


def key_file(desk):
    return desk.folder / "keys" / "own.key"


def digest(desk):
    return desk.store.write(lambda log: log.digest())


def export(desk, tmp_path, name="package.kvx"):
    file = tmp_path / name
    desk.perform(WriteExport(out=file))
    return file


def refused(desk, task, code):
    with pytest.raises(Refusal) as refusal:
        desk.perform(task)
    assert refusal.value.code == code
    return refusal.value.parameters


# Own key


@pytest.mark.skipif(os.name == "nt", reason="the profile folder guards it there")
def test_the_first_start_makes_a_key_that_only_this_user_can_read(desk):
    desk.perform(InitialiseDesk(department="PL-08", name="Pirkanmaa"))
    assert stat.S_IMODE(key_file(desk).stat().st_mode) == 0o600


def test_a_lost_key_is_told_and_no_other_is_made_by_itself(desk, tmp_path):
    add(desk, "matter", title="Kalusto")
    known = desk.perform(DescribeDesk()).key
    key_file(desk).unlink()
    for task in (WriteExport(out=tmp_path / "p.kvx"), DescribeDesk(), AcceptKey()):
        told = refused(desk, task, "key_missing")
        assert (told["known"], told["file"]) == (known, key_file(desk))
    assert not key_file(desk).exists()


def test_a_key_file_of_somebody_else_is_told_with_both_fingerprints(make_desk, tmp_path):
    a, b = make_desk("a"), make_desk("b")
    add(a, "matter", title="Kalusto")
    known, found = a.key().fingerprint, b.key().fingerprint
    key_file(a).write_bytes(key_file(b).read_bytes())
    told = refused(a, WriteExport(out=tmp_path / "p.kvx"), "key_replaced")
    assert (told["known"], told["found"]) == (known, found)
    assert a.perform(AcceptKey()).now == found == a.key().fingerprint


def test_a_new_key_signs_from_the_users_word_on_and_old_streams_keep_their_signer(
    make_desk, tmp_path
):
    a, b = make_desk("a"), make_desk("b")
    matter = add(a, "matter", title="Kalusto")
    old = a.key()
    b.perform(ImportPackage(file=export(a, tmp_path)))
    key_file(a).unlink()
    change = a.perform(NewKey())
    assert (change.before, change.now) == (old.fingerprint, a.key().fingerprint)
    assert change.now != change.before
    a.store.restore(a.store.back_up("as-it-is"))
    a.do(SetField(kind="matter", id=matter, field="title", value="Kalustosuunnitelma"))
    file = export(a, tmp_path, "second.kvx")
    package = read_package(file)
    assert package.manifest.sender.key == a.key().public
    assert sorted(package.signers.values()) == sorted([old.public, a.key().public])
    assert b.perform(ImportPackage(file=file)).changed == {"matter": 1}


def test_a_key_file_that_is_there_is_kept_beside_the_new_one(desk):
    desk.key()
    before = key_file(desk).read_bytes()
    desk.perform(NewKey())
    (kept,) = desk.folder.glob("keys/before-*.key")
    assert kept.read_bytes() == before != key_file(desk).read_bytes()


def test_own_work_comes_back_under_the_key_that_it_was_signed_with(make_desk, tmp_path):
    a, b = make_desk("a"), make_desk("b")
    a.key()
    empty = a.store.back_up("empty")
    add(a, "matter", title="Kadonnut")
    b.perform(ImportPackage(file=export(a, tmp_path)))
    a.store.restore(empty)
    a.perform(NewKey())
    assert a.perform(ImportPackage(file=export(b, tmp_path, "back.kvx"))).new == {"matter": 1}


# Others' keys


def forged(tmp_path, honest, key, *, shift=0):
    """An honest package's streams going on, as somebody with another key would write it."""
    (segment,) = read_package(honest).segments
    (last,) = [c for c in changes_of(segment) if c.seq == segment.last]
    change = type(last)(
        last.stream, last.seq + shift, last.stamp + 1, last.author, last.kind, last.operations
    )
    body = encode([change])
    made = sign_segment(key, stream=last.stream, first=change.seq, last=change.seq, body=body)
    draft = Draft(
        package=f"{99:032x}",
        made_at="2026-11-24T10:15:00+00:00",
        department="PL-00",
        label="a",
        scope=Scope("all"),
        vector={},
        digest=0,
        segments=[made],
    )
    file = tmp_path / "forged.kvx"
    write_package(file, draft, key)
    return file


@pytest.mark.parametrize("task", [PreviewPackage, ImportPackage])
def test_a_known_stream_that_goes_on_under_another_key_is_refused(make_desk, tmp_path, task):
    a, b = make_desk("a"), make_desk("b")
    add(a, "matter", title="Kalusto")
    honest = export(a, tmp_path)
    b.perform(ImportPackage(file=honest))
    before = digest(b)
    told = refused(b, task(file=forged(tmp_path, honest, IMPOSTOR, shift=1)), "signer_differs")
    assert told["known"] == a.key().fingerprint
    assert told["found"] == fingerprint(IMPOSTOR.public)
    assert digest(b) == before
    assert not list(b.store.backups.glob("before-import-*"))[1:]


def test_the_same_bytes_under_the_streams_own_key_are_welcome(make_desk, tmp_path):
    a, b = make_desk("a"), make_desk("b")
    add(a, "matter", title="Kalusto")
    honest = export(a, tmp_path)
    b.perform(ImportPackage(file=honest))
    assert b.perform(ImportPackage(file=forged(tmp_path, honest, a.key(), shift=1))).changes == 1


def test_an_own_stream_that_was_never_sent_takes_no_strangers_changes(make_desk, tmp_path):
    a, b = make_desk("a"), make_desk("b")
    add(a, "matter", title="Kalusto")
    honest = export(a, tmp_path)
    unsent = a.store.back_up("sent")
    a.store.write(lambda log: log.connection.execute("DELETE FROM segment"))
    file = forged(tmp_path, honest, IMPOSTOR, shift=1)
    told = refused(a, ImportPackage(file=file), "signer_differs")
    assert told["known"] == a.key().fingerprint
    a.store.restore(unsent)
    refused(a, ImportPackage(file=file), "signer_differs")
    assert b.perform(ImportPackage(file=file)).changes == 1


def test_an_undone_import_still_binds_the_stream_to_its_key(make_desk, tmp_path):
    a, b = make_desk("a"), make_desk("b")
    add(a, "matter", title="Kalusto")
    honest = export(a, tmp_path)
    b.perform(ImportPackage(file=honest))
    b.perform(UndoImport())
    refused(b, ImportPackage(file=forged(tmp_path, honest, IMPOSTOR, shift=1)), "signer_differs")
