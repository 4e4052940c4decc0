"""Nodes and legs of an overlay as features, and a way for legs that are in no branch. Pure.

What belongs here: geometry from cells. What does not: lines read from files of lines
(`geo/own/wizard.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import shapely

from geo.crs import distances_km, lengths_km
from geo.model.lines import LonLat
from geo.model.origins import LOOSE
from geo.own.ids import Cells
from geo.own.limits import Meter
from geo.own.oddities import degrees_in
from geo.own.shape import LineText, parts_of_wkt

Feature = dict[str, Any]
Positions = list[LonLat]
GEOMETRY = "geometry"
_EXTRA = ("lon", "lat")
# Two ends this close are one place: the rounding of five decimals, and a little.
_SAME_KM = 0.05
_LOOSE_ID = LOOSE.removeprefix("__")


def position_in(row: Cells) -> LonLat | None:
    """Return where a row of nodes says it lies; nothing if that is no place."""
    try:
        lon, lat = (degrees_in(row.get(name, ""))[0] for name in _EXTRA)
    except ValueError:
        return None
    return (round(lon, 5), round(lat, 5))


def drawn_features(
    nodes: Sequence[Cells], legs: Sequence[Cells], known: Mapping[str, LonLat]
) -> tuple[list[Feature], list[Feature]]:
    """Return nodes and legs as GeoJSON features; what cannot be drawn has no geometry.

    A leg without a line of its own runs straight from node to node. Its ends are put on its nodes.
    """
    places = dict(known)
    node_features = []
    for row in nodes:
        at = position_in(row)
        if at is not None:
            places[row["node_id"]] = at
        shape = {"type": "Point", "coordinates": list(at)} if at else None
        node_features.append(_feature(row, shape))
    drawn = [*zip(legs, _lines_of(legs, places), strict=True)]
    measured = iter(lengths_km([line for row, line in drawn if line and not row.get("length_km")]))
    leg_features = []
    for row, line in drawn:
        shape = {"type": "LineString", "coordinates": line} if line else None
        if line and not row.get("length_km"):
            row = {**row, "length_km": f"{max(next(measured), 0.1):.1f}"}
        leg_features.append(_feature(row, shape))
    return node_features, leg_features


def _lines_of(legs: Sequence[Cells], places: Mapping[str, LonLat]) -> list[Positions]:
    """Return the line of each leg, from its first node to its last; none where it has no ends."""
    ends = [(places.get(row.get("from_id", "")), places.get(row.get("to_id", ""))) for row in legs]
    drawn = _written_lines([row.get(GEOMETRY, "") for row in legs])
    found: list[Positions] = [[] for _ in legs]
    joined = []
    for at, ((start, end), line) in enumerate(zip(ends, drawn, strict=True)):
        if start is not None and end is not None and line is not None:
            found[at] = [start, *line, end]
            if line:
                joined.append(at)
    fits = _fits([found[at] for at in joined])
    for at, (turned, near, far) in zip(joined, fits, strict=True):
        start_at, *line, end_at = found[at]
        line = line[::-1] if turned else line
        # A line drawn up to the edge of a town goes on to the town.
        line = line[near <= _SAME_KM : len(line) - (far <= _SAME_KM)]
        found[at] = [start_at, *line, end_at]
    return found


def _fits(lines: Sequence[Positions]) -> list[tuple[bool, float, float]]:
    """Return of lines between two nodes whether they run against them, and how far off they end.

    Distances are in km, of the end that belongs to the first node and of the other.
    """
    if not lines:
        return []
    start, first, last, end = (np.array([line[at] for line in lines]) for at in (0, 1, -2, -1))
    straight = distances_km(first, start), distances_km(last, end)
    turned = distances_km(last, start), distances_km(first, end)
    against = straight[0] + straight[1] > turned[0] + turned[1]
    away = np.where(against, turned, straight)
    return list(zip(against.tolist(), *away.tolist(), strict=True))


def _written_lines(texts: Sequence[str]) -> list[Positions | None]:
    """Return the positions of well-known text, five decimals of a degree; nothing if it is no line.

    A text that is empty has none.
    """
    known = [text.positions if isinstance(text, LineText) else None for text in texts]
    plain = [
        text.strip() if one is None and text.lstrip().startswith("LINESTRING") else None
        for text, one in zip(texts, known, strict=True)
    ]
    geometries = shapely.from_wkt(plain, on_invalid="ignore")
    meter = Meter()
    meter.vertices(sum(map(len, filter(None, known))))
    meter.vertices(int(shapely.get_num_coordinates(geometries).sum()))
    held, whose = shapely.get_coordinates(geometries, return_index=True)
    bounds = np.searchsorted(whose, np.arange(len(texts) + 1)).tolist()
    positions: Positions = list(map(tuple, np.round(held, 5).tolist()))
    unsound = set(whose[~np.isfinite(held).all(axis=1)].tolist())
    found: list[Positions | None] = []
    for at, text in enumerate(texts):
        first, after = bounds[at], bounds[at + 1]
        if one := known[at]:
            found.append([*one])
        elif after - first > 1 and at not in unsound:
            found.append(positions[first:after])
        else:
            found.append(_odd_line(text.strip(), meter) if text.strip() else [])
    return found


def _odd_line(text: str, meter: Meter) -> Positions | None:
    """Return the positions of a line written in another way; nothing if it is none."""
    try:
        lines, _ = parts_of_wkt(text, meter)
    except ValueError:
        return None
    return [(round(lon, 5), round(lat, 5)) for lon, lat in lines[0]] if len(lines) == 1 else None


_LISTS = ("aliases", "source_ids", "passes")
_NUMBERS = ("rank", "accuracy_km", "gauge_mm", "length_km", "off_by_km")


def _feature(row: Cells, geometry: Feature | None) -> Feature:
    """Return a row as a feature; what its contract reads from text stays text."""
    properties: dict[str, Any] = dict(row)
    for name in (*_EXTRA, GEOMETRY):
        properties.pop(name, None)
    for name in _LISTS:
        if ";" in row.get(name, ""):
            properties[name] = [one.strip() for one in row[name].split(";") if one.strip()]
    for name in _NUMBERS:
        if not row.get(name, "").isascii():
            properties[name] = _number(row[name])
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def _number(cell: str) -> float | str:
    """Return a number in other digits than ours."""
    try:
        return float(cell)
    except ValueError:
        return cell


def loose_ways(
    tables: Mapping[str, Sequence[Cells]], name: str, known: Mapping[str, LonLat]
) -> dict[str, list[dict[str, str]]]:
    """Return a corridor with a branch for each leg in no branch, and for nodes no leg reaches.

    Without one nothing of them would be drawn.
    """
    used = {row.get("leg_id", "") for row in tables["branches"]}
    loose = [row["leg_id"] for row in tables["legs"] if row.get("leg_id", "") not in used]
    reached = {row.get(end, "") for row in tables["legs"] for end in ("from_id", "to_id")}
    reached |= {row.get("node_id", "") for row in tables["corridor_nodes"]} | set(known)
    alone = [row["node_id"] for row in tables["nodes"] if row.get("node_id", "") not in reached]
    if not loose and not alone:
        return {}
    corridor = {"corridor_id": "own_lines", "name": name, "short_name": name[:24]}
    corridor |= {"summary": f"Lines and places of {name}.", "default_on": "true"}
    way = {"corridor_id": "own_lines", "branch_id": _LOOSE_ID, "name": name, "default_on": "true"}
    return {
        "corridors": [corridor],
        "branch_names": [way] if loose else [],
        "branches": [
            {
                "corridor_id": "own_lines",
                "branch_id": _LOOSE_ID,
                "seq": str(seq),
                "leg_id": leg_id,
                "new_section": "false",
            }
            for seq, leg_id in enumerate(loose, start=1)
        ],
        "corridor_nodes": [{"corridor_id": "own_lines", "node_id": one} for one in alone],
    }
