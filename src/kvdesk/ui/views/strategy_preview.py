"""What a strategy's text would become, before anything is kept."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QListWidget, QVBoxLayout, QWidget

from kvdesk.desk.strategies import ImportStrategy, PreviewStrategy
from kvdesk.domain.strategy_text import DOUBTS
from kvdesk.ui.buttons import action_button
from kvdesk.ui.flow import FlowLayout
from kvdesk.ui.icons import icon
from kvdesk.ui.labels import Label
from kvdesk.ui.typography import GAP, MARGIN, Size
from kvdesk.ui.view import Context
from kvdesk.ui.views.state_words import STATEMENT_KINDS
from kvdesk.ui.wrapping import wrap_lines

__all__ = ["StrategyPreview"]


class StrategyPreview(QWidget):
    """The sentences as they were read, the places where the reader had to choose, two buttons.

    Args:
        context: what views are built with.
        done: gets the id of the kept strategy, or an empty text when nothing was kept.
    """

    def __init__(self, context: Context, done: Callable[[str], None]) -> None:
        super().__init__()
        self._context = context
        self._done = done
        self._file = Path()
        _ = context.words.text
        self.setAccessibleName(_("Preview of the strategy"))
        self.title = Label("", Size.HEADING, wrap=True)
        self.summary = Label("", colour="muted", wrap=True)
        self.doubts = QListWidget()
        self.doubts.setAccessibleName(_("Places to look at"))
        self.sentences = QListWidget()
        self.sentences.setAccessibleName(_("Sentences as they were read"))
        self.keep = QAction(icon("check"), _("Keep the strategy"), self)
        self.keep.triggered.connect(self._keep)
        self.leave = QAction(icon("x"), _("Cancel"), self)
        self.leave.triggered.connect(lambda *_: done(""))
        self._build()

    def show_file(self, file: Path) -> None:
        """Read a text file and show what would be kept."""
        self._file = file
        self.keep.setEnabled(False)
        self.title.setText(file.name)
        self.summary.setText("")
        self.doubts.clear()
        self.sentences.clear()
        name = self._context.words.text("Reading the strategy")
        self._context.bridge.perform(PreviewStrategy(file=file), self._show, name=name)

    def _show(self, preview: object) -> None:
        words = self._context.words
        _ = words.text
        title = getattr(preview, "title", "")
        passages = getattr(preview, "passages", ())
        doubts = getattr(preview, "doubts", ())
        self.title.setText(title or self._file.name)
        self.summary.setText(
            _(
                "{sentences}, {doubts}",
                sentences=words.plural("{n} sentence", "{n} sentences", len(passages)),
                doubts=words.plural("{n} place to look at", "{n} places to look at", len(doubts)),
            )
        )
        for passage in passages:
            kind = _(STATEMENT_KINDS[passage.kind])
            text = f"{passage.number} {passage.text}".strip()
            self.sentences.addItem(_("{kind}: {text}", kind=kind, text=text))
        for doubt in doubts:
            place = passages[doubt.passage].text if doubt.passage is not None else ""
            asked = _(DOUBTS[doubt.code])
            self.doubts.addItem(f"{asked} «{place}»" if place else asked)
        self.doubts.setVisible(bool(doubts))
        self.keep.setEnabled(True)

    def _keep(self) -> None:
        self.keep.setEnabled(False)
        self._context.bridge.perform(
            ImportStrategy(file=self._file, accept=True),
            lambda kept: self._done(kept.id),
            name=self._context.words.text("Importing the strategy"),
        )

    def _build(self) -> None:
        buttons = FlowLayout()
        buttons.addWidget(action_button(self.keep, primary=True))
        buttons.addWidget(action_button(self.leave))
        for listed in (self.doubts, self.sentences):
            wrap_lines(listed)
        self.doubts.hide()
        self.doubts.setMaximumHeight(self.fontMetrics().lineSpacing() * 9)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 0, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        for widget in (self.title, self.summary, self.doubts, self.sentences):
            layout.addWidget(widget)
        layout.addLayout(buttons)
