"""Reading a strategy's text: what each sentence is, and what the text leaves open.

Nothing is repaired and nothing is left out: every sentence comes back in reading order. Where the
text contradicts itself there is a `Question`, which stays open until people answer it; where the
reader had to choose there is a `Doubt`, so that a preview can ask before anything is stored.

The way from bytes to parts: `kernel.decoding`, `text_lines`, `text_blocks`, `sentence_splitting`,
`strategy_outline`, `strategy_parts`. No text is known beforehand; all words that are recognised
stand in `strategy_words`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from kvdesk.domain.strategies import StatementKind
from kvdesk.domain.strategy_contradictions import (
    Period,
    Question,
    Told,
    contradictions,
    find_period,
)
from kvdesk.domain.strategy_outline import Draft, outline
from kvdesk.domain.strategy_parts import kind_listed, name_parts
from kvdesk.domain.strategy_recognition import refuse_other_texts
from kvdesk.domain.strategy_words import mentions
from kvdesk.domain.text_blocks import read_blocks
from kvdesk.kernel.words import N_

__all__ = [
    "DOUBTS",
    "Doubt",
    "Passage",
    "StrategyReading",
    "print_sentences",
    "print_statements",
    "read_strategy",
    "with_kinds",
]

#: Code of a doubt -> what the preview asks; the alternatives follow it.
DOUBTS: Final[Mapping[str, str]] = {
    "title_missing": N_("The text has no title: what is the strategy called?"),
    "title_guessed": N_("Is this the title?"),
    "period_missing": N_("The text names no period: which years is the strategy for?"),
    "period_guessed": N_("The title names no period: is this the one?"),
    "mission_missing": N_("No sentence says what the mission is: which one is it?"),
    "mission_twice": N_("Another sentence is the mission already: is this one, too?"),
    "vision_missing": N_("No sentence says what the vision is: which one is it?"),
    "vision_twice": N_("Another sentence is the vision already: is this one, too?"),
    "goal_missing": N_("No goals were found: which sentences are goals?"),
    "goals_guessed": N_("Nothing says what this list is for: is this a goal?"),
    "goal_without_bullet": N_("There is no bullet here: is this a goal?"),
    "cornerstone_guessed": N_("There is no bullet here: is this a cornerstone?"),
    "heading_in_list": N_("Is this a heading of its own or part of the list above?"),
    "heading_guessed": N_("Is this line a heading or a part of the text?"),
    "heading_joined": N_("Are these two lines one heading or two?"),
    "paragraph_in_item": N_("Does this belong to the item above or stand alone?"),
    "bullet_missing": N_("Are these short lines a list?"),
    "hyphen_dropped": N_("A line ended in a hyphen: how is the word written?"),
}


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence or heading of the text.

    `parent` is the index of the passage that it stands under, `level` how deep that is; `marker`
    is the bullet that stood before it. An `excerpt` is a goal or cornerstone that its parent, a
    whole sentence, lists in these words; it is no sentence of its own.
    """

    kind: StatementKind
    text: str
    number: str = ""
    parent: int | None = None
    level: int = 0
    marker: str = ""
    excerpt: bool = False


@dataclass(frozen=True, slots=True)
class Doubt:
    """A place where the reader chose: a code of `DOUBTS`, the passage, the choices.

    `passage` is None for what was not found anywhere. `alternatives` are kinds of statement or
    wordings, the one taken first.
    """

    code: str
    passage: int | None = None
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StrategyReading:
    """What was read: the title, the period as written and its first and last day (ISO, or empty).

    `passages` stand in reading order; `left_out` are page numbers and drawn rulers.
    """

    title: str
    period: str
    starts: str
    ends: str
    passages: tuple[Passage, ...]
    questions: tuple[Question, ...]
    doubts: tuple[Doubt, ...]
    left_out: tuple[str, ...]


def read_strategy(text: str) -> StrategyReading:
    """Read a strategy's text.

    Raises:
        Refusal: `not_a_strategy`, with a `reason` of `strategy_recognition`.
    """
    refuse_other_texts(text)
    blocks, left_out = read_blocks(text)
    drafts = outline(blocks)
    name_parts(drafts)
    passages, places = _passages(drafts)
    title = next((index for index, draft in enumerate(drafts) if _is_title(draft)), None)
    period, period_doubt = _period(passages, None if title is None else places[title])
    return StrategyReading(
        title="" if title is None else drafts[title].text,
        period=period.written if period else "",
        starts=f"{period.starts}-01-01" if period else "",
        ends=f"{period.ends}-12-31" if period else "",
        passages=passages,
        questions=contradictions(
            [Told(index, told.kind, told.text) for index, told in enumerate(passages)]
        ),
        doubts=(*_missing(passages), *period_doubt, *_guessed(drafts, places), *_twice(passages)),
        left_out=left_out,
    )


def with_kinds(reading: StrategyReading, kinds: Mapping[int, StatementKind]) -> StrategyReading:
    """The reading as a person corrected it in the preview: passage index -> kind."""
    passages = tuple(
        replace(passage, kind=kinds.get(index, passage.kind))
        for index, passage in enumerate(reading.passages)
    )
    found = {passage.kind for passage in passages}
    doubts = tuple(
        doubt
        for doubt in reading.doubts
        if doubt.passage not in kinds and doubt.code not in {f"{kind}_missing" for kind in found}
    )
    return replace(reading, passages=_numbered(passages), doubts=doubts)


def print_sentences(reading: StrategyReading) -> str:
    """The text again in reading order, a sentence or heading a line, with single spaces."""
    return "\n".join(passage.text for passage in reading.passages if not passage.excerpt)


def print_statements(told: Iterable[tuple[StatementKind, str]]) -> str:
    """The same from stored statements in reading order: kind and text of each.

    What a sentence lists in its own words is not printed again after it.
    """
    lines: list[str] = []
    for kind, text in told:
        is_listed = kind in (StatementKind.CORNERSTONE, StatementKind.GOAL)
        if not (is_listed and lines and text != lines[-1] and text in lines[-1]):
            lines.append(text)
    return "\n".join(lines)


def _is_title(draft: Draft) -> bool:
    return draft.kind is StatementKind.TITLE


def _passages(drafts: Sequence[Draft]) -> tuple[tuple[Passage, ...], list[int]]:
    """The passages, what sentences list put in after them; and each draft's place among them."""
    places: list[int] = []
    passages: list[Passage] = []
    for draft in drafts:
        kind = draft.kind or StatementKind.PARAGRAPH
        places.append(len(passages))
        passages.append(Passage(kind, draft.text, marker=draft.marker, parent=draft.parent))
        sentence = len(places) - 1
        passages.extend(
            Passage(kind_listed(draft), listed, parent=sentence, excerpt=True)
            for listed in draft.listed
        )
    placed: list[Passage] = []
    for passage in passages:
        parent = None if passage.parent is None else places[passage.parent]
        level = 0 if parent is None else placed[parent].level + 1
        placed.append(replace(passage, parent=parent, level=level))
    return _numbered(placed), places


def _numbered(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Goals count through the text, commitments within their goal: `2`, `2.1`, `2.1.1`."""
    numbers: list[str] = []
    counted: dict[int | None, int] = {}
    for passage in passages:
        counts_under = None if passage.kind is StatementKind.GOAL else passage.parent
        number = ""
        if passage.kind in (StatementKind.GOAL, StatementKind.COMMITMENT):
            counted[counts_under] = counted.get(counts_under, 0) + 1
            above = "" if counts_under is None else numbers[counts_under]
            number = f"{above}.{counted[counts_under]}".lstrip(".")
        numbers.append(number)
    return tuple(
        replace(passage, number=number) for passage, number in zip(passages, numbers, strict=True)
    )


def _period(
    passages: Sequence[Passage], title: int | None
) -> tuple[Period | None, tuple[Doubt, ...]]:
    """The title's period, else the first one that a heading or sentence names."""
    stated = title is not None and find_period(passages[title].text)
    if stated:
        return stated, ()
    for index, passage in enumerate(passages):
        period = find_period(passage.text)
        if period and passage.kind is not StatementKind.BACKGROUND:
            return period, (Doubt("period_guessed", index, (period.written,)),)
    return None, (Doubt("period_missing", title),)


def _missing(passages: Sequence[Passage]) -> Iterator[Doubt]:
    """What a strategy should have and this one has not; with the likeliest place, if there is."""
    found = {passage.kind for passage in passages}
    if StatementKind.TITLE not in found:
        yield Doubt("title_missing")
    for kind in (StatementKind.MISSION, StatementKind.VISION, StatementKind.GOAL):
        if kind not in found:
            yield Doubt(f"{kind}_missing", _mentioning(passages, kind))


def _mentioning(passages: Sequence[Passage], kind: StatementKind) -> int | None:
    headings = (StatementKind.TITLE, StatementKind.HEADING)
    for index, passage in enumerate(passages):
        if passage.kind not in headings and mentions(passage.text, kind):
            return index
    return None


def _guessed(drafts: Sequence[Draft], places: Sequence[int]) -> Iterator[Doubt]:
    for draft, place in zip(drafts, places, strict=True):
        for guess in draft.guesses:
            yield Doubt(guess.code, place, guess.alternatives)


def _twice(passages: Sequence[Passage]) -> Iterator[Doubt]:
    """A second mission or vision that does not follow the first one directly."""
    for kind in (StatementKind.MISSION, StatementKind.VISION):
        found = [index for index, passage in enumerate(passages) if passage.kind is kind]
        for before, index in pairwise(found):
            if index > before + 1 or passages[index].parent != passages[before].parent:
                yield Doubt(f"{kind}_twice", index, (kind, StatementKind.PARAGRAPH))
