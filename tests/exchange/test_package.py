import hashlib
import os
import zipfile
from dataclasses import replace

import pytest

from exchange import samples
from exchange.samples import LAPPI, OTHER_STREAM, PIRKANMAA, STREAM, draft, own_segment
from kvdesk.exchange import package
from kvdesk.exchange.manifest import Scope
from kvdesk.exchange.package import (
    changes_of,
    portions,
    read_package,
    sign_segment,
    write_package,
)
from kvdesk.exchange.segments import decode, encode
from kvdesk.kernel.errors import Refusal, WorldFailure


def test_what_was_written_is_read(file):
    sha256 = write_package(file, draft(), PIRKANMAA)
    found = read_package(file)
    assert found.sha256 == sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    assert found.segments == draft().segments
    assert found.extracts == tuple(draft().extracts)
    assert found.vector == draft().vector
    assert found.signers == {STREAM: PIRKANMAA.public, OTHER_STREAM: LAPPI.public}
    assert changes_of(found.segments[0]) == samples.meeting_changes(4)
    assert decode(found.extracts[0]) == samples.meeting_changes(2)


def test_the_manifest_tells_who_when_what_and_for_whom(file):
    write_package(file, draft(), PIRKANMAA)
    told = read_package(file).manifest
    assert (told.sender.key, told.sender.department) == (PIRKANMAA.public, "PL-08")
    assert told.sender.label == "Pirkanmaan pelastuslaitos"
    assert (told.package, told.made_at) == (draft().package, draft().made_at)
    assert told.to == ["Lapin pelastuslaitos"]
    assert told.scope == Scope("all")
    assert int(told.digest, 16) == 0x1234


def test_one_meeting_goes_as_an_extract_that_the_sender_vouches_for(file):
    scope = Scope("meeting", samples.MEETING, "3/2026")
    write_package(file, draft(scope=scope, segments=()), PIRKANMAA)
    found = read_package(file)
    assert (found.segments, found.manifest.scope) == ((), scope)


def test_an_empty_package_is_still_a_package(file):
    write_package(file, draft(segments=(), extracts=(), vector={}), PIRKANMAA)
    found = read_package(file)
    assert (found.segments, found.extracts, found.vector) == ((), (), {})


def test_the_same_draft_gives_the_same_bytes(tmp_path):
    one, two = tmp_path / "a.kvx", tmp_path / "b.kvx"
    assert write_package(one, draft(), PIRKANMAA) == write_package(two, draft(), PIRKANMAA)
    assert one.read_bytes() == two.read_bytes()


def test_the_order_in_which_segments_are_given_does_not_matter(tmp_path):
    backwards = draft(segments=draft().segments[::-1])
    assert write_package(tmp_path / "a.kvx", draft(), PIRKANMAA) == write_package(
        tmp_path / "b.kvx", backwards, PIRKANMAA
    )


def test_any_zip_program_reads_a_package_with_the_manifest_first(file):
    write_package(file, draft(), PIRKANMAA)
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
        assert archive.testzip() is None
        note = archive.read("LUEMINUT.txt").decode()
    assert names[:2] == ["manifest.json", "manifest.sig"]
    assert {info.compress_type for info in archive.infolist()} <= {0, 8}
    assert "Lähettäjä: Pirkanmaan pelastuslaitos (PL-08)" in note
    assert "Avsändare" in note
    assert "Sender" in note


def test_segments_of_others_are_forwarded_as_they_came(file, tmp_path):
    write_package(file, draft(), PIRKANMAA)
    came = read_package(file)
    write_package(tmp_path / "on.kvx", draft(segments=came.segments), samples.STRANGER)
    went = read_package(tmp_path / "on.kvx")
    assert went.segments == came.segments
    assert went.manifest.sender.key == samples.STRANGER.public


def test_segments_that_are_here_already_are_passed_over(file):
    write_package(file, draft(), PIRKANMAA)
    known = {own_segment().sha256}
    found = read_package(file, known=known)
    assert found.segments == draft().segments[1:]
    assert (found.known, found.extracts) == (1, tuple(draft().extracts))
    known |= {hashlib.sha256(body).hexdigest() for body in draft().extracts}
    assert read_package(file, known=known).extracts == tuple(draft().extracts)


def test_text_that_shrinks_beyond_belief_is_still_readable(file):
    body = encode([samples.change(seq, samples.operation("a" * 9_000)) for seq in range(1, 60)])
    segment = sign_segment(PIRKANMAA, stream=STREAM, first=1, last=59, body=body)
    write_package(file, draft(segments=[segment]), PIRKANMAA)
    assert read_package(file).segments == (segment,)


def test_two_bodies_for_the_same_part_of_a_stream_are_sent_once(file):
    spaced = own_segment().body.replace(b",null,", b", null,")
    twin = sign_segment(PIRKANMAA, stream=STREAM, first=1, last=4, body=spaced)
    write_package(file, draft(segments=[own_segment(), twin]), PIRKANMAA)
    (one,) = read_package(file).segments
    assert changes_of(one) == samples.meeting_changes(4)


def test_names_are_cleaned_and_cut_before_they_travel(file):
    label = samples.decomposed("Itä-Uudenmaan pelastuslaitos") + "\x00" + "x" * 500
    write_package(file, draft(label=label), PIRKANMAA)
    told = read_package(file).manifest.sender.label
    assert told.startswith("Itä-Uudenmaan pelastuslaitosx")
    assert len(told) == 400


def test_an_older_package_is_replaced_in_one_move(file):
    write_package(file, draft(), PIRKANMAA)
    write_package(file, draft(package="f" * 32), PIRKANMAA)
    assert read_package(file).manifest.package == "f" * 32
    assert [found.name for found in file.parent.iterdir()] == [file.name]


def test_an_empty_file_in_the_place_of_the_package_is_replaced(file):
    file.touch()
    write_package(file, draft(), PIRKANMAA)
    assert read_package(file).segments


@pytest.mark.parametrize("content", [b"Muistio 3/2026", b"PK\x03\x04 a document"])
def test_a_file_of_another_kind_is_not_written_over(file, content):
    file.write_bytes(content)
    with pytest.raises(Refusal) as refusal:
        write_package(file, draft(), PIRKANMAA)
    assert refusal.value.code == "file_in_the_way"
    assert file.read_bytes() == content


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights in another way")
def test_others_may_read_a_package_as_they_may_read_any_file(file):
    write_package(file, draft(), PIRKANMAA)
    usual = file.with_name("muistio.txt")
    usual.touch()
    assert file.stat().st_mode == usual.stat().st_mode


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(WorldFailure) as failure:
        write_package(tmp_path / "ei" / "ole.kvx", draft(), PIRKANMAA)
    assert failure.value.code == "file_not_written"
    assert failure.value.parameters["reason"]


def test_a_full_disk_leaves_the_old_package_and_nothing_else(file, monkeypatch):
    write_package(file, draft(), PIRKANMAA)
    before = file.read_bytes()

    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WorldFailure) as failure:
        write_package(file, draft(package="f" * 32), PIRKANMAA)
    assert failure.value.code == "file_not_written"
    assert file.read_bytes() == before
    assert [found.name for found in file.parent.iterdir()] == [file.name]


def test_a_missing_file_is_told(file):
    with pytest.raises(Refusal) as refusal:
        read_package(file)
    assert refusal.value.code == "file_missing"


def test_a_file_that_cannot_be_read_is_the_worlds_fault(tmp_path):
    with pytest.raises(WorldFailure) as failure:
        read_package(tmp_path)
    assert failure.value.code == "file_not_read"


def test_a_damaged_segment_of_ones_own_is_not_sent_on(file):
    damaged = replace(own_segment(), signature=bytes(64))
    with pytest.raises(Refusal) as refusal:
        write_package(file, draft(segments=[damaged]), PIRKANMAA)
    assert refusal.value.code == "signature_wrong"
    assert not file.exists()


def test_more_than_one_package_holds_is_refused_and_shared_out(file, tmp_path):
    segments = [own_segment(PIRKANMAA, f"{n:016x}", 1) for n in range(1_001)]
    with pytest.raises(Refusal) as refusal:
        write_package(file, draft(segments=segments), PIRKANMAA)
    assert refusal.value.code == "package_overfull"
    assert not file.exists()
    parts = list(portions(segments))
    assert [len(part) for part in parts] == [500, 500, 1]
    for number, part in enumerate(parts):
        target = tmp_path / f"{number}.kvx"
        write_package(target, draft(segments=part), PIRKANMAA)
        assert list(read_package(target).segments) == part


def test_a_package_over_the_limit_of_a_file_is_not_written(file, monkeypatch):
    monkeypatch.setattr(package, "FILE_LIMIT", 2_000)
    with pytest.raises(Refusal) as refusal:
        write_package(file, draft(), PIRKANMAA)
    assert refusal.value.code == "package_overfull"
    assert not file.exists()


def test_portions_are_bounded_in_bytes_as_well(monkeypatch):
    monkeypatch.setattr(package, "_PORTION_BYTES", 2 * len(own_segment().body))
    segments = [own_segment(PIRKANMAA, f"{n:016x}") for n in range(5)]
    assert [len(part) for part in portions(segments)] == [2, 2, 1]


def test_nothing_to_share_out_makes_no_package():
    assert list(portions([])) == []


def test_a_vector_of_many_thousand_streams_has_its_place(file):
    vector = {f"{n:016x}": ((1, 31), (40, 52)) for n in range(13_200)}
    write_package(file, draft(vector=vector), PIRKANMAA)
    assert read_package(file).vector == vector
