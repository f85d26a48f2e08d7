"""Whose workbooks can be written: who has open actions, which meetings are still to be held."""

from dataclasses import dataclass
from typing import Final

from kvdesk.store.reader import Reader

__all__ = ["SheetScopeRow", "sheet_scopes"]


@dataclass(frozen=True, slots=True)
class SheetScopeRow:
    """One possible workbook: its kind, whose it is (kind of record and id), and the name."""

    sheet: str
    scope: str
    id: str
    name: str


_DEPARTMENTS: Final = """
    SELECT o.id, coalesce(nullif(o.short_name, ''), o.name_fi) FROM organisation o
    WHERE EXISTS (SELECT 1 FROM action a
                  WHERE a.organisation = o.id AND a.state IN ('open', 'in_progress'))
    ORDER BY o.sort_key, o.id
"""
_BODIES: Final = """
    SELECT b.id, b.name_fi FROM body b
    WHERE EXISTS (SELECT 1 FROM meeting m JOIN action a ON a.meeting = m.id
                  WHERE m.body = b.id AND a.state IN ('open', 'in_progress'))
    ORDER BY b.name_fi, b.id
"""
_MEETINGS: Final = """
    SELECT m.id,
           trim(coalesce(b.abbreviation, '') || ' ' || coalesce(m.number || '/' || m.year, ''))
    FROM meeting m LEFT JOIN body b ON b.id = m.body
    WHERE m.state IN ('planned', 'called')
      AND EXISTS (SELECT 1 FROM attendance t WHERE t.meeting = m.id)
    ORDER BY m.starts, m.id
"""


def sheet_scopes(reader: Reader) -> list[SheetScopeRow]:
    """Every workbook that would have rows, actions first."""
    asked = (
        ("actions", "department", _DEPARTMENTS),
        ("actions", "body", _BODIES),
        ("attendance", "meeting", _MEETINGS),
    )
    return [
        SheetScopeRow(sheet, scope, found, name)
        for sheet, scope, sql in asked
        for found, name in reader.rows(sql)
    ]
