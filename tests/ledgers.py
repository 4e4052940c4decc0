"""Builders of single claims, events and sources for hand-drawn little ledgers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from geo.model.dates import PartialDate
from geo.model.said import (
    Calendar,
    Claim,
    ClaimKind,
    Event,
    EventKind,
    EventType,
    Qualifier,
    Source,
    SubjectKind,
)
from geo.records.cells import UNDATED, partial_date_of
from geo.records.claimchecks import RowAt
from geo.records.claims import groups_of, is_contested
from geo.records.sums import Sum

DATA_END = date(2026, 7, 5)


def when(text: str) -> PartialDate:
    """Read `2025`, `2025-07` or `2025-07-31`; nothing means undated."""
    return partial_date_of(text) if text else UNDATED


def places(records: Iterable[Claim | Sum]) -> dict[str, RowAt]:
    """Return file and row of claims or sums that stand in this order below their header."""
    return {
        one.claim_id if isinstance(one, Claim) else one.sum_id: (
            "claims.csv" if isinstance(one, Claim) else "sums.csv",
            row,
        )
        for row, one in enumerate(records, start=2)
    }


def contest(*claims: Claim) -> bool:
    """Return whether any of some claims disagree about the same thing."""
    return any(is_contested(group) for group in groups_of(claims).values())


def claim(
    claim_id: str,
    value: float | tuple[float, float] = 100.0,
    *,
    said: str = "2024-01-01",
    by: str = "Speaker",
    period: tuple[str, str] | None = None,
    **changes: Any,
) -> Claim:
    """Return a claim on the length of corridor `line`; `changes` overrides any field."""
    low, high = value if isinstance(value, tuple) else (None, None)
    made = Claim(
        claim_id=claim_id,
        subject_kind=SubjectKind.CORRIDOR,
        subject_id="line",
        metric="freight_volume",
        value=None if isinstance(value, tuple) else value,
        value_low=low,
        value_high=high,
        unit="t",
        qualifier=Qualifier.NONE,
        scope="whole line",
        period_start=when(period[0]) if period else None,
        period_end=when(period[1]) if period else None,
        calendar=Calendar.GREGORIAN if period else Calendar.UNDEFINED,
        kind=ClaimKind.MEASURED,
        said_by=by,
        said_on=when(said),
        source_id="s1",
        note="",
        preference=None,
        preference_reason="",
        fact_ids=(),
    )
    return replace(made, **changes)


def event(
    event_id: str,
    on: str,
    *,
    kind: EventKind = EventKind.ACTUAL,
    type_: EventType = EventType.OPENED,
    said: str = "",
    promise: str = "",
) -> Event:
    """Return an event of corridor `line`; `said` is when a promise was made."""
    return Event(
        event_id=event_id,
        subject_kind=SubjectKind.CORRIDOR,
        subject_id="line",
        node_id="",
        type=type_,
        date=when(on),
        kind=kind,
        said_on=when(said or on),
        promise_id=promise,
        headline=f"Headline of {event_id}",
        source_id="s1",
        note="",
        fact_ids=(),
    )


def source(source_id: str = "s1", **changes: Any) -> Source:
    """Return a source; `changes` overrides any field."""
    made = Source(
        source_id=source_id,
        title="A page",
        publisher="The Paper",
        published=when("2024-05-02"),
        published_inferred=False,
        url="https://example.org/page",
        accessed="2026-01-01",
        kind="news",
        read="opening",
    )
    return replace(made, **changes)


SOURCES = {"s1": source("s1"), "s2": source("s2", publisher="")}
