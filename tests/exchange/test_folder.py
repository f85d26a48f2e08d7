"""The letter-box itself: names, files that are written whole, what a look sees and passes over."""

import errno
import hashlib
import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from exchange.samples import own_segment
from kvdesk.exchange import files, folder
from kvdesk.exchange.folder import (
    SPACE,
    bundle_place,
    found_files,
    is_candidate,
    is_there,
    prepare,
    publish,
    segment_place,
)
from kvdesk.kernel.errors import WorldFailure


@pytest.fixture
def box(tmp_path):
    box = tmp_path / "share"
    prepare(box)
    return box


@pytest.fixture
def outside(tmp_path):
    return tmp_path / "outbox"


def put(box, name, data=b"x"):
    file = box / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return file


def names(box):
    return [one.name for one in found_files(box)]


def test_names_are_hex_and_digits_of_one_length(box, outside, data):
    found = publish(box, segment_place(own_segment()), data, outside)
    sha = hashlib.sha256(data).hexdigest()[:16]
    assert found.name == f"{SPACE}/00112233445566aa/00000001-00000004-{sha}.kvx"
    assert len(found.name) == 64
    bundle = publish(box, bundle_place("ab" * 32, "2026-10-01", "2026-10-31"), data, outside)
    assert bundle.name == f"{SPACE}/abababababababab/20261001-20261031-{sha}.kvx"


def test_what_was_published_is_found_with_its_size_and_time(box, outside, data):
    found = publish(box, segment_place(own_segment()), data, outside)
    assert found_files(box) == [found]
    assert found.size == len(data)
    assert (box / found.name).read_bytes() == data
    assert list(outside.iterdir()) == []


def test_a_file_that_is_there_is_never_written_again(box, outside, data):
    found = publish(box, segment_place(own_segment()), data, outside)
    (box / found.name).write_bytes(b"somebody cut it")
    publish(box, segment_place(own_segment()), data, outside)
    assert (box / found.name).read_bytes() == b"somebody cut it"


def test_on_another_disk_the_file_is_written_beside_its_place(box, outside, data, monkeypatch):
    moved = []
    real = Path.stat

    def other_disk(path, **given):
        told = real(path, **given)
        return SimpleNamespace(st_dev=-1) if path == outside else told

    replace = Path.replace
    monkeypatch.setattr(Path, "stat", other_disk)
    monkeypatch.setattr(Path, "replace", lambda a, b: moved.append(a) or replace(a, b))
    found = publish(box, segment_place(own_segment()), data, outside)
    assert moved == [(box / found.name).with_name(f"{Path(found.name).name}.tmp")]
    assert (box / found.name).read_bytes() == data


def test_a_full_disk_leaves_nothing_behind(box, outside, data, monkeypatch):
    def full(handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        publish(box, segment_place(own_segment()), data, outside)
    assert names(box) == []
    assert list(outside.iterdir()) == []


def test_hidden_files_and_files_on_their_way_are_passed_over(box):
    for name in (
        ".stfolder/marker", ".stversions/a.kvx", "~syncthing~a.kvx.tmp", ".syncthing.a.kvx.tmp",
        "a.kvx.tmp", "b.kvx.part", "deep/er/c.kvx", "d Kopio (1).kvx",
    ):  # fmt: skip
        put(box, name)
    (box / "link.kvx").symlink_to(box / "deep")
    assert names(box) == ["d Kopio (1).kvx", "deep/er/c.kvx"]


def test_a_package_is_known_by_what_it_holds_whatever_it_is_called(box, data):
    put(box, "renamed.zip", data)
    put(box, "notes.docx", b"PK\x03\x04" + b"x" * 100)
    put(box, "short.txt", b"x")
    put(box, "torn.KVX", b"")
    put(box, "far.kvx.nextcloud", b" ")
    found = {one.name: one for one in found_files(box)}
    candidates = {name for name, one in found.items() if is_candidate(box, one)}
    assert candidates == {"renamed.zip", "torn.KVX", "far.kvx.nextcloud"}


def test_placeholders_are_told_from_files_that_are_here(box, monkeypatch):
    put(box, "far.kvx.nextcloud", b" ")
    put(box, "here.kvx")
    put(box, "onedrive.kvx")

    def attributes(folder_):
        for entry in scandir(folder_):
            told = entry.stat(follow_symlinks=False)
            flags = 0x400020 if entry.name == "onedrive.kvx" else 0x20
            windows = SimpleNamespace(
                st_mode=told.st_mode, st_size=told.st_size, st_mtime_ns=told.st_mtime_ns,
                st_file_attributes=flags,
            )  # fmt: skip
            yield SimpleNamespace(
                name=entry.name,
                is_dir=lambda follow_symlinks, entry=entry: entry.is_dir(),
                stat=lambda follow_symlinks, windows=windows: windows,
            )

    scandir = os.scandir
    monkeypatch.setattr(folder.os, "scandir", attributes)
    online = {one.name: one.online_only for one in found_files(box) if "/" not in one.name}
    assert online == {"far.kvx.nextcloud": True, "here.kvx": False, "onedrive.kvx": True}


def test_a_folder_that_was_not_prepared_is_lost_not_empty(tmp_path):
    unplugged = tmp_path / "mount point"
    unplugged.mkdir()
    assert not is_there(unplugged)
    with pytest.raises(WorldFailure, match="exchange_folder_lost"):
        found_files(unplugged)


def test_a_folder_that_cannot_be_asked_is_lost(box, monkeypatch):
    def broken(path):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(Path, "is_dir", broken)
    assert not is_there(box)


def test_a_file_that_goes_away_during_the_look_is_not_told(box, monkeypatch):
    put(box, "gone.kvx")
    put(box, "stays.kvx")

    def gone(entry):
        def stat(follow_symlinks):
            raise FileNotFoundError(entry.name)

        return SimpleNamespace(name=entry.name, is_dir=lambda follow_symlinks: False, stat=stat)

    scandir = os.scandir
    monkeypatch.setattr(
        folder.os,
        "scandir",
        lambda where: [gone(one) if one.name == "gone.kvx" else one for one in scandir(where)],
    )
    assert names(box) == ["stays.kvx"]


def test_a_folder_that_goes_away_during_the_look_is_not_taken_for_an_empty_one(box, monkeypatch):
    scandir = os.scandir

    def unplugged(where):
        entries = list(scandir(where))
        (box / SPACE).rmdir()
        return entries

    monkeypatch.setattr(folder.os, "scandir", unplugged)
    with pytest.raises(WorldFailure, match="exchange_folder_lost"):
        found_files(box)


def test_nothing_grows_where_the_folder_has_gone(box, outside, data):
    (box / SPACE).rmdir()
    with pytest.raises(FileNotFoundError):
        publish(box, segment_place(own_segment()), data, outside)
    assert list(box.iterdir()) == []


def test_a_letter_box_that_cannot_be_made_says_why(tmp_path):
    file = put(tmp_path, "file")
    with pytest.raises(WorldFailure, match="exchange_folder_not_writable"):
        prepare(file)
