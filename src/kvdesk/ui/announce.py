"""Saying something to a screen reader without moving the focus (WCAG 4.1.3)."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

__all__ = ["announce"]


def announce(widget: QWidget, sentence: str, *, assertive: bool = False) -> None:
    """Have a sentence read out.

    Politely means after what is being read now; assertive interrupts and is for data loss only.
    """
    event = QAccessibleAnnouncementEvent(widget, sentence)
    if assertive:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)
