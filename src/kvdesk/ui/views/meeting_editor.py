"""One meeting to be edited: its fields, its agenda, who is invited, its states and documents."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QPushButton, QScrollArea, QVBoxLayout, QWidget

from kvdesk.desk.meetings import (
    ArchiveMeeting,
    CallMeeting,
    CheckMinutes,
    DraftMinutes,
    EndMeeting,
    OpenMeeting,
)
from kvdesk.desk.minutes import WriteAgenda, WriteMinutes, WriteNotice
from kvdesk.desk.recording import SetField
from kvdesk.domain.meetings import MeetingState
from kvdesk.kernel.words import N_
from kvdesk.ui.aside import AsideLayout
from kvdesk.ui.buttons import action_button
from kvdesk.ui.date_field import MomentField
from kvdesk.ui.field import ChoiceField, Field, LineField, ToCommand
from kvdesk.ui.flow import FlowLayout
from kvdesk.ui.form import Form
from kvdesk.ui.labels import Badge, Label
from kvdesk.ui.typography import GAP, MARGIN, Size
from kvdesk.ui.view import Context, View
from kvdesk.ui.views.meeting_agenda import AgendaEditor
from kvdesk.ui.views.meeting_roll import RollList
from kvdesk.ui.views.meeting_sheet import MODES, STATE_BADGES, STATES, Sheet, quorum_sentence

__all__ = ["MeetingEditor"]

#: Name of the act -> its words, icon, command, the states in which it is offered.
_STEPS: Final[Mapping[str, tuple[str, str, type[Any], tuple[MeetingState, ...]]]] = {
    "call": (N_("Note the call"), "mail", CallMeeting, (MeetingState.PLANNED,)),
    "open": (
        N_("Open the meeting"),
        "play",
        OpenMeeting,
        (MeetingState.PLANNED, MeetingState.CALLED),
    ),
    "end": (N_("End the meeting"), "square", EndMeeting, (MeetingState.IN_SESSION,)),
    "draft": (N_("Draft the minutes"), "notebook-pen", DraftMinutes, (MeetingState.ENDED,)),
    "check": (N_("Minutes are checked"), "circle-check", CheckMinutes, (MeetingState.DRAFTED,)),
    "archive": (N_("Archive"), "lock", ArchiveMeeting, (MeetingState.CHECKED,)),
}
_DOCUMENTS: Final[Mapping[str, tuple[str, type[Any], MeetingState]]] = {
    "notice": (N_("Notice…"), WriteNotice, MeetingState.PLANNED),
    "agenda": (N_("Agenda…"), WriteAgenda, MeetingState.PLANNED),
    "minutes": (N_("Minutes…"), WriteMinutes, MeetingState.IN_SESSION),
}


class MeetingEditor(QScrollArea):
    """The right side of the meetings.

    Args:
        context: what views are built with.
        view: the view whose acts the buttons are.
    """

    def __init__(self, context: Context, view: View) -> None:
        super().__init__()
        self._context = context
        self._view = view
        self._sheet: Sheet | None = None
        _ = context.words.text
        self.title = Label("", Size.HEADING, wrap=True)
        self.badge = Badge()
        self.fields = self._make_fields()
        self._acts: dict[str, QAction] = {}
        self.steps = {name: self._make_step(name) for name in _STEPS}
        self.documents = {name: self._make_document(name) for name in _DOCUMENTS}
        self.agenda = AgendaEditor(context)
        self.quorum = Label("", Size.STRONG, wrap=True)
        self.roll = RollList(context)
        self.setAccessibleName(_("Meeting"))
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields have it
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._build()

    def show_sheet(self, sheet: Sheet) -> None:
        """Show a meeting; fields in which somebody types keep what they hold."""
        self._sheet = sheet
        meeting = sheet.meeting
        words = self._context.words
        self.title.setText(" ".join(filter(None, [sheet.body, meeting.printed_number])))
        meaning, icon = STATE_BADGES[meeting.state]
        self.badge.show_state(words.text(STATES[meeting.state]), meaning, icon)
        for name in ("chair", "secretary", "first_checker", "second_checker"):
            self._person_field(name).set_choices([("", ""), *sheet.people])
        locked = meeting.has_reached(MeetingState.CHECKED)
        for name, field in self.fields.items():
            field.show_value(str(getattr(meeting, name)), of=meeting.id)
            field.set_read_only(read_only=locked)
        for name, (_, _, _, states) in _STEPS.items():
            self._acts[name].setEnabled(meeting.state in states)
            self.steps[name].setVisible(meeting.state in states)
        for name, (_, _, earliest) in _DOCUMENTS.items():
            self._acts[f"document_{name}"].setEnabled(meeting.has_reached(earliest))
        self.agenda.show_sheet(sheet)
        self.quorum.setText(quorum_sentence(sheet.roll, words))
        self.quorum.set_colour("done" if sheet.roll.is_quorate else "muted")
        self.roll.show_sheet(sheet)

    def focus_first(self) -> None:
        """Put the cursor into the first field."""
        self.fields["title"].setFocus()

    def _person_field(self, name: str) -> ChoiceField:
        field = self.fields[name]
        assert isinstance(field, ChoiceField)  # noqa: S101 - made so in `_make_fields`
        return field

    def _make_fields(self) -> dict[str, Field]:
        context = self._context
        _ = context.words.text
        mode = ChoiceField(context, _("Mode"), _setter("mode"))
        mode.set_choices([(value.value, _(words)) for value, words in MODES.items()])
        fields: dict[str, Field] = {
            "title": LineField(context, _("Title"), _setter("title")),
            "starts": MomentField(context, _("Starts"), _setter("starts")),
            "ends": MomentField(context, _("Ends"), _setter("ends")),
            "place": LineField(context, _("Place"), _setter("place")),
            "mode": mode,
        }
        people = {
            "chair": N_("Chair"),
            "secretary": N_("Secretary"),
            "first_checker": N_("First minutes checker"),
            "second_checker": N_("Second minutes checker"),
        }
        for name, title in people.items():
            fields[name] = ChoiceField(context, _(title), _setter(name), searchable=True)
        return fields

    def _make_step(self, name: str) -> QPushButton:
        words, icon, command, _ = _STEPS[name]
        run = partial(self._step, command)
        text = self._context.words.text(words)
        act = self._view.act(f"meeting_{name}", run, text=text, icon_name=icon)
        self._acts[name] = act
        return action_button(act)

    def _make_document(self, name: str) -> QPushButton:
        words, task, _ = _DOCUMENTS[name]
        run = partial(self._write, name, task)
        text = self._context.words.text(words)
        act = self._view.act(f"document_{name}", run, text=text, icon_name="file-text")
        self._acts[f"document_{name}"] = act
        return action_button(act)

    def _build(self) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(GAP, 0, MARGIN, MARGIN)
        column.setSpacing(GAP)
        head, buttons = QWidget(), QWidget()
        top = AsideLayout(head)
        top.addWidget(self.title)
        top.addWidget(self.badge)
        flow = FlowLayout(buttons)
        for button in (*self.steps.values(), *self.documents.values()):
            flow.addWidget(button)
        column.addWidget(head)
        column.addWidget(buttons)
        form = Form(beside=True)
        for field in self.fields.values():
            form.add(field)
        column.addWidget(form)
        column.addWidget(self.agenda)
        column.addWidget(self.quorum)
        self.roll.setMinimumHeight(self.fontMetrics().lineSpacing() * 10)
        column.addWidget(self.roll)
        self.setWidget(page)

    def _step(self, command: Callable[..., Any]) -> None:
        if self._sheet is not None:
            self._context.bridge.flush()
            self._context.bridge.do(command(meeting=self._sheet.meeting.id), self._on_stepped)

    def _on_stepped(self, _outcome: object) -> None:
        self._context.shell.toast(
            self._context.words.text("The state of the meeting changed."), undo=True
        )

    def _write(self, name: str, task: Callable[..., Any]) -> None:
        """Ask where to, then write beside the window."""
        if self._sheet is None:
            return
        self._context.bridge.flush()
        words = self._context.words
        proposed = f"{name}-{self._sheet.meeting.printed_number.replace('/', '-')}.docx"
        chosen, _ = QFileDialog.getSaveFileName(
            self, words.text("Where to write the document"), proposed, "Word (*.docx)"
        )
        if chosen:
            self.write_document(task, Path(chosen))

    def write_document(self, task: Callable[..., Any], file: Path) -> None:
        """Write a document of the meeting to a file, in the language of the window."""
        if self._sheet is None:
            return
        words = self._context.words
        self._context.bridge.perform(
            task(meeting=self._sheet.meeting.id, out=file, lang=words.language),
            self._on_written,
            name=words.text("Writing {file}", file=file.name),
        )

    def _on_written(self, issued: Any) -> None:  # noqa: ANN401 - the task's own answer
        words = self._context.words
        self._context.shell.toast(words.text("Written: {file}", file=issued.file))


def _setter(field: str) -> ToCommand:
    def command(record: str, value: str) -> SetField:
        return SetField(kind="meeting", id=record, field=field, value=value)

    return command
