"""The sentence and the remedy of every error code, one module an area.

Each module holds `SENTENCES`: code -> (sentence, remedy), English, marked for translation with
`N_`; parameters in braces are filled from the error. `sentence_of` is what the doors show.
"""

from collections.abc import Mapping
from importlib import import_module

from kvdesk.kernel.errors import KvdeskError
from kvdesk.kernel.words import Words

__all__ = ["AREAS", "all_sentences", "sentence_of"]

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
    return words.text(sentence, **error.parameters), words.text(remedy, **error.parameters)
