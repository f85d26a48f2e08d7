"""The running program: desk, bridge, look and window tied together."""

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from kvdesk.desk.desk import Desk
from kvdesk.desk.searching import Search
from kvdesk.desk.setup import InitialiseDesk
from kvdesk.desk.step_words import step_sentence
from kvdesk.desk.steps import NextSteps, Redo, Undo
from kvdesk.kernel.first_use import at_first_use
from kvdesk.kernel.words import Words, words_for
from kvdesk.ui.bridge import Bridge
from kvdesk.ui.crash import CrashReports
from kvdesk.ui.empty_window import empty_window
from kvdesk.ui.folder_watch import FolderWatch
from kvdesk.ui.settings import SettingsStore
from kvdesk.ui.style import WheelFilter
from kvdesk.ui.surroundings import Hit, Steps, Surroundings
from kvdesk.ui.window import Window

if TYPE_CHECKING:
    from kvdesk.desk.folder import FolderPass
    from kvdesk.ui.welcome import Beginning, WelcomeDialog

__all__ = ["Program"]

_make_sample = at_first_use("kvdesk.desk.sample:MakeSample")
_welcome = at_first_use("kvdesk.ui.welcome:WelcomeDialog")

#: Windows ends a program that has not answered 5 s after it was told to go.
_SESSION_END_SECONDS: Final = 4.0

#: Kind of record -> the view that shows it, its icon.
_PLACES: Final = {
    "decision": ("decisions", "gavel"),
    "action": ("actions", "list-checks"),
    "meeting": ("meetings", "calendar-days"),
    "statement": ("strategy", "target"),
    "strategy": ("strategy", "target"),
}


class Program(QObject):
    """Lives as long as the window.

    Args:
        application: Qt's own.
        desk: the open desk.
        settings: what the user chose.
        shown: a window that was shown before the desk was open; without it one is made.
    """

    def __init__(
        self,
        application: QApplication,
        desk: Desk,
        settings: SettingsStore,
        shown: Window | None = None,
    ) -> None:
        super().__init__(application)
        self.desk = desk
        self.settings = settings
        self.bridge = Bridge(desk, desk.clock, self)
        self.folder = FolderWatch(self.bridge, self)
        self.bridge.looked.connect(self._tell_look)
        self.window: Window | None = None
        self._shown = shown or empty_window(application, settings)
        self.welcome: WelcomeDialog | None = None
        self._wheel = WheelFilter(self)
        application.installEventFilter(self._wheel)
        self.reports = CrashReports(desk.folder / "reports", desk.clock, self._tell_crash)
        self.bridge.broken.connect(self.reports.report)
        application.aboutToQuit.connect(self.bridge.flush)
        application.commitDataRequest.connect(self._on_session_end)

    def begin(self, files: Sequence[Path] = ()) -> None:
        """Show the window, or first the welcome where the desk has no owner yet."""
        if self.desk.identity.name or self.desk.identity.department:
            self.open_window(files)
            return
        self.welcome = _welcome(self.settings.now.language, words_for)
        self.welcome.chosen.connect(self._on_chosen)
        self.welcome.show()

    def open_window(self, files: Sequence[Path] = ()) -> Window:
        """Show the window and give it the desk."""
        self.window = self._shown
        self.window.inhabit(self._surroundings())
        self.window.show()
        self.desk.store.index_in_background()
        self.folder.begin()
        self.receive(files)
        return self.window

    def receive(self, files: Sequence[Path]) -> None:
        """Open files that were handed in; without any, come to the front."""
        if self.window is None:
            return
        for file in files:
            self.window.receive(file)

    def close(self) -> None:
        """Finish what is queued."""
        self.folder.stop()
        self.bridge.close()
        self.desk.close()

    def _surroundings(self) -> Surroundings:
        return Surroundings(
            bridge=self.bridge,
            clock=self.desk.clock,
            steps=Steps(Undo, Redo, NextSteps, step_sentence),
            search=lambda typed: Search(words=typed, limit=12),
            hits=_hits,
            name=self.desk.identity.name,
            folder=str(self.desk.folder),
        )

    def _on_chosen(self, beginning: "Beginning") -> None:
        self.settings.set(language=beginning.language)
        self._shown.dress()
        identity = InitialiseDesk(
            department=beginning.code, name=beginning.name, author=beginning.author
        )
        self.bridge.perform(identity, partial(self._on_identified, beginning))

    def _on_identified(self, beginning: "Beginning", _info: object) -> None:
        self.open_window()
        if beginning.sample:
            name = words_for(beginning.language).text("Making the sample network…")
            self.bridge.perform(_make_sample(), name=name)

    def _on_session_end(self) -> None:
        """The computer is being shut down: save what is typed, wait until it is on disk."""
        self.bridge.flush()
        self.bridge.finish(_SESSION_END_SECONDS)

    def _tell_look(self, done: "FolderPass") -> None:
        """Say quietly when the exchange folder was looked at; say aloud what came."""
        if self.window is None:
            return
        words = words_for(self.settings.now.language)
        self.window.status.show_folder(_look_sentence(done, words))
        if done.changes:
            sentence = words.plural(
                "{n} change came by the exchange folder.",
                "{n} changes came by the exchange folder.",
                done.changes,
            )
            self.window.toast(sentence)

    def _tell_crash(self, report: Path | None) -> None:
        if self.window is not None:
            self.window.tell_crash(report)
        elif sys.stderr is not None:
            sys.stderr.write(f"{report}\n")


def _look_sentence(done: "FolderPass", words: Words) -> str:
    if done.problem == "exchange_folder_lost":
        return words.text("The exchange folder cannot be reached")
    if done.problem:
        return words.text("Nothing can be written into the exchange folder")
    time = done.looked_at[11:].replace(":", ".")
    sentence = words.text("Folder looked at {time}", time=time)
    waiting = words.plural("{n} file waits", "{n} files wait", done.waiting)
    return f"{sentence} · {waiting}" if done.waiting else sentence


def _hits(answer: Any, words: Words) -> list[Hit]:  # noqa: ANN401 - rows of the desk's search
    """The records that a view can show, with the line in which they were found."""
    names = {
        "decision": words.text("Decision"),
        "action": words.text("Action"),
        "meeting": words.text("Meeting"),
        "statement": words.text("Strategy"),
        "strategy": words.text("Strategy"),
    }
    return [
        Hit(_PLACES[hit.kind][0], hit.id, hit.title, names[hit.kind], _PLACES[hit.kind][1])
        for hit in answer
        if hit.kind in _PLACES
    ]
