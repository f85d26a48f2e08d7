"""The order in which Tab walks: as the window is read, whatever was built first (WCAG 2.4.3).

Qt walks in the order in which widgets were made; views are made late and refill their lists, so
the order is read off the layouts at each step instead.
"""

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QDockWidget,
    QKeySequenceEdit,
    QLayout,
    QLineEdit,
    QScrollArea,
    QScrollBar,
    QSplitter,
    QStackedWidget,
    QWidget,
)

__all__ = ["step_focus", "tab_stops"]

#: What is one stop although it has parts: Tab does not go inside.
_WHOLE = (QComboBox, QAbstractSpinBox, QLineEdit, QKeySequenceEdit)


def tab_stops(parts: Iterable[QWidget]) -> list[QWidget]:
    """Everything in these parts of a window that Tab stops at, in reading order."""
    return [stop for part in parts for stop in _stops(part)]


def step_focus(parts: Iterable[QWidget], *, forward: bool) -> bool:
    """Move the focus to the next stop, or the one before, and bring it into sight.

    Answers whether there is any stop.
    """
    stops = tab_stops(parts)
    if not stops:
        return False
    here = _place(stops, stops[0].window().focusWidget())
    if here < 0:
        there = 0 if forward else len(stops) - 1
    else:
        there = (here + (1 if forward else -1)) % len(stops)
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    stops[there].setFocus(reason)
    _bring_into_sight(stops[there])
    return True


def _place(stops: list[QWidget], focus: QWidget | None) -> int:
    """Which stop has the focus; the line inside a choice counts as the choice."""
    widget = focus
    while widget is not None:
        if widget in stops:
            return stops.index(widget)
        widget = widget.parentWidget()
    return -1


def _stops(widget: QWidget) -> Iterator[QWidget]:
    if not widget.isVisible() or not widget.isEnabled() or isinstance(widget, QScrollBar):
        return
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
        yield widget
    if isinstance(widget, _WHOLE):
        return
    for child in _children(widget):
        yield from _stops(child)


def _children(widget: QWidget) -> list[QWidget]:
    """What lies inside, in reading order."""
    return [child for child in _inside(widget) if child is not None]


def _inside(widget: QWidget) -> Sequence[QWidget | None]:
    if isinstance(widget, QSplitter):
        return [widget.widget(place) for place in range(widget.count())]
    if isinstance(widget, QStackedWidget):
        return [widget.currentWidget()]
    if isinstance(widget, QScrollArea):
        return [widget.widget()]
    if isinstance(widget, QDockWidget):
        return [widget.titleBarWidget(), widget.widget()]
    if isinstance(widget, QAbstractScrollArea):
        return _by_place(widget.viewport())
    layout = widget.layout()
    return _by_place(widget) if layout is None else list(_laid_out(layout))


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _laid_out(inner)


def _by_place(widget: QWidget) -> list[QWidget]:
    children = [child for child in widget.children() if isinstance(child, QWidget)]
    return sorted(children, key=lambda child: (child.y(), child.x()))


def _bring_into_sight(widget: QWidget) -> None:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget)
        parent = parent.parentWidget()
