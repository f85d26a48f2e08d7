"""What a step is called in undo, redo and history: a sentence in the reader's language.

The log keeps the command's name; what stands here is what people read of it.
"""

from collections.abc import Mapping
from typing import Final

from kvdesk.desk.step_name import StepName
from kvdesk.kernel.words import N_, Words

__all__ = ["STEPS", "step_sentence"]

#: Step name as the log keeps it -> what was done.
STEPS: Final[Mapping[str, str]] = {
    "organisation add": N_("Added an organisation"),
    "organisation change": N_("Changed an organisation"),
    "organisation delete": N_("Deleted an organisation"),
    "person add": N_("Added a person"),
    "person change": N_("Changed a person"),
    "person delete": N_("Deleted a person"),
    "body add": N_("Added a body"),
    "body change": N_("Changed a body"),
    "body delete": N_("Deleted a body"),
    "body_rules add": N_("Added a body's rules"),
    "body_rules change": N_("Changed a body's rules"),
    "body_rules delete": N_("Deleted a body's rules"),
    "membership add": N_("Added a membership"),
    "membership change": N_("Changed a membership"),
    "membership delete": N_("Deleted a membership"),
    "strategy add": N_("Added a strategy"),
    "strategy change": N_("Changed a strategy"),
    "strategy delete": N_("Deleted a strategy"),
    "statement add": N_("Added a strategy sentence"),
    "statement change": N_("Changed a strategy sentence"),
    "statement delete": N_("Deleted a strategy sentence"),
    "open_question add": N_("Added an open question"),
    "open_question change": N_("Changed an open question"),
    "open_question delete": N_("Deleted an open question"),
    "matter add": N_("Added a matter"),
    "matter change": N_("Changed a matter"),
    "matter delete": N_("Deleted a matter"),
    "matter_goal add": N_("Added a link to a goal"),
    "matter_goal change": N_("Changed a link to a goal"),
    "matter_goal delete": N_("Deleted a link to a goal"),
    "meeting change": N_("Changed a meeting"),
    "meeting delete": N_("Deleted a meeting"),
    "agenda_entry add": N_("Added an agenda entry"),
    "agenda_entry change": N_("Changed an agenda entry"),
    "agenda_entry delete": N_("Deleted an agenda entry"),
    "attendance add": N_("Added an attendance"),
    "attendance change": N_("Changed an attendance"),
    "attendance delete": N_("Deleted an attendance"),
    "minute_entry add": N_("Added a log line"),
    "minute_entry change": N_("Changed a log line"),
    "minute_entry delete": N_("Deleted a log line"),
    "decision add": N_("Added a decision"),
    "decision change": N_("Changed a decision"),
    "decision delete": N_("Deleted a decision"),
    "vote add": N_("Added a vote"),
    "vote change": N_("Changed a vote"),
    "vote delete": N_("Deleted a vote"),
    "ballot add": N_("Added a ballot"),
    "ballot change": N_("Changed a ballot"),
    "ballot delete": N_("Deleted a ballot"),
    "action add": N_("Added an action"),
    "action change": N_("Changed an action"),
    "action delete": N_("Deleted an action"),
    "action_report add": N_("Added a report on an action"),
    "action_report change": N_("Changed a report on an action"),
    "action_report delete": N_("Deleted a report on an action"),
    "issuance add": N_("Added an issued document"),
    "issuance change": N_("Changed an issued document"),
    "issuance delete": N_("Deleted an issued document"),
    "action report": N_("Reported on an action"),
    "action close": N_("Closed an action"),
    "meeting item": N_("Put an item on the agenda"),
    "meeting item-move": N_("Moved an agenda item"),
    "meeting item-remove": N_("Took an item off the agenda"),
    "meeting carry-over": N_("Carried items over from an earlier meeting"),
    "meeting arrive": N_("Noted an arrival"),
    "meeting leave": N_("Noted a departure"),
    "meeting absent": N_("Noted an absence"),
    "decision supersede": N_("Superseded a decision"),
    "decision communicate": N_("Noted that a decision was communicated"),
    "decision carried-out": N_("Noted that a decision was carried out"),
    "exchange undo": N_("Undid an import"),
    "exchange sheet-in": N_("Took in a filled-in workbook"),
    "exchange resolve": N_("Resolved a conflict"),
    "exchange handover": N_("Handed numbering over"),
    "log take-up": N_("Took up an item"),
    "log close": N_("Closed an item"),
    "log note": N_("Logged a note"),
    "log proposal": N_("Logged a proposal"),
    "log second": N_("Logged a second"),
    "log vote": N_("Logged a vote"),
    "log dissent": N_("Logged a dissenting opinion"),
    "log disqualify": N_("Logged a disqualification"),
    "log decide": N_("Logged a decision"),
    "log action": N_("Logged an action"),
    "log edit": N_("Rewrote a line"),
    "log remove": N_("Removed a line"),
    "log turn": N_("Turned a line into something else"),
    "matter link": N_("Linked a matter to the strategy"),
    "matter unlink": N_("Took a matter's link to the strategy away"),
    "meeting call": N_("Called a meeting"),
    "meeting open": N_("Opened a meeting"),
    "meeting end": N_("Ended a meeting"),
    "meeting draft": N_("Opened the minutes for drafting"),
    "meeting check": N_("Noted that the minutes were checked"),
    "meeting archive": N_("Archived the minutes"),
    "membership end": N_("Ended a membership"),
    "organisation load": N_("Added the public organisations of the network"),
    "strategy import": N_("Imported a strategy"),
    "strategy answer": N_("Answered an open question"),
    "document issue": N_("Issued a document"),
    "desk sample": N_("Added to the sample network"),
    "undo": N_("Undid a step"),
    "redo": N_("Did a step again"),
    "meeting add": N_("Planned a meeting"),
}

#: A title longer than this is cut: it stands in a menu.
_LONGEST: Final = 40


def step_sentence(step: str, words: Words) -> str:
    """`Changed a decision (Text): Approved …`; of a `StepName` with its field and title.

    A step of a newer kvdesk is named as the log names it.
    """
    done = words.text(STEPS.get(step, step))
    if not isinstance(step, StepName):
        return done
    field = words.text(step.field)
    title = step.subject
    if len(title) > _LONGEST:
        title = f"{title[: _LONGEST - 1]}…"
    if field and title:
        return words.text("{step} ({field}): {title}", step=done, field=field, title=title)
    if title:
        return words.text("{step}: {title}", step=done, title=title)
    return words.text("{step} ({field})", step=done, field=field) if field else done
