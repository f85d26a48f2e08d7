"""Where a row stands among its siblings: a key between its neighbours' keys.

A random tail keeps two desks that insert at the same place apart; without it both get the same
key, and nothing can be put between equal keys (measured). The mark before the tail sorts before
every digit of a key, so that a longer key stays behind a shorter one.
"""

from collections.abc import Sequence

from fractional_indexing import (  # type: ignore[import-untyped]  # it ships no types
    generate_key_between,
)

from kvdesk.kernel.ids import Ids

__all__ = ["after_all", "between"]


def between(before: str, after: str, ids: Ids) -> str:
    """A place between two places; empty means the open end."""
    low, high = _bare(before), _bare(after)
    if low and high and low >= high:
        # Two desks put rows at one spot: stay behind the first of them, in front of what follows.
        high = None
    return f"{generate_key_between(low, high)}!{ids.stream()[:6]}"


def after_all(places: Sequence[str], ids: Ids) -> str:
    """A place after every one of these."""
    return between(max(places, default=""), "", ids)


def _bare(place: str) -> str | None:
    return place.partition("!")[0] or None
