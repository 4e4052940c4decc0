"""Comparing claims: like with like, contested or not."""

from __future__ import annotations

import csv
import math
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.model.said import Calendar, Claim, ClaimKind, Qualifier, SubjectKind
from geo.records.claimchecks import preference_faults, vocabulary_faults
from geo.records.claims import (
    KindClass,
    bounds_of,
    class_of,
    comparable_key,
    disagree,
    groups_of,
    is_contested,
    known_on,
    range_of,
    spread_of,
)
from geo.records.rows import rows_of
from geo.records.schema.said import CLAIMS
from tests.ledgers import DATA_END, claim, contest, places, when

YEAR = ("2024-01-01", "2024-12-31")
figures = st.floats(min_value=-1e9, max_value=1e9, allow_nan=False).map(lambda x: round(x, 3))


def test_a_year_and_its_days_are_one_period() -> None:
    named = claim("a", period=("2024", "2024"))
    spelt = claim("b", period=YEAR)
    assert comparable_key(named) == comparable_key(spelt)
    assert comparable_key(named).first == date(2024, 1, 1)
    assert comparable_key(named).last == date(2024, 12, 31)


@pytest.mark.parametrize(
    "changes",
    [
        {"subject_kind": SubjectKind.BRANCH},
        {"subject_id": "other"},
        {"metric": "throughput"},
        {"unit": "t/yr"},
        {"scope": "rail alone"},
        {"kind": ClaimKind.FORECAST},
        {"period_end": when("2024-11-30")},
        {"period_start": when("2024-02-01")},
        {"period_start": None, "period_end": None},
        {"calendar": Calendar.SOLAR_HIJRI},
        {"kind": ClaimKind.ERROR},
        {"kind": ClaimKind.SUPERSEDED},
    ],
)
def test_what_differs_in_one_thing_never_contests(changes: dict[str, Any]) -> None:
    one = claim("a", 100, period=YEAR)
    other = claim("b", 200, period=YEAR)
    assert contest(one, other)
    assert not contest(one, claim("b", 200, period=YEAR, **changes))


def test_calendar_says_nothing_without_a_period() -> None:
    one, other = claim("a", 100), claim("b", 200, calendar=Calendar.FISCAL_APR_MAR)
    assert contest(one, other)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (573, 647, True),
        (640, 647, False),
        (4500, 4600, True),
        (100, 102, False),  # exactly 2 % is not more than 2 %
        (100, 102.01, True),
        ((573, 647), 647, False),
        ((740, 781), 647, True),
        ((15, 25), (20, 40), False),
        ((15, 25), 41, True),
        (0, 0, False),
        (0, 0.001, True),
        (-28.2, -40, True),
        (-28.2, -28.0, False),
        (-1, 1, True),
    ],
)
def test_disagreement(one: float, other: float, *, expected: bool) -> None:
    assert disagree(claim("a", one), claim("b", other)) is expected
    assert disagree(claim("b", other), claim("a", one)) is expected


def test_a_hedge_excuses_no_gap() -> None:
    one = claim("a", 16, qualifier=Qualifier.AT_LEAST)
    assert disagree(one, claim("b", 19))


@pytest.mark.parametrize(
    ("kind", "metric", "period", "expected"),
    [
        (ClaimKind.MEASURED, "length", None, KindClass.MEASURED),
        (ClaimKind.CLAIM, "length", None, KindClass.MEASURED),
        (ClaimKind.DERIVED, "length", None, KindClass.MEASURED),
        (ClaimKind.PLAN, "freight_volume", None, KindClass.PLANNED),
        (ClaimKind.FORECAST, "freight_volume", None, KindClass.PLANNED),
        (ClaimKind.ESTIMATE, "length", None, KindClass.PLANNED),
        (ClaimKind.ESTIMATE, "freight_volume", None, KindClass.MEASURED),
        (ClaimKind.ESTIMATE, "freight_volume", ("2023", "2023"), KindClass.MEASURED),
        (ClaimKind.ESTIMATE, "freight_volume", ("2024", "2024"), KindClass.PLANNED),
        (ClaimKind.ERROR, "length", None, KindClass.SET_ASIDE),
        (ClaimKind.SUPERSEDED, "length", None, KindClass.SET_ASIDE),
    ],
)
def test_class_of_kind(
    kind: ClaimKind, metric: str, period: tuple[str, str] | None, expected: KindClass
) -> None:
    made = claim("a", kind=kind, metric=metric, period=period, said="2024-06-30")
    assert class_of(made) is expected


def test_groups_stand_by_preference() -> None:
    narrow = [claim("n1", 100, scope="narrow"), claim("n2", 110, scope="narrow")]
    wide = [
        claim("w3", 170, scope="wide", said="2025"),
        claim("w1", 100, scope="wide", preference=2),
        claim("w2", 150, scope="wide", preference=1),
    ]
    agreed = [claim("x1", 100, scope="agreed"), claim("x2", 101, scope="agreed")]
    found = [
        group for group in groups_of([*narrow, *agreed, *wide]).values() if is_contested(group)
    ]
    assert [[one.claim_id for one in group] for group in found] == [
        ["n1", "n2"],
        ["w2", "w1", "w3"],
    ]
    assert [range_of(group) for group in found] == [(100, 110), (100, 170)]


def test_errors_and_given_up_figures_stay_out_of_the_range() -> None:
    groups = groups_of(
        [
            claim("a", 100),
            claim("b", 150),
            claim("e", 2000, kind=ClaimKind.ERROR),
            claim("s", 783, kind=ClaimKind.SUPERSEDED),
        ]
    ).values()
    assert [range_of(group) for group in groups if is_contested(group)] == [(100, 150)]


def test_spread_from_zero_has_no_bound() -> None:
    assert spread_of(0, 5) == spread_of(-1, 5) == math.inf
    assert spread_of(5, 5) == spread_of(0, 0) == 0


def test_spread_of_falls_is_that_of_rises() -> None:
    assert spread_of(-40, -20) == spread_of(20, 40) == 1


def test_a_claim_without_a_figure_is_refused() -> None:
    with pytest.raises(ValueError, match="no figure"):
        bounds_of(claim("a", value=None))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("2025-04-17", date(2025, 4, 17)),
        ("2025-04", date(2025, 4, 30)),
        ("2025", date(2025, 12, 31)),
        ("2026", DATA_END),
        ("", DATA_END),
    ],
)
def test_a_month_is_known_at_its_end(said: str, expected: date) -> None:
    assert known_on(when(said), DATA_END) == expected


# --- the shipped claims -------------------------------------------------------------------------

FOLDER = Path(__file__).resolve().parents[3]


def shipped_claims() -> dict[str, Claim]:
    """Read data/claims.csv alone, so that a fault elsewhere in the data does not hide these."""
    with (FOLDER / "data" / CLAIMS.file).open(encoding="utf-8", newline="") as file:
        rows, faults = rows_of(CLAIMS, list(csv.DictReader(file)))
    assert faults == []
    made = {}
    for row in rows:
        cells = {name: row[name] for name in row if name not in ("row", "said_on_precision")}
        made[row["claim_id"]] = Claim(fact_ids=cells.pop("fact_id"), **cells)
    return made


def pairs() -> list[dict[str, str]]:
    with (FOLDER / "tests" / "comparability_thirty.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_pairs_written_down_beforehand() -> None:
    """Which pairs contest was decided by hand before anything was computed."""
    claims = shipped_claims()
    wrong = [
        pair
        for pair in pairs()
        if contest(claims[pair["claim_a"]], claims[pair["claim_b"]]) != (pair["contested"] == "yes")
    ]
    assert wrong == []
    answers = [pair["contested"] for pair in pairs()]
    assert min(answers.count("yes"), answers.count("no")) >= 10


def test_the_shipped_claims_pass_the_door() -> None:
    claims = list(shipped_claims().values())
    assert vocabulary_faults(claims, rows=places(claims)) == ()
    assert preference_faults(claims, rows=places(claims)) == ()


# --- checks at the door ------------------------------------------------------------------------


def test_unknown_words_are_named_with_their_row() -> None:
    claims = [
        *(claim("ok"), claim("a", metric="tonnage")),
        *(claim("b", unit="lb"), claim("c", unit="km")),
    ]
    faults = vocabulary_faults(claims, rows=places(claims))
    assert [(fault.row, fault.column) for fault in faults] == [
        (3, "metric"),
        (4, "unit"),
        (5, "unit"),
    ]
    assert "not counted in km" in faults[2].message


def test_a_contested_group_wants_an_order_or_a_reason() -> None:
    bare = [claim("a", 100), claim("b", 150)]
    (fault,) = preference_faults(bare, rows=places(bare))
    assert (fault.row, fault.column) == (2, "preference_reason")
    assert fault.message.startswith("a, b disagree")
    ordered = [
        claim("a", 100, preference=1, preference_reason="official"),
        claim("b", 150, preference=2),
    ]
    assert preference_faults(ordered, rows=places(ordered)) == ()
    undecided = [claim("a", 100, preference_reason="no way to tell"), claim("b", 150)]
    assert preference_faults(undecided, rows=places(undecided)) == ()


def test_of_many_that_disagree_a_few_are_named() -> None:
    many = [claim(f"c{number:04}", 100 + number * 9) for number in range(1_500)]
    (fault,) = preference_faults(many, rows=places(many))
    named = f"{', '.join(f'c{number:04}' for number in range(8))} and 1,492 more"
    assert (
        fault.message
        == f"{named} disagree by more than 2 %, and no reason is given for their order."
    )


def test_half_an_order_is_none() -> None:
    group = [
        claim("a", 100, preference=1, preference_reason="official"),
        claim("b", 150, preference=2),
        claim("c", 170),
    ]
    (fault,) = preference_faults(group, rows=places(group))
    assert (fault.row, fault.column) == (4, "preference")


def test_two_claims_cannot_share_a_place() -> None:
    group = [
        claim("a", 100, preference=1, preference_reason="official"),
        claim("b", 101, preference=1, preference_reason="official"),
    ]
    (fault,) = preference_faults(group, rows=places(group))
    assert "share" in fault.message


def test_faults_stand_in_the_rows_given() -> None:
    (fault,) = vocabulary_faults([claim("a", unit="lb")], rows={"a": ("mine/claims.csv", 41)})
    assert (fault.file, fault.row) == ("mine/claims.csv", 41)


# --- invariants --------------------------------------------------------------------------------


@given(figures, figures)
def test_disagreement_has_no_direction(one: float, other: float) -> None:
    a, b = claim("a", one), claim("b", other)
    assert disagree(a, b) == disagree(b, a)
    assert not disagree(a, a)


@given(st.lists(figures, min_size=2, max_size=6))
def test_a_group_is_contested_when_some_pair_is(values: list[float]) -> None:
    group = [claim(f"c{place}", value) for place, value in enumerate(values)]
    pairs = any(disagree(one, other) for one, other in combinations(group, 2))
    assert is_contested(group) == pairs


@given(
    st.lists(
        st.tuples(figures, figures).map(lambda pair: (min(pair), max(pair))),
        min_size=1,
        max_size=6,
    )
)
def test_the_range_holds_every_figure(ranges: list[tuple[float, float]]) -> None:
    group = [claim(f"c{place}", bounds) for place, bounds in enumerate(ranges)]
    low, high = range_of(group)
    assert (low, high) == (min(low for low, _ in ranges), max(high for _, high in ranges))
    for one in group:
        assert low <= bounds_of(one)[0] <= bounds_of(one)[1] <= high


@given(st.permutations(["a", "b", "c", "d"]))
def test_the_order_of_the_file_does_not_matter(order: list[str]) -> None:
    made = {
        "a": claim("a", 100, preference=1),
        "b": claim("b", 150, preference=2),
        "c": claim("c", 300, scope="elsewhere"),
        "d": claim("d", 350, scope="elsewhere"),
    }
    assert groups_of([made[name] for name in order]) == groups_of(made.values())
