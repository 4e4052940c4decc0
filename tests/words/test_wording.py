"""Figures and promises in words."""

from __future__ import annotations

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.ledger.promises import promises_of
from geo.model.said import ClaimKind, EventKind, EventType, Qualifier, SubjectKind
from geo.records.catalog import read_catalog
from layers.words.wording import (
    class_text,
    figure_text,
    number_text,
    promise_text,
    span_text,
    spread_text,
    subject_text,
)
from tests.ledgers import DATA_END, claim, event
from tests.worlds import write_world


@pytest.mark.parametrize(
    ("number", "digits", "expected"),
    [
        (0, 3, "0"),
        (647, 3, "647"),
        (1468, 3, "1,468"),
        (14.5, 3, "14.5"),
        (4.673929, 3, "4.67"),
        (100, 3, "100"),
        (0.65, 3, "0.65"),
        (4673929, 9, "4,673,929"),
        (-28.2, 3, "-28.2"),
        (12345.678, 3, "12,346"),
    ],
)
def test_numbers(number: float, digits: int, expected: str) -> None:
    assert number_text(number, digits=digits) == expected


@given(st.integers(-(10**9), 10**9))
def test_whole_numbers_are_never_cut(number: int) -> None:
    assert number_text(float(number)).replace(",", "") == str(number)


@pytest.mark.parametrize(
    ("value", "unit", "qualifier", "short", "exact"),
    [
        (647, "km", Qualifier.ABOUT, "about 647 km", "about 647 km"),
        ((573, 647), "km", Qualifier.NONE, "573–647 km", "573–647 km"),
        (4600, "USD_million", Qualifier.NONE, "USD 4.6 bn", "USD 4,600 million"),
        (53, "USD_million", Qualifier.NONE, "USD 53 m", "USD 53 million"),
        (73.6, "EUR_million", Qualifier.NEARLY, "nearly EUR 73.6 m", "nearly EUR 73.6 million"),
        (70_564, "t", Qualifier.NONE, "70,564 t", "70,564 t"),
        (4_673_929, "t", Qualifier.NONE, "4.67 Mt", "4,673,929 t"),
        (1_000_000, "t/yr", Qualifier.UP_TO, "up to 1 Mt a year", "up to 1,000,000 t a year"),
        (84, "percent", Qualifier.AT_LEAST, "at least 84 %", "at least 84 %"),
        ((-40, -28.2), "percent", Qualifier.NONE, "-40 to -28.2 %", "-40 to -28.2 %"),
        (1520, "mm", Qualifier.NONE, "1,520 mm", "1,520 mm"),
        (1, "rank", Qualifier.NONE, "No. 1", "1"),
        (14, "countries", Qualifier.NONE, "14 countries", "14 countries"),
    ],
)
def test_figures(value: float, unit: str, qualifier: Qualifier, short: str, exact: str) -> None:
    made = claim("a", value, unit=unit, qualifier=qualifier)
    assert figure_text(made) == short
    assert figure_text(made, exact=True) == exact


def test_a_range_shares_its_unit() -> None:
    assert span_text(4600, 8200, "USD_million") == "USD 4.6–8.2 bn"
    assert span_text(15e6, 15e6, "t") == "15 Mt"


def test_an_estimate_says_whether_it_is_of_things_to_come() -> None:
    works = claim("a", metric="length", unit="km", kind=ClaimKind.ESTIMATE)
    assert class_text(works) == "estimate (planned)"
    assert class_text(claim("a", kind=ClaimKind.ESTIMATE)) == "estimate (past)"
    assert class_text(claim("a", kind=ClaimKind.FORECAST)) == "forecast"


def test_spread() -> None:
    assert spread_text(0.364) == "36 %"
    assert spread_text(1.73) == "173 %"
    assert spread_text(math.inf) == "no common scale"


def promised(on: str, *more: object, as_of: str) -> str:
    first = event(
        "p", on, said="2023-01-01", kind=EventKind.PROMISED, type_=EventType.DEADLINE, promise="p"
    )
    (one,) = promises_of(
        [first, *more],  # type: ignore[list-item]
        as_of=date.fromisoformat(as_of),
        data_end=DATA_END,
    )
    return promise_text(one)


def test_promises() -> None:
    assert promised("2024-03", as_of="2024-03-01") == "not due yet"
    assert promised("2024-03", as_of="2024-04-01") == "no completion found by 1 April 2024"
    assert promised("2024-03", as_of="2026-01-01") == (
        "no completion found by 1 January 2026; dormant: not mentioned for two years"
    )
    again = event(
        "q",
        "2024-06-30",
        said="2024-02-01",
        kind=EventKind.PROMISED,
        type_=EventType.DEADLINE,
        promise="p",
    )
    assert promised("2024-03", again, as_of="2024-05-01") == (
        "no completion found by 1 May 2024; last promised for 30 June 2024"
    )
    assert promised("2024-03", again, as_of="2024-07-02") == (
        "no completion found by 2 July 2024; last promised for 30 June 2024"
    )
    kept = [event("k", day, promise="p") for day in ("2024-03-10", "2024-04-10", "2024-02-01")]
    assert promised("2024-03", kept[0], as_of="2024-05-01") == "kept, at most 9 days late"
    assert promised("2024-03", kept[1], as_of="2024-05-01") == "kept 10 to 40 days late"
    assert promised("2024-03", kept[2], as_of="2024-05-01") == "kept in time"


def test_names(tmp_path) -> None:
    catalog = read_catalog(write_world(tmp_path))
    names = [
        (SubjectKind.CORRIDOR, "north", "North"),
        (SubjectKind.BRANCH, "main", "Main line"),
        (SubjectKind.LEG, "leg_a", "Alpha – Beta"),
        (SubjectKind.NODE, "b", "Beta"),
        (SubjectKind.STRAIT, "s", "Strait of S"),
        (SubjectKind.COUNTRY, "AFG", "Afghanistan"),
        (SubjectKind.COUNTRY, "WWW", "WWW"),
        (SubjectKind.COUNTRY_PAIR, "AFG-RUS", "Afghanistan – Russia"),
        (SubjectKind.COMMODITY, "lpg", "LPG"),
        (SubjectKind.PERSON_OR_BODY, "taliban_government", "Taliban government"),
    ]
    assert [subject_text(catalog, kind, name) for kind, name, _ in names] == [
        expected for _, _, expected in names
    ]
