"""The legend: its entries set into columns, and their swatches.

What belongs here: laying out entries. What does not: which entries there are
(`layers/look/legend.py`) and how a class looks (`layers/look/looks.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from layers.look.legend import LegendEntry, LegendGroup, SymbolLook
from layers.look.looks import LegLook
from layers.look.palette import POINTS_PER_PIXEL, TextLook
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


def legend(
    sheet: Sheet, columns: Sequence[Rect], entries: Sequence[LegendEntry], *, wanted: float
) -> tuple[list[Item], Rect]:
    """Set the legend into columns, group by group.

    If it leaves less than is `wanted` it is set closer, but its type is made smaller only if it
    is taller than the columns, and never smaller than can be read.

    Returns
    -------
    tuple
        What is set, and what it leaves free: less than nothing where not all has room.
    """
    for leading in _LEADINGS:
        items, left = _laid(sheet, columns, entries, leading=leading)
        if left.height >= (wanted if leading > _SMALLER_BELOW else 0.0):
            break
    return items, left


def _laid(
    sheet: Sheet, columns: Sequence[Rect], entries: Sequence[LegendEntry], *, leading: float
) -> tuple[list[Item], Rect]:
    """Lay a legend out; a group that does not fit below the last goes to the next column."""
    body = sheet.text("body")
    if leading < _SMALLER_BELOW:
        body = replace(body, size_pt=sheet.text("small").size_pt)
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
        items += [*titled, *rows]
        block = replace(block, y1=bottom - 3.0 * leading * sheet.scale)
    return items, block if not waiting else waiting[-1]


def _laid_group(
    sheet: Sheet, block: Rect, own: Sequence[LegendEntry], *, body: TextLook, leading: float
) -> tuple[list[Item], float]:
    """Lay one group out, short entries in columns, long ones below; return where it ends."""
    scale, row = sheet.scale, body.size_pt * leading
    beside, items = (_SWATCH + _SWATCH_GAP) * scale, list[Item]()

    def put(entry: LegendEntry, x: float, middle: float, lines: Sequence[str]) -> None:
        at = (x + beside, middle - text_size("x", body)[1] / 2)
        name = f"legend:{entry.group.name}:{entry.key}"
        items.extend(_swatch(entry, (x, middle), scale=scale))
        items.append(stacked(at, lines, body, name=name, leading=body.size_pt * _LINE))

    y = block.y1 - heading_height(sheet)
    half = (block.width - _COLUMN_GAP * sheet.scale) / 2
    short = [e for e in own if text_size(e.label, body)[0] <= half - beside]
    beside_another = short if len(short) > 1 else []
    places, deep = _columns_of(sheet, block, beside_another, body=body)
    for order, entry in enumerate(beside_another):
        column, down = divmod(order, deep)
        put(entry, places[column], y - row * (down + 0.5), [entry.label])
    y -= row * deep
    for entry in own:
        if entry not in beside_another:
            lines = wrapped(entry.label, body, block.width - beside)
            put(entry, block.x0, y - row / 2, lines)
            y -= row + (len(lines) - 1) * body.size_pt * _LINE
    return items, y


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


def _swatch(entry: LegendEntry, at: Point, *, scale: float) -> Iterator[Item]:
    """Yield a legend entry's line or symbol from the left middle of its row."""
    (x, y), look, name = at, entry.look, f"swatch:{entry.key}"
    width = _SWATCH * scale
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
    under = under_of(look, scale) if isinstance(look, LegLook) and look.softened else None
    yield Line((rows_of_points((x, y), (x + width, y)),), stroke, name, under=under)
    if not isinstance(look, LegLook):
        return
    if look.shut_way:
        lines = stopped_arrow((x + width / 2, y), (1.0, 0.0), _CROSS * scale)
        yield Line(lines, Stroke(look.cross_colour, 1.0), f"{name}:way")
    elif look.crossed:
        for share in (0.25, 0.75):
            place = (x + width * share, y)
            yield Symbol("cross", place, _CROSS * scale, look.cross_colour, name=f"{name}:cross")
