"""Tables on paper: columns measured by their texts, cells broken into lines.

What belongs here: setting rows of ready texts into a rectangle. What does not: what they say. One
unit of the axes is one point of the page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from layers.look.palette import INK, RULE, TYPE
from layers.pens.paper.margin import draw_text
from layers.scene.sheet import Rect, Sheet
from layers.scene.type import shortened, text_size, wrapped

_LEADING = 1.24
_GAP = 7.0
_ROW_GAP = 2.6


def draw_table(
    ax: Axes,
    sheet: Sheet,
    block: Rect,
    rows: Sequence[Mapping[str, str]],
    *,
    weights: Mapping[str, float],
    most_lines: int = 3,
) -> float:
    """Set rows under their column names from the top of a block; return where they end.

    Parameters
    ----------
    ax, sheet, block
        The page, and where the table may stand; rows that do not fit are left out.
    rows
        Texts by column.
    weights
        The columns to show, in order, and the share of the width each takes.
    most_lines
        Into so many lines a cell is broken at most.
    """
    body, head = replace(sheet.text(TYPE["small"]), colour=INK), sheet.text(TYPE["heading"])
    head = replace(head, size_pt=body.size_pt)
    gap = _GAP * sheet.scale
    free = block.width - gap * (len(weights) - 1)
    whole = sum(weights.values())
    lefts, widths, x = [], [], block.x0
    for weight in weights.values():
        lefts.append(x)
        widths.append(free * weight / whole)
        x += widths[-1] + gap
    y = block.y1 - head.size_pt * _LEADING
    for name, left in zip(weights, lefts, strict=True):
        draw_text(ax, (left, y + head.size_pt * 0.26), name, head, gid="table:head")
    y -= 1.0
    for row in rows:
        cells = [
            _lines(row[name], width, most_lines, sheet=sheet)
            for name, width in zip(weights, widths, strict=True)
        ]
        height = max(len(lines) for lines in cells) * body.size_pt * _LEADING
        if y - height - _ROW_GAP < block.y0:
            break
        rule = Line2D([block.x0, block.x1], [y, y], color=RULE, linewidth=0.4, zorder=27)
        ax.add_line(rule)
        for left, lines in zip(lefts, cells, strict=True):
            line_y = y - _ROW_GAP / 2
            for line in lines:
                line_y -= body.size_pt * _LEADING
                draw_text(ax, (left, line_y + body.size_pt * 0.28), line, body, gid="table:cell")
        y -= height + _ROW_GAP
    return y


def _lines(text: str, width: float, most: int, *, sheet: Sheet) -> list[str]:
    """Return a cell broken into at most so many lines; what is cut ends in an ellipsis."""
    body = sheet.text(TYPE["small"])
    lines = wrapped(text, body, width) or [""]
    if len(lines) > most:
        rest = " ".join(lines[most - 1 :])
        lines = [*lines[: most - 1], shortened(rest, body, width)]
    return [
        line if text_size(line, body)[0] <= width else shortened(line, body, width)
        for line in lines
    ]
