"""Taking packages in: preview, import, undo, conflicts."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import msgspec

from kvdesk.changes.operation import Value
from kvdesk.desk import arguments as take
from kvdesk.desk.desk import Desk
from kvdesk.desk.exporting import Exported, WriteExport, row_of
from kvdesk.desk.import_report import import_report, missing_runs, older_values
from kvdesk.desk.keys import refuse_other_signers
from kvdesk.desk.receipts import ReceiptTaken, note_state, take_receipt
from kvdesk.desk.registry import question, task
from kvdesk.desk.sealing import unsealing
from kvdesk.desk.sheet_return import ReturnedSheet, SheetTaken, returned_sheet, take_in_sheet
from kvdesk.desk.standing import Standing, Stood, blocked_keys, meet_sender, refuse_blocked
from kvdesk.domain.kinds import KINDS
from kvdesk.domain.record import Form, fields_of
from kvdesk.domain.text_merging import both_together
from kvdesk.exchange.keys import fingerprint
from kvdesk.exchange.package import Package, read_package
from kvdesk.exchange.preview import missing_parts
from kvdesk.exchange.receipt import Counts, is_receipt
from kvdesk.exchange.segments import OPERATION_LIMIT, decode
from kvdesk.exchange.sheets.comparing import CellNote
from kvdesk.exchange.signing import changes_of
from kvdesk.kernel.errors import KvdeskError, Refusal
from kvdesk.kernel.text import clean
from kvdesk.kernel.words import N_
from kvdesk.store import batches
from kvdesk.store.log import Log
from kvdesk.store.merge import Merged, merge, note_have, refuse_additions
from kvdesk.store.queries.conflicts import ConflictRow, conflict_rows
from kvdesk.store.reader import Reader
from kvdesk.store.reversing import reversal_of_batch

__all__ = [
    "Exported",
    "ImportPackage",
    "Imported",
    "ListConflicts",
    "ListImports",
    "PreviewPackage",
    "ResolveConflict",
    "UndoImport",
    "WriteExport",
    "take_in",
]


_UNKNOWN: Final = Stood(Standing.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Imported:
    """What a package brings, or brought: counts by kind, conflicts, and who sent it.

    `batch` is the number by which the import can be undone, 0 for a preview or when nothing was
    new. `same_digest` tells whether both desks now hold the very same log. Of a sequence of
    packages, `part` and `parts` are this one's number and their count, else 0; `missing_parts`
    are those that bring what this desk still lacks. `stood` tells how the signing key stands with
    this desk; `left_out` counts segments whose authors' keys are blocked here, `older` values that
    were overwritten here before they came. `cells` tells of each edited cell of a filled-in sheet,
    and of all that was not understood or not taken.
    """

    sender: str
    department: str
    fingerprint: str
    made_at: str
    scope: str
    changes: int
    operations: int
    known: int
    new: dict[str, int]
    changed: dict[str, int]
    conflicts: tuple[tuple[str, str], ...]
    batch: int = 0
    same_digest: bool = False
    touched: dict[str, tuple[str, ...]] = field(default_factory=dict)
    part: int = 0
    parts: int = 0
    missing_parts: tuple[int, ...] = ()
    stood: Stood = _UNKNOWN
    left_out: int = 0
    cells: tuple[CellNote, ...] = ()
    older: int = 0

    @property
    def is_sheet(self) -> bool:
        """Whether a workbook brought it, which nobody signs."""
        return not self.fingerprint


@task("exchange preview")
@dataclass(frozen=True, kw_only=True)
class PreviewPackage:
    """Tell what a package would bring; nothing is written."""

    file: Path = take.file(N_("The package"), positional=True)
    passphrase: str = take.words(N_("The passphrase of an encrypted package"), default="")

    def __call__(self, desk: Desk) -> Imported:
        """Merge it, look, and roll everything back."""
        if is_receipt(self.file):
            raise Refusal("file_is_receipt")
        sheet = returned_sheet(desk, self.file)
        if sheet is not None:
            return desk.store.try_out(lambda log: _of_sheet(desk, take_in_sheet(desk, log, sheet)))
        package = _read(desk, self.file, self.passphrase)
        return desk.store.try_out(lambda log: take_in(desk, log, package, self.file.name))


@task("exchange import")
@dataclass(frozen=True, kw_only=True)
class ImportPackage:
    """Take a package or a receipt in, in one transaction; the same file again changes nothing."""

    file: Path = take.file(N_("The package"), positional=True)
    passphrase: str = take.words(N_("The passphrase of an encrypted package"), default="")

    def __call__(self, desk: Desk) -> Imported | ReceiptTaken:
        """Keep a verified copy first when there is something new; then merge.

        Of a receipt, note what its desk has.
        """
        if is_receipt(self.file):
            return take_receipt(desk, self.file)
        sheet = returned_sheet(desk, self.file)
        if sheet is not None:
            return _import_sheet(desk, sheet)
        package = _read(desk, self.file, self.passphrase)
        if not package.segments and not package.extracts:
            return desk.store.write(lambda log: take_in(desk, log, package, self.file.name))
        return _write(desk, lambda log: take_in(desk, log, package, self.file.name))


@dataclass(frozen=True, slots=True)
class UndoneImport:
    """What undoing an import wrote, and what was left because somebody here wrote since."""

    batch: int
    restored: int
    kept: int
    touched: dict[str, tuple[str, ...]]


@task("exchange undo")
@dataclass(frozen=True, kw_only=True)
class UndoImport:
    """Undo a whole import, at any later time; what you wrote since stays."""

    batch: int = take.number(N_("The number of the import; the latest unless said"), default=0)

    def __call__(self, desk: Desk) -> UndoneImport:
        """Write compensating changes in one transaction; the history stays whole."""
        return desk.store.write(lambda log: _undo_batch(desk, log, self.batch))


@question("exchange imports")
@dataclass(frozen=True, kw_only=True)
class ListImports:
    """All imports, the latest first."""

    def __call__(self, reader: Reader) -> list[batches.BatchRow]:
        """The books of the exchange."""
        return batches.batches(reader)


@question("exchange conflicts")
@dataclass(frozen=True, kw_only=True)
class ListConflicts:
    """Fields that two people wrote at the same time, with every value, sender and time."""

    def __call__(self, reader: Reader) -> list[ConflictRow]:
        """The open conflicts."""
        return conflict_rows(reader)


@task("exchange resolve")
@dataclass(frozen=True, kw_only=True)
class ResolveConflict:
    """Decide a conflict: ours, theirs, both, or a value of your own; the others stay in history.

    Both puts the changes of a long text together, where they do not meet.
    """

    record: str = take.words(N_("The record's id, or the beginning of it"), positional=True)
    field: str = take.words(N_("Which field, where the record has several"), default="")
    take: str = take.words(N_("ours, theirs, both, or the text that shall stand"))

    def __call__(self, desk: Desk) -> ConflictRow:
        """Write the choice as an ordinary change that has seen every value."""
        return desk.store.write(lambda log: _resolve(desk, log, self.record, self.field, self.take))


def _write(desk: Desk, job: Callable[[Log], Imported]) -> Imported:
    """Write after a verified copy has been made, which stays only if something was written."""
    moment = desk.clock.now().strftime("%Y%m%dT%H%M%S")
    copy = desk.store.back_up(f"before-import-{moment}")
    try:
        result = desk.store.write(job)
    except KvdeskError:
        with suppress(OSError):
            copy.unlink(missing_ok=True)
        raise
    desk.store.index_in_background()
    return result


def _import_sheet(desk: Desk, sheet: ReturnedSheet) -> Imported:
    """Take a filled-in sheet in, where it says anything new."""
    seen = desk.store.try_out(lambda log: _of_sheet(desk, take_in_sheet(desk, log, sheet)))
    if not seen.changes:
        return seen
    return _write(desk, lambda log: _of_sheet(desk, _booked(log, desk, sheet)))


def _booked(log: Log, desk: Desk, sheet: ReturnedSheet) -> SheetTaken:
    taken = take_in_sheet(desk, log, sheet)
    if taken.batch:
        _close(log, taken.batch, taken.merged)
    return taken


def _of_sheet(desk: Desk, taken: SheetTaken) -> Imported:
    merged = taken.merged
    return Imported(
        sender=taken.export.title,
        department=desk.identity.department,
        fingerprint="",
        made_at=taken.export.made_at,
        scope=taken.export.title,
        changes=merged.changes,
        operations=merged.operations,
        known=merged.known,
        new=merged.new,
        changed=merged.changed,
        conflicts=merged.conflicts,
        batch=taken.batch,
        touched=merged.records,
        cells=taken.notes,
    )


def _read(desk: Desk, file: Path, passphrase: str) -> Package:
    """The package without the segments that are here already, which are not even inflated."""
    known = desk.store.read(batches.known_segments)
    package = read_package(file, known=known, unseal=unsealing(desk, passphrase))
    refuse_blocked(desk, package.manifest.sender.key)
    refuse_other_signers(desk, package.signers)
    return package


def take_in(
    desk: Desk, log: Log, package: Package, file_name: str, *, tells_state: bool = True
) -> Imported:
    """Merge what is new of a package in the running transaction.

    `tells_state` says that its vector is all that the sender has.
    """
    blocked = blocked_keys(desk)
    segments = [segment for segment in package.segments if segment.signer not in blocked]
    stood = meet_sender(desk, log, package.manifest)
    if tells_state:
        manifest, state = package.manifest, (package.vector, package.manifest.digest)
        note_state(desk, log, manifest.sender.key, manifest.made_at, state)
    changes = [change for body in package.extracts for change in decode(body)]
    if changes or segments:
        log.close_step()
    signed = [(segment, changes_of(segment)) for segment in segments]
    changes.extend(change for _, whole in signed for change in whole)
    older = older_values(Reader(log.connection), changes)
    batch = batches.open_batch(log, _batch_row(desk, package, file_name)) if changes else 0
    merged = merge(log, changes, now=desk.clock.milliseconds(), batch=batch)
    for segment, whole in signed:
        count = sum(len(change.operations) for change in whole)
        refuse_additions(log, segment.stream, (segment.first, segment.last), count)
        batches.keep_segment(log, row_of(segment))
        note_have(log, segment.stream, (segment.first, segment.last))
    have = batches.have(Reader(log.connection))
    told = replace(
        _imported(package, merged, batch),
        same_digest=f"{log.digest():032x}" == package.manifest.digest,
        missing_parts=missing_parts(package.manifest.part, package.vector, have),
        stood=stood,
        left_out=len(package.segments) - len(segments),
        older=older,
    )
    if batch:
        counts = Counts(told.changes, told.known, len(told.conflicts), told.older, told.left_out)
        report = import_report((told.new, told.changed), counts, missing_runs(package, have))
        batches.close_batch(log, batch, state="imported", report=report)
    return told


def _close(log: Log, batch: int, merged: Merged) -> None:
    report = {"new": merged.new, "changed": merged.changed, "conflicts": len(merged.conflicts)}
    batches.close_batch(log, batch, state="imported", report=msgspec.json.encode(report).decode())


def _batch_row(desk: Desk, package: Package, file_name: str) -> batches.BatchRow:
    return batches.BatchRow(
        batch=0,
        package=package.manifest.package,
        sha256=package.sha256,
        file_name=file_name,
        signer=package.manifest.sender.key,
        imported_at=desk.clock.now().isoformat(timespec="seconds"),
        imported_by=desk.identity.author or desk.identity.name,
        state="imported",
        report="{}",
    )


def _imported(package: Package, merged: Merged, batch: int) -> Imported:
    manifest = package.manifest
    return Imported(
        sender=manifest.sender.label,
        department=manifest.sender.department,
        fingerprint=fingerprint(manifest.sender.key),
        made_at=manifest.made_at,
        scope=manifest.scope.title or manifest.scope.kind,
        changes=merged.changes,
        operations=merged.operations,
        known=merged.known + package.known,
        new=merged.new,
        changed=merged.changed,
        conflicts=merged.conflicts,
        batch=batch if merged.changes else 0,
        touched=merged.records,
        part=manifest.part.number if manifest.part else 0,
        parts=len(manifest.part.starts) if manifest.part else 0,
    )


def _undo_batch(desk: Desk, log: Log, wanted: int) -> UndoneImport:
    known = {row.batch: row for row in batches.batches(Reader(log.connection))}
    open_ones = [number for number, row in known.items() if row.state == "imported"]
    batch = wanted or max(open_ones, default=0)
    if batch not in known:
        raise Refusal("batch_missing", batch=batch)
    if known[batch].state != "imported":
        raise Refusal("batch_undone")
    values, kept = reversal_of_batch(log, batch)
    touched: dict[str, set[str]] = {}
    fields = list(values.items())
    for at in range(0, len(fields), OPERATION_LIMIT):
        work = desk.work(log, "exchange undo")
        work.set_values(dict(fields[at : at + OPERATION_LIMIT]))
        for kind, ids in work.touched.items():
            touched.setdefault(kind, set()).update(ids)
    log.close_step()
    batches.close_batch(log, batch, state="undone")
    found = {kind: tuple(sorted(ids)) for kind, ids in touched.items()}
    return UndoneImport(batch, len(values), len(kept), found)


def _resolve(desk: Desk, log: Log, record: str, field_name: str, choice: str) -> ConflictRow:
    reader = Reader(log.connection)
    found = [
        row
        for row in conflict_rows(reader)
        if row.record.startswith(record) and field_name in ("", row.field, row.field_name)
    ]
    if not found or (len({row.record for row in found}) > 1 and not field_name):
        raise Refusal("conflict_missing")
    row = found[0]
    work = desk.work(log, "exchange resolve")
    work.set_values({(row.record, row.field): _chosen(row, choice)})
    return row


def _both(row: ConflictRow) -> Value:
    """Two changes of one long text in one, as nobody has to choose where they lie apart."""
    spec = fields_of(KINDS[row.kind]).get(row.field_name) if row.kind in KINDS else None
    if spec is None or spec.form is not Form.LONG_TEXT or len(row.sides) != 2:
        raise Refusal("conflict_not_of_texts")
    both = both_together(str(row.base or ""), *(str(side.value or "") for side in row.sides))
    if both.overlaps:
        raise Refusal("conflict_of_one_place")
    return clean(both.text)


def _chosen(row: ConflictRow, choice: str) -> Value:
    if choice == "both":
        return _both(row)
    wanted = {"ours": True, "theirs": False}.get(choice)
    if wanted is None:
        return clean(choice)
    for side in row.sides:
        if side.own is wanted:
            return side.value
    raise Refusal("conflict_side_missing", side=choice)
