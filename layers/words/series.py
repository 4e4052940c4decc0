"""The rows that charts of series are drawn from: points, their ranges, and where nothing is known.

No Altair here. Each row carries its own words, so that a chart only places marks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from geo.calendars import CALENDAR_NAMES, date_text, period_text, solar_date_of
from geo.ledger.series import Gap, Series, SeriesPoint, Span
from geo.model.said import Calendar, Source
from geo.records.catalog import Catalog
from geo.records.metrics import metric_label, unit_label
from geo.state.conditions import closures_at, closures_over
from layers.look.style import is_restriction
from layers.words.charts import CLAIMED, ChartRow, look_of_claim, said_in, unit_axis
from layers.words.wording import class_text, figure_text, span_text, subject_text

_SPAN_LABEL = {
    Span.YEAR: "by year",
    Span.PART: "the same part of each year",
    Span.MONTH: "by month",
    Span.WEEK: "by week",
    Span.DAY: "by day",
}
# More gaps than this are counted instead of named.
_GAPS_NAMED = 3
_GAP_UNIT = {Span.MONTH: "months", Span.WEEK: "weeks", Span.DAY: "days"}
# The month a fiscal year opens with.
_YEAR_OPENS = {Calendar.FISCAL_APR_MAR: 4, Calendar.FISCAL_JUL_JUN: 7}
# The year in the name of a part of it: `first 7 months of solar year 1402`, `January-June 2024`.
_YEAR_OF_PART = re.compile(r"solar year \d{4}")
_YEAR_AT_END = re.compile(r"^(\D*) \d{4}$")


def series_title(catalog: Catalog, series: Series) -> tuple[str, str]:
    """Return what a series counts: subject, measure and unit, then period and scope.

    A line too long for its panel loses its end, so that the scope stands last.
    """
    key, axis = series.key, series.key.axis
    about = subject_text(catalog, *key.subject)
    _, unit = series_unit(series)
    head = f"{about}: {metric_label(axis.metric).lower()}, {unit}"
    return head, " · ".join(told for told in (_span_text(series), key.scope) if told)


def series_unit(series: Series) -> tuple[float, str]:
    """Return what a series' figures are divided by on its axis, and the axis' unit."""
    unit = series.key.axis.unit
    top = max(point.high for point in series.points)
    if unit == "t" and top < 1e6:
        return 1000.0, "thousand t"
    if unit.endswith("_million") and top < 1000:
        return 1.0, f"{unit.removesuffix('_million')} m"
    divisor, label = unit_axis(unit)
    if divisor == 1 and top >= 10_000:
        return 1000.0, f"thousand {unit_label(unit)}"
    return divisor, label if divisor != 1 else unit_label(unit)


def series_rows(series: Series, sources: Mapping[str, Source]) -> list[ChartRow]:
    """Return one row a point, in its middle; `run` changes at every gap, so no line crosses one.

    `sources` are those of the ledger: they know which page was written after the day shown.
    A point whose sources disagree and are not ranked has a range and no value.
    """
    divisor, _ = series_unit(series)
    breaks = {gap.last for gap in series.gaps}
    rows: list[ChartRow] = []
    run = 0
    for point in series.points:
        run += point.first - timedelta(days=1) in breaks
        rows.append(_row(point, sources, run=run, divisor=divisor))
    return rows


def shut_rows(
    catalog: Catalog, series: Series, on: date, ends: tuple[date, date]
) -> list[ChartRow]:
    """Return when what a series counts was shut to all between two days, as known on a day."""
    subject = series.key.subject
    over = [(closure, told.date.first) for closure, told in closures_over(catalog, on)]
    still = [(state.closure, on) for state in closures_at(catalog, on)]
    return [
        {
            "start": max(closure.start.first, ends[0]).isoformat(),
            "end": min(last, ends[1]).isoformat(),
            "tip": f"{closure.headline}, from {date_text(closure.start)}",
        }
        for closure, last in (*over, *still)
        if closure.subject_kind is subject[0] and subject[1] in closure.subject_ids
        if closure.start.first <= ends[1] and last >= ends[0] and not is_restriction(closure)
    ]


def gaps_text(series: Series) -> str:
    """Return where a series has gaps: `nothing found for 2020-2022`; empty without any."""
    span = series.key.axis.span
    if len(series.gaps) > _GAPS_NAMED:
        missing = sum(gap.missing for gap in series.gaps)
        return f"nothing found for {missing} {_GAP_UNIT.get(span, 'years')} in between"
    told = [_gap_text(gap, series) for gap in series.gaps]
    return f"nothing found for {', '.join(told)}" if told else ""


def _row(
    point: SeriesPoint, sources: Mapping[str, Source], *, run: int, divisor: float
) -> ChartRow:
    claim = point.shown or point.claims[0]
    middle = point.first + (point.last - point.first) / 2
    value, told = None, f"{span_text(point.low, point.high, claim.unit)}, none preferred"
    if point.shown is not None:
        value = claim.value if claim.value is not None else claim.value_high
        told = figure_text(claim)
    period = period_text(claim.period_start, claim.period_end, claim.calendar)
    said = said_in(claim, sources[claim.source_id])
    return {
        "at": middle.isoformat(),
        "run": run,
        "value": None if value is None else value / divisor,
        "low": point.low / divisor,
        "high": point.high / divisor,
        "contested": point.low < point.high,
        "look": CLAIMED if point.shown is None else look_of_claim(claim),
        "text": told,
        "tip": f"{period}; {class_text(claim)}; {said}",
    }


def _span_text(series: Series) -> str:
    """Return how long the periods are: `by year`, `January-June of each year`."""
    axis = series.key.axis
    if axis.span is Span.PART:
        claim = series.points[0].claims[0]
        period = period_text(claim.period_start, claim.period_end, claim.calendar).split(" (")[0]
        part, years = _YEAR_OF_PART.subn("each solar year", period)
        if years:
            return part
        part, years = _YEAR_AT_END.subn(r"\1 of each year", period)
        if years and axis.calendar is Calendar.GREGORIAN:
            return part
    label = _SPAN_LABEL[axis.span]
    if axis.calendar is Calendar.GREGORIAN:
        return label
    return f"{label}, {CALENDAR_NAMES[axis.calendar]}"


def _gap_text(gap: Gap, series: Series) -> str:
    axis = series.key.axis
    if axis.span in _GAP_UNIT:
        count = f"{gap.missing} {_GAP_UNIT[axis.span]}" if gap.missing > 1 else f"1 {axis.span}"
        return f"{count} before {gap.last + timedelta(days=1):%B %Y}"
    # By the first days of the periods beside the gap: a part of a year ends before its year does.
    before = max(point.first for point in series.points if point.first < gap.first)
    after = min(point.first for point in series.points if point.first > gap.last)
    first = _year_of(before, axis.calendar) + 1
    last = _year_of(after, axis.calendar) - 1
    names = [_year_name(year, axis.calendar) for year in (first, last)]
    return names[0] if first == last else "–".join(names)


def _year_of(day: date, calendar: Calendar) -> int:
    """Return the year a day belongs to, as its calendar counts; a fiscal one by its first year."""
    if calendar is Calendar.SOLAR_HIJRI:
        return solar_date_of(day)[0]
    opening = _YEAR_OPENS.get(calendar, 1)
    return day.year if day.month >= opening else day.year - 1


def _year_name(year: int, calendar: Calendar) -> str:
    return f"{year}/{(year + 1) % 100:02d}" if calendar in _YEAR_OPENS else str(year)


def shown_together(series: Sequence[Series]) -> tuple[Series, ...]:
    """Return series in the order to read: by subject, then measure, years before shorter spans."""
    spans = list(Span)

    def place(one: Series) -> tuple[str, str, str, int, str]:
        key, axis = one.key, one.key.axis
        return key.subject_kind, key.subject_id, axis.metric, spans.index(axis.span), key.scope

    return tuple(sorted(series, key=place))
