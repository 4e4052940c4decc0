"""Lengths and crossings of what is selected: by status and mode, borders, breaks of gauge. Pure.

Lengths are the legs' own `length_km`, not re-measured from the drawn line.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from geo.model.lines import Mode, Node
from geo.model.states import Status
from geo.state.select import LegState


@dataclass(frozen=True, slots=True)
class Extent:
    """What a set of legs adds up to; lengths in km."""

    total_km: float
    by_status_km: Mapping[Status, float]
    by_mode_km: Mapping[Mode, float]
    border_leg_ids: tuple[str, ...]
    gauge_break_ids: tuple[str, ...]


def extent_of(legs: Iterable[LegState], nodes: Mapping[str, Node]) -> Extent:
    """Return lengths by status and mode, and the nodes where borders and gauges change."""
    states = list(legs)
    by_status: defaultdict[Status, float] = defaultdict(float)
    by_mode: defaultdict[Mode, float] = defaultdict(float)
    for state in states:
        by_status[state.status] += state.leg.length_km
        by_mode[state.leg.mode] += state.leg.length_km
    return Extent(
        total_km=sum(by_mode.values()),
        by_status_km=dict(by_status),
        by_mode_km=dict(by_mode),
        border_leg_ids=border_legs_of(states, nodes),
        gauge_break_ids=gauge_breaks_of(states),
    )


def border_legs_of(states: Iterable[LegState], nodes: Mapping[str, Node]) -> tuple[str, ...]:
    """Return the legs whose ends lie in different countries: each crosses a border."""
    return tuple(
        state.leg.leg_id
        for state in states
        if nodes[state.leg.from_id].country != nodes[state.leg.to_id].country
    )


def gauge_breaks_of(states: Iterable[LegState]) -> tuple[str, ...]:
    """Return the nodes where rail legs of different gauge meet, in the order met."""
    gauges: dict[str, set[int]] = {}
    for state in states:
        leg = state.leg
        if leg.mode is Mode.RAIL and leg.gauge_mm is not None:
            for node_id in leg.end_ids:
                gauges.setdefault(node_id, set()).add(leg.gauge_mm)
    return tuple(node_id for node_id, found in gauges.items() if len(found) > 1)
