"""The agenda while it is planned: a list in its order, and the current item's fields beneath."""

from typing import Any, Final

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton, QVBoxLayout
from PySide6.QtWidgets import QWidget as Widget

from kvdesk.desk.agenda import AddEntry, MoveEntry, RemoveEntry
from kvdesk.desk.recording import SetField
from kvdesk.domain.meetings import BEFORE_END, AgendaEntry, MeetingState
from kvdesk.ui.field import ChoiceField, Field, LineField, TextField, ToCommand
from kvdesk.ui.flow import FlowLayout
from kvdesk.ui.form import Form
from kvdesk.ui.icons import icon
from kvdesk.ui.labels import Label
from kvdesk.ui.typography import GAP, Size
from kvdesk.ui.view import Context
from kvdesk.ui.views.meeting_sheet import ENTRY_KINDS, FATES, Sheet
from kvdesk.ui.wrapping import wrap_lines

__all__ = ["AgendaEditor"]

_ID: Final = Qt.ItemDataRole.UserRole


class AgendaEditor(Widget):
    """Add, move and remove items; the current one can be written."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._sheet: Sheet | None = None
        self._wanted = ""
        _ = context.words.text
        self.items = QListWidget()
        self.items.setAccessibleName(_("Agenda"))
        self.items.setAccessibleDescription(_("Ctrl+Up and Ctrl+Down move an item."))
        wrap_lines(self.items)
        self.fields = self._make_fields()
        self.form = Form()
        self.buttons = {
            "add": self._button(_("Add item"), "plus", self.add),
            "up": self._button(_("Move up"), "arrow-up", lambda: self.move_by(-1)),
            "down": self._button(_("Move down"), "arrow-down", lambda: self.move_by(1)),
            "remove": self._button(_("Remove item"), "trash-2", self.remove),
        }
        self._build()
        self.items.currentItemChanged.connect(lambda *_: self._show_current())

    def show_sheet(self, sheet: Sheet) -> None:
        """Show the agenda; the current item stays current."""
        other = self._sheet is None or self._sheet.meeting.id != sheet.meeting.id
        wanted = self._wanted or ("" if other else self.current())
        self._sheet = sheet
        self._wanted = ""
        with QSignalBlocker(self.items):
            self.items.clear()
            for entry in sheet.entries:
                self.items.addItem(self._item(entry))
                if entry.id == wanted:
                    self.items.setCurrentRow(self.items.count() - 1)
            if self.items.currentRow() < 0 and self.items.count():
                self.items.setCurrentRow(0)
        for button in self.buttons.values():
            button.setEnabled(sheet.meeting.state in BEFORE_END)
        presenter = self.fields["presenter"]
        if isinstance(presenter, ChoiceField):
            presenter.set_choices([("", ""), *sheet.people])
        self._show_current()

    def current(self) -> str:
        """The id of the current item, or an empty text."""
        return str(self.items.currentItem().data(_ID)) if self.items.currentRow() >= 0 else ""

    def add(self) -> None:
        """Add an item with a name to be overwritten, and put the cursor into it."""
        if self._sheet is not None:
            title = self._context.words.text("New item")
            command = AddEntry(meeting=self._sheet.meeting.id, title=title)
            self._context.bridge.do(command, self._on_added)

    def move_by(self, by: int) -> None:
        """Move the current item among its neighbours."""
        there = self.items.currentRow() + by
        if self.current() and 0 <= there < self.items.count():
            self._wanted = self.current()
            self._context.bridge.do(MoveEntry(entry=self.current(), to=there + 1))

    def remove(self) -> None:
        """Take the current item off the agenda; undo brings it back."""
        if self.current():
            self._context.bridge.flush()
            self._context.bridge.do(RemoveEntry(entry=self.current()), self._on_removed)

    def _make_fields(self) -> dict[str, Field]:
        context = self._context
        _ = context.words.text
        kind = ChoiceField(context, _("Kind"), _setter("kind"))
        kind.set_choices([(value.value, _(words)) for value, words in ENTRY_KINDS.items()])
        presenter = ChoiceField(context, _("Presenter"), _setter("presenter"), searchable=True)
        return {
            "title": LineField(context, _("Item"), _setter("title")),
            "kind": kind,
            "presenter": presenter,
            "background": TextField(context, _("Account"), _setter("background")),
            "proposal": TextField(context, _("Proposed decision"), _setter("proposal")),
        }

    def _button(self, text: str, name: str, run: Any) -> QPushButton:  # noqa: ANN401 - any callable
        button = QPushButton(text)
        button.setIcon(icon(name))
        button.clicked.connect(lambda *_: run())
        return button

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GAP, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(Label(self._context.words.text("Agenda"), Size.HEADING))
        self.items.setMinimumHeight(self.fontMetrics().lineSpacing() * 9)
        column.addWidget(self.items)
        row = FlowLayout()
        for button in self.buttons.values():
            row.addWidget(button)
        column.addLayout(row)
        for field in self.fields.values():
            self.form.add(field)
        column.addWidget(self.form)

    def _show_current(self) -> None:
        sheet = self._sheet
        entry = sheet.entry(self.current()) if sheet is not None else None
        self.form.setVisible(entry is not None)
        if sheet is None or entry is None:
            return
        locked = sheet.meeting.has_reached(MeetingState.CHECKED)
        for name, field in self.fields.items():
            field.show_value(str(getattr(entry, name)), of=entry.id)
            field.set_read_only(read_only=locked)

    def _item(self, entry: AgendaEntry) -> QListWidgetItem:
        words = self._context.words
        number = f"§ {entry.section}" if entry.section else str(entry.number or "")
        item = QListWidgetItem(f"{number} {entry.title}".strip())
        item.setData(_ID, entry.id)
        state = words.text(FATES[entry.fate])
        item.setToolTip(state)
        spoken = words.text("{item}: {state}", item=item.text(), state=state)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
        return item

    def _on_added(self, outcome: Any) -> None:  # noqa: ANN401 - the desk's own outcome
        self._wanted = outcome.id
        self.fields["title"].setFocus()

    def _on_removed(self, _outcome: object) -> None:
        words = self._context.words
        self._context.shell.toast(words.text("The item was removed."), undo=True)


def _setter(field: str) -> ToCommand:
    def command(record: str, value: str) -> SetField:
        return SetField(kind="agenda_entry", id=record, field=field, value=value)

    return command
