"""Totals and their parts: do they add up, and may they be added at all. Pure, no files."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from geo.errors import Fault
from geo.model.origins import SHIPPED
from geo.model.said import Claim, ClaimKind
from geo.records.claimchecks import RowAt
from geo.records.claims import (
    KindClass,
    bounds_of,
    class_of,
    comparable_key,
)


class Expectation(StrEnum):
    """Whether the parts of a sum are known to give its total."""

    ADDS_UP = "adds_up"
    KNOWN_MISMATCH = "known_mismatch"


@dataclass(frozen=True, slots=True)
class Sum:
    """A total that a source states beside its parts; `tolerance` is in the total's unit."""

    sum_id: str
    total_claim_id: str
    part_claim_ids: tuple[str, ...]
    tolerance: float
    expected: str
    note: str
    origin: str = SHIPPED


@dataclass(frozen=True, slots=True)
class SumResult:
    """What the parts of one sum give; `off` by how far the total misses it (0 within a range)."""

    sum_id: str
    low: float
    high: float
    off: float
    adds_up: bool


def sum_result(total: Claim, parts: Sequence[Claim], check: Sum) -> SumResult:
    """Add the parts and compare them with the total."""
    bounds = [bounds_of(part) for part in parts]
    low, high = math.fsum(b[0] for b in bounds), math.fsum(b[1] for b in bounds)
    total_low, total_high = bounds_of(total)
    off = max(low - total_high, total_low - high, 0.0)
    rounding = 1e-9 * max(abs(total_low), abs(total_high), 1.0)
    return SumResult(check.sum_id, low, high, off, off <= check.tolerance + rounding)


def sum_faults(
    claims: Sequence[Claim], sums: Sequence[Sum], *, rows: Mapping[str, RowAt]
) -> tuple[Fault, ...]:
    """Check that stated parts give their totals, and that only like is added to like.

    A sum marked `known_mismatch` must really fail, and one of its claims must tell the reader,
    by its kind `error` or by a note; otherwise the mark has gone stale.

    Parameters
    ----------
    claims, sums
        All claims and all sums.
    rows
        File and row of each sum by id.
    """
    by_id = {claim.claim_id: claim for claim in claims}
    faults: list[Fault] = []
    for check in sums:
        faults.extend(
            Fault(*rows[check.sum_id], column, f"{check.sum_id}: {said}", remedy)
            for column, said, remedy in _problems_of(check, by_id)
        )
    return tuple(sorted(faults))


def _problems_of(check: Sum, by_id: Mapping[str, Claim]) -> list[tuple[str, str, str]]:
    """Return what is wrong with one sum, as (column, message, remedy)."""
    if check.expected not in set(Expectation):
        known = ", ".join(Expectation)
        return [("expected", f"{check.expected!r} is unknown.", f"Known are {known}.")]
    part_ids = check.part_claim_ids
    if not part_ids or len({check.total_claim_id, *part_ids}) <= len(part_ids):
        remedy = "Name each part once, and not the total."
        return [("part_claim_ids", "No parts, or a claim named twice.", remedy)]
    unknown = [name for name in (check.total_claim_id, *part_ids) if name not in by_id]
    if unknown:
        message = f"There is no claim {', '.join(unknown)}."
        return [("part_claim_ids", message, "Name claims of claims.csv.")]
    total, parts = by_id[check.total_claim_id], [by_id[name] for name in part_ids]
    mixed = _mixture_of(total, parts)
    if mixed:
        return [("part_claim_ids", message, remedy) for message, remedy in mixed]
    return _arithmetic_of(check, total, parts)


def _arithmetic_of(check: Sum, total: Claim, parts: Sequence[Claim]) -> list[tuple[str, str, str]]:
    """Return where the figures and the expectation part ways."""
    result = sum_result(total, parts, check)
    if check.expected == Expectation.ADDS_UP and not result.adds_up:
        given = f"{result.low:,.10g}"
        given += "" if result.low == result.high else f" to {result.high:,.10g}"
        message = f"The parts give {given}, off {total.claim_id} by {result.off:,.10g}."
        remedy = "Mend the figures, or mark the sum known_mismatch and flag the wrong claim."
        return [("total_claim_id", message, remedy)]
    if check.expected == Expectation.KNOWN_MISMATCH and result.adds_up:
        return [("expected", "The parts do give the total.", "Mark it adds_up.")]
    told = any(claim.kind is ClaimKind.ERROR or claim.note for claim in (total, *parts))
    if check.expected == Expectation.KNOWN_MISMATCH and not told:
        message = "Nothing tells the reader that these figures do not add up."
        return [("total_claim_id", message, "Mark a claim error, or give it a note.")]
    return []


def _mixture_of(total: Claim, parts: Sequence[Claim]) -> list[tuple[str, str]]:
    """Return what forbids adding these parts, as (message, remedy)."""
    problems = []
    everything = (total, *parts)
    planned = [c.claim_id for c in everything if class_of(c) is KindClass.PLANNED]
    if planned and any(class_of(claim) is KindClass.MEASURED for claim in everything):
        message = f"{', '.join(planned)} is planned or forecast, the rest is measured."
        problems.append((message, "Sum measured figures with measured ones only."))
    units = sorted({claim.unit for claim in everything})
    if len(units) > 1:
        message = f"The figures stand in different units ({', '.join(units)})."
        problems.append((message, "Sum figures of one unit."))
    key = comparable_key(total)
    for part in parts:
        other = comparable_key(part)
        early = key.first and other.first and other.first < key.first
        late = key.last and other.last and other.last > key.last
        if early or late:
            message = f"{part.claim_id} counts days outside the period of the total."
            problems.append((message, "Sum parts that lie within the period of their total."))
    return problems
