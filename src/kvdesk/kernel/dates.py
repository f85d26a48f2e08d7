"""Days and times as people here write them: in by many forms, stored as ISO, out by language.

A stored day is `2026-12-03`, a clock time `09:05`, a moment `2026-12-03T09:05`; all are Finnish
wall-clock values without a zone. Nothing here knows the present: `today` is handed in.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from kvdesk.kernel.calendar_words import (
    DAY_NAMES,
    DAY_NAMES_ON,
    MONTH_NUMBERS,
    MONTHS,
    SHORT_DAY_NAMES,
    WEEKDAYS,
)
from kvdesk.kernel.errors import Refusal

__all__ = [
    "format_day",
    "format_long_day",
    "format_moment",
    "format_on_day",
    "format_short_day",
    "format_time",
    "parse_day",
    "parse_moment",
    "parse_time",
    "week_of",
]


def _form(pattern: str) -> re.Pattern[str]:
    """A form of a day or time; digits are those of this keyboard only."""
    return re.compile(pattern, re.ASCII | re.VERBOSE)


_ISO: Final = _form(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_FINNISH: Final = _form(r"(\d{1,2})\.\s?(\d{1,2})(?:\.\s?(\d{4}|\d{2})?)?")
_WRITTEN: Final = _form(r"(\d{1,2})\.?\s([^\s\d]+)(?:\s(\d{4}))?")
_LATER: Final = _form(
    r"""\+?\s?(\d{1,3})\s?
    (?: (pv|päivää|päivän|dag|dagar|days?|d) | (?:vk|vko|viikkoa|viikon|vecka|veckor|weeks?|w) )"""
)
_WEEK: Final = _form(r"(?:vko|vk|viikko|viikolla|vecka|v|week)\.?\s?(\d{1,2})(?:\s?/\s?(\d{4}))?")
_TIME: Final = _form(r"(?:klo|kl\.?|at)?\s?(?: (\d{1,2})(?:[.:,](\d{2}))? | (\d{1,2})(\d{2}) )")
_MOMENT: Final = _form(r"(.+?)(?:,?\s(?:klo|kl\.?|at)\s|\s|(?<=\d)t)(\S+)")

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
    "day after tomorrow": 2,
}


def parse_day(words: str, today: str) -> str:
    """An ISO day from what a person typed: `2026-12-03`, `3.12.2026`, `3.12.`, `to`, `vko 49`.

    Read are ISO, the Finnish figures with or without a year of two or four digits, the day with
    the month's name, `tänään` `huomenna` `ylihuomenna`, weekdays, week numbers (`vko 3/2027`) and
    distances (`+2 vk`, `+3 pv`), each in Finnish, Swedish and English. A day without a year is the
    next such day from `today` on; a weekday is the next one after today; a week means its Monday,
    or today while that week is running. A weekday before a day is checked against it.

    Raises:
        Refusal: `day_unreadable`, or `weekday_mismatch` when the weekday is another.
    """
    text = _plain(words).removeprefix("on ").removeprefix("på ")
    now = date.fromisoformat(today)
    try:
        found = _near_day(text, now) or _later_day(text, now) or _with_weekday(text, now)
    except (ValueError, OverflowError):  # the 31st of a short month, week 60, the year 10000
        found = None
    if found is None:
        raise Refusal("day_unreadable", given=words)
    return found.isoformat()


def parse_time(words: str) -> str:
    """A clock time `09:42` from `9.42`, `9:42`, `0942`, `942`, `klo 9`.

    Raises:
        Refusal: `time_unreadable`.
    """
    match = _TIME.fullmatch(_plain(words))
    if match is None:
        raise Refusal("time_unreadable", given=words)
    hour = int(match[1] or match[3])
    minute = int(match[2] or match[4] or 0)
    if hour > 23 or minute > 59:
        raise Refusal("time_unreadable", given=words)
    return f"{hour:02}:{minute:02}"


def parse_moment(words: str, today: str) -> str:
    """A day and a time, `2026-12-03T09:00`, from `3.12.2026 klo 9`, `to 9.30` or ISO.

    Raises:
        Refusal: `moment_unreadable` when one of the two is missing, else what `parse_day` and
            `parse_time` raise.
    """
    match = _MOMENT.fullmatch(_plain(words))
    if match is None:
        raise Refusal("moment_unreadable", given=words)
    return f"{parse_day(match[1], today)}T{parse_time(match[2])}"


def format_day(day: str, language: str) -> str:
    """`3.12.2026` in Finnish and Swedish, `3 December 2026` in English; empty stays empty."""
    if not day:
        return ""
    when = date.fromisoformat(day[:10])
    if language == "en":
        return _written(when, language)
    return f"{when.day}.{when.month}.{when.year}"


def format_short_day(day: str, language: str) -> str:
    """`to 3.12.2026`, `tors 3.12.2026`, `Thu 3 December 2026`, for lists."""
    return _headed(SHORT_DAY_NAMES, day, language) + format_day(day, language)


def format_long_day(day: str, language: str) -> str:
    """`torstai 3. joulukuuta 2026`, `torsdag 3 december 2026`: a label, standing alone."""
    return _headed(DAY_NAMES, day, language) + _written_day(day, language)


def format_on_day(day: str, language: str) -> str:
    """`torstaina 3. joulukuuta 2026`, `on Thursday 3 December 2026`: when, within a sentence."""
    return _headed(DAY_NAMES_ON, day, language) + _written_day(day, language)


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


def week_of(day: str) -> tuple[int, int]:
    """Year and week by ISO 8601, the week that Finnish calendars show: `(2026, 49)`."""
    year, week, _ = date.fromisoformat(day[:10]).isocalendar()
    return year, week


def _plain(words: str) -> str:
    return " ".join(unicodedata.normalize("NFC", words).casefold().split())


def _near_day(text: str, now: date) -> date | None:
    if text in _NEAR:
        return now + timedelta(days=_NEAR[text])
    if text in WEEKDAYS:
        return now + timedelta(days=(WEEKDAYS[text] - now.weekday() - 1) % 7 + 1)
    return None


def _later_day(text: str, now: date) -> date | None:
    later = _LATER.fullmatch(text)
    if later:
        return now + timedelta(days=int(later[1]) * (1 if later[2] else 7))
    week = _WEEK.fullmatch(text)
    return _week_day(int(week[1]), week[2], now) if week else None


def _week_day(week: int, year: str | None, now: date) -> date:
    if year:
        return date.fromisocalendar(int(year), week, 1)
    running_year, running_week, _ = now.isocalendar()
    if week == running_week:
        return now
    return date.fromisocalendar(running_year + (week < running_week), week, 1)


def _with_weekday(text: str, now: date) -> date | None:
    head, _, rest = text.partition(" ")
    if head not in WEEKDAYS:
        return _exact_day(text, now)
    found = _exact_day(rest.removeprefix("den "), now)
    if found and found.weekday() != WEEKDAYS[head]:
        raise Refusal("weekday_mismatch", given=text, day=found.isoformat())
    return found


def _exact_day(text: str, now: date) -> date | None:
    iso = _ISO.fullmatch(text)
    if iso:
        return date(int(iso[1]), int(iso[2]), int(iso[3]))
    figures = _FINNISH.fullmatch(text)
    if figures:
        return _day_of(int(figures[1]), int(figures[2]), figures[3], now)
    written = _WRITTEN.fullmatch(text)
    if written is None or written[2] not in MONTH_NUMBERS:
        return None
    return _day_of(int(written[1]), MONTH_NUMBERS[written[2]], written[3], now)


def _day_of(day: int, month: int, year: str | None, now: date) -> date:
    """The day in that year, else the next one from now on; a leap day may be some years away."""
    if year:
        return date(int(year) if len(year) == 4 else 2000 + int(year), month, day)
    ahead = now.year + ((month, day) < (now.month, now.day))
    if (month, day) == (2, 29):
        ahead = next(ahead + wait for wait in range(9) if _is_leap(ahead + wait))
    return date(ahead, month, day)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _headed(names: Mapping[str, tuple[str, ...]], day: str, language: str) -> str:
    if not day:
        return ""
    known = names.get(language, names["en"])
    return f"{known[date.fromisoformat(day[:10]).weekday()]} "


def _written_day(day: str, language: str) -> str:
    return _written(date.fromisoformat(day[:10]), language) if day else ""


def _written(when: date, language: str) -> str:
    months = MONTHS.get(language, MONTHS["en"])
    point = "." if language == "fi" else ""
    return f"{when.day}{point} {months[when.month - 1]} {when.year}"
