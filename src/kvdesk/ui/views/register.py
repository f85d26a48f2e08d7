"""What the registers of decisions and actions have in common: heading, filters, list, details."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar, Final, Generic, Protocol, Self, TypeVar

from PySide6.QtCore import QSignalBlocker, QSize
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from kvdesk.ui.bridge import Touch
from kvdesk.ui.empty import EmptyState
from kvdesk.ui.flow import FlowLayout
from kvdesk.ui.heading import Heading
from kvdesk.ui.labels import Label
from kvdesk.ui.list_model import Column, ListModel, Source
from kvdesk.ui.table import Table
from kvdesk.ui.typography import GAP, MARGIN
from kvdesk.ui.view import Context, View

__all__ = ["FilterBox", "Register", "RegisterFilter"]


class RegisterFilter(Protocol):
    """What every filter of a register has; filters are frozen data."""

    words: str
    order: str
    descending: bool


#: A chosen name is shown up to so many average letters.
_LONGEST_CHOICE: Final = 34

F = TypeVar("F", bound=Any)  # a frozen dataclass with the fields of `RegisterFilter`


class FilterBox(QComboBox):
    """One narrowing choice; the first choice narrows nothing.

    Args:
        title: what it narrows by; its accessible name.
        everything: the words of the first choice.
        chosen: gets the value, empty for everything.
    """

    def __init__(self, title: str, everything: str, chosen: Callable[[str], object]) -> None:
        super().__init__()
        self._everything = everything
        self.setAccessibleName(title)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.addItem(everything, "")
        self.activated.connect(lambda *_: chosen(self.value()))
        self.currentIndexChanged.connect(self._show_title)
        # The name of a combo box is its value on some systems: there its label says what it is.
        self.label = Label(title)
        self.label.setBuddy(self)

    def value(self) -> str:
        """The chosen value."""
        return str(self.currentData() or "")

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer (value, words) pairs after the first choice; what was chosen stays chosen."""
        before = self.value()
        with QSignalBlocker(self):
            self.clear()
            self.addItem(self._everything, "")
            for value, words in choices:
                self.addItem(words, value)
            self.put(before)

    def put(self, value: str) -> None:
        """Choose a value without telling; an unknown one is everything."""
        with QSignalBlocker(self):
            self.setCurrentIndex(max(0, self.findData(value)))
        self._show_title()

    def sizeHint(self) -> QSize:
        """As wide as what is chosen, within reason; the hint tells a longer name whole."""
        hint = super().sizeHint()
        metrics = self.fontMetrics()
        inner = hint.width() - metrics.horizontalAdvance("X") * self.minimumContentsLength()
        text = metrics.horizontalAdvance(self.currentText())
        longest = metrics.averageCharWidth() * _LONGEST_CHOICE
        return QSize(inner + min(text, longest) + metrics.averageCharWidth(), hint.height())

    def minimumSizeHint(self) -> QSize:
        """It is never narrower than that."""
        return self.sizeHint()

    def _show_title(self) -> None:
        self.setToolTip(f"{self.label.text()}: {self.currentText()}")
        self.updateGeometry()


class Register(View, Generic[F]):
    """A list of records with a row of filters; the details panel shows the current one.

    A subclass says its columns, its source, its filters and its details.
    """

    #: The kind of record that is listed, and the kinds whose changes alter what rows show.
    KIND: ClassVar[str] = ""
    NAMED: ClassVar[tuple[str, ...]] = ()

    def __init__(self, context: Context, title: str, *, search: str, nothing: F) -> None:
        super().__init__(context, title)
        self._nothing: F = nothing
        self._wanted: F = nothing
        self._awaited = ""
        self.heading = Heading(context.words, title, search=search)
        self.empty = EmptyState(*self.empty_state())
        self.model: ListModel[F, Any] = ListModel(
            context.bridge, self.source(), self.columns(), self
        )
        self.table = Table(
            self.model, context.settings, name=f"{self.KIND}-list", title=title, empty=self.empty
        )
        self.boxes: Mapping[str, FilterBox] = self.filter_boxes()
        self._build()
        self._wire()
        self._apply(nothing)

    # What a subclass says

    def columns(self) -> Sequence[Column[Any]]:
        """The columns of the list."""
        raise NotImplementedError

    def source(self) -> Source[F, Any]:
        """How the list is asked for."""
        raise NotImplementedError

    def filter_boxes(self) -> Mapping[str, FilterBox]:
        """The filters by the field of the filter data that each sets."""
        raise NotImplementedError

    def empty_state(self) -> tuple[str, str]:
        """Icon and sentence of the empty register."""
        raise NotImplementedError

    def chips(self, wanted: F) -> Mapping[str, F]:
        """The narrowings that no filter box shows: words -> the filter without that narrowing."""
        raise NotImplementedError

    def count_words(self, rows: int) -> str:
        """«12 483 decisions»."""
        raise NotImplementedError

    def show_details(self, record: str) -> None:
        """Show a record in the details panel; empty for none."""
        raise NotImplementedError

    # What the shell asks

    @property
    def wanted(self) -> F:
        """What narrows and sorts the list now."""
        return self._wanted

    def show_record(self, record: str) -> None:
        """Make a record current and bring it into sight."""
        self.record = record
        self._awaited = record  # the list may still be asked for
        self.table.go_to(record)
        self.show_details(record)

    def show_filter(self, wanted: object) -> None:
        """Narrow as a link asks; None shows everything."""
        with QSignalBlocker(self.heading.search):
            self.heading.search.clear()
        self._apply(wanted if isinstance(wanted, type(self._nothing)) else self._nothing)

    def on_touched(self, touch: Touch) -> None:
        """Patch what was written; names of other records may stand in any row."""
        if touch.has(*self.NAMED):
            self.model.reload()
        else:
            self.model.on_touched(touch.ids(self.KIND))
        if self.record and touch.has(self.KIND, *self.NAMED):
            self.show_details(self.record)

    def focus_main(self) -> None:
        """Put the focus on the list."""
        self.table.setFocus()

    def narrow(self, **changed: object) -> None:
        """Change some of what narrows the list and keep the rest."""
        self._apply(replace(self._wanted, **changed))

    # Inside

    def _build(self) -> None:
        row = QWidget()
        flow = FlowLayout(row)
        for box in self.boxes.values():
            flow.addWidget(box)
        holder = QHBoxLayout()
        holder.setContentsMargins(MARGIN, 0, MARGIN, GAP)
        holder.addWidget(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.heading)
        layout.addLayout(holder)
        layout.addWidget(self.table, 1)

    def _wire(self) -> None:
        self.heading.searched.connect(self._on_searched)
        self.table.sort_asked.connect(self._on_sort)
        self.table.moved.connect(self._on_moved)
        self.table.opened.connect(self._on_opened)
        self.table.typed.connect(self._on_typed)
        self.model.loaded.connect(self._on_loaded)
        self.act("find", self._find)

    def _apply(self: Self, wanted: F) -> None:
        self._wanted = wanted
        self.filter = None if wanted == self._nothing else wanted
        for field, box in self.boxes.items():
            box.put(str(getattr(wanted, field) or ""))
        chips = {
            text: (lambda without=without: self._apply(without))
            for text, without in self.chips(wanted).items()
        }
        self.heading.show_chips(chips)
        self.model.load(wanted)

    def _on_searched(self, typed: str) -> None:
        self.narrow(words=typed.strip())

    def _on_sort(self, order: str, descending: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.narrow(order=order, descending=descending)

    def _on_moved(self, record: str) -> None:
        if self._awaited:
            if record != self._awaited:
                return
            self._awaited = ""
        self.record = record
        self.show_details(record)
        self.moved.emit(record)

    def _on_opened(self, record: str) -> None:
        self.record = record
        self.context.shell.show_details(visible=True)

    def _on_typed(self, letters: str) -> None:
        if letters.strip():
            self._find()
            self.heading.search.insert(letters)

    def _on_loaded(self, rows: int) -> None:
        _ = self.context.words.text
        if self._awaited:
            self.model.locate(self._awaited, self._arrive)
        narrowed = replace(self._wanted, order="", descending=False) != replace(
            self._nothing, order="", descending=False
        )
        self.empty.say(
            _("Nothing matches the search and the filters.") if narrowed else self.empty_state()[1]
        )
        sentence = self.count_words(rows)
        self.heading.set_count(sentence)
        self.counted.emit(sentence)

    def _arrive(self, place: int) -> None:
        """Make the record current that was wanted before the list was there."""
        awaited, self._awaited = self._awaited, ""
        if place >= 0 and awaited:
            self.table.go_to(awaited)

    def _find(self) -> None:
        self.heading.search.setFocus()
        self.heading.search.selectAll()
