"""The sample network: fictional people in the real bodies, with a year of meetings behind them.

It is made by the commands that people use, so what it shows is what the program does. Times follow
the desk's clock; with the same clock and ids two samples are the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from kvdesk.desk import arguments as take
from kvdesk.desk.desk import Desk
from kvdesk.desk.registry import task
from kvdesk.desk.sample_load import fill
from kvdesk.desk.sample_meetings import hold_meetings
from kvdesk.desk.sample_network import lay_matters, lay_network
from kvdesk.desk.sample_scribe import Calendar, Scribe, sample_texts
from kvdesk.desk.strategies import ImportStrategy
from kvdesk.domain.actions import Action
from kvdesk.domain.bodies import Body
from kvdesk.domain.decisions import Decision
from kvdesk.domain.matters import Matter
from kvdesk.domain.meetings import AgendaEntry, Meeting
from kvdesk.domain.network import Person
from kvdesk.domain.strategies import Strategy
from kvdesk.kernel.errors import Refusal
from kvdesk.kernel.resources import resource_folder
from kvdesk.kernel.words import N_
from kvdesk.store.log import Log
from kvdesk.store.queries.totals import record_count

__all__ = ["MakeSample", "SampleMade"]

_COUNTED: Final = (Person, Body, Matter, Meeting, AgendaEntry, Decision, Action)


@dataclass(frozen=True, slots=True)
class SampleMade:
    """What the desk holds now, by kind; `notice` says that all people are fictional."""

    notice: str
    people: int
    bodies: int
    matters: int
    meetings: int
    entries: int
    decisions: int
    actions: int


@task("desk sample")
@dataclass(frozen=True, kw_only=True)
class MakeSample:
    """Fill an empty desk with the sample network; all its people are fictional."""

    scale: int = take.number(N_("How many decisions more, for load tests"), default=0)
    seed: int = take.number(N_("What the added decisions are drawn from"), default=1)

    def __call__(self, desk: Desk) -> SampleMade:
        """Add the strategy where there is none, the network, its meetings, and the load.

        Raises:
            Refusal: `sample_there` when the desk holds the sample already.
        """
        texts = sample_texts()
        home: str = texts["home_body"]
        known = [body["abbreviation"] for body in texts["bodies"]]
        bodies = desk.store.read(lambda reader: reader.all(Body))
        if any(body.abbreviation in known for body in bodies):
            raise Refusal("sample_there")
        if not desk.store.read(lambda reader: reader.all(Strategy)):
            file = resource_folder() / "sample" / "strategy-2021-2023.txt"
            desk.perform(ImportStrategy(file=file, accept=True))
        scribe = desk.store.write(lambda log: _lay(desk, log, texts))
        desk.identify({"home_body": scribe.bodies[home]})
        if self.scale > 0:
            fill(desk, texts, scribe, decisions=self.scale, seed=self.seed)
        return _summary(desk, texts["notice"])


def _lay(desk: Desk, log: Log, texts: Mapping[str, Any]) -> Scribe:
    scribe = Scribe(desk, log)
    calendar = Calendar(date.fromisoformat(desk.clock.today()))
    lay_network(scribe, texts, calendar)
    lay_matters(scribe, texts, calendar)
    hold_meetings(scribe, texts, calendar)
    return scribe


def _summary(desk: Desk, notice: str) -> SampleMade:
    counts = desk.store.read(lambda reader: [record_count(reader, kind) for kind in _COUNTED])
    return SampleMade(notice, *counts)
