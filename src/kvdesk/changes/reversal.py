"""Undo as a new change: what to write so that fields show again what they showed before a step.

Undo writes forward, so it reaches the other desks too; it never removes an operation.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kvdesk.changes.operation import Value, Write
from kvdesk.changes.register import cover_of, live_writes, shown, value_before

__all__ = ["Reversal", "reverse_change", "reverse_import"]

#: A record and one of its fields.
Field = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Reversal:
    """What an undo would do: fields to set, and fields somebody has changed since.

    `values` holds what to write; a field in `fresh` had no value before the step, so a record all
    of whose fields are fresh was created by it. `overtaken` maps a field to (what the step left,
    what it shows now).
    """

    values: dict[Field, Value]
    fresh: frozenset[Field]
    overtaken: dict[Field, tuple[Value, Value]]


def reverse_change(dot: tuple[str, int], histories: Mapping[Field, Sequence[Write]]) -> Reversal:
    """Undo one change, given the full history of each field it wrote.

    A field is only restored while it still shows what the step left.
    """
    values: dict[Field, Value] = {}
    fresh: set[Field] = set()
    overtaken: dict[Field, tuple[Value, Value]] = {}
    for field, writes in histories.items():
        step = next(write for write in writes if (write.stream, write.seq) == dot)
        now = _now(writes)
        if now is step or (now is not None and now.value == step.value):
            before = value_before(writes, step)
            values[field] = before.value if before else None
            if before is None:
                fresh.add(field)
        else:
            overtaken[field] = (step.value, now.value if now else None)
    return Reversal(values, frozenset(fresh), overtaken)


def reverse_import(
    dots: frozenset[tuple[str, int]], histories: Mapping[Field, Sequence[Write]]
) -> Reversal:
    """Undo a whole import: each field returns to what it showed without the imported writes.

    A field that already shows that value, or that somebody here has written since, is left alone;
    the latter is told in `overtaken`.
    """
    values: dict[Field, Value] = {}
    fresh: set[Field] = set()
    overtaken: dict[Field, tuple[Value, Value]] = {}
    for field, writes in histories.items():
        own = [write for write in writes if (write.stream, write.seq) not in dots]
        before = _now(own)
        value = before.value if before else None
        if before is None:
            fresh.add(field)
        now = _now(writes)
        if now is None or now.value == value:
            continue
        if (now.stream, now.seq) in dots:
            values[field] = value
        else:
            imported = [write for write in writes if (write.stream, write.seq) in dots]
            latest = max(imported, key=lambda write: (write.stamp, write.stream))
            overtaken[field] = (latest.value, now.value)
    return Reversal(values, frozenset(fresh), overtaken)


def _now(writes: Iterable[Write]) -> Write | None:
    known = list(writes)
    return shown(live_writes(known, cover_of(known)))
