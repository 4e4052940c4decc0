"""The column beside the map: legend, closures, key figures, dates and notes, one below the other.

What belongs here: sharing the column out among its blocks. What does not: each block's drawing
where it is more than a few lines, and the words (`layers/words/page.py`). One unit of the axes
is one point of the page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import inf

import segno
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline

from layers.look.basemap import attributions_of
from layers.look.legend import legend_entries
from layers.look.palette import INK, TYPE
from layers.pens.paper.callouts import draw_figure_list, figures_height, figures_that_fit
from layers.pens.paper.legend import draw_legend
from layers.pens.paper.map import Drawn, Subject
from layers.pens.paper.margin import (
    draw_heading,
    draw_paragraphs,
    draw_text,
    heading_height,
    text_height,
)
from layers.scene.frame import Frame, boundary_words
from layers.scene.sheet import Rect, Sheet
from layers.scene.type import text_size
from layers.words.figures import KeyFigure, all_ids, numbers_of
from layers.words.page import background_text, closure_lines, sources_of

# So many closures are named before key figures take the room; one where no figure fits else.
_FEW_CLOSURES = 2
_QR_POINTS = 46.0


@dataclass(frozen=True, slots=True)
class SideWords:
    """What the column says besides what follows from the map; see `FigureRequest`.

    `days` are the dates that found no room in the header, each with its name. `room_for` returns
    how many of the page's sources, given in the order of their numbers, stand on it.
    """

    days: tuple[tuple[str, str], ...]
    house_note: str
    link: str
    key_figures: tuple[KeyFigure, ...]
    pinned: bool
    room_for: Callable[[Sequence[str]], int]


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
    top = _draw_notes(ax, subject, frame, last, words=words)
    columns = [*sheet.side[:-1], replace(last, y0=top + gap)]
    if words.days:
        # Where there are two columns, at the foot of the one without notes.
        above = columns[0] if len(columns) > 1 else replace(last, y0=top)
        columns[0] = replace(above, y0=_draw_days(ax, sheet, above, words.days) + gap)
    shut = closure_lines(subject.legs, drawn.nodes)
    wanted = _least_closures(sheet, shut, last.width, _FEW_CLOSURES) + figures_height(
        sheet,
        words.key_figures,
        last.width,
        numbers=numbers_of(all_ids(words.key_figures)),
        letters=_letters_of(subject),
    )
    left = draw_legend(ax, sheet, columns, entries, wanted=wanted)
    return _draw_statements(ax, subject, drawn, left, words=words)


def _draw_statements(
    ax: Axes, subject: Subject, drawn: Drawn, left: Rect, *, words: SideWords
) -> tuple[str, ...]:
    """Set closures and key figures into what the legend left; what was pinned comes first."""
    sheet, width, letters = subject.sheet, left.width, _letters_of(subject)
    shut = closure_lines(subject.legs, drawn.nodes)
    # The sources of figures come first, so their numbers are known before all that fit are.
    numbers, figures = numbers_of(all_ids(words.key_figures)), words.key_figures
    # What the reader pinned may take all the room; else some of it is kept for closures.
    for fewest in (0,) if words.pinned else (_FEW_CLOSURES, 1):
        above = replace(left, y1=left.y1 - _least_closures(sheet, shut, width, fewest))
        shown = figures_that_fit(sheet, above, figures, numbers=numbers, letters=letters)
        if shown:
            break
    others = sources_of(subject.legs, drawn.nodes)
    while True:
        numbers = numbers_of([*all_ids(shown), others])
        standing = words.room_for(tuple(numbers))
        # A figure whose sources find no room on the page has no place on it either.
        if all(numbers[name] <= standing for ids in all_ids(shown) for name in ids):
            break
        shown = shown[:-1]
    room = left.height - figures_height(sheet, shown, width, numbers=numbers, letters=letters)
    used = _closures_height(sheet, shut, width, room)
    sources = tuple(numbers)
    # A closure whose source is not among those named is followed by the source's id.
    named = {name: number for name, number in numbers.items() if number <= standing}
    lines = closure_lines(subject.legs, drawn.nodes, numbers=named)
    if words.pinned:
        end = draw_figure_list(ax, sheet, left, shown, numbers=numbers, letters=letters)
        _draw_closures(ax, sheet, replace(left, y1=end), lines)
        return sources
    _draw_closures(ax, sheet, replace(left, y0=left.y1 - used), lines)
    below = replace(left, y1=left.y1 - used)
    draw_figure_list(ax, sheet, below, shown, numbers=numbers, letters=letters)
    return sources


def _letters_of(subject: Subject) -> dict[str, str]:
    """Return the letter of each figure that is marked on the map, by its record."""
    return {mark.record_id: mark.letter for mark in subject.callouts}


def _least_closures(sheet: Sheet, lines: Sequence[str], width: float, fewest: int) -> float:
    """Return the room for the gravest closures, which are named however many figures wait."""
    few = [*lines[:fewest], f"and {len(lines)} more"] if fewest < len(lines) else lines
    return _closures_height(sheet, few, width, inf) if fewest else 0.0


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


def _draw_notes(
    ax: Axes, subject: Subject, frame: Frame, column: Rect, *, words: SideWords
) -> float:
    """Set the notes on boundaries at the foot, the code beside them; return where they begin."""
    sheet, side = subject.sheet, _QR_POINTS * subject.sheet.scale
    # In one paragraph: the column needs every line.
    notes = [" ".join(boundary_words(frame, house_note=words.house_note))]
    beside = side + 6.0 * sheet.scale if words.link else 0.0
    width = column.width - beside
    height = text_height(sheet, notes, "small", width)
    block = Rect(column.x0, column.y0, column.x0 + width, column.y0 + height)
    draw_paragraphs(ax, sheet, block, notes, style="small", gid="note")
    if not words.link:
        return block.y1
    _draw_code(ax, Rect(column.x1 - side, column.y0, column.x1, column.y0 + side), words.link)
    return max(block.y1, column.y0 + side)


def _draw_days(ax: Axes, sheet: Sheet, block: Rect, days: Sequence[tuple[str, str]]) -> float:
    """Set at the foot of a block the dates that must not be mistaken for one another."""
    if not days:
        return block.y0
    name_look, day_look = sheet.text(TYPE["small"]), sheet.text(TYPE["subtitle"])
    foot = block.y0 + 6.0 * sheet.scale
    up = day_look.size_pt * 1.1
    row = up + name_look.size_pt * 1.6
    # One above the other where two would not fit side by side.
    half = block.width / len(days)
    stacked = max(text_size(day, day_look)[0] for _, day in days) > half - 4.0
    for order, (name, day) in enumerate(days):
        x = block.x0 + (0.0 if stacked else order * half)
        y = foot + (row * (len(days) - 1 - order) if stacked else 0.0)
        draw_text(ax, (x, y), day, day_look, gid=f"date:{name}")
        draw_text(ax, (x, y + up), name, name_look, gid=f"date_name:{name}")
    return foot + row * (len(days) if stacked else 1)


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
    ax.add_artist(
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
