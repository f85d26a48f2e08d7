"""All kinds of record; a new kind is a new dataclass and a line here."""

from collections.abc import Mapping

from kvdesk.domain.actions import Action, ActionReport
from kvdesk.domain.bodies import Body, BodyRules, Membership
from kvdesk.domain.decisions import Ballot, Decision, Vote
from kvdesk.domain.issuances import Issuance
from kvdesk.domain.matters import Matter, MatterGoal
from kvdesk.domain.meetings import AgendaEntry, Attendance, Meeting, MinuteEntry
from kvdesk.domain.network import Organisation, Person
from kvdesk.domain.record import Record
from kvdesk.domain.strategies import OpenQuestion, Statement, Strategy

__all__ = ["KINDS"]

#: Kind name -> its declaration.
KINDS: Mapping[str, type[Record]] = {
    kind.KIND: kind
    for kind in (
        Organisation,
        Person,
        Body,
        BodyRules,
        Membership,
        Strategy,
        Statement,
        OpenQuestion,
        Matter,
        MatterGoal,
        Meeting,
        AgendaEntry,
        Attendance,
        MinuteEntry,
        Decision,
        Vote,
        Ballot,
        Action,
        ActionReport,
        Issuance,
    )
}
