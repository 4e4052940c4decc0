"""PDF files that say what is on their pages: tagged, with a text for who cannot see the map.

What belongs here: the structure of a file and where its content is marked. What does not: drawing,
and the text itself. The library writes no tags, so its file is extended by the few objects that a
reader's program looks for: one element a page, a figure with its text or a run of text.
"""

# The backend carries no types.
# mypy: disable-error-code="no-untyped-call, misc"

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from fontTools import subset
from matplotlib.backends import _backend_pdf_ps
from matplotlib.backends.backend_pdf import Name, PdfFile, Reference

LANGUAGE = "en"


class _OfShownType(subset.Options):
    """What a file keeps of a font: not the tables by which a program sets text, long to read."""

    def __init__(self, **how: Any) -> None:
        super().__init__(**how)
        self.drop_tables: list[str] = [*self.drop_tables, "GDEF", "GPOS", "GSUB"]


vars(_backend_pdf_ps)["subset"] = SimpleNamespace(**{**vars(subset), "Options": _OfShownType})


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
        super().__init__(filename, metadata=metadata)

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
        self._marked = True
        self.write(b"/%s <</MCID 0>> BDC\n" % self._tag(len(self._pages) - 1).encode())

    def endStream(self) -> None:  # noqa: N802
        """End a page's marked content with its page."""
        if self._marked:
            self.write(b"\nEMC\n")
            self._marked = False
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
