"""The keyboard map: every key of the window in one table.

Made for the Finnish layout: nothing needs AltGr. A key with `in_view` acts only where the view
that is shown offers it (`View.act`); the others belong to the window. Users can change them in
the settings; two acts with one key are shown as a clash at once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from kvdesk.kernel.words import N_

__all__ = ["KEYS", "MENUS", "Key", "KeyMap", "mnemonics"]


@dataclass(frozen=True, slots=True)
class Key:
    """One act that has a key or a place in a menu.

    `keys` are portable texts (`Ctrl+Shift+N`), several for one act where people expect several.
    """

    name: str
    text: str
    keys: tuple[str, ...] = ()
    menu: str = ""
    icon: str = ""
    in_view: bool = False


MENUS: Final[Mapping[str, str]] = {
    "file": N_("File"),
    "edit": N_("Edit"),
    "view": N_("View"),
    "go": N_("Go"),
    "meeting": N_("Meeting"),
    "exchange": N_("Exchange"),
    "help": N_("Help"),
}


def _view(name: str, text: str, keys: str = "", menu: str = "edit", icon: str = "") -> Key:
    return Key(name, text, tuple(keys.split()), menu, icon, in_view=True)


def _window(name: str, text: str, keys: str = "", menu: str = "", icon: str = "") -> Key:
    return Key(name, text, tuple(keys.split()), menu, icon)


_ALL: Final = (
    _view("new", N_("New"), "Ctrl+N", "file", "plus"),
    _view("print", N_("Preview and print…"), "Ctrl+P", "file", "printer"),
    _window("save", N_("Say when it was saved"), "Ctrl+S", "file", "check"),
    _window("settings", N_("Settings…"), "Ctrl+,", "file", "settings"),
    _window("quit", N_("Quit"), "Ctrl+Q", "file"),
    _window("undo", N_("Undo"), "Ctrl+Z", "edit", "undo-2"),
    _window("redo", N_("Redo"), "Ctrl+Y Ctrl+Shift+Z", "edit", "redo-2"),
    _view("edit", N_("Edit"), "F2", "edit", "pencil"),
    _view("duplicate", N_("Duplicate"), "Ctrl+D", "edit", "copy"),
    _view("delete", N_("Move to trash"), "Del", "edit", "trash-2"),
    _view("find", N_("Find in this view"), "Ctrl+F", "edit", "search"),
    _view("find_next", N_("Find next"), "F3", "edit"),
    _view("find_previous", N_("Find previous"), "Shift+F3", "edit"),
    _view("move_up", N_("Move up"), "Ctrl+Up Alt+Up", "edit", "arrow-up"),
    _view("move_down", N_("Move down"), "Ctrl+Down Alt+Down", "edit", "arrow-down"),
    _view("move_out", N_("Move out, to the previous state"), "Ctrl+Shift+Left", "edit"),
    _view("move_in", N_("Move in, to the next state"), "Ctrl+Shift+Right", "edit"),
    _window("details", N_("Details"), "F4", "view", "panel-right"),
    _window("larger", N_("Larger text"), "Ctrl++ Ctrl+=", "view", "a-large-small"),
    _window("smaller", N_("Smaller text"), "Ctrl+-", "view"),
    _window("normal_size", N_("Text at 100 %"), "Ctrl+0", "view"),
    _window("theme", N_("Light or dark"), "", "view", "sun-moon"),
    _window("full_screen", N_("Full screen"), "F11", "view"),
    _window("last_message", N_("Last message"), "F8", "view", "message-square"),
    _window("messages", N_("Messages…"), "", "view", "history"),
    _window("reset_layout", N_("Reset layout"), "", "view"),
    _window("palette", N_("Search or command…"), "Ctrl+K", "go", "search"),
    _window("back", N_("Back"), "Alt+Left", "go", "arrow-left"),
    _window("forward", N_("Forward"), "Alt+Right", "go", "arrow-right"),
    _window("next_pane", N_("Next pane"), "F6", "go"),
    _window("previous_pane", N_("Previous pane"), "Shift+F6", "go"),
    _view("new_item", N_("New agenda item"), "Ctrl+Shift+N", "meeting", "plus"),
    _view("live", N_("Start the live screen"), "F5", "meeting", "circle-play"),
    _view("end_live", N_("Leave the live screen"), "Ctrl+F5", "meeting", "square"),
    _view("attendance", N_("Who is present"), "Ctrl+L", "meeting", "users"),
    _view("projector", N_("Projector window"), "F9", "meeting", "monitor"),
    _view("blank_projector", N_("Blank the projector"), "Shift+F9", "meeting"),
    _view("export", N_("Export…"), "Ctrl+Shift+E", "exchange", "upload"),
    _view("import", N_("Import…"), "Ctrl+Shift+I", "exchange", "download"),
    _window("help", N_("Help"), "F1", "help", "circle-question-mark"),
    _window("key_sheet", N_("Keyboard shortcuts"), "Shift+F1", "help", "keyboard"),
    _window("about", N_("About kvdesk"), "", "help", "info"),
)

KEYS: Final[Mapping[str, Key]] = {key.name: key for key in _ALL}


class KeyMap:
    """The keys as they hold for this user: the table with his own changes."""

    def __init__(self, changed: Mapping[str, str]) -> None:
        self._changed = dict(changed)

    def keys(self, name: str) -> tuple[str, ...]:
        """The keys of an act; an act that is not in the table has none."""
        if name in self._changed:
            return tuple(self._changed[name].split())
        return KEYS[name].keys if name in KEYS else ()

    def clashes(self) -> Mapping[str, tuple[str, ...]]:
        """Keys that more than one act claims, with the names of the acts."""
        claimed: dict[str, list[str]] = {}
        for name in KEYS:
            for key in self.keys(name):
                claimed.setdefault(key.casefold(), []).append(name)
        return {key: tuple(names) for key, names in claimed.items() if len(names) > 1}


def mnemonics(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts of one menu, each with an `&` before a letter of its own where one is left.

    Letters are given here and not by translators, so that they are unique in every language: first
    the beginnings of words, then any letter. The same texts always get the same letters.
    """
    plain = [text.replace("&", "&&") for text in texts]
    taken: set[str] = set()
    return tuple(_with_letter(text, taken) for text in plain)


def _with_letter(text: str, taken: set[str]) -> str:
    starts = [at for at in range(len(text)) if at == 0 or text[at - 1] == " "]
    for at in (*starts, *range(len(text))):
        letter = text[at].casefold()
        if letter.isalpha() and letter not in taken:
            taken.add(letter)
            return f"{text[:at]}&{text[at:]}"
    return text
