"""The static map: one page drawn from a Selection.

What belongs here: putting the map and its margins together. What does not: each part's own
drawing, words and files (`layers/figure_*.py`). A Figure is made and drawn without pyplot, so
that many readers can export at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from geo.calendars import day_text
from geo.catalog import Catalog
from geo.errors import ExportError
from geo.model import Selection
from geo.select import as_of_date, leg_states, node_states_of
from layers.basemap import attributions_of, boundary_notes_of
from layers.figure_files import pdf_of, png_of, save_figure, svg_of
from layers.figure_legend import draw_legend
from layers.figure_map import Drawn, Subject, draw_map, frame_for
from layers.figure_margin import (
    draw_handling,
    draw_header,
    draw_heading,
    draw_paragraphs,
    draw_sources,
    draw_text,
    text_height,
)
from layers.figure_words import closure_lines, short_citation, sources_of, subtitle_of, title_of
from layers.frame import Frame
from layers.legend import legend_entries
from layers.palette import PAPER, TYPE
from layers.sheet import PageSize, Rect, Sheet, sheet_of

__all__ = ["FigureRequest", "map_figure", "pdf_of", "png_of", "save_figure", "svg_of"]


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
    subject = Subject(catalog, legs, nodes, sheet)
    frame = frame_for(subject)
    drawn = draw_map(figure, ax, subject, frame)
    draw_header(
        ax,
        sheet,
        title=request.title or title_of(catalog, request.selection),
        subtitle=request.subtitle or subtitle_of(catalog, request.selection),
    )
    if request.handling:
        draw_handling(ax, sheet, request.handling)
    sources = sources_of(legs, drawn.nodes)
    citations = [short_citation(catalog, source_id) for source_id in sources]
    draw_sources(ax, sheet, sheet.footer, citations)
    _draw_side(ax, subject, frame, drawn, request=request)
    return figure


def _draw_side(
    ax: Axes, subject: Subject, frame: Frame, drawn: Drawn, *, request: FigureRequest
) -> None:
    """Set the legend, the closures in force, the dates and the notes."""
    catalog, sheet = subject.catalog, subject.sheet
    entries = legend_entries(
        subject.legs,
        drawn.nodes,
        corridors=catalog.corridors,
        boundaries=drawn.boundary_classes,
    )
    sources = {source for state in subject.legs for source in state.leg.source_ids}
    sources |= {state.node.coordinate_source for state in drawn.nodes}
    notes = [
        *boundary_notes_of(frame.bounds(), house_note=request.house_note),
        frame.projection.name + ".",
        "Map data: " + "; ".join(attributions_of(sources)) + ".",
        f"Data {catalog.data_hash[:12]}.",
    ]
    gap = 6.0 * sheet.scale
    last = sheet.side[-1]
    height = text_height(sheet, notes, "small", last.width)
    foot = Rect(last.x0, last.y0, last.x1, last.y0 + height)
    draw_paragraphs(ax, sheet, foot, notes, style="small", gid="note")
    top = _draw_dates(ax, sheet, foot, catalog=catalog, request=request)
    columns = (*sheet.side[:-1], Rect(last.x0, top + gap, last.x1, last.y1))
    left = draw_legend(ax, sheet, columns, entries)
    shut = closure_lines(subject.legs, drawn.nodes)
    if shut and left.height > 24.0 * sheet.scale:
        _draw_closures(ax, sheet, left, shut)


def _draw_dates(
    ax: Axes, sheet: Sheet, notes: Rect, *, catalog: Catalog, request: FigureRequest
) -> float:
    """Set over the notes the two dates that must not be mistaken for one another."""
    name_look, day_look = sheet.text(TYPE["small"]), sheet.text(TYPE["subtitle"])
    y = notes.y1 + 6.0 * sheet.scale
    top = y + day_look.size_pt + name_look.size_pt * 1.4
    for column, (name, day) in enumerate(
        (
            ("Data as of", as_of_date(catalog, request.selection)),
            ("Map made on", request.made_on),
        )
    ):
        x = notes.x0 + column * notes.width / 2
        draw_text(ax, (x, y), day_text(day), day_look, gid=f"date:{name}")
        above = y + day_look.size_pt * 1.1
        draw_text(ax, (x, above), name, name_look, gid=f"date_name:{name}")
    return top


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
