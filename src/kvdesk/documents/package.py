"""The package around the markup: parts, content types, relations, and a zip of the same bytes.

Parts are written in the order given while they are made, so a document of any length needs no
more memory than a buffer. Nothing in the archive depends on the machine or the moment.
"""

import hashlib
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import IO, Final

from kvdesk.documents.xml import PROLOGUE, Xml, escape

__all__ = ["RELATIONS_TYPE", "Part", "Relation", "relations_xml", "write_package"]

_CONTENT_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
RELATIONS_TYPE: Final = "application/vnd.openxmlformats-package.relationships+xml"

#: So many pieces are compressed at a time: mostly paragraphs of a few hundred characters.
_GATHERED: Final = 256


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the package; `markup` is consumed once, when the part's turn comes."""

    name: str
    content_type: str
    markup: Iterable[Xml]


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation of a part: what `id` in its markup stands for."""

    id: str
    type: str
    target: str
    external: bool = False


def relations_xml(relations: Iterable[Relation]) -> Iterator[Xml]:
    """The relations part for these relations, made when it is written."""
    yield Xml(f'{PROLOGUE}<Relationships xmlns="{_RELATIONS}">')
    for relation in relations:
        mode = ' TargetMode="External"' if relation.external else ""
        yield Xml(
            f'<Relationship Id="{relation.id}" Type="{relation.type}"'
            f' Target="{escape(relation.target)}"{mode}/>'
        )
    yield Xml("</Relationships>")


def write_package(stream: IO[bytes], parts: Iterable[Part]) -> str:
    """Write the parts as an Open Packaging archive.

    Args:
        stream: A binary file open for writing.
        parts: In the order of the archive; `[Content_Types].xml` is made from them and goes first.

    Returns:
        The SHA-256 of the table of part names and part digests, in hex. It is the same on every
        machine, whereas the compressed bytes depend on the build of zlib.
    """
    listed = list(parts)
    table = hashlib.sha256()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in (_content_types(listed), *listed):
            digest = _write_part(archive, part)
            table.update(f"{part.name}\n{digest}\n".encode())
    return table.hexdigest()


def _content_types(parts: list[Part]) -> Part:
    overrides = "".join(
        f'<Override PartName="/{part.name}" ContentType="{part.content_type}"/>'
        for part in parts
        if part.content_type != RELATIONS_TYPE
    )
    markup = Xml(
        f'{PROLOGUE}<Types xmlns="{_CONTENT_TYPES}">'
        f'<Default Extension="rels" ContentType="{RELATIONS_TYPE}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )
    return Part("[Content_Types].xml", "", (markup,))


def _write_part(archive: zipfile.ZipFile, part: Part) -> str:
    """Compress one part and answer the SHA-256 of its text in hex."""
    # The date is the earliest that a zip can hold. zlib's default level is 6.
    entry = zipfile.ZipInfo(part.name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0  # else it tells Windows from the rest
    digest = hashlib.sha256()
    with archive.open(entry, "w") as target:
        entry.external_attr = 0  # opening sets Unix permissions; the directory is written later
        for chunk in _gathered(part.markup):
            data = chunk.encode()
            digest.update(data)
            target.write(data)
    return digest.hexdigest()


def _gathered(pieces: Iterable[Xml]) -> Iterator[str]:
    rest = iter(pieces)
    while some := list(islice(rest, _GATHERED)):
        yield "".join(some)
