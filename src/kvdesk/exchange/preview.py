"""What a package holds, summed up for a person before anything is decided."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kvdesk.changes.intervals import Intervals, missing, united
from kvdesk.changes.operation import Change
from kvdesk.changes.stamp import milliseconds_of
from kvdesk.exchange.manifest import Part
from kvdesk.exchange.signing import Segment

__all__ = ["Contents", "Gap", "contents_of", "gaps", "lacking", "missing_parts"]


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


def missing_parts(
    part: Part | None, vector: Mapping[str, Intervals], have: Mapping[str, Intervals]
) -> tuple[int, ...]:
    """The other parts of a sequence that bring what this desk does not have, by their numbers.

    `vector` is what the sender has of each stream, `have` what this desk has when it has taken
    the package in.
    """
    if part is None:
        return ()
    found: set[int] = set()
    for stream, told in vector.items():
        for first, last in lacking(told, have.get(stream, ())):
            begins = bisect_right(part.starts, (stream, first))
            ends = bisect_right(part.starts, (stream, last))
            found.update(range(max(begins, 1), ends + 1))
    return tuple(sorted(found - {part.number}))


def lacking(told: Intervals, have: Intervals) -> Iterator[tuple[int, int]]:
    """What of some intervals is in none of the others."""
    for first, last in told:
        for begin, end in missing(have, last):
            if end >= first:
                yield max(begin, first), end


def _missing(known: list[tuple[int, int]], told: Intervals) -> Intervals:
    upto = max((last for _, last in [*known, *told]), default=0)
    return missing(united(known), upto)
