"""The notice of a meeting: when, where, and what is going to be handled."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from kvdesk.documents.blocks import (
    Block,
    Document,
    Heading,
    Labelled,
    Numbered,
    Paragraph,
    Run,
    Text,
    long_text,
    typed,
)
from kvdesk.documents.content import AgendaItem, NoticeContent
from kvdesk.documents.kinds.frame import (
    closing_blocks,
    document,
    foreign,
    label_blocks,
    main_heading,
    meeting_blocks,
)
from kvdesk.kernel.dates import format_day
from kvdesk.kernel.words import Words

__all__ = ["notice"]

#: Only whole web and mail addresses become links; anything else stays plain text. Word calls a
#: file broken when the target of a link is not a proper address.
_ADDRESS: Final = re.compile(
    r"https?://[A-Za-z0-9.-]+(?::\d{1,5})?"
    r"(?:[/?#](?:[A-Za-z0-9._~:/?#@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*)?"
    r"|mailto:[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+"
)


def notice(content: NoticeContent, words: Words) -> Document:
    """The notice of a meeting, laid out."""
    kind = words.text("Notice of meeting")
    return document(content.head, words, kind=kind, blocks=_blocks(content, words))


def _blocks(content: NoticeContent, words: Words) -> Iterator[Block]:
    _ = words.text
    language = foreign(content.head, words)
    yield main_heading(content.head, words)
    yield from meeting_blocks(content.head, words, held=False)
    if content.remote_address:
        yield Labelled(_("Remote link"), (_address(content.remote_address, language),))
    yield from label_blocks(_("Invited"), content.invited)
    yield from long_text(content.message, language=language)
    if content.answer_by:
        day = format_day(content.answer_by, words.language)
        yield Paragraph((_("Please tell by {day} whether you will take part.", day=day),))
    if content.items:
        yield Heading(2, _("Matters to be handled"))
        yield from _listed(content.items, language)
    yield from closing_blocks(
        content.head,
        words,
        attachments=content.attachments,
        distribution=content.distribution,
    )


def _address(text: str, language: str) -> Text:
    return Run(text, link=text) if _ADDRESS.fullmatch(text) else typed(text, language)


def _listed(items: Sequence[AgendaItem], language: str) -> Iterator[Block]:
    """The titles as true lists that count as the agenda does: a gap in it begins a new one."""
    for _, group in groupby(enumerate(items), key=lambda pair: pair[1].number - pair[0]):
        part = [item for _, item in group]
        yield Numbered(tuple(_title(item, language) for item in part), part[0].number, ".")


def _title(item: AgendaItem, language: str) -> Text:
    number = f" ({item.register_number})" if item.register_number else ""
    return typed(f"{item.title}{number}", language)
