"""The gate: a drawn page passes, and whatever is taken from it is named."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from geo.model.choice import Focus, Journey, Objective, Scenario, Selection
from geo.model.said import SubjectKind
from geo.records.catalog import Catalog, read_catalog
from geo.state.select import default_selection
from layers.look.palette import TYPE
from layers.pack.brief import brief_scenes
from layers.pack.check import Check
from layers.pack.facts import PageFacts, facts_of
from layers.pack.gate import checks_of, missing_of, page_check, refusal_text
from layers.pack.slides import slides_of
from layers.scene.display import (
    Cell,
    Item,
    Line,
    Scene,
    SetTable,
    Stroke,
    Text,
    rows_of_points,
    text,
)
from layers.scene.page import map_page
from layers.scene.request import FigureRequest
from layers.scene.sheet import PageSize, Rect
from tests.corridors import CORRIDORS
from tests.worlds import TABLES, write_world

# Claim `b_freight` is pinned: said on 1 February 2023, source s1.
REQUEST = FigureRequest(
    selection=Selection(
        corridors=frozenset({"north", "coast"}), as_of=date(2024, 6, 1), pinned=("b_freight",)
    ),
    title="Across the drawn world",
    subtitle="As it stood",
    made_on=date(2026, 11, 21),
    handling="For official use",
)


@pytest.fixture(scope="module")
def facts(catalog: Catalog) -> PageFacts:
    return facts_of(map_page(catalog, REQUEST))


def without(facts: PageFacts, *prefixes: str) -> PageFacts:
    """Return what would stand on the page if the parts of these names were not drawn."""
    return PageFacts(
        {name: said for name, said in facts.words.items() if not name.startswith(prefixes)},
        frozenset(name for name in facts.shapes if not name.startswith(prefixes)),
    )


def saying(facts: PageFacts, name: str, *texts: str) -> PageFacts:
    """Return what would stand on the page if one part said something else."""
    return replace(facts, words={**facts.words, name: texts})


def missing(
    catalog: Catalog, facts: PageFacts, request: FigureRequest = REQUEST, **limits: int
) -> dict[str, str]:
    checks = checks_of(catalog, request, facts, **limits)
    return {check.name: check.message for check in missing_of(checks)}


def test_a_page_as_it_is_drawn_passes(catalog: Catalog, facts: PageFacts) -> None:
    checks = checks_of(catalog, REQUEST, facts)
    assert missing(catalog, facts) == {}
    assert refusal_text(checks) == ""
    assert len(checks) >= 15
    assert all(check.message for check in checks)


@pytest.mark.slow
@pytest.mark.parametrize("corridor_id", CORRIDORS)
@pytest.mark.parametrize("size", [PageSize.A4_LANDSCAPE, PageSize.PHONE])
def test_each_shipped_corridor_passes_alone_at_the_end_of_the_data(
    shipped: Catalog, corridor_id: str, size: PageSize
) -> None:
    selection = replace(default_selection(shipped), corridors=frozenset({corridor_id}))
    request = replace(REQUEST, selection=selection, size=size, handling="")
    page = facts_of(map_page(shipped, request))
    assert missing(shipped, page, request) == {}


@pytest.mark.parametrize(
    ("part", "name"),
    [
        ("title", "Title"),
        ("subtitle", "Subtitle"),
        ("date:Data as of", "Data as of"),
        ("date:Map made on", "Map made on"),
        ("legend:STATUS:suspended", "Legend"),
        ("scale_bar", "Scale"),
        ("scale_bar_figure", "Scale"),
        ("north", "North"),
        ("locator", "Locator"),
        ("source", "Sources"),
        ("key_figure:b_freight:footnote", "Figures with a source"),
        ("handling", "Handling mark"),
    ],
)
def test_what_is_not_on_the_page_is_named(
    part: str, name: str, catalog: Catalog, facts: PageFacts
) -> None:
    assert name in missing(catalog, without(facts, part))


def test_a_bare_page_lacks_nearly_everything(catalog: Catalog) -> None:
    bare = missing(catalog, PageFacts({}, frozenset()))
    assert {"Title", "Legend", "Scale", "North", "Projection", "Boundary note"} <= set(bare)
    assert {"Attribution", "Data hash", "Data as of", "Map made on", "Handling mark"} <= set(bare)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Lambert", "Projection"),
        ("do not imply", "Boundary note"),
        ("Natural Earth", "Attribution"),
    ],
)
def test_notes_are_looked_for_by_their_words(
    words: str, name: str, catalog: Catalog, facts: PageFacts
) -> None:
    kept = facts.said("note")
    assert words in kept
    cut = saying(facts, "note", kept.replace(words, "…"))
    assert name in missing(catalog, cut)


def test_the_hash_is_that_of_the_data(catalog: Catalog, facts: PageFacts) -> None:
    other = facts.said("note").replace(catalog.data_hash[:12], "0123456789ab")
    assert missing(catalog, saying(facts, "note", other)) == {"Data hash": "it is not on the page"}


def test_a_legend_must_not_explain_what_is_not_drawn(catalog: Catalog, facts: PageFacts) -> None:
    more = saying(facts, "legend:STATUS:study", "Under study")
    assert missing(catalog, more) == {"Legend": "explained but not drawn: STATUS:study"}


def test_the_two_dates_are_those_asked_for(catalog: Catalog, facts: PageFacts) -> None:
    other = replace(REQUEST, made_on=date(2026, 11, 22))
    assert missing(catalog, facts, other) == {"Map made on": "22 November 2026 is not on the page"}


def test_a_title_cut_short_does_not_pass(catalog: Catalog, facts: PageFacts) -> None:
    cut = saying(facts, "title", "Across the …")
    assert missing(catalog, cut) == {"Title": "it is cut short"}


def test_handling_marks_stand_twice_or_not_at_all(catalog: Catalog, facts: PageFacts) -> None:
    once = saying(facts, "handling", "For official use")
    assert "Handling mark" in missing(catalog, once)
    assert "Handling mark" in missing(catalog, facts, replace(REQUEST, handling=""))


def test_an_own_boundary_note_is_the_one_looked_for(catalog: Catalog, facts: PageFacts) -> None:
    ours = replace(REQUEST, house_note="Boundaries as this ministry draws them.")
    assert "Boundaries as this ministry" in missing(catalog, facts, ours)["Boundary note"]


def test_an_old_figure_must_carry_its_year(catalog: Catalog, facts: PageFacts) -> None:
    assert "2023" in facts.said("key_figure:b_freight:below")
    bare = saying(facts, "key_figure:b_freight:below", "all rail")
    # Said in February 2023, sixteen months before the as-of date.
    assert missing(catalog, bare, stale_years=2) == {}
    assert missing(catalog, bare, stale_years=1) == {
        "Old figures marked": "older than 1 year and not marked: b_freight"
    }
    assert missing(catalog, facts, stale_years=1) == {}


def test_a_footnote_must_lead_to_a_source_on_the_page(catalog: Catalog, facts: PageFacts) -> None:
    astray = saying(facts, "key_figure:b_freight:footnote", "[1, 98–99]")
    assert missing(catalog, astray) == {
        "Figures with a source": "no source on the page for b_freight"
    }


def test_a_closure_must_lead_to_a_source_on_the_page(catalog: Catalog, facts: PageFacts) -> None:
    told = saying(facts, "closure", "Gamma shut to trade: from 10 Jan 2023 [1]")
    assert missing(catalog, told) == {}
    astray = saying(facts, "closure", "Gamma shut to trade: from 10 Jan 2023 [1, 97]")
    assert missing(catalog, astray) == {
        "Closures with a source": "no source on the page numbered 97"
    }


def test_general_knowledge_must_be_said(tmp_path: Path) -> None:
    sources = [
        *TABLES["sources"],
        ("BK00", "Background knowledge", "", "", "undated", "", "", "background", "none"),
    ]
    statuses = [
        (*row[:4], "BK00", *row[5:]) if row[0] == "leg_a" else row for row in TABLES["leg_status"]
    ]
    changes = {"sources": sources, "leg_status": statuses}
    catalog = read_catalog(write_world(tmp_path / "data", changes))
    facts = facts_of(map_page(catalog, REQUEST))
    assert missing(catalog, facts) == {}
    hidden = saying(facts, "source", *(f"{n}  x" for n in range(1, 9)))
    hidden = saying(hidden, "note", facts.said("note").replace("general knowledge", ""))
    assert missing(catalog, hidden) == {
        "Lines with a source": "1 rest on general knowledge and it is not said: Alpha – Beta"
    }


def test_a_refusal_names_everything_in_one_sentence() -> None:
    checks = (
        Check("Title", passed=False, message="there is none"),
        Check("Scale", passed=True, message="a bar"),
        Check("North", passed=False, message="there is no arrow"),
    )
    assert refusal_text(checks) == (
        "The page does not pass the gate: Title: there is none; North: there is no arrow."
    )


def page(*items: Item, sources: dict[str, int] | None = None) -> Scene:
    """Return a page of 200 × 100 points with things on it."""
    return Scene(200.0, 100.0, items, 6.0, 6.0, sources or {})


def faults_of(*items: Item, sources: dict[str, int] | None = None) -> str:
    check = page_check("Page", page(*items, sources=sources))
    assert check.passed == ("whole, apart" in check.message)
    return check.message


SMALL = TYPE["small"]


def test_a_footnote_may_lead_to_the_page_or_to_the_list_it_points_to() -> None:
    told = text((10, 50), "Gate shut: from 10 Jan 2023 [2]", SMALL, name="closure")
    assert "no source numbered 2" in faults_of(told)
    assert "whole" in faults_of(told, sources={"s1": 1, "s2": 2})
    assert "whole" in faults_of(told, text((10, 20), "2", SMALL, name="source_number"))


def test_a_row_or_closure_without_a_footnote_is_named() -> None:
    assert "without a source: Gate shut" in faults_of(
        text((10, 50), "Gate shut", SMALL, name="closure")
    )
    row = text((10, 50), "Opened", SMALL, name="timeline:e1:text")
    assert "without a source: e1" in faults_of(row)
    mark = text((60, 50), "[1]", SMALL, name="timeline:e1:footnote")
    assert "whole" in faults_of(row, mark, sources={"s1": 1})


@pytest.mark.parametrize("table", ["Key figures", "Where sources disagree"])
def test_a_row_of_figures_without_a_footnote_is_named(table: str) -> None:
    def with_cell(said: str) -> SetTable:
        cells = tuple((Cell((one,), SMALL),) for one in ("Source", said))
        return SetTable(Rect(10, 20, 190, 60), (180.0,), (12.0, 12.0), cells, table)

    assert "without a source: The Paper (P001)" in faults_of(with_cell("The Paper (P001)"))
    assert "whole" in faults_of(with_cell("The Paper (P001) [1]"), sources={"P001": 1})


def test_what_is_cut_covered_small_or_off_the_page_is_named() -> None:
    assert "cut short: Across …" in faults_of(text((10, 50), "Across …", SMALL, name="x"))
    assert "off the page" in faults_of(text((190, 50), "Across", SMALL, name="x"))
    tiny = replace(SMALL, size_pt=5.0)
    assert "type of 5.0 points" in faults_of(text((10, 50), "Across", tiny, name="x"))
    one, other = (text((10, y), "Across", SMALL, name="x") for y in (50, 52))
    assert "one over the other: Across / Across" in faults_of(one, other)
    apart = text((10, 60), "Across", SMALL, name="x")
    assert "whole" in faults_of(one, apart)


@pytest.mark.slow
def test_a_closure_whose_source_is_not_listed_says_who_published_it(shipped: Catalog) -> None:
    """On a page with little room for sources each closure still has its own on the page."""
    selection = replace(default_selection(shipped), as_of=date(2026, 4, 20))
    request = replace(REQUEST, selection=selection, size=PageSize.PHONE, handling="")
    closures = [
        " ".join(span.text for line in item.lines for span in line)
        for item in map_page(shipped, request).items
        if isinstance(item, Text) and item.name == "closure"
    ]
    told = [said for said in closures if not said.startswith("and ")]
    assert told
    for said in told:
        mark = said.rsplit("[", 1)[1]
        assert mark[:-1].isdigit() or re.search(r"\d{4} \(\w+\)\]$", mark), said


def test_a_journey_asked_for_must_be_drawn_and_told(routes: Catalog) -> None:
    journey = Journey("p", "t", Objective.DISTANCE)
    selection = Selection(frozenset({"land"}), as_of=date(2022, 1, 1), journey=journey)
    request = replace(REQUEST, selection=selection, title="", handling="")
    page = facts_of(map_page(routes, request))
    assert "Route" not in missing(routes, page, request)
    assert "Ptown to Ttown, best route" in page.said("label:way:1")
    gone = missing(routes, without(page, "way"), request)
    assert gone["Route"] == "of the journey asked for there is not its time and cost nor its line"
    silent = missing(routes, without(page, "way:1"), request)
    assert silent["Route"] == "of the journey asked for there is not its line"
    # Where no way leads that is what the page has to say.
    shut = replace(selection, scenario=Scenario(closed=frozenset({"s", "z"})))
    cut = replace(request, selection=shut)
    told = facts_of(map_page(routes, cut))
    assert "Route" not in missing(routes, told, cut)
    assert "No route was found. Cut by" in told.said("way")


@pytest.mark.filterwarnings("ignore:(Glyph|Matplotlib currently)")
@pytest.mark.parametrize("letters", ["北京", "თბილისი", "Երևան", "दिल्ली"])
@pytest.mark.parametrize("size", [PageSize.A4_LANDSCAPE, PageSize.PHONE])
def test_letters_that_no_shipped_type_has_are_named(
    letters: str, size: PageSize, catalog: Catalog
) -> None:
    request = replace(REQUEST, title=f"To {letters}", size=size)
    found = missing(catalog, facts_of(map_page(catalog, request)), request)
    assert found["Well set"].startswith(f"no type has {letters[0]} ")
    persian = replace(REQUEST, title="هرات, Герат", size=size)
    assert "Well set" not in missing(catalog, facts_of(map_page(catalog, persian)), persian)


@pytest.mark.filterwarnings("ignore:(Glyph|Matplotlib currently)")
def test_letters_without_a_type_are_named_on_slides_and_in_the_brief(catalog: Catalog) -> None:
    request = replace(REQUEST, title="北京")
    scenes = [*slides_of(catalog, request)[:1], *brief_scenes(catalog, request)[:1]]
    assert len(scenes) == 2
    assert ["no type has 北 京: 北京" in page_check("", one).message for one in scenes] == [
        True,
        True,
    ]


def test_a_subtitle_cut_short_does_not_pass(catalog: Catalog) -> None:
    request = replace(REQUEST, subtitle="Very long and longer still " * 40)
    found = missing(catalog, facts_of(map_page(catalog, request)), request)
    assert found["Subtitle"] == "it is cut short"


def test_a_handling_mark_longer_than_the_page_does_not_pass(catalog: Catalog) -> None:
    request = replace(REQUEST, handling="FOR OFFICIAL USE AND NOBODY ELSE " * 12)
    found = missing(catalog, facts_of(map_page(catalog, request)), request)
    assert found["Handling mark"] == "it is cut, covered or cannot be written"


def test_a_code_too_dense_to_scan_is_named(catalog: Catalog) -> None:
    address = "https://maps.example.org/?"
    short = replace(REQUEST, link=address + "c=north")
    assert missing(catalog, facts_of(map_page(catalog, short)), short) == {}
    dense = replace(REQUEST, link=address + "x=" + "a_long_name," * 60)
    found = missing(catalog, facts_of(map_page(catalog, dense)), dense)
    assert found["Well set"].startswith("a code too dense to scan, its cells 0.")


def test_a_title_naming_what_is_not_drawn_does_not_pass(catalog: Catalog) -> None:
    north = replace(REQUEST, selection=replace(REQUEST.selection, corridors=frozenset({"north"})))
    for title, message in (
        ("North and Coast", "it names what is not drawn: Coast"),
        ("The Coastal corridor", "it names what is not drawn: Coast"),
        ("North along the coastline", ""),
    ):
        request = replace(north, title=title)
        found = missing(catalog, facts_of(map_page(catalog, request)), request)
        assert found.get("Title", "") == message


def test_a_note_with_a_line_through_it_is_named() -> None:
    look = TYPE["node_4"]
    name, note = (
        text((40.0, y), words, look, name="label:node:a")
        for y, words in ((60.0, "Herat"), (52.0, "closed since 12 Oct 2025"))
    )
    clip = Rect(0.0, 0.0, 200.0, 100.0)
    through = Line(
        (rows_of_points((45.0, 10.0), (60.0, 90.0)),), Stroke("#000000", 1.0), "leg:x", clip=clip
    )
    beside = replace(through, lines=(rows_of_points((10.0, 10.0), (20.0, 90.0)),))
    assert "across a line: closed since 12 Oct 2025" in facts_of(page(name, note, through)).faults
    assert facts_of(page(name, note, beside)).faults == ()


@pytest.mark.parametrize(
    "asked",
    [
        {"focus": Focus(SubjectKind.NODE, "chaman")},
        {"focus": Focus(SubjectKind.CORRIDOR, "herat_hub")},
        {
            "journey": Journey("mashhad", "herat"),
            "scenario": Scenario(closed=frozenset({"islam_qala"})),
        },
    ],
)
def test_a_page_that_tells_one_thing_passes(shipped: Catalog, asked: dict[str, object]) -> None:
    selection = replace(default_selection(shipped), **asked)  # type: ignore[arg-type]
    request = FigureRequest(selection, "", "", date(2026, 11, 21))
    facts = facts_of(map_page(shipped, request))
    assert missing_of(checks_of(shipped, request, facts)) == ()
    assert "legend:CORRIDOR:aside" in facts.words
    if "journey" in asked:
        assert "label:node:moscow" not in facts.words, "the map is no larger than the journey"
