"""From blocks to markup, one block at a time."""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import count
from typing import Any, Final

from kvdesk.documents import roles
from kvdesk.documents.blocks import (
    Block,
    Bullets,
    Column,
    Contents,
    ContentsEntry,
    Heading,
    Items,
    Labelled,
    LogEntry,
    Metadata,
    Numbered,
    Paragraph,
    Signature,
    Table,
    Text,
    Texts,
)
from kvdesk.documents.look import grid
from kvdesk.documents.look.parts import FIRST_FREE_LIST
from kvdesk.documents.xml import (
    SHORT,
    TAB,
    Xml,
    bookmark_end,
    bookmark_start,
    cell,
    field_end,
    field_start,
    header_row,
    inside_link,
    list_paragraph,
    outside_link,
    paragraph,
    row,
    run,
    table_start,
)

__all__ = ["Body"]

#: The bookmark round the listed headings; the list of contents, made anew in Word, stays inside it.
_ITEMS: Final = "kv_asiat"

#: Headings of level 2 inside the bookmark, as links, without page numbers: right without layout.
_CONTENTS_CODE: Final = Xml(f"TOC \\o &quot;2-2&quot; \\h \\n \\b {_ITEMS}")


class Body:
    """Turns blocks into markup and keeps account of what other parts have to say about them.

    After the blocks have been walked, `links` holds each web address with the id of its relation,
    and `restarts` the first number and the mark of every numbered list in order.
    """

    def __init__(self) -> None:
        self.links: dict[str, str] = {}
        self.restarts: list[tuple[int, str]] = []
        self._bookmarks = count(1)
        self._anchors: set[str] = set()
        self._below_table = False
        self._items_bookmark = 0
        self._writers: dict[type, Callable[[Any], Xml]] = {
            Metadata: self._metadata,
            Heading: self._heading,
            Paragraph: self._paragraph,
            Labelled: self._labelled,
            LogEntry: self._log_entry,
            Bullets: self._bullets,
            Numbered: self._numbered,
            Contents: self._contents,
            Items: self._items,
            Signature: self._signature,
        }

    def markup(self, blocks: Iterable[Block]) -> Iterator[Xml]:
        """The blocks as children of the body element; a table row by row, as it can be long."""
        writers = self._writers
        for block in blocks:
            if type(block) is not Table:
                yield writers[type(block)](block)
                self._below_table = False
            else:
                yield from self._table(block)
                self._below_table = True

    def _style(self, role: str, *, apart: bool = False) -> str:
        """The style of a role; below a table the one that brings the space which tables lack."""
        return roles.APART.get(role, role) if apart or self._below_table else role

    def _text(self, piece: Text, after: str = "") -> Xml:
        if isinstance(piece, str):
            return run(piece + after if after else piece)
        text, language, style, link = piece
        content = run(text + after, language, style)
        return outside_link(self._relation(link), content) if link else content

    def _texts(self, pieces: Texts) -> Xml:
        """Texts with a space between them."""
        if len(pieces) == 1:
            return self._text(pieces[0])
        spaced = [self._text(piece, " ") for piece in pieces[:-1]]
        return Xml("".join(spaced) + self._text(pieces[-1]))

    def _relation(self, address: str) -> str:
        return self.links.setdefault(address, f"link{len(self.links) + 1}")

    def _metadata(self, block: Metadata) -> Xml:
        lines = (paragraph(roles.METADATA, run(line)) for line in block.lines)
        return Xml(paragraph(roles.KIND, run(block.kind)) + "".join(lines))

    def _heading(self, block: Heading) -> Xml:
        if not block.number and not block.anchor:
            return _bare_heading(block.level, block.text, block.language)
        content = run(block.text, block.language)
        if block.number:
            content = Xml(f"{run(block.number)}{TAB}{content}")
        if block.anchor and block.anchor not in self._anchors:
            self._anchors.add(block.anchor)
            bookmark = next(self._bookmarks)
            start = bookmark_start(bookmark, block.anchor)
            content = Xml(f"{start}{content}{bookmark_end(bookmark)}")
        return paragraph(roles.HEADINGS[block.level], content)

    def _paragraph(self, block: Paragraph) -> Xml:
        texts, role = block
        return paragraph(self._style(role) if self._below_table else role, self._texts(texts))

    def _labelled(self, block: Labelled) -> Xml:
        beside = len(block.label) <= grid.LABEL_ROOM
        label = Xml(f"{run(block.label)}{TAB}") if beside else run(f"{block.label}\n")
        first, *more = block.lines
        role = roles.LABEL_FIRST if more else roles.LABEL
        style = self._style(role, apart=block.apart)
        lines = (paragraph(roles.LABEL_MORE, self._text(line)) for line in more)
        return Xml(paragraph(style, Xml(f"{label}{self._text(first)}")) + "".join(lines))

    def _log_entry(self, block: LogEntry) -> Xml:
        first, *more = map(self._texts, block.lines)
        if block.at:
            line = paragraph(roles.LOG, Xml(f"{run(block.at)}{TAB}{first}"))
        else:
            line = paragraph(roles.LOG_MORE, first)
        return Xml("".join((line, *(paragraph(roles.LOG_MORE, other) for other in more))))

    def _bullets(self, block: Bullets) -> Xml:
        return Xml("".join(paragraph(roles.BULLET, self._text(item)) for item in block.items))

    def _numbered(self, block: Numbered) -> Xml:
        number = FIRST_FREE_LIST + len(self.restarts)
        self.restarts.append((block.first, block.mark))
        style = roles.NUMBERED[block.mark]
        items = (list_paragraph(style, self._text(item), number) for item in block.items)
        return Xml("".join(items))

    def _table(self, block: Table) -> Iterator[Xml]:
        yield _table_head(block.title, block.columns)
        widths = tuple(column.width for column in block.columns)
        for pieces in block.rows:
            yield row(Xml("".join(map(_table_cell, widths, pieces))))
        yield Xml("</w:tbl>")

    def _contents(self, block: Contents) -> Xml:
        first, *others = map(_contents_link, block.entries)
        lines = [Xml(field_start(_CONTENTS_CODE) + first), *others]
        lines[-1] = Xml(lines[-1] + field_end())
        return Xml("".join(paragraph(roles.CONTENTS, line) for line in lines))

    def _items(self, block: Items) -> Xml:
        if block.end:
            return bookmark_end(self._items_bookmark)
        self._items_bookmark = next(self._bookmarks)
        return bookmark_start(self._items_bookmark, _ITEMS)

    def _signature(self, block: Signature) -> Xml:
        style = roles.SIGNATURE if block.by_hand else roles.SIGNATURE_TYPED
        name = f"{block.name}, {block.role}" if block.role else block.name
        return paragraph(style, run(name))


@lru_cache(maxsize=64)
def _bare_heading(level: int, text: str, language: str) -> Xml:
    """A heading like "Decision", the same in every section."""
    return paragraph(roles.HEADINGS[level], run(text, language))


@lru_cache(maxsize=16)
def _table_head(title: str, columns: tuple[Column, ...]) -> Xml:
    """A table up to its first row; the same few tables recur in every section."""
    widths = tuple(column.width for column in columns)
    start = table_start(roles.TABLE, indent=grid.COLUMN, widths=widths, title=title)
    headings = (cell(column.width, roles.CELL_HEADING, run(column.heading)) for column in columns)
    return Xml(start + header_row(Xml("".join(headings))))


def _table_cell(width: int, piece: Text) -> Xml:
    if not isinstance(piece, str):
        return cell(width, roles.CELL, run(piece.text, piece.language, piece.style))
    return _short_cell(width, piece) if len(piece) <= SHORT else _any_cell(width, piece)


def _any_cell(width: int, text: str) -> Xml:
    return cell(width, roles.CELL, run(text))


#: Names, days and states recur from row to row.
_short_cell: Final = lru_cache(maxsize=1024)(_any_cell)


def _contents_link(entry: ContentsEntry) -> Xml:
    shown = Xml(f"{run(entry.number)}{TAB}{run(entry.text, entry.language)}")
    return inside_link(entry.anchor, shown)
