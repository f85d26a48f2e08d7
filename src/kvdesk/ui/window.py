"""The window: goes from view to view, follows the desk, and tells what the desk refuses.

The shell knows views by the table alone, builds each at its first use and rebuilds itself in place
when the language changes.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence

from kvdesk.kernel.dates import format_time
from kvdesk.kernel.errors import KvdeskError, WorldFailure
from kvdesk.kernel.sentences import sentence_of
from kvdesk.ui.about import AboutDialog
from kvdesk.ui.acts import make_act
from kvdesk.ui.announce import announce
from kvdesk.ui.bridge import Touch
from kvdesk.ui.finding import ActsProvider, RecordsProvider
from kvdesk.ui.frame import Frame
from kvdesk.ui.geometry import place_window, remember_window
from kvdesk.ui.history import History
from kvdesk.ui.icons import icon, program_icon
from kvdesk.ui.key_sheet import KeySheet
from kvdesk.ui.keys import KeyMap
from kvdesk.ui.messages import Message, MessageLog, MessagesDialog
from kvdesk.ui.palette_search import PaletteDialog
from kvdesk.ui.settings import TEXT_SIZES
from kvdesk.ui.settings_page import SettingsDialog
from kvdesk.ui.surroundings import Surroundings
from kvdesk.ui.undoing import Undoing
from kvdesk.ui.view import ArrivedFile, Context, Place, View, ViewSpec

__all__ = ["Window"]


#: Closing waits so long for what is being written: 10 s.
_CLOSE_MS: Final = 25
_CLOSE_TRIES: Final = 400


class Window(Frame):
    """The one window of a desk; also the `Shell` of its views."""

    def __init__(self, surroundings: Surroundings, views: Sequence[ViewSpec]) -> None:
        super().__init__()
        self._around = surroundings
        self._specs = {spec.key: spec for spec in views}
        self._history = History()
        self._log = MessageLog()
        self._views: dict[str, View] = {}
        self._elsewhere: list[QAction] = []
        self._front = ""
        self._saved_at = ""
        self._closing = 0
        self.setWindowIcon(program_icon())
        self._build()
        self._wire()
        place_window(self, surroundings.settings)
        self.open(next(iter(self._specs)))
        self.view.focus_main()
        self._count_late()

    # What views ask of the shell

    def open(self, view: str, record: str = "", filter: object = None) -> None:  # noqa: A002
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
        sentence, remedy = sentence_of(error, self._words)
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

    def _build(self) -> None:
        around, now = self._around, self._around.settings.now
        self._words = around.words(now.language)
        self._keys = KeyMap(now.shortcuts)
        self._context = Context(around.bridge, self._words, around.settings, self._keys, self)
        self.setWindowTitle(f"{around.name} – kvdesk" if around.name else "kvdesk")
        self._acts = {name: self._make_act(name, run) for name, run in self._runs().items()}
        self._go_acts = self._make_go_acts()
        self.build_parts(self._words, tuple(self._specs.values()), now)
        self.build_search(self._acts["palette"], self._words.text("Search or command…"))
        acts = ActsProvider(self._words, self._palette_acts)
        records = RecordsProvider(self._words, around, self.open)
        self._palette = PaletteDialog(self._words, acts, records, self)
        undoing = (self._acts["undo"], self._acts["redo"])
        self._undoing = Undoing(around.bridge, around.steps, self._words, undoing)
        self._undoing.done.connect(self.toast)
        self.navigation.chosen.connect(self._on_chosen)
        self._wire_status()

    def _runs(self) -> dict[str, Callable[[], object]]:
        settings, look = self._around.settings, self._around.look
        return {
            "save": self._say_saved,
            "settings": lambda: SettingsDialog(self._context, self).open(),
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
            "messages": lambda: MessagesDialog(self._words, self._log, self).open(),
            "reset_layout": self._reset_layout,
            "palette": lambda: self._palette.open_at(self),
            "back": lambda: self._go_to(self._history.back()),
            "forward": lambda: self._go_to(self._history.forward()),
            "next_pane": lambda: self.step_pane(1, self.view),
            "previous_pane": lambda: self.step_pane(-1, self.view),
            "key_sheet": lambda: KeySheet(self._words, self._keys, self).open(),
            "about": lambda: AboutDialog(self._words, self._around.folder, self).open(),
        }

    def _make_act(self, name: str, run: Callable[[], object]) -> QAction:
        return make_act(name, run, self, self._words, self._keys)

    def _make_go_acts(self) -> list[QAction]:
        acts = []
        listed = [spec for spec in self._specs.values() if spec.listed]
        for number, spec in enumerate(listed, 1):
            act = self._make_act(f"go-{spec.key}", partial(self._on_chosen, spec.key))
            act.setText(self._words.text(spec.title))
            act.setIcon(icon(spec.icon))
            act.setShortcut(QKeySequence(f"Ctrl+{number}"))
            acts.append(act)
        return acts

    def _wire(self) -> None:
        """What outlives a change of language."""
        bridge = self._around.bridge
        bridge.touched.connect(self._on_touched)
        bridge.failed.connect(self.refuse)
        bridge.disturbed.connect(self._on_disturbed)
        bridge.saved.connect(self._on_saved)
        bridge.jobs_changed.connect(self._on_jobs)
        self._around.settings.changed.connect(self._on_settings)

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
        announce(self, view.title)

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

    def _palette_acts(self) -> list[QAction]:
        return [*self.view.actions(), *self._elsewhere, *self._go_acts, *self._acts.values()]

    # Following the desk and the settings

    def _on_saved(self, time: str) -> None:
        self._saved_at = time
        self.status.show_saved(time)

    def _on_jobs(self) -> None:
        self.status.show_jobs(self._around.bridge.jobs)

    def _on_touched(self, touch: Touch) -> None:
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
        self._around.settings.set(**{name: value})

    def _on_settings(self, names: tuple[str, ...]) -> None:
        if {"theme", "text_size", "density", "language"} & set(names):
            self._around.look.apply(self._around.settings.now)
            self.build_status(self._words, self._around.settings.now)
            self._wire_status()
            self.fit()
        if {"language", "shortcuts"} & set(names):
            QTimer.singleShot(0, self, self.rebuild)

    def rebuild(self) -> None:
        """Build everything anew in the language and with the keys of now, at the same place."""
        self._around.bridge.flush()
        place = self._history.current or Place(self._front)
        self.clear_parts()
        self._palette.deleteLater()
        for act in (*self._acts.values(), *self._go_acts, *self._elsewhere):
            act.deleteLater()
        self._views.clear()
        self._build()
        self._go_to(place)
        self._count_late()
        self.fit()

    # Small acts

    def _close_on(self) -> None:
        if self._closing > 0:
            self.close()

    def _on_disturbed(self, error: KvdeskError) -> None:
        """A write failed: say so above everything, and do not close over it."""
        self._closing = -1 if self._closing > 0 else self._closing
        self.refuse(error)

    def _say_saved(self) -> None:
        self._around.bridge.flush()
        _ = self._words.text
        if self._saved_at:
            self.toast(_("Saved at {time}", time=self._saved_at))
        else:
            self.toast(_("Everything is saved as you type."))

    def _text_step(self, step: int) -> int:
        now = TEXT_SIZES.index(self._around.settings.now.text_size)
        return TEXT_SIZES[max(0, min(len(TEXT_SIZES) - 1, now + step))]

    def _toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _reset_layout(self) -> None:
        self._around.settings.reset_layout()
        self.show_details(visible=True)
        QTimer.singleShot(0, self, self.rebuild)

    def _time(self) -> str:
        return format_time(self._around.clock.local(), self._words.language)

    def changeEvent(self, event: QEvent) -> None:
        """Save what is typed when another program comes in front."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self._around.bridge.flush()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save what is typed, wait until it is written, remember how everything lay.

        When it could not be written the window stays and says so; closing once more closes.
        """
        bridge = self._around.bridge
        if self._closing == 0:
            bridge.flush()
        if not bridge.is_idle() and 0 <= self._closing < _CLOSE_TRIES:
            self._closing += 1
            event.ignore()
            QTimer.singleShot(_CLOSE_MS, self, self._close_on)
            return
        remember_window(self, self._around.settings)
        self._around.settings.write()
        super().closeEvent(event)
