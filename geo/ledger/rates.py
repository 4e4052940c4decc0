"""A volume as a daily rate, by which counts of unlike periods can be compared."""

from __future__ import annotations

from dataclasses import dataclass

from geo.model.said import Claim
from geo.records.claims import bounds_of

DAYS_A_YEAR = 365
# Counted for nearly a year, a figure speaks for itself.
_WHOLE_YEAR_DAYS = 300


@dataclass(frozen=True, slots=True)
class Rate:
    """A volume as a daily rate, with what it was computed from."""

    low: float
    high: float
    days: int
    claim: Claim


def rate_of(claim: Claim) -> Rate | None:
    """Return a volume in tonnes per day, or nothing when it is no volume of a known period.

    The first and last day of the period both count; a yearly capacity is spread over 365 days.
    """
    low, high = bounds_of(claim)
    if claim.unit == "t/yr":
        return Rate(low / DAYS_A_YEAR, high / DAYS_A_YEAR, DAYS_A_YEAR, claim)
    start, end = claim.period_start, claim.period_end
    if claim.unit != "t" or start is None or end is None:
        return None
    if not (start.dated and end.dated):
        return None
    days = (end.last - start.first).days + 1
    return Rate(low / days, high / days, days, claim)


def part_rate_of(claim: Claim) -> Rate | None:
    """Return the daily rate of tonnes counted for less than a year, which alone compares them."""
    rate = rate_of(claim) if claim.unit == "t" else None
    return rate if rate is not None and rate.days < _WHOLE_YEAR_DAYS else None
