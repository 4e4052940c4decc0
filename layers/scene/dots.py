"""What each source gives as dots on a line from nought, in a column of a table.

What belongs here: laying the dots of rows over a table that is set. What does not: the table
(`layers/scene/table.py`), and where on its line a figure lies (`layers/words/tables.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from layers.look.palette import INK, INK_SOFT, PAPER
from layers.scene.display import Area, Disc, Item, SetTable, Stroke, rule
from layers.scene.table import LEADING, MARGIN_X, MARGIN_Y
from layers.words.tables import DOTS, TableRow

# Radius of a dot, half the length of the stroke at nought and room at the ends, in sizes of type.
_RADIUS, _NOUGHT, _ENDS = 0.27, 0.36, 0.6


def dot_items(table: SetTable, rows: Sequence[TableRow]) -> Iterator[Item]:
    """Yield the lines and dots of the rows that a table shows; nothing without such a column.

    A dot is one source's figure, a bar one's range; the figure that is used is filled.
    """
    columns = [" ".join(cell.lines) for cell in table.rows[0]]
    if DOTS not in columns:
        return
    place = columns.index(DOTS)
    left = table.box.x0 + sum(table.widths[:place]) + MARGIN_X
    right = left + table.widths[place] - 2 * MARGIN_X
    top = table.box.y1 - table.heights[0]
    # The table shows the first of the rows.
    for row, cells, height in zip(rows, table.rows[1:], table.heights[1:], strict=False):
        size = cells[place].look.size_pt
        y = top - MARGIN_Y - size * LEADING / 2
        yield from _row_items(row, (left + size * _ENDS, right - size * _ENDS), y, size=size)
        top -= height


def _row_items(
    row: TableRow, ends: tuple[float, float], y: float, *, size: float
) -> Iterator[Item]:
    """Yield one row's line with a stroke at nought, and its dots, the one used on top."""
    nought = _between(ends, row.nought)
    yield rule((ends[0], y), (ends[1], y), width=size / 14, colour=INK_SOFT, name="dots:line")
    half = size * _NOUGHT
    yield rule((nought, y - half), (nought, y + half), width=size / 12, colour=INK, name="dots:0")
    for dot in sorted(row.dots, key=lambda dot: dot.used):
        low, high = (_between(ends, share) for share in (dot.low, dot.high))
        if low < high:
            width = size * _RADIUS
            yield rule((low, y), (high, y), width=width, colour=INK_SOFT, name="dots:range")
        fill, edge = INK if dot.used else PAPER, Stroke(INK, size / 12)
        for x in sorted({low, high}):
            disc = Disc((x, y), size * _RADIUS)
            yield Area(disc, fill, 1.0, edge, "dots:used" if dot.used else "dots:figure", dot.said)


def _between(ends: tuple[float, float], share: float) -> float:
    return ends[0] + (ends[1] - ends[0]) * share
