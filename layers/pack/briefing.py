"""The pack: what is on the screen as files to hand over, all from one Selection.

What belongs here: which content each format has, drawing the map page once for all that show it,
the gate before anything is handed over, and the words on a pack. What does not: drawing
(`layers/pens/`), data formats (`geo/`), saving (`layers/pack/files.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from geo.calendars import day_text
from geo.catalog import Catalog
from geo.errors import ExportError
from geo.extract import Extract, extract_of
from geo.geoformats import geojson_of, geopackage_of
from geo.interchange import extract_bibtex, extract_csvs, extract_ris, extract_workbook
from geo.kml import kml_of
from geo.link import query_text
from geo.model import Focus, Selection, SubjectKind
from geo.select import as_of_date, leg_states, node_states_of
from layers.look.style import corridor_colours
from layers.pack.brief import brief_file, brief_scenes
from layers.pack.facts import facts_of
from layers.pack.files import FORMATS, Format, PackFile, names_of, stem_of, zip_of
from layers.pack.gate import STALE_YEARS, Check, checks_of, page_check, refusal_text
from layers.pack.slides import pptx_file, slides_of
from layers.pack.standalone import html_of
from layers.pens.files import Description, pdf_of, png_of, svg_of
from layers.pens.paper import Drawing, page_of
from layers.scene.display import Scene
from layers.scene.page import map_page
from layers.scene.request import FigureRequest
from layers.scene.sheet import PageSize
from layers.words.page import subtitle_of, title_of

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class PackRequest:
    """What is asked of a pack.

    Attributes
    ----------
    figure
        Selection, title, size and dates: the same for every format.
    formats
        What to make, in the order of a pack.
    stale_years
        From what age on the gate wants a figure on the page to carry its date.
    strict
        Refuse to hand over anything if any page does not pass the gate.
    """

    figure: FigureRequest
    formats: tuple[Format, ...]
    stale_years: int = STALE_YEARS
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Pack:
    """What was made: the files, and the checklist of the pages (empty if none was drawn)."""

    files: tuple[PackFile, ...]
    checks: tuple[Check, ...]
    about: Mapping[str, str]


def pack_of(catalog: Catalog, request: PackRequest, *, progress: Progress | None = None) -> Pack:
    """Make every file of a pack.

    Parameters
    ----------
    catalog, request
        What there is, and what is asked.
    progress
        Told before each step what it is, how many steps are done, and how many there are.

    Raises
    ------
    ExportError
        If nothing of the selection exists at its date or where its focus is; if `strict` and the
        a page does not pass the gate. Everything missing is named.
    """
    refuse_nothing(catalog, request.figure)
    maker = _Maker(catalog, request, progress or (lambda what, done, steps: None))
    checks = maker.checked() if maker.is_drawn else ()
    if request.strict and (refusal := refusal_text(checks)):
        raise ExportError(refusal)
    return Pack(tuple(maker.files()), checks, about_of(catalog, request.figure))


def zipped_pack(pack: Pack) -> PackFile:
    """Return a pack as one zip with a manifest of hashes."""
    stem = stem_of(date.fromisoformat(pack.about["data as of"]))
    return PackFile(f"{stem}.zip", zip_of(pack.files, about=pack.about))


def whole_link(catalog: Catalog, selection: Selection, base_address: str | None = None) -> str:
    """Return the address at which the page shows a selection.

    Without the address of the page it is the query alone; with an empty one it is nothing.
    """
    if base_address == "":
        return ""
    return (base_address or "").partition("?")[0] + query_text(selection, catalog)


def preview_of(
    catalog: Catalog, request: FigureRequest, *, stale_years: int = STALE_YEARS
) -> tuple[bytes, tuple[Check, ...]]:
    """Return the map page as a PNG of 150 dpi for the screen, and its checklist.

    Raises
    ------
    ExportError
        As `pack_of`, but for the gate.
    """
    refuse_nothing(catalog, request)
    scene = map_page(catalog, request)
    checks = checks_of(catalog, request, facts_of(scene), stale_years=stale_years)
    return png_of(page_of(scene), dpi=150), checks


def refuse_nothing(catalog: Catalog, request: FigureRequest) -> None:
    """Raise, in one sentence, if there is nothing to hand over.

    Raises
    ------
    ExportError
        If nothing is switched on, nothing of it existed at the date, or the focus is not shown.
    """
    selection = request.selection
    on = day_text(as_of_date(catalog, selection))
    legs = leg_states(catalog, selection)
    nodes = node_states_of(catalog, selection, legs)
    if not selection.corridors:
        raise ExportError("Nothing is chosen: name at least one corridor.")
    if not nodes:
        raise ExportError(
            "There is nothing to hand over: of the corridors, branches and statuses chosen, "
            f"nothing existed on {on}."
        )
    if selection.focus is None:
        return
    shown = {
        SubjectKind.LEG: {state.leg.leg_id for state in legs},
        SubjectKind.NODE: {state.node.node_id for state in nodes},
        SubjectKind.BRANCH: {name for state in legs for name in state.branch_ids},
        SubjectKind.CORRIDOR: {name for state in nodes for name in state.corridor_ids},
    }
    if selection.focus.subject_id not in shown.get(
        selection.focus.kind, {selection.focus.subject_id}
    ):
        raise ExportError(
            f"There is nothing at {_focus_name(catalog, selection.focus)}: what is chosen does "
            f"not show it on {on}."
        )


def about_of(catalog: Catalog, request: FigureRequest) -> Mapping[str, str]:
    """Return what a pack is of: for the head of its manifest."""
    selection = request.selection
    return {
        "title": request.title or title_of(catalog, selection),
        "subtitle": request.subtitle or subtitle_of(catalog, selection),
        "data as of": as_of_date(catalog, selection).isoformat(),
        "made on": request.made_on.isoformat(),
        "data hash": catalog.data_hash,
        "link": request.link or whole_link(catalog, selection),
        "handling": request.handling,
    }


@dataclass
class _Maker:
    """Makes the files of one request; what several formats need is made once."""

    catalog: Catalog
    request: PackRequest
    progress: Progress
    done: int = 0

    @property
    def is_drawn(self) -> bool:
        return any(FORMATS[kind].drawn for kind in self.request.formats)

    @property
    def steps(self) -> int:
        return len(self.request.formats) + int(self.is_drawn)

    @cached_property
    def scene(self) -> Scene:
        return map_page(self.catalog, self.request.figure)

    @cached_property
    def figure(self) -> Drawing:
        return page_of(self.scene)

    @cached_property
    def slides(self) -> list[Scene]:
        return slides_of(self.catalog, self.request.figure)

    @cached_property
    def brief(self) -> list[Scene]:
        on_a4 = self.request.figure.size is PageSize.A4_LANDSCAPE
        asked, drawn = self.request.figure, self.scene if on_a4 else None
        return brief_scenes(self.catalog, asked, map_scene=drawn)

    @cached_property
    def extract(self) -> Extract:
        return extract_of(self.catalog, self.request.figure.selection)

    def checked(self) -> tuple[Check, ...]:
        """Lay out every page asked for and put it to the gate."""
        self.tell("Pages and their checklist")
        asked, formats = self.request, self.request.formats
        pages: list[tuple[str, Scene]] = []
        if Format.PPTX in formats:
            pages += [(f"Slide {n}", one) for n, one in enumerate(self.slides, start=1)]
        if Format.BRIEF in formats:
            pages += [(f"Page {n} of the brief", one) for n, one in enumerate(self.brief, start=1)]
        facts = facts_of(self.scene)
        return (
            *checks_of(self.catalog, asked.figure, facts, stale_years=asked.stale_years),
            *(page_check(name, scene) for name, scene in pages if scene is not self.scene),
        )

    def files(self) -> Iterator[PackFile]:
        """Yield the files, format by format."""
        stem = stem_of(as_of_date(self.catalog, self.request.figure.selection))
        for kind in self.request.formats:
            self.tell(FORMATS[kind].label)
            names = names_of(stem, kind)
            yield from map(PackFile, names, self.contents(kind))
        self.progress("Done", self.steps, self.steps)

    def tell(self, what: str) -> None:
        """Report the step that begins."""
        self.progress(what, self.done, self.steps)
        self.done += 1

    def contents(self, kind: Format) -> tuple[bytes, ...]:
        """Return the contents of a format's files."""
        if kind is Format.CSV:
            return tuple(text.encode() for text in extract_csvs(self.extract).values())
        made = _DRAWN[kind](self) if kind in _DRAWN else _WRITTEN[kind](self.extract)
        return (made if isinstance(made, bytes) else made.encode(),)

    @property
    def about(self) -> Description:
        """Return what the files of the map page say of themselves."""
        about = about_of(self.catalog, self.request.figure)
        described = f"{about['subtitle']}. Data {self.catalog.data_hash}."
        return Description(about["title"], described, self.request.figure.made_on)


_DRAWN: Mapping[Format, Callable[[_Maker], bytes]] = {
    Format.PNG: lambda maker: png_of(maker.figure),
    Format.PNG_150: lambda maker: png_of(maker.figure, dpi=150),
    Format.SVG: lambda maker: svg_of(maker.figure, maker.about),
    Format.PDF: lambda maker: pdf_of([maker.figure], maker.about),
    Format.PPTX: lambda maker: pptx_file(maker.catalog, maker.request.figure, maker.slides),
    Format.BRIEF: lambda maker: brief_file(maker.catalog, maker.request.figure, maker.brief),
    Format.HTML: lambda maker: html_of(maker.catalog, maker.request.figure),
    Format.KML: lambda maker: kml_of(
        maker.extract, colours=corridor_colours(maker.catalog.corridors)
    ),
}
_WRITTEN: Mapping[Format, Callable[[Extract], bytes | str]] = {
    Format.GEOJSON: geojson_of,
    Format.GPKG: geopackage_of,
    Format.XLSX: extract_workbook,
    Format.BIBTEX: extract_bibtex,
    Format.RIS: extract_ris,
}


def _focus_name(catalog: Catalog, focus: Focus) -> str:
    named: Mapping[SubjectKind, Mapping[str, object]] = {
        SubjectKind.LEG: catalog.legs,
        SubjectKind.NODE: catalog.nodes,
        SubjectKind.BRANCH: catalog.branches,
        SubjectKind.CORRIDOR: catalog.corridors,
    }
    found = named.get(focus.kind, {}).get(focus.subject_id)
    return str(getattr(found, "name", focus.subject_id))
