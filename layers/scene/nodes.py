"""The static map's places: nodes as symbols, uncertain ones as areas, closures as badges.

What belongs here: which symbols find room, and where each comes to lie. What does not: outlines
(`layers/look/symbols.py`), looks (`layers/look/looks.py`), lines, text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from geo.crs import circle_of
from geo.model.lines import NodeKind
from geo.model.said import SubjectKind
from geo.records.catalog import Catalog
from geo.state.conditions import ClosureState, Condition
from geo.state.select import NodeState
from layers.look.looks import NodeLook, node_look
from layers.look.palette import POINTS_PER_PIXEL
from layers.look.style import (
    CONDITION_LOOK,
    closure_condition,
    condition_name,
)
from layers.scene.display import Disc, Item, Point, Symbol, rough_disc
from layers.scene.frame import Frame
from layers.scene.lines import Lane, points_along
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
    NodeKind.STATION,
    NodeKind.CITY,
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


def spots_of(states: Sequence[NodeState], frame: Frame, *, scale: float) -> tuple[Spot, ...]:
    """Return the node symbols that fit, the most telling first; one that is covered is left out."""
    placed: list[Spot] = []
    for state in sorted(states, key=_telling):
        look = node_look(state)
        at = frame.point_of(state.node.lonlat)
        rank = _share_of_rank(state, look)
        wide = BREAK_OF_GAUGE_PX * 0.8 if look.break_of_gauge else look.size_px
        half = max(wide, look.size_px) * rank * POINTS_PER_PIXEL * scale / 2
        reach = max(half, _area_radius(state, frame)) if look.area_km else half
        box = Disc(at, half).box
        if not frame.panel.grown(-1.0).holds(box):
            continue
        # A planned site is not a place that could hide the town beside it.
        solid = (other for other in placed if not other.look.area_km)
        if not look.area_km and any(_covers(other.box, box) for other in solid):
            continue
        placed.append(Spot(state, look, at, box, reach))
    return tuple(placed)


def spot_items(spots: Sequence[Spot], frame: Frame, *, scale: float) -> Iterator[Item]:
    """Yield the node symbols, areas first, the most telling last."""
    for spot in spots:
        if spot.look.area_km:
            node = spot.state.node
            # Never smaller than can be seen.
            disc = Disc(spot.at, _area_radius(spot.state, frame))
            alt = f"{node.name}: its position is known only to this area"
            name = f"area:{node.node_id}"
            yield rough_disc(disc, spot.look.colour, width=0.8 * scale, name=name, alt=alt)
    for spot in reversed(spots):
        node, look = spot.state.node, spot.look
        per_pixel = _share_of_rank(spot.state, look) * POINTS_PER_PIXEL * scale
        size = look.size_px * per_pixel * (0.72 if look.area_km else 1.0)
        if look.break_of_gauge:
            wide, alt = BREAK_OF_GAUGE_PX * per_pixel, f"{node.name}: break of gauge"
            name = f"break_of_gauge:{node.node_id}"
            yield Symbol("break_of_gauge", spot.at, wide, look.colour, name=name, alt=alt)
            size = min(size, wide * 0.62)
        name = f"node:{node.node_id}"
        yield Symbol(look.shape, spot.at, size, look.colour, name=name, alt=node.name)


@dataclass(frozen=True, slots=True)
class Badge:
    """The mark of a closure: where it stands, which state it shows, and of which strait if any.

    `since` are the closures that a strait's name tells of.
    """

    condition: str
    at: tuple[float, float]
    box: Rect
    strait_id: str = ""
    since: tuple[ClosureState, ...] = ()


def badges_of(
    lanes: Sequence[Lane],
    spots: Sequence[Spot],
    frame: Frame,
    *,
    catalog: Catalog,
    scale: float,
    supposed: Collection[str] = (),
) -> tuple[Badge, ...]:
    """Return one badge for each node, leg and strait that is shut.

    A leg that is shut because its end or its strait is carries no badge of its own: that of the
    node or strait says it. `supposed` names what the reader closed: straits show that first.
    """
    half = BADGE_PX * POINTS_PER_PIXEL * scale / 2
    badges: list[Badge] = []

    def add(
        condition: str, at: Point, strait_id: str = "", since: tuple[ClosureState, ...] = ()
    ) -> None:
        badges.append(Badge(condition, at, Disc(at, half).box, strait_id, since))

    for spot in spots:
        if spot.look.badge:
            edge = min(spot.box.width / 2, 5.5 * scale) * 0.8 + half * 0.55
            add(condition_name(spot.state), (spot.at[0] + edge, spot.at[1] + edge))
    straits = {name: frame.point_of(one.lonlat) for name, one in catalog.straits.items()}
    seen = {name for lane in lanes for name in lane.state.leg.passes if name in supposed}
    for name in sorted(seen):
        add("supposed", straits[name], name)
    for lane in lanes:
        for closure in lane.state.closures:
            kind, strait = closure.closure.subject_kind, ""
            if kind is SubjectKind.STRAIT:
                strait = next(iter(set(closure.closure.subject_ids) & set(lane.state.leg.passes)))
            name = strait or lane.state.leg.leg_id
            if kind is not SubjectKind.NODE and name not in seen:
                seen.add(name)
                at = straits[strait] if strait else points_along(lane.line, 1e9)[0]
                add(closure_condition(closure), at, strait, (closure,))
    return tuple(badge for badge in badges if frame.panel.holds(badge.box))


def badge_items(badges: Sequence[Badge], *, scale: float) -> Iterator[Item]:
    """Yield the marks of closures, over everything but text."""
    for badge in badges:
        look = CONDITION_LOOK[badge.condition]
        size, colour = BADGE_PX * POINTS_PER_PIXEL * scale, look.badge_colour
        yield Symbol(look.badge, badge.at, size, colour, colour, "badge", look.label)


_MOST_OF_PANEL = 0.25


def _share_of_rank(state: NodeState, look: NodeLook) -> float:
    return 1.0 if look.area_km else _SIZE_OF_RANK[state.node.rank]


def _area_radius(state: NodeState, frame: Frame) -> float:
    ring = frame.line_of(circle_of(state.node.lonlat, state.node.accuracy_km))
    # However close the map, the area leaves the rest of it to be seen.
    most = _MOST_OF_PANEL * min(frame.panel.width, frame.panel.height)
    return min(max(float(np.ptp(ring[:, 0])) / 2, 8.0), most)


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
