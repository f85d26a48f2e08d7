"""Sentences and remedies of the window."""

from kvdesk.kernel.words import N_

__all__ = ["SENTENCES"]

SENTENCES: dict[str, tuple[str, str]] = {
    "no_display": (
        N_("There is no display to open a window on."),
        N_("Everything works without the window, too: kvdesk --help."),
    ),
    "department_name_missing": (
        N_("The department needs a code and a name."),
        N_("Choose it from the list or write both, for example PL-08."),
    ),
}
