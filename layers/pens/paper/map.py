"""The map inside its frame: backdrop, lines, symbols, names, furniture, and the detail map.

What belongs here: the order in which the parts are drawn, and what each leaves free for the next.
What does not: each part's own drawing, and everything outside the frame
(`layers/pens/paper/page.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from geo.catalog import Catalog
from geo.crs import FloatArray
from geo.model import Mode
from geo.select import LegState, NodeState
from layers.look.basemap import LABELS_STEM, labels_of
from layers.look.palette import INK, PAPER
from layers.pens.paper.backdrop import Backdrop, draw_backdrop, draw_graticule, draw_neatline
from layers.pens.paper.callouts import Callout, draw_callouts
from layers.pens.paper.furniture import (
    covers,
    draw_globe,
    draw_note,
    draw_scale_and_north,
    furniture_boxes,
)
from layers.pens.paper.labels import draw_labels
from layers.pens.paper.lines import draw_lanes, lanes_of
from layers.pens.paper.names import backdrop_wishes, node_wishes
from layers.pens.paper.nodes import Spot, badges_of, draw_badges, draw_spots, spots_of
from layers.scene.detail import FACTOR, Detail, detail_of
from layers.scene.frame import Frame, frame_of
from layers.scene.placing import Room, Wish, boxes_of, placed_labels, points_of
from layers.scene.sheet import Rect, Sheet

# A voyage round Africa would shrink everything else to a corner: it runs out of the frame.
LONGEST_SEA_LEG_KM = 4_000.0
# Room for names at the left, bottom, right and top, in points.
_PAD = Rect(26.0, 24.0, 34.0, 24.0)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a map page shows, the sheet it stands on, and the marks the reader placed."""

    catalog: Catalog
    legs: tuple[LegState, ...]
    nodes: tuple[NodeState, ...]
    sheet: Sheet
    callouts: tuple[Callout, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawn:
    """What came to be seen: the nodes that found room, and the classes of boundary."""

    nodes: tuple[NodeState, ...]
    boundary_classes: frozenset[str]


def frame_for(subject: Subject) -> Frame:
    """Return the frame that shows all legs, but for the longest voyages."""
    near = [
        state.leg
        for state in subject.legs
        if state.leg.mode is not Mode.SEA or state.leg.length_km <= LONGEST_SEA_LEG_KM
    ]
    ends = {end for leg in near for end in (leg.from_id, leg.to_id)}
    legs = near or [state.leg for state in subject.legs]
    places = [point for leg in legs for point in leg.alignment]
    touched = {end for state in subject.legs for end in (state.leg.from_id, state.leg.to_id)}
    places.extend(
        state.node.lonlat
        for state in subject.nodes
        if state.node.node_id in ends or state.node.node_id not in touched
    )
    pad = Rect(*(side * subject.sheet.scale for side in (_PAD.x0, _PAD.y0, _PAD.x1, _PAD.y1)))
    return frame_of(places, subject.sheet.map, pad=pad)


def draw_map(figure: Figure, ax: Axes, subject: Subject, frame: Frame) -> Drawn:
    """Draw everything inside the frame, and a detail map where there is need and room."""
    sheet, catalog = subject.sheet, subject.catalog
    content = _draw_content(ax, subject, frame)
    draw_graticule(ax, frame, sheet=sheet)
    draw_neatline(ax, frame.panel, scale=sheet.scale)
    detail, bar, globe = _shared_out(subject, frame, content)
    nodes = {spot.state.node.node_id: spot.state for spot in content.spots}
    kept = content.shut
    if detail is not None:
        kept = (*kept, detail.frame.panel.grown(3.0))
        _draw_window(ax, detail.window, scale=sheet.scale)
        outline = points_of([_ring_of(detail.window)])
        content = replace(content, lines=np.concatenate([content.lines, outline]))
    draw_scale_and_north(ax, frame, bar, sheet=sheet)
    draw_globe(ax, frame, globe, basemap=catalog.basemap)
    kept = (*kept, bar.grown(2.0), globe.grown(2.0))
    kept = (*kept, *draw_callouts(ax, frame, subject.callouts, shut=kept, sheet=sheet))
    wishes = node_wishes(content.spots, sheet=sheet)
    if detail is not None:
        wishes = _less_the_detail(wishes, content.spots, detail.window)
    _draw_names(ax, subject, frame, content, wishes=wishes, shut=kept)
    if detail is not None:
        nodes |= _draw_detail(figure, subject, detail)
    return Drawn(tuple(nodes.values()), content.backdrop.boundary_classes)


@dataclass(frozen=True, slots=True)
class _Content:
    """What is drawn in a frame before its names, and what names must keep clear of."""

    backdrop: Backdrop
    spots: tuple[Spot, ...]
    shut: tuple[Rect, ...]
    lines: FloatArray
    faint: FloatArray

    @property
    def occupied(self) -> FloatArray:
        """Return points that furniture must not cover."""
        centres = np.array([spot.at for spot in self.spots]).reshape(-1, 2)
        return np.concatenate([self.lines, centres])


def _draw_content(ax: Axes, subject: Subject, frame: Frame) -> _Content:
    """Draw land, lines, symbols and badges into a frame."""
    sheet, catalog = subject.sheet, subject.catalog
    backdrop = draw_backdrop(ax, frame, basemap=catalog.basemap, sheet=sheet)
    lanes = lanes_of(subject.legs, frame, catalog=catalog, scale=sheet.scale)
    draw_lanes(ax, lanes, panel=frame.panel, scale=sheet.scale)
    spots = spots_of(subject.nodes, frame, catalog=catalog, scale=sheet.scale)
    draw_spots(ax, spots, frame, scale=sheet.scale)
    badges = badges_of(lanes, spots, frame, catalog=catalog, scale=sheet.scale)
    draw_badges(ax, badges, scale=sheet.scale)
    return _Content(
        backdrop=backdrop,
        spots=spots,
        shut=(*(spot.box for spot in spots), *(badge.box for badge in badges)),
        lines=points_of(lane.line for lane in lanes),
        faint=points_of(backdrop.boundaries),
    )


def _draw_names(
    ax: Axes,
    subject: Subject,
    frame: Frame,
    content: _Content,
    *,
    wishes: Sequence[Wish],
    shut: tuple[Rect, ...],
) -> None:
    """Name the nodes, then what the basemap has names for."""
    sheet = subject.sheet
    room = Room(frame.panel, shut, content.lines, content.faint)
    named = placed_labels(wishes, room)
    draw_labels(ax, named, zorder=10.0)
    room = Room(frame.panel, (*shut, *boxes_of(named)), content.lines, content.faint)
    taken = {
        name.split(" (")[0]
        for state in subject.nodes
        for name in (state.node.name, *state.node.aliases)
    }
    labels = labels_of(subject.catalog.basemap[LABELS_STEM])
    wishes = backdrop_wishes(labels, frame, sheet=sheet, taken=taken)
    draw_labels(ax, placed_labels(wishes, room), zorder=5.0)


def _shared_out(
    subject: Subject, frame: Frame, content: _Content
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
        if detail is not None and not (covers(occupied, globe) or covers(occupied, bar)):
            return detail, bar, globe
    return None, *first


def _unnamed(subject: Subject, frame: Frame, content: _Content) -> list[NodeState]:
    """Return the nodes whose names find no room on the main map."""
    room = Room(frame.panel, content.shut, content.lines, content.faint)
    wishes = [
        replace(wish, vital=False) for wish in node_wishes(content.spots, sheet=subject.sheet)
    ]
    named = {label.wish.key for label in placed_labels(wishes, room)}
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


def _draw_window(ax: Axes, window: Rect, *, scale: float) -> None:
    """Outline on the main map what the detail map shows."""
    for colour, width, zorder in ((PAPER, 2.2, 8.0), (INK, 0.7, 8.1)):
        ax.add_artist(
            Rectangle(
                (window.x0, window.y0),
                window.width,
                window.height,
                facecolor="none",
                edgecolor=colour,
                linewidth=width * scale,
                joinstyle="miter",
                zorder=zorder,
            )
        )


def _draw_detail(figure: Figure, subject: Subject, detail: Detail) -> dict[str, NodeState]:
    """Draw the detail map on axes of its own, over the main map; return its nodes."""
    sheet, panel = subject.sheet, detail.frame.panel
    ax = figure.add_axes(
        (0.0, 0.0, 1.0, 1.0), xlim=(0, sheet.width), ylim=(0, sheet.height), label="detail"
    )
    ax.set_axis_off()
    ax.set_autoscale_on(False)
    edge = panel.grown(2.4 * sheet.scale)
    ax.add_artist(
        Rectangle(
            (edge.x0, edge.y0),
            edge.width,
            edge.height,
            facecolor=PAPER,
            edgecolor="none",
            zorder=-1,
        )
    )
    content = _draw_content(ax, subject, detail.frame)
    draw_neatline(ax, panel, scale=sheet.scale)
    note = draw_note(
        ax,
        detail.frame,
        f"{FACTOR:g} × the scale of the map",
        occupied=content.occupied,
        sheet=sheet,
    )
    shut = (*content.shut, note)
    shut = (*shut, *draw_callouts(ax, detail.frame, subject.callouts, shut=shut, sheet=sheet))
    wishes = node_wishes(content.spots, sheet=sheet)
    _draw_names(ax, subject, detail.frame, content, wishes=wishes, shut=shut)
    return {spot.state.node.node_id: spot.state for spot in content.spots}


def _ring_of(box: Rect) -> FloatArray:
    """Return a box's outline as a closed line."""
    return np.array(
        [
            (box.x0, box.y0),
            (box.x1, box.y0),
            (box.x1, box.y1),
            (box.x0, box.y1),
            (box.x0, box.y0),
        ]
    )
