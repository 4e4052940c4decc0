"""A date as exactly as it is known.

What belongs here: dates with their precision, and the day from which an undated state counts. What
does not: other calendars (`geo/calendars.py`), and how a table spells a date
(`geo/records/cells.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Precision(StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    UNDATED = "undated"


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date with the precision at which it is known.

    `first` and `last` are the earliest and the latest day it can mean, so a month is an interval
    of days. An undated one has `first` = `date.min` and `last` = `date.max`.
    """

    first: date
    last: date
    precision: Precision

    @property
    def dated(self) -> bool:
        """Whether anything is known of when."""
        return self.precision is not Precision.UNDATED

    def __str__(self) -> str:
        """Return the ISO form at the known precision, such as `2025-07` or `2025-Q3`."""
        match self.precision:
            case Precision.DAY:
                return self.first.isoformat()
            case Precision.MONTH:
                return f"{self.first:%Y-%m}"
            case Precision.QUARTER:
                return f"{self.first.year}-Q{(self.first.month + 2) // 3}"
            case Precision.YEAR:
                return str(self.first.year)
            case _:
                return "undated"


# What a page says is there without saying since when is held to have been there in the years that
# the dated records describe, which the page's time line covers. Of the time before nobody says.
UNDATED_FROM = date(2006, 1, 1)
