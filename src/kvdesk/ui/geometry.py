"""Where the window lies: remembered, and brought back onto a screen that is there."""

from PySide6.QtCore import QByteArray, QRect, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow, QWidget

from kvdesk.ui.settings import SettingsStore

__all__ = ["clamped", "place_docks", "place_window", "remember_window", "size_dialog"]


def place_window(window: QMainWindow, settings: SettingsStore) -> None:
    """Put the window where it was; the first time in the middle of the screen, roomy."""
    stored = settings.recall("geometry")
    if isinstance(stored, str) and window.restoreGeometry(
        QByteArray.fromBase64(QByteArray(stored.encode("ascii", "replace")))
    ):
        if not (window.isMaximized() or window.isFullScreen()):
            window.setGeometry(clamped(window.geometry(), _screens()))
        return
    screen = QGuiApplication.primaryScreen().availableGeometry()
    window.resize(min(1360, screen.width() * 9 // 10), min(860, screen.height() * 9 // 10))
    middle = screen.center() - window.rect().center()
    window.move(middle)


def place_docks(window: QMainWindow, settings: SettingsStore) -> None:
    """Put what lies beside the page where it was."""
    docks = settings.recall("docks")
    if isinstance(docks, str):
        window.restoreState(QByteArray.fromBase64(QByteArray(docks.encode("ascii", "replace"))))


def remember_window(window: QMainWindow, settings: SettingsStore) -> None:
    """Note where the window lies."""
    stored = window.saveGeometry().toBase64()
    settings.remember("geometry", bytes(stored.data()).decode("ascii"))
    docks = window.saveState().toBase64()
    settings.remember("docks", bytes(docks.data()).decode("ascii"))


def clamped(window: QRect, screens: list[QRect]) -> QRect:
    """The rectangle, moved and made smaller so that all of it lies on one of the screens."""
    if not screens:
        return window
    best = max(screens, key=lambda screen: _shared(screen, window))
    size = window.size().boundedTo(best.size())
    left = min(max(window.left(), best.left()), best.left() + best.width() - size.width())
    top = min(max(window.top(), best.top()), best.top() + best.height() - size.height())
    return QRect(left, top, size.width(), size.height())


def size_dialog(dialog: QWidget, wide: int, high: int) -> None:
    """Open a dialog so many average letters wide and high, but no larger than its screen."""
    letter = dialog.fontMetrics().averageCharWidth()
    room = dialog.screen().availableSize() * 0.9  # its frame takes some
    dialog.resize(QSize(wide * letter, high * letter).boundedTo(room))


def _shared(screen: QRect, window: QRect) -> int:
    both = screen.intersected(window)
    return both.width() * both.height() if both.isValid() else 0


def _screens() -> list[QRect]:
    return [screen.availableGeometry() for screen in QGuiApplication.screens()]
