"""The memo: the same meeting as minutes would tell, with less ceremony."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from kvdesk.documents.blocks import (
    Block,
    Document,
    Heading,
    Labelled,
    Paragraph,
    Text,
    given,
    long_text,
)
from kvdesk.documents.content import (
    Arrived,
    AttendanceRow,
    Break,
    Left,
    LogLine,
    MinutesContent,
    MinutesItem,
    Voted,
)
from kvdesk.documents.kinds.actions import action_table
from kvdesk.documents.kinds.contents import contents_blocks, items_blocks
from kvdesk.documents.kinds.frame import (
    closing_blocks,
    document,
    foreign,
    label_blocks,
    main_heading,
    meeting_blocks,
    reference_blocks,
)
from kvdesk.documents.kinds.handling import told
from kvdesk.documents.labels import CAPACITIES, outcome_sentence, side_text
from kvdesk.domain.decisions import Outcome
from kvdesk.domain.meetings import Capacity
from kvdesk.kernel.words import Words

__all__ = ["memo"]


def memo(content: MinutesContent, words: Words) -> Document:
    """The memo of a meeting, laid out."""
    kind = words.text("Memo")
    return document(content.head, words, kind=kind, blocks=_blocks(content, words))


def _blocks(content: MinutesContent, words: Words) -> Iterator[Block]:
    _ = words.text
    head = content.head
    language = foreign(head, words)
    yield main_heading(head, words)
    yield from meeting_blocks(head, words, held=True)
    headings = [_heading(item, language) for item in content.items]
    yield from contents_blocks(_("Matters handled"), headings)
    yield from label_blocks(_("Present"), _people(content.present, words))
    yield from label_blocks(_("Absent"), _people(content.absent, words))
    pairs = zip(headings, content.items, strict=True)
    items = (block for pair in pairs for block in _item(*pair, words, language))
    yield from items_blocks(headings, items)
    actions = [action for item in content.items for action in item.actions]
    if actions:
        yield Heading(2, _("Actions agreed"))
        yield action_table(actions, words, language)
    yield from label_blocks(_("Recorded by"), (person.name for person in content.secretaries))
    yield from closing_blocks(
        head,
        words,
        attachments=content.attachments,
        distribution=content.distribution,
        for_information=content.for_information,
    )


def _people(rows: Sequence[AttendanceRow], words: Words) -> Iterator[str]:
    for row in rows:
        plainly = row.capacity is Capacity.MEMBER
        capacity = "" if plainly else words.text(CAPACITIES[row.capacity])
        yield ", ".join(filter(None, (row.name, row.organisation, capacity)))


def _heading(item: MinutesItem, language: str) -> Heading:
    return Heading(2, item.title, f"{item.number}.", f"asia_{item.number}", language)


def _item(heading: Heading, item: MinutesItem, words: Words, language: str) -> Iterator[Block]:
    yield heading
    yield from reference_blocks((item.register_number,))
    yield from long_text(item.background, language=language)
    for line in item.log:
        runs = tuple(_spoken(line, words, language))
        if runs:
            yield Paragraph(runs)
    yield from _decided(item, words, language)
    yield from label_blocks(words.text("Strategy"), item.goals, language)
    yield from label_blocks(words.text("Attachments"), item.attachments, language)


def _spoken(line: LogLine, words: Words, language: str) -> Iterator[Text]:
    """A line in one paragraph: no comings and goings, votes without names."""
    if isinstance(line, Arrived | Left | Break):
        return
    if not isinstance(line, Voted):
        yield from chain.from_iterable(told(line, words, language))
        return
    yield from chain.from_iterable(told(replace(line, sides=()), words, language))
    yield from given(", ".join(side_text(side, words) for side in line.sides))


def _decided(item: MinutesItem, words: Words, language: str) -> Iterator[Block]:
    """The decision beside its label; an approved proposal is quoted, as it stands nowhere else."""
    _ = words.text
    text = item.decision.strip()
    if not text and item.outcome is Outcome.APPROVED:
        text = item.proposal.strip()
    if item.removed:
        sentence = _("The item was removed from the agenda.")
    else:
        sentence = "" if text else outcome_sentence(item.outcome, words, proposal=item.proposal)
    lines = (*given(sentence), *given(text, language=language))
    if lines:
        yield Labelled(_("Decision"), lines)
