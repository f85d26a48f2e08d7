"""Finds what is cut off in a window that is laid out: texts without room, widgets that stick out.

Every rule answers sentences, one a fault, so that a failing test can be read as a list of repairs.
"""

import re
from collections.abc import Iterator
from itertools import islice

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListView,
    QMenuBar,
    QPlainTextEdit,
    QScrollArea,
    QScrollBar,
    QSizeGrip,
    QStyle,
    QStyleOptionComboBox,
    QStyleOptionFrame,
    QStyleOptionViewItem,
    QTableView,
    QTextEdit,
    QTreeView,
    QWidget,
)

from kvdesk.ui.labels import Badge
from kvdesk.ui.table import Table
from kvdesk.ui.wrapping import WrappingHeader

__all__ = ["faults"]

#: Rounding of fonts and layouts.
SLACK = 1
#: What a cell keeps free beside its text at least.
MARGINS = 8
_ROWS = 12


def faults(top: QWidget) -> list[str]:
    """Everything in this window or dialog that cannot be read or reached whole."""
    found = [*_sideways(top)]
    for widget in top.findChildren(QWidget):
        if widget.isVisibleTo(top) and widget.window() is top.window() and not _is_inner(widget):
            found += [f"{_name(widget)}: {fault}" for fault in _faults_of(widget)]
    return found


def _is_inner(widget: QWidget) -> bool:
    """A part that Qt makes for itself, which its owner's rule looks after."""
    if isinstance(widget, QScrollBar | QSizeGrip) or isinstance(widget.parent(), QLineEdit):
        return True
    return widget.objectName().startswith("qt_") and not widget.objectName().endswith("ext_button")


def _name(widget: QWidget) -> str:
    text = getattr(widget, "text", lambda: "")
    said = widget.accessibleName() or (text() if callable(text) else "") or widget.objectName()
    return f"{type(widget).__name__} «{said[:60]}»"


def _faults_of(widget: QWidget) -> Iterator[str]:
    yield from _sticks_out(widget)
    yield from _sideways(widget)
    rule = next((rule for kind, rule in RULES if isinstance(widget, kind)), None)
    if rule is not None:
        yield from rule(widget)


def _sticks_out(widget: QWidget) -> Iterator[str]:
    """Outside its parent; what scrolls up and down may be as high as it likes."""
    parent = widget.parentWidget()
    if parent is None or widget.isWindow() or not widget.width() or not widget.height():
        return
    place, room = widget.geometry(), parent.rect()
    area = parent.parentWidget()
    scrolls = isinstance(area, QAbstractScrollArea) and area.viewport() is parent
    if isinstance(area, QAbstractItemView):
        return
    left, right = room.left() - place.left(), place.right() - room.right()
    if max(left, right) > SLACK:
        yield f"reaches {max(left, right)} px out of {_name(parent)} sideways"
    low = place.bottom() - room.bottom()
    if low > SLACK and not scrolls:
        yield f"reaches {low} px below {_name(parent)}"


def _sideways(widget: QWidget) -> Iterator[str]:
    if not isinstance(widget, QAbstractScrollArea):
        return
    if isinstance(widget, QHeaderView):
        return
    over = widget.horizontalScrollBar().maximum()
    if over > SLACK:
        yield f"scrolls {over} px sideways"
    if isinstance(widget, QScrollArea | QPlainTextEdit | QTextEdit) and widget.height() < 24:
        yield "shows less than one line"


def _short_of(widget: QWidget, wanted: QSize) -> Iterator[str]:
    wide, high = wanted.width() - widget.width(), wanted.height() - widget.height()
    if wide > SLACK:
        yield f"lacks {wide} px of its width"
    if high > SLACK:
        yield f"lacks {high} px of its height"


def _button(button: QAbstractButton) -> Iterator[str]:
    if button.objectName() == "qt_menubar_ext_button":
        yield "the menus do not fit beside each other"
        return
    wraps = button.hasHeightForWidth()
    wanted = QSize(0, button.heightForWidth(button.width())) if wraps else button.sizeHint()
    yield from _short_of(button, wanted)


def _badge(badge: Badge) -> Iterator[str]:
    yield from _short_of(badge, badge.sizeHint())


def _label(label: QLabel) -> Iterator[str]:
    if not label.text():
        return
    if not label.wordWrap():
        yield from _short_of(label, label.sizeHint())
        return
    yield from _short_of(label, QSize(0, label.heightForWidth(label.width())))
    room = label.contentsRect().width()
    words = [
        label.fontMetrics().horizontalAdvance(word)
        for word in re.split(r"[\s\u200b]+", label.text())
    ]
    if max(words, default=0) > room + SLACK:
        yield f"a word is {max(words) - room} px wider than the line"


def _combo(combo: QComboBox) -> Iterator[str]:
    option = QStyleOptionComboBox()
    combo.initStyleOption(option)
    part = QStyle.SubControl.SC_ComboBoxEditField
    kind = QStyle.ComplexControl.CC_ComboBox
    room = combo.style().subControlRect(kind, option, part, combo).width()
    wanted = combo.fontMetrics().horizontalAdvance(combo.currentText())
    if wanted > room + SLACK and combo.toolTip().find(combo.currentText()) < 0:
        yield f"the choice «{combo.currentText()}» lacks {wanted - room} px"
    yield from _short_of(combo, QSize(0, combo.fontMetrics().height()))


def _line(line: QLineEdit) -> Iterator[str]:
    option = QStyleOptionFrame()
    line.initStyleOption(option)
    element = QStyle.SubElement.SE_LineEditContents
    room = line.style().subElementRect(element, option, line)
    room = room.marginsRemoved(line.textMargins())
    wanted = 0 if line.text() else line.fontMetrics().horizontalAdvance(line.placeholderText())
    if wanted > room.width() + SLACK:
        yield f"its hint «{line.placeholderText()}» lacks {wanted - room.width()} px"
    if line.fontMetrics().height() > room.height() + SLACK:
        yield "its text is higher than the line"


def _header(header: QHeaderView) -> Iterator[str]:
    if header.orientation() != Qt.Orientation.Horizontal:
        return
    for section in range(header.count()):
        if header.isSectionHidden(section):
            continue
        title = str(header.model().headerData(section, header.orientation()) or "")
        words = title.split() if isinstance(header, WrappingHeader) else [title]
        longest = max((header.fontMetrics().horizontalAdvance(word) for word in words), default=0)
        lack = longest + 2 * MARGINS - header.sectionSize(section)
        if title and lack > SLACK:
            yield f"the heading «{title}» lacks {lack} px"
        room = QRect(0, 0, header.sectionSize(section) - 4 * MARGINS, 10_000)
        high = header.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, title).height()
        if isinstance(header, WrappingHeader) and high > header.height() + SLACK:
            yield f"the heading «{title}» lacks {high - header.height()} px of its height"


def _menus(bar: QMenuBar) -> Iterator[str]:
    for action in bar.actions():
        place = bar.actionGeometry(action)
        if place.right() > bar.width() or place.bottom() > bar.height():
            yield f"the menu «{action.text()}» does not fit"


def _items(view: QAbstractItemView) -> Iterator[str]:
    """What the rows in sight show, as their delegates measure it."""
    if view.objectName() == "navigation" and view.property("narrow"):
        return
    for index in islice(_indexes(view), 400):
        place = view.visualRect(index)
        if place.isEmpty():
            continue
        text = str(index.data() or "")
        wanted = _wanted(view, index, place)
        wide, high = wanted.width() - place.width(), wanted.height() - place.height()
        elides = isinstance(view, Table) and index.column() == view.longest
        told = str(index.data(Qt.ItemDataRole.ToolTipRole) or "")
        if wide > SLACK and not (elides and text in told):
            yield f"«{text}» lacks {wide} px in column {index.column()}"
        if high > SLACK:
            yield f"«{text}» lacks {high} px of its height"


def _wanted(view: QAbstractItemView, index: QModelIndex, place: QRect) -> QSize:
    option = QStyleOptionViewItem()
    view.initViewItemOption(option)
    option.rect = place
    option.font, option.fontMetrics = view.font(), QFontMetrics(view.font())
    wanted = view.itemDelegateForIndex(index).sizeHint(option, index)
    wraps = view.wordWrap() if isinstance(view, QListView | QTableView | QTreeView) else False
    if not wraps or (isinstance(view, Table)):
        return QSize(wanted.width(), 0)
    text = str(index.data() or "")
    words = text.split()
    longest = max((option.fontMetrics.horizontalAdvance(word) for word in words), default=0)
    if index.data(Qt.ItemDataRole.DecorationRole) is not None:
        longest += option.fontMetrics.height() + MARGINS
    return QSize(longest + MARGINS if text else 0, wanted.height())


def _indexes(view: QAbstractItemView) -> Iterator[QModelIndex]:
    """The cells that can be seen."""
    model, inside = view.model(), view.viewport().rect()
    if model is None:
        return
    first = view.indexAt(QPoint(inside.left() + 30, 2))
    rows = 0
    index = first
    while index.isValid() and rows < _ROWS:
        wide = 1 if isinstance(view, QListView) else model.columnCount(index.parent())
        for column in range(wide):
            yield index.siblingAtColumn(column)
        rows += 1
        if isinstance(view, QTreeView):
            index = view.indexBelow(index)
        else:
            index = index.siblingAtRow(index.row() + 1)


#: The first that fits a widget holds: a heading is a kind of list, too.
RULES = (
    (QLabel, _label),
    (Badge, _badge),
    (QAbstractButton, _button),
    (QComboBox, _combo),
    (QLineEdit, _line),
    (QHeaderView, _header),
    (QMenuBar, _menus),
    (QAbstractItemView, _items),
)
