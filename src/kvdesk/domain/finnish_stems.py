"""The stems under which the forms of a Finnish word stand: gradation and the stem's last letters.

Finnish changes a word before its endings: päätös - päätöksen, hanke - hankkeen, tieto - tiedon.
`stems_of` gives the few strings of which every form of a word has one, whichever form was given.
It knows no dictionary: where a word could be of two types, it gives the stems of both.

Types and gradation as in the Finnish reference grammar (Iso suomen kielioppi, § 41-79).
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

__all__ = ["inflected", "stems_of"]

_VOWELS: Final = frozenset("aeiouyäöå")

#: Stems of fewer letters would be found inside everything.
_SHORTEST: Final = 4

#: Strong and weak grade of the consonants before the last vowel; single ones follow below.
_GRADES: Final = (
    ("kk", "k"),
    ("pp", "p"),
    ("tt", "t"),
    ("nk", "ng"),
    ("nt", "nn"),
    ("mp", "mm"),
    ("lt", "ll"),
    ("rt", "rr"),
)
_WEAK_SINGLE: Final = {"t": "d", "p": "v"}
_STRONG_SINGLE: Final = {"d": "t", "v": "p"}

#: Endings of case, number and owner, by what the stem before them may end in.
_AFTER_VOWEL: Final = (
    "n t a ä tta ttä ksi ssa ssä sta stä lla llä lta ltä lle na nä mme nsa nsä nne"
)
_AFTER_ROUND: Final = "ja jä jen"
_AFTER_CONSONANT: Final = "ta tä en ten"
_PLURAL: Final = (
    "ien iden itten ia iä ita itä issa issä ista istä illa illä ilta iltä ille iksi iin ihin isiin "
    "oita öitä oissa öissä oista öistä oilla öillä oilta öiltä oille öille oiksi oihin oiden öiden "
    "oja öjä ojen öjen"
)

#: Tail of a stem before an ending -> tail of the dictionary form.
_LEMMA_TAILS: Final = (
    ("kse", "s"),
    ("ks", "s"),
    ("ude", "us"),
    ("yde", "ys"),
    ("uute", "uus"),
    ("yyte", "yys"),
    ("se", "nen"),
    ("s", "nen"),
    ("ime", "in"),
    ("im", "in"),
    ("ode", "osi"),
    ("ede", "esi"),
    ("aja", "aika"),
)


def stems_of(word: str) -> frozenset[str]:
    """The stems of a word in small letters, the word itself among them."""
    found = {word}
    for base in _bases(word):
        found.update(stem for stem in _stems_of_base(base) if len(stem) >= _SHORTEST)
    return frozenset(found)


def inflected(word: str) -> frozenset[str]:
    """The commonest whole forms of the short words that a word may be a form of.

    `laki` and `lain` both give laki, lain, laissa, lakia, lakien; a long word gives none.
    """
    a = _harmony(word)
    closed = ("n", "t", f"ss{a}", f"st{a}", f"ll{a}", f"lt{a}", "lle", "ksi")
    found: set[str] = set()
    for base in _bases(word):
        if len(base) <= _SHORTEST and base[-1] in _VOWELS:
            found.add(base)
            for stem in _with_vowels(base[:-1], _stem_vowels(base)):
                found.update(stem + ending for ending in closed)
                found.update((stem + a, f"{stem}{stem[-1]}n", f"{stem}j{a}", f"{stem}en"))
    return frozenset(found)


def _harmony(word: str) -> str:
    """Which of a and ä the endings of a word have."""
    return "a" if any(letter in "aou" for letter in word) else "ä"


def _bases(word: str) -> Iterator[str]:
    """The word as a dictionary may have it: as it is, and without what may be an ending."""
    yield word
    for endings, fits, lemmas in _ANALYSES:
        for ending in endings.split():
            stem = word.removesuffix(ending)
            # “ta” and “na” may well be a short word's own; other endings hardly ever are.
            least = 5 if len(ending) == 2 else 3
            if stem != word and len(stem) >= least and fits(stem):
                yield from lemmas(stem)


def _lemmas_of_vowel_stem(stem: str) -> Iterator[str]:
    yield stem
    yield from _by_tail(stem)
    head, last = stem[:-1], stem[-1]
    yield from (strong + last for strong in _strong(head))
    if last == "e" and head[-2:] not in ("kk", "pp", "tt"):
        yield from (f"{strong}i" for strong in _strong(head))
    if stem[-2:] in ("aa", "ää", "ee"):
        ending = {"aa": "as", "ää": "äs", "ee": "e"}[stem[-2:]]
        yield from (weak + ending for weak in _weak(stem[:-2]))
    if stem[-2] in _VOWELS and len(stem) <= _SHORTEST:
        # la-in, jo-en: the k that the weak grade has lost
        yield f"{head}k{last}"
        yield f"{head}ki"


def _lemmas_of_consonant_stem(stem: str) -> Iterator[str]:
    yield stem
    yield from _by_tail(stem)


def _lemmas_of_plural_stem(stem: str) -> Iterator[str]:
    """Before the i of the plural, a stem has lost its last vowel or changed it."""
    if stem[-1] in _VOWELS:
        yield from _lemmas_of_vowel_stem(stem)
        yield from (f"{weak}{stem[-1]}" for weak in _weak(stem[:-1]))
        return
    yield from _by_tail(stem)
    yield from (strong + vowel for strong in _strong(stem) for vowel in (_harmony(stem), "i"))


def _by_tail(stem: str) -> Iterator[str]:
    for tail, lemma in _LEMMA_TAILS:
        if stem.endswith(tail) and len(stem) > len(tail) + 1:
            yield stem.removesuffix(tail) + lemma


def _ends_in_vowel(stem: str) -> bool:
    return stem[-1] in _VOWELS


def _ends_round(stem: str) -> bool:
    return stem[-1] in "eiouyö"


def _ends_in_consonant(stem: str) -> bool:
    return stem[-1] in "lnrst"


def _ends_anyhow(stem: str) -> bool:
    return len(stem) >= _SHORTEST


_ANALYSES: Final[tuple[tuple[str, Callable[[str], bool], Callable[[str], Iterator[str]]], ...]] = (
    (_AFTER_VOWEL, _ends_in_vowel, _lemmas_of_vowel_stem),
    (_AFTER_ROUND, _ends_round, _lemmas_of_vowel_stem),
    (_AFTER_CONSONANT, _ends_in_consonant, _lemmas_of_consonant_stem),
    (_PLURAL, _ends_anyhow, _lemmas_of_plural_stem),
)


def _stems_of_base(word: str) -> set[str]:
    """The stems of a word given in its dictionary form."""
    for ending, stems in _TYPES.items():
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return stems(word) | {word}
    return {word}


def _of_nen(word: str) -> set[str]:
    return {f"{word[:-3]}s"}


def _of_s(word: str) -> set[str]:
    """Päätös - päätöksen, oikeus - oikeuden, opas - oppaan, kaunis - kauniin, mies - miehen."""
    head, vowel = word[:-2], word[-2]
    stems = {f"{head}{vowel}ks"}
    if vowel in "uy":
        stems |= {f"{head}{vowel}{letter}" for letter in "dt"}
    if vowel in "aäi":
        stems |= {f"{strong}{vowel}" for strong in _strong(head) - {head}}
        stems.add(f"{head}{vowel}{vowel}")
    if vowel == "e":
        stems.add(f"{head}eh")
    return stems


def _of_n(word: str) -> set[str]:
    """Toimielin - toimielimen, hälytin - hälyttimen, työtön - työttömän."""
    head, vowel = word[:-2], word[-2]
    if vowel == "i":
        return {f"{strong}im" for strong in _strong(head)}
    return {f"{head}t{vowel}m"} if word[-3:] in ("ton", "tön") else set()


def _of_t(word: str) -> set[str]:
    """Kevät - kevään, lyhyt - lyhyen, väsynyt - väsyneen."""
    return {f"{word[:-1]}{word[-2]}", f"{word[:-1]}e", f"{word[:-2]}ee"}


def _of_e(word: str) -> set[str]:
    return {f"{strong}e" for strong in _strong(word[:-1])}


def _of_si(word: str) -> set[str]:
    """Vuosi - vuoden, vuotta; laskusi and kurssi go as other words in i."""
    return _of_a(word) | {word[:-2] + tail for tail in ("de", "te", "tt")}


def _of_a(word: str) -> set[str]:
    return _with_vowels(word[:-1], _stem_vowels(word))


def _of_o(word: str) -> set[str]:
    """Tieto - tiedon, luku - luvun, työ - töiden."""
    head, last = word[:-1], word[-1]
    stems = (
        _with_vowels(head, last)
        if len(head) <= _SHORTEST
        else {f"{weak}{last}" for weak in _weak(head)}
    )
    return stems | {f"{word[:-2]}öi"} if word.endswith("yö") else stems


#: Ending of a dictionary form -> the stems of its type; the first that fits is taken.
_TYPES: Final[Mapping[str, Callable[[str], set[str]]]] = {
    "nen": _of_nen,
    "s": _of_s,
    "n": _of_n,
    "ät": _of_t,
    "yt": _of_t,
    "ut": _of_t,
    "e": _of_e,
    "si": _of_si,
    "i": _of_a,
    "a": _of_a,
    "ä": _of_a,
    "o": _of_o,
    "ö": _of_o,
    "u": _of_o,
    "y": _of_o,
}


def _stem_vowels(word: str) -> str:
    """The vowels that a word's stem may end in: laki - lakeja, kunta - kuntia, silta - siltoja."""
    last = word[-1]
    if last not in "aä":
        return "ie" if last == "i" else last
    groups = "".join(letter if letter in _VOWELS else " " for letter in word).split()
    if last == "ä":
        return "äi" if len(groups) < 3 else "äiö"
    if len(groups) < 3:
        return "ao" if groups[0][0] in "aei" else "ai"
    return "aio"


def _with_vowels(head: str, vowels: str) -> set[str]:
    """Both grades of a stem; short ones only before the vowels that their forms have."""
    found: set[str] = set()
    for grade in _weak(head):
        if grade[-1:] in _VOWELS and len(head) > _SHORTEST:
            # pelastuslai- would be found in every pelastuslaitos
            found.update(f"{grade}{vowel}{end}" for vowel in vowels for end in _AFTER_LOST_K)
        elif len(grade) > _SHORTEST:
            found.add(grade)
        else:
            found.update(grade + vowel for vowel in vowels)
    return found


_AFTER_LOST_K: Final = ("n", "ss", "st", "ll", "lt", "ks")


def _weak(head: str) -> set[str]:
    """A stem without its last vowel as it is, and in the weak grade."""
    for strong, weak in _GRADES:
        if head.endswith(strong):
            return {head, head.removesuffix(strong) + weak}
    before, last = head[:-1], head[-1:]
    if last in _WEAK_SINGLE and before[-1:] != "s":
        return {head, before + _WEAK_SINGLE[last]}
    if last == "k" and before[-1:] not in ("s", "t"):
        # luku - luvun, aika - ajan, laki - lain
        lost = {"u": "v", "y": "v"}.get(before[-1:], "")
        return {head, before + lost} if not head.endswith("aik") else {head, f"{head[:-2]}j"}
    return {head}


def _strong(head: str) -> set[str]:
    """A stem without its last vowel as it is, and in the strong grade."""
    found = {head}
    for strong, weak in _GRADES:
        if head.endswith(weak) and not head.endswith(strong):
            found.add(head.removesuffix(weak) + strong)
    if head[-1:] in _STRONG_SINGLE:
        found.add(head[:-1] + _STRONG_SINGLE[head[-1]])
    if head.endswith("aj"):
        found.add(f"{head[:-1]}ik")
    if head.endswith(("uv", "yv")):
        found.add(f"{head[:-1]}k")
    return found
