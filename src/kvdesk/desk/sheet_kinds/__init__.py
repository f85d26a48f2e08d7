"""The kinds of sheets; a new one is a module here and a line in `SHEET_KINDS`."""

from collections.abc import Mapping
from typing import Final

from kvdesk.desk.sheet_kinds.actions import ACTIONS
from kvdesk.desk.sheet_kinds.attendance import ATTENDANCE
from kvdesk.desk.sheet_kinds.kind import Edited, Scope, SheetKind, SheetName

__all__ = ["SHEET_KINDS", "Edited", "Scope", "SheetKind", "SheetName"]

SHEET_KINDS: Final[Mapping[str, SheetKind]] = {kind.name: kind for kind in (ACTIONS, ATTENDANCE)}
