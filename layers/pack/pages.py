"""The pages of figures, dates, closures and disagreements; the same blocks for brief and slides.

What belongs here: putting blocks of `layers/scene/` together into pages. What does not: each
block's layout, what every page has in common (`layers/pack/filled.py`), the pages of ways
(`layers/pack/waypages.py`), the map page (`layers/scene/page.py`), and files
(`layers/pack/brief.py`, `layers/pack/slides.py`).
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from geo.ledger.highlights import statements_of
from geo.model.choice import Selection
from geo.records.catalog import Catalog
from geo.state.select import as_of_date, leg_states, node_states_of, seen_on
from layers.pack.filled import GAP, FilledPage, add_table, closed_page, started_page
from layers.scene.display import Scene
from layers.scene.margin import heading_height, text_height
from layers.scene.request import FigureRequest
from layers.scene.sources import sources_height
from layers.scene.table import fitted_table
from layers.scene.timeline import row_height, timeline_height, timeline_items
from layers.words.figures import (
    all_ids,
    cited_ids,
    head_notes_of,
    key_figures_of,
    numbers_of,
)
from layers.words.headline import closures_title, disputes_title, figures_title
from layers.words.page import closures_of
from layers.words.tables import DISAGREE, IN_FORCE, dispute_row, figure_row, in_force_rows
from layers.words.timeline import Timeline, timeline_of

_MOST_EVENTS, _MOST_PROMISES, _FEWEST_EVENTS = 24, 10, 4
# Of the brief's page the tables take at most so much, so that dates and sources have room.
_TABLES_SHARE = 0.43
# Below what is in force so much of a page is kept for what follows.
_KEPT_SHARE = 0.5
NO_FIGURE = "No figure had been given by this date."


def figures_page(catalog: Catalog, request: FigureRequest) -> Scene:
    """Lay out the brief's page of key figures, dates and sources."""
    catalog = seen_on(catalog, as_of_date(catalog, request.selection))
    disputes = statements_of(catalog, request.selection).contested()
    title = figures_title(key_figures_of(catalog, request.selection), disputes)
    page = started_page(catalog, request, "Key figures and dates", title=title)
    whole = page.left
    floor = whole.y1 - whole.height * _TABLES_SHARE
    page.left = replace(whole, y0=floor)
    add_figures(page, catalog, request.selection)
    page.left = replace(page.left, y0=whole.y0)
    timeline = fitting_timeline(catalog, request.selection, page)
    add_timeline(page, timeline)
    return closed_page(page, catalog)


def closures_page(catalog: Catalog, request: FigureRequest) -> Scene | None:
    """Lay out what is in force on what is on, and where sources disagree.

    Every closure and restriction stands before the disagreements, of which as many follow as find
    room; without either there is no page.
    """
    catalog = seen_on(catalog, as_of_date(catalog, request.selection))
    legs = leg_states(catalog, request.selection)
    states = closures_of(legs, node_states_of(catalog, request.selection, legs))
    numbers = numbers_of([[state.source_id] for state in states])
    rows = in_force_rows(states, numbers)
    disputes = statements_of(catalog, request.selection).contested()
    heads = [closures_title(catalog, request.selection, len(rows))] if rows else []
    heads += [disputes_title(catalog, disputes)] if disputes and not rows else []
    if not heads:
        return None
    what = "; ".join([IN_FORCE] * bool(rows) + [DISAGREE.lower()] * bool(disputes))
    what = what[:1].upper() + what[1:]
    page = started_page(catalog, request, what, title=heads[0])
    if rows:
        page.numbers = numbers
        foot = sources_height(page.sheet, page.left.width, catalog, numbers) + GAP
        whole, page.left = page.left, replace(page.left, y0=page.left.y0 + foot)
        add_table(page, IN_FORCE, rows, none="", kept=page.left.height * _KEPT_SHARE)
        page.left = replace(page.left, y0=whole.y0)
    if disputes:
        add_disputes(page, catalog, request.selection)
    return closed_page(page, catalog)


def add_figures(page: FilledPage, catalog: Catalog, selection: Selection) -> None:
    """Set key figures, and below them what is missing and what is built."""
    figures = key_figures_of(catalog, selection)
    ids = all_ids(figures)
    numbers = page.number(ids)
    rows = [figure_row(catalog, figure, numbers) for figure in figures]
    notes = head_notes_of(catalog, selection)
    look = page.sheet.text("small")
    kept = text_height(notes, look, page.left.width) + (len(notes) + 1) * GAP * page.sheet.scale
    shown = add_table(page, "Key figures", rows, none=NO_FIGURE, kept=kept)
    page.numbers = page.number(ids[:shown])
    if notes:
        page.say(notes, name="head_note")


def add_disputes(page: FilledPage, catalog: Catalog, selection: Selection) -> None:
    """Set as many contested figures as fit, on paper with their sources below."""
    disputes = statements_of(catalog, selection).contested()
    ids = [cited_ids(reading) for reading in disputes]
    numbers = page.number(ids)
    rows = [dispute_row(catalog, reading, numbers) for reading in disputes]
    whole, sheet = page.left, page.sheet
    if not sheet.noted:
        rest = replace(whole, y1=whole.y1 - heading_height(sheet))
        table = fitted_table(sheet, rest, rows, name=DISAGREE).table
        heights = table.heights if table else ()
        for count in range(len(heights) - 1, 0, -1):
            foot = sources_height(sheet, whole.width, catalog, page.number(ids[:count])) + GAP
            end = rest.y1 - sum(heights[: count + 1])
            if end - foot >= whole.y0:
                break
        else:
            return
        # Half a point more: heights are sums of fractions.
        page.left = replace(whole, y0=end - 0.5)
    shown = add_table(page, DISAGREE, rows, none="They do not.")
    page.left = replace(page.left, y0=whole.y0)
    page.numbers = page.number(ids[:shown])


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
