"""What a desk writes: a change is one person's action, its operations set one field each.

A change is named by its dot (stream, seq); no other change anywhere ever bears the same dot,
because every launch that writes draws a new stream. An operation's context says, for its own
field, how far the writer had seen each stream: everything up to there is replaced by it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

__all__ = [
    "DELETED",
    "Change",
    "Context",
    "Operation",
    "Value",
    "Write",
    "context_of",
    "deleted_field",
    "join",
    "kind_of",
]

#: A field's value as it travels: text, a whole number (flags are 0 or 1) or nothing.
Value = str | int | None

#: Stream -> highest seq seen, as sorted pairs so that equal contexts are equal values.
Context = tuple[tuple[str, int], ...]

#: Last part of the field that says a record is deleted: `meeting.deleted`.
DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Operation:
    """One field of one record gets one value.

    `record` is 32 hex digits, `field` is `kind.name`, as in `meeting.place`.
    """

    record: str
    field: str
    value: Value
    context: Context = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One user action: all its operations share the dot (stream, seq), the stamp and the author.

    `kind` is the name of the command that made it; `stamp` a hybrid logical clock value.
    """

    stream: str
    seq: int
    stamp: int
    author: str
    kind: str
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True)
class Write:
    """One operation seen from its field: which dot wrote which value, having seen what."""

    stream: str
    seq: int
    stamp: int
    value: Value
    context: Context = ()


def kind_of(field: str) -> str:
    """The record kind that a field belongs to: `meeting` for `meeting.place`."""
    return field.partition(".")[0]


def deleted_field(kind: str) -> str:
    """The field that deletes a record of this kind."""
    return f"{kind}.{DELETED}"


def context_of(seen: Mapping[str, int]) -> Context:
    """A context from any mapping of stream to seq."""
    return tuple(sorted(seen.items()))


def join(contexts: Iterable[Context]) -> dict[str, int]:
    """The least context that has seen all that any of these has seen."""
    joined: dict[str, int] = {}
    for context in contexts:
        for stream, seq in context:
            if seq > joined.get(stream, 0):
                joined[stream] = seq
    return joined
