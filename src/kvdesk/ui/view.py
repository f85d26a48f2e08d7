"""What a view is, and what it is given.

A view is a widget that shows one subject. It is built at its first use, reaches the desk through
the bridge alone, and knows no other view: it asks the shell to open a place by name.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from kvdesk.kernel.errors import KvdeskError
from kvdesk.kernel.first_use import at_first_use
from kvdesk.kernel.words import Words
from kvdesk.ui.settings import SettingsStore

if TYPE_CHECKING:
    from kvdesk.ui.bridge import Bridge, Touch
    from kvdesk.ui.keys import KeyMap

__all__ = ["ArrivedFile", "Context", "Place", "Shell", "View", "ViewSpec"]

_icon = at_first_use("kvdesk.ui.icons:icon")
_make_act = at_first_use("kvdesk.ui.acts:make_act")


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere in the window: a view, a filter that narrows it, a record that is current."""

    view: str
    record: str = ""
    filter: object = None


@dataclass(frozen=True, slots=True)
class ArrivedFile:
    """The filter with which the view `exchange` is opened for a file that was handed in."""

    path: Path


class Shell(Protocol):
    """What a view may ask of the window."""

    def open(self, view: str, record: str = "", filter: object = None) -> None:  # noqa: A002 - what every view calls it
        """Go to a place; Alt+Left comes back."""

    def toast(self, sentence: str, *, undo: bool = False) -> None:
        """Say in the status bar for a while what was done; `undo` offers to take it back."""

    def refuse(self, error: KvdeskError) -> None:
        """Tell the user why something was not done, and what to do."""

    def show_details(self, *, visible: bool) -> None:
        """Show or hide the details panel."""


@dataclass(frozen=True, slots=True)
class Context:
    """What every view is built with."""

    bridge: "Bridge"
    words: Words
    settings: SettingsStore
    keys: "KeyMap"
    shell: Shell


@dataclass(frozen=True, slots=True)
class ViewSpec:
    """One line of the table of views.

    Args:
        key: the name by which others open it, `decisions`.
        title: English, marked with `N_`.
        icon: a file name of `resources/icons`.
        factory: makes the view; runs at first use.
        count: today (ISO) -> question that answers how many things are late here; shown in the
            navigation beside a warning sign.
        listed: whether it stands in the navigation; others are only opened by name.
        elsewhere: names of acts (`kvdesk.ui.keys`) that menus and palette offer while another
            view is shown; using one goes to this view first.
    """

    key: str
    title: str
    icon: str
    factory: Callable[[Context], "View"]
    count: Callable[[str], Any] | None = None
    elsewhere: tuple[str, ...] = ()
    listed: bool = True


class View(QWidget):
    """The base of all views.

    Override what the view can do: `show_record`, `show_filter`, `on_touched`, `focus_main`.

    Signals:
        counted: «12 483 decisions», for the status bar.
        moved: the current record changed.

    Attributes:
        title: the view's name in the user's language.
        details: the widget that the details panel shows while this view is in front, or None.
        record: the id of the current record; part of the place that Alt+Left comes back to.
        filter: what narrows the view; part of that place, too.
    """

    counted = Signal(str)
    moved = Signal(str)

    def __init__(self, context: Context, title: str) -> None:
        super().__init__()
        self.context = context
        self.title = title
        self.details: QWidget | None = None
        self.record = ""
        self.filter: object = None
        self.setAccessibleName(title)

    def show_record(self, record: str) -> None:
        """Make a record current and bring it into sight."""

    def show_filter(self, wanted: object) -> None:
        """Narrow the view as another view's link asks; None shows everything."""

    def on_touched(self, touch: "Touch") -> None:
        """Read again what a write has touched."""

    def focus_main(self) -> None:
        """Put the focus on the thing that the view is about."""
        self.setFocus()

    def act(
        self, name: str, run: Callable[[], object], *, text: str = "", icon_name: str = ""
    ) -> QAction:
        """Offer an act: it gets its words, icon and key from the table of keys.

        Args:
            name: a name of `kvdesk.ui.keys`, or a new one with a `text` of its own.
            run: what it does.
            text: the words in the user's language, where the table's are too general.
            icon_name: an icon in place of the table's.
        """
        action: QAction = _make_act(name, run, self, self.context.words, self.context.keys)
        if text:
            action.setText(text.replace("&", "&&"))
        if icon_name:
            action.setIcon(_icon(icon_name))
        self.addAction(action)
        return action
