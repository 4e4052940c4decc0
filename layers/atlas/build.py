"""Every file of an atlas, in order, as names and bytes. Nothing is written here.

What belongs here: which files there are. What does not: what stands in them (the other modules of
this room) and the disk (`layers/atlas/written.py`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from geo.changes.account import changes_between
from geo.changes.kinds import Moment
from geo.editions.packed import unpacked_edition
from geo.model.choice import Selection
from geo.model.said import SubjectKind
from geo.records.package import BASEMAP_FOLDER, PACKAGE
from geo.records.readers import regular_content
from geo.state.select import default_selection
from layers.atlas.about import about_pages, data_page
from layers.atlas.addresses import Kind, Ref
from layers.atlas.courses import chart_files
from layers.atlas.lists import list_pages, withdrawn_pages
from layers.atlas.machines import headers_file, nginx_snippet, robots_txt, sitemap_xml
from layers.atlas.mappage import FALLBACK, map_pages, map_scripts
from layers.atlas.pages import FEED, LINES, PICTURES, STYLE, Page, page_html, record_page
from layers.atlas.places import branch_told, corridor_told, leg_told, place_told
from layers.atlas.site import Atlas
from layers.atlas.smallmap import MAPS
from layers.atlas.statements import (
    claim_told,
    closure_told,
    event_told,
    promise_told,
    source_told,
)
from layers.atlas.style import style_sheet
from layers.atlas.tables import DATA, HASHES, hashes_text, json_bytes, record_files, table_files
from layers.atlas.timelines import date_files
from layers.atlas.told import Told, shown_subject
from layers.look.fonts import FACES, face_bytes
from layers.pack.asked import Progress
from layers.pens.files import light_png_of
from layers.pens.paper import page_of
from layers.scene.page import map_page
from layers.scene.request import FigureRequest
from layers.scene.sheet import PageSize
from layers.words.changelist import change_list, changes_atom

Files = Iterator[tuple[str, bytes]]

_TOLD: Mapping[Kind, Callable[[Atlas, Ref], Told]] = {
    Kind.CORRIDOR: corridor_told,
    Kind.BRANCH: branch_told,
    Kind.LEG: leg_told,
    Kind.PLACE: place_told,
    Kind.CLOSURE: closure_told,
    Kind.PROMISE: promise_told,
    Kind.CLAIM: claim_told,
    Kind.EVENT: event_told,
    Kind.SOURCE: source_told,
}
# What a reader of the feed may have missed; a slide of 13.3 inches at this has 1,200 pixels.
_FEED_DAYS = timedelta(days=92)
_PICTURE_DPI = 90
FONTS = "assets/fonts"
_EDITION = f"{DATA}/edition.zip"


@dataclass
class Build:
    """One atlas as it is made: what it is of, and the pages that are listed.

    Attributes
    ----------
    atlas
        The data and the house.
    edition
        The edition as it is handed out; nothing where the data name none.
    logo
        The bytes of the house's logo, if it has one.
    progress
        Told what is being made, and how far it is.
    """

    atlas: Atlas
    edition: bytes = b""
    logo: bytes = b""
    progress: Progress = lambda what, done, steps: None
    pages: list[Page] = field(default_factory=list)

    def files(self) -> Files:
        """Yield every file by its path in the atlas."""
        yield from self._assets()
        yield from self._map()
        yield from self._data()
        yield from self._records()
        for pages in (about_pages, list_pages, withdrawn_pages):
            yield from map(self._set, pages(self.atlas))
        yield "sitemap.xml", sitemap_xml(self.atlas, self.pages)
        yield "robots.txt", robots_txt(self.atlas)
        yield "_headers", headers_file()
        yield "nginx.conf", nginx_snippet()

    def _set(self, page: Page) -> tuple[str, bytes]:
        self.pages.append(page)
        return page.path, page_html(self.atlas, page).encode()

    def _assets(self) -> Files:
        atlas = self.atlas
        yield STYLE, style_sheet(atlas).encode()
        for face in FACES:
            yield f"{FONTS}/{face.file}", face_bytes(face)
        if self.logo:
            yield atlas.logo, self.logo
        self.progress("small maps", 0, 1)
        for scale, svg in atlas.maps.backgrounds():
            yield f"{MAPS}/{scale}.svg", svg.encode()
        for name, svg in atlas.maps.symbols():
            yield f"{MAPS}/{name}.svg", svg.encode()
        branches = atlas.catalog.branches
        for ref in atlas.refs.values():
            if ref.kind in (Kind.CORRIDOR, Kind.BRANCH):
                name = ref.record_id
                corridor_id = name if ref.kind is Kind.CORRIDOR else branches[name].corridor_id
                leg_ids = shown_subject(atlas, SubjectKind(ref.kind), name).leg_ids
                svg = atlas.maps.lines_of(leg_ids, corridor_id)
                yield f"{ref.folder}{LINES}", svg.encode()
        yield from chart_files(atlas.courses)
        yield from date_files(atlas.dates.values())
        corridors = list(atlas.catalog.corridors)
        for number, corridor_id in enumerate(corridors):
            self.progress("pictures", number, len(corridors))
            one = replace(atlas.selection, corridors=frozenset({corridor_id}))
            yield f"{PICTURES}/{corridor_id}.png", _picture(atlas, one)

    def _map(self) -> Files:
        self.progress("map of every date", 0, 1)
        scripts = map_scripts(self.atlas)
        yield from scripts.files.items()
        for page, content in map_pages(self.atlas, scripts):
            self.pages.append(page)
            yield page.path, content
        yield FALLBACK, _picture(self.atlas, default_selection(self.atlas.catalog))

    def _data(self) -> Files:
        self.progress("data", 0, 1)
        files = dict(table_files(self.atlas))
        if self.edition:
            files[_EDITION] = self.edition
            kept = unpacked_edition(self.edition).files
            files |= {
                f"{DATA}/{name}": _without_basemap(content) if name == PACKAGE else content
                for name, content in kept.items()
                if not name.startswith(f"{BASEMAP_FOLDER}/")
            }
        files[HASHES] = hashes_text(files.items())
        yield from files.items()
        yield self._set(data_page(self.atlas, files))
        yield FEED, _feed(self.atlas)

    def _records(self) -> Files:
        refs = list(self.atlas.refs.values())
        for number, ref in enumerate(refs):
            if number % 100 == 0:
                self.progress("pages", number, len(refs))
            yield self._set(record_page(self.atlas, ref, _TOLD[ref.kind](self.atlas, ref)))
            yield from record_files(self.atlas, ref)


def _picture(atlas: Atlas, selection: Selection) -> bytes:
    """Return the static map of a selection, as those show it who link to its page."""
    request = FigureRequest(
        selection=selection,
        title="",
        subtitle="",
        made_on=atlas.made_on,
        size=PageSize.SLIDE,
        handling=atlas.house.handling,
        house_note=atlas.house.boundary_note,
        link="",
    )
    return light_png_of(page_of(map_page(atlas.catalog, request)), dpi=_PICTURE_DPI)


def _without_basemap(package: bytes) -> bytes:
    """Return the description of the tables; the basemap under them is in the edition's own file."""
    told = json.loads(package)
    told["resources"] = [
        one for one in told["resources"] if not str(one["path"]).startswith(BASEMAP_FOLDER)
    ]
    return json_bytes(told)


def _feed(atlas: Atlas) -> bytes:
    """Return what changed in the last three months of the data as an Atom feed."""
    catalog = atlas.catalog
    earlier = Moment(catalog, catalog.data_end - _FEED_DAYS)
    account = changes_between(earlier, Moment(catalog, catalog.data_end))
    return changes_atom(change_list(account)).encode()


def read_logo(path: str) -> bytes:
    """Return the bytes of a logo; nothing without one."""
    return regular_content(Path(path)) if path else b""
