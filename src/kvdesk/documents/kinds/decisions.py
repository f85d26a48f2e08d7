"""The list of decisions over one meeting or many."""

from collections.abc import Iterator

from kvdesk.documents.blocks import (
    Block,
    Column,
    Document,
    Paragraph,
    Table,
    Texts,
    typed,
)
from kvdesk.documents.content import DecisionListContent, DecisionRow
from kvdesk.documents.kinds.frame import closing_blocks, document, foreign, list_heading
from kvdesk.documents.labels import NO_ENTRY, OUTCOMES
from kvdesk.kernel.dates import format_day
from kvdesk.kernel.words import Words

__all__ = ["decision_list"]


def decision_list(content: DecisionListContent, words: Words) -> Document:
    """The list of decisions, laid out."""
    kind = words.text("List of decisions")
    return document(content.head, words, kind=kind, blocks=_blocks(content, words))


def _blocks(content: DecisionListContent, words: Words) -> Iterator[Block]:
    _ = words.text
    head = content.head
    language = foreign(head, words)
    yield from list_heading(head, _("List of decisions"), content.period, words)
    if content.rows:
        columns = (
            Column(_("Section"), 1300),
            Column(_("Day"), 1200),
            Column(_("Matter"), 2700),
            Column(_("Decision"), 3700),
        )
        rows = (_row(row, words, language) for row in content.rows)
        yield Table(_("List of decisions"), columns, rows)
    else:
        yield Paragraph((_("There are no decisions."),))
    yield from closing_blocks(head, words)


def _row(row: DecisionRow, words: Words, language: str) -> Texts:
    day = format_day(row.day, words.language) if row.day else NO_ENTRY
    matter = "\n".join(filter(None, (row.title, row.register_number, row.body)))
    outcome = words.text(OUTCOMES[row.outcome]) if row.outcome else ""
    text = typed(row.text, language) if row.text else outcome or NO_ENTRY
    return (row.origin or NO_ENTRY, day, typed(matter, language), text)
