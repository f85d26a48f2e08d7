"""Labels and fields in one column, each label tied to its field."""

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFormLayout, QLabel, QSizePolicy, QWidget

from kvdesk.ui.field import CheckField, Field
from kvdesk.ui.labels import Label
from kvdesk.ui.typography import GAP, MARGIN, SNUG, Size

__all__ = ["Form"]


_ABOVE: Final = QFormLayout.RowWrapPolicy.WrapAllRows
_BESIDE: Final = QFormLayout.RowWrapPolicy.DontWrapRows
#: From this width on, labels have room beside their fields.
_BESIDE_LETTERS: Final = 64
_LEAST_LETTERS: Final = 28


class Form(QWidget):
    """A column of fields.

    Args:
        beside: labels stand left of the fields where there is room; else above them, which suits
            narrow panels and large text.
    """

    def __init__(self, *, beside: bool = False) -> None:
        super().__init__()
        self._layout = QFormLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setHorizontalSpacing(MARGIN)
        self._layout.setVerticalSpacing(GAP if beside else SNUG)
        self._beside = beside
        self._layout.setRowWrapPolicy(_BESIDE if beside else _ABOVE)
        self._layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._layout.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Labels go above their fields where there is no room beside them."""
        super().resizeEvent(event)
        if self._beside:
            roomy = self.width() >= self.fontMetrics().averageCharWidth() * _BESIDE_LETTERS
            self._layout.setRowWrapPolicy(_BESIDE if roomy else _ABOVE)

    def minimumSizeHint(self) -> QSize:
        """With the labels above, a form can become narrow."""
        least = self.fontMetrics().averageCharWidth() * _LEAST_LETTERS
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), least), hint.height())

    def add(self, field: Field) -> None:
        """Put a field under its own title."""
        if isinstance(field, CheckField):
            self._layout.addRow(field)
            return
        self._add_row(field.title, field, field.editor)

    def add_fact(self, title: str, value: QWidget) -> None:
        """Put something that is only read, under a title."""
        self._add_row(title, value, value)

    def add_whole(self, widget: QWidget) -> None:
        """Put a widget over the whole width."""
        self._layout.addRow(widget)

    def _add_row(self, title: str, widget: QWidget, buddy: QWidget) -> None:
        label: QLabel = Label(title, Size.SMALL, colour="muted")
        label.setBuddy(buddy)
        if self._beside:
            label.setContentsMargins(0, GAP - 1, 0, 0)
        else:
            label.setContentsMargins(0, GAP, 0, 0)
        policy = widget.sizePolicy()  # changed in place: it knows whether a text wraps
        policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding)
        widget.setSizePolicy(policy)
        self._layout.addRow(label, widget)
