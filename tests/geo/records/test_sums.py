"""Totals and their parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import Fault
from geo.model.said import Claim, ClaimKind
from geo.records.sums import Sum, sum_faults, sum_result
from tests.ledgers import claim, places

WEEK = ("2025-08-01", "2025-08-07")


def check(*, total: str = "total", parts: tuple[str, ...] = ("a", "b"), **changes: Any) -> Sum:
    fields = {"tolerance": 0.0, "expected": "adds_up", "note": "", **changes}
    return Sum("sum_1", total, parts, **fields)


def faults_of(claims: Sequence[Claim], sums: Sequence[Sum]) -> tuple[Fault, ...]:
    return sum_faults(claims, sums, rows=places(sums))


def test_parts_that_give_their_total() -> None:
    claims = [claim("total", 220), claim("a", 3), claim("b", 217)]
    assert faults_of(claims, [check()]) == ()
    assert sum_result(claims[0], claims[1:], check()).low == 220


def test_parts_that_do_not_are_told_apart_from_rounding() -> None:
    claims = [claim("total", 76_076), claim("a", 61_240), claim("b", 14_866)]
    (fault,) = faults_of(claims, [check()])
    assert (fault.file, fault.row, fault.column) == ("sums.csv", 2, "total_claim_id")
    assert "76,106" in fault.message
    assert "off total by 30" in fault.message
    assert faults_of(claims, [check(tolerance=30.0)]) == ()
    assert faults_of(claims, [check(tolerance=29.0)]) != ()


def test_a_known_mismatch_must_fail_and_must_be_told() -> None:
    silent = [claim("total", 100), claim("a", 60), claim("b", 50)]
    (fault,) = faults_of(silent, [check(expected="known_mismatch")])
    assert "Nothing tells the reader" in fault.message
    noted = [claim("total", 100, note="parts give 110"), *silent[1:]]
    assert faults_of(noted, [check(expected="known_mismatch")]) == ()
    flagged = [claim("total", 100, kind=ClaimKind.ERROR), *silent[1:]]
    assert faults_of(flagged, [check(expected="known_mismatch")]) == ()
    right = [claim("total", 110, note="x"), *silent[1:]]
    (fault,) = faults_of(right, [check(expected="known_mismatch")])
    assert (fault.column, fault.remedy) == ("expected", "Mark it adds_up.")


def test_a_plan_is_never_summed_with_a_measured_figure() -> None:
    claims = [claim("total", 110), claim("a", 60), claim("b", 50, kind=ClaimKind.PLAN)]
    (fault,) = faults_of(claims, [check()])
    assert "b is planned" in fault.message
    planned = [
        claim(name, value, kind=ClaimKind.FORECAST)
        for name, value in (("total", 110), ("a", 60), ("b", 50))
    ]
    assert faults_of(planned, [check()]) == ()


def test_units_and_periods_must_fit() -> None:
    claims = [
        claim("total", 110, period=WEEK),
        claim("a", 60, period=("2025-08-07", "2025-08-08")),
        claim("b", 50, period=WEEK, unit="t/yr"),
    ]
    messages = " ".join(fault.message for fault in faults_of(claims, [check()]))
    assert "different units (t, t/yr)" in messages
    assert "a counts days outside" in messages


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"expected": "perhaps"}, "expected"),
        ({"parts": ()}, "part_claim_ids"),
        ({"parts": ("a", "a")}, "part_claim_ids"),
        ({"parts": ("a", "total")}, "part_claim_ids"),
        ({"parts": ("a", "nowhere")}, "part_claim_ids"),
        ({"total": "nowhere"}, "part_claim_ids"),
    ],
)
def test_a_sum_that_makes_no_sense(changes: dict[str, object], column: str) -> None:
    claims = [claim("total", 110), claim("a", 60), claim("b", 50)]
    (fault,) = faults_of(claims, [check(**changes)])  # type: ignore[arg-type]
    assert fault.column == column


def test_all_faults_come_together() -> None:
    claims = [claim("total", 1), claim("a", 60), claim("b", 50)]
    other = replace(check(expected="x"), sum_id="sum_2")
    assert [fault.row for fault in faults_of(claims, [check(), other])] == [2, 3]


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=8), st.integers(1, 10**6))
def test_whole_parts_always_add_up_and_a_shift_never_does(parts: list[int], shift: int) -> None:
    claims = [claim(f"p{place}", float(value)) for place, value in enumerate(parts)]
    names = tuple(part.claim_id for part in claims)
    exact = [claim("total", float(sum(parts))), *claims]
    assert faults_of(exact, [check(parts=names)]) == ()
    shifted = [claim("total", float(sum(parts)) + shift), *claims]
    # A shift smaller than a float can hold at this size is not asked for: 1 in 10**10 is seen.
    assert bool(faults_of(shifted, [check(parts=names)])) == (shift > 1e-9 * (sum(parts) + shift))
