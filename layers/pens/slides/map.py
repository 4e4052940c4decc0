"""The map slide: native lines, symbols, names, legend and sources over a picture of the land.

What belongs here: laying the slide out and putting each part on it. What does not: the parts'
looks (`layers/look/looks.py`), what is drawn (`geo/select.py`) and single shapes
(`layers/pens/slides/shapes.py`).
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from pptx.slide import Slide

from geo.calendars import day_text
from geo.catalog import Catalog
from geo.crs import FloatArray, circle_of
from geo.errors import ExportError
from geo.select import LegState, NodeState, as_of_date, leg_states, node_states_of
from layers.look.basemap import LABELS_STEM, attributions_of, labels_of
from layers.look.legend import legend_entries
from layers.look.looks import CROSS_SIZE_PX, CROSS_SPACING_PX
from layers.look.palette import POINTS_PER_PIXEL
from layers.look.style import CONDITION_LOOK, STATUS_LABEL
from layers.pens.paper.backdrop import Backdrop, draw_backdrop, draw_graticule, draw_neatline
from layers.pens.paper.files import png_of
from layers.pens.paper.furniture import draw_globe, draw_scale_and_north, furniture_boxes
from layers.pens.paper.lines import Lane, lanes_of, points_along
from layers.pens.paper.map import Subject, frame_for
from layers.pens.paper.names import backdrop_wishes, node_wishes
from layers.pens.paper.nodes import BADGE_PX, BREAK_OF_GAUGE_PX, Badge, Spot, badges_of, spots_of
from layers.pens.paper.page import FigureRequest
from layers.pens.slides.foot import add_closures, add_foot
from layers.pens.slides.legend import add_legend
from layers.pens.slides.shapes import (
    SlideSheet,
    Stroke,
    add_line,
    add_picture,
    add_shape,
    add_symbol,
    add_text,
)
from layers.scene.frame import Frame, boundary_words
from layers.scene.placing import PlacedLabel, Room, boxes_of, leader_end, placed_labels, points_of
from layers.scene.sheet import Rect
from layers.words.page import closure_lines, sources_of

# How much smaller the symbols of lesser places are, as on paper.
_SIZE_OF_RANK = {1: 1.0, 2: 0.92, 3: 0.8, 4: 0.66}
# Room left of and below the map for the graticule's figures.
_GRATICULE = 15.0


@dataclass(frozen=True, slots=True)
class MapFacts:
    """What the map slide shows, for its notes: sources in order, and closures in words."""

    source_ids: tuple[str, ...]
    closures: tuple[str, ...]
    lanes: int


def states_to_draw(
    catalog: Catalog, request: FigureRequest
) -> tuple[tuple[LegState, ...], tuple[NodeState, ...]]:
    """Return the legs and nodes of a selection.

    Raises
    ------
    ExportError
        If there are none at its date.
    """
    legs = leg_states(catalog, request.selection)
    nodes = node_states_of(catalog, request.selection, legs)
    if not nodes:
        on = day_text(as_of_date(catalog, request.selection))
        raise ExportError(
            "Nothing to draw: of the corridors, branches and statuses chosen, nothing existed "
            f"on {on}."
        )
    return legs, nodes


def add_map(
    slide: Slide,
    sheet: SlideSheet,
    catalog: Catalog,
    request: FigureRequest,
    states: tuple[tuple[LegState, ...], tuple[NodeState, ...]],
) -> MapFacts:
    """Put the map, its legend, notes and sources on a slide."""
    legs, nodes = states
    subject = Subject(catalog, legs, nodes, sheet)
    frame = frame_for(subject)
    scale = sheet.scale
    lanes = lanes_of(legs, frame, catalog=catalog, scale=scale)
    spots = spots_of(nodes, frame, catalog=catalog, scale=scale)
    badges = badges_of(lanes, spots, frame, catalog=catalog, scale=scale)
    lines = points_of(lane.line for lane in lanes)
    centres = np.array([spot.at for spot in spots]).reshape(-1, 2)
    occupied = np.concatenate([lines, centres])
    furniture = furniture_boxes(frame, occupied=occupied, taken=(), scale=scale)
    backdrop = _add_land(slide, sheet, frame, catalog, furniture)
    count = _add_lanes(slide, sheet, lanes)
    _add_spots(slide, sheet, spots, frame)
    _add_badges(slide, sheet, badges)
    shut = (
        *(box.grown(2.0) for box in furniture),
        *(spot.box for spot in spots),
        *(badge.box for badge in badges),
    )
    faint = points_of(backdrop.boundaries)
    named = placed_labels(node_wishes(spots, sheet=sheet), Room(frame.panel, shut, lines, faint))
    room = Room(frame.panel, (*shut, *boxes_of(named)), lines, faint)
    taken = {
        name.split(" (")[0] for state in nodes for name in (state.node.name, *state.node.aliases)
    }
    wishes = backdrop_wishes(
        labels_of(catalog.basemap[LABELS_STEM]), frame, sheet=sheet, taken=taken
    )
    _add_labels(slide, sheet, placed_labels(wishes, room))
    _add_labels(slide, sheet, named)
    shown = tuple(spot.state for spot in spots)
    entries = legend_entries(
        legs, shown, corridors=catalog.corridors, boundaries=backdrop.boundary_classes
    )
    left = add_legend(slide, sheet, sheet.side[0], entries)
    closures = tuple(closure_lines(legs, shown))
    add_closures(slide, sheet, left, closures)
    sources = tuple(sources_of(legs, shown))
    geodata = {source for state in legs for source in state.leg.source_ids}
    geodata |= {state.node.coordinate_source for state in shown}
    notes = [
        *boundary_words(frame, house_note=request.house_note),
        f"{frame.projection.name}. Map data: {'; '.join(attributions_of(geodata))}.",
        f"Data as of {day_text(as_of_date(catalog, request.selection))}; map made on "
        f"{day_text(request.made_on)}; data {catalog.data_hash[:12]}.",
    ]
    add_foot(slide, sheet, catalog, sources, notes)
    return MapFacts(sources, closures, count)


def _add_land(
    slide: Slide,
    sheet: SlideSheet,
    frame: Frame,
    catalog: Catalog,
    furniture: tuple[Rect, Rect],
) -> Backdrop:
    """Put the picture of the land with graticule, scale bar, north arrow and globe."""
    panel = frame.panel
    area = Rect(panel.x0 - _GRATICULE, panel.y0 - _GRATICULE, panel.x1 + 1.5, panel.y1 + 1.5)
    figure = Figure(figsize=(area.width / 72, area.height / 72), facecolor="none")
    FigureCanvasAgg(figure)
    ax = figure.add_axes((0.0, 0.0, 1.0, 1.0), xlim=(area.x0, area.x1), ylim=(area.y0, area.y1))
    ax.set_axis_off()
    ax.set_autoscale_on(False)
    backdrop = draw_backdrop(ax, frame, basemap=catalog.basemap, sheet=sheet)
    draw_graticule(ax, frame, sheet=sheet)
    draw_neatline(ax, panel, scale=sheet.scale)
    bar, globe = furniture
    draw_scale_and_north(ax, frame, bar, sheet=sheet)
    draw_globe(ax, frame, globe, basemap=catalog.basemap)
    add_picture(
        slide,
        sheet,
        area,
        io.BytesIO(png_of(figure)),
        name="Land",
        alt="Land, water and boundaries under the map, with scale bar, north arrow and a globe "
        "that shows where it lies.",
    )
    return backdrop


def _add_lanes(slide: Slide, sheet: SlideSheet, lanes: Sequence[Lane]) -> int:
    """Put one freeform for each leg and corridor, and crosses on what is suspended."""
    parts: dict[tuple[str, str], list[Lane]] = {}
    for lane in lanes:
        # A slide cuts nothing at the map's edge, so what lies outside is cut off here.
        for line in _inside(lane.line, sheet.map):
            own = parts.setdefault((lane.state.leg.leg_id, lane.corridor_id), [])
            own.append(replace(lane, line=line))
    for (leg_id, corridor_id), own in parts.items():
        look, leg = own[0].look, own[0].state.leg
        width = look.width_px * POINTS_PER_PIXEL * sheet.scale
        soft = (look.under_width_px - look.width_px) / 2 * POINTS_PER_PIXEL * sheet.scale
        stroke = Stroke(
            colour=look.colour,
            width_pt=width,
            opacity=look.opacity,
            dash=tuple(length / look.width_px for length in look.dash_px),
            glow_pt=soft if look.softened else 0.0,
            glow_opacity=look.under_opacity * 1.6,
        )
        add_line(
            slide,
            sheet,
            [lane.line for lane in own],
            stroke,
            name=f"Leg {leg_id} ({corridor_id})",
            alt=f"{leg.name}: {STATUS_LABEL[own[0].state.status].lower()}",
        )
        if look.crossed:
            spacing = CROSS_SPACING_PX * POINTS_PER_PIXEL * sheet.scale
            size = CROSS_SIZE_PX * 1.6 * POINTS_PER_PIXEL * sheet.scale
            for lane in own:
                for at in points_along(lane.line, spacing):
                    if sheet.map.grown(-3.0).holds(Rect(*at, *at)):
                        add_symbol(
                            slide, sheet, "cross", at, size, ink=look.cross_colour, name="Suspended"
                        )
    return len(parts)


def _inside(line: FloatArray, panel: Rect) -> list[FloatArray]:
    """Return the parts of a line inside a panel."""
    cut = shapely.clip_by_rect(shapely.LineString(line), panel.x0, panel.y0, panel.x1, panel.y1)
    return [
        np.asarray(part.coords)
        for part in shapely.get_parts(cut)
        if part.geom_type == "LineString" and not part.is_empty
    ]


def _add_spots(slide: Slide, sheet: SlideSheet, spots: Sequence[Spot], frame: Frame) -> None:
    """Put the node symbols, the most telling last; areas first."""
    for spot in reversed(spots):
        look, node = spot.look, spot.state.node
        rank = 1.0 if look.area_km else _SIZE_OF_RANK[min(max(node.rank, 1), 4)]
        size = look.size_px * rank * POINTS_PER_PIXEL * sheet.scale
        name = f"Node {node.node_id}"
        if look.area_km:
            ring = frame.line_of(circle_of(node.lonlat, look.area_km))
            half = max(float(np.ptp(ring[:, 0])) / 2, 8.0)
            x, y = spot.at
            add_shape(
                slide,
                sheet,
                "ellipse",
                Rect(x - half, y - half, x + half, y + half),
                fill=look.colour,
                fill_opacity=0.16,
                stroke=Stroke(look.colour, 0.8 * sheet.scale, 0.9, (3.0, 2.2)),
                name=f"Area {node.node_id}",
                alt=f"{node.name}: its position is known only to this area",
            )
            size *= 0.72
        if look.break_of_gauge:
            wide = BREAK_OF_GAUGE_PX * rank * POINTS_PER_PIXEL * sheet.scale
            add_symbol(
                slide,
                sheet,
                "break_of_gauge",
                spot.at,
                wide,
                ink=look.colour,
                name=f"Break of gauge {node.node_id}",
                alt=f"{node.name}: break of gauge",
            )
            size = min(size, wide * 0.62)
        add_symbol(
            slide, sheet, look.shape, spot.at, size, ink=look.colour, name=name, alt=node.name
        )


def _add_badges(slide: Slide, sheet: SlideSheet, badges: Sequence[Badge]) -> None:
    for badge in badges:
        look = CONDITION_LOOK[badge.condition]
        add_symbol(
            slide,
            sheet,
            look.badge,
            badge.at,
            BADGE_PX * POINTS_PER_PIXEL * sheet.scale,
            ink=look.badge_colour,
            badge=look.badge_colour,
            name=f"Mark: {look.label}",
            alt=look.label,
        )


def _add_labels(slide: Slide, sheet: SlideSheet, labels: Sequence[PlacedLabel]) -> None:
    """Put names where they were placed, with a fine line to a symbol that is far off."""
    for label in labels:
        box, wish = label.box, label.wish
        if label.led:
            x, y = wish.at
            to_x, to_y = leader_end(label)
            length = float(np.hypot(to_x - x, to_y - y))
            if length > wish.radius:
                share = wish.radius / length
                start = (x + (to_x - x) * share, y + (to_y - y) * share)
                stroke = Stroke(wish.lines[0][1].colour, 0.5)
                line = np.array([start, (to_x, to_y)])
                add_line(slide, sheet, [line], stroke, name=f"Leader {wish.key}")
        align = {0.0: "left", 0.5: "center", 1.0: "right"}[label.align]
        add_text(
            slide,
            sheet,
            box,
            wish.lines,
            name=f"Label {wish.key}",
            align=align,
            anchor="middle",
        )
