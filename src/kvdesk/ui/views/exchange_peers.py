"""The other desks: whose key is trusted, and what each desk has."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kvdesk.desk.peers import BlockKey, ConfirmKey, KnownKey
from kvdesk.desk.receipts import PeerState
from kvdesk.kernel.sentences import told
from kvdesk.kernel.words import N_
from kvdesk.store.peers import Trust
from kvdesk.ui.flow import FlowLayout
from kvdesk.ui.labels import Label
from kvdesk.ui.typography import GAP, Size
from kvdesk.ui.view import Context
from kvdesk.ui.views.exchange_lists import finnish_moment, plain_table

__all__ = ["PeerTable"]

_TITLES: Final = (N_("Desk"), N_("Key"), N_("What it has"))


class PeerTable(QWidget):
    """The desks that were met; hidden while there are none.

    Signals:
        changed: a key was confirmed or blocked.
    """

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._words = words = context.words
        self._rows: tuple[PeerState, ...] = ()
        self.title = Label(words.text("Other desks"), Size.HEADING)
        self.table = QTableWidget(0, len(_TITLES))
        plain_table(self.table, words.text("Other desks"), [words.text(one) for one in _TITLES])
        self.hint = Label("", colour="muted", wrap=True)
        self.by = QLineEdit()
        self.by.setAccessibleName(words.text("Who compared the fingerprints"))
        self.by.setPlaceholderText(words.text("Who compared"))
        self.confirm = QPushButton(words.text("Confirm the key"))
        self.block = QPushButton(words.text("Block the key"))
        self._build()
        self.table.currentCellChanged.connect(lambda *_: self._show_current())
        self.by.textChanged.connect(lambda *_: self._show_current())
        self.by.returnPressed.connect(self._confirm)
        self.confirm.clicked.connect(self._confirm)
        self.block.clicked.connect(self._block)
        self.hide()

    def show_rows(self, rows: Sequence[PeerState]) -> None:
        """Show the desks; the current one stays current."""
        before = self.current()
        self._rows = tuple(rows)
        with QSignalBlocker(self.table):
            self.table.setRowCount(len(rows))
            for number, row in enumerate(rows):
                for column, text in enumerate(self._texts(row)):
                    self.table.setItem(number, column, QTableWidgetItem(text))
            keys = [row.fingerprint for row in rows]
            if rows:
                again = before is not None and before.fingerprint in keys
                place = keys.index(before.fingerprint) if before and again else 0
                self.table.setCurrentCell(place, 0)
        self._show_current()
        self.setVisible(bool(rows))

    def current(self) -> PeerState | None:
        """The desk that is current in the list."""
        number = self.table.currentRow()
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def _texts(self, row: PeerState) -> tuple[str, ...]:
        words = self._words
        trust = str(told("trust", row.trust, words))
        return f"{row.department}\n{row.name}", f"{trust}\n{row.fingerprint}", self._has(row)

    def _has(self, row: PeerState) -> str:
        words = self._words
        if not row.told_at:
            return words.text("It has not told yet.")
        when = finnish_moment(datetime.fromisoformat(row.told_at), words)
        if row.same_digest:
            return words.text("The same as here ({time})", time=when)
        return words.text(
            "It lacks {lacks} changes, has {ahead} that are not here ({time})",
            lacks=row.lacks,
            ahead=row.ahead,
            time=when,
        )

    def _show_current(self) -> None:
        row = self.current()
        hint = N_("Compare the fingerprint by telephone, then write who did it: {fingerprint}")
        self.hint.setText(self._words.text(hint, fingerprint=row.fingerprint) if row else "")
        self.confirm.setEnabled(row is not None and bool(self.by.text().strip()))
        self.block.setEnabled(row is not None and row.trust is not Trust.BLOCKED)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        for widget in (self.title, self.table, self.hint):
            column.addWidget(widget)
        row = FlowLayout()
        for part in (self.by, self.confirm, self.block):
            row.addWidget(part)
        column.addLayout(row)

    def _confirm(self) -> None:
        row = self.current()
        if row is not None and self.confirm.isEnabled():
            task = ConfirmKey(peer=row.fingerprint, by=self.by.text().strip())
            self._context.bridge.perform(task, self._on_key)

    def _block(self) -> None:
        row = self.current()
        if row is not None:
            self._context.bridge.perform(BlockKey(peer=row.fingerprint), self._on_key)

    def _on_key(self, known: KnownKey) -> None:
        sentence = N_("The key of {desk} is confirmed.")
        if known.trust is Trust.BLOCKED:
            sentence = N_("The key of {desk} is blocked.")
        desk = known.name or known.department
        self._context.shell.toast(self._words.text(sentence, desk=desk))
        self.by.clear()
        self.changed.emit()
