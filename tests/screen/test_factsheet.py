"""Sheets of facts over the shipped data: how a line was drawn is said in words that are true."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest

from geo.ledger.around import mode_of_claim
from geo.ledger.highlights import statements_of
from geo.model.choice import Focus
from geo.model.lines import Accuracy, Mode
from geo.model.said import SubjectKind
from geo.records.catalog import Catalog
from geo.state.confirmations import is_written_later
from geo.state.select import default_selection
from layers.screen.factsheet import factsheet_html


@pytest.fixture(scope="module")
def catalog(shipped: Catalog) -> Catalog:
    """Read the data that ship."""
    return shipped


def facts_of(catalog: Catalog, leg_id: str) -> dict[str, str]:
    """Return the facts of a leg's sheet, as words by name."""
    focus = Focus(SubjectKind.LEG, leg_id)
    html = factsheet_html(catalog, replace(default_selection(catalog), focus=focus))
    rows = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", html, flags=re.DOTALL)
    return {name: unescape(re.sub(r"<[^>]+>", "", said)) for name, said in rows}


@pytest.mark.slow
def test_only_rail_and_road_are_said_to_follow_track_or_towns(catalog: Catalog) -> None:
    told = {leg_id: facts_of(catalog, leg_id)["Alignment"] for leg_id in catalog.legs}
    assert catalog.legs
    for leg_id, leg in catalog.legs.items():
        assert ("track" in told[leg_id]) is (
            leg.mode is Mode.RAIL and leg.accuracy is Accuracy.MAPPED
        )
        assert ("towns" in told[leg_id]) is (leg.accuracy is Accuracy.THREADED)
        assert ("lane" in told[leg_id]) is (leg.mode is Mode.SEA)


def test_a_sheet_tells_mode_gauge_status_length_and_alignment(catalog: Catalog) -> None:
    facts = facts_of(catalog, "khaf_shamtigh_rail")
    assert facts["Status"].startswith("Operating since 11 July 2023; last reported 5 March 2026")
    assert facts["Mode"] == "Railway"
    assert facts["Gauge"] == "1435 mm"
    assert facts["Length"] == "78 km, as published"
    assert facts["Alignment"] == "threaded: drawn through its towns; it may be off by up to 9.3 km"


def test_a_built_line_is_not_said_to_be_unsurveyed(catalog: Catalog) -> None:
    assert "survey published" not in facts_of(catalog, "bereket_etrek_rail")["Alignment"]


def sheet_of(catalog: Catalog, kind: SubjectKind, name: str, on: date | None = None) -> str:
    """Return the words of a sheet, without its tags."""
    selection = replace(default_selection(catalog), focus=Focus(kind, name), as_of=on)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", factsheet_html(catalog, selection))).split())


PLACES = ("herat", "khaf", "islam_qala", "torghundi", "hairatan")


@pytest.mark.parametrize("place", PLACES)
def test_a_place_tells_its_lines_and_who_saw_them_last(catalog: Catalog, place: str) -> None:
    said = sheet_of(catalog, SubjectKind.NODE, place)
    lines = said.split("Lines here")[1].split("Latest figures")[0]
    for leg in catalog.legs.values():
        if place in (leg.from_id, leg.to_id):
            assert leg.name in lines
    assert re.search(r"last reported [^;]+ by \w", lines)


@pytest.mark.parametrize("place", PLACES)
def test_a_place_tells_figures_with_who_said_them(catalog: Catalog, place: str) -> None:
    figures = sheet_of(catalog, SubjectKind.NODE, place).split("Latest figures")[1]
    assert re.search(r"\d (t|Mt|USD|%)", figures)
    assert re.search(r"\[\d+\]", figures)


def test_hormuz_tells_figures_and_closures_of_the_day(catalog: Catalog) -> None:
    said = sheet_of(catalog, SubjectKind.STRAIT, "hormuz")
    assert "partly shut since 20 June 2026; last reported 3 July 2026" in said
    assert "Latest figures" in said
    assert "Shut before" in said
    assert "Bandar Abbas – Mumbai , sea lane: Operating" in said
    april = sheet_of(catalog, SubjectKind.STRAIT, "hormuz", date(2026, 4, 20))
    assert "20 June" not in april


def test_a_place_without_figures_tells_the_nearest(catalog: Catalog) -> None:
    said = sheet_of(catalog, SubjectKind.NODE, "islam_qala")
    assert "No figure of Islam Qala itself is known; the nearest are of Dogharoun." in said
    assert "No figure" not in sheet_of(catalog, SubjectKind.NODE, "hairatan")
    orenburg = sheet_of(catalog, SubjectKind.NODE, "orenburg")
    assert (
        "No figure of Orenburg or its lines is known; these are of what is next to it." in orenburg
    )
    assert "Latest figures" in orenburg


@pytest.mark.slow
def test_few_places_tell_their_lines_and_no_figure_at_all(catalog: Catalog) -> None:
    """What is next to them has no figure either: it is counted by nobody that was read."""
    bare = {
        name
        for name in catalog.nodes
        if "Latest figures" not in sheet_of(catalog, SubjectKind.NODE, name)
    }
    assert len(bare) == 21, sorted(bare)
    for name in bare:
        assert "Lines here" in sheet_of(catalog, SubjectKind.NODE, name), name


def test_a_road_shows_no_freight_of_a_railway(catalog: Catalog) -> None:
    road = sheet_of(catalog, SubjectKind.LEG, "hairatan_naibabad_road")
    rail = sheet_of(catalog, SubjectKind.LEG, "termez_hairatan_rail")
    assert "rail, all goods" in rail
    assert "rail, all goods" not in road
    for leg in catalog.legs.values():
        focus = Focus(SubjectKind.LEG, leg.leg_id)
        ledger = statements_of(catalog, replace(default_selection(catalog), focus=focus))
        for claim in ledger.claims:
            named = mode_of_claim(claim) if claim.subject_kind is SubjectKind.NODE else None
            assert named in (None, leg.mode), (leg.leg_id, claim.claim_id)


def test_past_closures_end_by_the_day(catalog: Catalog) -> None:
    shut = "Shut before"
    assert "8 July 2021 to July 2021" in sheet_of(catalog, SubjectKind.NODE, "islam_qala")
    early = sheet_of(catalog, SubjectKind.NODE, "islam_qala", date(2021, 7, 9))
    assert shut not in early
    assert "shut to goods and empty vehicles since 8 July 2021" in early


def test_a_past_closure_is_copied_as_a_sentence(catalog: Catalog) -> None:
    focus = Focus(SubjectKind.NODE, "islam_qala")
    html = factsheet_html(catalog, replace(default_selection(catalog), focus=focus))
    rows = html.split("Shut before")[1].split("</ul>")[0].split("<li>")[1:]
    said = [re.findall(r'data-say="([^"]+)"', row) for row in rows]
    assert all(len(one) == 1 and " from " in one[0] for one in said), said
    shut = "shut to goods and empty vehicles from 8 July 2021 to July 2021"
    assert any(one[0].endswith(shut) for one in said), said


def test_a_closure_of_one_direction_says_which(catalog: Catalog) -> None:
    said = sheet_of(catalog, SubjectKind.LEG, "termez_hairatan_rail", date(2023, 2, 3))
    assert "shut to goods and empty vehicles (towards Afghanistan only) since 1 February" in said


def test_a_sheet_names_the_war_that_gives_reason_to_doubt_and_says_so_once(
    catalog: Catalog,
) -> None:
    told = facts_of(catalog, "tehran_qom_rail")["Status"]
    assert "war since 28 February 2026; nothing read since" in told
    assert told.count("nothing read") == 1
    before = replace(
        default_selection(catalog),
        as_of=date(2026, 2, 27),
        focus=Focus(SubjectKind.LEG, "tehran_qom_rail"),
    )
    assert "war since" not in factsheet_html(catalog, before)


def test_a_node_in_a_war_says_that_nothing_was_read_of_it_since(catalog: Catalog) -> None:
    chosen = replace(default_selection(catalog), focus=Focus(SubjectKind.NODE, "bafq"))
    said = factsheet_html(catalog, chosen)
    assert said.count("war since 28 February 2026; nothing read since") == 1
    spoken_of = replace(chosen, focus=Focus(SubjectKind.NODE, "chabahar"))
    # Ships were turned back from it in April: the port was read of, some of its lines were not.
    assert "In doubt" not in factsheet_html(catalog, spoken_of)


@pytest.mark.slow
@pytest.mark.parametrize("day", [date(2019, 1, 1), date(2021, 8, 1), date(2024, 6, 1)])
def test_a_page_written_later_says_so_wherever_it_is_cited(catalog: Catalog, day: date) -> None:
    later = 0
    numbered = {f"[{source.number}]": source for source in catalog.sources.values()}
    for kind, names in ((SubjectKind.NODE, catalog.nodes), (SubjectKind.LEG, catalog.legs)):
        for name in list(names)[::9]:
            selection = replace(default_selection(catalog), focus=Focus(kind, name), as_of=day)
            # The list of sources says it with the date of each.
            cited = factsheet_html(catalog, selection).partition("<summary>Sources")[0]
            links = re.findall(r'class="record-source"[^>]*>([^<]+)</(?:a|button)>', cited)
            for said in links:
                source = numbered[unescape(said).split(",")[0]]
                assert ("written later" in said) is is_written_later(source, day), (name, said)
                later += "written later" in said
    assert later
