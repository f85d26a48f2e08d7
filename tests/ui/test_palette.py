"""Every text can be read in every palette (WCAG 2.2, 1.4.3 and 1.4.11)."""

import pytest
from PySide6.QtGui import QColor, QPalette

from kvdesk.ui.palette import DARK, LIGHT, Colours, colours_of, contrast, palette_of

TEXTS = ("text", "muted", "accent", "done", "open", "late", "warn")
GROUNDS = ("window", "base", "raised", "hover")
SOFT = ("accent", "done", "open", "late", "warn")


def _luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(part) for part in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: QColor, other: QColor) -> float:
    """The contrast of two colours by WCAG's formula, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _black_and_white() -> Colours:
    system = QPalette(QColor("black"))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text):
        system.setColor(role, QColor("white"))
    system.setColor(QPalette.ColorRole.Base, QColor("black"))
    system.setColor(QPalette.ColorRole.Highlight, QColor("yellow"))
    system.setColor(QPalette.ColorRole.HighlightedText, QColor("black"))
    return contrast(system)


ALL = pytest.mark.parametrize(
    "colours", [LIGHT, DARK, _black_and_white()], ids=["light", "dark", "contrast"]
)


@ALL
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", TEXTS)
def test_each_text_is_readable_on_each_ground(colours: Colours, text: str, ground: str) -> None:
    assert ratio(getattr(colours, text), getattr(colours, ground)) >= 4.5


@ALL
@pytest.mark.parametrize("meaning", SOFT)
def test_a_badge_is_readable_on_its_own_ground(colours: Colours, meaning: str) -> None:
    assert ratio(getattr(colours, meaning), getattr(colours, f"{meaning}_soft")) >= 4.5


@ALL
def test_a_selected_text_is_readable(colours: Colours) -> None:
    assert ratio(colours.highlighted, colours.highlight) >= 4.5
    assert ratio(colours.text, colours.accent_soft) >= 4.5


@ALL
@pytest.mark.parametrize("ground", ["window", "base", "raised"])
def test_outlines_and_the_focus_ring_stand_out(colours: Colours, ground: str) -> None:
    assert ratio(colours.outline, getattr(colours, ground)) >= 3
    assert ratio(colours.accent, getattr(colours, ground)) >= 3


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        (QPalette.ColorRole.WindowText, QPalette.ColorRole.Window),
        (QPalette.ColorRole.Text, QPalette.ColorRole.Base),
        (QPalette.ColorRole.Text, QPalette.ColorRole.AlternateBase),
        (QPalette.ColorRole.ButtonText, QPalette.ColorRole.Button),
        (QPalette.ColorRole.PlaceholderText, QPalette.ColorRole.Base),
        (QPalette.ColorRole.HighlightedText, QPalette.ColorRole.Highlight),
        (QPalette.ColorRole.Link, QPalette.ColorRole.Window),
        (QPalette.ColorRole.LinkVisited, QPalette.ColorRole.Base),
        (QPalette.ColorRole.ToolTipText, QPalette.ColorRole.ToolTipBase),
    ],
)
def test_each_pair_that_qt_paints_is_readable(
    colours: Colours, text: QPalette.ColorRole, ground: QPalette.ColorRole
) -> None:
    palette = palette_of(colours)
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
        assert ratio(palette.color(group, text), palette.color(group, ground)) >= 4.5


def test_a_palette_names_the_colours_it_was_made_of() -> None:
    assert colours_of(palette_of(DARK)) is DARK
    assert colours_of(palette_of(LIGHT)) is LIGHT
