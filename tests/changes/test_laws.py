"""The laws that make the order of packages, and their number, of no account."""

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from changes.strategies import LAW, arbitrary_changes, contexts, histories
from kvdesk.changes.operation import Change, Operation, Write, context_of, join
from kvdesk.changes.register import (
    context_now,
    cover_of,
    in_conflict,
    live_writes,
    shown,
    value_before,
)
from kvdesk.changes.state import State


def state_of(*packages: Iterable[Change]) -> State:
    state = State()
    for package in packages:
        state.add(package)
    return state


def seen_in(state: State) -> dict[object, object]:
    """Everything that a state answers, by question."""
    return {
        "live": {key: state.live(key) for key in state.writes},
        "value": {key: state.value(key) for key in state.writes},
        "cover": {key: state.cover(key) for key in state.writes},
        "context": {key: state.context(key) for key in state.writes},
        "conflicts": set(state.conflicts()),
        "presence": {record: state.presence(record, "meeting") for record, _ in state.writes},
        "digest": state.digest(),
    }


@LAW
@given(arbitrary_changes(), st.integers(0, 7))
def test_either_of_two_packages_may_come_first(changes, cut):
    left, right = changes[:cut], changes[cut:]
    assert seen_in(state_of(left, right)) == seen_in(state_of(right, left))
    assert state_of(left, right).writes == state_of(right, left).writes


@LAW
@given(arbitrary_changes(), st.integers(0, 7), st.integers(0, 7))
def test_packages_may_be_merged_with_each_other_first(changes, first, second):
    one, two = sorted((first, second))
    a, b, c = changes[:one], changes[one:two], changes[two:]
    assert state_of([*a, *b], c).writes == state_of(a, [*b, *c]).writes
    assert seen_in(state_of([*a, *b], c)) == seen_in(state_of(a, [*b, *c]))


@LAW
@given(arbitrary_changes())
def test_the_same_package_again_is_no_news(changes):
    state = state_of(changes)
    before = seen_in(state)
    assert state.add(changes) == set()
    assert state.add(reversed(changes)) == set()
    assert seen_in(state) == before


@LAW
@given(arbitrary_changes(), st.randoms(use_true_random=False))
def test_nothing_that_shows_depends_on_the_order_of_changes(changes, shuffler):
    shuffled = list(changes)
    shuffler.shuffle(shuffled)
    assert seen_in(state_of(shuffled)) == seen_in(state_of(changes))


@LAW
@given(arbitrary_changes(), st.randoms(use_true_random=False))
def test_a_change_may_come_in_parts(changes, shuffler):
    parts = [
        Change(c.stream, c.seq, c.stamp, c.author, c.kind, (operation,))
        for c in changes
        for operation in c.operations
    ]
    shuffler.shuffle(parts)
    assert seen_in(state_of(parts)) == seen_in(state_of(changes))


@LAW
@given(arbitrary_changes())
def test_add_names_the_fields_that_got_news(changes):
    state = State()
    for change in changes:
        before = {key: dict(known) for key, known in state.writes.items()}
        touched = state.add([change])
        assert touched == {(o.record, o.field) for o in change.operations}
        assert {k for k in state.writes if state.writes[k] != before.get(k)} == touched


@LAW
@given(arbitrary_changes(), arbitrary_changes())
def test_digests_are_equal_just_for_equal_operations(one, two):
    left, right = state_of(one), state_of(two)
    same = {
        (key, dot, write.value, write.context)
        for key, known in left.writes.items()
        for dot, write in known.items()
    } == {
        (key, dot, write.value, write.context)
        for key, known in right.writes.items()
        for dot, write in known.items()
    }
    assert (left.digest() == right.digest()) is same
    assert 0 <= left.digest() < 1 << 128


@LAW
@given(st.lists(contexts(), max_size=4))
def test_a_join_has_seen_what_any_of_its_parts_has_seen_and_no_more(several):
    joined = join(several)
    for stream in {stream for context in several for stream, _ in context}:
        assert joined[stream] == max(dict(context).get(stream, 0) for context in several)
    assert set(joined) == {stream for context in several for stream, _ in context}


@LAW
@given(histories())
def test_a_new_write_that_has_seen_everything_stands_alone(writes):
    cover = cover_of(writes)
    context = context_now(live_writes(writes, cover), cover)
    new = Write("eeee", 1, 1, "new", context)
    after = [*writes, new]
    assert live_writes(after, cover_of(after)) == [new]


@LAW
@given(histories())
def test_the_context_of_a_new_write_has_seen_the_cover_and_every_live_write(writes):
    cover = cover_of(writes)
    live = live_writes(writes, cover)
    seen = dict(context_now(live, cover))
    assert all(seen[stream] >= seq for stream, seq in cover.items())
    assert all(seen[write.stream] >= write.seq for write in live)
    assert all(any(seq == s for s in _numbers(writes, stream)) for stream, seq in seen.items())


@LAW
@given(histories())
def test_a_desk_that_has_forgotten_covered_writes_writes_the_same_context(writes):
    cover = cover_of(writes)
    live = live_writes(writes, cover)
    assert live_writes(live, cover) == live
    assert context_now(live_writes(live, cover), cover) == context_now(live, cover)
    assert context_of(join([context_now(live, cover), context_of(cover)])) == context_now(
        live, cover
    )


@LAW
@given(histories())
def test_some_write_is_always_live_and_the_latest_live_one_is_shown(writes):
    live = live_writes(writes, cover_of(writes))
    assert live
    first = shown(live)
    assert all((first.stamp, first.stream) >= (other.stamp, other.stream) for other in live)


@LAW
@given(histories())
def test_a_write_is_live_just_while_no_other_has_seen_it(writes):
    live = live_writes(writes, cover_of(writes))
    for write in writes:
        seen = any(dict(other.context).get(write.stream, 0) >= write.seq for other in writes)
        assert (write in live) is not seen


@LAW
@given(histories())
def test_a_conflict_is_two_live_values_and_not_two_writers(writes):
    live = live_writes(writes, cover_of(writes))
    assert in_conflict(live) is any(write.value != live[0].value for write in live)


@LAW
@given(histories())
def test_the_value_before_a_write_is_what_its_writer_saw(writes):
    for write in writes:
        limits = dict(write.context)
        known = [other for other in writes if other.seq <= limits.get(other.stream, 0)]
        before = value_before(writes, write)
        if not known:
            assert before is None
        else:
            replaced = join(other.context for other in known)
            candidates = [o for o in known if o.seq > replaced.get(o.stream, 0)]
            assert before == max(candidates, key=lambda other: (other.stamp, other.stream))


@LAW
@given(histories(), st.randoms(use_true_random=False))
def test_the_value_before_a_write_does_not_depend_on_what_came_later(writes, shuffler):
    for write in writes:
        limits = dict(write.context)
        known = [other for other in writes if other.seq <= limits.get(other.stream, 0)]
        shuffled = list(writes)
        shuffler.shuffle(shuffled)
        assert value_before([*known, write], write) == value_before(shuffled, write)


def _numbers(writes: list[Write], stream: str) -> list[int]:
    return [write.seq for write in writes if write.stream == stream]


def test_an_empty_state_shows_nothing():
    state = State()
    key = ("r1", "meeting.place")
    assert state.value(key) is None
    assert state.live(key) == []
    assert state.context(key) == ()
    assert state.digest() == 0
    assert shown([]) is None
    assert not in_conflict([])


def test_a_change_keeps_its_stamp_value_and_context_in_the_state():
    operation = Operation("r1", "meeting.place", "Oulu", (("bbbb", 2),))
    state = state_of([Change("aaaa", 3, 77, "Aino Virtanen", "meeting change", (operation,))])
    assert state.live(("r1", "meeting.place")) == [Write("aaaa", 3, 77, "Oulu", (("bbbb", 2),))]
