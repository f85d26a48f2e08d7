"""What happened while an item was handled, line by line in the order it happened."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from kvdesk.documents.blocks import Block, Heading, LogEntry, Paragraph, Run, Runs
from kvdesk.documents.content import (
    Arrived,
    Break,
    Disqualified,
    Dissent,
    Left,
    LogLine,
    Note,
    Proposed,
    Voted,
)
from kvdesk.documents.labels import (
    break_sentence,
    disqualification_sentence,
    proposal_sentence,
    seconders_sentence,
    side_text,
)
from kvdesk.kernel.dates import format_time
from kvdesk.kernel.words import Words

__all__ = ["handling_blocks", "told"]

#: Makes the first line of an entry and the lines under it.
_Teller = Callable[[Any, Words, str], Iterator[Runs]]


def handling_blocks(log: Sequence[LogLine], words: Words, language: str) -> Iterator[Block]:
    """The handling with its heading, or nothing.

    Clock times stand in a column of their own; where no line has one, there is no column.

    Args:
        log: The lines in the order they happened.
        words: The document's language.
        language: That of the typed texts where it is another one.
    """
    if not log:
        return
    yield Heading(3, words.text("Handling"))
    timed = any(line.at for line in log)
    for line in log:
        first, *more = told(line, words, language)
        if timed:
            at = line.at and format_time(line.at, words.language)
            yield LogEntry(at, first, tuple(more))
        else:
            yield from (Paragraph(runs) for runs in (first, *more))


def told(line: LogLine, words: Words, language: str) -> Iterator[Runs]:
    """What a line of the log says, and the lines that belong to it."""
    return _TELLERS[type(line)](line, words, language)


def _typed(text: str, language: str) -> Runs:
    return (Run(text, language),) if text.strip() else ()


def _note(line: Note, words: Words, language: str) -> Iterator[Runs]:
    speaker = (Run(words.text("{person}:", person=line.person)),) if line.person else ()
    yield (*speaker, Run(line.text, language))


def _proposed(line: Proposed, words: Words, language: str) -> Iterator[Runs]:
    sentence = proposal_sentence(line.kind, line.person, words)
    yield (Run(sentence), *_typed(line.text, language))
    if line.seconders:
        yield (Run(seconders_sentence(line.seconders, words)),)


def _voted(line: Voted, words: Words, language: str) -> Iterator[Runs]:
    yield (Run(words.text("A vote was taken.")), *_typed(line.question, language))
    for side in line.sides:
        names = Run(f"({', '.join(side.names)})") if side.names else Run("")
        yield (Run(side_text(side, words), strong=True), names)


def _disqualified(line: Disqualified, words: Words, language: str) -> Iterator[Runs]:
    yield (Run(disqualification_sentence(line, words)),)
    if line.ground:
        yield (Run(words.text("Ground:")), Run(line.ground, language))
    if line.deputy:
        yield (Run(words.text("{deputy} took part in the handling instead.", deputy=line.deputy)),)


def _arrived(line: Arrived, words: Words, _language: str) -> Iterator[Runs]:
    yield (Run(words.text("{person} arrived at the meeting.", person=line.person)),)


def _left(line: Left, words: Words, _language: str) -> Iterator[Runs]:
    yield (Run(words.text("{person} left the meeting.", person=line.person)),)


def _break(line: Break, words: Words, language: str) -> Iterator[Runs]:
    yield (Run(break_sentence(line, words)), *_typed(line.text, language))


def _dissent(line: Dissent, words: Words, language: str) -> Iterator[Runs]:
    sentence = words.text("{person} entered a dissenting opinion.", person=line.person)
    yield (Run(sentence), *_typed(line.text, language))


_TELLERS: Final[Mapping[type, _Teller]] = {
    Note: _note,
    Proposed: _proposed,
    Voted: _voted,
    Disqualified: _disqualified,
    Arrived: _arrived,
    Left: _left,
    Break: _break,
    Dissent: _dissent,
}
