"""What a Selection shows, as records, and the licences that go with it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from geo.formats.extract import Extract
from geo.formats.interchange import extract_csvs, extract_workbook
from geo.formats.licences import LICENCE_OF_SOURCE, OWN_LICENCE, licence_names, licences_of
from geo.formats.listings import listings_of, named
from geo.records.catalog import Catalog
from geo.records.readers import data_folder
from layers.look.basemap import ATTRIBUTION_OF_SOURCE
from tests.extracts import extract_at, world


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    """Read the drawn world of `tests.worlds`."""
    return world(tmp_path / "world")


@pytest.fixture
def extract(catalog: Catalog) -> Extract:
    """Return what corridor `north` shows on 10 February 2023: leg b runs, node C is shut."""
    return extract_at(catalog, date(2023, 2, 10))


def records(extract: Extract, name: str) -> list[dict[str, Any]]:
    listing = next(one for one in listings_of(extract) if one.name == name)
    return [named(listing.columns, row) for row in listing.rows]


def test_legs_are_as_they_stood(extract: Extract) -> None:
    legs = {leg["leg_id"]: leg for leg in records(extract, "legs")}
    assert set(legs) == {"leg_a", "leg_b", "leg_r"}
    b = legs["leg_b"]
    assert (b["status"], b["since"], b["since_precision"]) == ("operating", "2022-03", "month")
    assert (b["condition"], b["closures"]) == ("closed", ("c_shut",))
    assert (b["from_name"], b["to_name"], b["gauge_mm"]) == ("Beta", "Gamma", 1435)
    assert legs["leg_r"]["since"] is None
    assert b["citations"] == (
        "The Agency, “Second page”, 2023 (date inferred), https://example.org/2, "
        "accessed 1 January 2026, headline only read",
        "The Paper, “First page”, 2 May 2024, written later, https://example.org/1, "
        "accessed 1 January 2026, opening of the page read",
    )


def test_places_and_closures(extract: Extract) -> None:
    places = {place["node_id"]: place for place in records(extract, "places")}
    # The hub was first spoken of in May 2023.
    assert set(places) == {"a", "b", "c"}
    assert places["b"]["break_of_gauge"] is True
    assert places["b"]["gauges_mm"] == ("1435", "1520")
    assert places["c"]["condition"] == "closed"
    (closure,) = records(extract, "closures")
    assert (closure["closure_id"], closure["contested"]) == ("c_shut", None)
    assert (closure["last_confirmed"], closure["source_id"]) == ("2023-01-10", "s1")


def test_only_what_was_known(catalog: Catalog, extract: Extract) -> None:
    assert [claim["claim_id"] for claim in records(extract, "claims")] == [
        "north_length_1",
        "b_freight",
    ]
    assert [event["event_id"] for event in records(extract, "events")] == ["opened_b"]
    later = extract_at(catalog, date(2024, 6, 1))
    assert "hub_plan" in [claim["claim_id"] for claim in records(later, "claims")]


def test_an_extract_says_what_it_is_of(extract: Extract) -> None:
    about = {row["what"]: row["value"] for row in records(extract, "about")}
    assert about["as of"] == "2023-02-10"
    assert about["data end"] == "2024-12-31"
    assert about["link"] == "?asof=2023-02-10"
    assert len(str(about["data hash"])) == 64


def test_sources_are_of_all_that_is_in_it(extract: Extract) -> None:
    assert [source["source_id"] for source in records(extract, "sources")] == ["s1", "s2", "sx"]


def test_csv_and_workbook_hold_every_listing(extract: Extract) -> None:
    csvs = extract_csvs(extract)
    assert list(csvs) == [one.name for one in listings_of(extract)]
    assert "leg_b,Beta – Gamma,b,Beta,c,Gamma,rail,1435,112" in csvs["legs"]
    assert "c_shut,node,c,closed,goods,,2023-01-10,day,2023-01-10" in csvs["closures"]
    assert extract_workbook(extract) == extract_workbook(extract)
    assert extract_workbook(extract).startswith(b"PK")


def test_the_data_have_no_licence_but_those_of_the_data_package() -> None:
    package = json.loads((data_folder() / "datapackage.json").read_text(encoding="utf-8"))
    stated = {(one["name"], one["title"], one["path"]) for one in package["licenses"]}
    ours = {(one.name, one.title, one.url) for one in (*LICENCE_OF_SOURCE.values(), OWN_LICENCE)}
    assert ours == stated


def test_credits_read_as_on_the_map() -> None:
    assert {name: one.credit for name, one in LICENCE_OF_SOURCE.items()} == dict(
        ATTRIBUTION_OF_SOURCE
    )


def test_a_line_is_under_the_licence_of_its_geodata() -> None:
    assert licence_names(["P105", "GEO_OSM"]) == ("ODbL-1.0",)
    assert licence_names(["P105", "GEO_HAND"]) == ("MIT",)
    names = [one.name for one in licences_of(["GEO_SEA", "GEO_OSM", "GEO_OSM"])]
    assert names == ["ODbL-1.0", "Apache-2.0", "MIT"]
