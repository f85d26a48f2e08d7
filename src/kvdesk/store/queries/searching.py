"""Full-text search over everything, grouped by how well a text answers."""

from dataclasses import dataclass
from typing import Final

from kvdesk.domain.query import dotted_query, rank_class, search_terms
from kvdesk.store.reader import Reader

__all__ = ["Hit", "matching", "search"]


@dataclass(frozen=True, slots=True)
class Hit:
    """One record found: its kind, id, first line, the line with the hit, and its rank class.

    0 is an exact word, 1 a word's beginning, 2 inside words.
    """

    kind: str
    id: str
    title: str
    line: str
    rank: int


#: Hits that are ranked at the most; more only say "there are more".
_MOST: Final = 500

_WORDS: Final = "SELECT rowid FROM search_words WHERE search_words MATCH ? LIMIT 20000"
_PARTS: Final = "SELECT rowid FROM search_parts WHERE search_parts MATCH ? LIMIT 20000"
_TEXTS: Final = """
    SELECT r.uid, t.kind, t.words FROM search_text t JOIN record r USING (rid)
    WHERE t.rid IN (SELECT value FROM json_each(?1)) AND (?2 = '' OR t.kind = ?2)
"""


def matching(reader: Reader, typed: str) -> set[int] | None:
    """The rids that answer every word of a search; None when nothing was asked."""
    found: set[int] | None = None
    for term in search_terms(typed):
        rids = {rid for (rid,) in reader.rows(_WORDS, term.words)}
        if term.parts:
            rids |= {rid for (rid,) in reader.rows(_PARTS, term.parts)}
        found = rids if found is None else found & rids
    dotted = dotted_query(typed)
    if found is not None and not found and dotted:
        found = {rid for (rid,) in reader.rows(_PARTS, dotted)}
    return found


def search(reader: Reader, typed: str, *, kind: str = "", limit: int = 50) -> list[Hit]:
    """The best hits first: exact words, then beginnings, then inside words, then by kind."""
    rids = sorted(matching(reader, typed) or (), reverse=True)[:_MOST]
    hits = [
        Hit(row[1], row[0], row[2].split("\n")[0], _line(row[2], typed), rank_class(typed, row[2]))
        for row in reader.rows(_TEXTS, str(rids), kind)
    ]
    return sorted(hits, key=lambda hit: (hit.rank, hit.kind, hit.id))[:limit]


def _line(text: str, typed: str) -> str:
    lines = text.split("\n")
    return min(lines, key=lambda line: rank_class(typed, line))
