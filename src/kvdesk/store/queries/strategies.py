"""What is asked about strategies."""

from dataclasses import dataclass
from typing import Final

from kvdesk.domain.strategies import Statement, StatementKind, Strategy
from kvdesk.kernel.errors import Refusal
from kvdesk.store.reader import Reader

__all__ = ["CoverageRow", "coverage_rows", "statements_of", "strategy_or_latest"]


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One goal or commitment with what hangs on it; `last_on` is the latest decision's day."""

    id: str
    number: str
    kind: StatementKind
    text: str
    matters: int
    decisions: int
    actions: int
    open_actions: int
    last_on: str


_COVERAGE: Final = """
    SELECT s.id, s.number, s.kind, s.text,
        (SELECT count(*) FROM matter_goal g WHERE g.statement = s.id),
        (SELECT count(*) FROM matter_goal g JOIN decision d ON d.matter = g.matter
         WHERE g.statement = s.id),
        (SELECT count(*) FROM matter_goal g JOIN action a ON a.matter = g.matter
         WHERE g.statement = s.id),
        (SELECT count(*) FROM matter_goal g JOIN action a ON a.matter = g.matter
         WHERE g.statement = s.id AND a.state IN ('open', 'in_progress')),
        coalesce((SELECT max(d.decided_on) FROM matter_goal g JOIN decision d ON d.matter = g.matter
         WHERE g.statement = s.id), '')
    FROM statement s WHERE s.strategy = ? AND s.kind IN ('goal', 'commitment') ORDER BY s.position
"""


def strategy_or_latest(reader: Reader, strategy: str = "") -> Strategy:
    """The strategy with this id, or the one whose period starts last.

    Raises:
        Refusal: `strategy_missing` when there is none.
    """
    if strategy:
        return reader.get(Strategy, strategy)
    known = reader.all(Strategy, order="starts")
    if not known:
        raise Refusal("strategy_missing")
    return known[-1]


def statements_of(reader: Reader, strategy: str) -> list[Statement]:
    """The statements of an edition in reading order."""
    return reader.all(Statement, order="position", strategy=strategy)


def coverage_rows(reader: Reader, strategy: str) -> list[CoverageRow]:
    """The goals and commitments of an edition with their counts."""
    return [
        CoverageRow(
            row[0], row[1], StatementKind(row[2]), row[3], row[4], row[5], row[6], row[7], row[8]
        )
        for row in reader.rows(_COVERAGE, strategy)
    ]
