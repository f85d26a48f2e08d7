"""Strategies: reading a text in, showing it, and answering what it leaves open."""

from dataclasses import dataclass
from pathlib import Path

from kvdesk.desk import arguments as take
from kvdesk.desk.desk import Desk, Outcome
from kvdesk.desk.places import after_all
from kvdesk.desk.recording import offer
from kvdesk.desk.registry import command, question, task
from kvdesk.domain.strategies import OpenQuestion, Statement, Strategy
from kvdesk.domain.strategy_text import (
    Doubt,
    Passage,
    StrategyReading,
    print_statements,
    read_strategy,
)
from kvdesk.kernel.decoding import decode_text
from kvdesk.kernel.errors import Refusal, WorldFailure
from kvdesk.kernel.words import N_
from kvdesk.store.queries import strategies
from kvdesk.store.reader import Reader
from kvdesk.store.work import Work

__all__ = [
    "AnswerQuestion",
    "ImportStrategy",
    "KeepStrategy",
    "PreviewStrategy",
    "ShowCoverage",
    "ShowStrategy",
    "StrategyFile",
    "read_strategy_file",
]

offer(Strategy, "add", "change", "delete", "list")
offer(Statement, "change", "delete", "list", "show")
offer(OpenQuestion, "list", "show")


@dataclass(frozen=True, slots=True)
class StrategyImported:
    """What an import kept: the strategy's id, how many statements, and what is still open."""

    id: str
    title: str
    statements: int
    goals: int
    questions: int


@dataclass(frozen=True, slots=True)
class StrategyFile:
    """A strategy with its statements in order and its open questions."""

    strategy: Strategy
    statements: tuple[Statement, ...]
    questions: tuple[OpenQuestion, ...]
    text: str


@dataclass(frozen=True, kw_only=True)
class KeepStrategy:
    """Store what was read from a strategy's text, sentence by sentence."""

    reading: StrategyReading
    source: str

    step = "strategy import"

    def __call__(self, work: Work) -> str:
        """Store the edition, its tree and its open questions."""
        strategy = work.add(
            Strategy(
                title=self.reading.title,
                period=self.reading.period,
                starts=self.reading.starts,
                ends=self.reading.ends,
                source=self.source,
            )
        )
        kept: list[Statement] = []
        for passage in self.reading.passages:
            kept.append(self._keep(work, strategy, passage, kept))
        for asked in self.reading.questions:
            work.add(
                OpenQuestion(
                    strategy=strategy.id,
                    code=asked.code,
                    first=asked.first,
                    second=asked.second,
                    first_statement=kept[asked.first_passage].id,
                    second_statement=kept[asked.second_passage].id,
                )
            )
        return strategy.id

    def _keep(
        self, work: Work, strategy: Strategy, passage: Passage, kept: list[Statement]
    ) -> Statement:
        parent = kept[passage.parent].id if passage.parent is not None else ""
        position = after_all([kept[-1].position] if kept else [], work.ids)
        return work.add(
            Statement(
                strategy=strategy.id,
                parent=parent,
                kind=passage.kind,
                number=passage.number,
                text=passage.text,
                position=position,
            )
        )


@task("strategy import")
@dataclass(frozen=True, kw_only=True)
class ImportStrategy:
    """Read a strategy's text file in; where it had to guess it asks for a look first."""

    file: Path = take.file(N_("The text file"), positional=True)
    accept: bool = take.flag(N_("Accept the reader's guesses, seen in the preview"))

    def __call__(self, desk: Desk) -> StrategyImported:
        """Refuse to guess unasked; store the sentences in one step."""
        reading = read_strategy_file(self.file)
        if reading.doubts and not self.accept:
            raise Refusal("strategy_doubtful", count=len(reading.doubts))
        same = desk.store.read(lambda r: r.all(Strategy, title=reading.title))
        if any(known.period == reading.period for known in same):
            raise Refusal("strategy_there", title=reading.title)
        outcome: Outcome = desk.do(KeepStrategy(reading=reading, source=self.file.name))
        goals = sum(passage.kind == "goal" for passage in reading.passages)
        return StrategyImported(
            outcome.id, reading.title, len(reading.passages), goals, len(reading.questions)
        )


@dataclass(frozen=True, slots=True)
class StrategyPreview:
    """What would be kept, and where the reader had to choose."""

    title: str
    period: str
    passages: tuple[Passage, ...]
    doubts: tuple[Doubt, ...]


@task("strategy preview")
@dataclass(frozen=True, kw_only=True)
class PreviewStrategy:
    """Show how a strategy's text would be read; nothing is written."""

    file: Path = take.file(N_("The text file"), positional=True)

    def __call__(self, desk: Desk) -> StrategyPreview:
        """Read only."""
        del desk
        reading = read_strategy_file(self.file)
        return StrategyPreview(reading.title, reading.period, reading.passages, reading.doubts)


@question("strategy show")
@dataclass(frozen=True, kw_only=True)
class ShowStrategy:
    """A strategy with its statements; with --text only its sentences, as they were read in."""

    id: str = take.record("strategy", N_("The strategy; the latest unless said"), default="")
    text: bool = take.flag(N_("Only the sentences, one a line"))

    def __call__(self, reader: Reader) -> StrategyFile | str:
        """The edition's tree in reading order."""
        strategy = strategies.strategy_or_latest(reader, self.id)
        statements = strategies.statements_of(reader, strategy.id)
        text = print_statements((statement.kind, statement.text) for statement in statements)
        if self.text:
            return text
        questions = reader.all(OpenQuestion, strategy=strategy.id)
        return StrategyFile(strategy, tuple(statements), tuple(questions), text)


@question("strategy coverage")
@dataclass(frozen=True, kw_only=True)
class ShowCoverage:
    """For each sentence: its matters, decisions and actions, and when something last happened."""

    id: str = take.record("strategy", N_("The strategy; the latest unless said"), default="")

    def __call__(self, reader: Reader) -> list[strategies.CoverageRow]:
        """The goals and commitments in order."""
        strategy = strategies.strategy_or_latest(reader, self.id)
        return strategies.coverage_rows(reader, strategy.id)


@command("strategy answer")
@dataclass(frozen=True, kw_only=True)
class AnswerQuestion:
    """Answer an open question of a strategy's text."""

    question: str = take.record("open_question", N_("The question"), positional=True)
    answer: str = take.words(N_("The answer"))
    decision: str = take.record("decision", N_("The decision that answers it"), default="")

    def __call__(self, work: Work) -> str:
        """Keep the answer beside the question; the text itself is not repaired."""
        asked = work.get(OpenQuestion, self.question)
        today = work.clock.today()
        return work.change(asked, answer=self.answer, answered_on=today, decision=self.decision).id


def read_strategy_file(file: Path) -> StrategyReading:
    """The reading of a text file.

    Raises:
        Refusal: `not_a_strategy` or what the decoding says.
        WorldFailure: `file_not_read`.
    """
    try:
        data = file.read_bytes()
    except OSError as error:
        raise WorldFailure("file_not_read", file=file, reason=error.strerror) from error
    return read_strategy(decode_text(data))
