"""The gate that every text passes before it enters the database or a document.

Pasted text carries what neither a database field nor an XML part should hold: Word's vertical
tabs, form feeds, half surrogates, marks that turn the reading order round. The gate makes one
plain, normalised text of it and loses no letter.
"""

import re
import unicodedata
from typing import Final

__all__ = ["clean"]

#: The ways in which programs say "new line here".
_LINE_BREAK: Final = re.compile("\r\n|[\r\x0b\x0c\x85\u2028]")

#: What no text keeps: controls that XML 1.0 forbids and those of C1, halves of surrogate pairs,
#: noncharacters, and the bidirectional embeddings, overrides and isolates, with which a sentence
#: can be made to show another order than it has (the plain marks LRM and RLM stay).
_DROPPED: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)


def clean(text: str) -> str:
    """The text as kvdesk keeps and prints it; a clean text comes back unchanged.

    Line breaks of every kind become one newline, a paragraph separator an empty line; what cannot
    be written in XML 1.0 or hides from the reader is dropped; letters are composed (NFC).
    """
    if _is_clean(text):
        return text
    broken = _LINE_BREAK.sub("\n", text).replace("\u2029", "\n\n")
    return unicodedata.normalize("NFC", _DROPPED.sub("", broken))


def _is_clean(text: str) -> bool:
    """Whether a text is surely clean; nearly every one is, and this is ten times as fast.

    Printable characters are none of those that are dropped or break a line in another way.
    """
    if not text.isprintable() and not text.replace("\n", "").replace("\t", "").isprintable():
        return False
    return text.isascii() or unicodedata.is_normalized("NFC", text)
