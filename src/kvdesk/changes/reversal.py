"""Undo as a new change: what to write so that fields show again what they showed before a step.

Undo writes forward, so it reaches the other desks too; it never removes an operation.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kvdesk.changes.deletion import Presence, presence, read_seen, seen_text
from kvdesk.changes.operation import Value, Write, deleted_field, kind_of
from kvdesk.changes.register import cover_of, in_conflict, live_writes, value_before

__all__ = ["Reversal", "deletes_again", "reverse_change", "reverse_import"]

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

    A field is only restored while it still shows what the step left and nobody disagrees: an undo
    in the middle of a conflict would settle it without a word. A deletion among the values wants
    to be written with what this desk's own later writes add (`deletion.seen_text`).
    """
    values: dict[Field, Value] = {}
    fresh: set[Field] = set()
    overtaken: dict[Field, tuple[Value, Value]] = {}
    for field, writes in histories.items():
        step = next(write for write in writes if (write.stream, write.seq) == dot)
        live = _live(writes)
        if _all_show(live, step.value):
            before = value_before(writes, step)
            values[field] = _again(field, before) if before else None
            if before is None:
                fresh.add(field)
        else:
            now = next(write.value for write in live if write.value != step.value)
            overtaken[field] = (step.value, now)
    return Reversal(values, frozenset(fresh), overtaken)


def reverse_import(
    dots: frozenset[tuple[str, int]], histories: Mapping[Field, Sequence[Write]]
) -> Reversal:
    """Undo a whole import, given the full history of each field it wrote.

    A field returns to what it showed without the imported writes and what was built on them. One
    that already shows that value is left alone, and so is one that somebody has written since or
    that was in conflict without the import; these two are told in `overtaken`.
    """
    values: dict[Field, Value] = {}
    fresh: set[Field] = set()
    overtaken: dict[Field, tuple[Value, Value]] = {}
    for field, writes in histories.items():
        parted = _parted(writes, dots)
        before = _live(parted.base)
        value = before[0].value if before else None
        if not before:
            fresh.add(field)
        live = _live(writes)
        if _all_show(live, value):
            continue
        if in_conflict(before) or not parted.since.isdisjoint(live):
            overtaken[field] = (_live(parted.imported)[0].value, live[0].value)
        else:
            values[field] = _again(field, before[0]) if before else None
    return Reversal(values, frozenset(fresh), overtaken)


def deletes_again(
    dots: frozenset[tuple[str, int]],
    deletions: Sequence[Write],
    others: Iterable[Sequence[Write]],
) -> bool:
    """Whether undoing an import must delete a record anew, naming all that the desk has of it.

    So it is when the record was gone without the import and is in sight with it, and nobody has
    written to it since. `deletions` is the full history of its deletion field, `others` are those
    of its other fields.
    """
    parted = _parted(deletions, dots)
    rest = [(writes, _parted(writes, dots)) for writes in others]
    if any(not part.since.isdisjoint(_live(writes)) for writes, part in rest):
        return False
    before = presence(_live(parted.base), [w for _, part in rest for w in _live(part.base)])
    now = presence(_live(deletions), [w for writes, _ in rest for w in _live(writes)])
    return (
        before is Presence.DELETED
        and now is not Presence.DELETED
        and parted.since.isdisjoint(_live(deletions))
    )


@dataclass(frozen=True, slots=True)
class _Parted:
    """A field's writes: what an import brought, what was built on it since, and the rest."""

    imported: frozenset[Write]
    since: frozenset[Write]
    base: tuple[Write, ...]


def _parted(writes: Iterable[Write], dots: frozenset[tuple[str, int]]) -> _Parted:
    known = list(writes)
    imported = frozenset(write for write in known if (write.stream, write.seq) in dots)
    since = frozenset(w for w in known if w not in imported and _saw(w, imported))
    base = tuple(write for write in known if write not in imported | since)
    return _Parted(imported, since, base)


def _again(field: Field, before: Write) -> Value:
    """What to write so that a write stands again.

    A deletion takes along what its own change wrote beside it, since that is in no other's sight.
    """
    deletes = field[1] == deleted_field(kind_of(field[1]))
    seen = read_seen(before.value) if deletes else None
    return before.value if seen is None else seen_text([(before.stream, before.seq)], also=seen)


def _live(writes: Iterable[Write]) -> list[Write]:
    known = list(writes)
    return live_writes(known, cover_of(known))


def _all_show(live: Iterable[Write], value: Value) -> bool:
    return all(write.value == value for write in live)


def _saw(write: Write, others: Iterable[Write]) -> bool:
    seen = dict(write.context)
    return any(other.seq <= seen.get(other.stream, 0) for other in others)
