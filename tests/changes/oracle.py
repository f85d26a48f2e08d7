"""What must be true of a desk, told from full causal histories.

Each write keeps the explicit set of all writes that its writer had, as bits of one whole number.
There are no vectors, no covers and no contexts here, and nothing is shared with the merge: of an
operation the oracle takes the name, the stamp and the value, and counts the rest for itself.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from changes.desk_under_test import Dot, Field, View
from kvdesk.changes.operation import Change, Value

__all__ = ["Desk", "Oracle", "Reversed", "bits"]

_DAY = 24 * 60 * 60 * 1000

#: Stands for a deletion's value, which says what was seen in the engine's own words.
_ANY_DELETION = "deleted"


def bits(mask: int) -> Iterator[int]:
    """The numbers in a set."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


@dataclass(slots=True)
class Told:
    """One write: `past` are the writes of its field that it replaces, through everything that led
    to it; `seen` are, for a deletion, the writes of the record that the deleter had.
    """

    dot: Dot
    stamp: int
    field: Field
    value: Value
    past: int
    seen: int


@dataclass(slots=True)
class Desk:
    """What the oracle knows of one desk, as sets of writes.

    `whole` are writes that came inside whole changes; `last` is its clock's latest stamp; `own`
    are the streams it has written in.
    """

    known: int = 0
    whole: int = 0
    last: int = 0
    own: frozenset[str] = frozenset()
    imports: dict[int, int] = field(default_factory=dict)

    def copy(self) -> "Desk":
        """What a clone knows."""
        return Desk(self.known, self.whole, self.last, self.own, dict(self.imports))


@dataclass(slots=True)
class Reversed:
    """What an undo must write: values, which of these fields were unset before, and for each
    deletion among them (by record) the writes it must have seen.
    """

    values: dict[Field, Value] = field(default_factory=dict)
    fresh: set[Field] = field(default_factory=set)
    sights: dict[str, int] = field(default_factory=dict)


class Oracle:
    """All writes that were ever made anywhere, in the order they were made.

    `tally` counts what the program met, so that a test can tell an idle run from a real one.
    """

    def __init__(self, *, names_are_checked: bool = True) -> None:
        self.told: list[Told] = []
        self.of_field: dict[Field, int] = defaultdict(int)
        self.of_record: dict[str, int] = defaultdict(int)
        self.of_dot: dict[Dot, int] = {}
        self._numbers: dict[tuple[Dot, Field, Value], int] = {}
        self._digests: dict[int, int] = {}
        self._sets: dict[int, int] = {}
        self._names_are_checked = names_are_checked
        self.tally: Counter[str] = Counter()

    def wrote(
        self, desk: Desk, change: Change, now: int, sights: Mapping[str, int] | None = None
    ) -> None:
        """A desk made a change of its own; a deletion has seen all the desk has, unless told."""
        dot = (change.stream, change.seq)
        if self._names_are_checked:
            assert dot not in self.of_dot, f"the name {dot} is used twice"
        assert change.stamp == max(desk.last + 1, now << 16), "the stamp is not the next one"
        assert change.operations, "a change without operations"
        desk.last = change.stamp
        desk.own |= {change.stream}
        before = desk.known
        new = 0
        for operation in change.operations:
            key = (operation.record, operation.field)
            held = before & self.of_record[operation.record]
            seen = (sights or {}).get(operation.record, held)
            past = self._past(before & self.of_field[key])
            new |= self._tell(Told(dot, change.stamp, key, operation.value, past, seen))
        for number in bits(new):
            self.told[number].seen |= new  # what is written in one breath is in sight
        self.of_dot[dot] = new
        desk.known |= new
        desk.whole |= new

    def received(self, desk: Desk, writes: int, now: int) -> int:
        """A desk was handed some writes; the ones that were new to it."""
        new = writes & ~desk.known
        for number in bits(new):
            stamp = self.told[number].stamp
            if (stamp >> 16) <= now + _DAY:
                desk.last = max(desk.last, stamp)
        desk.known |= new
        return new

    def numbers(self, change: Change) -> int:
        """Which writes a travelling change holds."""
        dot = (change.stream, change.seq)
        found = 0
        for operation in change.operations:
            key = (operation.record, operation.field)
            found |= 1 << self._numbers[dot, key, operation.value]
        return found

    def live(self, key: Field, known: int) -> list[Told]:
        """The writes that no known write replaces, the one shown first at the front."""
        here = known & self.of_field[key]
        dead = 0
        for number in bits(here):
            dead |= self.told[number].past
        found = [self.told[number] for number in bits(here & ~dead)]
        return sorted(found, key=lambda told: (told.stamp, told.dot), reverse=True)

    def check(self, desk: Desk, view: View) -> None:
        """Compare all that can be seen of a desk with what must be seen."""
        expected = self.fields_at(desk.known)
        assert view.live == {
            key: frozenset((told.dot, told.value) for told in live)
            for key, live in expected.items()
        }, "other live values"
        assert view.shown == {k: live[0].value for k, live in expected.items()}, "shows another"
        presence, contested = self._presence(expected)
        assert view.presence == presence, "a record is there, or is not"
        conflicts = {
            key
            for key, live in expected.items()
            if not _deletes(key) and any(told.value != live[0].value for told in live)
        }
        assert view.conflicts == conflicts | contested, "other conflicts"
        self._check_digest(desk.known, view.digest)
        self.tally["comparisons"] += 1
        self.tally["fields in conflict"] += len(conflicts)
        self.tally["contested records"] += len(contested)
        self.tally["deleted records"] += sum(1 for how in presence.values() if how == "deleted")

    def fields_at(self, known: int) -> dict[Field, list[Told]]:
        """The live writes of every field of which something is known."""
        return {key: self.live(key, known) for key, mask in self.of_field.items() if mask & known}

    def before_step(self, desk: Desk, dot: Dot) -> Reversed | None:
        """What undoing a step must write; None to refuse."""
        found = Reversed()
        for number in bits(self.of_dot[dot]):
            step = self.told[number]
            if any(told.value != step.value for told in self.live(step.field, desk.known)):
                return None
            before = self.live(step.field, step.past)
            self._add(found, step.field, before)
            if before and _deletes(step.field) and before[0].dot[0] in desk.own:
                record = step.field[0]
                held = desk.known & self.of_record[record]
                ours = sum(1 << n for n in bits(held) if self.told[n].dot[0] in desk.own)
                found.sights[record] = found.sights.get(record, 0) | ours
        return found

    def before_import(self, desk: Desk, imported: int) -> Reversed:
        """What undoing an import must write."""
        found = Reversed()
        for key in {self.told[number].field for number in bits(imported)}:
            base, since = self._parted(key, desk, imported)
            before = self.live(key, base)
            value = before[0].value if before else None
            now = self.live(key, desk.known)
            same = all(told.value == value for told in now)
            disputed = any(told.value != value for told in before)
            rewritten = any(since >> self._number(told) & 1 for told in now)
            if not (same or disputed or rewritten):
                self._add(found, key, before)
        for record in {self.told[number].field[0] for number in bits(imported)}:
            self._bury(found, record, desk, imported)
        return found

    def _parted(self, key: Field, desk: Desk, imported: int) -> tuple[int, int]:
        """A field's writes without an import and what was built on it, and the latter."""
        brought = imported & self.of_field[key]
        others = desk.known & self.of_field[key] & ~brought
        since = sum(1 << n for n in bits(others) if self.told[n].past & brought)
        return others & ~since, since

    def _bury(self, found: Reversed, record: str, desk: Desk, imported: int) -> None:
        """A record that was gone without the import, and was not written since, goes again."""
        keys = [key for key in self.of_field if key[0] == record]
        bases = 0
        for key in keys:
            base, since = self._parted(key, desk, imported)
            bases |= base
            if any(since >> self._number(told) & 1 for told in self.live(key, desk.known)):
                return
        if self._is_gone(record, bases) and not self._is_gone(record, desk.known):
            key = next(key for key in keys if _deletes(key))
            found.values[key] = _ANY_DELETION
            found.sights[record] = desk.known & self.of_record[record]

    def _is_gone(self, record: str, known: int) -> bool:
        """Whether a record is deleted; also when no other field of it was ever written."""
        deletions, others, seen = [], 0, 0
        for key, live in self.fields_at(known).items():
            if key[0] == record and _deletes(key):
                deletions = live
            elif key[0] == record:
                others |= sum(1 << self._number(told) for told in live)
        for told in deletions:
            seen |= told.seen
        return bool(deletions) and all(told.value for told in deletions) and not others & ~seen

    def _add(self, found: Reversed, key: Field, before: list[Told]) -> None:
        found.values[key] = before[0].value if before else None
        if not before:
            found.fresh.add(key)
        elif _deletes(key):
            found.sights[key[0]] = found.sights.get(key[0], 0) | before[0].seen

    def is_empty(self, record: str, known: int, but: Iterable[Field]) -> bool:
        """Whether no field of a record but these (and the deletion's) shows a value."""
        keys = [key for key in self.of_field if key[0] == record and not _deletes(key)]
        shown = [live[0].value for k in keys if k not in but and (live := self.live(k, known))]
        return not any(value is not None for value in shown)

    def _tell(self, told: Told) -> int:
        number = len(self.told)
        self.told.append(told)
        self._numbers[told.dot, told.field, told.value] = number
        self.of_field[told.field] |= 1 << number
        self.of_record[told.field[0]] |= 1 << number
        return 1 << number

    def _number(self, told: Told) -> int:
        return self._numbers[told.dot, told.field, told.value]

    def _past(self, held: int) -> int:
        past = held
        for number in bits(held):
            past |= self.told[number].past
        return past

    def _presence(self, fields: dict[Field, list[Told]]) -> tuple[dict[str, str], set[Field]]:
        deletions = {key[0]: (key, live) for key, live in fields.items() if _deletes(key)}
        others: dict[str, int] = defaultdict(int)
        for key, live in fields.items():
            if not _deletes(key):
                others[key[0]] |= sum(1 << self._number(told) for told in live)
        found = dict.fromkeys(others, "present")
        contested: set[Field] = set()
        for record, (key, live) in deletions.items():
            made = [told for told in live if told.value]
            seen = 0
            for told in made:
                seen |= told.seen
            if made and (len(made) < len(live) or others[record] & ~seen):
                contested.add(key)
                found[record] = "contested"
            elif made:
                found[record] = "deleted"
        return {record: how for record, how in found.items() if others[record]}, contested

    def _check_digest(self, known: int, digest: int) -> None:
        assert self._digests.setdefault(known, digest) == digest, "same writes, other digest"
        assert self._sets.setdefault(digest, known) == known, "same digest, other writes"


def _deletes(key: Field) -> bool:
    return key[1].endswith(".deleted")
