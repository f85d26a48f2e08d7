"""Writing the sample: commands one after another in a single transaction, and its calendar."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from kvdesk.desk.desk import Desk
from kvdesk.desk.recording import AddRecord
from kvdesk.desk.registry import REGISTRY, Command
from kvdesk.kernel.resources import resource_folder
from kvdesk.store.log import Log
from kvdesk.store.reader import Reader

__all__ = ["Calendar", "Scribe", "sample_texts"]

#: The first meeting of a year is not held in its first week.
_FIRST_DAY: Final = 8

#: With fewer days of the year behind us the sample's year reaches into the year before.
_ENOUGH_DAYS: Final = 60
_A_YEAR_BACK: Final = 330

_FRIDAY: Final = 4


def sample_texts() -> dict[str, Any]:
    """The fictional people, bodies, matters and meetings, as `resources/sample` holds them."""
    file = resource_folder() / "sample" / "network.json"
    texts: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return texts


@dataclass(slots=True)
class Scribe:
    """Runs the sample's commands in one running transaction, each as a step of its own.

    `people`, `bodies`, `matters` and `statements` hold the ids by the keys that the sample's file
    and the strategy use.
    """

    desk: Desk
    log: Log
    people: dict[str, str] = field(default_factory=dict)
    bodies: dict[str, str] = field(default_factory=dict)
    matters: dict[str, str] = field(default_factory=dict)
    statements: dict[str, str] = field(default_factory=dict)

    @property
    def reader(self) -> Reader:
        """The rows as they stand after the commands so far."""
        return Reader(self.log.connection, self.desk.clock.today())

    def do(self, command: Command) -> str:
        """Run a command; answers the id of its record."""
        return command(self.desk.work(self.log, REGISTRY.step_name(command)))

    def add(self, kind: str, values: Mapping[str, object]) -> str:
        """Add a record; answers its id."""
        return self.do(AddRecord(kind=kind, values=values))


@dataclass(frozen=True, slots=True)
class Calendar:
    """Where the sample's meetings fall, seen from the desk's today."""

    today: date

    @property
    def first(self) -> date:
        """The first day of the sample's year: in January, or 330 days ago early in a year."""
        start = date(self.today.year, 1, _FIRST_DAY)
        if (self.today - start).days >= _ENOUGH_DAYS:
            return start
        return self.today - timedelta(days=_A_YEAR_BACK)

    def past(self, share: float) -> date:
        """The working day that lies at a share (0 to 1) of the time from the first day to now."""
        last = self.today - timedelta(days=5)
        day = self.first + timedelta(days=round(share * (last - self.first).days))
        return day - timedelta(days=max(0, day.weekday() - _FRIDAY))

    def coming(self, days: int) -> date:
        """The working day that lies some days ahead; 0 is today, whatever day that is."""
        day = self.today + timedelta(days=days)
        weekend = days and day.weekday() > _FRIDAY
        return day + timedelta(days=7 - day.weekday()) if weekend else day
