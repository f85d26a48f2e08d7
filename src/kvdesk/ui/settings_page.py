"""The settings: a search field and pages; every change holds at once, none needs an OK."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, QSize, Qt, QTimer
from PySide6.QtGui import (
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QKeySequenceEdit,
    QLineEdit,
    QListWidget,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QStyle,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kvdesk.kernel.words import LANGUAGES
from kvdesk.ui.geometry import size_dialog
from kvdesk.ui.icons import icon
from kvdesk.ui.keys import KEYS, KeyMap
from kvdesk.ui.labels import Label
from kvdesk.ui.palette import colours_of
from kvdesk.ui.settings import DENSITIES, TEXT_SIZES, THEMES, Settings
from kvdesk.ui.tab_order import step_focus
from kvdesk.ui.typography import GAP, MARGIN, SNUG, Size, icon_side
from kvdesk.ui.view import Context
from kvdesk.ui.wrapping import wrap_lines

__all__ = ["SettingsDialog"]


#: A field beside its label is at least so many average letters wide.
_FIELD_LETTERS = 30
_MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta)


class SettingsDialog(QDialog):
    """Pages of settings; a word in the search field shows the pages that speak of it."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        _ = context.words.text
        self.setWindowTitle(_("Settings"))
        self._pages = QStackedWidget()
        self._names = QListWidget()
        self._search = QLineEdit()
        self._spoken: list[str] = []
        self._build()
        for title, drawing, page in (
            (_("Language and look"), "languages", _LookPage(context)),
            (_("Keyboard shortcuts"), "keyboard", _KeysPage(context)),
        ):
            self._add(title, drawing, page)
        self._names.setCurrentRow(0)
        self._fit_side()

    def _build(self) -> None:
        _ = self._context.words.text
        self._search.setPlaceholderText(_("Search settings"))
        self._search.setAccessibleName(_("Search settings"))
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._filter)
        self._names.setAccessibleName(_("Pages"))
        wrap_lines(self._names)
        self._names.currentRowChanged.connect(self._pages.setCurrentIndex)
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.addWidget(self._search)
        side.addWidget(self._names)
        row = QHBoxLayout()
        row.setSpacing(MARGIN)
        row.addWidget(self._side)
        row.addWidget(self._pages, 1)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(row)
        layout.addWidget(self._buttons)
        size_dialog(self, 110, 76)

    def _add(self, title: str, drawing: str, page: "_Page") -> None:
        self._names.addItem(title)
        self._names.item(self._names.count() - 1).setIcon(icon(drawing))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields have it; they scroll into sight
        area.setWidget(page)
        self._pages.addWidget(area)
        self._spoken.append(f"{title} {page.spoken}".casefold())

    def _fit_side(self) -> None:
        """The side is as wide as its names, a page never narrower than what is on it."""
        hint = self.fontMetrics().horizontalAdvance(self._search.placeholderText())
        inner = 2 * icon_side(self.font()) + 4 * GAP
        names = hint
        for row in range(self._names.count()):
            text = self.fontMetrics().horizontalAdvance(self._names.item(row).text())
            names = max(names, text + inner)
        areas = [self._pages.widget(place) for place in range(self._pages.count())]
        pages = [area.widget() for area in areas if isinstance(area, QScrollArea)]
        least = max((page.minimumSizeHint().width() for page in pages if page), default=0)
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        self._pages.setMinimumWidth(least + bar + GAP)
        self._side.setFixedWidth(max(names, hint + inner) + 2 * self._names.frameWidth())

    def changeEvent(self, event: QEvent) -> None:
        """The text size is changed right here."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            QTimer.singleShot(0, self, self._fit_side)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's own
        """Tab walks as the page is read, and scrolls to where it comes."""
        return step_focus((self._side, self._pages, self._buttons), forward=forward)

    def _filter(self, wanted: str) -> None:
        for row, spoken in enumerate(self._spoken):
            self._names.item(row).setHidden(wanted.casefold() not in spoken)
        shown = [row for row in range(len(self._spoken)) if not self._names.item(row).isHidden()]
        if shown and self._names.currentRow() not in shown:
            self._names.setCurrentRow(shown[0])


class _Page(QWidget):
    """One page: heading, rows, and a button that puts everything back."""

    def __init__(self, context: Context, title: str) -> None:
        super().__init__()
        self.context = context
        self.spoken = ""
        self.rows = QFormLayout()
        self.rows.setVerticalSpacing(GAP + GAP // 2)
        self.rows.setHorizontalSpacing(MARGIN)
        self._labels: list[Label] = []
        back = QPushButton(context.words.text("Restore the defaults"))
        back.setIcon(icon("undo-2"))
        back.clicked.connect(self.restore)
        foot = QHBoxLayout()
        foot.addWidget(back)
        foot.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, GAP, 0)
        layout.setSpacing(MARGIN)
        layout.addWidget(Label(title, Size.HEADING))
        layout.addLayout(self.rows)
        layout.addLayout(foot)
        layout.addStretch()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Labels stand above their fields where there is no room beside them."""
        super().resizeEvent(event)
        beside = self.width() >= self._longest() + MARGIN + self._field()
        wrap = QFormLayout.RowWrapPolicy
        self.rows.setRowWrapPolicy(wrap.DontWrapRows if beside else wrap.WrapAllRows)

    def minimumSizeHint(self) -> QSize:
        """With the labels above, a page can become narrow."""
        hint = super().minimumSizeHint()
        return QSize(max(self._longest(), self._field()) + GAP, hint.height())

    def _longest(self) -> int:
        return max((label.sizeHint().width() for label in self._labels), default=0)

    def _field(self) -> int:
        return self.fontMetrics().averageCharWidth() * _FIELD_LETTERS

    def restore(self) -> None:
        """Put this page's settings back."""
        raise NotImplementedError

    def add(self, title: str, widget: QWidget) -> None:
        """Add a row."""
        self.spoken += f" {title}"
        label = Label(title)
        self._labels.append(label)
        label.setBuddy(widget)
        widget.setAccessibleName(title)
        self.rows.addRow(label, widget)


class _CheckLine(QWidget):
    """A box and a sentence that breaks into lines, which the text of a box cannot."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.box = QCheckBox()
        self.box.setMinimumWidth(28)  # a target of its own (WCAG 2.5.8)
        self.box.installEventFilter(self)
        self.box.setAccessibleName(sentence)
        label = Label(sentence, wrap=True)
        label.setBuddy(self.box)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP, SNUG, GAP, SNUG)
        row.setSpacing(SNUG)
        row.addWidget(self.box)
        row.addWidget(label, 1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The focus is drawn around box and sentence."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the focus."""
        super().paintEvent(event)
        if self.box.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(colours_of(self.palette()).accent, 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)
            painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The sentence is as good to hit as the box."""
        super().mouseReleaseEvent(event)
        if self.rect().contains(event.position().toPoint()):
            self.box.toggle()


class _LookPage(_Page):
    """Language, theme, sizes."""

    def __init__(self, context: Context) -> None:
        _ = context.words.text
        super().__init__(context, _("Language and look"))
        now = context.settings.now
        themes = (_("As the system"), _("Light"), _("Dark"))
        densities = (_("Comfortable"), _("Compact"))
        sizes = [(size, f"{size} %") for size in TEXT_SIZES]
        self._choice(_("Language"), "language", list(LANGUAGES.items()), now.language)
        self._choice(_("Light or dark"), "theme", list(zip(THEMES, themes, strict=True)), now.theme)
        self._choice(_("Text size"), "text_size", sizes, now.text_size)
        rows = list(zip(DENSITIES, densities, strict=True))
        self._choice(_("Height of rows"), "density", rows, now.density)
        sentence = _("Single letters act in the live screen and among conflicts")
        keys = _CheckLine(sentence)
        keys.box.setChecked(now.single_keys)
        keys.box.toggled.connect(lambda on: context.settings.set(single_keys=on))
        self.spoken += f" {sentence}"
        self.rows.addRow(keys)

    def restore(self) -> None:
        """Back to the defaults, but for the language: nobody wants to lose his own."""
        standard = Settings()
        for combo in self.findChildren(QComboBox):
            value = getattr(standard, combo.objectName(), None)
            if combo.objectName() != "language":
                combo.setCurrentIndex(combo.findData(value))
        self.findChildren(QCheckBox)[0].setChecked(standard.single_keys)

    def _choice(
        self, title: str, setting: str, choices: Sequence[tuple[Any, str]], chosen: object
    ) -> None:
        combo = QComboBox()
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(10)
        combo.setObjectName(setting)
        for value, words in choices:
            combo.addItem(words, value)
        combo.setCurrentIndex(combo.findData(chosen))
        settings = self.context.settings
        combo.currentIndexChanged.connect(lambda *_: settings.set(**{setting: combo.currentData()}))
        self.add(title, combo)


class _KeyEdit(QKeySequenceEdit):
    """A field for a key that Shift+Tab leaves as it was.

    Qt's own takes Shift+Tab down as the key, and empties the field as soon as Shift goes down.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Wait for the key itself; walk back instead of writing."""
        if event.key() == Qt.Key.Key_Backtab:
            self.focusPreviousChild()
        elif event.key() not in _MODIFIERS:
            super().keyPressEvent(event)


class _KeysPage(_Page):
    """Every act with its key; two acts with one key are told at once."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, context.words.text("Keyboard shortcuts"))
        self._clash = Label("", colour="late", wrap=True)
        self._clash.hide()
        self.rows.addRow(self._clash)
        self._edits: dict[str, QKeySequenceEdit] = {}
        for name, key in KEYS.items():
            edit = _KeyEdit()
            edit.setMaximumSequenceLength(1)
            edit.setClearButtonEnabled(True)
            first = next(iter(context.keys.keys(name)), "")
            edit.setKeySequence(QKeySequence(first))
            edit.editingFinished.connect(self._taker(name))
            self._edits[name] = edit
            title = context.words.text(key.text)
            self.add(title, edit)
            _name_parts(edit, title, context.words.text("Clear: {field}", field=title))

    def restore(self) -> None:
        """Back to the keys of the table."""
        for name, edit in self._edits.items():
            with QSignalBlocker(edit):
                edit.setKeySequence(QKeySequence(next(iter(KEYS[name].keys), "")))
        self.context.settings.set(shortcuts={})
        self._clash.hide()

    def _taker(self, name: str) -> Callable[[], None]:
        def take() -> None:
            self._take(name)

        return take

    def _take(self, name: str) -> None:
        """Keep a changed key, unless another act has it already."""
        chosen = self._edits[name].keySequence().toString(QKeySequence.SequenceFormat.PortableText)
        settings = self.context.settings
        held = KeyMap(settings.now.shortcuts).keys(name)
        if chosen == next(iter(held), ""):
            return
        changed = {**settings.now.shortcuts, name: chosen}
        clashes = KeyMap(changed).clashes().get(chosen.casefold(), ())
        others = [KEYS[one].text for one in clashes if one != name]
        if others:
            words = self.context.words
            sentence = words.text(
                "{key} already means: {act}. Give that another key first.",
                key=chosen,
                act=words.text(others[0]),
            )
            self._clash.setText(sentence)
            self._clash.show()
            return
        self._clash.hide()
        settings.set(shortcuts=changed)


def _name_parts(edit: QKeySequenceEdit, title: str, clear: str) -> None:
    """Name the line and the button inside, which a screen reader meets instead of the field."""
    for line in edit.findChildren(QLineEdit):
        line.setAccessibleName(title)
    for button in edit.findChildren(QToolButton):
        button.setAccessibleName(clear)
        button.setToolTip(clear)
