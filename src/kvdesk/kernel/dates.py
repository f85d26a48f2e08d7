"""Days and times as people here write them: in by many forms, stored as ISO, out by language."""

import re
from datetime import date, datetime, timedelta
from typing import Final

from kvdesk.kernel.errors import Refusal

__all__ = [
    "format_day",
    "format_long_day",
    "format_moment",
    "format_time",
    "parse_day",
    "parse_moment",
    "parse_time",
]

_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_FINNISH: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})?")
_LATER: Final = re.compile(r"\+?(\d{1,3})\s*(pv|päivää|d|dagar|days?|vk|viikkoa|v|veckor|weeks?|w)")
_WEEK: Final = re.compile(r"(?:vko|viikko|v|vecka|week)\s*(\d{1,2})")
_TIME: Final = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?|(\d{2})(\d{2})")

_NEAR: Final = {
    "tänään": 0,
    "idag": 0,
    "i dag": 0,
    "today": 0,
    "huomenna": 1,
    "imorgon": 1,
    "i morgon": 1,
    "tomorrow": 1,
    "ylihuomenna": 2,
    "i övermorgon": 2,
}
_WEEKDAYS: Final = {
    name: number
    for number, names in enumerate(
        (
            ("ma", "maanantai", "mån", "måndag", "mon", "monday"),
            ("ti", "tiistai", "tis", "tisdag", "tue", "tuesday"),
            ("ke", "keskiviikko", "ons", "onsdag", "wed", "wednesday"),
            ("to", "torstai", "tors", "torsdag", "thu", "thursday"),
            ("pe", "perjantai", "fre", "fredag", "fri", "friday"),
            ("la", "lauantai", "lör", "lördag", "sat", "saturday"),
            ("su", "sunnuntai", "sön", "söndag", "sun", "sunday"),
        )
    )
    for name in names
}  # fmt: skip

# fmt: off
_DAY_NAMES: Final = {
    "fi": ("maanantai", "tiistai", "keskiviikko", "torstai", "perjantai", "lauantai", "sunnuntai"),
    "sv": ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS: Final = {
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


def parse_day(words: str, today: str) -> str:
    """An ISO day from `2026-12-03`, `3.12.2026`, `3.12.`, `to`, `huomenna`, `vko 49`, `+2 vk`.

    A day without a year is the next such day from `today` (ISO) on; a week number means its
    Monday; a weekday is the next one after today.

    Raises:
        Refusal: `day_unreadable`.
    """
    text = " ".join(words.casefold().split()).removeprefix("!").strip()
    now = date.fromisoformat(today)
    try:
        found = _exact_day(text, now) or _relative_day(text, now)
    except ValueError:
        found = None
    if found is None:
        raise Refusal("day_unreadable", given=words)
    return found.isoformat()


def parse_time(words: str) -> str:
    """A clock time `09:42` from `9.42`, `9:42`, `0942`, `klo 9`.

    Raises:
        Refusal: `time_unreadable`.
    """
    text = words.casefold().strip().removeprefix("klo").removeprefix("kl.").strip()
    match = _TIME.fullmatch(text)
    if match is None:
        raise Refusal("time_unreadable", given=words)
    hour = int(match[1] or match[3])
    minute = int(match[2] or match[4] or 0)
    if hour > 23 or minute > 59:
        raise Refusal("time_unreadable", given=words)
    return f"{hour:02}:{minute:02}"


def parse_moment(words: str, today: str) -> str:
    """A day and a time, `2026-12-03T09:00`, from `3.12.2026 klo 9` or ISO.

    Raises:
        Refusal: `moment_unreadable`, `day_unreadable`, `time_unreadable`.
    """
    text = " ".join(words.replace("T", " ").split())
    day, space, time = text.rpartition(" ")
    if space and day.casefold().endswith(("klo", "kl.")):
        day = day.rpartition(" ")[0]
    if not day or not time:
        raise Refusal("moment_unreadable", given=words)
    return f"{parse_day(day, today)}T{parse_time(time)}"


def format_day(day: str, language: str) -> str:
    """`3.12.2026` in Finnish and Swedish, `3 December 2026` in English; empty stays empty."""
    if not day:
        return ""
    when = date.fromisoformat(day[:10])
    if language == "en":
        return f"{when.day} {_MONTHS['en'][when.month - 1]} {when.year}"
    return f"{when.day}.{when.month}.{when.year}"


def format_long_day(day: str, language: str) -> str:
    """`torstai 3. joulukuuta 2026`, `torsdag 3 december 2026`, `Thursday 3 December 2026`."""
    if not day:
        return ""
    when = date.fromisoformat(day[:10])
    known = language if language in _MONTHS else "en"
    point = "." if known == "fi" else ""
    month = _MONTHS[known][when.month - 1]
    return f"{_DAY_NAMES[known][when.weekday()]} {when.day}{point} {month} {when.year}"


def format_time(time: str, language: str) -> str:
    """`9.05` in Finnish and Swedish, `9:05` in English; takes `09:05` or a whole moment."""
    if not time:
        return ""
    hour, _, minute = time.rpartition("T")[2].partition(":")
    return f"{int(hour)}{':' if language == 'en' else '.'}{minute}"


def format_moment(moment: str, language: str) -> str:
    """`3.12.2026 9.05`; empty stays empty."""
    if not moment:
        return ""
    return f"{format_day(moment, language)} {format_time(moment, language)}"


def _exact_day(text: str, now: date) -> date | None:
    iso = _ISO.fullmatch(text)
    if iso:
        return date(int(iso[1]), int(iso[2]), int(iso[3]))
    finnish = _FINNISH.fullmatch(text)
    if finnish is None:
        return None
    day, month, year = int(finnish[1]), int(finnish[2]), finnish[3]
    if year:
        return date(int(year) if len(year) == 4 else 2000 + int(year), month, day)
    this_year = date(now.year, month, day)
    return this_year if this_year >= now else date(now.year + 1, month, day)


def _relative_day(text: str, now: date) -> date | None:
    if text in _NEAR:
        return now + timedelta(days=_NEAR[text])
    if text in _WEEKDAYS:
        return now + timedelta(days=(_WEEKDAYS[text] - now.weekday() - 1) % 7 + 1)
    week = _WEEK.fullmatch(text)
    if week:
        return _monday(int(week[1]), now)
    later = _LATER.fullmatch(text)
    if later:
        weeks = later[2] in ("vk", "viikkoa", "v", "veckor", "week", "weeks", "w")
        return now + timedelta(days=int(later[1]) * (7 if weeks else 1))
    return None


def _monday(week: int, now: date) -> date:
    monday = datetime.fromisocalendar(now.year, week, 1).date()
    return (
        monday if monday + timedelta(days=6) >= now else date.fromisocalendar(now.year + 1, week, 1)
    )
