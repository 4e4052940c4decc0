"""The legend on a slide: native swatches and names.

What belongs here: laying out entries in a column and putting them on a slide. What does not:
which entries there are (`layers/look/legend.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from pptx.slide import Slide

from layers.look.legend import LegendEntry, LegendGroup, SymbolLook
from layers.look.looks import LegLook
from layers.look.palette import POINTS_PER_PIXEL, TYPE, BasemapLook
from layers.pens.slides.shapes import (
    LEADING,
    SlideSheet,
    Stroke,
    add_line,
    add_shape,
    add_symbol,
    add_text,
    narrower,
)
from layers.scene.sheet import Rect
from layers.scene.type import text_size, wrapped

_SWATCH, _SWATCH_GAP = 23.0, 5.0
_COLUMN_GAP = 4.0
# Heights of a row in type sizes, from airy to close.
_ROWS = (1.45, 1.32, 1.2)
_LARGEST_SYMBOL = 11.5


@dataclass(frozen=True, slots=True)
class _Row:
    """One entry in its place: left edge, top, and its lines of text."""

    entry: LegendEntry
    x: float
    y: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Laid:
    """A legend laid out, and where it ends."""

    headings: tuple[tuple[str, float], ...]
    rows: tuple[_Row, ...]
    bottom: float


def add_legend(
    slide: Slide, sheet: SlideSheet, block: Rect, entries: Sequence[LegendEntry]
) -> Rect:
    """Put a legend at the top of a block, as airy as there is room for; return what is left."""
    laid = _laid(sheet, block, entries, _ROWS[0])
    for leading in _ROWS[1:]:
        if laid.bottom >= block.y0:
            break
        laid = _laid(sheet, block, entries, leading)
    heading, body = sheet.text(TYPE["heading"]), sheet.text(TYPE["small"])
    for text, top in laid.headings:
        box = Rect(block.x0, top - heading.size_pt * LEADING, block.x1, top)
        add_text(slide, sheet, box, [(text, heading)], name=f"Legend heading {text}")
    for row in laid.rows:
        height = len(row.lines) * body.size_pt * LEADING
        middle = row.y - body.size_pt * LEADING / 2
        _add_swatch(slide, sheet, row.entry, (row.x, middle))
        left = row.x + _SWATCH + _SWATCH_GAP
        box = Rect(left, row.y - height, block.x1, row.y)
        lines = [(line, body) for line in row.lines]
        add_text(slide, sheet, box, lines, name=f"Legend {row.entry.group.name} {row.entry.key}")
    return Rect(block.x0, block.y0, block.x1, laid.bottom)


def _laid(sheet: SlideSheet, block: Rect, entries: Sequence[LegendEntry], leading: float) -> _Laid:
    """Lay a legend out: groups below one another, short entries in two columns."""
    body, heading = sheet.text(TYPE["small"]), sheet.text(TYPE["heading"])
    measured = narrower(body)
    step = body.size_pt * leading
    half = (block.width - _COLUMN_GAP) / 2
    beside = _SWATCH + _SWATCH_GAP
    headings: list[tuple[str, float]] = []
    rows: list[_Row] = []
    y = block.y1
    for group in LegendGroup:
        own = [entry for entry in entries if entry.group is group]
        if not own:
            continue
        headings.append((group.value, y))
        y -= heading.size_pt * LEADING + 1.5
        short = [one for one in own if text_size(one.label, measured)[0] <= half - beside]
        paired = short if len(short) > 1 else []
        deep = -(-len(paired) // 2)
        for order, entry in enumerate(paired):
            column, down = divmod(order, deep)
            x = block.x0 + column * (half + _COLUMN_GAP)
            rows.append(_Row(entry, x, y - down * step, (entry.label,)))
        y -= deep * step
        for entry in own:
            if entry not in paired:
                lines = tuple(wrapped(entry.label, measured, block.width - beside))
                rows.append(_Row(entry, block.x0, y, lines))
                y -= step + (len(lines) - 1) * body.size_pt * LEADING
        y -= step * 0.35
    return _Laid(tuple(headings), tuple(rows), y)


def _add_swatch(
    slide: Slide, sheet: SlideSheet, entry: LegendEntry, at: tuple[float, float]
) -> None:
    x, y = at
    look, name = entry.look, f"Swatch {entry.key}"
    if isinstance(look, SymbolLook):
        centre = (x + _SWATCH / 2, y)
        if look.area:
            half = _LARGEST_SYMBOL / 2
            add_shape(
                slide,
                sheet,
                "ellipse",
                Rect(centre[0] - half, y - half, centre[0] + half, y + half),
                fill=look.colour,
                fill_opacity=0.16,
                stroke=Stroke(look.colour, 0.75, 0.9, (3.0, 2.2)),
                name=name,
            )
            return
        size = min(look.size_px * POINTS_PER_PIXEL * sheet.scale, _LARGEST_SYMBOL)
        add_symbol(
            slide,
            sheet,
            look.shape,
            centre,
            size,
            ink=look.colour,
            badge=look.badge_colour,
            name=name,
        )
        return
    line = np.array([(x, y), (x + _SWATCH, y)])
    add_line(slide, sheet, [line], _stroke_of(look, sheet), name=name)
    if isinstance(look, LegLook) and look.crossed:
        for share in (0.25, 0.75):
            place = (x + _SWATCH * share, y)
            add_symbol(slide, sheet, "cross", place, 5.0, ink=look.cross_colour, name=f"{name} x")


def _stroke_of(look: LegLook | BasemapLook, sheet: SlideSheet) -> Stroke:
    per_pixel = POINTS_PER_PIXEL * sheet.scale
    if isinstance(look, BasemapLook):
        dash = tuple(length / look.width_px for length in look.dash)
        return Stroke(look.colour, look.width_px * per_pixel, look.opacity, dash)
    soft = (look.under_width_px - look.width_px) / 2 * per_pixel
    return Stroke(
        colour=look.colour,
        width_pt=look.width_px * per_pixel,
        opacity=look.opacity,
        dash=tuple(length / look.width_px for length in look.dash_px),
        glow_pt=soft if look.softened else 0.0,
        glow_opacity=look.under_opacity * 1.6,
    )
