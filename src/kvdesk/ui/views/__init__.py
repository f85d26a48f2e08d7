"""The views of the window, one module a view, and the one table of them."""

from typing import Final

from kvdesk.kernel.words import N_
from kvdesk.ui.view import ViewSpec
from kvdesk.ui.views.actions import ActionsView
from kvdesk.ui.views.decisions import DecisionsView
from kvdesk.ui.views.home import HomeView
from kvdesk.ui.views.live import LiveView
from kvdesk.ui.views.meetings import MeetingsView
from kvdesk.ui.views.strategy import StrategyView

__all__ = ["VIEWS"]

#: In the order of the navigation, Ctrl+1 first.
VIEWS: Final = (
    ViewSpec("home", N_("Situation"), "house", HomeView),
    ViewSpec("strategy", N_("Strategy"), "target", StrategyView),
    ViewSpec("meetings", N_("Meetings"), "calendar-days", MeetingsView),
    ViewSpec("decisions", N_("Decisions"), "gavel", DecisionsView),
    ViewSpec("actions", N_("Actions"), "list-checks", ActionsView),
    ViewSpec("live", N_("Live desk"), "circle-play", LiveView),
)
