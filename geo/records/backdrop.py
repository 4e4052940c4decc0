"""What the files of a basemap must hold, as strictly as the tables. Pure.

What belongs here: the contract of each layer of `data/basemap/` and the faults of its features.
What does not: how a layer is drawn (`layers/look/basemap.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from types import MappingProxyType
from typing import Any

from geo.errors import Fault
from geo.model.lines import LonLat
from geo.records.contract import Column, Form, Table
from geo.records.rows import rows_of
from geo.records.shapes import position_of, positions_of


class LineClass(StrEnum):
    """What a boundary line is."""

    INTERNATIONAL = "international"
    DISPUTED = "disputed"
    LINE_OF_CONTROL = "line_of_control"


class LabelKind(StrEnum):
    """What a label names."""

    COUNTRY = "country"
    SEA = "sea"
    REGION = "region"
    CITY = "city"


@dataclass(frozen=True, slots=True)
class Layer:
    """One file of the basemap: its properties and the kinds of its geometries."""

    table: Table
    shapes: tuple[str, ...]

    @property
    def file(self) -> str:
        """Name of the file in a data folder."""
        return self.table.file


_NAME = Column("name", Form.TEXT, "its name", required=False)
_CLASS = Column("class", Form.CHOICE, "what the line is", choices=LineClass)
_RANK = Column("rank", Form.INTEGER, "1 for the most important", minimum=1, maximum=10)
_LABEL = (
    Column("name", Form.TEXT, "the words of the label"),
    Column("kind", Form.CHOICE, "what it names", choices=LabelKind),
    _RANK,
    Column("min_zoom", Form.NUMBER, "first zoom level that shows it", minimum=0, maximum=20),
    Column("code", Form.CODE, "ISO 3166-1 alpha-3 code of a country", required=False),
)
_CODE = Column("code", Form.CODE, "ISO 3166-1 alpha-3 code of the country whose name it is for")


def _layer(stem: str, shapes: tuple[str, ...], *columns: Column) -> Layer:
    return Layer(Table(stem, f"basemap/{stem}.geojson", (), columns), shapes)


_AREAS, _LINES = ("Polygon",), ("LineString",)
LAYERS: Mapping[str, Layer] = MappingProxyType(
    {
        layer.table.name: layer
        for layer in (
            _layer("land", _AREAS),
            _layer("land_fine", _AREAS),
            _layer("lakes", _AREAS),
            _layer("lakes_fine", _AREAS),
            _layer("rivers", ("LineString", "MultiLineString"), _NAME, _RANK),
            _layer("boundaries", _LINES, _CLASS, _NAME),
            _layer("boundaries_fine", _LINES, _CLASS, _NAME),
            _layer("world_boundaries", _LINES, _CLASS, _NAME),
            _layer("labels", ("Point",), *_LABEL),
            _layer("label_areas", _AREAS, _CODE),
        )
    }
)


_NO_STROKE = "all its positions are the same"


def layer_faults(layer: Layer, features: Sequence[Any], *, place: str) -> list[Fault]:
    """Return what is wrong with the features of a layer.

    Parameters
    ----------
    layer
        The contract.
    features
        Sound members of its FeatureCollection (`geo.records.shapes.features_of`).
    place
        The file as faults name it.
    """
    _, faults = rows_of(
        layer.table, [one["properties"] for one in features], file=place, first_row=1
    )
    wanted = " or ".join(layer.shapes)
    problems = [_problem_of(feature.get("geometry"), layer.shapes) for feature in features]
    for number in _crossed(features, problems):
        problems[number] = "its edges cross"
    for number, problem in enumerate(problems, start=1):
        if problem:
            message = f"The geometry is no valid {wanted}: {problem}."
            faults.append(Fault(place, number, "", message, "Use lon, lat as in RFC 7946."))
    return faults


def _problem_of(geometry: Any, shapes: tuple[str, ...]) -> str:
    """Return what is wrong with a geometry; nothing when it can be drawn."""
    if not isinstance(geometry, dict) or geometry.get("type") not in shapes:
        return "there is none, or its type is another"
    try:
        return _drawing_problem(geometry["type"], geometry.get("coordinates"))
    except ValueError as error:
        return str(error)


def _drawing_problem(kind: str, coordinates: Any) -> str:
    """Return what is wrong with coordinates of a kind; the first fault may be raised."""
    if kind == "Point":
        position_of(coordinates)
        return "" if len(coordinates) == 2 else "a label has no height"
    if kind == "LineString":
        return _stroke_problem(positions_of(coordinates, least=2)) or _height_problem([coordinates])
    if not isinstance(coordinates, list) or not coordinates:
        return "it has no parts"
    least = 4 if kind == "Polygon" else 2
    parts = [positions_of(part, least=least) for part in coordinates]
    if kind == "Polygon":
        if any(ring[0] != ring[-1] for ring in parts):
            return "a ring is not closed"
    elif any(_stroke_problem(part) for part in parts):
        return _NO_STROKE
    return _height_problem(coordinates)


def _crossed(features: Sequence[Any], problems: Sequence[str]) -> Iterator[int]:
    """Yield the places of areas that are sound but for edges that cross; all are looked at once."""
    areas = {
        place: features[place]["geometry"]["coordinates"]
        for place, problem in enumerate(problems)
        if not problem and features[place]["geometry"]["type"] == "Polygon"
    }
    if not areas:
        return
    # Libraries in C: whoever checks no basemap waits for none.
    import numpy as np
    import shapely

    rings = [ring for parts in areas.values() for ring in parts]
    flat = np.fromiter(chain.from_iterable(chain.from_iterable(rings)), dtype=np.float64)
    found = shapely.linearrings(
        flat.reshape(-1, 2), indices=np.repeat(np.arange(len(rings)), [len(one) for one in rings])
    )
    holders = np.repeat(np.arange(len(areas)), [len(parts) for parts in areas.values()])
    sound = shapely.is_valid(shapely.polygons(np.asarray(found), indices=holders))
    places = tuple(areas)
    yield from (places[order] for order in np.flatnonzero(np.logical_not(sound)))


def _stroke_problem(line: Sequence[LonLat]) -> str:
    """Say that a line is one place: cut at the edge of a page, it would be no line any more."""
    return "" if any(place != line[0] for place in line) else _NO_STROKE


def _height_problem(parts: Sequence[Sequence[Any]]) -> str:
    """Say that positions have heights: only flat ones are cut and drawn alike."""
    flat = all({*map(len, part)} == {2} for part in parts)
    return "" if flat else "a position has a height"
