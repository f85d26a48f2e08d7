"""How a kind of sheet is declared: its columns, its rows, and what an edited row means."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kvdesk.changes.operation import Value
from kvdesk.domain.record import Record
from kvdesk.exchange.sheets.form import Column, Row
from kvdesk.store.reader import Reader

__all__ = ["Edited", "Scope", "SheetKind", "SheetName", "no_consequences"]


class SheetName(StrEnum):
    """The kinds of sheets, for the doors to choose from."""

    ACTIONS = "actions"
    ATTENDANCE = "attendance"


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose rows a sheet has: ids, each empty where it does not narrow."""

    organisation: str = ""
    body: str = ""
    meeting: str = ""
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Edited:
    """A row that came back with edited cells.

    `record` is the row's as it stands here, None when it has been deleted; `changed` are the
    fields of the edited cells with their new values, `shown` all others with what the sheet
    shows. `now` is the moment of the import on Finnish time.
    """

    id: str
    record: Record | None
    changed: Mapping[str, Value]
    shown: Mapping[str, Value]
    now: str

    def value(self, field: str) -> str:
        """What the row says of a field, edited or not."""
        return str(self.changed.get(field, self.shown.get(field, "")) or "")


def no_consequences(edited: Edited) -> Mapping[str, Value]:
    """An edited row means its edited cells and nothing else."""
    del edited
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetKind:
    """One kind of sheet.

    `title` is an English message. `record` is what a row stands for; fields of other kinds, as in
    `action_report.comment`, go to a new record beside it, one a row and export. `consequences`
    tells what an edited row sets besides its cells; `also` names those of its fields that belong to
    the row's own record.
    """

    name: SheetName
    title: str
    record: type[Record]
    columns: Sequence[Column]
    rows: Callable[[Reader, Scope], list[Row]]
    consequences: Callable[[Edited], Mapping[str, Value]] = no_consequences
    also: Sequence[str] = ()

    @property
    def own_fields(self) -> Sequence[str]:
        """The fields of the row's record that a sheet can set."""
        told = [*(column.field for column in self.columns), *self.also]
        return [field for field in told if field.startswith(f"{self.record.KIND}.")]
