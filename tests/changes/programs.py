"""Random programs over several desks: what people, networks, clocks and disks do to the merge.

A program is its seed. After every step the desk that moved is compared with the oracle, and at the
end every desk is given everything and all must be equal. Choices are drawn from what the oracle
knows and never from the desks, so a seed replays its program on the same engine.
"""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from changes.desk_under_test import DeskUnderTest, Dot, Field, MakeDesk, Package
from changes.oracle import Desk, Oracle, Reversed
from kvdesk.changes.operation import Change, Value

__all__ = ["FIELDS", "KIND", "Place", "ProgramError", "World", "run_program"]

#: The kind and the text fields that programs write; an engine with typed tables must have them.
KIND: Final = "person"
FIELDS: Final = ("given_name", "family_name", "title")

_DELETED: Final = f"{KIND}.deleted"
_HOUR: Final = 3_600_000
_START: Final = 1_790_000_000_000
_JUMPS: Final = (_HOUR, -_HOUR, 72 * _HOUR, -72 * _HOUR, 87_600 * _HOUR, -720 * _HOUR)
_MOST_PLACES: Final = 5


class ProgramError(AssertionError):
    """A program in which a desk and the oracle differ: its seed replays it."""

    def __init__(self, seed: int, found: Exception, steps: list[str]) -> None:
        super().__init__(f"program {seed}: {found!r} after {'; '.join(steps)}")


@dataclass(slots=True)
class Clock:
    """A machine's clock, in milliseconds and whole seconds."""

    now: int

    def read(self) -> int:
        """The moment it shows."""
        return self.now


@dataclass(slots=True)
class Place:
    """One desk beside what the oracle knows of it; the steps that undo and redo may take."""

    desk: DeskUnderTest
    known: Desk
    clock: Clock
    done: list[Dot] = field(default_factory=list)
    undone: list[Dot] = field(default_factory=list)
    written: int = 0


@dataclass(slots=True)
class Sent:
    """A package on its way, each change beside the writes it holds."""

    whole: list[tuple[Change, int]]
    parts: list[tuple[Change, int]]


class World:
    """The places, the packages between them and the backups, moved by one random source."""

    def __init__(self, seed: int, make: MakeDesk, oracle: Oracle) -> None:
        self.random = random.Random(seed)
        self.names = random.Random(f"streams {seed}")
        self.oracle = oracle
        self.make = make
        self.records = [f"{number:032x}" for number in range(1, self.random.choice((1, 2, 3)) + 1)]
        self.places = [self._new_place() for _ in range(self.random.choice((2, 2, 3, 3, 4)))]
        self.sent: list[Sent] = []
        self.backups: list[Place] = []
        self.steps: list[str] = []
        self._values = 0

    def run(self) -> None:
        """Take the steps, then give everybody everything."""
        acts = [act for act, _ in _ACTS]
        weights = [weight for _, weight in _ACTS]
        if self.random.random() < 0.6:
            self._share_a_beginning()
        for _ in range(self.random.randint(10, 50)):
            place = self.random.choice(self.places)
            place.clock.now += self.random.choice((0, 0, 1000, 5000))
            act = self.random.choices(acts, weights)[0]
            self.steps.append(f"{self.places.index(place)} {act.__name__.strip('_')}")
            act(self, place)
        self.steps.append("everybody gets everything")
        self._finish()

    def _share_a_beginning(self) -> None:
        first, *others = self.places
        self._write(first)
        for place in others:
            self._deliver(place, self._pack(first, place))

    def _new_place(self) -> Place:
        clock = Clock(_START + 1000 * self.random.randint(0, 100))
        return Place(self.make(clock.read, self._stream), Desk(), clock)

    def _stream(self) -> str:
        return f"{self.names.getrandbits(64):016x}"

    def _value(self) -> Value:
        if self.random.random() < 0.2:
            return self.random.choice(("same", "same", "other", "", None))
        self._values += 1
        return f"value {self._values}"

    def _hot_field(self) -> Field:
        """Any field, the first ones more often, so that people meet in them."""
        record = self.records[int(len(self.records) * self.random.random() ** 2)]
        return record, f"{KIND}.{FIELDS[int(len(FIELDS) * self.random.random() ** 2)]}"

    def _check(self, place: Place) -> None:
        self.oracle.check(place.known, place.desk.state())

    def _wrote(self, place: Place, change: Change) -> None:
        self.oracle.wrote(place.known, change, place.clock.now)
        place.undone.clear()
        place.done.append((change.stream, change.seq))
        self._check(place)

    def _write(self, place: Place) -> None:
        count = self.random.choice((1, 1, 1, 2, 3, 4))
        values = {self._hot_field(): self._value() for _ in range(count)}
        change = place.desk.write(values)
        assert _told(change) == values, "wrote something else"
        self._wrote(place, change)

    def _delete(self, place: Place) -> None:
        known = [r for r in self.records if place.known.known & self.oracle.of_record[r]]
        if known:
            record = self.random.choice(known)
            change = place.desk.delete(record)
            assert list(_told(change)) == [(record, _DELETED)], "deleted something else"
            self._wrote(place, change)

    def _restore(self, place: Place) -> None:
        gone = [r for r in self.records if self.oracle.live((r, _DELETED), place.known.known)]
        if gone:
            self._wrote(place, place.desk.write({(self.random.choice(gone), _DELETED): None}))

    def _resolve(self, place: Place) -> None:
        fields = self.oracle.fields_at(place.known.known)
        open_ones = [key for key, live in fields.items() if len({t.value for t in live}) > 1]
        if not open_ones:
            self._send(place)  # nothing to decide: what is here may be news elsewhere
            return
        key = self.random.choice(open_ones)
        if key[1] == _DELETED:
            again = self.random.random() < 0.5
            change = place.desk.delete(key[0]) if again else place.desk.resolve(key, None)
        else:
            choices = [told.value for told in fields[key]]
            change = place.desk.resolve(key, self.random.choice([*choices, self._value()]))
        self.oracle.tally["resolutions"] += 1
        self._wrote(place, change)

    def _undo(self, place: Place) -> None:
        self._step_back(place, place.done, place.undone)

    def _redo(self, place: Place) -> None:
        self._step_back(place, place.undone, place.done)

    def _step_back(self, place: Place, steps: list[Dot], counter: list[Dot]) -> None:
        if not steps:
            self._send(place)
            return
        dot = steps.pop()
        expected = self.oracle.before_step(place.known, dot)
        change = place.desk.undo(dot)
        if expected is None:
            self.oracle.tally["undos refused"] += 1
            assert change is None, "undid what was overtaken"
            self._check(place)
            return
        self.oracle.tally["undos"] += 1
        assert change is not None, "refused an undo"
        self._reversed(place, change, expected)
        counter.append((change.stream, change.seq))

    def _undo_import(self, place: Place) -> None:
        if not place.known.imports:
            self._send(place)
            return
        batch = self.random.choice(list(place.known.imports))
        expected = self.oracle.before_import(place.known, place.known.imports[batch])
        change = place.desk.undo_import(batch)
        if expected.values:
            self.oracle.tally["imports undone"] += 1
            assert change is not None, "did not undo an import"
            self._reversed(place, change, expected)
        else:
            self.oracle.tally["imports kept"] += 1
            assert change is None, "undid an import that was overtaken"

    def _reversed(self, place: Place, change: Change, expected: Reversed) -> None:
        """An undo must write the values before it; a record that the step made may be deleted."""
        told = _told(change)
        sights = dict(expected.sights)
        for key in [key for key in told if key[1] == _DELETED and told[key]]:
            record = key[0]
            made = {k for k in expected.values if k[0] == record and k[1] != _DELETED}
            if made and made <= expected.fresh and not made & told.keys():
                assert self.oracle.is_empty(record, place.known.known, made), "deleted too much"
                del told[key]
                told.update(dict.fromkeys(made))
                if key in expected.values:
                    told[key] = expected.values[key]
                sights.pop(record, None)
        assert _comparable(told) == _comparable(expected.values), "undo wrote something else"
        self.oracle.wrote(place.known, change, place.clock.now, sights)
        self._check(place)

    def _send(self, place: Place) -> None:
        if not place.known.known:
            return
        target = self.random.choice(self.places)
        draw = self.random.random()
        if draw < 0.45:
            sent = self._pack(place, target)
        elif draw < 0.75:
            sent = self._pack(place, None)
        else:
            count = self.random.randint(1, len(self.records))
            sent = self._extract(place, self.random.sample(self.records, count))
        if self.random.random() < 0.35:
            sent = Sent(self._with_gaps(sent.whole), self._with_gaps(sent.parts))
        self.sent.append(sent)
        if self.random.random() < 0.7:
            self._deliver(target, sent)

    def _pack(self, place: Place, target: Place | None) -> Sent:
        """All that a desk knows, or what it knows and the target lacks."""
        since = None if target is None else target.desk.have()
        package = place.desk.export(since)
        expected = place.known.known & ~(target.known.whole if target else 0)
        return self._noted(package, expected, place.known.whole)

    def _extract(self, place: Place, records: list[str]) -> Sent:
        package = place.desk.export(None, records)
        expected = sum(place.known.known & self.oracle.of_record[record] for record in records)
        return self._noted(package, expected, 0)

    def _noted(self, package: Package, expected: int, whole: int) -> Sent:
        sent = Sent(
            [(change, self.oracle.numbers(change)) for change in package.whole],
            [(change, self.oracle.numbers(change)) for change in package.parts],
        )
        assert sum(m for _, m in sent.whole) == expected & whole, "exported other whole changes"
        assert sum(m for _, m in sent.parts) == expected & ~whole, "exported other parts"
        return sent

    def _with_gaps(self, changes: list[tuple[Change, int]]) -> list[tuple[Change, int]]:
        if self.random.random() < 0.5:
            return [change for change in changes if self.random.random() < 0.6]
        return changes[self.random.randint(0, len(changes)) :]

    def _deliver_late(self, place: Place) -> None:
        if self.sent:
            self._deliver(place, self.random.choice(self.sent))

    def _deliver(self, place: Place, sent: Sent) -> None:
        """Import, shuffled and doubled at times, and at once again."""
        whole, parts = list(sent.whole), list(sent.parts)
        if self.random.random() < 0.3:
            whole += whole[: self.random.randint(0, 3)]
            self.random.shuffle(whole)
            self.random.shuffle(parts)
        package = Package(tuple(c for c, _ in whole), tuple(c for c, _ in parts))
        here = 0
        for _, mask in (*whole, *parts):
            here |= mask
        new = self.oracle.received(place.known, here, place.clock.now)
        self.oracle.tally["imports"] += 2
        for _, mask in whole:
            place.known.whole |= mask
        receipt = place.desk.import_(package)
        assert receipt.operations == new.bit_count(), "counted the news differently"
        if new:
            place.known.imports[receipt.batch] = new
        self._check(place)
        assert place.desk.import_(package).operations == 0, "the same again brought news"
        self._check(place)

    def _relaunch(self, place: Place) -> None:
        self.oracle.tally["launches"] += 1
        place.desk.relaunch()

    def _jump(self, place: Place) -> None:
        place.clock.now += self.random.choice(_JUMPS)

    def _back_up(self, place: Place) -> None:
        self.backups.append(self._copy(place))

    def _copy(self, place: Place) -> Place:
        self.oracle.tally["copies"] += 1
        clock = Clock(place.clock.now)
        desk = place.desk.clone(clock.read)
        return Place(desk, place.known.copy(), clock, list(place.done), list(place.undone))

    def _restore_backup(self, place: Place) -> None:
        """The backup takes the desk's place; the work done since survives only in packages."""
        if self.backups:
            backup = self._copy(self.random.choice(self.backups))
            self.places[self.places.index(place)] = backup
            self._check(backup)

    def _copy_laptop(self, place: Place) -> None:
        if len(self.places) < _MOST_PLACES:
            self.places.append(self._copy(place))

    def _finish(self) -> None:
        for sent in self.random.sample(self.sent, min(3, len(self.sent))):
            self._deliver(self.random.choice(self.places), sent)
        self.random.shuffle(self.places)
        hub, *others = self.places
        for place in others:
            self._deliver(hub, self._pack(place, hub))
        for place in others:
            self._deliver(place, self._pack(hub, place))
        newcomer = self._new_place()
        self._one_by_one(newcomer, self._pack(hub, None))
        for place in (*self.places, newcomer):
            assert place.known.known == hub.known.known, "the program itself left something out"
        assert len({place.desk.state().digest for place in (*self.places, newcomer)}) == 1

    def _one_by_one(self, place: Place, sent: Sent) -> None:
        """A desk that hears of everything for the first time, change by change, in any order."""
        self.random.shuffle(sent.whole)
        for change, mask in sent.whole:
            self.oracle.received(place.known, mask, place.clock.now)
            place.known.whole |= mask
            place.desk.import_(Package(whole=(change,)))
        self._deliver(place, Sent([], sent.parts))


_ACTS: Final[tuple[tuple[Callable[[World, Place], None], int], ...]] = (
    (World._write, 30),
    (World._delete, 5),
    (World._restore, 2),
    (World._resolve, 12),
    (World._send, 40),
    (World._deliver_late, 12),
    (World._undo, 10),
    (World._redo, 5),
    (World._undo_import, 8),
    (World._relaunch, 4),
    (World._jump, 3),
    (World._back_up, 3),
    (World._restore_backup, 3),
    (World._copy_laptop, 2),
)


def run_program(seed: int, make: MakeDesk, *, names_are_checked: bool = True) -> Oracle:
    """Run one program; returns its oracle, which has counted what happened.

    Raises:
        ProgramError: the seed, the steps taken and what differed.
    """
    oracle = Oracle(names_are_checked=names_are_checked)
    world = World(seed, make, oracle)
    try:
        world.run()
    except Exception as error:
        raise ProgramError(seed, error, world.steps) from error
    return oracle


def _comparable(values: Mapping[Field, Value]) -> dict[Field, Value]:
    """Values by field; what a deletion's value says is the engine's own business."""
    return {k: bool(v) if k[1] == _DELETED else v for k, v in values.items()}


def _told(change: Change) -> dict[Field, Value]:
    return {(o.record, o.field): o.value for o in change.operations}
