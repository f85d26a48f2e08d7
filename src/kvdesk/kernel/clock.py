"""The one place that reads the wall clock; everything else is given a `Clock`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

__all__ = ["Clock", "system_clock"]

#: Meetings are held on Finnish time, whatever zone the laptop is set to.
FINNISH_TIME = ZoneInfo("Europe/Helsinki")


@dataclass(frozen=True, slots=True)
class Clock:
    """A source of the present moment.

    `now` answers an aware moment in UTC. Tests hand in a function of their own.
    """

    now: Callable[[], datetime]

    def milliseconds(self) -> int:
        """Milliseconds since 1970, for the hybrid logical clock."""
        return int(self.now().timestamp() * 1000)

    def local(self) -> str:
        """The Finnish wall-clock moment to the minute, `2026-12-03T09:41`, as minutes show it."""
        return self.now().astimezone(FINNISH_TIME).strftime("%Y-%m-%dT%H:%M")

    def today(self) -> str:
        """The Finnish calendar day, `2026-12-03`."""
        return self.local()[:10]


def system_clock() -> Clock:
    """The machine's own clock."""
    return Clock(lambda: datetime.now(UTC))
