"""The first page: what comes next, what is late, and what has changed."""

from collections.abc import Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from kvdesk.domain.meetings import MeetingState
from kvdesk.kernel.dates import format_long_day, format_short_day, format_time
from kvdesk.kernel.words import N_
from kvdesk.store.queries.actions import ActionRow
from kvdesk.store.queries.home import (
    ActionGroup,
    ChangeLine,
    MeetingAhead,
    Situation,
    situation,
)
from kvdesk.ui.bridge import Touch
from kvdesk.ui.cards import Card, CardGrid
from kvdesk.ui.heading import Heading
from kvdesk.ui.labels import Badge
from kvdesk.ui.tab_order import step_focus
from kvdesk.ui.typography import MARGIN
from kvdesk.ui.view import Context, View
from kvdesk.ui.views.lateness import due_badge
from kvdesk.ui.views.record_details import moment_of
from kvdesk.ui.views.state_words import KIND_NAMES

__all__ = ["HomeView"]

#: Which view shows a kind of record.
_VIEW_OF: Final[Mapping[str, str]] = {
    "decision": "decisions",
    "action": "actions",
    "meeting": "meetings",
    "statement": "strategy",
}

#: What a change did, by the verb of its command; all others have changed something.
_VERBS: Final[Mapping[str, tuple[str, str, str]]] = {
    "add": (N_("New"), "done", "plus"),
    "import": (N_("Imported"), "accent", "download"),
    "report": (N_("Reported"), "open", "message-square"),
    "link": (N_("Linked"), "open", "link"),
    "delete": (N_("Deleted"), "warn", "trash-2"),
}
_CHANGED: Final = (N_("Changed"), "open", "pencil")


class HomeView(View):
    """Cards with numbers; every number opens the list that it counts."""

    def __init__(self, context: Context) -> None:
        _ = context.words.text
        super().__init__(context, _("Situation"))
        self.heading = Heading(context.words, self.title)
        self.meeting = Card(_("Next meeting"), "calendar-clock")
        self.late = Card(_("Late actions"), "triangle-alert")
        self.week = Card(_("This week"), "calendar-days")
        self.unowned = Card(_("Without an owner"), "user")
        self.changes = Card(_("Changed lately"), "history")
        self._meeting_id = ""
        self._open = self.act(
            "open_meeting", self._open_meeting, text=_("Open the meeting"), icon_name="folder-open"
        )
        self._live = self.act("live", self._open_live)
        self._build()
        self.heading.set_count(format_long_day(context.bridge.today, context.words.language))
        self._ask()

    def on_touched(self, touch: Touch) -> None:
        """Anything that was written may change a number or stand among the changes."""
        if touch.rows:
            self._ask()

    def focus_main(self) -> None:
        """Put the focus on the first thing that can be opened."""
        step_focus((self._area,), forward=True)

    def _ask(self) -> None:
        self.context.bridge.ask(situation, self._show, key="situation")

    def _show(self, now: Situation) -> None:
        _ = self.context.words.text
        self._show_meeting(now.meeting)
        self._show_group(self.late, now.late, _("Nothing is late."), "late")
        self._show_group(self.week, now.week, _("Nothing is due this week."), "text")
        self._show_group(self.unowned, now.unowned, _("Somebody answers for everything."), "warn")
        self._show_changes(now.changes)
        count = now.late.count
        self.counted.emit(self.context.words.plural("{n} late action", "{n} late actions", count))

    def _show_meeting(self, ahead: MeetingAhead | None) -> None:
        words = self.context.words
        _ = words.text
        card = self.meeting
        card.clear()
        self._meeting_id = ahead.id if ahead else ""
        for action in (self._open, self._live):
            action.setEnabled(ahead is not None)
        if ahead is None:
            card.add_fact(_("No meeting is ahead."))
            card.add_row(_("Plan a meeting"), lambda: self.context.shell.open("meetings"))
            return
        badge = Badge(_("In session"), "accent", "circle-play")
        running = ahead.state is MeetingState.IN_SESSION
        name = f"{ahead.body} {ahead.number}".strip() or ahead.title
        card.add_row(name, self._open_meeting, badge if running else None)
        if ahead.title and ahead.title != name:
            card.add_fact(ahead.title, colour="text")
        card.add_fact(
            _(
                "{day} at {time}",
                day=format_long_day(ahead.starts, words.language),
                time=format_time(ahead.starts[11:16], words.language),
            )
            if len(ahead.starts) > 10
            else format_long_day(ahead.starts, words.language)
        )
        if ahead.place:
            card.add_fact(ahead.place)
        items = words.plural("{n} agenda entry", "{n} agenda entries", ahead.items)
        card.add_row(items, self._open_meeting)

    def _show_group(self, card: Card, group: ActionGroup, nothing: str, meaning: str) -> None:
        card.clear()
        colour = meaning if group.count else "done"
        open_list = partial(self.context.shell.open, "actions", "", group.filter)
        card.show_figure(str(group.count), open_list, meaning=colour)
        if not group.count:
            card.add_fact(nothing)
        for row in group.first:
            open_row = partial(self.context.shell.open, "actions", row.id, group.filter)
            card.add_row(row.title, open_row, self._badge(row))
        hidden = group.count - len(group.first)
        if hidden > 0:
            more = self.context.words.plural("{n} more", "{n} more", hidden)
            card.add_row(more, open_list)

    def _badge(self, row: ActionRow) -> Badge | None:
        words = self.context.words
        late = due_badge(row, self.context.bridge.today, words)
        if late is not None:
            return Badge(*late)
        return (
            Badge(format_short_day(row.due, words.language), "open", "clock") if row.due else None
        )

    def _show_changes(self, changes: tuple[ChangeLine, ...]) -> None:
        words = self.context.words
        card = self.changes
        card.clear()
        if not changes:
            card.add_fact(words.text("Nothing has been written yet."))
        for change in changes:
            text, meaning, icon = _VERBS.get(change.verb, _CHANGED)
            if change.imported:
                text, meaning, icon = _VERBS["import"]
            self._show_change(change, (words.text(text), meaning, icon))

    def _show_change(self, change: ChangeLine, what: tuple[str, str, str]) -> None:
        words = self.context.words
        kind = words.text(KIND_NAMES.get(change.kind, change.kind))
        time = moment_of(change.at, words)
        view = _VIEW_OF.get(change.kind, "")
        if change.title:
            sentence = words.text(
                "{time} {kind}: {title}", time=time, kind=kind, title=change.title
            )
            open_record = partial(self.context.shell.open, view, change.record) if view else None
            self.changes.add_row(sentence, open_record, Badge(*what))
            return
        sentence = words.text("{time} {kind}", time=time, kind=kind)
        self.changes.add_row(sentence, None, Badge(*what))

    def _open_meeting(self) -> None:
        self.context.shell.open("meetings", self._meeting_id)

    def _open_live(self) -> None:
        self.context.shell.open("live", self._meeting_id)

    def _build(self) -> None:
        self.meeting.add_button(self._open)
        self.meeting.add_button(self._live, primary=True)
        grid = CardGrid()
        for card in (self.meeting, self.late, self.week, self.unowned):
            grid.add(card)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(MARGIN, 0, MARGIN, MARGIN)
        column.setSpacing(MARGIN)
        column.addWidget(grid)
        column.addWidget(self.changes)
        column.addStretch()
        self._area = QScrollArea()
        self._area.setAccessibleName(self.title)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its links have it
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.heading)
        layout.addWidget(self._area, 1)
