"""The real window, killed while somebody types into the live line.

25 rounds; KVDESK_KILLS raises the number. At most the last second of typing is gone, and what was
in the line stands in it again.
"""

import os
import random
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from desk.typist import line
from kvdesk.desk.care import VerifyDesk
from kvdesk.desk.catalogue import full_registry
from kvdesk.desk.desk import Desk
from kvdesk.desk.live_typing import KeepDraft, LiveDraft, ReadDraft
from kvdesk.desk.setup import InitialiseDesk
from kvdesk.domain.meetings import MinuteEntry
from ui.real_desk import sit

ROUNDS = max(25, int(os.environ.get("KVDESK_KILLS", "0")))
MOST_LOST_SECONDS = 1.0
LONGEST_START_SECONDS = 30
TYPIST = Path(__file__).with_name("typist.py")


@dataclass(frozen=True)
class Watched:
    """What a typist told before the end: the text offered at the start, and the keys."""

    offered: str
    keys: list[tuple[float, tuple[int, int]]]


@dataclass(frozen=True)
class Kept:
    """What the desk holds: the notes of the item in their order, and the line being typed."""

    notes: list[str]
    draft: LiveDraft

    @property
    def place(self) -> tuple[int, int]:
        """Number of the line and letters of it up to which nothing is missing."""
        return len(self.notes), len(self.draft.text)


def typing_killed(folder: Path, first: int, after: float) -> Watched:
    """Open the window in a process of its own, let somebody type, kill it."""
    troubles = folder.parent / "troubles.txt"
    with troubles.open("w") as errors:
        child = subprocess.Popen(
            [sys.executable, str(TYPIST), str(folder), str(first)],
            stdout=subprocess.PIPE,
            stderr=errors,
            encoding="utf-8",
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        )
    assert child.stdout is not None
    hung = threading.Timer(LONGEST_START_SECONDS, child.kill)
    hung.start()
    offered = child.stdout.readline()
    hung.cancel()
    assert offered.endswith("\n"), troubles.read_text(encoding="utf-8")
    time.sleep(after)
    child.kill()
    told = child.stdout.read().split("\n")[:-1]
    child.wait()
    child.stdout.close()
    keys = [(float(at), (int(number), int(length))) for at, number, length in map(str.split, told)]
    return Watched(offered[:-1], keys)


def kept(folder: Path, entry: str) -> Kept:
    """What is on disk; the whole desk is checked against its log."""
    with Desk.open(folder) as desk:
        assert desk.perform(VerifyDesk()).faults == []
        found = desk.store.read(lambda reader: reader.all(MinuteEntry, entry=entry))
        notes = [note.text for note in sorted(found, key=lambda note: note.position)]
        return Kept(notes, desk.perform(ReadDraft()))


@pytest.fixture
def sitting(tmp_path):
    """A desk with a meeting in session, its first item of business taken up."""
    full_registry()
    with Desk.create(tmp_path / "desk") as desk:
        desk.perform(InitialiseDesk(department="PL-08", name="Pirkanmaan pelastuslaitos"))
        return sit(desk)


def test_a_window_killed_at_any_moment_loses_at_most_a_second_of_typing(sitting, tmp_path):
    chance = random.Random(17)
    before = Kept([], LiveDraft())
    for _ in range(ROUNDS):
        after = chance.uniform(0.05, 1.2)
        watched = typing_killed(tmp_path / "desk", len(before.notes), after)
        assert watched.offered == before.draft.text
        now = kept(tmp_path / "desk", sitting.entry)
        assert now.notes == [line(number) for number in range(len(now.notes))]
        assert line(len(now.notes)).startswith(now.draft.text)
        lost = [at for at, place in watched.keys if place > now.place]
        if lost:
            assert watched.keys[-1][0] - lost[0] <= MOST_LOST_SECONDS
        before = now
    assert len(before.notes) > ROUNDS // 8


def test_what_stood_in_the_line_is_offered_there_when_the_window_opens_again(sitting, tmp_path):
    begun = line(0)[:20]
    with Desk.open(tmp_path / "desk") as desk:
        desk.perform(KeepDraft(draft=LiveDraft(begun, sitting.entry)))
    watched = typing_killed(tmp_path / "desk", 0, after=1.0)
    assert watched.offered == begun
    assert watched.keys[0][1] == (0, len(begun) + 1)
    assert kept(tmp_path / "desk", sitting.entry).place > (0, len(begun))
