"""The words by which a strategy names its parts, in Finnish, Swedish and English: one table.

Nothing else in the reader knows a language. The stems are those of domain.md's glossary and of
published strategies; a new word is one alternative more in a row.
"""

import re
from collections.abc import Mapping
from typing import Final

from kvdesk.domain.strategies import StatementKind

__all__ = [
    "defines",
    "enumerated",
    "is_governance",
    "is_labelled_goal",
    "is_review",
    "listed",
    "mentions",
    "names_strategy",
    "stated_count",
    "topics",
]


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives), re.IGNORECASE)


_STRATEGY: Final = _any(r"strateg(?!o)\w*")

#: Kind -> words that name such a part anywhere in a text.
_NAMES: Final[Mapping[StatementKind, re.Pattern[str]]] = {
    StatementKind.MISSION: _any(
        r"\bmissio(?:n|na|ta|t|mme|namme|nsa|naan|nen|ns)?\b",
        r"\btoiminta-ajatu\w*",
        r"\bperustehtäv\w*",
        r"\bverksamhetsidé\w*",
        r"\b(?:vårt|vår) uppdrag\b|\buppdraget\b",
        r"\bour (?:mission|purpose)\b",
    ),
    StatementKind.VISION: _any(
        r"\bvisio(?:n|na|ta|t|mme|namme|nsa|naan|nen|ns)?\b", r"\btahtotila\w*", r"\bmålbild\w*"
    ),
    StatementKind.GOAL: _any(
        r"\bpäämäär\w*",
        r"\b\w*tavoit(?:e|t)\w*",
        r"\bpainopiste\w*|\bpainopistei\w*",
        r"\b\w*mål(?:en|et|sättning\w*)?\b",
        r"\binsatsområd\w*",
        r"\bgoals?\b|\bobjectives?\b|\bpriorit(?:y|ies)\b|\baims\b",
    ),
    StatementKind.CORNERSTONE: _any(
        r"\bkulmaki\w*",
        r"\bperuspilar\w*",
        r"\b(?:perus)?arvo(?:t|mme|jamme)\b",
        r"\bhörnsten\w*|\bgrundpelar\w*|\bvärdegrund\w*|\bvärderingar(?:na)?\b",
        r"\bcornerstones?\b|\bpillars?\b|\b(?:our|core) values\b|^values$",
    ),
}

#: Kind -> words that name such a part in a heading only; in a sentence they say little.
_HEADING_NAMES: Final[Mapping[StatementKind, re.Pattern[str]]] = {
    StatementKind.BACKGROUND: _any(
        r"\btaust\w*|\btähän on\b|\bollaan nyt\b|\bnykytil\w*|\blähtökoh\w*|\bjohdanto\b",
        r"\btoimintaympäristö\w*|\bhistoria\w*|\bolemme nyt\b",
        r"\bbakgrund\w*|\bnuläge\w*|\binledning\b|\bverksamhetsmiljö\w*|\bvar är vi\b|\bhit\b",
        r"\bbackground\b|\bintroduction\b|\bwhere (?:are we|we are)\b|\bgot here\b|\bhistory\b",
    ),
    StatementKind.GOVERNANCE: _any(
        r"\bjohtamis\w*|\bjohtaminen\b|\bpäätöksente\w*|\borganisoitumi\w*|\btoimeenpano\w*",
        r"\bledning\w*|\bbeslutsfattande\w*|\bstyrning\w*|\bgenomförande\w*",
        r"\bgovernance\b|\bdecision-making\b|\bmanagement\b|\bimplementation\b",
    ),
    StatementKind.REVIEW: _any(
        r"\bseurann\w*|\bseuranta\b|\bpäivittämi\w*|\btarkistami\w*|\barvioin\w*",
        r"\buppföljning\w*|\brevidering\w*|\böversyn\w*|\butvärdering\w*",
        r"\breview\b|\bmonitoring\b|\bfollow-up\b|\bevaluation\b|\brevision\b",
    ),
}


def _definition(finnish: str, others: str) -> re.Pattern[str]:
    """How a sentence says it: “visiona on”, “Visio 2030:”, “… is our vision”.

    The languages go apart, since “vision” is also the Finnish genitive and says nothing there.
    """
    few = r"(?:\s+\S+){0,5}?\s+"
    return _any(
        rf"\b(?:{finnish}){few}on\b",
        rf"\b(?:{others}){few}(?:är|is)\b",
        rf"^(?:\w+\s+)?(?:{finnish}|{others})(?:\s+(?:\w+\s+)?\d{{4}})?(?:\s*:|\s+[–—-])",
        rf"\bon\s+(?:\S+n\s+(?:{finnish})|(?:{finnish})(?<=mme|nsa|nsä))\W*$",
        rf"\b(?:är|is)\s+(?:our|vårt?|\S+s)\s+(?:{others})\W*$",
    )


_DEFINITIONS: Final[Mapping[StatementKind, re.Pattern[str]]] = {
    StatementKind.MISSION: _definition(
        r"missio(?:mme|na|namme|nsa|naan|nen)?|toiminta-ajatu(?:s|kse\w+)"
        r"|perustehtävä(?:mme|nä|nämme|nsä|nään)?",
        r"mission(?:en)?|uppdrag(?:et)?|verksamhetsidén?|our purpose",
    ),
    StatementKind.VISION: _definition(
        r"visio(?:mme|na|namme|nsa|naan|nen)?|tahtotila(?:mme|na|namme|nsa)?",
        r"vision(?:en)?|målbild(?:en)?",
    ),
}

_LABEL: Final = _any(
    r"^(?:\w+\s+)?(?:päämäärä|\w*tavoite|painopiste|\w*mål(?:et|sättning)?|goal|objective|priority)"
    r"\s*(?:nro|nr|no)?\.?\s*\d{1,2}\b"
)

_REVISED: Final = _any(
    r"\b(?:tarkistetaan|päivitetään|arvioidaan|tarkastellaan|uudistetaan)\b",
    r"\bses över\b|\b(?:revideras|uppdateras|granskas|utvärderas)\b",
    r"\b(?:reviewed|revised|updated|reassessed)\b|\breview (?:it|this|the)\b",
)
_YEARLY: Final = _any(
    r"\b(?:puoli)?vuosittain\w*|\bjoka vuosi\b|\bkerran vuodessa\b|\bsyksy\w*|\bkeväi\w*",
    r"\bårlig(?:en|t)\b|\bvarje (?:år|höst|vår)\b|\bhöst\w*",
    r"\bannual(?:ly)?\b|\byearly\b|\b(?:every|each) (?:year|autumn|spring)\b",
)
_GOVERNANCE: Final = _any(
    r"\bpäätöksente\w*|\bperusasiakirj\w*|\btyöjärjesty\w*|\bjohtosään\w*",
    r"strategia\w*\s+(?:\S+\s+)?(?:ohjaa|toteutetaan|toimeenpannaan)\b",
    r"\bbeslutsfattande\w*|\bbesluts(?:struktur|ordning)\w*|\bstyrdokument\w*|\barbetsordning\w*",
    r"strategi\w*\s+(?:\S+\s+)?styr\b",
    r"\bdecision-making\b|\brules of procedure\b|\bgoverning documents?\b",
    r"strategy\s+(?:\S+\s+)?(?:guides|steers|governs)\b",
)

_SEVERAL: Final = re.compile(r"\b(?:ovat|on|är|are|is)\b:?|:", re.IGNORECASE)
_BETWEEN: Final = re.compile(r",?(?<!-)\s+(?:ja|sekä|och|samt|and|&)\s+|,\s*", re.IGNORECASE)

_COUNTS: Final[Mapping[str, int]] = {
    word: number
    for number, words in enumerate(
        (
            ("kaksi", "två", "two"),
            ("kolme", "tre", "three"),
            ("neljä", "fyra", "four"),
            ("viisi", "fem", "five"),
            ("kuusi", "sex", "six"),
            ("seitsemän", "sju", "seven"),
        ),
        start=2,
    )
    for word in words
}
_COUNTED: Final = re.compile(rf"\b({'|'.join(_COUNTS)}|[2-9])\s+(\w+)(?:\s+(\w+))?", re.IGNORECASE)


def names_strategy(text: str) -> bool:
    """Whether the text calls something a strategy."""
    return bool(_STRATEGY.search(text))


def mentions(text: str, kind: StatementKind) -> bool:
    """Whether a word for that part of a strategy occurs."""
    return bool(_NAMES[kind].search(text))


def topics(heading: str) -> frozenset[StatementKind]:
    """What the text under a heading is about, as far as its words tell."""
    return frozenset(
        kind
        for table in (_NAMES, _HEADING_NAMES)
        for kind, names in table.items()
        if names.search(heading)
    )


def defines(sentence: str, kind: StatementKind) -> bool:
    """Whether a sentence says what the mission or the vision is, and does not only name it."""
    return bool(_DEFINITIONS[kind].search(sentence))


def is_labelled_goal(text: str) -> bool:
    """Whether the text begins as `Päämäärä 1` does."""
    return bool(_LABEL.search(text))


def is_review(sentence: str) -> bool:
    """Whether a sentence says that the strategy is looked through, and how often."""
    return bool(_REVISED.search(sentence) and _YEARLY.search(sentence))


def is_governance(sentence: str) -> bool:
    """Whether a sentence says by what rules the strategy is carried out."""
    return bool(_GOVERNANCE.search(sentence))


def enumerated(sentence: str, kind: StatementKind) -> tuple[str, ...]:
    """What a sentence lists as goals or cornerstones, in its own words; empty if it lists nothing.

    `Kulmakivet ovat yhteistyö ja ennakointi.` lists two, `Yhteistyö on kulmakivemme.` one.
    """
    name, says = _NAMES[kind].search(sentence), _SEVERAL.search(sentence)
    if name is None or says is None:
        return ()
    is_after = name.start() < says.start()
    return listed(sentence[says.end() :] if is_after else sentence[: says.start()])


def listed(text: str) -> tuple[str, ...]:
    """The short parts of `yhteistyö, ennakointi ja tilannetieto`; empty if they are not short."""
    parts = tuple(part.strip(" .:;") for part in _BETWEEN.split(text))
    return parts if all(0 < len(part.split()) <= 6 for part in parts) else ()


def stated_count(text: str, kind: StatementKind) -> tuple[str, int] | None:
    """How many goals or cornerstones a text says there are: the words and the number."""
    for match in _COUNTED.finditer(text):
        for named in (2, 3):
            if match[named] and _NAMES[kind].fullmatch(match[named]):
                word = match[1].casefold()
                said = text[match.start() : match.end(named)]
                return said, _COUNTS[word] if word in _COUNTS else int(word)
    return None
