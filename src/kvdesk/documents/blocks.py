"""What a document is made of, before it is markup: headings, paragraphs, tables, lists.

The kinds yield these and know no markup; `kvdesk.documents.body` turns them into it and knows no
meetings. They are named tuples and not data classes because a thousand sections make tens of
thousands of them, and a tuple costs a third of a frozen class.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from kvdesk.documents import roles

__all__ = [
    "Block",
    "Bullets",
    "Column",
    "Contents",
    "ContentsEntry",
    "Document",
    "Heading",
    "Items",
    "Labelled",
    "LogEntry",
    "Metadata",
    "Numbered",
    "Paragraph",
    "Run",
    "Signature",
    "Table",
    "Text",
    "Texts",
    "given",
    "long_text",
    "typed",
]


class Run(NamedTuple):
    """A stretch of text that differs from what is around it.

    `language` where it is not the document's, `style` a character style of the roles, `link` a
    web address.
    """

    text: str
    language: str = ""
    style: str = ""
    link: str = ""


#: Plain text of the document stands for itself.
Text = str | Run
Texts = tuple[Text, ...]


class Metadata(NamedTuple):
    """The block at the top of page 1: what the document is (bold), number, date, state."""

    kind: str
    lines: tuple[str, ...]


class Heading(NamedTuple):
    """A heading; `number` stands at the margin, `anchor` is what links point to."""

    level: int
    text: str
    number: str = ""
    anchor: str = ""
    language: str = ""


class Paragraph(NamedTuple):
    """A paragraph in the style of one of the roles."""

    texts: Texts
    role: str = roles.TEXT


class Labelled(NamedTuple):
    """A label at the margin and its lines beside it, each a paragraph.

    `apart` sets it off from what stands above.
    """

    label: str
    lines: Texts
    apart: bool = False


class LogEntry(NamedTuple):
    """A line of the handling: the clock time, what happened, and lines that belong to it."""

    at: str
    lines: Sequence[Texts]


class Bullets(NamedTuple):
    """A list without an order."""

    items: Texts


class Numbered(NamedTuple):
    """A list with numbers, `1.` or `1)` by `mark`, counted from `first`."""

    items: Texts
    first: int
    mark: str


class Column(NamedTuple):
    """A table's column: its heading and its width in twips."""

    heading: str
    width: int


class Table(NamedTuple):
    """A table with a header row; `rows` may be made while they are written.

    Another block than a table follows it.
    """

    title: str
    columns: tuple[Column, ...]
    rows: Iterable[Texts]


class ContentsEntry(NamedTuple):
    """A line of the list of contents, linked to the heading with this anchor."""

    number: str
    text: str
    anchor: str
    language: str = ""


class Contents(NamedTuple):
    """The list of what follows between the two `Items` marks; never empty."""

    entries: tuple[ContentsEntry, ...]


class Items(NamedTuple):
    """Where the listed headings begin, and, with `end`, where they end."""

    end: bool = False


class Signature(NamedTuple):
    """Who signs; `by_hand` leaves room above the name."""

    name: str
    role: str
    by_hand: bool


Block = (
    Metadata
    | Heading
    | Paragraph
    | Labelled
    | LogEntry
    | Bullets
    | Numbered
    | Table
    | Contents
    | Items
    | Signature
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """A whole document: what its properties and running heads say, and its blocks in order.

    `metadata` is what page 1 shows as text and the later pages repeat in their heads; `issued_on`
    an ISO day; `state` what the document is in one word or two. `blocks` are made while they are
    written and can be walked once.
    """

    kind: str
    title: str
    sender: str
    author: str
    language: str
    state: str
    issued_on: str
    register_number: str
    data_version: str
    metadata: Metadata
    blocks: Iterator[Block]


_PARAGRAPHS: Final = re.compile(r"\n[ \t]*\n\s*")
_BULLET: Final = re.compile(r"[ \t]*[-–•*·][ \t]+(?=\S)")
_NUMBER: Final = re.compile(r"[ \t]*(\d{1,3})([.)])[ \t]+(?=\S)")


def typed(text: str, language: str) -> Text:
    """A text that somebody typed, in a language of its own unless that is empty."""
    return Run(text, language) if language else text


def given(*texts: str, language: str = "") -> Texts:
    """The texts that are not empty."""
    return tuple([typed(text, language) for text in texts if text]) if texts else ()


def long_text(text: str, *, role: str = roles.TEXT, language: str = "") -> Iterator[Block]:
    """What somebody typed into a large field, as paragraphs and true lists.

    An empty line begins a paragraph. Two or more lines in a row that begin with a dash or a
    bullet, or with numbers that count up, become a list, which screen readers can announce.
    """
    if "\n" not in text:
        if text and not text.isspace():
            yield Paragraph((typed(text, language),), role)
        return
    for part in _PARAGRAPHS.split(text):
        if part.strip():
            yield from _part_blocks(part.strip("\n"), role, language)


def _part_blocks(part: str, role: str, language: str) -> Iterator[Block]:
    for mark, lines in _grouped(part.split("\n")):
        if not mark:
            yield Paragraph((typed("\n".join(lines), language),), role)
        elif mark == "-":
            yield Bullets(tuple(typed(_BULLET.sub("", line, 1), language) for line in lines))
        else:
            items = tuple(typed(_NUMBER.sub("", line, 1), language) for line in lines)
            yield Numbered(items, _number_of(lines[0]), mark)


def _grouped(lines: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Lines that belong together, each group with `-`, `.`, `)` or, for ordinary text, nothing."""
    waiting: list[str] = []
    position = 0
    while position < len(lines):
        mark, length = _list_at(lines, position)
        if mark:
            if waiting:
                yield "", waiting
            yield mark, lines[position : position + length]
            waiting = []
        else:
            waiting.append(lines[position])
        position += length
    if waiting:
        yield "", waiting


def _list_at(lines: list[str], start: int) -> tuple[str, int]:
    """The mark and the length of the list that begins at a line, or no mark and 1."""
    number = _NUMBER.match(lines[start])
    end = start
    if number:
        first = int(number[1])
        while end < len(lines) and _continues(lines[end], first + end - start, number[2]):
            end += 1
        mark = number[2]
    else:
        while end < len(lines) and _BULLET.match(lines[end]):
            end += 1
        mark = "-"
    return (mark, end - start) if end - start >= 2 else ("", 1)


def _continues(line: str, number: int, mark: str) -> bool:
    found = _NUMBER.match(line)
    return found is not None and (int(found[1]), found[2]) == (number, mark)


def _number_of(line: str) -> int:
    found = _NUMBER.match(line)
    return int(found[1]) if found else 1
