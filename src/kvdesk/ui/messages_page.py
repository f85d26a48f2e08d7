"""The dialog with what the window has said."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QListWidget, QVBoxLayout, QWidget

from kvdesk.kernel.words import Words
from kvdesk.ui.geometry import size_dialog
from kvdesk.ui.labels import Label
from kvdesk.ui.message_log import MessageLog

__all__ = ["MessagesDialog"]


class MessagesDialog(QDialog):
    """The last messages in a list."""

    def __init__(self, words: Words, log: MessageLog, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(words.text("Messages"))
        listed = QListWidget()
        listed.setAccessibleName(words.text("Messages"))
        listed.addItems([f"{one.time}   {one.sentence}" for one in log.all()])
        listed.setWordWrap(True)
        nothing: QLabel = Label(words.text("Nothing has been said yet."), colour="muted")
        nothing.setVisible(not log.all())
        listed.setVisible(bool(log.all()))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(nothing)
        layout.addWidget(listed)
        layout.addWidget(buttons)
        size_dialog(self, 80, 50)
