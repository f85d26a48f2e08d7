"""A desk with a million decisions and a million actions, made once and kept under `build/`.

The rows go straight into the tables of the real schema, for what is measured is reading. The kept
desk is found again by the schema and by `EDITION`: when either changes, it is made anew.
`KVDESK_BENCH_ROWS` makes it smaller for a quick look.
"""

import hashlib
import os
import random
import shutil
import sqlite3
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

from kvdesk.desk.desk import Desk
from kvdesk.kernel.order import finnish_key
from kvdesk.store.database import DATABASE_NAME
from kvdesk.store.schema import version_1
from kvdesk.store.search import place_of

__all__ = ["BODIES", "KEPT", "ROWS", "million_desk", "uid"]

KEPT = Path(__file__).resolve().parents[2] / "build" / "bench"

#: Rises when the rows below are made otherwise.
EDITION = 1

ROWS = int(os.environ.get("KVDESK_BENCH_ROWS", "1000000"))

#: Rows are numbered over all kinds: a few names, the decisions, then the actions.
NAMES = 1_000
DECISIONS_FROM = NAMES + 1
ACTIONS_FROM = DECISIONS_FROM + ROWS

BODIES = 12
PEOPLE = 200
MEETINGS = 600
FIRST_DAY = date(2010, 1, 1)
DAYS = 6_200  # to the end of 2026

FIRST_PARTS = (
    "pelastus palvelu turvallisuus valmius koulutus kalusto talous viestintä johtamis varautumis"
    " hyvinvointi alue toiminta henkilöstö tieto hälytys yhteistyö onnettomuus valvonta sopimus"
    " hankinta tilannekuva ajoneuvo väestönsuojelu öljyntorjunta ensihoito sammutus savu vesi"
    " raja kunta laatu mittaristo strategia kehittämis tutkimus arviointi riski väestö"
)
LAST_PARTS = (
    "suunnitelma suunnitelman ohjelma ohjelman toimikunta toimikunnan ryhmä ryhmän selvitys"
    " selvityksen raportti raportin malli mallin työ työn johtaja johtajan laitos laitoksen"
    " päätös päätöksen esitys esityksen hanke hankkeen seuranta seurannan järjestelmä"
    " järjestelmän ohje ohjeen linjaus linjauksen käyttöönotto käyttöönoton tavoite tavoitteen"
    " verkosto verkoston kustannus kustannukset aikataulu aikataulun"
)
#: Only decisions have these, so that every hit of a search is a row of their register.
DECISION_VERBS = ("Merkitään tiedoksi", "Hylätään", "Palautetaan", "Vahvistetaan", "Asetetaan")
ACTION_VERBS = ("Laaditaan", "Kootaan", "Lähetetään", "Sovitaan", "Tarkistetaan")


def million_desk(kept: Path) -> Desk:
    """The desk, open; made in `kept` unless it stands there already."""
    told = f"{EDITION} {ROWS} {version_1.LOG} {version_1.TABLES}"
    folder = kept / f"desk-{ROWS}-{hashlib.sha256(told.encode()).hexdigest()[:12]}"
    if not folder.is_dir():
        for older in kept.glob(f"desk-{ROWS}-*"):
            shutil.rmtree(older)
        start, processor = time.monotonic(), time.process_time()
        unfinished = folder.with_name(f"making-{folder.name}")
        shutil.rmtree(unfinished, ignore_errors=True)
        Desk.create(unfinished).close()
        _fill(unfinished / DATABASE_NAME)
        unfinished.replace(folder)
        size = (folder / DATABASE_NAME).stat().st_size / 1e6
        took, worked = time.monotonic() - start, time.process_time() - processor
        told = f"{size:.0f} MB, made in {took:.0f} s ({worked:.0f} s of processor time)"
        print(f"     desk of 2 x {ROWS} rows: {told}", flush=True)
    return Desk.open(folder)


def _fill(file: Path) -> None:
    connection = sqlite3.connect(file, isolation_level=None)
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -800000"):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    connection.execute("BEGIN")
    laid = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL "
        "AND tbl_name IN ('decision', 'action')"
    ).fetchall()
    for name, _ in laid:
        connection.execute(f'DROP INDEX "{name}"')
    chance = random.Random(1)
    _fill_names(connection)
    _fill_decisions(connection, chance)
    _fill_actions(connection, chance)
    for _, sql in laid:
        connection.execute(sql)
    connection.create_function("place_of", 3, place_of, deterministic=True)
    for kind, day, words in (
        ("decision", "decided_on", "title || char(10) || text"),
        ("action", "due", "title"),
    ):
        connection.execute(
            "INSERT INTO search_text(place, rid, kind, words) "
            f"SELECT place_of('{kind}', {day}, rid), rid, '{kind}', {words} FROM {kind} "
            f"ORDER BY {day} = '', {day}, rid"
        )
    for index in ("search_words", "search_parts"):
        # Merging many small runs is most of the time; with large ones there is little to merge.
        for size in (1 << 28, 1 << 20):
            set_size = f"INSERT INTO {index}({index}, rank) VALUES ('hashsize', ?)"
            connection.execute(set_size, (size,))
            if size > 1 << 20:
                connection.execute(f"INSERT INTO {index}({index}) VALUES ('rebuild')")
    connection.execute("COMMIT")
    connection.execute("PRAGMA journal_mode = WAL").fetchall()
    connection.close()


def uid(rid: int) -> str:
    """The id of a row; as those of the program, they do not rise with the rows."""
    return f"{rid * 0x9E3779B97F4A7C15 % 2**64:016x}{rid:016x}"


def _day(number: int) -> str:
    return (FIRST_DAY + timedelta(days=number)).isoformat()


def _fill_names(connection: sqlite3.Connection) -> None:
    bodies = range(1, BODIES + 1)
    people = range(BODIES + 1, BODIES + PEOPLE + 1)
    meetings = range(BODIES + PEOPLE + 1, BODIES + PEOPLE + MEETINGS + 1)
    connection.executemany(
        "INSERT INTO record(rid, uid) VALUES (?, ?)",
        ((rid, uid(rid)) for rid in range(1, ACTIONS_FROM + ROWS)),
    )
    connection.executemany(
        "INSERT INTO body(rid, id, abbreviation, name_fi, sort_key) VALUES (?, ?, ?, ?, ?)",
        ((r, uid(r), f"T{r}", f"Toimielin {r}", finnish_key(f"Toimielin {r}")) for r in bodies),
    )
    connection.executemany(
        "INSERT INTO person(rid, id, given_name, family_name, sort_key) VALUES (?, ?, ?, ?, ?)",
        ((r, uid(r), "Henkilö", f"N{r}", finnish_key(f"N{r} Henkilö")) for r in people),
    )
    connection.executemany(
        "INSERT INTO meeting(rid, id, body, number, year, title, starts, state) "
        "VALUES (?, ?, ?, ?, ?, 'Kokous', ?, 'checked')",
        (
            (r, uid(r), uid(1 + r % BODIES), 1 + r % 12, 2010 + r % 17, f"{_day(r * 10)}T09:00")
            for r in meetings
        ),
    )


class Words:
    """Compounds by a law of few common and many rare ones, as in any language."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._words = [first + last for first in FIRST_PARTS.split() for last in LAST_PARTS.split()]
        chance.shuffle(self._words)
        self._weights = list(accumulate(1 / (n + 3) for n in range(len(self._words))))

    def __call__(self, count: int) -> str:
        """So many words."""
        return " ".join(self._chance.choices(self._words, cum_weights=self._weights, k=count))


def _decisions(chance: random.Random) -> Iterator[tuple[object, ...]]:
    words = Words(chance)
    outcomes = ("approved", "approved", "approved", "changed", "rejected", "noted")
    states = ("in_force", "in_force", "carried_out", "superseded")
    for rid in range(DECISIONS_FROM, ACTIONS_FROM):
        day = int(DAYS * chance.random())
        # Every twentieth speaks of a trip abroad, one in 20 000 of the archipelago.
        rare = " Saaristomeren" if rid % 20_000 == 7 else ""
        some = " opintomatka" if rid % 20 == 3 else ""
        title = f"{chance.choice(DECISION_VERBS)} {words(2)}{some}{rare}"
        meeting = BODIES + PEOPLE + 1 + day % MEETINGS
        yield (
            *(rid, uid(rid), title, f"Hyväksytään {words(2)} esityksen mukaisesti."),
            *(chance.choice(outcomes), chance.choice(states), uid(1 + meeting % BODIES)),
            *(uid(meeting), _day(day), 1 + rid % 900, 2010 + day * 17 // DAYS, finnish_key(title)),
        )


def _fill_decisions(connection: sqlite3.Connection, chance: random.Random) -> None:
    connection.executemany(
        "INSERT INTO decision(rid, id, title, text, outcome, state, body, meeting, decided_on, "
        "number, year, sort_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        _decisions(chance),
    )


def _actions(chance: random.Random) -> Iterator[tuple[object, ...]]:
    words = Words(chance)
    states = ("open", "in_progress", "done", "done", "cancelled")
    for rid in range(ACTIONS_FROM, ACTIONS_FROM + ROWS):
        title = f"{chance.choice(ACTION_VERBS)} {words(2)}"
        owner = BODIES + 1 + int(PEOPLE * chance.random())
        due = _day(int(DAYS * chance.random())) if rid % 10 else ""
        meeting = BODIES + PEOPLE + 1 + rid % MEETINGS
        yield (
            *(rid, uid(rid), title, rid - ACTIONS_FROM + 1, uid(owner) if rid % 30 else ""),
            *(due, chance.choice(states), uid(meeting), finnish_key(title)),
        )


def _fill_actions(connection: sqlite3.Connection, chance: random.Random) -> None:
    connection.executemany(
        "INSERT INTO action(rid, id, title, number, owner, due, state, meeting, sort_key) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        _actions(chance),
    )


if __name__ == "__main__":
    million_desk(KEPT).close()
