"""The meetings: a list at the left, and the meeting that is current at the right.

Everything saves itself. The buttons offer only what the meeting's state allows next.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSplitter, QVBoxLayout

from kvdesk.desk.meetings import AddMeeting, OpenMeeting
from kvdesk.domain.meetings import MeetingState
from kvdesk.kernel.dates import format_short_day
from kvdesk.kernel.words import N_
from kvdesk.store.queries.meetings import MeetingRow
from kvdesk.ui.bridge import Touch
from kvdesk.ui.buttons import action_button
from kvdesk.ui.empty import EmptyState
from kvdesk.ui.heading import Heading
from kvdesk.ui.list_model import Column, ListModel, Source
from kvdesk.ui.table import Table
from kvdesk.ui.typography import GAP
from kvdesk.ui.view import Context, View
from kvdesk.ui.views.meeting_editor import MeetingEditor
from kvdesk.ui.views.meeting_sheet import (
    STATE_BADGES,
    STATES,
    BodyNames,
    MeetingIds,
    MeetingRows,
    ReadSheet,
    Sheet,
)

__all__ = ["MeetingsView"]

_TITLE: Final = N_("Meetings")
#: Narrower than this many average letters, the list and the meeting take turns.
_BESIDE_LETTERS: Final = 112
_SHOWN: Final = (
    "meeting",
    "agenda_entry",
    "attendance",
    "minute_entry",
    "person",
    "membership",
    "body",
    "body_rules",
)


class MeetingsView(View):
    """All meetings, and the current one to be edited.

    Where both have no room beside each other, Enter in the list opens the meeting in its place and
    a button leads back.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context, context.words.text(_TITLE))
        self._sheet: Sheet | None = None
        self._reading = False
        _ = context.words.text
        self.heading = Heading(context.words, self.title)
        self._back = self.act(
            "to_list", self._show_list, text=_("All meetings"), icon_name="arrow-left"
        )
        self.back: QPushButton = action_button(self._back)
        self.heading.add_widget(self.back)
        new = self.act("new", self._add, text=_("New meeting"))
        self._start = self.act("live", self._start_live)
        self.heading.add_button(self._start)
        self.heading.add_button(new, primary=True)
        self.model: ListModel[None, MeetingRow] = ListModel(
            context.bridge, _source(), _columns(context), self
        )
        empty = EmptyState("calendar-days", _("No meetings yet."), new)
        self.table = Table(
            self.model, context.settings, name="meetings", title=self.title, empty=empty
        )
        self.editor = MeetingEditor(context, self)
        self._build()
        self._wire()
        self.model.load(None)

    def show_record(self, record: str) -> None:
        """Make a meeting current."""
        if record:
            self.record = record
            self._reading = True
            self.table.go_to(record)
            self._read()
            self._fit()

    def on_touched(self, touch: Touch) -> None:
        """Read the list and the meeting again."""
        if touch.has("meeting", "decision", "agenda_entry", "body"):
            self.model.reload()
        if touch.has(*_SHOWN):
            self._read()

    def focus_main(self) -> None:
        """Put the focus on the list, or on the meeting that stands in its place."""
        if self.table.isVisibleTo(self):
            self.table.setFocus()
        else:
            self.editor.focus_first()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show one or both."""
        super().resizeEvent(event)
        self._fit()

    @property
    def _is_narrow(self) -> bool:
        return self.width() < self.fontMetrics().averageCharWidth() * _BESIDE_LETTERS

    def _fit(self) -> None:
        there = self._sheet is not None
        alone = self._is_narrow and there
        self.table.setVisible(not (alone and self._reading))
        self.editor.setVisible(there and (self._reading or not alone))
        self.back.setVisible(alone and self._reading)
        self._back.setEnabled(alone and self._reading)

    def _show_list(self) -> None:
        self._reading = False
        self._fit()
        self.table.setFocus()

    def _open_current(self, _record: str) -> None:
        self._reading = True
        self._fit()
        self.editor.focus_first()

    def _build(self) -> None:
        splitter = QSplitter()
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.table)
        splitter.addWidget(self.editor)
        splitter.setSizes([460, 740])
        splitter.setStretchFactor(0, 2)
        splitter.setStretchFactor(1, 4)
        self.table.setMinimumWidth(self.fontMetrics().averageCharWidth() * 34)
        self.editor.setMinimumWidth(self.fontMetrics().averageCharWidth() * 52)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.heading)
        column.addWidget(splitter, 1)
        self._fit()
        self._start.setEnabled(False)

    def _wire(self) -> None:
        self.table.moved.connect(self._on_moved)
        self.table.opened.connect(self._open_current)
        self.model.loaded.connect(self._on_loaded)
        agenda = self.editor.agenda
        self.act("new_item", agenda.add)
        for name, by in (("move_up", -1), ("move_down", 1)):
            act = self.act(name, partial(agenda.move_by, by))
            act.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # not while typing a text
            agenda.items.addAction(act)

    def _on_moved(self, record: str) -> None:
        if record and record != self.record:
            self.record = record
            self.moved.emit(record)
            self._read()

    def _on_loaded(self, count: int) -> None:
        sentence = self.context.words.plural("{n} meeting", "{n} meetings", count)
        self.heading.set_count(sentence)
        self.counted.emit(sentence)
        if self.record:
            if self.table.current_id() != self.record:  # it was asked for before the list was there
                self.table.go_to(self.record)
            return
        if count:
            self.record = str(self.model.keys[0])
            self.table.go_to(self.record)
            self._read()

    def _read(self) -> None:
        if self.record:
            ask = ReadSheet(meeting=self.record)
            self.context.bridge.ask(ask, self._show, key="meeting-sheet")

    def _show(self, sheet: Sheet | None) -> None:
        self._sheet = sheet
        self._fit()
        if sheet is None:
            self.record = ""
            self._start.setEnabled(False)
            return
        self.editor.show_sheet(sheet)
        state = sheet.meeting.state
        startable = (MeetingState.PLANNED, MeetingState.CALLED, MeetingState.IN_SESSION)
        self._start.setEnabled(state in startable)

    def _add(self) -> None:
        self.context.bridge.ask(BodyNames(), self._add_for, key="meeting-bodies")

    def _add_for(self, bodies: tuple[tuple[str, str], ...]) -> None:
        """Plan a meeting of the current meeting's body, else of the first, today at nine."""
        if not bodies:
            self.context.shell.toast(
                self.context.words.text("Add a body first; it holds meetings.")
            )
            return
        body = self._sheet.meeting.body if self._sheet else bodies[0][0]
        starts = f"{self.context.bridge.today}T09:00"
        self.context.bridge.do(AddMeeting(body=body, starts=starts), self._on_added)

    def _on_added(self, outcome: Any) -> None:  # noqa: ANN401 - the desk's own outcome
        self.show_record(outcome.id)
        self.editor.focus_first()
        self.context.shell.toast(self.context.words.text("Meeting added."), undo=True)

    def _start_live(self) -> None:
        """Open the meeting if it is not open, and go to the live desk."""
        if self._sheet is None or not self._start.isEnabled():
            return
        self.context.bridge.flush()
        meeting = self._sheet.meeting
        go = partial(self.context.shell.open, "live", meeting.id)
        if meeting.state is MeetingState.IN_SESSION:
            go()
        else:
            self.context.bridge.do(OpenMeeting(meeting=meeting.id), lambda _: go())


def _source() -> Source[None, MeetingRow]:
    return Source(
        ids=lambda _: MeetingIds(),
        rows=lambda keys: MeetingRows(ids=tuple(keys)),
        key=lambda row: row.id,
        order=lambda row: row.starts,
    )


def _columns(context: Context) -> Sequence[Column[MeetingRow]]:
    words = context.words
    _ = words.text

    def badge(row: MeetingRow) -> tuple[str, str, str]:
        meaning, icon = STATE_BADGES[row.state]
        return _(STATES[row.state]), meaning, icon

    return (
        Column(
            _("Starts"), lambda row: format_short_day(row.starts[:10], words.language), width=11
        ),
        Column(
            _("Meeting"),
            lambda row: " ".join(filter(None, [row.abbreviation or row.body_name, row.number])),
            tool_tip=lambda row: row.title or row.body_name,
            width=14,
        ),
        Column(_("State"), lambda row: _(STATES[row.state]), badge=badge, width=17),
    )
