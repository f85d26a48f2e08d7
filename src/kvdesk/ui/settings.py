"""What this user set up on this desk: language, theme, sizes, shortcuts, and how the window lay.

One JSON file in the desk's folder, never the registry, so that a desk on a USB stick keeps its
ways. It does not travel with exports and holds nothing that the desk could not do without: a
damaged file is put aside and the defaults serve.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from kvdesk.kernel.words import LANGUAGES

__all__ = ["DENSITIES", "TEXT_SIZES", "THEMES", "Settings", "SettingsStore"]

THEMES: Final = ("system", "light", "dark")
DENSITIES: Final = ("comfortable", "compact")
TEXT_SIZES: Final = (80, 90, 100, 110, 125, 150, 175, 200)

_CHOICES: Final[Mapping[str, tuple[object, ...]]] = {
    "language": tuple(LANGUAGES),
    "theme": THEMES,
    "text_size": TEXT_SIZES,
    "density": DENSITIES,
}


@dataclass(frozen=True, slots=True)
class Settings:
    """The user's choices.

    `text_size` is in percent; `shortcuts` replaces keys of `kvdesk.ui.keys` by name; `layout`
    remembers widths, splitters and geometry under names of the widgets' own.
    """

    language: str = "fi"
    theme: str = "system"
    text_size: int = 100
    density: str = "comfortable"
    single_keys: bool = True
    shortcuts: Mapping[str, str] = field(default_factory=dict)
    layout: Mapping[str, Any] = field(default_factory=dict)


class SettingsStore(QObject):
    """Holds the settings and writes them a moment after the last change.

    Signals:
        changed: the names of the settings that have a new value (not for `layout`).
    """

    changed = Signal(tuple)

    def __init__(self, file: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = file
        self.now = _read(file)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(400)
        self._timer.timeout.connect(self.write)

    def set(self, **values: Any) -> None:  # noqa: ANN401 - each setting has its own type
        """Give settings new values; everybody who listens hears of it at once."""
        names = tuple(name for name, value in values.items() if getattr(self.now, name) != value)
        if names:
            self.now = replace(self.now, **values)
            self._timer.start()
            self.changed.emit(names)

    def remember(self, name: str, value: Any) -> None:  # noqa: ANN401 - any JSON value
        """Remember how something lay: column widths, a splitter, the window's place."""
        if self.now.layout.get(name) != value:
            self.now = replace(self.now, layout={**self.now.layout, name: value})
            self._timer.start()

    def recall(self, name: str, default: Any = None) -> Any:  # noqa: ANN401 - any JSON value
        """What was remembered under a name."""
        return self.now.layout.get(name, default)

    def reset_layout(self) -> None:
        """Forget how everything lay."""
        self.now = replace(self.now, layout={})
        self._timer.start()

    def write(self) -> None:
        """Write what is set now; a folder that cannot be written keeps the old file."""
        self._timer.stop()
        fresh = self._file.with_name(f"{self._file.name}.new")
        text = json.dumps(asdict(self.now), ensure_ascii=False, indent=1)
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_text(text, encoding="utf-8", newline="\n")
            fresh.replace(self._file)
        except OSError:
            return  # the choices hold until the window closes; the desk itself reports the disk


def _read(file: Path) -> Settings:
    try:
        stored = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        _put_aside(file)
        return Settings()
    if not isinstance(stored, dict):
        return Settings()
    standard = Settings()
    known = {
        one.name: stored[one.name]
        for one in fields(Settings)
        if one.name in stored and _fits(one.name, stored[one.name], getattr(standard, one.name))
    }
    return replace(standard, **known)


def _fits(name: str, value: object, standard: object) -> bool:
    if name in _CHOICES:
        return value in _CHOICES[name]
    return isinstance(value, dict if isinstance(standard, Mapping) else type(standard))


def _put_aside(file: Path) -> None:
    if file.is_file():
        try:
            file.replace(file.with_name(f"{file.name}.damaged"))
        except OSError:
            return  # it is overwritten at the next change
