"""Everything goes out in as many files as it takes, and they come in in any order."""

from dataclasses import replace
from itertools import permutations

import pytest

from desk.board import add
from kvdesk.changes.operation import Change, Operation
from kvdesk.desk.care import VerifyDesk
from kvdesk.desk.exchange import ImportPackage, PreviewPackage, WriteExport
from kvdesk.desk.recording import SetField
from kvdesk.exchange.keys import key_from
from kvdesk.exchange.manifest import Scope
from kvdesk.exchange.package import Draft, portions, segments_of, write_package
from kvdesk.exchange.segments import encode
from kvdesk.kernel.errors import Refusal
from kvdesk.store import batches

AUTHOR = key_from(bytes(range(32)))
MOMENT = 1_790_000_000_000 << 16


def launches(count):
    """What a busy network has after some years: many launches that each wrote a little."""
    for number in range(1, count + 1):
        title = Operation(f"{number:032x}", "matter.title", f"Asia {number}")
        change = Change(f"{number:016x}", 1, MOMENT + number, "Aino", "matter add", (title,))
        yield from segments_of([change], AUTHOR)


@pytest.fixture
def full(make_desk, tmp_path):
    """A desk with more segments than one package holds."""
    desk = make_desk("a")
    for number, segments in enumerate(portions(launches(1_100))):
        draft = Draft(
            package=f"{number:032x}",
            made_at="2026-11-24T10:15:00+00:00",
            department="PL-06",
            label="Satakunnan pelastuslaitos",
            scope=Scope("all"),
            vector={},
            digest=0,
            segments=segments,
        )
        write_package(tmp_path / "before.kvx", draft, AUTHOR)
        desk.perform(ImportPackage(file=tmp_path / "before.kvx"))
    return desk


@pytest.fixture
def files(full, tmp_path):
    add(full, "matter", title="Oma asia")
    done = full.perform(WriteExport(out=tmp_path / "kaikki.kvx"))
    names = ["kaikki-1of3.kvx", "kaikki-2of3.kvx", "kaikki-3of3.kvx"]
    written = [tmp_path / name for name in names]
    assert done.files == tuple(map(str, written))
    assert sorted(tmp_path.glob("kaikki*")) == written
    assert (done.changes, done.segments) == (1_101, 1_101)
    assert done.size == sum(file.stat().st_size for file in written)
    return written


def digest(desk):
    return desk.store.write(lambda log: log.digest())


def test_what_does_not_fit_into_one_package_comes_in_by_several_in_any_order(
    full, files, make_desk
):
    for name, order in zip("bcd", list(permutations(files))[1::2], strict=True):
        desk = make_desk(name)
        told = [desk.perform(ImportPackage(file=file)) for file in order]
        assert [len(one.missing_parts) for one in told] == [2, 1, 0]
        assert [one.same_digest for one in told] == [False, False, True]
        assert digest(desk) == digest(full)
    assert desk.perform(VerifyDesk()).faults == []


def test_the_preview_says_which_parts_are_missing(files, make_desk):
    desk = make_desk("b")
    seen = desk.perform(PreviewPackage(file=files[1]))
    assert (seen.part, seen.parts, seen.missing_parts) == (2, 3, (1, 3))
    desk.perform(ImportPackage(file=files[2]))
    assert desk.perform(PreviewPackage(file=files[1])).missing_parts == (1,)
    assert desk.perform(PreviewPackage(file=files[2])).missing_parts == (1, 2)


def test_a_part_of_which_all_is_known_already_is_not_missing(full, files, make_desk, tmp_path):
    desk = make_desk("b")
    for file in files:
        desk.perform(ImportPackage(file=file))
    add(full, "matter", title="Uusi asia")
    full.perform(WriteExport(out=tmp_path / "lisää.kvx"))
    again = sorted(tmp_path.glob("lisää-*"))
    told = [desk.perform(PreviewPackage(file=file)) for file in again]
    assert sum(one.changes for one in told) == 1
    assert {one.missing_parts for one in told if one.changes} == {()}
    (missing,) = {one.missing_parts for one in told if not one.changes}
    assert [one.part for one in told if one.changes] == list(missing)


def test_a_package_that_holds_everything_is_no_part(make_desk, tmp_path):
    a, b = make_desk("a"), make_desk("b")
    add(a, "matter", title="Kalusto")
    done = a.perform(WriteExport(out=tmp_path / "kaikki.kvx", to="Satakunta"))
    assert done.files == (str(tmp_path / "kaikki.kvx"),)
    came = b.perform(ImportPackage(file=tmp_path / "kaikki.kvx"))
    assert (came.part, came.parts, came.missing_parts) == (0, 0, ())


def test_what_an_extract_brought_back_to_its_author_is_not_signed_as_the_whole(make_desk, tmp_path):
    """After a restored backup a desk may hold a part of a change that it once made."""
    a, b, c = make_desk("a"), make_desk("b"), make_desk("c")
    matter = add(a, "matter", title="Ensin")
    stream = a.store.write(lambda log: log.stream)
    empty = a.store.back_up("before")
    first, second = f"{1:032x}", f"{2:032x}"

    def two_at_once(log):
        work = a.work(log, "matter add")
        work.set_values({(first, "matter.title"): "Yksi", (second, "matter.title"): "Kaksi"})

    a.store.write(two_at_once)
    a.perform(WriteExport(out=tmp_path / "whole.kvx"))
    b.perform(ImportPackage(file=tmp_path / "whole.kvx"))
    part = b.store.write(lambda log: _part(b, log, first))
    write_package(tmp_path / "part.kvx", part, b.key())
    a.store.restore(empty)
    a.perform(ImportPackage(file=tmp_path / "part.kvx"))
    a.do(SetField(kind="matter", id=matter, field="title", value="Uusi"))
    a.perform(WriteExport(out=tmp_path / "later.kvx"))
    c.perform(ImportPackage(file=tmp_path / "later.kvx"))
    assert c.store.read(batches.have)[stream] == ((1, 1),)
    c.perform(ImportPackage(file=tmp_path / "whole.kvx"))
    titles = c.store.read(
        lambda reader: {row[0] for row in reader.rows("SELECT title FROM matter")}
    )
    assert titles == {"Uusi", "Yksi", "Kaksi"}


def _part(desk, log, record):
    draft = Draft(
        package=f"{7:032x}",
        made_at="2026-11-24T10:15:00+00:00",
        department="PL-06",
        label="Satakunta",
        scope=Scope("all"),
        vector={},
        digest=0,
    )
    return replace(draft, extracts=[encode(batches.extract(log, {record}))])


def test_nothing_is_written_when_there_is_nothing_to_send(make_desk, tmp_path):
    with pytest.raises(Refusal, match="nothing_to_export"):
        make_desk("a").perform(WriteExport(out=tmp_path / "kaikki.kvx"))
    assert list(tmp_path.glob("*.kvx")) == []


@pytest.mark.parametrize("words", ["", "kokous:3/2026", "meeting", "ALL"])
def test_an_unknown_scope_is_refused(make_desk, tmp_path, words):
    with pytest.raises(Refusal, match="scope_unknown"):
        make_desk("a").perform(WriteExport(out=tmp_path / "kaikki.kvx", scope=words))
