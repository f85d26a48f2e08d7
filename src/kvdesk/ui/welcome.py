"""The first start: language, whose desk it is, and whether to begin with the sample network."""

import csv
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from kvdesk.kernel.resources import resource_folder
from kvdesk.kernel.words import LANGUAGES, Words
from kvdesk.ui.flow import FlowLayout
from kvdesk.ui.icons import icon, program_icon
from kvdesk.ui.labels import Label
from kvdesk.ui.pictogram import Pictogram
from kvdesk.ui.typography import GAP, MARGIN, Size

__all__ = ["Beginning", "WelcomeDialog"]


@dataclass(frozen=True, slots=True)
class Beginning:
    """What the user chose; `code` and `name` are those of the department."""

    language: str
    code: str
    name: str
    author: str
    sample: bool


class WelcomeDialog(QDialog):
    """Asks once what a new desk needs; everything can be changed later.

    Signals:
        chosen: a `Beginning`.
    """

    chosen = Signal(object)

    def __init__(self, language: str, words: Callable[[str], Words]) -> None:
        super().__init__()
        self._words_for = words
        self._language = language
        self._page = QWidget()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._layout.addWidget(self._area)
        self._code = self._department = self._author = ""
        self.setWindowIcon(program_icon())
        self._build()

    def speak(self, language: str) -> None:
        """Change the language at once; what was typed stays."""
        self._code, self._department, self._author = self._typed()
        self._language = language
        self._area.takeWidget().deleteLater()  # not at once: one of its buttons was pressed
        self._build()

    def _build(self) -> None:
        words = self._words_for(self._language)
        _ = words.text
        self.setWindowTitle(_("Welcome to kvdesk"))
        self._page = QWidget()
        self._area.setWidget(self._page)
        column = QVBoxLayout(self._page)
        column.setContentsMargins(2 * MARGIN, 2 * MARGIN, 2 * MARGIN, 2 * MARGIN)
        column.setSpacing(GAP)
        column.addWidget(Pictogram("kvdesk", scale=4), alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(Label(_("Welcome to kvdesk"), Size.TITLE))
        purpose = _("The desk of a network of equal organisations, without a server.")
        column.addWidget(Label(purpose, colour="muted", wrap=True))
        column.addSpacing(GAP)
        column.addLayout(self._language_row(_("Language")))
        column.addSpacing(GAP)
        self._add_fields(column, words)
        column.addSpacing(MARGIN)
        self._add_buttons(column, words)
        column.addStretch()
        letter = self.fontMetrics().averageCharWidth()
        self.setMinimumSize(letter * 64, letter * 40)
        wide = letter * 84
        room = self.screen().availableSize() * 0.9
        self.resize(QSize(wide, self._page.heightForWidth(wide)).boundedTo(room))

    def _language_row(self, title: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        self._languages = QButtonGroup(self._page)
        for code, name in LANGUAGES.items():
            button = QPushButton(name)
            button.setCheckable(True)
            button.setChecked(code == self._language)
            button.setAccessibleName(f"{title}: {name}")
            button.clicked.connect(lambda *_, code=code: self.speak(code))
            self._languages.addButton(button)
            row.addWidget(button)
        row.addStretch()
        return row

    def _add_fields(self, column: QVBoxLayout, words: Words) -> None:
        _ = words.text
        self._choice = QComboBox()
        self._choice.setEditable(True)
        self._choice.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        for code, name in _departments(self._language):
            self._choice.addItem(f"{code} {name}", (code, name))
        self._choice.setCurrentText(f"{self._code} {self._department}".strip())
        self._name = QLineEdit(self._author)
        for title, widget in (
            (_("Your department: code and name"), self._choice),
            (_("Your name, as it stands in the history"), self._name),
        ):
            label = Label(title, Size.SMALL, colour="muted")
            label.setBuddy(widget)
            widget.setAccessibleName(title)
            column.addWidget(label)
            column.addWidget(widget)
        self._trouble = Label("", Size.SMALL, colour="late", wrap=True)
        self._trouble.hide()
        column.addWidget(self._trouble)

    def _add_buttons(self, column: QVBoxLayout, words: Words) -> None:
        _ = words.text
        hint = _("All people of the sample network are fictional; it can be thrown away later.")
        sample = QPushButton(_("Open the sample network"))
        sample.setIcon(icon("book-open"))
        sample.setProperty("look", "primary")
        sample.setDefault(True)
        empty = QPushButton(_("Begin with an empty desk"))
        sample.clicked.connect(lambda: self._choose(sample=True))
        empty.clicked.connect(lambda: self._choose(sample=False))
        row = FlowLayout()
        row.addWidget(sample)
        row.addWidget(empty)
        column.addLayout(row)
        column.addWidget(Label(hint, Size.SMALL, colour="muted", wrap=True))

    def _typed(self) -> tuple[str, str, str]:
        """Code, name and author as they stand in the fields."""
        code, _, name = self._choice.currentText().strip().partition(" ")
        return code, name.strip(), self._name.text().strip()

    def _choose(self, *, sample: bool) -> None:
        code, name, author = self._typed()
        if not code or not name:
            words = self._words_for(self._language)
            sentence = words.text("The department needs a code and a name.")
            self._trouble.setText(sentence)
            self._trouble.show()
            self._choice.setFocus()
            return
        self.chosen.emit(Beginning(self._language, code, name, author, sample))
        self.accept()


def _departments(language: str) -> list[tuple[str, str]]:
    """The rescue departments of the sample's list: code and name in Finnish or Swedish."""
    file = resource_folder() / "sample" / "organisations.csv"
    with file.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["code"].startswith("PL-")]
    column = "name_sv" if language == "sv" else "name_fi"
    return [(row["code"], row[column] or row["name_fi"]) for row in rows]
