"""The details of an action: its fields edited in place, its reports, origin and history."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit

from kvdesk.desk.actions import ReportAction
from kvdesk.domain.actions import Action, ActionReport, ActionState
from kvdesk.domain.bodies import Body
from kvdesk.domain.matters import Matter
from kvdesk.domain.meetings import Meeting
from kvdesk.domain.network import Organisation
from kvdesk.kernel.dates import format_day, format_moment
from kvdesk.store.queries.histories import HistoryRow, history_rows
from kvdesk.store.queries.matters import goals_of
from kvdesk.store.reader import Reader
from kvdesk.ui.buttons import action_button
from kvdesk.ui.date_field import DayField
from kvdesk.ui.field import ChoiceField, LineField, TextField
from kvdesk.ui.flow import FlowLayout
from kvdesk.ui.form import Form
from kvdesk.ui.icons import icon
from kvdesk.ui.labels import Label, LinkButton
from kvdesk.ui.view import Context
from kvdesk.ui.views.record_details import Details, FieldCommand, Section, history_lines
from kvdesk.ui.views.state_words import ACTION_STATES, choices_of

__all__ = ["ActionDetails"]


@dataclass(frozen=True, slots=True)
class ActionDossier:
    """An action with everything its details show."""

    action: Action
    organisation: str
    meeting: str
    matter: str
    goals: tuple[str, ...]
    reports: tuple[ActionReport, ...]
    history: tuple[HistoryRow, ...]


class ActionDetails(Details):
    """An action's fields, reports, origin, goals and history."""

    def __init__(self, context: Context) -> None:
        _ = context.words.text
        super().__init__(_("Details of the action"), _("Choose an action in the list."))
        self._context = context
        self._record = ""
        self._meeting = ""
        words = context.words
        self.title = LineField(context, _("What"), FieldCommand("action", "title"))
        self.description = TextField(
            context, _("Description"), FieldCommand("action", "description"), lines=(3, 10)
        )
        self.owner = ChoiceField(
            context, _("Owner"), FieldCommand("action", "owner"), searchable=True
        )
        self.due = DayField(context, _("Due"), FieldCommand("action", "due"))
        self.state = ChoiceField(context, _("State"), self._report_command)
        self.state.set_choices(choices_of(ACTION_STATES, words))
        self.organisation = Label("", wrap=True)
        self.meeting = LinkButton("", self._open_meeting)
        self.matter = Label("", wrap=True)
        self.comment = QLineEdit()
        self.comment.setAccessibleName(_("What has happened"))
        self.comment.setPlaceholderText(_("What has happened"))
        self.reports = Section(_("Reports"))
        self.goals = Section(_("Goals it serves"))
        self.history = Section(_("History"))
        self._finish = QAction(icon("circle-check"), _("Close as done"), self)
        self._finish.triggered.connect(lambda *_: self._report(ActionState.DONE))
        self._tell = QAction(icon("message-square"), _("Report"), self)
        self._tell.triggered.connect(lambda *_: self._report(ActionState.IN_PROGRESS))
        self._build()

    def show_record(self, record: str) -> None:
        """Ask for an action and show it; empty for none."""
        self._record = record
        if not record:
            self.show_body(shown=False)
        if record:
            self._context.bridge.ask(partial(_dossier, record), self._show, key="action-file")

    def _show(self, file: ActionDossier | None) -> None:
        if file is None or file.action.id != self._record:
            return
        words = self._context.words
        _ = words.text
        action = file.action
        self._meeting = action.meeting
        self.show_body(shown=True)
        self.title.show_value(action.title, of=action.id)
        self.description.show_value(action.description, of=action.id)
        self.owner.show_value(action.owner, of=action.id)
        self.due.show_value(action.due, of=action.id)
        self.state.show_value(action.state, of=action.id)
        self.organisation.setText(file.organisation or _("No organisation"))
        self.meeting.setText(file.meeting or _("Not from a meeting"))
        self.meeting.setEnabled(bool(action.meeting))
        self.matter.setText(file.matter or _("No matter"))
        told = [self._report_line(report) for report in reversed(file.reports)]
        self.reports.lines.show_texts(told, _("Nothing has been reported."))
        self.goals.lines.show_texts(file.goals, _("Its matter is linked to no goal yet."))
        self.history.lines.show_texts(history_lines(file.history, words), _("No history."))
        self._finish.setEnabled(not action.state.is_closed)

    def _report_line(self, report: ActionReport) -> str:
        words = self._context.words
        told = [report.comment]
        if report.due_wish:
            day = format_day(report.due_wish, words.language)
            told.append(f"{words.text('Due day wished for')}: {day}")
        return words.text(
            "{time} {state}: {comment}",
            time=format_moment(report.at, words.language),
            state=words.text(ACTION_STATES[report.state][0]),
            comment=" · ".join(filter(None, told)) or "–",
        )

    def _build(self) -> None:
        _ = self._context.words.text
        form = Form()
        for field in (self.title, self.state, self.owner, self.due, self.description):
            form.add(field)
        form.add_fact(_("Organisation"), self.organisation)
        form.add_fact(_("Meeting"), self.meeting)
        form.add_fact(_("Matter"), self.matter)
        buttons = FlowLayout()
        buttons.addWidget(action_button(self._tell))
        buttons.addWidget(action_button(self._finish, primary=True))
        layout = self.column
        layout.addWidget(form)
        layout.addWidget(self.comment)
        layout.addLayout(buttons)
        for section in (self.reports, self.goals, self.history):
            layout.addWidget(section)

    def _report_command(self, record: str, value: str) -> ReportAction:
        return ReportAction(action=record, state=ActionState(value))

    def _report(self, state: ActionState) -> None:
        comment = self.comment.text().strip()
        self.comment.clear()
        self._context.bridge.do(ReportAction(action=self._record, state=state, comment=comment))

    def _open_meeting(self) -> None:
        self._context.shell.open("meetings", self._meeting)


def _dossier(record: str, reader: Reader) -> ActionDossier | None:
    action = reader.find(Action, record)
    if action is None:
        return None
    organisation = reader.find(Organisation, action.organisation)
    matter = reader.find(Matter, action.matter)
    return ActionDossier(
        action,
        organisation=organisation.name_fi if organisation else "",
        meeting=_meeting_name(reader, action.meeting),
        matter=matter.title if matter else "",
        goals=tuple(goals_of(reader, matter.id)) if matter else (),
        reports=tuple(reader.all(ActionReport, order="at", action=record)),
        history=tuple(history_rows(reader, record)),
    )


def _meeting_name(reader: Reader, record: str) -> str:
    meeting = reader.find(Meeting, record)
    if meeting is None:
        return ""
    body = reader.find(Body, meeting.body)
    return f"{body.abbreviation if body else ''} {meeting.number}/{meeting.year}".strip()
