"""One file of a pack, made as the pack makes it."""

from __future__ import annotations

from geo.records.catalog import Catalog
from layers.pack.drawn import Pages
from layers.pack.files import Format
from layers.scene.request import FigureRequest


def brief_pdf_of(catalog: Catalog, request: FigureRequest) -> bytes:
    return Pages(catalog, request).content(Format.BRIEF)


def pptx_of(catalog: Catalog, request: FigureRequest) -> bytes:
    return Pages(catalog, request).content(Format.PPTX)
