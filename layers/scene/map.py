"""The map inside its frame: backdrop, lines, symbols, names, furniture, and the detail map.

What belongs here: the order in which the parts are painted, and what each leaves free for the
next. What does not: each part's own layout, and everything outside the frame
(`layers/scene/page.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely

from geo.model.lines import Leg, LonLat, Mode, NodeKind
from geo.state.select import LegState, NodeState
from layers.look.basemap import AREAS_STEM, LABELS_STEM, areas_of, labels_of
from layers.look.languages import name_in
from layers.look.looks import leaves_frame
from layers.look.palette import INK, PAPER
from layers.scene.backdrop import graticule_items, neatline
from layers.scene.callouts import callout_items
from layers.scene.content import Content, MapSubject, content_of
from layers.scene.detail import FACTOR, Detail, Missing, detail_of
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
from layers.scene.sheet import Rect
from layers.scene.way import way_wishes
from layers.scene.wishes import Wish

# Room for names at the left, bottom, right and top, in points.
_PAD = Rect(26.0, 24.0, 34.0, 24.0)
# So many times as much round a journey, so that it is seen where it lies.
_STORY_PAD = 2.5
# Voyages of the best way are shown whole where the land then is no smaller than by this.
_LEAST_SHARE = 0.7
# How soon the name of an end of the journey chooses.
_END_ORDER = -0.9
_LAND_ALT = (
    "Land, water and boundaries under the map, with scale bar, north arrow and a globe that shows "
    "where it lies."
)
# Names that lie below the symbols, and those over them.
_Names = tuple[list[Item], list[Item]]


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


def frame_for(subject: MapSubject) -> Frame:
    """Return the frame that shows all legs, of a story its own, but for the longest voyages."""
    told = subject.framed
    legs = framing_legs([one for one in subject.legs if told is None or one.leg.leg_id in told])
    ends = {end for leg in legs for end in leg.end_ids}
    places = [point for leg in legs for point in leg.alignment]
    touched = {end for state in subject.legs for end in state.leg.end_ids}
    places.extend(
        state.node.lonlat
        for state in subject.nodes
        if state.node.node_id in ends or (told is None and state.node.node_id not in touched)
    )
    places.extend(_way_places(subject))

    def framed(lonlats: Sequence[LonLat], wider: float) -> Frame:
        pad = Rect(*(side * wider * subject.sheet.scale for side in _PAD.sides))
        return frame_of(lonlats, subject.sheet.map, pad=pad)

    frame = framed(places, 1.0 if told is None else _STORY_PAD)
    if voyages := list(_way_places(subject, at_sea=True)):
        # Nothing lies round a voyage that would say where it is.
        whole = framed([*places, *voyages], 1.0)
        if whole.points_per_metre >= frame.points_per_metre * _LEAST_SHARE:
            return whole
    return frame


def seen_in(subject: MapSubject, frame: Frame) -> MapSubject:
    """Return a subject with what of it lies in a frame that shows less than all."""
    if subject.framed is None:
        return subject
    panel = shapely.box(*frame.panel.sides)
    legs = (
        state
        for state in subject.legs
        if shapely.LineString(frame.line_of(state.leg.alignment)).intersects(panel)
    )
    nodes = (
        state
        for state in subject.nodes
        if frame.panel.holds(Rect(*frame.point_of(state.node.lonlat) * 2))
    )
    return replace(subject, legs=tuple(legs), nodes=tuple(nodes))


def _way_places(subject: MapSubject, *, at_sea: bool = False) -> Iterator[LonLat]:
    """Yield the places of the best way: its ends and all that is on land, or all that is at sea."""
    if subject.ways is None:
        return
    catalog, answer = subject.catalog, subject.ways.answer
    yield from (catalog.nodes[end].lonlat for end in answer.query.end_ids)
    for leg_id in answer.routes[0].leg_ids if answer.routes else ():
        if (catalog.legs[leg_id].mode is Mode.SEA) is at_sea:
            yield from catalog.legs[leg_id].alignment


def map_of(subject: MapSubject, frame: Frame) -> Mapped:
    """Lay out everything inside the frame, and a detail map where there is need and room."""
    sheet = subject.sheet
    content = content_of(subject, frame)
    detail, bar, globe = _shared_out(content)
    land = [*content.backdrop.items, *graticule_items(frame, sheet=sheet)]
    furniture = [
        *scale_and_north(frame, bar, sheet=sheet),
        *globe_items(frame, globe, basemap=subject.catalog.basemap),
    ]
    kept: tuple[Rect, ...] = (bar.grown(2.0), globe.grown(2.0))
    wishes = _ends_first(content)
    over: list[Item] = []
    if detail is not None:
        kept = (*kept, detail.frame.panel.grown(3.0))
        over += _window(detail.window, scale=sheet.scale)
        corners = detail.window.corners
        outline = points_of([np.array([*corners, corners[0]])])
        content = replace(content, lines=np.concatenate([content.lines, outline]))
        wishes = _less_the_detail(content, wishes, detail.window)
    names = _names(content, [*_journey_wishes(content), *wishes], kept)
    items = _painted(content, land, names, over=over, furniture=furniture)
    nodes = {spot.state.node.node_id: spot.state for spot in content.spots}
    if detail is not None:
        inset = _detail_of(subject, detail)
        items += inset.items
        nodes |= {state.node.node_id: state for state in inset.nodes}
    return Mapped(items, tuple(nodes.values()), content.backdrop.boundary_classes)


def _detail_of(subject: MapSubject, detail: Detail) -> Mapped:
    """Lay out the detail map, over the main map."""
    sheet, frame = subject.sheet, detail.frame
    content = content_of(subject, frame)
    wishes = node_wishes(content)

    def titled(title: str) -> tuple[list[Item], _Names]:
        # English before names in another script, which else would turn the line over.
        large = f"{FACTOR:g} × larger"
        words = (f"{large}:", title) if sheet.language else (f"{title},", large)
        note, box = note_items(content, words)
        return note, _names(content, wishes, (box,))

    title = _area_name(content, content.spots)
    note, (far, near) = titled(title)
    # The title names what can be found by its name.
    named = {item.name for item in near if isinstance(item, Text)}
    found = [one for one in content.spots if f"label:node:{one.state.node.node_id}" in named]
    if _area_name(content, found) != title:
        note, (far, near) = titled(_area_name(content, found))
    paper = Area(frame.panel.grown(2.4 * sheet.scale), PAPER, name="detail")
    items = _painted(content, [paper, *content.backdrop.items], (far, [*near, *note]))
    return Mapped(items, tuple(spot.state for spot in content.spots), frozenset())


def _painted(
    content: Content,
    land: Sequence[Item],
    names: _Names,
    *,
    over: Sequence[Item] = (),
    furniture: Sequence[Item] = (),
) -> tuple[Item, ...]:
    """Return all in a frame as it is painted; on a slide ground and furniture are one picture."""
    sheet, panel = content.subject.sheet, content.frame.panel
    edge = neatline(panel, scale=sheet.scale)
    ground: tuple[Item, ...] = (*land, edge)
    top: tuple[Item, ...] = (*furniture, edge)
    if sheet.noted:
        ground, top = (Picture((*ground, *furniture), panel.grown(1.5), "land", _LAND_ALT),), ()
    lines, symbols = (*content.ribbons, *content.lanes), (*content.symbols, *content.rings)
    far, near = names
    return (*ground, *lines, *far, *symbols, *over, *near, *top)


def _ends_first(content: Content) -> list[Wish]:
    """Return the wishes of nodes; the ends of a journey choose first and are never left out."""
    ways, wishes = content.subject.ways, node_wishes(content)
    if ways is None:
        return wishes
    ends = {f"node:{end}" for end in ways.answer.query.end_ids}
    return [
        replace(wish, order=_END_ORDER, needed=True, vital=True) if wish.key in ends else wish
        for wish in wishes
    ]


def _journey_wishes(content: Content) -> list[Wish]:
    subject = content.subject
    if subject.ways is None:
        return []
    return way_wishes(
        content.frame,
        subject.ways,
        catalog=subject.catalog,
        sheet=subject.sheet,
        occupied=content.occupied,
        named={spot.state.node.node_id for spot in content.spots},
    )


def _names(content: Content, wishes: Sequence[Wish], kept: tuple[Rect, ...]) -> _Names:
    """Return the basemap's names, and those of nodes and straits with the marks of call-outs.

    All names chose by their order; `kept` are boxes that others stand in.
    """
    subject, catalog, shut = content.subject, content.subject.catalog, (*content.shut, *kept)
    marks, marked = callout_items(content.frame, subject.callouts, shut=shut, sheet=subject.sheet)
    taken = {
        name.split(" (")[0]
        for state in subject.nodes
        for name in (state.node.name, *state.node.aliases)
    }
    labels = labels_of(catalog.basemap[LABELS_STEM])
    areas = areas_of(catalog.basemap.get(AREAS_STEM, ""))
    crossed = {state.node.country for state in subject.nodes}
    named = {one: areas[one.code] for one in labels if one.code in crossed and one.code in areas}
    countries = country_wishes(content, named)
    straits = strait_wishes(content, labels)
    taken |= {label.name for label in named}
    taken |= {catalog.straits[one.strait_id].name for one in content.badges if one.strait_id}
    others = backdrop_wishes(content, labels, taken)
    every = sorted((*countries, *straits, *wishes, *others), key=lambda wish: wish.order)
    placed = placed_labels(every, content.room((*kept, *marked)))
    own = {wish.key for wish in (*straits, *wishes)}
    far = (label for label in placed if label.wish.key not in own)
    near = (label for label in placed if label.wish.key in own)
    return list(label_items(far)), [*label_items(near), *marks]


def _shared_out(content: Content) -> tuple[Detail | None, Rect, Rect]:
    """Return the detail map and the boxes of scale bar and globe, none on another or on lines.

    The detail map chooses first; where it leaves no empty corner the scale bar does, then both.
    """
    missing, names = _unnamed(content)
    first = furniture_boxes(content, (), names)
    for kept in ((), first[:1], first):
        detail = detail_of(content, missing, kept)
        if detail is not None:
            boxes = furniture_boxes(content, (detail.frame.panel,), names)
            if not any(count_inside(content.occupied, box) for box in boxes):
                return detail, *boxes
    return None, *first


def _unnamed(content: Content) -> tuple[Missing, list[Rect]]:
    """Return the nodes without a name on the main map, and the boxes of the names needed there."""
    wishes = [replace(wish, vital=False) for wish in node_wishes(content)]
    labels = placed_labels(wishes, content.room())
    named, subject = {label.wish.key for label in labels}, content.subject
    # On a slide lesser places wish for no name.
    unwished = {f"node:{spot.state.node.node_id}" for spot in content.spots}
    unwished -= {wish.key for wish in wishes}
    nodes = (state for state in subject.nodes if not subject.is_beside(state.node.node_id))
    keyed = {f"node:{state.node.node_id}": state for state in nodes}
    missing = Missing(
        tuple(state for key, state in keyed.items() if key not in named | unwished),
        tuple(state for key, state in keyed.items() if key in unwished),
    )
    return missing, [label.box for label in labels if label.wish.needed]


def _less_the_detail(content: Content, wishes: Sequence[Wish], window: Rect) -> list[Wish]:
    """Return the main map's wishes: in the window only great places, and only if easily named."""
    spots = content.spots
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


def _area_name(content: Content, shown: Iterable[Spot]) -> str:
    """Return what a detail map shows: its two greatest places, of several the nearest its middle.

    Towns rather than crossings as great; from west to east, as the map names them.
    """
    (x, y), language = content.frame.panel.centre, content.subject.sheet.language
    spots = [spot for spot in shown if not spot.state.planned]
    spots.sort(
        key=lambda one: (
            one.state.node.rank,
            one.state.node.kind is NodeKind.BORDER_CROSSING,
            float(np.hypot(one.at[0] - x, one.at[1] - y)),
        )
    )
    places = (one.state.node for one in sorted(spots[:2], key=lambda one: one.at[0]))
    names = [name_in(node, language).split(" (")[0] for node in places]
    return (" – " if language else " and ").join(names) or "Detail"
