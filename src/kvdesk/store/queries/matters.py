"""What is asked about matters."""

from dataclasses import dataclass
from typing import Final

from kvdesk.domain.matters import MatterState
from kvdesk.domain.meetings import Fate
from kvdesk.store.reader import Reader

__all__ = ["HandlingRow", "MatterRow", "goals_of", "handlings", "matter_rows"]


@dataclass(frozen=True, slots=True)
class MatterRow:
    """One matter in a list, with how much hangs on it."""

    id: str
    title: str
    number: str
    state: MatterState
    opened_on: str
    decisions: int
    actions: int


@dataclass(frozen=True, slots=True)
class HandlingRow:
    """One handling of a matter: which meeting of which body, under which §, and how it ended."""

    entry: str
    meeting: str
    meeting_number: str
    body: str
    day: str
    section: int | None
    fate: Fate
    decision: str


_MATTERS: Final = """
    SELECT m.id, m.title, m.number, m.state, m.opened_on,
           (SELECT count(*) FROM decision d WHERE d.matter = m.id),
           (SELECT count(*) FROM action a WHERE a.matter = m.id)
    FROM matter m
    WHERE (?1 = '' OR m.state = ?1)
      AND (?2 = '' OR m.id IN (SELECT matter FROM matter_goal WHERE statement = ?2))
    ORDER BY m.opened_on DESC, m.sort_key
"""

_HANDLINGS: Final = """
    SELECT e.id, m.id, coalesce(m.number || '/' || m.year, ''), coalesce(b.name_fi, ''),
           substr(m.starts, 1, 10), e.section, e.fate,
           coalesce((SELECT d.text FROM decision d WHERE d.entry = e.id LIMIT 1), '')
    FROM agenda_entry e JOIN meeting m ON m.id = e.meeting LEFT JOIN body b ON b.id = m.body
    WHERE e.matter = ? ORDER BY m.starts, e.position
"""


def matter_rows(reader: Reader, *, state: str = "", statement: str = "") -> list[MatterRow]:
    """Matters, the latest first; empty arguments do not narrow."""
    return [
        MatterRow(row[0], row[1], row[2], MatterState(row[3]), row[4], row[5], row[6])
        for row in reader.rows(_MATTERS, state, statement)
    ]


def handlings(reader: Reader, matter: str) -> list[HandlingRow]:
    """A matter's way through the bodies, the oldest handling first."""
    return [
        HandlingRow(row[0], row[1], row[2], row[3], row[4], row[5], Fate(row[6]), row[7])
        for row in reader.rows(_HANDLINGS, matter)
    ]


def goals_of(reader: Reader, matter: str) -> list[str]:
    """The strategy sentences that a matter serves, in the strategy's order."""
    sql = (
        "SELECT trim(s.number || ' ' || s.text) FROM matter_goal g "
        "JOIN statement s ON s.id = g.statement WHERE g.matter = ? ORDER BY s.position"
    )
    return [row[0] for row in reader.rows(sql, matter)]
