"""The colours: three palettes in which every text can be read, and what the colours mean.

Values are those of the specification; a test computes every pair (WCAG 2.2, 1.4.3 and 1.4.11).
A widget needs no colour handed in: `colours_of(self.palette())` says what holds where it stands.
"""

from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QColor, QPalette

__all__ = [
    "DARK",
    "LIGHT",
    "Colours",
    "colours_of",
    "contrast",
    "list_palette_of",
    "palette_of",
    "selected_text",
]


@dataclass(frozen=True, slots=True)
class Colours:
    """What a colour is for; texts stand on `window`, `base` or their own soft ground.

    `done`, `open`, `late` and `warn` always come with an icon or a word: never colour alone.
    """

    window: QColor
    base: QColor
    raised: QColor
    text: QColor
    muted: QColor
    accent: QColor
    accent_soft: QColor
    done: QColor
    done_soft: QColor
    open: QColor
    open_soft: QColor
    late: QColor
    late_soft: QColor
    warn: QColor
    warn_soft: QColor
    highlight: QColor
    highlighted: QColor
    #: Lines that only please the eye.
    line: QColor
    #: Outlines by which a control is known: at least 3:1 against both grounds.
    outline: QColor
    hover: QColor


def _colours(**values: str) -> Colours:
    return Colours(**{name: QColor(value) for name, value in values.items()})


LIGHT: Final = _colours(
    window="#f6f8fa",
    base="#ffffff",
    raised="#ffffff",
    text="#1b1f24",
    muted="#57606a",
    accent="#0b5cad",
    accent_soft="#dfebf8",
    done="#1a6b3c",
    done_soft="#e3f3e8",
    open="#0b5cad",
    open_soft="#e3eefa",
    late="#b3261e",
    late_soft="#fceae8",
    warn="#9a4b00",
    warn_soft="#fff1e0",
    highlight="#0b5cad",
    highlighted="#ffffff",
    line="#dde3e9",
    outline="#7d8792",
    hover="#ebeff3",
)

DARK: Final = _colours(
    window="#1b1f24",
    base="#15191e",
    raised="#22272e",
    text="#e6edf3",
    muted="#a3b0bd",
    accent="#6cb6ff",
    accent_soft="#1c3550",
    done="#79d19b",
    done_soft="#183526",
    open="#6cb6ff",
    open_soft="#1c3550",
    late="#ff9a91",
    late_soft="#472020",
    warn="#f2b866",
    warn_soft="#43300f",
    highlight="#2568ad",
    highlighted="#ffffff",
    line="#323940",
    outline="#7b8692",
    hover="#2a3037",
)

_SEMANTIC: Final = ("muted", "accent", "done", "open", "late", "warn", "line", "outline")


def contrast(system: QPalette) -> Colours:
    """The meanings under a contrast theme: the system's own few colours, outlines for the rest."""
    values = {
        "window": system.window().color(),
        "base": system.base().color(),
        "raised": system.window().color(),
        "text": system.windowText().color(),
        "highlight": system.highlight().color(),
        "highlighted": system.highlightedText().color(),
        "hover": system.window().color(),
        **{name: system.windowText().color() for name in _SEMANTIC},
        **{
            f"{n}_soft": system.window().color() for n in ("accent", "done", "open", "late", "warn")
        },
    }
    return Colours(**values)


def colours_of(palette: QPalette) -> Colours:
    """The colours that belong to a palette: ours by its window colour, else a contrast theme's."""
    ground = palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.Window).rgb()
    for known in (LIGHT, DARK):
        if known.window.rgb() == ground:
            return known
    return contrast(palette)


def palette_of(colours: Colours) -> QPalette:
    """The whole QPalette, disabled group included."""
    role = QPalette.ColorRole
    palette = QPalette()
    for where, colour in (
        (role.Window, colours.window),
        (role.WindowText, colours.text),
        (role.Base, colours.base),
        (role.AlternateBase, colours.window),
        (role.Text, colours.text),
        (role.PlaceholderText, colours.muted),
        (role.Button, colours.raised),
        (role.ButtonText, colours.text),
        (role.BrightText, colours.late),
        (role.Highlight, colours.highlight),
        (role.HighlightedText, colours.highlighted),
        (role.Accent, colours.accent),
        (role.Link, colours.accent),
        (role.LinkVisited, colours.accent),
        (role.ToolTipBase, colours.text),
        (role.ToolTipText, colours.window),
        (role.Light, colours.raised),
        (role.Midlight, colours.hover),
        (role.Mid, colours.line),
        (role.Dark, colours.outline),
        (role.Shadow, colours.line),
    ):
        palette.setColor(where, colour)
    for where in (role.WindowText, role.Text, role.ButtonText, role.Link):
        palette.setColor(QPalette.ColorGroup.Disabled, where, colours.muted)
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, colours.hover)
    palette.setColor(QPalette.ColorGroup.Disabled, role.HighlightedText, colours.muted)
    return palette


def list_palette_of(colours: Colours) -> QPalette:
    """The palette of lists, trees and tables: a selected row keeps the colours of its texts."""
    palette = palette_of(colours)
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
        palette.setColor(group, QPalette.ColorRole.Highlight, colours.accent_soft)
        palette.setColor(group, QPalette.ColorRole.HighlightedText, colours.text)
    return palette


def selected_text(palette: QPalette) -> QColor:
    """The colour of texts and icons in a selected row: their own, but in a contrast theme."""
    colours = colours_of(palette)
    return colours.text if colours in (LIGHT, DARK) else colours.highlighted
