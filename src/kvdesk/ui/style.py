"""The shape of every control: Fusion underneath, flat and calm above, focus always to be seen.

One proxy style for the whole program; colours come from the palette alone, so that all themes work.
"""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QProxyStyle,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QStyleOptionComplex,
    QStyleOptionSlider,
    QWidget,
)

from kvdesk.kernel.first_use import at_first_use
from kvdesk.ui.typography import GAP, icon_side

__all__ = ["KvdeskStyle", "WheelFilter"]

# The painting is read in with the first thing to paint, which an empty window has not.
_complex: Final = at_first_use("kvdesk.ui.painting:COMPLEX.get")
_control: Final = at_first_use("kvdesk.ui.painting:CONTROLS.get")
_look_of: Final = at_first_use("kvdesk.ui.painting:look_of")
_primitive: Final = at_first_use("kvdesk.ui.painting:PRIMITIVES.get")

_Metric = QStyle.PixelMetric
_Contents = QStyle.ContentsType

#: Distances that Fusion has smaller or in another way, in logical pixels.
_METRICS: Final = {
    _Metric.PM_LayoutLeftMargin: 16,
    _Metric.PM_LayoutRightMargin: 16,
    _Metric.PM_LayoutTopMargin: 16,
    _Metric.PM_LayoutBottomMargin: 16,
    _Metric.PM_LayoutHorizontalSpacing: 8,
    _Metric.PM_LayoutVerticalSpacing: 8,
    _Metric.PM_ScrollBarExtent: 14,
    _Metric.PM_ScrollBarSliderMin: 32,
    _Metric.PM_SplitterWidth: 7,
    _Metric.PM_DockWidgetSeparatorExtent: 7,
    _Metric.PM_MenuPanelWidth: 1,
    _Metric.PM_MenuHMargin: 4,
    _Metric.PM_MenuVMargin: 4,
    _Metric.PM_MenuBarHMargin: 8,
    _Metric.PM_MenuBarVMargin: 4,
    _Metric.PM_MenuBarItemSpacing: 2,
    _Metric.PM_ButtonShiftHorizontal: 0,
    _Metric.PM_ButtonShiftVertical: 0,
    _Metric.PM_FocusFrameHMargin: 14,
    _Metric.PM_HeaderMargin: 8,
}
_ICONS: Final = (
    _Metric.PM_SmallIconSize,
    _Metric.PM_ButtonIconSize,
    _Metric.PM_ListViewIconSize,
    _Metric.PM_TabBarIconSize,
    _Metric.PM_IndicatorWidth,
    _Metric.PM_IndicatorHeight,
    _Metric.PM_ExclusiveIndicatorWidth,
    _Metric.PM_ExclusiveIndicatorHeight,
)
#: Controls whose height follows the density: (kind of contents, what is taken off its row height).
_HEIGHTS: Final = {
    _Contents.CT_PushButton: 0,
    _Contents.CT_LineEdit: 0,
    _Contents.CT_ComboBox: 0,
    _Contents.CT_SpinBox: 0,
    _Contents.CT_MenuItem: 4,
    _Contents.CT_MenuBarItem: 0,
    _Contents.CT_ItemViewItem: 0,
    _Contents.CT_ToolButton: 0,
    _Contents.CT_HeaderSection: 0,
    _Contents.CT_TabBarTab: 0,
    _Contents.CT_CheckBox: 4,
    _Contents.CT_RadioButton: 4,
}
#: Buttons that are lower than a row, but never under 24 (WCAG 2.5.8).
_LOW: Final = ("link", "figure", "chip")
_CLICKS: Final = (
    QStyle.SubElement.SE_CheckBoxClickRect,
    QStyle.SubElement.SE_RadioButtonClickRect,
)
#: How far a field's text stands off its outline.
_INSET: Final = 6
_USUAL_TEXT: Final = 18
#: The width that Fusion keeps for the arrow of a choice, whatever the text size.
_USUAL_ARROW: Final = 20
_WIDER: Final = {_Contents.CT_PushButton: 2 * GAP, _Contents.CT_ComboBox: GAP}


class KvdeskStyle(QProxyStyle):
    """Fusion with flat controls, a 2 px focus ring and rows of a chosen height.

    Args:
        rows: the height of a row and a control at 100 % text, in logical pixels, never under 24
            (WCAG 2.5.8).
    """

    def __init__(self, *, rows: int) -> None:
        super().__init__("Fusion")
        self._rows = rows

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Draw frames, buttons and the focus in our way, the rest as Fusion does."""
        draw = _primitive(element)
        if draw is None or not draw(option, painter, widget):
            super().drawPrimitive(element, option, painter, widget)

    def drawControl(
        self,
        element: QStyle.ControlElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Draw headings of columns and the words of special buttons in our way."""
        draw = _control(element)
        if draw is None or not draw(option, painter, widget):
            super().drawControl(element, option, painter, widget)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Draw scroll bars and choices in our way."""
        draw = _complex(control)
        if draw is None or not draw(self, option, painter, widget):
            super().drawComplexControl(control, option, painter, widget)

    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        """Distances and sizes that follow text size and density."""
        if metric in _METRICS:
            return _METRICS[metric]
        if metric == _Metric.PM_DefaultFrameWidth and isinstance(widget, QAbstractScrollArea):
            return 2
        if metric in _ICONS:
            return icon_side(QApplication.font())
        if metric == _Metric.PM_HeaderDefaultSectionSizeVertical:
            return self._row()
        return super().pixelMetric(metric, option, widget)

    def sizeFromContents(
        self,
        kind: QStyle.ContentsType,
        option: QStyleOption,
        size: QSize,
        widget: QWidget | None = None,
    ) -> QSize:
        """No control is lower than a row."""
        found = super().sizeFromContents(kind, option, size, widget)  # type: ignore[arg-type]  # a stub forgets None
        if kind in _HEIGHTS and _look_of(widget) not in _LOW:
            found.setHeight(max(found.height(), self._row() - _HEIGHTS[kind], 24))
            if kind == _Contents.CT_HeaderSection:
                found.setHeight(max(self._row(), option.fontMetrics.height() + GAP))
        elif kind == _Contents.CT_PushButton:
            found.setHeight(max(option.fontMetrics.height() + 8, 24))
        if kind in _WIDER:  # the air beside the words grows with them
            usual = max(1.0, option.fontMetrics.height() / _USUAL_TEXT)
            found.setWidth(found.width() + round(_WIDER[kind] * usual))
        if kind == _Contents.CT_ComboBox:
            found.setWidth(found.width() + max(0, _arrow_room() - _USUAL_ARROW))
        return found

    def subControlRect(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        part: QStyle.SubControl,
        widget: QWidget | None = None,
    ) -> QRect:
        """Scroll bars have no arrows: the handle has the whole length."""
        if control == QStyle.ComplexControl.CC_ScrollBar and isinstance(option, QStyleOptionSlider):
            return _scroll_part(option, part, self.pixelMetric(_Metric.PM_ScrollBarSliderMin))
        found = super().subControlRect(control, option, part, widget)  # type: ignore[arg-type]  # a stub forgets None
        if isinstance(widget, QComboBox):
            return _combo_part(option.rect, part, found, _INSET if not widget.isEditable() else 2)
        return found

    def subElementRect(
        self, element: QStyle.SubElement, option: QStyleOption, widget: QWidget | None = None
    ) -> QRect:
        """Texts stand a little off the outline of their field; boxes are hit on their whole row."""
        if element in _CLICKS:
            return option.rect
        found = super().subElementRect(element, option, widget)  # type: ignore[arg-type]  # a stub forgets None
        if element == QStyle.SubElement.SE_LineEditContents:
            inset = 2 if widget and isinstance(widget.parent(), QComboBox) else _INSET
            return found.adjusted(inset, 0, -inset, 0)
        return found

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returned: QStyleHintReturn | None = None,
    ) -> int:
        """Habits: no animation of scroll bars, menus that keep open, links underlined."""
        match hint:
            case QStyle.StyleHint.SH_ScrollBar_Transient | QStyle.StyleHint.SH_EtchDisabledText:
                return 0
            case QStyle.StyleHint.SH_ComboBox_Popup:
                return 0
            case QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons:
                return 0
            case QStyle.StyleHint.SH_ItemView_ActivateItemOnSingleClick:
                return 0
            case QStyle.StyleHint.SH_UnderlineShortcut:
                return 1
        return super().styleHint(hint, option, widget, returned)

    def _row(self) -> int:
        text = QFontMetrics(QApplication.font()).height()
        return max(self._rows, text + (12 if self._rows > 24 else 8))


class WheelFilter(QObject):
    """The wheel over a choice or a number that has no focus scrolls the page, nothing else.

    Values changed unnoticed by the wheel are a known fault of many programs. Installed once on
    the application.
    """

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hand the wheel on to what lies behind."""
        if (
            event.type() == QEvent.Type.Wheel
            and isinstance(watched, QComboBox | QAbstractSpinBox)
            and not watched.hasFocus()
        ):
            event.ignore()
            return True
        return False


def _arrow_room() -> int:
    """The width of the arrow of a choice, with the air around it."""
    return icon_side(QApplication.font()) * 5 // 4 + GAP


def _combo_part(whole: QRect, part: QStyle.SubControl, found: QRect, inset: int) -> QRect:
    """The arrow grows with the text; the words end before it."""
    arrow = _arrow_room()
    if part == QStyle.SubControl.SC_ComboBoxArrow:
        return QRect(whole.right() - arrow, whole.top(), arrow, whole.height())
    if part == QStyle.SubControl.SC_ComboBoxEditField:
        found = found.adjusted(inset, 0, 0, 0)
        found.setRight(whole.right() - arrow)
    return found


def _scroll_part(option: QStyleOptionSlider, part: QStyle.SubControl, least: int) -> QRect:
    """The place of the handle, or of the ground before and behind it."""
    upright = option.orientation == Qt.Orientation.Vertical
    whole = option.rect.height() if upright else option.rect.width()
    span = option.maximum - option.minimum
    length = whole
    if span > 0:
        length = min(whole, max(least, whole * option.pageStep // (span + option.pageStep)))
    start = QStyle.sliderPositionFromValue(
        option.minimum, option.maximum, option.sliderPosition, whole - length, option.upsideDown
    )
    match part:
        case QStyle.SubControl.SC_ScrollBarSlider:
            first, last = start, start + length
        case QStyle.SubControl.SC_ScrollBarSubPage:
            first, last = 0, start
        case QStyle.SubControl.SC_ScrollBarAddPage:
            first, last = start + length, whole
        case QStyle.SubControl.SC_ScrollBarGroove:
            first, last = 0, whole
        case _:
            first = last = 0
    if upright:
        return QRect(0, first, option.rect.width(), last - first)
    return QRect(first, 0, last - first, option.rect.height())
