"""Shortest ways through a weighted graph. Pure; knows nothing of legs or places.

What belongs here: the graph as the library wants it, and the one search the project needs. What
the vertices and weights mean is in `geo.network.routing`. The search is rustworkx's, a good deal
faster than networkx's on the shipped network and on large ones (`python -m benchmarks routes`).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
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
        self._beside: list[list[tuple[int, int]]] = [[] for _ in self.vertices]
        joined = [
            (self._place[first], self._place[second], number)
            for number, (first, second) in enumerate(self.edges)
        ]
        for first, second, number in joined:
            self._beside[first].append((second, number))
            self._beside[second].append((first, number))
        self._graph: rx.PyGraph[None, int] = rx.PyGraph()
        self._graph.add_nodes_from([None] * len(self.vertices))
        self._graph.add_edges_from(joined)

    def __contains__(self, vertex: object) -> bool:
        """Tell whether any edge touches the vertex."""
        return vertex in self._place

    def path(
        self, starts: Iterable[V], ends: Iterable[V], weights: Sequence[float]
    ) -> Walk[V] | None:
        """Return the shortest way from any of the starts to any of the ends, or nothing.

        Of equally short ways it is one with the fewest edges.

        Parameters
        ----------
        starts, ends
            Vertices; those not in the graph are passed over.
        weights
            Of each edge by its number, not negative; infinite for one that may not be used.
        """
        places = [self._place[vertex] for vertex in starts if vertex in self._place]
        reached = self._reached(places, weights)
        goals = [self._place[vertex] for vertex in ends if vertex in self._place]
        nearest = min((reached[goal] for goal in goals if goal in reached), default=inf)
        if nearest == inf:
            return None
        last = [goal for goal in goals if goal in reached and reached[goal] == nearest]
        return self._walked_back(set(places), last, reached, weights)

    def _reached(self, starts: Iterable[int], weights: Sequence[float]) -> Mapping[int, float]:
        """Return what the shortest way to each vertex weighs, from the nearest start (Dijkstra)."""
        # One vertex before all starts makes them one; its edges are free.
        graph = self._graph.copy()
        before = graph.add_node(None)
        for place in starts:
            graph.add_edge(before, place, len(self.edges))
        return rx.dijkstra_shortest_path_lengths(graph, before, [*weights, 0.0].__getitem__)

    def _walked_back(
        self,
        starts: set[int],
        ends: Iterable[int],
        reached: Mapping[int, float],
        weights: Sequence[float],
    ) -> Walk[V]:
        """Return a way of fewest edges that every step of which is on a shortest one.

        The library can give ways too, but it keeps one for every vertex, which costs more than
        the search itself.
        """
        onward: dict[int, tuple[int, int] | None] = dict.fromkeys(ends)
        waiting = deque(onward)
        while waiting[0] not in starts:
            place = waiting.popleft()
            for other, edge in self._beside[place]:
                if other not in onward and reached[other] + weights[edge] == reached[place]:
                    onward[other] = (place, edge)
                    waiting.append(other)
        place = waiting[0]
        vertices, edges = [self.vertices[place]], []
        while (step := onward[place]) is not None:
            place, edge = step
            vertices.append(self.vertices[place])
            edges.append(edge)
        return Walk(tuple(vertices), tuple(edges), sum(weights[edge] for edge in edges))
