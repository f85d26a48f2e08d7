"""What a cell says: texts, days and words of closed lists, as people and programs write them."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final

from kvdesk.domain.record import Form
from kvdesk.exchange.sheets.form import CELL_LIMIT, Column
from kvdesk.kernel.dates import format_day, parse_day
from kvdesk.kernel.errors import Refusal
from kvdesk.kernel.sentences.terms import CHOICES
from kvdesk.kernel.text import clean
from kvdesk.kernel.words import LANGUAGES, Words, words_for

__all__ = ["Cell", "plain_text", "shown", "understood"]

#: What a cell of a spreadsheet may hold.
Cell = str | int | float | bool | date | datetime | time | timedelta | None

#: Day 0 of Excel's calendar, and the numbers of the days from 2000 to 2099 in it.
_DAY_ZERO: Final = date(1899, 12, 30)
_DAYS: Final = range(36_526, 73_051)
_FIGURES: Final = re.compile(r"\d")
#: Dots and such that programs put around a word: none of them is part of one.
_SPACES: Final = re.compile(r"[\s\u00a0\u200b\ufeff]+")


def shown(column: Column, value: str, words: Words) -> str:
    """A kept value as a sheet shows it; longer texts than a cell takes end in `…`."""
    if column.form is Form.DAY:
        return format_day(value, words.language)
    if column.choices is not None and value:
        return words.text(CHOICES[column.choices.__name__][value])
    return value if len(value) <= CELL_LIMIT else value[: CELL_LIMIT - 1] + "…"


def understood(column: Column, cell: Cell, *, today: str) -> str | None:
    """A cell as kvdesk keeps it, None when it is not understood.

    `today` is the ISO day of the export: a day without a year is the next such day from then on.
    """
    if column.form is Form.DAY:
        return _day(cell, today)
    if column.choices is not None:
        return _choice(column.choices, plain_text(cell))
    text = plain_text(cell)
    return text if column.form is Form.LONG_TEXT else " ".join(text.split())


def plain_text(cell: Cell) -> str:
    """Any cell as clean text without space around it: a number as it is written, a day as ISO."""
    if isinstance(cell, bool):
        return str(int(cell))
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        midnight = cell.time() == time()
        return cell.date().isoformat() if midnight else cell.isoformat(timespec="minutes")
    return "" if cell is None else clean(str(cell)).strip()


def _day(cell: Cell, today: str) -> str | None:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        # A day that lost its format on the way is its number.
        whole = int(cell) in _DAYS and cell == int(cell)
        return (_DAY_ZERO + timedelta(days=int(cell))).isoformat() if whole else None
    text = plain_text(cell)
    if not text or not _FIGURES.search(text):
        # "Tomorrow" and "Monday" were meant on a day that nobody knows any more.
        return None if text else ""
    try:
        return parse_day(text, today)
    except Refusal:
        return None


def _choice(choices: type[StrEnum], text: str) -> str | None:
    return _known_words(choices).get(_folded(text))


@lru_cache
def _known_words(choices: type[StrEnum]) -> dict[str, str]:
    """Every way to write a choice: its code, and its word in each language."""
    return dict(_ways(choices))


def _ways(choices: type[StrEnum]) -> Iterator[tuple[str, str]]:
    for language in LANGUAGES:
        words = words_for(language)
        for code, message in CHOICES[choices.__name__].items():
            yield _folded(words.text(message)), code
            yield _folded(message), code
            yield code, code


def _folded(text: str) -> str:
    return _SPACES.sub(" ", text).strip(" .,;:–-").casefold()
