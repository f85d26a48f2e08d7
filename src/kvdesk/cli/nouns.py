"""What the help says of each noun of the command line."""

from collections.abc import Mapping
from typing import Final

from kvdesk.kernel.words import N_

__all__ = ["NOUNS"]

#: Noun -> one sentence.
NOUNS: Final[Mapping[str, str]] = {
    "action": N_("What has been agreed to be done: by whom, by when, how it goes."),
    "attendance": N_("Who was at a meeting and when."),
    "backup": N_("Copies of the desk's database."),
    "body": N_("Bodies of the network: meetings of the directors, boards, working groups."),
    "body_rules": N_("The rules by which a body meets, each from a day on."),
    "decision": N_("The register of decisions."),
    "desk": N_("This desk: make it, describe it, fill it with the sample network."),
    "document": N_("Word documents of a meeting."),
    "exchange": N_("Files to and from the other desks, and conflicts between them."),
    "exchange folder": N_("A shared folder through which desks exchange by themselves."),
    "key": N_("The key that signs what leaves this desk."),
    "log": N_("Logging in the meeting and the item that are open."),
    "matter": N_("Matters with their way through bodies and meetings."),
    "meeting": N_("Meetings from their planning to the archive."),
    "membership": N_("Who sits in which body, in which role, from when to when."),
    "minute_entry": N_("The lines of the meetings' logs."),
    "open_question": N_("Questions that a strategy's text leaves open."),
    "organisation": N_("Rescue departments and the other organisations of the network."),
    "person": N_("People."),
    "statement": N_("The sentences of a strategy."),
    "strategy": N_("The strategy: its text, its sentences and what has come of them."),
}
