"""Lines that were broken become one again; a hyphen at the break is the word's or the break's."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kvdesk.domain.text_lines import Line

__all__ = ["Guess", "Joiner"]

#: After a hyphen that stands for the end of a compound: `tieto- ja riskiperusteisesti`.
_HANGING: Final = frozenset({"ja", "tai", "sekä", "eli", "och", "eller", "samt", "and", "or"})
_VOWELS: Final = frozenset("aeiouyäöå")


@dataclass(frozen=True, slots=True)
class Guess:
    """A place where the lines did not tell: a code and the readings, the one taken first."""

    code: str
    alternatives: tuple[str, ...]


class Joiner:
    """Joins broken lines; a hyphen at the end of one is part of the word or of the break."""

    def __init__(self, lines: tuple[Line, ...]) -> None:
        """Take all lines of the text: how it writes a word elsewhere decides."""
        whole = "\n".join(line.text.casefold() for line in lines)
        self._words = sorted(set(re.findall(r"\w+(?:-\w+)*", whole)))

    def join(self, lines: Iterable[str], guesses: list[Guess]) -> str:
        """The lines as one; what had to be guessed is added to `guesses`."""
        first, *others = lines
        pieces = [first]
        for line in others:
            last = pieces.pop()
            pieces += self._joined(last, line, guesses)
        return "".join(pieces)

    def _joined(self, left: str, right: str, guesses: list[Guess]) -> tuple[str, str]:
        """Two lines in a row, as they stand side by side in one."""
        if left.endswith("\u00ad"):
            return left[:-1], right
        if not left.endswith(("-", "\u2010")) or left.endswith((" -", " \u2010")):
            return f"{left} ", right
        head, tail = left[:-1].rpartition(" ")[2], right.partition(" ")[0]
        if tail in _HANGING:
            return f"{left} ", right
        return (left if self._keeps_hyphen(head, tail, guesses) else left[:-1]), right

    def _keeps_hyphen(self, head: str, tail: str, guesses: list[Guess]) -> bool:
        word = tail.rstrip('.,;:!?)”"')
        whole, kept = f"{head}{word}", f"{head}-{word}"
        if not tail[0].islower() or self._is_beginning(f"{head}-".casefold()):
            return True
        if self._is_beginning(whole.casefold()):
            return False
        # ICT-haasteet, 112-päivä, sote-maakunta-uudistus, osa-alue
        is_compound = head[-1:].isupper() or head[-1:].isdigit() or "-" in head
        if is_compound or (head[-1:] == tail[0] and tail[0] in _VOWELS):
            return True
        guesses.append(Guess("hyphen_dropped", (whole, kept)))
        return False

    def _is_beginning(self, beginning: str) -> bool:
        """Whether some word of the text begins so."""
        place = bisect_left(self._words, beginning)
        return place < len(self._words) and self._words[place].startswith(beginning)
