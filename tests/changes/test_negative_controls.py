"""Designs that are known to lose data or to diverge: the oracle must reject every one of them.

Most of them are on sale: Loro and Yjs diverge silently on a reused replica id, many engines keep
the last writer's value only, and a version vector by highest number loses what a gap hides.
"""

from collections.abc import Callable, Mapping
from typing import Self

import pytest

from changes.campaign import programs_until_caught
from changes.desk_under_test import Package, Receipt
from changes.pure_desk import PureDesk
from kvdesk.changes.intervals import Intervals


class LastWriterWins(PureDesk):
    """Keeps the latest value of a field and forgets the others."""

    def import_(self, package: Package) -> Receipt:
        receipt = super().import_(package)
        for key, known in self.known.writes.items():
            latest = self.known.live(key)[0]
            dots = [dot for dot, write in known.items() if write is not latest]
            for dot in dots:
                del known[dot]
        return receipt


class ResolvesByWriting(PureDesk):
    """Settles every conflict that an import brings with a write of its own."""

    def import_(self, package: Package) -> Receipt:
        receipt = super().import_(package)
        for key in sorted(self.known.conflicts()):
            self.write({key: self.known.value(key)})
        return receipt


class ReusesItsStream(PureDesk):
    """Goes on in the same stream after a launch, a copy or a restored backup."""

    def relaunch(self) -> None:
        pass

    def clone(self, now: Callable[[], int]) -> Self:
        copy = super().clone(now)
        copy.stream, copy.seq = self.stream, self.seq
        return copy


class KnowsOnlyTheHighestNumber(PureDesk):
    """Believes to have everything up to the highest number it has."""

    def have(self) -> Mapping[str, Intervals]:
        return {stream: ((1, intervals[-1][1]),) for stream, intervals in self.whole.items()}


class CountsPartsAsWhole(PureDesk):
    """Takes what an extract brought for whole changes."""

    def import_(self, package: Package) -> Receipt:
        return super().import_(Package(whole=(*package.whole, *package.parts)))


@pytest.mark.parametrize(
    "design",
    [
        LastWriterWins,
        ResolvesByWriting,
        ReusesItsStream,
        KnowsOnlyTheHighestNumber,
        CountsPartsAsWhole,
    ],
)
def test_the_oracle_rejects_a_design_that_loses_or_diverges(design):
    assert programs_until_caught(design, 300) is not None


def test_a_reused_stream_shows_in_the_state_too_and_not_only_in_its_names():
    assert programs_until_caught(ReusesItsStream, 300, names_are_checked=False) is not None


def test_the_oracle_accepts_the_design_itself():
    assert programs_until_caught(PureDesk, 300) is None
