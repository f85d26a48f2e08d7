"""Killed at any moment: what was told to be stored is there, an import is whole or absent.

50 rounds of each; KVDESK_KILLS raises the number.
"""

import os
import random
import subprocess
import sys
import time

import pytest

from desk.board import add
from kvdesk.desk.care import VerifyDesk
from kvdesk.desk.desk import Desk
from kvdesk.desk.exchange import ImportPackage, WriteExport
from kvdesk.domain.matters import Matter

ROUNDS = int(os.environ.get("KVDESK_KILLS", "50")) // 2

TYPING = """
import sys
from pathlib import Path
from kvdesk.desk.catalogue import full_registry
from kvdesk.desk.desk import Desk
from kvdesk.desk.recording import SetField
full_registry()
desk = Desk.open(Path(sys.argv[1]))
for number in range(1, 100_000):
    desk.do(SetField(kind="matter", id=sys.argv[2], field="summary", value=f"merkki {number}"))
    print(number, flush=True)
"""

IMPORTING = """
import sys
from pathlib import Path
from kvdesk.desk.catalogue import full_registry
from kvdesk.desk.desk import Desk
from kvdesk.desk.exchange import ImportPackage
full_registry()
print("ready", flush=True)
desk = Desk.open(Path(sys.argv[1]))
desk.perform(ImportPackage(file=Path(sys.argv[2])))
"""


def killed(code, *arguments, after):
    """Start a program, kill it some time after its first line; returns the lines it got out."""
    child = subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    first = child.stdout.readline()
    time.sleep(after)
    child.kill()
    rest = child.stdout.read()
    child.wait()
    child.stdout.close()
    return (first + rest).split("\n")


def test_typing_killed_at_any_moment_loses_nothing_that_was_stored(make_desk, tmp_path):
    desk = make_desk("a")
    matter = add(desk, "matter", title="Asia")
    desk.close()
    chance = random.Random(7)
    for _ in range(ROUNDS):
        lines = killed(TYPING, tmp_path / "a", matter, after=chance.uniform(0.0, 0.15))
        told = int([line for line in lines[:-1] if line][-1])
        with Desk.open(tmp_path / "a") as again:
            summary = again.store.read(lambda r: r.get(Matter, matter)).summary
            assert int(summary.split()[1]) >= told
            assert again.perform(VerifyDesk()).faults == []


@pytest.fixture
def package(make_desk, tmp_path):
    desk = make_desk("b")
    for number in range(300):
        add(desk, "matter", title=f"Asia {number}", summary="Teksti " * 20)
    file = tmp_path / "all.kvx"
    desk.perform(WriteExport(out=file))
    return file


def test_an_import_killed_at_any_moment_is_whole_or_absent(make_desk, package, tmp_path):
    chance = random.Random(11)
    seen = set()
    for number in range(ROUNDS):
        folder = tmp_path / f"desk{number}"
        Desk.create(folder).close()
        killed(IMPORTING, folder, package, after=chance.uniform(0.0, 0.25))
        with Desk.open(folder) as again:
            count = again.store.read(lambda r: r.value("SELECT count(*) FROM matter"))
            seen.add(count)
            assert count in (0, 300)
            assert again.perform(VerifyDesk()).faults == []
            again.perform(ImportPackage(file=package))
            assert again.store.read(lambda r: r.value("SELECT count(*) FROM matter")) == 300
    assert seen == {0, 300}
