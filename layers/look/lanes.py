"""Which side of a shared leg each corridor's lane takes.

What belongs here: the direction in which lanes are counted, so that a corridor stays on one side
along a chain of shared legs whatever way each leg was digitised. What does not: widths and gaps
(`layers/look/looks.py`) and drawing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from geo.model.lines import Branch, Leg
from geo.state.select import LegState


def lane_directions(
    states: Iterable[LegState], *, branches: Mapping[str, Branch], legs: Mapping[str, Leg]
) -> dict[str, int]:
    """Return for each leg 1, or -1 when its lanes are counted against its alignment.

    A leg takes the direction of travel of the first visible branch that uses it.
    """
    return {
        state.leg.leg_id: direction_of(state.leg, branches[state.branch_ids[0]], legs)
        if state.branch_ids
        else 1
        for state in states
    }


def direction_of(leg: Leg, branch: Branch, legs: Mapping[str, Leg]) -> int:
    """Return 1 when a branch travels a leg of its own as it is digitised, else -1."""
    at = branch.leg_ids.index(leg.leg_id)
    if at + 1 < len(branch.leg_ids):
        after = legs[branch.leg_ids[at + 1]]
        return 1 if leg.to_id in (after.from_id, after.to_id) else -1
    if at > 0:
        before = legs[branch.leg_ids[at - 1]]
        return 1 if leg.from_id in (before.from_id, before.to_id) else -1
    return 1
