"""The program icon as Windows wants it: `python -m kvdesk.ui.ico resources/icons/kvdesk.ico`.

An .ico file with a PNG for each size (Windows Vista and later read these); made from the two
drawings, so that the installer and the running window show the same.
"""

import struct
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QGuiApplication, QIcon

from kvdesk.ui.icons import program_icon

__all__ = ["ico_bytes", "main"]

#: ICONDIR: reserved, type 1 = icon, count. ICONDIRENTRY: width, height (0 = 256), colours,
#: reserved, planes, bits, bytes, offset.
_HEAD = struct.Struct("<HHH")
_ENTRY = struct.Struct("<BBBBHHII")


def ico_bytes(icon: QIcon) -> bytes:
    """An .ico file with every size of an icon, the smallest first."""
    sizes = sorted({size.width() for size in icon.availableSizes()})
    pictures = [_png(icon, side) for side in sizes]
    offset = _HEAD.size + _ENTRY.size * len(pictures)
    entries = []
    for side, picture in zip(sizes, pictures, strict=True):
        short = side % 256
        entries.append(_ENTRY.pack(short, short, 0, 0, 1, 32, len(picture), offset))
        offset += len(picture)
    return b"".join((_HEAD.pack(0, 1, len(pictures)), *entries, *pictures))


def main(argv: Sequence[str] | None = None) -> int:
    """Write the program icon into the file that is named."""
    arguments = list(argv if argv is not None else sys.argv)
    application = QGuiApplication(arguments[:1])
    Path(arguments[1]).write_bytes(ico_bytes(program_icon()))
    del application
    return 0


def _png(icon: QIcon, side: int) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    icon.pixmap(QSize(side, side), 1.0).save(buffer, "PNG")
    buffer.close()
    return bytes(content.data())


if __name__ == "__main__":
    sys.exit(main())
