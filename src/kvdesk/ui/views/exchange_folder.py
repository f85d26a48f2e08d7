"""The exchange folder in the view of the exchange: how it stands, and who waits to be believed."""

from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QFileDialog, QPushButton, QVBoxLayout, QWidget

from kvdesk.desk.folder import (
    AcceptSigner,
    BlockSigner,
    FolderDoubt,
    FolderStatus,
    LeaveFolder,
    SetFolder,
    ShowFolder,
    Stranger,
)
from kvdesk.kernel.dates import format_moment
from kvdesk.kernel.errors import Term
from kvdesk.ui.cards import Card
from kvdesk.ui.flow import FlowLayout
from kvdesk.ui.icons import icon
from kvdesk.ui.labels import Label, breakable
from kvdesk.ui.typography import SNUG, Size
from kvdesk.ui.view import Context

__all__ = ["FolderCard"]

#: Files that are named; of more there is the number.
_NAMED: Final = 5


class FolderCard(Card):
    """Where the folder is, when it was looked at, what waits and why; read again at each look."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.words.text("Exchange folder"), "folder-open")
        self._context = context
        words = self._words = context.words
        self.place = Label("", wrap=True)
        self.figures = Label("", colour="muted", wrap=True)
        self.problem = Label("", Size.STRONG, wrap=True)
        self.doubts = Label("", colour="muted", wrap=True)
        self.strangers = QWidget()
        self.choose = QPushButton(icon("folder-open"), words.text("Choose the folder…"))
        self.look = QPushButton(words.text("Look now"))
        self.leave = QPushButton(words.text("Stop using it"))
        self._fill()
        context.bridge.looked.connect(self._on_looked)
        self.read()

    def read(self) -> None:
        """Ask how the folder stands."""
        self._context.bridge.ask(ShowFolder(), self.show_status, key="exchange-folder")

    def use(self, folder: Path) -> None:
        """Exchange by a folder from now on, and look into it at once."""
        self._do(SetFolder(folder=folder))

    def show_status(self, status: FolderStatus) -> None:
        """Show how the folder stands."""
        self.place.setText(self._place(status))
        figures = self._words.text(
            "Put there {published} · not there yet {unpublished} · files taken in {taken}",
            published=status.published,
            unpublished=status.unpublished,
            taken=status.taken,
        )
        _show(self.figures, figures if status.folder else "")
        problem = status.problem
        _show(self.problem, self._words.text(problem.message) if isinstance(problem, Term) else "")
        _show(self.doubts, "\n".join(self._doubts(status)))
        self._show_strangers(status.strangers)
        for button in (self.look, self.leave):
            button.setVisible(bool(status.folder))

    def _place(self, status: FolderStatus) -> str:
        words = self._words
        if not status.folder:
            return words.text(
                "No folder has been chosen. In one that Syncthing, OneDrive, Nextcloud or a share "
                "keeps in step, the desks exchange by themselves."
            )
        if not status.looked_at:
            return words.text("{folder}: not looked at yet", folder=breakable(status.folder))
        time = format_moment(status.looked_at, words.language)
        place = breakable(status.folder)
        return words.text("{folder}: looked at {time}", folder=place, time=time)

    def _doubts(self, status: FolderStatus) -> list[str]:
        words = self._words
        lines: list[str] = []
        if status.waiting:
            lines.append(words.plural("{n} file waits", "{n} files wait", len(status.waiting)))
            lines += self._named(status.waiting)
        if status.refused:
            count = len(status.refused)
            lines.append(words.plural("{n} file refused", "{n} files refused", count))
            lines += self._named(status.refused)
        return lines

    def _named(self, doubts: tuple[FolderDoubt, ...]) -> list[str]:
        words = self._words
        lines = [
            words.text(
                "{file}: {reason}",
                file=doubt.file.rpartition("/")[2],
                reason=words.text(doubt.reason.message),
            )
            for doubt in doubts[:_NAMED]
        ]
        rest = len(doubts) - _NAMED
        return [*lines, words.plural("and {n} more", "and {n} more", rest)] if rest > 0 else lines

    def _show_strangers(self, strangers: tuple[Stranger, ...]) -> None:
        before, self.strangers = self.strangers, QWidget()
        column = QVBoxLayout(self.strangers)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SNUG)
        for stranger in strangers:
            column.addWidget(Label(self._stranger(stranger), wrap=True))
            buttons = FlowLayout()
            for text, task in (
                (self._words.text("Accept the key"), AcceptSigner(signer=stranger.fingerprint)),
                (self._words.text("Block the desk"), BlockSigner(signer=stranger.fingerprint)),
            ):
                button = QPushButton(text)
                button.setAccessibleDescription(self._stranger(stranger))
                button.clicked.connect(lambda *_, task=task: self._do(task))
                buttons.addWidget(button)
            column.addLayout(buttons)
        self.body.replaceWidget(before, self.strangers)
        before.hide()
        before.deleteLater()
        self.strangers.setVisible(bool(strangers))

    def _stranger(self, stranger: Stranger) -> str:
        return self._words.plural(
            "{sender} has put {n} file here. Compare the key by telephone: {fingerprint}",
            "{sender} has put {n} files here. Compare the key by telephone: {fingerprint}",
            stranger.files,
            sender=stranger.sender or self._words.text("An unknown desk"),
            fingerprint=stranger.fingerprint,
        )

    def _fill(self) -> None:
        for widget in (self.place, self.problem, self.figures, self.doubts, self.strangers):
            self.body.addWidget(widget)
        for button in (self.choose, self.look, self.leave):
            self.buttons.addWidget(button)
        self.choose.clicked.connect(lambda *_: self._ask())
        self.look.clicked.connect(self._context.bridge.look_wanted)
        self.leave.clicked.connect(lambda *_: self._do(LeaveFolder()))

    def _ask(self) -> None:
        title = self._words.text("Where the desks share a folder")
        chosen = QFileDialog.getExistingDirectory(self, title)
        if chosen:
            self.use(Path(chosen))

    def _do(self, task: SetFolder | LeaveFolder | AcceptSigner | BlockSigner) -> None:
        self._context.bridge.perform(task, self._on_done)

    def _on_done(self, status: FolderStatus) -> None:
        self.show_status(status)
        self._context.bridge.look_wanted.emit()

    def _on_looked(self, _done: object) -> None:
        self.read()


def _show(label: Label, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))
