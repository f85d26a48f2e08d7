"""Many programs in a row: how many is an option, a failing seed is told so that it replays.

`KVDESK_PROGRAMS=20000` runs that many on the definition, `KVDESK_ENGINE_PROGRAMS=2000` that many on
the engine (on all cores where it is worth it), `KVDESK_SEED=81` begins there.
"""

import os
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context

from changes.desk_under_test import MakeDesk
from changes.programs import ProgramError, run_program

__all__ = [
    "Campaign",
    "chosen_engine_programs",
    "chosen_programs",
    "first_seed",
    "programs_until_caught",
    "run_campaign",
]

_CHUNK = 100
_WORTH_MORE_CORES = 1_500


@dataclass(slots=True)
class Campaign:
    """What many programs met, and the reports of those that failed, by seed."""

    tally: Counter[str] = field(default_factory=Counter)
    failures: dict[int, str] = field(default_factory=dict)

    def report(self) -> str:
        """The first failing programs, each with how to replay it."""
        told = [f"{len(self.failures)} programs failed"]
        for seed, failure in sorted(self.failures.items())[:5]:
            told.append(f"KVDESK_SEED={seed} with one program replays: {failure}")
        return "\n".join(told)


def chosen_programs(default: int) -> int:
    """How many programs to run."""
    return int(os.environ.get("KVDESK_PROGRAMS", default))


def chosen_engine_programs(default: int) -> int:
    """How many programs to run on the engine, where one takes five times as long."""
    return int(os.environ.get("KVDESK_ENGINE_PROGRAMS", default))


def first_seed() -> int:
    """Where to begin."""
    return int(os.environ.get("KVDESK_SEED", "0"))


def run_campaign(make: MakeDesk, count: int, first: int = 0) -> Campaign:
    """Run `count` programs from seed `first` on; `make` must be importable by name."""
    chunks = [
        range(start, min(start + _CHUNK, first + count))
        for start in range(first, first + count, _CHUNK)
    ]
    run = partial(_run_chunk, make)
    whole = Campaign()
    if count < _WORTH_MORE_CORES:
        parts = [run(chunk) for chunk in chunks]
    else:
        # spawn works alike on Windows and Linux, and copies no threads of other tests
        with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
            parts = list(pool.map(run, chunks))
    for part in parts:
        whole.tally += part.tally
        whole.failures |= part.failures
    return whole


def programs_until_caught(
    make: MakeDesk, most: int, *, names_are_checked: bool = True
) -> int | None:
    """How many programs it takes until the oracle objects; None if `most` do not do it."""
    for seed in range(most):
        try:
            run_program(seed, make, names_are_checked=names_are_checked)
        except ProgramError:
            return seed + 1
    return None


def _run_chunk(make: MakeDesk, seeds: range) -> Campaign:
    found = Campaign()
    for seed in seeds:
        try:
            found.tally += run_program(seed, make).tally
        except ProgramError as error:
            found.failures[seed] = str(error)
    return found
