"""Parts of the details panel that several kinds of record share: links, goals, history."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kvdesk.desk.recording import SetField
from kvdesk.domain.kinds import KINDS
from kvdesk.domain.record import FieldSpec, Form, fields_of
from kvdesk.kernel.clock import FINNISH_TIME
from kvdesk.kernel.dates import format_day, format_moment
from kvdesk.kernel.words import Words
from kvdesk.store.queries.histories import HistoryRow
from kvdesk.ui.labels import Label, LinkButton
from kvdesk.ui.typography import GAP, MARGIN, SNUG, Size

__all__ = ["Details", "FieldCommand", "Lines", "Section", "history_lines", "moment_of"]

#: How many of the latest writes the details show, and how many letters of each value.
HISTORY_SHOWN: Final = 12
_LONGEST: Final = 80
_READABLE: Final = (Form.TEXT, Form.LONG_TEXT, Form.NUMBER, Form.DAY, Form.KEY)


@dataclass(frozen=True, slots=True)
class FieldCommand:
    """Makes the command that sets one field of a record of a kind: what a field saves by."""

    kind: str
    field: str

    def __call__(self, record: str, value: str) -> SetField:
        """The command for a record and a value."""
        return SetField(kind=self.kind, id=record, field=self.field, value=value)


class Lines(QWidget):
    """A few lines under each other, replaced as a whole."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(SNUG)

    def clear(self) -> None:
        """Take all lines away."""
        while self._layout.count():
            item = self._layout.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def add_text(self, text: str, *, colour: str = "text") -> None:
        """Add a line that is only read."""
        self._layout.addWidget(Label(text, colour=colour, wrap=True))

    def add_link(self, text: str, run: Callable[[], object]) -> None:
        """Add a line that opens something."""
        link = LinkButton(text, run)
        link.setToolTip(text)
        self._layout.addWidget(link)

    def show_texts(self, texts: Sequence[str], nothing: str) -> None:
        """Show texts, or the sentence that there is nothing."""
        self.clear()
        for text in texts:
            self.add_text(text)
        if not texts:
            self.add_text(nothing, colour="muted")


class Section(QWidget):
    """A named group in the details."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.lines = Lines(title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, GAP, 0, 0)
        layout.setSpacing(SNUG)
        layout.addWidget(Label(title, Size.STRONG))
        layout.addWidget(self.lines)


class Details(QWidget):
    """What the details panel shows of the current record; a quiet line while there is none.

    Args:
        title: its accessible name, in the user's language.
        nothing: what stands here while no record is current.
    """

    def __init__(self, title: str, nothing: str) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self._nothing = Label(nothing, colour="muted", wrap=True)
        self._body = QWidget()
        self._body.hide()
        self.column = QVBoxLayout(self._body)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(GAP)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, GAP, MARGIN, MARGIN)
        layout.addWidget(self._nothing)
        layout.addWidget(self._body)
        layout.addStretch()

    def show_body(self, *, shown: bool) -> None:
        """Show the record's widgets, or the line that there is none."""
        self._nothing.setVisible(not shown)
        self._body.setVisible(shown)


def moment_of(milliseconds: int, words: Words) -> str:
    """A stamp of the log as Finnish wall-clock time in the user's language."""
    then = datetime.fromtimestamp(milliseconds / 1000, UTC).astimezone(FINNISH_TIME)
    return format_moment(then.strftime("%Y-%m-%dT%H:%M"), words.language)


def history_lines(rows: Sequence[HistoryRow], words: Words) -> list[str]:
    """The latest writes of a record, one line each: when, by whom, which field, which value."""
    told = [(row, _spec(row)) for row in rows]
    lines = [_line(row, spec, words) for row, spec in told if spec is not None]
    return lines[:HISTORY_SHOWN]


def _spec(row: HistoryRow) -> FieldSpec | None:
    kind, _, name = row.field.partition(".")
    return fields_of(KINDS[kind]).get(name) if kind in KINDS else None


def _line(row: HistoryRow, spec: FieldSpec, words: Words) -> str:
    parts = {
        "time": moment_of(row.at, words),
        "author": row.author or words.text("unknown"),
        "field": words.text(spec.label),
    }
    shown = _shown(spec, row.value, words)
    if not shown:
        return words.text("{time} {author}: {field} changed", **parts)
    return words.text("{time} {author}: {field} = {value}", value=shown, **parts)


def _shown(spec: FieldSpec, value: str | int | None, words: Words) -> str:
    """A value as people read it; ids and codes say nothing to anybody."""
    if value is None or spec.form not in _READABLE:
        return ""
    if spec.form is Form.DAY:
        return format_day(str(value), words.language)
    text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
