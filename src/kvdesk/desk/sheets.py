"""Sheets for people without kvdesk: written to be filled in, taken in when they come back."""

from dataclasses import dataclass
from pathlib import Path

from kvdesk.desk import arguments as take
from kvdesk.desk.desk import Desk
from kvdesk.desk.exchange import Imported, ImportPackage, PreviewPackage
from kvdesk.desk.receipts import ReceiptTaken
from kvdesk.desk.registry import task
from kvdesk.desk.sheet_kinds import SHEET_KINDS, Scope, SheetKind, SheetName
from kvdesk.domain.bodies import Body
from kvdesk.domain.meetings import Meeting
from kvdesk.domain.network import Organisation
from kvdesk.exchange.files import write_whole
from kvdesk.exchange.sheets.book import refuse_in_the_way
from kvdesk.exchange.sheets.form import Row, Sheet
from kvdesk.exchange.sheets.seal import seal_of
from kvdesk.exchange.sheets.writing import sheet_bytes
from kvdesk.kernel.errors import Refusal, WorldFailure
from kvdesk.kernel.words import LANGUAGES, N_, Words, words_for
from kvdesk.store.log import Log
from kvdesk.store.reader import Reader
from kvdesk.store.sheets import KeptExport, KeptRow, contexts_of, keep_export, sealing_key

__all__ = ["ReadSheet", "SheetWritten", "WriteSheet"]


@dataclass(frozen=True, slots=True)
class SheetWritten:
    """The workbook that was written, and how many rows it has."""

    file: str
    title: str
    rows: int
    size: int


@task("exchange sheet-out")
@dataclass(frozen=True, kw_only=True)
class WriteSheet:
    """Write a workbook (.xlsx) to be filled in by somebody who has no kvdesk.

    Actions are those of a department or of a body's meetings; attendance is that of a meeting.
    """

    kind: SheetName = take.choice(N_("What the rows are"), SheetName)
    out: Path = take.file(N_("The file to write, ending in .xlsx"))
    department: str = take.record(
        "organisation", N_("Only this organisation's actions"), default=""
    )
    body: str = take.record("body", N_("Only actions from this body's meetings"), default="")
    meeting: str = take.record("meeting", N_("The meeting whose invited people"), default="")
    closed: bool = take.flag(N_("Also actions that are closed"))
    lang: str = take.words(N_("Language: fi, sv or en"), default="fi")

    def __call__(self, desk: Desk) -> SheetWritten:
        """Write it, and remember what it shows and what had been seen of each field.

        Raises:
            Refusal: `sheet_scope_missing`, `sheet_without_rows`, `language_unknown`,
                `sheet_in_the_way`.
            WorldFailure: `file_not_written`.
        """
        if self.lang not in LANGUAGES:
            raise Refusal("language_unknown", given=self.lang)
        refuse_in_the_way(self.out)
        sheet = desk.store.write(lambda log: _kept(desk, log, self))
        data = sheet_bytes(sheet)
        try:
            write_whole(self.out, data)
        except OSError as error:
            raise WorldFailure("file_not_written", file=self.out, reason=error.strerror) from error
        return SheetWritten(str(self.out), sheet.title, len(sheet.rows), len(data))


@task("exchange sheet-in")
@dataclass(frozen=True, kw_only=True)
class ReadSheet:
    """Take a filled-in workbook in; the same file again changes nothing."""

    file: Path = take.file(N_("The workbook that came back"), positional=True)
    preview: bool = take.flag(N_("Only tell what it would bring"))

    def __call__(self, desk: Desk) -> Imported | ReceiptTaken:
        """Preview or import it as any other file."""
        if self.preview:
            return PreviewPackage(file=self.file)(desk)
        return ImportPackage(file=self.file)(desk)


def _kept(desk: Desk, log: Log, asked: WriteSheet) -> Sheet:
    reader = Reader(log.connection, desk.clock.today())
    kind = SHEET_KINDS[asked.kind]
    scope = Scope(asked.department, asked.body, asked.meeting, asked.closed)
    words = words_for(asked.lang)
    page = words.text(kind.title)
    title = f"{page} – {_whose(reader, kind, scope, words)}"
    rows = kind.rows(reader, scope)
    if not rows:
        raise Refusal("sheet_without_rows", title=title)
    # What is typed from here on is a step of its own, which this sheet has not seen.
    log.close_step()
    export = desk.ids.record()
    kept = _kept_rows(log, kind, rows)
    made_at = desk.clock.now().isoformat(timespec="seconds")
    keep_export(log, KeptExport(export, kind.name, title, asked.lang, made_at, kept))
    key = sealing_key(log, desk.ids)
    seal = seal_of(key, export=export, kind=kind.name, language=asked.lang)
    return Sheet(export, kind.name, title, page, asked.lang, made_at, seal, kind.columns, rows)


def _whose(reader: Reader, kind: SheetKind, scope: Scope, words: Words) -> str:
    """Whose rows they are, for the title."""
    if kind.name == SheetName.ATTENDANCE:
        if not scope.meeting:
            raise Refusal("sheet_scope_missing")
        meeting = reader.get(Meeting, scope.meeting)
        body = reader.find(Body, meeting.body)
        name = body.abbreviation or body.name_fi if body else ""
        return f"{name} {meeting.printed_number or meeting.title}".strip()
    if scope.organisation:
        found = reader.get(Organisation, scope.organisation)
        swedish = words.language == "sv" and found.name_sv
        return found.name_sv if swedish else found.name_fi
    if scope.body:
        return reader.get(Body, scope.body).name_fi
    raise Refusal("sheet_scope_missing")


def _kept_rows(log: Log, kind: SheetKind, rows: list[Row]) -> dict[str, KeptRow]:
    fields = kind.own_fields
    contexts = contexts_of(log, [(row.record, field) for row in rows for field in fields])
    return {
        row.record: KeptRow(row.values, {field: contexts[row.record, field] for field in fields})
        for row in rows
    }
