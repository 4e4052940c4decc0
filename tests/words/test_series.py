"""Series in words: titles with calendar and unit, points with their look, gaps by name."""

from __future__ import annotations

from typing import Any

import pytest

from geo.ledger.series import Series, series_of
from geo.model.said import Calendar, Claim, ClaimKind
from geo.records.catalog import Catalog
from layers.words.series import gaps_text, series_rows, series_title, series_unit, shown_together
from tests.ledgers import SOURCES, claim

SOLAR = Calendar.SOLAR_HIJRI


@pytest.fixture(scope="module")
def world(catalog: Catalog) -> Catalog:
    """Read the world drawn in tests/worlds.py."""
    return catalog


def one(*claims: Claim) -> Series:
    (series,) = series_of(claims)
    return series


def years(*given: tuple[int, float], **changes: Any) -> Series:
    return one(*(claim(f"c{of}", v, period=(str(of), str(of)), **changes) for of, v in given))


def test_a_line_never_crosses_a_gap() -> None:
    """2020 - 2021 (2022, 2023 unknown) 2024 - 2025: two runs of two points."""
    series = years((2020, 4e6), (2021, 5e6), (2024, 6e6), (2025, 7e6))
    assert [row["run"] for row in series_rows(series, SOURCES)] == [0, 0, 1, 1]
    assert gaps_text(series) == "nothing found for 2022–2023"


def test_gaps_are_named_by_the_years_of_their_calendar() -> None:
    solar = one(
        *(
            claim(name, period=period, calendar=Calendar.SOLAR_HIJRI)
            for name, period in (
                ("a", ("2021-03-21", "2022-03-20")),
                ("b", ("2023-03-21", "2024-03-19")),
            )
        )
    )
    assert gaps_text(solar) == "nothing found for 1401"
    fiscal = one(
        *(
            claim(name, period=period, calendar=Calendar.FISCAL_JUL_JUN)
            for name, period in (
                ("a", ("2020-07-01", "2021-06-30")),
                ("b", ("2022-07-01", "2023-06-30")),
            )
        )
    )
    assert gaps_text(fiscal) == "nothing found for 2021/22"


def test_parts_of_years_are_named_and_their_gaps_by_whole_years(world: Catalog) -> None:
    """Seven months of 1397, 1398 . . 1401: 1399 and 1400 are missing, not the rest of 1398."""
    solar = one(
        *(
            claim(str(start), period=(f"{start}-03-21", f"{start}-10-22"), calendar=SOLAR)
            for start in (2018, 2019, 2022)
        )
    )
    assert gaps_text(solar) == "nothing found for 1399–1400"
    assert series_title(world, solar)[1].startswith("first 7 months of each solar year")
    halves = one(*(claim(str(of), period=(f"{of}-01", f"{of}-06")) for of in (2022, 2024)))
    assert gaps_text(halves) == "nothing found for 2023"
    assert series_title(world, halves)[1].startswith("January–June of each year")


def test_the_unit_fits_the_figures() -> None:
    assert series_unit(years((2020, 4e6), (2021, 5e6))) == (1e6, "Mt")
    assert series_unit(years((2020, 4e4), (2021, 5e4))) == (1000, "thousand t")
    money = {"metric": "exports", "unit": "USD_million"}
    assert series_unit(years((2020, 40.0), (2021, 50.0), **money)) == (1, "USD m")
    assert series_unit(years((2020, 4000.0), (2021, 500.0), **money)) == (1000, "USD bn")
    boxes = {"metric": "container_volume", "unit": "TEU"}
    assert series_unit(years((2020, 2e6), (2021, 1e6), **boxes)) == (1000, "thousand TEU")


def test_title_names_calendar_period_and_unit(world: Catalog) -> None:
    series = years((2020, 4e6), (2021, 5e6))
    head, below = series_title(world, series)
    assert head.endswith(": freight, Mt")
    assert below == "by year · whole line"
    solar = one(claim("a", period=("2023-03-21", "2024-03-19"), calendar=Calendar.SOLAR_HIJRI))
    assert "solar Hijri" in series_title(world, solar)[1]


def test_counted_said_and_estimated_look_different() -> None:
    series = one(
        claim("m", 1e6, period=("2020", "2020")),
        claim("s", 1e6, period=("2021", "2021"), kind=ClaimKind.CLAIM),
        claim("e", 1e6, period=("2022", "2022"), kind=ClaimKind.ESTIMATE),
    )
    assert [row["look"] for row in series_rows(series, SOURCES)] == [
        "measured",
        "claimed",
        "estimated",
    ]


def test_a_point_without_a_preferred_figure_has_a_range_and_no_value() -> None:
    series = one(
        claim("a", 10e6, period=("2020", "2020")), claim("b", 20e6, period=("2020", "2020"))
    )
    (row,) = series_rows(series, SOURCES)
    assert (row["value"], row["low"], row["high"]) == (None, 10, 20)
    assert row["text"] == "10–20 Mt, none preferred"


def test_years_are_read_before_shorter_spans() -> None:
    found = series_of(
        [claim("w", period=("2024-03-04", "2024-03-10")), claim("y", period=("2024", "2024"))]
    )
    assert [series.key.axis.span.value for series in shown_together(found)] == ["year", "week"]
