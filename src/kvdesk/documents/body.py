"""From blocks to markup, one block at a time."""

from collections.abc import Callable, Iterable, Iterator
from itertools import count
from typing import Any, Final

from kvdesk.documents.blocks import (
    Block,
    Bullets,
    Contents,
    Heading,
    Items,
    Labelled,
    LogEntry,
    Metadata,
    Numbered,
    Paragraph,
    Run,
    Signature,
    Table,
)
from kvdesk.documents.look import grid, roles
from kvdesk.documents.look.parts import FIRST_FREE_LIST
from kvdesk.documents.xml import (
    NOTHING,
    Xml,
    bookmark_end,
    bookmark_start,
    cell,
    field_end,
    field_start,
    inside_link,
    outside_link,
    paragraph,
    row,
    run,
    tab,
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
        self._writers: dict[type, Callable[[Any], Iterator[Xml]]] = {
            Metadata: self._metadata,
            Heading: self._heading,
            Paragraph: self._paragraph,
            Labelled: self._labelled,
            LogEntry: self._log_entry,
            Bullets: self._bullets,
            Numbered: self._numbered,
            Table: self._table,
            Contents: self._contents,
            Items: self._items,
            Signature: self._signature,
        }

    def markup(self, blocks: Iterable[Block]) -> Iterator[Xml]:
        """The blocks as children of the body element."""
        writers = self._writers
        for block in blocks:
            yield from writers[type(block)](block)
            self._below_table = type(block) is Table

    def _style(self, role: str, *, apart: bool = False) -> str:
        """The style of a role; below a table the one that brings the space which tables lack."""
        return roles.APART.get(role, role) if apart or self._below_table else role

    def _run(self, piece: Run) -> Xml:
        content = run(piece.text, language=piece.language, strong=piece.strong)
        return outside_link(self._relation(piece.link), content) if piece.link else content

    def _runs(self, pieces: tuple[Run, ...]) -> Xml:
        if len(pieces) == 1:
            return self._run(pieces[0])
        *others, last = (piece for piece in pieces if piece.text)
        spaced = (self._run(piece._replace(text=f"{piece.text} ")) for piece in others)
        return Xml("".join(spaced) + self._run(last))

    def _relation(self, address: str) -> str:
        return self.links.setdefault(address, f"link{len(self.links) + 1}")

    def _metadata(self, block: Metadata) -> Iterator[Xml]:
        yield paragraph(roles.KIND, run(block.kind))
        for line in block.lines:
            yield paragraph(roles.METADATA, run(line))

    def _heading(self, block: Heading) -> Iterator[Xml]:
        number = Xml(f"{run(block.number)}{tab()}") if block.number else NOTHING
        content = Xml(f"{number}{run(block.text, language=block.language)}")
        if block.anchor and block.anchor not in self._anchors:
            self._anchors.add(block.anchor)
            bookmark = next(self._bookmarks)
            start = bookmark_start(bookmark, block.anchor)
            content = Xml(f"{start}{content}{bookmark_end(bookmark)}")
        yield paragraph(roles.HEADINGS[block.level], content)

    def _paragraph(self, block: Paragraph) -> Iterator[Xml]:
        yield paragraph(self._style(block.role), self._runs(block.runs))

    def _labelled(self, block: Labelled) -> Iterator[Xml]:
        beside = len(block.label) <= grid.LABEL_ROOM
        label = Xml(f"{run(block.label)}{tab()}") if beside else run(f"{block.label}\n")
        first, *more = block.lines
        role = roles.LABEL_FIRST if more else roles.LABEL
        style = self._style(role, apart=block.apart)
        yield paragraph(style, Xml(f"{label}{self._run(first)}"))
        for line in more:
            yield paragraph(roles.LABEL_MORE, self._run(line))

    def _log_entry(self, block: LogEntry) -> Iterator[Xml]:
        content = self._runs(block.runs)
        if block.at:
            yield paragraph(roles.LOG, Xml(f"{run(block.at)}{tab()}{content}"))
        else:
            yield paragraph(roles.LOG_MORE, content)
        for line in block.more:
            yield paragraph(roles.LOG_MORE, self._runs(line))

    def _bullets(self, block: Bullets) -> Iterator[Xml]:
        for item in block.items:
            yield paragraph(roles.BULLET, self._run(item))

    def _numbered(self, block: Numbered) -> Iterator[Xml]:
        self.restarts.append((block.first, block.mark))
        number = FIRST_FREE_LIST + len(self.restarts) - 1
        style = roles.NUMBERED[block.mark]
        for item in block.items:
            yield paragraph(style, self._run(item), list_number=number)

    def _table(self, block: Table) -> Iterator[Xml]:
        widths = tuple(column.width for column in block.columns)
        yield table_start(roles.TABLE, indent=grid.COLUMN, widths=widths, title=block.title)
        headings = (
            cell(column.width, paragraph(roles.CELL_HEADING, run(column.heading)))
            for column in block.columns
        )
        yield row(Xml("".join(headings)), header=True)
        for pieces in block.rows:
            cells = (
                cell(width, paragraph(roles.CELL, self._run(piece)))
                for width, piece in zip(widths, pieces, strict=True)
            )
            yield row(Xml("".join(cells)))
        yield Xml("</w:tbl>")

    def _contents(self, block: Contents) -> Iterator[Xml]:
        last = len(block.entries) - 1
        for index, entry in enumerate(block.entries):
            shown = Xml(f"{run(entry.number)}{tab()}{run(entry.text, language=entry.language)}")
            yield paragraph(
                roles.CONTENTS,
                Xml(
                    (field_start(_CONTENTS_CODE) if index == 0 else NOTHING)
                    + inside_link(entry.anchor, shown)
                    + (field_end() if index == last else NOTHING)
                ),
            )

    def _items(self, block: Items) -> Iterator[Xml]:
        if block.end:
            yield bookmark_end(self._items_bookmark)
            return
        self._items_bookmark = next(self._bookmarks)
        yield bookmark_start(self._items_bookmark, _ITEMS)

    def _signature(self, block: Signature) -> Iterator[Xml]:
        style = roles.SIGNATURE if block.by_hand else roles.SIGNATURE_TYPED
        name = f"{block.name}, {block.role}" if block.role else block.name
        yield paragraph(style, run(name))
