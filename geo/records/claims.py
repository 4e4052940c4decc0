"""Comparing claims: like with like, contested or not, parts and their sums.

Pure functions over records; no files, no dates of today. What was known when, and which claim
is shown, is in `geo.ledger.readings`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from geo.errors import Fault
from geo.model.dates import PartialDate, Precision
from geo.model.origins import is_unsourced
from geo.model.said import Calendar, Claim, ClaimKind, SubjectKind
from geo.records.metrics import METRICS, UNITS, is_works

CLAIMS_FILE = "claims.csv"

# The file and the row that something was read from.
Place = tuple[str, int]

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
class ComparableKey:
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


@dataclass(frozen=True, slots=True)
class ContestedGroup:
    """Claims about the same thing, at least two of which lie more than 2 % apart.

    `claims` stand in order of preference; `low` and `high` bound them, and `spread` is by what
    share the larger exceeds the smaller (`spread_of`).
    """

    key: ComparableKey
    claims: tuple[Claim, ...]
    low: float
    high: float
    spread: float


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
    ahead = end is not None and _is_dated(claim.said_on) and end.last > claim.said_on.last
    return KindClass.PLANNED if is_works(claim.metric) or ahead else KindClass.MEASURED


def comparable_key(claim: Claim) -> ComparableKey:
    """Return what another claim must share to be comparable with this one.

    A year and its first and last day are the same period. Without a period the calendar says
    nothing and is left out.
    """
    start, end = claim.period_start, claim.period_end
    first = start.first if start is not None and _is_dated(start) else None
    last = end.last if end is not None and _is_dated(end) else None
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


def contested_pair(one: Claim, other: Claim) -> bool:
    """Return whether two claims are about the same thing and disagree."""
    key = comparable_key(one)
    if key.kind_class is KindClass.SET_ASIDE or key != comparable_key(other):
        return False
    return disagree(one, other)


def groups_of(claims: Iterable[Claim]) -> dict[ComparableKey, tuple[Claim, ...]]:
    """Return the claims by what they are about, each group in order of preference."""
    groups: dict[ComparableKey, list[Claim]] = {}
    for claim in claims:
        groups.setdefault(comparable_key(claim), []).append(claim)
    return {key: tuple(sorted(group, key=preference_order)) for key, group in groups.items()}


def preference_order(claim: Claim) -> tuple[bool, int, int, str]:
    """Return the sort key of a claim in its group: by rank, then the latest said first."""
    said = claim.said_on.last.toordinal() if _is_dated(claim.said_on) else 0
    return (claim.preference is None, claim.preference or 0, -said, claim.claim_id)


def contested_groups(claims: Iterable[Claim]) -> tuple[ContestedGroup, ...]:
    """Find every group whose sources disagree, the widest spread first.

    Errors and superseded figures are set aside: they are shown, but nobody stands by them.
    """
    found = []
    for key, group in groups_of(claims).items():
        if is_contested(group):
            low, high = range_of(group)
            found.append(ContestedGroup(key, group, low, high, spread_of(low, high)))
    return tuple(sorted(found, key=lambda group: (-group.spread, group.claims[0].claim_id)))


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


def vocabulary_faults(
    claims: Sequence[Claim], *, rows: Mapping[str, Place] | None = None
) -> tuple[Fault, ...]:
    """Check that metrics and units are on the closed lists and fit one another.

    Parameters
    ----------
    claims
        All claims, in the order of their file.
    rows
        File and row of each claim by id; by default `claims.csv` in their order.
    """
    at = rows or rows_below_header(CLAIMS_FILE, [claim.claim_id for claim in claims])
    faults = []
    for claim in claims:
        place, metric = at[claim.claim_id], METRICS.get(claim.metric)
        if metric is None:
            known = ", ".join(METRICS)
            message = f"{claim.metric!r} is not a known metric."
            faults.append(Fault(*place, "metric", message, f"Known are {known}."))
        if claim.unit not in UNITS:
            message = f"{claim.unit!r} is not a known unit."
            remedy = f"Known are {', '.join(UNITS)}."
            faults.append(Fault(*place, "unit", message, remedy))
        elif metric is not None and claim.unit not in metric.units:
            message = f"{claim.metric} is not counted in {claim.unit}."
            remedy = f"It is counted in {', '.join(metric.units)}."
            faults.append(Fault(*place, "unit", message, remedy))
    return tuple(sorted(faults))


def preference_faults(
    claims: Sequence[Claim], *, rows: Mapping[str, Place] | None = None
) -> tuple[Fault, ...]:
    """Check that every contested group is ordered with a reason, or says why it is not.

    Parameters
    ----------
    claims
        All claims, in the order of their file.
    rows
        File and row of each claim by id; by default `claims.csv` in their order.
    """
    at = rows or rows_below_header(CLAIMS_FILE, [claim.claim_id for claim in claims])
    faults: list[Fault] = []
    for group in groups_of(claims).values():
        faults.extend(_double_ranks(group, at))
        if is_contested(group):
            faults.extend(_order_faults(group, at))
    return tuple(sorted(faults))


def rows_below_header(file: str, ids: Sequence[str]) -> dict[str, Place]:
    """Return file and row of each id of a table in this order, the header being line 1."""
    return {name: (file, row) for row, name in enumerate(ids, start=2)}


def _is_dated(when: PartialDate) -> bool:
    return when.precision is not Precision.UNDATED


def _double_ranks(group: Sequence[Claim], at: Mapping[str, Place]) -> list[Fault]:
    """Return claims that share their place in the order with another."""
    faults: list[Fault] = []
    taken: dict[int, str] = {}
    for claim in group:
        if claim.preference is None or class_of(claim) is KindClass.SET_ASIDE:
            continue
        if claim.preference in taken:
            message = f"{claim.claim_id} and {taken[claim.preference]} share a preference."
            remedy = "Give each its own place, 1 first."
            place = at[claim.claim_id]
            faults.append(Fault(*place, "preference", message, remedy))
        taken[claim.preference] = claim.claim_id
    return faults


def _order_faults(group: Sequence[Claim], at: Mapping[str, Place]) -> list[Fault]:
    """Return what is missing in the order of a contested group."""
    unranked = [claim for claim in group if claim.preference is None]
    if not any(claim.preference_reason for claim in group):
        names = ", ".join(claim.claim_id for claim in group)
        message = f"{names} disagree by more than 2 %, and no reason is given for their order."
        remedy = "Rank them, 1 first, with a reason; or leave all unranked and say why."
        place = at[group[0].claim_id]
        return [Fault(*place, "preference_reason", message, remedy)]
    if unranked and len(unranked) < len(group):
        missing = ", ".join(claim.claim_id for claim in unranked)
        message = f"{missing} has no place in a contested group that is ranked."
        place = at[unranked[0].claim_id]
        return [Fault(*place, "preference", message, "Rank all of it or none.")]
    return []
