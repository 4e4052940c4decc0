"""The pack: what is on the screen as files to hand over, all from one Selection.

What belongs here: which content each format has, and the gate before anything is handed over. What
does not: the drawn formats (`layers/pack/drawn.py`, loaded when one is asked for), data formats
(`geo/`), saving (`layers/pack/files.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from geo.errors import ExportError
from geo.formats.extract import Extract, extract_of
from geo.formats.geoformats import geojson_of, geopackage_of
from geo.formats.interchange import (
    csv_file,
    extract_bibtex,
    extract_csvs,
    extract_ris,
    extract_workbook,
)
from geo.formats.kml import kml_of
from geo.records.catalog import Catalog
from geo.state.select import as_of_date
from layers.look.languages import name_in
from layers.look.style import CONDITION_LOOK, corridor_colours
from layers.pack.asked import PackRequest, Progress, manifest_head, refuse_nothing
from layers.pack.beside import made_beside
from layers.pack.files import FORMATS, Format, PackFile, names_of, stem_of, zip_of
from layers.pack.house import STALE_YEARS
from layers.scene.request import FigureRequest

if TYPE_CHECKING:
    from layers.pack.check import Check
    from layers.pack.drawn import Pages

# What is made beside the map page, its pictures and the brief, and these tables: it takes about as
# long.
_HERE = frozenset({Format.GPKG, Format.XLSX})
_BESIDE = frozenset(
    {Format.PPTX, *(kind for kind, facts in FORMATS.items() if not facts.drawn)} - _HERE
)


@dataclass(frozen=True, slots=True)
class Pack:
    """What was made: the files, and the checklist of the pages (empty if none was drawn)."""

    files: tuple[PackFile, ...]
    checks: tuple[Check, ...]
    about: Mapping[str, str]


def pack_of(
    catalog: Catalog,
    request: PackRequest,
    *,
    progress: Progress | None = None,
    forks: bool = False,
) -> Pack:
    """Make every file of a pack.

    Parameters
    ----------
    catalog, request
        What there is, and what is asked.
    progress
        Told before each step what it is, how many steps are done, and how many there are.
    forks
        Whether a copy of this process may make half of it, for the same bytes in less time: only
        where no thread is at work.

    Raises
    ------
    ExportError
        If nothing of the selection exists at its date or where its focus is; if `strict` and a
        page does not pass the gate. Everything missing is named.
    """
    refuse_nothing(catalog, request.figure)
    maker = _Maker(catalog, request, progress or (lambda what, done, steps: None))
    both = _BESIDE.intersection(request.formats) not in (frozenset(), frozenset(request.formats))
    with made_beside(maker.half(), forks=forks and both) as half:
        checks = maker.checked(half) if maker.is_drawn else ()
        return Pack(tuple(maker.files(half)), checks, manifest_head(catalog, request.figure))


def zipped_pack(pack: Pack) -> PackFile:
    """Return a pack as one zip with a manifest of hashes."""
    stem = stem_of(date.fromisoformat(pack.about["data as of"]))
    return PackFile(f"{stem}.zip", zip_of(pack.files, about=pack.about))


def preview_of(
    catalog: Catalog, request: FigureRequest, *, stale_years: int = STALE_YEARS
) -> tuple[bytes, tuple[Check, ...]]:
    """Return the map page as a PNG of 150 dpi for the screen, and its checklist.

    Raises
    ------
    ExportError
        As `pack_of`, but for the gate.
    """
    from layers.pack.drawn import Pages

    refuse_nothing(catalog, request)
    pages = Pages(catalog, request)
    return pages.content(Format.PNG_150), pages.map_checks(stale_years)


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
    def pages(self) -> Pages:
        # Tables of data want no drawing library, which takes a second to load and a place to write.
        from layers.pack.drawn import Pages

        return Pages(self.catalog, self.request.figure)

    @cached_property
    def extract(self) -> Extract:
        return extract_of(self.catalog, self.request.figure.selection)

    def half(self) -> Iterator[tuple[Any, ...]]:
        """Yield what is made beside the map page: the checks of slides, then each format."""
        if Format.PPTX in self.request.formats:
            yield self.pages.slide_checks()
        yield from (self.contents(kind) for kind in self.request.formats if kind in _BESIDE)

    def checked(self, half: Iterator[tuple[Any, ...]]) -> tuple[Check, ...]:
        """Lay out every page asked for and put it to the gate.

        Raises
        ------
        ExportError
            If the gate is strict and a page lacks anything; everything missing is named.
        """
        from layers.pack.gate import refusal_text

        self.tell("Pages and their checklist")
        asked, formats = self.request, self.request.formats
        mapped = self.pages.map_checks(asked.stale_years)
        told = self.pages.brief_checks() if Format.BRIEF in formats else ()
        checks = (*mapped, *(next(half) if Format.PPTX in formats else ()), *told)
        if asked.strict and (refusal := refusal_text(checks)):
            raise ExportError(refusal)
        return checks

    def files(self, half: Iterator[tuple[Any, ...]]) -> Iterator[PackFile]:
        """Yield the files, format by format."""
        stem = stem_of(as_of_date(self.catalog, self.request.figure.selection))
        for kind in self.request.formats:
            self.tell(FORMATS[kind].label)
            names = names_of(stem, kind)
            yield from map(PackFile, names, next(half) if kind in _BESIDE else self.contents(kind))
        self.progress("Done", self.steps, self.steps)

    def tell(self, what: str) -> None:
        """Report the step that begins."""
        self.progress(what, self.done, self.steps)
        self.done += 1

    def contents(self, kind: Format) -> tuple[bytes, ...]:
        """Return the contents of a format's files."""
        if kind is Format.CSV:
            return tuple(map(csv_file, extract_csvs(self.extract).values()))
        if FORMATS[kind].drawn:
            return (self.pages.content(kind),)
        made = _html(self) if kind is Format.HTML else _WRITTEN[kind](self)
        return (made if isinstance(made, bytes) else made.encode(),)


def _html(maker: _Maker) -> bytes:
    # It measures words as the drawn pages do, by the drawing library.
    from layers.pack.standalone import html_of

    return html_of(maker.catalog, maker.request.figure)


_WRITTEN: Mapping[Format, Callable[[_Maker], bytes | str]] = {
    Format.GEOJSON: lambda maker: geojson_of(maker.extract),
    Format.GPKG: lambda maker: geopackage_of(maker.extract),
    Format.KML: lambda maker: kml_of(
        maker.extract,
        colours=corridor_colours(maker.catalog.corridors),
        shut_colour=CONDITION_LOOK["closed"].badge_colour,
        place_names={
            state.node.node_id: name_in(state.node, maker.request.figure.language, set_here=False)
            for state in maker.extract.nodes
        },
    ),
    Format.XLSX: lambda maker: extract_workbook(maker.extract),
    Format.BIBTEX: lambda maker: extract_bibtex(maker.extract),
    Format.RIS: lambda maker: extract_ris(maker.extract),
}
