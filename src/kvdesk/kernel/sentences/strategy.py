"""Sentences and remedies of the strategy area."""

from kvdesk.kernel.words import N_

__all__ = ["SENTENCES"]

SENTENCES: dict[str, tuple[str, str]] = {
    "not_a_strategy": (
        N_(
            "The text does not read as a strategy: it names no mission, vision or goals, or it is a table or minutes."
        ),
        N_("Choose the text of a strategy, or add the strategy and its sentences by hand."),
    ),
    "strategy_doubtful": (
        N_("The reader had to guess in {count} places of the text."),
        N_("Look at the preview: kvdesk strategy preview FILE; then import with --accept."),
    ),
    "strategy_missing": (
        N_("There is no strategy on this desk yet."),
        N_("Import one with: kvdesk strategy import FILE."),
    ),
    "strategy_there": (
        N_("The strategy “{title}” is here already."),
        N_("Delete the earlier one first if it shall be read in anew."),
    ),
}
