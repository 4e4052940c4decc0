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
from layers.scene.display import Scene
from layers.scene.map import Subject, frame_for, map_of
from layers.scene.margin import handling, header, paragraphs, short_sources, text_height
from layers.scene.request import FigureRequest, worded
from layers.scene.sheet import Sheet, sheet_of
from layers.scene.side import SideWords, credits_of, side_of
from layers.words.figures import StatedFigure, key_figures_of
from layers.words.page import closure_lines, short_citation


def subject_of(catalog: Catalog, request: FigureRequest, *, sheet: Sheet | None = None) -> Subject:
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
    return Subject(
        catalog, legs, nodes, sheet or sheet_of(request.size, handling=bool(request.handling))
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
    sheet, selection = subject.sheet, request.selection
    # On slides key figures have one of their own; here are those with a letter on the map.
    figures = () if sheet.noted and not selection.pinned else key_figures_of(catalog, selection)
    marks = callouts_of(
        catalog,
        selection,
        figures,
        leg_ids=[state.leg.leg_id for state in subject.legs],
        node_ids=[state.node.node_id for state in subject.nodes],
    )
    return _around(replace(subject, callouts=marks), request, figures)


def _around(subject: Subject, request: FigureRequest, figures: tuple[StatedFigure, ...]) -> Scene:
    """Lay out the map and what stands round it."""
    catalog, sheet, selection = subject.catalog, subject.sheet, request.selection
    frame = frame_for(subject)
    mapped = map_of(subject, frame)
    as_of = day_text(as_of_date(catalog, selection))
    days = (("Data as of", as_of), ("Map made on", day_text(request.made_on)))
    head = header(sheet, title=request.title, subtitle=request.subtitle, days=days)
    small_print = [credits_of(subject, frame, mapped)]
    ends = sheet.footer.y0 + text_height(sheet, small_print, sheet.footer.width)
    prints, _ = paragraphs(sheet, replace(sheet.footer, y1=ends), small_print, name="note")
    rest = replace(sheet.footer, y0=ends + 2.0 * sheet.scale)

    def cited(names: Iterable[str]) -> list[tuple[str, str]]:
        return [short_citation(catalog, name) for name in names]

    def room_for(names: Sequence[str]) -> int:
        return len(names) if sheet.noted else short_sources(sheet, rest, cited(names))[1]

    words = SideWords(
        days=() if head.dated else days,
        house_note=request.house_note,
        link=request.link,
        key_figures=figures,
        pinned=bool(selection.pinned),
        room_for=room_for,
    )
    side = side_of(subject, frame, mapped, words=words)
    sources, _ = short_sources(sheet, rest, cited(side.sources))
    marks = handling(sheet, request.handling)
    items = (*mapped.items, *head.items, *marks, *prints, *side.items, *sources)
    if not sheet.noted:
        return Scene(sheet.width, sheet.height, items, sheet.least_pt)
    shut = closure_lines(catalog, subject.legs, mapped.nodes, numbers=side.sources)
    return Scene(sheet.width, sheet.height, items, sheet.least_pt, side.sources, tuple(shut))
