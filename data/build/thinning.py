"""What all files of the backdrop share: how shapes are thinned, put in order and written.

Belongs here: the region, how fine its files are, and shapes to text. What is taken of Natural Earth
does not: land, lakes and rivers stand in basemap.py, boundaries in boundaries.py.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import geopandas as gpd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.records.shapes import collection_text

REGION = (25.0, 5.0, 85.0, 65.0)
# About 1 km: half a pixel at zoom 7, and the whole coast of the region in 150 kB.
TOLERANCE = 0.008
# About 220 m, less than a pixel at zoom 9: what a close view is drawn with once it has come.
FINE_TOLERANCE = 0.002
WORLD_TOLERANCE = 0.15
DECIMALS = 3
WORLD_DECIMALS = 2
Feature = tuple[BaseGeometry, Mapping[str, Any]]


def rows_of(frame: gpd.GeoDataFrame) -> Iterable[Any]:
    """Rows by name; what stands in a column is known from Natural Earth, not from its type."""
    return frame.itertuples(index=False)


def thinned(geometry: BaseGeometry, *, tolerance: float, decimals: int) -> BaseGeometry:
    """Simplified, and snapped to the grid of the decimals written, so that it stays valid."""
    simple = shapely.simplify(geometry, tolerance)
    return shapely.set_precision(simple, 10.0**-decimals)


def polygons_in(geometry: BaseGeometry) -> list[BaseGeometry]:
    """Return the areas of a geometry, without what lines or points simplifying left in it."""
    return [part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon"]


def lines_in(geometry: BaseGeometry) -> list[BaseGeometry]:
    """Return the lines of a geometry, those that meet end to end as one."""
    parts = shapely.get_parts(shapely.line_merge(geometry))
    return [part for part in parts if part.geom_type == "LineString"]


def largest_first(parts: Iterable[BaseGeometry]) -> list[BaseGeometry]:
    """Return areas from the largest on, the same size in an order that never changes."""
    return sorted(parts, key=lambda part: (-part.area, part.wkt))


def in_order(features: Iterable[Feature], *, by: str) -> list[Feature]:
    """Return features by a property, the same value in an order that never changes."""
    return sorted(features, key=lambda item: (item[1][by], item[0].wkt))


def geojson_of(features: Iterable[Feature], *, decimals: int) -> str:
    """Write features as RFC 7946 text, one feature a line, outer rings counter-clockwise."""
    lines = []
    for geometry, properties in features:
        turned = shapely.orient_polygons(geometry)
        mapping = json.loads(shapely.to_geojson(turned))
        feature = {
            "type": "Feature",
            "properties": dict(properties),
            "geometry": {
                "type": mapping["type"],
                "coordinates": _rounded(mapping["coordinates"], decimals),
            },
        }
        lines.append(json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
    return collection_text(lines)


def _rounded(coordinates: Any, decimals: int) -> Any:
    if isinstance(coordinates, (int, float)):
        return round(coordinates, decimals)
    return [_rounded(part, decimals) for part in coordinates]
