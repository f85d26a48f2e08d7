"""The parts beside the text: numbering, settings, running heads, the page itself."""

from collections.abc import Iterator, Sequence
from typing import Final

from kvdesk.documents import roles
from kvdesk.documents.blocks import Document
from kvdesk.documents.look import grid
from kvdesk.documents.xml import (
    LOCALES,
    NAMESPACES,
    PROLOGUE,
    TAB,
    Xml,
    field,
    paragraph,
    run,
)
from kvdesk.kernel.resources import resource_folder

__all__ = [
    "FIRST_FREE_LIST",
    "first_head_xml",
    "head_xml",
    "numbering_xml",
    "section_xml",
    "settings_xml",
    "template_xml",
]

_TEMPLATE: Final = "sfs-2487"

#: So many letters fit into the left and the right half of a running head.
_HEAD_ROOM: Final = (44, 40)

#: (list number, format, text, style): the lists that every document knows.
_LISTS: Final = (
    (1, "bullet", "•", roles.BULLET),
    (2, "decimal", "%1.", roles.NUMBERED["."]),
    (3, "decimal", "%1)", roles.NUMBERED[")"]),
)

#: The first number that a list of the text can take.
FIRST_FREE_LIST: Final = len(_LISTS) + 1


def template_xml(name: str) -> Iterator[Xml]:
    """A part that is plain data of the template: `theme` or `fonts`.

    Raises:
        WorldFailure: `resources_missing` when the installation is incomplete.
    """
    file = resource_folder() / "templates" / _TEMPLATE / f"{name}.xml"
    yield Xml(file.read_text(encoding="utf-8"))


def numbering_xml(restarts: Sequence[tuple[int, str]]) -> Iterator[Xml]:
    """The numbering part.

    Args:
        restarts: First number and mark of every numbered list in the text, in order; each gets a
            list of its own so that it begins anew. Filled while the text is written: this part is
            made after it.
    """
    yield Xml(f"{PROLOGUE}<w:numbering {NAMESPACES}>")
    for number, kind, text, style in _LISTS:
        yield Xml(
            f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
            f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
            f'<w:pStyle w:val="{style}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{grid.BULLET_TEXT}"'
            f' w:hanging="{grid.BULLET_TEXT - grid.COLUMN}"/></w:pPr></w:lvl></w:abstractNum>'
        )
    for number, *_ in _LISTS:
        yield Xml(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>')
    for number, (first, mark) in enumerate(restarts, FIRST_FREE_LIST):
        yield Xml(
            f'<w:num w:numId="{number}"><w:abstractNumId w:val="{2 if mark == "." else 3}"/>'
            f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{first}"/></w:lvlOverride></w:num>'
        )
    yield Xml("</w:numbering>")


def settings_xml(language: str) -> Iterator[Xml]:
    """The settings part; nothing in it makes Word ask a question when it opens the file."""
    yield Xml(
        f'{PROLOGUE}<w:settings {NAMESPACES}><w:zoom w:percent="100"/>'
        f'<w:defaultTabStop w:val="{grid.COLUMN}"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{LOCALES[language]}"/>'
        '<w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    )


def section_xml(first_head: str, head: str) -> Xml:
    """The page: A4, the standard's margins, a head for page 1 and one for the others."""
    return Xml(
        f'<w:sectPr><w:headerReference w:type="first" r:id="{first_head}"/>'
        f'<w:headerReference w:type="default" r:id="{head}"/>'
        f'<w:pgSz w:w="{grid.PAGE_WIDTH}" w:h="{grid.PAGE_HEIGHT}"/>'
        f'<w:pgMar w:top="{grid.MARGIN_TOP}" w:right="{grid.MARGIN_RIGHT}"'
        f' w:bottom="{grid.MARGIN_BOTTOM}" w:left="{grid.MARGIN_LEFT}"'
        f' w:header="{grid.MARGIN_HEAD}" w:footer="{grid.MARGIN_HEAD}" w:gutter="0"/>'
        "<w:titlePg/></w:sectPr>"
    )


def _page_number() -> Xml:
    """`1 (2)`, as the standard writes it."""
    return Xml(f"{field('PAGE', '1')}{run(' (')}{field('NUMPAGES', '1')}{run(')')}")


def _clipped(text: str, room: int) -> str:
    """A head has one line for it; the body of the document says it in full."""
    line = " ".join(text.split())
    return line if len(line) <= room else f"{line[: room - 1].rstrip()}…"


def first_head_xml(document: Document) -> Iterator[Xml]:
    """The head of page 1: the sender and the page number."""
    sender = run(_clipped(document.sender, sum(_HEAD_ROOM)))
    line = paragraph(roles.HEADER_FIRST, Xml(f"{sender}{TAB}{_page_number()}"))
    yield Xml(f"{PROLOGUE}<w:hdr {NAMESPACES}>{line}</w:hdr>")


def head_xml(document: Document) -> Iterator[Xml]:
    """The head of the later pages: sender, page number and the metadata of page 1 again."""
    left, right = _HEAD_ROOM
    sender = run(_clipped(document.sender, left))
    kind = run(_clipped(document.metadata.kind, right), style=roles.STRONG)
    *upper, last = (
        Xml(f"{sender}{TAB}{kind}{TAB}{_page_number()}"),
        *(Xml(f"{TAB}{run(_clipped(line, right))}") for line in document.metadata.lines),
    )
    yield Xml(f"{PROLOGUE}<w:hdr {NAMESPACES}>")
    for line in upper:
        yield paragraph(roles.HEADER, line)
    yield Xml(f"{paragraph(roles.HEADER_LAST, last)}</w:hdr>")
