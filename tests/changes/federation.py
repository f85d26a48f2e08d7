"""Years of a whole network in virtual time: many departments, their machines, and all that fails.

Each month every machine writes a little and sends packages that get lost, doubled, late, cut or
corrupt. Clocks are wrong, backups are restored, laptops copied, imports undone. Some machines run
the real engine, the others its definition; those with the definition stand for a newer version
that writes fields which the engine does not know. A seed replays its years.
"""

import hashlib
import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from changes.desk_under_test import DeskUnderTest, Dot, Package
from changes.programs import FIELDS, KIND, Clock
from changes.pure_desk import PureDesk
from changes.sqlite_desk import SqliteDesk
from kvdesk.changes.intervals import Intervals, contains
from kvdesk.changes.operation import Change
from kvdesk.exchange.segments import decode, encode
from kvdesk.kernel.errors import Refusal

__all__ = ["Federation", "Machine"]

_START: Final = 1_790_000_000_000
_HOUR: Final = 3_600_000
_MONTH: Final = 730 * _HOUR
_TWO_DAYS: Final = 48 * _HOUR

#: What only a later version knows: a field of a kind that is known, and a kind that is not.
_LATER: Final = (f"{KIND}.call_sign", "drone.name")

#: What happens to a package, in hundredths.
_FATES: Final = {
    "arrived": 60,
    "lost": 8,
    "doubled": 8,
    "late": 10,
    "partial": 9,
    "corrupt": 5,
}


@dataclass(slots=True)
class Machine:
    """One desk, its clock, the changes that it could send on, and what it last told that it has."""

    desk: DeskUnderTest
    clock: Clock
    real: bool
    changes: dict[Dot, Change] = field(default_factory=dict)
    batches: list[int] = field(default_factory=list)
    told: dict[str, Intervals] = field(default_factory=dict)

    def copy(self) -> "Machine":
        """All that is on its disk, on a machine whose clock is the same for now."""
        clock = Clock(self.clock.now)
        desk = self.desk.clone(clock.read)
        return Machine(desk, clock, self.real, dict(self.changes), list(self.batches))


class Federation:
    """The network; `run` takes the years, `settle` gives everybody everything."""

    def __init__(self, seed: int, *, departments: int, machines: int, real: int) -> None:
        self.random = random.Random(seed)
        self.names = random.Random(f"streams {seed}")
        self.tally: Counter[str] = Counter()
        count = departments * machines
        self.records = [f"{number:032x}" for number in range(1, 6 * count + 1)]
        self.machines = [
            self._machine(real=number % (count // real) == 0) for number in range(count)
        ]
        self.backups: list[tuple[int, Machine]] = []
        self.late: list[tuple[int, int, bytes, str]] = []
        self.month = 0

    def run(self, years: int) -> None:
        """Month after month; nobody waits for anybody."""
        for self.month in range(12 * years):
            self._arrive_late()
            for machine in self.machines:
                if self.random.random() < 0.4:
                    machine.told = dict(machine.desk.have())
            for number, machine in enumerate(self.machines):
                machine.clock.now += _MONTH + self.random.randint(-_HOUR, _HOUR) // 1000 * 1000
                self._live(number, machine)
                for _ in range(self.random.randint(1, 2)):
                    self._send(number, machine)

    def settle(self) -> dict[Dot, Change]:
        """Everybody gets all that is left anywhere, in an order of its own; returns it."""
        everything: dict[Dot, Change] = {}
        for machine in self.machines:
            everything |= machine.changes
        for machine in self.machines:
            missing = [dot for dot in everything if dot not in machine.changes]
            self.random.shuffle(missing)
            self._import(machine, [everything[dot] for dot in missing])
        return everything

    def _machine(self, *, real: bool) -> Machine:
        clock = Clock(_START + self.random.randint(-_TWO_DAYS, _TWO_DAYS) // 1000 * 1000)
        make = SqliteDesk if real else PureDesk
        return Machine(make(clock.read, self._stream), clock, real)

    def _stream(self) -> str:
        return f"{self.names.getrandbits(64):016x}"

    def _live(self, number: int, machine: Machine) -> None:
        """What a month brings to one machine."""
        draw = self.random.random
        for _ in range(self.random.randint(1, 3)):
            self._write(machine)
        if draw() < 0.05:
            machine.desk.relaunch()
            self.tally["launches"] += 1
        if draw() < 0.04:
            machine.clock.now += self.random.randint(-_TWO_DAYS, _TWO_DAYS) // 1000 * 1000
            self.tally["clock jumps"] += 1
        if draw() < 0.02 and machine.batches:
            self._keep(machine, machine.desk.undo_import(self.random.choice(machine.batches[-20:])))
            self.tally["imports undone"] += 1
        if draw() < 0.01:
            self.backups.append((number, machine.copy()))
        if draw() < 0.01 and self.backups:
            # Onto its own machine, or somebody else's: then it is a copied laptop.
            owner, backup = self.random.choice(self.backups)
            target = owner if draw() < 0.6 else number
            self.tally["restored" if target == owner else "copied"] += 1
            now = self.machines[target].clock.now
            self.machines[target] = backup.copy()
            self.machines[target].clock.now = now

    def _write(self, machine: Machine) -> None:
        record = self.random.choice(self.records)
        draw = self.random.random()
        if draw < 0.04 and any(
            o.record == record for c in machine.changes.values() for o in c.operations
        ):
            self._keep(machine, machine.desk.delete(record))
            return
        names = [f"{KIND}.{self.random.choice(FIELDS)}"]
        if not machine.real and draw > 0.85:
            names.append(_LATER[0])
        values = {(record, name): f"arvo {self.random.getrandbits(40)}" for name in names}
        if not machine.real and draw > 0.95:
            values = {(f"{int(record, 16) + (1 << 64):032x}", _LATER[1]): "Kopteri"}
        self._keep(machine, machine.desk.write(values))

    def _keep(self, machine: Machine, change: Change | None) -> None:
        if change is not None:
            assert (change.stream, change.seq) not in machine.changes, "a name is used twice"
            machine.changes[change.stream, change.seq] = change
            self.tally["changes"] += 1

    def _send(self, number: int, machine: Machine) -> None:
        """All that the receiver lacked when it was heard of last, as bytes with their checksum."""
        target = self.random.randrange(len(self.machines))
        known = self.machines[target].told
        changes = [
            change for (stream, seq), change in machine.changes.items()
            if not contains(known.get(stream, ()), seq)
        ]  # fmt: skip
        if target == number or not changes:
            return
        fate = self.random.choices(list(_FATES), list(_FATES.values()))[0]
        self.tally[fate] += 1
        if fate == "partial":
            changes = self.random.sample(changes, (len(changes) + 1) // 2)
        body = encode(sorted(changes, key=lambda change: (change.stream, change.seq)))
        told = hashlib.sha256(body).hexdigest()
        if fate == "corrupt":
            place = self.random.randrange(len(body))
            body = (
                body[:place]
                + bytes([body[place] ^ 1 << self.random.randrange(8)])
                + body[place + 1 :]
            )
        if fate == "late":
            when = self.month + self.random.randint(1, 8)
            self.late.append((when, target, body, told))
        elif fate != "lost":
            for _ in range(2 if fate == "doubled" else 1):
                self._receive(self.machines[target], body, told)

    def _arrive_late(self) -> None:
        arriving = [one for one in self.late if one[0] <= self.month]
        self.late = [one for one in self.late if one[0] > self.month]
        self.random.shuffle(arriving)
        for _, target, body, told in arriving:
            self._receive(self.machines[target], body, told)

    def _receive(self, machine: Machine, body: bytes, told: str) -> None:
        if hashlib.sha256(body).hexdigest() != told:
            self._refuse(body)
            return
        self._import(machine, decode(body))

    def _refuse(self, body: bytes) -> None:
        """The checksum refuses it; the decoder on its own must at least stay within its bounds."""
        self.tally["refused"] += 1
        try:
            decode(body)
        except Refusal:
            self.tally["unreadable"] += 1

    def _import(self, machine: Machine, changes: Iterable[Change]) -> None:
        package = Package(whole=tuple(changes))
        receipt = machine.desk.import_(package)
        new = {
            (c.stream, c.seq): c for c in package.whole if (c.stream, c.seq) not in machine.changes
        }
        assert receipt.operations == sum(len(c.operations) for c in new.values()), (
            "counted otherwise"
        )
        if new:
            machine.batches.append(receipt.batch)
            machine.changes |= new
        self.tally["imports"] += 1
