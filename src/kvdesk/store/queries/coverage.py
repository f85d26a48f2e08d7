"""How far a strategy has been turned into decisions and actions, over its whole tree."""

from dataclasses import dataclass
from typing import Final

from kvdesk.domain.strategies import OpenQuestion, StatementKind, Strategy
from kvdesk.store.reader import Reader

__all__ = ["MATTERS_UNDER", "CoveredStatement", "StrategyCoverage", "strategy_coverage"]


@dataclass(frozen=True, slots=True)
class CoveredStatement:
    """One statement in its place in the tree, with what hangs on it and on those beneath it.

    A decision or an action that serves several of them counts once. `late` counts open actions
    whose day has passed; `last_on` is the day of the latest decision, empty for none.
    """

    id: str
    parent: str
    kind: StatementKind
    number: str
    text: str
    decisions: int
    last_on: str
    actions: int
    done: int
    late: int

    @property
    def is_measured(self) -> bool:
        """Whether decisions are expected here: goals and commitments, and what they hang under."""
        return self.kind in (StatementKind.GOAL, StatementKind.COMMITMENT)


@dataclass(frozen=True, slots=True)
class StrategyCoverage:
    """One edition: its statements in reading order, what it leaves open, and all editions."""

    strategy: Strategy
    statements: tuple[CoveredStatement, ...]
    questions: tuple[OpenQuestion, ...]
    editions: tuple[Strategy, ...]


#: The matters that serve a statement or one beneath it: lists count as the coverage does.
MATTERS_UNDER: Final = """
    WITH RECURSIVE under(id) AS (
        SELECT {statement} UNION SELECT s.id FROM under u JOIN statement s ON s.parent = u.id
    )
    SELECT g.matter FROM under u JOIN matter_goal g ON g.statement = u.id
"""

#: Each statement with all that stand beneath it, itself included.
_UNDER: Final = """
    WITH RECURSIVE under(top, id) AS (
        SELECT id, id FROM statement WHERE strategy = ?1
        UNION
        SELECT u.top, s.id FROM under u JOIN statement s ON s.parent = u.id
    )
"""

_STATEMENTS: Final = """
    SELECT id, parent, kind, number, text FROM statement WHERE strategy = ? ORDER BY position, id
"""

_DECISIONS: Final = f"""
    {_UNDER}
    SELECT u.top, count(DISTINCT d.id), max(d.decided_on)
    FROM under u JOIN matter_goal g ON g.statement = u.id JOIN decision d ON d.matter = g.matter
    GROUP BY u.top
"""

_ACTIONS: Final = f"""
    {_UNDER}
    SELECT u.top, count(DISTINCT a.id), count(DISTINCT iif(a.state = 'done', a.id, NULL)),
           count(DISTINCT iif(a.due <> '' AND a.due < ?2 AND a.state IN ('open', 'in_progress'),
                              a.id, NULL))
    FROM under u JOIN matter_goal g ON g.statement = u.id JOIN action a ON a.matter = g.matter
    GROUP BY u.top
"""


def strategy_coverage(reader: Reader, strategy: str = "") -> StrategyCoverage | None:
    """The coverage of an edition, or of the one whose period starts last; None without any."""
    editions = reader.all(Strategy, order="starts")
    if not editions:
        return None
    shown = next((known for known in editions if known.id == strategy), editions[-1])
    decisions = {row[0]: row[1:] for row in reader.rows(_DECISIONS, shown.id)}
    actions = {row[0]: row[1:] for row in reader.rows(_ACTIONS, shown.id, reader.today)}
    statements = tuple(
        _covered(row, decisions.get(row[0], (0, "")), actions.get(row[0], (0, 0, 0)))
        for row in reader.rows(_STATEMENTS, shown.id)
    )
    questions = tuple(reader.all(OpenQuestion, strategy=shown.id))
    return StrategyCoverage(shown, statements, questions, tuple(reversed(editions)))


def _covered(
    row: tuple[str, ...], decisions: tuple[int, str], actions: tuple[int, int, int]
) -> CoveredStatement:
    return CoveredStatement(
        id=row[0],
        parent=row[1],
        kind=StatementKind(row[2]),
        number=row[3],
        text=row[4],
        decisions=decisions[0],
        last_on=decisions[1] or "",
        actions=actions[0],
        done=actions[1],
        late=actions[2],
    )
