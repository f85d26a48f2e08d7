"""Who comes to a meeting: each invited person's answer."""

from typing import Final

from kvdesk.desk.sheet_kinds.kind import Scope, SheetKind, SheetName
from kvdesk.domain.meetings import Attendance, Reply
from kvdesk.domain.network import Organisation, Person
from kvdesk.domain.record import Form
from kvdesk.exchange.sheets.form import Column, Row
from kvdesk.kernel.words import N_
from kvdesk.store.queries.meetings import attendance
from kvdesk.store.reader import Reader

__all__ = ["ATTENDANCE"]


def _rows(reader: Reader, scope: Scope) -> list[Row]:
    stays = {stay.person: stay for stay in attendance(reader, scope.meeting)}
    people = reader.by_ids(Person, stays)
    organisations = reader.by_ids(Organisation, [stay.organisation for stay in stays.values()])
    rows: list[Row] = []
    for stay in stays.values():
        person = people.get(stay.person)
        organisation = organisations.get(stay.organisation)
        rows.append(
            Row(
                stay.id,
                {
                    "person": person.name if person else "",
                    "organisation": organisation.name_fi if organisation else "",
                    "reply": stay.reply,
                    "deputy": stay.deputy_name,
                    "remark": stay.remark,
                },
            )
        )
    return rows


ATTENDANCE: Final = SheetKind(
    name=SheetName.ATTENDANCE,
    title=N_("Attendance"),
    record=Attendance,
    columns=(
        Column("person", N_("Person"), 30),
        Column("organisation", N_("Organisation"), 36),
        Column(
            "reply",
            N_("Reply to the invitation"),
            20,
            Form.CHOICE,
            field="attendance.reply",
            choices=Reply,
            hint=N_("Does the person come? Choose from the list."),
        ),
        Column(
            "deputy",
            N_("Deputy who comes"),
            30,
            field="attendance.deputy_name",
            hint=N_("The name of the deputy, if one comes."),
        ),
        Column("remark", N_("Remark"), 46, Form.LONG_TEXT, field="attendance.remark"),
    ),
    rows=_rows,
)
