"""The register of a million decisions: opening, paging and searching against bare SQL.

`KVDESK_BENCH_ROWS` makes it smaller for a quick look.
"""

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from kvdesk.desk.catalogue import full_registry
from kvdesk.desk.desk import Desk
from kvdesk.domain.query import search_terms
from kvdesk.store.queries.decisions import (
    DecisionFilter,
    decision_ids,
    decision_rows,
    first_decision_ids,
)
from kvdesk.store.queries.searching import matching
from kvdesk.store.reader import Reader

__all__ = ["measure"]

ROWS = int(os.environ.get("KVDESK_BENCH_ROWS", "1000000"))
TITLES = ("Omavalvonnan koulutus", "Kaluston hankinta", "Viestinnän linjaus", "Mittariston käyttö")


def _fill(desk: Desk) -> None:
    """Rows straight into the tables: what is measured is reading."""

    def write(log) -> None:
        execute = log.connection.execute
        execute("CREATE TEMP TABLE n(rid INTEGER PRIMARY KEY)")
        execute(
            "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < ?) "
            "INSERT INTO n SELECT x FROM c",
            (ROWS,),
        )
        execute("INSERT INTO record(rid, uid) SELECT rid, printf('%032x', rid) FROM n")
        title = "CASE rid % 4 " + " ".join(
            f"WHEN {number} THEN '{title} ' || rid" for number, title in enumerate(TITLES)
        )
        execute(
            "INSERT INTO decision(rid, id, title, text, decided_on, year, number) "
            f"SELECT rid, printf('%032x', rid), {title} END, 'Hyväksytään.', "
            "printf('20%02d-%02d-%02d', 10 + rid % 17, 1 + rid % 12, 1 + rid % 28), "
            "2010 + rid % 17, rid FROM n"
        )
        execute("INSERT INTO search_text SELECT rid, 'decision', title FROM decision")
        for index in ("search_words", "search_parts"):
            execute(f"INSERT INTO {index}({index}) VALUES ('rebuild')")

    desk.store.write(write)


def _best(job: Callable[[], object], rounds: int = 5) -> float:
    spent = []
    for _ in range(rounds):
        start = time.perf_counter()
        job()
        spent.append(time.perf_counter() - start)
    return min(spent) * 1000


def measure() -> list[tuple[str, float, float]]:
    """Name, figure and limit of each measurement; milliseconds or ratios."""
    full_registry()
    with tempfile.TemporaryDirectory() as place, Desk.create(Path(place) / "desk") as desk:
        _fill(desk)
        read = desk.store.read
        everything = DecisionFilter()

        def opened(reader: Reader) -> object:
            return decision_rows(reader, list(first_decision_ids(reader, everything)))

        ids = read(lambda reader: decision_ids(reader, everything))
        middle = list(ids[len(ids) // 2 : len(ids) // 2 + 128])
        terms = search_terms("mittaristo 77")
        raw = [
            ("SELECT rowid FROM search_words WHERE search_words MATCH ? LIMIT 20000", term.words)
            for term in terms
        ] + [
            ("SELECT rowid FROM search_parts WHERE search_parts MATCH ? LIMIT 20000", term.parts)
            for term in terms
            if term.parts
        ]
        bare = _best(lambda: read(lambda r: [r.rows(sql, query) for sql, query in raw]))
        ours = _best(lambda: read(lambda r: matching(r, "mittaristo 77")))
        return [
            (f"{ROWS} decisions: first rows of the register, ms", _best(lambda: read(opened)), 100),
            (
                "any page of 128 rows, ms",
                _best(lambda: read(lambda r: decision_rows(r, middle))),
                50,
            ),
            ("search / the raw full-text queries", ours / bare, 1.2),
        ]
