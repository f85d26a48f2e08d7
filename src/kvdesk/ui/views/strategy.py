"""The strategy: its statements as a tree, and how far each has become decisions and actions."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from kvdesk.store.queries.coverage import StrategyCoverage, strategy_coverage
from kvdesk.store.reader import Reader
from kvdesk.ui.bridge import Touch
from kvdesk.ui.empty import EmptyState
from kvdesk.ui.heading import Heading
from kvdesk.ui.typography import GAP, MARGIN
from kvdesk.ui.view import Context, View
from kvdesk.ui.views.register import FilterBox
from kvdesk.ui.views.strategy_details import OpenQuestions, StatementDetails
from kvdesk.ui.views.strategy_preview import StrategyPreview
from kvdesk.ui.views.strategy_tree import StrategyTree

__all__ = ["StrategyView"]


class StrategyView(View):
    """The edition in force with its coverage; the details show what serves a statement."""

    def __init__(self, context: Context) -> None:
        _ = context.words.text
        super().__init__(context, _("Strategy"))
        self.heading = Heading(context.words, self.title)
        self.tree = StrategyTree(context.words)
        self.questions = OpenQuestions(context)
        self.preview = StrategyPreview(context, self._after_preview)
        self._details = StatementDetails(context)
        self._edition = ""
        self._editions = FilterBox(_("Edition"), _("Latest edition"), self._choose_edition)
        self._import: QAction = self.act(
            "import", self._choose_file, text=_("Import a strategy…"), icon_name="download"
        )
        self.empty = EmptyState(
            "target",
            _("No strategy yet. Import its text: sentences, goals and contradictions are shown."),
            self._import,
        )
        self._pages = QStackedWidget()
        self._build()
        self._wire()
        self._ask()

    def show_record(self, record: str) -> None:
        """Make a statement current."""
        self.record = record
        self.tree.go_to(record)

    def on_touched(self, touch: Touch) -> None:
        """Count again when something that is counted was written."""
        counted = ("strategy", "statement", "open_question", "matter", "matter_goal")
        if touch.has(*counted, "decision", "action"):
            self._ask()

    def focus_main(self) -> None:
        """Put the focus on the tree."""
        page = self._pages.currentWidget()
        (self.tree if page is self._page else page or self).setFocus()

    def import_file(self, file: Path) -> None:
        """Show what a strategy's text would become; nothing is kept yet."""
        self.preview.show_file(file)
        self._pages.setCurrentWidget(self.preview)

    def _ask(self) -> None:
        question = partial(_coverage, self._edition)
        self.context.bridge.ask(question, self._show, key="strategy-coverage")

    def _show(self, coverage: StrategyCoverage | None) -> None:
        if self._pages.currentWidget() is not self.preview:
            self._pages.setCurrentWidget(self._page if coverage else self.empty)
        if coverage is None:
            return
        words = self.context.words
        self._editions.offer([(known.id, known.title) for known in coverage.editions])
        self._editions.put(self._edition)
        self._editions.setVisible(len(coverage.editions) > 1)
        self.tree.show_statements(coverage.statements)
        self.questions.show_questions(coverage.questions)
        self._question_area.setVisible(bool(coverage.questions))
        measured = [statement for statement in coverage.statements if statement.is_measured]
        covered = sum(statement.decisions > 0 for statement in measured)
        sentence = words.plural(
            "{covered} of {n} goal has decisions",
            "{covered} of {n} goals have decisions",
            len(measured),
            covered=covered,
        )
        self.heading.set_count(sentence)
        self.counted.emit(sentence)
        self._on_chosen(self.tree.current_id())

    def _on_chosen(self, record: str) -> None:
        statement = self.tree.statement(record)
        if statement is None:
            return
        if record != self.record:
            self.record = record
            self.moved.emit(record)
        self._details.show_statement(statement)

    def _choose_edition(self, strategy: str) -> None:
        self._edition = strategy
        self._ask()

    def _choose_file(self) -> None:
        _ = self.context.words.text
        dialog = QFileDialog(self, _("Import a strategy"), "", _("Text files (*.txt *.md)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda file: self.import_file(Path(file)))
        dialog.open()

    def _after_preview(self, strategy: str) -> None:
        self._pages.setCurrentWidget(self._page)
        if strategy:
            self._edition = strategy
            self.context.shell.toast(self.context.words.text("The strategy was kept."), undo=True)
            self.context.bridge.touched.emit(Touch({"strategy": (strategy,)}, self))
        self._ask()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Open questions take at most a third of the page; more of them scroll."""
        super().resizeEvent(event)
        self._question_area.setMaximumHeight(max(self.height() // 3, 96))

    def _wire(self) -> None:
        self.tree.chosen.connect(self._on_chosen)
        self.tree.opened.connect(lambda *_: self.context.shell.show_details(visible=True))

    def _build(self) -> None:
        self.details: QWidget | None = self._details
        self.heading.add_widget(self._editions)
        self._editions.hide()
        self.heading.add_button(self._import)
        self._question_area = QScrollArea()
        self._question_area.setWidgetResizable(True)
        self._question_area.setFrameShape(QFrame.Shape.NoFrame)
        self._question_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields have it
        self._question_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._question_area.setWidget(self.questions)
        self._question_area.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._question_area.hide()
        self._page = QWidget()
        column = QVBoxLayout(self._page)
        column.setContentsMargins(MARGIN, 0, MARGIN, GAP)
        column.setSpacing(GAP)
        column.addWidget(self._question_area)
        column.addWidget(self.tree, 1)
        for page in (self._page, self.preview, self.empty):
            self._pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.heading)
        layout.addWidget(self._pages, 1)


def _coverage(strategy: str, reader: Reader) -> StrategyCoverage | None:
    return strategy_coverage(reader, strategy)
