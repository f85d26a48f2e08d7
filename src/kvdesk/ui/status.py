"""The status bar: when it was saved, how much there is, what runs, and how it all looks."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QProgressBar, QStatusBar, QToolButton, QWidget

from kvdesk.kernel.words import LANGUAGES, Words
from kvdesk.ui.icons import icon
from kvdesk.ui.labels import Label
from kvdesk.ui.messages import Toast
from kvdesk.ui.settings import TEXT_SIZES, THEMES, Settings
from kvdesk.ui.typography import GAP, Size

if TYPE_CHECKING:
    from kvdesk.ui.bridge import Job

__all__ = ["StatusBar"]


class StatusBar(QStatusBar):
    """Quiet facts at the lower edge.

    Signals:
        setting_chosen: the name of a setting and the value that was picked here.
    """

    setting_chosen = Signal(str, object)

    def __init__(self, words: Words, settings: Settings) -> None:
        super().__init__()
        self._words = words
        self._saved = Label("", Size.SMALL, colour="muted")
        self._count = Label("", Size.SMALL, colour="muted")
        self._folder = Label("", Size.SMALL, colour="muted")
        self._job = Label("", Size.SMALL, colour="muted")
        self._busy = QProgressBar()
        self.toast = Toast(words)
        self.setAccessibleName(words.text("Status"))
        self._build(settings)

    def show_saved(self, time: str) -> None:
        """Say when the last change was committed."""
        _show(self._saved, self._words.text("Saved at {time}", time=time))

    def show_count(self, sentence: str) -> None:
        """Say how much the view in front holds."""
        _show(self._count, sentence)

    def show_folder(self, sentence: str) -> None:
        """Say when the exchange folder was looked at, and what waits there."""
        _show(self._folder, sentence)

    def show_jobs(self, jobs: "Sequence[Job]") -> None:
        """Name the work that runs beside the window."""
        _show(self._job, jobs[-1].name if jobs else "")
        self._busy.setVisible(bool(jobs))
        self._busy.setAccessibleName(self._job.text())

    def _build(self, settings: Settings) -> None:
        self.setSizeGripEnabled(False)
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._busy.setFixedWidth(self.fontMetrics().averageCharWidth() * 12)
        self._busy.setMaximumHeight(6)
        self._busy.hide()
        facts = QWidget()
        row = QHBoxLayout(facts)
        row.setContentsMargins(GAP, 0, 0, 0)
        row.setSpacing(2 * GAP)
        for widget in (self._saved, self._count, self._folder, self._job, self._busy):
            row.addWidget(widget)
            widget.hide()
        self._facts = facts
        self.toast.installEventFilter(self)
        self.addWidget(facts)
        self.addWidget(self.toast)
        for button in (
            self._language(settings.language),
            self._theme(settings.theme),
            self._text_size(settings.text_size),
        ):
            self.addPermanentWidget(button)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While something is said, the quiet facts make room for it."""
        if watched is self.toast and event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._facts.setVisible(event.type() == QEvent.Type.Hide)
        return super().eventFilter(watched, event)

    def _language(self, chosen: str) -> QToolButton:
        choices = [(code, name) for code, name in LANGUAGES.items()]
        return self._button("language", self._words.text("Language"), choices, chosen, chosen)

    def _theme(self, chosen: str) -> QToolButton:
        _ = self._words.text
        names = {"system": _("As the system"), "light": _("Light"), "dark": _("Dark")}
        choices = [(theme, names[theme]) for theme in THEMES]
        button = self._button("theme", _("Light or dark"), choices, chosen, "")
        button.setIcon(icon({"system": "sun-moon", "light": "sun", "dark": "moon"}[chosen]))
        return button

    def _text_size(self, chosen: int) -> QToolButton:
        choices = [(size, f"{size} %") for size in TEXT_SIZES]
        title = self._words.text("Text size")
        return self._button("text_size", title, choices, chosen, f"{chosen} %")

    def _button(
        self,
        setting: str,
        title: str,
        choices: Sequence[tuple[object, str]],
        chosen: object,
        shown: str,
    ) -> QToolButton:
        button = QToolButton()
        button.setText(shown)
        button.setAutoRaise(True)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        name = dict(choices).get(chosen, shown)
        button.setAccessibleName(f"{title}: {name}")
        button.setToolTip(f"{title}: {name}")
        menu = QMenu(button)
        for value, words in choices:
            action = QAction(words, menu)
            action.setCheckable(True)
            action.setChecked(value == chosen)
            action.triggered.connect(
                lambda *_, value=value: self.setting_chosen.emit(setting, value)
            )
            menu.addAction(action)
        button.setMenu(menu)
        return button


def _show(label: Label, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))
