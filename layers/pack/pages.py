"""The pages beside the map: figures and dates, and ways; the same blocks for brief and slides.

What belongs here: putting blocks of `layers/scene/` together into pages. What does not: each
block's layout, the map page (`layers/scene/page.py`), and files (`layers/pack/brief.py`,
`layers/pack/slides.py`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from geo.calendars import day_text
from geo.model.choice import Selection
from geo.records.catalog import Catalog
from geo.state.select import as_of_date, seen_on
from layers.look.style import corridor_colours
from layers.scene.display import Item, Scene
from layers.scene.margin import handling, header, heading, heading_height, paragraphs
from layers.scene.request import FigureRequest
from layers.scene.sheet import Rect, Sheet, sheet_of
from layers.scene.sources import numbered_sources, sources_height
from layers.scene.strip import strip_height, strip_items
from layers.scene.table import fitted_table
from layers.scene.timeline import row_height, timeline_height, timeline_items
from layers.words.figures import (
    all_ids,
    disagreements_of,
    head_notes_of,
    key_figures_of,
    numbers_of,
)
from layers.words.routes import CHANGE_RESTS_ON, RESTS_ON
from layers.words.tables import (
    TableRow,
    compared_rows,
    dispute_row,
    figure_row,
    way_rows,
)
from layers.words.timeline import Timeline, timeline_of
from layers.words.ways import Ways

_MOST_EVENTS, _MOST_PROMISES, _FEWEST_EVENTS = 24, 10, 4
_GAP = 7.0
# Of the brief's page the tables take at most so much, so that dates and sources have room.
_TABLES_SHARE = 0.43
# The strip's type is as large as the rest, its other measures grow with it.
_STRIP_TYPE_PT = 6.0
NO_FIGURE = "No figure had been given by this date."


@dataclass
class FilledPage:
    """A page as it fills from the top: what stands on it, what is left, and its sources."""

    sheet: Sheet
    left: Rect
    items: list[Item] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)

    def head(self, words: str, block: Rect | None = None) -> Rect:
        """Set a heading at the top of what is left; return what is left below it."""
        items, rest = heading(self.sheet, block or self.left, words)
        self.items += items
        return rest

    def close(self, end: float) -> None:
        """Go on below where a block ended."""
        self.left = replace(self.left, y1=end - _GAP * self.sheet.scale)

    def say(self, said: Sequence[str], *, name: str, style: str = "small") -> None:
        """Set paragraphs below one another."""
        items, end = paragraphs(self.sheet, self.left, said, name=name, style=style)
        self.items += items
        self.close(end)

    def number(self, groups: Iterable[Iterable[str]]) -> dict[str, int]:
        """Return the numbers of all sources so far and of further ones."""
        return numbers_of(groups, taken=self.numbers)


def figures_page(catalog: Catalog, request: FigureRequest) -> Scene:
    """Lay out the brief's page of key figures, disagreements, dates and sources."""
    catalog = seen_on(catalog, as_of_date(catalog, request.selection))
    page = started_page(catalog, request, "Key figures, disagreements and dates")
    whole = page.left
    floor = whole.y1 - whole.height * _TABLES_SHARE
    page.left = replace(whole, y0=floor)
    _add_figures(page, catalog, request.selection)
    page.left = replace(page.left, y0=whole.y0)
    timeline = _fitting_timeline(catalog, request.selection, page)
    _add_timeline(page, timeline)
    return closed_page(page, catalog, "Sources (numbers in brackets)")


def ways_page(catalog: Catalog, request: FigureRequest, ways: Ways) -> Scene:
    """Lay out the brief's page of ways: table, before and after, strips, and what all rests on."""
    catalog = seen_on(catalog, as_of_date(catalog, request.selection))
    page = started_page(catalog, request, "Routes")
    page.numbers = numbers_of([ways.source_ids])
    foot = sources_height(page.sheet, page.left.width, catalog, page.numbers)
    page.left = replace(page.left, y0=page.left.y0 + foot + _GAP)
    _add_ways(page, catalog, ways)
    return closed_page(
        page, catalog, "Sources of the lines, and of the assumptions behind times and costs"
    )


def slide_scenes(
    catalog: Catalog, request: FigureRequest, sheet: Sheet, ways: Ways | None
) -> list[Scene]:
    """Lay out the slides behind the map: figures, dates, and ways if some were asked for."""
    catalog = seen_on(catalog, as_of_date(catalog, request.selection))
    figures = started_page(catalog, request, "Key figures and contested figures", sheet=sheet)
    _add_figures(figures, catalog, request.selection)
    dates = started_page(catalog, request, "What happened and what was promised", sheet=sheet)
    _add_timeline(dates, _fitting_timeline(catalog, request.selection, dates))
    pages = [figures, dates]
    if ways is not None:
        last = started_page(catalog, request, "Routes", sheet=sheet)
        last.numbers = numbers_of([ways.source_ids])
        _add_ways(last, catalog, ways)
        pages.append(last)
    return [closed_page(page, catalog, "") for page in pages]


def started_page(
    catalog: Catalog, request: FigureRequest, what: str, *, sheet: Sheet | None = None
) -> FilledPage:
    """Return a page with title, dates and handling mark."""
    sheet = sheet or sheet_of(request.size, handling=bool(request.handling))
    on = day_text(as_of_date(catalog, request.selection))
    subtitle = (
        f"{what}. Data as of {on}; made on {day_text(request.made_on)}; "
        f"data {catalog.data_hash[:12]}."
    )
    head = header(sheet, title=request.title, subtitle=subtitle)
    body = Rect(sheet.footer.x0, sheet.footer.y0, sheet.header.x1, sheet.header.y0)
    return FilledPage(sheet, body, [*head.items, *handling(sheet, request.handling)])


def closed_page(page: FilledPage, catalog: Catalog, said: str) -> Scene:
    """Return a page with its sources: at its foot, or numbered in a slide's notes."""
    sheet = page.sheet
    noted: Mapping[str, int] = page.numbers if sheet.noted else {}
    if not sheet.noted:
        width = sheet.header.x1 - sheet.footer.x0
        height = sources_height(sheet, width, catalog, page.numbers)
        low = sheet.footer.y0
        block = Rect(sheet.footer.x0, low, sheet.header.x1, low + height)
        page.items += numbered_sources(sheet, block, catalog, page.numbers, said=said)
    return Scene(sheet.width, sheet.height, tuple(page.items), sheet.least_pt, noted)


def _add_figures(page: FilledPage, catalog: Catalog, selection: Selection) -> None:
    """Set key figures and as many contested ones as fit."""
    figures = key_figures_of(catalog, selection)
    ids = all_ids(figures)
    numbers = page.number(ids)
    rows = [figure_row(catalog, figure, numbers) for figure in figures]
    shown = add_table(page, "Key figures", rows, none=NO_FIGURE)
    page.numbers = page.number(ids[:shown])
    if notes := head_notes_of(catalog, selection):
        page.say(notes, name="head_note")
    disputes = disagreements_of(catalog, selection)
    ids = [dispute.source_ids for dispute in disputes]
    numbers = page.number(ids)
    rows = [dispute_row(dispute, numbers) for dispute in disputes]
    shown = add_table(page, "Where sources disagree", rows, none="They do not.")
    page.numbers = page.number(ids[:shown])


def add_table(
    page: FilledPage,
    title: str,
    rows: Sequence[TableRow],
    *,
    none: str,
    others: str = "in the data",
) -> int:
    """Set a heading and a table of the rows that fit; return how many fit.

    The heading counts the `others`, by where they are.
    """
    rest = replace(page.left, y1=page.left.y1 - heading_height(page.sheet))
    fitted = fitted_table(page.sheet, rest, rows, name=title)
    left = len(rows) - fitted.shown
    page.head(f"{title}   ({left} more {others})" if left else title)
    page.left = rest
    if fitted.table is not None:
        page.items.append(fitted.table)
        page.close(fitted.end)
    elif none:
        page.say([none], name=f"{title}: none")
    return fitted.shown


def _fitting_timeline(catalog: Catalog, selection: Selection, page: FilledPage) -> Timeline:
    """Return the longest timeline that leaves room for its sources."""
    sheet, block = page.sheet, page.left

    def of(most: int) -> Timeline:
        promises = min(_MOST_PROMISES, max(most // 2, 2))
        return timeline_of(catalog, selection, most_events=most, most_promises=promises)

    def fails(most: int) -> bool:
        timeline = of(most)
        numbers = page.number(row.source_ids for row in timeline.rows)
        # The years stand beside the block's own heading.
        needed = timeline_height(sheet, block.width, timeline, numbers) + heading_height(sheet)
        if not sheet.noted:
            needed += sources_height(sheet, block.width, catalog, numbers)
        return needed > block.height

    sizes = range(_FEWEST_EVENTS, _MOST_EVENTS + _MOST_PROMISES * sheet.noted + 1)
    return of(sizes[max(bisect_left(sizes, x=True, key=fails) - 1, 0)])


def _add_timeline(page: FilledPage, timeline: Timeline) -> None:
    """Set the timeline; its years stand beside the heading."""
    if not timeline.rows:
        return
    page.numbers = page.number(row.source_ids for row in timeline.rows)
    rest = page.head("Dates")
    block = replace(rest, y1=rest.y1 + row_height(page.sheet))
    page.items += timeline_items(page.sheet, block, timeline, numbers=page.numbers)


def _add_ways(page: FilledPage, catalog: Catalog, ways: Ways) -> None:
    """Set what was asked, what it rests on, the ways, before and after, and the strips."""
    page.left = page.head(ways.question)
    change_note = CHANGE_RESTS_ON if ways.comparison is not None else ""
    notes = " ".join(said for said in (ways.remark, RESTS_ON, change_note) if said)
    page.say([notes], name="way_note")
    sheet = page.sheet
    if ways.rows:
        rows = way_rows(ways.rows, on_slide=sheet.noted)
        fitted = fitted_table(sheet, page.left, rows, name="Routes found")
        if fitted.table is not None:
            page.items.append(fitted.table)
            page.close(fitted.end)
        if fitted.shown < len(rows):
            page.say([f"and {len(rows) - fitted.shown} more routes"], name="way_note")
    if ways.comparison is not None:
        rows = compared_rows(ways.comparison)
        add_table(page, "Before and after what is supposed", rows, none="")
    # All ways stand in the table first; strips take what room is left.
    larger = replace(sheet, scale=max(sheet.scale, sheet.least_pt / _STRIP_TYPE_PT))
    room = page.left.height - heading_height(sheet)
    count = sum(strip_height(larger, n) <= room for n in range(1, len(ways.strips) + 1))
    if count:
        rest = page.head("The first routes, straightened, on one scale")
        strips = ways.strips[:count]
        colours = corridor_colours(catalog.corridors)
        page.items += strip_items(larger, rest, strips, colours=colours, conditions=ways.conditions)
