"""Sentences and remedies of the meeting area."""

from kvdesk.kernel.words import N_

__all__ = ["SENTENCES"]

SENTENCES: dict[str, tuple[str, str]] = {
    "agenda_empty": (
        N_("Meeting {meeting} has no agenda."),
        N_("Add its items first."),
    ),
    "already_present": (
        N_("The person is in the meeting already."),
        N_("Note that the person left before noting a new arrival."),
    ),
    "decision_empty": (
        N_("“{entry}” has no proposal, so the decision needs a text."),
        N_("Write what was decided."),
    ),
    "fate_missing": (
        N_("The meeting cannot end: {count} items have no outcome ({titles})."),
        N_("Decide them, or say that they were tabled, returned, removed or noted."),
    ),
    "line_not_turned": (
        N_("A line of this kind ({kind}) cannot be turned into that."),
        N_("Turn a note or a proposal into a decision or an action."),
    ),
    "meeting_checked": (
        N_("The minutes of meeting {meeting} have been checked and are locked."),
        N_("Record a correction in a later meeting."),
    ),
    "meeting_state": (
        N_("Meeting {meeting} is in the state “{state}”; this step does not fit it."),
        N_("Look at the meeting's state and take the step that comes next."),
    ),
    "minutes_too_early": (
        N_("Meeting {meeting} has not been opened, so it has no minutes."),
        N_("Write the notice or the agenda, or open the meeting first."),
    ),
    "no_entry_open": (
        N_("No item of meeting {meeting} has been taken up."),
        N_("Take an item up first."),
    ),
    "no_meeting_open": (
        N_("No meeting is in session."),
        N_("Open the meeting first."),
    ),
    "no_proposal": (
        N_("No proposal has been made in “{entry}”."),
        N_("Log the proposal before seconding it."),
    ),
    "not_invited": (
        N_("The person is not on the roll of this meeting."),
        N_("Note an arrival, or add the seat to the body."),
    ),
    "not_present": (
        N_("The person is not in the meeting."),
        N_("Note the arrival first."),
    ),
    "quorum_number_missing": (
        N_("A quorum by number needs the number."),
        N_("Say how many must be present."),
    ),
    "vote_miscounted": (
        N_("{count} votes were counted for “{stand}”, but {names} names were given."),
        N_("Count again, or leave the number out."),
    ),
    "draft_not_kept": (
        N_("The line being typed could not be kept in {file}."),
        N_("Enter the line soon, and look whether the disk is full."),
    ),
    "live_day_unread": (
        N_("“{typed}” is no day."),
        N_("Write the day as in !15.1., or leave it out."),
    ),
    "live_person_missing": (
        N_("The line does not say who."),
        N_("Name the person with @, for example @Virtanen."),
    ),
    "vote_uncounted": (
        N_("The line does not say how many voted for and against."),
        N_("Write the counts, for example 9–4."),
    ),
}
