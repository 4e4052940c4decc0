"""Numbers, degrees and days as other programs and languages write them: recognised, and named.

What belongs here: one cell at a time, what it can mean and what it was written as. What does not:
deciding for the reader (`geo/own/wizard.py` offers). Pure.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from geo.calendars import is_solar_leap, solar_new_year
from geo.model.states import Status


class Oddity(StrEnum):
    """How something was written, as the reader is told it."""

    PERSIAN_DIGITS = "Persian or Arabic digits, read as 0 to 9"
    DECIMAL_COMMA = "decimal commas, read as points"
    MINUTES = "degrees and minutes, read as decimal degrees"
    SERIAL = "Excel's serial numbers of days, read as dates"
    SOLAR = "dates of the solar Hijri calendar, read as Gregorian ones"
    DAY_FIRST = "dates with the day first, as 31.7.2025"
    MONTH_FIRST = "dates with the month first, as 7/31/2025"


_DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩٫٬−", "01234567890123456789.,-")
_LETTER = "[NSEWСЮВЗ]"
_DMS = re.compile(
    rf"(?P<before>{_LETTER}?) ?(?P<whole>[+-]?\d{{1,3}}(?:[.,]\d+)?)(?: ?[°ºd:] ?| )"
    r"(?:(?P<minutes>\d{1,2}(?:[.,]\d+)?) ?['′’m:]? ?)?"
    rf"(?:(?P<seconds>\d{{1,2}}(?:[.,]\d+)?) ?(?:[\"″”s]|''|′′)? ?)?(?P<after>{_LETTER}?)\Z",
    re.IGNORECASE,
)
_LETTERED = re.compile(
    rf"(?P<before>{_LETTER}?) ?(?P<whole>[+-]?\d+(?:[.,]\d+)?) ?°? ?(?P<after>{_LETTER}?)\Z",
    re.IGNORECASE,
)
_PARTS = {_DMS: ("minutes", "seconds"), _LETTERED: ()}
# Blanks part thousands too, but then in threes.
_BLANKS = re.compile(r"[+-]?\d{1,3} +\d{1,2}(?: +\d{1,2}(?:[.,٫]\d+)?)?\Z")
_PLAIN = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,20})?\Z")
# Longer than any way to write degrees; a longer text is not looked through.
_LONGEST_DEGREES = 60
_SOUTH_WEST = set("SWЮЗsw")
# Days of Excel's calendar from 1970 to 2100, so that no year or figure is taken for one.
_EXCEL_START = date(1899, 12, 30)
_SERIALS = range(25569, 73051)
_SOLAR_YEARS = range(1300, 1500)
_PARTED = re.compile(r"(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})(?:[ T].*)?\Z")


def number_of(text: str) -> tuple[float, set[Oddity]]:
    """Return a number and how it was written.

    Raises
    ------
    ValueError
        If it is none.
    """
    found: set[Oddity] = set()
    plain = text.strip().replace("\u00a0", "").replace(" ", "")
    western = plain.translate(_DIGITS)
    if western != plain:
        found.add(Oddity.PERSIAN_DIGITS)
    if "," in western:
        if "." in western and western.rindex(".") > western.rindex(","):
            western = western.replace(",", "")
        else:
            western = western.replace(".", "").replace(",", ".")
            found.add(Oddity.DECIMAL_COMMA)
    try:
        number = float(western)
    except ValueError:
        raise ValueError(f"{text[:40]!r} is no number.") from None
    return number, found


def degrees_in(text: str) -> tuple[float, set[Oddity]]:
    """Return degrees, or metres, and how they were written.

    Raises
    ------
    ValueError
        If it is no number and no degrees with minutes.
    """
    if _PLAIN.match(text):  # as nearly all are
        return float(text), set()
    if not _BLANKS.match(text.strip()):
        try:
            return number_of(text)
        except ValueError:
            if len(text) > _LONGEST_DEGREES:
                raise
    single = " ".join(text.split())
    western = single.translate(_DIGITS)
    found = {Oddity.MINUTES} | ({Oddity.PERSIAN_DIGITS} if western != single else set())
    parts = _LETTERED.match(western) or _DMS.match(western)
    if not parts:
        raise ValueError(f"{text[:40]!r} is no number.")
    before, whole, after, *rest = parts.group("before", "whole", "after", *_PARTS[parts.re])
    minutes, seconds = (float((part or "0").replace(",", ".")) for part in rest or "00")
    if minutes > 60 or seconds > 60:  # 59.999 is printed as 60
        raise ValueError(f"{text[:40]!r} is no number.")
    size = abs(float(whole.replace(",", "."))) + minutes / 60 + seconds / 3600
    negative = whole.startswith("-") or {before, after} & _SOUTH_WEST
    return (-size if negative else size), found


def iso_day(text: str, *, month_first: bool = False) -> tuple[str, set[Oddity]]:
    """Return a date in ISO form at its precision, and how it was written.

    Parameters
    ----------
    text
        The cell.
    month_first
        Whether 7/6/2025 is the sixth of July.

    Raises
    ------
    ValueError
        If it is no date.
    """
    western = text.strip().translate(_DIGITS)
    found = {Oddity.PERSIAN_DIGITS} if western != text.strip() else set()
    if not western:
        return "", set()
    if re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?|-Q[1-4])?", western):
        if int(western[:4]) in _SOLAR_YEARS:
            return _solar(western, found)
        _checked((western + "-01-01")[:10] if "Q" not in western else f"{western[:4]}-01-01", text)
        return western, found
    if re.fullmatch(r"\d{5}(\.\d+)?", western) and int(float(western)) in _SERIALS:
        counted = _EXCEL_START + timedelta(days=int(float(western)))
        return counted.isoformat(), found | {Oddity.SERIAL}
    parted = _PARTED.match(western)
    if not parted:
        raise ValueError(f"{text[:40]!r} is no date; write it as 2025-07-31.")
    first, second, third = (int(part) for part in parted.groups())
    if first > 31:
        iso = f"{first:04}-{second:02}-{third:02}"
        return _solar(iso, found) if first in _SOLAR_YEARS else (_checked(iso, text), found)
    # What cannot be a month is a day, whatever the others are.
    month_first = second > 12 or (month_first and first <= 12)
    month, day = (first, second) if month_first else (second, first)
    how = Oddity.MONTH_FIRST if month_first else Oddity.DAY_FIRST
    if third in _SOLAR_YEARS:
        return _solar(f"{third:04}-{month:02}-{day:02}", found)
    return _checked(f"{third:04}-{month:02}-{day:02}", text), found | {how}


def _checked(iso: str, text: str) -> str:
    try:
        return date.fromisoformat(iso).isoformat()
    except ValueError:
        raise ValueError(f"{text[:40]!r} is no day of the calendar.") from None


def _solar(text: str, found: set[Oddity]) -> tuple[str, set[Oddity]]:
    """Return a solar Hijri date as the Gregorian one; a year alone as the year it begins in."""
    parts = [int(part) for part in text.split("-") if part.isdecimal()]
    year, month = parts[0], parts[1] if len(parts) > 1 else 1
    day = parts[2] if len(parts) > 2 else 1
    last = 31 if month <= 6 else 30 if month < 12 or is_solar_leap(year) else 29
    if not (1 <= month <= 12 and 1 <= day <= last):
        raise ValueError(f"{text} is no day of the solar calendar.")
    begins = solar_new_year(year) + timedelta(
        days=31 * min(month - 1, 6) + 30 * max(month - 7, 0) + day - 1
    )
    iso = begins.isoformat()
    shown = iso if len(parts) > 2 else iso[:7] if len(parts) == 2 else iso[:4]
    return shown, found | {Oddity.SOLAR}


_STATUS_WORDS = {
    Status.OPERATING: "operating operational open opened existing active built in use working "
    "completed действующая действует эксплуатация فعال باز بهره‌برداری",
    Status.CONSTRUCTION: "construction under building works строится строительство ساخت احداث",
    Status.STUDY: "study feasibility survey design планирование مطالعه",
    Status.ANNOUNCED: "announced agreed signed",
    Status.PROPOSED: "proposed planned plan future concept планируемая проект پیشنهادی طرح",
    Status.SUSPENDED: "suspended closed shut halted disused закрыта закрыт مسدود بسته",
    Status.SUPERSEDED: "superseded abandoned cancelled dropped",
}


@lru_cache(maxsize=512)
def status_in(text: str) -> Status | None:
    """Return the status that a word of another's means; nothing if none is known."""
    words = re.findall(r"\w+", text.casefold().replace("_", " "))
    found = {
        status
        for status, known in _STATUS_WORDS.items()
        if status.value in words or set(words) & set(known.split())
    }
    if len(found) > 1:
        # "under construction, planned to open" is under construction.
        found = {status for status in found if status is not Status.OPERATING}
    return min(found, key=list(Status).index) if found else None
