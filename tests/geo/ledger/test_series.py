"""Series: what may be set beside what, gaps that stay gaps, and the series of the shipped data."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from geo.ledger.series import ENOUGH_POINTS, Span, counted_series, series_of, span_of
from geo.model.said import Calendar, Claim, ClaimKind
from geo.records.catalog import Catalog
from tests.ledgers import claim


@pytest.fixture(scope="module")
def catalog(shipped: Catalog) -> Catalog:
    """Read the data that ship."""
    return shipped


def year(claim_id: str, of: int, value: float = 100.0, **changes: Any) -> Claim:
    """Return a claim over one calendar year."""
    return claim(claim_id, value, said="2026-01-01", period=(str(of), str(of)), **changes)


def test_years_make_one_series_oldest_first() -> None:
    (series,) = series_of([year("b", 2022, 5.0), year("a", 2021, 4.0), year("c", 2023, 6.0)])
    assert series.key.axis.span is Span.YEAR
    assert [point.shown.value for point in series.points if point.shown] == [4.0, 5.0, 6.0]
    assert series.gaps == ()


def test_a_missing_year_is_a_gap_and_no_point() -> None:
    """2020 . 2021 .  (2022 and 2023 unknown)  . 2024."""
    (series,) = series_of([year("a", 2020), year("b", 2021), year("c", 2024)])
    (gap,) = series.gaps
    assert (gap.first, gap.last, gap.missing) == (date(2022, 1, 1), date(2023, 12, 31), 2)
    assert len(series.points) == 3


def test_months_weeks_and_part_years_stand_apart_from_years() -> None:
    """One place, four lengths of period: four series, none of them among the others."""
    rows = [
        year("y", 2024),
        claim("h", period=("2024-01-01", "2024-06-30")),
        claim("m", period=("2024-03", "2024-03")),
        claim("w", period=("2024-03-04", "2024-03-10")),
    ]
    spans = [series.key.axis.span for series in series_of(rows)]
    assert spans == [Span.YEAR, Span.PART, Span.MONTH, Span.WEEK]


def test_the_same_half_of_each_year_is_one_series_another_half_is_not() -> None:
    rows = [
        claim("a", period=("2022-01-01", "2022-06-30")),
        claim("b", period=("2023-01-01", "2023-06-30")),
        claim("c", period=("2024-01-01", "2024-07-31")),
    ]
    halves, seven_months = series_of(rows)
    assert [len(halves.points), len(seven_months.points)] == [2, 1]
    assert halves.key.axis.part == "01-01/06-30"
    assert halves.gaps == ()


def test_calendar_solar_and_fiscal_years_stand_apart() -> None:
    rows = [
        year("g", 2023),
        claim("s", period=("2023-03-21", "2024-03-19"), calendar=Calendar.SOLAR_HIJRI),
        claim("f", period=("2023-04-01", "2024-03-31"), calendar=Calendar.FISCAL_APR_MAR),
    ]
    calendars = [series.key.axis.calendar for series in series_of(rows)]
    assert calendars == [Calendar.GREGORIAN, Calendar.SOLAR_HIJRI, Calendar.FISCAL_APR_MAR]


def test_a_week_is_a_week_in_every_calendar() -> None:
    """One week told by solar and one by calendar days: two points of one series."""
    rows = [
        claim("g", period=("2025-11-07", "2025-11-13")),
        claim("s", period=("2025-11-14", "2025-11-20"), calendar=Calendar.SOLAR_HIJRI),
    ]
    (series,) = series_of(rows)
    assert (series.key.axis.span, len(series.points)) == (Span.WEEK, 2)


def test_solar_years_follow_one_another_across_a_leap_year() -> None:
    """1402, 1403 (366 days) and 1404 touch: no gap."""
    rows = [
        claim(name, period=period, calendar=Calendar.SOLAR_HIJRI)
        for name, period in (
            ("a", ("2023-03-21", "2024-03-19")),
            ("b", ("2024-03-20", "2025-03-20")),
            ("c", ("2025-03-21", "2026-03-20")),
        )
    ]
    (series,) = series_of(rows)
    assert (len(series.points), series.gaps) == (3, ())


def test_the_same_part_of_solar_years_keeps_its_name_in_a_leap_year() -> None:
    """The first half of 1403 and of 1404: one starts on 20, one on 21 March."""
    rows = [
        claim("a", period=("2024-03-20", "2024-09-21"), calendar=Calendar.SOLAR_HIJRI),
        claim("b", period=("2025-03-21", "2025-09-22"), calendar=Calendar.SOLAR_HIJRI),
    ]
    (series,) = series_of(rows)
    assert series.key.axis.part == "01-01/06-31"


def test_other_units_scopes_and_places_are_other_series() -> None:
    rows = [
        year("a", 2021),
        year("b", 2022, unit="containers"),
        year("c", 2023, scope="exports only"),
        year("d", 2024, subject_id="other"),
    ]
    assert len(series_of(rows)) == 4


def test_plans_forecasts_and_errors_are_in_no_series() -> None:
    kinds = (ClaimKind.PLAN, ClaimKind.FORECAST, ClaimKind.ERROR, ClaimKind.SUPERSEDED)
    assert series_of([year(kind, 2024, kind=kind) for kind in kinds]) == ()


def test_rivals_on_one_year_are_one_point_and_the_preferred_one_is_shown() -> None:
    rows = [
        year("a", 2022, 14.5, preference=1, preference_reason="the ministry"),
        year("b", 2022, 16.0, preference=2),
    ]
    (series,) = series_of(rows)
    (point,) = series.points
    assert point.shown is rows[0]
    assert (point.low, point.high) == (14.5, 16.0)


def test_no_figure_is_shown_where_rivals_are_not_ranked() -> None:
    (series,) = series_of([year("a", 2022, 14.5), year("b", 2022, 19.0)])
    assert series.points[0].shown is None


@pytest.mark.parametrize(
    ("first", "last", "span"),
    [
        (date(2024, 1, 1), date(2024, 12, 31), Span.YEAR),
        (date(2024, 12, 20), date(2025, 1, 20), Span.MONTH),
        (date(2025, 4, 4), date(2025, 4, 10), Span.WEEK),
        (date(2026, 6, 20), date(2026, 6, 20), Span.DAY),
        (date(2025, 3, 21), date(2026, 2, 19), Span.PART),
        (date(2022, 9, 1), date(2025, 12, 31), None),
    ],
)
def test_lengths_of_period(first: date, last: date, span: Span | None) -> None:
    assert span_of(first, last) is span


def test_a_claim_without_a_period_or_over_years_has_no_axis() -> None:
    assert series_of([claim("a")]) == ()
    assert series_of([claim("b", period=("2022-09", "2025-12"))]) == ()


def test_a_year_of_no_known_calendar_is_no_year_of_a_series() -> None:
    """Six months of 2025, which ones is not said: its period stands as 2025."""
    assert series_of([year("a", 2025, calendar=Calendar.UNDEFINED)]) == ()


def test_what_is_only_said_makes_no_counted_series() -> None:
    """Three years of ministers' words, then three years of counts."""
    said = [year(f"s{of}", of, kind=ClaimKind.CLAIM) for of in (2021, 2022, 2023)]
    assert len(series_of(said)) == 1
    assert counted_series(said) == ()
    assert len(counted_series([year(f"m{of}", of) for of in (2021, 2022, 2023)])) == 1


def test_shipped_data_hold_at_least_25_counted_series(catalog: Catalog) -> None:
    """Three points or more each that were counted outright, none of them worked out by us."""
    measured = [c for c in catalog.claims.values() if c.kind is ClaimKind.MEASURED]
    found = counted_series(measured)
    assert len(found) >= 25
    assert all(len(series.counted_points) >= ENOUGH_POINTS for series in found)
