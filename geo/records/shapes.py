"""GeoJSON as features and coordinates; what is no sound shape is a ValueError in words. Pure.

What belongs here: reading collections and geometries, without guessing. What does not: what
properties mean (`geo/records/rows.py`), which files there are (`geo/records/tables.py`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import pairwise
from math import isfinite
from typing import Any

from geo.model.lines import LonLat

# Web maps end at 85.05 degrees: a line by way of the pole could not be drawn.
FARTHEST_NORTH = 85.0
# What a line may have at most; the longest shipped one has 301.
MOST_POINTS = 20_000
# The one reference system RFC 7946 knows, as older writers still name it.
_LON_LAT = "CRS84"


def features_of(text: str) -> tuple[list[Any], int]:
    """Return the members of a FeatureCollection, sound ones only, and how many are none.

    A sound member is an object with `properties` that are an object.

    Raises
    ------
    ValueError
        If the text is no GeoJSON FeatureCollection, or one in another reference system.
    """
    try:
        collection = json.loads(text)
    except RecursionError:
        raise ValueError("This is JSON too deep to be GeoJSON.") from None
    except ValueError as error:
        where = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise ValueError(f"This is no JSON{where}.") from None
    if not isinstance(collection, dict) or not isinstance(collection.get("features"), list):
        raise ValueError("This is no GeoJSON FeatureCollection.")
    _refuse_other_system(collection.get("crs"))
    good = [one if _is_feature(one) else None for one in collection["features"]]
    return good, sum(one is None for one in good)


def _is_feature(one: Any) -> bool:
    return isinstance(one, dict) and isinstance(one.get("properties"), dict)


def _refuse_other_system(declared: Any) -> None:
    if declared is None:
        return
    properties = declared.get("properties") if isinstance(declared, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    if not isinstance(name, str) or not name.endswith(_LON_LAT):
        raise ValueError("The file declares another reference system than longitude, latitude.")


def position_of(pair: Any) -> LonLat:
    """Return longitude and latitude; a height after them is passed over.

    Raises
    ------
    ValueError
        If these are no two numbers of degrees.
    """
    if not isinstance(pair, list) or len(pair) not in (2, 3):
        raise ValueError("a position is not a pair of numbers")
    lon, lat = pair[0], pair[1]
    if not _is_number(lon) or not _is_number(lat):
        raise ValueError("a coordinate is not a number")
    if not (abs(lon) <= 180 and abs(lat) <= 90):  # also of what is not finite
        raise ValueError("a coordinate lies outside 180 or 90 degrees")
    return float(lon), float(lat)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def point_of(geometry: Any) -> LonLat:
    """Return the position of a Point.

    Raises
    ------
    ValueError
        Saying what is wrong with it.
    """
    point = position_of(_coordinates_of(geometry, "Point"))
    if abs(point[1]) > FARTHEST_NORTH:
        raise ValueError(f"it lies beyond {FARTHEST_NORTH:g} degrees north or south")
    return point


def line_of(geometry: Any) -> list[LonLat]:
    """Return the positions of a LineString that can be drawn in one stroke.

    Raises
    ------
    ValueError
        Saying what is wrong with it.
    """
    line = positions_of(_coordinates_of(geometry, "LineString"), least=2)
    lons, lats = zip(*line, strict=True)
    if max(map(abs, lats)) > FARTHEST_NORTH:
        raise ValueError(f"it runs beyond {FARTHEST_NORTH:g} degrees north or south")
    # A line that is no wider than half the world has no step that is.
    wide = max(lons) - min(lons) > 180
    if wide and any(abs(after - before) > 180 for before, after in pairwise(lons)):
        raise ValueError("it crosses the 180th meridian, where maps end")
    if line.count(line[0]) == len(line):
        raise ValueError("all its positions are the same")
    return line


def positions_of(coordinates: Any, *, least: int) -> list[LonLat]:
    """Return a list of positions.

    Raises
    ------
    ValueError
        If it has fewer than `least` or too many, or one of them is none.
    """
    if not isinstance(coordinates, list) or not least <= len(coordinates) <= MOST_POINTS:
        raise ValueError(f"it has not {least} to {MOST_POINTS:,} positions")
    return _plain_positions(coordinates) or [position_of(pair) for pair in coordinates]


def _plain_positions(coordinates: list[Any]) -> list[LonLat] | None:
    """Return positions that are all pairs of floats in degrees, as nearly all are; else nothing.

    JSON has them as lists; an overlay's own are tuples, and stay those they are.
    """
    try:
        lons, lats = zip(*coordinates, strict=True)
    except (TypeError, ValueError):
        return None
    pairs = {*map(type, coordinates)}
    plain = len(pairs) == 1 and pairs <= {list, tuple} and {*map(type, lons + lats)} == {float}
    # What is no number is no sum either, while it may hide from the least and the greatest.
    if not plain or not isfinite(sum(lons) + sum(lats)):
        return None
    good = max(lons) <= 180 and min(lons) >= -180 and max(lats) <= 90 and min(lats) >= -90
    if not good:
        return None
    return coordinates if pairs == {tuple} else list(zip(lons, lats, strict=True))


def _coordinates_of(geometry: Any, wanted: str) -> Any:
    if not isinstance(geometry, dict):
        raise ValueError("there is no geometry")
    if geometry.get("type") != wanted:
        raise ValueError("its type is another")
    return geometry.get("coordinates")


def collection_text(features: Iterable[str]) -> str:
    """Return features, each as JSON text, as a collection with one a line, so changes read well."""
    body = ",\n".join(features)
    return f'{{"type":"FeatureCollection","features":[\n{body}\n]}}\n'
