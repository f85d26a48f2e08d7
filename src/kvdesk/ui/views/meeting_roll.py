"""Who is at a meeting: the roll, changed by one key a person."""

from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from kvdesk.desk.attendance import Arrive, Leave, MarkAbsent
from kvdesk.domain.meetings import BEFORE_END, Attendance, Presence, Reply
from kvdesk.kernel.dates import format_time
from kvdesk.kernel.sentences import told
from kvdesk.ui.icons import icon
from kvdesk.ui.view import Context
from kvdesk.ui.views.meeting_sheet import CAPACITIES, PRESENCES, Sheet
from kvdesk.ui.wrapping import wrap_lines

__all__ = ["RollList"]

_PERSON: Final = Qt.ItemDataRole.UserRole
_IS_HERE: Final = Qt.ItemDataRole.UserRole + 1


class RollList(QListWidget):
    """The invited people: Space or Enter notes an arrival or a departure, A an absence."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._meeting = ""
        self._can_change = False
        _ = context.words.text
        self.setAccessibleName(_("Who is present"))
        self.setToolTip(_("Space: came or left. A: absent."))
        self.setAccessibleDescription(self.toolTip())
        wrap_lines(self)
        self.itemDoubleClicked.connect(self._turn)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show the latest stay of each person; the current person stays current."""
        self._meeting = sheet.meeting.id
        self._can_change = sheet.meeting.state in BEFORE_END
        current = self.currentRow()
        latest = {stay.person: stay for stay in sheet.stays}
        with QSignalBlocker(self):
            self.clear()
            for person, stay in latest.items():
                self.addItem(self._item(sheet.names.get(person, ""), stay))
            self.setCurrentRow(min(max(current, 0), self.count() - 1))

    def take_focus(self) -> None:
        """Put the focus on the roll; Esc is not needed to come back, Tab leaves it."""
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter turn presence, A notes an absence."""
        turning = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        absent = event.key() == Qt.Key.Key_A and not event.modifiers()
        if self.currentRow() >= 0 and event.key() in turning:
            self._turn(self.currentItem())
        elif self.currentRow() >= 0 and absent:
            self._mark_absent(self.currentItem())
        else:
            super().keyPressEvent(event)

    def _turn(self, item: QListWidgetItem) -> None:
        if self._can_change:
            command = Leave if item.data(_IS_HERE) else Arrive
            self._context.bridge.do(command(meeting=self._meeting, person=item.data(_PERSON)))

    def _mark_absent(self, item: QListWidgetItem) -> None:
        if self._can_change:
            person = item.data(_PERSON)
            self._context.bridge.do(MarkAbsent(meeting=self._meeting, person=person))

    def _item(self, name: str, stay: Attendance) -> QListWidgetItem:
        item = QListWidgetItem(self._sentence(name, stay))
        here = stay.present_at("")
        shown = ("circle-check", "done") if here else ("circle-dashed", "muted")
        item.setIcon(icon(*shown))
        item.setData(_PERSON, stay.person)
        item.setData(_IS_HERE, here)
        return item

    def _sentence(self, name: str, stay: Attendance) -> str:
        words = self._context.words
        role = words.text(CAPACITIES[stay.capacity])
        if stay.presence is Presence.PRESENT and stay.left_at:
            time = format_time(stay.left_at, words.language)
            return words.text("{name}, {role}: left at {time}", name=name, role=role, time=time)
        state = self._reply(stay) or words.text(PRESENCES[stay.presence])
        return words.text("{name}, {role}: {state}", name=name, role=role, state=state)

    def _reply(self, stay: Attendance) -> str:
        """What somebody who is expected answered; empty where it no longer matters."""
        if stay.presence is not Presence.INVITED or stay.reply is Reply.NONE:
            return ""
        reply = str(told("reply", stay.reply, self._context.words))
        return " · ".join(part for part in (reply, stay.deputy_name, stay.remark) if part)
