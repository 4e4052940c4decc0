"""The brief, read back from the PDF it is written as."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from pypdf import PdfReader

from geo.errors import ExportError
from geo.model.choice import Journey, Objective, Scenario, Selection
from geo.records.catalog import read_catalog
from geo.state.select import default_selection
from layers.pack import pages, waypages
from layers.pack.drawn import Pages
from layers.pack.facts import facts_of
from layers.pack.files import Format
from layers.pack.gate import page_check
from layers.pens.paper import page_of
from layers.scene.display import SetTable
from layers.scene.request import FigureRequest, worded
from layers.scene.sheet import PageSize
from layers.words.ways import ways_of
from tests.pack.made import brief_pdf_of
from tests.setting import assert_well_set, texts, words
from tests.worlds import write_world

MADE_ON = date(2026, 11, 21)
NORTH = Selection(corridors=frozenset({"north"}))
WAY = Selection(
    corridors=frozenset({"land"}),
    as_of=date(2022, 1, 1),
    journey=Journey("p", "t", Objective.DISTANCE),
    scenario=Scenario(closed=frozenset({"r"})),
)


def _request(selection=NORTH, **given):
    return FigureRequest(selection, "", "", MADE_ON, **given)


@pytest.fixture(scope="module")
def brief(catalog) -> bytes:
    """Make the brief of the northern corridor."""
    return brief_pdf_of(catalog, _request())


def _figures_page(catalog, request):
    return pages.figures_page(catalog, worded(catalog, request))


def _read(content):
    return PdfReader(io.BytesIO(content))


def _said(page):
    return " ".join(page.extract_text().split())


@pytest.mark.slow
def test_two_pages_of_a4_with_map_figures_dates_and_sources(catalog):
    pages = _read(brief_pdf_of(catalog, _request(size=PageSize.PHONE))).pages
    assert len(pages) == 3
    for page in pages:
        assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(
            (841.89, 595.28), abs=0.02
        )
    first, second, third = (_said(page) for page in pages)
    assert "Northern corridor" in first
    for text in (
        "Gamma shut to trade",
        "220–240 km, 2 speakers",
        "240 km: latest official",
    ):
        assert text in third, text
    for text in (
        "Data as of 31 December 2024; made on 21 November 2026",
        "1,000 t",
        "about 1 Mt a year",
        "5 Mar 2022 Beta – Gamma opened",
        "1 The Paper, 2 May 2024: First page",
        "2 The Agency, c. 2023: Second page",
    ):
        assert text in second, text


@pytest.mark.slow
def test_it_is_vector_with_its_fonts_inside(brief):
    pages = _read(brief).pages
    assert pages
    for page in pages:
        assert len(page.images) == 0
        fonts = page["/Resources"]["/Font"].values()
        assert fonts
        for font in fonts:
            found = font.get_object()
            assert found["/Subtype"] == "/Type0"
            descriptor = found["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            assert "/FontFile2" in descriptor


def test_it_describes_itself(catalog, brief):
    about = _read(brief).metadata
    assert about["/Title"] == "North: every line is in place, no closure is known"
    assert about["/Author"] == "trade-corridors"
    assert "31 December 2024" in about["/Subject"]
    assert catalog.data_hash in about["/Keywords"]
    assert about.creation_date.date() == MADE_ON
    assert "atplotlib" not in str(about)
    named = replace(_request(), title="A title", subtitle="A subtitle")
    about = _read(brief_pdf_of(catalog, named)).metadata
    assert (about["/Title"], about["/Subject"]) == ("A title", "A subtitle")


def test_sources_are_links_to_their_pages(brief):
    page = _read(brief).pages[1]
    links = {note.get_object()["/A"]["/URI"] for note in page["/Annots"]}
    assert links == {"https://example.org/1", "https://example.org/2"}


@pytest.mark.slow
def test_a_handling_mark_is_on_every_page_twice(catalog):
    pages = _read(brief_pdf_of(catalog, _request(handling="FOR EYES"))).pages
    assert pages
    for page in pages:
        assert _said(page).count("FOR EYES") == 2


def test_the_same_request_gives_the_same_bytes(catalog, brief):
    assert brief_pdf_of(catalog, _request()) == brief


@pytest.mark.slow
def test_the_map_page_is_the_same_drawn_anew_or_taken_from_the_other_file(catalog, brief):
    alone = Pages(catalog, _request()).content(Format.PDF)
    both, turned = Pages(catalog, _request()), Pages(catalog, _request())
    assert [both.content(kind) for kind in (Format.PDF, Format.BRIEF)] == [alone, brief]
    assert [turned.content(kind) for kind in (Format.BRIEF, Format.PDF)] == [brief, alone]


def test_a_journey_gets_a_page_of_its_own(routes):
    pages = _read(brief_pdf_of(routes, _request(WAY))).pages
    assert len(pages) == 4
    asked = "Ptown to Ttown on 1 January 2022, shortest; closed: Rtown"
    title = "With Rtown shut, Ptown to Ttown is 1,000 km instead of 900 km"
    of_ways = (asked, "1,000 km", "closed by you", "This network is picked by hand and sparse")
    compared = (asked, "Before and after what is supposed", "+100 km", title)
    straight = "After: Ptown – Qtown – Utown – Stown – Ttown"
    for page, wanted in ((pages[2], of_ways), (pages[3], (*compared, straight))):
        said = _said(page)
        assert [text for text in wanted if text not in said] == []
    assert "Before and after" not in _said(pages[2])


def test_an_empty_selection_is_refused_in_a_sentence(catalog):
    with pytest.raises(ExportError, match="Nothing to draw"):
        brief_pdf_of(catalog, _request(Selection(corridors=frozenset())))


def test_a_world_without_figures_says_so(tmp_path):
    bare: dict[str, list[tuple[Any, ...]]] = {"claims": [], "events": []}
    catalog = read_catalog(write_world(tmp_path / "data", bare))
    page = page_of(_figures_page(catalog, _request()))
    said = words(page)
    assert "No figure had been given by this date." in said
    assert_well_set(page)


def test_where_sources_disagree_stands_below_what_is_in_force(catalog, shipped):
    alone = pages.closures_page(catalog, worded(catalog, _request()))
    assert alone is not None
    said = words(page_of(alone))
    assert "1 closure or restriction in force on 31 December 2024" in said
    assert "220–240 km, 2 speakers" in " ".join(said).replace("\n", " ")
    unknown = replace(NORTH, as_of=date(2021, 1, 1))
    assert pages.closures_page(catalog, worded(catalog, _request(unknown))) is None
    scene = pages.closures_page(shipped, worded(shipped, _request(default_selection(shipped))))
    assert scene is not None
    assert page_check("Page 3", scene).passed
    said = words(page_of(scene))
    assert "14 closures and restrictions in force on 5 July 2026" in said
    tables = {item.name: item for item in scene.items if isinstance(item, SetTable)}
    assert len(tables["Closures and restrictions in force"].rows) == 1 + 14
    assert len(tables["Where sources disagree"].rows) > 10
    filled = [item for item in scene.items if getattr(item, "name", "") == "dots:used"]
    assert filled, "a figure that is used is filled"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("on", "handling"),
    [(None, "FOR OFFICIAL USE"), (date(2025, 6, 1), ""), (date(2019, 1, 1), "")],
)
def test_the_shipped_page_is_well_set_at_any_date(shipped, on, handling):
    selection = replace(default_selection(shipped), as_of=on)
    scene = _figures_page(shipped, _request(selection, handling=handling))
    page = page_of(scene)
    assert_well_set(page)
    assert page_check("Page 2", scene).passed
    # Every number in brackets stands in the list of sources, and none without need.
    listed = {int(text) for text in words(page, "source_number")}
    assert listed == set(range(1, len(listed) + 1))
    assert len({text.get_gid() for text in texts(page, "source:")}) == len(listed) > 10
    assert not any("…" in text.get_text() for text in texts(page, "source:"))


@pytest.mark.slow
@pytest.mark.parametrize(("closed", "strips"), [({"hormuz"}, 0), (set(), 0)])
def test_the_shipped_ways_are_well_set(shipped, closed, strips):
    selection = replace(
        default_selection(shipped),
        as_of=date(2025, 6, 1),
        journey=Journey("moscow", "mumbai"),
        scenario=Scenario(closed=frozenset(closed)),
    )
    ways = ways_of(shipped, selection)
    assert ways is not None
    scene = waypages.ways_page(shipped, worded(shipped, _request(selection)), ways)
    page = page_of(scene)
    assert_well_set(page)
    assert facts_of(scene).faults == ()
    # Five ways, both yardsticks, what others published and their sources leave no room for a strip;
    # with a scenario strips stand on the page that compares.
    assert len(ways.rows) == 7
    assert len(words(page, "strip:name")) == strips
    lacks = waypages.lacks_strips(scene, ways)
    assert lacks == (not closed), "then they have a page of their own"
    if lacks:
        own = waypages.strips_page(shipped, worded(shipped, _request(selection)), ways)
        assert facts_of(own).faults == ()
        assert len(words(page_of(own), "strip:name")) == len(ways.strips) > 0
    beside = [text for text in words(page, "table:cell") if "FFFAI" in text]
    assert len(beside) >= 2, "what others published stands beside what is computed"


@pytest.mark.slow
def test_what_is_built_and_what_is_missing_stands_on_paper_too(shipped) -> None:
    early = replace(default_selection(shipped), as_of=date(2019, 1, 1))
    for selection, said in (
        (default_selection(shipped), "Kabul corridor (UAP) to Karachi: 0% of 768 km built"),
        (early, "INSTC: Not known by this date: freight"),
    ):
        page = page_of(_figures_page(shipped, _request(selection)))
        assert said in " ".join(words(page, "head_note"))
