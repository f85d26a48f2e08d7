"""The register of decisions and what becomes of them later."""

from dataclasses import dataclass

from kvdesk.desk import arguments as take
from kvdesk.desk.recording import offer
from kvdesk.desk.registry import command, question
from kvdesk.domain.decisions import Decision, DecisionState, Outcome
from kvdesk.kernel.errors import Refusal
from kvdesk.kernel.words import N_
from kvdesk.store.queries.decisions import (
    DecisionFilter,
    DecisionRow,
    decision_ids,
    decision_rows,
    first_decision_ids,
)
from kvdesk.store.reader import Reader
from kvdesk.store.work import Work

__all__ = [
    "CarryOut",
    "Communicate",
    "DecisionsInForce",
    "ListDecisions",
    "Supersede",
    "listed_decisions",
]

offer(Decision, "change", "show")


@question("decision list")
@dataclass(frozen=True, kw_only=True)
class ListDecisions:
    """The register over all meetings, the latest decision first."""

    body: str = take.record("body", N_("Only this body"), default="")
    year: int | None = take.number(N_("Only this year"), default=None)
    outcome: Outcome | None = take.choice(N_("Only with this outcome"), Outcome, None)
    state: DecisionState | None = take.choice(N_("Only in this state"), DecisionState, None)
    goal: str = take.record("statement", N_("Only those that serve this sentence"), default="")
    matter: str = take.record("matter", N_("Only in this matter"), default="")
    words: str = take.words(N_("Only those with these words"), default="")
    order: str = take.words(N_("Sort by decided, number, title, body, outcome, state"), default="")
    limit: int = take.number(N_("How many at the most"), default=200)

    def __call__(self, reader: Reader) -> list[DecisionRow]:
        """The first rows of the register."""
        wanted = DecisionFilter(
            body=self.body,
            year=self.year,
            outcome=self.outcome or "",
            state=self.state or "",
            statement=self.goal,
            matter=self.matter,
            words=self.words,
            order=self.order or "decided",
            descending=self.order in ("", "decided", "number"),
        )
        return listed_decisions(reader, wanted, self.limit)


@question("decision in-force")
@dataclass(frozen=True, kw_only=True)
class DecisionsInForce:
    """What was in force on a day."""

    on: str = take.day(N_("The day"))

    def __call__(self, reader: Reader) -> list[DecisionRow]:
        """The decisions whose time had come and that nothing had replaced."""
        ids = decision_ids(reader, DecisionFilter(on=self.on))
        rows = decision_rows(reader, list(ids))
        return [rows[rid] for rid in ids]


@command("decision supersede")
@dataclass(frozen=True, kw_only=True)
class Supersede:
    """Say that a decision replaces an earlier one."""

    decision: str = take.record("decision", N_("The new decision"), positional=True)
    earlier: str = take.record("decision", N_("The one it replaces"))

    def __call__(self, work: Work) -> str:
        """Point at the earlier one and mark it as replaced."""
        if self.decision == self.earlier:
            raise Refusal("supersedes_itself")
        decision = work.get(Decision, self.decision)
        earlier = work.get(Decision, self.earlier)
        work.change(decision, supersedes=earlier.id)
        work.change(earlier, state=DecisionState.SUPERSEDED)
        return decision.id


@command("decision communicate")
@dataclass(frozen=True, kw_only=True)
class Communicate:
    """Note on which day a decision was communicated."""

    decision: str = take.record("decision", N_("The decision"), positional=True)
    on: str = take.day(N_("The day; today unless said"), default="")

    def __call__(self, work: Work) -> str:
        """Set the day."""
        decision = work.get(Decision, self.decision)
        return work.change(decision, communicated_on=self.on or work.clock.today()).id


@command("decision carried-out")
@dataclass(frozen=True, kw_only=True)
class CarryOut:
    """Note that a decision has been carried out."""

    decision: str = take.record("decision", N_("The decision"), positional=True)
    on: str = take.day(N_("The day; today unless said"), default="")

    def __call__(self, work: Work) -> str:
        """Set day and state."""
        decision = work.get(Decision, self.decision)
        day = self.on or work.clock.today()
        return work.change(decision, carried_out_on=day, state=DecisionState.CARRIED_OUT).id


def listed_decisions(reader: Reader, wanted: DecisionFilter, limit: int) -> list[DecisionRow]:
    """The first rows of a selection, in its order."""
    ids = first_decision_ids(reader, wanted, limit)
    rows = decision_rows(reader, list(ids))
    return [rows[rid] for rid in ids]
