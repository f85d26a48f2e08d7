"""Finnish order as a byte key: … x y z å ä ö, numbers by their value."""

import re
import unicodedata
from functools import cache

__all__ = ["finnish_key"]

_LETTERS = {"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}", "ü": "y", "ß": "ss"}
_NUMBER = re.compile(r"\d+")


def finnish_key(text: str) -> bytes:
    """A key that sorts texts as a Finnish index does; case and accents count last."""
    folded = _NUMBER.sub(_padded, text.casefold())
    base = "".join(_plain(letter) for letter in folded)
    return base.encode("utf-8") + b"\0" + text.encode("utf-8", "replace")


def _padded(match: re.Match[str]) -> str:
    return match.group().zfill(9)


@cache
def _plain(letter: str) -> str:
    if letter in _LETTERS:
        return _LETTERS[letter]
    decomposed = unicodedata.normalize("NFD", letter)
    return "".join(part for part in decomposed if not unicodedata.combining(part)) or letter
