"""The details of a statement, and the questions that a strategy's text leaves open."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from kvdesk.desk.strategies import AnswerQuestion
from kvdesk.domain.strategies import OpenQuestion
from kvdesk.domain.strategy_contradictions import QUESTIONS
from kvdesk.kernel.dates import format_day
from kvdesk.store.queries.actions import ActionFilter, ActionRow, action_rows, first_action_ids
from kvdesk.store.queries.coverage import CoveredStatement
from kvdesk.store.queries.decisions import (
    DecisionFilter,
    DecisionRow,
    decision_rows,
    first_decision_ids,
)
from kvdesk.store.reader import Reader
from kvdesk.ui.labels import Label, LinkButton
from kvdesk.ui.typography import GAP, SNUG, Size
from kvdesk.ui.view import Context
from kvdesk.ui.views.record_details import Details, Lines, Section
from kvdesk.ui.views.state_words import STATEMENT_KINDS

__all__ = ["OpenQuestions", "StatementDetails"]

#: How many decisions and actions the details show before the link to all of them.
_SHOWN = 6


class StatementDetails(Details):
    """A statement's words, and the decisions and actions that serve it."""

    def __init__(self, context: Context) -> None:
        _ = context.words.text
        super().__init__(_("Details of the statement"), _("Choose a statement in the list."))
        self._context = context
        self._record = ""
        self.kind = Label("", Size.SMALL, colour="muted")
        self.text = Label("", wrap=True)
        self.decisions = LinkButton("", self._open_decisions)
        self.doings = LinkButton("", self._open_actions)
        self.decided = Section(_("Decisions that serve it"))
        self.doing = Section(_("Actions that serve it"))
        layout = self.column
        for widget in (self.kind, self.text, self.decisions, self.decided, self.doings):
            layout.addWidget(widget)
        layout.addWidget(self.doing)

    def show_statement(self, statement: CoveredStatement) -> None:
        """Show a statement; what serves it is asked for."""
        words = self._context.words
        self._record = statement.id
        self.show_body(shown=True)
        self.kind.setText(words.text(STATEMENT_KINDS[statement.kind]))
        self.text.setText(f"{statement.number} {statement.text}".strip())
        self.decisions.setText(
            words.plural("Show {n} decision", "Show {n} decisions", statement.decisions)
        )
        self.doings.setText(words.plural("Show {n} action", "Show {n} actions", statement.actions))
        self.decisions.setEnabled(bool(statement.decisions))
        self.doings.setEnabled(bool(statement.actions))
        self._context.bridge.ask(
            partial(_serving, statement.id), self._show_serving, key="statement-serving"
        )

    def _show_serving(self, found: tuple[list[DecisionRow], list[ActionRow]]) -> None:
        decisions, actions = found
        shell = self._context.shell
        _ = self._context.words.text
        self.decided.lines.show_texts([], _("No decision yet."))
        self.doing.lines.show_texts([], _("No action yet."))
        if decisions:
            self.decided.lines.clear()
        if actions:
            self.doing.lines.clear()
        for decision in decisions:
            self.decided.lines.add_link(
                decision.title, partial(shell.open, "decisions", decision.id)
            )
        for action in actions:
            self.doing.lines.add_link(action.title, partial(shell.open, "actions", action.id))

    def _open_decisions(self) -> None:
        self._context.shell.open("decisions", "", DecisionFilter(statement=self._record))

    def _open_actions(self) -> None:
        self._context.shell.open("actions", "", ActionFilter(statement=self._record))


class OpenQuestions(QWidget):
    """What the text leaves open: shown with both wordings, answered by a person."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.lines = Lines(context.words.text("Open questions"))
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(GAP)
        self._shown: list[QWidget] = []
        self.hide()

    def show_questions(self, questions: tuple[OpenQuestion, ...]) -> None:
        """Show the questions of an edition, the unanswered ones with a field for the answer."""
        for widget in self._shown:
            widget.hide()
            widget.deleteLater()
        self._shown = [self._row(question) for question in questions]
        for widget in self._shown:
            self._layout.addWidget(widget)
        self.setVisible(bool(questions))

    def _row(self, question: OpenQuestion) -> QWidget:
        words = self._context.words
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SNUG)
        asked = words.text(
            QUESTIONS.get(question.code, question.code),
            first=question.first,
            second=question.second,
        )
        colour = "muted" if question.answer else "warn"
        column.addWidget(Label(asked, Size.STRONG, colour=colour, wrap=True))
        if question.answer:
            day = format_day(question.answered_on, words.language)
            told = words.text("Answered {day}: {answer}", day=day, answer=question.answer)
            column.addWidget(Label(told, wrap=True))
        else:
            column.addLayout(self._answer_row(question.id, asked))
        return row

    def _answer_row(self, question: str, asked: str) -> QHBoxLayout:
        _ = self._context.words.text
        field = QLineEdit()
        field.setPlaceholderText(_("Answer"))
        field.setAccessibleName(_("Answer to: {question}", question=asked))
        button = QPushButton(_("Keep the answer"))

        def answer() -> None:
            text = field.text().strip()
            if text:
                self._context.bridge.do(AnswerQuestion(question=question, answer=text))

        button.clicked.connect(lambda *_: answer())
        field.returnPressed.connect(answer)
        line = QHBoxLayout()
        line.addWidget(field, 1)
        line.addWidget(button)
        return line


def _serving(statement: str, reader: Reader) -> tuple[list[DecisionRow], list[ActionRow]]:
    wanted = DecisionFilter(statement=statement)
    rids = list(first_decision_ids(reader, wanted, _SHOWN))
    decisions = decision_rows(reader, rids)
    action_rids = list(first_action_ids(reader, ActionFilter(statement=statement), _SHOWN))
    actions = action_rows(reader, action_rids)
    return [decisions[rid] for rid in rids], [actions[rid] for rid in action_rids]
