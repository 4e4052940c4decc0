"""The static map's backdrop: water, land, rivers, lakes, boundary lines, graticule, neatline.

What belongs here: drawing the basemap's files into a panel of the page. What does not: labels
(`layers/scene/placing.py`), which layers there are (`layers/look/basemap.py`), colours
(`layers/look/palette.py`). One unit of the axes is one point of the page.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import shapely
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path as Outline
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.crs import FloatArray
from layers.look.basemap import BASEMAP_LAYERS, look_name
from layers.look.palette import BASEMAP_LOOK, POINTS_PER_PIXEL, TYPE, BasemapLook
from layers.scene.frame import Frame, graticule_of
from layers.scene.sheet import Rect, Sheet
from layers.scene.type import look_font, text_size

# Vertices closer than this on paper cannot be told apart in print.
_FINEST_PT = 0.12
# Lighter water along the shore, drawn as bands of these widths in points.
_SHORE_BANDS = ((4.2, "shore_far"), (1.9, "shore_near"))
# Straight edges made by cutting in degrees are given corners, so that they bend as parallels do.
_LONGEST_CUT_DEGREES = 1.0


@dataclass(frozen=True, slots=True)
class Backdrop:
    """What the drawn basemap leaves for others: its boundary classes and their lines."""

    boundary_classes: frozenset[str]
    boundaries: tuple[FloatArray, ...]


def outline_of(geometry: BaseGeometry) -> Outline:
    """Return the polygons of a shape as one compound outline."""
    vertices: list[FloatArray] = []
    codes: list[NDArray[Any]] = []
    for polygon in shapely.get_parts(geometry):
        if polygon.geom_type != "Polygon" or polygon.is_empty:
            continue
        for ring in (polygon.exterior, *polygon.interiors):
            corners = np.asarray(ring.coords)[:, :2]
            code = np.full(len(corners), Outline.LINETO)
            code[0], code[-1] = Outline.MOVETO, Outline.CLOSEPOLY
            vertices.append(corners)
            codes.append(code)
    if not vertices:
        return Outline(np.empty((0, 2)))
    return Outline(np.concatenate(vertices), np.concatenate(codes))


def panel_clip(ax: Axes, panel: Rect) -> Rectangle:
    """Return a patch that cuts artists at the panel's edge."""
    return Rectangle(
        (panel.x0, panel.y0), panel.width, panel.height, transform=ax.transData, visible=False
    )


def draw_backdrop(ax: Axes, frame: Frame, *, basemap: Mapping[str, str], sheet: Sheet) -> Backdrop:
    """Draw water, land, rivers, lakes and boundary lines into the frame's panel."""
    panel = frame.panel
    clip = panel_clip(ax, panel)
    ax.add_artist(
        Rectangle(
            (panel.x0, panel.y0),
            panel.width,
            panel.height,
            facecolor=BASEMAP_LOOK["water"].colour,
            edgecolor="none",
            zorder=0,
        )
    )
    classes: set[str] = set()
    boundaries: list[FloatArray] = []
    for order, layer in enumerate(BASEMAP_LAYERS, start=1):
        by_look: dict[str, list[BaseGeometry]] = {}
        for properties, geometry in _features(basemap.get(layer.stem, ""), frame):
            by_look.setdefault(look_name(layer, properties), []).append(geometry)
        for look, geometries in by_look.items():
            zorder = 0.1 * order
            if layer.stem == "land":
                _draw_land(ax, geometries, clip=clip, zorder=zorder, scale=sheet.scale)
            elif layer.stem == "lakes":
                patch = _area(geometries, BASEMAP_LOOK[look], zorder=zorder, scale=sheet.scale)
                _add(ax, patch, clip)
            else:
                lines = _lines(geometries)
                if layer.look_from and lines:
                    classes.add(look)
                    boundaries.extend(lines)
                collection = _strokes(lines, BASEMAP_LOOK[look], zorder=zorder, scale=sheet.scale)
                _add(ax, collection, clip)
    return Backdrop(frozenset(classes), tuple(boundaries))


def draw_graticule(ax: Axes, frame: Frame, *, sheet: Sheet) -> None:
    """Draw meridians and parallels, and their degrees along the left and lower edges."""
    panel = frame.panel
    clip = panel_clip(ax, panel)
    look = BASEMAP_LOOK["graticule"]
    lines = graticule_of(frame)
    collection = _strokes([line.line for line in lines], look, zorder=0.9, scale=sheet.scale)
    _add(ax, collection, clip)
    style = sheet.text(TYPE["graticule"])
    gap = 2.6 * sheet.scale
    taken: list[Rect] = []
    for line in lines:
        crossing = _crossing(line.line, panel, bottom=line.northward)
        if crossing is None:
            continue
        letters = ("E", "W") if line.northward else ("N", "S")
        suffix = letters[0] if line.degrees > 0 else letters[1]
        text = f"{abs(line.degrees):g}°{suffix if line.degrees else ''}"
        width, up, _ = text_size(text, style)
        x, y = crossing
        if line.northward:
            x, y = x - width / 2, panel.y0 - gap - up
            angle, box = 0.0, Rect(x, y, x + width, y + up)
        else:
            x, y = panel.x0 - gap, y - width / 2
            angle, box = 90.0, Rect(x - up, y, x, y + width)
        if any(box.meets(other) for other in taken) or box.y1 > panel.y1 or box.x1 > panel.x1:
            continue
        taken.append(box)
        ax.text(
            x,
            y,
            text,
            fontproperties=look_font(style),
            color=style.colour,
            rotation=angle,
            ha="left" if line.northward else "right",
            va="baseline" if line.northward else "bottom",
            gid="graticule",
        )


def draw_neatline(ax: Axes, panel: Rect, *, scale: float) -> None:
    """Draw the line that closes the map."""
    look = BASEMAP_LOOK["neatline"]
    ax.add_artist(
        Rectangle(
            (panel.x0, panel.y0),
            panel.width,
            panel.height,
            facecolor="none",
            edgecolor=look.colour,
            linewidth=look.width_px * POINTS_PER_PIXEL * scale,
            joinstyle="miter",
            zorder=20,
        )
    )


def _features(text: str, frame: Frame) -> Iterable[tuple[dict[str, object], BaseGeometry]]:
    """Return the properties and the page shape of features that reach the panel."""
    if not text:
        return
    features = json.loads(text)["features"]
    if not features:
        return
    geometries = np.asarray(shapely.get_parts(shapely.from_geojson(text)))
    west, south, east, north = frame.bounds(pad=2.0)
    cut = shapely.clip_by_rect(geometries, west, south, east, north)
    cut = shapely.segmentize(cut, _LONGEST_CUT_DEGREES)
    margin = frame.panel.grown(12.0)
    for feature, geometry in zip(features, cut, strict=True):
        if geometry.is_empty:
            continue
        page = frame.geometry_of(geometry)
        page = shapely.clip_by_rect(page, margin.x0, margin.y0, margin.x1, margin.y1)
        page = shapely.simplify(page, _FINEST_PT)
        if not page.is_empty:
            yield feature["properties"], page


def _draw_land(
    ax: Axes, geometries: list[BaseGeometry], *, clip: Rectangle, zorder: float, scale: float
) -> None:
    """Draw land with a calm shore; pieces of different detail overlap and are made one."""
    land = shapely.union_all(shapely.make_valid(np.asarray(geometries)))
    coarse = shapely.simplify(land, 0.5)
    for order, (reach, name) in enumerate(_SHORE_BANDS):
        band = shapely.buffer(coarse, reach * scale, quad_segs=3)
        patch = _area([band], BASEMAP_LOOK[name], zorder=0.02 + 0.01 * order, scale=scale)
        _add(ax, patch, clip)
    _add(ax, _area([land], BASEMAP_LOOK["land"], zorder=zorder, scale=scale), clip)


def _area(
    geometries: list[BaseGeometry], look: BasemapLook, *, zorder: float, scale: float
) -> PathPatch:
    outlines = (outline_of(geometry) for geometry in geometries)
    return PathPatch(
        Outline.make_compound_path(*outlines),
        facecolor=look.colour,
        edgecolor=look.edge or "none",
        linewidth=look.width_px * POINTS_PER_PIXEL * scale if look.edge else 0.0,
        joinstyle="round",
        alpha=look.opacity,
        zorder=zorder,
    )


def _strokes(
    lines: list[FloatArray], look: BasemapLook, *, zorder: float, scale: float
) -> LineCollection:
    width = look.width_px * POINTS_PER_PIXEL * scale
    # matplotlib multiplies a dash by the line's width.
    dash = tuple(length / look.width_px for length in look.dash)
    return LineCollection(
        lines,
        colors=look.colour,
        linewidths=width,
        linestyles=[(0.0, dash)] if dash else "solid",
        alpha=look.opacity,
        capstyle="butt" if dash else "round",
        joinstyle="round",
        zorder=zorder,
    )


def _lines(geometries: list[BaseGeometry]) -> list[FloatArray]:
    parts = shapely.get_parts(shapely.get_parts(geometries))
    return [np.asarray(part.coords)[:, :2] for part in parts if part.geom_type == "LineString"]


def _add(ax: Axes, artist: Artist, clip: Rectangle) -> None:
    ax.add_artist(artist)
    artist.set_clip_path(clip)


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
