"""Merging 20 000 edits against writing the same final state straight into the same tables.

Scenario of exchange.md 2: 20 000 decisions with 10 fields known to all, four desks edit 5 000
fields each, ten per cent on a hot set; the receiver has 5 000 concurrent edits of its own.
"""

import random
import shutil
import sqlite3
import tempfile
import time
from pathlib import Path

from kvdesk.changes.operation import Change, Operation
from kvdesk.desk.catalogue import full_registry
from kvdesk.desk.desk import Desk
from kvdesk.desk.exchange import ImportPackage, WriteExport
from kvdesk.store.merge import merge
from kvdesk.store.store import Store

__all__ = ["measure"]

RECORDS = 20_000
FIELDS = (
    *("title", "text", "proposal", "decided_on", "in_force_from", "in_force_to"),
    *("communicated_on", "carried_out_on", "review_on", "outcome"),
)
EDITS = 5_000
NOW = 1_790_000_000_000
ROUNDS = 3


def _value(field: str, chance: random.Random) -> str:
    if field == "outcome":
        return chance.choice(("approved", "changed", "rejected"))
    if field in ("title", "text", "proposal"):
        return "Päätetään esityksen mukaisesti ja merkitään " + f"{chance.random():.16f}"
    return f"2026-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"


def _base(records: list[str], chance: random.Random) -> list[Change]:
    stream = "ba5e" + "0" * 12
    return [
        Change(stream, seq, (NOW << 16) + seq, "Perusta", "decision add", tuple(
            Operation(record, f"decision.{name}", _value(name, chance)) for name in FIELDS))
        for seq, record in enumerate(records, start=1)
    ]  # fmt: skip


def _edits(name: str, records: list[str], chance: random.Random) -> list[Change]:
    stream = name * 16
    hot = records[:100]
    changes = []
    for seq in range(1, EDITS + 1):
        number = chance.randrange(100 if seq % 10 == 0 else RECORDS)
        record = hot[number] if seq % 10 == 0 else records[number]
        field = chance.choice(FIELDS)
        context = (("ba5e" + "0" * 12, records.index(record) + 1 if seq % 10 == 0 else number + 1),)
        value = _value(field, chance)
        operation = Operation(record, f"decision.{field}", value, context)
        changes.append(
            Change(stream, seq, (NOW + 1000 << 16) + seq, name, "decision change", (operation,))
        )
    return changes


def _raw(before: Path, after: Path, target: Path) -> float:
    """The time to write what differs between two states, rows computed beforehand."""
    shutil.copy(before, target)
    with sqlite3.connect(after) as known:
        known.execute("ATTACH ? AS old", (str(before),))
        operations = known.execute(
            "SELECT * FROM operation WHERE rowid > (SELECT max(rowid) FROM old.operation)"
        ).fetchall()
        covers = known.execute("SELECT * FROM cover EXCEPT SELECT * FROM old.cover").fetchall()
        changes = known.execute("SELECT * FROM change EXCEPT SELECT * FROM old.change").fetchall()
        conflicts = known.execute("SELECT * FROM conflict EXCEPT SELECT * FROM old.conflict")
        disputed = conflicts.fetchall()
        cells = {
            name: known.execute(
                f"SELECT n.{name}, n.rid FROM decision n JOIN old.decision o USING (rid) "
                f"WHERE n.{name} <> o.{name} ORDER BY n.rid"
            ).fetchall()
            for name in (*FIELDS, "sort_key")
        }
    known.close()
    connection = sqlite3.connect(target, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    start = time.process_time()
    connection.execute("BEGIN IMMEDIATE")
    marks = ",".join("?" * 8)
    connection.executemany(f"INSERT INTO change VALUES ({marks})", changes)
    connection.executemany("INSERT INTO operation VALUES (?,?,?,?,?,?,?)", sorted(operations))
    connection.executemany("INSERT OR REPLACE INTO cover VALUES (?,?,?,?)", sorted(covers))
    connection.executemany("INSERT OR IGNORE INTO conflict VALUES (?,?,?)", disputed)
    for name, pairs in cells.items():
        connection.executemany(f"UPDATE decision SET {name} = ? WHERE rid = ?", pairs)
    connection.execute("COMMIT")
    spent = time.process_time() - start
    connection.close()
    return spent


def measure() -> list[tuple[str, float, float]]:
    """Name, figure and limit of each measurement."""
    full_registry()
    chance = random.Random(1)
    records = [f"{number:032x}" for number in range(1, RECORDS + 1)]
    base, own = _base(records, chance), _edits("e", records, chance)
    incoming = [change for name in "abcd" for change in _edits(name, records, chance)]
    results = []
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        with Desk.create(folder / "e") as desk:
            start = time.process_time()
            desk.store.write(lambda log: merge(log, base, now=NOW))
            first = time.process_time() - start
            desk.store.write(lambda log: merge(log, own, now=NOW))
        before = folder / "e" / "kvdesk.sqlite"
        ratios = []
        for number in range(ROUNDS):
            copy = folder / f"copy{number}"
            copy.mkdir()
            shutil.copy(before, copy / "kvdesk.sqlite")
            store = Store(copy, ids=desk.ids, clock=desk.clock)
            start = time.process_time()
            store.write(lambda log: merge(log, incoming, now=NOW))
            spent = time.process_time() - start
            store.close()
            raw = _raw(before, copy / "kvdesk.sqlite", folder / f"raw{number}.sqlite")
            ratios.append(spent / raw)
        results.append(("merge of 20 000 edits / same final state", min(ratios), 2.5))
        results.append(("first contact, 200 000 values, seconds of CPU", first, 60.0))
        known = _known_segment(folder, incoming)
        results.append(("known segment of 20 000 changes, ms", known, 7.0))
    return results


def _known_segment(folder: Path, incoming: list[Change]) -> float:
    """Milliseconds of CPU to see that a package holds nothing new, the least of many rounds.

    The index of what the first import brought is finished before: processor time is that of all
    threads, and indexing five hundred rows in the background would be nearly all of it.
    """
    with Desk.create(folder / "g") as sender, Desk.create(folder / "f") as receiver:
        sender.store.write(lambda log: merge(log, incoming, now=NOW))
        sender.store.write(lambda log: log.connection.execute("UPDATE stream SET own = 1"))
        file = folder / "all.kvx"
        sender.perform(WriteExport(out=file))
        receiver.perform(ImportPackage(file=file))
        receiver.store.finish_index()
        spent = []
        for _ in range(5 * ROUNDS):
            start = time.process_time()
            receiver.perform(ImportPackage(file=file))
            spent.append(time.process_time() - start)
    return min(spent) * 1000
