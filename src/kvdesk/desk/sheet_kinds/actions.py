"""The actions of a department or of a body: how far they have come."""

from collections.abc import Mapping
from typing import Final

from kvdesk.changes.operation import Value
from kvdesk.desk.sheet_kinds.kind import Edited, Scope, SheetKind, SheetName
from kvdesk.domain.actions import Action, ActionState
from kvdesk.domain.record import Form
from kvdesk.exchange.sheets.form import Column, Row
from kvdesk.kernel.words import N_
from kvdesk.store.queries.actions import ActionFilter, action_ids, action_rows
from kvdesk.store.reader import Reader

__all__ = ["ACTIONS"]

_STATE: Final = "action.state"
_CLOSED_ON: Final = "action.closed_on"


def _rows(reader: Reader, scope: Scope) -> list[Row]:
    wanted = ActionFilter(
        organisation=scope.organisation, body=scope.body, open_only=not scope.closed
    )
    ids = action_ids(reader, wanted)
    rows = action_rows(reader, list(ids))
    return [
        Row(
            row.id,
            {
                "number": str(row.number or ""),
                "title": row.title,
                "origin": f"{row.body} {row.meeting}".strip(),
                "owner": row.owner or row.organisation,
                "due": row.due,
                "state": row.state,
            },
        )
        for row in map(rows.__getitem__, ids)
    ]


def _consequences(edited: Edited) -> Mapping[str, Value]:
    """A report for the action's history; a state that ends or reopens it sets the day as well."""
    state = ActionState(edited.value(_STATE))
    meant: dict[str, Value] = {
        "action_report.action": edited.id,
        "action_report.at": edited.now,
        "action_report.state": state.value,
    }
    record = edited.record
    was_closed = isinstance(record, Action) and record.state.is_closed
    if _STATE in edited.changed and state.is_closed is not was_closed:
        meant[_CLOSED_ON] = edited.now[:10] if state.is_closed else ""
    return meant


ACTIONS: Final = SheetKind(
    name=SheetName.ACTIONS,
    title=N_("Actions"),
    record=Action,
    columns=(
        Column("number", N_("Number"), 9),
        Column("title", N_("What"), 44),
        Column("origin", N_("Meeting"), 13),
        Column("owner", N_("Owner"), 22),
        Column("due", N_("Due"), 12, Form.DAY),
        Column(
            "state",
            N_("State"),
            16,
            Form.CHOICE,
            field=_STATE,
            choices=ActionState,
            hint=N_("How far has it come? Choose from the list."),
        ),
        Column(
            "comment",
            N_("What has happened"),
            46,
            Form.LONG_TEXT,
            field="action_report.comment",
            hint=N_("What has happened since the last report, in a few words."),
        ),
        Column(
            "due_wish",
            N_("Due day wished for"),
            14,
            Form.DAY,
            field="action_report.due_wish",
            hint=N_("Only if the due day cannot be kept: which day would do, as in 3.12.2026."),
        ),
    ),
    rows=_rows,
    consequences=_consequences,
    also=(_CLOSED_ON,),
)
