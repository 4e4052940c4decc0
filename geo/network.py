"""The network as a graph at a date, and the ways through it. Pure.

A vertex is a node seen by one mode and gauge, so that changing train, gauge, lorry or ship is an
edge with a cost of its own; each leg is a vertex too, between its two ends, so that parallel legs
stay apart. Only legs usable at the date are in the graph: operating (or supposed to be built) and
not shut. What is shut, and what would open it, is in `geo.closing`; figures per leg and stop are
in `geo.costs`.
"""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations, pairwise
from typing import Any

import networkx as nx

from geo.catalog import Catalog
from geo.closing import Goods, Verdict, verdicts_of
from geo.costs import Costs, Range, Stop
from geo.model import Basis, Leg, Mode, Objective, Scenario, Status
from geo.select import status_at

Vertex = tuple[str, str]
_LEG = "leg"
# Ties in counts of transfers or borders are broken by length: a km weighs a millionth.
_KM_TIEBREAK = 1e-6
# Two ways are different when less than this share of the shorter one is common to both.
MAX_SHARED = 0.7
_PENALTY = 1.6
_ROUNDS = 14


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked of the network.

    `unconfirmed` tells whether places last known shut, but not confirmed since, may be used; such
    a way then names them as its conditions.
    """

    from_id: str
    to_id: str
    on: date
    objective: Objective = Objective.TIME
    scenario: Scenario = field(default_factory=Scenario)
    basis: Basis = Basis.TONNE
    unconfirmed: bool = True
    alternatives: int = 5


@dataclass(frozen=True, slots=True)
class Transfer:
    """A change of gauge, mode or ship at a node, or a border crossed on a leg."""

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


class Network:
    """The graph of one Catalog, date, scenario and kind of goods, ready to be asked.

    Parameters
    ----------
    catalog
        Where legs, nodes, closures and assumptions come from.
    on
        The date.
    scenario
        What is closed, opened or supposed built on top of the date.
    goods
        Whose goods travel: closures for others' goods do not bind them.
    basis
        Per tonne or per TEU.
    unconfirmed
        Whether places last known shut but not confirmed since may be used.
    ignore_closures
        Whether to ask what the ways would be if nothing were shut.
    """

    def __init__(
        self,
        catalog: Catalog,
        on: date,
        *,
        scenario: Scenario | None = None,
        goods: Goods | None = None,
        basis: Basis = Basis.TONNE,
        unconfirmed: bool = True,
        ignore_closures: bool = False,
    ) -> None:
        self.catalog = catalog
        self.on = on
        self.scenario = scenario or Scenario()
        self.costs = Costs(catalog.assumptions.values(), basis=basis)
        self.verdicts = verdicts_of(catalog, on, self.scenario, goods or Goods())
        self.built = {leg.leg_id: self._built(leg) for leg in catalog.legs.values()}
        self.usable = {
            leg_id
            for leg_id, built in self.built.items()
            if built is not None
            and (ignore_closures or not self._shut(leg_id, unconfirmed=unconfirmed))
        }
        self.graph = self._graph(self.usable)

    def _shut(self, leg_id: str, *, unconfirmed: bool) -> bool:
        verdict = self.verdicts[leg_id]
        return bool(verdict.shut_by or (verdict.unconfirmed and not unconfirmed))

    def _built(self, leg: Leg) -> bool | None:
        """Return True if operating at the date, False if only supposed built, None if neither."""
        found = status_at(self.catalog.statuses[leg.leg_id], self.on)
        if found is not None and found.status is Status.OPERATING:
            return True
        supposed = self.scenario.as_if_built
        if leg.leg_id in supposed or (found is not None and found.status in supposed):
            return False
        in_branch = any(
            leg.leg_id in self.catalog.branches[name].leg_ids
            for name in supposed
            if name in self.catalog.branches
        )
        return False if in_branch else None

    def _graph(self, leg_ids: Iterable[str]) -> nx.Graph[Vertex]:
        graph: nx.Graph[Vertex] = nx.Graph()
        layers: dict[str, set[str]] = defaultdict(set)
        for leg_id in sorted(leg_ids):
            leg = self.catalog.legs[leg_id]
            layer = layer_of(leg)
            half = self._leg_weights(leg)
            for end in (leg.from_id, leg.to_id):
                layers[end].add(layer)
                graph.add_edge((end, layer), (leg_id, _LEG), **half)
        for node_id, found in layers.items():
            for first, second in combinations(sorted(found), 2):
                weights = self._stop_weights(stop_between(first, second), node_id)
                graph.add_edge((node_id, first), (node_id, second), **weights)
        return graph

    def _leg_weights(self, leg: Leg) -> dict[str, float]:
        """Return half of the leg's weights, since a way passes both of its edges."""
        hours, money, borders = leg_cost(leg, self.catalog, self.costs)
        km = leg.length_km
        return {
            Objective.DISTANCE: km / 2,
            Objective.TIME: hours.central / 2,
            Objective.COST: money.central / 2,
            Objective.TRANSFERS: km * _KM_TIEBREAK / 2,
            Objective.BORDERS: (borders + km * _KM_TIEBREAK) / 2,
        }

    def _stop_weights(self, stop: Stop, node_id: str) -> dict[str, float]:
        country = (self.catalog.nodes[node_id].country,)
        return {
            Objective.DISTANCE: 0.0,
            Objective.TIME: self.costs.stop_hours(stop, country).central,
            Objective.COST: self.costs.stop_money(stop, country).central,
            Objective.TRANSFERS: 1.0,
            Objective.BORDERS: 0.0,
        }

    def best(self, from_id: str, to_id: str, objective: Objective) -> Route | None:
        """Return the best way from one node to another, or nothing."""
        path = self._path(self.graph, from_id, to_id, objective)
        return self.route_of(path) if path else None

    def weight(self, from_id: str, to_id: str, objective: Objective) -> float | None:
        """Return what the best way weighs by an objective, or nothing without a way."""
        ends = self._ends(self.graph, to_id)
        starts = self._ends(self.graph, from_id)
        if not starts or not ends:
            return None
        lengths = nx.multi_source_dijkstra_path_length(self.graph, starts, weight=objective.value)
        return min((lengths[end] for end in ends if end in lengths), default=None)

    def alternatives(
        self, from_id: str, to_id: str, objective: Objective, *, count: int = 5
    ) -> tuple[Route, ...]:
        """Return up to `count` ways that differ in at least 30 % of their length.

        The first is the best. Others are found by making the legs of those found dearer and
        asking again, so near-duplicates fall away by themselves.
        """
        graph = self.graph.copy()
        found: list[Route] = []
        for _ in range(_ROUNDS):
            path = self._path(graph, from_id, to_id, objective)
            if not path:
                break
            route = self.route_of(path)
            if all(shared_share(route, one, self.catalog) < MAX_SHARED for one in found):
                found.append(route)
            if len(found) == count:
                break
            for before, after in pairwise(path):
                graph[before][after][objective.value] *= _PENALTY
        first, rest = found[:1], found[1:]
        return (*first, *sorted(rest, key=lambda route: self._measure(route, objective)))

    def without(self, node_id: str) -> Network:
        """Return the same network with one node lost, its legs and transfers with it."""
        smaller = copy.copy(self)
        vertices = [vertex for vertex in self.graph if vertex[0] != node_id]
        smaller.graph = self.graph.subgraph(vertices)
        return smaller

    def _measure(self, route: Route, objective: Objective) -> float:
        return {
            Objective.DISTANCE: route.length_km,
            Objective.TIME: route.hours.central,
            Objective.COST: route.money.central,
            Objective.TRANSFERS: len(route.transfers) - len(route.border_leg_ids),
            Objective.BORDERS: len(route.border_leg_ids),
        }[objective]

    def _ends(self, graph: nx.Graph[Vertex], node_id: str) -> list[Vertex]:
        return [vertex for layer in _LAYERS_OF_ENDS if (vertex := (node_id, layer)) in graph]

    def _path(
        self, graph: nx.Graph[Vertex], from_id: str, to_id: str, objective: Objective
    ) -> list[Vertex]:
        starts, ends = self._ends(graph, from_id), self._ends(graph, to_id)
        if not starts or not ends or from_id == to_id:
            return []
        # The stubs widen the pair when no target is given.
        found: Any = nx.multi_source_dijkstra(graph, starts, weight=objective.value)
        lengths: dict[Vertex, float] = found[0]
        paths: dict[Vertex, list[Vertex]] = found[1]
        reached = [end for end in ends if end in lengths]
        return paths[min(reached, key=lambda end: lengths[end])] if reached else []

    def route_of(self, path: Iterable[Vertex]) -> Route:
        """Return the route a path of vertices stands for."""
        vertices = list(path)
        legs = [self.catalog.legs[name] for name, layer in vertices if layer == _LEG]
        stations = [vertex for vertex in vertices if vertex[1] != _LEG]
        transfers = [
            Transfer(stop_between(first[1], second[1]), first[0])
            for first, second in pairwise(stations)
            if first[0] == second[0]
        ]
        return self._described(legs, list(dict.fromkeys(name for name, _ in stations)), transfers)

    def _described(self, legs: list[Leg], nodes: list[str], transfers: list[Transfer]) -> Route:
        catalog = self.catalog
        hours, money = Range(), Range()
        by_mode: dict[Mode, float] = defaultdict(float)
        borders = []
        for leg in legs:
            leg_hours, leg_money, crossed = leg_cost(leg, catalog, self.costs)
            hours, money = hours + leg_hours, money + leg_money
            by_mode[leg.mode] += leg.length_km
            if crossed:
                borders.append(leg)
        for transfer in transfers:
            country = (catalog.nodes[transfer.place_id].country,)
            hours += self.costs.stop_hours(transfer.stop, country)
            money += self.costs.stop_money(transfer.stop, country)
        verdicts = [self.verdicts[leg.leg_id] for leg in legs]
        crossings = [Transfer(_border_stop(leg), leg.leg_id) for leg in borders]
        return Route(
            node_ids=tuple(nodes),
            leg_ids=tuple(leg.leg_id for leg in legs),
            transfers=(*transfers, *crossings),
            length_km=sum(by_mode.values()),
            by_mode_km=dict(by_mode),
            unbuilt_km=sum(leg.length_km for leg in legs if not self.built[leg.leg_id]),
            countries=tuple(dict.fromkeys(catalog.nodes[node].country for node in nodes)),
            border_leg_ids=tuple(leg.leg_id for leg in borders),
            gauge_break_ids=_places(transfers, Stop.GAUGE_BREAK),
            straits=tuple(dict.fromkeys(strait for leg in legs for strait in leg.passes)),
            port_ids=_places(transfers, Stop.PORT),
            hours=hours,
            money=money,
            basis=self.costs.basis,
            conditions=_gathered(verdicts, "unconfirmed"),
            warnings=_gathered(verdicts, "hampered_by"),
        )


def layer_of(leg: Leg) -> str:
    """Return the layer of the graph a leg runs in: its mode, and its gauge on rails."""
    return f"rail{leg.gauge_mm or ''}" if leg.mode is Mode.RAIL else leg.mode.value


_LAYERS_OF_ENDS = ("rail1520", "rail1435", "rail1676", "rail1000", "rail", "road", "sea")


def stop_between(first: str, second: str) -> Stop:
    """Return what changing from one layer to another is."""
    if Mode.SEA in (first, second):
        return Stop.PORT
    return Stop.MODE_CHANGE if Mode.ROAD in (first, second) else Stop.GAUGE_BREAK


def leg_cost(leg: Leg, catalog: Catalog, costs: Costs) -> tuple[Range, Range, int]:
    """Return hours, money and borders crossed on a leg, the border's own wait and fee included.

    A leg between two countries takes the country of its start for speed and rate; ships clear
    customs in port, so a sea leg crosses no border of its own.
    """
    start, end = catalog.nodes[leg.from_id].country, catalog.nodes[leg.to_id].country
    hours = costs.leg_hours(leg.mode, leg.length_km, start)
    money = costs.leg_money(leg.mode, leg.length_km, start)
    if start == end or leg.mode is Mode.SEA:
        return hours, money, 0
    stop = _border_stop(leg)
    between = (start, end)
    return hours + costs.stop_hours(stop, between), money + costs.stop_money(stop, between), 1


def _border_stop(leg: Leg) -> Stop:
    return Stop.BORDER_RAIL if leg.mode is Mode.RAIL else Stop.BORDER_ROAD


def _places(transfers: Iterable[Transfer], stop: Stop) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(transfer.place_id for transfer in transfers if transfer.stop is stop)
    )


def _gathered(verdicts: Iterable[Verdict], name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for verdict in verdicts for one in getattr(verdict, name)))


def shared_share(first: Route, second: Route, catalog: Catalog) -> float:
    """Return how much of the shorter route's length both have in common, 0 to 1."""
    common = set(first.leg_ids) & set(second.leg_ids)
    km = sum(catalog.legs[leg_id].length_km for leg_id in common)
    shorter = min(first.length_km, second.length_km)
    return km / shorter if shorter else 1.0
