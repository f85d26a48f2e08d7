"""The views of the window, one module a view, and the one table of them."""

from typing import Final

from kvdesk.ui.views import actions, decisions, exchange, home, live, meetings, strategy

__all__ = ["VIEWS"]

#: In the order of the navigation, Ctrl+1 first.
VIEWS: Final = (
    home.SPEC,
    strategy.SPEC,
    meetings.SPEC,
    decisions.SPEC,
    actions.SPEC,
    exchange.SPEC,
    live.SPEC,
)
