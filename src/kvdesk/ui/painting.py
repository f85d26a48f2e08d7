"""How single controls are drawn: flat, rounded, with a ring of 2 px where the focus is.

Each function draws one element and answers whether it did; what it leaves Fusion draws. Grounds
and lines come from the palette, so that a contrast theme shows its own colours.
"""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QPushButton,
    QScrollArea,
    QStyle,
    QStyleOption,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QStyleOptionComplex,
    QStyleOptionFrame,
    QStyleOptionMenuItem,
    QStyleOptionSlider,
    QToolButton,
    QWidget,
)

from kvdesk.ui.icons import centred, paint_icon
from kvdesk.ui.painting_lists import (
    paint_branch,
    paint_corner,
    paint_header,
    paint_header_words,
    paint_sort_arrow,
)
from kvdesk.ui.palette import Colours, colours_of
from kvdesk.ui.typography import GAP, icon_gap, icon_side

__all__ = ["COMPLEX", "CONTROLS", "PRIMITIVES", "RADIUS", "look_of"]

RADIUS: Final = 6
_State = QStyle.StateFlag
_Primitive = QStyle.PrimitiveElement

Draw = Callable[[QStyleOption, QPainter, QWidget | None], bool]
DrawComplex = Callable[[QStyle, QStyleOptionComplex, QPainter, QWidget | None], bool]


def look_of(widget: QWidget | None) -> str:
    """A button's look: `primary`, `link`, `figure`, `chip`, or empty for an ordinary one."""
    look = widget.property("look") if isinstance(widget, QPushButton) else None
    return str(look or "")


def _has(option: QStyleOption, state: QStyle.StateFlag) -> bool:
    return bool(option.state & state)


def _rounded(
    painter: QPainter, rect: QRect, ground: QColor | None, line: QPen | None, radius: float = RADIUS
) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inset = line.widthF() / 2 if line else 0.0
    painter.setPen(line or Qt.PenStyle.NoPen)
    painter.setBrush(ground if ground is not None else Qt.BrushStyle.NoBrush)
    frame = QRectF(rect).adjusted(inset, inset, -inset, -inset)
    painter.drawRoundedRect(frame, radius, radius)
    painter.restore()


def _edge(colours: Colours, option: QStyleOption, widget: QWidget | None) -> QPen:
    """The outline of something that takes text: red when wrong, the accent with the focus."""
    if widget is not None and widget.property("wrong"):
        return QPen(colours.late, 2)
    if _has(option, _State.State_HasFocus):
        return QPen(colours.accent, 2)
    enabled = _has(option, _State.State_Enabled)
    return QPen(colours.outline if enabled else colours.line, 1)


def _button(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
    colours = colours_of(option.palette)
    look = look_of(widget)
    pressed = _has(option, _State.State_Sunken) or _has(option, _State.State_On)
    lit = pressed or _has(option, _State.State_MouseOver)
    if look in ("link", "figure"):
        return True
    if look == "chip":
        edge = QPen(colours.accent, 1) if lit else None
        _rounded(painter, option.rect, colours.accent_soft, edge, option.rect.height() / 2)
        return True
    if look == "primary" and _has(option, _State.State_Enabled):
        ground = colours.highlight.darker(115) if lit else colours.highlight
        _rounded(painter, option.rect, ground, QPen(ground, 1))
        return True
    flat = isinstance(option, QStyleOptionButton) and bool(
        option.features & QStyleOptionButton.ButtonFeature.Flat
    )
    line = None if flat else QPen(colours.outline, 1)
    if line is not None and not _has(option, _State.State_Enabled):
        line.setColor(colours.line)
    ground = colours.hover if lit else colours.raised
    _rounded(painter, option.rect, None if flat and not lit else ground, line)
    return True


def _tool_button(option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> bool:
    colours = colours_of(option.palette)
    on = _has(option, _State.State_On) or _has(option, _State.State_Sunken)
    if on or (_has(option, _State.State_MouseOver) and _has(option, _State.State_Enabled)):
        _rounded(painter, option.rect, colours.accent_soft if on else colours.hover, None)
    if not _has(option, _State.State_AutoRaise):
        _rounded(painter, option.rect, None, QPen(colours.outline, 1))
    return True


def _focus(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
    colours = colours_of(QApplication.palette())
    rect = widget.rect() if isinstance(widget, QPushButton) else option.rect
    if look_of(widget) == "primary":
        _rounded(painter, rect.adjusted(3, 3, -3, -3), None, QPen(colours.highlighted, 2), 4)
        return True
    _rounded(painter, rect, None, QPen(colours.accent, 2))
    return True


def _line_edit(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
    if not isinstance(option, QStyleOptionFrame) or option.lineWidth <= 0:
        return isinstance(widget.parent() if widget else None, QComboBox | QAbstractSpinBox)
    colours = colours_of(QApplication.palette())
    read_only = _has(option, _State.State_ReadOnly) or not _has(option, _State.State_Enabled)
    ground = colours.window if read_only else colours.base
    _rounded(painter, option.rect, ground, _edge(colours, option, widget))
    return True


def _frame(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
    if not isinstance(widget, QAbstractScrollArea):
        return False
    colours = colours_of(QApplication.palette())
    edge = _edge(colours, option, widget)
    if isinstance(widget, QScrollArea) and edge.widthF() < 2:
        edge = QPen(colours.line, 1)
    _rounded(painter, option.rect, None, edge, 3)
    return True


def _check_box(option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> bool:
    colours = colours_of(QApplication.palette())
    side = min(option.rect.width(), option.rect.height())
    box = centred(side, option.rect)
    on = _has(option, _State.State_On) or _has(option, _State.State_NoChange)
    enabled = _has(option, _State.State_Enabled)
    ground = (colours.highlight if enabled else colours.outline) if on else colours.base
    _rounded(painter, box, ground, QPen(ground if on else colours.outline, 1), 4)
    if on:
        mark = "check" if _has(option, _State.State_On) else "ellipsis"
        paint_icon(painter, mark, box.adjusted(2, 2, -2, -2), colours.highlighted)
    return True


def _radio(option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> bool:
    colours = colours_of(QApplication.palette())
    side = min(option.rect.width(), option.rect.height())
    box = centred(side, option.rect)
    on = _has(option, _State.State_On)
    edge = QPen(colours.highlight, 5) if on else QPen(colours.outline, 1)
    _rounded(painter, box, colours.base, edge, side / 2)
    return True


def _menu_bar_item(option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> bool:
    if not isinstance(option, QStyleOptionMenuItem):
        return False
    colours = colours_of(QApplication.palette())
    painter.fillRect(option.rect, colours.window)
    if _has(option, _State.State_Selected) or _has(option, _State.State_Sunken):
        _rounded(painter, option.rect.adjusted(0, 1, 0, -1), colours.accent_soft, None)
    enabled = _has(option, _State.State_Enabled)
    painter.setPen(colours.text if enabled else colours.muted)
    flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextShowMnemonic
    painter.drawText(option.rect, flags, option.text)
    return True


def _menu_bar_rest(option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> bool:
    painter.fillRect(option.rect, colours_of(QApplication.palette()).window)
    return True


def _menu_arrow(_option: QStyleOption, _painter: QPainter, widget: QWidget | None) -> bool:
    """A button that opens a menu needs no arrow in its corner: its words say a value."""
    return isinstance(widget, QToolButton)


def _splitter(option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> bool:
    colours = colours_of(QApplication.palette())
    lit = _has(option, _State.State_MouseOver)
    painter.setPen(QPen(colours.accent if lit else colours.line, 1))
    middle = option.rect.center()
    if option.rect.width() < option.rect.height():
        painter.drawLine(middle.x(), option.rect.top(), middle.x(), option.rect.bottom())
    else:
        painter.drawLine(option.rect.left(), middle.y(), option.rect.right(), middle.y())
    return True


def _button_words(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
    """Icon and words of a button, after them the focus ring: flat buttons draw no panel for it."""
    if not isinstance(option, QStyleOptionButton):
        return False
    look = look_of(widget)
    colours = colours_of(QApplication.palette())
    enabled = _has(option, _State.State_Enabled)
    painter.setPen(_WORDS[look](colours, widget) if enabled else colours.muted)
    if look in ("link", "figure") and _has(option, _State.State_MouseOver):
        font = QFont(painter.font())
        font.setUnderline(True)
        painter.setFont(font)
    _place_words(option, painter, look)
    if _has(option, _State.State_HasFocus):
        _focus(option, painter, widget)
    return True


def _place_words(option: QStyleOptionButton, painter: QPainter, look: str) -> None:
    """Put icon and words where the look wants them; what is too long ends with dots."""
    text, metrics, side = option.text, painter.fontMetrics(), icon_side(painter.font())
    margin = 0 if look in ("link", "figure") else GAP + 4
    room = option.rect.adjusted(margin, 0, -margin, 0)
    beside = 0 if option.icon.isNull() else side + icon_gap(painter.font())
    left, end = room.left(), room.right()
    if look in ("", "primary"):
        words = metrics.size(Qt.TextFlag.TextShowMnemonic, text).width()
        left += max(0, (room.width() - words - beside) // 2)
    if beside:
        at_end = look == "chip"
        place = QRect(end - side if at_end else left, room.top(), side, room.height())
        _icon_in(option, painter, centred(side, place), painter.pen().color())
        left, end = (left, end - beside) if at_end else (left + beside, end)
    width = end - left + 2
    if look == "link":
        place = QRect(left, room.top(), end - left + 1, room.height())
        wrapped = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
        painter.drawText(place, wrapped | Qt.AlignmentFlag.AlignVCenter, text)
        return
    mnemonic = Qt.TextFlag.TextShowMnemonic if "&" in text else Qt.TextFlag.TextSingleLine
    shown = metrics.elidedText(
        text, Qt.TextElideMode.ElideRight, width, Qt.TextFlag.TextShowMnemonic
    )
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | mnemonic
    painter.drawText(QRect(left, room.top(), width, room.height()), flags, shown)


def _icon_in(option: QStyleOptionButton, painter: QPainter, where: QRect, colour: QColor) -> None:
    """Draw a button's icon in the colour of its words."""
    drawing = option.icon.name()
    if drawing:
        paint_icon(painter, drawing, where, colour)
    else:
        option.icon.paint(painter, where)


_WORDS: Final[dict[str, Callable[[Colours, QWidget | None], QColor]]] = {
    "": lambda colours, _: colours.text,
    "primary": lambda colours, _: colours.highlighted,
    "link": lambda colours, _: colours.accent,
    "chip": lambda colours, _: colours.text,
    "figure": lambda colours, widget: getattr(
        colours, str(widget.property("meaning") if widget else "text")
    ),
}


def _combo(
    style: QStyle, option: QStyleOptionComplex, painter: QPainter, widget: QWidget | None
) -> bool:
    if not isinstance(option, QStyleOptionComboBox) or not option.frame:
        return False
    colours = colours_of(QApplication.palette())
    enabled = _has(option, _State.State_Enabled)
    lit = _has(option, _State.State_MouseOver) and not option.editable
    ground = (colours.hover if lit else colours.base) if enabled else colours.window
    _rounded(painter, option.rect, ground, _edge(colours, option, widget))
    arrow = style.subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxArrow, widget
    )
    side = icon_side(QApplication.font()) * 5 // 4  # a thin line reads paler than its colour
    paint_icon(painter, "chevron-down", centred(side, arrow), colours.text)
    return True


def _scroll_bar(
    style: QStyle, option: QStyleOptionComplex, painter: QPainter, widget: QWidget | None
) -> bool:
    if not isinstance(option, QStyleOptionSlider):
        return False
    colours = colours_of(QApplication.palette())
    painter.fillRect(option.rect, colours.window if _on_window(widget) else colours.base)
    if option.maximum <= option.minimum:
        return True
    handle = style.subControlRect(
        QStyle.ComplexControl.CC_ScrollBar, option, QStyle.SubControl.SC_ScrollBarSlider, widget
    )
    lit = bool(option.state & (_State.State_Sunken | _State.State_MouseOver))
    thin = 3 if lit else 4
    if option.orientation == Qt.Orientation.Vertical:
        bar = handle.adjusted(thin, 2, -thin, -2)
    else:
        bar = handle.adjusted(2, thin, -2, -thin)
    colour = colours.muted if lit else colours.outline
    _rounded(painter, bar, colour, None, min(bar.width(), bar.height()) / 2)
    return True


def _on_window(widget: QWidget | None) -> bool:
    area = widget.parent() if widget else None
    while area is not None and not isinstance(area, QAbstractScrollArea):
        area = area.parent()
    return isinstance(area, QScrollArea)


PRIMITIVES: Final[dict[QStyle.PrimitiveElement, Draw]] = {
    _Primitive.PE_PanelButtonCommand: _button,
    _Primitive.PE_PanelButtonTool: _tool_button,
    _Primitive.PE_IndicatorArrowDown: _menu_arrow,
    _Primitive.PE_PanelMenuBar: _menu_bar_rest,
    _Primitive.PE_PanelScrollAreaCorner: paint_corner,
    _Primitive.PE_IndicatorHeaderArrow: paint_sort_arrow,
    _Primitive.PE_IndicatorBranch: paint_branch,
    _Primitive.PE_FrameFocusRect: _focus,
    _Primitive.PE_PanelLineEdit: _line_edit,
    _Primitive.PE_Frame: _frame,
    _Primitive.PE_IndicatorCheckBox: _check_box,
    _Primitive.PE_IndicatorItemViewItemCheck: _check_box,
    _Primitive.PE_IndicatorRadioButton: _radio,
}
CONTROLS: Final[dict[QStyle.ControlElement, Draw]] = {
    QStyle.ControlElement.CE_HeaderSection: paint_header,
    QStyle.ControlElement.CE_HeaderEmptyArea: paint_header,
    QStyle.ControlElement.CE_HeaderLabel: paint_header_words,
    QStyle.ControlElement.CE_MenuBarItem: _menu_bar_item,
    QStyle.ControlElement.CE_MenuBarEmptyArea: _menu_bar_rest,
    QStyle.ControlElement.CE_Splitter: _splitter,
    QStyle.ControlElement.CE_PushButtonLabel: _button_words,
}
COMPLEX: Final[dict[QStyle.ComplexControl, DrawComplex]] = {
    QStyle.ComplexControl.CC_ComboBox: _combo,
    QStyle.ComplexControl.CC_ScrollBar: _scroll_bar,
}
