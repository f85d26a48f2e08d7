"""How the whole program looks: theme, text size and density, applied to the application at once."""

from typing import Any, Final

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTranslator, Signal
from PySide6.QtGui import QAccessibilityHints, QFontDatabase, QPalette, QStyleHints
from PySide6.QtWidgets import QApplication

from kvdesk.ui.palette import DARK, LIGHT, Colours, list_palette_of, palette_of
from kvdesk.ui.settings import Settings
from kvdesk.ui.style import KvdeskStyle
from kvdesk.ui.typography import application_font

__all__ = ["Look"]

#: The class whose palette is for rows; PySide takes a text here, though its stub says bytes.
_LISTS: Final[Any] = "QAbstractItemView"
_ROWS: Final = {"comfortable": 32, "compact": 24}


class Look(QObject):
    """Dresses the application; follows the system's light, dark and contrast themes.

    Under a contrast theme the system's own palette stays as it is (EN 301 549, 11.7): only the
    shapes are ours.

    Signals:
        changed: theme, text size or density are others now.
    """

    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._system_font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        self._system_palette = QPalette(application.palette())
        self._settings = Settings()
        self._language = ""
        self._translators: list[QTranslator] = []
        self._hints: QStyleHints = application.styleHints()
        self._accessibility: QAccessibilityHints | None = self._hints.accessibility()
        self._hints.colorSchemeChanged.connect(self._on_system_changed)
        self._accessibility.contrastPreferenceChanged.connect(self._on_system_changed)

    @property
    def is_dark(self) -> bool:
        """Whether light text on dark ground is shown."""
        return self._application.palette().window().color().lightness() < 128

    def apply(self, settings: Settings) -> None:
        """Take over what the user chose."""
        self._settings = settings
        self._speak(settings.language)
        self._application.setStyle(KvdeskStyle(rows=_ROWS[settings.density]))
        self._application.setFont(application_font(self._system_font, settings.text_size))
        self._paint()
        self.changed.emit()

    def _speak(self, language: str) -> None:
        """Qt's own words (Cancel, Close, the print dialog) and formats in the user's language."""
        if language == self._language:
            return
        self._language = language
        QLocale.setDefault(QLocale(language))
        for translator in self._translators:
            self._application.removeTranslator(translator)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        translator = QTranslator(self)
        if translator.load(f"qtbase_{language}", folder):
            self._application.installTranslator(translator)
        self._translators = [translator]

    def _paint(self) -> None:
        colours = self._colours()
        if colours is None:
            self._application.setPalette(self._system_palette)
            self._application.setPalette(self._system_palette, _LISTS)
            return
        self._application.setPalette(palette_of(colours))
        self._application.setPalette(list_palette_of(colours), _LISTS)

    def _colours(self) -> Colours | None:
        """The colours that hold, or None where a contrast theme of the system does."""
        preference = self._accessibility.contrastPreference() if self._accessibility else None
        if preference == Qt.ContrastPreference.HighContrast:
            return None
        if self._settings.theme == "system":
            dark = self._hints.colorScheme() == Qt.ColorScheme.Dark
        else:
            dark = self._settings.theme == "dark"
        return DARK if dark else LIGHT

    def _on_system_changed(self) -> None:
        self.apply(self._settings)
