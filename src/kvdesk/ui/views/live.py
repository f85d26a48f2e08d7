"""The live desk: the agenda and the roll at the left, one line and its log at the right.

Nothing opens by itself here. Enter is one command; what is refused stays in the line with the
reason beneath it.
"""

from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from kvdesk.desk.live import CloseEntry, TakeUp
from kvdesk.desk.live_lines import EditLine, RemoveLine
from kvdesk.desk.live_typing import LiveDraft, LogTyped, ReadDraft
from kvdesk.domain.live_line import letters, read_line
from kvdesk.domain.meetings import AgendaEntry, Fate, LogKind
from kvdesk.kernel.dates import format_time
from kvdesk.kernel.errors import KvdeskError
from kvdesk.kernel.sentences import sentence_of
from kvdesk.kernel.words import N_
from kvdesk.ui.announce import announce
from kvdesk.ui.aside import AsideLayout
from kvdesk.ui.bridge import Touch
from kvdesk.ui.buttons import action_button, tool_button
from kvdesk.ui.empty import EmptyState
from kvdesk.ui.flow import FlowLayout
from kvdesk.ui.labels import Label
from kvdesk.ui.typography import GAP, MARGIN, Size, font_of
from kvdesk.ui.view import Context, View
from kvdesk.ui.views.live_entry import DraftKeeper, LiveEdit
from kvdesk.ui.views.live_lists import AgendaList, LogList
from kvdesk.ui.views.meeting_roll import RollList
from kvdesk.ui.views.meeting_sheet import (
    FATES,
    LOG_KINDS,
    ReadSession,
    Sheet,
    quorum_sentence,
)

__all__ = ["LiveView"]

_TITLE: Final = N_("Live")
#: Live text is 14 pt where ordinary text is 10 pt: it is read at arm's length and in a hurry.
_LARGER: Final = 1.4
#: Narrower than this many average letters, the agenda and the item take turns.
_BESIDE_LETTERS: Final = 96
#: Lower than this many lines, the letters of the kinds are not listed.
_HELP_LINES: Final = 26
_SHOWN: Final = ("meeting", "agenda_entry", "minute_entry", "attendance", "decision", "action")
_BY_HAND: Final = (Fate.NOTED, Fate.TABLED, Fate.RETURNED)


class LiveView(View):
    """The meeting in session."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, context.words.text(_TITLE))
        self._sheet: Sheet | None = None
        self._choosing = False
        self._draft = LiveDraft()
        self._make_parts()
        self._keeper = DraftKeeper(context.bridge, self)
        self._build()
        self._wire()
        self._set_font()
        context.bridge.perform(ReadDraft(), self._on_draft)
        self._read()

    def show_record(self, record: str) -> None:
        """Show this meeting, if it is in session."""
        self.record = record
        self._read()

    def on_touched(self, touch: Touch) -> None:
        """Read the meeting again."""
        if touch.has(*_SHOWN, "person", "membership"):
            self._read()

    def focus_main(self) -> None:
        """Put the cursor into the line."""
        self._turn(choosing=not self._running())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the application's text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationFontChange:
            self._set_font()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show one side or both."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """In a narrow window agenda and item take turns; in a low one the letters are left out."""
        letters = self.width() / self.fontMetrics().averageCharWidth()
        lines = self.height() / self.fontMetrics().lineSpacing()
        narrow = letters < _BESIDE_LETTERS
        self._left.setVisible(not narrow or self._choosing)
        self._right.setVisible(not narrow or not self._choosing)
        for act, button in ((self._to_agenda, self.to_agenda), (self._to_item, self.to_item)):
            button.setVisible(narrow)
            act.setEnabled(narrow)
        self.help.setVisible(lines >= _HELP_LINES)

    def _turn(self, *, choosing: bool) -> None:
        self._choosing = choosing
        self._fit()
        (self.agenda if choosing else self.line).setFocus()

    def _show_roll(self) -> None:
        self._turn(choosing=True)
        self.roll.take_focus()

    # Parts

    def _make_parts(self) -> None:
        _ = self.context.words.text
        self.agenda = AgendaList(self.context.words)
        self.quorum = Label("", Size.HEADING, wrap=True)
        self.roll = RollList(self.context)
        self.heading = Label("", Size.TITLE, wrap=True)
        self.since = Label("", colour="muted")
        self.line = LiveEdit()
        self.line.setAccessibleName(_("What is said or decided"))
        self.help = Label(self._help_sentence(), Size.SMALL, colour="muted", wrap=True)
        self.trouble = Label("", colour="late", wrap=True)
        self.trouble.hide()
        self.log = LogList(self.context.words)
        self._to_agenda = self.act(
            "to_agenda",
            lambda: self._turn(choosing=True),
            text=_("Agenda and roll"),
            icon_name="list-tree",
        )
        self._to_item = self.act(
            "to_item",
            lambda: self._turn(choosing=False),
            text=_("Back to the item"),
            icon_name="arrow-left",
        )
        to_meetings = self.act(
            "to_meetings",
            lambda: self.context.shell.open("meetings"),
            text=_("Go to the meetings"),
            icon_name="calendar-days",
        )
        sentence = _("No meeting is in session. Open one, and its agenda is here.")
        self.empty = EmptyState("circle-play", sentence, to_meetings)

    def _help_sentence(self) -> str:
        words = self.context.words
        known = letters(words.language).items()
        return "   ".join(f"{letter} {words.text(LOG_KINDS[kind])}" for letter, kind in known)

    def _build(self) -> None:
        self._splitter = QSplitter()
        self._splitter.setChildrenCollapsible(False)
        self._left, self._right = self._left_side(), self._right_side()
        self._splitter.addWidget(self._left)
        self._splitter.addWidget(self._right)
        self._splitter.setSizes([380, 820])
        self._splitter.setStretchFactor(0, 2)
        self._splitter.setStretchFactor(1, 5)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self.empty)
        self._pages.addWidget(self._splitter)

    def _left_side(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(MARGIN, MARGIN, GAP, MARGIN)
        column.setSpacing(GAP)
        self.to_item = action_button(self._to_item)
        column.addWidget(self.to_item, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.agenda, 3)
        column.addWidget(self.quorum)
        column.addWidget(self.roll, 2)
        return side

    def _right_side(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(GAP, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        column.addLayout(self._head())
        for widget in (self.line, self.trouble, self.help):
            column.addWidget(widget)
        column.addWidget(self.log, 1)
        column.addLayout(self._fate_row())
        return side

    def _head(self) -> QHBoxLayout:
        """The way back to the agenda, the item, and since when it is taken up."""
        title = QWidget()
        top = AsideLayout(title)
        top.addWidget(self.heading)
        top.addWidget(self.since)
        self.to_agenda = tool_button(self._to_agenda)
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(self.to_agenda, alignment=Qt.AlignmentFlag.AlignTop)
        head.addWidget(title, 1)
        return head

    def _fate_row(self) -> FlowLayout:
        words = self.context.words
        row = FlowLayout()
        row.addWidget(Label(words.text("Without a decision:"), colour="muted"))
        self.fates: dict[Fate, QPushButton] = {}
        for fate in _BY_HAND:
            button = QPushButton(words.text(FATES[fate]))
            button.setAccessibleName(
                words.text("The item is settled: {outcome}", outcome=button.text())
            )
            button.clicked.connect(partial(self._settle, fate))
            self.fates[fate] = button
            row.addWidget(button)
        return row

    def _wire(self) -> None:
        self.line.returnPressed.connect(self._enter)
        self.line.textEdited.connect(self._on_typed)
        self.line.stepped.connect(self._step)
        self.agenda.stepped.connect(self._step)
        self.log.stepped.connect(self._step)
        self.agenda.chosen.connect(self._take_up)
        self.log.rewritten.connect(self._rewrite)
        remove = self.act("delete", self._remove)
        remove.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.log.addAction(remove)
        self.act("edit", self.log.edit_current)
        self.act("attendance", self._show_roll)
        self.act("end_live", self._leave)

    def _set_font(self) -> None:
        font: QFont = font_of(QApplication.font(), Size.NORMAL)
        font.setPointSizeF(font.pointSizeF() * _LARGER)
        for widget in (self.agenda, self.line, self.log):
            widget.setFont(font)
        self.log.header().setFont(QApplication.font())
        self._fit()

    # Showing

    def _read(self) -> None:
        self.context.bridge.ask(ReadSession(meeting=self.record), self._show, key="live-session")

    def _show(self, sheet: Sheet | None) -> None:
        self._sheet = sheet
        self._pages.setCurrentIndex(0 if sheet is None else 1)
        if sheet is None:
            return
        self.record = sheet.meeting.id
        words = self.context.words
        self.agenda.show_entries(sheet.entries, sheet.running)
        self.roll.show_sheet(sheet)
        self.quorum.setText(quorum_sentence(sheet.roll, words))
        self.quorum.set_colour("done" if sheet.roll.is_quorate else "late")
        self.line.offer_names([name for _, name in sheet.people], words.text("People"))
        self._show_entry(sheet, sheet.entry(sheet.running))

    def _show_entry(self, sheet: Sheet, entry: AgendaEntry | None) -> None:
        _ = self.context.words.text
        if entry is None and self.line.hasFocus():
            self.agenda.setFocus()
        self.line.setEnabled(entry is not None)
        for button in self.fates.values():
            button.setEnabled(entry is not None)
        if entry is None:
            self.heading.setText(sheet.meeting.title or sheet.body)
            self.since.setText(_("Page Down takes up the first item."))
            self.line.setPlaceholderText("")
            self.log.show_lines((), {}, {})
            return
        self.heading.setText(f"{entry.number or ''} {entry.title}".strip())
        time = format_time(entry.started_at, self.context.words.language)
        self.since.setText(_("Taken up at {time}", time=time))
        self.line.setPlaceholderText(_("Type; Enter logs a note"))
        self.log.show_lines(sheet.lines.get(entry.id, ()), sheet.names, sheet.tallies)

    def _on_draft(self, draft: LiveDraft) -> None:
        if draft.text and not self.line.text():
            self.line.setText(draft.text)
            self._keeper.note(draft.text, draft.entry)
            self._tell(self.context.words.text("This line had not been entered yet."))

    def _tell(self, sentence: str) -> None:
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))
        self.line.setAccessibleDescription(sentence)
        if sentence:
            announce(self.line, sentence)

    # Doing

    def _running(self) -> str:
        return self._sheet.running if self._sheet else ""

    def _on_typed(self, text: str) -> None:
        self._tell("")
        self._keeper.note(text, self._running())

    def _enter(self) -> None:
        text = self.line.text()
        if not text.strip() or not self._running():
            return
        words = self.context.words
        kind = read_line(text, words.language, self.context.bridge.today).kind
        self.line.clear()
        self._keeper.pause()
        self._tell("")
        self.context.bridge.do(
            LogTyped(text=text, language=words.language, entry=self._running()),
            partial(self._on_logged, kind),
            failed=partial(self._on_refused, text),
        )

    def _on_logged(self, kind: LogKind, _outcome: object) -> None:
        self._keeper.note(self.line.text(), self._running())
        self._keeper.flush()
        words = self.context.words
        announce(self.line, words.text("Logged: {kind}", kind=words.text(LOG_KINDS[kind])))

    def _on_refused(self, text: str, error: KvdeskError) -> None:
        if not self.line.text():
            self.line.setText(text)
        else:  # somebody typed on: nothing of either line may be lost
            self.line.setText(f"{text} {self.line.text()}")
        self._keeper.note(self.line.text(), self._running())
        self._tell(" ".join(filter(None, sentence_of(error, self.context.words))))

    def _step(self, by: int) -> None:
        if self._sheet is None:
            return
        ids = [entry.id for entry in self._sheet.entries if entry.fate is not Fate.REMOVED]
        here = ids.index(self._running()) if self._running() in ids else -1
        there = max(0, here + by)
        if there < len(ids) and there != here:
            self._take_up(ids[there])

    def _take_up(self, entry: str) -> None:
        self.context.bridge.do(TakeUp(entry=entry), lambda _: self._turn(choosing=False))

    def _settle(self, fate: Fate) -> None:
        self.context.bridge.do(CloseEntry(fate=fate, entry=self._running()))
        self.line.setFocus()

    def _rewrite(self, line: str, text: str) -> None:
        self.context.bridge.do(EditLine(line=line, text=text), failed=self._on_not_rewritten)

    def _on_not_rewritten(self, error: KvdeskError) -> None:
        self._tell(" ".join(filter(None, sentence_of(error, self.context.words))))
        self._read()

    def _remove(self) -> None:
        line = self.log.current_line()
        if line:
            self.context.bridge.do(RemoveLine(line=line), self._on_removed)

    def _on_removed(self, _outcome: object) -> None:
        self.context.shell.toast(self.context.words.text("The line was removed."), undo=True)

    def _leave(self) -> None:
        self.context.bridge.flush()
        self.context.shell.open("meetings", self.record)
