"""The sentence and the remedy where the desk cannot be opened, so that no window can say it."""

import sys

from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QVBoxLayout

from kvdesk.kernel.errors import KvdeskError
from kvdesk.kernel.sentences import sentence_of
from kvdesk.kernel.words import Words
from kvdesk.ui.labels import Label
from kvdesk.ui.look import Look
from kvdesk.ui.settings import Settings
from kvdesk.ui.typography import Size

__all__ = ["FailureDialog", "say"]


def say(error: KvdeskError, words: Words) -> int:
    """Tell it on standard error; a program without a console has none. Answers the exit status."""
    if sys.stderr is not None:
        sys.stderr.write("\n".join((*sentence_of(error, words), "")))
    return error.exit_status


class FailureDialog(QDialog):
    """Tells it in a window of its own."""

    def __init__(self, application: QApplication, error: KvdeskError, words: Words) -> None:
        super().__init__()
        look = application.findChild(Look) or Look(application)
        look.apply(Settings(language=words.language))
        sentence, remedy = sentence_of(error, words)
        self.setWindowTitle("kvdesk")
        layout = QVBoxLayout(self)
        layout.addWidget(Label(sentence, Size.HEADING, wrap=True))
        layout.addWidget(Label(remedy, wrap=True))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 64)
