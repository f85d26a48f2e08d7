"""Conflicts: one field a row with ours and theirs beside each other, decided by one key."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kvdesk.domain.kinds import KINDS
from kvdesk.domain.record import FieldSpec, Form, fields_of
from kvdesk.kernel.words import N_, Words
from kvdesk.store.queries.conflicts import ConflictRow, Side
from kvdesk.ui.flow import FlowLayout
from kvdesk.ui.labels import Label
from kvdesk.ui.typography import GAP, Size
from kvdesk.ui.view import Context
from kvdesk.ui.views.conflict_text import ConflictText
from kvdesk.ui.views.exchange_lists import finnish_moment, plain_table

__all__ = ["ConflictTable"]

OURS: Final = "ours"
THEIRS: Final = "theirs"

#: Characters of a value in the list.
_SHOWN: Final = 60
_TITLES: Final = (N_("Record"), N_("Common base"), N_("Ours"), N_("Theirs"))


class _Keys(QTableWidget):
    """A table in which Left takes ours and Right takes theirs.

    Signals:
        chosen: `ours` or `theirs`.
        all_chosen: the same for every conflict of the list.
        passed: the current one is left for later.
    """

    chosen = Signal(str)
    all_chosen = Signal(str)
    passed = Signal()

    def __init__(self, titles: int, *, letters: bool) -> None:
        super().__init__(0, titles)
        self._letters = letters

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right decide, with Shift for all, N goes on; the rest is the table's."""
        sides = {Qt.Key.Key_Left: OURS, Qt.Key.Key_Right: THEIRS}
        key = Qt.Key(event.key())
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in sides and not held:
            self.chosen.emit(sides[key])
        elif key in sides and held == Qt.KeyboardModifier.ShiftModifier:
            self.all_chosen.emit(sides[key])
        elif key == Qt.Key.Key_N and not held and self._letters:
            self.passed.emit()
        else:
            super().keyPressEvent(event)


class ConflictTable(QWidget):
    """The open conflicts; hidden while there are none.

    Signals:
        decided: the record's id, the field, and `ours`, `theirs` or the text that shall stand.
    """

    decided = Signal(str, str, str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._words = context.words
        self._rows: tuple[ConflictRow, ...] = ()
        _ = context.words.text
        self.title = Label("", Size.HEADING)
        self.table = _Keys(len(_TITLES), letters=context.settings.now.single_keys)
        plain_table(self.table, _("Conflicts"), [_(title) for title in _TITLES])
        keys = _("Left takes ours, Right takes theirs, with Shift for all; N leaves it for later.")
        self.table.setAccessibleDescription(keys)
        self.keys = Label(keys, Size.SMALL, colour="muted", wrap=True)
        self.text = ConflictText(context.words)
        self.ours = QPushButton(_("Take ours"))
        self.theirs = QPushButton(_("Take theirs"))
        self.own = QLineEdit()
        self.own.setAccessibleName(_("A text of your own"))
        self.own.setPlaceholderText(self.own.accessibleName())
        self.take_own = QPushButton(_("Take this text"))
        self._build()
        self._wire()
        self.hide()

    def show_rows(self, rows: Sequence[ConflictRow]) -> None:
        """Show the conflicts that are open; the place in the list stays."""
        before = max(self.table.currentRow(), 0)
        self._rows = tuple(rows)
        self.title.setText(self._words.plural("{n} conflict", "{n} conflicts", len(rows)))
        self.table.setRowCount(len(rows))
        for number, row in enumerate(rows):
            for column, text in enumerate(self._texts(row)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(number, column, item)
        if rows:
            self.table.setCurrentCell(min(before, len(rows) - 1), 0)
        self._show_current()
        self.setVisible(bool(rows))

    def choose(self, take: str) -> None:
        """Decide the current conflict."""
        row = self._current()
        if row is not None:
            self.decided.emit(row.record, row.field, take)

    def choose_all(self, take: str) -> None:
        """Decide every conflict that has this side in the same way."""
        for row in self._rows:
            if any(side.own is (take == OURS) for side in row.sides):
                self.decided.emit(row.record, row.field, take)

    def go_on(self) -> None:
        """Leave the current conflict for later and look at the next, round and round."""
        if self._rows:
            self.table.setCurrentCell((self.table.currentRow() + 1) % len(self._rows), 0)

    def _current(self) -> ConflictRow | None:
        number = self.table.currentRow()
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def _texts(self, row: ConflictRow) -> tuple[str, ...]:
        spec = _spec(row)
        field = self._words.text(spec.label) if spec else row.field_name
        ours = [side for side in row.sides if side.own]
        theirs = [side for side in row.sides if not side.own]
        base = "" if row.base is None else _beginning(str(row.base))
        record = f"{row.title}\n{field}"
        return record, base, self._sides(ours), self._sides(theirs)

    def _sides(self, sides: Sequence[Side]) -> str:
        return "\n".join(_side(side, self._words) for side in sides)

    def _show_current(self) -> None:
        row = self._current()
        owners = {side.own for side in row.sides} if row else set()
        self.ours.setEnabled(True in owners)
        self.theirs.setEnabled(False in owners)
        self.own.setText(str(row.sides[0].value or "") if row and row.sides else "")
        self.take_own.setEnabled(row is not None)
        texts = _long_texts(row) if row else None
        self.own.setVisible(texts is None)
        self.text.setVisible(texts is not None)
        if texts is not None:
            self.text.show_texts(*texts)

    def _own_text(self) -> str:
        return self.own.text() if self.text.isHidden() else self.text.text

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.title)
        column.addWidget(self.table)
        column.addWidget(self.keys)
        sides = FlowLayout()
        for button in (self.ours, self.theirs):
            sides.addWidget(button)
        column.addLayout(sides)
        own = QHBoxLayout()
        own.setSpacing(GAP)
        own.addWidget(self.own, 1)
        own.addWidget(self.take_own, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.text)
        column.addLayout(own)

    def _wire(self) -> None:
        self.table.chosen.connect(self._choose_side)
        self.table.all_chosen.connect(self.choose_all)
        self.table.passed.connect(self.go_on)
        self.table.currentCellChanged.connect(lambda *_: self._show_current())
        self.ours.clicked.connect(partial(self.choose, OURS))
        self.theirs.clicked.connect(partial(self.choose, THEIRS))
        self.take_own.clicked.connect(lambda *_: self.choose(self._own_text()))
        self.own.returnPressed.connect(lambda: self.choose(self.own.text()))

    def _choose_side(self, side: str) -> None:
        if (self.ours if side == OURS else self.theirs).isEnabled():
            self.choose(side)


def _spec(row: ConflictRow) -> FieldSpec | None:
    return fields_of(KINDS[row.kind]).get(row.field_name) if row.kind in KINDS else None


def _long_texts(row: ConflictRow) -> tuple[str, str, str] | None:
    """Base, ours and theirs of a long text with one value on either side."""
    spec = _spec(row)
    ours = [str(side.value or "") for side in row.sides if side.own]
    theirs = [str(side.value or "") for side in row.sides if not side.own]
    if spec is None or spec.form is not Form.LONG_TEXT or len(ours) != 1 or len(theirs) != 1:
        return None
    return str(row.base or ""), ours[0], theirs[0]


def _beginning(text: str) -> str:
    """A long text's beginning; all of it stands below the list."""
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1].rstrip() + "…"


def _side(side: Side, words: Words) -> str:
    return words.text(
        "{value} ({author}, {time})",
        value="" if side.value is None else _beginning(str(side.value)),
        author=side.author,
        time=finnish_moment(datetime.fromtimestamp(side.at / 1000, UTC), words),
    )
