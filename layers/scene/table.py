"""Tables: columns by their shares, cells broken into lines, as many rows as fit.

What belongs here: setting rows of ready texts into a rectangle. What does not: what they say
(`layers/words/`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from layers.look.palette import INK, INK_SOFT, RULE, SHUT_GREY, TYPE, TextLook
from layers.scene.display import Area, Cell, Item, Line, Picture, Symbol, Table, Text, rule, stacked
from layers.scene.sheet import Rect, Sheet
from layers.scene.type import text_size, wrapped
from layers.words.tables import TableRow

# From one baseline to the next, and up from the foot of a line to its baseline, in type sizes.
LEADING, BASELINE = 1.2, 0.27
MARGIN_X, MARGIN_Y = 3.0, 1.5


@dataclass(frozen=True, slots=True)
class Fitted:
    """A table that fits, and how many of its rows it shows; without rows there is no table."""

    table: Table | None
    shown: int
    end: float


def fitted_table(
    sheet: Sheet, block: Rect, rows: Sequence[TableRow], columns: Mapping[str, float], *, name: str
) -> Fitted:
    """Set rows under their column names from the top of a block, as many as fit whole.

    `columns` are those to show, in order, with the share of the width each takes. A planned figure
    is slanted and a set-aside one grey.
    """
    whole = sum(columns.values())
    widths = tuple(block.width * share / whole for share in columns.values())
    head = replace(sheet.text(TYPE["small"]), colour=INK, bold=True)
    laid = [
        tuple(
            Cell(_lines(name, head, width - 2 * MARGIN_X), head)
            for name, width in zip(columns, widths, strict=True)
        )
    ]
    for row in rows:
        looks = _looks(sheet, row)
        laid.append(
            tuple(
                Cell(_lines(row.cells[name], look, width - 2 * MARGIN_X), look)
                for name, look, width in zip(columns, looks, widths, strict=False)
            )
        )
    heights = [
        max(len(cell.lines) for cell in cells) * head.size_pt * LEADING + 2 * MARGIN_Y
        for cells in laid
    ]
    count = sum(end <= block.height for end in accumulate(heights))
    if count < 2:
        return Fitted(None, 0, block.y1)
    end = block.y1 - sum(heights[:count])
    box = replace(block, y0=end)
    table = Table(box, widths, tuple(heights[:count]), tuple(laid[:count]), name, f"Table: {name}")
    return Fitted(table, count - 1, end)


def parts_of(items: Iterable[Item]) -> Iterator[Line | Area | Symbol | Text]:
    """Yield a list with its tables and pictures taken apart."""
    for item in items:
        if isinstance(item, Picture):
            yield from parts_of(item.items)
        elif isinstance(item, Table):
            yield from _table_parts(item)
        else:
            yield item


def _table_parts(table: Table) -> Iterator[Line | Text]:
    """Yield a table as texts with a rule over each row but the first."""
    top = table.box.y1
    for order, (row, height) in enumerate(zip(table.rows, table.heights, strict=True)):
        if order:
            width, colour = (0.6, INK) if order == 1 else (0.4, RULE)
            yield rule((table.box.x0, top), (table.box.x1, top), width=width, colour=colour)
        x = table.box.x0
        for cell, width in zip(row, table.widths, strict=True):
            leading = cell.look.size_pt * LEADING
            at = (x + MARGIN_X, top - MARGIN_Y - leading + cell.look.size_pt * BASELINE)
            name = f"table:{'cell' if order else 'head'}"
            if any(cell.lines):
                yield stacked(at, cell.lines, cell.look, name=name, leading=leading)
            x += width
        top -= height


def _looks(sheet: Sheet, row: TableRow) -> Iterator[TextLook]:
    """Yield the type of a row's cells: what is no plan stands out in its first."""
    colour = SHUT_GREY if row.set_aside else INK_SOFT if row.planned else INK
    look = replace(sheet.text(TYPE["small"]), colour=colour, italic=row.planned)
    yield replace(look, bold=row.bold and not row.planned)
    while True:
        yield look


def _lines(text: str, look: TextLook, width: float) -> tuple[str, ...]:
    """Return a cell's lines; a word wider than its cell is broken."""
    lines: list[str] = []
    for line in wrapped(text, look, width) or [""]:
        while text_size(line, look)[0] > width and len(line) > 1:
            fits = next(
                n
                for n in range(len(line) - 1, 0, -1)
                if n == 1 or text_size(line[:n], look)[0] <= width
            )
            lines.append(line[:fits])
            line = line[fits:]
        lines.append(line)
    return tuple(lines)
