"""Solar years and the wording of dates and periods."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.calendars import (
    date_text,
    is_solar_leap,
    period_text,
    solar_date_of,
    solar_new_year,
)
from geo.model.said import Calendar
from tests.ledgers import when

SOLAR = Calendar.SOLAR_HIJRI


# New Year's days as the Iranian and Afghan calendars of those years had them.
@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (1375, date(1996, 3, 20)),
        (1379, date(2000, 3, 20)),
        (1398, date(2019, 3, 21)),
        (1399, date(2020, 3, 20)),
        (1400, date(2021, 3, 21)),
        (1403, date(2024, 3, 20)),
        (1404, date(2025, 3, 21)),
        (1405, date(2026, 3, 21)),
        (1408, date(2029, 3, 20)),
    ],
)
def test_new_year(year: int, expected: date) -> None:
    assert solar_new_year(year) == expected
    assert solar_date_of(expected) == (year, 1, 1)


def test_leap_years() -> None:
    assert [year for year in range(1390, 1413) if is_solar_leap(year)] == [
        1391,
        1395,
        1399,
        1403,
        1408,
        1412,
    ]
    assert solar_date_of(date(2025, 3, 20)) == (1403, 12, 30)


@pytest.mark.parametrize("year", [1342, 1472])
def test_years_the_rule_is_not_known_for(year: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        solar_new_year(year)


@pytest.mark.parametrize(
    ("start", "end", "calendar", "expected"),
    [
        ("2024-03-20", "2025-03-20", SOLAR, "solar year 1403 (20 March 2024 – 20 March 2025)"),
        (
            "2024-09-22",
            "2024-10-21",
            SOLAR,
            "Mizan/Mehr of solar year 1403 (22 September 2024 – 21 October 2024)",
        ),
        (
            "2024-03-20",
            "2024-11-20",
            SOLAR,
            "first 8 months of solar year 1403 (20 March 2024 – 20 November 2024)",
        ),
        (
            "2025-08-15",
            "2025-08-21",
            SOLAR,
            "24–30 Asad/Mordad of solar year 1404 (15 August 2025 – 21 August 2025)",
        ),
        (
            "2024-12-20",
            "2025-01-20",
            SOLAR,
            "20 December 2024 – 20 January 2025 (solar Hijri calendar)",
        ),
        ("2024-01-01", "2024-12-31", Calendar.GREGORIAN, "2024"),
        ("2024", "2024", Calendar.GREGORIAN, "2024"),
        ("2035", "2040", Calendar.GREGORIAN, "2035–2040"),
        ("2024-01-01", "2024-10-31", Calendar.GREGORIAN, "January–October 2024"),
        ("2025-11-01", "2025-11-30", Calendar.GREGORIAN, "November 2025"),
        ("2025-04-04", "2025-04-10", Calendar.GREGORIAN, "4 April 2025 – 10 April 2025"),
        ("2026-06-28", "2026-06-28", Calendar.GREGORIAN, "28 June 2026"),
        ("2022-09", "2025-12", Calendar.GREGORIAN, "September 2022 – December 2025"),
        (
            "2023-04-01",
            "2024-03-31",
            Calendar.FISCAL_APR_MAR,
            "fiscal year April–March 2023/24 (1 April 2023 – 31 March 2024)",
        ),
        (
            "2023-07-01",
            "2023-12-31",
            Calendar.FISCAL_JUL_JUN,
            "part of fiscal year July–June 2023/24 (1 July 2023 – 31 December 2023)",
        ),
        ("2024-01-01", "2024-12-31", Calendar.UNDEFINED, "2024 (calendar not stated)"),
        ("2024-01-01", "", Calendar.GREGORIAN, "from 1 January 2024"),
        ("", "2024-01", Calendar.UNDEFINED, "until January 2024 (calendar not stated)"),
        ("", "", Calendar.GREGORIAN, "no period stated"),
    ],
)
def test_period(start: str, end: str, calendar: Calendar, expected: str) -> None:
    first, last = (when(text) if text else None for text in (start, end))
    assert period_text(first, last, calendar) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-04-17", "17 April 2025"),
        ("2024-05", "May 2024"),
        ("2026-Q1", "Q1 2026"),
        ("2003", "2003"),
        ("", "undated"),
    ],
)
def test_date(text: str, expected: str) -> None:
    assert date_text(when(text)) == expected


@given(st.dates(date(1965, 1, 1), date(2090, 1, 1)))
def test_solar_dates_follow_one_another(day: date) -> None:
    year, month, of_month = solar_date_of(day)
    next_day = solar_date_of(day + timedelta(days=1))
    assert solar_new_year(year) <= day < solar_new_year(year + 1)
    assert next_day in {(year, month, of_month + 1), (year, month + 1, 1), (year + 1, 1, 1)}
    assert 1 <= of_month <= 31
