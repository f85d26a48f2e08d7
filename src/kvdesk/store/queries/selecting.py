"""What the registers have in common: the rows that match, in order, as numbers.

A register of a million rows opens, sorts and narrows in the time that an index takes to be read:
every order a heading offers is that of an index, read group by group where it follows the name of
another record; a search reads its hits in the register's own order. Where no single index has
order and conditions, looking at the rows would take seconds (one page of the file each), so each
condition is answered by its own index, and the order is read and thinned out by the answers.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import compress
from typing import Any, Final

from kvdesk.store.queries.searching import Answering, answering, is_index_behind
from kvdesk.store.reader import Reader
from kvdesk.store.search import row_of

__all__ = ["Condition", "Order", "Selection", "count", "select"]

#: So many rows are looked at and sorted one by one as quickly as an index is read.
_FEW: Final = 2_000
#: How far the first rows that fulfil all conditions are looked for at the top of the list.
_TOP: Final = 4_000


@dataclass(frozen=True, slots=True)
class Condition:
    """What rows (of a table called `t`) must fulfil, and its parameters."""

    sql: str
    parameters: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """One way to sort a register; `{d}` is the direction, and the row makes every order total.

    `sql` says it in one go. Where no index has that order, `stretches` are conditions with the
    order within each, or `column` and `names` the column that refers to another record, with
    that record's table: read one after the other they make the same list. `covers` are sets of
    filters that an index answers in this very order. `places` is the order's direction if it is
    the one in which the search index gives its hits.
    """

    sql: str
    stretches: tuple[tuple[str, str], ...] = ()
    column: str = ""
    names: str = ""
    covers: tuple[frozenset[str], ...] = ()
    places: str = ""


@dataclass(frozen=True, slots=True)
class Selection:
    """Rows of one kind that fulfil all conditions, by filter, and have the words."""

    kind: str
    conditions: Mapping[str, Condition]
    words: str
    order: Order
    descending: bool

    @property
    def direction(self) -> str:
        """As SQL says it."""
        return "DESC" if self.descending else "ASC"

    @property
    def order_sql(self) -> str:
        """The order in one go."""
        return self.order.sql.format(d=self.direction)

    def narrowed_by(self, *names: str) -> "Selection":
        """The same register in the same order, narrowed by these of its conditions alone."""
        kept = {name: self.conditions[name] for name in names}
        return replace(self, conditions=kept, words="")

    @property
    def is_covered(self) -> bool:
        """Whether one index has the order and answers every condition."""
        asked = set(self.conditions)
        return not asked or any(asked <= covered for covered in self.order.covers)


#: The values of an indexed column, each found by one step, in the order of the names they are of.
_GROUPS: Final = """
    WITH RECURSIVE held(id) AS (
        SELECT min({column}) FROM "{kind}"
        UNION ALL
        SELECT (SELECT min(t.{column}) FROM "{kind}" t WHERE t.{column} > held.id)
        FROM held WHERE held.id IS NOT NULL
    )
    SELECT held.id FROM held LEFT JOIN "{names}" n ON n.id = held.id
    WHERE held.id IS NOT NULL ORDER BY n.sort_key {d}, held.id {d}
"""


def select(reader: Reader, wanted: Selection, most: int = -1) -> "array[int]":
    """The rids in order, as 64-bit numbers; only the first `most` unless that is negative."""
    tries = answering(wanted.words, wanted.kind)
    if not tries:
        return _without_words(reader, wanted, most)
    found = array("q")
    for asked in tries:
        found = _with_words(reader, wanted, asked, most)
        if found or (wanted.conditions and _finds_any(reader, asked)):
            break
    return found


def count(reader: Reader, wanted: Selection) -> int:
    """How many rows `select` answers, without making the list."""
    if answering(wanted.words, wanted.kind):
        return len(select(reader, wanted))
    where, given = _where(wanted)
    sql = f'SELECT count(*) FROM "{wanted.kind}" t WHERE {where}'
    return int(reader.value(sql, *given))


def _finds_any(reader: Reader, asked: Answering) -> bool:
    return bool(reader.value(f"SELECT EXISTS ({asked.sql})", *asked.parameters))


def _with_words(reader: Reader, wanted: Selection, asked: Answering, most: int) -> "array[int]":
    rows = f"SELECT {row_of(wanted.kind)} AS rid FROM ({asked.sql})"
    if is_index_behind(reader):
        # The index may tell of rows that are gone; these fulfil no condition.
        wanted = replace(wanted, conditions={**wanted.conditions, "": Condition("1")})
    by_place = wanted.order.places == wanted.direction
    if by_place and not wanted.conditions:
        return reader.numbers(f"{rows} LIMIT ?", *asked.parameters, most)
    if by_place and most >= 0:
        where, given = _where(wanted)
        # CROSS JOIN keeps to the order of the hits.
        sql = f'SELECT t.rid FROM ({rows}) f CROSS JOIN "{wanted.kind}" t USING (rid) WHERE {where}'
        return reader.numbers(f"{sql} LIMIT ?", *asked.parameters, *given, most)
    hits = reader.numbers(rows, *asked.parameters)
    if len(hits) <= _FEW:
        return _sorted(reader, wanted, hits, most)
    sets = [_fulfilling(reader, wanted, condition) for condition in wanted.conditions.values()]
    if by_place:
        return _first(_kept(reader, hits, sets), most)
    return _first(_kept(reader, _ordered(reader, wanted.narrowed_by(), -1), [hits, *sets]), most)


def _without_words(reader: Reader, wanted: Selection, most: int) -> "array[int]":
    if wanted.is_covered:
        return _ordered(reader, wanted, most)
    for condition in wanted.conditions.values():
        few = _fulfilling(reader, wanted, condition, _FEW + 1)
        if len(few) <= _FEW:
            return _sorted(reader, wanted, few, most)
    if most >= 0:
        top = _sorted(reader, wanted, _ordered(reader, wanted.narrowed_by(), _TOP), most)
        if len(top) == most:
            return top
    return _first(_thinned(reader, wanted), most)


def _thinned(reader: Reader, wanted: Selection) -> "array[int]":
    """The shortest list that an index has in this order, thinned out by the other conditions."""
    sets = {
        name: _fulfilling(reader, wanted, condition)
        for name, condition in wanted.conditions.items()
    }
    covered = [name for name in sets if any({name} <= each for each in wanted.order.covers)]
    base = wanted.narrowed_by(*sorted(covered, key=lambda name: len(sets[name]))[:1])
    return _kept(
        reader,
        _ordered(reader, base, -1),
        [members for name, members in sets.items() if name not in base.conditions],
    )


def _ordered(reader: Reader, wanted: Selection, most: int) -> "array[int]":
    """The rows that fulfil the conditions, read in order from an index."""
    where, given = _where(wanted)
    found = array("q")
    for condition, order, parameters in _stretches(reader, wanted):
        sql = (
            f'SELECT t.rid FROM "{wanted.kind}" t '
            f"WHERE {where} AND {condition} ORDER BY {order} LIMIT ?"
        )
        left = most if most < 0 else most - len(found)
        found += reader.numbers(sql, *given, *parameters, left)
        if len(found) == most:
            break
    return found


def _stretches(reader: Reader, wanted: Selection) -> Iterator[tuple[str, str, tuple[object, ...]]]:
    """Condition, order and the condition's parameters of each part of the list."""
    order, d = wanted.order, wanted.direction
    groups: list[tuple[Any, ...]] = [()]
    if order.column:
        sql = _GROUPS.format(kind=wanted.kind, column=order.column, names=order.names, d=d)
        groups = reader.rows(sql)
    for condition, within in order.stretches or (("1", order.sql),):
        for group in groups:
            yield condition, within.format(d=d), group


def _sorted(reader: Reader, wanted: Selection, rids: "array[int]", most: int) -> "array[int]":
    """Those of a few rows that fulfil the conditions, looked at one by one and sorted."""
    where, given = _where(wanted)
    sql = (
        f'SELECT t.rid FROM json_each(?) j CROSS JOIN "{wanted.kind}" t ON t.rid = j.value '
        f"WHERE {where} ORDER BY {wanted.order_sql} LIMIT ?"
    )
    return reader.numbers(sql, str(rids.tolist()), *given, most)


def _fulfilling(
    reader: Reader, wanted: Selection, condition: Condition, most: int = -1
) -> "array[int]":
    """The rows that fulfil one condition, from its index, in no order."""
    sql = f'SELECT t.rid FROM "{wanted.kind}" t WHERE {condition.sql} LIMIT ?'
    return reader.numbers(sql, *condition.parameters, most)


def _kept(reader: Reader, rids: "array[int]", sets: Iterable["array[int]"]) -> "array[int]":
    """The rows that are in all of the sets; a byte a row is the quickest set there is."""
    kept = rids
    last = reader.value("SELECT max(rid) FROM record") or 0
    for members in sets:
        marks = bytearray(last + 1)
        for rid in members:
            marks[rid] = 1
        kept = array("q", compress(kept, map(marks.__getitem__, kept)))
    return kept


def _first(rids: "array[int]", most: int) -> "array[int]":
    return rids if most < 0 else rids[:most]


def _where(wanted: Selection) -> tuple[str, list[object]]:
    conditions = wanted.conditions.values()
    where = " AND ".join(condition.sql for condition in conditions) or "1"
    return where, [value for condition in conditions for value in condition.parameters]
