"""What strangers send, given to a real desk: a sentence, and not one byte of the desk changes.

Each file takes at most a second and 64 MiB. What looks dangerous and is only text is kept as text.
"""

import hashlib
import time
import tracemalloc
from datetime import UTC, datetime

import pytest

from desk.board import add
from desk.conftest import SteppingClock, counted_ids
from exchange import samples
from exchange.hostile import HOSTILE
from exchange.hostile_bodies import (
    HARMLESS,
    MATTER,
    REFUSED,
    STREAM,
    as_extract,
    as_segment,
    body,
)
from kvdesk.changes.operation import Change, Operation
from kvdesk.desk.care import VerifyDesk
from kvdesk.desk.catalogue import full_registry
from kvdesk.desk.desk import Desk
from kvdesk.desk.exchange import ImportPackage, PreviewPackage, UndoImport, WriteExport
from kvdesk.exchange.package import read_package, write_package
from kvdesk.exchange.segments import encode
from kvdesk.exchange.signing import changes_of
from kvdesk.kernel.clock import Clock
from kvdesk.kernel.errors import Refusal
from kvdesk.kernel.sentences import sentence_of
from kvdesk.kernel.text import clean
from kvdesk.kernel.words import words_for

MEBI = 1024 * 1024

#: A desk has a key to try on what is encrypted, and sees more of it than the bare reader does.
ON_A_DESK = {"an encrypted package": "encrypted_cut"}


@pytest.fixture(scope="module")
def victim(tmp_path_factory):
    """A desk that all the files are given to; none may change it."""
    full_registry()
    clock = SteppingClock(datetime(2026, 11, 24, 7, 0, tzinfo=UTC))
    folder = tmp_path_factory.mktemp("victim") / "desk"
    desk = Desk.create(folder, clock=Clock(clock.now), ids=counted_ids("e"))
    desk.identify({"department": "PL-06", "name": "e"})
    add(desk, "matter", title="Kalusto")
    desk.key()
    yield desk
    desk.close()


def traces(desk):
    """All rows of all tables, and every file beside the database."""
    desk.store.finish_index()
    tables = desk.store.read(
        lambda r: [n for (n,) in r.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    )
    rows = desk.store.read(lambda r: {name: r.rows(f'SELECT * FROM "{name}"') for name in tables})
    files = {
        file: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(desk.folder.rglob("*"))
        if file.is_file() and not file.name.startswith(desk.store.file.name)
    }
    return rows, files


def assert_a_sentence(error):
    for language in ("fi", "sv", "en"):
        sentence, remedy = sentence_of(error, words_for(language))
        assert sentence
        assert remedy
        assert "{" not in sentence + remedy


def assert_refused(desk, file):
    """By a sentence, soon, in little room, without a trace."""
    before = traces(desk)
    started = time.process_time()
    with pytest.raises(Refusal):
        desk.perform(PreviewPackage(file=file))
    assert time.process_time() - started < 1
    tracemalloc.start()
    try:
        with pytest.raises(Refusal) as refusal:
            desk.perform(ImportPackage(file=file))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 64 * MEBI
    assert_a_sentence(refusal.value)
    assert traces(desk) == before
    return refusal.value.code


@pytest.fixture
def file(tmp_path):
    return tmp_path / "outo.kvx"


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    file = tmp_path_factory.mktemp("sound") / "paketti.kvx"
    write_package(file, samples.draft(), samples.PIRKANMAA)
    return file.read_bytes()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_leaves_no_trace_on_a_desk(victim, sound, file, name):
    make, code = HOSTILE[name]
    file.write_bytes(make(sound))
    assert assert_refused(victim, file) == ON_A_DESK.get(name, code)


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("sent", [as_extract, as_segment])
def test_a_hostile_body_leaves_no_trace_on_a_desk(victim, file, name, sent):
    sent(file, REFUSED[name])
    assert assert_refused(victim, file) == "segment_unreadable"


@pytest.mark.parametrize("lines", [[1, 3], [2, 3], [1]])
def test_a_segment_with_gaps_or_of_another_part_is_refused(victim, file, lines):
    told = [[0, seq, samples.MOMENT, "Outo", "", [[0, 0, "a", []]]] for seq in lines]
    as_segment(file, body(*told), last=2)
    assert assert_refused(victim, file) == "package_altered"


# What only looks dangerous


@pytest.fixture
def reader(make_desk):
    desk = make_desk("c")
    add(desk, "matter", title="Oma asia")
    return desk


def operation(field, value):
    return Operation(MATTER, field, value)


@pytest.mark.parametrize("name", HARMLESS)
def test_what_looks_dangerous_is_kept_as_it_is_and_passed_on(victim, file, name):
    """Each in a record of its own, since one desk takes them all."""
    field, value = HARMLESS[name]
    number = list(HARMLESS).index(name) + 1
    record = MATTER if value == MATTER else f"{number:032x}"
    change = Change(
        f"{number:016x}", 1, samples.MOMENT, "Outo", "x", (Operation(record, field, value),)
    )
    as_extract(file, encode([change]))
    assert victim.perform(PreviewPackage(file=file)).operations == 1
    assert victim.perform(ImportPackage(file=file)).operations == 1
    assert victim.perform(ImportPackage(file=file)).changes == 0
    kept = victim.store.read(
        lambda r: r.rows(
            "SELECT f.name, o.value FROM operation o JOIN record USING (rid) JOIN field f USING "
            "(fid) WHERE uid = ?",
            record,
        )
    )
    assert kept == [(field, value)]
    if field == "matter.title" and isinstance(value, str):
        sql = "SELECT title FROM matter WHERE id = ?"
        assert victim.store.read(lambda r: r.value(sql, record)) == clean(value)
    assert victim.perform(VerifyDesk()).faults == []
    shown = victim.store.read(
        lambda r: r.value("SELECT count(*) FROM matter WHERE title = 'Kalusto'")
    )
    assert shown == 1


def test_an_import_of_what_looks_dangerous_can_be_undone(reader, file):
    head = (STREAM, 1, samples.MOMENT, "Outo", "x")
    fields = {field: value for field, value in HARMLESS.values() if field != "matter.deleted"}
    as_extract(file, encode([Change(*head, tuple(operation(f, v) for f, v in fields.items()))]))
    reader.perform(ImportPackage(file=file))
    reader.perform(UndoImport())
    assert reader.perform(VerifyDesk()).faults == []
    assert reader.store.read(lambda r: r.value("SELECT count(*) FROM matter")) == 1


# Extracts that tell more than is true: anybody can vouch for anything


def exported(desk, tmp_path, name="oma.kvx"):
    desk.perform(WriteExport(out=tmp_path / name))
    return tmp_path / name


def more(change, *operations):
    """The change with further operations, as an extract."""
    head = (change.stream, change.seq, change.stamp, change.author, change.kind)
    return encode([Change(*head, operations)])


def test_nobody_adds_to_a_change_that_is_here_as_its_author_signed_it(make_desk, tmp_path, file):
    a, b = make_desk("a"), make_desk("b")
    add(a, "matter", title="Kalusto")
    honest = exported(a, tmp_path)
    b.perform(ImportPackage(file=honest))
    (segment,) = read_package(honest).segments
    change = changes_of(segment)[-1]
    as_extract(file, more(change, operation("matter.title", "Lisätty toisen nimiin")))
    assert assert_refused(b, file) == "stream_forked"
    assert assert_refused(a, file) == "stream_forked"


def test_what_was_added_to_a_change_beforehand_shows_when_its_author_speaks(
    make_desk, tmp_path, file
):
    a, b = make_desk("a"), make_desk("b")
    add(a, "matter", title="Kalusto")
    honest = exported(a, tmp_path)
    change = changes_of(read_package(honest).segments[0])[-1]
    as_extract(file, more(change, operation("matter.title", "Lisätty toisen nimiin")))
    b.perform(ImportPackage(file=file))
    assert assert_refused(b, honest) == "stream_forked"
    assert b.perform(VerifyDesk()).faults == []


def test_nobody_writes_on_in_the_stream_that_this_launch_writes(make_desk, tmp_path, file):
    a = make_desk("a")
    add(a, "matter", title="Kalusto")
    change = changes_of(read_package(exported(a, tmp_path)).segments[0])[-1]
    ahead = Change(change.stream, 99_999_999, change.stamp, "Outo", "x", change.operations)
    as_extract(file, encode([ahead]))
    assert assert_refused(a, file) == "stream_forked"
    add(a, "matter", title="Ja työ jatkuu")
    exported(a, tmp_path, "toinen.kvx")


def test_an_older_package_brings_nothing_new(make_desk, tmp_path):
    a, b = make_desk("a"), make_desk("b")
    add(a, "matter", title="Kalusto")
    old = exported(a, tmp_path)
    add(a, "matter", title="Koulutus")
    b.perform(ImportPackage(file=exported(a, tmp_path, "uusi.kvx")))
    before = traces(b)
    told = b.perform(ImportPackage(file=old))
    assert (told.changes, told.batch) == (0, 0)
    assert traces(b) == before
