"""What all kinds have in common: the top of page 1, when and where, and the end."""

from collections.abc import Iterable, Iterator
from itertools import chain

from kvdesk.documents import roles
from kvdesk.documents.blocks import (
    Block,
    Document,
    Heading,
    Labelled,
    Metadata,
    Paragraph,
    Run,
    given,
    long_text,
)
from kvdesk.documents.content import Handling, Head
from kvdesk.documents.labels import day_and_times, mode_sentence, state_text
from kvdesk.kernel.dates import format_day
from kvdesk.kernel.words import Words

__all__ = [
    "account_blocks",
    "closing_blocks",
    "document",
    "earlier_blocks",
    "foreign",
    "label_blocks",
    "list_heading",
    "main_heading",
    "meeting_blocks",
    "reference_blocks",
]


def foreign(head: Head, words: Words) -> str:
    """The language of typed texts where it is another than the document's, else empty."""
    return "" if head.language == words.language else head.language


def document(head: Head, words: Words, *, kind: str, blocks: Iterable[Block]) -> Document:
    """The whole document around the blocks of its kind.

    Args:
        head: What the document says about itself.
        words: The document's language.
        kind: Its kind in that language, "Minutes".
        blocks: Everything after the metadata of page 1.
    """
    named = f"{kind} {head.number}".rstrip()
    day = format_day(head.issued_on, words.language)
    state = state_text(head.status, words)
    lines = (day, head.register_number, state, head.publicity)
    metadata = Metadata(named, tuple(line for line in lines if line))
    return Document(
        kind=kind,
        title=", ".join(filter(None, (named, head.body, day))),
        sender=head.organisation,
        author=head.author or head.organisation,
        language=words.language,
        state=state,
        issued_on=head.issued_on,
        register_number=head.register_number,
        data_version=head.data_version,
        metadata=metadata,
        blocks=chain((metadata,), blocks),
    )


def main_heading(head: Head, words: Words) -> Heading:
    """The main heading of a document about one meeting."""
    if not head.number:
        return Heading(1, head.body)
    return Heading(1, words.text("{body}, meeting {number}", body=head.body, number=head.number))


def list_heading(head: Head, title: str, period: str, words: Words) -> Iterator[Block]:
    """The top of a list over one meeting or many: what, of which body, over which time."""
    yield Heading(1, title)
    yield from label_blocks(words.text("Body"), (head.body,))
    yield from label_blocks(words.text("Meeting"), (head.number,))
    yield from label_blocks(words.text("Period"), (period,), foreign(head, words))


def meeting_blocks(head: Head, words: Words, *, held: bool) -> Iterator[Block]:
    """When and where, at the margin; `held` tells of the meeting in the past tense."""
    _ = words.text
    if head.starts:
        when = day_and_times(head.starts, head.ends, words)
        yield Labelled(_("Time"), (when,))
    place = given(head.place, language=foreign(head, words))
    mode = given(mode_sentence(head.mode, words, held=held))
    if place or mode:
        yield Labelled(_("Place"), (*place, *mode))


def label_blocks(label: str, lines: Iterable[str], language: str = "") -> Iterator[Labelled]:
    """A label at the margin with its lines, or nothing when there are none."""
    runs = given(*lines, language=language)
    if runs:
        yield Labelled(label, runs)


def reference_blocks(facts: Iterable[str]) -> Iterator[Block]:
    """The small facts under the heading of an item, in one line; nothing when there are none."""
    known = " · ".join(filter(None, facts))
    if known:
        yield Paragraph((known,), roles.REFERENCE)


def earlier_blocks(earlier: tuple[Handling, ...], words: Words, language: str) -> Iterator[Block]:
    """Where the matter has been handled before."""
    if not earlier:
        return
    _ = words.text
    yield Heading(3, _("Earlier handling"))
    for handling in earlier:
        day = format_day(handling.day, words.language)
        if handling.section is None:
            where = _("{day}, {body}", day=day, body=handling.body)
        else:
            where = _(
                "{day}, {body}, § {number}", day=day, body=handling.body, number=handling.section
            )
        yield Paragraph((Run(where, style=roles.STRONG), *given(handling.text, language=language)))


def account_blocks(
    *, background: str, proposal: str, presenter: str, words: Words, language: str
) -> Iterator[Block]:
    """The account of a matter and its proposed decision, each with its heading, if given."""
    _ = words.text
    if background:
        yield Heading(3, _("Account"))
        yield from long_text(background, language=language)
    if proposal:
        yield Heading(3, _("Proposed decision"))
        if presenter:
            yield Paragraph((_("Presenting officer: {name}", name=presenter),), roles.REFERENCE)
        yield from long_text(proposal, language=language)


def closing_blocks(
    head: Head,
    words: Words,
    *,
    attachments: tuple[str, ...] = (),
    distribution: tuple[str, ...] = (),
    for_information: tuple[str, ...] = (),
) -> Iterator[Block]:
    """What stands after the text, in the standard's order, and who sent it from which data.

    The sender stands in the page head too, but nothing may stand only there.
    """
    _ = words.text
    first, *others = (
        *label_blocks(_("Attachments"), attachments, foreign(head, words)),
        *label_blocks(_("Distribution"), distribution),
        *label_blocks(_("For information"), for_information),
        Labelled(_("Contact"), ("\n".join(_contact_lines(head, words)),)),
    )
    yield first._replace(apart=True)
    yield from others


def _contact_lines(head: Head, words: Words) -> Iterator[str]:
    """Sender, people and the version of the data: one paragraph, so that no page holds a rest."""
    yield head.organisation
    for person in head.contacts:
        known = (person.name, person.title, person.phone, person.email)
        yield ", ".join(filter(None, known))
    yield words.text("Made from the data version {version}.", version=head.data_version)
