"""Sentences and remedies of the command area."""

from kvdesk.kernel.words import N_

__all__ = ["SENTENCES"]

SENTENCES: dict[str, tuple[str, str]] = {
    "argument_missing": (
        N_("{name} needs {argument}."),
        N_("Give it, or see --help."),
    ),
    "argument_unknown": (
        N_("{name} does not take {argument}."),
        N_("See --help for what it takes."),
    ),
    "argument_unreadable": (
        N_("{argument} cannot be read from “{given}”."),
        N_("Give it in the form that --help shows."),
    ),
    "choice_unknown": (
        N_("{argument} cannot be “{given}”."),
        N_("Choose one of: {options}."),
    ),
    "command_unknown": (
        N_("There is no command “{name}”."),
        N_("List the commands with: kvdesk commands."),
    ),
    "field_required": (
        N_("{kind}: the field {field} is empty."),
        N_("Fill the field in."),
    ),
    "field_unknown": (
        N_("{kind}: there is no field {field}."),
        N_("List the fields with: kvdesk commands --json."),
    ),
    "language_unknown": (
        N_("There is no language “{given}”."),
        N_("Choose fi, sv or en."),
    ),
    "line_no_command": (
        N_("Line {line}: “{name}” does not write, so it has no place here."),
        N_("Take the line out."),
    ),
    "line_unreadable": (
        N_("Line {line} is not a JSON object."),
        N_("Mend the line; nothing of the file was carried out."),
    ),
    "link_missing": (
        N_("The matter is not linked to that sentence."),
        N_("Show the matter to see its links."),
    ),
    "nothing_to_redo": (
        N_("There is nothing to redo."),
        N_("Only what was undone last can be done again."),
    ),
    "nothing_to_undo": (
        N_("There is nothing to undo."),
        N_("Imports are undone in the exchange."),
    ),
    "record_ambiguous": (
        N_("“{given}” could be {count} records."),
        N_("Name it more exactly: more of its id, or the body before the number."),
    ),
    "record_missing": (
        N_("The record {id} is not there any more."),
        N_("Look whether it was deleted; undo brings it back."),
    ),
    "record_unknown": (
        N_("Nothing is called “{given}”."),
        N_("List the records to see their names and ids."),
    ),
    "supersedes_itself": (
        N_("A decision cannot replace itself."),
        N_("Name the earlier decision."),
    ),
    "undo_overtaken": (
        N_(
            "It cannot be undone: {kind}, {field} has been changed since; it was “{left}” and is now “{now}”."
        ),
        N_("Change the field by hand if you want the old value."),
    ),
}
