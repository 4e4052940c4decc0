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
from geo.network.strip import Strip
from geo.records.catalog import Catalog
from geo.state.select import as_of_date, leg_states, node_states_of, seen_on
from layers.look.style import corridor_colours
from layers.scene.display import Item, Scene, Text
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
from layers.words.headline import closures_title, figures_title, way_title, ways_title
from layers.words.page import closures_of
from layers.words.published import BESIDE, NONE_PUBLISHED, beside_rows
from layers.words.routes import CHANGE_RESTS_ON, RESTS_ON, places_text
from layers.words.tables import (
    IN_FORCE,
    TableRow,
    compared_rows,
    dispute_row,
    figure_row,
    in_force_rows,
    way_rows,
)
from layers.words.timeline import Timeline, timeline_of
from layers.words.ways import Ways, conditions_of, sources_of_routes, strips_of

_MOST_EVENTS, _MOST_PROMISES, _FEWEST_EVENTS = 24, 10, 4
_GAP = 7.0
# Of the brief's page the tables take at most so much, so that dates and sources have room.
_TABLES_SHARE = 0.43
# The strip's type is as large as the rest, its other measures grow with it.
_STRIP_TYPE_PT = 6.0
# Room is kept for a strip only if what others published still gets this share of what is left.
_BESIDE_SHARE = 0.45
_SOURCES_OF_WAYS = "Sources of the lines, and of the assumptions behind times and costs"
_NUMBERED = "Sources (numbers in brackets)"
STRAIGHTENED = "The routes straightened, on one scale"
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
    title = figures_title(
        key_figures_of(catalog, request.selection), disagreements_of(catalog, request.selection)
    )
    page = started_page(catalog, request, "Key figures, disagreements and dates", title=title)
    whole = page.left
    floor = whole.y1 - whole.height * _TABLES_SHARE
    page.left = replace(whole, y0=floor)
    add_figures(page, catalog, request.selection)
    add_disputes(page, catalog, request.selection)
    page.left = replace(page.left, y0=whole.y0)
    timeline = fitting_timeline(catalog, request.selection, page)
    add_timeline(page, timeline)
    return closed_page(page, catalog, _NUMBERED)


def closures_page(
    catalog: Catalog, request: FigureRequest, sheet: Sheet | None = None
) -> Scene | None:
    """Lay out every closure and restriction in force on what is on; nothing where there is none."""
    catalog = seen_on(catalog, as_of_date(catalog, request.selection))
    legs = leg_states(catalog, request.selection)
    states = closures_of(legs, node_states_of(catalog, request.selection, legs))
    numbers = numbers_of([[state.source_id] for state in states])
    rows = in_force_rows(states, numbers)
    if not rows:
        return None
    title = closures_title(catalog, request.selection, len(rows))
    page = started_page(catalog, request, IN_FORCE, title=title, sheet=sheet)
    page.numbers = numbers
    whole = page.left
    if not page.sheet.noted:
        foot = sources_height(page.sheet, whole.width, catalog, numbers)
        page.left = replace(whole, y0=whole.y0 + foot + _GAP)
    add_table(page, IN_FORCE, rows, none="")
    return closed_page(page, catalog, _NUMBERED)


def ways_page(catalog: Catalog, request: FigureRequest, ways: Ways) -> Scene:
    """Lay out the brief's page of ways: table, before and after, strips, and what all rests on."""
    catalog = seen_on(catalog, as_of_date(catalog, request.selection))
    title = ways_title(catalog, ways)
    page = started_page(catalog, request, "Routes", title=title)
    page.numbers = numbers_of([*all_ids(ways.published), ways.source_ids])
    foot = sources_height(page.sheet, page.left.width, catalog, page.numbers)
    page.left = replace(page.left, y0=page.left.y0 + foot + _GAP)
    add_ways(page, catalog, ways)
    return closed_page(page, catalog, _SOURCES_OF_WAYS)


def strips_page(
    catalog: Catalog, request: FigureRequest, ways: Ways, sheet: Sheet | None = None
) -> Scene:
    """Lay out the routes straightened, for where the page of ways has no room for any."""
    catalog = seen_on(catalog, as_of_date(catalog, request.selection))
    title = ways_title(catalog, ways)
    page = started_page(catalog, request, STRAIGHTENED, title=title, sheet=sheet)
    _add_strips(page, catalog, ways.strips, ways.conditions)
    return closed_page(page, catalog, _SOURCES_OF_WAYS)


def lacks_strips(scene: Scene, ways: Ways) -> bool:
    """Tell whether a page of ways has none of them straightened, nor any page of a scenario."""
    drawn = any(isinstance(item, Text) and item.name == "strip:name" for item in scene.items)
    return bool(ways.strips) and ways.comparison is None and not drawn


def compared_page(
    catalog: Catalog, request: FigureRequest, ways: Ways, sheet: Sheet | None = None
) -> Scene:
    """Lay out the page of what a scenario changes: before, after, what is lost, and strips."""
    catalog = seen_on(catalog, as_of_date(catalog, request.selection))
    what, title = "Before and after what is supposed", way_title(catalog, ways)
    page = started_page(catalog, request, what, title=title, sheet=sheet)
    _add_compared(page, catalog, ways)
    return closed_page(page, catalog, _SOURCES_OF_WAYS)


def started_page(
    catalog: Catalog,
    request: FigureRequest,
    what: str,
    *,
    title: str = "",
    sheet: Sheet | None = None,
) -> FilledPage:
    """Return a page with title, dates and handling mark; without one it is the map page's."""
    sheet = sheet or sheet_of(request.size, handling=bool(request.handling))
    on = day_text(as_of_date(catalog, request.selection))
    subtitle = (
        f"{what}. Data as of {on}; made on {day_text(request.made_on)}; "
        f"data {catalog.data_hash[:12]}."
    )
    head = header(sheet, title=title or request.title, subtitle=subtitle)
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
    return Scene(sheet.width, sheet.height, tuple(page.items), sheet.least_pt, sheet.fine_pt, noted)


def add_figures(page: FilledPage, catalog: Catalog, selection: Selection) -> None:
    """Set key figures, and below them what is missing and what is built."""
    figures = key_figures_of(catalog, selection)
    ids = all_ids(figures)
    numbers = page.number(ids)
    rows = [figure_row(catalog, figure, numbers) for figure in figures]
    shown = add_table(page, "Key figures", rows, none=NO_FIGURE)
    page.numbers = page.number(ids[:shown])
    if notes := head_notes_of(catalog, selection):
        page.say(notes, name="head_note")


def add_disputes(page: FilledPage, catalog: Catalog, selection: Selection) -> None:
    """Set as many contested figures as fit."""
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
    if fitted.table is None and not none:
        return 0
    page.head(f"{title}   ({left} more {others})" if left else title)
    page.left = rest
    if fitted.table is not None:
        page.items.append(fitted.table)
        page.close(fitted.end)
    elif none:
        page.say([none], name=f"{title}: none")
    return fitted.shown


def fitting_timeline(catalog: Catalog, selection: Selection, page: FilledPage) -> Timeline:
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


def add_timeline(page: FilledPage, timeline: Timeline) -> None:
    """Set the timeline; its years stand beside the heading."""
    if not timeline.rows:
        return
    page.numbers = page.number(row.source_ids for row in timeline.rows)
    rest = page.head("Dates")
    block = replace(rest, y1=rest.y1 + row_height(page.sheet))
    page.items += timeline_items(page.sheet, block, timeline, numbers=page.numbers)


def add_ways(page: FilledPage, catalog: Catalog, ways: Ways) -> None:
    """Set what was asked, what it rests on, the ways, what others published, and the strips."""
    page.left = page.head(ways.question)
    page.say([" ".join(said for said in (ways.remark, RESTS_ON) if said)], name="way_note")
    sheet = page.sheet
    if ways.rows:
        rows = way_rows(ways.rows, on_slide=sheet.noted)
        fitted = fitted_table(sheet, page.left, rows, name="Routes found")
        if fitted.table is not None:
            page.items.append(fitted.table)
            page.close(fitted.end)
        if fitted.shown < len(rows):
            page.say([f"and {len(rows) - fitted.shown} more routes"], name="way_note")
    if sheet.noted:
        # On a slide of its own, as the strips with a scenario.
        _add_strips(page, catalog, ways.strips if ways.comparison is None else (), ways.conditions)
        return
    # With a scenario the strips stand on the page of before and after.
    strips = ways.strips if ways.comparison is None else ()
    whole = page.left
    kept = _strips_height(sheet, 1) if strips else 0.0
    if whole.height - kept >= _BESIDE_SHARE * whole.height:
        page.left = replace(whole, y0=whole.y0 + kept)
    add_beside(page, catalog, ways)
    page.left = replace(page.left, y0=whole.y0)
    _add_strips(page, catalog, strips, ways.conditions)


def add_beside(page: FilledPage, catalog: Catalog, ways: Ways) -> None:
    """Set computed ways and published figures for the same ends side by side."""
    if not ways.published:
        page.say([NONE_PUBLISHED], name="way_note")
        return
    page.numbers = numbers = page.number(all_ids(ways.published))
    rows = beside_rows(catalog, ways.answer.routes[:1], ways.published, numbers)
    add_table(page, BESIDE, rows, none="")


def _add_compared(page: FilledPage, catalog: Catalog, ways: Ways) -> None:
    """Set the table of before and after, what is lost, and the best way of each straightened."""
    found = ways.comparison
    if found is None:
        return
    routes = {
        name: answer.routes[0]
        for name, answer in (("Before", found.before), ("After", found.after))
        if answer.routes
    }
    ids = numbers_of([sources_of_routes(catalog, list(routes.values()))])
    foot = 0.0 if page.sheet.noted else sources_height(page.sheet, page.left.width, catalog, ids)
    page.numbers = ids
    page.left = replace(page.left, y0=page.left.y0 + foot + _GAP)
    page.left = page.head(ways.question)
    page.say([f"{RESTS_ON} {CHANGE_RESTS_ON}"], name="way_note")
    add_table(page, "Before and after what is supposed", compared_rows(catalog, found), none="")
    lost = [places_text(catalog, route) for route in found.lost]
    if lost:
        page.say([f"Routes lost: {'; '.join(lost)}."], name="way_note")
    strips = strips_of(catalog, routes, query=found.after.query)
    _add_strips(page, catalog, strips, conditions_of(catalog, strips))


def _add_strips(
    page: FilledPage, catalog: Catalog, strips: Sequence[Strip], conditions: Mapping[str, str]
) -> None:
    """Set as many strips as there is room for; all they show is told above as well."""
    sheet, room = page.sheet, page.left.height
    count = sum(_strips_height(sheet, n) <= room for n in range(1, len(strips) + 1))
    if count:
        rest = page.head(STRAIGHTENED)
        colours = corridor_colours(catalog.corridors)
        page.items += strip_items(
            _for_strips(sheet), rest, strips[:count], colours=colours, conditions=conditions
        )


def _strips_height(sheet: Sheet, count: int) -> float:
    """Return how tall so many strips are with their heading."""
    return heading_height(sheet) + strip_height(_for_strips(sheet), count)


def _for_strips(sheet: Sheet) -> Sheet:
    return replace(sheet, scale=max(sheet.scale, sheet.least_pt / _STRIP_TYPE_PT))
