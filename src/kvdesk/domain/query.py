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
    "Term",
    "dotted_query",
    "parts_query",
    "prefix_query",
    "rank_class",
    "search_terms",
    "words_query",
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
class Term:
    """One word of a search.

    `words` is a query of the word index, `parts` one of the part index or empty where the word is
    too short for it: a text answers when either finds it.
    """

    word: str
    words: str
    parts: str


def search_terms(typed: str) -> tuple[Term, ...]:
    """The words of a search; a text must answer all of them."""
    return tuple(_term(word) for word in _sought(typed))


def prefix_query(typed: str) -> str:
    """For the word index: every word as typed or as a beginning; empty for no words."""
    return " AND ".join(f"{_quoted(word)} *" for word in _sought(typed))


def words_query(typed: str) -> str:
    """For the word index: every word in any of its forms, or as a beginning; empty for no words."""
    return " AND ".join(f"({term.words})" for term in search_terms(typed))


def parts_query(typed: str) -> str:
    """For the part index: every word's stems inside words; empty when no word is long enough."""
    return " AND ".join(f"({term.parts})" for term in search_terms(typed) if term.parts)


def dotted_query(typed: str) -> str:
    """For the part index, when nothing was found: words typed with a and o for ä and ö.

    By vowel harmony a word has its dots everywhere or, as a compound, on one side: `poytakirja`
    is looked for as pöytäkirja, too. Empty when no word could have them.
    """
    groups = [_dotted(word) for word in _sought(typed) if len(word) >= _TRIGRAM]
    if not any(len(group) > 1 for group in groups):
        return ""
    return " AND ".join(f"({_any(group)})" for group in groups)


def rank_class(typed: str, text: str) -> int:
    """How well a text that was found answers: `EXACT`, `PREFIX` or `INSIDE`."""
    sought, found = _sought(typed), set(_words(text))
    if all(word in found for word in sought):
        return EXACT
    if all(any(other.startswith(word) for other in found) for word in sought):
        return PREFIX
    return INSIDE


def _words(text: str) -> list[str]:
    """The words in small letters, each once."""
    return list(dict.fromkeys(_WORD.findall(unicodedata.normalize("NFC", text).lower())))


def _sought(typed: str) -> list[str]:
    return _words(typed)[:_MOST_WORDS]


def _term(word: str) -> Term:
    beginning = f"{_quoted(word)} *"
    if len(word) < _TRIGRAM:
        return Term(word, beginning, "")
    if not word.isalpha():
        return Term(word, beginning, _quoted(word))
    forms = inflected(word)
    long_forms = {form for form in forms if len(form) > _SHORT_FORM}
    words = " OR ".join([beginning, *map(_quoted, sorted(forms))])
    return Term(word, words, _any(_least({*stems_of(word), *long_forms})))


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


def _quoted(word: str) -> str:
    return f'"{word}"'
