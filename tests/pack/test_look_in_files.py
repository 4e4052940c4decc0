"""The language of names and light ink in every format that shows the map."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from PIL import Image
from pptx import Presentation

from geo.model.choice import Selection
from geo.records.catalog import Catalog
from geo.state.select import default_selection
from layers.look.palette import BASEMAP_LOOK, rgb
from layers.pack.asked import PackRequest, whole_link
from layers.pack.briefing import pack_of
from layers.pack.facts import facts_of
from layers.pack.files import Format
from layers.pack.gate import checks_of
from layers.scene.display import Scene, Shade
from layers.scene.page import map_page
from layers.scene.request import FigureRequest
from layers.scene.table import parts_of

MADE_ON = date(2026, 11, 27)


def asked(catalog: Catalog, **given) -> FigureRequest:
    return FigureRequest(default_selection(catalog), "", "", MADE_ON, **given)


def made(catalog: Catalog, request: FigureRequest, *kinds: Format) -> list[bytes]:
    return [file.content for file in pack_of(catalog, PackRequest(request, kinds)).files]


def labels(scene: Scene) -> dict[str, tuple[str, ...]]:
    words = facts_of(scene).words
    return {name: texts for name, texts in words.items() if name.startswith("label:")}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "herat", "hormuz", "iran"),
    [
        ("", "Herat", "Strait of Hormuz", "I R A N"),
        ("local", "هرات", "Strait of Hormuz*", "ایران"),
        ("ru", "Герат", "Ормузский пролив", "И Р А Н"),
    ],
)
def test_the_map_page_names_places_in_the_language(
    shipped: Catalog, language: str, herat: str, hormuz: str, iran: str
) -> None:
    named = labels(map_page(shipped, asked(shipped, language=language)))
    assert herat in named["label:node:herat"]
    assert hormuz in named["label:strait:hormuz"]
    told = {re.sub(r"[\u2009\u200a]+", " ", text) for text in named["label:country:Iran"]}
    assert {iran, iran.replace(" ", "").capitalize()} & told


@pytest.mark.slow
@pytest.mark.parametrize("language", ["local", "ru"])
def test_a_page_in_another_language_passes_the_gate_and_explains_its_mark(
    shipped: Catalog, language: str
) -> None:
    request = asked(shipped, language=language)
    facts = facts_of(map_page(shipped, request))
    assert [check for check in checks_of(shipped, request, facts) if not check.passed] == []
    marked = [text for name, (text, *_) in facts.words.items() if name.startswith("label:")]
    assert any(text.endswith("*") for text in marked)
    assert "* none found, the English one stands." in facts.said("note")
    assert "Unicode CLDR" in facts.said("note")
    english = facts_of(map_page(shipped, asked(shipped)))
    assert "Unicode CLDR" not in english.said("note")
    assert "none found" not in english.said("note")


@pytest.mark.slow
def test_light_ink_has_pale_land_and_no_relief(shipped: Catalog) -> None:
    def grounds(light: bool) -> tuple[bool, set[str]]:
        parts = list(parts_of(map_page(shipped, asked(shipped, light=light)).items))
        fills = {getattr(part, "fill", "") for part in parts}
        return any(isinstance(part, Shade) for part in parts), fills

    plain, pale = BASEMAP_LOOK["land"].colour, BASEMAP_LOOK["land_light"].colour
    shaded, fills = grounds(light=False)
    assert shaded
    assert plain in fills
    assert pale not in fills
    shaded, fills = grounds(light=True)
    assert not shaded
    assert pale in fills
    assert plain not in fills
    assert sum(rgb(pale)) > sum(rgb(plain))


@pytest.mark.slow
def test_light_ink_is_light_in_the_picture(shipped: Catalog) -> None:
    means = []
    for light in (False, True):
        (picture,) = made(shipped, asked(shipped, light=light), Format.PNG_150)
        means.append(np.asarray(Image.open(io.BytesIO(picture)).convert("L")).mean())
    assert means[1] > means[0] + 3


@pytest.mark.slow
def test_every_drawn_format_is_in_the_language(shipped: Catalog) -> None:
    request = asked(shipped, language="ru")
    svg, deck, html, kml = made(shipped, request, Format.SVG, Format.PPTX, Format.HTML, Format.KML)
    assert ">Герат<" in svg.decode()
    slide = Presentation(io.BytesIO(deck)).slides[0]
    assert any(shape.has_text_frame and "Герат" in shape.text_frame.text for shape in slide.shapes)
    told = re.search(r'<script type="application/json" id="told">(.*?)</script>', html.decode())
    assert told is not None
    assert json.loads(told[1])["query"] == "?lang=ru"
    places = {
        mark.attrib["id"]: mark.findtext("{*}name")
        for mark in ET.fromstring(kml).iter("{http://www.opengis.net/kml/2.2}Placemark")
    }
    assert places["place-herat"] == "Герат"
    assert places["place-islam_qala"] == "Islam Qala*"


def test_tables_hold_the_names_of_all_languages(shipped: Catalog) -> None:
    (content,) = made(shipped, asked(shipped), Format.GEOJSON)
    found = {
        one["properties"].get("node_id"): one["properties"]
        for one in json.loads(content)["features"]
    }
    assert (found["herat"]["name_local"], found["herat"]["name_ru"]) == ("هرات", "Герат")


def test_the_link_of_a_page_opens_it_in_the_same_language(catalog: Catalog) -> None:
    selection: Selection = default_selection(catalog)
    assert whole_link(catalog, selection) == "?"
    assert whole_link(catalog, selection, language="ru", light=True) == "?lang=ru&relief=off"
    named = replace(selection, as_of=date(2024, 6, 1))
    link = whole_link(catalog, named, "https://x.org/", language="local")
    assert link == "https://x.org/?asof=2024-06-01&lang=local"


@pytest.mark.slow
def test_repeated_runs_in_a_language_give_the_same_bytes(shipped: Catalog, tmp_path: Path) -> None:
    request = asked(shipped, language="local", light=True)
    kinds = (Format.PNG_150, Format.SVG, Format.PDF, Format.PPTX)
    assert made(shipped, request, *kinds) == made(shipped, request, *kinds)
