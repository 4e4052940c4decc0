"""The rail graph of scgraph-data (OpenStreetMap, ODbL): reading, snapping, shortest paths.

Belongs here: the graph as it comes, and ways through it. Its edge weights are true track
kilometres; between junctions its shape is a straight chord, which ``lines`` mends.
"""

from __future__ import annotations

import heapq
import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from data.build.inputs import RAIL, read_member
from geo.crs import distance_km
from geo.model.lines import LonLat

# Everything the corridors touch by rail lies inside; the wheel holds the world.
WEST, EAST, SOUTH, NORTH = 25.0, 85.0, 5.0, 65.0
# West, south, east and north of the roads.
ROAD_REGION = (36.0, 22.0, 78.0, 44.0)
# Gaps of the source that are no gaps on the ground; 6 km mends every tested leg but the two
# where no railway exists.
BRIDGE_KM = 6.0
CELL_DEG = 0.25
# A turn sharper than this is a reversal, and counts as so many km in a search.
REVERSAL_DEG = 110.0
REVERSAL_KM = 8.0
# Shorter steps say nothing of the course: the graph rounds to about 100 m.
COURSE_KM = 0.3
# Edge weights may fall a little short of the chord; this share of the distance never exceeds them.
SURE_SHARE = 0.9


@dataclass(frozen=True)
class RailGraph:
    """Nodes as (lon, lat) and, for each, neighbours with track km. Undirected."""

    nodes: tuple[LonLat, ...]
    edges: tuple[dict[int, float], ...]
    cells: dict[tuple[int, int], list[int]]


@dataclass(frozen=True)
class RailPath:
    """A walk through the graph: its vertices, graph node numbers and track length."""

    points: tuple[LonLat, ...]
    numbers: tuple[int, ...]
    length_km: float


def _cell(point: LonLat) -> tuple[int, int]:
    return (math.floor(point[0] / CELL_DEG), math.floor(point[1] / CELL_DEG))


def _nodes_around(
    cells: dict[tuple[int, int], list[int]], point: LonLat, *, within_km: float
) -> list[int]:
    reach = math.ceil(within_km / (111.0 * CELL_DEG * math.cos(math.radians(point[1]))))
    x, y = _cell(point)
    return [
        number
        for dx in range(-reach, reach + 1)
        for dy in range(-reach, reach + 1)
        for number in cells.get((x + dx, y + dy), ())
    ]


def graph_of(
    nodes: Sequence[LonLat],
    edges: Sequence[tuple[int, int, float]],
    *,
    bridge_km: float = BRIDGE_KM,
) -> RailGraph:
    """Make a graph from nodes and (a, b, track km) edges, loose ends bridged over short gaps."""
    neighbours: list[dict[int, float]] = [{} for _ in nodes]
    for a, b, km in edges:
        for one, other in ((a, b), (b, a)):
            neighbours[one][other] = min(km, neighbours[one].get(other, math.inf))
    cells: dict[tuple[int, int], list[int]] = {}
    for number, point in enumerate(nodes):
        cells.setdefault(_cell(point), []).append(number)
    loose = [number for number, around in enumerate(neighbours) if len(around) <= 1]
    for number in loose if bridge_km else []:
        here = nodes[number]
        for other in _nodes_around(cells, here, within_km=bridge_km):
            gap_km = distance_km(here, nodes[other])
            if other != number and other not in neighbours[number] and gap_km <= bridge_km:
                neighbours[number][other] = gap_km
                neighbours[other][number] = gap_km
    return RailGraph(nodes=tuple(nodes), edges=tuple(neighbours), cells=cells)


def read_rail_graph() -> RailGraph:
    """Read the region's rail graph, short gaps bridged."""
    return graph_of(*read_edges("world_railways"))


def read_road_graph() -> RailGraph:
    """Read the main roads round the corridors' roads, from junction to junction.

    A gap is left a gap: roads of other countries begin anew on the other side of a river.
    """
    nodes, edges = read_edges("world_highways", region=ROAD_REGION)
    return graph_of(nodes, edges, bridge_km=0)


def read_edges(
    name: str, *, region: tuple[float, float, float, float] = (WEST, SOUTH, EAST, NORTH)
) -> tuple[list[LonLat], list[tuple[int, int, float]]]:
    """Read a region's nodes and (a, b, km) edges of one network out of the wheel as text.

    Importing the package instead takes 13 s and 2.4 GB.
    """
    source = read_member(RAIL, f"scgraph_data/{name}.py").decode()
    graph_text = source[source.index("graph=") + 6 : source.index("\nnodes")]
    nodes_text = source[source.index("nodes=") + 6 : source.rindex(f"\n{name}_geograph")]
    lat_lon = json.loads(nodes_text)
    graph = json.loads(re.sub(r"(\d+): ", r'"\1":', graph_text))
    west, south, east, north = region
    inside = [
        number
        for number, (lat, lon) in enumerate(lat_lon)
        if west <= lon <= east and south <= lat <= north
    ]
    new = {old: number for number, old in enumerate(inside)}
    edges = sorted(
        {
            (min(new[old], new[int(other)]), max(new[old], new[int(other)]), float(km))
            for old in inside
            for other, km in graph[old].items()
            if int(other) in new and int(other) != old
        }
    )
    return [(float(lat_lon[old][1]), float(lat_lon[old][0])) for old in inside], edges


def nearest_node(graph: RailGraph, point: LonLat, *, within_km: float) -> int | None:
    """Return the number of the nearest graph node, or None when none lies within the distance."""
    around = _nodes_around(graph.cells, point, within_km=within_km)
    ranked = sorted((distance_km(point, graph.nodes[number]), number) for number in around)
    return ranked[0][1] if ranked and ranked[0][0] <= within_km else None


def nodes_near(graph: RailGraph, point: LonLat, *, within_km: float) -> frozenset[int]:
    """Numbers of all graph nodes within a distance of a point."""
    around = _nodes_around(graph.cells, point, within_km=within_km)
    return frozenset(one for one in around if distance_km(point, graph.nodes[one]) <= within_km)


def turn_deg(a: LonLat, b: LonLat, c: LonLat) -> float:
    """Change of course at b on the way from a to c: 0 straight on, 180 back the way it came."""
    shrink = math.cos(math.radians(b[1]))
    coming = math.atan2(b[1] - a[1], (b[0] - a[0]) * shrink)
    going = math.atan2(c[1] - b[1], (c[0] - b[0]) * shrink)
    turned = abs(math.degrees(going - coming)) % 360
    return min(turned, 360 - turned)


def shortest_path(
    graph: RailGraph, start: int, end: int, *, through: Sequence[frozenset[int]] = ()
) -> RailPath | None:
    """Shortest walk by track km, or None when there is none.

    The graph does not say which way a turnout faces, so a reversal costs ``REVERSAL_KM``
    in the search: it is made only where no way round is nearly as short. The length told is that
    of the track alone.

    Parameters
    ----------
    through
        Sets of nodes; the walk touches one of each, in that order.
    """
    goal = graph.nodes[end]
    begin = _State(0, start, -1)
    best: dict[_State, float] = {begin: 0.0}
    came_from: dict[_State, _State] = {}
    queue: list[tuple[float, float, _State]] = [(0.0, 0.0, begin)]
    while queue:
        _, cost, state = heapq.heappop(queue)
        if state.number == end and state.done == len(through):
            return _walked(graph, state, came_from)
        if cost > best[state]:
            continue
        for other, step_km in _steps(graph, state, through=through):
            reached = cost + step_km
            if reached < best.get(other, math.inf):
                best[other] = reached
                came_from[other] = state
                ahead_km = SURE_SHARE * distance_km(graph.nodes[other.number], goal)
                heapq.heappush(queue, (reached + ahead_km, reached, other))
    return None


class _State(NamedTuple):
    """Where a search stands: sets touched, node, and the node it comes from (-1 at the start).

    The node it comes from is one at least ``COURSE_KM`` back: in a yard the course from one
    turnout to the next means nothing.
    """

    done: int
    number: int
    before: int


def _steps(
    graph: RailGraph, state: _State, *, through: Sequence[frozenset[int]]
) -> Iterator[tuple[_State, float]]:
    """Every way on from a state, and what it costs."""
    if state.done < len(through) and state.number in through[state.done]:
        yield state._replace(done=state.done + 1), 0.0
    here = graph.nodes[state.number]
    for other, km in graph.edges[state.number].items():
        there = graph.nodes[other]
        cost = km
        if state.before >= 0:
            from_there = graph.nodes[state.before]
            if turn_deg(from_there, here, there) > REVERSAL_DEG:
                cost += REVERSAL_KM
        near = distance_km(here, there) < COURSE_KM
        before = state.before if near and state.before >= 0 else state.number
        yield _State(state.done, other, before), cost


def _walked(graph: RailGraph, last: _State, came_from: Mapping[_State, _State]) -> RailPath:
    """Trace a finished search back to its start."""
    states = [last]
    while states[-1] in came_from:
        states.append(came_from[states[-1]])
    steps = [state.number for state in reversed(states)]
    numbers = tuple(b for a, b in pairwise([-1, *steps]) if a != b)
    return RailPath(
        points=tuple(graph.nodes[number] for number in numbers),
        numbers=numbers,
        length_km=sum(graph.edges[a][b] for a, b in pairwise(numbers)),
    )


def nearest_edge(graph: RailGraph, point: LonLat, *, within_km: float) -> tuple[int, int] | None:
    """Find the edge a place lies on, judged by the detour it means, or None when none is near."""
    best: tuple[float, int, int] | None = None
    for a, neighbours in enumerate(graph.edges):
        for b, km in neighbours.items():
            if a > b or not _boxed(point, graph.nodes[a], graph.nodes[b], margin_deg=0.2):
                continue
            detour_km = distance_km(graph.nodes[a], point) + distance_km(point, graph.nodes[b])
            found = (detour_km - km, a, b)
            if best is None or found < best:
                best = found
    # A place this far beside the middle of a 100 km chord lengthens it by far less than this.
    return best[1:] if best is not None and best[0] <= within_km else None


def _boxed(point: LonLat, a: LonLat, b: LonLat, *, margin_deg: float) -> bool:
    return (
        min(a[0], b[0]) - margin_deg <= point[0] <= max(a[0], b[0]) + margin_deg
        and min(a[1], b[1]) - margin_deg <= point[1] <= max(a[1], b[1]) + margin_deg
    )


def with_stop(graph: RailGraph, point: LonLat, *, within_km: float) -> RailGraph | None:
    """Set a place into the edge it lies on, sharing its track km by distance."""
    found = nearest_edge(graph, point, within_km=within_km)
    if found is None:
        return None
    a, b = found
    new = len(graph.nodes)
    km = graph.edges[a][b]
    to_a, to_b = distance_km(point, graph.nodes[a]), distance_km(point, graph.nodes[b])
    share = to_a / (to_a + to_b)
    edges = [dict(neighbours) for neighbours in graph.edges]
    edges[a].pop(b)
    edges[b].pop(a)
    edges[a][new] = km * share
    edges[b][new] = km * (1 - share)
    edges.append({a: km * share, b: km * (1 - share)})
    cells = {**graph.cells, _cell(point): [*graph.cells.get(_cell(point), []), new]}
    return RailGraph(nodes=(*graph.nodes, point), edges=tuple(edges), cells=cells)
