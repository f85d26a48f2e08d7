"""Matters and the goals they serve."""

from dataclasses import dataclass

from kvdesk.desk import arguments as take
from kvdesk.desk.recording import offer
from kvdesk.desk.registry import command, question
from kvdesk.domain.matters import Matter, MatterGoal, MatterState
from kvdesk.kernel.errors import Refusal
from kvdesk.kernel.words import N_
from kvdesk.store.queries.matters import HandlingRow, MatterRow, goals_of, handlings, matter_rows
from kvdesk.store.reader import Reader
from kvdesk.store.work import Work

__all__ = ["LinkGoal", "ListMatters", "MatterFile", "ShowMatter", "UnlinkGoal"]

offer(Matter, "add", "change", "delete")


@dataclass(frozen=True, slots=True)
class MatterFile:
    """A matter with its handling in every body and the goals it serves."""

    matter: Matter
    handlings: tuple[HandlingRow, ...]
    goals: tuple[str, ...]


@command("matter link")
@dataclass(frozen=True, kw_only=True)
class LinkGoal:
    """Link a matter to a sentence of the strategy."""

    matter: str = take.record("matter", N_("The matter"), positional=True)
    goal: str = take.record("statement", N_("The sentence: its number, text or id"))

    def __call__(self, work: Work) -> str:
        """Add the link once."""
        for link in work.reader.all(MatterGoal, matter=self.matter, statement=self.goal):
            return link.id
        return work.add(MatterGoal(matter=self.matter, statement=self.goal)).id


@command("matter unlink")
@dataclass(frozen=True, kw_only=True)
class UnlinkGoal:
    """Take the link between a matter and a sentence away."""

    matter: str = take.record("matter", N_("The matter"), positional=True)
    goal: str = take.record("statement", N_("The sentence: its number, text or id"))

    def __call__(self, work: Work) -> str:
        """Delete the link."""
        links = work.reader.all(MatterGoal, matter=self.matter, statement=self.goal)
        if not links:
            raise Refusal("link_missing")
        for link in links:
            work.delete(link)
        return self.matter


@question("matter list")
@dataclass(frozen=True, kw_only=True)
class ListMatters:
    """Matters, the latest first."""

    state: MatterState | None = take.choice(N_("Only in this state"), MatterState, None)
    goal: str = take.record("statement", N_("Only those that serve this sentence"), default="")

    def __call__(self, reader: Reader) -> list[MatterRow]:
        """The rows of the list."""
        return matter_rows(reader, state=self.state or "", statement=self.goal)


@question("matter show")
@dataclass(frozen=True, kw_only=True)
class ShowMatter:
    """A matter with its handling in every body and the goals it serves."""

    id: str = take.record("matter", N_("The matter"), positional=True)

    def __call__(self, reader: Reader) -> MatterFile:
        """The matter's file."""
        return MatterFile(
            reader.get(Matter, self.id),
            tuple(handlings(reader, self.id)),
            tuple(goals_of(reader, self.id)),
        )
