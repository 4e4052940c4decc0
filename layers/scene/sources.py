"""The numbered sources of a page, in columns, each a link to its page.

What belongs here: setting sources whole into columns as even as they allow. What does not: the
short list beside the map (`layers/scene/margin.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from geo.ledger.citations import link_of_source
from geo.records.catalog import Catalog
from layers.look.palette import TextLook
from layers.scene.display import Item, Run, Text, text
from layers.scene.margin import heading, heading_height
from layers.scene.sheet import Rect, Sheet
from layers.scene.type import text_size, wrapped
from layers.words.page import short_citation

_COLUMN, _GAP, _LEADING = 150.0, 9.0, 1.24


# A source as it is set: its id, and its lines, each a link to its page where it has one.
_Set = tuple[str, tuple[tuple[Run, ...], ...]]


def sources_height(
    sheet: Sheet, width: float, catalog: Catalog, numbers: Mapping[str, int]
) -> float:
    """Return how tall numbered sources are with their heading at a width; nothing for none."""
    if not numbers:
        return 0.0
    rows = max(_rows_of(column) for column in _columns_of(sheet, width, catalog, numbers))
    leading = sheet.fine().size_pt * _LEADING
    return heading_height(sheet) + rows * leading + 2.0


def numbered_sources(
    sheet: Sheet, block: Rect, catalog: Catalog, numbers: Mapping[str, int], *, said: str
) -> list[Item]:
    """Set the numbered sources in columns; each is a link to its page where it has one."""
    if not numbers:
        return []
    items, rest = heading(sheet, block, said)
    look = sheet.fine()
    leading, inset = look.size_pt * _LEADING, _inset(numbers, look)
    count, gap = _column_count(sheet, block.width), _GAP * sheet.scale
    for place, column in enumerate(_columns_of(sheet, block.width, catalog, numbers)):
        x, y = block.x0 + place * (block.width + gap) / count, rest.y1 - leading * 0.76
        for source_id, lines in column:
            items.append(text((x, y), str(numbers[source_id]), look, name="source_number"))
            items.append(Text((x + inset, y), lines, f"source:{source_id}", leading))
            y -= leading * len(lines)
    return items


def _columns_of(
    sheet: Sheet, width: float, catalog: Catalog, numbers: Mapping[str, int]
) -> list[list[_Set]]:
    """Return the sources in columns as even as whole sources allow."""
    look, count, gap = sheet.fine(), _column_count(sheet, width), _GAP * sheet.scale
    own = (width - gap * (count - 1)) / count - _inset(numbers, look)
    waiting = [(source_id, _lines_of(catalog, source_id, look, own)) for source_id in numbers]
    for rows in range(-(-_rows_of(waiting) // count), _rows_of(waiting) + 1):
        columns: list[list[_Set]] = [[]]
        for one in waiting:
            if columns[-1] and _rows_of([*columns[-1], one]) > rows:
                columns.append([])
            columns[-1].append(one)
        if len(columns) <= count:
            break
    return columns


def _lines_of(
    catalog: Catalog, source_id: str, look: TextLook, width: float
) -> tuple[tuple[Run, ...], ...]:
    """Return a source in lines: publisher and date whole, and its title if there is room.

    What is too long for a line goes on in the next.
    """
    head, tail = short_citation(catalog, source_id)
    source = catalog.sources[source_id]
    lines = [f"{head}{tail}: {source.title}"]
    named = source.publisher and source.title not in head
    if not named or text_size(lines[0], look)[0] > width:
        lines = wrapped(f"{head}{tail}", look, width)
    return tuple((Run(line, look, url=link_of_source(source)),) for line in lines)


def _rows_of(sources: Iterable[_Set]) -> int:
    return sum(len(lines) for _, lines in sources)


def _column_count(sheet: Sheet, width: float) -> int:
    return max(1, int(width / (_COLUMN * sheet.scale)))


def _inset(numbers: Mapping[str, int], look: TextLook) -> float:
    return text_size(f"{max(numbers.values())}  ", look)[0]
