"""Modules that are read in when they are first needed, so that the window is there at once.

Reading in what a dialog or a view needs takes longer than showing it; most of them are not opened
on most days.
"""

from collections.abc import Callable
from importlib import import_module
from operator import attrgetter
from typing import Any

__all__ = ["at_first_use"]


def at_first_use(place: str) -> Callable[..., Any]:
    """What a name of the house makes: `ui.about:AboutDialog`, called like the class itself."""
    module, _, name = place.partition(":")

    def make(*given: object) -> Any:  # noqa: ANN401 - a dialog, a view, a text
        found = import_module(f"kvdesk.{module}")
        return attrgetter(name)(found)(*given)

    return make
