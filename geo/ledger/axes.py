"""Which readings share an axis: whole years beside whole years, parts of a year as rates.

A part of a year is no small year and a best month no year at all: what counts less than a whole
year is turned into a rate, and what names no period stands on no axis. Pure functions over what
the ledger reads; periods and series are in `geo.ledger.series`, drawing in `layers`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from geo.ledger.readings import Reading
from geo.ledger.series import Span, span_of
from geo.model.said import Calendar, ClaimKind

_DAYS_A_MONTH = 365.25 / 12
# Weeks and months of freight have a chart of rates over time; one line among bars would hide when.
_LEAST_DAYS = 36


@dataclass(frozen=True, slots=True)
class PartRate:
    """A reading over part of a year as a rate: tonnes a day, or money a month.

    `unit` is `t/day` or the unit of money with `/month` behind it.
    """

    reading: Reading
    low: float
    high: float
    shown: float | None
    days: int
    unit: str


def span_of_reading(reading: Reading) -> Span | None:
    """Return how long a period a reading counts; `None` without one, or over several years.

    A year of no known calendar says only in which year the unknown period lay.
    """
    first, last = reading.key.first, reading.key.last
    if first is None or last is None or reading.key.calendar is Calendar.UNDEFINED:
        return None
    return span_of(first, last)


def is_yearly(reading: Reading) -> bool:
    """Return whether a reading is of a whole year, or said to be of any year (`t/yr`)."""
    if reading.key.first is None and reading.key.last is None:
        return reading.key.unit.endswith("/yr")
    return span_of_reading(reading) is Span.YEAR


def is_extrapolated(reading: Reading) -> bool:
    """Return whether a yearly figure was computed from a week or a month."""
    claim = reading.leading
    return claim.kind is ClaimKind.DERIVED and is_yearly(reading) and reading.key.first is None


def latest_years(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Return what may stand as bars of one year: the latest measured of each thing, all planned.

    Earlier years are a course, not rivals of the latest; they belong to a series.
    """
    newest: dict[object, date] = {}
    for reading in readings:
        last = reading.key.last
        if is_yearly(reading) and not reading.planned and last is not None:
            topic = _topic(reading)
            newest[topic] = max(last, newest.get(topic, last))
    return tuple(
        reading
        for reading in readings
        if is_yearly(reading)
        and (
            reading.planned
            or reading.key.last is None
            or newest[_topic(reading)] == reading.key.last
        )
    )


def part_rates(readings: Sequence[Reading]) -> tuple[PartRate, ...]:
    """Return measured parts of a year that are later than the last whole year of the same thing.

    Of each thing only the latest part is told. What counts neither tonnes nor money has no rate.
    """
    years = {_topic(r): r.key.last for r in latest_years(readings) if not r.planned}
    latest: dict[object, Reading] = {}
    for reading in readings:
        last, topic = reading.key.last, _topic(reading)
        if reading.planned or last is None or not _is_part(reading):
            continue
        year = years.get(topic)
        before = latest.get(topic)
        known = before.key.last if before is not None else None
        if (year is None or last > year) and (known is None or last >= known):
            latest[topic] = reading
    return tuple(rate for rate in map(_rate, latest.values()) if rate is not None)


def by_size(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """Return measured readings before planned ones, the largest first."""
    return tuple(sorted(readings, key=lambda r: (r.planned, -r.high, r.key.subject_id)))


def _is_part(reading: Reading) -> bool:
    first, last = reading.key.first, reading.key.last
    if first is None or last is None:
        return False
    span = span_of_reading(reading)
    if reading.key.unit == "t":
        return span is Span.PART and (last - first).days + 1 >= _LEAST_DAYS
    return span in (Span.PART, Span.MONTH)


def _topic(reading: Reading) -> tuple[str, str, str, str, str, bool]:
    key = reading.key
    kind, name = key.subject_kind.value, key.subject_id
    return kind, name, key.metric, key.unit, key.scope, reading.planned


def _rate(reading: Reading) -> PartRate | None:
    first, last, unit = reading.key.first, reading.key.last, reading.key.unit
    if first is None or last is None:
        return None
    days = (last - first).days + 1
    if unit == "t":
        per, name = float(days), "t/day"
    elif unit.endswith("_million"):
        per, name = days / _DAYS_A_MONTH, f"{unit}/month"
    else:
        return None
    shown = reading.shown
    high = None
    if shown is not None:
        high = shown.value if shown.value is not None else shown.value_high
    return PartRate(
        reading,
        low=reading.low / per,
        high=reading.high / per,
        shown=None if high is None else high / per,
        days=days,
        unit=name,
    )
