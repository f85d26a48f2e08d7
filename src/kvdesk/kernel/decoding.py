"""From the bytes of a text file to its text, whatever program wrote them.

Windows programs write UTF-8 with and without a mark, UTF-16 (“Unicode” in Notepad) and the old
code page 1252; e-mail gateways pass all of them on without saying which.
"""

import codecs
import re
from typing import Final

from kvdesk.kernel.errors import Refusal

__all__ = ["LARGEST_TEXT", "decode_text"]

#: Bytes; a strategy of a hundred pages has a tenth of it.
LARGEST_TEXT: Final = 2_000_000

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

#: Controls that no text file holds; tab, line feed, vertical tab, form feed and return may stand.
_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


def decode_text(data: bytes) -> str:
    """The text of a file, without a byte order mark; line ends are left as they are.

    Raises:
        Refusal: `text_empty`, `text_too_big` or `text_binary` when it is no text file at all.
    """
    if len(data) > LARGEST_TEXT:
        raise Refusal("text_too_big", size=len(data) // 1000, limit=LARGEST_TEXT // 1000)
    text = _decoded(data)
    if text is None or _CONTROLS.search(text):
        raise Refusal("text_binary")
    if not text.strip():
        raise Refusal("text_empty")
    return text


def _decoded(data: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _try(data.removeprefix(mark), encoding)
    for encoding in (_unmarked_utf16(data), "utf-8", "cp1252"):
        text = _try(data, encoding) if encoding else None
        if text is not None:
            return text
    return None


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _unmarked_utf16(data: bytes) -> str:
    """UTF-16 without a mark: in European text every other byte is zero, always the same one."""
    if len(data) % 2:
        return ""
    even, odd = data[::2].count(0), data[1::2].count(0)
    half = len(data) // 4
    if odd > half and not even:
        return "utf-16-le"
    return "utf-16-be" if even > half and not odd else ""
