"""The window as it stands before the desk is open: dressed, in its place, without content."""

from PySide6.QtWidgets import QApplication

from kvdesk.kernel.words import words_for
from kvdesk.ui.look import Look
from kvdesk.ui.settings import SettingsStore
from kvdesk.ui.views import VIEWS
from kvdesk.ui.window import Window

__all__ = ["empty_window"]


def empty_window(application: QApplication, settings: SettingsStore) -> Window:
    """Dress the application as the user chose, and make the window; it is not shown yet."""
    look = application.findChild(Look) or Look(application)
    look.apply(settings.now)
    return Window(settings, look, words_for, VIEWS)
