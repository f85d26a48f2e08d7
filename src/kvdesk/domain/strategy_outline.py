"""The sentences of a strategy text in reading order, each under the heading or item it stands by.

Shape only: what a sentence is (mission, goal …) is found out in `strategy_parts`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import takewhile

from kvdesk.domain.line_joining import Guess
from kvdesk.domain.sentence_splitting import split_sentences
from kvdesk.domain.strategies import StatementKind
from kvdesk.domain.strategy_contradictions import find_period
from kvdesk.domain.strategy_words import names_strategy, topics
from kvdesk.domain.text_blocks import Block, BlockKind

__all__ = ["Draft", "Shape", "heading_of", "outline"]


class Shape(StrEnum):
    """Where a sentence stands."""

    HEADING = "heading"
    ITEM = "item"  # the first sentence of a list item
    DETAIL = "detail"  # a later sentence of one
    SENTENCE = "sentence"  # a sentence of a paragraph


@dataclass(slots=True)
class Draft:
    """One sentence or heading while the reader works out what it is.

    `parent` is the index of the draft it stands under; `block` numbers the blocks of the text.
    """

    text: str
    shape: Shape
    block: int
    parent: int | None = None
    depth: int = 0
    marker: str = ""
    kind: StatementKind | None = None
    listed: tuple[str, ...] = ()
    guesses: list[Guess] = field(default_factory=list)


def outline(blocks: Sequence[Block]) -> list[Draft]:
    """One draft for every sentence and heading; the title has the kind `TITLE`."""
    outliner = _Outliner()
    for number, block in enumerate(blocks):
        outliner.add(number, block)
    drafts = outliner.drafts
    title = _title(drafts)
    if title is not None:
        _set_title(drafts, title)
    return drafts


def heading_of(drafts: Sequence[Draft], index: int) -> int | None:
    """The nearest heading above a draft, or None."""
    parent = drafts[index].parent
    while parent is not None and drafts[parent].shape is not Shape.HEADING:
        parent = drafts[parent].parent
    return parent


class _Outliner:
    """Keeps the headings and items that are open while blocks come in."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self._headings: list[int] = []
        self._items: list[int] = []

    def add(self, number: int, block: Block) -> None:
        add = {
            BlockKind.HEADING: self._add_heading,
            BlockKind.ITEM: self._add_item,
            BlockKind.PARAGRAPH: self._add_paragraph,
        }
        first = len(self.drafts)
        add[block.kind](number, block)
        self.drafts[first].guesses.extend(block.guesses)
        self.drafts[first].marker = block.marker

    def _add_heading(self, number: int, block: Block) -> None:
        self._close(self._headings, block.depth)
        self._items.clear()
        parent = self._headings[-1] if self._headings else None
        self._headings.append(len(self.drafts))
        self.drafts.append(Draft(block.text, Shape.HEADING, number, parent, block.depth))

    def _add_item(self, number: int, block: Block) -> None:
        self._close(self._items, block.depth)
        first, *others = split_sentences(block.text)
        parents = self._items or self._headings
        parent = parents[-1] if parents else None
        item = len(self.drafts)
        self.drafts.append(Draft(first, Shape.ITEM, number, parent, block.depth))
        self._items.append(item)
        self._add_sentences(others, Shape.DETAIL, number, item)

    def _add_paragraph(self, number: int, block: Block) -> None:
        if not block.depth:
            self._items.clear()
        parents = self._items or self._headings
        shape = Shape.DETAIL if self._items else Shape.SENTENCE
        parent = parents[-1] if parents else None
        self._add_sentences(split_sentences(block.text), shape, number, parent)

    def _add_sentences(
        self, sentences: Sequence[str], shape: Shape, number: int, parent: int | None
    ) -> None:
        self.drafts.extend(Draft(text, shape, number, parent) for text in sentences)

    def _close(self, open_: list[int], depth: int) -> None:
        while open_ and self.drafts[open_[-1]].depth >= depth:
            open_.pop()


def _title(drafts: Sequence[Draft]) -> int | None:
    """The heading before all text that says “strategy”, else that with a period, else the first."""
    leading = [draft.text for draft in takewhile(_heads, drafts)]
    for tells in (names_strategy, find_period, bool):
        for index, text in enumerate(leading):
            if tells(text):
                return index
    return _title_sentence(drafts)


def _heads(draft: Draft) -> bool:
    return draft.shape is Shape.HEADING


def _title_sentence(drafts: Sequence[Draft]) -> int | None:
    """A first line that says “strategy” and was not seen to be a heading: a guess."""
    first = drafts[0]
    is_alone = len(drafts) == 1 or drafts[1].block != first.block
    if first.shape is not Shape.SENTENCE or not is_alone or not names_strategy(first.text):
        return None
    first.guesses.append(Guess("title_guessed", ("title", "paragraph")))
    return 0


def _set_title(drafts: list[Draft], title: int) -> None:
    """Nothing stands under the title, nor under a motto that follows it without text of its own."""
    drafts[title].kind = StatementKind.TITLE
    drafts[title].guesses = [
        guess for guess in drafts[title].guesses if guess.code != "heading_guessed"
    ]
    leaves = {title}
    motto = title + 1
    if motto + 1 < len(drafts) and _is_motto(drafts[motto], drafts[motto + 1]):
        leaves.add(motto)
    for draft in drafts:
        while draft.parent in leaves:
            draft.parent = drafts[draft.parent].parent


def _is_motto(heading: Draft, following: Draft) -> bool:
    both = heading.shape is Shape.HEADING and following.shape is Shape.HEADING
    return both and not heading.marker and not topics(heading.text)
