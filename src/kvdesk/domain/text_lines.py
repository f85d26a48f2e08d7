"""The lines of a pasted text: what marks a list item, how far apart they stand, how wide they are.

Text that comes out of a PDF or an e-mail has lost its layout. Whether a line break was meant is
told from the text itself: a line that ends in the middle of a sentence was broken by a machine,
and such breaks show how wide the page was and how many blank lines stand between its lines.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median_low
from typing import Final

from kvdesk.domain.sentence_splitting import is_complete
from kvdesk.kernel.calendar_words import MONTH_NUMBERS
from kvdesk.kernel.text import clean

__all__ = ["Flow", "Line", "flow_of", "is_capitals", "is_mid_sentence", "read_lines"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line with letters on it: its text with single spaces and without its list marker.

    `blanks` counts the blank lines above it, `indent` the columns before it; `underline` is the
    character of a ruler drawn right under it, as a typewriter marks a heading.
    """

    text: str
    marker: str = ""
    indent: int = 0
    blanks: int = 0
    underline: str = ""

    @property
    def style(self) -> str:
        """Lists of one kind have one style: `•`, `1.`, `a)`."""
        figures = re.sub(r"\d+", "1", self.marker)
        return re.sub(r"[a-z](?=\W)", "a", figures)


@dataclass(frozen=True, slots=True)
class Flow:
    """How a text runs: the blank lines between the lines of a paragraph, and the page's width.

    `width` is the number of characters up to which a machine would have filled a line; 0 when no
    line was broken by a machine, so that every break was meant. `is_airy` when blank lines occur.
    """

    blanks: int
    width: int
    is_airy: bool

    def is_meant(self, before: Line, after: Line) -> bool:
        """Whether the break between two lines was meant: the next word had still had room."""
        word = after.text.partition(" ")[0]
        return not self.width or len(before.text) + 1 + len(word) < self.width


_SYMBOL: Final = r"[•◦▪▫‣⁃∙·●○■□►▶➢➤✓✔❖\ue000-\uf8ff]"
_MARKER: Final = re.compile(
    rf"(?P<symbol>{_SYMBOL})\s*(?=\w|[\"”(])"
    r"|(?P<dash>[-–—*+]|o(?=\s+[A-ZÅÄÖ]))\s+(?=\S)"
    r"|(?P<hashes>\#{1,6})\s+(?=\S)"
    r"|(?P<ordered>\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z])[.)]|\d{1,2}(?:\.\d{1,2})+)\s+(?=\S)"
)
_RULER: Final = re.compile(r"([-=_*~–—])(?:\s?\1){2,}")
_PAGE_NUMBER: Final = re.compile(
    r"(?:(?:sivu|sida|page|s\.)\s*)?\d{1,3}(?:\s*(?:/|\()\s*\d{1,3}\)?)?|[-–]\s*\d{1,3}\s*[-–]",
    re.IGNORECASE,
)
_HYPHENS: Final = "-\u2010\u00ad"
_INVISIBLE: Final = re.compile("[\u200b\u2060\ufeff]")


def read_lines(text: str) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """The lines of a text in order, and what was left out: page numbers and drawn rulers."""
    lines: list[Line] = []
    left_out: list[str] = []
    blanks = 0
    for raw in _INVISIBLE.sub("", clean(text)).split("\n"):
        plain = " ".join(raw.split())
        if not plain:
            blanks += 1
        elif _RULER.fullmatch(plain):
            left_out.append(plain)
            if lines and not blanks:
                lines[-1] = replace(lines[-1], underline=plain[0])
        elif _PAGE_NUMBER.fullmatch(plain) and blanks:
            left_out.append(plain)
        else:
            expanded = raw.expandtabs(4).replace("\xa0", " ")
            indent = len(expanded) - len(expanded.lstrip())
            lines.append(Line(plain, indent=indent, blanks=blanks))
            blanks = 0
    return tuple(_marked(lines)), tuple(left_out)


def is_capitals(text: str) -> bool:
    """Whether a line is set in capitals, as headings are."""
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) > 2 and all(letter.isupper() for letter in letters)


def is_mid_sentence(before: Line, after: Line) -> bool:
    """Whether a sentence, or even a word, runs on over the break between two lines."""
    if before.text[-1] in _HYPHENS and before.text[-2:-1].isalnum() and not after.marker:
        return True
    runs_on = not is_complete(before.text) and not before.text.endswith(":")
    return runs_on and not after.marker and after.text[0].islower()


def flow_of(lines: tuple[Line, ...]) -> Flow:
    """How a text runs, measured at the breaks that cannot have been meant."""
    broken = [
        (before, after) for before, after in pairwise(lines) if is_mid_sentence(before, after)
    ]
    is_airy = any(line.blanks for line in lines[1:])
    if not broken:
        return Flow(blanks=0, width=0, is_airy=is_airy)
    filled = sorted(
        len(before.text) + 1 + len(after.text.partition(" ")[0]) for before, after in broken
    )
    return Flow(
        blanks=median_low(after.blanks for _, after in broken),
        # One line in ten may have been broken early by hand without making the page seem narrow.
        width=filled[len(filled) // 10],
        is_airy=is_airy,
    )


def _marked(lines: list[Line]) -> Iterator[Line]:
    """The lines with their list markers taken off."""
    last: dict[str, str] = {}
    before = Line("")
    for line in lines:
        match = _MARKER.match(line.text)
        if match and _marks_an_item(match, before, last):
            marker = match.group().strip()
            line = replace(line, text=line.text[match.end() :], marker=marker)  # noqa: PLW2901 - from here on without its marker
            last[line.style] = marker
        before = line
        yield line


def _marks_an_item(match: re.Match[str], before: Line, last: dict[str, str]) -> bool:
    """Whether what looks like a marker is one, and not a dash or a number within a sentence."""
    rest = match.string[match.end() :]
    runs_on = bool(before.text) and not is_complete(before.text) and not before.text.endswith(":")
    if match["dash"] in ("–", "—") and match["dash"] not in last:
        return not (runs_on and not before.marker and rest[:1].islower())
    if match["ordered"] is None:
        return True
    if rest.split()[0].casefold().rstrip(".,") in MONTH_NUMBERS:
        return False
    marker = Line("", marker=match["ordered"])
    return match["ordered"].strip("().") == _next_of(last.get(marker.style, ""), marker)


def _next_of(previous: str, marker: Line) -> str:
    """The number or letter that continues a list, by the last marker of its style."""
    bare = previous.strip("().")
    own = marker.marker.strip("().")
    if own.isalpha():
        return chr(ord(bare) + 1) if bare and own != "a" else "a"
    head, _, tail = own.rpartition(".")
    last_head, _, last_tail = bare.rpartition(".")
    if bare and head == last_head and tail != "1":
        return f"{head}.{int(last_tail) + 1}".lstrip(".")
    return f"{head}.1".lstrip(".")
