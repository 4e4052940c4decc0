"""Ranked places and lines in words: why each is named, and what its loss costs.

What belongs here: the rows and sentences of a ranking. What does not: the ranking itself
(`geo/network/ranking.py`), and the words of a route (`layers/words/routes.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from geo.model.choice import Objective
from geo.model.said import SubjectKind
from geo.network.ranking import Criticality, Reason
from geo.network.strip import nodes_along
from geo.network.whatif import Answer
from geo.records.catalog import Catalog
from layers.words.routes import MEASURES, detour_texts, range_record, signed_text

RANKING_LEAVES_OUT = (
    "Left out is what is lost without loss, and what merely lies on the only stub to the start or "
    "the end."
)


# As many places as a sentence holds.
_MOST_NAMED = 2


def critical_rows(
    catalog: Catalog, ranking: Sequence[Criticality], answer: Answer
) -> list[dict[str, str]]:
    """Return the ranked list of places or lines: why each is in it, and what its loss costs.

    Transfers and borders have a column of their own when they are what is spared.
    """
    objective = answer.query.objective
    counted = objective in (Objective.TRANSFERS, Objective.BORDERS)
    rows = []
    for place, one in enumerate(ranking, start=1):
        row = {
            "No.": str(place),
            "If it is lost": subject_of_loss(catalog, one),
            "Why": reason_text(one, answer),
        }
        row.update(zip(MEASURES, detour_texts(one.detour), strict=True))
        if counted:
            row[str(objective).capitalize()] = "" if one.after is None else signed_text(one.extra)
        rows.append(row)
    return rows


def subject_of_loss(catalog: Catalog, one: Criticality) -> str:
    """Return the name of what is lost: a place, a line, or any of several one after another."""
    if one.kind is SubjectKind.NODE:
        names = [catalog.nodes[name].name for name in one.subject_ids]
        more = len(names) - _MOST_NAMED
        said = ", ".join(names[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
        return said if len(names) == 1 else f"any of {said}"
    legs = [catalog.legs[name] for name in one.subject_ids]
    if len(legs) == 1:
        return legs[0].name
    first, *_, last = (catalog.nodes[name].name for name in nodes_along(legs))
    return f"{first} – {last}, any of {len(legs)} lines one after another"


_GROWS = {
    Objective.TIME: "slower",
    Objective.DISTANCE: "longer",
    Objective.COST: "dearer",
    Objective.TRANSFERS: "richer in transfers",
    Objective.BORDERS: "richer in borders",
}


def reason_text(one: Criticality, answer: Answer) -> str:
    """Return why a place or line is ranked, and how many of the ways found go over it."""
    if one.reason is Reason.CUT:
        reason = "no route is left"
    elif one.reason is Reason.CONDITION:
        reason = "what is left leads over places last known shut"
    else:
        grown = _GROWS[answer.query.objective] if one.extra else "longer"
        reason = f"the best route left is {grown}"
    if len(answer.routes) == 1:
        return f"{reason}; on the only route found"
    return f"{reason}; on {one.ways} of {len(answer.routes)} routes found"


def matters_text(catalog: Catalog, ranking: Sequence[Criticality], answer: Answer) -> str:
    """Return the first of a ranking with their reasons, in one sentence; empty for none."""
    if not ranking:
        return ""
    said = (
        f"{subject_of_loss(catalog, one)} ({reason_text(one, answer).split('; ')[0]}"
        f"{_extra_text(one, answer.query.objective)})"
        for one in ranking[:_MOST_NAMED]
    )
    return f"Matters most: {'; '.join(said)}."


def _extra_text(one: Criticality, objective: Objective) -> str:
    """Return what the ranking goes by, the central figure of a detour."""
    if one.after is None:
        return ""
    unit, divisor = {
        Objective.TIME: ("days, central figure", 24),
        Objective.DISTANCE: ("km", 1),
        Objective.COST: (f"USD per {one.after.basis}, central figure", 1),
    }.get(objective, (str(objective), 1))
    return f", {signed_text(one.extra / divisor)} {unit}"


def critical_record(one: Criticality) -> dict[str, Any]:
    """Return a ranked place or line as plain values for JSON, its reason with it."""
    return {
        "kind": one.kind.value,
        "ids": list(one.subject_ids),
        "reason": one.reason.value,
        "on_ways": one.ways,
        "more_km": one.detour and round(one.detour.km, 1),
        "more_hours": one.detour and range_record(one.detour.hours),
        "more_usd": one.detour and range_record(one.detour.money),
    }
