"""How wide the columns of a list are: as wide as what they show, in every language and text size.

The column with the longest texts takes what room is left. Where that is too little for it, other
columns fold: what they show stands in a second line under its text, so nothing is out of sight.
"""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QHeaderView

from kvdesk.ui.delegates import CELL_MARGINS, badge_width
from kvdesk.ui.list_model import Column
from kvdesk.ui.settings import SettingsStore
from kvdesk.ui.typography import GAP, icon_side

__all__ = ["Columns"]

#: Before another column folds, the longest one becomes as narrow as that.
_LEAST_LETTERS: Final = 30
#: A column is at most so much wider than its declared width, or so many letters wide.
_CAP: Final = 1.6
_CAP_LETTERS: Final = 26
#: Rows that are measured of each page: more would not change much.
_MEASURED: Final = 48


class Columns:
    """Lays out the columns of one list.

    Args:
        header: the list's heading.
        columns: what the list shows.
        settings: remembers the widths and the order that the user has set.
        name: the list's name there.
    """

    def __init__(
        self,
        header: QHeaderView,
        columns: Sequence[Column[Any]],
        settings: SettingsStore,
        name: str,
    ) -> None:
        self._header = header
        self._columns = columns
        self._settings = settings
        self._key = f"columns/{name}"
        self._measured: dict[int, int] = {}
        self._chosen: dict[int, float] = {}
        self._fitting = False
        plain = [n for n, column in enumerate(columns) if column.badge is None]
        self.longest = max(plain or range(len(columns)), key=lambda n: columns[n].width)
        self.folded: tuple[int, ...] = ()
        self._restore()

    def forget(self) -> None:
        """Another font or other words: measure anew."""
        self._measured.clear()

    def measure(self, rows: Sequence[Any]) -> None:
        """Make room for what these rows show; columns only grow, so that nothing jumps about."""
        font = self._font()
        metrics = QFontMetrics(font)
        for section, column in enumerate(self._columns):
            widest = self._measured.get(section, 0)
            for row in rows[:_MEASURED]:
                badge = column.badge(row) if column.badge else None
                if badge:
                    widest = max(widest, badge_width(font, badge))
                else:
                    text = column.text(row)
                    widest = max(widest, metrics.horizontalAdvance(text) + CELL_MARGINS)
            self._measured[section] = widest

    def fit(self, width: int) -> bool:
        """Fill a width; answers whether other columns are folded than before."""
        wanted = {section: self._wanted(section) for section in range(len(self._columns))}
        letter = self._letter()
        least = min(wanted[self.longest], letter * _LEAST_LETTERS + CELL_MARGINS)
        others = {s: room for s, room in wanted.items() if s != self.longest}
        folded: list[int] = []
        for section in self._folding():
            if sum(others.values()) + least <= width:
                break
            folded.append(section)
            del others[section]
        before, self.folded = self.folded, tuple(sorted(folded))
        self._fitting = True
        for section, room in others.items():
            self._header.showSection(section)
            self._header.resizeSection(section, room)
        for section in folded:
            self._header.hideSection(section)
        rest = wanted[self.longest] if self._is_set(self.longest) and not folded else 0
        self._header.resizeSection(self.longest, rest or max(1, width - sum(others.values())))
        self._fitting = False
        return before != self.folded

    def on_resized(self, section: int, width: int) -> bool:
        """Take note of a width that the user set; answers whether it was one."""
        if self._fitting or not width:
            return False
        self._chosen[section] = round(width / self._letter(), 2)
        return True

    def remember(self) -> None:
        """Remember what the user has set."""
        order = [self._header.logicalIndex(place) for place in range(self._header.count())]
        chosen = {str(section): letters for section, letters in self._chosen.items()}
        self._settings.remember(self._key, {"chosen": chosen, "order": order})

    def _restore(self) -> None:
        stored = self._settings.recall(self._key)
        if not isinstance(stored, dict) or len(stored.get("order", ())) != len(self._columns):
            return
        chosen = stored.get("chosen", {})
        self._chosen = {int(section): float(letters) for section, letters in chosen.items()}
        for place, section in enumerate(stored["order"]):
            self._header.moveSection(self._header.visualIndex(section), place)

    def _font(self) -> QFont:
        table = self._header.parentWidget()
        return table.font() if table is not None else self._header.font()

    def _is_set(self, section: int) -> bool:
        return section in self._chosen

    def _letter(self) -> int:
        return QFontMetrics(self._font()).horizontalAdvance("0")

    def _wanted(self, section: int) -> int:
        letter = self._letter()
        if section in self._chosen:
            return round(self._chosen[section] * letter)
        column = self._columns[section]
        title = QFontMetrics(self._header.font()).horizontalAdvance(column.title) + CELL_MARGINS
        if column.sort:
            title += icon_side(self._header.font()) + GAP
        declared = column.width * letter + CELL_MARGINS
        shown = self._measured.get(section, declared)
        most = max(round(_CAP * declared), _CAP_LETTERS * letter)
        return max(title, shown if column.badge else min(shown, most))

    def _folding(self) -> list[int]:
        """The order in which columns fold: from the end of the row, badges last."""
        places = range(self._header.count() - 1, -1, -1)
        sections = [self._header.logicalIndex(place) for place in places]
        sections = [section for section in sections if section != self.longest]
        return sorted(sections, key=lambda section: self._columns[section].badge is not None)
