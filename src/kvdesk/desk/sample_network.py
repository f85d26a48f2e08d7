"""The sample's people, bodies, seats and matters."""

from collections.abc import Mapping
from typing import Any, Final

from kvdesk.desk.matters import LinkGoal
from kvdesk.desk.network import LoadOrganisations, known_organisation_id
from kvdesk.desk.sample_scribe import Calendar, Scribe
from kvdesk.domain.bodies import Role
from kvdesk.domain.network import Organisation, Person
from kvdesk.domain.strategies import Statement
from kvdesk.store.queries import strategies

__all__ = ["lay_matters", "lay_network"]

#: The network works since 2008; its bodies' rules hold from then on.
_FOUNDED: Final = "2008-01-01"


def lay_network(scribe: Scribe, texts: Mapping[str, Any], calendar: Calendar) -> None:
    """Add organisations, people and bodies with their rules and seats."""
    scribe.do(LoadOrganisations())
    for code, (given, family) in texts["directors"].items():
        _add_person(scribe, code, given, family, title=texts["director_title"], department=code)
    for key, person in texts["experts"].items():
        given, family = person["name"]
        _add_person(
            scribe, key, given, family, title=person["title"], department=person["department"]
        )
    for body in texts["bodies"]:
        _add_body(scribe, body, f"{calendar.first.year - 1}-01-01")


def lay_matters(scribe: Scribe, texts: Mapping[str, Any], calendar: Calendar) -> None:
    """Add the matters, each linked to the sentences of the latest strategy that it serves."""
    strategy = strategies.strategy_or_latest(scribe.reader, "")
    numbered = scribe.reader.all(Statement, strategy=strategy.id)
    scribe.statements.update({said.number: said.id for said in numbered if said.number})
    for number, (key, matter) in enumerate(texts["matters"].items(), start=1):
        scribe.matters[key] = scribe.add(
            "matter",
            {
                "title": matter["title"],
                "number": f"KV {calendar.today.year}/{number:03}",
                "summary": matter["summary"],
                "opened_on": calendar.past(matter["opened"]).isoformat(),
                "proposed_by": known_organisation_id(matter["by"]),
                "preparer": scribe.people[matter["preparer"]],
            },
        )
        for goal in matter["goals"]:
            # A desk may hold another strategy than the sample's: only what it says can be linked.
            if goal in scribe.statements:
                link = LinkGoal(matter=scribe.matters[key], goal=scribe.statements[goal])
                scribe.do(link)


def _add_person(
    scribe: Scribe, key: str, given: str, family: str, *, title: str, department: str
) -> None:
    scribe.people[key] = scribe.add(
        "person",
        {
            "given_name": given,
            "family_name": family,
            "title": title,
            "organisation": known_organisation_id(department),
        },
    )


def _add_body(scribe: Scribe, body: Mapping[str, Any], since: str) -> None:
    names = {"name_fi": body.get("name_fi", ""), "name_sv": body.get("name_sv", "")}
    if body.get("code"):
        known = scribe.reader.get(Organisation, known_organisation_id(body["code"]))
        names = {"name_fi": known.name_fi, "name_sv": known.name_sv}
    body_id = scribe.add(
        "body",
        {
            "abbreviation": body["abbreviation"],
            "kind": body["kind"],
            "name_en": body["name_en"],
            "parent": scribe.bodies.get(body["parent"], ""),
            "valid_from": _FOUNDED,
            **names,
        },
    )
    scribe.bodies[body["abbreviation"]] = body_id
    scribe.add("body_rules", {"body": body_id, "effective_from": _FOUNDED, **body["rules"]})
    _add_seats(scribe, body_id, body, since)


def _add_seats(scribe: Scribe, body_id: str, body: Mapping[str, Any], since: str) -> None:
    seats = [(body["chair"], Role.CHAIR, ""), (body["vice_chair"], Role.VICE_CHAIR, "")]
    seats += [(person, Role.MEMBER, "") for person in body["members"]]
    seats += [(body["secretary"], Role.SECRETARY, "")]
    seats += [(deputy, Role.DEPUTY, member) for member, deputy in body["deputies"].items()]
    for person, role, member in seats:
        holder = scribe.reader.get(Person, scribe.people[person])
        scribe.add(
            "membership",
            {
                "body": body_id,
                "person": holder.id,
                "role": role,
                "organisation": holder.organisation,
                "deputy_for": scribe.people.get(member, ""),
                "starts": since,
            },
        )
