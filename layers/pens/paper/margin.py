"""What stands beside the map on paper: title, dates, notes, sources, handling mark.

What belongs here: setting given words into the header, side and footer of a sheet. What does
not: what the words are (`layers/words/page.py`), the legend (`layers/pens/paper/legend.py`), and
anything inside the map's frame. One unit of the axes is one point of the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from layers.look.palette import INK, RULE, TYPE, TextLook
from layers.scene.sheet import Rect, Sheet
from layers.scene.type import set_text, shortened, text_size, wrapped

_TITLE_SMALLEST_PT = 12.5
# Room between columns of sources, in points.
_LEAST_GAP, _MOST_GAP = 9.0, 26.0


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


def draw_header(
    ax: Axes,
    sheet: Sheet,
    *,
    title: str,
    subtitle: str,
    days: Sequence[tuple[str, str]] = (),
) -> bool:
    """Write title and subtitle; a long title is set smaller, then in two lines.

    `days`, names with their dates, end the subtitle's line if there is room beside it.

    Returns
    -------
    bool
        Whether the days stand there.
    """
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
    beside = Rect(head.x0 + text_size(subtitle, small)[0], y, head.x1, y)
    return _draw_days(ax, sheet, beside, days)


def _draw_days(ax: Axes, sheet: Sheet, line: Rect, days: Sequence[tuple[str, str]]) -> bool:
    """Write named days at the right end of a line if it is long enough; tell whether it is."""
    name_look = sheet.text(TYPE["small"])
    gap, between = 4.0 * sheet.scale, 16.0 * sheet.scale
    names = [text_size(name, name_look)[0] + gap for name, _ in days]
    for style in ("subtitle", "body"):
        look = replace(sheet.text(TYPE[style]), colour=INK)
        widths = [text_size(day, look)[0] + between for _, day in days]
        x = line.x1 - sum(names) - sum(widths) + between
        if x - between >= line.x0:
            break
    else:
        return False
    for (name, day), beside, width in zip(days, names, widths, strict=True):
        draw_text(ax, (x, line.y0), name, name_look, gid=f"date_name:{name}")
        draw_text(ax, (x + beside, line.y0), day, look, gid=f"date:{name}")
        x += beside + width
    return bool(days)


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
    ax.add_artist(Line2D([at.x0, at.x1], [at.y1, at.y1], color=RULE, linewidth=0.6, zorder=29))
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


def draw_sources(ax: Axes, sheet: Sheet, block: Rect, citations: Sequence[tuple[str, str]]) -> None:
    """Set numbered sources in columns, as many as fit whole, and say how many more there are.

    A column is as wide as its widest source. Only a source wider than the block itself is cut:
    the first of its pair of texts gives way, never date and id.
    """
    look = sheet.text(TYPE["small"])
    top = draw_heading(ax, sheet, block, "Sources")
    leading = look.size_pt * 1.24
    columns = _source_columns(sheet, block, citations)
    more = len(citations) - sum(map(len, columns))
    if more:
        at = (block.x1, top + leading * 0.24)
        said = f"and {more} more, listed in the data"
        draw_text(ax, at, said, look, align="right", gid="source")
    widths = [max(text_size(text, look)[0] for text in column) for column in columns]
    free = block.width - sum(widths)
    gap = min(free / max(len(columns) - 1, 1), _MOST_GAP * sheet.scale)
    x = block.x0
    for column, width in zip(columns, widths, strict=True):
        for row, text in enumerate(column):
            y = top - leading * (row + 1) + leading * 0.24
            draw_text(ax, (x, y), text, look, gid="source")
        x += width + gap


def sources_that_fit(sheet: Sheet, block: Rect, citations: Sequence[tuple[str, str]]) -> int:
    """Return how many sources `draw_sources` finds room for, the first first."""
    return sum(map(len, _source_columns(sheet, block, citations)))


def _source_columns(
    sheet: Sheet, block: Rect, citations: Sequence[tuple[str, str]]
) -> list[list[str]]:
    """Return numbered sources in columns, as many as a block holds."""
    look = sheet.text(TYPE["small"])
    rows = max(1, int((block.height - heading_height(sheet)) / (look.size_pt * 1.24)))
    texts = []
    for number, (head, tail) in enumerate(citations, start=1):
        mark = f"{number}  "
        texts.append(mark + fitted_pair(head, tail, look, block.width - text_size(mark, look)[0]))
    columns: list[list[str]] = []
    free = block.width
    for start in range(0, len(texts), rows):
        column = texts[start : start + rows]
        while column and max(text_size(text, look)[0] for text in column) > free:
            column.pop()
        if column:
            columns.append(column)
            free -= max(text_size(text, look)[0] for text in column) + _LEAST_GAP
        if len(column) < rows:
            break
    return columns


def fitted_pair(head: str, tail: str, look: TextLook, width: float) -> str:
    """Return two texts as one; the first is cut where both together are wider than `width`."""
    return shortened(head, look, width - text_size(tail, look)[0]) + tail
