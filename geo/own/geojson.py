"""GeoJSON from outside, by the standard library's JSON within caps. Pure.

What belongs here: from bytes to shapes. What does not: what the properties mean.
"""

from __future__ import annotations

import json
from itertools import islice
from typing import Any

from geo.errors import OverlayError
from geo.own.limits import MOST_COLUMNS, Meter
from geo.own.shape import Drawing, Shape, cell_text, drawing_of, parts_of_positions, shape_of

# As many as 200,000 vertices and 20,000 records with a hundred properties each can need: what has
# more would fill the memory before anything could be counted.
_MOST_OPENED, _MOST_COMMAS = 700_000, 3_000_000
_GEOMETRIES = ("Point", "LineString", "MultiLineString", "MultiPoint", "GeometryCollection")


def read_geojson(content: bytes, meter: Meter) -> Drawing:
    """Return what a GeoJSON file draws.

    Raises
    ------
    OverlayError
        If it is no GeoJSON, or more than is read.
    """
    document = _document(content)
    found = _features(document)
    shapes = []
    for number, feature in enumerate(found, start=1):
        shape = _shape(number, feature, meter)
        meter.record(shape.cells.values())
        shapes.append(shape)
    return drawing_of(shapes, crs=_crs_of(document))


def _document(content: bytes) -> Any:
    opened = content.count(b"[") + content.count(b"{")
    if opened > _MOST_OPENED or content.count(b",") > _MOST_COMMAS:
        raise OverlayError("The JSON has more parts than are read. Simplify its lines.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise OverlayError("The JSON is not UTF-8. Save it as UTF-8.") from None
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except RecursionError:
        raise OverlayError("This is JSON too deep to be GeoJSON.") from None
    except json.JSONDecodeError as error:
        if features := _features_by_line(text):
            return features
        raise OverlayError(f"This is no JSON (line {error.lineno}). Save it again.") from None
    except ValueError as error:
        raise OverlayError(f"This is no JSON: {str(error)[:80]}.") from None


def _features_by_line(text: str) -> list[Any]:
    """Return the features of a text with one in each line, as GDAL and QGIS write them too."""
    lines = [line.strip(" \x1e\r") for line in text.split("\n")]
    try:
        found = [json.loads(line, parse_constant=_refuse_constant) for line in lines if line]
    except (ValueError, RecursionError):
        return []
    return found if len(found) > 1 and all(isinstance(one, dict) for one in found) else []


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is no number of JSON")


def _features(document: Any) -> list[Any]:
    if isinstance(document, dict):
        kind = document.get("type")
        if kind == "FeatureCollection" and isinstance(document.get("features"), list):
            return list(document["features"])
        if kind == "Feature":
            return [document]
        if kind in _GEOMETRIES:
            return [{"type": "Feature", "properties": {}, "geometry": document}]
        if "geometryType" in document or kind == "Topology":
            raise OverlayError("This is Esri's JSON or TopoJSON. Export it as GeoJSON.")
    elif isinstance(document, list):
        # Lines of features in an array, as some programs write them.
        return document
    raise OverlayError("This JSON is no GeoJSON: there is no FeatureCollection in it.")


def _shape(number: int, feature: Any, meter: Meter) -> Shape:
    if not isinstance(feature, dict):
        return Shape(number, {}, flaw="It is no feature.")
    properties = feature.get("properties")
    cells = (
        {
            cell_text(name)[:80]: said
            for name, value in islice(properties.items(), MOST_COLUMNS)
            if (said := cell_text(value))
        }
        if isinstance(properties, dict)
        else {}
    )
    geometry = feature.get("geometry")
    try:
        if not isinstance(geometry, dict):
            raise ValueError("It has no geometry.")
        parts = parts_of_positions(str(geometry.get("type")), geometry.get("coordinates"), meter)
    except OverlayError:
        raise
    except ValueError as error:
        return Shape(number, cells, flaw=str(error))
    return shape_of(number, cells, parts)


def _crs_of(document: Any) -> str:
    declared = document.get("crs") if isinstance(document, dict) else None
    properties = declared.get("properties") if isinstance(declared, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    return name[:200] if isinstance(name, str) else ""
