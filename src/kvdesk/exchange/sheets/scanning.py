"""A look through a workbook's XML before a library builds tables of it.

Libraries make room for every cell between the first and the last one, and copy a shared text into
each cell that names it: a few bytes can ask for gigabytes. So the claims are counted first.
Formulas are only noted, never worked out.
"""

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from typing import Final
from xml.parsers import expat

from kvdesk.exchange.sheets.form import CELL_LIMIT
from kvdesk.kernel.errors import Refusal

__all__ = ["Formulas", "check_parts"]

#: Row and column (from 0) of the cells that hold a formula, by the name of their sheet.
Formulas = Mapping[str, frozenset[tuple[int, int]]]

#: Rows and columns of one sheet; in all sheets cells between the corners, and their characters.
_ROWS: Final = 20_000
_COLUMNS: Final = 200
_CELLS: Final = 1_000_000
_CHARACTERS: Final = 64 * 1024 * 1024
_SHEETS: Final = 50

_PLACE: Final = re.compile(r"([A-Z]{1,3})(\d{1,7})", re.ASCII)
_WORKBOOK: Final = "xl/workbook.xml"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
_TEXTS: Final = "xl/sharedStrings.xml"
_TYPES: Final = "[Content_Types].xml"


def check_parts(parts: Mapping[str, bytes]) -> Formulas:
    """Refuse what asks for too much or brings programs; tells where formulas are.

    Raises:
        Refusal: `not_a_sheet`, `sheet_damaged`, `sheet_too_big`, `sheet_with_macros`,
            `sheet_with_links`.
    """
    if _TYPES not in parts or _RELATIONS not in parts:
        raise Refusal("not_a_sheet")
    types = "".join(_attributes(parts[_TYPES], "Override", "ContentType"))
    if "macroEnabled" in types or "vba" in types:
        raise Refusal("sheet_with_macros")
    if "sheet.main+xml" not in types:
        raise Refusal("not_a_sheet")
    lengths = _text_lengths(parts.get(_TEXTS))
    found: dict[str, frozenset[tuple[int, int]]] = {}
    names = _sheet_names(parts)
    cells = characters = 0
    for part, body in parts.items():
        if part.lower().startswith("xl/worksheets/"):
            scan = _SheetScan(lengths)
            scan.read(body)
            cells += scan.rows * scan.columns
            characters += scan.characters
            if cells > _CELLS or characters > _CHARACTERS:
                raise Refusal("sheet_too_big")
            found[names.get(part.casefold(), part)] = frozenset(scan.formulas)
    return found


def _sheet_names(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Part (casefolded) -> the name of its sheet."""
    targets: dict[str, str] = {}

    def relation(name: str, given: dict[str, str]) -> None:
        if name == "Relationship":
            target = given.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            targets[given.get("Id", "")] = posixpath.normpath(path).casefold()

    names: dict[str, str] = {}

    def sheet(name: str, given: dict[str, str]) -> None:
        if name == "sheet":
            key = next((value for key, value in given.items() if key.endswith("id")), "")
            names[targets.get(key, key)] = given.get("name", "")

    _walk(parts[_RELATIONS], start=relation)
    _walk(parts[_WORKBOOK], start=sheet)
    if len(names) > _SHEETS:
        raise Refusal("sheet_too_big")
    return names


def _attributes(body: bytes, element: str, attribute: str) -> list[str]:
    found: list[str] = []

    def start(name: str, given: dict[str, str]) -> None:
        if name == element:
            found.append(given.get(attribute, ""))

    _walk(body, start=start)
    return found


def _text_lengths(body: bytes | None) -> list[int]:
    """How long each shared text is."""
    lengths: list[int] = []
    if body is None:
        return lengths

    def start(name: str, given: dict[str, str]) -> None:
        del given
        if name == "si":
            lengths.append(0)

    def text(data: str) -> None:
        if lengths:
            lengths[-1] += len(data)

    _walk(body, start=start, text=text)
    # A cell holds no longer text; each line break may be escaped as `_x000D_`.
    if max(lengths, default=0) > 8 * CELL_LIMIT:
        raise Refusal("sheet_too_big")
    return lengths


@dataclass(slots=True)
class _SheetScan:
    """One walk through a sheet: how far it reaches, how much it holds, where formulas are."""

    lengths: list[int]
    formulas: set[tuple[int, int]] = field(default_factory=set)
    row: int = -1
    column: int = -1
    rows: int = 0
    columns: int = 0
    characters: int = 0
    shared: bool = False
    within: str = ""
    heard: list[str] = field(default_factory=list)

    def read(self, body: bytes) -> None:
        """Walk through it."""
        _walk(body, start=self._start, end=self._end, text=self._text)

    def _start(self, name: str, given: dict[str, str]) -> None:
        if name == "c":
            self._cell(given)
        elif name in ("v", "f"):
            self.within, self.heard = name, []
        elif name == "row":
            self.row = _number(given.get("r"), self.row + 1)
            self.column = -1
            self._reach()

    def _cell(self, given: dict[str, str]) -> None:
        self.shared = given.get("t") == "s"
        self.column += 1
        if "r" in given:
            place = _PLACE.fullmatch(given["r"])
            if place is None:
                raise Refusal("sheet_damaged")
            self.column, self.row = _column(place[1]), int(place[2]) - 1
        if self.column >= self.columns or self.row >= self.rows:
            self._reach()

    def _reach(self) -> None:
        self.rows = max(self.rows, self.row + 1)
        self.columns = max(self.columns, self.column + 1)
        if self.rows > _ROWS or self.columns > _COLUMNS or self.rows * self.columns > _CELLS:
            raise Refusal("sheet_too_big")

    def _text(self, data: str) -> None:
        self._count(len(data))
        if self.within:
            self.heard.append(data)

    def _count(self, characters: int) -> None:
        self.characters += characters
        if self.characters > _CHARACTERS:
            raise Refusal("sheet_too_big")

    def _end(self, name: str) -> None:
        if name not in ("v", "f"):
            return
        if name == "f":
            self.formulas.add((self.row, self.column))
            if "|" in "".join(self.heard):
                raise Refusal("sheet_with_links")
        elif self.shared:
            number = _number("".join(self.heard), 0) + 1
            if number >= len(self.lengths):
                raise Refusal("sheet_damaged")
            self._count(self.lengths[number])
        self.within = ""


def _number(text: str | None, unsaid: int) -> int:
    """A number counted from 1, as one counted from 0."""
    if text is None:
        return unsaid
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise Refusal("sheet_damaged")
    return int(text) - 1


@lru_cache(maxsize=1024)
def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


class _Bare(dict[str, str]):
    """Names of elements without their prefixes: few names, and each comes thousands of times."""

    def __missing__(self, name: str) -> str:
        """Work one out."""
        self[name] = name.rpartition(":")[2]
        return self[name]


def _walk(
    body: bytes,
    *,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Walk through a part; names come without their prefixes.

    Raises:
        Refusal: `sheet_damaged` when it is no well-formed XML or declares a document type.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise Refusal("sheet_damaged")

    parser.StartDoctypeDeclHandler = refuse
    bare = _Bare()
    parser.StartElementHandler = lambda name, given: start(bare[name], given)
    if end is not None:
        parser.EndElementHandler = lambda name: end(bare[name])
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        parser.ParseFile(BytesIO(body))
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise Refusal("sheet_damaged") from error
