"""Days and times: what people type is understood, and what is printed can be typed back."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvdesk.kernel.dates import (
    format_day,
    format_long_day,
    format_moment,
    format_on_day,
    format_short_day,
    format_time,
    parse_day,
    parse_moment,
    parse_time,
    week_of,
)
from kvdesk.kernel.errors import Refusal
from kvdesk.kernel.sentences import all_sentences

#: A Tuesday in week 48.
TODAY = "2026-11-24"
days = st.dates(date(1000, 1, 1), date(9990, 12, 31)).map(date.isoformat)
times = st.times().map(lambda time: f"{time:%H:%M}")
languages = st.sampled_from(["fi", "sv", "en"])


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2026-12-03", "2026-12-03"),
        ("2026-1-5", "2026-01-05"),
        ("12.5.2026", "2026-05-12"),
        ("12. 5. 2026", "2026-05-12"),
        (" 03.12.2026 ", "2026-12-03"),
        ("3.12.26", "2026-12-03"),
        ("3.12.", "2026-12-03"),
        ("3.12", "2026-12-03"),
        ("24.11.", "2026-11-24"),
        ("23.11.", "2027-11-23"),
        ("29.2.", "2028-02-29"),
        ("29.2.2024", "2024-02-29"),
        ("3. joulukuuta 2026", "2026-12-03"),
        ("3. joulukuuta", "2026-12-03"),
        ("3 december 2026", "2026-12-03"),
        ("3 June", "2027-06-03"),
        ("to 3.12.2026", "2026-12-03"),
        ("torsdag 3.12.", "2026-12-03"),
        ("torsdagen den 3 december 2026", "2026-12-03"),
        ("on Thursday 3 December 2026", "2026-12-03"),
        ("tänään", TODAY),
        ("TÄNÄÄN", TODAY),
        ("ta\u0308na\u0308a\u0308n", TODAY),
        ("i dag", TODAY),
        ("huomenna", "2026-11-25"),
        ("imorgon", "2026-11-25"),
        ("tomorrow", "2026-11-25"),
        ("ylihuomenna", "2026-11-26"),
        ("i övermorgon", "2026-11-26"),
        ("ke", "2026-11-25"),
        ("to", "2026-11-26"),
        ("Torstaina", "2026-11-26"),
        ("ma", "2026-11-30"),
        ("ti", "2026-12-01"),
        ("mån", "2026-11-30"),
        ("på fredag", "2026-11-27"),
        ("Sun", "2026-11-29"),
        ("on sunday", "2026-11-29"),
        ("vko 49", "2026-11-30"),
        ("vko49", "2026-11-30"),
        ("viikolla 49", "2026-11-30"),
        ("v. 49", "2026-11-30"),
        ("week 3", "2027-01-18"),
        ("vko 48", TODAY),
        ("vko 3/2028", "2028-01-17"),
        ("+2 vk", "2026-12-08"),
        ("+2vk", "2026-12-08"),
        ("2 viikkoa", "2026-12-08"),
        ("+1 vecka", "2026-12-01"),
        ("+3 pv", "2026-11-27"),
        ("+ 10 days", "2026-12-04"),
    ],
)
def test_a_day_is_read_in_many_forms(words, day):
    assert parse_day(words, TODAY) == day


def test_a_week_of_new_year_belongs_to_the_iso_year():
    assert parse_day("vko 53", "2027-01-01") == "2027-01-01"
    assert parse_day("vko 1", "2027-01-01") == "2027-01-04"


@pytest.mark.parametrize(
    "words",
    [
        *("", "   ", "joskus", "31.2.", "29.2.2026", "0.5.", "3.13.2026", "2026-02-30", "vko 60"),
        *("vko 53/2025", "+9999 vk", "2 v", "3 foo 2026", "maanantai foo", "5", "٣.١٢.٢٠٢٦"),
        *("3.12.2026 9.00", "3.12.126", "\x00", "ti 31.2."),
    ],
)
def test_what_is_not_a_day_is_refused(words):
    with pytest.raises(Refusal) as refused:
        parse_day(words, TODAY)
    assert refused.value.code == "day_unreadable"
    assert refused.value.parameters["given"] == words


def test_a_distance_beyond_the_calendar_is_refused():
    with pytest.raises(Refusal, match="day_unreadable"):
        parse_day("+3 pv", "9999-12-30")


def test_a_weekday_that_contradicts_its_day_is_refused():
    with pytest.raises(Refusal) as refused:
        parse_day("ke 3.12.2026", TODAY)
    assert refused.value.code == "weekday_mismatch"
    assert refused.value.parameters["day"] == "2026-12-03"


@pytest.mark.parametrize(
    ("words", "time"),
    [
        ("10.42", "10:42"),
        ("10:42", "10:42"),
        ("9,05", "09:05"),
        ("9", "09:00"),
        ("0942", "09:42"),
        ("942", "09:42"),
        ("klo 9", "09:00"),
        ("klo 9.30", "09:30"),
        ("kl. 9.30", "09:30"),
        ("at 9:30", "09:30"),
        ("00.00", "00:00"),
        ("23.59", "23:59"),
    ],
)
def test_a_clock_time_is_read_in_many_forms(words, time):
    assert parse_time(words) == time


@pytest.mark.parametrize("words", ["", "24.00", "9.60", "9.5", "yhdeksän", "09:00:00", "٩", "99"])
def test_what_is_not_a_clock_time_is_refused(words):
    with pytest.raises(Refusal) as refused:
        parse_time(words)
    assert refused.value.code == "time_unreadable"


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("2026-12-03T09:00", "2026-12-03T09:00"),
        ("2026-12-03 9.00", "2026-12-03T09:00"),
        ("3.12.2026 klo 9", "2026-12-03T09:00"),
        ("3. 12. 2026 kl. 9.15", "2026-12-03T09:15"),
        ("to 3.12.2026 9.30", "2026-12-03T09:30"),
        ("To 9.30", "2026-11-26T09:30"),
        ("Ti klo 9", "2026-12-01T09:00"),
        ("huomenna klo9", "2026-11-25T09:00"),
        ("3 December 2026 at 9:00", "2026-12-03T09:00"),
        ("torstaina 3. joulukuuta 2026, klo 9.00", "2026-12-03T09:00"),
    ],
)
def test_a_moment_is_a_day_and_a_time(words, moment):
    assert parse_moment(words, TODAY) == moment


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("", "moment_unreadable"),
        ("3.12.2026", "moment_unreadable"),
        ("9.00", "moment_unreadable"),
        ("joskus 9.00", "day_unreadable"),
        ("3.12.2026 joskus", "time_unreadable"),
    ],
)
def test_half_a_moment_is_refused(words, code):
    with pytest.raises(Refusal) as refused:
        parse_moment(words, TODAY)
    assert refused.value.code == code


def test_every_refusal_of_days_and_times_has_its_sentence():
    codes = {"day_unreadable", "weekday_mismatch", "time_unreadable", "moment_unreadable"}
    assert codes <= all_sentences().keys()


@pytest.mark.parametrize(
    ("language", "short", "label", "sentence"),
    [
        ("fi", "ti 24.11.2026", "tiistai 24. marraskuuta 2026", "tiistaina 24. marraskuuta 2026"),
        ("sv", "tis 24.11.2026", "tisdag 24 november 2026", "tisdagen den 24 november 2026"),
        ("en", "Tue 24 November 2026", "Tuesday 24 November 2026", "on Tuesday 24 November 2026"),
    ],
)
def test_a_day_is_written_out_in_each_language(language, short, label, sentence):
    assert format_short_day(TODAY, language) == short
    assert format_long_day(TODAY, language) == label
    assert format_on_day(TODAY, language) == sentence


@pytest.mark.parametrize(
    ("language", "day", "time"),
    [
        ("fi", "3.6.2026", "9.05"),
        ("sv", "3.6.2026", "9.05"),
        ("en", "3 June 2026", "9:05"),
    ],
)
def test_a_day_and_a_time_are_written_in_figures(language, day, time):
    assert format_day("2026-06-03", language) == day
    assert format_time("09:05", language) == time
    assert format_time("2026-06-03T09:05", language) == time
    assert format_moment("2026-06-03T09:05", language) == f"{day} {time}"


@pytest.mark.parametrize(
    "write",
    [format_day, format_short_day, format_long_day, format_on_day, format_time, format_moment],
)
def test_nothing_is_written_as_nothing(write):
    assert write("", "fi") == ""


def test_the_week_is_that_of_iso_8601():
    assert week_of("2027-01-01") == (2026, 53)
    assert week_of("2026-11-24T09:00") == (2026, 48)


@given(day=days, today=days, language=languages)
def test_every_day_that_is_printed_can_be_typed_back(day, today, language):
    for write in (format_day, format_short_day, format_long_day, format_on_day):
        assert parse_day(write(day, language), today) == day


@given(day=days, time=times, language=languages)
def test_every_moment_that_is_printed_can_be_typed_back(day, time, language):
    moment = f"{day}T{time}"
    assert parse_moment(moment, TODAY) == moment
    assert parse_moment(format_moment(moment, language), TODAY) == moment


@given(
    day=st.dates(date(2000, 1, 1), date(2100, 12, 31)),
    today=st.dates(date(2000, 1, 1), date(2100, 12, 31)),
)
def test_a_day_without_a_year_is_the_next_one(day, today):
    found = date.fromisoformat(parse_day(f"{day.day}.{day.month}.", today.isoformat()))
    assert (found.day, found.month) == (day.day, day.month)
    assert timedelta(0) <= found - today <= timedelta(days=8 * 366)
    if (day.day, day.month) != (29, 2):
        assert found - today <= timedelta(days=366)


@given(st.text(max_size=20), days)
def test_any_words_are_read_or_refused(words, today):
    for read in (parse_day, parse_moment):
        with suppress(Refusal):
            date.fromisoformat(read(words, today)[:10])
    with suppress(Refusal):
        parse_time(words)
