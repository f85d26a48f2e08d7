"""Hybrid logical clock: 48 bits of milliseconds and a 16-bit counter in one whole number.

Stamps order what is shown first and nothing else; neither merge nor loss depends on them
(Kulkarni et al. 2014). A stamp from a clock that runs wild never moves ours.
"""

__all__ = ["MOST_AHEAD", "milliseconds_of", "next_stamp", "witnessed"]

_COUNTER_BITS = 16

#: A remote stamp further ahead than this (24 hours, in milliseconds) does not move our clock.
MOST_AHEAD = 24 * 60 * 60 * 1000


def milliseconds_of(stamp: int) -> int:
    """The wall-clock part of a stamp, in milliseconds since 1970."""
    return stamp >> _COUNTER_BITS


def next_stamp(last: int, now: int) -> int:
    """A stamp for a new change: later than `last` even when the clock (ms) was turned back."""
    return max(last + 1, now << _COUNTER_BITS)


def witnessed(last: int, remote: int, now: int) -> int:
    """Our last stamp after seeing a remote one; `now` in milliseconds."""
    if milliseconds_of(remote) > now + MOST_AHEAD:
        return last
    return max(last, remote)
