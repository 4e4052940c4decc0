"""What stands beside the map on paper: title, legend, dates, notes, sources, handling mark.

What belongs here: setting given words and looks into the header, side and footer of a sheet. What
does not: what the words are (`layers/figure.py`), what is in the legend (`layers/legend.py`), and
anything inside the map's frame. One unit of the axes is one point of the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Circle

from layers.figure_nodes import BADGE_PX
from layers.figure_symbols import draw_symbol
from layers.figure_type import look_font, shortened, text_size, wrapped
from layers.legend import LegendEntry, LegendGroup, SymbolLook
from layers.palette import MIN_TYPE_PT, POINTS_PER_PIXEL, RULE, TYPE, BasemapLook, TextLook
from layers.sheet import Rect, Sheet
from layers.style import LegLook, mpl_line, mpl_underlay

_SWATCH = 21.0
_SWATCH_GAP = 4.0
# Row height in type sizes, from airy to the closest that can be read; below 1.3 the type shrinks.
_LEADINGS = (1.5, 1.34, 1.26)
_TITLE_SMALLEST_PT = 12.5


def draw_text(
    ax: Axes,
    at: tuple[float, float],
    text: str,
    look: TextLook,
    *,
    align: str = "left",
    gid: str,
) -> None:
    """Write one line of text on its baseline."""
    ax.text(
        *at,
        text,
        fontproperties=look_font(look),
        color=look.colour,
        ha=align,
        va="baseline",
        gid=gid,
        parse_math=False,
        zorder=30,
    )


def draw_header(ax: Axes, sheet: Sheet, *, title: str, subtitle: str) -> None:
    """Write title and subtitle; a long title is set smaller, then in two lines."""
    head = sheet.header
    look = sheet.text(TYPE["title"])
    while text_size(title, look)[0] > head.width and look.size_pt > _TITLE_SMALLEST_PT:
        look = replace(look, size_pt=look.size_pt - 0.5)
    lines = wrapped(title, look, head.width)
    if len(lines) > 2:
        lines = [lines[0], shortened(" ".join(lines[1:]), look, head.width)]
    y = head.y1 - text_size("H", look)[1]
    for line in lines:
        draw_text(ax, (head.x0, y), line, look, gid="title")
        y -= look.size_pt * 1.15
    small = sheet.text(TYPE["subtitle"])
    y = y + look.size_pt * 1.15 - small.size_pt * 1.65
    draw_text(ax, (head.x0, y), shortened(subtitle, small, head.width), small, gid="subtitle")


def draw_handling(ax: Axes, sheet: Sheet, mark: str) -> None:
    """Write a handling mark at the top and at the bottom of the page."""
    look = sheet.text(TYPE["handling"])
    up = text_size("H", look)[1]
    edge = 9.0 * sheet.scale
    for y in (sheet.height - edge - up, edge):
        draw_text(ax, (sheet.width / 2, y), mark, look, align="center", gid="handling")


def draw_heading(ax: Axes, sheet: Sheet, at: Rect, text: str) -> float:
    """Write a heading with a fine rule over it at the top of a block; return where it ends."""
    look = sheet.text(TYPE["heading"])
    ax.add_line(Line2D([at.x0, at.x1], [at.y1, at.y1], color=RULE, linewidth=0.6, zorder=29))
    baseline = at.y1 - text_size("H", look)[1] - 3.4 * sheet.scale
    draw_text(ax, (at.x0, baseline), text, look, gid=f"heading:{text}")
    return at.y1 - heading_height(sheet)


def heading_height(sheet: Sheet) -> float:
    """Return the height of a heading with its rule and the room below."""
    return text_size("H", sheet.text(TYPE["heading"]))[1] + 5.6 * sheet.scale


@dataclass(frozen=True, slots=True)
class _Row:
    """One entry in its place: left edge and middle of its first line, and its lines of text."""

    entry: LegendEntry
    x: float
    y: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Legend:
    """A legend laid out: headings with their tops, rows, type, and where it ends."""

    headings: tuple[tuple[str, float], ...]
    rows: tuple[_Row, ...]
    body: TextLook
    bottom: float


def draw_legend(ax: Axes, sheet: Sheet, block: Rect, entries: Sequence[LegendEntry]) -> float:
    """Set the legend from the top of a block, group by group; return where it ends.

    If it is taller than the block it is set closer, never smaller than can be read.
    """
    laid = _laid_legend(sheet, block, entries, leading=_LEADINGS[0])
    for leading in _LEADINGS[1:]:
        if laid.bottom >= block.y0:
            break
        laid = _laid_legend(sheet, block, entries, leading=leading)
    for heading, top in laid.headings:
        draw_heading(ax, sheet, Rect(block.x0, block.y0, block.x1, top), heading)
    swatch = _SWATCH * sheet.scale
    for row in laid.rows:
        _draw_swatch(ax, row.entry, (row.x, row.y), width=swatch, scale=sheet.scale)
        baseline = row.y - text_size("x", laid.body)[1] / 2
        for line in row.lines:
            at = (row.x + swatch + _SWATCH_GAP * sheet.scale, baseline)
            gid = f"legend:{row.entry.group.name}:{row.entry.key}"
            draw_text(ax, at, line, laid.body, gid=gid)
            baseline -= laid.body.size_pt * 1.2
    return laid.bottom


def _laid_legend(
    sheet: Sheet, block: Rect, entries: Sequence[LegendEntry], *, leading: float
) -> _Legend:
    """Lay a legend out: long entries over the whole width, short ones in two columns."""
    body = sheet.text(TYPE["body"])
    if leading < 1.3:
        body = replace(body, size_pt=MIN_TYPE_PT * sheet.scale)
    row = body.size_pt * leading
    gap = 3.0 * sheet.scale
    half = (block.width - gap) / 2
    beside = (_SWATCH + _SWATCH_GAP) * sheet.scale
    headings: list[tuple[str, float]] = []
    rows: list[_Row] = []
    y = block.y1
    for group in LegendGroup:
        own = [entry for entry in entries if entry.group is group]
        if not own:
            continue
        headings.append((group.value, y))
        y -= heading_height(sheet)
        short = [e for e in own if text_size(e.label, body)[0] <= half - beside]
        paired = short if len(short) > 1 else []
        deep = -(-len(paired) // 2)
        for order, entry in enumerate(paired):
            column, down = divmod(order, deep)
            x = block.x0 + column * (half + gap)
            rows.append(_Row(entry, x, y - row * (down + 0.5), (entry.label,)))
        y -= row * deep
        for entry in own:
            if entry not in paired:
                lines = tuple(wrapped(entry.label, body, block.width - beside))
                rows.append(_Row(entry, block.x0, y - row / 2, lines))
                y -= row + (len(lines) - 1) * body.size_pt * 1.2
        y -= 3.0 * leading * sheet.scale
    return _Legend(tuple(headings), tuple(rows), body, y)


def _draw_swatch(
    ax: Axes, entry: LegendEntry, at: tuple[float, float], *, width: float, scale: float
) -> None:
    """Draw a legend entry's line or symbol from the left middle of its row."""
    x, y = at
    look = entry.look
    if isinstance(look, SymbolLook):
        size = min(look.size_px * POINTS_PER_PIXEL, 9.6) * scale
        centre = (x + width / 2, y)
        if look.area:
            _draw_area_swatch(ax, centre, look.colour, radius=4.6 * scale)
            return
        draw_symbol(
            ax, look.shape, centre, size, ink=look.colour, badge=look.badge_colour, zorder=31
        )
        return
    if isinstance(look, BasemapLook):
        dash = tuple(length / look.width_px for length in look.dash)
        ax.add_line(
            Line2D(
                [x, x + width],
                [y, y],
                color=look.colour,
                linewidth=look.width_px * POINTS_PER_PIXEL * scale,
                linestyle=(0.0, dash) if dash else "-",
                zorder=31,
            )
        )
        return
    _draw_line_swatch(ax, look, at, width=width, scale=scale)


def _draw_line_swatch(
    ax: Axes, look: LegLook, at: tuple[float, float], *, width: float, scale: float
) -> None:
    x, y = at
    layers = [(mpl_line(look), 31.1)]
    if look.softened:
        layers.insert(0, (mpl_underlay(look), 31.0))
    for options, zorder in layers:
        line = Line2D(
            [x, x + width],
            [y, y],
            color=look.colour,
            solid_capstyle="butt",
            dash_capstyle="butt",
            zorder=zorder,
        )
        line.set(**{**options, "linewidth": _float(options["linewidth"]) * scale})
        ax.add_line(line)
    if look.crossed:
        for share in (0.25, 0.75):
            draw_symbol(
                ax,
                "cross",
                (x + width * share, y),
                4.0 * scale,
                ink=look.cross_colour,
                zorder=31.2,
            )


def _draw_area_swatch(ax: Axes, centre: tuple[float, float], colour: str, *, radius: float) -> None:
    for face, alpha, width in ((colour, 0.16, 0.0), ("none", 0.9, 0.7)):
        ax.add_patch(
            Circle(
                centre,
                radius,
                facecolor=face,
                edgecolor=colour if width else "none",
                linewidth=width,
                linestyle=(0.0, (3.0, 2.2)),
                alpha=alpha,
                zorder=30.5,
            )
        )


def text_height(sheet: Sheet, paragraphs: Sequence[str], style: str, width: float) -> float:
    """Return how tall paragraphs of a style of type are at a width."""
    look = sheet.text(TYPE[style])
    leading = look.size_pt * 1.26
    lines = sum(len(wrapped(text, look, width)) for text in paragraphs)
    return lines * leading + max(len(paragraphs) - 1, 0) * leading * 0.35


def draw_paragraphs(
    ax: Axes, sheet: Sheet, block: Rect, paragraphs: Sequence[str], *, style: str, gid: str
) -> float:
    """Set paragraphs from the top of a block; return where they end."""
    look = sheet.text(TYPE[style])
    leading = look.size_pt * 1.26
    y = block.y1
    for text in paragraphs:
        for line in wrapped(text, look, block.width):
            y -= leading
            draw_text(ax, (block.x0, y + leading * 0.24), line, look, gid=gid)
        y -= leading * 0.35
    return y


def draw_sources(ax: Axes, sheet: Sheet, block: Rect, citations: Sequence[tuple[str, str]]) -> int:
    """Set numbered sources in columns, as many as fit; return how many stand there.

    Of each pair of texts the first gives way when there is little room.
    """
    look = sheet.text(TYPE["small"])
    top = draw_heading(ax, sheet, block, "Sources")
    leading = look.size_pt * 1.24
    columns = max(1, round(block.width / (144.0 * sheet.scale)))
    gap = 9.0 * sheet.scale
    width = (block.width - gap * (columns - 1)) / columns
    rows = max(1, int((top - block.y0) / leading))
    places = rows * columns
    shown = len(citations) if len(citations) <= places else places - 1
    lines = []
    for number, (head, tail) in enumerate(citations[:shown], start=1):
        free = width - text_size(f"{number}  {tail}", look)[0]
        lines.append(f"{number}  {shortened(head, look, free)}{tail}")
    if shown < len(citations):
        lines.append(f"and {len(citations) - shown} more, listed on the page and in the data")
    for order, text in enumerate(lines):
        column, row = divmod(order, rows)
        x = block.x0 + column * (width + gap)
        y = top - leading * (row + 1) + leading * 0.24
        draw_text(ax, (x, y), shortened(text, look, width), look, gid="source")
    return shown


def badge_size(scale: float) -> float:
    """Return the size of a closure's badge in points."""
    return BADGE_PX * POINTS_PER_PIXEL * scale


def _float(value: object) -> float:
    return float(str(value))
