"""GeoJSON and GeoPackage, read back by other libraries, byte for byte the same each time."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pyogrio
import pytest
import shapely

from geo.crs import WGS84
from geo.formats.extract import Extract
from geo.formats.geoformats import geojson_of, geopackage_of
from geo.records.catalog import Catalog
from tests.extracts import HOSTILE, extract_at, world

ROOT = Path(__file__).resolve().parents[3]
DAY = date(2023, 2, 10)


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    """Read the drawn world of `tests.worlds`."""
    return world(tmp_path / "world")


@pytest.fixture
def extract(catalog: Catalog) -> Extract:
    """Return what corridor `north` shows on 10 February 2023."""
    return extract_at(catalog, DAY)


def test_geojson_has_a_feature_for_each_leg_and_place(extract: Extract) -> None:
    collection = json.loads(geojson_of(extract))
    assert collection["type"] == "FeatureCollection"
    assert "crs" not in collection
    features = {feature["id"]: feature for feature in collection["features"]}
    assert set(features) == {"leg_a", "leg_b", "leg_r", "a", "b", "c"}
    line = features["leg_b"]["geometry"]
    assert line == {"type": "LineString", "coordinates": [[1.0, 1.0], [2.0, 1.0]]}
    told = features["leg_b"]["properties"]
    assert (told["feature"], told["status"], told["condition"]) == ("leg", "operating", "closed")
    assert told["corridors"] == ["north"]
    assert features["c"]["geometry"] == {"type": "Point", "coordinates": [2.0, 1.0]}
    assert [one["closure_id"] for one in collection["closures"]] == ["c_shut"]
    assert [one["event_id"] for one in collection["events"]] == ["opened_b"]
    assert [one["name"] for one in collection["licences"]] == ["MIT"]
    assert collection["about"]["as of"] == "2023-02-10"


def test_geopackage_reads_back(extract: Extract, tmp_path: Path) -> None:
    path = tmp_path / "x.gpkg"
    path.write_bytes(geopackage_of(extract))
    layers = {str(name): kind for name, kind in pyogrio.list_layers(path)}
    assert layers["legs"] == "LineString"
    assert layers["places"] == "Point"
    assert {"about", "closures", "claims", "events", "sources", "licences"} <= set(layers)
    assert pyogrio.read_info(path, layer="legs")["crs"] == WGS84
    legs = pyogrio.read_dataframe(path, layer="legs").set_index("leg_id")
    assert list(legs.index) == ["leg_a", "leg_b", "leg_r"]
    assert legs.loc["leg_b", "geometry"] == shapely.LineString([(1, 1), (2, 1)])
    assert legs.loc["leg_b", "status"] == "operating"
    assert legs.loc["leg_b", "gauge_mm"] == 1435
    assert legs["gauge_mm"].isna().tolist() == [False, False, True]
    places = pyogrio.read_dataframe(path, layer="places").set_index("node_id")
    assert places.loc["b", "name_local"] == "بتا"
    assert bool(places.loc["b", "break_of_gauge"])
    claims = pyogrio.read_dataframe(path, layer="claims").set_index("claim_id")
    assert claims.loc["b_freight", "value"] == 1000
    assert claims.loc["b_freight", "url"] == "https://example.org/1"


def test_a_day_before_everything_gives_empty_layers(catalog: Catalog, tmp_path: Path) -> None:
    nothing = extract_at(catalog, date(1900, 1, 1), corridors=frozenset())
    assert json.loads(geojson_of(nothing))["features"] == []
    path = tmp_path / "x.gpkg"
    path.write_bytes(geopackage_of(nothing))
    assert pyogrio.read_info(path, layer="legs")["features"] == 0
    assert pyogrio.read_info(path, layer="events")["features"] == 0


def test_hostile_text_comes_back_as_text(tmp_path: Path) -> None:
    extract = extract_at(world(tmp_path / "hostile", hostile=True), DAY)
    collection = json.loads(geojson_of(extract))
    assert collection["events"][0]["headline"] == HOSTILE.strip()
    path = tmp_path / "x.gpkg"
    path.write_bytes(geopackage_of(extract))
    events = pyogrio.read_dataframe(path, layer="events")
    assert events.loc[0, "headline"] == HOSTILE.strip()
