"""The sentence and the remedy of every error code, one module an area.

Each module holds `SENTENCES`: code -> (sentence, remedy), English, marked for translation with
`N_`; parameters in braces are filled from the error. `sentence_of` is what the doors show.
"""

from collections.abc import Mapping
from enum import StrEnum
from importlib import import_module

from kvdesk.kernel.errors import KvdeskError, Term
from kvdesk.kernel.sentences.terms import CHOICES, KINDS
from kvdesk.kernel.words import Words

__all__ = ["AREAS", "all_sentences", "sentence_of", "told"]

AREAS = (
    "command",
    "desk",
    "document",
    "exchange",
    "meeting",
    "store",
    "strategy",
    "text",
    "window",
)


def all_sentences() -> Mapping[str, tuple[str, str]]:
    """Every known code with its English sentence and remedy."""
    known: dict[str, tuple[str, str]] = {}
    for area in AREAS:
        known.update(import_module(f"{__name__}.{area}").SENTENCES)
    return known


def sentence_of(error: KvdeskError, words: Words) -> tuple[str, str]:
    """The sentence and the remedy of an error, in the language of `words`."""
    sentence, remedy = all_sentences()[error.code]
    values = {name: told(name, value, words) for name, value in error.parameters.items()}
    return words.text(sentence, **values), words.text(remedy, **values)


def told(name: str, value: object, words: Words) -> object:
    """What a person reads of a parameter: a word of the language where the value is a code."""
    if isinstance(value, StrEnum):
        return words.text(CHOICES[type(value).__name__][value])
    if isinstance(value, Term):
        return words.text(value.message)
    if name == "kind" and isinstance(value, str):
        return words.text(KINDS.get(value, value))
    return value
