"""What a desk has of a stream, with its gaps."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from changes.strategies import LAW, intervals
from kvdesk.changes.intervals import contains, missing, united


def numbers(of: object) -> set[int]:
    return {number for first, last in of for number in range(first, last + 1)}


@LAW
@given(intervals())
def test_uniting_keeps_exactly_the_same_numbers(some):
    assert numbers(united(some)) == numbers(some)


@LAW
@given(intervals())
def test_united_intervals_rise_and_do_not_touch(some):
    tidy = united(some)
    assert all(first <= last for first, last in tidy)
    assert all(left[1] + 1 < right[0] for left, right in pairwise(tidy))
    assert united(tidy) == tidy


@LAW
@given(intervals(), intervals())
def test_uniting_does_not_depend_on_order_or_repetition(some, more):
    assert united([*some, *more]) == united([*more, *some, *more])
    assert united([*united(some), *more]) == united([*some, *united(more)])


@LAW
@given(intervals(), st.integers(0, 45))
def test_a_number_is_contained_just_when_an_interval_has_it(some, number):
    assert contains(united(some), number) is (number in numbers(some))


@LAW
@given(intervals(), st.integers(0, 45))
def test_what_is_missing_is_exactly_the_rest(some, upto):
    gaps = missing(tuple(some), upto)
    assert numbers(gaps) == set(range(1, upto + 1)) - numbers(some)
    assert united(gaps) == gaps
    assert all(first <= last for first, last in gaps)


def test_a_gap_in_the_middle_is_asked_for():
    assert missing(((1, 30), (51, 60)), 60) == ((31, 50),)
    assert missing((), 3) == ((1, 3),)
    assert missing(((1, 3),), 3) == ()
    assert missing(((5, 9),), 3) == ((1, 3),)
