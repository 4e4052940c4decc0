"""What is checked of sound claims: their words, and the order of those that disagree.

What belongs here: faults between claims, each in its file and row. What does not: comparing them
(`geo/records/claims.py`), and sums (`geo/records/sums.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from geo.errors import Fault
from geo.model.said import Claim
from geo.records.claims import (
    KindClass,
    class_of,
    groups_of,
    is_contested,
    latest_vintages,
)
from geo.records.metrics import METRICS, UNITS

# The file and the row that something was read from.
RowAt = tuple[str, int]

# As many claims of one group as a message names.
_MOST_NAMED = 8


def vocabulary_faults(claims: Sequence[Claim], *, rows: Mapping[str, RowAt]) -> tuple[Fault, ...]:
    """Check that metrics and units are on the closed lists and fit one another.

    Parameters
    ----------
    claims
        All claims.
    rows
        File and row of each claim by id.
    """
    faults = []
    for claim in claims:
        place, metric = rows[claim.claim_id], METRICS.get(claim.metric)
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


def preference_faults(claims: Sequence[Claim], *, rows: Mapping[str, RowAt]) -> tuple[Fault, ...]:
    """Check that every contested group is ordered with a reason, or says why it is not.

    Parameters
    ----------
    claims
        All claims.
    rows
        File and row of each claim by id.
    """
    faults: list[Fault] = []
    for group in groups_of(claims).values():
        faults.extend(_double_ranks(group, rows))
        # A series that was revised does not contest itself.
        latest = latest_vintages(group)
        if is_contested(latest):
            faults.extend(_order_faults(latest, rows))
    return tuple(sorted(faults))


def _double_ranks(group: Sequence[Claim], rows: Mapping[str, RowAt]) -> list[Fault]:
    """Return claims that share their place in the order with another."""
    faults: list[Fault] = []
    taken: dict[int, str] = {}
    for claim in group:
        if claim.preference is None or class_of(claim) is KindClass.SET_ASIDE:
            continue
        if claim.preference in taken:
            message = f"{claim.claim_id} and {taken[claim.preference]} share a preference."
            remedy = "Give each its own place, 1 first."
            place = rows[claim.claim_id]
            faults.append(Fault(*place, "preference", message, remedy))
        taken[claim.preference] = claim.claim_id
    return faults


def _order_faults(group: Sequence[Claim], rows: Mapping[str, RowAt]) -> list[Fault]:
    """Return what is missing in the order of a contested group."""
    unranked = [claim for claim in group if claim.preference is None]
    if not any(claim.preference_reason for claim in group):
        names = _named(group)
        message = f"{names} disagree by more than 2 %, and no reason is given for their order."
        remedy = "Rank them, 1 first, with a reason; or leave all unranked and say why."
        place = rows[group[0].claim_id]
        return [Fault(*place, "preference_reason", message, remedy)]
    if unranked and len(unranked) < len(group):
        missing = _named(unranked)
        message = f"{missing} has no place in a contested group that is ranked."
        place = rows[unranked[0].claim_id]
        return [Fault(*place, "preference", message, "Rank all of it or none.")]
    return []


def _named(group: Sequence[Claim]) -> str:
    """Return the ids of the first claims, and how many more there are."""
    named = [claim.claim_id for claim in group[:_MOST_NAMED]]
    more = len(group) - len(named)
    return ", ".join(named) + (f" and {more:,} more" if more else "")
