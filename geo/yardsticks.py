"""The usual ways by sea, to measure other ways against: by Suez, and round the Cape. Pure.

What belongs here: when a journey is measured against the open sea, and the best way by it. A
yardstick is no answer: it is shown also when it is not among the best ways, and when it is shut.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from geo.catalog import Catalog
from geo.closing import shutting_ids
from geo.model import Leg, Mode, Objective
from geo.network import Network
from geo.route import Route

# Straits that are passed by who goes round by the open sea, in the order shown.
STRAITS = ("suez_canal", "cape_of_good_hope")


@dataclass(frozen=True, slots=True)
class Yardstick:
    """The best way that passes a strait of the open sea; `shut_by` is empty when it is open."""

    strait_id: str
    route: Route
    shut_by: tuple[str, ...] = ()


def yardsticks_of(
    network: Network, from_id: str, to_id: str, objective: Objective
) -> tuple[Yardstick, ...]:
    """Return the ways by Suez and round the Cape for a journey to or from an ocean port.

    An ocean port is one that ships reach from the eastern end of the voyage without passing
    either strait. A journey with no end or both ends there is not measured so.
    """
    catalog = network.catalog
    found = []
    for strait_id in STRAITS:
        voyages = [leg for leg in catalog.legs.values() if strait_id in leg.passes]
        ocean = _ocean_ports(catalog, voyages)
        if (from_id in ocean) is (to_id in ocean):
            continue
        best = _best(network, voyages, (from_id, to_id, objective))
        if best is not None:
            found.append(Yardstick(strait_id, best, shutting_ids(network.verdicts, best.leg_ids)))
    return tuple(found)


def _best(
    network: Network, voyages: Iterable[Leg], ends: tuple[str, str, Objective]
) -> Route | None:
    """Return the best way over any of the voyages: an open one, or else one that is shut."""
    for rules in (network, network.where(ignore_closures=True)):
        ways = [way for leg in voyages if (way := rules.passing(leg.leg_id, *ends)) is not None]
        if ways:
            return min(ways, key=lambda way: rules.measure(way, ends[2]))
    return None


def _ocean_ports(catalog: Catalog, voyages: Iterable[Leg]) -> set[str]:
    """Return the ports that ships reach from the eastern ends of voyages without their straits."""
    beside: dict[str, set[str]] = defaultdict(set)
    for leg in catalog.legs.values():
        if leg.mode is Mode.SEA and not set(STRAITS) & set(leg.passes):
            beside[leg.from_id].add(leg.to_id)
            beside[leg.to_id].add(leg.from_id)
    pairs = [(catalog.nodes[leg.from_id], catalog.nodes[leg.to_id]) for leg in voyages]
    waiting = [max(pair, key=lambda node: node.lonlat[0]).node_id for pair in pairs]
    seen = set(waiting)
    while waiting:
        reached = beside[waiting.pop()] - seen
        seen |= reached
        waiting.extend(reached)
    return seen
