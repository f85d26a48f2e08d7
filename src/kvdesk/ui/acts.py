"""Acts: one QAction for each thing that can be done, with words, icon and key from one table."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from kvdesk.kernel.words import Words
from kvdesk.ui.icons import icon
from kvdesk.ui.keys import KEYS, KeyMap

__all__ = ["make_act", "plain_text"]


def make_act(
    name: str,
    run: Callable[[], object],
    parent: QObject,
    words: Words,
    keys: KeyMap,
) -> QAction:
    """An act of the table of keys; one that is not in the table has neither words nor keys yet."""
    key = KEYS.get(name)
    action = QAction(icon(key.icon if key else ""), words.text(key.text) if key else "", parent)
    action.setObjectName(name)
    action.setShortcuts([QKeySequence(one) for one in keys.keys(name)])
    action.triggered.connect(lambda *_: run())
    return action


def plain_text(action: QAction) -> str:
    """The act's words without the mark of the letter to press; `&&` stands for the sign itself."""
    return action.text().replace("&&", "\0").replace("&", "").replace("\0", "&")
