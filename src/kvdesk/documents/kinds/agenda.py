"""The agenda: every item with its account and its proposed decision."""

from collections.abc import Iterator

from kvdesk.documents.blocks import Block, Document, Heading
from kvdesk.documents.content import AgendaContent, AgendaItem
from kvdesk.documents.kinds.contents import contents_blocks, items_blocks
from kvdesk.documents.kinds.frame import (
    account_blocks,
    closing_blocks,
    document,
    earlier_blocks,
    foreign,
    label_blocks,
    main_heading,
    meeting_blocks,
    reference_blocks,
)
from kvdesk.kernel.words import Words

__all__ = ["agenda"]


def agenda(content: AgendaContent, words: Words) -> Document:
    """The agenda of a meeting, laid out."""
    kind = words.text("Agenda")
    return document(content.head, words, kind=kind, blocks=_blocks(content, words))


def _blocks(content: AgendaContent, words: Words) -> Iterator[Block]:
    language = foreign(content.head, words)
    yield main_heading(content.head, words)
    yield from meeting_blocks(content.head, words, held=False)
    headings = [_heading(item, language) for item in content.items]
    yield from contents_blocks(words.text("Matters to be handled"), headings)
    pairs = zip(headings, content.items, strict=True)
    items = (block for pair in pairs for block in _item(*pair, words, language))
    yield from items_blocks(headings, items)
    yield from closing_blocks(
        content.head,
        words,
        attachments=content.attachments,
        distribution=content.distribution,
        for_information=content.for_information,
    )


def _heading(item: AgendaItem, language: str) -> Heading:
    anchor = f"asia_{item.number}"
    return Heading(2, item.title, f"{item.number}.", anchor, language)


def _facts(item: AgendaItem, words: Words) -> Iterator[str]:
    yield item.register_number
    if item.presenter and not item.proposal:
        yield words.text("Presenting officer: {name}", name=item.presenter)
    if item.planned_minutes:
        yield words.plural("{n} minute planned", "{n} minutes planned", item.planned_minutes)


def _item(heading: Heading, item: AgendaItem, words: Words, language: str) -> Iterator[Block]:
    _ = words.text
    yield heading
    yield from reference_blocks(_facts(item, words))
    yield from earlier_blocks(item.earlier, words, language)
    yield from account_blocks(
        background=item.background,
        proposal=item.proposal,
        presenter=item.presenter,
        words=words,
        language=language,
    )
    yield from label_blocks(_("Strategy"), item.goals, language)
    yield from label_blocks(_("Attachments"), item.attachments, language)
