"""The register of decisions: every decision of every meeting, found, sorted and followed up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from PySide6.QtWidgets import QWidget

from kvdesk.domain.bodies import Body
from kvdesk.domain.decisions import Decision
from kvdesk.domain.matters import Matter
from kvdesk.domain.meetings import Meeting
from kvdesk.kernel.dates import format_day
from kvdesk.kernel.words import N_
from kvdesk.store.queries.actions import ActionFilter
from kvdesk.store.queries.decisions import (
    DecisionFilter,
    DecisionRow,
    decision_ids,
    decision_rid,
    decision_rows,
    decision_years,
    first_decision_ids,
)
from kvdesk.store.queries.histories import HistoryRow, history_rows
from kvdesk.store.queries.matters import goals_of
from kvdesk.store.reader import Reader
from kvdesk.ui.bridge import Touch
from kvdesk.ui.field import ChoiceField, TextField
from kvdesk.ui.form import Form
from kvdesk.ui.labels import Label, LinkButton
from kvdesk.ui.list_model import Column, Source
from kvdesk.ui.typography import Size
from kvdesk.ui.view import Context
from kvdesk.ui.views.record_details import Details, FieldCommand, Section, history_lines
from kvdesk.ui.views.register import FilterBox, Register
from kvdesk.ui.views.state_words import DECISION_STATES, OUTCOMES, badge_of, choices_of

__all__ = ["DecisionsView"]

_CHIPS: Final = {
    "outcome": N_("One outcome"),
    "statement": N_("Serves one goal"),
    "matter": N_("In one matter"),
    "meeting": N_("From one meeting"),
}


@dataclass(frozen=True, slots=True)
class DecisionFile:
    """A decision with everything its details show."""

    decision: Decision
    meeting: str
    body: str
    matter: str
    goals: tuple[str, ...]
    history: tuple[HistoryRow, ...]


class DecisionsView(Register[DecisionFilter]):
    """The decisions of all meetings."""

    KIND = "decision"
    NAMED = ("meeting", "body")

    def __init__(self, context: Context) -> None:
        _ = context.words.text
        super().__init__(
            context, _("Decisions"), search=_("Search decisions"), nothing=DecisionFilter()
        )
        self._details = DecisionDetails(context)
        self.details: QWidget | None = self._details
        context.bridge.ask(_choices, self._offer)

    def columns(self) -> Sequence[Column[DecisionRow]]:
        """Number, decision, body, meeting, day, outcome, state."""
        words = self.context.words
        _ = words.text
        return (
            Column(_("Number"), lambda row: row.number, width=8, sort="number"),
            Column(_("Decision"), lambda row: row.title, width=36, sort="title"),
            Column(_("Body"), lambda row: row.body, width=7, sort="body"),
            Column(_("Meeting"), lambda row: row.meeting, width=9),
            Column(
                _("Decided on"),
                lambda row: format_day(row.decided_on, words.language),
                alignment="right",
                width=16,
                sort="decided",
            ),
            Column(_("Outcome"), lambda row: _(OUTCOMES[row.outcome]), width=14, sort="outcome"),
            Column(
                _("State"),
                lambda row: badge_of(DECISION_STATES, row.state, words)[0],
                badge=lambda row: badge_of(DECISION_STATES, row.state, words),
                width=14,
                sort="state",
            ),
        )

    def source(self) -> Source[DecisionFilter, DecisionRow]:
        """The register's queries."""
        return Source(
            ids=lambda wanted: lambda reader: decision_ids(reader, wanted),
            rows=lambda keys: partial(_rows, tuple(keys)),
            key=lambda row: row.rid,
            first=lambda wanted: lambda reader: first_decision_ids(reader, wanted),
            find=lambda record: lambda reader: decision_rid(reader, record),
        )

    def filter_boxes(self) -> Mapping[str, FilterBox]:
        """Body, year, state."""
        words = self.context.words
        _ = words.text
        boxes = {
            "body": FilterBox(_("Body"), _("All bodies"), lambda body: self.narrow(body=body)),
            "year": FilterBox(
                _("Year"),
                _("All years"),
                lambda year: self.narrow(year=int(year) if year else None),
            ),
            "state": FilterBox(_("State"), _("All states"), lambda state: self.narrow(state=state)),
        }
        boxes["state"].offer(choices_of(DECISION_STATES, words))
        return boxes

    def empty_state(self) -> tuple[str, str]:
        """What belongs here."""
        sentence = self.context.words.text(
            "No decisions yet. They come from the meetings, each with its number and its matter."
        )
        return "gavel", sentence

    def chips(self, wanted: DecisionFilter) -> Mapping[str, DecisionFilter]:
        """What links narrow by."""
        blank = DecisionFilter()
        return {
            self.context.words.text(text): replace(wanted, **{field: getattr(blank, field)})
            for field, text in _CHIPS.items()
            if getattr(wanted, field) != getattr(blank, field)
        }

    def count_words(self, rows: int) -> str:
        """How many decisions match."""
        return self.context.words.plural("{n} decision", "{n} decisions", rows)

    def show_details(self, record: str) -> None:
        """Show a decision in the details panel."""
        self._details.show_record(record)

    def on_touched(self, touch: Touch) -> None:
        """New meetings and bodies bring new choices, too."""
        super().on_touched(touch)
        if touch.has("body", "decision"):
            self.context.bridge.ask(_choices, self._offer, key="decision-choices")

    def _offer(self, choices: tuple[list[Body], list[int]]) -> None:
        bodies, years = choices
        self.boxes["body"].offer([(body.id, body.name_fi) for body in bodies])
        self.boxes["year"].offer([(str(year), str(year)) for year in years])
        for field in ("body", "year"):
            self.boxes[field].put(str(getattr(self.wanted, field) or ""))


class DecisionDetails(Details):
    """A decision's text, state, origin, goals and history."""

    def __init__(self, context: Context) -> None:
        _ = context.words.text
        super().__init__(_("Details of the decision"), _("Choose a decision in the list."))
        self._context = context
        self._record = ""
        self._meeting = ""
        self.title = Label("", Size.HEADING, wrap=True)
        self.text = TextField(
            context, _("Decision"), FieldCommand("decision", "text"), lines=(4, 14)
        )
        self.state = ChoiceField(context, _("State"), FieldCommand("decision", "state"))
        self.state.set_choices(choices_of(DECISION_STATES, context.words))
        self.outcome = Label("", wrap=True)
        self.meeting = LinkButton("", self._open_meeting)
        self.matter = Label("", wrap=True)
        self.follow_up = LinkButton(_("Show the meeting's actions"), self._open_actions)
        self.goals = Section(_("Goals it serves"))
        self.history = Section(_("History"))
        self._build()

    def show_record(self, record: str) -> None:
        """Ask for a decision and show it; empty for none."""
        self._record = record
        if not record:
            self.show_body(shown=False)
        if record:
            self._context.bridge.ask(
                partial(_decision_file, record), self._show, key="decision-file"
            )

    def _show(self, file: DecisionFile | None) -> None:
        if file is None or file.decision.id != self._record:
            return
        words = self._context.words
        _ = words.text
        decision = file.decision
        self._meeting = decision.meeting
        self.show_body(shown=True)
        self.title.setText(decision.title)
        self.text.show_value(decision.text, of=decision.id)
        self.state.show_value(decision.state, of=decision.id)
        self.outcome.setText(_(OUTCOMES[decision.outcome]))
        self.meeting.setText(
            _(
                "{body} {number}, {day}",
                body=file.body,
                number=file.meeting,
                day=format_day(decision.decided_on, words.language),
            )
        )
        self.meeting.setEnabled(bool(decision.meeting))
        self.follow_up.setEnabled(bool(decision.meeting))
        self.matter.setText(file.matter or _("No matter"))
        self.goals.lines.show_texts(file.goals, _("Its matter is linked to no goal yet."))
        self.history.lines.show_texts(history_lines(file.history, words), _("No history."))

    def _build(self) -> None:
        _ = self._context.words.text
        form = Form()
        form.add(self.text)
        form.add(self.state)
        form.add_fact(_("Outcome"), self.outcome)
        form.add_fact(_("Meeting"), self.meeting)
        form.add_fact(_("Matter"), self.matter)
        layout = self.column
        for widget in (self.title, form, self.follow_up, self.goals, self.history):
            layout.addWidget(widget)

    def _open_meeting(self) -> None:
        self._context.shell.open("meetings", self._meeting)

    def _open_actions(self) -> None:
        self._context.shell.open("actions", "", ActionFilter(meeting=self._meeting))


def _rows(keys: tuple[int, ...], reader: Reader) -> list[DecisionRow]:
    return list(decision_rows(reader, list(keys)).values())


def _choices(reader: Reader) -> tuple[list[Body], list[int]]:
    return reader.all(Body, order="sort_key"), decision_years(reader)


def _decision_file(record: str, reader: Reader) -> DecisionFile | None:
    decision = reader.find(Decision, record)
    if decision is None:
        return None
    meeting = reader.find(Meeting, decision.meeting)
    body = reader.find(Body, decision.body)
    matter = reader.find(Matter, decision.matter)
    number = f"{meeting.number}/{meeting.year}" if meeting and meeting.number else ""
    return DecisionFile(
        decision,
        meeting=number,
        body=body.name_fi if body else "",
        matter=matter.title if matter else "",
        goals=tuple(goals_of(reader, matter.id)) if matter else (),
        history=tuple(history_rows(reader, record)),
    )
