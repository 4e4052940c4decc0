"""Dates in words where there is little room; whole ones are in `geo/calendars.py`."""

from __future__ import annotations

from geo.calendars import MONTHS
from geo.model.dates import PartialDate, Precision


def short_date(when: PartialDate) -> str:
    """Return a date with its month in three letters, as a source line has little room."""
    month = MONTHS[when.first.month - 1][:3]
    match when.precision:
        case Precision.DAY:
            return f"{when.first.day} {month} {when.first.year}"
        case Precision.MONTH:
            return f"{month} {when.first.year}"
        case Precision.UNDATED:
            return "n.d."
        case _:
            return str(when)
