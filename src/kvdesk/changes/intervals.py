"""What a desk has of a stream: closed intervals of seq, never one highest number.

A version vector by highest number loses data as soon as a package is missing in the middle.
"""

from collections.abc import Iterable

__all__ = ["Interval", "Intervals", "contains", "missing", "united"]

#: First and last seq, both inside.
Interval = tuple[int, int]
Intervals = tuple[Interval, ...]


def united(intervals: Iterable[Interval]) -> Intervals:
    """The same numbers in as few rising intervals as possible."""
    result: list[Interval] = []
    for first, last in sorted(intervals):
        if result and first <= result[-1][1] + 1:
            result[-1] = (result[-1][0], max(result[-1][1], last))
        else:
            result.append((first, last))
    return tuple(result)


def contains(intervals: Intervals, seq: int) -> bool:
    """Whether this seq is among what we have."""
    return any(first <= seq <= last for first, last in intervals)


def missing(intervals: Intervals, upto: int) -> Intervals:
    """The gaps from 1 to `upto`: what to ask the other desk for."""
    gaps: list[Interval] = []
    expected = 1
    for first, last in united(intervals):
        if first > expected:
            gaps.append((expected, min(first - 1, upto)))
        expected = max(expected, last + 1)
    if expected <= upto:
        gaps.append((expected, upto))
    return tuple(gap for gap in gaps if gap[0] <= gap[1])
