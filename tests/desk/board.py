"""A small board with people and rules, for tests that hold meetings."""

from dataclasses import dataclass

from kvdesk.desk.desk import Desk
from kvdesk.desk.recording import AddRecord

__all__ = ["Board", "board"]


@dataclass(frozen=True)
class Board:
    """A body of fifteen members with a secretary."""

    body: str
    members: tuple[str, ...]
    secretary: str


def add(desk: Desk, kind: str, **values: object) -> str:
    """Add a record; answers its id."""
    return desk.do(AddRecord(kind=kind, values=values)).id


def board(desk: Desk, size: int = 15) -> Board:
    """The board, its rules from the beginning of 2026 on."""
    body = add(desk, "body", abbreviation="PJH", name_fi="Pelastusjohtajien hallitus")
    add(
        desk,
        "body_rules",
        body=body,
        effective_from="2026-01-01",
        opening_items="Kokouksen avaus\nLaillisuus ja päätösvaltaisuus",
        closing_items="Kokouksen päättäminen",
        checkers=2,
    )
    members = []
    for number in range(size):
        person = add(desk, "person", given_name="Jäsen", family_name=f"Numero {number:02}")
        role = "chair" if number == 0 else "member"
        add(desk, "membership", body=body, person=person, role=role, starts="2026-01-01")
        members.append(person)
    secretary = add(desk, "person", given_name="Siiri", family_name="Sihteeri")
    add(desk, "membership", body=body, person=secretary, role="secretary", starts="2026-01-01")
    return Board(body, tuple(members), secretary)
