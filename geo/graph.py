"""Shortest ways through a weighted graph. Pure; knows nothing of legs or places.

What belongs here: the graph as the library wants it, and the one search the project needs. What
the vertices and weights mean is in `geo.network`. The search is rustworkx's: on the shipped
network it takes a tenth of the time networkx takes (`python -m benchmarks routes` shows both).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from typing import Generic, TypeVar

import rustworkx as rx

V = TypeVar("V", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Walk(Generic[V]):
    """A shortest way: its vertices, the numbers of its edges, and what they weigh together."""

    vertices: tuple[V, ...]
    edges: tuple[int, ...]
    weight: float


class Graph(Generic[V]):
    """An undirected graph whose edges are numbered, so that weights are lists of their own.

    One graph serves any number of weights: several objectives, edges made dearer, edges that may
    not be used (they weigh infinitely much). Edges may run parallel.

    Parameters
    ----------
    edges
        Pairs of vertices; an edge's number is its place here.
    """

    def __init__(self, edges: Iterable[tuple[V, V]]) -> None:
        self.edges: tuple[tuple[V, V], ...] = tuple(edges)
        self.vertices: tuple[V, ...] = tuple(
            dict.fromkeys(vertex for edge in self.edges for vertex in edge)
        )
        self._place = {vertex: number for number, vertex in enumerate(self.vertices)}
        self._graph: rx.PyGraph[None, int] = rx.PyGraph(
            node_count_hint=len(self.vertices) + 2, edge_count_hint=len(self.edges)
        )
        self._graph.add_nodes_from([None] * len(self.vertices))
        self._graph.add_edges_from(
            [
                (self._place[first], self._place[second], number)
                for number, (first, second) in enumerate(self.edges)
            ]
        )

    def __contains__(self, vertex: object) -> bool:
        """Tell whether any edge touches the vertex."""
        return vertex in self._place

    def path(
        self, starts: Iterable[V], ends: Iterable[V], weights: Sequence[float]
    ) -> Walk[V] | None:
        """Return the shortest way from any of the starts to any of the ends (Dijkstra), or nothing.

        Parameters
        ----------
        starts, ends
            Vertices; those not in the graph are passed over.
        weights
            Of each edge by its number, not negative; infinite for one that may not be used.
        """
        # One vertex before all starts and one behind all ends make many-to-many one-to-one.
        graph = self._graph.copy()
        before, behind = graph.add_nodes_from([None, None])
        free = len(self.edges)
        for outer, inner in ((before, starts), (behind, ends)):
            for vertex in inner:
                if vertex in self._place:
                    graph.add_edge(outer, self._place[vertex], free)
        found = rx.dijkstra_shortest_paths(
            graph, before, behind, weight_fn=[*weights, 0.0].__getitem__
        )
        if behind not in found:
            return None
        places = list(found[behind])[1:-1]
        edges = tuple(
            min(self._graph.get_all_edge_data(*pair), key=lambda edge: (weights[edge], edge))
            for pair in pairwise(places)
        )
        weight = sum(weights[edge] for edge in edges)
        if weight == inf:  # the search passes over what may not be used where nothing else leads on
            return None
        return Walk(tuple(self.vertices[place] for place in places), edges, weight)
