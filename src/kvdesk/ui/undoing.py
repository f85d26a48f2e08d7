"""Undo and redo of the window: what the menu calls them, and what it says afterwards.

A text field that has the focus undoes its own typing first; everything else is a step of the log.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit

from kvdesk.kernel.words import Words
from kvdesk.ui.bridge import Bridge
from kvdesk.ui.surroundings import Steps

__all__ = ["Undoing"]


class Undoing(QObject):
    """Keeps the two acts true to the log.

    Signals:
        done: a sentence that says what was undone or done again.
    """

    done = Signal(str)

    def __init__(
        self, bridge: Bridge, steps: Steps, words: Words, acts: tuple[QAction, QAction]
    ) -> None:
        super().__init__(acts[0])
        self._bridge = bridge
        self._steps = steps
        self._words = words
        self._undo, self._redo = acts
        bridge.touched.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Ask what the next steps are."""
        self._bridge.perform(self._steps.following(), self._show)

    def undo(self) -> None:
        """Undo typing in the field that has the focus, else the latest step."""
        field = _typing()
        if field is not None and _can_undo(field):
            field.undo()
            return
        self._bridge.flush()
        self._bridge.perform(self._steps.undo(), self._on_undone)

    def redo(self) -> None:
        """Do again what was undone last."""
        field = _typing()
        if field is not None and _can_redo(field):
            field.redo()
            return
        self._bridge.perform(self._steps.redo(), self._on_redone)

    def _show(self, following: Any) -> None:  # noqa: ANN401 - anything with `.undo` and `.redo`
        _ = self._words.text
        for act, name, with_name, alone in (
            (self._undo, following.undo, _("Undo: {step}"), _("Undo")),
            (self._redo, following.redo, _("Redo: {step}"), _("Redo")),
        ):
            step = self._steps.name(name, self._words) if name else ""
            act.setText(with_name.format(step=step).replace("&", "&&") if step else alone)

    def _on_undone(self, answer: Any) -> None:  # noqa: ANN401 - anything with `.step`
        self._say(_undone, answer)

    def _on_redone(self, answer: Any) -> None:  # noqa: ANN401 - anything with `.step`
        self._say(_redone, answer)

    def _say(self, sentence: Callable[[Words, str], str], answer: Any) -> None:  # noqa: ANN401
        step = self._steps.name(getattr(answer, "step", ""), self._words)
        self.done.emit(sentence(self._words, step))


def _undone(words: Words, step: str) -> str:
    return words.text("Undone: {step}", step=step)


def _redone(words: Words, step: str) -> str:
    return words.text("Done again: {step}", step=step)


def _typing() -> QLineEdit | QPlainTextEdit | QTextEdit | None:
    focus = QApplication.focusWidget()
    return focus if isinstance(focus, QLineEdit | QPlainTextEdit | QTextEdit) else None


def _can_undo(field: QLineEdit | QPlainTextEdit | QTextEdit) -> bool:
    if isinstance(field, QLineEdit):
        return field.isUndoAvailable()
    return field.document().isUndoAvailable()


def _can_redo(field: QLineEdit | QPlainTextEdit | QTextEdit) -> bool:
    if isinstance(field, QLineEdit):
        return field.isRedoAvailable()
    return field.document().isRedoAvailable()
