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
    "subcommand_unknown": (
        N_("There is no command “{given}” here."),
        N_("See what there is: {help}"),
    ),
    "subcommand_mistyped": (
        N_("There is no command “{given}” here."),
        N_("Did you mean {close}?"),
    ),
    "option_unknown": (
        N_("There is no option {given} here."),
        N_("See what there is: {help}"),
    ),
    "option_mistyped": (
        N_("There is no option {given} here."),
        N_("Did you mean {close}?"),
    ),
    "option_without_value": (
        N_("After {given} a value is missing."),
        N_("See what it takes: {help}"),
    ),
    "usage_wrong": (
        N_("The command is not understood: {told}"),
        N_("See how it is written: {help}"),
    ),
    "value_missing": (
        N_("{name} is missing."),
        N_("See what it is: {help}"),
    ),
    "value_not_offered": (
        N_("{name} cannot be that."),
        N_("Choose one of: {options}."),
    ),
    "value_unusable": (
        N_("{name} cannot be used as it was given."),
        N_("See what it takes: {help}"),
    ),
    "words_left_over": (
        N_("“{given}” is too much here."),
        N_("See how it is written: {help}; put texts with spaces into quotation marks."),
    ),
}
