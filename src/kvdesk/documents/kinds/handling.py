"""What happened while an item was handled, line by line in the order it happened."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from kvdesk.documents import roles
from kvdesk.documents.blocks import (
    Block,
    Heading,
    LogEntry,
    Paragraph,
    Run,
    Texts,
    typed,
)
from kvdesk.documents.content import (
    Arrived,
    Break,
    Disqualified,
    Dissent,
    Left,
    LogLine,
    Note,
    Proposed,
    Side,
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
_Teller = Callable[[Any, Words, str], list[Texts]]


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
        lines = told(line, words, language)
        if timed:
            yield LogEntry(format_time(line.at, words.language), lines)
        else:
            yield from map(Paragraph, lines)


def told(line: LogLine, words: Words, language: str) -> list[Texts]:
    """What a line of the log says, and the lines that belong to it."""
    return _TELLERS[type(line)](line, words, language)


def _with(sentence: str, text: str, language: str) -> Texts:
    """A sentence of the document and what somebody typed after it, if anything."""
    return (sentence, typed(text, language)) if text.strip() else (sentence,)


def _note(line: Note, _words: Words, language: str) -> list[Texts]:
    text = typed(line.text, language)
    return [(f"{line.person}:", text) if line.person else (text,)]


def _proposed(line: Proposed, words: Words, language: str) -> list[Texts]:
    sentence = proposal_sentence(line.kind, line.person, words)
    lines = [_with(sentence, line.text, language)]
    if line.seconders:
        lines.append((seconders_sentence(line.seconders, words),))
    return lines


def _voted(line: Voted, words: Words, language: str) -> list[Texts]:
    return [
        _with(words.text("A vote was taken."), line.question, language),
        *(_side(side, words) for side in line.sides),
    ]


def _side(side: Side, words: Words) -> Texts:
    count = Run(side_text(side, words), style=roles.STRONG)
    return (count, f"({', '.join(side.names)})") if side.names else (count,)


def _disqualified(line: Disqualified, words: Words, language: str) -> list[Texts]:
    lines: list[Texts] = [(disqualification_sentence(line, words),)]
    if line.ground:
        lines.append((words.text("Ground:"), typed(line.ground, language)))
    if line.deputy:
        lines.append(
            (words.text("{deputy} took part in the handling instead.", deputy=line.deputy),)
        )
    return lines


def _arrived(line: Arrived, words: Words, _language: str) -> list[Texts]:
    return [(words.text("{person} arrived at the meeting.", person=line.person),)]


def _left(line: Left, words: Words, _language: str) -> list[Texts]:
    return [(words.text("{person} left the meeting.", person=line.person),)]


def _break(line: Break, words: Words, language: str) -> list[Texts]:
    return [_with(break_sentence(line, words), line.text, language)]


def _dissent(line: Dissent, words: Words, language: str) -> list[Texts]:
    sentence = words.text("{person} entered a dissenting opinion.", person=line.person)
    return [_with(sentence, line.text, language)]


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
