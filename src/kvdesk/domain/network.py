"""Who is in the network: organisations and people."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from kvdesk.domain import record as declare
from kvdesk.domain.record import Record
from kvdesk.kernel.words import N_

__all__ = ["Organisation", "OrganisationKind", "Person"]


class OrganisationKind(StrEnum):
    """What an organisation is in the network."""

    RESCUE_DEPARTMENT = "rescue_department"
    ORGANISER = "organiser"
    COOPERATION_AREA = "cooperation_area"
    NETWORK = "network"
    NETWORK_BODY = "network_body"
    OBSERVER = "observer"
    FORMER_DEPARTMENT = "former_department"
    OTHER_LEGISLATION = "other_legislation"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Organisation(Record):
    """A department, an organiser or another body outside; names change, so it has a predecessor."""

    KIND: ClassVar[str] = "organisation"
    SORTED_BY: ClassVar[str] = "name_fi"

    code: str = declare.key(N_("Code"), required=True)
    name_fi: str = declare.text(N_("Name in Finnish"), required=True, searched=True)
    name_sv: str = declare.text(N_("Name in Swedish"), searched=True)
    short_name: str = declare.text(N_("Short name"))
    kind: OrganisationKind = declare.choice(
        N_("Kind"), OrganisationKind, OrganisationKind.OTHER, indexed=True
    )
    predecessor: str = declare.reference(N_("Predecessor"), "organisation")
    valid_from: str = declare.day(N_("Valid from"))
    valid_to: str = declare.day(N_("Valid to"))
    source: str = declare.long_text(N_("Source"), searched=False)


@dataclass(frozen=True, kw_only=True)
class Person(Record):
    """Somebody who sits in bodies or answers for actions."""

    KIND: ClassVar[str] = "person"
    SORTED_BY: ClassVar[str] = "family_name"

    given_name: str = declare.text(N_("Given name"), searched=True)
    family_name: str = declare.text(N_("Family name"), required=True, searched=True)
    title: str = declare.text(N_("Job title"))
    organisation: str = declare.reference(N_("Organisation"), "organisation")
    email: str = declare.text(N_("E-mail"))
    phone: str = declare.text(N_("Telephone"))

    @property
    def name(self) -> str:
        """Given name and family name, as minutes show it."""
        return f"{self.given_name} {self.family_name}".strip()
