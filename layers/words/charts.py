"""The rows that charts are drawn from: plain tables of what the ledger reads. No Altair here.

Each row carries its own words (label, value, tooltip) so that a chart only places marks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from geo.calendars import date_text, period_text
from geo.ledger.axes import PartRate
from geo.ledger.citations import later_text
from geo.ledger.highlights import PointRates
from geo.ledger.readings import Reading
from geo.model.said import Claim, ClaimKind, Source
from geo.records.catalog import Catalog
from geo.records.claims import KindClass, bounds_of, class_of
from geo.records.metrics import metric_label
from layers.words.references import source_name
from layers.words.wording import (
    KIND_LABEL,
    claim_period,
    class_text,
    days_text,
    figure_text,
    numbers_span,
    range_text,
    rate_text,
    speakers_text,
    subject_text,
)

ChartRow = dict[str, Any]

# How firmly a figure stands, from counted to set aside; each has a look of its own.
MEASURED, CLAIMED, ESTIMATED, EXTRAPOLATED = "measured", "claimed", "estimated", "extrapolated"
PLANNED, FORECAST, ASIDE = "planned", "forecast", "aside"
_LOOK_OF_KIND: Mapping[ClaimKind, str] = {
    ClaimKind.CLAIM: CLAIMED,
    ClaimKind.ESTIMATE: ESTIMATED,
}

# Axis units: what the figures are divided by and what the axis then says.
_AXIS: Mapping[str, tuple[float, str]] = {
    "t": (1e6, "Mt"),
    "t/yr": (1e6, "Mt"),
    "USD_million": (1000, "USD bn"),
    "EUR_million": (1000, "EUR bn"),
    "t/day": (1000, "thousand t a day"),
    "USD_million/month": (1, "USD m a month"),
    "EUR_million/month": (1, "EUR m a month"),
}


def look_of_claim(claim: Claim) -> str:
    """Return the look of a figure: counted, only said, estimated, computed from a part, ahead.

    A year computed here from a week or a month was measured by nobody.
    """
    if claim.kind is ClaimKind.FORECAST:
        return FORECAST
    kind_class = class_of(claim)
    if kind_class is not KindClass.MEASURED:
        return PLANNED if kind_class is KindClass.PLANNED else ASIDE
    if claim.kind is ClaimKind.DERIVED and claim.unit.endswith("/yr"):
        return EXTRAPOLATED
    return _LOOK_OF_KIND.get(claim.kind, MEASURED)


def unit_axis(unit: str) -> tuple[float, str]:
    """Return what figures of a unit are divided by on an axis, and the axis' title."""
    return _AXIS.get(unit, (1.0, unit.replace("_", " ")))


def bar_rows(catalog: Catalog, readings: Sequence[Reading]) -> list[ChartRow]:
    """Return one row per reading, all of one axis unit: its bar, its range, its words."""
    rows = []
    for place, reading in enumerate(readings):
        divisor, _ = unit_axis(reading.key.unit)
        shown = reading.shown
        top = bounds_of(shown)[1] if shown is not None else None
        rows.append(
            {
                "row": place,
                "label": _label_of(catalog, reading),
                "look": look_of_claim(reading.leading),
                "value": None if top is None else top / divisor,
                "low": reading.low / divisor,
                "high": reading.high / divisor,
                "contested": reading.low < reading.high,
                "text": _value_text(reading),
                "tip": _tip(reading),
            }
        )
    return rows


def part_rate_rows(catalog: Catalog, rates: Sequence[PartRate]) -> list[ChartRow]:
    """Return one row per part of a year: its bar is a rate, its words keep the figure counted."""
    rows = bar_rows(catalog, [rate.reading for rate in rates])
    for row, rate in zip(rows, rates, strict=True):
        divisor, unit = unit_axis(rate.unit)
        told = range_text(rate.reading) if rate.shown is None else row["text"]
        row |= {
            "value": None if rate.shown is None else rate.shown / divisor,
            "low": rate.low / divisor,
            "high": rate.high / divisor,
            "contested": rate.low < rate.high,
            "text": f"{numbers_span(rate.low / divisor, rate.high / divisor)} "
            f"({told} in {days_text(rate.days)})",
            "tip": f"{row['tip']}; {unit}",
        }
    return rows


def tick_rows(readings: Sequence[Reading]) -> list[ChartRow]:
    """Return one tick per claim of every reading that has a range."""
    rows = []
    for place, reading in enumerate(readings):
        divisor, _ = unit_axis(reading.key.unit)
        for cited in reading.cited if reading.low < reading.high else ():
            for bound in sorted(set(bounds_of(cited.claim))):
                rows.append(
                    {
                        "row": place,
                        "at": bound / divisor,
                        "tip": f"{figure_text(cited.claim)}, {said_in(cited.claim, cited.source)}",
                    }
                )
    return rows


def rate_rows(
    catalog: Catalog, points: Sequence[PointRates], sources: Mapping[str, Source]
) -> list[ChartRow]:
    """Return one row per window of freight: when, how much a day, and the raw figure.

    `sources` are those of the ledger: they know which page was written after the day shown.
    """
    rows = []
    for point in points:
        name = subject_text(catalog, *point.subject)
        for rate in point.rates:
            start, end = rate.claim.period_start, rate.claim.period_end
            assert start is not None  # noqa: S101 - a rate has a period
            assert end is not None  # noqa: S101
            rows.append(
                {
                    "place": name,
                    "subject_id": "_".join(point.subject),
                    "start": start.first.isoformat(),
                    "end": (end.last + timedelta(days=1)).isoformat(),
                    "rate": rate.high,
                    "rate_text": rate_text(rate),
                    "raw": figure_text(rate.claim, exact=True),
                    "days": rate.days,
                    "period": period_text(start, end, rate.claim.calendar),
                    "kind": class_text(rate.claim),
                    "said": said_in(rate.claim, sources[rate.claim.source_id]),
                    "claim_id": rate.claim.claim_id,
                    "source_id": rate.claim.source_id,
                }
            )
    return rows


def _label_of(catalog: Catalog, reading: Reading) -> str:
    """Return what a reading is about: subject, period, measure, scope.

    The period stands before the scope, so that a label too long for its panel never loses it.
    """
    key = reading.key
    # The days of a solar or fiscal period are in the tooltip and in the list below.
    period = claim_period(reading.claims[0]).split(" (")[0]
    plain = key.metric in ("freight_volume", "trade_turnover")
    metric = "" if plain else metric_label(key.metric).lower()
    parts = (subject_text(catalog, *key.subject), period, metric, key.scope)
    return " · ".join(filter(None, parts))


def _value_text(reading: Reading) -> str:
    """Return the figure shown with its range, or the range alone."""
    per_year = reading.key.unit == "t/yr"
    if reading.shown is None:
        text = f"{range_text(reading)}, none preferred"
    elif reading.contested:
        text = f"{figure_text(reading.shown)} ({range_text(reading)})"
    else:
        text = figure_text(reading.shown)
    return text.replace(" a year", "/yr") if per_year else text


def _tip(reading: Reading) -> str:
    first = reading.leading
    said = next(said_in(first, one.source) for one in reading.cited if one.claim == first)
    kinds = ", ".join(dict.fromkeys(KIND_LABEL[claim.kind] for claim in reading.claims))
    period = period_text(first.period_start, first.period_end, first.calendar)
    return f"{period}; {kinds}; {speakers_text(reading.voices)}; {said}"


def said_in(claim: Claim, source: Source) -> str:
    """Return who said a figure, when, and in which source; whether that was written later."""
    by = claim.said_by or "speaker not named"
    return f"{by}, {date_text(claim.said_on)} [{source_name(source)}{later_text(source)}]"
