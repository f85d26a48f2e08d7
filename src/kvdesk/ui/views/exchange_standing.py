"""What people read of the key that signed a package, and of a receipt."""

from typing import Final

from kvdesk.desk.receipts import ReceiptTaken
from kvdesk.desk.standing import ALARMING, Standing, Stood
from kvdesk.kernel.words import N_, Words

__all__ = ["receipt_sentence", "standing_sentence"]

#: A sentence for each standing; the warnings say so in words, not by their colour alone.
_STANDINGS: Final = {
    Standing.OWN: N_("This desk signed the package itself."),
    Standing.CONFIRMED: N_("The key was confirmed by {by} on {day}."),
    Standing.CARRIED: N_(
        "The desk has a new key, and the one that {by} confirmed on {day} vouches for it: "
        "the trust is carried over."
    ),
    Standing.UNCONFIRMED: N_("Nobody has confirmed this key yet: compare it by telephone."),
    Standing.UNKNOWN: N_("This key has not been seen before: compare it by telephone."),
    Standing.CHANGED: N_(
        "Warning: this department was known by another key, {other}. Call it before you import."
    ),
    Standing.RENAMED: N_(
        "Warning: this key was confirmed as that of {other}, and now bears another name. "
        "Call the sender before you import."
    ),
    Standing.REPLACED: N_(
        "Warning: the desk has replaced this key by {other}. Call the sender before you import."
    ),
}


def standing_sentence(stood: Stood, day: str, words: Words) -> str:
    """How the key of a package stands with this desk, as a person reads it.

    `day` is when it was confirmed, if it was.
    """
    return words.text(_STANDINGS[stood.standing], by=stood.by, day=day, other=stood.other)


def receipt_sentence(done: ReceiptTaken, words: Words) -> str:
    """What a receipt told, in one line."""
    sentence = words.text(
        "Receipt of {desk}: {taken} taken, {known} known already, {conflicts} conflicts, "
        "{older} older than theirs, {left_out} left out.",
        desk=done.name or done.department,
        taken=done.taken,
        known=done.known,
        conflicts=done.conflicts,
        older=done.older,
        left_out=done.left_out,
    )
    if done.standing not in ALARMING:
        return sentence
    warning = words.text("Warning: its key is not the one that was known.")
    return f"{warning} {sentence}"
