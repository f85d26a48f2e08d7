"""Sentences and remedies of the strategy area."""

from kvdesk.kernel.words import N_

__all__ = ["SENTENCES"]

SENTENCES: dict[str, tuple[str, str]] = {
    "not_a_strategy": (
        N_(
            "The text does not read as a strategy: it names no mission, vision or goals, or it is"
            " a table or minutes."
        ),
        N_("Choose the text of a strategy, or add the strategy and its sentences by hand."),
    ),
}
