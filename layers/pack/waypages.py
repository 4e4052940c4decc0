"""The pages of ways: routes found, before and after what is supposed, and routes straightened.

What belongs here: which blocks these pages have, and how much room each gets. What does not: what
every page has in common (`layers/pack/filled.py`), and what is said of a way (`layers/words/`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from geo.network.strip import Strip
from geo.records.catalog import Catalog
from geo.state.select import as_of_date, seen_on
from layers.look.style import corridor_colours
from layers.pack.filled import GAP, FilledPage, add_table, closed_page, started_page
from layers.scene.display import Scene, Text
from layers.scene.margin import heading_height
from layers.scene.request import FigureRequest
from layers.scene.sheet import Sheet
from layers.scene.sources import sources_height
from layers.scene.strip import strip_height, strip_items
from layers.scene.table import fitted_table
from layers.words.figures import all_ids, numbers_of
from layers.words.headline import beside_title, way_title, ways_title
from layers.words.published import BESIDE, NONE_PUBLISHED, beside_rows
from layers.words.routes import CHANGE_RESTS_ON, RESTS_ON, places_text
from layers.words.tables import compared_rows, way_rows
from layers.words.ways import Ways, sources_of_routes, strips_of, ways_of

# The strip's type is as large as the rest, its other measures grow with it.
_STRIP_TYPE_PT = 6.0
# Room is kept for a strip only if what others published still gets this share of what is left.
_BESIDE_SHARE = 0.45
_SOURCES_OF_WAYS = "Sources of the lines, and of the assumptions behind times and costs"
STRAIGHTENED = "The routes straightened, on one scale"


def journey_scenes(
    catalog: Catalog, request: FigureRequest, sheet: Sheet | None = None
) -> Iterator[Scene]:
    """Yield the pages of a journey, or its slides; none without one."""
    ways = ways_of(catalog, request.selection)
    if ways is None:
        return
    shown = ways_page(catalog, request, ways, sheet)
    yield shown
    if lacks_strips(shown, ways):
        yield strips_page(catalog, request, ways, sheet)
    if sheet is not None and ways.published:
        seen = seen_on(catalog, as_of_date(catalog, request.selection))
        page = started_page(seen, request, BESIDE, title=beside_title(seen, ways), sheet=sheet)
        _add_beside(page, seen, ways)
        yield closed_page(page, seen, _SOURCES_OF_WAYS)
    if ways.comparison is not None:
        yield compared_page(catalog, request, ways, sheet)


def ways_page(
    catalog: Catalog, request: FigureRequest, ways: Ways, sheet: Sheet | None = None
) -> Scene:
    """Lay out the page of ways: table, before and after, strips, and what all rests on.

    On a slide, `sheet`, what others published stands on one of its own.
    """
    catalog = seen_on(catalog, as_of_date(catalog, request.selection))
    page = started_page(catalog, request, "Routes", title=ways_title(catalog, ways), sheet=sheet)
    published = () if page.sheet.noted else all_ids(ways.published)
    page.numbers = numbers_of([*published, ways.source_ids])
    page.keep_foot(catalog)
    _add_ways(page, catalog, ways)
    return closed_page(page, catalog, _SOURCES_OF_WAYS)


def strips_page(
    catalog: Catalog, request: FigureRequest, ways: Ways, sheet: Sheet | None = None
) -> Scene:
    """Lay out the routes straightened, for where the page of ways has no room for any."""
    catalog = seen_on(catalog, as_of_date(catalog, request.selection))
    title = ways_title(catalog, ways)
    page = started_page(catalog, request, STRAIGHTENED, title=title, sheet=sheet)
    _add_strips(page, catalog, ways.strips)
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


def _add_ways(page: FilledPage, catalog: Catalog, ways: Ways) -> None:
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
    # With a scenario the strips stand on the page of before and after.
    strips = ways.strips if ways.comparison is None else ()
    if not sheet.noted:
        whole = page.left
        kept = _strips_height(sheet, 1) if strips else 0.0
        if whole.height - kept >= _BESIDE_SHARE * whole.height:
            page.left = replace(whole, y0=whole.y0 + kept)
        _add_beside(page, catalog, ways)
        page.left = replace(page.left, y0=whole.y0)
    _add_strips(page, catalog, strips)


def _add_beside(page: FilledPage, catalog: Catalog, ways: Ways) -> None:
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
    page.left = replace(page.left, y0=page.left.y0 + foot + GAP)
    page.left = page.head(ways.question)
    page.say([f"{RESTS_ON} {CHANGE_RESTS_ON}"], name="way_note")
    add_table(page, "Before and after what is supposed", compared_rows(catalog, found), none="")
    lost = [places_text(catalog, route) for route in found.lost]
    if lost:
        page.say([f"Routes lost: {'; '.join(lost)}."], name="way_note")
    _add_strips(page, catalog, strips_of(catalog, routes, query=found.after.query))


def _add_strips(page: FilledPage, catalog: Catalog, strips: Sequence[Strip]) -> None:
    """Set as many strips as there is room for; all they show is told above as well."""
    sheet, room = page.sheet, page.left.height
    count = sum(_strips_height(sheet, n) <= room for n in range(1, len(strips) + 1))
    if count:
        rest = page.head(STRAIGHTENED)
        colours = corridor_colours(catalog.corridors)
        page.items += strip_items(_for_strips(sheet), rest, strips[:count], colours=colours)


def _strips_height(sheet: Sheet, count: int) -> float:
    """Return how tall so many strips are with their heading."""
    return heading_height(sheet) + strip_height(_for_strips(sheet), count)


def _for_strips(sheet: Sheet) -> Sheet:
    return replace(sheet, scale=max(sheet.scale, sheet.least_pt / _STRIP_TYPE_PT))
