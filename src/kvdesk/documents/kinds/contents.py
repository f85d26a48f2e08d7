"""The list of contents of a long agenda or long minutes, and what it lists."""

from collections.abc import Iterable, Iterator, Sequence

from kvdesk.documents.blocks import Block, Contents, ContentsEntry, Heading, Items

__all__ = ["contents_blocks", "items_blocks"]

#: With fewer items than this a reader sees them all without a list.
_LISTED_FROM = 6


def contents_blocks(title: str, headings: Sequence[Heading]) -> Iterator[Block]:
    """The list of the items' headings under its title, or nothing when there are few."""
    if len(headings) < _LISTED_FROM:
        return
    yield Heading(2, title)
    yield Contents(
        tuple(
            ContentsEntry(heading.number, heading.text, heading.anchor, heading.language)
            for heading in headings
        )
    )


def items_blocks(headings: Sequence[Heading], items: Iterable[Block]) -> Iterator[Block]:
    """The items' blocks, marked as what the list of contents covers when there is one."""
    listed = len(headings) >= _LISTED_FROM
    if listed:
        yield Items()
    yield from items
    if listed:
        yield Items(end=True)
