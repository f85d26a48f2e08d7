"""A person at the live desk: opens the real window on a desk and types, key by key, until killed.

    python typist.py FOLDER FIRST_LINE

Each line that a typist enters is `line(n)`; what was left in the live line by an earlier window is
typed on from where it ends. Standard output tells the text that was offered, and then for each
key: the moment, the number of the line and how many letters of it stand in the field.
"""

import sys
import time
from collections.abc import Iterator

MILLISECONDS_A_KEY = 8
KEYS_BEFORE_A_REST = 60
REST_MILLISECONDS = 330


def line(number: int) -> str:
    """The text of a line, a note; every other one takes longer to type than may be lost."""
    return f"muistio {number:05}" + " alku keskikohta loppu" * (12 if number % 2 == 0 else 1)


def main() -> int:
    """Open the window on a desk as `kvdesk` does, with somebody at its keyboard."""
    from PySide6.QtWidgets import QApplication

    from kvdesk.ui.main import main as open_window

    application = QApplication(["kvdesk"])
    typist = Typist(int(sys.argv[2]))
    typist.begin(application)
    return open_window(["kvdesk", "--data", sys.argv[1], "--lang", "fi"])


class Typist:
    """Waits for the window, goes to the live desk, and types."""

    def __init__(self, first: int) -> None:
        self.number = first
        self.window = None
        self.keys: Iterator[int] = iter(())

    def begin(self, application) -> None:
        """Look for the window every few milliseconds; it is not there yet."""
        from PySide6.QtCore import QTimer

        self.timer = QTimer(application)
        self.timer.setInterval(MILLISECONDS_A_KEY)
        self.timer.timeout.connect(self.look)
        self.timer.start()

    def look(self) -> None:
        """Go to the live desk as soon as there is a window, type as soon as it is ready."""
        from PySide6.QtWidgets import QApplication

        from kvdesk.ui.window import Window

        if self.window is None:
            found = [one for one in QApplication.topLevelWidgets() if isinstance(one, Window)]
            if found and found[0]._front:  # it is there before the desk is open
                self.window = found[0]
                self.window.open("live")
            return
        view = self.window.view
        if view.line.isEnabled() and view.context.bridge.is_idle():
            self.timer.timeout.disconnect(self.look)
            self.start(view.line)

    def start(self, field) -> None:
        """Tell what is offered and take it from there."""
        sys.stdout.write(f"{field.text()}\n")
        sys.stdout.flush()
        self.field = field
        self.count = 0
        self.timer.timeout.connect(self.type_on)

    def type_on(self) -> None:
        """One key of the line, or Enter at its end."""
        self.count += 1
        text = line(self.number)
        typed = len(self.field.text())
        if typed < len(text):
            self.press(self.field, text[typed])
        else:
            self.press(self.field, "Return")
            self.number += 1
        told = f"{time.monotonic()} {self.number} {len(self.field.text())}\n"
        sys.stdout.write(told)
        sys.stdout.flush()
        rests = self.count % KEYS_BEFORE_A_REST == 0
        self.timer.setInterval(REST_MILLISECONDS if rests else MILLISECONDS_A_KEY)

    def press(self, field, key: str) -> None:
        """A real key event."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        named = getattr(Qt.Key, f"Key_{key}", None) if len(key) > 1 else None
        QTest.keyClick(field, key if named is None else named)


if __name__ == "__main__":
    sys.exit(main())
