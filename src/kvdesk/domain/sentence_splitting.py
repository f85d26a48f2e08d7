"""Where one sentence ends and the next begins, in Finnish, Swedish and English text.

A point ends a sentence unless it belongs to an abbreviation (`esim.`, `t.ex.`), an initial, a
date (`12.5.`), an ordinal or a number that opens a list (`1.`), or the next word begins small.
"""

import re
from typing import Final

__all__ = ["is_complete", "split_sentences"]

#: What may end a sentence, with the quotes and brackets that close after it.
_END: Final = re.compile(r"(?:[.!?]+|…)[)\]”’»\"']*(?=\s)")

#: What may stand before the first letter of a sentence.
_OPENING: Final = "([“”„»«\"'’–—-\u00a0 "

# fmt: off
#: Abbreviations after which the sentence goes on, without their last point.
_GOING_ON: Final = frozenset({
    # Finnish
    "alk", "arv", "ed", "eht", "em", "ent", "eo", "esim", "fil", "huom", "ilm", "joht", "k", "khra",
    "klo", "ko", "kok", "ks", "l", "lis", "lyh", "läh", "maist", "milj", "ml", "mm", "mom", "mrd",
    "n", "nk", "nro", "ns", "oik", "os", "p", "par", "pj", "prof", "puh", "puhj", "pvm", "s",
    "siht", "sis", "synt", "t", "tav", "tj", "toim", "tri", "ts", "v", "vast", "vpj", "vrt", "vt",
    "yht", "yo",
    # Swedish
    "bl.a", "ca", "d.v.s", "dvs", "ev", "exkl", "f.n", "ff", "fr.o.m", "inkl", "jfr", "kap", "kl",
    "m.a.o", "nr", "ordf", "p.g.a", "pga", "resp", "s.k", "sekr", "sid", "t.ex", "t.o.m",
    # English
    "approx", "cf", "dr", "e.g", "eds", "i.e", "mr", "mrs", "ms", "pp", "vs",
})

#: Words that are whole, but abbreviations where figures follow: `no. 5`, `art. 12`.
_BEFORE_FIGURES: Final = frozenset({"art", "ch", "fig", "no", "nos", "sec", "st", "tel", "vol"})

#: Words after which a number with a point is an ordinal or a reference.
_NUMBERED: Final = frozenset({
    "§", "annex", "art", "artikla", "bilaga", "chapter", "goal", "kap", "kapitel", "kohdan",
    "kohdassa", "kohta", "liite", "liitteen", "luku", "luvun", "mom", "mål", "n:o", "no", "nr",
    "nro", "objective", "priority", "punkt", "päämäärä", "section", "sivu", "tavoite",
})
# fmt: on

#: How many characters around a point decide; more would only make endless paragraphs slow.
_SIGHT: Final = 80

_INITIAL: Final = re.compile(r"(?:[^\W\d_]\.-?)*[^\W\d_]")
_FIGURES: Final = re.compile(r"(?:\d{1,2}\.)*\d{1,2}")


def split_sentences(text: str) -> tuple[str, ...]:
    """The sentences of one paragraph, in order, with single spaces; an empty text has none."""
    flowing = " ".join(text.split())
    sentences = []
    start = 0
    for match in _END.finditer(flowing):
        end = match.end()
        if _ends_here(flowing[max(start, end - _SIGHT) : end], flowing[end + 1 : end + _SIGHT]):
            sentences.append(flowing[start:end])
            start = end + 1
    rest = flowing[start:]
    return (*sentences, rest) if rest else tuple(sentences)


def is_complete(text: str) -> bool:
    """Whether a text ends as a sentence does, closing quotes and brackets aside."""
    return text.rstrip(")]”’»\"' ").endswith((".", "!", "?", "…"))


def _ends_here(sentence: str, following: str) -> bool:
    """Whether the mark at the end of `sentence` ends it, seen what follows."""
    first = following.lstrip(_OPENING)[:1]
    if first.islower():
        return False
    if not sentence.endswith("."):
        return True
    before, _, word = sentence[:-1].rpartition(" ")
    bare = word.lstrip(_OPENING)
    return not (_is_abbreviation(bare, first) or _is_ordinal(bare, before))


def _is_abbreviation(word: str, first: str) -> bool:
    folded = word.casefold()
    if folded in _GOING_ON or (folded in _BEFORE_FIGURES and first.isdigit()):
        return True
    # An initial, as in A. Aho or J.-P. Aho. “Jne.” and its like are no case: they may end.
    return bool(_INITIAL.fullmatch(word)) and word.isupper()


def _is_ordinal(word: str, before: str) -> bool:
    figures = word.removeprefix("§")
    if not _FIGURES.fullmatch(figures):
        return False
    is_date_or_opens = "." in figures or not before
    previous = before.rpartition(" ")[2].casefold()
    return is_date_or_opens or figures != word or previous in _NUMBERED
