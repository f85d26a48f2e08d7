"""Desks that exchange by a shared folder, and everything that engines and people do to it."""

import errno
import json
import multiprocessing
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from desk.board import add
from kvdesk.desk.care import VerifyDesk
from kvdesk.desk.exchange import ImportPackage, ListImports, WriteExport
from kvdesk.desk.folder import (
    AcceptSigner,
    BlockSigner,
    LeaveFolder,
    SetFolder,
    ShowFolder,
    SyncFolder,
)
from kvdesk.desk.keys import NewKey
from kvdesk.desk.recording import SetField
from kvdesk.domain.matters import Matter
from kvdesk.exchange import files
from kvdesk.exchange.folder import SPACE
from kvdesk.exchange.package import changes_of, read_package, sign_segment, write_package
from kvdesk.kernel.errors import Refusal


@pytest.fixture
def share(tmp_path) -> Path:
    share = tmp_path / "share"
    share.mkdir()
    return share


def join(share, *desks):
    """Let desks use the folder and believe each other's keys."""
    for desk in desks:
        desk.perform(SetFolder(folder=share))
        desk.key()
    for desk in desks:
        add(desk, "matter", title=f"Ensimmäinen {desk.folder.name}")
        sync(desk)
    for desk in desks:
        sync(desk)
        for stranger in status(desk).strangers:
            desk.perform(AcceptSigner(signer=stranger.fingerprint))
        sync(desk)


def sync(desk, **how):
    return desk.perform(SyncFolder(**how))


def status(desk):
    return desk.ask(ShowFolder())


def titles(desk):
    return sorted(matter.title for matter in desk.store.read(lambda reader: reader.all(Matter)))


def digest(desk):
    return desk.store.write(lambda log: log.digest())


def packages(share):
    return sorted(file for file in share.rglob("*") if file.is_file())


def newest(share, before):
    (file,) = set(packages(share)) - set(before)
    return file


@pytest.fixture
def two(make_desk, share):
    a, b = make_desk("a"), make_desk("b")
    join(share, a, b)
    return a, b


def test_what_one_desk_drops_the_other_picks_up(two, share):
    a, b = two
    add(a, "matter", title="Omavalvonta")
    assert sync(a).published == 1
    came = sync(b)
    assert (came.taken, came.changes, came.published) == (1, 1, 0)
    assert "Omavalvonta" in titles(b)
    assert came.touched.keys() == {"matter"}
    again = sync(b)
    assert (again.taken, again.changes, again.published) == (0, 0, 0)
    assert digest(a) == digest(b)


def test_every_folder_in_the_folder_has_one_writer(two, share):
    a, b = two
    for desk in (a, b, a, b):
        add(desk, "matter", title="Lisää")
        sync(desk)
    writers = {}
    for file in packages(share):
        sender = read_package(file).manifest.sender.key
        writers.setdefault(file.parent, set()).add(sender)
    assert {len(keys) for keys in writers.values()} == {1}
    assert len(writers) == 2


def test_a_desk_that_was_never_met_waits_for_a_person(make_desk, share):
    a, b = make_desk("a"), make_desk("b")
    for desk in (a, b):
        desk.perform(SetFolder(folder=share))
    add(a, "matter", title="Vieras")
    sync(a)
    came = sync(b)
    (stranger,) = status(b).strangers
    assert (came.changes, titles(b)) == (0, [])
    assert (stranger.sender, stranger.fingerprint) == ("a", a.key().fingerprint)
    assert sync(b).refused == ()
    b.perform(AcceptSigner(signer=stranger.fingerprint[:9]))
    assert sync(b).changes == 1
    assert status(b).strangers == ()


def test_a_desk_whose_package_was_imported_has_been_met(make_desk, share, tmp_path):
    a, b = make_desk("a"), make_desk("b")
    add(a, "matter", title="Tuotu")
    a.perform(WriteExport(out=tmp_path / "a.kvx"))
    b.perform(ImportPackage(file=tmp_path / "a.kvx"))
    for desk in (a, b):
        desk.perform(SetFolder(folder=share))
    add(a, "matter", title="Kansiosta")
    sync(a)
    assert sync(b).changes == 1
    assert titles(b) == ["Kansiosta", "Tuotu"]


def test_a_blocked_desk_is_refused_and_told_once(two, share):
    a, b = two
    b.perform(BlockSigner(signer=a.key().fingerprint))
    add(a, "matter", title="Ei tule")
    sync(a)
    assert len(sync(b).refused) == 1
    assert sync(b).refused == ()
    assert [doubt.reason for doubt in status(b).refused] == ["signer_blocked"]
    assert "Ei tule" not in titles(b)
    b.perform(AcceptSigner(signer=a.key().fingerprint))
    sync(b)
    assert "Ei tule" in titles(b)


def test_an_impostor_who_goes_on_with_anothers_stream_is_refused(two, share, make_desk, tmp_path):
    a, b = two
    c = make_desk("c")
    join(share, a, b, c)
    add(a, "matter", title="Aito")
    before = packages(share)
    sync(a)
    aito = newest(share, before)
    package = read_package(aito)
    (segment,) = package.segments
    forged = sign_segment(
        c.key(), stream=segment.stream, first=segment.first, last=segment.last, body=segment.body
    )
    manifest = package.manifest
    from kvdesk.exchange.package import Draft

    write_package(
        share / "forged.kvx",
        Draft(
            package="f" * 32, made_at=manifest.made_at, department="PL", label="c",
            scope=manifest.scope, vector={}, digest=0, segments=[forged],
        ),
        c.key(),
    )  # fmt: skip
    aito.unlink()
    assert sync(b).refused == ("forged.kvx",)
    assert sync(b).refused == ()
    assert [doubt.reason for doubt in status(b).refused] == ["signer_differs"]
    assert changes_of(segment)[0].kind == "matter add"
    assert "Aito" not in titles(b)


@pytest.mark.parametrize(
    "name",
    [
        "{stem} - Kopio (1).kvx",
        "{stem}.sync-conflict-20261124-101010-ABCDEFG.kvx",
        "{stem}-DESKTOP-AB12.kvx",
        "moved/deep/{stem}.kvx",
        "aivan muu nimi.bin",
    ],
)
def test_copies_renamed_and_moved_files_are_known_segments(two, share, name):
    a, b = two
    before = packages(share)
    add(a, "matter", title="Kopioitu")
    sync(a)
    file = newest(share, before)
    target = share / name.format(stem=file.stem)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(file, target)
    assert sync(b).changes == 1
    file.unlink()
    count = len(packages(share))
    assert (sync(a).published, sync(b).changes) == (0, 0)
    assert len(packages(share)) == count
    assert digest(a) == digest(b)


@pytest.mark.parametrize("percent", range(0, 100, 10))
def test_a_file_that_is_not_whole_is_tried_later_and_its_author_gives_it_again(
    two, share, percent, clock
):
    a, b = two
    before = packages(share)
    add(a, "matter", title="Kesken")
    sync(a)
    file = newest(share, before)
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) * percent // 100])
    came = sync(b)
    assert (came.changes, came.refused) == (0, ())
    (doubt,) = status(b).waiting
    assert (doubt.tries, doubt.reason) == (1, "package_cut")
    file.write_bytes(whole)
    assert sync(b, patient=True).changes == 1
    file.write_bytes(whole[: len(whole) * percent // 100])
    assert sync(a).published == 1
    assert file.read_bytes() == whole[: len(whole) * percent // 100]
    assert digest(a) == digest(b)


def test_waiting_grows_from_a_minute_to_a_day(two, share, clock):
    _, b = two
    (share / "rikki.kvx").write_bytes(b"PK\x03\x04")
    tries = []
    for _ in range(14):
        sync(b, patient=True)
        (doubt,) = status(b).waiting
        tries.append(doubt.tries)
        clock.moment += timedelta(minutes=30)
    assert tries[:7] == [1, 2, 3, 4, 5, 6, 6]
    clock.moment += timedelta(days=400)
    for _ in range(8):
        sync(b, patient=True)
        clock.moment += timedelta(hours=23)
    steady = status(b).waiting[0].tries
    clock.moment += timedelta(hours=2)
    sync(b, patient=True)
    assert status(b).waiting[0].tries == steady + 1
    before = status(b).waiting[0].tries
    sync(b)
    assert status(b).waiting[0].tries == before + 1


def test_other_files_in_the_folder_are_left_alone_and_not_told(two, share):
    _, b = two
    (share / "pöytäkirja.docx").write_bytes(b"PK\x03\x04" + b"x" * 100)
    sync(b)
    assert (status(b).waiting, status(b).refused) == ((), ())
    assert (share / "pöytäkirja.docx").read_bytes().startswith(b"PK")


def test_a_placeholder_is_told_as_online_only(two, share):
    _, b = two
    (share / "kaukana.kvx.nextcloud").write_bytes(b" ")
    sync(b)
    assert [doubt.reason for doubt in status(b).waiting] == ["file_online_only"]


def test_a_file_that_cannot_be_read_is_told_and_read_when_it_can(two, share, monkeypatch):
    a, b = two
    add(a, "matter", title="Lukossa")
    sync(a)
    before = Path.open

    def offline(file, *given, **named):
        if share in file.parents:
            raise OSError(errno.EIO, "The cloud operation was not completed")
        return before(file, *given, **named)

    (share / "nimetön").write_bytes(b"x")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", offline)
        assert sync(b).changes == 0
    assert {doubt.reason for doubt in status(b).waiting} == {"file_not_read"}
    assert sync(b).changes == 1
    assert status(b).waiting == ()


def test_what_others_delete_its_author_puts_back(two, share):
    a, b = two
    for file in packages(share):
        file.unlink()
    assert sync(a).published == 1
    assert (sync(b).changes, digest(a)) == (0, digest(b))


def test_what_others_wrote_is_put_back_only_after_hours(two, share, clock, make_desk):
    a, b = two
    for file in packages(share):
        file.unlink()
    assert sync(b).published == 1
    clock.moment += timedelta(minutes=50)
    assert sync(b).published == 0
    clock.moment += timedelta(days=1)
    assert sync(b).published == 1
    c = make_desk("c")
    c.perform(SetFolder(folder=share))
    sync(c)
    for stranger in status(c).strangers:
        c.perform(AcceptSigner(signer=stranger.fingerprint))
    sync(c)
    assert digest(c) == digest(a) == digest(b)


def test_small_files_are_put_together_when_their_month_is_over(two, share, clock):
    a, b = two
    for number in range(5):
        add(a, "matter", title=f"Asia {number}")
        sync(a)
    before = packages(share)
    sync(b)
    assert sync(a).published == 0
    clock.moment += timedelta(days=10)
    assert sync(a).published == 1
    bundle = newest(share, before)
    assert bundle.parent.name == a.key().public[:16]
    assert bundle.name.startswith("20261124-20261124-")
    assert len(read_package(bundle).segments) == 6
    for file in before:
        if file.parent.name.startswith("a"):
            file.unlink()
    assert sync(a).published == 0
    assert (sync(b).changes, digest(a)) == (0, digest(b))


def test_a_folder_that_vanishes_is_told_and_comes_back(two, share, tmp_path):
    a, b = two
    away = tmp_path / "away"
    share.rename(away)
    add(a, "matter", title="Sillä välin")
    came = sync(a)
    assert came.problem == "exchange_folder_lost"
    assert status(a).problem == "exchange_folder_lost"
    share.mkdir()
    assert sync(a).problem == "exchange_folder_lost"
    assert list(share.iterdir()) == []
    share.rmdir()
    away.rename(share)
    assert sync(a).published == 1
    assert status(a).problem == ""
    assert sync(b).changes == 1


def test_a_folder_that_vanishes_in_the_middle_of_a_pass_loses_nothing(two, share, tmp_path):
    a, b = two
    for number in range(4):
        add(a, "matter", title=f"Asia {number}")
        sync(a)
    away = tmp_path / "away"
    real = read_package

    def unplug(file, **given):
        if share.exists():
            share.rename(away)
        return real(file, **given)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kvdesk.desk.folder_taking.read_package", unplug)
        add(b, "matter", title="Oma")
        came = sync(b)
    assert (came.changes, came.problem) == (0, "exchange_folder_lost")
    away.rename(share)
    back = sync(b)
    assert (back.changes, back.published, back.problem) == (4, 1, "")
    sync(a)
    assert digest(a) == digest(b)


def test_a_folder_that_cannot_be_written_is_still_read(two, share, monkeypatch):
    a, b = two
    add(a, "matter", title="Luettava")
    sync(a)
    add(b, "matter", title="Ei mahdu")

    def full(handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(files.os, "fsync", full)
        came = sync(b)
    assert (came.changes, came.published) == (1, 0)
    assert came.problem == "exchange_folder_not_writable"
    assert sync(b).published == 1
    assert sync(a).changes == 1


def test_only_taking_in_puts_nothing_there(two, share):
    a, _ = two
    add(a, "matter", title="Vielä kesken")
    before = packages(share)
    assert sync(a, receive=True).published == 0
    assert packages(share) == before


def test_the_desks_own_folder_is_no_exchange_folder(make_desk, tmp_path):
    a = make_desk("a")
    for folder in (a.folder, a.folder / "backups", tmp_path):
        folder.mkdir(exist_ok=True)
        with pytest.raises(Refusal, match="exchange_folder_own"):
            a.perform(SetFolder(folder=folder))
    with pytest.raises(Refusal, match="exchange_folder_missing"):
        a.perform(SetFolder(folder=tmp_path / "ei ole"))
    with pytest.raises(Refusal, match="exchange_folder_unset"):
        sync(a)


def test_a_synchronised_folder_is_right_here(make_desk, tmp_path):
    share = tmp_path / "OneDrive - Pelastuslaitos" / "kvdesk"
    share.mkdir(parents=True)
    (share.parent / ".stfolder").mkdir()
    a = make_desk("a")
    assert a.perform(SetFolder(folder=share)).folder == str(share)
    assert (share / SPACE).is_dir()


def test_another_folder_begins_with_empty_books(two, tmp_path):
    a, _ = two
    other = tmp_path / "other"
    other.mkdir()
    a.perform(SetFolder(folder=other))
    assert status(a).files == 0
    assert sync(a).published == 1
    a.perform(LeaveFolder())
    assert status(a).folder == ""
    assert len(packages(other)) == 1


def test_a_key_must_be_named_without_doubt(two):
    _, b = two
    for typed in ("", "ZZZZ"):
        with pytest.raises(Refusal, match="signer_not_found"):
            b.perform(AcceptSigner(signer=typed))


def test_what_came_by_the_folder_stands_among_the_imports_and_one_copy_a_day_is_kept(two, share):
    a, b = two
    for number in range(3):
        add(a, "matter", title=f"Asia {number}")
        sync(a)
    sync(b)
    assert len(b.ask(ListImports())) == 4
    assert len(list(b.store.backups.glob("before-folder-*"))) == 1


def test_a_desk_in_a_quarrel_shows_the_conflict(two, share):
    a, b = two
    matter = add(a, "matter", title="Alku")
    sync(a)
    sync(b)
    for desk, title in ((a, "A:n nimi"), (b, "B:n nimi")):
        desk.do(SetField(kind="matter", id=matter, field="title", value=title))
    for desk in (a, b, a):
        sync(desk)
    assert digest(a) == digest(b)
    assert a.perform(VerifyDesk()).faults == []


def sync_in_a_process(folder, count):
    from kvdesk.desk.catalogue import full_registry
    from kvdesk.desk.desk import Desk

    full_registry()
    with Desk.open(folder) as desk:
        for number in range(count):
            add(desk, "matter", title=f"{folder.name} {number}")
            sync(desk)


def test_two_desks_that_look_at_the_same_moment_end_equal(two, share):
    a, b = two
    context = multiprocessing.get_context("spawn")
    for desk in two:
        desk.close()
    running = [context.Process(target=sync_in_a_process, args=(desk.folder, 15)) for desk in two]
    for process in running:
        process.start()
    for process in running:
        process.join(60)
    assert [process.exitcode for process in running] == [0, 0]
    from kvdesk.desk.desk import Desk

    with Desk.open(a.folder) as one, Desk.open(b.folder) as other:
        for desk in (one, other, one, other):
            sync(desk)
        assert digest(one) == digest(other)
        assert len(titles(one)) == 32
        assert json.dumps(status(one).waiting) == "[]"


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 160 kB in the place of the folder; only root can make one."""
    disk = tmp_path / "share"
    disk.mkdir(exist_ok=True)
    mount = ("mount", "-t", "tmpfs", "-o", "size=160k", "kvdesk-test", str(disk))
    can = shutil.which("mount") and subprocess.run(mount, capture_output=True, check=False)
    if not can or can.returncode:
        pytest.skip("a disk can only be made by root")
    yield disk
    subprocess.run(("umount", str(disk)), check=True)


def test_a_real_disk_that_runs_full_or_read_only_is_told_and_recovers(make_desk, small_disk):
    a, b = make_desk("a"), make_desk("b")
    join(small_disk, a, b)
    filler = small_disk / "muuta.docx"
    filler.write_bytes(b"x" * 120_000)
    for number in range(15):
        add(a, "matter", title=f"Asia {number}")
        sync(a)
    assert status(a).problem == "exchange_folder_not_writable"
    assert not list(small_disk.rglob("*.tmp"))
    came = sync(b)
    assert came.changes > 0
    assert (status(b).waiting, status(b).refused) == ((), ())
    filler.unlink()
    assert sync(a).problem == ""
    subprocess.run(("mount", "-o", "remount,ro", str(small_disk)), check=True)
    add(b, "matter", title="Vain luettavaan")
    came = sync(b)
    assert (came.problem, came.changes > 0) == ("exchange_folder_not_writable", True)
    subprocess.run(("mount", "-o", "remount,rw", str(small_disk)), check=True)
    assert sync(b).problem == ""
    sync(a)
    assert digest(a) == digest(b)


def test_a_desk_whose_key_was_lost_still_gives_what_it_wrote_under_it(two):
    a, b = two
    add(a, "matter", title="Allekirjoitettu")
    sync(a)
    add(a, "matter", title="Vielä allekirjoittamatta")
    (a.folder / "keys" / "own.key").unlink()
    a.perform(NewKey())
    assert sync(a).published == 1
    assert sync(a).published == 0
    assert sync(b).changes == 1
    b.perform(AcceptSigner(signer=a.key().fingerprint))
    assert sync(b).changes == 1
    assert digest(a) == digest(b)


def test_a_new_key_that_the_old_one_vouches_for_needs_no_second_acceptance(two):
    a, b = two
    a.perform(NewKey())
    add(a, "matter", title="Uudella avaimella")
    sync(a)
    assert sync(b).changes == 1
    assert status(b).strangers == ()
    assert digest(a) == digest(b)


def test_who_only_passes_on_what_is_known_is_not_met_by_that(two, share, make_desk, clock):
    a, b = two
    c = make_desk("c")
    c.perform(SetFolder(folder=share))
    for desk in (a, b):
        sync(c)
        c.perform(AcceptSigner(signer=desk.key().fingerprint))
    sync(c)
    for file in packages(share):
        file.unlink()
    assert sync(c).published == 0
    clock.moment += timedelta(days=2)
    assert sync(c).published == 1
    assert (sync(b).changes, status(b).strangers) == (0, ())
    add(c, "matter", title="Tuntemattomalta")
    sync(c)
    assert sync(b).changes == 0
    assert [stranger.sender for stranger in status(b).strangers] == ["c"]


def test_a_patient_look_takes_in_a_part_at_a_time_and_gives_only_at_the_end(two, monkeypatch):
    a, b = two
    for number in range(5):
        add(a, "matter", title=f"Asia {number}")
        sync(a)
    add(b, "matter", title="Oma")
    monkeypatch.setattr("kvdesk.desk.folder_taking._AT_ONCE", 3)
    came = sync(b, patient=True)
    assert (came.changes, came.published, came.more) == (3, 0, True)
    came = sync(b, patient=True)
    assert (came.changes, came.published, came.more) == (2, 1, False)
    sync(a)
    assert digest(a) == digest(b)
