"""WordprocessingML as text, one small function a construct.

Markup is `Xml`, everything that people typed is `str`; the only way from one to the other is
`escape`, and the type checker holds that line. Text is never written into a field code: what
looks like one in somebody's text stays text.

Writing text is 50 to 100 times faster than building the same tree through an object model and
needs no memory for it (measured for a thousand sections); names and order of the elements follow
ECMA-376 part 1, chapter 17.
"""

import re
from functools import cache, lru_cache
from itertools import cycle
from typing import Final, Literal, NewType

from kvdesk.kernel.text import clean

__all__ = [
    "LOCALES",
    "NAMESPACES",
    "NOTHING",
    "PROLOGUE",
    "SHORT",
    "TAB",
    "FieldCode",
    "Xml",
    "bookmark_end",
    "bookmark_start",
    "cell",
    "escape",
    "escape_line",
    "field",
    "field_end",
    "field_start",
    "header_row",
    "inside_link",
    "list_paragraph",
    "outside_link",
    "paragraph",
    "row",
    "run",
    "table_start",
]

Xml = NewType("Xml", str)

NOTHING: Final = Xml("")
PROLOGUE: Final = Xml('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n')
NAMESPACES: Final = Xml(
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)

#: A document's language as Word's proofing tools name it; Swedish is that of Finland.
LOCALES: Final = {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}

#: Words of letters that are written from right to left, with what stands between such words.
_RTL: Final = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_RIGHT_TO_LEFT: Final = re.compile(f"([{_RTL}](?:[^0-9A-Za-z\u00c0-\u024f\n\t]*[{_RTL}])*)")
_BREAK: Final = re.compile("([\t\n])")
_BREAKS: Final = {"\t": "<w:tab/>", "\n": "<w:br/>"}

#: Latin letters, digits and common punctuation: a text of these needs neither cleaning nor
#: escaping, has no breaks and reads from left to right. Nearly every text is one.
_is_plain: Final = re.compile("[ !#-%'-;=?-~\u00a0-\u024f\u2010-\u2027\u2030-\u205e]*").fullmatch

#: Texts up to this length are mostly labels, names and days, which recur in every section.
SHORT: Final = 40

FieldCode = Literal["PAGE", "NUMPAGES"]


def escape(text: str) -> Xml:
    """The one place where text becomes markup, for element content and for attributes.

    The text passes `clean` once more, whatever gate it came through before.
    """
    return _escaped(text)[0]


def _escaped(text: str) -> tuple[Xml, bool]:
    """The markup, and whether it is plain."""
    if _is_plain(text):
        return Xml(text), True
    safe = clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return Xml(safe.replace('"', "&quot;")), False


def escape_line(text: str) -> Xml:
    """The text as one line, for properties and attributes, where a parser would not keep breaks."""
    return escape(" ".join(clean(text).split()))


_TEXT: Final = '<w:t xml:space="preserve">'


@cache
def _run_start(language: str, style: str, direction: str = "") -> Xml:
    inner = (
        (f'<w:rStyle w:val="{style}"/>' if style else "")
        + direction
        + (f'<w:lang w:val="{LOCALES[language]}"/>' if language else "")
    )
    return Xml(f"<w:r><w:rPr>{inner}</w:rPr>" if inner else "<w:r>")


def run(text: str, language: str = "", style: str = "") -> Xml:
    """A run of text; tabs and newlines become Word's own.

    Args:
        text: What is printed; empty gives no run.
        language: `fi`, `sv` or `en` where the passage is not in the document's language.
        style: The character style, if any.
    """
    if language or style or len(text) > SHORT:
        return _any_run(text, language, style) if text else NOTHING
    return _short_run(text)


def _any_run(text: str, language: str, style: str) -> Xml:
    safe, plain = _escaped(text)
    if plain:
        start = _run_start(language, style) if language or style else "<w:r>"
        return Xml(f"{start}{_TEXT}{safe}</w:t></w:r>")
    directions = cycle(("", "<w:rtl/>"))
    return Xml(
        "".join(
            f"{_run_start(language, style, direction)}{_broken(piece)}</w:r>"
            for direction, piece in zip(directions, _RIGHT_TO_LEFT.split(safe), strict=False)
            if piece
        )
    )


@lru_cache(maxsize=1024)
def _short_run(text: str) -> Xml:
    return _any_run(text, "", "") if text else NOTHING


def _broken(safe: str) -> Xml:
    """The text elements of a text with tabs and newlines."""
    return Xml(
        "".join(
            _BREAKS.get(piece) or f"{_TEXT}{piece}</w:t>" for piece in _BREAK.split(safe) if piece
        )
    )


#: A tab to the next stop of the paragraph's style.
TAB: Final = Xml("<w:r><w:tab/></w:r>")


@cache
def _paragraph_start(style: str) -> Xml:
    return Xml(f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>')


def paragraph(style: str, content: Xml) -> Xml:
    """A paragraph in a style of `kvdesk.documents.roles`; `content` is runs and the like."""
    return Xml(f"{_paragraph_start(style)}{content}</w:p>")


def list_paragraph(style: str, content: Xml, number: int) -> Xml:
    """A list item that belongs to the list (`w:num`) with a number of its own."""
    return Xml(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/><w:numPr><w:ilvl w:val="0"/>'
        f'<w:numId w:val="{number}"/></w:numPr></w:pPr>{content}</w:p>'
    )


def _field_character(kind: Literal["begin", "separate", "end"]) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def field_start(code: Xml) -> Xml:
    """The beginning of a field whose result follows; `code` is a constant of the program."""
    return Xml(
        f"{_field_character('begin')}"
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        f"{_field_character('separate')}"
    )


def field_end() -> Xml:
    """The end of a field."""
    return Xml(_field_character("end"))


def field(code: FieldCode, shown: str) -> Xml:
    """A field with its result as last seen; Word computes it anew when it lays out the page."""
    return Xml(f"{field_start(Xml(code))}{run(shown)}{field_end()}")


def bookmark_start(number: int, name: str) -> Xml:
    """The beginning of a bookmark; `number` is unique in the document."""
    return Xml(f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>')


def bookmark_end(number: int) -> Xml:
    """The end of the bookmark with this number."""
    return Xml(f'<w:bookmarkEnd w:id="{number}"/>')


def inside_link(anchor: str, content: Xml) -> Xml:
    """A link to a bookmark of the same document."""
    return Xml(f'<w:hyperlink w:anchor="{anchor}" w:history="1">{content}</w:hyperlink>')


def outside_link(relation: str, content: Xml) -> Xml:
    """A link to an address that the part's relation names."""
    return Xml(f'<w:hyperlink r:id="{relation}" w:history="1">{content}</w:hyperlink>')


def table_start(style: str, *, indent: int, widths: tuple[int, ...], title: str) -> Xml:
    """The beginning of a table with fixed columns, up to its first row.

    Args:
        style: The table style's id.
        indent: From the left margin, in twips.
        widths: Of the columns, in twips.
        title: Alternative text, read aloud by screen readers.
    """
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return Xml(
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblInd w:w="{indent}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0"'
        ' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{escape_line(title)}"/>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    )


@cache
def _cell_start(width: int, style: str) -> Xml:
    return Xml(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{_paragraph_start(style)}'
    )


def cell(width: int, style: str, content: Xml) -> Xml:
    """A table cell of one paragraph; `width` in twips."""
    return Xml(f"{_cell_start(width, style)}{content}</w:p></w:tc>")


def row(cells: Xml) -> Xml:
    """A table row of these cells."""
    return Xml(f"<w:tr>{cells}</w:tr>")


def header_row(cells: Xml) -> Xml:
    """The first row of a table, repeated on every page and told to screen readers."""
    return Xml(f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>")
