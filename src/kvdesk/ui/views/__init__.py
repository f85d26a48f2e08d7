"""The views of the window, one module a view, and the one table of them.

A view's module is read in when the view is first shown: the window does not wait for all of them.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any, Final

from kvdesk.kernel.words import N_
from kvdesk.ui.view import ViewSpec

__all__ = ["VIEWS"]


def _at_first_use(place: str) -> Callable[..., Any]:
    """What `module.Name` of this package makes."""
    module, name = place.split(".")

    def make(*given: object) -> Any:  # noqa: ANN401 - a view, or a question
        return getattr(import_module(f"{__name__}.{module}"), name)(*given)

    return make


#: In the order of the navigation, Ctrl+1 first.
VIEWS: Final = (
    ViewSpec("home", N_("Situation"), "house", _at_first_use("home.HomeView")),
    ViewSpec("strategy", N_("Strategy"), "target", _at_first_use("strategy.StrategyView")),
    ViewSpec(
        "meetings",
        N_("Meetings"),
        "calendar-days",
        _at_first_use("meetings.MeetingsView"),
        elsewhere=("live",),
    ),
    ViewSpec("decisions", N_("Decisions"), "gavel", _at_first_use("decisions.DecisionsView")),
    ViewSpec(
        "actions",
        N_("Actions"),
        "list-checks",
        _at_first_use("actions.ActionsView"),
        count=_at_first_use("actions.late_count"),
    ),
    ViewSpec(
        "exchange",
        N_("Exchange"),
        "arrow-left-right",
        _at_first_use("exchange.ExchangeView"),
        elsewhere=("export", "import"),
    ),
    ViewSpec("live", N_("Live"), "circle-play", _at_first_use("live.LiveView")),
)
