"""What is read in when it is first needed, so that the window is there at once.

Reading in what a dialog, a view or a signature needs takes longer than using it, and most of them
are not used on most days.
"""

from collections.abc import Callable
from importlib import import_module
from operator import attrgetter
from typing import Any

__all__ = ["at_first_use"]


def at_first_use(place: str) -> Callable[..., Any]:
    """What `module:Name` makes or answers, called like the class or function itself."""
    module, _, name = place.partition(":")
    found: Callable[..., Any] | None = None

    def call(*given: object, **named: object) -> Any:  # noqa: ANN401 - a dialog, a view, a text
        nonlocal found
        if found is None:
            found = attrgetter(name)(import_module(module))
        return found(*given, **named)

    return call
