"""What a sheet holds: its columns, its rows, and what was found in one that came back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kvdesk.domain.record import Form

__all__ = ["CELL_LIMIT", "ID_TITLE", "KEPT_SHEET", "Column", "Row", "Sheet"]

#: Title of the hidden column with the records' ids; the same in every language.
ID_TITLE: Final = "kvdesk"
#: Name of the sheet that nobody sees, with the number of the export and its seal.
KEPT_SHEET: Final = "kvdesk-export"
#: Characters that a cell holds in Excel ("Excel specifications and limits").
CELL_LIMIT: Final = 32_767


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet.

    `title` and `hint` are English messages, `width` is in characters. An edited cell sets `field`
    of the log, as in `action.state`; a column without one is for reading only. `form` says how
    cells are understood: TEXT, LONG_TEXT, DAY or CHOICE.
    """

    name: str
    title: str
    width: int
    form: Form = Form.TEXT
    field: str = ""
    choices: type[StrEnum] | None = None
    hint: str = ""

    @property
    def is_editable(self) -> bool:
        """Whether the cells below are filled in."""
        return bool(self.field)


@dataclass(frozen=True, slots=True)
class Row:
    """One record in a sheet: values by column, as kvdesk keeps them (ISO days, codes)."""

    record: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet to be written; `made_at` is an ISO moment.

    `title` and `page`, the name of the page with the table, stand in the sheet's language.
    `seal` proves on return that this desk made the export with this number.
    """

    export: str
    kind: str
    title: str
    page: str
    language: str
    made_at: str
    seal: str
    columns: Sequence[Column]
    rows: Sequence[Row]
