"""What people read in the place of a code: kinds of record, and the words of closed lists.

The declarations stand in `kvdesk.domain`, above this floor; `tests/house/test_terms.py` holds the
two together. Codes are for programs and for what is typed on the command line.
"""

from collections.abc import Mapping
from typing import Final

from kvdesk.kernel.words import N_

__all__ = ["CHOICES", "KINDS"]

#: Kind of record -> its name.
KINDS: Final[Mapping[str, str]] = {
    "organisation": N_("Organisation"),
    "person": N_("Person"),
    "body": N_("Body"),
    "body_rules": N_("Rules of a body"),
    "membership": N_("Membership"),
    "strategy": N_("Strategy"),
    "statement": N_("Strategy sentence"),
    "open_question": N_("Open question"),
    "matter": N_("Matter"),
    "matter_goal": N_("Link to a goal"),
    "meeting": N_("Meeting"),
    "agenda_entry": N_("Agenda entry"),
    "attendance": N_("Attendance"),
    "minute_entry": N_("Log line"),
    "decision": N_("Decision"),
    "vote": N_("Vote"),
    "ballot": N_("Ballot"),
    "action": N_("Action"),
    "action_report": N_("Report on an action"),
    "issuance": N_("Issued document"),
}

#: Name of a closed list -> its codes -> their words.
CHOICES: Final[Mapping[str, Mapping[str, str]]] = {
    "ActionState": {
        "open": N_("Open"),
        "in_progress": N_("In progress"),
        "done": N_("Done"),
        "cancelled": N_("Cancelled"),
    },
    "BodyKind": {
        "directors_meeting": N_("Meeting of the directors"),
        "board": N_("Board"),
        "service_area": N_("Service area"),
        "working_group": N_("Working group"),
        "expert_network": N_("Expert network"),
        "other": N_("Other"),
    },
    "Capacity": {
        "chair": N_("Chair"),
        "member": N_("Member"),
        "deputy": N_("Deputy"),
        "secretary": N_("Secretary"),
        "presenter": N_("Presenter"),
        "expert": N_("Expert"),
    },
    "DecisionState": {
        "in_force": N_("In force"),
        "carried_out": N_("Carried out"),
        "superseded": N_("Superseded"),
    },
    "EntryKind": {
        "opening": N_("Opening item"),
        "business": N_("Business"),
        "information": N_("For information"),
        "closing": N_("Closing item"),
    },
    "Fate": {
        "open": N_("Open"),
        "decided": N_("Decided"),
        "tabled": N_("Tabled"),
        "returned": N_("Returned"),
        "removed": N_("Removed"),
        "noted": N_("Noted"),
    },
    "Finding": {
        "changed": N_("Changed"),
        "not_understood": N_("Not understood, left as it was"),
        "read_only": N_("Column for reading only, ignored"),
        "new_row": N_("New row, a proposal"),
        "unknown_row": N_("Row of something else, ignored"),
        "repeated_row": N_("Row is there twice, ignored"),
        "column_missing": N_("Column is missing"),
        "locked": N_("Locked here, ignored"),
    },
    "LogKind": {
        "note": N_("Note"),
        "proposal": N_("Proposal"),
        "second": N_("Second"),
        "vote": N_("Vote"),
        "dissent": N_("Dissenting opinion"),
        "disqualification": N_("Disqualification"),
        "decision": N_("Decision"),
        "action": N_("Action"),
        "arrival": N_("Arrival"),
        "leaving": N_("Leaving"),
        "break": N_("Break"),
    },
    "MatterState": {
        "open": N_("Open"),
        "decided": N_("Decided"),
        "closed": N_("Concluded"),
    },
    "MeetingMode": {
        "on_site": N_("On site"),
        "remote": N_("Remote"),
        "hybrid": N_("Hybrid"),
    },
    "MeetingState": {
        "planned": N_("Planned"),
        "called": N_("Called"),
        "in_session": N_("In session"),
        "ended": N_("Ended"),
        "drafted": N_("Minutes drafted"),
        "checked": N_("Minutes checked"),
        "archived": N_("Archived"),
    },
    "OrganisationKind": {
        "rescue_department": N_("Rescue department"),
        "organiser": N_("Organiser of rescue services"),
        "cooperation_area": N_("Cooperation area"),
        "network": N_("Network"),
        "network_body": N_("Body of the network"),
        "observer": N_("Observer"),
        "former_department": N_("Former rescue department"),
        "other_legislation": N_("Rescue department under other legislation"),
        "other": N_("Other"),
    },
    "Outcome": {
        "approved": N_("Approved"),
        "changed": N_("Approved as changed"),
        "rejected": N_("Rejected"),
        "tabled": N_("Tabled"),
        "returned": N_("Returned to preparation"),
        "noted": N_("Noted"),
    },
    "Presence": {
        "invited": N_("Invited"),
        "present": N_("Present"),
        "absent": N_("Absent"),
    },
    "Profile": {
        "minutes": N_("Minutes"),
        "memo": N_("Memo"),
    },
    "ProposalKind": {
        "change": N_("Change to the proposal"),
        "tabling": N_("Tabling"),
        "return": N_("Return to preparation"),
        "counter": N_("Counter-proposal"),
        "rejection": N_("Rejection"),
        "wish": N_("Wish for the minutes"),
    },
    "QuorumKind": {
        "more_than_half": N_("More than half"),
        "two_thirds": N_("Two thirds"),
        "number": N_("A number of members"),
        "none": N_("No quorum"),
    },
    "Reply": {
        "none": N_("No reply yet"),
        "coming": N_("Coming"),
        "deputy": N_("A deputy comes"),
        "not_coming": N_("Not coming"),
    },
    "Role": {
        "chair": N_("Chair"),
        "vice_chair": N_("Vice-chair"),
        "member": N_("Member"),
        "deputy": N_("Deputy"),
        "secretary": N_("Secretary"),
        "presenter": N_("Presenter"),
        "expert": N_("Expert"),
    },
    "SheetName": {
        "actions": N_("Actions"),
        "attendance": N_("Attendance"),
    },
    "Stand": {
        "yes": N_("In favour"),
        "no": N_("Against"),
        "blank": N_("Blank"),
        "absent": N_("Absent"),
    },
    "StatementKind": {
        "title": N_("Title"),
        "heading": N_("Heading"),
        "background": N_("Background"),
        "mission": N_("Mission"),
        "vision": N_("Vision"),
        "goal": N_("Goal"),
        "commitment": N_("Commitment"),
        "cornerstone": N_("Cornerstone"),
        "governance": N_("Governance"),
        "review": N_("Review"),
        "paragraph": N_("Paragraph"),
    },
    "Standing": {
        "own": N_("This desk's own key"),
        "confirmed": N_("Confirmed key"),
        "carried": N_("New key, vouched for by the confirmed one"),
        "unconfirmed": N_("Key not confirmed yet"),
        "unknown": N_("Unknown key"),
        "changed": N_("Another key than before"),
        "renamed": N_("A confirmed key under another name"),
        "replaced": N_("A key that its desk has replaced"),
    },
    "Trust": {
        "own": N_("Own"),
        "seen": N_("Seen"),
        "confirmed": N_("Confirmed"),
        "blocked": N_("Blocked"),
    },
}
