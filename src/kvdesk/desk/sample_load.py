"""More of the same for load tests: archived meetings of the past years, drawn from a seed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from hashlib import blake2b
from typing import Any, Final, TypeVar

from kvdesk.desk.desk import Desk
from kvdesk.desk.places import after_all
from kvdesk.desk.sample_scribe import Scribe
from kvdesk.domain.actions import Action, ActionState
from kvdesk.domain.decisions import Decision, DecisionState, Outcome
from kvdesk.domain.matters import Matter, MatterGoal, MatterState
from kvdesk.domain.meetings import AgendaEntry, EntryKind, Fate, Meeting, MeetingState
from kvdesk.domain.network import Person
from kvdesk.domain.record import Record
from kvdesk.store.log import Log
from kvdesk.store.queries import actions
from kvdesk.store.work import Work

__all__ = ["Picker", "fill"]

T = TypeVar("T")

#: Decisions in one transaction, and on one agenda (domain.md 5: 8 to 16 items a meeting).
_A_BATCH: Final = 1_000
_A_MEETING: Final = 10

#: The load reaches this far back, so that the sample's own year keeps its numbers.
_YEARS: Final = 10

#: Of ten matters each comes up in two decisions or more; of ten decisions six lead to an action.
_DECISIONS_A_MATTER: Final = 3
_ACTIONS_OF_TEN: Final = 6

_OUTCOMES: Final = (
    (Outcome.APPROVED, Fate.DECIDED),
    (Outcome.APPROVED, Fate.DECIDED),
    (Outcome.APPROVED, Fate.DECIDED),
    (Outcome.CHANGED, Fate.DECIDED),
    (Outcome.NOTED, Fate.NOTED),
    (Outcome.TABLED, Fate.TABLED),
    (Outcome.RETURNED, Fate.RETURNED),
)


class Picker:
    """Draws from a seed: the same seed, the same draws, on every machine and Python."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._drawn = 0

    def below(self, limit: int) -> int:
        """A whole number from 0 to below `limit`."""
        self._drawn += 1
        drawn = blake2b(f"{self._seed} {self._drawn}".encode(), digest_size=8).digest()
        return int.from_bytes(drawn) % limit

    def one(self, several: Sequence[T]) -> T:
        """One of several."""
        return several[self.below(len(several))]


class _Load:
    """What the batches share: the sample's ids, the running numbers and the words."""

    def __init__(
        self, words: Mapping[str, Sequence[str]], scribe: Scribe, today: date, picker: Picker
    ) -> None:
        self.words = words
        self.bodies = list(scribe.bodies.values())
        self.statements = list(scribe.statements.values())
        self.people: list[Person] = []
        self.today = today
        self.picker = picker
        self.meetings: Counter[tuple[str, int]] = Counter()
        self.sections: Counter[tuple[str, int]] = Counter()
        self.action = 0
        self.matter = 0
        self.matters: list[Matter] = []
        self.made: list[Record] = []

    def batch(self, work: Work, decisions: int) -> None:
        """Add decisions with the meetings, entries, matters and actions that they need."""
        if not self.people:
            self.people = work.reader.all(Person)
            self.action = actions.next_number(work.reader) - 1
        self.matters = [self._matter(work) for _ in range(max(1, decisions // _DECISIONS_A_MATTER))]
        for begun in range(0, decisions, _A_MEETING):
            self._meeting(work, min(_A_MEETING, decisions - begun))
        work.add_all(self.made)
        self.made.clear()

    def _matter(self, work: Work) -> Matter:
        pick, words = self.picker, self.words
        self.matter += 1
        by = pick.one(self.people)
        matter = Matter(
            id=work.ids.record(),
            title=f"{pick.one(words['subjects'])}: {pick.one(words['acts'])}",
            number=f"KVA {self.matter:06}",
            summary=pick.one(words["summaries"]),
            state=MatterState.CLOSED,
            opened_on=(self.today - timedelta(days=366 * _YEARS)).isoformat(),
            proposed_by=by.organisation,
            preparer=by.id,
        )
        self.made.append(matter)
        if self.statements:
            goal = pick.one(self.statements)
            self.made.append(MatterGoal(matter=matter.id, statement=goal))
        return matter

    def _meeting(self, work: Work, decisions: int) -> None:
        """An archived meeting; stored together with what it holds, before anything is locked."""
        pick = self.picker
        body = pick.one(self.bodies)
        year = self.today.year - 1 - pick.below(_YEARS)
        day = date(year, 1, 8) + timedelta(days=pick.below(340))
        self.meetings[body, year] += 1
        meeting = Meeting(
            id=work.ids.record(),
            body=body,
            number=self.meetings[body, year],
            year=year,
            starts=f"{day}T09:00",
            ends=f"{day}T12:00",
            opened_at=f"{day}T09:00",
            ended_at=f"{day}T11:45",
            called_at=f"{day - timedelta(days=7)}T08:00",
            checked_at=f"{day + timedelta(days=7)}T15:00",
            state=MeetingState.ARCHIVED,
        )
        position = ""
        for number in range(1, decisions + 1):
            position = after_all([position] if position else [], work.ids)
            self._decision(work, meeting, number, position)
        self.made.append(meeting)

    def _decision(self, work: Work, meeting: Meeting, number: int, position: str) -> None:
        pick, words = self.picker, self.words
        matter = pick.one(self.matters)
        outcome, fate = pick.one(_OUTCOMES)
        place = (meeting.body, meeting.year or 0)
        self.sections[place] += 1
        proposal = pick.one(words["proposals"])
        entry = AgendaEntry(
            id=work.ids.record(),
            meeting=meeting.id,
            matter=matter.id,
            title=matter.title,
            kind=EntryKind.BUSINESS,
            position=position,
            number=number,
            section=self.sections[place],
            presenter=matter.preparer,
            proposal=proposal,
            fate=fate,
        )
        decision = Decision(
            id=work.ids.record(),
            title=matter.title,
            text=proposal if outcome is Outcome.APPROVED else pick.one(words["decisions"]),
            proposal=proposal,
            outcome=outcome,
            state=DecisionState.CARRIED_OUT,
            body=meeting.body,
            meeting=meeting.id,
            entry=entry.id,
            matter=matter.id,
            decided_on=meeting.starts[:10],
            number=entry.section,
            year=meeting.year,
        )
        self.made += [entry, decision]
        if pick.below(10) < _ACTIONS_OF_TEN:
            self._action(decision)

    def _action(self, decision: Decision) -> None:
        pick = self.picker
        owner = pick.one(self.people)
        begun = date.fromisoformat(decision.decided_on)
        due = (begun + timedelta(days=14 + pick.below(150))).isoformat()
        late = due >= f"{self.today.year - 1}-06-01" and pick.below(3) == 0
        self.action += 1
        self.made.append(
            Action(
                title=pick.one(self.words["actions"]),
                number=self.action,
                owner=owner.id,
                organisation=owner.organisation,
                due=due,
                state=ActionState.OPEN if late else ActionState.DONE,
                created_on=decision.decided_on,
                closed_on="" if late else due,
                meeting=decision.meeting,
                entry=decision.entry,
                decision=decision.id,
                matter=decision.matter,
            )
        )


def fill(
    desk: Desk, texts: Mapping[str, Any], scribe: Scribe, *, decisions: int, seed: int
) -> None:
    """Add decisions of the past ten years in batches, each a transaction and one step."""
    load = _Load(texts["load"], scribe, date.fromisoformat(desk.clock.today()), Picker(seed))
    for begun in range(0, decisions, _A_BATCH):
        amount = min(_A_BATCH, decisions - begun)

        def write(log: Log, amount: int = amount) -> None:
            load.batch(desk.work(log, "desk sample"), amount)

        desk.store.write(write)
