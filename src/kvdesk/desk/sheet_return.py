"""A filled-in sheet becomes changes: what was edited, as seen by whoever filled it in."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kvdesk.changes.operation import Change, Context, Operation, Value, context_of
from kvdesk.changes.stamp import next_stamp
from kvdesk.desk.desk import Desk
from kvdesk.desk.exporting import row_of
from kvdesk.desk.locks import guard
from kvdesk.desk.sheet_kinds import SHEET_KINDS, Edited, SheetKind
from kvdesk.domain.kinds import KINDS
from kvdesk.domain.record import Record, fields_of
from kvdesk.exchange.files import read_bounded
from kvdesk.exchange.keys import OwnKey
from kvdesk.exchange.sheets.book import FILE_LIMIT, is_book
from kvdesk.exchange.sheets.comparing import CellNote, Comparison, Finding, compare
from kvdesk.exchange.sheets.reading import Book, read_book
from kvdesk.exchange.sheets.seal import seal_holds
from kvdesk.exchange.signing import segments_of
from kvdesk.kernel.errors import Refusal
from kvdesk.store import batches
from kvdesk.store.log import Log
from kvdesk.store.merge import Merged, merge, note_have
from kvdesk.store.reader import Reader
from kvdesk.store.rows import default_value
from kvdesk.store.sheets import (
    KeptExport,
    Returns,
    find_export,
    keep_return,
    returns_of,
    sealing_key,
)

__all__ = ["ReturnedSheet", "SheetTaken", "returned_sheet", "take_in_sheet"]


@dataclass(frozen=True, slots=True)
class ReturnedSheet:
    """A workbook that came back, read and not yet compared."""

    book: Book
    sha256: str
    file_name: str
    key: OwnKey


@dataclass(frozen=True, slots=True)
class SheetTaken:
    """What a sheet brought: the export it answers, the merge, its import's number, the notes."""

    export: KeptExport
    merged: Merged
    batch: int
    notes: tuple[CellNote, ...]


def returned_sheet(desk: Desk, file: Path) -> ReturnedSheet | None:
    """The workbook in a file, known by its content; None when the file is something else.

    Raises:
        Refusal: why the workbook is not taken.
    """
    data = read_bounded(file, FILE_LIMIT)
    if data is None or not is_book(data):
        return None
    return ReturnedSheet(read_book(data), hashlib.sha256(data).hexdigest(), file.name, desk.key())


def take_in_sheet(desk: Desk, log: Log, sheet: ReturnedSheet) -> SheetTaken:
    """Merge what was edited, in the running transaction.

    Raises:
        Refusal: `sheet_foreign` when this desk did not make it, or its seal is broken.
    """
    log.close_step()
    reader = Reader(log.connection, desk.clock.today())
    export = _export_of(desk, log, sheet.book)
    kind = SHEET_KINDS[export.kind]
    returns = returns_of(log, export.export)
    stream = _stream(export, sheet, returns)
    compared = _compared(sheet.book, kind, export, returns)
    if stream in returns.streams:
        return SheetTaken(export, Merged(known=1), 0, tuple(compared.notes))
    answers = _Answers(desk, reader, kind, export, returns)
    changes = list(_changes(log, stream, answers, compared))
    notes = tuple(compared.notes)
    if not changes:
        return SheetTaken(export, Merged(), 0, notes)
    batch = batches.open_batch(log, _batch_row(desk, export, sheet))
    merged = merge(log, changes, now=desk.clock.milliseconds(), batch=batch)
    # The desk vouches for what people without a key wrote: so it reaches the other desks.
    for segment in segments_of(changes, sheet.key):
        batches.keep_segment(log, row_of(segment))
        note_have(log, stream, (segment.first, segment.last))
    keep_return(log, batch=batch, export=export.export, stream=stream)
    return SheetTaken(export, merged, batch, notes)


def _export_of(desk: Desk, log: Log, book: Book) -> KeptExport:
    key = sealing_key(log, desk.ids)
    told = {"export": book.export, "kind": book.kind, "language": book.language}
    if not seal_holds(key, book.seal, **told):
        raise Refusal("sheet_foreign")
    export = find_export(Reader(log.connection), book.export)
    if export is None or export.kind not in SHEET_KINDS:
        raise Refusal("sheet_foreign")
    return export


def _stream(export: KeptExport, sheet: ReturnedSheet, returns: Returns) -> str:
    """One file is one stream: twice the same is known already, until it has been undone."""
    told = f"kvdesk sheet {export.export} {sheet.sha256} {returns.undone}"
    return hashlib.blake2b(told.encode(), digest_size=8).hexdigest()


def _compared(book: Book, kind: SheetKind, export: KeptExport, returns: Returns) -> Comparison:
    known: dict[str, dict[str, str]] = {}
    for record, row in export.rows.items():
        known[record] = dict(row.values)
        for column in kind.columns:
            place = (_target(kind, export, returns, record, column.field), column.field)
            if column.is_editable and place in returns.values:
                known[record][column.name] = str(returns.values[place] or "")
    return compare(
        book.tables, kind.columns, known, language=export.language, today=export.made_at[:10]
    )


def _target(kind: SheetKind, export: KeptExport, returns: Returns, record: str, field: str) -> str:
    """The record that a field of a row belongs to: the row's own, or the new one beside it.

    A return that was undone took its new records with it; the next one makes others.
    """
    if field.startswith(f"{kind.record.KIND}."):
        return record
    told = f"kvdesk sheet {export.export} {record} {returns.undone}"
    return hashlib.blake2b(told.encode(), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class _Answers:
    """Turns edited rows into operations."""

    desk: Desk
    reader: Reader
    kind: SheetKind
    export: KeptExport
    returns: Returns

    def operations(self, record: str, edits: Mapping[str, str]) -> tuple[Operation, ...]:
        """What a row sets: its edited cells and their consequences, as far as they are news.

        Raises:
            Refusal: what the record's own check or a lock says.
        """
        columns = {column.name: column for column in self.kind.columns}
        changed: dict[str, Value] = {columns[name].field: value for name, value in edits.items()}
        row = self.export.rows[record]
        shown: dict[str, Value] = {}
        for column in columns.values():
            if column.is_editable:
                place = (self._target(record, column.field), column.field)
                known = row.values.get(column.name, "")
                shown[column.field] = self.returns.values.get(place, known)
        current = self.reader.find(self.kind.record, record)
        edited = Edited(record, current, changed, shown, self.desk.clock.local())
        meant = {**self.kind.consequences(edited), **changed}
        self._check(current, meant)
        return tuple(
            Operation(self._target(record, field), field, value, self._context(record, field))
            for field, value in meant.items()
            if self._is_news(record, field, value)
        )

    def _target(self, record: str, field: str) -> str:
        return _target(self.kind, self.export, self.returns, record, field)

    def _is_news(self, record: str, field: str, value: Value) -> bool:
        kind, _, name = field.partition(".")
        spec = fields_of(KINDS[kind])[name]
        place = (self._target(record, field), field)
        if place in self.returns.values:
            return self.returns.values[place] != value
        if kind == self.kind.record.KIND:
            return True
        return spec.required or value != default_value(spec)

    def _context(self, record: str, field: str) -> Context:
        """What the writer had seen: the sheet, and the returns before this one."""
        exported: Context = self.export.rows[record].contexts.get(field, ())
        seen = dict(exported)
        for stream, seq in self.returns.seen.get((self._target(record, field), field), {}).items():
            seen[stream] = max(seq, seen.get(stream, 0))
        return context_of(seen)

    def _check(self, current: Record | None, meant: Mapping[str, Value]) -> None:
        if current is None:
            return
        own = f"{current.KIND}."
        values: dict[str, Any] = {
            field.removeprefix(own): value
            for field, value in meant.items()
            if field.startswith(own)
        }
        new = replace(current, **values)
        new.check()
        guard(self.reader, current, new)


def _changes(log: Log, stream: str, answers: _Answers, compared: Comparison) -> Iterator[Change]:
    """A change for each edited row, in the order of the sheet."""
    stamp = int(log.setting("stamp", "0"))
    step = "exchange sheet-in"
    seq = 0
    for record, edits in compared.edits.items():
        try:
            operations = answers.operations(record, edits)
        except Refusal:
            _note_lock(compared, record)
            continue
        seq += 1
        stamp = next_stamp(stamp, answers.desk.clock.milliseconds())
        yield Change(stream, seq, stamp, answers.export.title, step, operations)


def _note_lock(compared: Comparison, record: str) -> None:
    """The cells of a locked row are told as such, and not as changes."""
    sheet, row = compared.places[record]
    compared.notes[:] = [
        replace(note, finding=Finding.LOCKED)
        if (note.sheet, note.row, note.finding) == (sheet, row, Finding.CHANGED)
        else note
        for note in compared.notes
    ]


def _batch_row(desk: Desk, export: KeptExport, sheet: ReturnedSheet) -> batches.BatchRow:
    return batches.BatchRow(
        batch=0,
        package=export.export,
        sha256=sheet.sha256,
        file_name=sheet.file_name,
        signer=sheet.key.public,
        imported_at=desk.clock.now().isoformat(timespec="seconds"),
        imported_by=desk.identity.author or desk.identity.name,
        state="imported",
        report="{}",
    )
