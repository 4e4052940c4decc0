"""What shares an axis: years with years, parts of a year as rates, no period on no axis."""

from __future__ import annotations

from typing import Any

import pytest

from geo.ledger.axes import (
    is_extrapolated,
    is_yearly,
    latest_years,
    part_rates,
    span_of_reading,
)
from geo.ledger.highlights import trade_readings, volume_readings
from geo.ledger.readings import Reading, ledger_at, ledger_of
from geo.ledger.series import Span
from geo.model.said import ClaimKind
from geo.records.catalog import Catalog
from geo.state.select import default_selection
from tests.ledgers import DATA_END, SOURCES, claim


def readings(*claims: Any) -> tuple[Reading, ...]:
    return ledger_of(claims, [], SOURCES, as_of=DATA_END, data_end=DATA_END).readings()


def mixed() -> tuple[Reading, ...]:
    """Draw one line's freight in periods of every kind.

    ::

        2022 10 Mt   2023 12 Mt   Jan-Mar 2024 4 Mt   a week   the best month   3 Mt/yr planned
    """
    return readings(
        claim("y22", 10e6, period=("2022", "2022")),
        claim("y23", 12e6, period=("2023", "2023")),
        claim("q1", 4e6, period=("2024-01-01", "2024-03-31")),
        claim("week", 2e5, period=("2024-02-05", "2024-02-11")),
        claim("best", 63e3, scope="best month so far"),
        claim("plan", 3e6, metric="throughput", unit="t/yr", kind=ClaimKind.PLAN),
    )


def ids(found: Any) -> list[str]:
    return [one.claims[0].claim_id for one in found]


def test_the_latest_year_stands_beside_plans_and_no_part_among_them() -> None:
    assert ids(latest_years(mixed())) == ["y23", "plan"]


def test_a_part_later_than_the_last_year_is_told_as_a_rate() -> None:
    (rate,) = part_rates(mixed())
    assert (rate.unit, rate.days) == ("t/day", 91)
    assert rate.shown == pytest.approx(4e6 / 91)


def test_a_part_of_a_year_already_known_is_not_told_again() -> None:
    found = readings(
        claim("half", 5e6, period=("2023-01-01", "2023-06-30")),
        claim("year", 12e6, period=("2023", "2023")),
    )
    assert part_rates(found) == ()


def test_money_over_part_of_a_year_is_told_by_the_month() -> None:
    (rate,) = part_rates(
        readings(
            claim(
                "h1",
                600.0,
                metric="trade_turnover",
                unit="USD_million",
                period=("2024-01-01", "2024-06-30"),
            )
        )
    )
    assert rate.unit == "USD_million/month"
    assert rate.shown == pytest.approx(100, rel=0.01)


def test_a_year_computed_from_a_week_says_so() -> None:
    (reading,) = readings(
        claim("d", 8e5, metric="throughput", unit="t/yr", kind=ClaimKind.DERIVED, said="2024-01-01")
    )
    assert is_yearly(reading)
    assert is_extrapolated(reading)


def test_nothing_but_whole_years_shares_the_yearly_axis_in_the_shipped_data(
    shipped: Catalog,
) -> None:
    ledger = ledger_at(shipped, shipped.data_end)
    volumes = volume_readings(shipped, default_selection(shipped), ledger)
    readings = [*trade_readings(ledger), *(r for found in volumes.values() for r in found)]
    yearly = latest_years(readings)
    assert yearly
    for reading in yearly:
        assert span_of_reading(reading) is Span.YEAR or reading.key.unit.endswith("/yr")
