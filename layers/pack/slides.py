"""The slides: map, figures, timeline (and ways, if one is asked) as one editable PowerPoint file.

What belongs here: putting the slides in order, their notes, and writing the file so that the same
request gives the same bytes. What does not: what stands on each slide (`layers/scene/page.py`,
`layers/pack/pages.py`, `layers/pack/waypages.py`) and its shapes (`layers/pens/slides.py`).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime, time

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Pt

from geo.ledger.citations import citation_text
from geo.ledger.highlights import statements_of
from geo.records.catalog import Catalog
from geo.state.select import as_of_date, seen_on
from geo.zipped import zipped
from layers.pack.filled import FilledPage, closed_page, started_page
from layers.pack.pages import add_disputes, add_figures, add_timeline, fitting_timeline
from layers.pack.since import since_scenes
from layers.pack.waypages import journey_scenes
from layers.pens.slides import SlidePen
from layers.scene.display import Scene
from layers.scene.page import map_page
from layers.scene.request import FigureRequest, worded
from layers.scene.sheet import Sheet, slide_sheet
from layers.words.figures import key_figures_of
from layers.words.headline import disputes_title, figures_title, latest_title
from layers.words.summary import edits_text
from layers.words.tables import DISAGREE

_TITLE_ONLY = 5
_AUTHOR = "trade-corridors"


def slides_of(catalog: Catalog, request: FigureRequest) -> list[Scene]:
    """Lay out the slides of a selection.

    Slide 1 is the map, 2 the key figures, 3 the contested ones, 4 the timeline; with a journey in
    the selection its ways follow, what others published for its ends, and with a scenario what that
    changes. Each slide's sources are numbered in its notes.

    Raises
    ------
    ExportError
        If nothing of the selection exists at its date.
    """
    asked = worded(catalog, request)
    sheet = slide_sheet(handling=bool(asked.handling))
    seen = seen_on(catalog, as_of_date(catalog, request.selection))
    return [
        map_page(catalog, asked, sheet=sheet),
        *(closed_page(page, seen) for page in _told(seen, asked, sheet)),
        *journey_scenes(catalog, asked, sheet),
        *since_scenes(catalog, asked, sheet),
    ]


def _told(catalog: Catalog, request: FigureRequest, sheet: Sheet) -> Iterator[FilledPage]:
    """Yield the slides of key figures, contested figures and dates."""
    selection = request.selection
    disputes = statements_of(catalog, selection).contested()
    title = figures_title(key_figures_of(catalog, selection), disputes)
    page = started_page(catalog, request, "Key figures", title=title, sheet=sheet)
    add_figures(page, catalog, selection)
    yield page
    if disputes:
        title = disputes_title(catalog, disputes)
        page = started_page(catalog, request, DISAGREE, title=title, sheet=sheet)
        add_disputes(page, catalog, selection)
        yield page
    what = "What happened and what was promised"
    timeline = fitting_timeline(
        catalog, selection, started_page(catalog, request, what, sheet=sheet)
    )
    page = started_page(catalog, request, what, title=latest_title(timeline), sheet=sheet)
    add_timeline(page, timeline)
    yield page


def pptx_file(catalog: Catalog, request: FigureRequest, scenes: list[Scene]) -> bytes:
    """Return laid-out slides as one file."""
    catalog = seen_on(catalog, as_of_date(catalog, request.selection))
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(scenes[0].width), Pt(scenes[0].height)
    for scene in scenes:
        slide: Slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_ONLY])
        pen = SlidePen(slide, (scene.width, scene.height))
        pen.draw(scene.items)
        pen.number_shapes()
        _add_notes(slide, catalog, scene)
    _describe(deck, catalog, worded(catalog, request))
    buffer = io.BytesIO()
    deck.save(buffer)
    return _repacked(buffer.getvalue())


def _add_notes(slide: Slide, catalog: Catalog, scene: Scene) -> None:
    """Write the sources of a slide by number, and the closures it shows, into its notes."""
    lines = [*scene.notes]
    if lines:
        lines = ["Closures and restrictions in force:", *lines, ""]
    lines.append("Sources:")
    lines += [
        f"{number}  {citation_text(catalog.sources[name])}"
        for name, number in scene.sources.items()
    ]
    lines += ["", *scene.record] if scene.record else []
    frame = slide.notes_slide.notes_text_frame
    if frame is not None:
        frame.text = "\n".join(lines)


def _describe(deck: Deck, catalog: Catalog, request: FigureRequest) -> None:
    """Set the file's own description; its dates are the day it was made."""
    about = deck.core_properties
    made = datetime.combine(request.made_on, time())
    about.title, about.author, about.last_modified_by = request.title, _AUTHOR, _AUTHOR
    about.subject = request.subtitle
    on = as_of_date(catalog, request.selection)
    about.keywords = f"data as of {on}, data {catalog.data_hash}"
    about.comments = "\n".join(edits_text(request.edits))
    about.created = about.modified = made
    about.revision = 1
    # The template's thumbnail shows an empty slide.
    package = deck.part.package
    for name, relation in list(package._rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            package._rels.pop(name)


def _repacked(content: bytes) -> bytes:
    """Return a zip file with its parts in a fixed order and without the time of day."""
    with zipfile.ZipFile(io.BytesIO(content)) as deck:
        # The list of content types has to come first.
        names = sorted(deck.namelist(), key=lambda name: (not name.startswith("["), name))
        return zipped({name: deck.read(name) for name in names})
