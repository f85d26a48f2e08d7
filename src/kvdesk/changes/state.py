"""The merge as a definition: a set of operations that only grows, joined by union.

The database keeps the same state set-based and incrementally; this module is what it is checked
against (`verify` rebuilds every field through it), and what the laws are proved on.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kvdesk.changes.deletion import Presence, presence
from kvdesk.changes.digest import MODULUS, operation_hash
from kvdesk.changes.operation import (
    Change,
    Context,
    Operation,
    Value,
    Write,
    deleted_field,
    kind_of,
)
from kvdesk.changes.register import context_now, cover_of, in_conflict, live_writes, shown

__all__ = ["Field", "State"]

#: A record and one of its fields.
Field = tuple[str, str]


@dataclass(slots=True)
class State:
    """All that a desk knows, by field; merging is the union of writes, dot by dot."""

    writes: dict[Field, dict[tuple[str, int], Write]] = field(default_factory=dict)

    def add(self, changes: Iterable[Change]) -> set[Field]:
        """Take changes in any order, any number of times; returns the fields that got news."""
        touched: set[Field] = set()
        for change in changes:
            for operation in change.operations:
                key = (operation.record, operation.field)
                known = self.writes.setdefault(key, {})
                dot = (change.stream, change.seq)
                if dot not in known:
                    known[dot] = _write(change, operation)
                    touched.add(key)
        return touched

    def cover(self, key: Field) -> dict[str, int]:
        """How far each stream is replaced in this field."""
        return cover_of(self.writes.get(key, {}).values())

    def live(self, key: Field) -> list[Write]:
        """The live writes of a field, the shown one first."""
        return live_writes(self.writes.get(key, {}).values(), self.cover(key))

    def value(self, key: Field) -> Value:
        """What the field shows; None when it was never written."""
        write = shown(self.live(key))
        return write.value if write else None

    def context(self, key: Field) -> Context:
        """The context that a new write to the field carries."""
        return context_now(self.live(key), self.cover(key))

    def presence(self, record: str, kind: str) -> Presence:
        """Whether a record of this kind is in the tables."""
        deletion = deleted_field(kind)
        fields = [key for key in self.writes if key[0] == record and kind_of(key[1]) == kind]
        others = [write for key in fields if key[1] != deletion for write in self.live(key)]
        return presence(self.live((record, deletion)), others)

    def conflicts(self) -> Iterator[Field]:
        """The fields whose live writes disagree, and the deletion field of contested records."""
        for record, name in self.writes:
            kind = kind_of(name)
            if name == deleted_field(kind):
                if self.presence(record, kind) is Presence.CONTESTED:
                    yield record, name
            elif in_conflict(self.live((record, name))):
                yield record, name

    def digest(self) -> int:
        """The number two desks compare (`kvdesk.changes.digest`)."""
        return (
            sum(
                operation_hash(record, name, (*dot, write.stamp), (write.value, write.context))
                for (record, name), known in self.writes.items()
                for dot, write in known.items()
            )
            % MODULUS
        )


def _write(change: Change, operation: Operation) -> Write:
    return Write(change.stream, change.seq, change.stamp, operation.value, operation.context)
