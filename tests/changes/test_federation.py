"""A network over years, with everything that goes wrong: all desks end up equal, nothing is lost.

A small one each time; KVDESK_FEDERATION=1 for 21 departments with three machines over five years,
KVDESK_SEED for other years.
"""

import os
import random

from changes.campaign import first_seed
from changes.desk_under_test import Package
from changes.federation import Federation
from changes.programs import KIND
from changes.pure_desk import PureDesk
from kvdesk.store.verifying import verify

FULL = bool(os.environ.get("KVDESK_FEDERATION"))
SIZE = (
    {"departments": 21, "machines": 3, "real": 9}
    if FULL
    else {"departments": 6, "machines": 2, "real": 3}
)
YEARS = 5 if FULL else 2


def test_after_years_all_desks_are_equal_and_no_operation_is_lost():
    network = Federation(first_seed(), **SIZE)
    network.run(YEARS)
    everything = network.settle()
    expected = PureDesk(lambda: 0, lambda: "")
    changes = list(everything.values())
    random.Random(7).shuffle(changes)
    expected.import_(Package(whole=tuple(changes)))
    whole = expected.state()
    reals = [machine.desk for machine in network.machines if machine.real]
    pures = [machine.desk for machine in network.machines if not machine.real]
    assert len(reals) >= SIZE["real"] - 1
    for desk in pures:
        assert desk.known.writes == expected.known.writes
        assert desk.whole == expected.whole
    for desk in reals:
        assert_equal(desk, whole)
        assert desk.have() == expected.whole
        assert count(desk, "operation") == sum(len(c.operations) for c in changes)
        assert verify(desk.log).faults == []
        assert rows(desk) == rows(reals[0])
    assert any(name not in ("given_name", "family_name", "title") for name in later_fields(whole))
    for met in (
        "lost",
        "doubled",
        "late",
        "partial",
        "corrupt",
        "refused",
        "clock jumps",
    ):
        assert network.tally[met], met
    if first_seed() == 0:
        assert network.tally["restored"] * network.tally["imports undone"]


def assert_equal(desk, whole):
    """What a person sees, and what the next one is sent."""
    seen = desk.state()
    assert seen.digest == whole.digest
    assert seen.live == whole.live
    assert seen.shown == whole.shown
    # Of a kind that it does not know, the engine shows no record, so none can be contested.
    assert seen.conflicts == {key for key in whole.conflicts if key[1] != "drone.deleted"}
    people = {record for record, name in whole.live if name.startswith(f"{KIND}.")}
    assert {r: p for r, p in seen.presence.items() if r in people} == {
        record: how for record, how in whole.presence.items() if record in people
    }


def later_fields(whole):
    return {name.partition(".")[2] for _, name in whole.live}


def count(desk, table):
    return desk.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def rows(desk):
    columns = "id, given_name, family_name, title, sort_key"
    return desk.connection.execute(f"SELECT {columns} FROM {KIND} ORDER BY id").fetchall()
