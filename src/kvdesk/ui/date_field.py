"""Fields for days, times and moments: typed as people write them, kept as ISO."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QDate, QEvent, QObject, Qt
from PySide6.QtWidgets import QCalendarWidget, QDialog, QLineEdit, QVBoxLayout

from kvdesk.kernel.dates import (
    format_day,
    format_moment,
    format_time,
    parse_day,
    parse_moment,
    parse_time,
)
from kvdesk.ui.field import Field, ToCommand
from kvdesk.ui.icons import icon
from kvdesk.ui.view import Context

__all__ = ["DayField", "MomentField", "TimeField"]


@dataclass(frozen=True, slots=True)
class _Form:
    """How a kind of time is read and shown; both take the words and today or the language."""

    parse: Callable[[str, str], str]
    show: Callable[[str, str], str]


class _ParsedField(Field):
    """A line that is understood when it is left: `3.12.`, `to`, `huomenna`, `vko 49`, `9.30`."""

    def __init__(self, context: Context, title: str, command: ToCommand, form: _Form) -> None:
        self._line = QLineEdit()
        self._form = form
        self._iso = ""
        super().__init__(context, title, self._line, command)
        self._line.returnPressed.connect(self.autosave.flush)
        self._line.installEventFilter(self)
        self.autosave.saved.connect(self.put)

    def value(self) -> str:
        """The ISO value.

        Raises:
            Refusal: what is typed is no day or time.
        """
        typed = self._line.text().strip()
        if not typed or typed in (self._shown(), self._plain()):
            return self._iso if typed else ""
        return self._form.parse(typed, self.context.bridge.today)

    def put(self, value: str) -> None:
        """Show an ISO value as it is written in the user's language."""
        self._iso = value
        self._line.setText(self._plain() if self._line.hasFocus() else self._shown())

    def set_read_only(self, *, read_only: bool) -> None:
        """Show without letting edit."""
        self._line.setReadOnly(read_only)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While it is edited, show the form that can be typed: `3.12.2026` in every language."""
        if event.type() == QEvent.Type.FocusIn and self._line.text() == self._shown():
            self._line.setText(self._plain())
            self._line.selectAll()
        elif event.type() == QEvent.Type.FocusOut and self._line.text() == self._plain():
            self._line.setText(self._shown())
        return super().eventFilter(watched, event)

    def _shown(self) -> str:
        return self._form.show(self._iso, self.context.words.language)

    def _plain(self) -> str:
        return self._form.show(self._iso, "fi")


class DayField(_ParsedField):
    """A day, with a calendar behind the button in the field (Alt+Down)."""

    def __init__(self, context: Context, title: str, command: ToCommand) -> None:
        super().__init__(context, title, command, _Form(parse_day, format_day))
        words = context.words
        action = self._line.addAction(
            icon("calendar-days", "muted"), QLineEdit.ActionPosition.TrailingPosition
        )
        action.setText(words.text("Choose a day from the calendar"))
        action.setShortcut("Alt+Down")
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.setToolTip(f"{action.text()} (Alt+↓)")
        action.triggered.connect(self._open_calendar)

    def _open_calendar(self) -> None:
        chooser = QDialog(self, Qt.WindowType.Popup)
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.setWindowTitle(self.title)
        calendar = QCalendarWidget()
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
        calendar.setAccessibleName(self.title)
        calendar.setSelectedDate(
            QDate.fromString(self._iso or self.context.bridge.today, "yyyy-MM-dd")
        )
        calendar.activated.connect(lambda day: self._choose(day, chooser))
        calendar.clicked.connect(lambda day: self._choose(day, chooser))
        layout = QVBoxLayout(chooser)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(calendar)
        chooser.move(self._line.mapToGlobal(self._line.rect().bottomLeft()))
        chooser.open()
        calendar.setFocus()

    def _choose(self, day: QDate, chooser: QDialog) -> None:
        chooser.close()
        self._line.setText(format_day(day.toString("yyyy-MM-dd"), "fi"))
        self.autosave.flush()


class TimeField(_ParsedField):
    """A clock time, `09:00`."""

    def __init__(self, context: Context, title: str, command: ToCommand) -> None:
        form = _Form(lambda words, _today: parse_time(words), format_time)
        super().__init__(context, title, command, form)


class MomentField(_ParsedField):
    """A day and a time, `2026-12-03T09:00`."""

    def __init__(self, context: Context, title: str, command: ToCommand) -> None:
        super().__init__(context, title, command, _Form(parse_moment, format_moment))
