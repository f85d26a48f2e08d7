"""Sentences and remedies of the store area."""

from kvdesk.kernel.words import N_

__all__ = ["SENTENCES"]

SENTENCES: dict[str, tuple[str, str]] = {
    "database_busy": (
        N_("The database is in use by another program: {file}."),
        N_("Close the other kvdesk and try again."),
    ),
    "database_cannot_open": (
        N_("The database cannot be opened: {file}."),
        N_("Check that the folder is there and that you may write into it."),
    ),
    "database_damaged": (
        N_("The database is damaged: {file}."),
        N_("Restore the latest copy: kvdesk backup list, kvdesk backup restore."),
    ),
    "database_foreign": (
        N_("The file is not a kvdesk database: {file}."),
        N_("Name the folder of a desk."),
    ),
    "database_from_future": (
        N_(
            "The database was written by a newer kvdesk (schema {version}, this program knows {known})."
        ),
        N_("Update kvdesk; nothing was changed."),
    ),
    "database_read_only": (
        N_("The database cannot be written: {file}."),
        N_("Check that the file and its folder are not read-only."),
    ),
    "disk_error": (
        N_("The disk reported an error at {file}."),
        N_("Make a copy of the desk on another disk at once and have the disk checked."),
    ),
    "disk_full": (
        N_("The disk is full: {file}."),
        N_("Make room on the disk and try again; what was saved before still stands."),
    ),
    "journal_refused": (
        N_("The disk does not allow a write-ahead log: {file}."),
        N_("Move the desk to a folder on this computer's own disk."),
    ),
    "memory_full": (
        N_("The computer has run out of memory."),
        N_("Close other programs and try again."),
    ),
    "value_too_big": (
        N_("The text is too long to be stored."),
        N_("Split it, or attach it as a file."),
    ),
    "number_too_large": (
        N_("The number {number} is larger than kvdesk can keep."),
        N_("Check the number; kvdesk keeps numbers of at most eighteen digits."),
    ),
    "text_too_long": (
        N_("The text is longer than one field holds ({most} KiB)."),
        N_("Divide it among several entries."),
    ),
}
