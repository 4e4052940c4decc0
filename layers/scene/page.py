"""The map page: the map and what stands round it, laid out from a Selection.

What belongs here: putting the map and its margins together, for paper and for a slide. What does
not: each part's own layout, and drawing (`layers/pens/`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from geo.calendars import day_text
from geo.errors import ExportError
from geo.records.catalog import Catalog
from geo.state.select import as_of_date, leg_states, node_states_of, seen_on
from layers.scene.callouts import callouts_of
from layers.scene.content import MapSubject
from layers.scene.display import Scene
from layers.scene.map import frame_for, map_of, seen_in
from layers.scene.margin import (
    handling,
    header,
    paragraphs,
    short_sources,
    text_height,
    with_room_for,
)
from layers.scene.request import FigureRequest, worded
from layers.scene.sheet import Sheet, sheet_of
from layers.scene.side import SideWords, credits_of, side_of
from layers.words.figures import StatedFigure, built_text, key_figures_of
from layers.words.page import background_text, closure_lines, short_citation
from layers.words.story import story_of, told_selection
from layers.words.ways import ways_of


def subject_of(
    catalog: Catalog, request: FigureRequest, *, sheet: Sheet | None = None
) -> MapSubject:
    """Return what a page shows, on the paper asked for or on another sheet.

    Raises
    ------
    ExportError
        If nothing of the selection exists at its date.
    """
    legs = leg_states(catalog, request.selection)
    nodes = node_states_of(catalog, request.selection, legs)
    if not nodes:
        on = day_text(as_of_date(catalog, request.selection))
        raise ExportError(
            f"Nothing to draw: of the corridors, branches and statuses chosen, nothing existed "
            f"on {on}."
        )
    sheet = sheet or sheet_of(request.size, handling=bool(request.handling))
    sheet = replace(sheet, language=request.language, light=request.light)
    ways = ways_of(catalog, request.selection)
    return MapSubject(
        catalog,
        legs,
        nodes,
        sheet,
        ways=ways,
        supposed=request.selection.scenario.closed,
        story=story_of(request.selection, legs, ways),
    )


def map_page(catalog: Catalog, request: FigureRequest, *, sheet: Sheet | None = None) -> Scene:
    """Lay out the map page of a selection; on a slide the notes hold its sources whole.

    Raises
    ------
    ExportError
        If nothing of the selection exists at its date.
    """
    catalog = seen_on(catalog, as_of_date(catalog, request.selection))
    request = worded(catalog, request)
    subject = subject_of(catalog, request, sheet=sheet)
    selection = told_selection(request.selection, subject.story)
    figures = key_figures_of(catalog, selection)
    pinned = (figure for figure in figures if figure.record_id in selection.pinned)
    marks = callouts_of(pinned, subject.legs, subject.nodes)
    return _around(replace(subject, callouts=marks), request, figures)


def _around(
    subject: MapSubject, request: FigureRequest, figures: tuple[StatedFigure, ...]
) -> Scene:
    """Lay out the map and what stands round it."""
    catalog, selection = subject.catalog, told_selection(request.selection, subject.story)
    sheet = with_room_for(subject.sheet, title=request.title, subtitle=request.subtitle)
    subject = replace(subject, sheet=sheet)
    frame = frame_for(subject)
    subject = seen_in(subject, frame)
    mapped = map_of(subject, frame)
    as_of = day_text(as_of_date(catalog, selection))
    days = (("Data as of", as_of), ("Map made on", day_text(request.made_on)))
    head, is_dated = header(sheet, title=request.title, subtitle=request.subtitle, days=days)
    small_print = [credits_of(subject, frame, mapped, house_note=request.house_note)]
    if sheet.noted and not is_dated:
        small_print = [" ".join((*(f"{name} {day}." for name, day in days), *small_print))]
    fine, width = sheet.fine(), sheet.footer.width
    block = replace(sheet.footer, y1=sheet.footer.y0 + text_height(small_print, fine, width))
    prints, _ = paragraphs(block, small_print, fine, name="note")
    built = [text for text in (built_text(catalog, selection),) if text and not sheet.noted]
    above = block.y1 + 1.5 * sheet.scale
    tops = above + text_height(built, fine, width)
    told, _ = paragraphs(replace(block, y0=above, y1=tops), built, fine, name="built")
    rest = replace(sheet.footer, y0=tops + 2.0 * sheet.scale)

    def cited(names: Iterable[str]) -> list[tuple[str, str]]:
        return [short_citation(catalog, name) for name in names]

    def room_for(names: Sequence[str]) -> int:
        return len(names) if sheet.noted else short_sources(sheet, rest, cited(names))[1]

    words = SideWords(
        days=() if is_dated or sheet.noted else days,
        link=request.link,
        key_figures=figures,
        pinned=bool(selection.pinned),
        room_for=room_for,
    )
    side, numbers = side_of(subject, mapped, words=words)
    sources, _ = short_sources(sheet, rest, cited(numbers))
    marks = handling(sheet, request.handling)
    items = (*mapped.items, *head, *marks, *prints, *told, *side, *sources)
    page = Scene(sheet.width, sheet.height, items, sheet.least_pt, sheet.fine_pt)
    if not sheet.noted:
        return page
    shut = closure_lines(catalog, subject.legs, mapped.nodes, numbers=numbers)
    shut += [line for line in (background_text(subject.legs),) if line]
    return replace(page, sources=numbers, notes=tuple(shut))
