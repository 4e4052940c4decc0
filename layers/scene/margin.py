"""What stands beside the map: title, dates, headings, paragraphs, sources, handling mark.

What belongs here: setting given words into the header, side and footer of a sheet. What does
not: what the words are (`layers/words/page.py`), the legend (`layers/scene/legend.py`), and
anything inside the map's frame.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from layers.look.palette import INK, TextLook
from layers.scene.display import Item, rule, stacked, text
from layers.scene.sheet import Rect, Sheet
from layers.scene.type import shortened, text_size, wrapped

_TITLE_SMALLEST_PT = 12.5
# From one baseline to the next, and between paragraphs, in type sizes and in lines.
_LEADING, _BETWEEN = 1.26, 0.35
_SOURCE_LEADING = 1.24
# From a title to its subtitle, in type sizes; below the last line of that; its most lines.
_BELOW_TITLE, _DESCENT, _MOST_SUBTITLE = 1.65, 0.45, 4
# Room between columns of sources, in points.
_LEAST_GAP, _MOST_GAP = 9.0, 26.0


def header(
    sheet: Sheet, *, title: str, subtitle: str, days: Sequence[tuple[str, str]] = ()
) -> tuple[list[Item], bool]:
    """Set title and subtitle; a long title is set smaller, then in two lines.

    `days`, names with their dates, end the subtitle's line if there is room beside it.

    Returns
    -------
    tuple
        What is set, and whether the dates found room.
    """
    head, small = sheet.header, sheet.text("subtitle")
    look, lines = _title_set(sheet, title)
    leading = look.size_pt * 1.15
    top = head.y1 - text_size("H", look)[1]
    y = top - (max(len(lines), 1) - 1) * leading - small.size_pt * _BELOW_TITLE
    said = _subtitle_set(sheet, subtitle)
    beside = Rect(head.x0 + text_size(subtitle, small)[0], y, head.x1, y)
    dates = _days_beside(sheet, beside, days)
    below = small.size_pt * _LEADING
    items = [
        stacked((head.x0, at), words, of, name=name, leading=step)
        for at, words, of, name, step in (
            (top, lines, look, "title", leading),
            (y, said, small, "subtitle", below),
        )
        if words
    ]
    return [*items, *dates], bool(dates)


def with_room_for(sheet: Sheet, *, title: str, subtitle: str) -> Sheet:
    """Return a sheet whose header holds a subtitle of several lines: what lies below it gives way.

    A scenario is told in the subtitle, and what the reader supposed must not be cut.
    """
    further = len(_subtitle_set(sheet, subtitle)) - 1
    if further < 1:
        return sheet
    look, lines = _title_set(sheet, title)
    small, head = sheet.text("subtitle"), sheet.header
    needed = text_size("H", look)[1] + (max(len(lines), 1) - 1) * look.size_pt * 1.15
    needed += small.size_pt * (_BELOW_TITLE + further * _LEADING + _DESCENT)
    low = min(head.y1 - needed, head.y0)
    side = tuple(replace(one, y1=low) if one.y1 == head.y0 else one for one in sheet.side)
    return replace(sheet, header=replace(head, y0=low), map=replace(sheet.map, y1=low), side=side)


def _title_set(sheet: Sheet, title: str) -> tuple[TextLook, list[str]]:
    """Return a title's type and its one line or two."""
    width, look = sheet.header.width, sheet.text("title")
    while text_size(title, look)[0] > width and look.size_pt > _TITLE_SMALLEST_PT:
        look = replace(look, size_pt=look.size_pt - 0.5)
    lines = wrapped(title, look, width)
    if len(lines) > 2:
        lines = [lines[0], shortened(" ".join(lines[1:]), look, width)]
    return look, lines


def _subtitle_set(sheet: Sheet, subtitle: str) -> list[str]:
    """Return the lines of a subtitle, of more than fit under a title the last cut short."""
    look, width = sheet.text("subtitle"), sheet.header.width
    lines = wrapped(subtitle, look, width)
    if len(lines) <= _MOST_SUBTITLE:
        return lines
    few = _MOST_SUBTITLE - 1
    return [*lines[:few], shortened(" ".join(lines[few:]), look, width)]


def _days_beside(sheet: Sheet, line: Rect, days: Sequence[tuple[str, str]]) -> list[Item]:
    """Set named days at the right end of a line if it is long enough; else none."""
    name_look = sheet.text("small")
    gap, between = 4.0 * sheet.scale, 16.0 * sheet.scale
    names = [text_size(name, name_look)[0] + gap for name, _ in days]
    for style in ("subtitle", "body"):
        look = sheet.text(style, colour=INK)
        widths = [text_size(day, look)[0] + between for _, day in days]
        x = line.x1 - sum(names) - sum(widths) + between
        if x - between >= line.x0:
            break
    else:
        return []
    items: list[Item] = []
    for (name, day), beside, width in zip(days, names, widths, strict=True):
        items.append(text((x, line.y0), name, name_look, name=f"date_name:{name}"))
        items.append(text((x + beside, line.y0), day, look, name=f"date:{name}"))
        x += beside + width
    return items


def days_below(
    sheet: Sheet, block: Rect, days: Sequence[tuple[str, str]]
) -> tuple[list[Item], float]:
    """Set at the foot of a block the dates that must not be mistaken for one another.

    Returns
    -------
    tuple
        What is set, and where it begins.
    """
    name_look, day_look = sheet.text("small"), sheet.text("subtitle")
    foot = block.y0 + 6.0 * sheet.scale
    up = day_look.size_pt * 1.1
    row = up + name_look.size_pt * 1.6
    # One above the other where two would not fit side by side.
    half = block.width / len(days)
    is_stacked = max(text_size(day, day_look)[0] for _, day in days) > half - 4.0
    items: list[Item] = []
    for order, (name, day) in enumerate(days):
        x = block.x0 + (0.0 if is_stacked else order * half)
        y = foot + (row * (len(days) - 1 - order) if is_stacked else 0.0)
        items.append(text((x, y), day, day_look, name=f"date:{name}"))
        items.append(text((x, y + up), name, name_look, name=f"date_name:{name}"))
    return items, foot + row * (len(days) if is_stacked else 1)


def handling(sheet: Sheet, mark: str) -> list[Item]:
    """Set a handling mark at the top and at the bottom of the page; nothing without one."""
    look = sheet.text("handling")
    up, edge = text_size("H", look)[1], 9.0 * sheet.scale
    ends = (sheet.height - edge - up, edge) if mark else ()
    return [text((sheet.width / 2, y), mark, look, align="center", name="handling") for y in ends]


def heading(sheet: Sheet, at: Rect, words: str) -> tuple[list[Item], Rect]:
    """Set a heading with a fine rule over it at the top of a block; return what is left."""
    look = sheet.text("heading")
    baseline = at.y1 - text_size("H", look)[1] - 3.4 * sheet.scale
    items: list[Item] = [
        rule((at.x0, at.y1), (at.x1, at.y1), width=0.6),
        text((at.x0, baseline), words, look, name=f"heading:{words}"),
    ]
    return items, replace(at, y1=at.y1 - heading_height(sheet))


def heading_height(sheet: Sheet) -> float:
    """Return the height of a heading with its rule and the room below."""
    return text_size("H", sheet.text("heading"))[1] + 5.6 * sheet.scale


def text_height(paragraphs: Sequence[str], look: TextLook, width: float) -> float:
    """Return how tall paragraphs in a style of type are at a width."""
    leading = look.size_pt * _LEADING
    lines = sum(len(wrapped(words, look, width)) for words in paragraphs)
    return lines * leading + max(len(paragraphs) - 1, 0) * leading * _BETWEEN


def paragraphs(
    block: Rect, said: Sequence[str], look: TextLook, *, name: str
) -> tuple[list[Item], float]:
    """Set paragraphs in a style of type from the top of a block; return them and their end."""
    leading = look.size_pt * _LEADING
    items: list[Item] = []
    y = block.y1
    for words in said:
        lines = wrapped(words, look, block.width)
        at = (block.x0, y - leading * 0.76)
        block_of = stacked(at, lines, look, name=name, leading=leading)
        items.append(replace(block_of, measure=block.width))
        y -= leading * (len(lines) + _BETWEEN)
    return items, y


def short_sources(
    sheet: Sheet, block: Rect, citations: Sequence[tuple[str, str]]
) -> tuple[list[Item], int]:
    """Set numbered sources in columns, as many as fit whole, and say how many more there are.

    A column is as wide as its widest source. Only a source wider than the block itself is cut:
    the first of its pair of texts gives way, never its date.

    Returns
    -------
    tuple
        What is set, and how many sources stand there, the first first; none where no row has room.
    """
    look = sheet.fine()
    leading = look.size_pt * _SOURCE_LEADING
    where = "all in the notes" if sheet.noted else "listed in the data"
    if block.height < heading_height(sheet) + leading:
        at = (block.x0, block.y1 - leading)
        return [text(at, f"{len(citations)} sources, {where}.", look, name="source")], 0
    items, rest = heading(sheet, block, "Sources")
    columns = _source_columns(sheet, block, citations)
    shown = sum(map(len, columns))
    if shown < len(citations):
        said = f"and {len(citations) - shown} more, {where}"
        at = (block.x1, rest.y1 + leading * 0.24)
        items.append(text(at, said, look, align="right", name="source"))
    widths = [max(text_size(one, look)[0] for one in column) for column in columns]
    gap = (block.width - sum(widths)) / max(len(columns) - 1, 1)
    x = block.x0
    for column, width in zip(columns, widths, strict=True):
        at = (x, rest.y1 - leading * 0.76)
        items.append(stacked(at, column, look, name="source", leading=leading))
        x += width + min(gap, _MOST_GAP * sheet.scale)
    return items, shown


def _source_columns(
    sheet: Sheet, block: Rect, citations: Sequence[tuple[str, str]]
) -> list[list[str]]:
    """Return numbered sources in columns, as many as a block holds."""
    look = sheet.fine()
    room = block.height - heading_height(sheet)
    rows = int(room / (look.size_pt * _SOURCE_LEADING))
    columns: list[list[str]] = []
    free = block.width
    for start in range(0, len(citations), rows):
        column = []
        for number, (head, tail) in enumerate(citations[start : start + rows], start=start + 1):
            mark = f"{number}  "
            width = block.width - text_size(mark, look)[0] - text_size(tail, look)[0]
            column.append(mark + shortened(head, look, width) + tail)
        while column and max(text_size(one, look)[0] for one in column) > free:
            column.pop()
        if column:
            columns.append(column)
            free -= max(text_size(one, look)[0] for one in column) + _LEAST_GAP
        if len(column) < rows:
            break
    return columns
