"""The legend: its entries set into columns, and their swatches.

What belongs here: laying out entries. What does not: which entries there are
(`layers/look/legend.py`) and how a class looks (`layers/look/looks.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from layers.look.legend import LegendEntry, LegendGroup, SymbolLook
from layers.look.looks import LegLook
from layers.look.palette import POINTS_PER_PIXEL, TYPE, TextLook
from layers.scene.display import (
    Disc,
    Item,
    Line,
    Point,
    Stroke,
    Symbol,
    rough_disc,
    rows_of_points,
    stacked,
    stroke_of,
    under_of,
)
from layers.scene.lines import stopped_arrow
from layers.scene.margin import heading, heading_height
from layers.scene.sheet import Rect, Sheet
from layers.scene.type import text_size, wrapped

_SWATCH, _SWATCH_GAP, _COLUMN_GAP = 21.0, 4.0, 3.0
_LARGEST_SYMBOL, _AREA_RADIUS, _CROSS = 9.6, 4.6, 4.0
# Row height in type sizes, from airy to the closest that can be read; below 1.3 the type shrinks.
_LEADINGS = (1.36, 1.3, 1.24, 1.18)
_SMALLER_BELOW = 1.3
_LINE = 1.2


@dataclass(frozen=True, slots=True)
class _Row:
    """One entry in its place: left edge and middle of its first line, and its lines of text."""

    entry: LegendEntry
    x: float
    y: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Legend:
    """A legend laid out, and what it leaves free: less than nothing where not all has room."""

    items: tuple[Item, ...]
    left: Rect


def legend(
    sheet: Sheet,
    columns: Sequence[Rect],
    entries: Sequence[LegendEntry],
    *,
    wanted: float = 0.0,
) -> Legend:
    """Set the legend into columns, group by group.

    If it leaves less than is `wanted` it is set closer, but its type is made smaller only if it
    is taller than the columns, and never smaller than can be read.
    """
    for leading in _LEADINGS:
        laid = _laid(sheet, columns, entries, leading=leading)
        if laid.left.height >= (wanted if leading > _SMALLER_BELOW else 0.0):
            break
    return laid


def _laid(
    sheet: Sheet, columns: Sequence[Rect], entries: Sequence[LegendEntry], *, leading: float
) -> Legend:
    """Lay a legend out; a group that does not fit below the last goes to the next column."""
    body = sheet.text(TYPE["body"])
    if leading < _SMALLER_BELOW:
        body = replace(body, size_pt=max(sheet.least_pt, TYPE["small"].size_pt * sheet.scale))
    items: list[Item] = []
    block, *waiting = columns
    for group in LegendGroup:
        own = [entry for entry in entries if entry.group is group]
        if not own:
            continue
        rows, bottom = _laid_group(sheet, block, own, body=body, leading=leading)
        if bottom < block.y0 and waiting:
            block = waiting.pop(0)
            rows, bottom = _laid_group(sheet, block, own, body=body, leading=leading)
        titled, _ = heading(sheet, block, group.value)
        items += titled
        for row in rows:
            items += _row_items(sheet, row, body)
        block = replace(block, y1=bottom - 3.0 * leading * sheet.scale)
    return Legend(tuple(items), block if not waiting else waiting[-1])


def _row_items(sheet: Sheet, row: _Row, body: TextLook) -> Iterator[Item]:
    scale = sheet.scale
    yield from _swatch(row.entry, (row.x, row.y), width=_SWATCH * scale, scale=scale)
    at = (row.x + (_SWATCH + _SWATCH_GAP) * scale, row.y - text_size("x", body)[1] / 2)
    name = f"legend:{row.entry.group.name}:{row.entry.key}"
    yield stacked(at, row.lines, body, name=name, leading=body.size_pt * _LINE)


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
            y -= row + (len(lines) - 1) * body.size_pt * _LINE
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


def _swatch(entry: LegendEntry, at: Point, *, width: float, scale: float) -> Iterator[Item]:
    """Yield a legend entry's line or symbol from the left middle of its row."""
    (x, y), look, name = at, entry.look, f"swatch:{entry.key}"
    if isinstance(look, SymbolLook):
        centre = (x + width / 2, y)
        if look.area:
            disc = Disc(centre, _AREA_RADIUS * scale)
            yield rough_disc(disc, look.colour, width=0.7, name=name)
            return
        size = min(look.size_px * POINTS_PER_PIXEL, _LARGEST_SYMBOL) * scale
        yield Symbol(look.shape, centre, size, look.colour, look.badge_colour, name)
        return
    stroke = replace(stroke_of(look, scale), rounded=False)
    soft = isinstance(look, LegLook) and look.softened
    under = under_of(look, scale) if isinstance(look, LegLook) and soft else None
    yield Line((rows_of_points((x, y), (x + width, y)),), stroke, name, under=under)
    if isinstance(look, LegLook) and look.shut_way:
        lines = stopped_arrow((x + width / 2, y), (1.0, 0.0), _CROSS * scale)
        yield Line(lines, Stroke(look.cross_colour, 1.0), f"{name}:way")
    elif isinstance(look, LegLook) and look.crossed:
        for share in (0.25, 0.75):
            place = (x + width * share, y)
            yield Symbol("cross", place, _CROSS * scale, look.cross_colour, name=f"{name}:cross")
