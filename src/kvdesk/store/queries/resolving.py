"""Finding the record that somebody means by what they typed."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from kvdesk.domain.kinds import KINDS
from kvdesk.kernel.errors import Refusal
from kvdesk.store.reader import Reader

__all__ = ["resolve"]

_HEX: Final = re.compile(r"[0-9a-f]{4,32}")
_NUMBER: Final = re.compile(
    r"(?:(?P<body>[^\d§/]+?)\s+)?§?\s*(?P<number>\d+)\s*/\s*(?P<year>\d{4})"
)
_PLAIN: Final = re.compile(r"(?:T-)?(\d+)", re.IGNORECASE)

#: Printed numbers: a number, a year, the body's abbreviation (may be empty), the home body first.
_PRINTED: Final[Mapping[str, str]] = {
    "meeting": """
        SELECT m.id, b.id = ?4 FROM meeting m LEFT JOIN body b ON b.id = m.body
        WHERE m.number = ?1 AND m.year = ?2 AND (?3 = '' OR b.abbreviation = ?3 COLLATE NOCASE)
    """,
    "agenda_entry": """
        SELECT e.id, b.id = ?4 FROM agenda_entry e JOIN meeting m ON m.id = e.meeting
        LEFT JOIN body b ON b.id = m.body
        WHERE e.section = ?1 AND m.year = ?2 AND (?3 = '' OR b.abbreviation = ?3 COLLATE NOCASE)
    """,
    "decision": """
        SELECT d.id, b.id = ?4 FROM decision d LEFT JOIN body b ON b.id = d.body
        WHERE d.number = ?1 AND d.year = ?2 AND (?3 = '' OR b.abbreviation = ?3 COLLATE NOCASE)
    """,
}

#: Exact names; each compares without regard to case.
_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "organisation": ("code", "name_fi", "name_sv", "short_name"),
    "person": ("trim(given_name || ' ' || family_name)", "family_name", "email"),
    "body": ("abbreviation", "name_fi", "name_sv", "name_en"),
    "matter": ("number", "title"),
    "strategy": ("title", "period"),
    "statement": ("number", "text"),
    "meeting": ("title",),
    "agenda_entry": ("title",),
    "decision": ("title",),
    "action": ("title",),
}


def resolve(reader: Reader, kind: str, given: str, *, home_body: str = "") -> str:
    """The id of the one record of a kind that `given` names.

    An id, an unambiguous beginning of it (4 characters or more), a printed number (`3/2026`,
    `§ 12/2026`, with the body's abbreviation before it where several bodies have it; the desk's
    own body is meant otherwise), or an exact name.

    Raises:
        Refusal: `record_unknown`, or `record_ambiguous` with how many records it could be.
    """
    words = " ".join(given.split())
    for find in (_by_id, _by_printed_number, _by_running_number, _by_name):
        found = find(reader, kind, words, home_body)
        if len(found) == 1:
            return found[0]
        if found:
            raise Refusal("record_ambiguous", kind=kind, given=given, count=len(found))
    raise Refusal("record_unknown", kind=kind, given=given)


def _by_id(reader: Reader, kind: str, words: str, home_body: str) -> list[str]:
    del home_body
    if kind not in KINDS or not _HEX.fullmatch(words):
        return []
    sql = f'SELECT id FROM "{kind}" WHERE id >= ? AND id < ? LIMIT 3'
    return _first_column(reader.rows(sql, words, words + "g"))


def _by_printed_number(reader: Reader, kind: str, words: str, home_body: str) -> list[str]:
    match = _NUMBER.fullmatch(words)
    if kind not in _PRINTED or match is None:
        return []
    rows = reader.rows(
        _PRINTED[kind], int(match["number"]), int(match["year"]), match["body"] or "", home_body
    )
    at_home = [row for row in rows if row[1]]
    return _first_column(at_home if len(at_home) == 1 else rows)


def _by_running_number(reader: Reader, kind: str, words: str, home_body: str) -> list[str]:
    del home_body
    match = _PLAIN.fullmatch(words)
    if kind != "action" or match is None:
        return []
    return _first_column(reader.rows("SELECT id FROM action WHERE number = ?", int(match[1])))


def _by_name(reader: Reader, kind: str, words: str, home_body: str) -> list[str]:
    del home_body
    for column in _NAMES.get(kind, ()):
        # NOCASE folds ASCII only; the lower-case forms that Python makes cover å, ä and ö.
        sql = f'SELECT id FROM "{kind}" WHERE {column} IN (?, ?) COLLATE NOCASE LIMIT 3'
        found = _first_column(reader.rows(sql, words, words.casefold()))
        if found:
            return found
    return []


def _first_column(rows: Iterable[tuple[str, ...]]) -> list[str]:
    return list(dict.fromkeys(row[0] for row in rows))
