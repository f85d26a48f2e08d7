"""Finnish order as a byte key, the same on every system and inside the database.

Windows, Linux and SQLite sort Finnish differently or not at all, so the key is made here and
stored beside the text. Swedish lists use it too: the alphabet ends in å ä ö in both languages.
"""

import re
import unicodedata
from typing import Final

__all__ = ["finnish_key"]

#: Letters that have a place of their own, by the Finnish tailoring of the Unicode collation (CLDR):
#: å ä ö stand after z, æ is a kind of ä, ø of ö, ü of y. `{|}` are the characters after z.
_LETTERS: Final = {
    "å": "{",
    "ä": "|",
    "æ": "|",
    "ö": "}",
    "ø": "}",
    "ü": "y",
    "đ": "d",
    "ð": "d",
    "ł": "l",
    "ŋ": "n",
    "œ": "oe",
    "ŧ": "t",
}
_NUMBER: Final = re.compile(r"\d+")

#: ASCII signs in the order of the Unicode collation, all of them before digits and letters.
_SIGNS: Final = "_-,;:!?./`^~'\"()[]{}@$*\\&#%+<=>|"
_SIGN_PLACES: Final = {sign: chr(0x02 + place) for place, sign in enumerate(_SIGNS) if place < 0x1E}


def finnish_key(text: str) -> bytes:
    """A key that sorts texts as a Finnish index does.

    Letters first, numbers by their value (§ 9 before § 12); texts that differ in nothing else go
    by their accents, then by case, small letters first. Equal texts have equal keys, others not.
    """
    composed = unicodedata.normalize("NFC", text)
    folded = composed.casefold()
    base = _NUMBER.sub(_by_value, folded).translate(_PLACES)
    # A level that would repeat the one above it stays empty, and sorts first as it should.
    accents = folded if folded != base else ""
    cases = composed.swapcase() if composed != folded else ""
    # A few letters have no other case to come back from (ß, ŉ): only the text tells them apart.
    rest = composed if composed.swapcase().swapcase() != composed else ""
    levels = (base, accents, cases, rest)
    return b"\0".join(level.encode("utf-8", "surrogatepass") for level in levels).rstrip(b"\0")


def _by_value(match: re.Match[str]) -> str:
    """A number led by its length: the longer one is the greater."""
    figures = "".join(str(unicodedata.decimal(figure)) for figure in match.group())
    significant = figures.lstrip("0") or "0"
    return f"{min(len(significant), 99):02}{significant}"


def _place(letter: str) -> str:
    """What stands for a character at the first level."""
    if letter in _LETTERS:
        return _LETTERS[letter]
    if letter.isascii():
        return letter if letter.isalnum() else _SIGN_PLACES.get(letter, "\x01")
    parts = unicodedata.normalize("NFKD", letter)
    plain = "".join(part for part in parts if not unicodedata.combining(part))
    if plain != letter:
        return "".join(map(_place, plain))
    return letter if letter.isalnum() else "\x20"


class _Places(dict[int, str]):
    """The places of characters, found out when first met; `str.translate` asks by code point."""

    def __missing__(self, code: int) -> str:
        return self.setdefault(code, _place(chr(code)))


_PLACES: Final = _Places()
