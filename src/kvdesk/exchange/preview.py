"""What a package holds, summed up for a person before anything is decided."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kvdesk.changes.intervals import Intervals, missing, united
from kvdesk.changes.operation import Change
from kvdesk.changes.stamp import milliseconds_of
from kvdesk.exchange.signing import Segment

__all__ = ["Contents", "Gap", "contents_of", "gaps"]


@dataclass(frozen=True, slots=True)
class Contents:
    """Counts over changes; `earliest` and `latest` are milliseconds since 1970, 0 without any.

    The moments are what the authors' clocks said, which nobody has checked.
    """

    changes: int
    operations: int
    records: int
    streams: tuple[str, ...]
    authors: tuple[str, ...]
    earliest: int
    latest: int


@dataclass(frozen=True, slots=True)
class Gap:
    """Changes `first` to `last` of a stream that exist, but not here."""

    stream: str
    first: int
    last: int


def contents_of(changes: Iterable[Change]) -> Contents:
    """Sum up decoded changes."""
    told = list(changes)
    stamps = [change.stamp for change in told]
    return Contents(
        changes=len(told),
        operations=sum(len(change.operations) for change in told),
        records=len({o.record for change in told for o in change.operations}),
        streams=tuple(sorted({change.stream for change in told})),
        authors=tuple(sorted({change.author for change in told})),
        earliest=milliseconds_of(min(stamps, default=0)),
        latest=milliseconds_of(max(stamps, default=0)),
    )


def gaps(
    segments: Iterable[Segment],
    vector: Mapping[str, Intervals],
    have: Mapping[str, Intervals],
) -> tuple[Gap, ...]:
    """What will still be missing when the segments have been taken in: "31 to 50 are missing".

    `vector` is what the sender has of each stream, `have` what this desk has.
    """
    known = {stream: list(intervals) for stream, intervals in have.items()}
    for segment in segments:
        known.setdefault(segment.stream, []).append((segment.first, segment.last))
    return tuple(
        Gap(stream, first, last)
        for stream in sorted(known.keys() | vector.keys())
        for first, last in _missing(known.get(stream, []), vector.get(stream, ()))
    )


def _missing(known: list[tuple[int, int]], told: Intervals) -> Intervals:
    upto = max((last for _, last in [*known, *told]), default=0)
    return missing(united(known), upto)
