"""An extract from the minutes: one section, and that it is a true one."""

from collections.abc import Iterator

from kvdesk.documents.blocks import (
    Block,
    Document,
    Heading,
    Paragraph,
    Signature,
)
from kvdesk.documents.content import ExtractContent, Status
from kvdesk.documents.kinds.frame import (
    closing_blocks,
    document,
    foreign,
    label_blocks,
    main_heading,
    meeting_blocks,
)
from kvdesk.documents.kinds.minutes import (
    check_blocks,
    item_blocks,
    item_heading,
    signature_blocks,
)
from kvdesk.documents.labels import capacity_text
from kvdesk.kernel.dates import format_day
from kvdesk.kernel.words import Words

__all__ = ["extract"]

#: What an extract shows for the sections that it leaves out.
_LEFT_OUT = "– –"


def extract(content: ExtractContent, words: Words) -> Document:
    """The extract, laid out; the names are typed because only the minutes are signed."""
    kind = words.text("Extract from the minutes")
    return document(content.head, words, kind=kind, blocks=_blocks(content, words))


def _blocks(content: ExtractContent, words: Words) -> Iterator[Block]:
    _ = words.text
    head = content.head
    language = foreign(head, words)
    yield main_heading(head, words)
    yield from meeting_blocks(head, words, held=True)
    people = (f"{row.name}, {capacity_text(row, words)}" for row in content.present)
    yield from label_blocks(_("Present"), people)
    yield Paragraph((_LEFT_OUT,))
    heading = item_heading(content.item, words, language)
    yield from item_blocks(heading, content.item, words, language)
    yield Paragraph((_LEFT_OUT,))
    yield from signature_blocks(content.chairs, content.secretaries, Status.CHECKED, words)
    yield from check_blocks(content.checkers, Status.CHECKED, words)
    yield from _certificate(content, words)
    yield from closing_blocks(head, words)


def _certificate(content: ExtractContent, words: Words) -> Iterator[Block]:
    if not content.certified_by:
        return
    yield Heading(2, words.text("Certified as a true extract"))
    if content.certified_on:
        day = format_day(content.certified_on, words.language)
        yield Paragraph((day,))
    yield Signature(content.certified_by, content.certified_title, by_hand=True)
