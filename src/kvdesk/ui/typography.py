"""Text sizes and distances: everything follows one scale, so that 200 % text breaks nothing.

No size is in pixels: a text is a multiple of the application's font, an icon is as high as the
line of text beside it. Distances are 4, 8 and 16 logical pixels, which Qt scales with the screen.
"""

from enum import Enum
from typing import Final

from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QStyle, QWidget

__all__ = [
    "GAP",
    "MARGIN",
    "SNUG",
    "Size",
    "application_font",
    "font_of",
    "icon_gap",
    "icon_side",
    "row_height",
]

#: Distances in logical pixels: inside a control, between controls, around groups.
SNUG: Final = 4
GAP: Final = 8
MARGIN: Final = 16

#: Smaller text is hard to read for many; Windows' own default is 9 pt.
_LEAST_POINTS: Final = 10.0


class Size(Enum):
    """What a text is, as a multiple of the ordinary text and a weight."""

    SMALL = (0.9, QFont.Weight.Normal)
    NORMAL = (1.0, QFont.Weight.Normal)
    STRONG = (1.0, QFont.Weight.DemiBold)
    HEADING = (1.15, QFont.Weight.DemiBold)
    TITLE = (1.6, QFont.Weight.DemiBold)
    FIGURE = (2.2, QFont.Weight.DemiBold)
    LIVE = (1.4, QFont.Weight.Normal)


def application_font(system: QFont, percent: int) -> QFont:
    """The application's font: the system's family, at least 10 pt, times the chosen text size."""
    font = QFont(system)
    points = system.pointSizeF() if system.pointSizeF() > 0 else _LEAST_POINTS
    font.setPointSizeF(max(points, _LEAST_POINTS) * percent / 100)
    return font


def font_of(base: QFont, size: Size, *, tabular: bool = False) -> QFont:
    """A font of that size beside `base`; `tabular` gives all digits one width for columns."""
    factor, weight = size.value
    font = QFont(base)
    font.setPointSizeF(base.pointSizeF() * factor)
    font.setWeight(weight)
    if tabular:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font


def icon_side(font: QFont) -> int:
    """The side of an icon beside a text of that font, in logical pixels: 16 at the usual size."""
    height = QFontMetrics(font).height()
    return max(16, height - height % 2)


def icon_gap(font: QFont) -> int:
    """The distance between an icon and the text beside it: 6 logical pixels at the usual size."""
    return max(6, icon_side(font) // 3)


def row_height(widget: QWidget) -> int:
    """The height of a row of a list in this widget, by density and text size."""
    metric = QStyle.PixelMetric.PM_HeaderDefaultSectionSizeVertical
    return widget.style().pixelMetric(metric, None, widget)
