"""Promises: promised again, kept, overdue, dormant."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.ledger.promises import Promise, PromiseState, promises_of
from geo.model.said import EventKind, EventType
from tests.ledgers import DATA_END, event


def promise(event_id: str, on: str, said: str, **changes: str) -> object:
    return event(
        event_id,
        on,
        said=said,
        kind=EventKind.PROMISED,
        type_=EventType.DEADLINE,
        promise=changes.get("promise", "p"),
    )


def at(events: list[object], as_of: str) -> tuple[Promise, ...]:
    return promises_of(events, as_of=date.fromisoformat(as_of), data_end=DATA_END)  # type: ignore[arg-type]


# One promise told twice and kept:
#
#   2023-01-10 said "by 2024-03"      2024-02-01 said "by 2024-12-31"     2025-02-05 opened
#   ----|-----------------------------------|----------------|------------------|-------->
TWICE = [
    promise("first", "2024-03", "2023-01-10"),
    promise("again", "2024-12-31", "2024-02-01"),
    event("kept", "2025-02-05", promise="p"),
]


def test_before_it_was_said_nobody_knows() -> None:
    assert at(TWICE, "2023-01-09") == ()


def test_pending_until_the_month_is_over() -> None:
    (one,) = at(TWICE[:1], "2024-03-31")
    assert (one.state, one.late_days_low) == (PromiseState.PENDING, None)
    (one,) = at(TWICE[:1], "2024-04-01")
    assert (one.state, one.late_days_low, one.late_days_high) == (PromiseState.OVERDUE, 1, 1)


def test_promised_again_is_overdue_by_the_first_date() -> None:
    (one,) = at(TWICE, "2024-06-29")
    assert [made.event_id for made in one.made] == ["first", "again"]
    assert (one.state, one.late_days_low) == (PromiseState.OVERDUE, 90)
    assert one.latest_late_days is None
    (one,) = at(TWICE, "2025-01-03")
    assert (one.late_days_low, one.latest_late_days) == (278, 3)


def test_kept_late_by_a_month_of_doubt() -> None:
    (one,) = at(TWICE, "2025-02-05")
    assert one.outcome is not None
    assert one.state is PromiseState.KEPT
    assert (one.late_days_low, one.late_days_high) == (311, 341)
    assert not one.dormant


def test_kept_early_is_negative() -> None:
    early = [promise("p1", "2024-03-31", "2023-01-10"), event("k", "2024-03-21", promise="p")]
    (one,) = at(early, "2024-04-01")
    assert (one.late_days_low, one.late_days_high) == (-10, -10)


def test_given_up() -> None:
    ended = [TWICE[0], event("end", "2024-01-01", type_=EventType.CANCELLED, promise="p")]
    (one,) = at(ended, "2025-01-01")
    assert (one.state, one.late_days_low, one.dormant) == (PromiseState.GIVEN_UP, None, False)


@pytest.mark.parametrize("kind", [EventType.DELAYED, EventType.MEETING, EventType.ANNOUNCED])
def test_talk_keeps_no_promise(kind: EventType) -> None:
    (one,) = at([TWICE[0], event("talk", "2024-05-01", type_=kind, promise="p")], "2024-06-01")
    assert one.state is PromiseState.OVERDUE
    assert one.last_mentioned == date(2024, 5, 1)


def test_dormant_after_two_years_of_silence() -> None:
    said = [promise("p1", "2030-01-01", "2023-01-10")]
    assert not at(said, "2025-01-10")[0].dormant
    (one,) = at(said, "2025-01-11")
    assert (one.dormant, one.state) == (True, PromiseState.PENDING)
    spoken = [*said, event("talk", "2024-12-01", type_=EventType.MEETING, promise="p")]
    assert not at(spoken, "2025-01-11")[0].dormant


def test_no_date_cannot_be_missed() -> None:
    (one,) = at([promise("p1", "", "2023-01-10")], "2026-01-01")
    assert (one.state, one.late_days_low) == (PromiseState.NO_DATE, None)
    assert one.dormant


def test_an_outcome_without_a_promise_is_none() -> None:
    assert at([event("k", "2024-03-21", promise="p")], "2025-01-01") == ()
    assert at([event("k", "2024-03-21")], "2025-01-01") == ()


def test_overdue_ones_come_first() -> None:
    events = [
        promise("a", "2030-01-01", "2024-01-01", promise="far"),
        promise("b", "2024-06-01", "2024-01-01", promise="missed"),
    ]
    assert [one.promise_id for one in at(events, "2025-01-01")] == ["missed", "far"]


days = st.integers(0, 2000).map(lambda n: date(2020, 1, 1) + timedelta(days=n))


@given(due=days, said=days, kept=days, early=days, late=days)
def test_time_only_adds(due: date, said: date, kept: date, early: date, late: date) -> None:
    early, late = min(early, late), max(early, late)
    thread = [
        promise("p1", due.isoformat(), said.isoformat()),
        event("k", kept.isoformat(), promise="p"),
    ]
    before, after = at(thread, early.isoformat()), at(thread, late.isoformat())
    assert {one.promise_id for one in before} <= {one.promise_id for one in after}
    if before and before[0].state is PromiseState.KEPT:
        assert after[0] == replace(before[0], as_of=late)
    for one in after:
        if one.state is PromiseState.OVERDUE:
            assert one.late_days_low == (late - due).days > 0
