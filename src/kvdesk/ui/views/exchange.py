"""The exchange: sending packages, taking them in after a look, and deciding conflicts."""

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QScrollArea, QVBoxLayout, QWidget

from kvdesk.desk.exchange import (
    Exported,
    Imported,
    ImportPackage,
    ListConflicts,
    ListImports,
    PreviewPackage,
    ResolveConflict,
    UndoImport,
    UndoneImport,
    WriteExport,
)
from kvdesk.desk.receipts import (
    ListPeers,
    PeerState,
    ReceiptTaken,
    WriteReceipt,
    WrittenReceipt,
)
from kvdesk.desk.sheets import SheetWritten
from kvdesk.exchange.receipt import is_receipt
from kvdesk.kernel.errors import KvdeskError
from kvdesk.kernel.words import N_
from kvdesk.store.batches import BatchRow
from kvdesk.store.queries.conflicts import ConflictRow
from kvdesk.store.queries.meetings import MeetingRow
from kvdesk.ui.announce import announce
from kvdesk.ui.bridge import Touch
from kvdesk.ui.buttons import action_button
from kvdesk.ui.empty import EmptyState
from kvdesk.ui.flow import FlowLayout
from kvdesk.ui.heading import Heading
from kvdesk.ui.labels import Label
from kvdesk.ui.typography import GAP, MARGIN, Size
from kvdesk.ui.view import Context, View
from kvdesk.ui.views.exchange_conflicts import ConflictTable
from kvdesk.ui.views.exchange_folder import FolderCard
from kvdesk.ui.views.exchange_lists import ImportTable, PreviewCard, ScopeChoice
from kvdesk.ui.views.exchange_peers import PeerTable
from kvdesk.ui.views.exchange_sealing import PassphraseAsked, PassphraseShown, SealChoice
from kvdesk.ui.views.exchange_sheets import SHEET, SheetScopes, sheet_of
from kvdesk.ui.views.exchange_standing import receipt_sentence
from kvdesk.ui.views.meeting_sheet import MeetingIds, MeetingRows

__all__ = ["ExchangeView"]

_TITLE: Final = N_("Exchange")
#: What can be dropped here; what a file is follows from its content.
_FILES: Final = (".kvx", ".kvx.age", ".kvr", ".xlsx")
#: Why a package is not open yet: its words are asked for, and asked for again.
_LOCKED: Final = frozenset({"passphrase_needed", "passphrase_wrong"})


class ExchangeView(View):
    """Export, import with a preview, the imports of before, the conflicts that are open."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, context.words.text(_TITLE))
        self.setAcceptDrops(True)
        _ = context.words.text
        self.heading = Heading(context.words, self.title)
        self.scope = ScopeChoice(context.words)
        self.preview = PreviewCard(context.words)
        self.imports = ImportTable(context.words)
        self.conflicts = ConflictTable(context)
        self.folder = FolderCard(context)
        self.seal = SealChoice(context.words)
        self.words_shown = PassphraseShown(context.words)
        self.words_asked = PassphraseAsked(context.words)
        self.peers = PeerTable(context)
        self._file, self._passphrase = Path(), ""
        self._export = self.act("export", self._ask_export)
        self._import = self.act("import", self._ask_import)
        self._undo = self.act(
            "undo_import", self.undo_import, text=_("Undo this import"), icon_name="undo-2"
        )
        self._receipt = self.act(
            "write_receipt", self._ask_receipt, text=_("Write a receipt"), icon_name="mail"
        )
        self._build()
        self._wire()
        self._read()

    def on_touched(self, touch: Touch) -> None:
        """Read imports, conflicts and meetings again."""
        if touch.rows:
            self._read()

    def focus_main(self) -> None:
        """Put the focus on the conflicts where there are any, else on what is to be sent."""
        has_conflicts = self.conflicts.table.rowCount() > 0
        (self.conflicts.table if has_conflicts else self.scope.choice).setFocus()

    def show_filter(self, wanted: object) -> None:
        """Preview a package that the shell was opened with."""
        if isinstance(wanted, Path):
            self.show_preview(wanted)

    def export_to(self, file: Path) -> None:
        """Write what is chosen into a signed package, or into a workbook to be filled in."""
        self.context.bridge.flush()
        words, scope = self.context.words, self.scope.scope()
        name = words.text("Exporting {file}", file=file.name)
        if scope.startswith(SHEET):
            sheet = sheet_of(scope, file, words.language)
            self.context.bridge.perform(sheet, self._on_sheet_written, name=name)
        else:
            package = WriteExport(
                out=file,
                scope=scope,
                for_=self.seal.receiver(),
                passphrase=self.seal.wants_passphrase(),
            )
            self.context.bridge.perform(package, self._on_exported, name=name)

    def show_preview(self, file: Path, passphrase: str = "") -> None:
        """Look into a package and tell what it would bring; nothing is written. Take a receipt."""
        self._file, self._passphrase = file, passphrase
        self.preview.hide()
        if is_receipt(file):
            self._take_receipt(file)
            return
        self.context.bridge.perform(
            PreviewPackage(file=file, passphrase=passphrase),
            partial(self._on_previewed, file),
            failed=self._on_not_previewed,
            name=self.context.words.text("Reading {file}", file=file.name),
        )

    def take_in(self) -> None:
        """Import the package that is previewed."""
        self.preview.set_busy(busy=True)
        self.context.bridge.flush()
        self.context.bridge.perform(
            ImportPackage(file=self._file, passphrase=self._passphrase),
            self._on_imported,
            failed=self._on_import_failed,
            name=self.context.words.text("Importing {file}", file=self._file.name),
        )

    def undo_import(self) -> None:
        """Undo the import that is current in the list; what was written here since stays."""
        batch = self.imports.current_batch()
        if batch:
            self.context.bridge.perform(
                UndoImport(batch=batch),
                self._on_undone,
                name=self.context.words.text("Undoing the import"),
            )

    def write_receipt(self, file: Path) -> None:
        """Write the receipt of the import that is current in the list."""
        self.context.bridge.perform(
            WriteReceipt(batch=self.imports.current_batch(), out=file), self._on_receipt_written
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a package that is dropped here."""
        if any(url.toLocalFile().endswith(_FILES) for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Preview the package that was dropped."""
        files = [url.toLocalFile() for url in event.mimeData().urls()]
        packages = [file for file in files if file.endswith(_FILES)]
        if packages:
            self.show_preview(Path(packages[0]))

    # Building

    def _build(self) -> None:
        _ = self.context.words.text
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(MARGIN, 0, MARGIN, MARGIN)
        column.setSpacing(GAP)
        self.heading.add_widget(self.scope)
        self.heading.add_widget(self.seal)
        self.heading.add_button(self._export)
        self.heading.add_button(self._import, primary=True)
        for card in (self.words_shown, self.words_asked, self.preview):
            column.addWidget(card)
        column.addWidget(self.conflicts)
        column.addWidget(self.folder)
        self._add_imports(column)
        column.addWidget(self.peers)
        column.addStretch()
        self._area = area = QScrollArea()
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its lists and buttons have it
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.heading)
        whole.addWidget(area, 1)

    def _add_imports(self, column: QVBoxLayout) -> None:
        _ = self.context.words.text
        self.empty = EmptyState(
            "arrow-left-right",
            _("Nothing has been imported yet. Drop a package here, or import a file."),
        )
        self._list_title = Label(_("Imports"), Size.HEADING)
        column.addWidget(self._list_title)
        column.addWidget(self.imports)
        self.undo_button = action_button(self._undo)
        self.receipt_button = action_button(self._receipt)
        row = FlowLayout()
        for button in (self.receipt_button, self.undo_button):
            row.addWidget(button)
        column.addLayout(row)
        column.addWidget(self.empty, 1)

    def _wire(self) -> None:
        self.preview.accepted.connect(self.take_in)
        self.imports.currentCellChanged.connect(lambda *_: self._show_undo())
        self.conflicts.decided.connect(self._resolve)
        self.words_asked.given.connect(lambda typed: self.show_preview(self._file, typed))
        self.peers.changed.connect(self._read)

    # Reading

    def _read(self) -> None:
        bridge = self.context.bridge
        bridge.ask(ListImports(), self._on_imports, key="exchange-imports")
        bridge.ask(ListConflicts(), self.conflicts.show_rows, key="exchange-conflicts")
        bridge.ask(MeetingIds(), self._on_meeting_ids, key="exchange-meetings")
        bridge.ask(ListPeers(), self._on_peers, key="exchange-peers")
        bridge.ask(SheetScopes(), self.scope.show_sheets, key="exchange-sheets")

    def _on_peers(self, rows: list[PeerState]) -> None:
        self.peers.show_rows(rows)
        self.seal.show_peers(rows)

    def _on_meeting_ids(self, ids: list[str]) -> None:
        ask = MeetingRows(ids=tuple(ids))
        self.context.bridge.ask(ask, self._on_meetings, key="exchange-meeting-rows")

    def _on_meetings(self, rows: list[MeetingRow]) -> None:
        self.scope.show_meetings(rows)

    def _on_imports(self, rows: list[BatchRow]) -> None:
        self.imports.show_rows(rows)
        self._show_undo()
        count = self.imports.rowCount()
        for widget in (self._list_title, self.imports, self.undo_button, self.receipt_button):
            widget.setVisible(count > 0)
        self.empty.setVisible(count == 0)
        self.counted.emit(self.context.words.plural("{n} import", "{n} imports", count))

    def _show_undo(self) -> None:
        self._undo.setEnabled(self.imports.can_undo())

    # Doing

    def _ask_export(self) -> None:
        words = self.context.words
        name = f"kvdesk-{self.context.bridge.today}"
        asked = (
            words.text("Where to write the package"),
            f"{name}.kvx",
            words.text("kvdesk packages (*.kvx)"),
        )
        if self.scope.scope().startswith(SHEET):
            asked = (
                words.text("Where to write the workbook"),
                f"{name}.xlsx",
                words.text("Workbooks (*.xlsx)"),
            )
        chosen, _ = QFileDialog.getSaveFileName(self, *asked)
        if chosen:
            self.export_to(Path(chosen))

    def _ask_import(self) -> None:
        words = self.context.words
        chosen, _ = QFileDialog.getOpenFileName(
            self,
            words.text("Which file to look into"),
            "",
            words.text("Packages, receipts and filled-in workbooks (*.kvx *.age *.kvr *.xlsx)"),
        )
        if chosen:
            self.show_preview(Path(chosen))

    def _ask_receipt(self) -> None:
        words = self.context.words
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            words.text("Where to write the receipt"),
            f"kvdesk-{self.context.bridge.today}.kvr",
            words.text("kvdesk receipts (*.kvr)"),
        )
        if chosen:
            self.write_receipt(Path(chosen))

    def _take_receipt(self, file: Path) -> None:
        name = self.context.words.text("Reading {file}", file=file.name)
        self.context.bridge.perform(ImportPackage(file=file), self._on_receipt, name=name)

    def _resolve(self, record: str, field: str, take: str) -> None:
        self.context.bridge.perform(
            ResolveConflict(record=record, field=field, take=take), self._on_resolved
        )

    def _on_exported(self, done: Exported) -> None:
        words = self.context.words
        sentence = words.plural(
            "{n} change written to {file}.",
            "{n} changes written to {file}.",
            done.changes,
            file=", ".join([done.file, *(Path(file).name for file in done.files[1:])]),
        )
        self.context.shell.toast(sentence)
        if done.passphrase:
            self._area.verticalScrollBar().setValue(0)
            self.words_shown.show_words(done.passphrase)

    def _on_receipt_written(self, done: WrittenReceipt) -> None:
        words = self.context.words
        self.context.shell.toast(words.text("Receipt written to {file}.", file=done.file))

    def _on_receipt(self, done: ReceiptTaken) -> None:
        self.context.shell.toast(receipt_sentence(done, self.context.words))
        self._read()

    def _on_not_previewed(self, error: KvdeskError) -> None:
        if error.code in _LOCKED:
            self._area.verticalScrollBar().setValue(0)
            self.words_asked.ask()
        if error.code != "passphrase_needed":
            self.context.bridge.failed.emit(error)

    def _on_sheet_written(self, done: SheetWritten) -> None:
        sentence = self.context.words.plural(
            "{n} row written to {file}.", "{n} rows written to {file}.", done.rows, file=done.file
        )
        self.context.shell.toast(sentence)

    def _on_previewed(self, file: Path, seen: Imported) -> None:
        if file == self._file:
            self.words_asked.close_again()
            self._area.verticalScrollBar().setValue(0)
            self.preview.show_preview(file.name, seen)
            announce(self.preview, self.preview.summary.text())

    def _on_imported(self, done: Imported) -> None:
        self.preview.hide()
        self._passphrase = ""
        words = self.context.words
        sentence = words.plural("{n} change imported.", "{n} changes imported.", done.changes)
        self.context.shell.toast(sentence)
        self._read()

    def _on_import_failed(self, error: KvdeskError) -> None:
        self.preview.set_busy(busy=False)
        self.context.bridge.failed.emit(error)

    def _on_undone(self, done: UndoneImport) -> None:
        words = self.context.words
        sentence = words.text(
            "Import undone: {restored} fields restored, {kept} left as written here since.",
            restored=done.restored,
            kept=done.kept,
        )
        self.context.shell.toast(sentence)
        self._read()

    def _on_resolved(self, row: ConflictRow) -> None:
        sentence = N_("Conflict decided; the other value stays in the history.")
        self.context.shell.toast(self.context.words.text(sentence), undo=True)
        self.context.bridge.touched.emit(Touch({row.kind: (row.record,)}))
