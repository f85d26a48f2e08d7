"""Receipts go back, and each desk knows what the others have and lack."""

import msgspec
import pytest

from desk.board import add
from kvdesk.desk.exchange import ImportPackage, PreviewPackage, WriteExport
from kvdesk.desk.keys import NewKey
from kvdesk.desk.peers import BlockKey
from kvdesk.desk.receipts import ListPeers, WriteReceipt
from kvdesk.desk.recording import SetField
from kvdesk.desk.standing import Standing
from kvdesk.exchange.keys import key_from
from kvdesk.exchange.manifest import Sender
from kvdesk.exchange.package import read_package
from kvdesk.exchange.receipt import read_receipt, write_receipt
from kvdesk.kernel.errors import Refusal

IMPOSTOR = key_from(bytes(range(64, 96)))


@pytest.fixture
def two(make_desk, tmp_path):
    """B has taken A's first package in."""
    a, b = make_desk("a"), make_desk("b")
    add(a, "matter", title="Omavalvonta")
    send(a, b, tmp_path)
    return a, b


def send(a, b, tmp_path, **more):
    file = tmp_path / "p.kvx"
    a.perform(WriteExport(out=file, **more))
    return b.perform(ImportPackage(file=file))


def receipt_of(desk, tmp_path, name="r.kvr", batch=0):
    desk.perform(WriteReceipt(batch=batch, out=tmp_path / name))
    return tmp_path / name


def refused(desk, task, code):
    with pytest.raises(Refusal) as refusal:
        desk.perform(task)
    assert refusal.value.code == code


def peer(desk, department):
    (found,) = [one for one in desk.ask(ListPeers()) if one.department == department]
    return found


def test_a_receipt_tells_the_sender_what_was_taken_and_what_is_there(two, tmp_path):
    a, b = two
    assert a.ask(ListPeers()) == []
    told = a.perform(ImportPackage(file=receipt_of(b, tmp_path)))
    assert (told.department, told.name, told.taken, told.missing) == ("PL-01", "b", 1, 0)
    assert (told.standing, told.late) == (Standing.UNKNOWN, False)
    now = peer(a, "PL-01")
    assert (now.lacks, now.ahead, now.same_digest) == (0, 0, True)
    assert now.told_at.startswith("2026-11-24T07:00")
    assert now.fingerprint == b.key().fingerprint


def test_what_a_peer_lacks_and_has_more_is_counted_in_changes(two, tmp_path):
    a, b = two
    a.perform(ImportPackage(file=receipt_of(b, tmp_path)))
    for number in range(3):
        add(a, "matter", title=f"Uusi {number}")
    assert (peer(a, "PL-01").lacks, peer(a, "PL-01").same_digest) == (3, False)
    add(b, "matter", title="B:n oma")
    send(b, a, tmp_path)
    assert (peer(a, "PL-01").lacks, peer(a, "PL-01").ahead) == (3, 0)
    add(b, "matter", title="B:n toinen")
    a.perform(ImportPackage(file=receipt_of(b, tmp_path)))
    assert peer(a, "PL-01").ahead == 1


def test_conflicts_and_older_values_are_in_the_receipt(two, tmp_path):
    a, b = two
    (matter,) = a.store.read(lambda reader: reader.rows("SELECT id FROM matter"))[0]
    a.do(SetField(kind="matter", id=matter, field="title", value="A:n nimi"))
    b.do(SetField(kind="matter", id=matter, field="title", value="B:n nimi"))
    assert len(send(a, b, tmp_path).conflicts) == 1
    told = read_receipt(receipt_of(b, tmp_path)).receipt.counts
    assert (told.taken, told.known, told.conflicts, told.older) == (1, 1, 1, 0)


def test_a_value_that_was_overwritten_here_before_it_came_counts_as_older(make_desk, two, tmp_path):
    a, b = two
    c = make_desk("c")
    (matter,) = a.store.read(lambda reader: reader.rows("SELECT id FROM matter"))[0]
    b.do(SetField(kind="matter", id=matter, field="title", value="Uusi nimi"))
    late = tmp_path / "late.kvx"
    a.perform(WriteExport(out=late))
    b.perform(WriteExport(out=tmp_path / "b.kvx", since="PL-00"))
    c.perform(ImportPackage(file=tmp_path / "b.kvx"))
    came = c.perform(ImportPackage(file=late))
    assert came.changes == came.older + 0 == 1
    assert read_receipt(receipt_of(c, tmp_path)).receipt.counts.older == 1
    assert c.store.read(lambda r: r.value("SELECT title FROM matter")) == "Uusi nimi"


def test_what_is_missing_is_told_from_to_and_goes_once_it_came(two, make_desk, tmp_path):
    a, b = two
    c = make_desk("c")
    for title in ("Toinen", "Kolmas"):
        add(a, "matter", title=title)
        a.perform(WriteExport(out=tmp_path / "all.kvx"))
    a.perform(ImportPackage(file=receipt_of(b, tmp_path)))
    partial = tmp_path / "partial.kvx"
    a.perform(WriteExport(out=partial, since="PL-01"))
    c.perform(ImportPackage(file=partial))
    (missing,) = read_receipt(receipt_of(c, tmp_path)).receipt.missing
    assert missing[1:] == (1, 1)
    c.perform(ImportPackage(file=tmp_path / "all.kvx"))
    assert read_receipt(receipt_of(c, tmp_path, batch=1)).receipt.missing == []


def test_left_out_work_of_a_blocked_author_is_in_the_receipt(two, make_desk, tmp_path):
    a, b = two
    c = make_desk("c")
    send(a, c, tmp_path)
    c.perform(BlockKey(peer="PL-00"))
    add(a, "matter", title="Toinen")
    send(a, b, tmp_path)
    add(b, "matter", title="B:n oma")
    send(b, c, tmp_path)
    assert read_receipt(receipt_of(c, tmp_path)).receipt.counts.blocked == 1


def test_only_what_a_peer_lacks_is_sent_when_asked_so(two, tmp_path):
    a, b = two
    a.perform(ImportPackage(file=receipt_of(b, tmp_path)))
    refused(a, WriteExport(out=tmp_path / "x.kvx", since="PL-01"), "peer_has_all")
    add(a, "matter", title="Toinen")
    sent = a.perform(WriteExport(out=tmp_path / "x.kvx", since="PL-01"))
    assert (sent.segments, sent.changes) == (1, 1)
    whole = a.perform(WriteExport(out=tmp_path / "y.kvx"))
    assert (whole.segments, whole.changes) == (2, 2)
    assert b.perform(ImportPackage(file=tmp_path / "x.kvx")).same_digest
    refused(a, WriteExport(out=tmp_path / "x.kvx", since="PL-77"), "peer_missing")
    body = add(a, "body", abbreviation="PJH", name_fi="Hallitus")
    meeting = add(a, "meeting", body=body, title="Hallitus", starts="2026-12-03T09:00")
    task = WriteExport(out=tmp_path / "z.kvx", since="PL-01", scope=f"meeting:{meeting}")
    refused(a, task, "since_needs_all")


def test_a_desk_that_never_told_what_it_has_gets_everything(two, tmp_path):
    a, b = two
    send(b, a, tmp_path)
    a.store.write(lambda log: log.connection.execute("UPDATE peer SET vector = '[]', told_at = ''"))
    assert a.perform(WriteExport(out=tmp_path / "x.kvx", since="PL-01")).segments == 1


# Receipts that somebody forged, mixed up or sent again


def test_the_same_receipt_again_and_an_older_one_change_nothing(two, tmp_path):
    a, b = two
    first = receipt_of(b, tmp_path, "first.kvr")
    add(a, "matter", title="Toinen")
    send(a, b, tmp_path)
    second = receipt_of(b, tmp_path, "second.kvr")
    assert a.perform(ImportPackage(file=second)).late is False
    before = peer(a, "PL-01")
    assert before.lacks == 0
    replayed = a.perform(ImportPackage(file=first))
    assert (replayed.late, replayed.missing) == (True, 1)
    again = a.perform(ImportPackage(file=second))
    assert (again.late, peer(a, "PL-01")) == (False, before)


def test_a_receipt_of_another_desks_package_is_refused(two, make_desk, tmp_path):
    _, b = two
    c = make_desk("c")
    refused(c, ImportPackage(file=receipt_of(b, tmp_path)), "receipt_foreign")
    assert c.ask(ListPeers()) == []


def test_a_receipt_of_a_package_that_never_was_is_refused(two, tmp_path):
    a, b = two
    told = read_receipt(receipt_of(b, tmp_path))
    for changed in ({"package": "f" * 32}, {"sender": IMPOSTOR.public}):
        false = msgspec.structs.replace(told.receipt, **changed)
        write_receipt(tmp_path / "false.kvr", false, told.vector, b.key())
        refused(a, ImportPackage(file=tmp_path / "false.kvr"), "receipt_foreign")
    assert a.ask(ListPeers()) == []


def test_a_strangers_receipt_in_a_desks_name_does_not_touch_what_that_desk_told(two, tmp_path):
    a, b = two
    honest = receipt_of(b, tmp_path)
    a.perform(ImportPackage(file=honest))
    add(a, "matter", title="Toinen")
    before = peer(a, "PL-01")
    told = read_receipt(honest)
    claim = msgspec.structs.replace(
        told.receipt, receiver=Sender(IMPOSTOR.public, "PL-01", "b"), made_at="2030-01-01T00:00:00Z"
    )
    write_receipt(tmp_path / "false.kvr", claim, {}, IMPOSTOR)
    came = a.perform(ImportPackage(file=tmp_path / "false.kvr"))
    assert came.standing is Standing.CHANGED
    rows = [one for one in a.ask(ListPeers()) if one.fingerprint == before.fingerprint]
    assert rows == [before]


def test_a_clock_that_runs_ahead_does_not_silence_its_desk(two, tmp_path):
    a, b = two
    told = read_receipt(receipt_of(b, tmp_path))
    ahead = msgspec.structs.replace(told.receipt, made_at="2040-01-01T00:00:00+00:00")
    write_receipt(tmp_path / "ahead.kvr", ahead, {}, b.key())
    assert a.perform(ImportPackage(file=tmp_path / "ahead.kvr")).late is False
    assert peer(a, "PL-01").lacks == 1
    assert a.perform(ImportPackage(file=receipt_of(b, tmp_path))).late is False
    assert peer(a, "PL-01").lacks == 0


def test_a_blocked_desks_receipt_is_refused(two, tmp_path):
    a, b = two
    file = receipt_of(b, tmp_path)
    a.perform(ImportPackage(file=file))
    a.perform(BlockKey(peer="PL-01"))
    refused(a, ImportPackage(file=file), "key_blocked")


def test_a_receipt_is_no_package_to_look_into(two, tmp_path):
    a, b = two
    refused(a, PreviewPackage(file=receipt_of(b, tmp_path)), "file_is_receipt")


def test_a_receipt_under_a_new_key_is_of_the_same_desk(two, tmp_path):
    a, b = two
    a.perform(ImportPackage(file=receipt_of(b, tmp_path)))
    b.perform(NewKey())
    send(b, a, tmp_path)
    assert peer(a, "PL-01").fingerprint == b.key().fingerprint
    assert a.store.read(lambda r: r.value("SELECT count(*) FROM peer")) == 3


def test_an_import_that_never_was_has_no_receipt(two, tmp_path):
    a, b = two
    refused(a, WriteReceipt(out=tmp_path / "r.kvr"), "batch_missing")
    refused(b, WriteReceipt(out=tmp_path / "r.kvr", batch=7), "batch_missing")


def test_a_package_says_whom_it_leaves_for(two, tmp_path):
    a, _ = two
    a.perform(WriteExport(out=tmp_path / "x.kvx", to="Lapin pelastuslaitos"))
    assert read_package(tmp_path / "x.kvx").manifest.to == ["Lapin pelastuslaitos"]
