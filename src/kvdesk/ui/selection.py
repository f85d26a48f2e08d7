"""A selection that stays quick in a list of a million rows.

Qt keeps a selection cell by cell and asks the model for each: selecting a million rows froze the
window for 12 to 59 seconds (measured). Up to the cap rows are selected one by one; "select all"
above it is a single flag, and bulk acts then run as one statement in the database.
"""

from typing import Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QObject,
    Signal,
)

__all__ = ["CAP", "CappedSelection"]

#: So many rows Qt selects, draws and tells to a screen reader without a noticeable wait.
CAP: Final = 2000

_Flag = QItemSelectionModel.SelectionFlag


class CappedSelection(QItemSelectionModel):
    """At most `CAP` rows, or everything as a flag.

    Signals:
        everything_changed: whether all rows count as selected.
    """

    everything_changed = Signal(bool)

    def __init__(self, model: QAbstractItemModel, parent: QObject) -> None:
        super().__init__(model, parent)
        self._everything = False
        model.modelReset.connect(self._forget_everything)

    @property
    def everything(self) -> bool:
        """Whether all rows count as selected."""
        return self._everything

    def select_everything(self) -> None:
        """Select all rows: each of them up to the cap, else by the flag alone."""
        model = self.model()
        rows = model.rowCount()
        if rows <= CAP:
            whole = QItemSelection(
                model.index(0, 0), model.index(rows - 1, model.columnCount() - 1)
            )
            super().select(whole, _Flag.ClearAndSelect)
            return
        super().clearSelection()
        self._set_everything(everything=True)

    def select(self, what: QItemSelection | QModelIndex, command: _Flag) -> None:  # type: ignore[override]  # a stub forgets an overload
        """Select, but never more than the cap; any selection of single rows ends "everything"."""
        if command != _Flag.NoUpdate:
            self._set_everything(everything=False)
        if isinstance(what, QModelIndex):
            super().select(what, command)
        else:
            super().select(_capped(what), command)

    def clearSelection(self) -> None:
        """Select nothing."""
        self._set_everything(everything=False)
        super().clearSelection()

    def _forget_everything(self) -> None:
        self._set_everything(everything=False)

    def _set_everything(self, *, everything: bool) -> None:
        if everything != self._everything:
            self._everything = everything
            self.everything_changed.emit(everything)


def _capped(selection: QItemSelection) -> QItemSelection:
    kept = QItemSelection()
    left = CAP
    for at in range(selection.size()):
        part = selection.at(at)
        if left <= 0:
            break
        rows = min(part.height(), left)
        left -= rows
        model = part.model()
        last = model.index(part.top() + rows - 1, part.right(), part.parent())
        kept.append(QItemSelectionRange(part.topLeft(), last))
    return kept
