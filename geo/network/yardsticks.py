"""The usual ways by sea, to measure other ways against: by Suez, and round the Cape. Pure.

What belongs here: when a journey is measured against the open sea, and the usual way by it. A
yardstick is no answer: it is shown also when it is not among the best ways, and when it is shut.

It is shown only where a shipper would consider it, which is judged by the network of the day with
nothing shut:

- one ship sails between the journey's own port and the other end of the voyage, so that nothing
  is taken to another ocean port first;
- from there to the journey's other end it needs less land than the best way that keeps off the
  open sea, and no more than the other yardstick: who goes round does so to stay off the land.

Of several voyages through a strait the usual one is that which keeps on land least.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from geo.model.choice import Objective
from geo.model.lines import Leg, Mode
from geo.network.closing import shutting_ids
from geo.network.route import Route
from geo.network.routing import Network
from geo.records.catalog import Catalog

# Straits that are passed by who goes round by the open sea, in the order shown.
_STRAITS = ("suez_canal", "cape_of_good_hope")
Ends = tuple[str, str, Objective]


@dataclass(frozen=True, slots=True)
class Yardstick:
    """The usual way that passes a strait of the open sea; `shut_by` is empty when it is open."""

    strait_id: str
    route: Route
    shut_by: tuple[str, ...] = ()


def yardsticks_of(
    network: Network, from_id: str, to_id: str, objective: Objective
) -> tuple[Yardstick, ...]:
    """Return the ways by Suez and round the Cape that a shipper would consider for a journey."""
    ends = (from_id, to_id, objective)
    free = network.where(ignore_closures=True)
    limit_km = _land_km_without(free, ends)
    found = {}
    for strait_id in _STRAITS:
        usual = _usual(network, _voyages_from(network.catalog, strait_id, ends), ends)
        if usual is not None and (limit_km is None or land_km(usual) < limit_km):
            found[strait_id] = usual
    least_km = min(map(land_km, found.values()), default=0.0)
    return tuple(
        Yardstick(strait_id, usual, shutting_ids(network.verdicts, usual.leg_ids))
        for strait_id, usual in found.items()
        if land_km(usual) <= least_km
    )


def land_km(route: Route) -> float:
    """Return how much of a route is on land, in km."""
    return route.length_km - route.by_mode_km.get(Mode.SEA, 0.0)


def _voyages_from(catalog: Catalog, strait_id: str, ends: Ends) -> list[Leg]:
    """Return the voyages through a strait that begin or end where the journey does.

    Only the end east of the strait counts: a journey from the voyage's western port is under way
    by sea anyway.
    """
    voyages = [leg for leg in catalog.legs.values() if strait_id in leg.passes]
    return [leg for leg in voyages if _eastern_end(catalog, leg) in ends[:2]]


def _eastern_end(catalog: Catalog, leg: Leg) -> str:
    return max(leg.end_ids, key=lambda name: catalog.nodes[name].lonlat[0])


def _land_km_without(free: Network, ends: Ends) -> float | None:
    """Return the land km of the best way through none of the straits, nothing if there is none."""
    legs = free.catalog.legs.values()
    round_trips = (leg.leg_id for leg in legs if set(_STRAITS) & set(leg.passes))
    best = free.without_legs(round_trips).best(*ends)
    return None if best is None else land_km(best)


def _usual(network: Network, voyages: Iterable[Leg], ends: Ends) -> Route | None:
    """Return the way over a voyage that keeps on land least: an open one, or one that is shut."""
    for rules in (network, network.where(ignore_closures=True)):
        ways = [way for leg in voyages if (way := rules.passing(leg.leg_id, *ends)) is not None]
        if ways:
            return min(ways, key=lambda way: (land_km(way), rules.measure(way, ends[2])))
    return None
