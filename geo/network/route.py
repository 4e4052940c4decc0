"""A question to the network and a route as its answer. Pure.

Finding routes is in `geo.network.routing`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from geo.model.choice import Basis, Objective, Scenario
from geo.model.lines import Between, Mode
from geo.records.catalog import Catalog
from geo.records.costs import Range, Stop

# Two ways are different when less than this share of the shorter one is common to both.
MAX_SHARED = 0.7
# A way so many times as long as the shortest one found is no alternative to it.
MAX_TIMES_LONGER = 5.0


@dataclass(frozen=True, slots=True)
class Query(Between):
    """What is asked of the network.

    `contested` tells whether places whose closure is contested may be used; such
    a way then names them as its conditions.
    """

    from_id: str
    to_id: str
    on: date
    objective: Objective = Objective.TIME
    scenario: Scenario = field(default_factory=Scenario)
    basis: Basis = Basis.TONNE
    contested: bool = True
    alternatives: int = 5


@dataclass(frozen=True, slots=True)
class Transfer:
    """A change of gauge, mode or ship at a node, or a border crossed on a leg.

    Loading on a ship where a journey begins and unloading where it ends are changes as well.
    """

    stop: Stop
    place_id: str


@dataclass(frozen=True, slots=True)
class Route:
    """A walk through legs. Lengths in km, time in hours, money in USD per tonne or TEU."""

    node_ids: tuple[str, ...]
    leg_ids: tuple[str, ...]
    transfers: tuple[Transfer, ...]
    length_km: float
    by_mode_km: Mapping[Mode, float]
    unbuilt_km: float
    countries: tuple[str, ...]
    border_leg_ids: tuple[str, ...]
    gauge_break_ids: tuple[str, ...]
    straits: tuple[str, ...]
    port_ids: tuple[str, ...]
    hours: Range
    money: Range
    basis: Basis
    conditions: tuple[str, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Detour:
    """What a route takes more than the one before it, time and money end by end of their ranges."""

    after: Route
    km: float
    hours: Range
    money: Range


def detour_of(before: Route, after: Route) -> Detour:
    """Return what one route takes more than another."""
    km = after.length_km - before.length_km
    return Detour(after, km, after.hours.minus(before.hours), after.money.minus(before.money))


def shared_share(first: Route, second: Route, catalog: Catalog) -> float:
    """Return how much of the shorter route's length both have in common, 0 to 1."""
    common = set(first.leg_ids) & set(second.leg_ids)
    km = sum(catalog.legs[leg_id].length_km for leg_id in common)
    shorter = min(first.length_km, second.length_km)
    return km / shorter if shorter else 1.0
