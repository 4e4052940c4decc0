"""The column beside the map: legend, closures, key figures, dates and notes, one below the other.

What belongs here: sharing the column out among its blocks, and numbering the sources of what stands
in it. What does not: each block's layout where it is more than a few lines, and the words
(`layers/words/page.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf

import segno
import shapely

from geo.errors import ExportError
from geo.model.lines import Corridor
from geo.state.select import LegState, NodeState
from layers.look.basemap import COUNTRY_NAMES_SOURCE, attributions_of
from layers.look.languages import NO_NAME, names_text
from layers.look.legend import LegendEntry, legend_entries
from layers.look.palette import INK
from layers.scene.callouts import FigureList
from layers.scene.content import MapSubject
from layers.scene.display import Area, Item, Picture, Text
from layers.scene.frame import Frame, boundary_words
from layers.scene.legend import legend
from layers.scene.map import Mapped
from layers.scene.margin import (
    days_below,
    heading,
    heading_height,
    paragraphs,
    text_height,
)
from layers.scene.sheet import Rect, Sheet
from layers.scene.way import block_height, way_block
from layers.words.figures import StatedFigure, all_ids, numbers_of
from layers.words.page import (
    background_text,
    closure_lines,
    closures_of,
    map_data_of,
    sources_of,
)
from layers.words.points import POINTS_BESIDE, points_beside

# So many closures are named before key figures take the room; one where no figure fits else.
_FEW_CLOSURES = 2
# A slide's points: how many, and how large their type; the first for which there is room.
_POINTS_SET = ((3, 14.0), (3, 13.0), (3, 12.0), (2, 14.0), (2, 12.0), (1, 12.0))
_BELOW_POINTS = 6.0
# What a journey's ribbon and its name take below a slide's legend.
_LEAST_WAY = 52.0
_QR_POINTS, _QR_MOST = 46.0, 74.0
# A cell is a third of a millimetre, four dots of 300 dpi: less is lost in print and camera.
LEAST_CELL_PT = 0.96


@dataclass(frozen=True, slots=True)
class SideWords:
    """What the column says besides what follows from the map; see `FigureRequest`.

    `days` are the dates that found no room in the header, each with its name. `room_for` returns
    how many of the page's sources, given in the order of their numbers, stand on it.
    """

    days: tuple[tuple[str, str], ...]
    link: str
    key_figures: tuple[StatedFigure, ...]
    pinned: bool
    room_for: Callable[[Sequence[str]], int]


def side_of(
    subject: MapSubject, mapped: Mapped, *, words: SideWords
) -> tuple[list[Item], dict[str, int]]:
    """Lay out the column; return it and the sources of the page with their numbers, in order."""
    catalog, sheet = subject.catalog, subject.sheet
    gap = 6.0 * sheet.scale
    last = sheet.side[-1]
    items, top = _linked(sheet, last, words.link)
    columns = [*sheet.side[:-1], replace(last, y0=top + gap)]
    if words.days:
        # Where there are two columns, at the foot of the one without notes.
        above = columns[0] if len(columns) > 1 else replace(last, y0=top)
        dates, top = days_below(sheet, above, words.days)
        items += dates
        columns[0] = replace(above, y0=top + gap)
    if sheet.noted and not words.pinned:
        beside, numbers = _beside_points(subject, mapped, columns, words.key_figures)
        return [*items, *beside], numbers
    shut, _ = _shut_lines(subject, mapped)
    wanted = _least_closures(sheet, shut, last.width, _FEW_CLOSURES)
    wanted += _figure_list(subject, words).height(last.width)
    wanted += block_height(sheet, last.width, subject.ways, catalog)
    explained, left = legend(sheet, columns, _entries(subject, mapped), wanted=wanted)
    journey, end = way_block(sheet, left, subject.ways, catalog)
    told, numbers = _statements(subject, mapped, replace(left, y1=end), words=words)
    return [*items, *explained, *journey, *told], numbers


def _entries(subject: MapSubject, mapped: Mapped) -> tuple[LegendEntry, ...]:
    """Return the legend; on a slide the note on boundaries says what the dotted ones are."""
    catalog, on_slide = subject.catalog, subject.sheet.noted
    return legend_entries(
        subject.legs,
        mapped.nodes,
        corridors=_named_shortly(catalog.corridors) if on_slide else catalog.corridors,
        boundaries=() if on_slide else mapped.boundary_classes,
        banded=mapped.banded,
        told=subject.told,
    )


def _beside_points(
    subject: MapSubject,
    mapped: Mapped,
    columns: Sequence[Rect],
    figures: Sequence[StatedFigure],
) -> tuple[list[Item], dict[str, int]]:
    """Lay out a slide's column: a few points over the legend, as large as both have room."""
    sheet, catalog = subject.sheet, subject.catalog
    legs, nodes = _told_states(subject, mapped)
    gravest = [state.source_id for state in closures_of(legs, nodes)]
    others = sources_of(subject.legs, mapped.nodes)
    figures = figures[:POINTS_BESIDE]
    numbers = numbers_of([gravest, *all_ids(figures), others])
    points = points_beside(
        catalog,
        ways=subject.ways,
        shut=closure_lines(catalog, legs, nodes, numbers=numbers),
        figures=figures,
        numbers=numbers,
    )
    first, *further = columns
    wanted = _LEAST_WAY * (subject.ways is not None)
    # The map itself names the journey: one point tells more than its ribbon in the legend.
    tried = [(*one, wanted) for one in _POINTS_SET]
    for count, size, kept in (*tried, (1, 12.0, 0.0), (0, 12.0, 0.0)):
        look = sheet.text("body", size_pt=size)
        items, end = paragraphs(first, points[:count], look, name="point")
        rest = [replace(first, y1=end - _BELOW_POINTS * bool(items)), *further]
        explained, left = legend(sheet, rest, _entries(subject, mapped), wanted=kept)
        if left.height >= kept:
            break
    journey, _ = way_block(sheet, left, subject.ways, catalog)
    return [*items, *explained, *journey], numbers


def _named_shortly(corridors: Mapping[str, Corridor]) -> dict[str, Corridor]:
    """Return corridors under their short names: a slide is read from the back of a room."""
    return {name: replace(one, name=one.short_name or one.name) for name, one in corridors.items()}


def _figure_list(subject: MapSubject, words: SideWords) -> FigureList:
    """Return the key figures, with the letters of those that are marked on the map."""
    letters = {mark.record_id: mark.letter for mark in subject.callouts}
    numbers = numbers_of(all_ids(words.key_figures))
    return FigureList(subject.sheet, words.key_figures, numbers, letters)


def _statements(
    subject: MapSubject, mapped: Mapped, left: Rect, *, words: SideWords
) -> tuple[list[Item], dict[str, int]]:
    """Set closures and key figures into what the legend left; what was pinned comes first."""
    sheet = subject.sheet
    shut, _ = _shut_lines(subject, mapped)
    every = _figure_list(subject, words)
    # What the reader pinned may take all the room; else some of it is kept for closures.
    for fewest in (0,) if words.pinned else (_FEW_CLOSURES, 1):
        kept = _least_closures(sheet, shut, left.width, fewest)
        shown = every.that_fit(replace(left, y1=left.y1 - kept))
        if shown.figures:
            break
    gravest = [state.source_id for state in closures_of(*_told_states(subject, mapped))]
    others = sources_of(subject.legs, mapped.nodes)
    while True:
        # The sources of figures come first, so their numbers are known before all that fit are.
        numbers = numbers_of([*all_ids(shown.figures), gravest, others])
        standing = words.room_for(tuple(numbers))
        # A figure whose sources find no room on the page has no place on it either.
        if all(numbers[name] <= standing for ids in all_ids(shown.figures) for name in ids):
            break
        shown = replace(shown, figures=shown.figures[:-1])
    shown = replace(shown, numbers=numbers)
    # A closure whose source is not among those that stand there says itself who it is.
    listed = {name: number for name, number in numbers.items() if number <= standing}
    lines, more = _shut_lines(subject, mapped, numbers=listed)
    if words.pinned:
        figures, end = shown.items(left)
        closures, _ = _closures(sheet, replace(left, y1=end), lines, more=more)
        return [*figures, *closures], numbers
    above = replace(left, y0=left.y0 + shown.height(left.width))
    closures, end = _closures(sheet, above, lines, more=more)
    figures, _ = shown.items(replace(left, y1=end))
    return [*closures, *figures], numbers


def _told_states(subject: MapSubject, mapped: Mapped) -> tuple[list[LegState], list[NodeState]]:
    """Return the lines and places drawn that are told: all of them without a story."""
    told = subject.told
    legs = [one for one in subject.legs if told is None or one.leg.leg_id in told]
    return legs, [one for one in mapped.nodes if not subject.is_beside(one.node.node_id)]


def _shut_lines(
    subject: MapSubject, mapped: Mapped, *, numbers: Mapping[str, int] | None = None
) -> tuple[list[str], int]:
    """Return the closures in force on what is told, and how many more there are beside it.

    Those beside it are told where there is none on it.
    """
    every = closure_lines(subject.catalog, subject.legs, mapped.nodes, numbers=numbers)
    own = closure_lines(subject.catalog, *_told_states(subject, mapped), numbers=numbers)
    return (own, len(every) - len(own)) if own else (every, 0)


def _least_closures(sheet: Sheet, lines: Sequence[str], width: float, fewest: int) -> float:
    """Return the room for the gravest closures, which are named however many figures wait."""
    few = lines[:fewest]
    if 0 < fewest < len(lines):
        few = [*few, f"and {len(lines)} more, {_where(sheet)}"]
    _, end = _closures(sheet, Rect(0.0, -inf, width, 0.0), few)
    return -end


def _where(sheet: Sheet) -> str:
    """Return where the closures stand that found no room."""
    return "in the notes" if sheet.noted else "in the brief and in the table of closures"


def credits_of(subject: MapSubject, frame: Frame, mapped: Mapped, *, house_note: str = "") -> str:
    """Return the small print below the sources: doubts, projection, credits, data, boundaries.

    On a slide the doubts stand in its notes.
    """
    used = map_data_of(subject.legs, mapped.nodes)
    used |= {COUNTRY_NAMES_SOURCE} if subject.sheet.language else set()
    credits_owed = "; ".join(attributions_of(used))
    parts = (
        "" if subject.sheet.noted else background_text(subject.legs),
        f"{frame.projection.name.split(',')[0] if subject.sheet.noted else frame.projection.name}.",
        f"Map data: {credits_owed}.",
        f"Data {subject.catalog.data_hash[:12]}.",
        names_text(subject.sheet.language, marked=any(map(_is_marked, mapped.items))),
        *boundary_words(frame, house_note=house_note),
    )
    return " ".join(filter(None, parts))


def _is_marked(item: Item) -> bool:
    """Tell whether a thing on the map is a name for which none was found in its language."""
    return (
        isinstance(item, Text)
        and item.name.startswith("label:")
        and item.lines[0][0].text.endswith(NO_NAME)
    )


def _linked(sheet: Sheet, column: Rect, link: str) -> tuple[list[Item], float]:
    """Set the code of a link at the foot of the column; return where it begins."""
    if not link:
        return [], column.y0
    rows = _rows_of(link)
    side = max(_QR_POINTS * sheet.scale, min(len(rows) * LEAST_CELL_PT, _QR_MOST * sheet.scale))
    box = Rect(column.x1 - side, column.y0, column.x1, column.y0 + side)
    return [_code(box, link, rows)], box.y1


def _rows_of(link: str) -> list[list[int]]:
    """Return the cells of a link's QR code with its quiet zone, row by row.

    Raises
    ------
    ExportError
        If the link is longer than a code can hold.
    """
    try:
        code = segno.make(link, error="m", micro=False)
    except segno.DataOverflowError as error:
        message = f"The link has {len(link):,} characters, too many for a code on the page"
        raise ExportError(f"{message}; pin or suppose less.") from error
    return [list(row) for row in code.matrix_iter(border=2)]


def _code(box: Rect, link: str, rows: list[list[int]]) -> Picture:
    """Return a link as a QR code, its quiet zone inside the box."""
    cell = box.width / len(rows)
    cells = tuple(
        shapely.box(x, y - cell, x + cell, y)
        for down, row in enumerate(rows)
        for along, dark in enumerate(row)
        if dark
        for x, y in [(box.x0 + along * cell, box.y1 - down * cell)]
    )
    return Picture((Area(cells, INK, name="code"),), box, "code", f"Code of {link}")


def _closures(
    sheet: Sheet, block: Rect, lines: Sequence[str], *, more: int = 0
) -> tuple[list[Item], float]:
    """Set as many closures as there is room for, and say how many there are with `more` others.

    Returns
    -------
    tuple
        What is set, and where it ends with the room below.
    """
    look, free = sheet.text("small"), block.height - heading_height(sheet)
    for count in range(len(lines), 0, -1):
        left = len(lines) - count + more
        shown = [*lines[:count], *([f"and {left} more, {_where(sheet)}"] if left else [])]
        height = text_height(shown, look, block.width)
        if height <= free:
            break
    else:
        return [], block.y1
    items, rest = heading(sheet, block, "Closures and restrictions in force")
    told, _ = paragraphs(rest, shown, look, name="closure")
    return [*items, *told], rest.y1 - height - 4.0 * sheet.scale
