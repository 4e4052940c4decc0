"""The legend on paper: its entries set into columns, and their swatches.

What belongs here: laying out and drawing entries. What does not: which entries there are
(`layers/look/legend.py`) and how a class looks (`layers/look/looks.py`). One unit of the axes is
one point of the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Circle

from layers.look.legend import LegendEntry, LegendGroup, SymbolLook
from layers.look.looks import LegLook, mpl_line, mpl_underlay
from layers.look.palette import MIN_TYPE_PT, POINTS_PER_PIXEL, TYPE, BasemapLook, TextLook
from layers.pens.paper.margin import draw_heading, draw_text, heading_height
from layers.pens.paper.symbols import draw_symbol
from layers.scene.sheet import Rect, Sheet
from layers.scene.type import text_size, wrapped

_SWATCH = 21.0
_SWATCH_GAP = 4.0
_COLUMN_GAP = 3.0
# Row height in type sizes, from airy to the closest that can be read; below 1.3 the type shrinks.
_LEADINGS = (1.36, 1.3, 1.24)
_SMALLER_BELOW = 1.3


@dataclass(frozen=True, slots=True)
class _Row:
    """One entry in its place: left edge and middle of its first line, and its lines of text."""

    entry: LegendEntry
    x: float
    y: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Legend:
    """A legend laid out: headings with their blocks, rows, type, and what it leaves free."""

    headings: tuple[tuple[str, Rect], ...]
    rows: tuple[_Row, ...]
    body: TextLook
    left: Rect


def draw_legend(
    ax: Axes,
    sheet: Sheet,
    columns: Sequence[Rect],
    entries: Sequence[LegendEntry],
    *,
    wanted: float = 0.0,
) -> Rect:
    """Set the legend into columns, group by group; return what is free below it.

    If it leaves less than is `wanted` it is set closer, but its type is made smaller only if it
    is taller than the columns, and never smaller than can be read.
    """
    laid = _laid_legend(sheet, columns, entries, leading=_LEADINGS[0])
    for leading in _LEADINGS[1:]:
        if laid.left.height >= (wanted if leading >= _SMALLER_BELOW else 0.0):
            break
        laid = _laid_legend(sheet, columns, entries, leading=leading)
    for heading, block in laid.headings:
        draw_heading(ax, sheet, block, heading)
    swatch = _SWATCH * sheet.scale
    for row in laid.rows:
        _draw_swatch(ax, row.entry, (row.x, row.y), width=swatch, scale=sheet.scale)
        baseline = row.y - text_size("x", laid.body)[1] / 2
        for line in row.lines:
            at = (row.x + swatch + _SWATCH_GAP * sheet.scale, baseline)
            gid = f"legend:{row.entry.group.name}:{row.entry.key}"
            draw_text(ax, at, line, laid.body, gid=gid)
            baseline -= laid.body.size_pt * 1.2
    return laid.left


def _laid_legend(
    sheet: Sheet, columns: Sequence[Rect], entries: Sequence[LegendEntry], *, leading: float
) -> _Legend:
    """Lay a legend out; a group that does not fit below the last goes to the next column."""
    body = sheet.text(TYPE["body"])
    if leading < _SMALLER_BELOW:
        body = replace(body, size_pt=MIN_TYPE_PT * sheet.scale)
    headings: list[tuple[str, Rect]] = []
    rows: list[_Row] = []
    waiting = list(columns)
    block = waiting.pop(0)
    for group in LegendGroup:
        own = [entry for entry in entries if entry.group is group]
        if not own:
            continue
        laid, bottom = _laid_group(sheet, block, own, body=body, leading=leading)
        if bottom < block.y0 and waiting:
            block = waiting.pop(0)
            laid, bottom = _laid_group(sheet, block, own, body=body, leading=leading)
        headings.append((group.value, block))
        rows.extend(laid)
        block = Rect(block.x0, block.y0, block.x1, bottom - 3.0 * leading * sheet.scale)
    left = block if not waiting else waiting[-1]
    return _Legend(tuple(headings), tuple(rows), body, left)


def _laid_group(
    sheet: Sheet, block: Rect, own: Sequence[LegendEntry], *, body: TextLook, leading: float
) -> tuple[list[_Row], float]:
    """Lay one group out, short entries in columns, long ones below; return where it ends."""
    row = body.size_pt * leading
    beside = (_SWATCH + _SWATCH_GAP) * sheet.scale
    y = block.y1 - heading_height(sheet)
    half = (block.width - _COLUMN_GAP * sheet.scale) / 2
    short = [e for e in own if text_size(e.label, body)[0] <= half - beside]
    beside_another = short if len(short) > 1 else []
    places, deep = _columns_of(sheet, block, beside_another, body=body)
    rows: list[_Row] = []
    for order, entry in enumerate(beside_another):
        column, down = divmod(order, deep)
        rows.append(_Row(entry, places[column], y - row * (down + 0.5), (entry.label,)))
    y -= row * deep
    for entry in own:
        if entry not in beside_another:
            lines = tuple(wrapped(entry.label, body, block.width - beside))
            rows.append(_Row(entry, block.x0, y - row / 2, lines))
            y -= row + (len(lines) - 1) * body.size_pt * 1.2
    return rows, y


def _columns_of(
    sheet: Sheet, block: Rect, entries: Sequence[LegendEntry], *, body: TextLook
) -> tuple[list[float], int]:
    """Return the left edges of the columns for short entries, and how many rows they have.

    Two halves, or three columns as wide as what stands in them where that saves a row.
    """
    gap, beside = _COLUMN_GAP * sheet.scale, (_SWATCH + _SWATCH_GAP) * sheet.scale
    halves = [block.x0, block.x0 + (block.width + gap) / 2], -(-len(entries) // 2)
    deep = -(-len(entries) // 3)
    if deep == halves[1]:
        return halves
    widths = [
        beside + max(text_size(entry.label, body)[0] for entry in entries[start : start + deep])
        for start in range(0, len(entries), deep)
    ]
    free = block.width - sum(widths)
    if free < gap * (len(widths) - 1):
        return halves
    between = free / len(widths)
    places = [block.x0 + sum(widths[:order]) + between * order for order, _ in enumerate(widths)]
    return places, deep


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
        ax.add_artist(
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
        ax.add_artist(line)
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
        ax.add_artist(
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


def _float(value: object) -> float:
    return float(str(value))
