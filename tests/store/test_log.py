"""The one door for writes: what comes through it is clean, and every other desk can read it."""

import sqlite3
import unicodedata
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kvdesk.exchange.segments import decode, encode
from kvdesk.kernel.clock import Clock
from kvdesk.kernel.errors import Refusal
from kvdesk.kernel.ids import Ids
from kvdesk.kernel.text import clean
from kvdesk.store import batches
from kvdesk.store.log import Log
from kvdesk.store.migrations import migrate
from kvdesk.store.verifying import verify

RECORD = "0190d0d0d0d07000800000000000000a"
TITLE, SUMMARY, STATE = (
    (RECORD, "matter.title"),
    (RECORD, "matter.summary"),
    (RECORD, "matter.state"),
)

#: Everything that Python can hold in a string, halves of surrogate pairs among it.
any_text = st.text(st.characters(codec=None, categories=None), max_size=40)
any_value = st.one_of(any_text, st.none(), st.integers(-(1 << 62) + 1, (1 << 62) - 1))


def fresh_log():
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection)
    moments, streams = count(1), count(1)
    start = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
    clock = Clock(lambda: start + timedelta(milliseconds=next(moments)))
    return Log(
        connection, ids=Ids(record=lambda: "", stream=lambda: f"{next(streams):016x}"), clock=clock
    )


@pytest.fixture
def log():
    log = fresh_log()
    yield log
    log.connection.close()


def sent(log):
    """What another desk reads of all that this one has written."""
    (changes,) = batches.unsent(log).values()
    return decode(encode(changes))


def values_of(log):
    return {
        operation.field: operation.value for change in sent(log) for operation in change.operations
    }


@settings(max_examples=100)
@given(any_text, any_text, any_value, any_value)
def test_whatever_a_command_hands_over_is_kept_clean_and_can_be_sent(author, kind, one, two):
    log = fresh_log()
    try:
        seq, _ = log.write({TITLE: one}, author=author, kind=kind)
        log.write({SUMMARY: two}, author=author, kind=kind, into=seq)
        (change,) = sent(log)
        assert change.author == " ".join(clean(author).split())
        assert change.kind == " ".join(clean(kind).split())
        for operation, given_value in zip(change.operations, (one, two), strict=True):
            assert operation.value == (
                clean(given_value) if isinstance(given_value, str) else given_value
            )
        assert verify(log).faults == []
    finally:
        log.connection.close()


@settings(max_examples=50)
@given(any_text, any_text)
def test_typing_on_in_a_field_is_kept_clean_as_well(one, two):
    log = fresh_log()
    try:
        log.write({TITLE: one}, author="Aino", kind="typing")
        assert log.fold(*TITLE, two, kind="typing") is not None
        assert values_of(log) == {"matter.title": clean(two)}
        assert verify(log).faults == []
    finally:
        log.connection.close()


def test_what_hides_from_the_reader_does_not_come_in(log):
    log.write({TITLE: "Kale\u0301nteri\u202e\x07\ud800\r\n2"}, author=" A\n\x00B ", kind="k")
    (change,) = sent(log)
    assert change.author == "A B"
    (operation,) = change.operations
    assert operation.value == unicodedata.normalize("NFC", "Kale\u0301nteri\n2")
    stored = log.connection.execute("SELECT title FROM matter").fetchone()[0]
    assert stored == operation.value


@pytest.mark.parametrize("letter", ["a", "ä", "🚒", '"', "\n"])
def test_the_longest_text_that_is_kept_can_be_sent(log, letter):
    most = 400 * 1024 // len(letter.encode())
    log.write({TITLE: letter * most}, author="x" * 1_000, kind="k")
    assert values_of(log) == {"matter.title": letter * most}
    with pytest.raises(Refusal, match="text_too_long"):
        log.write({TITLE: letter * (most + 1)}, author="Aino", kind="k")
    with pytest.raises(Refusal, match="text_too_long"):
        log.fold(*TITLE, letter * (most + 1), kind="k")


@pytest.mark.parametrize("number", [1 << 62, -(1 << 62), 1 << 70])
def test_a_number_that_nobody_could_read_is_refused(log, number):
    with pytest.raises(Refusal, match="number_too_large"):
        log.write({TITLE: number}, author="Aino", kind="k")
    assert log.connection.execute("SELECT count(*) FROM change").fetchone() == (0,)


def test_an_endless_name_of_an_author_is_cut_to_what_can_be_sent(log):
    log.write({TITLE: "Asia"}, author="Aino " * 500, kind="k" * 2_000)
    (change,) = sent(log)
    assert (change.author, change.kind) == ("Aino " * 199 + "Aino", "k" * 1_000)


def test_all_operations_of_a_change_bear_one_stamp_as_they_do_where_they_arrive(log):
    """Else the writer and the readers could show different ones of two values at the same time."""
    seq, _ = log.write({TITLE: "Asia"}, author="Aino", kind="k")
    log.write({SUMMARY: "Tiivistelmä", TITLE: "Asia 2"}, author="Aino", kind="k", into=seq)
    log.write({STATE: "closed"}, author="Aino", kind="k", into=seq)
    stamps = log.connection.execute(
        "SELECT DISTINCT o.stamp, c.stamp FROM operation o JOIN change c USING (sid, seq)"
    ).fetchall()
    ((of_operations, of_change),) = stamps
    assert of_operations == of_change
    assert verify(log).faults == []


def test_a_new_change_is_later_than_all_before(log):
    numbers = [log.write({TITLE: f"{n}"}, author="Aino", kind="k")[0] for n in range(3)]
    rows = log.connection.execute("SELECT seq, stamp FROM change ORDER BY stamp").fetchall()
    assert [seq for seq, _ in rows] == numbers == [1, 2, 3]
