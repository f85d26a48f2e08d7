"""When a record is gone: deleted, and nothing was written to it that the deleter had not seen.

The value of a deletion names every write of the whole record that its writer had, so an edit made
elsewhere at the same time keeps the record in sight until a person decides. Names and not one
highest number a stream: another field's earlier write may have been missing, and a number would
claim that it was seen.
"""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum

from kvdesk.changes.intervals import Intervals, contains, united
from kvdesk.changes.operation import Value, Write

__all__ = ["Presence", "Seen", "presence", "read_seen", "seen_text"]

#: The writes of one record that somebody had: stream -> intervals of seq.
Seen = Mapping[str, Intervals]

# Eighteen digits stay below SQLite's largest number; a longer one is nobody's seq.
_INTERVAL = r"\d{1,18}(?:-\d{1,18})?"
_WORD = re.compile(rf"[^:\s]+:{_INTERVAL}(?:,{_INTERVAL})*", re.ASCII)


class Presence(StrEnum):
    """Whether a record is in the tables."""

    PRESENT = "present"
    DELETED = "deleted"
    CONTESTED = "contested"


def seen_text(dots: Iterable[tuple[str, int]], also: Seen | None = None) -> str:
    """A deletion's value: `stream:1-3,7` words, so that it travels as plain text.

    `dots` name all writes of the record, in any field, that the deleter has; at least one. `also`
    is what an earlier deletion had seen that is being written again.
    """
    seen = {stream: list(intervals) for stream, intervals in (also or {}).items()}
    for stream, seq in dots:
        seen.setdefault(stream, []).append((seq, seq))
    return " ".join(
        f"{stream}:{','.join(map(_interval_text, united(intervals)))}"
        for stream, intervals in sorted(seen.items())
    )


def read_seen(value: Value) -> Seen | None:
    """What a deletion's writer had seen; None for a restoration or anything unreadable."""
    if not isinstance(value, str) or not value:
        return None
    seen: dict[str, Intervals] = {}
    for word in value.split(" "):
        if not _WORD.fullmatch(word):
            return None
        stream, _, intervals = word.partition(":")
        seen[stream] = united(map(_read_interval, intervals.split(",")))
    return seen


def presence(deletions: Iterable[Write], others: Iterable[Write]) -> Presence:
    """Whether the record shows, from the live writes of its deletion field and its other fields.

    Concurrent deletions count together; a live restoration (an empty value) beside them leaves
    the record contested. What a deletion's own change wrote beside it counts as seen.
    """
    known: list[Seen] = []
    restored = False
    for write in deletions:
        seen = read_seen(write.value)
        if seen is None:
            restored = True
        else:
            known.append(seen)
            known.append({write.stream: ((write.seq, write.seq),)})
    if not known:
        return Presence.PRESENT
    if restored or any(_unseen(write, known) for write in others):
        return Presence.CONTESTED
    return Presence.DELETED


def _unseen(write: Write, known: Iterable[Seen]) -> bool:
    return not any(contains(seen.get(write.stream, ()), write.seq) for seen in known)


def _interval_text(interval: tuple[int, int]) -> str:
    first, last = interval
    return str(first) if first == last else f"{first}-{last}"


def _read_interval(text: str) -> tuple[int, int]:
    first, _, last = text.partition("-")
    return int(first), int(last or first)
