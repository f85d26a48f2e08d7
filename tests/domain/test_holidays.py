"""The computed holidays are those of the `holidays` package, year by year."""

from datetime import date, timedelta

import holidays as known
import pytest

from kvdesk.domain.holidays import Holiday, holiday_on, holidays_of, is_working_day


@pytest.mark.parametrize("year", range(1992, 2101))
def test_the_holidays_of_a_year_are_the_known_ones(year):
    expected = sorted(day.isoformat() for day in known.country_holidays("FI", years=year))
    assert sorted({holiday.day for holiday in holidays_of(year)}) == expected


def test_the_names_are_the_known_ones():
    calendar = known.country_holidays("FI", years=2026, language="en_US")
    ours = {holiday.day: holiday.name for holiday in holidays_of(2026)}
    assert ours["2026-05-14"] == calendar["2026-05-14"] == "Ascension Day"
    assert ours["2026-10-31"] == "All Saints’ Day"
    assert len(ours) == 15


def test_the_eves_are_no_holidays_by_law_but_nobody_works():
    eves = [holiday for holiday in holidays_of(2026) if not holiday.is_public]
    assert eves == [
        Holiday("2026-06-19", "Midsummer Eve", is_public=False),
        Holiday("2026-12-24", "Christmas Eve", is_public=False),
    ]
    assert not any(is_working_day(eve.day) for eve in eves)


def test_a_moment_tells_its_day():
    assert holiday_on("2026-12-06T09:00") == Holiday("2026-12-06", "Independence Day")
    assert holiday_on("2026-12-07") is None


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-11-24", True),
        ("2026-11-28", False),
        ("2026-11-29", False),
        ("2026-01-06", False),
        ("2026-04-02", True),
    ],
)
def test_offices_are_closed_on_weekends_and_holidays(day, works):
    assert is_working_day(day) is works


def test_holidays_stand_in_order_and_within_their_year():
    for year in range(1900, 2200):
        days = [holiday.day for holiday in holidays_of(year)]
        assert days == sorted(days)
        assert {day[:4] for day in days} == {str(year)}


def test_easter_is_a_sunday_between_22_march_and_25_april():
    for year in range(1583, 4100):
        good_friday = date.fromisoformat(holidays_of(year)[2].day)
        easter = good_friday + timedelta(days=2)
        assert easter.weekday() == 6
        assert date(year, 3, 22) <= easter <= date(year, 4, 25)
