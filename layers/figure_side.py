"""The column beside the map: legend, closures, key figures, dates and notes, one below the other.

What belongs here: sharing the column out among its blocks. What does not: each block's drawing
where it is more than a few lines, and the words (`layers/figure_words.py`). One unit of the axes
is one point of the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import segno
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline

from geo.calendars import day_text
from layers.basemap import attributions_of, boundary_notes_of
from layers.brief_rows import KeyFigure
from layers.figure_callouts import draw_figure_list, figures_that_fit
from layers.figure_legend import draw_legend
from layers.figure_map import Drawn, Subject
from layers.figure_margin import (
    draw_heading,
    draw_paragraphs,
    draw_text,
    heading_height,
    text_height,
)
from layers.figure_type import text_size
from layers.figure_words import background_text, closure_lines, sources_of
from layers.frame import Frame
from layers.legend import legend_entries
from layers.palette import INK, TYPE
from layers.sheet import Rect, Sheet

# Share of the room below the legend that closures may take when figures wait behind them.
_CLOSURES_SHARE = 0.45
_QR_POINTS = 46.0


@dataclass(frozen=True, slots=True)
class SideWords:
    """What the column says besides what follows from the map; see `FigureRequest`."""

    as_of: date
    made_on: date
    house_note: str
    link: str
    key_figures: tuple[KeyFigure, ...]
    pinned: bool


def draw_side(
    ax: Axes, subject: Subject, frame: Frame, drawn: Drawn, *, words: SideWords
) -> tuple[str, ...]:
    """Set the column; return the sources of the page in the order of their numbers."""
    catalog, sheet = subject.catalog, subject.sheet
    entries = legend_entries(
        subject.legs,
        drawn.nodes,
        corridors=catalog.corridors,
        boundaries=drawn.boundary_classes,
    )
    gap = 6.0 * sheet.scale
    last = sheet.side[-1]
    notes = boundary_notes_of(frame.bounds(), house_note=words.house_note)
    height = text_height(sheet, notes, "small", last.width)
    foot = Rect(last.x0, last.y0, last.x1, last.y0 + height)
    draw_paragraphs(ax, sheet, foot, notes, style="small", gid="note")
    top = _draw_dates(ax, sheet, foot, words=words)
    columns = (*sheet.side[:-1], Rect(last.x0, top + gap, last.x1, last.y1))
    left = draw_legend(ax, sheet, columns, entries)
    return _draw_statements(ax, subject, drawn, left, words=words)


def _draw_statements(
    ax: Axes, subject: Subject, drawn: Drawn, left: Rect, *, words: SideWords
) -> tuple[str, ...]:
    """Set closures and key figures into what the legend left, what was pinned first."""
    sheet, figures = subject.sheet, words.key_figures
    if words.pinned:
        shown = figures_that_fit(sheet, left, figures)
    else:
        shut = closure_lines(subject.legs, drawn.nodes)
        most = left.height * (_CLOSURES_SHARE if figures else 1.0)
        # One closure at least is named, however little room there is.
        used = _closures_height(sheet, shut, left.width, most) or _closures_height(
            sheet, shut[:1], left.width, left.height
        )
        below = Rect(left.x0, left.y0, left.x1, left.y1 - used)
        shown = figures_that_fit(sheet, below, figures)
        if not shown:
            used = _closures_height(sheet, shut, left.width, left.height)
            below = Rect(left.x0, left.y0, left.x1, left.y1 - used)
    cited = [name for figure in shown for name in (*figure.source_ids, *figure.range_ids)]
    sources = tuple(dict.fromkeys((*cited, *sources_of(subject.legs, drawn.nodes))))
    numbers = {name: number for number, name in enumerate(sources, start=1)}
    letters = {mark.record_id: mark.letter for mark in subject.callouts}
    lines = closure_lines(subject.legs, drawn.nodes, numbers=numbers)
    if words.pinned:
        end = draw_figure_list(ax, sheet, left, shown, numbers=numbers, letters=letters)
        rest = Rect(left.x0, left.y0, left.x1, end - (3.0 * sheet.scale if shown else 0.0))
        _draw_closures(ax, sheet, rest, lines)
        return sources
    _draw_closures(ax, sheet, Rect(left.x0, left.y1 - used, left.x1, left.y1), lines)
    draw_figure_list(ax, sheet, below, shown, numbers=numbers, letters=letters)
    return sources


def credits_of(subject: Subject, frame: Frame, drawn: Drawn) -> str:
    """Return the small print below the sources: doubts, projection, credits, the data."""
    sources = {source for state in subject.legs for source in state.leg.source_ids}
    sources |= {state.node.coordinate_source for state in drawn.nodes}
    credits_owed = "; ".join(attributions_of(sources))
    parts = (
        background_text(subject.legs),
        f"{frame.projection.name}.",
        f"Map data: {credits_owed}.",
        f"Data {subject.catalog.data_hash[:12]}.",
    )
    return " ".join(part for part in parts if part)


def _draw_dates(ax: Axes, sheet: Sheet, notes: Rect, *, words: SideWords) -> float:
    """Set over the notes the two dates that must not be mistaken for one another, and the code."""
    name_look, day_look = sheet.text(TYPE["small"]), sheet.text(TYPE["subtitle"])
    foot = notes.y1 + 6.0 * sheet.scale
    up = day_look.size_pt * 1.1
    row = up + name_look.size_pt * 1.6
    days = (("Data as of", words.as_of), ("Map made on", words.made_on))
    # One above the other where two would not fit side by side, or a code needs the room.
    widest = max(text_size(day_text(day), day_look)[0] for _, day in days)
    stacked = bool(words.link) or widest > notes.width / 2 - 4.0
    for order, (name, day) in enumerate(days):
        x = notes.x0 + (0.0 if stacked else order * notes.width / 2)
        y = foot + (row * (1 - order) if stacked else 0.0)
        draw_text(ax, (x, y), day_text(day), day_look, gid=f"date:{name}")
        draw_text(ax, (x, y + up), name, name_look, gid=f"date_name:{name}")
    top = foot + row * (2 if stacked else 1)
    if not words.link:
        return top
    side = _QR_POINTS * sheet.scale
    _draw_code(ax, Rect(notes.x1 - side, foot, notes.x1, foot + side), words.link)
    return max(top, foot + side)


def _draw_code(ax: Axes, box: Rect, link: str) -> None:
    """Draw a link as a QR code, its quiet zone inside the box."""
    rows = [list(row) for row in segno.make(link, error="m", micro=False).matrix_iter(border=2)]
    cell = box.width / len(rows)
    corners, codes = [], []
    for down, row in enumerate(rows):
        for along, dark in enumerate(row):
            if dark:
                x, y = box.x0 + along * cell, box.y1 - down * cell
                corners += [(x, y), (x + cell, y), (x + cell, y - cell), (x, y - cell), (x, y)]
                codes += [Outline.MOVETO, *[Outline.LINETO] * 3, Outline.CLOSEPOLY]
    ax.add_patch(
        PathPatch(Outline(corners, codes), facecolor=INK, edgecolor="none", zorder=30, gid="code")
    )


def _closures_height(sheet: Sheet, lines: Sequence[str], width: float, most: float) -> float:
    """Return the room that closures take of at most so much."""
    if not lines:
        return 0.0
    shown = _closures_that_fit(sheet, lines, width, most)
    if not shown:
        return 0.0
    return heading_height(sheet) + text_height(sheet, shown, "small", width) + 4.0 * sheet.scale


def _closures_that_fit(sheet: Sheet, lines: Sequence[str], width: float, most: float) -> list[str]:
    """Return the first closures that fit below a heading, and how many more there are."""
    free = most - heading_height(sheet)
    for count in range(len(lines), 0, -1):
        more = [f"and {len(lines) - count} more"] if count < len(lines) else []
        shown = [*lines[:count], *more]
        if text_height(sheet, shown, "small", width) <= free:
            return shown
    return []


def _draw_closures(ax: Axes, sheet: Sheet, block: Rect, lines: Sequence[str]) -> None:
    """Set as many closures as there is room for, and say how many more there are."""
    shown = _closures_that_fit(sheet, lines, block.width, block.height)
    if shown:
        top = draw_heading(ax, sheet, block, "Closures and restrictions in force")
        inner = Rect(block.x0, block.y0, block.x1, top)
        draw_paragraphs(ax, sheet, inner, shown, style="small", gid="closure")
