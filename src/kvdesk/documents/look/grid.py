"""The positions on the page, in twips (1/20 point, 1/1440 inch)."""

from typing import Final

__all__ = [
    "BULLET_TEXT",
    "COLUMN",
    "LABEL_ROOM",
    "MARGIN_BOTTOM",
    "MARGIN_HEAD",
    "MARGIN_LEFT",
    "MARGIN_RIGHT",
    "MARGIN_TOP",
    "METADATA",
    "PAGE_HEIGHT",
    "PAGE_WIDTH",
    "RIGHT_EDGE",
    "TEXT_WIDTH",
]

#: A4.
PAGE_WIDTH: Final = 11906
PAGE_HEIGHT: Final = 16838

#: 20 mm left and bottom, 10 mm right and above the head, 30 mm to the text.
MARGIN_LEFT: Final = 1134
MARGIN_BOTTOM: Final = 1134
MARGIN_RIGHT: Final = 567
MARGIN_HEAD: Final = 567
MARGIN_TOP: Final = 1701

#: The basic column of 23 mm; text stands at one, clock-timed lines at two, metadata at four.
COLUMN: Final = 1304
METADATA: Final = 4 * COLUMN

#: Where a list item's text begins.
BULLET_TEXT: Final = 1664

#: From the left margin to the right one: where the page number ends.
RIGHT_EDGE: Final = 10205

#: 157 mm of text, the most that the standard allows.
TEXT_WIDTH: Final = 8900

#: So many letters of a label fit beside the text at 11 points; a longer one stands above it.
LABEL_ROOM: Final = 11
