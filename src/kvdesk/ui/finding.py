"""What the palette finds: acts and views at once, records from the desk."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from kvdesk.kernel.words import Words
from kvdesk.ui.acts import plain_text
from kvdesk.ui.keys import KEYS
from kvdesk.ui.palette_search import Found, PaletteDialog
from kvdesk.ui.surroundings import Surroundings

__all__ = ["ActsProvider", "RecordsProvider", "palette"]


def palette(
    words: Words,
    acts: Callable[[], Iterable[QAction]],
    around: Surroundings,
    open_place: Callable[[str, str], None],
    parent: QWidget,
) -> PaletteDialog:
    """The palette of a window: its acts, and the records of its desk."""
    found = RecordsProvider(words, around, open_place)
    return PaletteDialog(words, ActsProvider(words, acts), found, parent)


class ActsProvider:
    """The acts that can be done now, under their names in this language and in English."""

    def __init__(self, words: Words, acts: Callable[[], Iterable[QAction]]) -> None:
        self._words = words
        self._acts = acts

    def find(self, wanted: str, then: Callable[[Sequence[Found]], None]) -> None:
        """Everything that is enabled; the palette matches."""
        del wanted
        then([self._found(act) for act in self._acts() if act.isEnabled() and act.text()])

    def _found(self, act: QAction) -> Found:
        native = QKeySequence.SequenceFormat.NativeText
        name = act.objectName()
        going = name.startswith("go-")
        return Found(
            key=name,
            name=plain_text(act),
            run=act.trigger,
            group=self._words.text("View") if going else self._words.text("Command"),
            icon=act.icon().name() or "chevron-right",
            note=act.shortcut().toString(native),
            also=KEYS[name].text if name in KEYS else "",
        )


class RecordsProvider:
    """The records that match, in the order of the desk's search."""

    def __init__(
        self, words: Words, around: Surroundings, open_place: Callable[[str, str], None]
    ) -> None:
        self._words = words
        self._around = around
        self._open = open_place

    def find(self, wanted: str, then: Callable[[Sequence[Found]], None]) -> None:
        """Ask the desk; a newer wish overtakes."""
        question = self._around.search(wanted)
        self._around.bridge.ask(
            question, lambda answer: then(self._lines(answer)), key="palette-records"
        )

    def _lines(self, answer: object) -> list[Found]:
        return [
            Found(
                key=hit.record,
                name=hit.name,
                run=lambda hit=hit: self._open(hit.view, hit.record),  # type: ignore[misc]  # the default's type is not inferred
                group=hit.kind,
                icon=hit.icon,
                note=hit.note,
            )
            for hit in self._around.hits(answer, self._words)
        ]
