"""Headings, list items and paragraphs, put together again from the lines of a pasted text.

Where the lines do not tell, the likelier reading is taken and a `Guess` says so, for a preview
to ask about.
"""

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import pairwise
from typing import Final

from kvdesk.domain.line_joining import Guess, Joiner
from kvdesk.domain.sentence_splitting import is_complete
from kvdesk.domain.text_lines import (
    Flow,
    Line,
    flow_of,
    is_capitals,
    is_mid_sentence,
    read_lines,
)

__all__ = ["Block", "BlockKind", "Guess", "read_blocks"]


class BlockKind(StrEnum):
    """What a run of lines is."""

    HEADING = "heading"
    ITEM = "item"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, item or paragraph with its text in one line.

    `depth` counts from 1 for headings and items; a paragraph has that of the item it belongs to,
    or 0. `marker` is the bullet, number or sign that stood before it.
    """

    kind: BlockKind
    text: str
    marker: str = ""
    depth: int = 0
    guesses: tuple[Guess, ...] = ()


#: Verbs without which few statements do; a line that has one is a sentence, not a heading.
_VERB: Final = re.compile(
    r"\b(?:on|ovat|oli|olemme|ei|emme|är|ska|skall|ska|har|is|are|was|will|we|vi)\b", re.IGNORECASE
)
_NUMBERED: Final = re.compile(r"\d{1,2}(?:\.\d{1,2})*")


def read_blocks(text: str) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """The blocks of a text in order, and the lines left out: page numbers and rulers."""
    lines, left_out = read_lines(text)
    flow = flow_of(lines)
    runs = _run_together(lines, flow)
    _take_numbered_headings(runs)
    _shape(runs, flow)
    _take_lists_without_bullets(runs, flow)
    joiner = Joiner(lines)
    return tuple(_block(run, joiner) for run in runs), left_out


@dataclass(slots=True)
class _Run:
    """Lines that belong together, while it is found out what they are."""

    lines: list[Line]
    kind: BlockKind = BlockKind.PARAGRAPH
    depth: int = 0
    guesses: list[Guess] = field(default_factory=list)

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def last(self) -> Line:
        return self.lines[-1]


def _run_together(lines: tuple[Line, ...], flow: Flow) -> list[_Run]:
    runs: list[_Run] = []
    for line in lines:
        if runs and _goes_on(runs[-1], line, flow):
            runs[-1].lines.append(line)
        else:
            runs.append(_Run([line]))
    return runs


def _goes_on(run: _Run, line: Line, flow: Flow) -> bool:
    """Whether a line goes on with the block above it."""
    before = run.last
    if line.marker or before.underline or before.marker.startswith("#"):
        return False
    if is_capitals(before.text) and line.text.upper() == line.text:
        return _capitals_go_on(run, line, flow)
    if _opens_heading(line, before) or all(is_capitals(own.text) for own in run.lines):
        return False
    if is_mid_sentence(before, line):
        is_short = len(run.lines) == 1 and len(before.text.split()) <= 4 and not before.marker
        return line.blanks <= flow.blanks or not is_short
    return line.blanks <= flow.blanks and not flow.is_meant(before, line)


def _capitals_go_on(run: _Run, line: Line, flow: Flow) -> bool:
    """A heading in capitals over two lines, or two headings: where the break was meant, a guess."""
    is_whole = is_complete(run.last.text) or run.last.text[-1].isdigit()
    if is_whole or line.blanks > flow.blanks:
        return False
    if not flow.is_meant(run.last, line):
        return True
    if line.blanks or not flow.is_airy:
        return False
    run.guesses.append(Guess("heading_joined", ("heading", "headings")))
    return True


def _opens_heading(line: Line, before: Line) -> bool:
    """Capitals make a heading, unless it is one word at the end of a line, as `ICT`."""
    is_word = len(line.text.split()) == 1 and not is_complete(before.text)
    return is_capitals(line.text) and not is_word


def _take_numbered_headings(runs: list[_Run]) -> None:
    """Numbered short lines that other text follows are headings: `1. Visio`, `2.1 Palvelut`."""
    numbered = Counter(run.first.style for run in runs if run.first.marker[:1].isdigit())
    followed = Counter(
        above.first.style for above, below in pairwise(runs) if _heads_other_text(above, below)
    )
    for run in runs:
        style = run.first.style
        # The last one may stand at the end of the text; a list is followed by other text but once.
        enough = numbered[style] if numbered[style] < 3 else numbered[style] - 1
        if _is_numbered_line(run) and followed[style] >= enough:
            run.lines[0] = replace(
                run.first, text=f"{run.first.marker} {run.first.text}", marker=""
            )


def _is_numbered_line(run: _Run) -> bool:
    has_number = run.first.marker[:1].isdigit()
    return has_number and len(run.lines) == 1 and _could_be_heading(run.first.text)


def _heads_other_text(above: _Run, below: _Run) -> bool:
    """Whether a numbered line stands over something else than a list within it."""
    if not _is_numbered_line(above) or below.first.style == above.first.style:
        return False
    is_nested = below.first.indent > above.first.indent or not below.first.blanks
    return not (_is_item(below.first) and is_nested)


def _is_item(line: Line) -> bool:
    return bool(line.marker) and not line.marker.startswith("#")


def _shape(runs: list[_Run], flow: Flow) -> None:
    """Give the runs their kinds and depths."""
    lists = _Lists()
    ranks = _Ranks()
    for number, run in enumerate(runs):
        is_last = number + 1 == len(runs)
        if _is_item(run.first):
            run.kind, run.depth = BlockKind.ITEM, lists.depth_of(run.first)
        elif number and _belongs_to(runs[:number], run, flow):
            run.depth = runs[number - 1].depth
        elif not is_last and _is_heading(run):
            lists.forget()
            run.kind, run.depth = BlockKind.HEADING, ranks.depth_of(run)
            starts = not number or run.first.blanks > flow.blanks
            if not (starts and runs[number + 1].first.blanks > flow.blanks):
                _doubt_heading(run)
        else:
            lists.forget()


def _belongs_to(above: list[_Run], run: _Run, flow: Flow) -> bool:
    """Whether a paragraph belongs to the list item above it: it is indented below its marker.

    Without an indent it is a guess, taken when the item breaks off and its fellows do not.
    """
    item = above[-1]
    if item.kind is BlockKind.HEADING or not item.depth or is_capitals(run.first.text):
        return False
    hanging = min([line.indent for line in (*item.lines[1:], run.first)])
    if hanging > item.first.indent - (item.kind is BlockKind.PARAGRAPH):
        return True
    fellow = above[-2] if len(above) > 1 and above[-2].kind is BlockKind.ITEM else None
    if run.first.blanks > flow.blanks or not _breaks_off(item) or (fellow and _breaks_off(fellow)):
        return False
    run.guesses.append(Guess("paragraph_in_item", ("item", "paragraph")))
    return True


def _breaks_off(run: _Run) -> bool:
    return not is_complete(run.last.text)


class _Lists:
    """How deep list items are nested, by their indent and the style of their markers."""

    def __init__(self) -> None:
        self._open: list[Line] = []

    def forget(self) -> None:
        """A heading or paragraph ends all open lists."""
        self._open = []

    def depth_of(self, item: Line) -> int:
        """The depth of the next item, 1 for the outermost."""
        dotted = _NUMBERED.fullmatch(item.marker.strip("()."))
        if dotted and "." in dotted.group():
            return dotted.group().count(".") + 1
        while self._open and item.indent < self._open[-1].indent - 1:
            self._open.pop()
        styles = [line.style for line in self._open if line.indent >= item.indent - 1]
        if item.style in styles:
            while self._open[-1].style != item.style:
                self._open.pop()
            self._open.pop()
        self._open.append(item)
        return len(self._open)


class _Ranks:
    """How deep headings are: signs and capitals rank first, numbers next, plain lines last."""

    def __init__(self) -> None:
        self._strong = 0
        self._numbered = 0

    def depth_of(self, run: _Run) -> int:
        """The depth of the next heading, 1 for the outermost."""
        strong = _strong_depth(run)
        if strong:
            self._strong = self._numbered = strong
            return strong
        numbered = _NUMBERED.match(run.first.text)
        if numbered:
            self._numbered = self._strong + 1 + numbered.group().count(".")
            return self._numbered
        return self._numbered + 1


def _strong_depth(run: _Run) -> int:
    """The depth that a heading shows by itself, or 0."""
    if run.first.marker:
        return len(run.first.marker)
    if run.last.underline in ("=", "-") and len(run.lines) == 1:
        return 1 if run.last.underline == "=" else 2
    return int(all(is_capitals(line.text) for line in run.lines))


def _is_heading(run: _Run) -> bool:
    is_plain = len(run.lines) == 1 and _could_be_heading(run.first.text)
    return _strong_depth(run) > 0 or is_plain


def _doubt_heading(run: _Run) -> None:
    """A plain line that stands close to other text may be a part of it."""
    is_plain = not _strong_depth(run) and not _NUMBERED.match(run.first.text)
    if is_plain and not run.first.text.endswith(("?", ":")):
        run.guesses.append(Guess("heading_guessed", ("heading", "paragraph")))


def _could_be_heading(text: str) -> bool:
    words = text.split()
    starts = text.lstrip("0123456789. ")[:1]
    if len(words) > 12 or not starts.isupper():
        return False
    if text.endswith("?"):
        return True
    is_open = "," in text or text.endswith((";", "-", "–")) or (text[-1] == ":" and len(words) > 3)
    return not is_complete(text) and not is_open and not _VERB.search(text) and len(words) <= 9


def _take_lists_without_bullets(runs: list[_Run], flow: Flow) -> None:
    """Short lines one under the other are a list that has lost its bullets, not headings."""
    listed: list[_Run] = []
    for run in runs:
        is_guess = any(guess.code == "heading_guessed" for guess in run.guesses)
        if not is_guess or run.first.blanks > flow.blanks:
            _make_items(listed)
            listed = []
        if is_guess:
            listed.append(run)
    _make_items(listed)


def _make_items(listed: list[_Run]) -> None:
    if len(listed) > 2:
        for run in listed:
            run.kind, run.depth = BlockKind.ITEM, 1
            run.guesses = [Guess("bullet_missing", ("item", "heading"))]


def _block(run: _Run, joiner: Joiner) -> Block:
    text = joiner.join((line.text for line in run.lines), run.guesses)
    return Block(run.kind, text, run.first.marker, run.depth, tuple(run.guesses))
