"""The network as a graph at a date, and the ways through it. Pure.

A vertex is a node seen by one mode and gauge, so that changing train, gauge, lorry or ship is an
edge with a cost of its own. Only legs there at the date are in the graph: operating, or supposed to
be built; those of them that are shut weigh infinitely much. What is shut, and what would open it,
is in `geo.network.closing`; what a leg costs is in `geo.network.legcosts`; the search is in
`geo.network.graph`.
"""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from math import inf

from geo.model.choice import Basis, Objective, Scenario
from geo.model.lines import Leg, Mode
from geo.model.origins import is_unsourced
from geo.model.states import Status
from geo.network.closing import Goods, Verdict, verdicts_of
from geo.network.graph import Graph, Walk
from geo.network.legcosts import SHORE, border_stop, changes_at, layer_of, leg_cost, stop_between
from geo.network.route import MAX_SHARED, MAX_TIMES_LONGER, Route, Transfer, shared_share
from geo.records.catalog import Catalog
from geo.records.costs import Costs, Range, Stop
from geo.state.select import status_at

Vertex = tuple[str, str]
# Ties in counts of transfers or borders are broken by length: a km weighs a millionth.
_KM_TIEBREAK = 1e-6
_PENALTY = 1.6
_ROUNDS = 14


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
    """

    def __init__(
        self,
        catalog: Catalog,
        on: date,
        *,
        scenario: Scenario | None = None,
        goods: Goods | None = None,
        basis: Basis = Basis.TONNE,
    ) -> None:
        self.catalog = catalog
        self.on = on
        self.scenario = scenario or Scenario()
        self.costs = Costs(catalog.assumptions.values(), basis=basis)
        self.verdicts = verdicts_of(catalog, on, self.scenario, goods or Goods())
        self.built = self._built_legs()
        self.usable = self._usable(contested=True, ignore_closures=False)
        # Asked again for every route that uses the leg.
        self._leg_costs = {
            leg_id: leg_cost(catalog.legs[leg_id], catalog, self.costs)
            for leg_id, built in self.built.items()
            if built is not None
        }
        # An edge is a leg, or a transfer (an empty id) at a node.
        self.edge_legs, self.graph = self._graph()
        self._weights = self._edge_weights()

    def where(self, *, contested: bool = True, ignore_closures: bool = False) -> Network:
        """Return the same network asked under other rules of what may be used.

        Parameters
        ----------
        contested
            Whether places whose closure is contested may be used.
        ignore_closures
            Whether to ask what the ways would be if nothing were shut.
        """
        other = copy.copy(self)
        other.usable = self._usable(contested=contested, ignore_closures=ignore_closures)
        return other

    def carrying(self, goods: Goods) -> Network:
        """Return the same network for the goods of other countries."""
        other = copy.copy(self)
        other.verdicts = verdicts_of(self.catalog, self.on, self.scenario, goods)
        other.usable = other._usable(contested=True, ignore_closures=False)
        return other

    def without(self, node_id: str) -> Network:
        """Return the same network with one node lost, its legs with it."""
        legs = self.catalog.legs
        return self.without_legs(
            name for name in self.usable if node_id in (legs[name].from_id, legs[name].to_id)
        )

    def without_legs(self, leg_ids: Iterable[str]) -> Network:
        """Return the same network with some legs lost."""
        smaller = copy.copy(self)
        smaller.usable = self.usable - set(leg_ids)
        return smaller

    def _usable(self, *, contested: bool, ignore_closures: bool) -> set[str]:
        there = [leg_id for leg_id, built in self.built.items() if built is not None]
        if ignore_closures:
            return set(there)
        return {leg_id for leg_id in there if not self._shut(leg_id, contested=contested)}

    def _shut(self, leg_id: str, *, contested: bool) -> bool:
        verdict = self.verdicts[leg_id]
        return bool(verdict.shut_by or (verdict.contested and not contested))

    def _built_legs(self) -> dict[str, bool | None]:
        """Return True for a leg operating at the date, False if supposed built, else None.

        A leg that nobody but who added it stands behind is used only when supposed built.
        """
        supposed = self.scenario.as_if_built
        in_branches = {
            leg_id
            for name in supposed
            if name in self.catalog.branches
            for leg_id in self.catalog.branches[name].leg_ids
        }
        built: dict[str, bool | None] = {}
        for leg_id, leg in self.catalog.legs.items():
            found = status_at(self.catalog.statuses[leg_id], self.on)
            vouched = found is not None and not (leg.unsourced or is_unsourced(found.source_id))
            if vouched and found is not None and found.status is Status.OPERATING:
                built[leg_id] = True
            elif leg_id in supposed or leg_id in in_branches:
                built[leg_id] = False
            else:
                by_status = found is not None and found.status in supposed
                built[leg_id] = False if by_status else None
        return built

    def _graph(self) -> tuple[list[str], Graph[Vertex]]:
        layers: dict[str, set[str]] = defaultdict(set)
        edges: list[tuple[Vertex, Vertex]] = []
        edge_legs: list[str] = []
        for leg_id in sorted(name for name, built in self.built.items() if built is not None):
            leg = self.catalog.legs[leg_id]
            layer = layer_of(leg)
            layers[leg.from_id].add(layer)
            layers[leg.to_id].add(layer)
            edges.append(((leg.from_id, layer), (leg.to_id, layer)))
            edge_legs.append(leg_id)
        for node_id, found in layers.items():
            for first, second in changes_at(found):
                edges.append(((node_id, first), (node_id, second)))
                edge_legs.append("")
        return edge_legs, Graph(edges)

    def _edge_weights(self) -> dict[Objective, list[float]]:
        weights: dict[Objective, list[float]] = {objective: [] for objective in Objective}
        for leg_id, (first, second) in zip(self.edge_legs, self.graph.edges, strict=True):
            if leg_id:
                own = self._leg_weights(self.catalog.legs[leg_id])
            else:
                own = self._stop_weights(stop_between(first[1], second[1]), first[0])
            for objective, weight in own.items():
                weights[objective].append(weight)
        return weights

    def _leg_weights(self, leg: Leg) -> dict[Objective, float]:
        hours, money, borders = self._leg_costs[leg.leg_id]
        km = leg.length_km
        return {
            Objective.DISTANCE: km,
            Objective.TIME: hours.central,
            Objective.COST: money.central,
            Objective.TRANSFERS: km * _KM_TIEBREAK,
            Objective.BORDERS: borders + km * _KM_TIEBREAK,
        }

    def _stop_weights(self, stop: Stop, node_id: str) -> dict[Objective, float]:
        country = (self.catalog.nodes[node_id].country,)
        return {
            Objective.DISTANCE: 0.0,
            Objective.TIME: self.costs.stop_hours(stop, country).central,
            Objective.COST: self.costs.stop_money(stop, country).central,
            Objective.TRANSFERS: 1.0,
            Objective.BORDERS: 0.0,
        }

    def weights(self, objective: Objective) -> list[float]:
        """Return what each edge of the graph weighs by an objective, infinite where it is shut."""
        return [
            weight if not leg_id or leg_id in self.usable else inf
            for leg_id, weight in zip(self.edge_legs, self._weights[objective], strict=True)
        ]

    def best(self, from_id: str, to_id: str, objective: Objective) -> Route | None:
        """Return the best way from one node to another, or nothing."""
        path = self._path(from_id, to_id, self.weights(objective))
        return self.route_of(path) if path else None

    def weight(self, from_id: str, to_id: str, objective: Objective) -> float | None:
        """Return what the best way weighs by an objective, or nothing without a way."""
        path = self._path(from_id, to_id, self.weights(objective))
        return path.weight if path else None

    def alternatives(
        self, from_id: str, to_id: str, objective: Objective, *, count: int = 5
    ) -> tuple[Route, ...]:
        """Return up to `count` ways that differ in at least 30 % of their length.

        The first is the best. Others are found by making the legs of those found dearer and
        asking again, so near-duplicates fall away by themselves; so do ways round half the world,
        five times as long as the best.
        """
        weights = self.weights(objective)
        found: list[Route] = []
        for _ in range(_ROUNDS):
            path = self._path(from_id, to_id, weights)
            if not path:
                break
            route = self.route_of(path)
            distinct = all(shared_share(route, one, self.catalog) < MAX_SHARED for one in found)
            sane = not found or route.length_km <= MAX_TIMES_LONGER * found[0].length_km
            if distinct and sane:
                found.append(route)
            for edge in path.edges:
                weights[edge] *= _PENALTY
        first, rest = found[:1], found[1:]
        return (*first, *sorted(rest, key=lambda route: self.measure(route, objective)))[:count]

    def passing(self, leg_id: str, from_id: str, to_id: str, objective: Objective) -> Route | None:
        """Return the best way that goes over one leg, or nothing."""
        if leg_id not in self.usable:
            return None
        weights = self.weights(objective)
        edge = self.edge_legs.index(leg_id)
        # What leads to the leg and away from it may not use the leg itself.
        weights[edge] = inf
        found = []
        for first, last in (self.graph.edges[edge], self.graph.edges[edge][::-1]):
            before = self.graph.path(_ends_at(from_id), [first], weights)
            after = self.graph.path([last], _ends_at(to_id), weights)
            if before is not None and after is not None:
                found.append(
                    Walk(
                        before.vertices + after.vertices,
                        (*before.edges, edge, *after.edges),
                        before.weight + after.weight,
                    )
                )
        return self.route_of(min(found, key=lambda walk: walk.weight)) if found else None

    def measure(self, route: Route, objective: Objective) -> float:
        """Return how much a route has of what an objective counts, by its central figures."""
        return {
            Objective.DISTANCE: route.length_km,
            Objective.TIME: route.hours.central,
            Objective.COST: route.money.central,
            Objective.TRANSFERS: len(route.transfers) - len(route.border_leg_ids),
            Objective.BORDERS: len(route.border_leg_ids),
        }[objective]

    def _path(self, from_id: str, to_id: str, weights: Sequence[float]) -> Walk[Vertex] | None:
        if from_id == to_id:
            return None
        return self.graph.path(_ends_at(from_id), _ends_at(to_id), weights)

    def route_of(self, path: Walk[Vertex]) -> Route:
        """Return the route that a path through the graph stands for."""
        names = [self.edge_legs[edge] for edge in path.edges]
        transfers = [
            Transfer(stop_between(first[1], second[1]), first[0])
            for name, (first, second) in zip(names, pairwise(path.vertices), strict=True)
            if not name
        ]
        legs = [self.catalog.legs[name] for name in names if name]
        return self._described(
            legs, list(dict.fromkeys(name for name, _ in path.vertices)), transfers
        )

    def _described(self, legs: list[Leg], nodes: list[str], transfers: list[Transfer]) -> Route:
        catalog = self.catalog
        hours, money = Range(), Range()
        by_mode: dict[Mode, float] = defaultdict(float)
        borders = []
        for leg in legs:
            leg_hours, leg_money, crossed = self._leg_costs[leg.leg_id]
            hours, money = hours + leg_hours, money + leg_money
            by_mode[leg.mode] += leg.length_km
            if crossed:
                borders.append(leg)
        for transfer in transfers:
            country = (catalog.nodes[transfer.place_id].country,)
            hours += self.costs.stop_hours(transfer.stop, country)
            money += self.costs.stop_money(transfer.stop, country)
        verdicts = [self.verdicts[leg.leg_id] for leg in legs]
        crossings = [Transfer(border_stop(leg), leg.leg_id) for leg in borders]
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
            conditions=_gathered(verdicts, "contested"),
            warnings=_gathered(verdicts, "hampered_by"),
        )


# A journey begins and ends on land; by ship, on the shore.
LAYERS_OF_ENDS = ("rail1520", "rail1435", "rail1676", "rail1000", "rail", "road", SHORE)


def _ends_at(node_id: str) -> list[Vertex]:
    return [(node_id, layer) for layer in LAYERS_OF_ENDS]


def _places(transfers: Iterable[Transfer], stop: Stop) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(transfer.place_id for transfer in transfers if transfer.stop is stop)
    )


def _gathered(verdicts: Iterable[Verdict], name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for verdict in verdicts for one in getattr(verdict, name)))
