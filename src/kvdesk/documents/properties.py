"""The document's properties: they say the same as its first page does."""

from collections.abc import Iterator
from typing import Final

from kvdesk.documents.blocks import Document
from kvdesk.documents.xml import LOCALES, PROLOGUE, Xml, escape_line

__all__ = ["application_xml", "core_xml"]

_CORE: Final = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)


def core_xml(document: Document) -> Iterator[Xml]:
    """The core properties; the times are the day of issue, never the machine's clock."""
    told = (
        ("dc:title", document.title),
        ("dc:creator", document.author),
        ("dc:identifier", document.register_number),
        ("dc:language", LOCALES[document.language]),
        ("cp:category", document.kind),
        ("cp:contentStatus", document.state),
        ("cp:version", document.data_version),
    )
    yield Xml(f"{PROLOGUE}<cp:coreProperties {_CORE}>")
    for name, value in told:
        if value:
            yield Xml(f"<{name}>{escape_line(value)}</{name}>")
    for name in ("dcterms:created", "dcterms:modified"):
        issued = escape_line(f"{document.issued_on[:10]}T00:00:00Z")
        yield Xml(f'<{name} xsi:type="dcterms:W3CDTF">{issued}</{name}>')
    yield Xml("</cp:coreProperties>")


def application_xml(document: Document) -> Iterator[Xml]:
    """The extended properties: which program made the file, for which organisation."""
    yield Xml(
        f"{PROLOGUE}<Properties"
        ' xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<Application>kvdesk</Application>"
        f"<Company>{escape_line(document.sender)}</Company></Properties>"
    )
