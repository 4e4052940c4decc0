"""The brief: a PDF of the map page, a page of figures and dates, and one of ways if a way is asked.

What belongs here: laying out those pages, and writing them as one vector file with its fonts and
its description inside. What does not: each drawing (`layers/pens/paper/`) and what is said
(`layers/words/figures.py`, `timeline.py`, `ways.py`).
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure

from geo.calendars import day_text
from geo.catalog import Catalog
from geo.select import as_of_date
from layers.look.palette import INK, PAPER, TYPE
from layers.pens.paper.keyfigures import draw_key_figures
from layers.pens.paper.margin import (
    draw_handling,
    draw_header,
    draw_heading,
    draw_paragraphs,
    draw_text,
    heading_height,
)
from layers.pens.paper.page import FigureRequest, map_figure
from layers.pens.paper.sources import draw_numbered_sources, sources_height
from layers.pens.paper.strip import draw_strip, strip_height
from layers.pens.paper.table import draw_table
from layers.pens.paper.timeline import ROW_POINTS, draw_timeline, timeline_height
from layers.scene.sheet import PageSize, Rect, Sheet, sheet_of
from layers.scene.type import shortened, text_size, wrapped
from layers.words.figures import (
    Disagreement,
    all_ids,
    disagreements_of,
    key_figures_of,
    numbers_of,
    numbers_text,
    one_line,
)
from layers.words.page import subtitle_of, title_of
from layers.words.routes import CHANGE_RESTS_ON, RESTS_ON, comparison_rows
from layers.words.timeline import Timeline, timeline_of
from layers.words.ways import Ways, ways_of

# Fonts go into the file whole and as text, so that it can be searched and edited. Set once for all
# threads: matplotlib has no other switch for it.
mpl.rcParams["pdf.fonttype"] = 42

_AUTHOR = "trade-corridors"
_MOST_EVENTS, _MOST_PROMISES, _FEWEST_EVENTS = 24, 10, 4
_LEADING = 1.24
_HALF = 0.5
_GUTTER = 16.0
_BLOCK_GAP = 7.0
# The most and the least height of the key figures and of the disagreements beside them.
_UPPER, _LEAST_UPPER = 205.0, 120.0
_ROUTE_COLUMNS: Mapping[str, float] = {
    "No.": 0.3,
    "Way": 3.0,
    "Length": 0.8,
    "By mode": 1.7,
    "Time": 1.3,
    "Cost": 1.6,
    "Borders": 0.65,
    "Breaks of gauge": 1.5,
    "Ports": 1.5,
    "Straits": 1.0,
    "Not built": 0.8,
    "Only if": 2.2,
    "Mind": 2.2,
}
# Columns that are left out when no way has anything in them.
_IF_ANY = ("Only if", "Mind")


def brief_pdf_of(
    catalog: Catalog, request: FigureRequest, *, map_page: Figure | None = None
) -> bytes:
    """Return the brief of a selection as a PDF; the same request gives the same bytes.

    Page 1 is the map, page 2 key figures, disagreements, timeline and their sources; with a
    journey in the selection page 3 shows its ways, before and after, and strips.

    Parameters
    ----------
    catalog, request
        What there is, and what is asked; the size of the page is not.
    map_page
        The map of `brief_request(request)` where it is drawn already.

    Raises
    ------
    ExportError
        If nothing of the selection exists at its date.
    """
    asked = brief_request(request)
    pages = [map_page or map_figure(catalog, asked), figures_page(catalog, asked)]
    ways = ways_of(catalog, asked.selection)
    if ways is not None:
        pages.append(ways_page(catalog, asked, ways))
    buffer = io.BytesIO()
    with PdfPages(buffer, metadata=_metadata(catalog, asked)) as pdf:
        for page in pages:
            pdf.savefig(page)
    return buffer.getvalue()


def brief_request(request: FigureRequest) -> FigureRequest:
    """Return what is asked of the brief's pages: A4 landscape, each text in one line."""
    return replace(
        request,
        size=PageSize.A4_LANDSCAPE,
        title=one_line(request.title),
        subtitle=one_line(request.subtitle),
        handling=one_line(request.handling),
    )


def figures_page(catalog: Catalog, request: FigureRequest) -> Figure:
    """Draw the page of key figures, disagreements, dates and sources."""
    sheet, figure, ax = _page(request)
    page = _header(ax, sheet, catalog, request, "Key figures, disagreements and dates")
    figures = key_figures_of(catalog, request.selection)
    numbers = numbers_of(all_ids(figures))
    half = (page.width - _GUTTER) * _HALF
    left = Rect(page.x0, page.y1 - _UPPER, page.x0 + half, page.y1)
    top = draw_heading(ax, sheet, left, "Key figures")
    cards = Rect(left.x0, left.y0, left.x1, top - 2.0)
    _, lower = draw_key_figures(ax, sheet, cards, figures, numbers=numbers, columns=3)
    if not figures:
        lower = draw_paragraphs(
            ax,
            sheet,
            cards,
            ["No figure had been given by this date."],
            style="small",
            gid="key_figure:none",
        )
    foot = min(lower, page.y1 - _LEAST_UPPER)
    right = Rect(page.x1 - half, foot, page.x1, page.y1)
    disputes = disagreements_of(catalog, request.selection)
    numbers, end = _draw_disagreements(ax, sheet, right, disputes, numbers)
    rest = Rect(page.x0, page.y0, page.x1, min(lower, end) - _BLOCK_GAP)
    timeline, numbers = _fitting_timeline(catalog, request, sheet, rest, numbers)
    foot = sources_height(sheet, rest.width, catalog, numbers)
    if timeline.rows:
        top = draw_heading(ax, sheet, rest, "Dates")
        block = Rect(rest.x0, rest.y0 + foot, rest.x1, top + ROW_POINTS * sheet.scale)
        draw_timeline(ax, sheet, block, timeline, numbers=numbers)
    block = Rect(rest.x0, rest.y0, rest.x1, rest.y0 + foot)
    draw_numbered_sources(
        ax, sheet, block, catalog, numbers, heading="Sources (numbers in brackets)"
    )
    return figure


def ways_page(catalog: Catalog, request: FigureRequest, ways: Ways) -> Figure:
    """Draw the page of ways: table, before and after, strips, and what all rests on."""
    sheet, figure, ax = _page(request)
    page = _header(ax, sheet, catalog, request, "Ways through")
    numbers = numbers_of([ways.source_ids])
    foot = sources_height(sheet, page.width, catalog, numbers)
    top = draw_heading(ax, sheet, page, ways.question)
    change_note = CHANGE_RESTS_ON if ways.comparison is not None else ""
    notes = [text for text in (ways.remark, f"{RESTS_ON} {change_note}".strip()) if text]
    end = draw_paragraphs(
        ax, sheet, Rect(page.x0, page.y0, page.x1, top), notes, style="small", gid="way_note"
    )
    bottom = page.y0 + foot + _BLOCK_GAP
    if ways.comparison is not None:
        rows = comparison_rows(ways.comparison)
        block = Rect(page.x0, bottom, page.x0 + page.width * 0.8, end - _BLOCK_GAP)
        inner = draw_heading(ax, sheet, block, "Before and after what you suppose")
        weights = {"": 1.0, "Before": 2.0, "After": 2.0, "Change": 2.0}
        end = draw_table(ax, sheet, replace(block, y1=inner), rows, weights=weights)
    if ways.rows:
        block = Rect(page.x0, bottom, page.x1, end - _BLOCK_GAP)
        weights = {
            name: weight
            for name, weight in _ROUTE_COLUMNS.items()
            if name not in _IF_ANY or any(row[name] for row in ways.rows)
        }
        end = draw_table(ax, sheet, block, ways.rows, weights=weights, most_lines=4)
    # All ways stand in the table first; strips take what room is left.
    room = end - bottom - _BLOCK_GAP - heading_height(sheet)
    strips = [
        strip
        for count, strip in enumerate(ways.strips, start=1)
        if strip_height(sheet, count) <= room
    ]
    if strips:
        block = Rect(page.x0, page.y0 + foot, page.x1, end - _BLOCK_GAP)
        inner = draw_heading(ax, sheet, block, "The first ways, straightened, on one scale")
        inner_block = replace(block, y1=inner)
        draw_strip(ax, sheet, inner_block, strips, conditions=ways.conditions)
    block = Rect(page.x0, page.y0, page.x1, page.y0 + foot)
    heading = "Sources of the lines, and of the assumptions behind times and costs"
    draw_numbered_sources(ax, sheet, block, catalog, numbers, heading=heading)
    return figure


def _metadata(catalog: Catalog, request: FigureRequest) -> dict[str, str | datetime]:
    selection = request.selection
    made = datetime.combine(request.made_on, time(), UTC)
    return {
        "Title": request.title or title_of(catalog, selection),
        "Author": _AUTHOR,
        "Subject": request.subtitle or subtitle_of(catalog, selection),
        "Keywords": f"data as of {as_of_date(catalog, selection)}, data {catalog.data_hash}",
        "Creator": _AUTHOR,
        # Not the library's version, so that an update of it changes nothing here.
        "Producer": _AUTHOR,
        "CreationDate": made,
        "ModDate": made,
    }


def _page(request: FigureRequest) -> tuple[Sheet, Figure, Axes]:
    sheet = sheet_of(request.size, handling=bool(request.handling))
    figure = Figure(figsize=(sheet.width / 72, sheet.height / 72), facecolor=PAPER)
    FigureCanvasAgg(figure)
    ax = figure.add_axes((0.0, 0.0, 1.0, 1.0), xlim=(0, sheet.width), ylim=(0, sheet.height))
    ax.set_axis_off()
    ax.set_autoscale_on(False)
    return sheet, figure, ax


def _header(ax: Axes, sheet: Sheet, catalog: Catalog, request: FigureRequest, what: str) -> Rect:
    """Write title, dates and handling mark; return what is left of the page."""
    on = day_text(as_of_date(catalog, request.selection))
    draw_header(
        ax,
        sheet,
        title=request.title or title_of(catalog, request.selection),
        subtitle=f"{what}. Data as of {on}; made on {day_text(request.made_on)}; "
        f"data {catalog.data_hash[:12]}.",
    )
    if request.handling:
        draw_handling(ax, sheet, request.handling)
    return Rect(sheet.footer.x0, sheet.footer.y0, sheet.header.x1, sheet.header.y0)


def _draw_disagreements(
    ax: Axes,
    sheet: Sheet,
    block: Rect,
    disputes: Sequence[Disagreement],
    numbers: Mapping[str, int],
) -> tuple[dict[str, int], float]:
    """Set the widest disagreements that fit; return the numbers grown, and where they end."""
    top = draw_heading(ax, sheet, block, "Where sources disagree")
    small = sheet.text(TYPE["small"])
    body = replace(small, colour=INK)
    leading = small.size_pt * _LEADING
    grown, y = dict(numbers), top
    for place, dispute in enumerate(disputes):
        trial = numbers_of([dispute.source_ids], taken=grown)
        look = replace(body, italic=dispute.planned)
        head = f"{dispute.about}, {dispute.name.lower()}: {dispute.said}"
        tail = f", {dispute.kind}, {dispute.voices} [{numbers_text(dispute.source_ids, trial)}]"
        below = wrapped(_below(dispute), small, block.width - 8.0)
        if len(below) > 2:
            below = [below[0], shortened(" ".join(below[1:]), small, block.width - 8.0)]
        height = leading * (1 + len(below)) + 2.0
        last = place == len(disputes) - 1
        if y - height - (0.0 if last else leading) < block.y0:
            more = f"and {len(disputes) - place} more in the data"
            draw_text(ax, (block.x0, y - leading * 0.76), more, small, gid="dispute:more")
            return grown, y - leading
        grown = trial
        y -= leading
        free = block.width - text_size(tail, small)[0]
        head = shortened(head, look, free)
        draw_text(ax, (block.x0, y + leading * 0.24), head, look, gid="dispute:head")
        after = block.x0 + text_size(head, look)[0]
        draw_text(ax, (after, y + leading * 0.24), tail, small, gid="dispute:voices")
        for line in below:
            y -= leading
            draw_text(ax, (block.x0 + 8.0, y + leading * 0.24), line, small, gid="dispute:below")
        y -= 2.0
    if not disputes:
        draw_text(ax, (block.x0, y - leading * 0.76), "They do not.", small, gid="dispute:none")
        y -= leading
    return grown, y


def _below(dispute: Disagreement) -> str:
    used = f"used: {dispute.used}" if dispute.used else "none preferred"
    if dispute.why and dispute.used:
        used += f" ({dispute.why})"
    what = "; ".join(part for part in (dispute.scope, dispute.period) if part)
    return "; ".join(part for part in (what, used) if part)


def _fitting_timeline(
    catalog: Catalog,
    request: FigureRequest,
    sheet: Sheet,
    block: Rect,
    numbers: Mapping[str, int],
) -> tuple[Timeline, dict[str, int]]:
    """Return the longest timeline that leaves room for its sources, and the numbers grown."""
    for most in range(_MOST_EVENTS, _FEWEST_EVENTS - 1, -1):
        promises = min(_MOST_PROMISES, max(most // 2, 2))
        timeline = timeline_of(catalog, request.selection, most_events=most, most_promises=promises)
        grown = numbers_of((one.source_ids for one in timeline.rows), taken=numbers)
        # The years stand beside the block's own heading.
        needed = timeline_height(sheet, len(timeline.rows)) + heading_height(sheet)
        if needed + sources_height(sheet, block.width, catalog, grown) <= block.height:
            break
    return timeline, grown
