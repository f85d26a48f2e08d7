"""The minutes of a meeting: who was there, what was handled and decided, who signs."""

from collections.abc import Iterator

from kvdesk.documents.blocks import (
    Block,
    Document,
    Heading,
    Paragraph,
    Signature,
    long_text,
)
from kvdesk.documents.content import Checker, MinutesContent, MinutesItem, Served, Status
from kvdesk.documents.kinds.actions import action_table
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
from kvdesk.documents.kinds.handling import handling_blocks
from kvdesk.documents.kinds.people import people_blocks, quorum_blocks
from kvdesk.documents.labels import outcome_sentence
from kvdesk.kernel.dates import format_day
from kvdesk.kernel.words import Words

__all__ = ["check_blocks", "item_blocks", "item_heading", "minutes", "signature_blocks"]


def minutes(content: MinutesContent, words: Words) -> Document:
    """The minutes of a meeting, laid out."""
    kind = words.text("Minutes")
    return document(content.head, words, kind=kind, blocks=_blocks(content, words))


def _blocks(content: MinutesContent, words: Words) -> Iterator[Block]:
    _ = words.text
    head = content.head
    language = foreign(head, words)
    yield main_heading(head, words)
    yield from meeting_blocks(head, words, held=True)
    headings = [item_heading(item, words, language) for item in content.items]
    yield from contents_blocks(_("Matters handled"), headings)
    yield from people_blocks(content, words)
    pairs = zip(headings, content.items, strict=True)
    items = (block for pair in pairs for block in item_blocks(*pair, words, language))
    yield from items_blocks(headings, items)
    yield from signature_blocks(content.chairs, content.secretaries, head.status, words)
    yield from check_blocks(content.checkers, head.status, words)
    yield from closing_blocks(
        head,
        words,
        attachments=content.attachments,
        distribution=content.distribution,
        for_information=content.for_information,
    )


def item_heading(item: MinutesItem, words: Words, language: str) -> Heading:
    """`§ 12` and the title; what has no § shows its agenda number instead."""
    if item.section is None:
        number = words.text("Item {number}", number=item.number)
        return Heading(2, item.title, number, f"asia_{item.number}", language)
    return Heading(2, item.title, f"§ {item.section}", f"pykala_{item.section}", language)


def item_blocks(
    heading: Heading, item: MinutesItem, words: Words, language: str
) -> Iterator[Block]:
    """One item: account, proposed decision, handling, decision, what follows from it."""
    yield heading
    yield from reference_blocks(_facts(item, words))
    yield from earlier_blocks(item.earlier, words, language)
    yield from account_blocks(
        background=item.background,
        proposal=item.proposal,
        presenter=item.proposed_by,
        words=words,
        language=language,
    )
    yield from handling_blocks(item.log, words, language)
    yield from quorum_blocks(item.quorum, words)
    yield from _decision_blocks(item, words, language)
    yield from label_blocks(words.text("Strategy"), item.goals, language)
    yield from label_blocks(words.text("Attachments"), item.attachments, language)
    if item.actions:
        yield Heading(3, words.text("Actions"))
        yield action_table(item.actions, words, language)


def _facts(item: MinutesItem, words: Words) -> Iterator[str]:
    if item.section is not None and item.number:
        yield words.text("Item {number} of the agenda", number=item.number)
    yield item.register_number


def _decision_blocks(item: MinutesItem, words: Words, language: str) -> Iterator[Block]:
    _ = words.text
    if item.removed:
        sentence = _("The item was removed from the agenda.")
    else:
        sentence = outcome_sentence(item.outcome, words, proposal=item.proposal)
    if not sentence and not item.decision.strip():
        return
    yield Heading(3, _("Decision"))
    if sentence:
        yield Paragraph((sentence,))
    if item.decision.strip() != item.proposal.strip():
        yield from long_text(item.decision, language=language)
    if item.checked_on:
        day = format_day(item.checked_on, words.language)
        yield Paragraph((_("This section was checked in the meeting on {day}.", day=day),))


def signature_blocks(
    chairs: tuple[Served, ...],
    secretaries: tuple[Served, ...],
    status: Status,
    words: Words,
) -> Iterator[Block]:
    """Who signs; once the minutes are checked their names are typed."""
    _ = words.text
    if not chairs and not secretaries:
        return
    yield Heading(2, _("Signatures"))
    by_hand = status is not Status.CHECKED
    for people, role in ((chairs, _("chair")), (secretaries, _("secretary"))):
        for served in _once(people):
            yield Signature(served.name, role, by_hand)


def _once(people: tuple[Served, ...]) -> Iterator[Served]:
    """Each person once, in the order of their first section."""
    yield from {served.name: served for served in reversed(people)}.values()


def check_blocks(checkers: tuple[Checker, ...], status: Status, words: Words) -> Iterator[Block]:
    """Who checks the minutes, and whether it has been done."""
    if not checkers:
        return
    _ = words.text
    yield Heading(2, _("Checking of the minutes"))
    checked = status is Status.CHECKED
    told = _("The minutes have been checked.") if checked else _("The minutes await checking.")
    yield Paragraph((told,))
    for checker in checkers:
        day = checker.checked_on and format_day(checker.checked_on, words.language)
        role = ", ".join(filter(None, (_("minutes checker"), day)))
        yield Signature(checker.name, role, by_hand=not checked)
