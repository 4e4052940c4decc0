"""The drawn formats of a pack: each page laid out once for all formats that show it.

What belongs here: scenes, figures and their checklist, by format. What does not: drawing
(`layers/pens/`), and formats without pages (`layers/pack/briefing.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from PIL.Image import Image

from geo.records.catalog import Catalog
from geo.state.select import as_of_date, seen_on
from layers.pack.asked import manifest_head
from layers.pack.brief import brief_file, brief_scenes
from layers.pack.check import Check
from layers.pack.facts import facts_of
from layers.pack.files import Format
from layers.pack.gate import checks_of, page_check
from layers.pack.slides import pptx_file, slides_of
from layers.pens.files import Description, pdf_of, picture_of, png_from, svg_of
from layers.pens.paper import PaperFigure, page_of
from layers.pens.tagged import PageContent
from layers.scene.display import Scene
from layers.scene.page import map_page
from layers.scene.request import FigureRequest
from layers.scene.sheet import PageSize
from layers.words.alt import alt_text


@dataclass
class Pages:
    """The pages of one request; what several formats need is made once."""

    catalog: Catalog
    request: FigureRequest
    # The page that a PDF file began with, for the next one.
    begun: dict[PaperFigure, PageContent] = field(default_factory=dict)

    @cached_property
    def scene(self) -> Scene:
        """The map page, laid out."""
        return map_page(self.catalog, self.request)

    @cached_property
    def figure(self) -> PaperFigure:
        """The map page, drawn."""
        return page_of(self.scene)

    @cached_property
    def picture(self) -> Image:
        """The map page in pixels."""
        return picture_of(self.figure)

    @cached_property
    def slides(self) -> list[Scene]:
        """The slides, laid out."""
        return slides_of(self.catalog, self.request)

    @cached_property
    def brief(self) -> list[Scene]:
        """The pages of the brief; its map is the map page where that is of its size."""
        drawn = self.scene if self.request.size is PageSize.A4_LANDSCAPE else None
        return brief_scenes(self.catalog, self.request, map_scene=drawn)

    def map_checks(self, stale_years: int) -> tuple[Check, ...]:
        """Lay out the map page and put it to the gate."""
        facts = facts_of(self.scene)
        return checks_of(self.catalog, self.request, facts, stale_years=stale_years)

    def slide_checks(self) -> tuple[Check, ...]:
        """Lay out the slides and put them to the gate."""
        return tuple(page_check(f"Slide {n}", one) for n, one in enumerate(self.slides, start=1))

    def brief_checks(self) -> tuple[Check, ...]:
        """Lay out the brief and put its pages to the gate, but for the map page."""
        return tuple(
            page_check(f"Page {n} of the brief", one)
            for n, one in enumerate(self.brief, start=1)
            if one is not self.scene
        )

    def content(self, kind: Format) -> bytes:
        """Return the file of a drawn format.

        Raises
        ------
        ValueError
            If the format is none of the drawn ones.
        """
        match kind:
            case Format.PNG:
                return png_from(self.picture, about=self.about)
            case Format.PNG_150:
                # Drawn once: two by two pixels are one.
                return png_from(self.picture.reduce(2), dpi=150, about=self.about)
            case Format.SVG:
                return svg_of(self.figure, self.about)
            case Format.PDF:
                return pdf_of([self.figure], self.about, begun=self.begun)
            case Format.PPTX:
                return pptx_file(self.catalog, self.request, self.slides)
            case Format.BRIEF:
                drawn = [self.figure if one is self.scene else page_of(one) for one in self.brief]
                return brief_file(self.catalog, self.request, drawn, begun=self.begun)
            case _:
                raise ValueError(f"{kind} is not drawn")

    @cached_property
    def about(self) -> Description:
        """Return what the files of the map page say of themselves."""
        about: Mapping[str, str] = manifest_head(self.catalog, self.request)
        described = f"{about['subtitle']}. Data {self.catalog.data_hash}."
        alt = alt_text(
            seen_on(self.catalog, as_of_date(self.catalog, self.request.selection)),
            self.request.selection,
            title=about["title"],
            subtitle=about["subtitle"],
        )
        return Description(about["title"], described, self.request.made_on, alt=alt)
