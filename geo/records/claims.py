"""Comparing claims: like with like, contested or not.

Pure functions over records; no files, no dates of today. What is checked of claims is in
`geo/records/claimchecks.py`; what was known when, and which claim is shown, in
`geo/ledger/readings.py`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from geo.model.dates import PartialDate
from geo.model.origins import is_unsourced
from geo.model.said import About, Calendar, Claim, ClaimKind, SubjectKind
from geo.records.metrics import is_works

# Two figures this close, measured against the nearer one, are roundings of one another.
LIKE_ENOUGH = 0.02


class KindClass(StrEnum):
    """What a figure may be compared and summed with."""

    MEASURED = "measured"
    PLANNED = "planned"
    SET_ASIDE = "set_aside"


_CLASS: Mapping[ClaimKind, KindClass] = {
    ClaimKind.MEASURED: KindClass.MEASURED,
    ClaimKind.CLAIM: KindClass.MEASURED,
    ClaimKind.DERIVED: KindClass.MEASURED,
    ClaimKind.PLAN: KindClass.PLANNED,
    ClaimKind.FORECAST: KindClass.PLANNED,
    ClaimKind.ERROR: KindClass.SET_ASIDE,
    ClaimKind.SUPERSEDED: KindClass.SET_ASIDE,
}


@dataclass(frozen=True, slots=True)
class ComparableKey(About):
    """What two claims must share to be about the same thing.

    `first` and `last` bound the period counted; both and `calendar` are `None` without a period.
    The unit is part of it: money is never converted, and tonnes a year are not tonnes.
    """

    subject_kind: SubjectKind
    subject_id: str
    metric: str
    unit: str
    scope: str
    kind_class: KindClass
    first: date | None
    last: date | None
    calendar: Calendar | None


def class_of(claim: Claim) -> KindClass:
    """Return whether a claim counts as measured, as planned, or is set aside.

    Set aside is what is wrong, given up or without a source. An estimate is planned when it is
    about works, or about a period not over when it was made.
    """
    if is_unsourced(claim.source_id):
        return KindClass.SET_ASIDE
    if claim.kind is not ClaimKind.ESTIMATE:
        return _CLASS[claim.kind]
    end = claim.period_end
    ahead = end is not None and claim.said_on.dated and end.last > claim.said_on.last
    return KindClass.PLANNED if is_works(claim.metric) or ahead else KindClass.MEASURED


def comparable_key(claim: Claim) -> ComparableKey:
    """Return what another claim must share to be comparable with this one.

    A year and its first and last day are the same period. Without a period the calendar says
    nothing and is left out.
    """
    start, end = claim.period_start, claim.period_end
    first = start.first if start is not None and start.dated else None
    last = end.last if end is not None and end.dated else None
    return ComparableKey(
        subject_kind=claim.subject_kind,
        subject_id=claim.subject_id,
        metric=claim.metric,
        unit=claim.unit,
        scope=claim.scope,
        kind_class=class_of(claim),
        first=first,
        last=last,
        calendar=claim.calendar if first or last else None,
    )


def bounds_of(claim: Claim) -> tuple[float, float]:
    """Return the lowest and the highest figure stated; a single value is both.

    Hedges ("more than", "about") do not widen it: a lower bound does not excuse a gap.

    Raises
    ------
    ValueError
        If the claim states no figure; the data are checked for that on reading.
    """
    figures = [f for f in (claim.value, claim.value_low, claim.value_high) if f is not None]
    if not figures:
        raise ValueError(f"{claim.claim_id} states no figure.")
    return min(figures), max(figures)


def disagree(one: Claim, other: Claim) -> bool:
    """Return whether the figures of two comparable claims lie more than 2 % apart.

    A range agrees with every figure inside it. The gap is measured against the nearer figure.
    """
    (low, high), (other_low, other_high) = bounds_of(one), bounds_of(other)
    upper, lower = max(low, other_low), min(high, other_high)
    gap = upper - lower
    if gap <= 0:
        return False
    nearest = min(abs(upper), abs(lower))
    # A gap of exactly 2 % is none, however the two figures are rounded in binary.
    return gap > LIKE_ENOUGH * nearest * (1 + 1e-9)


def groups_of(claims: Iterable[Claim]) -> dict[ComparableKey, tuple[Claim, ...]]:
    """Return the claims by what they are about, each group in order of preference."""
    groups: dict[ComparableKey, list[Claim]] = {}
    for claim in claims:
        groups.setdefault(comparable_key(claim), []).append(claim)
    return {key: tuple(sorted(group, key=preference_order)) for key, group in groups.items()}


def latest_vintages(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return claims without those that the same speaker's later vintage of a series replaces.

    A revised series speaks once of each period, and does not contradict itself.
    """
    of_series = [claim for claim in claims if claim.vintage is not None]
    newest: dict[tuple[ComparableKey, str, str], date] = {}
    for claim in of_series:
        key = _series_key(claim)
        newest[key] = max(newest.get(key, date.min), _vintage_day(claim))
    replaced = {one.claim_id for one in of_series if _vintage_day(one) < newest[_series_key(one)]}
    return tuple(claim for claim in claims if claim.claim_id not in replaced)


def _series_key(claim: Claim) -> tuple[ComparableKey, str, str]:
    return comparable_key(claim), claim.said_by, claim.origin


def _vintage_day(claim: Claim) -> date:
    return claim.vintage.last if claim.vintage is not None else date.min


def preference_order(claim: Claim) -> tuple[bool, int, int, str]:
    """Return the sort key of a claim in its group: by rank, then the latest said first."""
    said = claim.said_on.last.toordinal() if claim.said_on.dated else 0
    return (claim.preference is None, claim.preference or 0, -said, claim.claim_id)


def is_contested(group: Sequence[Claim]) -> bool:
    """Return whether any two claims of one comparable group disagree."""
    if not group or class_of(group[0]) is KindClass.SET_ASIDE:
        return False
    # The two that lie furthest apart: the highest of the lower ends, the lowest of the upper.
    topmost = max(group, key=lambda claim: bounds_of(claim)[0])
    lowest = min(group, key=lambda claim: bounds_of(claim)[1])
    return disagree(topmost, lowest)


def range_of(group: Sequence[Claim]) -> tuple[float, float]:
    """Return the lowest and highest figure of a group."""
    bounds = [bounds_of(claim) for claim in group]
    return min(low for low, _ in bounds), max(high for _, high in bounds)


def spread_of(low: float, high: float) -> float:
    """Return by what share the larger figure exceeds the smaller, signs aside.

    Infinite when one of them is zero or they differ in sign.
    """
    if low == high:
        return 0.0
    if low * high <= 0:
        return math.inf
    return max(abs(low), abs(high)) / min(abs(low), abs(high)) - 1


def known_on(said_on: PartialDate, data_end: date) -> date:
    """Return the first day on which a statement counts as made.

    A month or year is known once it is over, so nothing is known too early; what the data hold
    had been said when they end, even if only its year is known or nothing at all.
    """
    return min(said_on.last, data_end)
