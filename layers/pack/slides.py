"""The slides: map, figures, timeline (and ways, if one is asked) as one editable PowerPoint file.

What belongs here: putting the slides in order, their titles and notes, and writing the file so
that the same request gives the same bytes. What does not: what stands on each slide
(`layers/pens/slides/`).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, time
from typing import Any

from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Emu

from geo.calendars import day_text
from geo.catalog import Catalog
from geo.citations import citation_text
from geo.select import as_of_date
from layers.look.palette import TYPE
from layers.pens.paper.page import FigureRequest
from layers.pens.slides.map import add_map, states_to_draw
from layers.pens.slides.shapes import (
    EMU_PER_POINT,
    LEADING,
    SlideSheet,
    add_text,
    fill_paragraph,
    number_shapes,
)
from layers.pens.slides.strip import add_strips
from layers.pens.slides.tables import add_figures, add_ways
from layers.pens.slides.timeline import add_timeline, rows_that_fit
from layers.scene.sheet import Rect
from layers.scene.type import shortened, text_size
from layers.words.figures import disagreements_of, key_figures_of, one_line
from layers.words.page import subtitle_of, title_of
from layers.words.timeline import timeline_of
from layers.words.ways import ways_of

_WIDTH, _HEIGHT = 960.0, 540.0
_SCALE = 1.2
_MARGIN, _MARK = 22.0, 15.0
_HEAD, _FOOT, _SIDE = 50.0, 76.0, 232.0
_GAP = 14.0
_GRATICULE = 16.0
_TITLE_ONLY = 5
_AUTHOR = "trade-corridors"
_SMALLEST_TITLE_PT = 16.0
_PROMISE_SHARE = 0.36
# The first moment a zip file can tell.
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def pptx_of(catalog: Catalog, request: FigureRequest) -> bytes:
    """Return the slides of a selection; the same request gives the same bytes.

    Slide 1 is the map, 2 the key and contested figures, 3 the timeline; with a journey in the
    selection slide 4 shows its ways. Each slide's sources are in its notes.

    Raises
    ------
    ExportError
        If nothing of the selection exists at its date.
    """
    states = states_to_draw(catalog, request)
    request = replace(
        request,
        title=one_line(request.title) or title_of(catalog, request.selection),
        subtitle=one_line(request.subtitle) or subtitle_of(catalog, request.selection),
        handling=one_line(request.handling),
    )
    deck = Presentation()
    deck.slide_width, deck.slide_height = _emu(_WIDTH), _emu(_HEIGHT)
    sheet = slide_sheet(handling=bool(request.handling))
    on = as_of_date(catalog, request.selection)
    dates = f"Data as of {day_text(on)}; made on {day_text(request.made_on)}"
    slide = _slide(deck, sheet, request, request.subtitle)
    facts = add_map(slide, sheet, catalog, request, states)
    _add_notes(slide, catalog, facts.source_ids, facts.closures)

    body = Rect(sheet.footer.x0, sheet.footer.y0, sheet.footer.x1, sheet.header.y0)
    slide = _slide(deck, sheet, request, f"Key figures and contested figures. {dates}")
    figures = key_figures_of(catalog, request.selection)
    disputes = disagreements_of(catalog, request.selection)
    cited = add_figures(slide, sheet, body, catalog, figures, disputes)
    _add_notes(slide, catalog, cited)

    slide = _slide(deck, sheet, request, f"What happened and what was promised. {dates}")
    rows = rows_that_fit(body.height)
    promises = int(rows * _PROMISE_SHARE)
    timeline = timeline_of(
        catalog, request.selection, most_events=rows - promises, most_promises=promises
    )
    add_timeline(slide, sheet, body, timeline)
    _add_notes(slide, catalog, [name for row in timeline.rows for name in row.source_ids])

    ways = ways_of(catalog, request.selection)
    if ways is not None:
        slide = _slide(deck, sheet, request, f"Ways through. {dates}")
        left = add_ways(slide, sheet, body, ways)
        add_strips(slide, sheet, left, ways)
        _add_notes(slide, catalog, ways.source_ids)
    for one in deck.slides:
        number_shapes(one)
    _describe(deck, catalog, request)
    buffer = io.BytesIO()
    deck.save(buffer)
    return _repacked(buffer.getvalue())


def slide_sheet(*, handling: bool) -> SlideSheet:
    """Lay out a slide: title, map with the legend beside it, notes across the foot."""
    mark = _MARK if handling else 0.0
    page = Rect(_MARGIN, _MARGIN * 0.7 + mark, _WIDTH - _MARGIN, _HEIGHT - _MARGIN * 0.7 - mark)
    header = Rect(page.x0, page.y1 - _HEAD, page.x1, page.y1)
    footer = Rect(page.x0, page.y0, page.x1, page.y0 + _FOOT)
    low = footer.y1 + 5.0
    side = Rect(page.x1 - _SIDE, low, page.x1, header.y0)
    panel = Rect(page.x0 + _GRATICULE, low + _GRATICULE, side.x0 - _GAP, header.y0)
    return SlideSheet(_WIDTH, _HEIGHT, _SCALE, header, panel, (side,), footer)


def _slide(deck: Deck, sheet: SlideSheet, request: FigureRequest, subtitle: str) -> Slide:
    """Return a new slide with its title, subtitle and handling mark."""
    slide: Slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_ONLY])
    head, title = sheet.header, request.title
    look = sheet.text(TYPE["title"])
    while text_size(title, look)[0] > head.width and look.size_pt > _SMALLEST_TITLE_PT:
        look = replace(look, size_pt=look.size_pt - 0.5)
    shape: Any = slide.shapes.title
    top = Rect(head.x0, head.y1 - look.size_pt * LEADING, head.x1, head.y1)
    shape.left, shape.top = _emu(top.x0), _emu(_HEIGHT - top.y1)
    shape.width, shape.height = _emu(top.width), _emu(top.height)
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor, frame.auto_size = MSO_ANCHOR.TOP, MSO_AUTO_SIZE.NONE
    frame.word_wrap = True
    fill_paragraph(frame.paragraphs[0], shortened(title, look, head.width), look)
    small = sheet.text(TYPE["subtitle"])
    below = Rect(head.x0, head.y0, head.x1, top.y0 - 1.0)
    line = shortened(subtitle, small, head.width)
    add_text(slide, sheet, below, [(line, small)], name="Subtitle")
    if request.handling:
        mark = sheet.text(TYPE["handling"])
        for name, y in (("top", _HEIGHT - 4.0), ("bottom", mark.size_pt * LEADING + 4.0)):
            box = Rect(head.x0, y - mark.size_pt * LEADING, head.x1, y)
            add_text(
                slide,
                sheet,
                box,
                [(request.handling, mark)],
                name=f"Handling mark, {name}",
                align="center",
            )
    return slide


def _add_notes(
    slide: Slide, catalog: Catalog, source_ids: Iterable[str], closures: Iterable[str] = ()
) -> None:
    """Write the sources of a slide, and the closures it shows, into its notes."""
    lines = [*closures]
    if lines:
        lines = ["Closures and restrictions in force:", *lines, ""]
    lines.append("Sources:")
    lines += [citation_text(catalog.sources[name]) for name in dict.fromkeys(source_ids)]
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
    about.created = about.modified = made
    about.revision = 1
    # The template's thumbnail shows an empty slide.
    package = deck.part.package
    for name, relation in list(package._rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            package._rels.pop(name)


def _repacked(content: bytes) -> bytes:
    """Return a zip file with its parts in a fixed order and without the time of day."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        # The list of content types has to come first.
        names = sorted(old.namelist(), key=lambda name: (not name.startswith("["), name))
        for name in names:
            part = zipfile.ZipInfo(name, _ZIP_TIME)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.external_attr = 0o600 << 16
            new.writestr(part, old.read(name))
    return buffer.getvalue()


def _emu(points: float) -> Emu:
    return Emu(round(points * EMU_PER_POINT))
