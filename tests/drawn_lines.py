"""The shipped lines and places as they lie in the files, read without the catalog.

What belongs here: reading them for tests of the geography, so that a fault in the reading code
cannot hide one in the data.
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import networkx as nx
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from tests.corridors import CORRIDORS

DATA = Path(__file__).resolve().parents[1] / "data"
BUILD = DATA / "build"
DATA_END = "2026-07-05"
KM_PER_DEG = 111.2
GEODATA_SOURCES = {"GEO_OSM", "GEO_SEA", "GEO_NAMES", "GEO_HAND", "GEO_NE"}


@dataclass(frozen=True)
class Leg:
    """A leg as its file has it."""

    corridor: str
    properties: dict[str, Any]
    line: tuple[tuple[float, float], ...]

    def __getattr__(self, name: str) -> Any:
        return self.properties[name]


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def features_of(path: Path) -> list[dict[str, Any]]:
    return list(json.loads(path.read_text(encoding="utf-8"))["features"])


@lru_cache
def all_nodes() -> dict[str, dict[str, Any]]:
    return {f["properties"]["node_id"]: f for f in features_of(DATA / "nodes.geojson")}


@lru_cache
def all_legs() -> dict[str, Leg]:
    found: dict[str, Leg] = {}
    for corridor in CORRIDORS:
        for feature in features_of(DATA / "layers" / f"{corridor}.geojson"):
            points = feature["geometry"]["coordinates"]
            line = tuple((float(lon), float(lat)) for lon, lat in points)
            leg = Leg(corridor, feature["properties"], line)
            found[str(leg.leg_id)] = leg
    return found


@lru_cache
def status_at_end() -> dict[str, str]:
    """Status of each leg at the last date the data know."""
    states: dict[str, str] = {}
    histories: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in rows_of(DATA / "leg_status.csv"):
        histories[row["leg_id"]].append((row["since"], row["status"]))
    for leg_id, history in histories.items():
        begun = [(since, status) for since, status in history if since <= DATA_END]
        if begun:
            states[leg_id] = max(begun, key=lambda item: item[0])[1]
    return states


def operating() -> list[Leg]:
    return [leg for leg_id, leg in all_legs().items() if status_at_end().get(leg_id) == "operating"]


@lru_cache
def chains() -> dict[str, list[str]]:
    rows = sorted(rows_of(DATA / "branches.csv"), key=lambda row: int(row["seq"]))
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        found[row["branch_id"]].append(row["leg_id"])
    return dict(found)


@lru_cache
def land() -> BaseGeometry:
    """Return the land of a close view, of 1:10 million, thinned to 220 m."""
    polygons = [shape(f["geometry"]) for f in features_of(DATA / "basemap" / "land_fine.geojson")]
    whole = shapely.union_all(polygons)
    shapely.prepare(whole)
    return whole


def graph_of(legs: Iterable[Leg]) -> nx.MultiGraph[str]:
    graph: nx.MultiGraph[str] = nx.MultiGraph()
    for leg in legs:
        graph.add_edge(leg.from_id, leg.to_id, key=leg.leg_id, km=leg.length_km)
    return graph


def shortest(start: str, end: str, *, legs: Iterable[Leg]) -> list[str]:
    return list(nx.shortest_path(graph_of(legs), start, end, weight="km"))


def leg_between(a: str, b: str) -> Leg:
    return min(
        (leg for leg in operating() if {leg.from_id, leg.to_id} == {a, b}),
        key=lambda leg: float(leg.length_km),
    )
