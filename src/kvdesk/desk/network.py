"""Organisations, people, bodies and who sits in them."""

import csv
from dataclasses import dataclass
from hashlib import blake2b

from kvdesk.desk import arguments as take
from kvdesk.desk.recording import offer
from kvdesk.desk.registry import command
from kvdesk.domain.bodies import Body, BodyRules, Membership
from kvdesk.domain.network import Organisation, OrganisationKind, Person
from kvdesk.kernel.resources import resource_folder
from kvdesk.kernel.words import N_
from kvdesk.store.work import Work

__all__ = ["EndMembership", "LoadOrganisations", "known_organisation_id"]

offer(Organisation, "add", "change", "delete", "list", "show")
offer(Person, "add", "change", "delete", "list", "show")
offer(Body, "add", "change", "delete", "list", "show")
offer(BodyRules, "add", "change", "delete", "list", "show")
offer(Membership, "add", "change", "delete", "list", "show")


@command("membership end")
@dataclass(frozen=True, kw_only=True)
class EndMembership:
    """End a person's seat in a body on a day."""

    membership: str = take.record("membership", N_("The seat"), positional=True)
    on: str = take.day(N_("The last day"))

    def __call__(self, work: Work) -> str:
        """Set the last day; older minutes keep the roll of their day."""
        return work.change(work.get(Membership, self.membership), ends=self.on).id


@command("organisation load")
@dataclass(frozen=True, kw_only=True)
class LoadOrganisations:
    """Add the rescue departments and the other organisations of the network that are public."""

    def __call__(self, work: Work) -> str:
        """Add those that are not there yet.

        Their ids follow from their codes, so two desks that load the same list hold the same
        records, and merging them brings nothing new.
        """
        file = resource_folder() / "sample" / "organisations.csv"
        with file.open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                if work.reader.find(Organisation, known_organisation_id(row["code"])) is None:
                    work.add(
                        Organisation(
                            id=known_organisation_id(row["code"]),
                            code=row["code"],
                            name_fi=row["name_fi"],
                            name_sv=row["name_sv"],
                            kind=OrganisationKind(row["kind"]),
                            source=row["source"],
                        )
                    )
        return ""


def known_organisation_id(code: str) -> str:
    """The record id of an organisation that every desk knows by its code, as in `PL-08`."""
    return blake2b(f"organisation {code}".encode(), digest_size=16).hexdigest()
