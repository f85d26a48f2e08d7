"""What is late: the badge of one action, and how many there are."""

from datetime import date
from typing import Any

from kvdesk.kernel.words import Words
from kvdesk.store.queries.actions import ActionRow, action_count
from kvdesk.store.queries.home import late_actions

__all__ = ["due_badge", "late_count"]


def due_badge(row: ActionRow, today: str, words: Words) -> tuple[str, str, str] | None:
    """«12 days late» for an open action whose day has passed; None for all others."""
    if not row.due or row.due >= today or row.state.is_closed:
        return None
    days = (date.fromisoformat(today) - date.fromisoformat(row.due)).days
    return words.plural("{n} day late", "{n} days late", days), "late", "triangle-alert"


def late_count(today: str) -> Any:  # noqa: ANN401 - a question: reader -> number
    """The question how many actions are late today."""
    return lambda reader: action_count(reader, late_actions(today))
