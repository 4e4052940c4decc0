"""The best ways of the journeys kept with the data, at a date. Pure.

What belongs here: what each journey of `journeys.csv` comes to. What does not: finding ways
(`geo/network/`), and comparing two dates (`geo/changes/account.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from geo.model.choice import KeptJourney
from geo.network.closing import Goods
from geo.network.routing import Network
from geo.records.catalog import Catalog


@dataclass(frozen=True, slots=True)
class Way:
    """The best way of a journey: its legs in order, its length in km, its central time in hours.

    `conditions` are contested closures on it: it is open only if they are over.
    """

    leg_ids: tuple[str, ...]
    length_km: float
    hours: float
    conditions: tuple[str, ...]


def ways_at(catalog: Catalog, on: date, journeys: Mapping[str, KeptJourney]) -> Mapping[str, Way]:
    """Return the best way of each journey at a date; one that has none is left out.

    Goods come from the country of the start and go to that of the end, as in the app's own answer.
    """
    networks: dict[Goods, Network] = {}
    found = {}
    for name, journey in journeys.items():
        if not {journey.from_id, journey.to_id} <= catalog.nodes.keys():
            continue
        goods = Goods(catalog.nodes[journey.from_id].country, catalog.nodes[journey.to_id].country)
        if goods not in networks:
            # Lines, costs and transfers are the same for everybody's goods.
            first = next(iter(networks.values()), None)
            networks[goods] = first.carrying(goods) if first else Network(catalog, on, goods=goods)
        route = networks[goods].best(journey.from_id, journey.to_id, journey.objective)
        if route is not None:
            found[name] = Way(route.leg_ids, route.length_km, route.hours.central, route.conditions)
    return found
