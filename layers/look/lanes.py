"""Which side of a shared leg each corridor's lane takes.

What belongs here: the direction in which lanes are counted, so that a corridor stays on one side
along a chain of shared legs whatever way each leg was digitised. What does not: widths and gaps
(`layers/look/looks.py`) and drawing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from geo.model.lines import Branch, Leg
from geo.state.select import LegState


def lane_directions(
    states: Sequence[LegState], *, branches: Mapping[str, Branch], legs: Mapping[str, Leg]
) -> dict[str, int]:
    """Return for each leg 1, or -1 when its lanes are counted against its alignment.

    A leg takes the direction of travel of the first visible branch that uses it.
    """
    first = {state.branch_ids[0] for state in states if state.branch_ids}
    chains = {name: directions_along(branches[name], legs) for name in first}
    return {
        state.leg.leg_id: chains[state.branch_ids[0]][state.leg.leg_id] if state.branch_ids else 1
        for state in states
    }


def directions_along(branch: Branch, legs: Mapping[str, Leg]) -> dict[str, int]:
    """Return for each leg of a branch 1 when the branch travels it as it is digitised, else -1."""
    chain = [legs[name] for name in branch.leg_ids]
    found: dict[str, int] = {}
    for before, leg, after in zip([None, *chain], chain, [*chain[1:], None], strict=False):
        way = 1
        if after is not None:
            way = 1 if leg.to_id in after.end_ids else -1
        elif before is not None:
            way = 1 if leg.from_id in before.end_ids else -1
        found.setdefault(leg.leg_id, way)
    return found
