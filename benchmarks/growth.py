"""How the time of a question grows with the network: the region's whole rail graph.

The graph is that of scgraph-data (OpenStreetMap, ODbL), read as the geometry's build reads it:
47,758 nodes and 55,894 edges. Smaller ones are what lies around Moscow, nearest by track first.
"""

from __future__ import annotations

import math
import random
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import networkx as nx

from benchmarks.result import NotRun, Row, Sample, sample_of
from benchmarks.solvers import NETWORKX, SCIPY, compared_row, solvers_of
from benchmarks.timing import milliseconds
from data.build.railgraph import read_edges
from geo.model.choice import Objective
from geo.model.lines import LonLat, Mode
from geo.model.states import Status
from geo.network.graph import Graph
from geo.network.routing import Network
from geo.records.catalog import Catalog

SIZES = (500, 2_000, 8_000)
_MOSCOW = (37.65, 55.78)
_SEED = 6

Edge = tuple[int, int, float]


def growth_rows(group: str, catalog: Catalog, repeat: int) -> list[Row]:
    """Return a row a size, and the whole of our network code on the largest."""
    what = "one way, region's rail graph"
    try:
        nodes, edges = read_edges("world_railways")
    except (OSError, ValueError, subprocess.CalledProcessError) as error:
        return [Row(group, what, "ms", NotRun(f"the rail graph could not be had: {error}"))]
    near = _by_distance(nodes, edges)
    rows, sizes = [], []
    for size in (*SIZES, len(nodes)):
        inside = set(near[:size]) if size < len(nodes) else set(range(len(nodes)))
        kept = [edge for edge in edges if edge[0] in inside and edge[1] in inside]
        pairs = _pairs(near[:size], repeat)
        graph = Graph([(a, b) for a, b, _ in kept])
        solvers = solvers_of(graph, [km for _, _, km in kept])
        rows.append(
            compared_row(
                group, f"one way, {len(inside):,} nodes, {len(kept):,} edges", solvers, pairs
            )
        )
        sizes.append(min(size, len(near)))
    told = f"{rows[-1].note}; {len(near):,} nodes are joined to Moscow's, the questions are theirs"
    rows[-1] = replace(rows[-1], note=f"{told}; {_growth_text(sizes, rows)}")
    return [*rows, *_whole_network(group, catalog, nodes, edges, near, repeat)]


def _by_distance(nodes: Sequence[LonLat], edges: Sequence[Edge]) -> list[int]:
    """Return the nodes joined to Moscow's, nearest by track first."""
    graph: nx.Graph = nx.Graph()
    graph.add_weighted_edges_from(edges)
    start = min(graph, key=lambda number: math.dist(nodes[number], _MOSCOW))
    return list(nx.single_source_dijkstra_path_length(graph, start))


def _pairs(numbers: Sequence[int], count: int) -> list[tuple[int, int]]:
    draw = random.Random(_SEED)
    drawn = (draw.sample(numbers, 2) for _ in range(count))
    return [(start, end) for start, end in drawn]


def _growth_text(sizes: Sequence[int], rows: Sequence[Row]) -> str:
    """Return the power of the number n of nodes joined that times grow with, of each solver."""
    words = []
    for name in ("ours", NETWORKX, SCIPY):
        figures = [row.ours if name == "ours" else row.peers[name] for row in rows]
        medians = [figure.median for figure in figures if isinstance(figure, Sample)]
        if len(medians) == len(sizes):
            words.append(f"{name} n^{_slope(sizes, medians):.2f}")
    return "time grows as " + ", ".join(words)


def _slope(sizes: Sequence[float], times: Sequence[float]) -> float:
    """Return the slope of the least-squares line through the logarithms."""
    xs, ys = [math.log(size) for size in sizes], [math.log(time) for time in times]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    over = sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True))
    return over / sum((a - x) ** 2 for a in xs)


def _whole_network(
    group: str,
    catalog: Catalog,
    nodes: Sequence[LonLat],
    edges: Sequence[Edge],
    near: Sequence[int],
    repeat: int,
) -> list[Row]:
    """Measure geo.network.routing itself, transfers, verdicts and costs included."""
    large = _catalog_of(catalog, nodes, edges)
    few = max(1, repeat // 4)
    build = [milliseconds(lambda: Network(large, catalog.data_end)) for _ in range(few)]
    network = Network(large, catalog.data_end)
    best, ways = [], []
    for start, end in _pairs(near, few):
        ends = (f"n{start}", f"n{end}", Objective.TIME)
        best.append(milliseconds(partial(network.best, *ends)))
        ways.append(milliseconds(partial(network.alternatives, *ends)))
    size = f"{len(nodes):,} nodes, {len(edges):,} legs"
    return [
        Row(group, f"geo.network.routing built, {size}", "ms", sample_of(build)),
        Row(group, f"geo.network.routing: best way, {size}", "ms", sample_of(best)),
        Row(group, f"geo.network.routing: up to five ways, {size}", "ms", sample_of(ways)),
    ]


def _catalog_of(catalog: Catalog, nodes: Sequence[LonLat], edges: Sequence[Edge]) -> Catalog:
    """Return a catalog whose legs are the edges: all railway of one gauge, all operating."""
    node = next(iter(catalog.nodes.values()))
    leg = next(leg for leg in catalog.legs.values() if leg.mode is Mode.RAIL)
    status = next(
        status
        for history in catalog.statuses.values()
        for status in history
        if status.status is Status.OPERATING and status.since.first <= catalog.data_end
    )
    legs = {
        f"l{number}": replace(
            leg,
            leg_id=f"l{number}",
            from_id=f"n{a}",
            to_id=f"n{b}",
            length_km=km,
            gauge_mm=1520,
            passes=(),
        )
        for number, (a, b, km) in enumerate(edges)
    }
    return replace(
        catalog,
        nodes={
            f"n{number}": replace(node, node_id=f"n{number}", lonlat=lonlat)
            for number, lonlat in enumerate(nodes)
        },
        legs=legs,
        statuses=dict.fromkeys(legs, (status,)),
        corridors={},
        branches={},
    )
