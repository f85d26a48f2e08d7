"""One field's history as a set of writes, and what it shows.

A write is live while no other write of the field has seen it. Several live writes with different
values are a conflict: all stay, one is shown first, a person decides. Nothing here depends on the
order in which writes arrive (Shapiro et al. 2011, multi-value register with dotted contexts).
"""

from collections.abc import Iterable, Mapping

from kvdesk.changes.operation import Context, Write, context_of, join

__all__ = ["context_now", "cover_of", "in_conflict", "live_writes", "shown", "value_before"]


def cover_of(writes: Iterable[Write]) -> dict[str, int]:
    """How far each stream's writes to this field are replaced: stream -> seq."""
    return join(write.context for write in writes)


def live_writes(writes: Iterable[Write], cover: Mapping[str, int]) -> list[Write]:
    """The writes that nobody has replaced, the one shown first at the front."""
    live = [write for write in writes if write.seq > cover.get(write.stream, 0)]
    return sorted(live, key=lambda write: (write.stamp, write.stream, write.seq), reverse=True)


def shown(live: list[Write]) -> Write | None:
    """The live write that is shown until somebody decides: the latest stamp, then stream."""
    return live[0] if live else None


def in_conflict(live: list[Write]) -> bool:
    """Whether the live writes disagree; the same value from two people is no conflict."""
    return len({write.value for write in live}) > 1


def context_now(live: Iterable[Write], cover: Mapping[str, int]) -> Context:
    """What a new write to this field has seen: the cover and every live write.

    Leaving the cover out would make a desk that has forgotten covered writes report conflicts
    that are none.
    """
    seen = dict(cover)
    for write in live:
        seen[write.stream] = max(seen.get(write.stream, 0), write.seq)
    return context_of(seen)


def value_before(writes: Iterable[Write], write: Write) -> Write | None:
    """What the field showed to the writer of `write`, or None if it was unset for them."""
    limits = dict(write.context)
    known = [other for other in writes if other.seq <= limits.get(other.stream, 0)]
    return shown(live_writes(known, cover_of(known)))
