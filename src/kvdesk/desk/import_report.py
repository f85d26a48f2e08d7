"""What is kept of an import: for the list of imports, and for the receipt that goes back."""

from collections.abc import Iterable, Mapping

import msgspec

from kvdesk.changes.intervals import Intervals
from kvdesk.changes.operation import Change
from kvdesk.exchange.package import Package
from kvdesk.exchange.preview import gaps
from kvdesk.exchange.receipt import Counts
from kvdesk.store import batches
from kvdesk.store.reader import Reader

__all__ = ["Report", "import_report", "missing_runs", "older_values"]


class Report(msgspec.Struct):
    """What an import noted; a row of before knows less."""

    counts: Counts = Counts()
    missing: list[tuple[str, int, int]] = []


def import_report(
    rows: tuple[Mapping[str, int], Mapping[str, int]],
    counts: Counts,
    missing: list[tuple[str, int, int]],
) -> str:
    """As JSON: records that were new and changed by kind, counts, and what was still missing."""
    new, changed = rows
    told = {"new": new, "changed": changed, "counts": counts, "missing": missing}
    return msgspec.json.encode(told).decode()


def missing_runs(package: Package, have: Mapping[str, Intervals]) -> list[tuple[str, int, int]]:
    """What the sender has and this desk still lacks, when everything was to be sent."""
    whole = package.manifest.scope.kind == "all"
    missing = gaps((), package.vector, have) if whole else ()
    return [(gap.stream, gap.first, gap.last) for gap in missing]


def older_values(reader: Reader, changes: Iterable[Change]) -> int:
    """How many values come that this desk has overwritten already: it saw them elsewhere."""
    told_all = list(changes)
    first: dict[str, int] = {}
    for change in told_all:
        first[change.stream] = min(first.get(change.stream, change.seq), change.seq)
    known = {stream: batches.covered(reader, stream, seq) for stream, seq in first.items()}
    return sum(
        known[change.stream].get((told.record, told.field), 0) >= change.seq
        for change in told_all
        if known[change.stream]
        for told in change.operations
    )
