"""What a person types into the search field, as full-text queries that find Finnish word forms.

There are two indexes. The word index (FTS5, `unicode61 remove_diacritics 0`) finds whole words and
their beginnings; the part index (FTS5, `trigram`) finds letters inside words, and so compounds.
Neither knows that *päätös* and *päätöksessä* are one word: each word typed becomes the stems under
which its forms stand (`finnish_stems`). Any text gives valid queries, for every word is quoted.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kvdesk.domain.finnish_stems import inflected, stems_of

__all__ = [
    "EXACT",
    "INSIDE",
    "PREFIX",
    "Sought",
    "dotted_query",
    "rank_class",
    "sought",
]

#: How well a text answers, best first: the words as typed, as beginnings, somewhere inside words.
EXACT: Final = 0
PREFIX: Final = 1
INSIDE: Final = 2

#: The part index knows no fewer letters than these.
_TRIGRAM: Final = 3

#: Forms of short words that have more letters than this are looked for inside words, too.
_SHORT_FORM: Final = 4

#: A search of more words is a pasted text; its first words narrow enough.
_MOST_WORDS: Final = 16

_WORD: Final = re.compile(r"[^\W_]+")
_DOTS: Final = str.maketrans("ao", "äö")


@dataclass(frozen=True, slots=True)
class Sought:
    """A search as queries of the two indexes; a text answers when every one of them finds it.

    `parts` is a query of the part index for all words that it can find by itself, `words` one of
    the word index for the words that are too short for it; each may be empty, not both with
    `either`. `either` has, for a word of which some forms are too short, a query of the word index
    and one of the part index: finding by one of them is enough.
    """

    parts: str = ""
    words: str = ""
    either: tuple[tuple[str, str], ...] = ()


def sought(typed: str) -> Sought | None:
    """What a person typed as queries: a text must answer all words; None for no words."""
    parts: list[str] = []
    words: list[str] = []
    either: list[tuple[str, str]] = []
    for word in _first_words(typed):
        whole, inside = _queries(word)
        if whole and inside:
            either.append((whole, inside))
        elif inside:
            parts.append(inside)
        else:
            words.append(whole)
    if not (parts or words or either):
        return None
    return Sought(_all(parts), _all(words), tuple(either))


def dotted_query(typed: str) -> str:
    """For the part index, when nothing was found: words typed with a and o for ä and ö.

    By vowel harmony a word has its dots everywhere or, as a compound, on one side: `poytakirja`
    is looked for as pöytäkirja, too. Empty when no word could have them.
    """
    groups = [_dotted(word) for word in _first_words(typed) if len(word) >= _TRIGRAM]
    if not any(len(group) > 1 for group in groups):
        return ""
    return " AND ".join(f"({_any(group)})" for group in groups)


def rank_class(typed: str, text: str) -> int:
    """How well a text that was found answers: `EXACT`, `PREFIX` or `INSIDE`."""
    wanted, found = _first_words(typed), set(_words(text))
    if all(word in found for word in wanted):
        return EXACT
    if all(any(other.startswith(word) for other in found) for word in wanted):
        return PREFIX
    return INSIDE


def _words(text: str) -> list[str]:
    """The words in small letters, each once."""
    return list(dict.fromkeys(_WORD.findall(unicodedata.normalize("NFC", text).lower())))


def _first_words(typed: str) -> list[str]:
    return _words(typed)[:_MOST_WORDS]


def _queries(word: str) -> tuple[str, str]:
    """For the word index what the part index would miss, empty for nothing; and for the latter."""
    if len(word) < _TRIGRAM:
        return f"{_quoted(word)} *", ""
    if not word.isalpha():
        return "", _quoted(word)
    forms = inflected(word)
    stems = _least({*stems_of(word), *(form for form in forms if len(form) > _SHORT_FORM)})
    # Whatever begins with the word has its stem inside; only short whole forms are left over.
    missed = sorted(form for form in forms if not any(stem in form for stem in stems))
    return _any(missed), _any(stems)


def _dotted(word: str) -> list[str]:
    places = range(1, len(word) + 1)
    found = {word[:at].translate(_DOTS) + word[at:] for at in places}
    return sorted({word} | found | {word[:at] + word[at:].translate(_DOTS) for at in places})


def _least(stems: Iterable[str]) -> list[str]:
    """The stems without those that another one, being a part of them, finds anyhow."""
    kept: list[str] = []
    for stem in sorted(stems, key=lambda stem: (len(stem), stem)):
        if not any(shorter in stem for shorter in kept):
            kept.append(stem)
    return kept


def _any(parts: Iterable[str]) -> str:
    return " OR ".join(map(_quoted, parts))


def _all(queries: Iterable[str]) -> str:
    return " AND ".join(f"({query})" for query in queries)


def _quoted(word: str) -> str:
    return f'"{word}"'
