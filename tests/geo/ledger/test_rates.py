"""Volumes as daily rates: over which days, and of what there is none."""

from __future__ import annotations

import pytest

from geo.ledger.rates import part_rate_of, rate_of
from tests.ledgers import claim


@pytest.mark.parametrize(
    ("period", "value", "unit", "days", "rate"),
    [
        (("2025-04-04", "2025-04-10"), 76_076, "t", 7, 76_076 / 7),
        (("2024-09-22", "2024-10-21"), 245_480, "t", 30, 245_480 / 30),
        (("2024", "2024"), 366_000, "t", 366, 1000),
        (None, 1_000_000, "t/yr", 365, 1_000_000 / 365),
    ],
)
def test_rates(
    period: tuple[str, str] | None, value: float, unit: str, days: int, rate: float
) -> None:
    found = rate_of(claim("a", value, period=period, unit=unit))
    assert found is not None
    assert found.days == days
    assert found.low == found.high == pytest.approx(rate)
    assert found.claim.value == value


def test_no_rate_without_a_period_or_of_anything_else() -> None:
    assert rate_of(claim("a", 5)) is None
    assert rate_of(claim("a", 5, unit="USD_million", period=("2024", "2024"))) is None
    assert rate_of(claim("a", 5, period=("2024", ""))) is None


def test_what_was_counted_for_a_year_stands_for_itself() -> None:
    assert part_rate_of(claim("a", 100, period=("2024", "2024"))) is None
    assert part_rate_of(claim("a", 100, unit="t/yr")) is None
    month = part_rate_of(claim("a", 310, period=("2024-01-01", "2024-01-31")))
    assert month is not None
    assert month.low == pytest.approx(10)
