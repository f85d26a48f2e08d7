"""Sentences and remedies of the document area."""

from kvdesk.kernel.words import N_

__all__ = ["SENTENCES"]

SENTENCES: dict[str, tuple[str, str]] = {
    "document_edited": (
        N_("{file} was not made by this desk or has been edited since, so it was left alone."),
        N_("Give another file name, or move the file away first."),
    ),
    "document_not_written": (
        N_("The document could not be written to {file}: {reason}."),
        N_("Close the file in Word, or choose a folder where you may write and there is room."),
    ),
}
