"""The brief: a PDF of the map page, a page of figures and dates, and one of ways if a way is asked.

What belongs here: which pages there are, and what the file says of itself. What does not: laying
them out (`layers/scene/page.py`, `layers/pack/pages.py`, `layers/pack/waypages.py`) and drawing
(`layers/pens/`).
"""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import replace

from geo.records.catalog import Catalog
from geo.state.select import as_of_date, seen_on
from layers.pack.pages import closures_page, figures_page
from layers.pack.since import since_scenes
from layers.pack.waypages import journey_scenes
from layers.pens.files import Description, pdf_of
from layers.pens.paper import PaperFigure
from layers.pens.tagged import PageContent
from layers.scene.display import Scene
from layers.scene.page import map_page
from layers.scene.request import FigureRequest, worded
from layers.scene.sheet import PageSize
from layers.words.alt import alt_text
from layers.words.summary import edits_text


def brief_scenes(
    catalog: Catalog, request: FigureRequest, *, map_scene: Scene | None = None
) -> list[Scene]:
    """Lay out the brief's pages on A4 landscape.

    Page 1 is the map, page 2 key figures, disagreements, timeline and their sources, page 3 what is
    shut or restricted; with a journey in the selection a page shows its ways, one more has them
    straightened where the first has no room for that, and with a scenario one what that changes.

    Parameters
    ----------
    catalog, request
        What there is, and what is asked; the size of the page is not.
    map_scene
        The map page on A4 landscape where it is laid out already.

    Raises
    ------
    ExportError
        If nothing of the selection exists at its date.
    """
    asked = replace(worded(catalog, request), size=PageSize.A4_LANDSCAPE)
    scenes = [map_scene or map_page(catalog, asked), figures_page(catalog, asked)]
    shut = closures_page(catalog, asked)
    scenes += [shut] if shut is not None else []
    return [*scenes, *journey_scenes(catalog, asked), *since_scenes(catalog, asked)]


def brief_file(
    catalog: Catalog,
    request: FigureRequest,
    pages: list[PaperFigure],
    *,
    begun: MutableMapping[PaperFigure, PageContent] | None = None,
) -> bytes:
    """Return drawn pages as one vector file with its fonts and its description inside."""
    asked = worded(catalog, request)
    on = as_of_date(catalog, asked.selection)
    about = Description(
        asked.title,
        asked.subtitle,
        asked.made_on,
        " · ".join((f"data as of {on}, data {catalog.data_hash}", *edits_text(asked.edits))),
        alt_text(seen_on(catalog, on), asked.selection, title=asked.title, subtitle=asked.subtitle),
    )
    return pdf_of(pages, about, begun=begun)
