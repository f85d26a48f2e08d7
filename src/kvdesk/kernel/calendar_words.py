"""The names of days and months in the three languages, Monday and January first.

They stand here and not in a locale: Windows, Linux and macOS disagree about theirs, and a document
must read the same wherever it was made.
"""

from collections.abc import Mapping
from typing import Final

__all__ = ["DAY_NAMES", "DAY_NAMES_ON", "MONTHS", "MONTH_NUMBERS", "SHORT_DAY_NAMES", "WEEKDAYS"]

# fmt: off
#: Language -> the seven names as a label shows them.
DAY_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "fi": ("maanantai", "tiistai", "keskiviikko", "torstai", "perjantai", "lauantai", "sunnuntai"),
    "sv": ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}

#: Language -> the names as they stand in a sentence that says when something happens.
DAY_NAMES_ON: Final[Mapping[str, tuple[str, ...]]] = {
    "fi": tuple(f"{name}na" for name in DAY_NAMES["fi"]),
    "sv": tuple(f"{name}en den" for name in DAY_NAMES["sv"]),
    "en": tuple(f"on {name}" for name in DAY_NAMES["en"]),
}

#: Language -> the short names.
SHORT_DAY_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "fi": ("ma", "ti", "ke", "to", "pe", "la", "su"),
    "sv": ("mån", "tis", "ons", "tors", "fre", "lör", "sön"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}

#: Language -> the twelve months as they follow a day's number.
MONTHS: Final[Mapping[str, tuple[str, ...]]] = {
    "fi": (
        "tammikuuta", "helmikuuta", "maaliskuuta", "huhtikuuta", "toukokuuta", "kesäkuuta",
        "heinäkuuta", "elokuuta", "syyskuuta", "lokakuuta", "marraskuuta", "joulukuuta",
    ),
    "sv": (
        "januari", "februari", "mars", "april", "maj", "juni",
        "juli", "augusti", "september", "oktober", "november", "december",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}
# fmt: on

#: Casefolded month -> its number, in every form that people type.
MONTH_NUMBERS: Final[Mapping[str, int]] = {
    form: number
    for names in MONTHS.values()
    for number, name in enumerate(names, start=1)
    for form in (name.casefold(), name.casefold().removesuffix("ta"))
}

#: Casefolded weekday -> its number, Monday 0, in every form that people type.
WEEKDAYS: Final[Mapping[str, int]] = {
    form: number
    for names in (*SHORT_DAY_NAMES.values(), *DAY_NAMES.values(), *DAY_NAMES_ON.values())
    for number, name in enumerate(names)
    for form in (name.casefold().removeprefix("on ").removesuffix(" den"),)
}
