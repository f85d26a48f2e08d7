"""Names of kinds and fields, and contexts as values."""

from hypothesis import given
from hypothesis import strategies as st

from changes.strategies import LAW, STREAMS
from kvdesk.changes.digest import operation_hash
from kvdesk.changes.operation import (
    Change,
    Operation,
    context_of,
    deleted_field,
    join,
    kind_of,
)
from kvdesk.changes.state import State


def test_a_field_names_its_kind():
    assert kind_of("agenda_entry.title") == "agenda_entry"
    assert deleted_field("agenda_entry") == "agenda_entry.deleted"
    assert kind_of(deleted_field("meeting")) == "meeting"


@LAW
@given(st.permutations(STREAMS))
def test_equal_contexts_are_equal_values(streams):
    assert context_of(dict.fromkeys(streams, 3)) == context_of(dict.fromkeys(STREAMS, 3))
    assert join([context_of(dict.fromkeys(streams, 3))]) == dict.fromkeys(STREAMS, 3)


def test_every_part_of_an_operation_counts_in_its_hash():
    base = ("r1", "meeting.place", ("aaaa", 1, 7), ("Oulu", (("bbbb", 2),)))
    others = [
        ("r2", "meeting.place", ("aaaa", 1, 7), ("Oulu", (("bbbb", 2),))),
        ("r1", "meeting.title", ("aaaa", 1, 7), ("Oulu", (("bbbb", 2),))),
        ("r1", "meeting.place", ("aaab", 1, 7), ("Oulu", (("bbbb", 2),))),
        ("r1", "meeting.place", ("aaaa", 2, 7), ("Oulu", (("bbbb", 2),))),
        ("r1", "meeting.place", ("aaaa", 1, 8), ("Oulu", (("bbbb", 2),))),
        ("r1", "meeting.place", ("aaaa", 1, 7), ("Turku", (("bbbb", 2),))),
        ("r1", "meeting.place", ("aaaa", 1, 7), (None, (("bbbb", 2),))),
        ("r1", "meeting.place", ("aaaa", 1, 7), ("Oulu", (("bbbb", 3),))),
        ("r1", "meeting.place", ("aaaa", 1, 7), ("Oulu", ())),
    ]
    hashes = {operation_hash(*one) for one in [base, *others]}
    assert len(hashes) == 10
    assert all(0 <= number < 1 << 128 for number in hashes)


def test_text_and_number_of_the_same_look_are_different_values():
    head = ("r1", "meeting.number", ("aaaa", 1, 7))
    assert operation_hash(*head, ("1", ())) != operation_hash(*head, (1, ()))


def test_the_digest_of_many_operations_stays_one_number_of_128_bits():
    state = State()
    for seq in range(1, 60):
        operation = Operation("r1", "meeting.place", f"value {seq}")
        state.add([Change("aaaa", seq, seq, "", "", (operation,))])
    assert 0 < state.digest() < 1 << 128


def test_a_hash_is_the_same_in_every_release():
    told = ("Oulu", (("bbbb", 2),))
    assert operation_hash("r1", "meeting.place", ("aaaa", 1, 7), told) == HASH


HASH = 191046982878624548727056942717889128957
