"""A sheet to be filled in, for tests that need no desk."""

from kvdesk.domain.actions import ActionState
from kvdesk.domain.record import Form
from kvdesk.exchange.sheets.form import Column, Row, Sheet
from kvdesk.exchange.sheets.seal import seal_of

__all__ = ["COLUMNS", "KEY", "record", "sheet"]

KEY = "ab" * 32
COLUMNS = (
    Column("number", "Number", 9),
    Column("title", "What", 44),
    Column("due", "Due", 12, Form.DAY),
    Column("state", "State", 16, Form.CHOICE, "action.state", ActionState, "How far has it come?"),
    Column("comment", "What has happened", 46, Form.LONG_TEXT, "action_report.comment"),
    Column("wish", "Due day wished for", 14, Form.DAY, "action_report.due_wish"),
)


def record(number: int) -> str:
    return f"{number:032x}"


def sheet(count: int = 3, language: str = "fi", **values: str) -> Sheet:
    """A sheet with rows numbered from 1; `values` are those of every row."""
    export = "e" * 32
    usual = {"due": "2026-12-03", "state": "open"}
    rows = [
        Row(record(n), {"number": str(n), "title": f"Toimenpide {n}", **usual, **values})
        for n in range(1, count + 1)
    ]
    return Sheet(
        export=export,
        kind="actions",
        title="Toimenpiteet – Pirkanmaa & Häme",
        page="Toimenpiteet",
        language=language,
        made_at="2026-11-24T09:00:00+02:00",
        seal=seal_of(KEY, export=export, kind="actions", language=language),
        columns=COLUMNS,
        rows=rows,
    )
