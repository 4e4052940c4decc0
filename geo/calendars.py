"""Years and months of the solar Hijri calendar, and how a period is told to a reader.

Afghan and Iranian offices count in solar years, Indian ones from April, Pakistani ones from July;
a bare "1403" or "2024-25" means little to others. Dates only: no claims, no files.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from geo.model.dates import PartialDate, Precision
from geo.model.said import Calendar

# Leap years by the remainder of the solar year over 33. The rule agrees with the astronomical
# calendar from 1343 to 1471 (1964 to 2092), longer than anything counted here.
_LEAP_REMAINDERS = frozenset({1, 5, 9, 13, 17, 22, 26, 30})
_FIRST_YEAR, _LAST_YEAR = 1343, 1471
_ANCHOR_YEAR, _ANCHOR = 1403, date(2024, 3, 20)
_MONTH_LENGTHS = (31,) * 6 + (30,) * 5

# Afghan name first, Iranian second: they are the same months.
SOLAR_MONTHS: tuple[str, ...] = (
    "Hamal/Farvardin",
    "Sawr/Ordibehesht",
    "Jawza/Khordad",
    "Saratan/Tir",
    "Asad/Mordad",
    "Sunbula/Shahrivar",
    "Mizan/Mehr",
    "Aqrab/Aban",
    "Qaws/Azar",
    "Jadi/Dey",
    "Dalw/Bahman",
    "Hut/Esfand",
)
MONTHS: tuple[str, ...] = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
CALENDAR_NAMES: Mapping[Calendar, str] = {
    Calendar.GREGORIAN: "calendar year",
    Calendar.SOLAR_HIJRI: "solar Hijri calendar",
    Calendar.FISCAL_APR_MAR: "fiscal year April–March",
    Calendar.FISCAL_JUL_JUN: "fiscal year July–June",
    Calendar.UNDEFINED: "calendar not stated",
}


def is_solar_leap(year: int) -> bool:
    """Return whether a solar Hijri year has 366 days.

    Raises
    ------
    ValueError
        Outside 1343 to 1471, where the rule used is not known to hold.
    """
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError(f"Solar year {year} is outside {_FIRST_YEAR} to {_LAST_YEAR}.")
    return year % 33 in _LEAP_REMAINDERS


def solar_new_year(year: int) -> date:
    """Return the Gregorian date of the first day of a solar Hijri year."""
    days = sum(365 + is_solar_leap(y) for y in range(min(year, _ANCHOR_YEAR), _ANCHOR_YEAR))
    days_after = sum(365 + is_solar_leap(y) for y in range(_ANCHOR_YEAR, max(year, _ANCHOR_YEAR)))
    is_solar_leap(year)  # raises outside the range even at the anchor itself
    return _ANCHOR + timedelta(days=days_after - days)


def solar_date_of(day: date) -> tuple[int, int, int]:
    """Return solar Hijri year, month and day of a Gregorian date."""
    year = day.year - 621
    if day < solar_new_year(year):
        year -= 1
    passed = (day - solar_new_year(year)).days
    for month, length in enumerate(_MONTH_LENGTHS, start=1):
        if passed < length:
            return year, month, passed + 1
        passed -= length
    return year, 12, passed + 1


def date_text(when: PartialDate | None) -> str:
    """Return a date as a reader says it, at its own precision: `17 April 2025`, `May 2024`."""
    if when is None or not when.dated:
        return "undated"
    match when.precision:
        case Precision.DAY:
            return day_text(when.first)
        case Precision.MONTH:
            return f"{MONTHS[when.first.month - 1]} {when.first.year}"
        case Precision.QUARTER:
            return f"Q{(when.first.month + 2) // 3} {when.first.year}"
        case _:
            return str(when.first.year)


def day_text(day: date) -> str:
    """Return a day as a reader says it: `17 April 2025`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def period_text(start: PartialDate | None, end: PartialDate | None, calendar: Calendar) -> str:
    """Tell what period a figure counts, with the calendar it belongs to.

    A solar year, solar months or part of one solar month are named and given their Gregorian
    days: `solar year 1403 (20 March 2024 – 20 March 2025)`. Dates that fit no solar month are
    given as stated, with the calendar named.
    """
    if start is None and end is None:
        return "no period stated"
    if start is None or end is None:
        stated = f"from {date_text(start)}" if start else f"until {date_text(end)}"
        return stated if calendar is Calendar.GREGORIAN else f"{stated} ({_name(calendar)})"
    days = f"{day_text(start.first)} – {day_text(end.last)}"
    if calendar is Calendar.SOLAR_HIJRI:
        name = _solar_name(start.first, end.last)
        return f"{name} ({days})" if name else f"{days} ({_name(calendar)})"
    if calendar in (Calendar.FISCAL_APR_MAR, Calendar.FISCAL_JUL_JUN):
        return f"{_fiscal_name(start.first, end.last, calendar)} ({days})"
    plain = _gregorian_name(start, end)
    return plain if calendar is Calendar.GREGORIAN else f"{plain} ({_name(calendar)})"


def _name(calendar: Calendar) -> str:
    return CALENDAR_NAMES[calendar]


def _solar_name(first: date, last: date) -> str:
    """Name a stretch of one solar year, if both ends fit; empty otherwise."""
    try:
        year, month, day = solar_date_of(first)
        last_year, last_month, last_day = solar_date_of(last)
        _, _, day_after = solar_date_of(last + timedelta(days=1))
    except ValueError:
        return ""
    if year != last_year:
        return ""
    whole_months = day == 1 and day_after == 1
    if whole_months and (month, last_month) == (1, 12):
        return f"solar year {year}"
    if whole_months and month == last_month:
        return f"{SOLAR_MONTHS[month - 1]} of solar year {year}"
    if whole_months and month == 1:
        return f"first {last_month} months of solar year {year}"
    if whole_months:
        return f"{SOLAR_MONTHS[month - 1]} to {SOLAR_MONTHS[last_month - 1]} of solar year {year}"
    if month == last_month:
        return f"{day}–{last_day} {SOLAR_MONTHS[month - 1]} of solar year {year}"
    return ""


def _fiscal_name(first: date, last: date, calendar: Calendar) -> str:
    """Name a fiscal year, or the part of it that was counted."""
    opening = 4 if calendar is Calendar.FISCAL_APR_MAR else 7
    year = first.year if first.month >= opening else first.year - 1
    full = first == date(year, opening, 1) and last == date(year + 1, opening, 1) - timedelta(1)
    return f"{'' if full else 'part of '}{_name(calendar)} {year}/{(year + 1) % 100:02d}"


def _gregorian_name(start: PartialDate, end: PartialDate) -> str:
    """Name a year or a month by its name, anything else by its ends at their own precision."""
    first, last = start.first, end.last
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    ends_a_month = (last + timedelta(days=1)).day == 1
    if first.day == 1 and ends_a_month and (first.year, first.month) == (last.year, last.month):
        return f"{MONTHS[first.month - 1]} {first.year}"
    if first.day == 1 and ends_a_month and first.year == last.year:
        return f"{MONTHS[first.month - 1]}–{MONTHS[last.month - 1]} {first.year}"
    if first == last:
        return day_text(first)
    return f"{date_text(start)} – {date_text(end)}"
