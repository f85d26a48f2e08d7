"""The styles part: every paragraph of a document has one of these, none is formatted by hand.

Style names are Finnish, as the offices that edit the documents see them in Word, and stay distinct
when å, ä and ö are dropped from them: LibreOffice makes its style ids so.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kvdesk.documents import roles
from kvdesk.documents.look import grid
from kvdesk.documents.xml import LOCALES, NAMESPACES, NOTHING, PROLOGUE, Xml

__all__ = ["styles_xml"]


def _attributes(element: str, **values: int | None) -> str:
    """An empty element with the attributes that have a value, or nothing when none has."""
    told = "".join(f' w:{name}="{value}"' for name, value in values.items() if value is not None)
    return f"<w:{element}{told}/>" if told else ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Shape:
    """A paragraph's shape; lengths in twips. None keeps that of the style it is based on.

    `hanging` is how far the first line hangs out to the left; `tabs` are (position, kind) pairs;
    `close` leaves no space between paragraphs of the same style.
    """

    left: int | None = None
    hanging: int | None = None
    before: int | None = None
    after: int | None = None
    keep_next: bool = False
    keep_lines: bool = False
    tabs: tuple[tuple[int, str], ...] = ()
    level: int | None = None
    numbering: int | None = None
    close: bool = False

    def markup(self) -> Xml:
        """The paragraph properties in the order of the schema."""
        inner = (
            ("<w:keepNext/>" if self.keep_next else "")
            + ("<w:keepLines/>" if self.keep_lines else "")
            + self._list()
            + self._tabs()
            + _attributes("spacing", before=self.before, after=self.after)
            + _attributes("ind", left=self.left, hanging=self.hanging)
            + ("<w:contextualSpacing/>" if self.close else "")
            + _attributes("outlineLvl", val=self.level)
        )
        return Xml(f"<w:pPr>{inner}</w:pPr>") if inner else NOTHING

    def _list(self) -> str:
        number = _attributes("numId", val=self.numbering)
        return f"<w:numPr>{number}</w:numPr>" if number else ""

    def _tabs(self) -> str:
        stops = "".join(f'<w:tab w:val="{kind}" w:pos="{at}"/>' for at, kind in self.tabs)
        return f"<w:tabs>{stops}</w:tabs>" if stops else ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Letters:
    """How letters look; `size` in half points, `color` six hex digits."""

    bold: bool = False
    size: int | None = None
    color: str = ""

    def markup(self) -> Xml:
        """The run properties in the order of the schema."""
        inner = (
            ("<w:b/><w:bCs/>" if self.bold else "")
            + (f'<w:color w:val="{self.color}"/>' if self.color else "")
            + (f'<w:sz w:val="{self.size}"/><w:szCs w:val="{self.size}"/>' if self.size else "")
        )
        return Xml(f"<w:rPr>{inner}</w:rPr>") if inner else NOTHING


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style."""

    id: str
    name: str
    shape: Shape
    letters: Letters = Letters()
    based_on: str = "Normal"
    next: str = ""

    def markup(self) -> Xml:
        """The style element."""
        follows = f'<w:next w:val="{self.next}"/>' if self.next else ""
        return Xml(
            f'<w:style w:type="paragraph" w:styleId="{self.id}"{_custom(self.id)}>'
            f'<w:name w:val="{self.name}"/><w:basedOn w:val="{self.based_on}"/>{follows}'
            f"<w:qFormat/>{self.shape.markup()}{self.letters.markup()}</w:style>"
        )


#: Dark grey on white: contrast 7 : 1.
_QUIET: Final = "595959"
_AT_COLUMN: Final = ((grid.COLUMN, "left"),)
_AFTER: Final = 220

_STYLES: Final = (
    Style(
        roles.HEADINGS[1],
        "heading 1",
        Shape(before=480, after=_AFTER, keep_next=True, keep_lines=True, level=0),
        Letters(bold=True, size=30),
        next=roles.TEXT,
    ),
    Style(
        roles.HEADINGS[2],
        "heading 2",
        Shape(
            left=grid.COLUMN,
            hanging=grid.COLUMN,
            before=400,
            after=80,
            keep_next=True,
            keep_lines=True,
            tabs=_AT_COLUMN,
            level=1,
        ),
        Letters(bold=True, size=24),
        next=roles.TEXT,
    ),
    Style(
        roles.HEADINGS[3],
        "heading 3",
        Shape(left=grid.COLUMN, before=240, after=60, keep_next=True, keep_lines=True, level=2),
        Letters(bold=True),
        next=roles.TEXT,
    ),
    Style(roles.TEXT, "KV Leipäteksti", Shape(left=grid.COLUMN, after=_AFTER)),
    Style(
        roles.LABEL,
        "KV Sivuotsikko",
        Shape(
            left=grid.COLUMN,
            hanging=grid.COLUMN,
            after=_AFTER,
            keep_lines=True,
            tabs=_AT_COLUMN,
        ),
        next=roles.TEXT,
    ),
    Style(
        roles.LABEL_FIRST,
        "KV Sivuotsikko ja rivit",
        Shape(after=0, keep_next=True),
        based_on=roles.LABEL,
        next=roles.LABEL_MORE,
    ),
    Style(roles.LABEL_MORE, "KV Sivuotsikon rivi", Shape(left=grid.COLUMN, close=True)),
    Style(roles.METADATA, "KV Perusmetatiedot", Shape(left=grid.METADATA, after=0)),
    Style(
        roles.KIND,
        "KV Asiakirjatyyppi",
        Shape(left=grid.METADATA, after=0),
        Letters(bold=True),
        next=roles.METADATA,
    ),
    Style(
        roles.REFERENCE,
        "KV Tunniste",
        Shape(left=grid.COLUMN, after=80, keep_next=True),
        Letters(color=_QUIET),
        next=roles.TEXT,
    ),
    Style(
        roles.LOG,
        "KV Käsittely",
        Shape(
            left=2 * grid.COLUMN,
            hanging=grid.COLUMN,
            after=110,
            tabs=((2 * grid.COLUMN, "left"),),
        ),
    ),
    Style(roles.LOG_MORE, "KV Käsittelyn jatko", Shape(left=2 * grid.COLUMN, after=110)),
    Style(roles.BULLET, "KV Luettelo", Shape(numbering=1, close=True)),
    Style(roles.NUMBERED["."], "KV Numeroitu luettelo", Shape(numbering=2, close=True)),
    Style(roles.NUMBERED[")"], "KV Numeroitu luettelo 2", Shape(numbering=3, close=True)),
    Style(
        roles.CONTENTS,
        "toc 2",
        Shape(left=grid.COLUMN, hanging=grid.COLUMN, tabs=_AT_COLUMN, close=True),
    ),
    Style(roles.CELL, "KV Taulukon teksti", Shape(before=40, after=40), Letters(size=21)),
    Style(
        roles.CELL_HEADING,
        "KV Taulukon otsikko",
        Shape(before=40, after=40, keep_next=True),
        Letters(bold=True, size=21),
        based_on=roles.CELL,
    ),
    Style(
        roles.SIGNATURE,
        "KV Allekirjoitus",
        Shape(left=grid.COLUMN, before=660, after=_AFTER, keep_lines=True),
    ),
    Style(
        roles.SIGNATURE_TYPED,
        "KV Nimenselvennys",
        Shape(left=grid.COLUMN, close=True, keep_lines=True),
    ),
    Style(
        roles.HEADER_FIRST,
        "KV Ensimmäisen sivun ylätunniste",
        Shape(after=0, tabs=((grid.RIGHT_EDGE, "right"),)),
    ),
    Style(
        roles.HEADER,
        "KV Ylätunniste",
        Shape(after=0, tabs=((grid.METADATA, "left"), (grid.RIGHT_EDGE, "right"))),
    ),
    Style(
        roles.HEADER_LAST,
        "KV Ylätunnisteen loppu",
        Shape(after=360),
        based_on=roles.HEADER,
    ),
)

_APART: Final = tuple(
    Style(
        roles.APART[style.id],
        f"{style.name} ja tila yllä",
        Shape(before=330),
        based_on=style.id,
        next=style.next,
    )
    for style in _STYLES
    if style.id in roles.APART
)


def _custom(style: str) -> str:
    return ' w:customStyle="1"' if style.startswith("KV") else ""


def _defaults(language: str) -> Xml:
    return Xml(
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        '<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"'
        ' w:eastAsiaTheme="minorEastAsia" w:cstheme="minorBidi"/>'
        '<w:sz w:val="22"/><w:szCs w:val="22"/>'
        f'<w:lang w:val="{LOCALES[language]}" w:eastAsia="en-US" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
        f'<w:spacing w:after="{_AFTER}" w:line="276" w:lineRule="auto"/>'
        "</w:pPr></w:pPrDefault></w:docDefaults>"
    )


_BASE: Final = Xml(
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    "<w:qFormat/></w:style>"
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/>'
    "<w:unhideWhenUsed/></w:style>"
    '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/>'
    '<w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/>'
    "<w:rPr><w:b/><w:bCs/></w:rPr></w:style>"
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
    '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>'
    '<w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
    '<w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
    "</w:tblCellMar></w:tblPr></w:style>"
)

#: Rules between rows and a strong one under the header row; the text of the first column stands
#: exactly at the column where the body text stands, hence no left cell margin.
_TABLE: Final = Xml(
    f'<w:style w:type="table" w:customStyle="1" w:styleId="{roles.TABLE}">'
    '<w:name w:val="KV Taulukko"/><w:basedOn w:val="TableNormal"/><w:qFormat/>'
    "<w:tblPr><w:tblBorders>"
    '<w:bottom w:val="single" w:sz="4" w:space="0" w:color="A6A6A6"/>'
    '<w:insideH w:val="single" w:sz="4" w:space="0" w:color="D0D0D0"/>'
    '</w:tblBorders><w:tblCellMar><w:left w:w="0" w:type="dxa"/>'
    '<w:right w:w="170" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    '<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr><w:tcBorders>'
    '<w:bottom w:val="single" w:sz="8" w:space="0" w:color="404040"/>'
    "</w:tcBorders></w:tcPr></w:tblStylePr></w:style>"
)


def styles_xml(language: str) -> Iterator[Xml]:
    """The styles part for a document in `fi`, `sv` or `en`."""
    yield Xml(f"{PROLOGUE}<w:styles {NAMESPACES}>{_defaults(language)}{_BASE}")
    for style in (*_STYLES, *_APART):
        yield style.markup()
    yield Xml(f"{_TABLE}</w:styles>")
