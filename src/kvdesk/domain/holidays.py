"""Days on which nobody meets in Finland, computed: public holidays and the two great eves.

The holidays are those of the church act and of the acts on Independence Day and the first of May,
as they have fallen since 1992. The eves of Midsummer and Christmas are not in law, but collective
agreements make them days off and everyone is away.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from kvdesk.kernel.words import N_

__all__ = ["Holiday", "holiday_on", "holidays_of", "is_working_day"]


@dataclass(frozen=True, slots=True)
class Holiday:
    """One such day: ISO day, its English name to be translated, whether it is one by law."""

    day: str
    name: str
    is_public: bool = True


def holidays_of(year: int) -> tuple[Holiday, ...]:
    """The holidays and eves of a year, in order of the calendar."""
    return tuple(sorted(_days_of(year), key=lambda holiday: holiday.day))


def holiday_on(day: str) -> Holiday | None:
    """The holiday or eve on an ISO day, if it is one."""
    found = (holiday for holiday in holidays_of(int(day[:4])) if holiday.day == day[:10])
    return next(found, None)


def is_working_day(day: str) -> bool:
    """Whether offices are open on an ISO day: neither weekend nor holiday nor a great eve."""
    return date.fromisoformat(day[:10]).weekday() < 5 and holiday_on(day) is None


def _days_of(year: int) -> Iterator[Holiday]:
    def fixed(month: int, day: int, name: str, *, is_public: bool = True) -> Holiday:
        return Holiday(date(year, month, day).isoformat(), name, is_public)

    def moved(start: date, days: int, name: str, *, is_public: bool = True) -> Holiday:
        return Holiday((start + timedelta(days=days)).isoformat(), name, is_public)

    easter = _easter(year)
    midsummer = _saturday_from(date(year, 6, 20))
    yield fixed(1, 1, N_("New Year’s Day"))
    yield fixed(1, 6, N_("Epiphany"))
    yield moved(easter, -2, N_("Good Friday"))
    yield moved(easter, 0, N_("Easter Sunday"))
    yield moved(easter, 1, N_("Easter Monday"))
    yield fixed(5, 1, N_("May Day"))
    yield moved(easter, 39, N_("Ascension Day"))
    yield moved(easter, 49, N_("Whit Sunday"))
    yield moved(midsummer, -1, N_("Midsummer Eve"), is_public=False)
    yield moved(midsummer, 0, N_("Midsummer Day"))
    yield moved(_saturday_from(date(year, 10, 31)), 0, N_("All Saints’ Day"))
    yield fixed(12, 6, N_("Independence Day"))
    yield fixed(12, 24, N_("Christmas Eve"), is_public=False)
    yield fixed(12, 25, N_("Christmas Day"))
    yield fixed(12, 26, N_("Boxing Day"))


def _saturday_from(start: date) -> date:
    """The first Saturday on or after a day."""
    return start + timedelta(days=(5 - start.weekday()) % 7)


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the algorithm of Meeus, Jones and Butcher."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - correction + 15) % 30
    leap_years, year_rest = divmod(rest, 4)
    weekday = (32 + 2 * century_rest + 2 * leap_years - epact - year_rest) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)
