"""What files say to who cannot see their pictures."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest
from PIL import Image
from pypdf import PdfReader

from geo.model.choice import Journey, Selection
from geo.records.catalog import Catalog
from geo.state.select import default_selection
from layers.look.text import safe
from layers.pack.drawn import Pages
from layers.pack.files import Format
from layers.pack.standalone import html_of
from layers.scene.request import FigureRequest
from layers.words.alt import alt_text

SVG = "{http://www.w3.org/2000/svg}"
ASKED = FigureRequest(
    Selection(frozenset({"north", "coast"}), as_of=date(2024, 6, 1)),
    "Across <the> drawn world",
    "As it stood",
    date(2026, 11, 21),
)


@pytest.fixture(scope="module")
def pages(catalog: Catalog) -> Pages:
    return Pages(catalog, ASKED)


@pytest.fixture(scope="module")
def said(catalog: Catalog) -> str:
    return alt_text(catalog, ASKED.selection, title=ASKED.title, subtitle=ASKED.subtitle)


def test_it_is_written_from_the_data(said: str) -> None:
    assert said.startswith("Map. Across <the> drawn world. As it stood. North: ")
    assert "km of them not built" in said
    assert "Key figures: " in said


@pytest.mark.slow
def test_closures_and_the_journey_are_in_it(shipped: Catalog) -> None:
    selection = replace(default_selection(shipped), journey=Journey("moscow", "mumbai"))
    said = alt_text(shipped, selection, title="A title", subtitle="Below it")
    assert "In force: Pakistan shuts all eight crossings with Afghanistan to trade (since " in said
    assert "Moscow to Mumbai, best route: 20 days" in said


def test_a_png_carries_it_under_the_format_s_own_keywords(pages: Pages, said: str) -> None:
    with Image.open(io.BytesIO(pages.content(Format.PNG_150))) as picture:
        picture.load()
        assert picture.text["Title"] == ASKED.title  # type: ignore[attr-defined]
        assert picture.text["Description"] == said  # type: ignore[attr-defined]


def test_an_svg_is_one_picture_named_and_described(pages: Pages, said: str) -> None:
    root = ElementTree.fromstring(pages.content(Format.SVG))
    assert root.get("role") == "img"
    named = {part.get("id"): part.text for part in root if part.get("id")}
    assert root.get("aria-labelledby") == "picture-title picture-alt"
    assert named["picture-title"] == ASKED.title
    assert named["picture-alt"] == said


@pytest.mark.slow
@pytest.mark.parametrize("kind", [Format.PDF, Format.BRIEF])
def test_a_pdf_is_tagged_its_map_a_figure_with_the_text(
    pages: Pages, said: str, kind: Format
) -> None:
    read = PdfReader(io.BytesIO(pages.content(kind)))
    root: Any = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    (document,) = root["/StructTreeRoot"]["/K"]
    elements = [one.get_object() for one in document.get_object()["/K"]]
    assert len(elements) == len(read.pages)
    assert elements[0]["/S"] == "/Figure"
    assert elements[0]["/Alt"] == said
    assert {one["/S"] for one in elements[1:]} <= {"/P"}
    own: list[Any] = list(read.pages)
    for number, (element, page) in enumerate(zip(elements, own, strict=True)):
        assert element["/Pg"].indirect_reference == page.indirect_reference
        assert page["/StructParents"] == number
        content: Any = page.get_contents()
        assert content.get_data().count(b"BDC") == content.get_data().count(b"EMC") == 1


def test_the_single_file_says_it_of_its_map(catalog: Catalog) -> None:
    text = html_of(catalog, ASKED).decode()
    assert 'aria-describedby="map-alt"' in text
    assert f'<p id="map-alt" hidden>{safe("Map. Across <the> drawn world. As it stood.")}' in text
