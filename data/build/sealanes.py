"""The sea lanes of searoute (Apache-2.0, after Eurostat): reading, shortest ways, passages.

Belongs here: lanes on water. The last stretch to a quay is a port approach and straight.
"""

from __future__ import annotations

import heapq
import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from data.build.inputs import SEA, read_member
from geo.crs import distance_km
from geo.model.lines import LonLat

# What searoute calls a passage, and our strait of that name. Its other passages are not ours.
STRAIT_OF_PASSAGE = {"suez": "suez_canal", "babalmandab": "bab_el_mandeb", "ormuz": "hormuz"}
NEVER = frozenset({"northwest", "bering"})


@dataclass(frozen=True)
class Lanes:
    """Lane vertices and, for each, neighbours with (km, passage name or empty)."""

    edges: dict[LonLat, dict[LonLat, tuple[float, str]]]


@dataclass(frozen=True)
class SeaPath:
    """A way along the lanes, and the straits it goes through."""

    points: tuple[LonLat, ...]
    straits: frozenset[str]


def lanes_of(lines: Iterable[tuple[list[LonLat], str]]) -> Lanes:
    """Lanes from polylines with the passage each belongs to (or an empty string)."""
    edges: dict[LonLat, dict[LonLat, tuple[float, str]]] = {}
    for points, passage in lines:
        for a, b in pairwise(points):
            km = distance_km(a, b)
            edges.setdefault(a, {})[b] = (km, passage)
            edges.setdefault(b, {})[a] = (km, passage)
    return Lanes(edges=edges)


def read_lanes() -> Lanes:
    """All lanes of the world, longitudes kept as they come."""
    member = "searoute-1.6.0/searoute/data/marnet_searoute.geojson"
    features = json.loads(read_member(SEA, member))["features"]
    lines = []
    for feature in features:
        shape = feature["geometry"]
        parts = (
            shape["coordinates"] if shape["type"] == "MultiLineString" else [shape["coordinates"]]
        )
        passage = feature["properties"].get("passage") or ""
        lines += [([(float(at[0]), float(at[1])) for at in part], passage) for part in parts]
    return lanes_of(lines)


def nearest_vertex(lanes: Lanes, point: LonLat) -> LonLat:
    """Return the lane vertex nearest to a point."""
    near = (vertex for vertex in lanes.edges if abs(vertex[1] - point[1]) < 5)
    return min(near, key=lambda vertex: (distance_km(vertex, point), vertex))


def shortest_lane(
    lanes: Lanes, start: LonLat, end: LonLat, *, closed: frozenset[str]
) -> SeaPath | None:
    """Shortest way between two lane vertices that avoids the passages closed, or None."""
    best: dict[LonLat, float] = {start: 0.0}
    came_from: dict[LonLat, LonLat] = {}
    queue: list[tuple[float, LonLat]] = [(0.0, start)]
    shut = closed | NEVER
    while queue:
        km, here = heapq.heappop(queue)
        if here == end:
            break
        if km > best[here]:
            continue
        for other, (edge_km, passage) in lanes.edges[here].items():
            reached = km + edge_km
            if passage not in shut and reached < best.get(other, math.inf):
                best[other] = reached
                came_from[other] = here
                heapq.heappush(queue, (reached, other))
    if end not in best:
        return None
    points = [end]
    while points[-1] != start:
        points.append(came_from[points[-1]])
    points.reverse()
    passages = {lanes.edges[a][b][1] for a, b in pairwise(points)}
    straits = frozenset(STRAIT_OF_PASSAGE[one] for one in passages if one in STRAIT_OF_PASSAGE)
    return SeaPath(points=tuple(points), straits=straits)
