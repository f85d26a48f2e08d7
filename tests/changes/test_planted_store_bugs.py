"""Every bug planted into the engine on SQLite is noticed by the programs."""

import pytest

from changes.campaign import programs_until_caught
from changes.desk_under_test import Package
from changes.planted_modules import Seed, sown
from changes.programs import ProgramError, run_program
from changes.store_bugs import STORE_BUGS
from changes.test_programs_on_sqlite import ONCE_FAILED
from kvdesk.changes.operation import Change, Operation

#: Most bugs show within twenty programs; what a whole import in parts hides, in those that failed.
PROGRAMS = 60

MODULES = (
    "kvdesk.store.names",
    "kvdesk.store.history",
    "kvdesk.store.projection",
    "kvdesk.store.log",
    "kvdesk.store.merge",
    "kvdesk.store.batches",
    "kvdesk.store.reversing",
    "changes.sqlite_desk",
)
NO_BUG = Seed("no bug", "kvdesk.store.merge", "import sqlite3\n", "import sqlite3\n")


@pytest.mark.parametrize("seed", STORE_BUGS, ids=lambda seed: seed.name)
def test_a_bug_in_the_engine_is_noticed(seed):
    with sown(seed, MODULES) as copies:
        desk = copies["changes.sqlite_desk"].SqliteDesk
        caught = (
            not takes_parts_of_one_change_at_once(desk)
            or programs_until_caught(desk, PROGRAMS)
            or any(fails(number, desk) for number in ONCE_FAILED)
        )
        assert caught, f"nobody notices that {seed.name}"


def fails(number, desk):
    try:
        run_program(number, desk)
    except ProgramError:
        return True
    return False


def takes_parts_of_one_change_at_once(make):
    """No desk writes such a package; two extracts in one may still tell parts of one change."""
    desk = make(lambda: 1_790_000_000_000, lambda: "00112233445566aa")
    parts = [
        Change(
            "ffeeddccbbaa0099", 1, 1 << 16, "", "", (Operation(f"{n:032x}", "person.title", "a"),)
        )
        for n in (1, 2)
    ]
    return desk.import_(Package(parts=tuple(parts))).operations == 2


def test_an_engine_without_a_bug_is_not_objected_to():
    with sown(NO_BUG, MODULES) as copies:
        desk = copies["changes.sqlite_desk"].SqliteDesk
        assert desk.__module__ == "sown.sqlite_desk"
        assert programs_until_caught(desk, 20) is None
        assert takes_parts_of_one_change_at_once(desk)


def test_every_bug_of_the_engine_has_its_own_name_and_text():
    assert len({seed.name for seed in STORE_BUGS}) == len(STORE_BUGS) >= 40
    assert len({(seed.module, seed.right, seed.wrong) for seed in STORE_BUGS}) == len(STORE_BUGS)
