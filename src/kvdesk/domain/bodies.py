"""Bodies, the rules they work by from a day on, and who sits in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from kvdesk.domain import record as declare
from kvdesk.domain.record import Record
from kvdesk.kernel.errors import Refusal
from kvdesk.kernel.words import N_

__all__ = [
    "Body",
    "BodyKind",
    "BodyRules",
    "Membership",
    "Profile",
    "QuorumKind",
    "Role",
    "in_force",
    "members_on",
    "rules_on",
]


class BodyKind(StrEnum):
    """What a body is for; the route of a matter goes from the group to the meeting."""

    DIRECTORS_MEETING = "directors_meeting"
    BOARD = "board"
    SERVICE_AREA = "service_area"
    WORKING_GROUP = "working_group"
    EXPERT_NETWORK = "expert_network"
    OTHER = "other"


class Profile(StrEnum):
    """How formal the record of a meeting is."""

    MINUTES = "minutes"
    MEMO = "memo"


class QuorumKind(StrEnum):
    """How many must be present for the body to decide."""

    MORE_THAN_HALF = "more_than_half"
    TWO_THIRDS = "two_thirds"
    NUMBER = "number"
    NONE = "none"


class Role(StrEnum):
    """In which capacity somebody sits in a body."""

    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    MEMBER = "member"
    DEPUTY = "deputy"
    SECRETARY = "secretary"
    PRESENTER = "presenter"
    EXPERT = "expert"


#: The roles that count for quorum and vote.
VOTING_ROLES = frozenset({Role.CHAIR, Role.VICE_CHAIR, Role.MEMBER})


@dataclass(frozen=True, kw_only=True)
class Body(Record):
    """A body of the network that meets."""

    KIND: ClassVar[str] = "body"
    SORTED_BY: ClassVar[str] = "name_fi"

    abbreviation: str = declare.key(N_("Abbreviation"), required=True)
    name_fi: str = declare.text(N_("Name in Finnish"), required=True, searched=True)
    name_sv: str = declare.text(N_("Name in Swedish"), searched=True)
    name_en: str = declare.text(N_("Name in English"), searched=True)
    kind: BodyKind = declare.choice(N_("Kind"), BodyKind, BodyKind.OTHER)
    parent: str = declare.reference(N_("Reports to"), "body")
    valid_from: str = declare.day(N_("Valid from"))
    valid_to: str = declare.day(N_("Valid to"))
    numbering_key: str = declare.text(N_("Key of the desk that gives its numbers"))

    def name(self, language: str) -> str:
        """The name in `fi`, `sv` or `en`, in Finnish where no other was given."""
        return {"sv": self.name_sv, "en": self.name_en}.get(language, "") or self.name_fi


@dataclass(frozen=True, kw_only=True)
class BodyRules(Record):
    """The rules of a body from a day on; older minutes keep the rules of their day."""

    KIND: ClassVar[str] = "body_rules"

    body: str = declare.reference(N_("Body"), "body", required=True)
    effective_from: str = declare.day(N_("In force from"), required=True)
    profile: Profile = declare.choice(N_("Kind of record"), Profile, Profile.MINUTES)
    quorum_kind: QuorumKind = declare.choice(N_("Quorum"), QuorumKind, QuorumKind.MORE_THAN_HALF)
    quorum_number: int | None = declare.number(N_("Number needed"))
    casting_vote: bool = declare.flag(N_("The chair's vote decides a tie"), default=True)
    deputies: bool = declare.flag(N_("Members have deputies"))
    checkers: int | None = declare.number(N_("Minutes checkers"))
    notice_days: int | None = declare.number(N_("Days of notice"))
    opening_items: str = declare.long_text(N_("Opening items"), searched=False)
    closing_items: str = declare.long_text(N_("Closing items"), searched=False)
    powers: str = declare.long_text(N_("Powers"), searched=False)

    def check(self) -> None:
        """Refuse a fixed quorum without its number.

        Raises:
            Refusal: `quorum_number_missing`.
        """
        super().check()
        if self.quorum_kind is QuorumKind.NUMBER and not self.quorum_number:
            raise Refusal("quorum_number_missing")

    def needed(self, members: int) -> int:
        """How many of `members` must be present.

        More than half is the rule of the municipal and wellbeing county bodies, two thirds that of
        their councils.
        """
        if self.quorum_kind is QuorumKind.NUMBER:
            return self.quorum_number or 0
        if self.quorum_kind is QuorumKind.TWO_THIRDS:
            return -(-members * 2 // 3)
        return members // 2 + 1 if self.quorum_kind is QuorumKind.MORE_THAN_HALF else 0


@dataclass(frozen=True, kw_only=True)
class Membership(Record):
    """A person's seat in a body for a time."""

    KIND: ClassVar[str] = "membership"

    body: str = declare.reference(N_("Body"), "body", required=True)
    person: str = declare.reference(N_("Person"), "person", required=True)
    role: Role = declare.choice(N_("Role"), Role, Role.MEMBER)
    organisation: str = declare.reference(N_("Organisation"), "organisation")
    deputy_for: str = declare.reference(N_("Personal deputy of"), "person")
    starts: str = declare.day(N_("Starts"))
    ends: str = declare.day(N_("Ends"))

    @property
    def votes(self) -> bool:
        """Whether the seat counts for quorum and vote."""
        return self.role in VOTING_ROLES


def in_force(starts: str, ends: str, day: str) -> bool:
    """Whether an ISO day lies inside a period; an empty bound is open."""
    return (not starts or starts <= day) and (not ends or day <= ends)


def rules_on(rules: Iterable[BodyRules], day: str) -> BodyRules | None:
    """The rules of a body that are in force on an ISO day, or None before the first."""
    known = [rule for rule in rules if rule.effective_from <= day]
    return max(known, key=lambda rule: (rule.effective_from, rule.id), default=None)


def members_on(memberships: Iterable[Membership], day: str) -> list[Membership]:
    """The seats that are held on an ISO day."""
    return [seat for seat in memberships if in_force(seat.starts, seat.ends, day)]
