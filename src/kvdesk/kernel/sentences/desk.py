"""Sentences and remedies of the desk area."""

from kvdesk.kernel.words import N_

__all__ = ["SENTENCES"]

SENTENCES: dict[str, tuple[str, str]] = {
    "backup_damaged": (
        N_("The copy {file} is damaged."),
        N_("Take another copy; the desk itself was not touched."),
    ),
    "backup_missing": (
        N_("There is no copy {file}."),
        N_("List the copies with: kvdesk backup list."),
    ),
    "desk_differs": (
        N_("The desk does not agree with its log: {first} ({count} faults in all)."),
        N_("Restore the latest copy, or import another desk's file; nothing was changed now."),
    ),
    "desk_missing": (
        N_("There is no desk in {folder}."),
        N_("Make one with: kvdesk desk init, or name the right folder."),
    ),
    "folder_not_writable": (
        N_("The folder {folder} cannot be made."),
        N_("Choose a folder that you may write into."),
    ),
    "folder_shared": (
        N_("The desk cannot live in {folder}: the place is shared or synchronised ({reason})."),
        N_("Choose a folder on this computer's own disk; send data to others as files."),
    ),
    "resources_missing": (
        N_("The program is not whole: its resources are missing beside {folder}."),
        N_("Install kvdesk again."),
    ),
    "sample_there": (
        N_("The desk holds the sample network already."),
        N_("Make a new desk in an empty folder."),
    ),
}
