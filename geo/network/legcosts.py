"""What one leg and one change between legs are, and what they cost. Pure.

What belongs here: which layer of the graph a leg runs in, what changing layers is called, and the
hours, money and borders of a leg, priced by `geo.records.costs`. What does not: the graph
(`geo.network.routing`).
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from geo.model.lines import Leg, Mode
from geo.records.catalog import Catalog
from geo.records.costs import CASPIAN_SEA, Costs, Range, Stop

# Where goods lie in a port before the ship and after it.
SHORE = "shore"

_CASPIAN_STATES = frozenset({"AZE", "IRN", "KAZ", "RUS", "TKM"})


def layer_of(leg: Leg) -> str:
    """Return the layer of the graph a leg runs in: its mode, and its gauge on rails.

    A sea leg is a voyage of its own: going on by another ship is handling in a port too.
    """
    if leg.mode is Mode.SEA:
        return f"sea {leg.leg_id}"
    return f"rail{leg.gauge_mm or ''}" if leg.mode is Mode.RAIL else leg.mode.value


def is_voyage(layer: str) -> bool:
    """Tell whether a layer is on board of a ship."""
    return layer.startswith("sea ")


def changes_at(layers: Iterable[str]) -> list[tuple[str, str]]:
    """Return the changes that can be made at a node where these layers meet.

    Every two layers can be changed; a journey that begins or ends on a ship is handled on the
    shore.
    """
    found = sorted(layers)
    return [
        *combinations(found, 2),
        *((layer, SHORE) for layer in found if is_voyage(layer)),
    ]


def stop_between(first: str, second: str) -> Stop:
    """Return what changing from one layer to another is."""
    if is_voyage(first) or is_voyage(second):
        return Stop.PORT
    return Stop.MODE_CHANGE if Mode.ROAD in (first, second) else Stop.GAUGE_BREAK


def leg_cost(leg: Leg, catalog: Catalog, costs: Costs) -> tuple[Range, Range, int]:
    """Return hours, money and borders crossed on a leg, the border's own wait and fee included.

    A leg between two countries takes the country of its start for speed and rate; ships clear
    customs in port, so a sea leg crosses no border of its own.
    """
    start, end = catalog.nodes[leg.from_id].country, catalog.nodes[leg.to_id].country
    hours = costs.leg_hours(leg.mode, leg.length_km, start)
    waters = CASPIAN_SEA if {start, end} <= _CASPIAN_STATES and leg.mode is Mode.SEA else ""
    money = costs.leg_money(leg.mode, leg.length_km, start, waters=waters)
    if start == end or leg.mode is Mode.SEA:
        return hours, money, 0
    stop = border_stop(leg)
    between = (start, end)
    return hours + costs.stop_hours(stop, between), money + costs.stop_money(stop, between), 1


def border_stop(leg: Leg) -> Stop:
    """Return what crossing a border on a leg is."""
    return Stop.BORDER_RAIL if leg.mode is Mode.RAIL else Stop.BORDER_ROAD
