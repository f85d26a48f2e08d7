"""Passphrases that the program makes: six words that can be read out over the telephone."""

import re
from typing import Final

from kvdesk.kernel.ids import chance
from kvdesk.kernel.resources import resource_folder

__all__ = ["BITS", "new_passphrase", "read_passphrase", "words"]

_WORDS: Final = 6
#: 2 048 words.
_BITS_A_WORD: Final = 11
BITS: Final = _WORDS * _BITS_A_WORD

#: Some words are Finnish ones that have lost their dots; who hears them writes the dots.
_PLAIN: Final = str.maketrans("äöå", "aoa")

_BETWEEN: Final = re.compile(r"[\s\-–.,]+")


def words() -> list[str]:
    """The 2 048 words, Finnish, in rising order, without ä and ö so that any keyboard has them."""
    file = resource_folder() / "passphrase-words.txt"
    return file.read_text(encoding="ascii").split()


def new_passphrase() -> str:
    """Six words drawn at random, joined by hyphens: 66 bits."""
    known = words()
    drawn = int.from_bytes(chance((BITS + 7) // 8))
    places = (drawn >> _BITS_A_WORD * number for number in range(_WORDS))
    return "-".join(known[place % len(known)] for place in places)


def read_passphrase(typed: str) -> str:
    """What was typed as it was made: lower case, with hyphens, no dots on any letter."""
    plain = typed.casefold().translate(_PLAIN)
    return "-".join(filter(None, _BETWEEN.split(plain)))
