"""The styles by what they are for; the value is the style's id in styles.xml."""

from typing import Final

__all__ = [
    "APART",
    "BULLET",
    "CELL",
    "CELL_HEADING",
    "CONTENTS",
    "HEADER",
    "HEADER_FIRST",
    "HEADER_LAST",
    "HEADINGS",
    "KIND",
    "LABEL",
    "LABEL_FIRST",
    "LABEL_MORE",
    "LOG",
    "LOG_MORE",
    "METADATA",
    "NUMBERED",
    "REFERENCE",
    "SIGNATURE",
    "SIGNATURE_TYPED",
    "STRONG",
    "TABLE",
    "TEXT",
]

HEADINGS: Final = {1: "Heading1", 2: "Heading2", 3: "Heading3"}
TEXT: Final = "KVText"
LABEL: Final = "KVLabel"
#: A label with several lines: the first beside it, then the others.
LABEL_FIRST: Final = "KVLabelFirst"
LABEL_MORE: Final = "KVLabelMore"
METADATA: Final = "KVMetadata"
KIND: Final = "KVKind"
REFERENCE: Final = "KVReference"
LOG: Final = "KVLog"
LOG_MORE: Final = "KVLogMore"
BULLET: Final = "KVBullet"
#: By the mark after the number.
NUMBERED: Final = {".": "KVNumbered", ")": "KVNumberedParenthesis"}
CONTENTS: Final = "TOC2"
TABLE: Final = "KVTable"
CELL: Final = "KVCell"
CELL_HEADING: Final = "KVCellHeading"
SIGNATURE: Final = "KVSignature"
SIGNATURE_TYPED: Final = "KVSignatureTyped"
#: A character style, for single words.
STRONG: Final = "Strong"
HEADER: Final = "KVHeader"
HEADER_LAST: Final = "KVHeaderLast"
HEADER_FIRST: Final = "KVHeaderFirst"

#: What takes the place of a style where space is wanted above it.
APART: Final = {TEXT: "KVTextApart", LABEL: "KVLabelApart", LABEL_FIRST: "KVLabelFirstApart"}
