"""A record goes only when nobody wrote to it behind the deleter's back."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from changes.desk_under_test import Package
from changes.pure_desk import PureDesk
from changes.strategies import LAW, STREAMS
from kvdesk.changes.deletion import Presence, presence, read_seen, seen_text
from kvdesk.changes.intervals import contains
from kvdesk.changes.operation import Change, Write
from kvdesk.changes.state import State

RECORD = "0" * 31 + "1"
PLACE = (RECORD, "meeting.place")
TITLE = (RECORD, "meeting.title")
DELETED = (RECORD, "meeting.deleted")


def desks(count: int) -> list[PureDesk]:
    names = iter("abcdefghijkl")
    return [PureDesk(lambda: 1_790_000_000_000, lambda: next(names) * 16) for _ in range(count)]


def presence_after(changes: tuple[Change, ...]) -> Presence:
    state = State()
    for change in changes:
        state.add([change])
    return state.presence(RECORD, "meeting")


def in_every_order(*changes: Change) -> set[Presence]:
    return {presence_after(order) for order in permutations(changes)}


def test_an_edit_that_the_deleter_had_not_seen_contests_in_all_six_orders():
    here, there = desks(2)
    made = here.write({PLACE: "Oulu"})
    there.import_(here.export())
    edited = there.write({TITLE: "Kokous"})
    deleted = here.delete(RECORD)
    assert in_every_order(made, edited, deleted) == {Presence.CONTESTED}


def test_a_deletion_that_saw_every_edit_deletes_in_all_six_orders():
    here, there = desks(2)
    made = here.write({PLACE: "Oulu"})
    there.import_(here.export())
    edited = there.write({TITLE: "Kokous"})
    here.import_(there.export())
    deleted = here.delete(RECORD)
    assert in_every_order(made, edited, deleted) == {Presence.DELETED}


def test_deleting_again_with_the_edit_in_sight_settles_the_contest_in_every_order():
    here, there = desks(2)
    made = here.write({PLACE: "Oulu"})
    there.import_(here.export())
    edited = there.write({TITLE: "Kokous"})
    deleted = here.delete(RECORD)
    here.import_(there.export())
    again = here.delete(RECORD)
    assert in_every_order(made, edited, deleted, again) == {Presence.DELETED}


def test_restoring_settles_the_contest_in_every_order():
    here, there = desks(2)
    made = here.write({PLACE: "Oulu"})
    there.import_(here.export())
    edited = there.write({TITLE: "Kokous"})
    deleted = here.delete(RECORD)
    here.import_(there.export())
    restored = here.write({DELETED: None})
    assert in_every_order(made, edited, deleted, restored) == {Presence.PRESENT}


def test_a_restoration_beside_an_unseen_deletion_contests_in_every_order():
    here, there = desks(2)
    made = here.write({PLACE: "Oulu"})
    deleted = here.delete(RECORD)
    there.import_(here.export())
    restored = there.write({DELETED: None})
    again = here.delete(RECORD)
    assert in_every_order(made, deleted, restored, again) == {Presence.CONTESTED}


def test_two_deletions_at_the_same_time_agree_and_their_sight_adds_up():
    here, there = desks(2)
    made = here.write({PLACE: "Oulu"})
    there.import_(here.export())
    edited_here, edited_there = here.write({TITLE: "A"}), there.write({PLACE: "B"})
    deletions = here.delete(RECORD), there.delete(RECORD)
    changes = (made, edited_here, edited_there, *deletions)
    assert in_every_order(*changes) == {Presence.DELETED}


def test_an_earlier_change_that_was_missing_at_the_deletion_was_not_seen():
    here, there = desks(2)
    first = here.write({PLACE: "Oulu"})
    second = here.write({TITLE: "Kokous"})
    there.import_(Package(whole=(second,)))
    deleted = there.delete(RECORD)
    assert in_every_order(second, deleted) == {Presence.DELETED}
    assert in_every_order(first, second, deleted) == {Presence.CONTESTED}


def test_an_edit_after_the_deletion_contests_it():
    (here,) = desks(1)
    changes = here.write({PLACE: "Oulu"}), here.delete(RECORD), here.write({PLACE: "Turku"})
    assert in_every_order(*changes) == {Presence.CONTESTED}


def test_a_contested_record_is_a_conflict_of_its_deletion_field():
    here, there = desks(2)
    here.write({PLACE: "Oulu"})
    there.import_(here.export())
    there.write({TITLE: "Kokous"})
    here.delete(RECORD)
    assert set(here.known.conflicts()) == set()
    here.import_(there.export())
    assert set(here.known.conflicts()) == {DELETED}


def test_deletions_with_different_sight_are_no_conflict():
    here, there = desks(2)
    here.write({PLACE: "Oulu"})
    there.import_(here.export())
    here.write({TITLE: "Kokous"})
    here.delete(RECORD)
    there.delete(RECORD)
    here.import_(there.export())
    assert len(here.known.live(DELETED)) == 2
    assert set(here.known.conflicts()) == set()


def test_a_record_is_looked_at_by_its_own_kind_only():
    (here,) = desks(1)
    here.write({PLACE: "Oulu", (RECORD, "person.title"): "rehtori"})
    here.delete(RECORD)
    here.write({(RECORD, "person.title"): "vararehtori"})
    assert here.known.presence(RECORD, "meeting") is Presence.DELETED
    assert here.known.presence(RECORD, "person") is Presence.PRESENT
    assert here.known.presence("unknown", "meeting") is Presence.PRESENT


def test_a_record_without_live_deletions_is_present():
    assert presence([], []) is Presence.PRESENT
    assert presence([Write("a", 1, 1, None)], [Write("b", 1, 1, "x")]) is Presence.PRESENT


@LAW
@given(st.sets(st.tuples(st.sampled_from(STREAMS), st.integers(1, 12)), min_size=1))
def test_what_was_seen_survives_the_journey_as_text(dots):
    seen = read_seen(seen_text(dots))
    told = {(s, n) for s in STREAMS for n in range(1, 14) if contains(seen.get(s, ()), n)}
    assert told == dots
    assert seen_text(sorted(dots, reverse=True)) == seen_text(dots)


def test_what_was_seen_is_written_as_streams_and_intervals():
    assert seen_text([("bb", 4), ("aa", 2), ("aa", 1), ("aa", 3), ("aa", 7)]) == "aa:1-3,7 bb:4"


@pytest.mark.parametrize(
    "value",
    [
        None, 0, 1, 17, "", " ", "aa", "aa:", ":1", "aa:1-", "aa:-1", "aa:x", "aa:1:2", "aa:1,",
        "aa:1  bb:2", "aa:1\n", "aa:٣", "aa:1-2-3", "aa:" + "9" * 19, "aa:" + "9" * 5000,
    ],
)  # fmt: skip
def test_a_deletion_that_cannot_be_read_leaves_the_record_in_sight(value):
    assert read_seen(value) is None
    assert presence([Write("cc", 1, 1, value)], []) is Presence.PRESENT
    other = Write("dd", 1, 1, seen_text([("aa", 1)]))
    assert presence([Write("cc", 1, 1, value), other], []) is Presence.CONTESTED
