"""The views of the window, one module a view, and the one table of them.

A view's module is read in when the view is first shown: the window does not wait for all of them.
"""

from typing import Final

from kvdesk.kernel.first_use import at_first_use
from kvdesk.kernel.words import N_
from kvdesk.ui.view import ViewSpec

__all__ = ["VIEWS"]


#: In the order of the navigation, Ctrl+1 first.
VIEWS: Final = (
    ViewSpec("home", N_("Situation"), "house", at_first_use("kvdesk.ui.views.home:HomeView")),
    ViewSpec(
        "strategy", N_("Strategy"), "target", at_first_use("kvdesk.ui.views.strategy:StrategyView")
    ),
    ViewSpec(
        "meetings",
        N_("Meetings"),
        "calendar-days",
        at_first_use("kvdesk.ui.views.meetings:MeetingsView"),
        elsewhere=("live",),
    ),
    ViewSpec(
        "decisions",
        N_("Decisions"),
        "gavel",
        at_first_use("kvdesk.ui.views.decisions:DecisionsView"),
    ),
    ViewSpec(
        "actions",
        N_("Actions"),
        "list-checks",
        at_first_use("kvdesk.ui.views.actions:ActionsView"),
        count=at_first_use("kvdesk.ui.views.lateness:late_count"),
    ),
    ViewSpec(
        "exchange",
        N_("Exchange"),
        "arrow-left-right",
        at_first_use("kvdesk.ui.views.exchange:ExchangeView"),
        elsewhere=("export", "import"),
    ),
    ViewSpec("live", N_("Live"), "circle-play", at_first_use("kvdesk.ui.views.live:LiveView")),
)
