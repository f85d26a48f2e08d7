"""The pinned Qt binding does not lose references: a newer one did, and the program died of it."""

import sys

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QPainter, QPixmap

TRUE = bool(1)


class Teller(QObject):
    told = Signal(bool)


def test_signals_and_painters_take_no_references_away(qapp) -> None:
    teller = Teller()
    pixmap = QPixmap(8, 8)
    pixmap.fill(Qt.GlobalColor.white)
    painter = QPainter(pixmap)
    before = sys.getrefcount(None), sys.getrefcount(TRUE)
    for _ in range(2000):
        teller.told.emit(TRUE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Qt.GlobalColor.black)
    after = sys.getrefcount(None), sys.getrefcount(TRUE)
    painter.end()
    assert all(now > then - 500 for now, then in zip(after, before, strict=True))
