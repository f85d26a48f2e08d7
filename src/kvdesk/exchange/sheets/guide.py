"""The first page of every sheet: how to fill it in and return it, in three languages."""

from collections.abc import Sequence
from typing import Final

from kvdesk.exchange.sheets.form import Sheet
from kvdesk.kernel.dates import format_day
from kvdesk.kernel.words import LANGUAGES, N_, words_for

__all__ = ["guide_lines"]

#: What is said of each sheet, in this order.
_STEPS: Final[Sequence[str]] = (
    N_("Open the page “{page}” of this workbook."),
    N_("Fill in the light cells: {columns}. The grey cells are for reading only."),
    N_("In a cell with a list, choose from the list. Days may be written as 3.12.2026."),
    N_("Leave a row as it is when there is nothing to tell. You may sort and filter the rows."),
    N_("What is missing from the list can be written on the empty rows below it."),
    N_("Save the workbook as it is (.xlsx) and send it back to whoever sent it to you."),
    N_("You may send it again later with corrections: what you wrote last is what counts."),
)


def guide_lines(sheet: Sheet) -> list[tuple[str, Sequence[str]]]:
    """A heading and numbered steps in each language, the sheet's own language first."""
    own = words_for(sheet.language)
    titles = [own.text(column.title) for column in sheet.columns if column.is_editable]
    languages = sorted(LANGUAGES, key=lambda language: language != sheet.language)
    told: list[tuple[str, Sequence[str]]] = []
    for language in languages:
        words = words_for(language)
        day = format_day(sheet.made_at, language)
        heading = words.text("How to fill in this workbook (made {day})", day=day)
        quote = "“{}”" if language == "en" else "”{}”"
        columns = ", ".join(map(quote.format, titles))
        steps = [words.text(step, page=sheet.page, columns=columns) for step in _STEPS]
        numbered = [f"{number}. {step}" for number, step in enumerate(steps, start=1)]
        told.append((f"{LANGUAGES[language]}: {heading}", numbered))
    return told
