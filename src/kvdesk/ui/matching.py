"""Finding by a few letters: word beginnings in any order, else letters in order.

Users of other palettes missed both: words in another order than the name has, and letters that are
not side by side. The better a match, the higher its score; its places are for the bold letters.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

__all__ = ["Match", "match"]


@dataclass(frozen=True, slots=True)
class Match:
    """How well a name fits, and which letters of it were meant."""

    score: int
    places: tuple[int, ...]


def match(wanted: str, name: str) -> Match | None:
    """How `wanted` fits `name`, or None; an empty wish fits everything."""
    words = wanted.casefold().split()
    if not words:
        return Match(0, ())
    lower = name.casefold()
    if len(lower) != len(name):  # a letter that grows when folded would shift the places
        lower = name.lower() if len(name.lower()) == len(name) else name
    return _by_words(words, lower) or _by_letters("".join(words), lower)


def _by_words(words: Sequence[str], name: str) -> Match | None:
    """Each wish begins a word of the name, or stands inside one."""
    places: set[int] = set()
    score = 100
    for word in words:
        at = _word_start(name, word, places)
        if at < 0:
            at = name.find(word)
            score -= 30
        if at < 0 or (len(word) < 2 and at > 0 and name[at - 1].isalnum()):
            return None
        score -= at // 8
        places.update(range(at, at + len(word)))
    if name.startswith(words[0]):
        score += 20
    return Match(score, tuple(sorted(places)))


def _word_start(name: str, word: str, taken: Iterable[int]) -> int:
    used = set(taken)
    at = name.find(word)
    while at >= 0:
        if (at == 0 or not name[at - 1].isalnum()) and at not in used:
            return at
        at = name.find(word, at + 1)
    return -1


def _by_letters(letters: str, name: str) -> Match | None:
    """The letters stand in the name in this order; gaps cost."""
    places: list[int] = []
    at = -1
    for letter in letters:
        at = name.find(letter, at + 1)
        if at < 0:
            return None
        places.append(at)
    gaps = sum(later - earlier - 1 for earlier, later in pairwise(places))
    return Match(40 - gaps - places[0] // 4, tuple(places))
