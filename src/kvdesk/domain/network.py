"""Who is in the network: organisations and people."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from kvdesk.domain.record import Record, choice, day, key, long_text, reference, text
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

    code: str = key(N_("Code"), required=True)
    name_fi: str = text(N_("Name in Finnish"), required=True, searched=True)
    name_sv: str = text(N_("Name in Swedish"), searched=True)
    short_name: str = text(N_("Short name"))
    kind: OrganisationKind = choice(
        N_("Kind"), OrganisationKind, OrganisationKind.OTHER, indexed=True
    )
    predecessor: str = reference(N_("Predecessor"), "organisation")
    valid_from: str = day(N_("Valid from"))
    valid_to: str = day(N_("Valid to"))
    source: str = long_text(N_("Source"), searched=False)


@dataclass(frozen=True, kw_only=True)
class Person(Record):
    """Somebody who sits in bodies or answers for actions."""

    KIND: ClassVar[str] = "person"

    given_name: str = text(N_("Given name"), searched=True)
    family_name: str = text(N_("Family name"), required=True, searched=True)
    title: str = text(N_("Title"))
    organisation: str = reference(N_("Organisation"), "organisation")
    email: str = text(N_("E-mail"))
    phone: str = text(N_("Telephone"))

    @property
    def name(self) -> str:
        """Given name and family name, as minutes show it."""
        return f"{self.given_name} {self.family_name}".strip()
