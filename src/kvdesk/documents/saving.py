"""Documents on the disk: a file name that says what it is, and no file of anybody's lost."""

import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kvdesk.documents.content import Content
from kvdesk.documents.writing import laid_out, write
from kvdesk.kernel.errors import Refusal, WorldFailure
from kvdesk.kernel.text import clean
from kvdesk.kernel.words import Words

__all__ = ["Saved", "document_file_name", "save"]

#: What Windows forbids in a file name, and what is awkward in one.
_FORBIDDEN: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f\u200e\u200f]+')
_SPACES: Final = re.compile(r"\s+")

#: Leaves room for a folder within the 260 characters of older Windows programs.
_LONGEST: Final = 120


@dataclass(frozen=True, slots=True)
class Saved:
    """A document on the disk: `sha256` of its bytes, `parts_sha256` of the table of its parts.

    The latter is the same wherever the same content is written; the former depends on the build
    of zlib and tells whether this very file has been edited since.
    """

    path: Path
    sha256: str
    parts_sha256: str


def document_file_name(content: Content, words: Words) -> str:
    """A name for the file: body, kind, number, state, day and language.

    `Hallitus Pöytäkirja 3-2026 Luonnos 2026-03-12 fi.docx`; fit for Windows, whose device names
    (`CON`, `NUL`) it cannot be, as it never consists of one word.
    """
    head = content.head
    document = laid_out(content, words)
    day = (head.starts or head.issued_on)[:10]
    body = _safe(head.body or head.organisation)
    told = _safe(" ".join((document.kind, head.number.replace("/", "-"), document.state)))
    end = f" {told[: _LONGEST // 2].rstrip()} {day} {words.language}.docx"
    start = body[: _LONGEST - len(end)].rstrip(" .") or "kvdesk"
    return start + end


def _safe(text: str) -> str:
    plain = _FORBIDDEN.sub(" ", clean(text))
    return _SPACES.sub(" ", plain).strip(" .")


def save(
    content: Content, path: Path, words: Words, *, known: Collection[str] = frozenset()
) -> Saved:
    """Write the content to a file, whole or not at all.

    The document is written beside its place and moved there. A file that stands there already is
    replaced only when it is one that kvdesk made and nobody has touched since.

    Args:
        content: Any of the classes in `kvdesk.documents.content`.
        path: Where the document goes; the folder exists.
        words: The language of the document.
        known: SHA-256 of the files that were made before, as `Saved.sha256` told them.

    Raises:
        Refusal: `document_edited` when another file stands at `path`.
        WorldFailure: `document_not_written` when the folder or the file cannot be written, as
            when Word has the file open.
    """
    beside = path.with_name(f".{path.name}.part")
    try:
        if path.exists() and _digest(path) not in known:
            raise Refusal("document_edited", file=path)
        with beside.open("wb") as stream:
            parts = write(content, stream, words)
        saved = Saved(path, _digest(beside), parts)
        beside.replace(path)
    except OSError as failure:
        raise WorldFailure("document_not_written", file=path, reason=failure.strerror) from failure
    finally:
        beside.unlink(missing_ok=True)
    return saved


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
