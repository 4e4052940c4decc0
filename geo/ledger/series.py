"""Series of one measure over time: which figures may be set beside one another, and the gaps.

A series holds what was measured of one thing in periods of one length and one calendar. Months,
weeks and parts of years never stand among years, and calendar years never among solar or fiscal
ones: what shares an axis is decided here (`Axis`), how it is drawn elsewhere. Pure functions over
claims; what was known by a date is in `geo.ledger.readings`, and what is drawn in `layers`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from geo.calendars import solar_date_of
from geo.model.dates import Precision
from geo.model.said import About, Calendar, Claim, ClaimKind, SubjectKind
from geo.records.claims import (
    KindClass,
    bounds_of,
    class_of,
    is_contested,
    preference_order,
    range_of,
)

# Two points are a change, three begin to be a course.
ENOUGH_POINTS = 3

_DAYS_A_YEAR = range(365, 367)
# From a February to a solar month told by the Gregorian days around it (20 December-20 January).
_DAYS_A_MONTH = range(28, 33)
_DAYS_A_WEEK = range(6, 9)
# What was counted, or worked out from what was counted: not what somebody said without a count.
_COUNTED = frozenset({ClaimKind.MEASURED, ClaimKind.DERIVED})


class Span(StrEnum):
    """How long the periods of a series are."""

    YEAR = "year"
    PART = "part"
    MONTH = "month"
    WEEK = "week"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Axis:
    """What two series must share to be drawn to one scale, one beside the other.

    `part` names which part of a year is counted ("01-01/06-30", month and day in the calendar of
    the series), so that half-years compare with the same half-years only; empty otherwise.
    """

    metric: str
    unit: str
    calendar: Calendar
    span: Span
    part: str


@dataclass(frozen=True, slots=True)
class SeriesKey(About):
    """What the points of a series share: what is counted, of what, and in which periods."""

    subject_kind: SubjectKind
    subject_id: str
    scope: str
    axis: Axis


@dataclass(frozen=True, slots=True)
class SeriesPoint:
    """One period of a series, with every claim on it in order of preference.

    `shown` is the claim to draw, `None` when the sources disagree and none is preferred; `low` and
    `high` bound them all.
    """

    first: date
    last: date
    claims: tuple[Claim, ...]
    shown: Claim | None
    low: float
    high: float

    @property
    def counted(self) -> bool:
        """Whether at least one of its figures was counted, not only said."""
        return any(claim.kind in _COUNTED for claim in self.claims)


@dataclass(frozen=True, slots=True)
class Gap:
    """Periods between two points of which nothing is known; never filled, only shown."""

    first: date
    last: date
    missing: int


@dataclass(frozen=True, slots=True)
class Series:
    """Points of one measure, oldest first, and the gaps between them."""

    key: SeriesKey
    points: tuple[SeriesPoint, ...]
    gaps: tuple[Gap, ...]

    @property
    def counted_points(self) -> tuple[SeriesPoint, ...]:
        """The points that were counted."""
        return tuple(point for point in self.points if point.counted)


def span_of(first: date, last: date) -> Span | None:
    """Return what length of period two days bound, both counted; `None` beyond a year."""
    days = (last - first).days + 1
    if days in _DAYS_A_YEAR:
        return Span.YEAR
    if days in _DAYS_A_MONTH:
        return Span.MONTH
    if days in _DAYS_A_WEEK:
        return Span.WEEK
    if days == 1:
        return Span.DAY
    return Span.PART if 1 < days < _DAYS_A_YEAR.start else None


def series_of(claims: Iterable[Claim], *, least: int = 1) -> tuple[Series, ...]:
    """Group what was measured into series, in the order in which they first appear.

    Plans, forecasts, errors and figures given up are left out.

    Parameters
    ----------
    claims
        In any order.
    least
        Series of fewer points are left out; by default single points are series of one.
    """
    groups: dict[SeriesKey, dict[tuple[date, date], list[Claim]]] = {}
    for claim in claims:
        bounds = _period_of(claim)
        axis = _axis(claim, bounds) if bounds is not None else None
        if axis is None or bounds is None or class_of(claim) is not KindClass.MEASURED:
            continue
        key = SeriesKey(claim.subject_kind, claim.subject_id, claim.scope, axis)
        groups.setdefault(key, {}).setdefault(bounds, []).append(claim)
    return tuple(_series(key, found) for key, found in groups.items() if len(found) >= least)


def counted_series(claims: Iterable[Claim]) -> tuple[Series, ...]:
    """Return the series with at least three points that were counted, not only said."""
    return tuple(
        series
        for series in series_of(claims, least=ENOUGH_POINTS)
        if len(series.counted_points) >= ENOUGH_POINTS
    )


def _axis(claim: Claim, bounds: tuple[date, date]) -> Axis | None:
    span = span_of(*bounds)
    if span is None or claim.calendar is Calendar.UNDEFINED:
        return None
    part = _part_of(*bounds, claim.calendar) if span is Span.PART else ""
    # Seven days are seven days, whatever calendar they were told in.
    calendar = Calendar.GREGORIAN if span is Span.WEEK else claim.calendar
    return Axis(claim.metric, claim.unit, calendar, span, part)


def _series(key: SeriesKey, periods: dict[tuple[date, date], list[Claim]]) -> Series:
    points = tuple(_point(*bounds, periods[bounds]) for bounds in sorted(periods))
    pairs = pairwise(points)
    gaps = (_gap(one, other, key.axis.span) for one, other in pairs)
    return Series(key, points, tuple(gap for gap in gaps if gap is not None))


def _point(first: date, last: date, claims: list[Claim]) -> SeriesPoint:
    if len(claims) == 1:
        return SeriesPoint(first, last, tuple(claims), claims[0], *bounds_of(claims[0]))
    ordered = tuple(sorted(claims, key=preference_order))
    undecided = is_contested(ordered) and ordered[0].preference is None
    low, high = range_of(ordered)
    return SeriesPoint(first, last, ordered, None if undecided else ordered[0], low, high)


def _gap(one: SeriesPoint, other: SeriesPoint, span: Span) -> Gap | None:
    """Return what is missing between two points; periods that touch or overlap leave no gap."""
    # From the middle of one period to the middle of the next, so that a day more or less of a
    # leap year or of a rounded month does not make or hide a gap.
    middles = (_middle(other) - _middle(one)).days
    length = {Span.MONTH: 30.44, Span.WEEK: 7.0, Span.DAY: 1.0}.get(span, 365.25)
    missing = round(middles / length) - 1
    if missing < 1:
        return None
    return Gap(one.last + timedelta(days=1), other.first - timedelta(days=1), missing)


def _middle(point: SeriesPoint) -> date:
    return point.first + (point.last - point.first) / 2


def _period_of(claim: Claim) -> tuple[date, date] | None:
    start, end = claim.period_start, claim.period_end
    if start is None or end is None:
        return None
    if Precision.UNDATED in (start.precision, end.precision) or end.last < start.first:
        return None
    return start.first, end.last


def _part_of(first: date, last: date, calendar: Calendar) -> str:
    """Name a part of a year by month and day, in the calendar's own months where it has any."""
    if calendar is Calendar.SOLAR_HIJRI:
        try:
            ends = [solar_date_of(first)[1:], solar_date_of(last)[1:]]
        except ValueError:
            ends = [(first.month, first.day), (last.month, last.day)]
    else:
        ends = [(first.month, first.day), (last.month, last.day)]
    return "/".join(f"{month:02d}-{day:02d}" for month, day in ends)
