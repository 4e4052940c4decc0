"""The static map's places: nodes as symbols, uncertain ones as areas, closures as badges.

What belongs here: which symbols find room, where each came to lie, and drawing them. What does not:
outlines (`layers/look/symbols.py`), looks (`layers/look/looks.py`), lines, text. One unit of the
axes is one point of the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline

from geo.catalog import Catalog
from geo.conditions import Condition
from geo.crs import circle_of
from geo.model import NodeKind, SubjectKind
from geo.select import NodeState
from layers.look.looks import NodeLook, node_look
from layers.look.palette import POINTS_PER_PIXEL
from layers.look.style import (
    CONDITION_LOOK,
    closure_condition,
    condition_name,
    corridor_colours,
)
from layers.pens.paper.lines import Lane, points_along
from layers.pens.paper.symbols import draw_symbol
from layers.scene.frame import Frame
from layers.scene.sheet import Rect

BADGE_PX = 14.0
BREAK_OF_GAUGE_PX = 22.0
# How much smaller the symbols of lesser places are.
_SIZE_OF_RANK = {1: 1.0, 2: 0.92, 3: 0.8, 4: 0.66}
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


@dataclass(frozen=True, slots=True)
class Spot:
    """A node's symbol on the page: its place, the box it fills, and how far off its name stands."""

    state: NodeState
    look: NodeLook
    at: tuple[float, float]
    box: Rect
    reach: float


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
        reach = max(half, _area_radius(state, frame)) if look.area_km else half
        box = Rect(at[0] - half, at[1] - half, at[0] + half, at[1] + half)
        if not frame.panel.grown(-1.0).holds(box):
            continue
        if any(_covers(other.box, box) for other in placed):
            continue
        placed.append(Spot(state, look, at, box, reach))
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

    condition: str
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
    places: list[tuple[str, tuple[float, float]]] = []
    for spot in spots:
        if spot.look.badge:
            edge = min(spot.box.width / 2, 5.5 * scale) * 0.8 + half * 0.55
            places.append((condition_name(spot.state), (spot.at[0] + edge, spot.at[1] + edge)))
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
            places.append((closure_condition(closure), at))
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


def _draw_area(ax: Axes, spot: Spot, frame: Frame, *, scale: float) -> None:
    """Draw the area in which a node lies, never smaller than can be seen."""
    ring = frame.line_of(circle_of(spot.state.node.lonlat, spot.look.area_km))
    factor = _area_radius(spot.state, frame) / (np.ptp(ring[:, 0]) / 2)
    ring = (ring - spot.at) * factor + spot.at
    for face, alpha, width in ((spot.look.colour, 0.16, 0.0), ("none", 0.9, 0.8 * scale)):
        ax.add_artist(
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
