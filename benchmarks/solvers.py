"""The same question to our search, networkx and scipy: one shortest way, on the same edges."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from math import isclose, isfinite
from typing import Generic, TypeVar

import networkx as nx
import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from benchmarks.result import Row, sample_of
from geo.model.choice import Objective
from geo.network.graph import Graph
from geo.network.routing import Network

V = TypeVar("V", bound=Hashable)
NETWORKX = "networkx"
SCIPY = "scipy csgraph"


@dataclass(frozen=True, slots=True)
class Solvers(Generic[V]):
    """Three ways to the length of the shortest way between two vertices, in km or hours."""

    ours: Callable[[V, V], float | None]
    networkx: Callable[[V, V], float | None]
    scipy: Callable[[V, V], float | None]


def solvers_of(graph: Graph[V], weights: Sequence[float]) -> Solvers[V]:
    """Return the solvers of one graph; each has built what it needs beforehand."""
    least: dict[tuple[V, V], float] = {}
    for (first, second), weight in zip(graph.edges, weights, strict=True):
        if isfinite(weight) and first != second:
            pair = (first, second) if (second, first) not in least else (second, first)
            least[pair] = min(weight, least.get(pair, weight))
    other: nx.Graph = nx.Graph()
    other.add_weighted_edges_from((a, b, weight) for (a, b), weight in least.items())
    place = {vertex: number for number, vertex in enumerate(graph.vertices)}
    ends = np.array([(place[a], place[b]) for a, b in least]).T
    # scipy takes a nought for a missing edge.
    values = np.maximum(np.fromiter(least.values(), float), 1e-12)
    matrix = csr_array((values, (ends[0], ends[1])), shape=(len(place),) * 2)

    def by_us(start: V, end: V) -> float | None:
        walk = graph.path([start], [end], weights)
        return walk.weight if walk else None

    def by_networkx(start: V, end: V) -> float | None:
        try:
            length, _ = nx.single_source_dijkstra(other, start, end)
        except (nx.NetworkXNoPath, nx.NodeNotFound):
            return None
        return float(length)

    def by_scipy(start: V, end: V) -> float | None:
        lengths, _ = dijkstra(
            matrix, directed=False, indices=place[start], return_predecessors=True
        )
        length = float(lengths[place[end]])
        return length if isfinite(length) else None

    return Solvers(by_us, by_networkx, by_scipy)


def compared_row(group: str, what: str, solvers: Solvers[V], pairs: Sequence[tuple[V, V]]) -> Row:
    """Return the times of three solvers for the same pairs, and whether their answers agree."""
    calls = {"": solvers.ours, NETWORKX: solvers.networkx, SCIPY: solvers.scipy}
    times: dict[str, list[float]] = {name: [] for name in calls}
    agreed = 0
    for start, end in pairs:
        lengths = []
        for name, call in calls.items():
            begun = time.perf_counter()
            lengths.append(call(start, end))
            times[name].append((time.perf_counter() - begun) * 1000)
        ours, *others = lengths
        agreed += all(_same(ours, other) for other in others)
    return Row(
        group,
        what,
        "ms",
        sample_of(times[""]),
        {name: sample_of(times[name]) for name in (NETWORKX, SCIPY)},
        note=f"answers agree on {agreed} of {len(pairs)} questions",
    )


def _same(ours: float | None, other: float | None) -> bool:
    if ours is None or other is None:
        return ours is other
    return isclose(ours, other, rel_tol=1e-9, abs_tol=1e-6)


def one_way_row(group: str, what: str, network: Network, ends: tuple[str, str], repeat: int) -> Row:
    """Return the times of one way by distance on a network, between two of its railway stations."""
    graph = network.graph
    start, end = (
        next(vertex for vertex in graph.vertices if vertex[0] == node_id) for node_id in ends
    )
    solvers = solvers_of(graph, network.weights(Objective.TIME))
    return compared_row(group, what, solvers, [(start, end)] * repeat)
