"""The static map: one page drawn from a Selection, and saving it.

What belongs here: putting backdrop, lines, symbols, labels and margins together, the words that
are derived from what is drawn, and writing files. What does not: each part's own drawing
(`layers/figure_*.py`). matplotlib's global state is never touched: a Figure is made, drawn and
saved without pyplot, so that many readers can export at once.
"""

from __future__ import annotations

import contextlib
import io
import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from geo.calendars import day_text
from geo.catalog import Catalog
from geo.errors import ExportError
from geo.model import Mode, Selection
from geo.select import LegState, NodeState, as_of_date, leg_states, node_states_of
from layers.basemap import LABELS_STEM, attributions_of, boundary_notes_of, labels_of
from layers.figure_base import Backdrop, draw_backdrop, draw_graticule, draw_neatline
from layers.figure_furniture import draw_globe, draw_scale_and_north, furniture_box
from layers.figure_labels import Room, draw_labels, placed_labels, points_of
from layers.figure_lines import draw_lanes, lanes_of
from layers.figure_margin import (
    draw_handling,
    draw_header,
    draw_heading,
    draw_legend,
    draw_paragraphs,
    draw_sources,
    draw_text,
    text_height,
)
from layers.figure_names import backdrop_wishes, node_wishes
from layers.figure_nodes import badges_of, draw_badges, draw_spots, spots_of
from layers.figure_type import text_size
from layers.figure_words import closure_lines, short_citation, sources_of, subtitle_of, title_of
from layers.frame import Frame, frame_of
from layers.legend import legend_entries
from layers.palette import PAPER, TYPE
from layers.sheet import PageSize, Rect, Sheet, sheet_of

PNG_DPI = 300
# Written into the file instead of the library's version, so that an update changes no bytes.
_SOFTWARE = "trade-corridors"
# A voyage round Africa would shrink everything else to a corner: it runs out of the frame.
_LONGEST_SEA_LEG_KM = 4_000.0
_BROAD_PAD = Rect(26.0, 24.0, 34.0, 24.0)


@dataclass(frozen=True, slots=True)
class FigureRequest:
    """What is asked of a static map.

    An empty `title` or `subtitle` is made from the selection. `made_on` is printed on the map
    apart from the as-of date. `handling` goes to the top and the bottom of the page.
    """

    selection: Selection
    title: str
    subtitle: str
    made_on: date
    size: PageSize = PageSize.A4_LANDSCAPE
    handling: str = ""
    house_note: str = ""


def map_figure(catalog: Catalog, request: FigureRequest) -> Figure:
    """Draw the map page of a selection.

    Returns
    -------
    matplotlib.figure.Figure
        With one axes whose unit is the point of the page; `save_figure` writes it.

    Raises
    ------
    ExportError
        If nothing of the selection exists at its date.
    """
    legs = leg_states(catalog, request.selection)
    nodes = node_states_of(catalog, request.selection, legs)
    if not nodes:
        on = day_text(as_of_date(catalog, request.selection))
        raise ExportError(
            f"Nothing to draw: of the corridors, branches and statuses chosen, nothing existed "
            f"on {on}."
        )
    sheet = sheet_of(request.size, handling=bool(request.handling))
    figure = Figure(figsize=(sheet.width / 72, sheet.height / 72), facecolor=PAPER)
    FigureCanvasAgg(figure)
    ax = figure.add_axes((0.0, 0.0, 1.0, 1.0), xlim=(0, sheet.width), ylim=(0, sheet.height))
    ax.set_axis_off()
    ax.set_autoscale_on(False)
    frame = _frame_of(legs, nodes, sheet)
    drawn_nodes, backdrop = _draw_map(ax, frame, legs, nodes, catalog=catalog, sheet=sheet)
    draw_header(
        ax,
        sheet,
        title=request.title or title_of(catalog, request.selection),
        subtitle=request.subtitle or subtitle_of(catalog, request.selection),
    )
    if request.handling:
        draw_handling(ax, sheet, request.handling)
    sources = sources_of(legs, drawn_nodes)
    citations = [short_citation(catalog, source_id) for source_id in sources]
    draw_sources(ax, sheet, sheet.footer, citations)
    _draw_side(
        ax,
        frame,
        legs,
        drawn_nodes,
        catalog=catalog,
        sheet=sheet,
        request=request,
        backdrop=backdrop,
    )
    return figure


def png_of(figure: Figure, *, dpi: int = PNG_DPI) -> bytes:
    """Return a figure as a PNG; the same figure gives the same bytes, whenever and wherever."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=dpi, metadata={"Software": _SOFTWARE})
    return buffer.getvalue()


def save_figure(figure: Figure, path: Path, *, dpi: int = PNG_DPI, force: bool = False) -> Path:
    """Write a figure as PNG, beside its place first, so that no half file is ever left.

    Raises
    ------
    ExportError
        If the ending is not .png, the file is there and `force` is false, or the folder cannot be
        written.
    """
    if path.suffix.lower() != ".png":
        raise ExportError(f"{path.name}: only PNG is drawn; let the name end in .png.")
    if path.exists() and not force:
        raise ExportError(f"{path} is there already; choose another name or replace it by force.")
    if not path.parent.is_dir():
        raise ExportError(f"There is no folder {path.parent}; make it first.")
    content = png_of(figure, dpi=dpi)
    beside = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}.part")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ExportError(f"{path} cannot be written: {reason}.") from error
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
    return path


def _frame_of(legs: Sequence[LegState], nodes: Sequence[NodeState], sheet: Sheet) -> Frame:
    near = [
        state.leg
        for state in legs
        if state.leg.mode is not Mode.SEA or state.leg.length_km <= _LONGEST_SEA_LEG_KM
    ]
    ends = {end for leg in near for end in (leg.from_id, leg.to_id)}
    places = [point for leg in near or (state.leg for state in legs) for point in leg.alignment]
    places.extend(
        state.node.lonlat
        for state in nodes
        if state.node.node_id in ends or not (state.corridor_ids and near)
    )
    pad = _BROAD_PAD
    scaled = Rect(*(side * sheet.scale for side in (pad.x0, pad.y0, pad.x1, pad.y1)))
    return frame_of(places, sheet.map, pad=scaled)


def _draw_map(
    ax: Axes,
    frame: Frame,
    legs: Sequence[LegState],
    nodes: Sequence[NodeState],
    *,
    catalog: Catalog,
    sheet: Sheet,
) -> tuple[tuple[NodeState, ...], Backdrop]:
    """Draw everything inside the frame; return the nodes that found room, and the backdrop."""
    backdrop = draw_backdrop(ax, frame, basemap=catalog.basemap, sheet=sheet)
    draw_graticule(ax, frame, sheet=sheet)
    lanes = lanes_of(legs, frame, catalog=catalog, scale=sheet.scale)
    draw_lanes(ax, lanes, panel=frame.panel, scale=sheet.scale)
    spots = spots_of(nodes, frame, catalog=catalog, scale=sheet.scale)
    draw_spots(ax, spots, frame, scale=sheet.scale)
    badges = badges_of(lanes, spots, frame, catalog=catalog, scale=sheet.scale)
    draw_badges(ax, badges, scale=sheet.scale)
    draw_neatline(ax, frame.panel, scale=sheet.scale)
    lines = points_of(lane.line for lane in lanes)
    centres = np.array([spot.at for spot in spots]).reshape(-1, 2)
    corner = furniture_box(frame, occupied=np.concatenate([lines, centres]), scale=sheet.scale)
    draw_scale_and_north(ax, frame, corner, sheet=sheet)
    shut = (corner.grown(2.0), *(spot.box for spot in spots), *(badge.box for badge in badges))
    faint = points_of(backdrop.boundaries)
    room = Room(frame.panel, shut, lines, faint)
    named = placed_labels(node_wishes(spots, sheet=sheet), room)
    draw_labels(ax, named, zorder=10.0)
    room = Room(frame.panel, (*shut, *(label.box for label in named)), lines, faint)
    labels = labels_of(catalog.basemap[LABELS_STEM])
    names = {
        name.split(" (")[0]
        for spot in spots
        for name in (spot.state.node.name, *spot.state.node.aliases)
    }
    wishes = backdrop_wishes(labels, frame, sheet=sheet, taken=names)
    draw_labels(ax, placed_labels(wishes, room), zorder=5.0)
    return tuple(spot.state for spot in spots), backdrop


def _draw_side(
    ax: Axes,
    frame: Frame,
    legs: Sequence[LegState],
    nodes: Sequence[NodeState],
    *,
    catalog: Catalog,
    sheet: Sheet,
    request: FigureRequest,
    backdrop: Backdrop,
) -> None:
    """Set the legend, the locator, the dates and the notes."""
    side = sheet.side
    entries = legend_entries(
        legs, nodes, corridors=catalog.corridors, boundaries=backdrop.boundary_classes
    )
    sources = {source for state in legs for source in state.leg.source_ids}
    sources |= {state.node.coordinate_source for state in nodes}
    notes = [
        *boundary_notes_of(frame.bounds(), house_note=request.house_note),
        frame.projection.name + ".",
        "Map data: " + "; ".join(attributions_of(sources)) + ".",
        f"Data {catalog.data_hash[:12]}.",
    ]
    height = text_height(sheet, notes, "small", side.width)
    foot = Rect(side.x0, side.y0, side.x1, side.y0 + height)
    draw_paragraphs(ax, sheet, foot, notes, style="small", gid="note")
    radius = 27.0 * sheet.scale
    gap = 7.0 * sheet.scale
    centre = (side.x0 + radius, foot.y1 + gap + radius)
    draw_globe(ax, frame, centre, radius, basemap=catalog.basemap)
    dates = Rect(centre[0] + radius + gap * 1.4, foot.y1, side.x1, centre[1] + radius)
    _draw_dates(ax, sheet, dates, catalog=catalog, request=request)
    bottom = draw_legend(ax, sheet, side, entries)
    shut = closure_lines(legs, nodes)
    middle = Rect(side.x0, centre[1] + radius + gap, side.x1, bottom)
    if shut and middle.height > 30.0 * sheet.scale:
        _draw_closures(ax, sheet, middle, shut)


def _draw_dates(
    ax: Axes, sheet: Sheet, block: Rect, *, catalog: Catalog, request: FigureRequest
) -> None:
    """Set the two dates that must not be mistaken for one another."""
    heading, body = sheet.text(TYPE["small"]), sheet.text(TYPE["subtitle"])
    y = block.y1 - text_size("H", heading)[1] - 6.0 * sheet.scale
    for name, day in (
        ("Data as of", as_of_date(catalog, request.selection)),
        ("Map made on", request.made_on),
    ):
        draw_text(ax, (block.x0, y), name, heading, gid=f"date_name:{name}")
        y -= body.size_pt * 1.2
        draw_text(ax, (block.x0, y), day_text(day), body, gid=f"date:{name}")
        y -= body.size_pt * 1.55


def _draw_closures(ax: Axes, sheet: Sheet, block: Rect, lines: Sequence[str]) -> None:
    """Set as many closures as there is room for, and say how many more there are."""
    top = draw_heading(ax, sheet, block, "Closures and restrictions in force")
    shown = list(lines)
    while shown:
        left = len(lines) - len(shown)
        more = [f"and {left} more"] if left else []
        if text_height(sheet, [*shown, *more], "small", block.width) <= top - block.y0:
            draw_paragraphs(
                ax,
                sheet,
                Rect(block.x0, block.y0, block.x1, top),
                [*shown, *more],
                style="small",
                gid="closure",
            )
            return
        shown.pop()
