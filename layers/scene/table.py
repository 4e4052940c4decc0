"""Tables: columns as wide as their texts ask, cells broken into lines, as many rows as fit.

What belongs here: setting rows of ready texts into a rectangle. What does not: what they say
(`layers/words/`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

import numpy as np

from layers.look.palette import INK, INK_SOFT, RULE, SHUT_GREY, TextLook
from layers.scene.display import (
    Area,
    Cell,
    Item,
    Line,
    Picture,
    SetTable,
    Shade,
    Symbol,
    Text,
    rule,
    stacked,
)
from layers.scene.sheet import Rect, Sheet
from layers.scene.type import text_size, wrapped
from layers.words.tables import DOTS, TableRow

# From one baseline to the next, and up from the foot of a line to its baseline, in type sizes.
LEADING, BASELINE = 1.2, 0.27
MARGIN_X, MARGIN_Y = 3.0, 1.5
# Texts of so few letters stay in one line.
_WHOLE = 16
# In so many steps a table's width is shared out; lines end this much before their column does.
_STEPS, _RAGGED = 60, 1.08
# A slide program sets a table in its own face, whose letters may be so much wider.
_OTHER_FACE = 1.1
# Its slanted letters are by so much wider than those measured here.
_SLANTED_WIDER = 1.04
# Of a table's width its column of dots takes so much, if it has one; the cells of it are empty.
_DOTS_SHARE = 0.2
# Texts are measured in fractions of a point.
_SPARE = 0.5


@dataclass(frozen=True, slots=True)
class Fitted:
    """A table that fits, and how many of its rows it shows; without rows there is no table."""

    table: SetTable | None
    shown: int
    end: float


def fitted_table(
    sheet: Sheet, block: Rect, rows: Sequence[TableRow], *, name: str, larger: float = 1.0
) -> Fitted:
    """Set rows under their headings from the top of a block, as many as fit whole.

    A planned figure is slanted and a set-aside one grey. The type is so many times `larger` than
    small.
    """
    if not rows:
        return Fitted(None, 0, block.y1)
    head = _sized(sheet.text("small", colour=INK, bold=True), larger)
    texts = [[(heading, head) for heading in rows[0].cells]]
    texts += [
        [
            (words, _sized(look, larger))
            for words, look in zip(row.cells.values(), _looks(sheet, row), strict=False)
        ]
        for row in rows
    ]
    widths = _widths(texts, block.width, _OTHER_FACE if sheet.noted else 1.0)
    laid = [
        tuple(
            Cell(_lines(words, look, _room_in(sheet, width, look)), look)
            for (words, look), width in zip(cells, widths, strict=True)
        )
        for cells in texts
    ]
    heights = [
        max(len(cell.lines) for cell in cells) * head.size_pt * LEADING + 2 * MARGIN_Y
        for cells in laid
    ]
    count = sum(end <= block.height for end in accumulate(heights))
    if count < 2:
        return Fitted(None, 0, block.y1)
    end = block.y1 - sum(heights[:count])
    box = replace(block, y0=end)
    table = SetTable(
        box, widths, tuple(heights[:count]), tuple(laid[:count]), name, f"Table: {name}"
    )
    return Fitted(table, count - 1, end)


def _sized(look: TextLook, larger: float) -> TextLook:
    return replace(look, size_pt=look.size_pt * larger)


def _room_in(sheet: Sheet, width: float, look: TextLook) -> float:
    """Return how wide a line may be in a column of a width, in the face it may be shown in."""
    return (width - 2 * MARGIN_X) / (_SLANTED_WIDER if sheet.noted and look.italic else 1.0)


def _widths(
    rows: Sequence[Sequence[tuple[str, TextLook]]], width: float, wider: float
) -> tuple[float, ...]:
    """Return the widths of columns that together are as wide as the table.

    Each has room for its widest word or short text, set so much `wider`; the rest goes, step by
    step, to the column that makes most rows tall.
    """
    pad = 2 * MARGIN_X + _SPARE
    headings = [words for words, _ in rows[0]]
    if DOTS in headings:
        place, dots = headings.index(DOTS), width * _DOTS_SHARE
        others = _widths([[*row[:place], *row[place + 1 :]] for row in rows], width - dots, wider)
        return (*others[:place], dots, *others[place:])
    asked = np.array([[text_size(words, look)[0] for words, look in cells] for cells in rows])
    words = [[_longest(words, look) for words, look in cells] for cells in rows]
    widths = np.max(words, axis=0) * wider + pad
    step = (width - widths.sum()) / _STEPS
    if step < 0:
        return tuple(widths * (width / widths.sum()))
    for _ in range(_STEPS):
        lines = asked * _RAGGED / (widths - pad)
        tallest = np.ceil(lines) == np.ceil(lines.max(axis=1, keepdims=True))
        pressure = np.where(tallest & (lines > 1), lines, 0.0).sum(axis=0)
        if pressure.any():
            widths[np.argmax(pressure)] += step
        else:
            widths += step / len(widths)
    return tuple(widths)


def _longest(text: str, look: TextLook) -> float:
    """Return the width of a text's longest word; a short text is one."""
    words = [text] if len(text) <= _WHOLE else text.split()
    return max(text_size(word, look)[0] for word in words)


def parts_of(items: Iterable[Item]) -> Iterator[Line | Area | Symbol | Text | Shade]:
    """Yield a list with its tables and pictures taken apart."""
    for item in items:
        if isinstance(item, Picture):
            yield from parts_of(item.items)
        elif isinstance(item, SetTable):
            yield from _table_parts(item)
        else:
            yield item


def _table_parts(table: SetTable) -> Iterator[Line | Text]:
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
    look = sheet.text("small", colour=colour, italic=row.planned)
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
