"""Real desks in temporary folders, with a clock and ids that tests can foresee."""

from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from kvdesk.desk.catalogue import full_registry
from kvdesk.desk.desk import Desk
from kvdesk.kernel.clock import Clock
from kvdesk.kernel.ids import Ids


class SteppingClock:
    """A clock that goes on by a second at each look, and can be set."""

    def __init__(self, start: datetime) -> None:
        self.moment = start

    def now(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment


def counted_ids(prefix: str) -> Ids:
    """Ids that tell whose they are."""
    numbers = count(1)
    return Ids(
        record=lambda: f"{prefix}{next(numbers):031x}",
        stream=lambda: f"{prefix}{next(numbers):015x}",
    )


@pytest.fixture
def clock():
    return SteppingClock(datetime(2026, 11, 24, 7, 0, tzinfo=UTC))


@pytest.fixture
def make_desk(tmp_path: Path, clock):
    full_registry()
    opened: list[Desk] = []

    def make(name: str) -> Desk:
        desk = Desk.create(tmp_path / name, clock=Clock(clock.now), ids=counted_ids(name))
        desk.identify({"department": f"PL-0{len(opened)}", "name": name})
        opened.append(desk)
        return desk

    yield make
    for desk in opened:
        desk.close()


@pytest.fixture
def desk(make_desk):
    return make_desk("a")
