"""From content to a Word document, into a stream or as bytes."""

import io
from collections.abc import Callable, Iterator, Mapping
from typing import IO, Any, Final

from kvdesk.documents.blocks import Document
from kvdesk.documents.body import Body
from kvdesk.documents.content import (
    ActionListContent,
    AgendaContent,
    Content,
    DecisionListContent,
    ExtractContent,
    MinutesContent,
    NoticeContent,
)
from kvdesk.documents.kinds.actions import action_list
from kvdesk.documents.kinds.agenda import agenda
from kvdesk.documents.kinds.decisions import decision_list
from kvdesk.documents.kinds.extract import extract
from kvdesk.documents.kinds.memo import memo
from kvdesk.documents.kinds.minutes import minutes
from kvdesk.documents.kinds.notice import notice
from kvdesk.documents.look import parts as look
from kvdesk.documents.look.styles import styles_xml
from kvdesk.documents.package import RELATIONS_TYPE, Part, Relation, relations_xml, write_package
from kvdesk.documents.properties import application_xml, core_xml
from kvdesk.documents.xml import NAMESPACES, PROLOGUE, Xml
from kvdesk.domain.bodies import Profile
from kvdesk.kernel.words import Words

__all__ = ["laid_out", "render", "write"]

_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OFFICE_TYPE: Final = "application/vnd.openxmlformats-officedocument"

#: (id, kind of relation, part): what the text needs beside itself.
_BESIDE: Final = (
    ("styles", "styles", "styles.xml"),
    ("numbering", "numbering", "numbering.xml"),
    ("settings", "settings", "settings.xml"),
    ("theme", "theme", "theme/theme1.xml"),
    ("fonts", "fontTable", "fontTable.xml"),
    ("firstHead", "header", "header1.xml"),
    ("head", "header", "header2.xml"),
)


def _minutes_or_memo(content: MinutesContent, words: Words) -> Document:
    return (memo if content.profile is Profile.MEMO else minutes)(content, words)


_KINDS: Final[Mapping[type, Callable[[Any, Words], Document]]] = {
    NoticeContent: notice,
    AgendaContent: agenda,
    MinutesContent: _minutes_or_memo,
    ExtractContent: extract,
    DecisionListContent: decision_list,
    ActionListContent: action_list,
}


def laid_out(content: Content, words: Words) -> Document:
    """The content as a document of blocks, in the language of `words`."""
    return _KINDS[type(content)](content, words)


def write(content: Content, stream: IO[bytes], words: Words) -> str:
    """Write the content as a Word document.

    It is streamed: a document of a thousand sections needs no more memory than a short one.

    Args:
        content: Any of the classes in `kvdesk.documents.content`.
        stream: A binary file open for writing.
        words: The language of the document.

    Returns:
        The SHA-256 of the table of parts, in hex: the same for the same content on any machine.

    Raises:
        WorldFailure: `resources_missing` when the installation is incomplete.
    """
    return write_package(stream, _parts(laid_out(content, words)))


def render(content: Content, words: Words) -> bytes:
    """The content as the bytes of a Word document."""
    stream = io.BytesIO()
    write(content, stream, words)
    return stream.getvalue()


def _parts(document: Document) -> Iterator[Part]:
    """All parts in their order; those after the text tell what came up while it was written."""
    body = Body()
    yield Part("_rels/.rels", RELATIONS_TYPE, relations_xml(_package_relations()))
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    yield Part("docProps/core.xml", core, core_xml(document))
    extended = f"{_OFFICE_TYPE}.extended-properties+xml"
    yield Part("docProps/app.xml", extended, application_xml(document))
    yield Part("word/document.xml", f"{_WORD}.document.main+xml", _text(document, body))
    relations = relations_xml(_text_relations(body))
    yield Part("word/_rels/document.xml.rels", RELATIONS_TYPE, relations)
    yield Part("word/styles.xml", f"{_WORD}.styles+xml", styles_xml(document.language))
    yield Part("word/numbering.xml", f"{_WORD}.numbering+xml", look.numbering_xml(body.restarts))
    settings = look.settings_xml(document.language)
    yield Part("word/settings.xml", f"{_WORD}.settings+xml", settings)
    yield Part("word/theme/theme1.xml", f"{_OFFICE_TYPE}.theme+xml", look.template_xml("theme"))
    yield Part("word/fontTable.xml", f"{_WORD}.fontTable+xml", look.template_xml("fonts"))
    yield Part("word/header1.xml", f"{_WORD}.header+xml", look.first_head_xml(document))
    yield Part("word/header2.xml", f"{_WORD}.header+xml", look.head_xml(document))


def _text(document: Document, body: Body) -> Iterator[Xml]:
    yield Xml(f"{PROLOGUE}<w:document {NAMESPACES}><w:body>")
    yield from body.markup(document.blocks)
    yield Xml(f"{look.section_xml('firstHead', 'head')}</w:body></w:document>")


def _package_relations() -> Iterator[Relation]:
    yield Relation("document", f"{_OFFICE}/officeDocument", "word/document.xml")
    yield Relation("core", f"{_PACKAGE}/metadata/core-properties", "docProps/core.xml")
    yield Relation("application", f"{_OFFICE}/extended-properties", "docProps/app.xml")


def _text_relations(body: Body) -> Iterator[Relation]:
    for name, kind, target in _BESIDE:
        yield Relation(name, f"{_OFFICE}/{kind}", target)
    for address, name in body.links.items():
        yield Relation(name, f"{_OFFICE}/hyperlink", address, external=True)
