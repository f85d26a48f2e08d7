"""Icons take the colour of the text around them."""

import struct

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage
from PySide6.QtWidgets import QApplication

from kvdesk.kernel.resources import resource_folder
from kvdesk.ui.ico import ico_bytes
from kvdesk.ui.icons import icon, program_icon
from kvdesk.ui.keys import KEYS
from kvdesk.ui.look import Look
from kvdesk.ui.palette import DARK, LIGHT
from kvdesk.ui.settings import Settings


def _inked(image: QImage) -> set[str]:
    """The colours of the fully opaque pixels."""
    return {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }


def _drawn(drawing: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal) -> set[str]:
    return _inked(drawing.pixmap(QSize(48, 48), 1.0, mode).toImage())


def test_one_icon_is_dark_on_light_and_light_on_dark(look: Look) -> None:
    drawing = icon("square")
    assert _drawn(drawing) == {LIGHT.text.name()}
    look.apply(Settings(theme="dark"))
    assert _drawn(drawing) == {DARK.text.name()}


def test_a_disabled_icon_is_muted() -> None:
    assert _drawn(icon("square"), QIcon.Mode.Disabled) == {LIGHT.muted.name()}


def test_an_icon_with_a_meaning_has_its_colour() -> None:
    assert _drawn(icon("square", "late")) == {LIGHT.late.name()}


def test_an_icon_is_crisp_on_a_screen_of_200_percent() -> None:
    pixmap = icon("house").pixmap(QSize(16, 16), 2.0)
    assert pixmap.size() == QSize(32, 32)
    assert pixmap.devicePixelRatio() == 2.0


def test_no_name_gives_no_icon() -> None:
    assert icon("").isNull()


@pytest.mark.parametrize("name", sorted({key.icon for key in KEYS.values() if key.icon}))
def test_each_icon_of_the_menus_is_there(name: str) -> None:
    assert (resource_folder() / "icons" / f"{name}.svg").is_file()


def test_the_licence_lies_beside_the_icons() -> None:
    text = (resource_folder() / "icons" / "LICENSE-lucide.txt").read_text(encoding="utf-8")
    assert "ISC License" in text


def test_the_program_icon_has_every_size(qapp: QApplication) -> None:
    sizes = {size.width() for size in program_icon().availableSizes()}
    assert sizes == {16, 20, 24, 32, 40, 48, 64, 128, 256}
    corner = program_icon().pixmap(QSize(64, 64), 1.0).toImage().pixelColor(0, 0)
    assert corner == QColor(0, 0, 0, 0)


def test_the_windows_icon_that_is_kept_is_the_one_that_is_drawn(qapp: QApplication) -> None:
    kept = (resource_folder() / "icons" / "kvdesk.ico").read_bytes()
    reserved, kind, count = struct.unpack_from("<HHH", kept)
    assert (reserved, kind, count) == (0, 1, 9)
    drawn = ico_bytes(program_icon())
    for number in range(count):
        *_, size, offset = struct.unpack_from("<BBBBHHII", kept, 6 + 16 * number)
        *_, new_size, new_offset = struct.unpack_from("<BBBBHHII", drawn, 6 + 16 * number)
        picture = QImage.fromData(kept[offset : offset + size])
        assert picture == QImage.fromData(drawn[new_offset : new_offset + new_size])
