"""The list of actions: who does what by when, what is late, and how it went."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtWidgets import QWidget

from kvdesk.desk.actions import AddAction
from kvdesk.desk.recording import DeleteRecord
from kvdesk.domain.bodies import Body
from kvdesk.domain.network import Person
from kvdesk.kernel.dates import format_day
from kvdesk.kernel.words import N_
from kvdesk.store.queries.actions import (
    ActionFilter,
    ActionRow,
    action_ids,
    action_rid,
    action_rows,
    first_action_ids,
)
from kvdesk.store.reader import Reader
from kvdesk.ui.bridge import Outcome, Touch
from kvdesk.ui.list_model import Column, Source
from kvdesk.ui.view import Context
from kvdesk.ui.views.action_details import ActionDetails
from kvdesk.ui.views.lateness import due_badge
from kvdesk.ui.views.register import FilterBox, Register
from kvdesk.ui.views.state_words import ACTION_STATES, badge_of, choices_of

__all__ = ["ActionsView"]

_CHIPS: Final = {
    "late_on": N_("Late"),
    "due_from": N_("Due from a day on"),
    "due_to": N_("Due by a day"),
    "without_owner": N_("Nobody answers for it"),
    "organisation": N_("One organisation's"),
    "statement": N_("Serves one goal"),
    "meeting": N_("From one meeting"),
    "open_only": N_("Not finished"),
}


class ActionsView(Register[ActionFilter]):
    """The actions of all meetings."""

    KIND = "action"
    NAMED = ("person", "organisation", "meeting", "body")

    def __init__(self, context: Context) -> None:
        _ = context.words.text
        super().__init__(context, _("Actions"), search=_("Search actions"), nothing=ActionFilter())
        self._details = ActionDetails(context)
        self.details: QWidget | None = self._details
        new = self.act("new", self._add, text=_("New action"))
        self.heading.add_button(new, primary=True)
        self.act("delete", self._delete)
        context.bridge.ask(_choices, self._offer)

    def columns(self) -> Sequence[Column[ActionRow]]:
        """Number, what, who, by when, how late, state, meeting."""
        words = self.context.words
        _ = words.text
        return (
            Column(_("Number"), _number, width=7, sort="number"),
            Column(_("What"), lambda row: row.title, width=34, sort="title"),
            Column(_("Owner"), _answering, width=18, sort="owner"),
            Column(
                _("Due"),
                lambda row: format_day(row.due, words.language),
                alignment="right",
                width=16,
                sort="due",
            ),
            Column(
                _("Late"),
                lambda row: (self._late(row) or ("",))[0],
                badge=self._late,
                width=14,
            ),
            Column(
                _("State"),
                lambda row: badge_of(ACTION_STATES, row.state, words)[0],
                badge=lambda row: badge_of(ACTION_STATES, row.state, words),
                width=14,
                sort="state",
            ),
            Column(_("Meeting"), _origin, width=12),
        )

    def source(self) -> Source[ActionFilter, ActionRow]:
        """The list's queries."""
        return Source(
            ids=lambda wanted: lambda reader: action_ids(reader, wanted),
            rows=lambda keys: partial(_rows, tuple(keys)),
            key=lambda row: row.rid,
            first=lambda wanted: lambda reader: first_action_ids(reader, wanted),
            find=lambda record: lambda reader: action_rid(reader, record),
        )

    def filter_boxes(self) -> Mapping[str, FilterBox]:
        """Body, owner, state."""
        words = self.context.words
        _ = words.text
        boxes = {
            "body": FilterBox(_("Body"), _("All bodies"), lambda body: self.narrow(body=body)),
            "owner": FilterBox(_("Owner"), _("All owners"), lambda who: self.narrow(owner=who)),
            "state": FilterBox(_("State"), _("All states"), lambda state: self.narrow(state=state)),
        }
        boxes["state"].offer(choices_of(ACTION_STATES, words))
        return boxes

    def empty_state(self) -> tuple[str, str]:
        """What belongs here."""
        sentence = self.context.words.text(
            "No actions yet. They come from the meetings: who does what by when."
        )
        return "list-checks", sentence

    def chips(self, wanted: ActionFilter) -> Mapping[str, ActionFilter]:
        """What links narrow by."""
        blank = ActionFilter()
        return {
            self.context.words.text(text): replace(wanted, **{field: getattr(blank, field)})
            for field, text in _CHIPS.items()
            if getattr(wanted, field) != getattr(blank, field)
        }

    def count_words(self, rows: int) -> str:
        """How many actions match."""
        return self.context.words.plural("{n} action", "{n} actions", rows)

    def show_details(self, record: str) -> None:
        """Show an action in the details panel."""
        self._details.show_record(record)

    def on_touched(self, touch: Touch) -> None:
        """New people and bodies bring new choices, too."""
        super().on_touched(touch)
        if touch.has("body", "person"):
            self.context.bridge.ask(_choices, self._offer, key="action-choices")

    def _add(self) -> None:
        self.show_filter(None)
        title = self.context.words.text("New action")
        self.context.bridge.do(AddAction(title=title), self._begin)

    def _begin(self, outcome: Outcome) -> None:
        """Show the new action and let its title be typed at once."""
        self.show_record(outcome.id)
        self.context.shell.show_details(visible=True)
        self._details.title.editor.setFocus()

    def _delete(self) -> None:
        """Take the current action out of sight; only from the list itself, never from a field."""
        record = self.table.current_id()
        if record and self.table.hasFocus():
            told = self.context.words.text("The action was moved to the trash.")
            self.context.bridge.do(
                DeleteRecord(kind="action", id=record),
                lambda *_: self.context.shell.toast(told, undo=True),
            )

    def _late(self, row: ActionRow) -> tuple[str, str, str] | None:
        return due_badge(row, self.context.bridge.today, self.context.words)

    def _offer(self, choices: tuple[list[Body], list[Person]]) -> None:
        bodies, people = choices
        self.boxes["body"].offer([(body.id, body.name_fi) for body in bodies])
        self.boxes["owner"].offer([(person.id, person.name) for person in people])
        self._details.owner.set_choices([("", ""), *((p.id, p.name) for p in people)])
        for field in ("body", "owner"):
            self.boxes[field].put(getattr(self.wanted, field))


def _number(row: ActionRow) -> str:
    return f"T-{row.number}" if row.number else ""


def _answering(row: ActionRow) -> str:
    return row.owner or row.organisation


def _origin(row: ActionRow) -> str:
    return f"{row.body} {row.meeting}".strip()


def _rows(keys: tuple[int, ...], reader: Reader) -> list[ActionRow]:
    return list(action_rows(reader, list(keys)).values())


def _choices(reader: Reader) -> tuple[list[Body], list[Person]]:
    return reader.all(Body, order="sort_key"), reader.all(Person, order="sort_key")
