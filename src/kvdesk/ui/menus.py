"""The menus: the window's own acts, and those of the view that is in front."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar

from kvdesk.kernel.words import Words
from kvdesk.ui.acts import plain_text
from kvdesk.ui.keys import KEYS, MENUS, mnemonics

__all__ = ["Menus"]


class Menus:
    """Fills a menu bar; letters to press with Alt are unique in each menu, in every language."""

    def __init__(self, bar: QMenuBar, words: Words) -> None:
        titles = [words.text(title) for title in MENUS.values()]
        self._menus: dict[str, QMenu] = {}
        for name, title in zip(MENUS, mnemonics(titles), strict=True):
            self._menus[name] = bar.addMenu(title)
            self._menus[name].setObjectName(f"menu-{name}")
            self._menus[name].aboutToShow.connect(partial(_set_letters, self._menus[name]))

    def fill(self, groups: Sequence[Iterable[QAction]], places: Mapping[str, str]) -> None:
        """Put acts into their menus.

        Args:
            groups: acts in groups that are set apart by a line: the window's, the view's.
            places: name of an act -> menu, for those that the table of keys does not know.
        """
        for name, menu in self._menus.items():
            menu.clear()
            for group in groups:
                here = [one for one in group if _menu_of(one, places) == name]
                if here and menu.actions():
                    menu.addSeparator()
                menu.addActions(sorted(here, key=_order))
            _set_letters(menu)
            menu.menuAction().setVisible(not menu.isEmpty())


def _menu_of(action: QAction, places: Mapping[str, str]) -> str:
    name = action.objectName()
    if name in KEYS:
        return KEYS[name].menu
    return places.get(name, "edit")


def _order(action: QAction) -> int:
    """The table's order; acts of a view's own come after."""
    names = tuple(KEYS)
    name = action.objectName()
    return names.index(name) if name in KEYS else len(names)


def _set_letters(menu: QMenu) -> None:
    actions = [action for action in menu.actions() if not action.isSeparator()]
    plain = [plain_text(action) for action in actions]
    for action, text in zip(actions, mnemonics(plain), strict=True):
        action.setText(text)
