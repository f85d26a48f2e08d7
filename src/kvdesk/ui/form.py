"""Labels and fields in one column, each label tied to its field."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QLabel, QSizePolicy, QWidget

from kvdesk.ui.field import CheckField, Field
from kvdesk.ui.labels import Label
from kvdesk.ui.typography import GAP, MARGIN, SNUG, Size

__all__ = ["Form"]


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
        wrap = QFormLayout.RowWrapPolicy
        self._layout.setRowWrapPolicy(wrap.DontWrapRows if beside else wrap.WrapAllRows)
        self._layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._layout.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)

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
        widget.setSizePolicy(QSizePolicy.Policy.Expanding, widget.sizePolicy().verticalPolicy())
        self._layout.addRow(label, widget)
