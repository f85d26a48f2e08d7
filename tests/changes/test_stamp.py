"""Stamps only rise, and a clock that runs wild moves nobody else's."""

from hypothesis import given
from hypothesis import strategies as st

from changes.strategies import LAW
from kvdesk.changes.stamp import MOST_AHEAD, milliseconds_of, next_stamp, witnessed

MOMENTS = st.integers(0, 1 << 45)
STAMPS = st.integers(0, 1 << 61)


@LAW
@given(STAMPS, MOMENTS)
def test_a_new_stamp_is_later_than_the_last_however_the_clock_goes(last, now):
    stamp = next_stamp(last, now)
    assert stamp > last
    assert milliseconds_of(stamp) >= now
    assert stamp in (last + 1, now << 16)


@LAW
@given(STAMPS, STAMPS, MOMENTS)
def test_seeing_a_remote_stamp_never_moves_ours_back_or_beyond_it(last, remote, now):
    seen = witnessed(last, remote, now)
    assert seen in (last, max(last, remote))
    assert (seen == last) or milliseconds_of(remote) <= now + MOST_AHEAD


@LAW
@given(st.lists(STAMPS, max_size=5), STAMPS, MOMENTS)
def test_remote_stamps_may_be_seen_in_any_order(remotes, last, now):
    forwards = backwards = last
    for remote in remotes:
        forwards = witnessed(forwards, remote, now)
    for remote in reversed(remotes):
        backwards = witnessed(backwards, remote, now)
    assert forwards == backwards


def test_a_day_ahead_is_believed_and_a_millisecond_more_is_not():
    now = 1_790_000_000_000
    last = now << 16
    believed, wild = (now + MOST_AHEAD) << 16, (now + MOST_AHEAD + 1) << 16
    assert witnessed(last, believed, now) == believed
    assert witnessed(last, wild, now) == last
    assert MOST_AHEAD == 86_400_000


def test_changes_within_one_millisecond_are_counted_on():
    first = next_stamp(0, 1_790_000_000_000)
    assert first == 1_790_000_000_000 << 16
    assert next_stamp(first, 1_790_000_000_000) == first + 1
    assert milliseconds_of(first + 1) == 1_790_000_000_000


def test_what_was_written_after_seeing_a_change_bears_a_later_stamp():
    theirs = next_stamp(0, 1_790_000_060_000)
    ours = next_stamp(witnessed(0, theirs, 1_790_000_000_000), 1_790_000_000_000)
    assert ours > theirs
