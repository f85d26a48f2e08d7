"""A desk that is nothing but the merge's definition: `State` and the functions beside it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Self

from changes.desk_under_test import Dot, Field, Package, Receipt, View
from kvdesk.changes.deletion import read_seen, seen_text
from kvdesk.changes.intervals import Intervals, contains, united
from kvdesk.changes.operation import Change, Operation, Value, Write, deleted_field, kind_of
from kvdesk.changes.register import value_before
from kvdesk.changes.reversal import deletes_again, reverse_change, reverse_import
from kvdesk.changes.stamp import next_stamp, witnessed
from kvdesk.changes.state import State

__all__ = ["PureDesk"]


class PureDesk:
    """All in memory; `clone` copies it as a disk would be copied."""

    def __init__(self, now: Callable[[], int], streams: Callable[[], str]) -> None:
        self.now = now
        self.streams = streams
        self.known = State()
        self.whole: dict[str, Intervals] = {}
        self.batches: list[dict[str, frozenset[Dot]]] = []
        self.own: set[str] = set()
        self.last = 0
        self.stream = ""
        self.seq = 0

    def write(self, values: Mapping[Field, Value]) -> Change:
        """One change whose operations have seen what this desk knows of their fields."""
        if not self.stream:
            self.stream, self.seq = self.streams(), 0
            self.own.add(self.stream)
        self.seq += 1
        self.last = next_stamp(self.last, self.now())
        operations = tuple(
            Operation(record, name, value, self.known.context((record, name)))
            for (record, name), value in values.items()
        )
        change = Change(self.stream, self.seq, self.last, "", "", operations)
        self.known.add([change])
        self._note_have(change)
        return change

    def delete(self, record: str) -> Change:
        """A write of the deletion field that names all writes of the record."""
        return self.write({self._deletion(record): seen_text(self._dots(record))})

    def resolve(self, field: Field, value: Value) -> Change:
        """An ordinary write: it has seen every live value."""
        return self.write({field: value})

    def undo(self, dot: Dot) -> Change | None:
        """Write forward what the step's fields showed before it."""
        histories = {
            key: list(known.values()) for key, known in self.known.writes.items() if dot in known
        }
        reversal = reverse_change(dot, histories)
        if reversal.overtaken:
            return None
        values = dict(reversal.values)
        for key, value in values.items():
            if value and _deletes(key):
                step = self.known.writes[key][dot]
                before = value_before(histories[key], step)
                if before and before.stream in self.own:
                    own = {d for d in self._dots(key[0]) if d[0] in self.own}
                    values[key] = seen_text(own, also=read_seen(value))
        return self.write(values)

    def undo_import(self, batch: int) -> Change | None:
        """Write forward what the fields showed without the import."""
        values: dict[Field, Value] = {}
        for record, dots in self.batches[batch].items():
            histories = self._histories(record)
            written = {
                key: writes
                for key, writes in histories.items()
                if any((write.stream, write.seq) in dots for write in writes)
            }
            values.update(reverse_import(dots, written).values)
            deletions = histories.pop(self._deletion(record), [])
            if deletes_again(dots, deletions, histories.values()):
                values[self._deletion(record)] = seen_text(self._dots(record))
        return self.write(values) if values else None

    def have(self) -> Mapping[str, Intervals]:
        """Which whole changes are here."""
        return dict(self.whole)

    def export(
        self, since: Mapping[str, Intervals] | None = None, records: Iterable[str] | None = None
    ) -> Package:
        """Put the changes together again from the writes."""
        wanted = None if records is None else set(records)
        parts: dict[Dot, list[Operation]] = defaultdict(list)
        stamps: dict[Dot, int] = {}
        for (record, name), known in self.known.writes.items():
            if wanted is None or record in wanted:
                for dot, write in known.items():
                    if not (since and contains(since.get(dot[0], ()), dot[1])):
                        parts[dot].append(Operation(record, name, write.value, write.context))
                        stamps[dot] = write.stamp
        changes = [
            Change(*dot, stamps[dot], "", "", tuple(operations))
            for dot, operations in sorted(parts.items())
        ]
        if wanted is not None:
            return Package(parts=tuple(changes))
        whole = [c for c in changes if contains(self.whole.get(c.stream, ()), c.seq)]
        return Package(tuple(whole), tuple(c for c in changes if c not in whole))

    def import_(self, package: Package) -> Receipt:
        """The union; a clock that runs wild does not move ours."""
        news: dict[str, set[Dot]] = defaultdict(set)
        count = 0
        for change in (*package.whole, *package.parts):
            touched = self.known.add([change])
            if touched:
                self.last = witnessed(self.last, change.stamp, self.now())
            count += len(touched)
            for record, _ in touched:
                news[record].add((change.stream, change.seq))
        for change in package.whole:
            self._note_have(change)
        self.batches.append({record: frozenset(dots) for record, dots in news.items()})
        return Receipt(len(self.batches) - 1, count)

    def relaunch(self) -> None:
        """The next write draws a new stream."""
        self.stream = ""

    def clone(self, now: Callable[[], int]) -> Self:
        """The same knowledge; a launch of its own."""
        copy = type(self)(now, self.streams)
        copy.known = State({key: dict(known) for key, known in self.known.writes.items()})
        copy.whole = dict(self.whole)
        copy.batches = list(self.batches)
        copy.own = set(self.own)
        copy.last = self.last
        return copy

    def state(self) -> View:
        """What can be seen."""
        known = self.known
        records = {(key[0], kind_of(key[1])) for key in known.writes if not _deletes(key)}
        return View(
            live={
                key: frozenset(((w.stream, w.seq), w.value) for w in known.live(key))
                for key in known.writes
            },
            shown={key: known.value(key) for key in known.writes},
            conflicts=frozenset(known.conflicts()),
            presence={record: str(known.presence(record, kind)) for record, kind in records},
            digest=known.digest(),
        )

    def _histories(self, record: str) -> dict[Field, list[Write]]:
        return {
            key: list(known.values())
            for key, known in self.known.writes.items()
            if key[0] == record
        }

    def _dots(self, record: str) -> set[Dot]:
        return {(w.stream, w.seq) for writes in self._histories(record).values() for w in writes}

    def _deletion(self, record: str) -> Field:
        name = next(name for known, name in self.known.writes if known == record)
        return record, deleted_field(kind_of(name))

    def _note_have(self, change: Change) -> None:
        here = self.whole.get(change.stream, ())
        self.whole[change.stream] = united([*here, (change.seq, change.seq)])


def _deletes(key: Field) -> bool:
    return key[1] == deleted_field(kind_of(key[1]))
