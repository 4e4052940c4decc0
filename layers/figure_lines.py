"""The static map's subject: legs as lines side by side, nodes as symbols, closures as badges.

What belongs here: drawing leg and node states into a panel, and where each came to lie, for the
labels to keep clear of. What does not: looks (`layers/style.py`), outlines
(`layers/symbols.py`), text. One unit of the axes is one point of the page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline
from matplotlib.transforms import Affine2D

from geo.catalog import Catalog
from geo.crs import FloatArray, circle_of
from geo.model import Mode, NodeKind, SubjectKind
from geo.select import Condition, LegState, NodeState
from layers.figure_base import panel_clip
from layers.frame import Frame
from layers.lanes import lane_directions
from layers.palette import PAPER, POINTS_PER_PIXEL
from layers.sheet import Rect
from layers.style import (
    CONDITION_LOOK,
    CROSS_SIZE_PX,
    CROSS_SPACING_PX,
    LegLook,
    NodeLook,
    corridor_colours,
    lane_offsets_px,
    leg_look,
    mpl_line,
    mpl_underlay,
    node_look,
)
from layers.symbols import BOX, SYMBOLS

BADGE_PX = 14.0
BREAK_OF_GAUGE_PX = 22.0
# How much smaller the symbols of lesser places are.
_SIZE_OF_RANK = {1: 1.0, 2: 0.92, 3: 0.8, 4: 0.66}
# Legs of greater weight lie on top where they meet.
_ORDER_OF_MODE = {Mode.SEA: 0, Mode.ROAD: 1, Mode.RAIL: 2}
# What gives way when two symbols would cover one another, last first.
_ORDER_OF_KIND = (
    NodeKind.LOGISTICS_HUB,
    NodeKind.PORT,
    NodeKind.BORDER_CROSSING,
    NodeKind.DRY_PORT,
    NodeKind.CITY,
    NodeKind.STATION,
    NodeKind.JUNCTION,
)
# The number that tells matplotlib's path codes; our symbols know no others.
_CODES = {"M": (Outline.MOVETO, 1), "L": (Outline.LINETO, 1), "C": (Outline.CURVE4, 3)}


@dataclass(frozen=True, slots=True)
class Lane:
    """One corridor's line of one leg on the page."""

    state: LegState
    corridor_id: str
    look: LegLook
    line: FloatArray


@dataclass(frozen=True, slots=True)
class Spot:
    """A node's symbol on the page: where it is and the rectangle it fills."""

    state: NodeState
    look: NodeLook
    at: tuple[float, float]
    box: Rect


def lanes_of(
    states: Sequence[LegState], frame: Frame, *, catalog: Catalog, scale: float
) -> tuple[Lane, ...]:
    """Return every line to draw, those that belong on top last."""
    colours = corridor_colours(catalog.corridors)
    directions = lane_directions(states, branches=catalog.branches, legs=catalog.legs)
    panel = frame.panel.grown(20.0)
    lanes: list[Lane] = []
    for state in states:
        looks = [leg_look(state, name, colour=colours[name]) for name in state.corridor_ids]
        offsets = lane_offsets_px([look.width_px for look in looks])
        course = frame.line_of(state.leg.alignment)[:: directions[state.leg.leg_id]]
        base = shapely.simplify(shapely.LineString(course), 0.08)
        for corridor_id, look, offset in zip(state.corridor_ids, looks, offsets, strict=True):
            # Shapely's offsets are positive to the left.
            shift = -offset * POINTS_PER_PIXEL * scale
            moved = shapely.offset_curve(base, shift, quad_segs=4) if shift else base
            cut = shapely.clip_by_rect(moved, panel.x0, panel.y0, panel.x1, panel.y1)
            for part in shapely.get_parts(cut):
                if part.geom_type == "LineString" and not part.is_empty:
                    lanes.append(Lane(state, corridor_id, look, np.asarray(part.coords)))
    order = list(catalog.corridors)
    return tuple(
        sorted(
            lanes,
            key=lambda lane: (
                lane.look.width_px > 0 and _ORDER_OF_MODE[lane.state.leg.mode],
                -order.index(lane.corridor_id),
            ),
        )
    )


def draw_lanes(ax: Axes, lanes: Sequence[Lane], *, panel: Rect, scale: float) -> None:
    """Draw lines over their underlays, and crosses on what is suspended."""
    clip = panel_clip(ax, panel)
    for order, lane in enumerate(lanes):
        above = 3.0 + order * 1e-4
        for zorder, options in (
            (2.0 + order * 1e-4, mpl_underlay(lane.look)),
            (above, mpl_line(lane.look)),
        ):
            artist = Line2D(
                lane.line[:, 0],
                lane.line[:, 1],
                zorder=zorder,
                **_scaled(options, scale),
                solid_capstyle="round",
                dash_capstyle="butt",
                solid_joinstyle="round",
                dash_joinstyle="round",
                gid=f"leg:{lane.state.leg.leg_id}:{lane.corridor_id}" if zorder == above else None,
            )
            ax.add_line(artist)
            artist.set_clip_path(clip)
        if lane.look.crossed:
            spacing = CROSS_SPACING_PX * POINTS_PER_PIXEL * scale
            for at in points_along(lane.line, spacing):
                if panel.grown(-3.0).holds(Rect(*at, *at)):
                    draw_symbol(
                        ax,
                        "cross",
                        at,
                        CROSS_SIZE_PX * 1.6 * POINTS_PER_PIXEL * scale,
                        ink=lane.look.cross_colour,
                        zorder=above + 5e-5,
                    )


def points_along(line: FloatArray, spacing: float) -> list[tuple[float, float]]:
    """Return points at equal steps along a line, centred; at least one."""
    course = shapely.LineString(line)
    count = max(int(course.length // spacing), 1)
    first = (course.length - (count - 1) * spacing) / 2
    points = shapely.line_interpolate_point(course, first + spacing * np.arange(count))
    return [(float(x), float(y)) for x, y in shapely.get_coordinates(points)]


def spots_of(
    states: Sequence[NodeState], frame: Frame, *, catalog: Catalog, scale: float
) -> tuple[Spot, ...]:
    """Return the node symbols that fit, the most telling first; one that is covered is left out."""
    colours = corridor_colours(catalog.corridors)
    placed: list[Spot] = []
    for state in sorted(states, key=_telling):
        own = colours[state.corridor_ids[0]] if state.corridor_ids else ""
        look = node_look(state, colour=own)
        at = frame.point_of(state.node.lonlat)
        rank = 1.0 if look.area_km else _SIZE_OF_RANK[min(max(state.node.rank, 1), 4)]
        wide = BREAK_OF_GAUGE_PX * 0.8 if look.break_of_gauge else look.size_px
        half = max(wide, look.size_px) * rank * POINTS_PER_PIXEL * scale / 2
        half = max(half, _area_radius(state, frame) if look.area_km else 0.0)
        box = Rect(at[0] - half, at[1] - half, at[0] + half, at[1] + half)
        if not frame.panel.grown(-1.0).holds(box):
            continue
        if any(_covers(other.box, box) for other in placed):
            continue
        placed.append(Spot(state, look, at, box))
    return tuple(placed)


def draw_spots(ax: Axes, spots: Sequence[Spot], frame: Frame, *, scale: float) -> None:
    """Draw the node symbols, areas first, the most telling last."""
    for order, spot in enumerate(reversed(spots)):
        zorder = 6.0 + order * 1e-3
        rank = 1.0 if spot.look.area_km else _SIZE_OF_RANK[min(max(spot.state.node.rank, 1), 4)]
        size = spot.look.size_px * rank * POINTS_PER_PIXEL * scale
        if spot.look.area_km:
            _draw_area(ax, spot, frame, scale=scale)
            size *= 0.72
        if spot.look.break_of_gauge:
            wide = BREAK_OF_GAUGE_PX * rank * POINTS_PER_PIXEL * scale
            draw_symbol(ax, "break_of_gauge", spot.at, wide, ink=spot.look.colour, zorder=zorder)
            size = min(size, wide * 0.62)
        draw_symbol(
            ax,
            spot.look.shape,
            spot.at,
            size,
            ink=spot.look.colour,
            zorder=zorder + 5e-4,
            gid=f"node:{spot.state.node.node_id}",
        )


@dataclass(frozen=True, slots=True)
class Badge:
    """The mark of a closure: where it stands, and which state it shows."""

    condition: Condition
    at: tuple[float, float]
    box: Rect


def badges_of(
    lanes: Sequence[Lane],
    spots: Sequence[Spot],
    frame: Frame,
    *,
    catalog: Catalog,
    scale: float,
) -> tuple[Badge, ...]:
    """Return one badge for each node, leg and strait that is shut.

    A leg that is shut because its end or its strait is carries no badge of its own: that of the
    node or strait says it.
    """
    half = BADGE_PX * POINTS_PER_PIXEL * scale / 2
    places: list[tuple[Condition, tuple[float, float]]] = []
    for spot in spots:
        if spot.look.badge:
            edge = min(spot.box.width / 2, 5.5 * scale) * 0.8 + half * 0.55
            places.append((spot.state.condition, (spot.at[0] + edge, spot.at[1] + edge)))
    seen: set[str] = set()
    for lane in lanes:
        for closure in lane.state.closures:
            kind, name = closure.closure.subject_kind, lane.state.leg.leg_id
            if kind is SubjectKind.NODE:
                continue
            if kind is SubjectKind.STRAIT:
                name = next(iter(set(closure.closure.subject_ids) & set(lane.state.leg.passes)))
            if name in seen:
                continue
            seen.add(name)
            if kind is SubjectKind.STRAIT:
                at = frame.point_of(catalog.straits[name].lonlat)
            else:
                at = points_along(lane.line, 1e9)[0]
            places.append((lane.state.condition, at))
    badges = (
        Badge(condition, (x, y), Rect(x - half, y - half, x + half, y + half))
        for condition, (x, y) in places
    )
    return tuple(badge for badge in badges if frame.panel.holds(badge.box))


def draw_badges(ax: Axes, badges: Sequence[Badge], *, scale: float) -> None:
    """Draw the marks of closures over everything but text."""
    for badge in badges:
        look = CONDITION_LOOK[badge.condition]
        draw_symbol(
            ax,
            look.badge,
            badge.at,
            BADGE_PX * POINTS_PER_PIXEL * scale,
            ink=look.badge_colour,
            badge=look.badge_colour,
            zorder=7.5,
            gid="badge",
        )


def draw_symbol(
    ax: Axes,
    name: str,
    at: tuple[float, float],
    size: float,
    *,
    ink: str,
    badge: str = "",
    zorder: float,
    gid: str | None = None,
) -> None:
    """Draw one symbol of `layers/symbols.py`, `size` points across, centred on a point."""
    roles = {"ink": ink, "paper": PAPER, "badge": badge or ink, "": "none"}
    place = Affine2D().translate(-BOX / 2, -BOX / 2).scale(size / BOX, -size / BOX).translate(*at)
    for order, part in enumerate(SYMBOLS[name]):
        patch = PathPatch(
            place.transform_path(_outline_of(part.path)),
            facecolor=roles[part.fill],
            edgecolor=roles[part.stroke],
            linewidth=part.stroke_width * size / BOX,
            capstyle="round",
            joinstyle="miter" if part.fill else "round",
            zorder=zorder + order * 1e-5,
            gid=gid if order == 0 else None,
        )
        ax.add_patch(patch)


@lru_cache(maxsize=128)
def _outline_of(path: str) -> Outline:
    """Return SVG path data of absolute M, L, C and Z as an outline."""
    vertices: list[tuple[float, float]] = []
    codes: list[Any] = []
    spaced = path
    for letter in "MLCZ":
        spaced = spaced.replace(letter, f" {letter} ")
    tokens = spaced.split()
    at = 0
    while at < len(tokens):
        letter, at = tokens[at], at + 1
        if letter == "Z":
            vertices.append(vertices[-1])
            codes.append(Outline.CLOSEPOLY)
            continue
        code, points = _CODES[letter]
        for _ in range(points):
            vertices.append((float(tokens[at]), float(tokens[at + 1])))
            codes.append(code)
            at += 2
    return Outline(vertices, codes)


def _draw_area(ax: Axes, spot: Spot, frame: Frame, *, scale: float) -> None:
    """Draw the area in which a node lies, never smaller than can be seen."""
    ring = frame.line_of(circle_of(spot.state.node.lonlat, spot.look.area_km))
    factor = _area_radius(spot.state, frame) / (np.ptp(ring[:, 0]) / 2)
    ring = (ring - spot.at) * factor + spot.at
    for face, alpha, width in ((spot.look.colour, 0.16, 0.0), ("none", 0.9, 0.8 * scale)):
        ax.add_patch(
            PathPatch(
                Outline(ring, closed=True),
                facecolor=face,
                edgecolor=spot.look.colour if width else "none",
                linewidth=width,
                linestyle=(0.0, (3.0, 2.2)),
                alpha=alpha,
                zorder=5.5,
            )
        )


def _area_radius(state: NodeState, frame: Frame) -> float:
    ring = frame.line_of(circle_of(state.node.lonlat, state.node.accuracy_km))
    return max(float(np.ptp(ring[:, 0])) / 2, 8.0)


def _telling(state: NodeState) -> tuple[object, ...]:
    """Order nodes by how much a reader would miss them."""
    return (
        state.condition is Condition.OPEN,
        state.node.rank,
        _ORDER_OF_KIND.index(state.node.kind),
        len(state.gauges) < 2,
        state.node.node_id,
    )


def _covers(one: Rect, other: Rect) -> bool:
    """Tell whether two symbols lie so close that one would hide the other."""
    a, b = one.centre, other.centre
    reach = 0.42 * (min(one.width, 12.0) + min(other.width, 12.0)) / 2 * 1.6
    return float(np.hypot(a[0] - b[0], a[1] - b[1])) < reach


def _scaled(options: Mapping[str, Any], scale: float) -> dict[str, Any]:
    return {**options, "linewidth": options["linewidth"] * scale}
