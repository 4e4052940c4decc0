"""The map inside its frame: backdrop, lines, symbols, names, furniture, and the detail map.

What belongs here: the order in which the parts are painted, and what each leaves free for the
next. What does not: each part's own layout, and everything outside the frame
(`layers/scene/page.py`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from geo.model.lines import Leg, LonLat, Mode, NodeKind
from geo.state.select import LegState, NodeState
from layers.look.basemap import AREAS_STEM, LABELS_STEM, areas_of, labels_of
from layers.look.languages import name_in
from layers.look.looks import leaves_frame
from layers.look.palette import INK, PAPER
from layers.scene.backdrop import graticule_items, neatline
from layers.scene.callouts import callout_items
from layers.scene.content import Content, Subject, content_of
from layers.scene.detail import FACTOR, Detail, detail_of
from layers.scene.display import Area, Item, Picture, Stroke, Text, count_inside
from layers.scene.frame import Frame, frame_of
from layers.scene.furniture import (
    furniture_boxes,
    globe_items,
    note_items,
    scale_and_north,
)
from layers.scene.names import (
    backdrop_wishes,
    country_wishes,
    label_items,
    node_wishes,
    strait_wishes,
)
from layers.scene.nodes import Spot
from layers.scene.placing import placed_labels, points_of
from layers.scene.sheet import Rect, Sheet
from layers.scene.way import way_wishes
from layers.scene.wishes import Wish

# Room for names at the left, bottom, right and top, in points.
_PAD = Rect(26.0, 24.0, 34.0, 24.0)
# How soon the name of an end of the journey chooses.
_END_ORDER = -0.9
_LAND_ALT = (
    "Land, water and boundaries under the map, with scale bar, north arrow and a globe that shows "
    "where it lies."
)


@dataclass(frozen=True, slots=True)
class Mapped:
    """A map laid out, and what came to be seen: the nodes that found room, classes of boundary."""

    items: tuple[Item, ...]
    nodes: tuple[NodeState, ...]
    boundary_classes: frozenset[str]

    @property
    def banded(self) -> bool:
        """Whether any line is drawn as a soft band."""
        return any(item.name.startswith("band:") for item in self.items)


def framing_legs(states: Sequence[LegState]) -> list[Leg]:
    """Return the legs that a frame shows whole: all but the longest voyages, unless no other is."""
    legs = [state.leg for state in states]
    near = [leg for leg in legs if not leaves_frame(leg)]
    return near or legs


def frame_for(subject: Subject) -> Frame:
    """Return the frame that shows all legs, but for the longest voyages."""
    legs = framing_legs(subject.legs)
    ends = {end for leg in legs for end in (leg.from_id, leg.to_id)}
    places = [point for leg in legs for point in leg.alignment]
    touched = {end for state in subject.legs for end in (state.leg.from_id, state.leg.to_id)}
    places.extend(
        state.node.lonlat
        for state in subject.nodes
        if state.node.node_id in ends or state.node.node_id not in touched
    )
    places.extend(_way_places(subject))
    pad = Rect(*(side * subject.sheet.scale for side in (_PAD.x0, _PAD.y0, _PAD.x1, _PAD.y1)))
    return frame_of(places, subject.sheet.map, pad=pad)


def _way_places(subject: Subject) -> Iterator[LonLat]:
    """Yield the places of the best way that a frame shows: its ends and all that is on land."""
    if subject.ways is None:
        return
    catalog, answer = subject.catalog, subject.ways.answer
    yield from (catalog.nodes[end].lonlat for end in (answer.query.from_id, answer.query.to_id))
    for leg_id in answer.routes[0].leg_ids if answer.routes else ():
        if catalog.legs[leg_id].mode is not Mode.SEA:
            yield from catalog.legs[leg_id].alignment


def map_of(subject: Subject, frame: Frame) -> Mapped:
    """Lay out everything inside the frame, and a detail map where there is need and room."""
    sheet, scale = subject.sheet, subject.sheet.scale
    content = content_of(subject, frame)
    detail, bar, globe = _shared_out(subject, frame, content)
    land = [*content.backdrop.items, *graticule_items(frame, sheet=sheet)]
    edge = neatline(frame.panel, scale=scale)
    furniture = [
        *scale_and_north(frame, bar, sheet=sheet),
        *globe_items(frame, globe, basemap=subject.catalog.basemap),
    ]
    kept: tuple[Rect, ...] = (bar.grown(2.0), globe.grown(2.0))
    wishes = _ends_first(subject, node_wishes(content.spots, sheet=sheet, lines=_lines_at(subject)))
    over: list[Item] = []
    if detail is not None:
        kept = (*kept, detail.frame.panel.grown(3.0))
        over += _window(detail.window, scale=scale)
        corners = detail.window.corners
        outline = points_of([np.array([*corners, corners[0]])])
        content = replace(content, lines=np.concatenate([content.lines, outline]))
        wishes = _less_the_detail(wishes, content.spots, detail.window)
    marks, taken = callout_items(frame, subject.callouts, shut=(*content.shut, *kept), sheet=sheet)
    wishes = [*_journey_wishes(subject, frame, content), *wishes]
    far, near = _names(subject, frame, content, wishes=wishes, kept=(*kept, *taken))
    items = [
        *_grounded([*land, edge], furniture, frame.panel, sheet),
        *content.ribbons,
        *content.lanes,
        *far,
        *content.symbols,
        *content.rings,
        *over,
        *near,
        *marks,
        *([] if sheet.noted else [*furniture, edge]),
    ]
    nodes = {spot.state.node.node_id: spot.state for spot in content.spots}
    if detail is not None:
        inset = _detail_of(subject, detail)
        items += inset.items
        nodes |= {state.node.node_id: state for state in inset.nodes}
    return Mapped(tuple(items), tuple(nodes.values()), content.backdrop.boundary_classes)


def _ends_first(subject: Subject, wishes: Sequence[Wish]) -> list[Wish]:
    """Return the wishes of nodes; the ends of a journey choose first and are never left out."""
    if subject.ways is None:
        return list(wishes)
    query = subject.ways.answer.query
    ends = {f"node:{end}" for end in (query.from_id, query.to_id)}
    return [
        replace(wish, order=_END_ORDER, needed=True, vital=True) if wish.key in ends else wish
        for wish in wishes
    ]


def _journey_wishes(subject: Subject, frame: Frame, content: Content) -> list[Wish]:
    if subject.ways is None:
        return []
    return way_wishes(
        frame,
        subject.ways,
        catalog=subject.catalog,
        sheet=subject.sheet,
        occupied=content.occupied,
        named={spot.state.node.node_id for spot in content.spots},
    )


def _grounded(
    land: Sequence[Item], furniture: Sequence[Item], panel: Rect, sheet: Sheet
) -> list[Item]:
    """Return the ground of a map; on a slide it is one picture with the furniture on it."""
    if not sheet.noted:
        return list(land)
    return [Picture((*land, *furniture), panel.grown(1.5), "land", _LAND_ALT)]


def _names(
    subject: Subject,
    frame: Frame,
    content: Content,
    *,
    wishes: Sequence[Wish],
    kept: tuple[Rect, ...],
) -> tuple[list[Item], list[Item]]:
    """Return the basemap's names and those of nodes and straits; all chose by their order."""
    sheet, catalog = subject.sheet, subject.catalog
    taken = {
        name.split(" (")[0]
        for state in subject.nodes
        for name in (state.node.name, *state.node.aliases)
    }
    labels = labels_of(catalog.basemap[LABELS_STEM])
    areas = areas_of(catalog.basemap.get(AREAS_STEM, ""))
    crossed = {state.node.country for state in subject.nodes}
    countries = country_wishes(labels, frame, sheet=sheet, crossed=crossed, areas=areas)
    straits = strait_wishes(content.badges, catalog, sheet=sheet, labels=labels)
    named = {label.name for label in labels if label.code in crossed and label.code in areas}
    marked = {catalog.straits[one.strait_id].name for one in content.badges if one.strait_id}
    taken |= named | marked
    others = backdrop_wishes(labels, frame, sheet=sheet, taken=taken)
    every = sorted((*countries, *straits, *wishes, *others), key=lambda wish: wish.order)
    placed = placed_labels(every, content.room(frame.panel, kept))
    own = {wish.key for wish in (*straits, *wishes)}
    far = (label for label in placed if label.wish.key not in own)
    near = (label for label in placed if label.wish.key in own)
    return list(label_items(far)), list(label_items(near))


def _lines_at(subject: Subject) -> Counter[str]:
    """Return how many of the legs drawn end at each node."""
    return Counter(end for one in subject.legs for end in (one.leg.from_id, one.leg.to_id))


def _shared_out(
    subject: Subject, frame: Frame, content: Content
) -> tuple[Detail | None, Rect, Rect]:
    """Return the detail map and the boxes of scale bar and globe, none on another or on lines.

    The detail map chooses first; where it leaves no empty corner the scale bar does, then both.
    """
    scale, occupied = subject.sheet.scale, content.occupied
    missing = _unnamed(subject, frame, content)
    at = [frame.point_of(state.node.lonlat) for state in missing]
    weights = [5.0 - state.node.rank for state in missing]
    first = furniture_boxes(frame, occupied=occupied, taken=(), scale=scale)
    for kept in ((), first[:1], first):
        detail = detail_of(frame, at, weights, occupied=occupied, taken=kept, scale=scale)
        taken = () if detail is None else (detail.frame.panel,)
        bar, globe = furniture_boxes(frame, occupied=occupied, taken=taken, scale=scale)
        if detail is not None and not any(count_inside(occupied, box) for box in (bar, globe)):
            return detail, bar, globe
    return None, *first


def _unnamed(subject: Subject, frame: Frame, content: Content) -> list[NodeState]:
    """Return the nodes whose names find no room on the main map."""
    wishes = [
        replace(wish, vital=False)
        for wish in node_wishes(content.spots, sheet=subject.sheet, lines=_lines_at(subject))
    ]
    named = {label.wish.key for label in placed_labels(wishes, content.room(frame.panel))}
    return [state for state in subject.nodes if f"node:{state.node.node_id}" not in named]


def _less_the_detail(wishes: Sequence[Wish], spots: Sequence[Spot], window: Rect) -> list[Wish]:
    """Return the main map's wishes: in the window only great places, and only if easily named."""
    great = {f"node:{spot.state.node.node_id}" for spot in spots if spot.state.node.rank == 1}
    return [
        replace(wish, needed=False, vital=False) if _is_in(wish, window) else wish
        for wish in wishes
        if not _is_in(wish, window) or wish.key in great
    ]


def _is_in(wish: Wish, window: Rect) -> bool:
    return window.holds(Rect(*wish.at, *wish.at))


def _window(window: Rect, *, scale: float) -> list[Item]:
    """Outline on the main map what the detail map shows."""
    return [
        Area(window, stroke=Stroke(colour, width * scale), name=name, alt=alt)
        for colour, width, name, alt in (
            (PAPER, 2.2, "", ""),
            (INK, 0.7, "window", "What the detail map shows larger"),
        )
    ]


def _area_name(spots: Sequence[Spot], frame: Frame, language: str) -> str:
    """Return what a detail map shows: its two greatest places, of several the nearest its middle.

    Towns rather than crossings as great; from west to east, as the map names them.
    """
    x, y = frame.panel.centre

    def far(one: Spot) -> tuple[int, bool, float]:
        node = one.state.node
        from_middle = float(np.hypot(one.at[0] - x, one.at[1] - y))
        return node.rank, node.kind is NodeKind.BORDER_CROSSING, from_middle

    found = sorted((spot for spot in spots if not spot.state.planned), key=far)[:2]
    places = (one.state.node for one in sorted(found, key=lambda it: it.at[0]))
    names = [name_in(node, language).split(" (")[0] for node in places]
    return (" – " if language else " and ").join(names) or "Detail"


def _detail_of(subject: Subject, detail: Detail) -> Mapped:
    """Lay out the detail map, over the main map."""
    sheet, frame = subject.sheet, detail.frame
    content = content_of(subject, frame)
    wishes = node_wishes(content.spots, sheet=sheet, lines=_lines_at(subject))
    title, last = _area_name(content.spots, frame, sheet.language), ""
    while title != last:
        words = f"{title}, {FACTOR:g} × larger"
        note, box = note_items(frame, words, occupied=content.occupied, sheet=sheet)
        shut = (*content.shut, box)
        marks, taken = callout_items(frame, subject.callouts, shut=shut, sheet=sheet)
        far, near = _names(subject, frame, content, wishes=wishes, kept=(box, *taken))
        if last:
            break
        # The title names what can be found by its name.
        named = {item.name for item in near if isinstance(item, Text)}
        found = [one for one in content.spots if f"label:node:{one.state.node.node_id}" in named]
        last, title = title, _area_name(found, frame, sheet.language)
    edge = neatline(frame.panel, scale=sheet.scale)
    paper = Area(frame.panel.grown(2.4 * sheet.scale), PAPER, name="detail")
    ground = [paper, *content.backdrop.items]
    items = (
        *_grounded([*ground, edge], (), frame.panel, sheet),
        *content.ribbons,
        *content.lanes,
        *far,
        *content.symbols,
        *content.rings,
        *near,
        *marks,
        *note,
        *([] if sheet.noted else [edge]),
    )
    return Mapped(items, tuple(spot.state for spot in content.spots), frozenset())
