"""The parts of the exchange: what to send, what a package would bring, the imports of before."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kvdesk.desk.exchange import Imported
from kvdesk.desk.standing import ALARMING
from kvdesk.kernel.clock import FINNISH_TIME
from kvdesk.kernel.dates import format_moment
from kvdesk.kernel.words import N_, Words
from kvdesk.store.batches import BatchRow
from kvdesk.store.queries.meetings import MeetingRow
from kvdesk.store.queries.sheet_scopes import SheetScopeRow
from kvdesk.ui.flow import FlowLayout
from kvdesk.ui.icons import icon
from kvdesk.ui.labels import Label
from kvdesk.ui.typography import MARGIN, SNUG, Size
from kvdesk.ui.views.exchange_sheets import cell_lines, sheet_choices, sheet_summary
from kvdesk.ui.views.exchange_standing import standing_sentence
from kvdesk.ui.wrapping import WrappingHeader

__all__ = ["ImportTable", "PreviewCard", "ScopeChoice", "finnish_moment", "plain_table"]

_BATCH: Final = Qt.ItemDataRole.UserRole
_IMPORTED: Final = "imported"
#: Characters of the choice that the box shows; its tooltip tells the rest.
_SHOWN: Final = 20
_STATES: Final = {
    "imported": N_("Imported"),
    "undone": N_("Undone"),
}


class ScopeChoice(QWidget):
    """What is sent: everything, or what belongs to one meeting."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._meetings: list[tuple[str, str]] = []
        self._sheets: list[tuple[str, str]] = []
        self.choice = QComboBox()
        self.choice.setAccessibleName(words.text("What to send"))
        self.choice.addItem(words.text("Everything"), "all")
        self.choice.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.choice.setMinimumContentsLength(_SHOWN)
        self.choice.currentTextChanged.connect(self.choice.setToolTip)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        label = Label(self.choice.accessibleName(), colour="muted")
        label.setBuddy(self.choice)
        row.addWidget(label)
        row.addWidget(self.choice)

    def scope(self) -> str:
        """The scope as the export takes it, `all` or `meeting:` and the id, or a workbook."""
        return str(self.choice.currentData())

    def show_meetings(self, rows: Sequence[MeetingRow]) -> None:
        """Offer the meetings; the choice stays."""
        self._meetings = []
        for row in rows:
            name = f"{row.abbreviation or row.body_name} {row.number}".strip()
            text = self._words.text("Meeting {meeting}", meeting=name)
            self._meetings.append((text, f"meeting:{row.id}"))
        self._show()

    def show_sheets(self, rows: Sequence[SheetScopeRow]) -> None:
        """Offer the workbooks below the packages; the choice stays."""
        self._sheets = sheet_choices(rows, self._words)
        self._show()

    def _show(self) -> None:
        before = self.scope()
        with QSignalBlocker(self.choice):
            while self.choice.count() > 1:
                self.choice.removeItem(1)
            for text, data in (*self._meetings, *self._sheets):
                self.choice.addItem(text, data)
            self.choice.setCurrentIndex(max(0, self.choice.findData(before)))
        # The names are longer than the box: the list that opens shows them whole.
        view = self.choice.view()
        view.setMinimumWidth(view.sizeHintForColumn(0) + 2 * MARGIN)


class PreviewCard(QFrame):
    """What a package would bring, before anything is written.

    Signals:
        accepted: the user wants it.
    """

    accepted = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName(words.text("Preview of the package"))
        self.sent_by = Label("", Size.HEADING, wrap=True)
        self.summary = Label("", Size.STRONG, wrap=True)
        self.standing = Label("", wrap=True)
        self.details = Label("", colour="muted", wrap=True)
        self.take = QPushButton(icon("download"), words.text("Import"))
        self.take.setProperty("look", "primary")
        self.leave = QPushButton(words.text("Leave it"))
        self._build()
        self.hide()

    def show_preview(self, file: str, seen: Imported) -> None:
        """Show counts by kind, and who sent it; of a workbook, each cell."""
        if seen.is_sheet:
            self._show_sheet(file, seen)
        else:
            self._show_package(file, seen)
        self.set_busy(busy=False)
        self.take.setEnabled(bool(seen.changes))
        self.show()
        (self.take if seen.changes else self.leave).setFocus()

    def _show_sheet(self, file: str, seen: Imported) -> None:
        words = self._words
        sent = finnish_moment(datetime.fromisoformat(seen.made_at), words)
        self.sent_by.setText(
            words.text(
                "{file}: answers to “{title}”, sent out {time}",
                file=file,
                title=seen.sender,
                time=sent,
            )
        )
        self.summary.setText(sheet_summary(seen, words))
        self.standing.clear()
        self.details.setText("\n".join(cell_lines(seen.cells, words)))

    def _show_package(self, file: str, seen: Imported) -> None:
        words = self._words
        who = seen.sender or seen.department
        made = finnish_moment(datetime.fromisoformat(seen.made_at), words)
        self.sent_by.setText(
            words.text("{file}: from {sender}, made {time}", file=file, sender=who, time=made)
        )
        new, changed = sum(seen.new.values()), sum(seen.changed.values())
        self.summary.setText(
            words.text(
                "New {new} · changed {changed} · conflicts {conflicts} · known already {known}",
                new=new,
                changed=changed,
                conflicts=len(seen.conflicts),
                known=seen.known,
            )
        )
        stood = seen.stood
        day = finnish_moment(datetime.fromisoformat(stood.at), words) if stood.at else ""
        self.standing.setText(standing_sentence(stood, day, words))
        self.standing.set_colour("late" if stood.standing in ALARMING else "text")
        key = words.text("Signing key: {fingerprint}", fingerprint=seen.fingerprint)
        told = [*self._by_kind(seen.new, seen.changed), *self._parts(seen), key]
        self.details.setText("\n".join(told))

    def set_busy(self, *, busy: bool) -> None:
        """Offer nothing while the import runs."""
        self.take.setEnabled(not busy)
        self.leave.setEnabled(not busy)

    def _by_kind(self, new: Mapping[str, int], changed: Mapping[str, int]) -> list[str]:
        return [
            self._words.text(
                "{kind}: {new} new, {changed} changed",
                kind=self._words.text(_KINDS.get(kind, kind)),
                new=new.get(kind, 0),
                changed=changed.get(kind, 0),
            )
            for kind in sorted({*new, *changed})
        ]

    def _parts(self, seen: Imported) -> list[str]:
        if not seen.parts:
            return []
        part = self._words.text("Part {part}/{parts}", part=seen.part, parts=seen.parts)
        missing = ", ".join(map(str, seen.missing_parts))
        rest = self._words.text("still missing: {parts}", parts=missing)
        return [f"{part} · {rest}" if missing else part]

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(SNUG)
        for widget in (self.sent_by, self.summary, self.standing, self.details):
            column.addWidget(widget)
        row = FlowLayout()
        row.addWidget(self.take)
        row.addWidget(self.leave)
        column.addLayout(row)
        self.take.clicked.connect(self.accepted)
        self.leave.clicked.connect(self.hide)


class ImportTable(QTableWidget):
    """All imports, the latest first."""

    def __init__(self, words: Words) -> None:
        titles = [N_("When"), N_("File"), N_("By"), N_("State")]
        super().__init__(0, len(titles))
        self._words = words
        plain_table(self, words.text("Imports"), [words.text(title) for title in titles])

    def show_rows(self, rows: Sequence[BatchRow]) -> None:
        """Show the list; the current import stays current."""
        before = self.current_batch()
        with QSignalBlocker(self):
            self.setRowCount(len(rows))
            for number, row in enumerate(rows):
                when = finnish_moment(datetime.fromisoformat(row.imported_at), self._words)
                state = self._words.text(_STATES.get(row.state, row.state))
                for column, text in enumerate((when, row.file_name, row.imported_by, state)):
                    item = QTableWidgetItem(text)
                    item.setData(_BATCH, (row.batch, row.state))
                    self.setItem(number, column, item)
                if row.batch == before or (number == 0 and not before):
                    self.setCurrentCell(number, 0)

    def current_batch(self) -> int:
        """The number of the current import, or 0."""
        return int(self._current()[0])

    def can_undo(self) -> bool:
        """Whether the current import stands and can be undone."""
        return self._current()[1] == _IMPORTED

    def _current(self) -> tuple[int, str]:
        item = self.item(self.currentRow(), 0)
        if item is None:
            return 0, ""
        batch, state = item.data(_BATCH)
        return int(batch), str(state)


def finnish_moment(moment: datetime, words: Words) -> str:
    """A moment with its zone as Finnish clocks showed it: `3.12.2026 9.05`."""
    local = moment.astimezone(FINNISH_TIME)
    return format_moment(local.strftime("%Y-%m-%dT%H:%M"), words.language)


def plain_table(table: QTableWidget, name: str, titles: Sequence[str]) -> None:
    """Dress a small table like the registers' lists: rows, no grid, Tab leaves it."""
    table.setAccessibleName(name)
    table.setHorizontalHeader(WrappingHeader(table))
    table.setHorizontalHeaderLabels(list(titles))
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.verticalHeader().hide()
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    # The rows are few: each is as high as its texts.
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.setSizeAdjustPolicy(QAbstractItemView.SizeAdjustPolicy.AdjustToContents)
    table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)


#: Record kind -> what people call its records.
_KINDS: Final = {
    "action": N_("Actions"),
    "action_report": N_("Reports on actions"),
    "agenda_entry": N_("Agenda items"),
    "attendance": N_("Attendance"),
    "ballot": N_("Ballots"),
    "body": N_("Bodies"),
    "body_rules": N_("Rules of bodies"),
    "decision": N_("Decisions"),
    "issuance": N_("Documents given out"),
    "matter": N_("Matters"),
    "matter_goal": N_("Goals of matters"),
    "meeting": N_("Meetings"),
    "membership": N_("Memberships"),
    "minute_entry": N_("Lines of logs"),
    "organisation": N_("Organisations"),
    "person": N_("People"),
    "statement": N_("Strategy sentences"),
    "strategy": N_("Strategies"),
    "vote": N_("Votes"),
}
