"""Full-text search: which rows answer, and over everything, grouped by how well a text answers."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kvdesk.domain.query import Sought, dotted_query, rank_class, sought
from kvdesk.store.reader import Reader
from kvdesk.store.search import PLACED, places

__all__ = ["Answering", "Hit", "answering", "is_index_behind", "search"]


@dataclass(frozen=True, slots=True)
class Answering:
    """A query of one column `place`, of the texts that answer, by rising place; its parameters."""

    sql: str
    parameters: tuple[object, ...]


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


#: Hits that are ranked at the most; when there are more, so many of each kind, the latest first.
_MOST: Final = 500
_MOST_OF_EACH: Final = 60

_WORDS: Final = """
    SELECT rowid AS place FROM search_words WHERE search_words MATCH ? AND rowid BETWEEN ? AND ?
"""
_PARTS: Final = """
    SELECT rowid AS place FROM search_parts WHERE search_parts MATCH ? AND rowid BETWEEN ? AND ?
"""
_EITHER: Final = f"SELECT place FROM ({_WORDS} UNION {_PARTS} ORDER BY 1)"
_TEXTS: Final = """
    SELECT r.uid, t.kind, t.words FROM search_text t JOIN record r USING (rid)
    WHERE t.place IN (SELECT value FROM json_each(?))
"""


@lru_cache(maxsize=64)  # a list asks twice: for its first rows, and for all
def answering(typed: str, kind: str = "") -> tuple[Answering, ...]:
    """The searches to try one after the other until one finds something; none for no words.

    The second, which takes every a and o for ä and ö, is for when the first finds nothing at all:
    «paatos» finds päätös, but ä is not a.
    """
    asked = sought(typed)
    if asked is None:
        return ()
    dotted = dotted_query(typed)
    tries = [asked, Sought(parts=dotted)] if dotted else [asked]
    return tuple(_asked(each, *places(kind)) for each in tries)


def is_index_behind(reader: Reader) -> bool:
    """Whether rows wait for the index, which may then tell of rows that are gone."""
    return bool(reader.value("SELECT EXISTS (SELECT 1 FROM search_pending)"))


def search(reader: Reader, typed: str, *, kind: str = "", limit: int = 50) -> list[Hit]:
    """The best hits first: exact words, then beginnings, then inside words, then by kind."""
    hits = [
        Hit(name, uid, words.split("\n")[0], _line(words, typed), rank_class(typed, words))
        for uid, name, words in reader.rows(_TEXTS, str(_found(reader, typed, kind)))
    ]
    return sorted(hits, key=lambda hit: (hit.rank, hit.kind, hit.id))[:limit]


def _found(reader: Reader, typed: str, kind: str) -> list[int]:
    """The places to be ranked: all, or where there are too many, some of each kind."""
    if kind not in ("", *PLACED):
        return []
    found = _first(reader, typed, kind, _MOST)
    if len(found) == _MOST and not kind:
        found = [place for each in PLACED for place in _first(reader, typed, each, _MOST_OF_EACH)]
    return found


def _first(reader: Reader, typed: str, kind: str, most: int) -> list[int]:
    for asked in answering(typed, kind):
        sql = f"{asked.sql} LIMIT {int(most)}"
        found = reader.rows(sql, *asked.parameters)
        if found:
            return [place for (place,) in found]
    return []


def _asked(asked: Sought, first: int, last: int) -> Answering:
    selects: list[str] = []
    parameters: list[object] = []
    if asked.parts:
        selects.append(_PARTS)
        parameters += [asked.parts, first, last]
    if asked.words:
        selects.append(_WORDS)
        parameters += [asked.words, first, last]
    for whole, inside in asked.either:
        selects.append(_EITHER)
        parameters += [whole, first, last, inside, first, last]
    return Answering(f"{' INTERSECT '.join(selects)} ORDER BY 1", tuple(parameters))


def _line(text: str, typed: str) -> str:
    lines = text.split("\n")
    return min(lines, key=lambda line: rank_class(typed, line))
