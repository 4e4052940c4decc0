"""What stands beside the map on paper: title, dates, notes, sources, handling mark.

What belongs here: setting given words into the header, side and footer of a sheet. What does
not: what the words are (`layers/figure_words.py`), the legend (`layers/figure_legend.py`), and
anything inside the map's frame. One unit of the axes is one point of the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from layers.figure_type import set_text, shortened, text_size, wrapped
from layers.palette import RULE, TYPE, TextLook
from layers.sheet import Rect, Sheet

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
    set_text(ax, at, text, look, align=align, zorder=30, gid=gid)


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
        lines.append(f"and {len(citations) - shown} more, listed in the data")
    for order, text in enumerate(lines):
        column, row = divmod(order, rows)
        x = block.x0 + column * (width + gap)
        y = top - leading * (row + 1) + leading * 0.24
        draw_text(ax, (x, y), shortened(text, look, width), look, gid="source")
    return shown
