"""Two desks that share files."""

import pytest

from desk.board import add
from kvdesk.desk.care import MakeBackup, RestoreBackup, VerifyDesk
from kvdesk.desk.exchange import (
    ImportPackage,
    ListConflicts,
    PreviewPackage,
    ResolveConflict,
    UndoImport,
    WriteExport,
)
from kvdesk.desk.recording import DeleteRecord, SetField
from kvdesk.domain.matters import Matter
from kvdesk.kernel.errors import Refusal


def send(sender, receiver, tmp_path, scope="all"):
    file = tmp_path / "package.kvx"
    sender.perform(WriteExport(out=file, scope=scope))
    return receiver.perform(ImportPackage(file=file))


def rename(desk, matter, title):
    desk.do(SetField(kind="matter", id=matter, field="title", value=title))


def title(desk, matter):
    return desk.store.read(lambda reader: reader.get(Matter, matter)).title


def digest(desk):
    return desk.store.write(lambda log: log.digest())


@pytest.fixture
def two(make_desk, tmp_path):
    a, b = make_desk("a"), make_desk("b")
    matter = add(a, "matter", title="Omavalvonta")
    send(a, b, tmp_path)
    return a, b, matter


def test_a_package_brings_everything_and_the_same_again_changes_nothing(two, tmp_path):
    a, b, matter = two
    assert title(b, matter) == "Omavalvonta"
    again = send(a, b, tmp_path)
    assert (again.changes, again.batch, again.same_digest) == (0, 0, True)


def test_a_preview_writes_nothing(two, tmp_path):
    a, b, matter = two
    rename(a, matter, "Omavalvontamalli")
    file = tmp_path / "p.kvx"
    a.perform(WriteExport(out=file))
    before = digest(b)
    seen = b.perform(PreviewPackage(file=file))
    assert seen.changed == {"matter": 1}
    assert (digest(b), title(b, matter)) == (before, "Omavalvonta")


def test_two_values_at_the_same_time_are_a_conflict_until_a_person_decides(two, tmp_path):
    a, b, matter = two
    rename(a, matter, "A:n nimi")
    rename(b, matter, "B:n nimi")
    came = send(a, b, tmp_path)
    assert came.conflicts == ((matter, "matter.title"),)
    (conflict,) = b.ask(ListConflicts())
    assert {side.value for side in conflict.sides} == {"A:n nimi", "B:n nimi"}
    assert conflict.base == "Omavalvonta"
    b.perform(ResolveConflict(record=matter, take="theirs"))
    assert b.ask(ListConflicts()) == []
    send(b, a, tmp_path)
    assert title(a, matter) == title(b, matter) == "A:n nimi"
    assert digest(a) == digest(b)


def test_an_import_is_undone_as_one_step_and_what_was_written_since_stays(two, tmp_path):
    a, b, matter = two
    other = add(a, "matter", title="Kalusto")
    rename(a, matter, "Muutettu")
    send(a, b, tmp_path)
    rename(b, other, "Kalusto, oma")
    b.perform(UndoImport())
    assert title(b, matter) == "Omavalvonta"
    assert title(b, other) == "Kalusto, oma"
    with pytest.raises(Refusal, match="batch_undone"):
        b.perform(UndoImport(batch=2))
    assert b.perform(VerifyDesk()).faults == []


def test_a_deletion_meets_an_edit_and_the_record_stays_in_sight(two, tmp_path):
    a, b, matter = two
    a.do(DeleteRecord(kind="matter", id=matter))
    rename(b, matter, "Kirjoitettu samaan aikaan")
    send(a, b, tmp_path)
    assert title(b, matter) == "Kirjoitettu samaan aikaan"
    assert [row.field for row in b.ask(ListConflicts())] == ["matter.deleted"]


def test_a_restored_backup_never_reuses_a_name_and_its_lost_work_comes_back(two, tmp_path):
    a, b, matter = two
    backup = a.perform(MakeBackup())
    rename(a, matter, "Tehty varmuuskopion jälkeen")
    send(a, b, tmp_path)
    a.perform(RestoreBackup(file=a.store.backups / backup.name))
    assert title(a, matter) == "Omavalvonta"
    add(a, "matter", title="Uusi asia")
    send(b, a, tmp_path)
    send(a, b, tmp_path)
    assert title(a, matter) == "Tehty varmuuskopion jälkeen"
    assert digest(a) == digest(b)
    assert a.perform(VerifyDesk()).faults == []


def test_garbage_is_refused_with_a_code_and_nothing_is_written(two, tmp_path):
    _, b, _ = two
    before = digest(b)
    good = tmp_path / "package.kvx"
    whole = good.read_bytes()
    for name, data in {
        "empty": b"",
        "text": b"not a zip at all",
        "cut": whole[: len(whole) // 2],
        "altered": whole[:200] + bytes([whole[200] ^ 1]) + whole[201:],
    }.items():
        file = tmp_path / f"{name}.kvx"
        file.write_bytes(data)
        with pytest.raises(Refusal):
            b.perform(ImportPackage(file=file))
    assert digest(b) == before
