"""Whether a text is a strategy at all: other texts are refused instead of taken apart."""

import re
from typing import Final

from kvdesk.domain.strategies import StatementKind
from kvdesk.domain.strategy_contradictions import find_period
from kvdesk.domain.strategy_words import is_review, mentions, names_strategy
from kvdesk.kernel.errors import Refusal

__all__ = ["refuse_other_texts"]

_SEPARATORS: Final = (";", "\t", ",")

#: What minutes have and strategies do not, and how often; two of them make minutes.
_MINUTES: Final = tuple(
    (re.compile(pattern, re.IGNORECASE | re.MULTILINE), least)
    for pattern, least in (
        (r"^.*\b(?:pöytäkirja|muistio|protokoll|promemoria|minutes|esityslista)\s+\d", 1),
        (r"^[ \t]*(?:§\s*\d+|\d+\s*§)", 2),
        (r"^[ \t]*(?:läsnä|paikalla|osallistujat|närvarande|deltagare|present|attendance)\b", 1),
        (r"\bavasi kokouksen\b|\bkokous avattiin\b|\böppnade mötet\b|\bopened the meeting\b", 1),
        (r"\bpäätösvaltai\w*|\bbeslutför\w*|\bquorum\b", 1),
    )
)

_PARTS: Final = (StatementKind.MISSION, StatementKind.VISION, StatementKind.GOAL)


def refuse_other_texts(text: str) -> None:
    """Refuse what does not read as a strategy.

    Raises:
        Refusal: `not_a_strategy` with the reason: `empty`, `table`, `minutes` or
            `no_strategy_words`.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not any(letter.isalpha() for letter in text):
        raise Refusal("not_a_strategy", reason="empty")
    if _is_table(lines):
        raise Refusal("not_a_strategy", reason="table")
    if sum(len(mark.findall(text)) >= least for mark, least in _MINUTES) >= 2:
        raise Refusal("not_a_strategy", reason="minutes")
    if not _has_parts(text, lines):
        raise Refusal("not_a_strategy", reason="no_strategy_words")


def _is_table(lines: list[str]) -> bool:
    """Most lines have the same number of separators, and more than a sentence would."""
    if len(lines) < 3:
        return False
    for separator in _SEPARATORS:
        counts = [line.count(separator) for line in lines]
        usual = counts[0]
        if usual >= 2 and sum(count == usual for count in counts) >= 0.8 * len(counts):
            return True
    return False


def _has_parts(text: str, lines: list[str]) -> bool:
    """A part of a strategy is named, and two more marks of one are there."""
    parts = sum(mentions(text, kind) for kind in _PARTS)
    beginning = "\n".join(lines[:6])
    marks = (
        names_strategy(text),
        names_strategy(beginning),
        mentions(text, StatementKind.CORNERSTONE),
        find_period(beginning) is not None,
        is_review(text),
    )
    return parts > 0 and parts + sum(marks) >= 3
