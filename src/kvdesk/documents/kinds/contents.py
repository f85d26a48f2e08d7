"""The list of contents that stands before the items of a long agenda or long minutes."""

from collections.abc import Iterable, Iterator, Sequence

from kvdesk.documents.blocks import Block, Contents, ContentsEntry, Heading, Items

__all__ = ["contents_blocks"]

#: With fewer items than this a reader sees them all without a list.
_LISTED_FROM = 6


def contents_blocks(
    title: str, headings: Sequence[Heading], items: Iterable[Block]
) -> Iterator[Block]:
    """The items, with a list of their headings before them when there are many.

    Args:
        title: The heading of the list.
        headings: The headings of the items, in order.
        items: The items' blocks.
    """
    if len(headings) < _LISTED_FROM:
        yield from items
        return
    yield Heading(2, title)
    yield Contents(
        tuple(
            ContentsEntry(heading.number, heading.text, heading.anchor, heading.language)
            for heading in headings
        )
    )
    yield Items()
    yield from items
    yield Items(end=True)
