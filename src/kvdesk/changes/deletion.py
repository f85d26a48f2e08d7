"""When a record is gone: deleted, and nothing was written to it that the deleter had not seen.

The value of a deletion names all that its writer had seen of the whole record, so an edit made
elsewhere at the same time keeps the record in sight until a person decides.
"""

from collections.abc import Iterable
from enum import StrEnum

from kvdesk.changes.operation import Context, Value, Write, context_of

__all__ = ["Presence", "presence", "read_seen", "seen_text"]


class Presence(StrEnum):
    """Whether a record is in the tables."""

    PRESENT = "present"
    DELETED = "deleted"
    CONTESTED = "contested"


def seen_text(seen: Context) -> str:
    """A deletion's value: `stream:seq` pairs, so that it travels as plain text."""
    return " ".join(f"{stream}:{seq}" for stream, seq in seen)


def read_seen(value: Value) -> Context | None:
    """What a deletion's writer had seen; None for a restoration or anything unreadable."""
    if not isinstance(value, str) or not value:
        return None
    seen: dict[str, int] = {}
    for pair in value.split(" "):
        stream, colon, seq = pair.partition(":")
        if not (stream and colon and seq.isascii() and seq.isdigit()):
            return None
        seen[stream] = int(seq)
    return context_of(seen)


def presence(deletions: Iterable[Write], others: Iterable[Write]) -> Presence:
    """Whether the record shows, from the live writes of its deletion field and its other fields.

    Concurrent deletions count together; a live restoration (an empty value) beside them leaves
    the record contested.
    """
    seen: list[Context] = []
    restored = False
    for write in deletions:
        context = read_seen(write.value)
        if context is None:
            restored = True
        else:
            seen.append(context)
    if not seen:
        return Presence.PRESENT
    if restored or any(_unseen(write, seen) for write in others):
        return Presence.CONTESTED
    return Presence.DELETED


def _unseen(write: Write, seen: Iterable[Context]) -> bool:
    return all(write.seq > dict(context).get(write.stream, 0) for context in seen)
