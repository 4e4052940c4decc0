"""The static map's backdrop: water, land, rivers, lakes, boundary lines, graticule, neatline.

What belongs here: laying the basemap's files into a panel of the page. What does not: labels
(`layers/scene/placing.py`), which layers there are (`layers/look/basemap.py`), colours
(`layers/look/palette.py`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.crs import FloatArray, degrees_text
from layers.look.basemap import BASEMAP_LAYERS, look_name
from layers.look.palette import BASEMAP_LOOK
from layers.scene.display import Area, Item, Line, Run, Text, boxes_of_text, stroke_of
from layers.scene.frame import Frame, Meridian, graticule_of
from layers.scene.relief import relief_of
from layers.scene.sheet import Rect, Sheet
from layers.scene.type import text_size

# What stands before the properties of a feature; the basemap's build writes no blanks.
# Vertices closer than this on paper cannot be told apart in print.
_FINEST_PT = 0.12
# The coarse coast lies up to some 2 km off: closer than this many km to a point that can be seen.
_FINE_FROM_KM = 4.0
# Lighter water along the shore, drawn as bands of these widths in points.
_SHORE_BANDS = ((4.2, "shore_far"), (1.9, "shore_near"))
# Straight edges made by cutting in degrees are given corners, so that they bend as parallels do.
_LONGEST_CUT_DEGREES = 1.0


@dataclass(frozen=True, slots=True)
class Backdrop:
    """The basemap laid out, and what it leaves for others: its boundary classes and their lines."""

    items: tuple[Item, ...]
    boundary_classes: frozenset[str]
    boundaries: tuple[FloatArray, ...]


def backdrop_of(frame: Frame, *, basemap: Mapping[str, str], sheet: Sheet) -> Backdrop:
    """Lay water, land, rivers, lakes and boundary lines into the frame's panel."""
    panel = frame.panel
    shores: list[Item] = [Area(panel, BASEMAP_LOOK["water"].colour)]
    items: list[Item] = []
    classes: set[str] = set()
    boundaries: list[FloatArray] = []
    fine = frame.km_per_point() < _FINE_FROM_KM
    for layer in BASEMAP_LAYERS:
        by_look: dict[str, list[BaseGeometry]] = {}
        stem = layer.finer if fine and layer.finer in basemap else layer.stem
        for properties, geometry in _features(basemap.get(stem, ""), frame):
            by_look.setdefault(look_name(layer, properties), []).append(geometry)
        for look, geometries in by_look.items():
            if layer.stem == "land":
                *bands, land = _land(geometries, panel, sheet)
                shores += bands
                items.append(land)
                items += [relief] if not sheet.light and (relief := relief_of(frame)) else []
            elif layer.stem == "lakes":
                items.append(_area(geometries, look, panel, scale=sheet.scale))
            elif lines := _lines(geometries):
                if layer.look_from:
                    classes.add(look)
                    boundaries.extend(lines)
                stroke = stroke_of(BASEMAP_LOOK[look], sheet.scale)
                items.append(Line(tuple(lines), stroke, clip=panel))
    return Backdrop((*shores, *items), frozenset(classes), tuple(boundaries))


def graticule_items(frame: Frame, *, sheet: Sheet) -> Iterator[Item]:
    """Yield meridians and parallels, and their degrees along the left and lower edges."""
    lines = graticule_of(frame)
    stroke = stroke_of(BASEMAP_LOOK["graticule"], sheet.scale)
    yield Line(tuple(line.line for line in lines), stroke, clip=frame.panel)
    if sheet.noted:
        # Figures as large as a slide asks for would say more than the map they stand beside.
        return
    panel, taken = frame.panel, list[Rect]()
    for line in lines:
        item = _degrees(line, panel, sheet)
        if item is None:
            continue
        (_, box), *_ = boxes_of_text(item)
        apart = not any(box.meets(other) for other in taken)
        if apart and box.y1 <= panel.y1 and box.x1 <= panel.x1:
            taken.append(box)
            yield item


def _degrees(line: Meridian, panel: Rect, sheet: Sheet) -> Text | None:
    """Return the degrees of a line where it crosses the left or lower edge, if it does."""
    crossing = _crossing(line.line, panel, bottom=line.northward)
    if crossing is None:
        return None
    style, gap = sheet.text("graticule"), 2.6 * sheet.scale
    letters = ("E", "W") if line.northward else ("N", "S")
    words = degrees_text(line.degrees, *letters).replace(" ", "")
    at = (crossing[0], panel.y0 - gap - text_size(words, style)[1])
    if not line.northward:
        at = (panel.x0 - gap, crossing[1])
    spans = ((Run(words, style),),)
    return Text(at, spans, "graticule", align="center", turned=not line.northward)


def neatline(panel: Rect, *, scale: float) -> Area:
    """Return the line that closes the map."""
    stroke = replace(stroke_of(BASEMAP_LOOK["neatline"], scale), opacity=1.0, rounded=False)
    return Area(panel, stroke=stroke)


@lru_cache(maxsize=16)
def _parsed(text: str) -> tuple[tuple[dict[str, object], ...], NDArray[np.object_]]:
    """Return the properties and shapes of a layer's features; parsed once for many pages."""
    shapes = shapely.get_parts(shapely.from_geojson(text)) if text else np.empty(0, dtype=object)
    found = json.loads(text)["features"] if text else ()
    return tuple(feature["properties"] for feature in found), np.asarray(shapes)


def _features(text: str, frame: Frame) -> Iterable[tuple[dict[str, object], BaseGeometry]]:
    """Return the properties and the page shape of features that reach the panel."""
    found, geometries = _parsed(text)
    if not found:
        return
    west, south, east, north = frame.bounds(pad=2.0)
    cut = shapely.clip_by_rect(geometries, west, south, east, north)
    cut = shapely.segmentize(cut, _LONGEST_CUT_DEGREES)
    near = np.flatnonzero(~shapely.is_empty(cut))
    page = shapely.clip_by_rect(frame.geometry_of(cut[near]), *frame.panel.grown(12.0).sides)
    page = shapely.simplify(page, _FINEST_PT)
    for place, geometry in zip(near, page, strict=True):
        if not geometry.is_empty:
            yield found[place], geometry


def _land(geometries: list[BaseGeometry], panel: Rect, sheet: Sheet) -> Iterator[Item]:
    """Yield a calm shore, then land; pieces of different detail overlap and are made one."""
    land = shapely.union_all(shapely.make_valid(np.asarray(geometries)))
    coarse = shapely.simplify(land, 0.5)
    for reach, name in _SHORE_BANDS:
        yield _area(
            [shapely.buffer(coarse, reach * sheet.scale, quad_segs=3)],
            name,
            panel,
            scale=sheet.scale,
        )
    yield _area([land], "land_light" if sheet.light else "land", panel, scale=sheet.scale)


def _area(geometries: list[BaseGeometry], name: str, panel: Rect, *, scale: float) -> Area:
    look = BASEMAP_LOOK[name]
    stroke = stroke_of(replace(look, colour=look.edge, dash=()), scale) if look.edge else None
    return Area(tuple(geometries), look.colour, look.opacity, stroke, clip=panel)


def _lines(geometries: list[BaseGeometry]) -> list[FloatArray]:
    parts = shapely.get_parts(shapely.get_parts(geometries))
    return [np.asarray(part.coords)[:, :2] for part in parts if part.geom_type == "LineString"]


def _crossing(line: FloatArray, panel: Rect, *, bottom: bool) -> tuple[float, float] | None:
    """Return where a line crosses the panel's lower or left edge, if it does."""
    axis, level = (1, panel.y0) if bottom else (0, panel.x0)
    low, high = (panel.x0, panel.x1) if bottom else (panel.y0, panel.y1)
    other = 1 - axis
    for start, end in pairwise(line):
        a, b = start[axis] - level, end[axis] - level
        if a * b <= 0 and a != b:
            at = start[other] + (end[other] - start[other]) * a / (a - b)
            if low <= at <= high:
                return (float(at), level) if bottom else (level, float(at))
    return None
