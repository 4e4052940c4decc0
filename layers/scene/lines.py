"""The static map's lines: legs in their looks, those of several corridors side by side.

What belongs here: laying leg states into a panel, and where each line came to lie, for symbols
and labels. What does not: looks (`layers/look/looks.py`), nodes, text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely

from geo.crs import FloatArray
from geo.model.lines import Mode
from geo.records.catalog import Catalog
from geo.state.select import LegState
from layers.look.lanes import lane_directions
from layers.look.looks import (
    BAND_KEPT,
    BAND_OPACITY,
    CROSS_SIZE_PX,
    CROSS_SPACING_PX,
    LegLook,
    aside,
    band_px,
    lane_offsets_px,
    leg_look,
)
from layers.look.palette import POINTS_PER_PIXEL
from layers.look.style import STATUS_LABEL, corridor_colours
from layers.scene.display import (
    Item,
    Line,
    Point,
    Stroke,
    Symbol,
    rows_of_points,
    stroke_of,
    under_of,
)
from layers.scene.frame import Frame
from layers.scene.sheet import Rect

# Legs of greater weight lie on top where they meet.
_ORDER_OF_MODE = {Mode.SEA: 0, Mode.ROAD: 1, Mode.RAIL: 2}


@dataclass(frozen=True, slots=True)
class Lane:
    """One corridor's line of one leg on the page; `band` > 0 is the width of its soft band.

    `way` tells in which direction of `line` it is shut: 1, -1, or 0 for none.
    """

    state: LegState
    corridor_id: str
    look: LegLook
    line: FloatArray
    band: float
    way: int


def lanes_of(
    states: Sequence[LegState],
    frame: Frame,
    *,
    catalog: Catalog,
    scale: float,
    told: Collection[str] | None = None,
) -> tuple[Lane, ...]:
    """Return every line to draw, those that belong on top last.

    Lines that are not among those `told`, where there are such, are grey and lie lowest.
    """
    colours = corridor_colours(catalog.corridors)
    directions = lane_directions(states, branches=catalog.branches, legs=catalog.legs)
    panel, km_per_point = frame.panel.grown(20.0), frame.km_per_point()
    lanes: list[Lane] = []
    for state in states:
        is_beside = told is not None and state.leg.leg_id not in told
        # Lines beside what is told are one, whoever shares them.
        own = state.corridor_ids[:1] if is_beside else state.corridor_ids
        looks = [leg_look(state, name, colour=colours[name]) for name in own]
        offsets = lane_offsets_px([look.width_px for look in looks])
        pixel = POINTS_PER_PIXEL * scale
        band = band_px((state.leg.off_by_km or 0.0) / km_per_point / pixel) * pixel
        if is_beside:
            looks, band = [aside(look) for look in looks], 0.0
        if band:
            looks = [replace(look, opacity=look.opacity * BAND_KEPT) for look in looks]
        way = state.shut_way * directions[state.leg.leg_id]
        course = frame.line_of(state.leg.alignment)[:: directions[state.leg.leg_id]]
        base = shapely.simplify(shapely.LineString(course), 0.08)
        for corridor_id, look, offset in zip(own, looks, offsets, strict=True):
            # Shapely's offsets are positive to the left.
            shift = -offset * POINTS_PER_PIXEL * scale
            moved = shapely.offset_curve(base, shift, quad_segs=4) if shift else base
            cut = shapely.clip_by_rect(moved, panel.x0, panel.y0, panel.x1, panel.y1)
            for part in shapely.get_parts(cut):
                if part.geom_type == "LineString" and not part.is_empty:
                    lanes.append(Lane(state, corridor_id, look, np.asarray(part.coords), band, way))
    order = list(catalog.corridors)

    def height(lane: Lane) -> tuple[bool, int, int]:
        is_told = told is None or lane.state.leg.leg_id in told
        return is_told, _ORDER_OF_MODE[lane.state.leg.mode], -order.index(lane.corridor_id)

    return tuple(sorted(lanes, key=height))


def lane_items(lanes: Sequence[Lane], *, panel: Rect, scale: float) -> list[Item]:
    """Return lines over their underlays, and crosses on what is suspended.

    The parts of one corridor's line of a leg are one line, named after both.
    """
    parts: dict[tuple[str, str], list[Lane]] = {}
    for lane in lanes:
        parts.setdefault((lane.state.leg.leg_id, lane.corridor_id), []).append(lane)
    items: list[Item] = [_band(own, panel) for own in parts.values() if own[0].band]
    for own in parts.values():
        stroke, said = stroke_of(own[0].look, scale), STATUS_LABEL[own[0].state.status].lower()
        line = _joined(own, "leg", stroke, said, panel)
        items.append(replace(line, under=under_of(own[0].look, scale)))
    spacing, size = (
        px * POINTS_PER_PIXEL * scale for px in (CROSS_SPACING_PX, CROSS_SIZE_PX * 1.6)
    )
    inner = panel.grown(-3.0)
    items += [
        Symbol("cross", at, size, lane.look.cross_colour, name="suspended")
        for lane in lanes
        if lane.look.crossed and not lane.way
        for at in points_along(lane.line, spacing)
        if inner.holds(Rect(*at, *at))
    ]
    items += _arrows(lanes, inner, spacing=spacing, size=size * 0.7)
    return items


def _band(own: Sequence[Lane], panel: Rect) -> Line:
    """Return the soft band of a line that is drawn closer than it is true."""
    stroke = Stroke(own[0].look.colour, own[0].band, BAND_OPACITY, rounded=True)
    return _joined(own, "band", stroke, "its true course lies somewhere in this band", panel)


def _joined(own: Sequence[Lane], kind: str, stroke: Stroke, said: str, clip: Rect) -> Line:
    """Return the parts of one corridor's line of a leg as one."""
    leg, lines = own[0].state.leg, tuple(lane.line for lane in own)
    name = f"{kind}:{leg.leg_id}:{own[0].corridor_id}"
    return Line(lines, stroke, name, f"{leg.name}: {said}", clip=clip)


def _arrows(lanes: Iterable[Lane], inner: Rect, *, spacing: float, size: float) -> list[Item]:
    """Return the stopped arrows of lines that are shut one way."""
    return [
        Line(
            stopped_arrow(at, _shut_towards(lane, at), size),
            Stroke(lane.look.cross_colour, 1.2),
            "one_way",
        )
        for lane in lanes
        if lane.way
        for at in points_along(lane.line, spacing)
        if inner.holds(Rect(*at, *at))
    ]


def stopped_arrow(at: Point, along: Point, size: float) -> tuple[FloatArray, ...]:
    """Return the lines of an arrow that points `along` (a unit vector), stopped by a bar."""
    (x, y), (ux, uy) = at, (along[0] * size, along[1] * size)

    def of(*shares: Point) -> FloatArray:
        return rows_of_points(
            *((x + ux * on - uy * off, y + uy * on + ux * off) for on, off in shares)
        )

    return of((-0.6, -0.7), (0.5, 0.0), (-0.6, 0.7)), of((0.7, -0.8), (0.7, 0.8))


def _shut_towards(lane: Lane, at: Point) -> Point:
    """Return the unit vector of a lane's shut way at a point of it."""
    course = shapely.LineString(lane.line)
    place = shapely.line_locate_point(course, shapely.Point(at))
    ends = shapely.line_interpolate_point(course, [place - 0.5, place + 0.5])
    (x0, y0), (x1, y1) = shapely.get_coordinates(ends)
    length = float(np.hypot(x1 - x0, y1 - y0)) or 1.0
    return lane.way * (x1 - x0) / length, lane.way * (y1 - y0) / length


def points_along(line: FloatArray, spacing: float) -> list[tuple[float, float]]:
    """Return points at equal steps along a line, centred; at least one."""
    course = shapely.LineString(line)
    count = max(int(course.length // spacing), 1)
    first = (course.length - (count - 1) * spacing) / 2
    points = shapely.line_interpolate_point(course, first + spacing * np.arange(count))
    return [(float(x), float(y)) for x, y in shapely.get_coordinates(points)]
