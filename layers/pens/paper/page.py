"""The static map: one page drawn from a Selection.

What belongs here: putting the map and its margins together. What does not: each part's own
drawing, words and files (`layers/pens/paper/`). A Figure is made and drawn without pyplot, so
that many readers can export at once. Lines and patches are added as plain artists: what add_line
and add_patch do besides is to keep limits of data, which nobody reads on a page of fixed size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from geo.calendars import day_text
from geo.catalog import Catalog
from geo.errors import ExportError
from geo.model import Selection
from geo.select import as_of_date, leg_states, node_states_of
from layers.look.palette import PAPER
from layers.pens.paper.callouts import callouts_of
from layers.pens.paper.files import pdf_of, png_of, save_figure, svg_of
from layers.pens.paper.map import Subject, draw_map, frame_for
from layers.pens.paper.margin import (
    draw_handling,
    draw_header,
    draw_paragraphs,
    draw_sources,
    sources_that_fit,
    text_height,
)
from layers.pens.paper.side import SideWords, credits_of, draw_side
from layers.scene.sheet import PageSize, sheet_of
from layers.words.figures import key_figures_of, one_line
from layers.words.page import short_citation, subtitle_of, title_of

__all__ = ["FigureRequest", "map_figure", "pdf_of", "png_of", "save_figure", "svg_of"]


@dataclass(frozen=True, slots=True)
class FigureRequest:
    """What is asked of a static map.

    An empty `title` or `subtitle` is made from the selection. `made_on` is printed on the map
    apart from the as-of date. `handling` goes to the top and the bottom of the page. `house_note`
    replaces the boundary note. `link`, a whole address, is printed as a QR code.
    """

    selection: Selection
    title: str
    subtitle: str
    made_on: date
    size: PageSize = PageSize.A4_LANDSCAPE
    handling: str = ""
    house_note: str = ""
    link: str = ""


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
    request = replace(
        request,
        title=one_line(request.title),
        subtitle=one_line(request.subtitle),
        handling=one_line(request.handling),
    )
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
    key_figures = key_figures_of(catalog, request.selection)
    marks = callouts_of(
        catalog,
        request.selection,
        key_figures,
        leg_ids=[state.leg.leg_id for state in legs],
        node_ids=[state.node.node_id for state in nodes],
    )
    subject = Subject(catalog, legs, nodes, sheet, marks)
    frame = frame_for(subject)
    drawn = draw_map(figure, ax, subject, frame)
    as_of = as_of_date(catalog, request.selection)
    days = (("Data as of", day_text(as_of)), ("Map made on", day_text(request.made_on)))
    dated = draw_header(
        ax,
        sheet,
        title=request.title or title_of(catalog, request.selection),
        subtitle=request.subtitle or subtitle_of(catalog, request.selection),
        days=days,
    )
    if request.handling:
        draw_handling(ax, sheet, request.handling)
    small_print = [credits_of(subject, frame, drawn)]
    footer = sheet.footer
    ends = footer.y0 + text_height(sheet, small_print, "small", footer.width)
    foot, rest = replace(footer, y1=ends), replace(footer, y0=ends + 2.0 * sheet.scale)
    draw_paragraphs(ax, sheet, foot, small_print, style="small", gid="note")

    def cited(names: Sequence[str]) -> list[tuple[str, str]]:
        return [short_citation(catalog, name) for name in names]

    words = SideWords(
        days=() if dated else days,
        house_note=request.house_note,
        link=request.link,
        key_figures=key_figures,
        pinned=bool(request.selection.pinned),
        room_for=lambda names: sources_that_fit(sheet, rest, cited(names)),
    )
    sources = draw_side(ax, subject, frame, drawn, words=words)
    draw_sources(ax, sheet, rest, cited(sources))
    return figure
