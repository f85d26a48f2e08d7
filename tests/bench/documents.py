"""Minutes of a thousand sections against what serialising and deflating the same XML costs.

Run it (`python tests/bench/documents.py`) or let `dev.py bench` collect `measure`.
"""

import io
import json
import os
import subprocess
import sys
import time
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from lxml import etree

from kvdesk.documents import render, write
from kvdesk.documents.content import (
    ActionRow,
    AttendanceRow,
    Head,
    MinutesContent,
    MinutesItem,
    Note,
    Proposed,
    Quorum,
    Served,
)
from kvdesk.domain.decisions import Outcome
from kvdesk.kernel.words import words_for

__all__ = ["measure"]

SECTIONS = 1_000
ROUNDS = 9

#: Of documents.md 2: time against the limit, megabytes above the level before.
TIME_LIMIT = 1.5
MEMORY_LIMIT = 5.0


class Nowhere(io.RawIOBase):
    """Takes everything and keeps nothing, so that only the writer's own memory counts."""

    def writable(self) -> bool:
        """It is there to be written."""
        return True

    def write(self, data: object) -> int:
        """Count the bytes."""
        return len(memoryview(data))  # type: ignore[arg-type] # whatever has a buffer


#: Syllables to make words of. Text that repeats itself would deflate to nothing and flatter no
#: one; words of these deflate to two fifths, as the strategy's own text does.
SYLLABLES = (
    "pe las tus toi mi nnan o ma val von ta mal lin käyt töön ot to kou lu pa ket ti työ ryh mä"
    " hal li tus e sit tää pal ve lu a lu eet lau sun non yh tei sek si kan nak si va rau tu mi sen"
    " ra hoi tuk ses ta ka lus ton han kin to jen ai ka tau lu seu raa vaan ko kouk seen men nes sä"
)


class Text:
    """Sentences without end, the same on every machine."""

    def __init__(self) -> None:
        self._state = 1
        self._syllables = SYLLABLES.split()

    def __call__(self, words: int) -> str:
        """A sentence of so many words."""
        return " ".join(self._word() for _ in range(words)).capitalize() + "."

    def _word(self) -> str:
        return "".join(self._syllable() for _ in range(2 + self._next(4)))

    def _syllable(self) -> str:
        return self._syllables[self._next(len(self._syllables))]

    def _next(self, below: int) -> int:
        """A step of the minimal standard generator of Park and Miller; its high bits."""
        self._state = self._state * 48_271 % 2_147_483_647
        return (self._state >> 8) % below


def item(number: int, text: Text) -> MinutesItem:
    """A section: account, proposal, handling, decision and a table of three actions."""
    return MinutesItem(
        number=number,
        section=number,
        title=text(6),
        register_number=f"PKV/{number}/03.02.00/2026",
        background=f"{text(45)}\n\n{text(45)}",
        proposal=text(25),
        proposed_by="pelastusjohtaja Markku Virtanen",
        log=(
            Note(text=text(20), at="09:35", person="Timo Laine"),
            Proposed(
                text=text(12),
                person="Päivi Korhonen",
                seconders=("Annika Lindström",),
                at="09:41",
            ),
        ),
        outcome=Outcome.CHANGED,
        decision=text(25),
        actions=tuple(
            ActionRow(what=text(6), who="Sanna Lehtonen", due="2026-06-30") for _ in range(3)
        ),
    )


def minutes(count: int) -> MinutesContent:
    """Minutes of `count` sections."""
    text = Text()
    return MinutesContent(
        head=Head(
            organisation="Pelastuslaitosten kumppanuusverkosto",
            body="Pelastusjohtajien hallitus",
            issued_on="2026-03-13",
            data_version="7c41f09a2be8",
            number="3/2026",
            starts="2026-03-12T09:00",
            language="fi",
        ),
        items=tuple(item(number, text) for number in range(1, count + 1)),
        chairs=(Served(name="Markku Virtanen"),),
        present=(AttendanceRow(name="Markku Virtanen"), AttendanceRow(name="Päivi Korhonen")),
        quorum=Quorum(present=5, members=6, needed=4),
    )


def seconds(work: Callable[[], object]) -> float:
    """The processor time of one round."""
    start = time.process_time()
    work()
    return time.process_time() - start


def time_ratio() -> float:
    """How long writing takes against serialising and deflating the tree of the same text.

    The rounds of both alternate, so that a busy machine troubles both alike; the best count.
    """
    words = words_for("fi")
    content = minutes(SECTIONS)
    with zipfile.ZipFile(io.BytesIO(render(content, words))) as archive:
        tree = etree.fromstring(archive.read("word/document.xml"))
    rounds = [
        (
            seconds(lambda: zlib.compress(etree.tostring(tree, encoding="UTF-8"), 6)),
            seconds(lambda: write(content, Nowhere(), words)),
        )
        for _ in range(ROUNDS)
    ]
    limit, taken = (min(times) for times in zip(*rounds, strict=True))
    return taken / limit


def megabytes_above_base() -> float:
    """The peak of memory while writing, above the level with the content already there."""
    words = words_for("fi")
    write(minutes(1), Nowhere(), words)
    content = minutes(SECTIONS)
    tracemalloc.start()
    base, _ = tracemalloc.get_traced_memory()
    write(content, Nowhere(), words)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return (peak - base) / 1e6


def measure() -> list[tuple[str, float, float]]:
    """Name, figure and limit of each measurement; memory in a process of its own."""
    told = subprocess.run(
        [sys.executable, __file__, "memory"],
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        cwd=Path(__file__).parent,
    )
    return [
        ("minutes of 1 000 §: time / serialise + deflate", time_ratio(), TIME_LIMIT),
        ("minutes of 1 000 §: MB above base", json.loads(told.stdout), MEMORY_LIMIT),
    ]


if __name__ == "__main__":
    if sys.argv[1:] == ["memory"]:
        sys.stdout.write(json.dumps(megabytes_above_base()))
    else:
        for name, figure, limit in measure():
            sys.stdout.write(f"{name}: {figure:.2f} (at most {limit})\n")
