"""Where a strategy's text contradicts itself: shown to people, never repaired."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kvdesk.domain.strategies import StatementKind
from kvdesk.domain.strategy_words import names_strategy, stated_count
from kvdesk.kernel.words import N_

__all__ = ["QUESTIONS", "Period", "Question", "Told", "contradictions", "find_period"]

#: Code of a question -> what it asks; `{first}` and `{second}` are the two wordings.
QUESTIONS: Final = {
    "period_differs": N_("One place says {first}, another {second}: which period is meant?"),
    "count_differs": N_("The text says “{first}”, but {second} were found: which is right?"),
}


@dataclass(frozen=True, slots=True)
class Period:
    """Years that a text names, as written and as numbers."""

    written: str
    starts: int
    ends: int

    def overlaps(self, other: "Period") -> bool:
        """Whether they have a year in common."""
        return self.starts <= other.ends and other.starts <= self.ends


@dataclass(frozen=True, slots=True)
class Question:
    """Two places of a text that do not agree: a code of `QUESTIONS`, both wordings, both places."""

    code: str
    first: str
    second: str
    first_passage: int
    second_passage: int


@dataclass(frozen=True, slots=True)
class Told:
    """What is needed of a passage to compare it with others."""

    index: int
    kind: StatementKind
    text: str


_YEARS: Final = re.compile(
    r"(?<![\d.-])((?:19|20)\d\d)\s?[-–—/]\s?((?:(?:19|20)\d\d)|\d\d)(?![\d-])"
)


def find_period(text: str) -> Period | None:
    """The first period of years in a text: `2021-2023`, `2021 – 23`."""
    for match in _YEARS.finditer(text):
        starts, tail = int(match[1]), match[2]
        ends = int(tail) if len(tail) == 4 else starts // 100 * 100 + int(tail)
        if starts < ends:
            return Period(match[0], starts, ends)
    return None


def contradictions(passages: Sequence[Told]) -> tuple[Question, ...]:
    """The contradictions of a text, in the order of their second place."""
    found = (*_periods(passages), *_counts(passages))
    return tuple(sorted(found, key=lambda question: question.second_passage))


def _periods(passages: Sequence[Told]) -> Iterator[Question]:
    """Periods that overlap the first one named, but are not the same.

    A period that lies before or after is another one: a look back, the next edition.
    """
    stated = [
        (passage.index, period)
        for passage in passages
        if _speaks_of_period(passage) and (period := find_period(passage.text))
    ]
    for index, period in stated[1:]:
        first_index, first = stated[0]
        is_same = (period.starts, period.ends) == (first.starts, first.ends)
        if first.overlaps(period) and not is_same:
            yield Question("period_differs", first.written, period.written, first_index, index)


def _speaks_of_period(passage: Told) -> bool:
    is_heading = passage.kind in (StatementKind.TITLE, StatementKind.HEADING)
    is_background = passage.kind is StatementKind.BACKGROUND
    return is_heading or (names_strategy(passage.text) and not is_background)


def _counts(passages: Sequence[Told]) -> Iterator[Question]:
    """A text that speaks of three goals should have three."""
    for kind in (StatementKind.GOAL, StatementKind.CORNERSTONE):
        found = [passage.index for passage in passages if passage.kind is kind]
        for passage in passages:
            if passage.kind in (StatementKind.BACKGROUND, StatementKind.COMMITMENT) or not found:
                continue
            said = stated_count(passage.text, kind)
            if said is not None and said[1] != len(found):
                places = sorted((passage.index, found[0]))
                yield Question("count_differs", said[0], str(len(found)), *places)
                break
