"""The window: goes from view to view, follows the desk, and tells what the desk refuses.

It is shown before the desk is open, and works once it is given the desk (`inhabit`). The shell
knows views by the table alone, builds each at its first use and rebuilds itself in place when the
language changes. Dialogs are read in when they are first opened.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence

from kvdesk.kernel.errors import KvdeskError, WorldFailure
from kvdesk.kernel.first_use import at_first_use
from kvdesk.kernel.words import Words
from kvdesk.ui import dialogs
from kvdesk.ui.frame import Frame
from kvdesk.ui.geometry import place_docks, place_window, remember_window
from kvdesk.ui.history import History
from kvdesk.ui.look import Look
from kvdesk.ui.message_log import Message, MessageLog
from kvdesk.ui.settings import TEXT_SIZES, SettingsStore
from kvdesk.ui.view import ArrivedFile, Context, Place, View, ViewSpec

if TYPE_CHECKING:
    from kvdesk.ui.bridge import Touch
    from kvdesk.ui.surroundings import Surroundings

__all__ = ["Window"]

_format_time = at_first_use("kvdesk.kernel.dates:format_time")
_closing = at_first_use("kvdesk.ui.closing:Closing")
_sentence_of = at_first_use("kvdesk.kernel.sentences:sentence_of")
_announce = at_first_use("kvdesk.ui.announce:announce")
_icon = at_first_use("kvdesk.ui.icons:icon")
_key_map = at_first_use("kvdesk.ui.keys:KeyMap")
_make_act = at_first_use("kvdesk.ui.acts:make_act")
_undoing = at_first_use("kvdesk.ui.undoing:Undoing")


class Window(Frame):
    """The one window of a desk; also the `Shell` of its views."""

    def __init__(
        self,
        settings: SettingsStore,
        look: Look,
        words: Callable[[str], Words],
        views: Sequence[ViewSpec],
    ) -> None:
        super().__init__()
        self._settings = settings
        self._look = look
        self._words_for = words
        self._specs = {spec.key: spec for spec in views}
        self._history = History()
        self._log = MessageLog()
        self._views: dict[str, View] = {}
        self._elsewhere: list[QAction] = []
        self._palette: Any = None
        self._front = ""
        self._saved_at = ""
        self._closing: Any = None
        self.setWindowTitle("kvdesk")
        place_window(self, settings)

    def furnish(self) -> None:
        """Make its parts, in their language; the desk need not be there yet."""
        self._build_frame()
        place_docks(self, self._settings)
        self.fit()
        self.await_painting()

    def dress(self) -> None:
        """Look and speak as the settings say now; for a window that has no desk yet."""
        self._look.apply(self._settings.now)
        if self.is_furnished:
            self.clear_parts()
            self._build_frame()

    def inhabit(self, surroundings: "Surroundings") -> None:
        """Take over the desk: from here on the window works."""
        if not self.is_furnished:
            self.furnish()
        self._around = surroundings
        self._inhabit_frame()
        self._wire()
        self.open(next(iter(self._specs)))
        self.view.focus_main()
        self._count_late()

    # What views ask of the shell

    def open(self, view: str, record: str = "", filter: object = None) -> None:  # noqa: A002 - what every view calls it
        """Go to a place; Alt+Left comes back."""
        if view in self._specs:
            place = Place(view, record, filter)
            self._history.go(place)
            self._go_to(place)

    def toast(self, sentence: str, *, undo: bool = False) -> None:
        """Say for a while what was done."""
        self._log.add(Message(self._time(), sentence))
        self.status.toast.say(sentence, undo=undo)

    def refuse(self, error: KvdeskError) -> None:
        """Say why something was not done, until the user closes it."""
        sentence, remedy = _sentence_of(error, self._words)
        self._log.add(Message(self._time(), sentence))
        self.banner.say(sentence, remedy, assertive=isinstance(error, WorldFailure))

    def show_details(self, *, visible: bool) -> None:
        """Show or hide the details panel; in a narrow window it takes the page."""
        self.want_details(visible=visible)

    # What the program asks of the window

    def receive(self, file: Path) -> None:
        """Show a package that was opened from outside, and come to the front: somebody asked."""
        self.open("exchange", filter=ArrivedFile(file))
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()

    @property
    def view(self) -> View:
        """The view in front."""
        return self._views[self._front]

    def tell_crash(self, report: object) -> None:
        """Say that something went wrong inside, and where the report is."""
        _ = self._words.text
        remedy = _("Nothing that was saved is lost. Try again, or close and open the program.")
        if report is not None:
            remedy = _(
                "Nothing that was saved is lost. The report for support is in {file}.", file=report
            )
        self.banner.say(_("Something went wrong inside the program."), remedy, assertive=True)

    # Building

    def _build_frame(self) -> None:
        now = self._settings.now
        self._words = self._words_for(now.language)
        self._keys = _key_map(now.shortcuts)
        self.build_parts(self._words, tuple(self._specs.values()), now)

    def _inhabit_frame(self) -> None:
        around = self._around
        self._context = Context(around.bridge, self._words, self._settings, self._keys, self)
        self.setWindowTitle(f"{around.name} – kvdesk" if around.name else "kvdesk")
        self._acts = {name: self._make_act(name, run) for name, run in self._runs().items()}
        self._go_acts = self._make_go_acts()
        self.search.clicked.connect(self._acts["palette"].trigger)
        undoing = (self._acts["undo"], self._acts["redo"])
        self._undoing = _undoing(around.bridge, around.steps, self._words, undoing)
        self._undoing.done.connect(self.toast)
        self.navigation.chosen.connect(self._on_chosen)
        self._wire_status()

    def _runs(self) -> dict[str, Callable[[], object]]:
        settings, look = self._settings, self._look
        return {
            "save": self._say_saved,
            "settings": lambda: dialogs.settings(self._context, self).open(),
            "quit": self.close,
            "undo": lambda: self._undoing.undo(),  # noqa: PLW0108 - made after the acts
            "redo": lambda: self._undoing.redo(),  # noqa: PLW0108 - made after the acts
            "details": lambda: self.show_details(visible=not self.details.isVisible()),
            "larger": lambda: settings.set(text_size=self._text_step(1)),
            "smaller": lambda: settings.set(text_size=self._text_step(-1)),
            "normal_size": lambda: settings.set(text_size=100),
            "theme": lambda: settings.set(theme="light" if look.is_dark else "dark"),
            "full_screen": self._toggle_full_screen,
            "last_message": lambda: self.status.toast.take_focus(),  # noqa: PLW0108 - remade
            "messages": lambda: dialogs.messages(self._words, self._log, self).open(),
            "reset_layout": self._reset_layout,
            "palette": self._open_palette,
            "back": lambda: self._go_to(self._history.back()),
            "forward": lambda: self._go_to(self._history.forward()),
            "next_pane": lambda: self.step_pane(1, self.view),
            "previous_pane": lambda: self.step_pane(-1, self.view),
            "key_sheet": lambda: dialogs.key_sheet(self._words, self._keys, self).open(),
            "about": lambda: dialogs.about(self._words, self._around.folder, self).open(),
        }

    def _make_act(self, name: str, run: Callable[[], object]) -> QAction:
        act: QAction = _make_act(name, run, self, self._words, self._keys)
        return act

    def _make_go_acts(self) -> list[QAction]:
        acts = []
        listed = [spec for spec in self._specs.values() if spec.listed]
        for number, spec in enumerate(listed, 1):
            act = self._make_act(f"go-{spec.key}", partial(self._on_chosen, spec.key))
            act.setText(self._words.text(spec.title))
            act.setIcon(_icon(spec.icon))
            act.setShortcut(QKeySequence(f"Ctrl+{number}"))
            acts.append(act)
        return acts

    def _wire(self) -> None:
        """What outlives a change of language."""
        bridge = self._around.bridge
        bridge.touched.connect(self._on_touched)
        bridge.failed.connect(self.refuse)
        bridge.disturbed.connect(self.refuse)
        bridge.saved.connect(self._on_saved)
        bridge.jobs_changed.connect(self._on_jobs)
        self._settings.changed.connect(self._on_settings)
        self._closing = _closing(bridge, self)
        self._closing.done.connect(self.close)
        self._closing.waits.connect(self._say_waiting)
        self._closing.stopped.connect(self.refuse)

    def _wire_status(self) -> None:
        self.status.setting_chosen.connect(self._on_setting_chosen)
        self.status.toast.undo_asked.connect(self._acts["undo"].trigger)
        if self._saved_at:
            self.status.show_saved(self._saved_at)
        self._on_jobs()

    # Going from place to place

    def _on_chosen(self, key: str) -> None:
        self.open(key)
        self.view.focus_main()

    def _go_to(self, place: Place) -> None:
        self._around.bridge.flush()
        view = self._views.get(place.view) or self._make_view(self._specs[place.view])
        self._front = place.view
        self.stack.setCurrentWidget(view)
        self.navigation.show_current(place.view)
        self.status.show_count("")
        if place.filter != view.filter:
            view.show_filter(place.filter)
        if place.record:
            view.show_record(place.record)
        self.show_details_of(view.details)
        self._acts["details"].setEnabled(view.details is not None)
        self._fill_menus()
        self._acts["back"].setEnabled(self._history.can_go_back)
        self._acts["forward"].setEnabled(self._history.can_go_forward)
        _announce(self, view.title)

    def _make_view(self, spec: ViewSpec) -> View:
        view = spec.factory(self._context)
        self._views[spec.key] = view
        self.stack.addWidget(view)
        view.counted.connect(partial(self._on_counted, spec.key))
        view.moved.connect(partial(self._on_moved, spec.key))
        return view

    def _on_counted(self, key: str, sentence: str) -> None:
        if key == self._front:
            self.status.show_count(sentence)

    def _on_moved(self, key: str, record: str) -> None:
        if key == self._front:
            self._history.update(Place(key, record, self.view.filter))

    def _fill_menus(self) -> None:
        mine = self.view.actions()
        taken = {act.objectName() for act in mine}
        taken |= {keys.toString() for act in mine for keys in act.shortcuts()}
        self._elsewhere = [
            self._stand_in(spec, name)
            for spec in self._specs.values()
            for name in spec.elsewhere
            if spec.key != self._front and not taken & {name, *self._keys.keys(name)}
        ]
        places = {act.objectName(): "go" for act in self._go_acts}
        self.menus.fill((self._go_acts, self._acts.values(), mine, self._elsewhere), places)

    def _stand_in(self, spec: ViewSpec, name: str) -> QAction:
        """An act of a view that is not in front: going there first, it does the same."""

        def run() -> None:
            self.open(spec.key)
            for act in self.view.actions():
                if act.objectName() == name:
                    act.trigger()

        return self._make_act(name, run)

    def _open_palette(self) -> None:
        if self._palette is None:
            found = (self._palette_acts, self._around, self.open)
            self._palette = dialogs.palette(self._words, *found, self)
        self._palette.open_at(self)

    def _palette_acts(self) -> list[QAction]:
        return [*self.view.actions(), *self._elsewhere, *self._go_acts, *self._acts.values()]

    # Following the desk and the settings

    def _on_saved(self, time: str) -> None:
        self._saved_at = time
        self.status.show_saved(time)

    def _on_jobs(self) -> None:
        self.status.show_jobs(self._around.bridge.jobs)

    def _on_touched(self, touch: "Touch") -> None:
        for view in self._views.values():
            view.on_touched(touch)
        self._count_late()

    def _count_late(self) -> None:
        bridge = self._around.bridge
        for spec in self._specs.values():
            if spec.count is not None:
                show = partial(self.navigation.set_late, spec.key)
                bridge.ask(spec.count(bridge.today), show, key=f"late-{spec.key}")

    def _on_setting_chosen(self, name: str, value: object) -> None:
        self._settings.set(**{name: value})

    def _on_settings(self, names: tuple[str, ...]) -> None:
        if {"theme", "text_size", "density", "language"} & set(names):
            self._look.apply(self._settings.now)
            self.build_status(self._words, self._settings.now)
            self._wire_status()
            self.fit()
        if {"language", "shortcuts"} & set(names):
            QTimer.singleShot(0, self, self.rebuild)

    def rebuild(self) -> None:
        """Build everything anew in the language and with the keys of now, at the same place."""
        self._around.bridge.flush()
        place = self._history.current or Place(self._front)
        self.clear_parts()
        if self._palette is not None:
            self._palette.deleteLater()
            self._palette = None
        for act in (*self._acts.values(), *self._go_acts, *self._elsewhere):
            act.deleteLater()
        self._views.clear()
        self._build_frame()
        self._inhabit_frame()
        self._go_to(place)
        self._count_late()
        self.fit()

    # Small acts

    def _say_waiting(self, works: tuple[str, ...]) -> None:
        """The window has been told to close and something is still being written."""
        _ = self._words.text
        sentence = _("kvdesk closes as soon as everything is saved.")
        if works:
            sentence = _("Before it closes, kvdesk finishes: {work}", work=", ".join(works))
        remedy = _("Nothing is lost; the window closes by itself.")
        self.banner.offer(sentence, remedy, _("Keep it open"), self._closing.cancel)

    def _say_saved(self) -> None:
        self._around.bridge.flush()
        _ = self._words.text
        if self._saved_at:
            self.toast(_("Saved at {time}", time=self._saved_at))
        else:
            self.toast(_("Everything is saved as you type."))

    def _text_step(self, step: int) -> int:
        now = TEXT_SIZES.index(self._settings.now.text_size)
        return TEXT_SIZES[max(0, min(len(TEXT_SIZES) - 1, now + step))]

    def _toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _reset_layout(self) -> None:
        self._settings.reset_layout()
        self.show_details(visible=True)
        QTimer.singleShot(0, self, self.rebuild)

    def _time(self) -> str:
        return str(_format_time(self._around.clock.local(), self._words.language))

    def changeEvent(self, event: QEvent) -> None:
        """Save what is typed when another program comes in front."""
        super().changeEvent(event)
        left = event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow()
        if left and self._front:
            self._around.bridge.flush()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save what is typed and finish what runs, then close and remember how everything lay.

        What could not be saved keeps the window open once and says so; closing once more closes.
        """
        if self._closing is not None and not self._closing.may_close():
            event.ignore()
            return
        remember_window(self, self._settings)
        self._settings.write()
        super().closeEvent(event)
