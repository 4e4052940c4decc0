"""PDF files that say what is on their pages: tagged, with a text for who cannot see the map.

What belongs here: the structure of a file, where its content is marked, and putting pages in. What
does not: drawing, and the text itself. The library writes no tags, so its file is extended by the
few objects that a reader's program looks for: one element a page, a figure with its text or a run
of text. A page that begins two files is drawn for the first alone: in both the library gives the
same names to what it uses.
"""

# The backend carries no types.
# mypy: disable-error-code="no-untyped-call, misc"

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from fontTools import subset
from matplotlib.backends import _backend_pdf_ps, backend_pdf
from matplotlib.backends.backend_pdf import Name, PdfFile, Reference, RendererPdf
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font, LoadFlags

from layers.scene.type import MEASURED_AT_DPI, extent

LANGUAGE = "en"


class _OfShownType(subset.Options):
    """What a file keeps of a font: not the tables by which a program sets text, long to read."""

    def __init__(self, **how: Any) -> None:
        super().__init__(**how)
        self.drop_tables: list[str] = [*self.drop_tables, "GDEF", "GPOS", "GSUB"]


def _laid_out(text: str, font: FT2Font, **how: Any) -> Any:
    """Return the places of a text's letters; the library also loads each, which nobody looks at."""
    return font._layout(text, LoadFlags.NO_HINTING, **how)


vars(backend_pdf)["_text_helpers"] = SimpleNamespace(layout=_laid_out)
vars(_backend_pdf_ps)["subset"] = SimpleNamespace(**{**vars(subset), "Options": _OfShownType})


# What a page asks of its file by name, so that the file has it.
_ASKED = ("alphaState", "fontName", "imageObject", "markerObject", "pathCollectionObject")
_POINTS_IN_INCH = 72


@dataclass
class PageContent:
    """A page as it was drawn: what it asked of its file, its letters, its content, its links."""

    asked: list[tuple[str, tuple[Any, ...]]] = field(default_factory=list)
    letters: dict[tuple[Any, ...], None] = field(default_factory=dict)
    content: list[bytes] = field(default_factory=list)
    links: list[Any] = field(default_factory=list)


class _Writer(RendererPdf):
    """Draws into a file; texts are as wide as the layout has measured them."""

    def get_text_width_height_descent(
        self, s: str, prop: FontProperties, ismath: Any
    ) -> tuple[float, float, float]:
        width, height, descent = extent(s, prop, MEASURED_AT_DPI)
        per_point = MEASURED_AT_DPI / _POINTS_IN_INCH
        return width / per_point, height / per_point, descent / per_point


class TaggedFile(PdfFile):
    """A file whose pages are elements of a document: a figure where `alts` has a text, else text.

    Parameters
    ----------
    filename, metadata
        As for any file of the library.
    alts
        Number of the page, from 0 -> what its picture shows.
    """

    def __init__(self, filename: Any, metadata: Mapping[str, Any], alts: Mapping[int, str]) -> None:
        self._alts = alts
        self._root: dict[str, Any] = {}
        self._pages: list[Reference] = []
        self._marked = False
        self._page = PageContent()
        super().__init__(filename, metadata=metadata)
        track = self._character_tracker.track_glyph

        def noted(*letter: Any) -> Any:
            self._page.letters[letter] = None
            return track(*letter)

        vars(self._character_tracker)["track_glyph"] = noted

    def put(self, figure: Figure, begun: MutableMapping[Figure, PageContent]) -> None:
        """Put a page in.

        Parameters
        ----------
        figure
            The page, drawn.
        begun
            Pages that other files began with; added to if this file begins with the page.
        """
        width, height = figure.get_size_inches()
        self.newPage(width, height)
        first = len(self._pages) == 1
        if first and figure in begun:
            self._repeat(begun[figure])
        else:
            self._page = PageContent()
            self._draw(figure, width, height)
            if first:
                begun[figure] = self._page
        self.endStream()

    def _draw(self, figure: Figure, width: float, height: float) -> None:
        before = figure.dpi
        try:
            figure.dpi = _POINTS_IN_INCH
            writer = _Writer(self, before, height, width)
            figure.draw(writer)
            writer.finalize()
        finally:
            figure.dpi = before
        self._page.links = self._annotations[-1][1]

    def _repeat(self, page: PageContent) -> None:
        """Put in a page as it was drawn for another file."""
        for name, how in page.asked:
            getattr(self, name)(*how)
        for letter in page.letters:
            self._character_tracker.track_glyph(*letter)
        self._annotations[-1][1].extend(page.links)
        self.write(b"".join(page.content))

    def write(self, data: bytes) -> None:
        """Write; the content of a page at its end, for to pack it by the piece takes long."""
        if self._marked:
            self._page.content.append(data)
        else:
            super().write(data)

    def writeObject(self, object: Reference, contents: Any) -> None:  # noqa: A002, N802
        """Write an object; the catalog waits for what it names, a page is told its number."""
        kind = contents.get("Type") if isinstance(contents, dict) else None
        if kind == Name("Catalog"):
            self._root = contents
            return
        if kind == Name("Page"):
            contents["StructParents"] = len(self._pages)
            self._pages.append(object)
        super().writeObject(object, contents)

    def newPage(self, width: float, height: float) -> None:  # noqa: N802
        """Begin a page, and the one piece of marked content on it."""
        super().newPage(width, height)
        self.write(b"/%s <</MCID 0>> BDC\n" % self._tag(len(self._pages) - 1).encode())
        self._marked = True

    def endStream(self) -> None:  # noqa: N802
        """End a page's marked content with its page."""
        if self._marked:
            self._marked = False
            self.write(b"".join((*self._page.content, b"\nEMC\n")))
        super().endStream()

    def writeInfoDict(self) -> None:  # noqa: N802
        """Write the structure and the catalog before the end of the file."""
        tree, document = self.reserveObject("structure"), self.reserveObject("document")
        elements = [self.reserveObject("element") for _ in self._pages]
        for number, (element, page) in enumerate(zip(elements, self._pages, strict=True)):
            said = {"Alt": self._alts[number]} if number in self._alts else {}
            kind = Name(self._tag(number))
            own = {"Type": Name("StructElem"), "S": kind, "P": document, "Pg": page, "K": 0}
            super().writeObject(element, own | said)
        whole = {"Type": Name("StructElem"), "S": Name("Document"), "P": tree, "K": elements}
        super().writeObject(document, whole)
        parents = [part for number, one in enumerate(elements) for part in (number, [one])]
        root = {"Type": Name("StructTreeRoot"), "K": [document], "ParentTree": {"Nums": parents}}
        super().writeObject(tree, root | {"ParentTreeNextKey": len(elements)})
        about = {"StructTreeRoot": tree, "MarkInfo": {"Marked": True}, "Lang": LANGUAGE}
        super().writeObject(self.rootObject, self._root | about)
        super().writeInfoDict()

    def _tag(self, number: int) -> str:
        return "Figure" if number in self._alts else "P"


def _noting(name: str) -> Any:
    """Return what a page asks of its file, noted for another file that begins with the page."""
    asked = getattr(PdfFile, name)

    def ask(self: TaggedFile, *how: Any) -> Any:
        self._page.asked.append((name, how))
        return asked(self, *how)

    return ask


for _name in _ASKED:
    setattr(TaggedFile, _name, _noting(_name))
