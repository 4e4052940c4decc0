"""Sheets of facts over the shipped data: how a line was drawn is said in words that are true."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from geo.model import Accuracy, Focus, Mode, SubjectKind
from geo.records.catalog import Catalog, read_catalog
from geo.state.select import default_selection
from layers.screen.factsheet import factsheet_html


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """Read the shipped data."""
    return read_catalog(Path(__file__).resolve().parents[2] / "data")


def facts_of(catalog: Catalog, leg_id: str) -> dict[str, str]:
    """Return the facts of a leg's sheet, as words by name."""
    focus = Focus(SubjectKind.LEG, leg_id)
    html = factsheet_html(catalog, replace(default_selection(catalog), focus=focus))
    rows = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", html, flags=re.DOTALL)
    return {name: unescape(re.sub(r"<[^>]+>", "", said)) for name, said in rows}


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
