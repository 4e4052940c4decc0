"""All that is shown of a selection, as text: records, panels, sheets, the map's data, and files."""

from __future__ import annotations

import io
import json
import random
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from html import unescape
from xml.etree import ElementTree as ET

from pptx import Presentation
from pypdf import PageObject, PdfReader
from pypdf.generic import DecodedStreamObject, NameObject

from geo.formats.extract import extract_of
from geo.formats.listings import listings_of, named
from geo.ledger.around import told_at
from geo.ledger.keydates import key_dates
from geo.ledger.keyfigures import heads_of
from geo.model.choice import Focus, Journey, Selection
from geo.model.said import SubjectKind
from geo.network.branchtable import branch_rows
from geo.network.route import Query
from geo.network.whatif import routes_of
from geo.records.catalog import Catalog
from geo.state.select import default_selection
from layers.pack.asked import PackRequest
from layers.pack.briefing import pack_of
from layers.pack.files import Format
from layers.scene.request import FigureRequest
from layers.screen.cards import (
    events_html,
    figures_html,
    key_figures_html,
    promises_html,
    reading_html,
    shown_of,
)
from layers.screen.day import day_of
from layers.screen.factsheet import factsheet_html
from layers.screen.keydates import key_dates_html
from layers.words.branches import branch_table
from layers.words.routes import answer_rows, barred_text, question_text, route_record
from layers.words.timeline import timeline_of
from tests.future import MADE_ON

# Columns that hold what a source is, not what is shown of a day; its citation is read as text.
_OF_SOURCES = frozenset({"url", "accessed", "published", "title"})
TEXT_FORMATS = (
    Format.SVG,
    Format.PDF,
    Format.BRIEF,
    Format.PPTX,
    Format.HTML,
    Format.GEOJSON,
    Format.KML,
    Format.XLSX,
    Format.CSV,
    Format.BIBTEX,
    Format.RIS,
)


def everything_on(catalog: Catalog, on: date) -> Selection:
    """Return all corridors and branches as of a day."""
    return replace(
        default_selection(catalog),
        as_of=on,
        corridors=frozenset(catalog.corridors),
        hidden_branches=frozenset(),
    )


def records(catalog: Catalog, selection: Selection) -> Iterator[str]:
    """Yield every record that is handed over, cell by cell."""
    for listing in listings_of(extract_of(catalog, selection)):
        for row in listing.rows:
            yield " | ".join(
                "; ".join(cell) if isinstance(cell, tuple) else cell
                for name, cell in named(listing.columns, row).items()
                if isinstance(cell, (str, tuple)) and name not in _OF_SOURCES
            )


def panels(catalog: Catalog, selection: Selection) -> Iterator[str]:
    """Yield the text of the panels."""
    shown = shown_of(catalog, selection)
    catalog, ledger = shown.catalog, shown.ledger
    for head in heads_of(catalog, selection, ledger).values():
        yield without_tags(key_figures_html(shown, head, heading="", colour="#123456"))
    for events in key_dates(catalog, selection, ledger).values():
        yield without_tags(key_dates_html(shown, events))
    yield without_tags(events_html(shown, ledger.events))
    yield without_tags(promises_html(shown, ledger.promises()))
    yield without_tags(figures_html(shown, ledger.readings()))
    for reading in ledger.contested():
        yield without_tags(reading_html(shown, reading))
    timeline = timeline_of(catalog, selection, most_events=40, most_promises=20)
    yield " | ".join(
        str(getattr(row, name))
        for row in timeline.rows
        for name in row.__slots__
        if isinstance(getattr(row, name), str)
    )


def sheets(
    catalog: Catalog, selection: Selection, *, count: int | None, seed: int
) -> Iterator[str]:
    """Yield the sheets of what can be picked, and the table of branches; all, or some by chance."""
    subjects = [
        (kind, name)
        for kind, names in (
            (SubjectKind.CORRIDOR, catalog.corridors),
            (SubjectKind.BRANCH, catalog.branches),
            (SubjectKind.LEG, catalog.legs),
            (SubjectKind.NODE, catalog.nodes),
            (SubjectKind.STRAIT, catalog.straits),
        )
        for name in names
    ]
    if count is not None:
        subjects = random.Random(seed).sample(subjects, count)
    on = selection.as_of or catalog.data_end
    told = told_at(catalog, on)
    for kind, name in subjects:
        focused = replace(selection, focus=Focus(kind, name))
        yield without_tags(factsheet_html(catalog, focused, told))
    yield json.dumps(
        branch_table(catalog, branch_rows(catalog, catalog.branches.values(), on)),
        ensure_ascii=False,
    )


def map_data(catalog: Catalog, selection: Selection) -> Iterator[str]:
    """Yield what the browser is sent of a day."""
    yield json.dumps(day_of(catalog, selection), ensure_ascii=False)


def ways(
    catalog: Catalog, on: date, pairs: Sequence[tuple[str, str]], *, records: bool = True
) -> Iterator[str]:
    """Yield routes in words and, with `records`, as the command's JSON."""
    for first, last in pairs:
        answer = routes_of(catalog, Query(first, last, on))
        yield question_text(catalog, answer)
        yield json.dumps(answer_rows(catalog, answer), ensure_ascii=False)
        if records:
            yield json.dumps([route_record(catalog, route) for route in answer.routes])
        yield barred_text(catalog, answer)


def files(
    catalog: Catalog, selection: Selection, journey: Journey | None = None
) -> Iterator[tuple[str, str]]:
    """Yield name and text of every file that is handed over and holds text."""
    request = FigureRequest(
        replace(selection, journey=journey), title="", subtitle="", made_on=MADE_ON
    )
    for file in pack_of(catalog, PackRequest(request, TEXT_FORMATS)).files:
        yield file.name, text_of(file.name, file.content)


def text_of(name: str, content: bytes) -> str:
    """Return the text of a file, by its ending."""
    ending = name.rpartition(".")[2]
    if ending == "pptx":
        return _slides_text(content)
    if ending == "xlsx":
        return _workbook_text(content)
    if ending == "pdf":
        return _pdf_text(content)
    if ending == "svg":
        return " | ".join(ET.fromstring(content).itertext())
    if ending == "zip":
        with zipfile.ZipFile(io.BytesIO(content)) as folder:
            return " | ".join(folder.read(one).decode() for one in folder.namelist())
    if ending == "html":
        return _page_text(content.decode())
    return content.decode()


def _page_text(html: str) -> str:
    """Return the text of a page and of the data in it, which its scripts show."""
    blocks = re.findall(r'(?s)<script[^>]*type="application/json"[^>]*>(.*?)</script>', html)
    return " ¦ ".join([without_tags(html), *blocks])


def without_tags(html: str) -> str:
    """Return the text of HTML; scripts and styles are no text, and tags part words."""
    html = re.sub(r"(?s)<(style|script)[^>]*>.*?</\1>", " ¦ ", html)
    return unescape(re.sub(r"<[^>]+>", " ¦ ", html))


def _slides_text(content: bytes) -> str:
    parts = []
    for slide in Presentation(io.BytesIO(content)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                parts.append(shape.text_frame.text)
            if shape.has_table:
                parts += [cell.text for row in shape.table.rows for cell in row.cells]
        if slide.has_notes_slide:
            parts.append(slide.notes_slide.notes_text_frame.text)
    return " | ".join(parts)


def _workbook_text(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        strings = ET.fromstring(book.read("xl/sharedStrings.xml"))
    return " | ".join("".join(one.itertext()) for one in strings)


def _pdf_text(content: bytes) -> str:
    return " | ".join(_words_of(page) for page in PdfReader(io.BytesIO(content)).pages)


def _words_of(page: PageObject) -> str:
    """Return a page's text; the steps of its lines, most of a map, are left unread."""
    drawn = page.get_contents()
    assert drawn is not None
    texts = DecodedStreamObject()
    texts.set_data(re.sub(rb"(?m)^[-0-9. ]+ [mlc]\n", b"", drawn.get_data()))
    page[NameObject("/Contents")] = texts
    return page.extract_text()
