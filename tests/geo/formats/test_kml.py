"""KML: read back by GDAL, in the order its schema has, and no text in it is markup."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pyogrio
import pytest
import shapely

from geo.formats.extract import Extract
from geo.formats.kml import KML, kml_of
from geo.records.catalog import Catalog
from tests.extracts import extract_at, world

DAY = date(2023, 2, 10)
NS = {"k": KML}


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    """Read the drawn world of `tests.worlds`."""
    return world(tmp_path / "world")


@pytest.fixture
def extract(catalog: Catalog) -> Extract:
    """Return what corridor `north` shows on 10 February 2023."""
    return extract_at(catalog, DAY)


def test_gdal_reads_it_back(extract: Extract, tmp_path: Path) -> None:
    path = tmp_path / "x.kml"
    path.write_bytes(kml_of(extract, colours={"north": "#1F4E79"}))
    names = [name for name, _ in pyogrio.list_layers(path)]
    assert names == ["Legs", "Places", "Closures", "Claims", "Events", "Sources", "Licences"]
    legs = pyogrio.read_dataframe(path, layer="Legs")
    assert legs["Name"].tolist() == ["Alpha – Beta", "Beta – Gamma", "Beta – Gamma by road"]
    assert legs["status"].tolist() == ["operating", "operating", "operating"]
    flat = shapely.force_2d(legs.loc[0, "geometry"])
    assert flat == shapely.LineString([(0, 1), (1, 1)])
    events = pyogrio.read_dataframe(path, layer="Events")
    assert events.loc[0, "Name"] == "Beta – Gamma opened"
    assert shapely.force_2d(events.loc[0, "geometry"]) == shapely.Point(2, 1)


def test_colours_are_kmls(extract: Extract) -> None:
    root = ET.fromstring(kml_of(extract, colours={"north": "#1F4E79"}))
    looks = {
        one.get("id"): (
            one.findtext("k:LineStyle/k:color", "", NS),
            one.findtext("k:LineStyle/k:width", "", NS),
        )
        for one in root.iterfind(".//k:Style", NS)
        if one.find("k:LineStyle", NS) is not None
    }
    assert looks == {
        "north-running": ("ff794e1f", "4"),
        "north-planned": ("8c794e1f", "2"),
        "north-idle": ("cc794e1f", "2"),
        "north-shut": ("ff0000ff", "4"),
    }
    used = {
        one.get("id"): one.findtext("k:styleUrl", "", NS)
        for one in root.iterfind(".//k:Placemark", NS)
    }
    assert used["leg-leg_a"] == "#north-running"
    assert used["leg-leg_b"] == "#north-shut"
    assert used["place-c"] == "#place-shut"
    assert used["place-a"] == "#place-open"
    named = {one.get("id") for one in root.iterfind(".//k:Style", NS)}
    assert {name.removeprefix("#") for name in used.values() if name} <= named


def test_a_happening_has_its_time_and_a_shut_line_says_so(extract: Extract) -> None:
    root = ET.fromstring(kml_of(extract))
    spans = {
        mark.get("id"): (
            mark.findtext("k:TimeSpan/k:begin", "", NS),
            mark.findtext("k:TimeSpan/k:end", "", NS),
        )
        for mark in root.iterfind(".//k:Placemark", NS)
        if mark.find("k:TimeSpan", NS) is not None
    }
    assert spans["events-opened_b"] == ("2022-03-05", "2022-03-05")
    assert spans["leg-leg_b"] == ("2022-03-01", "")
    leg = next(one for one in root.iterfind(".//k:Placemark", NS) if one.get("id") == "leg-leg_b")
    told = leg.findtext("k:description", "", NS)
    assert told.startswith("rail, operating since March 2022<br>Gamma shut to trade")
    assert "[s1]" in told


def test_elements_stand_in_the_order_of_the_schema(extract: Extract) -> None:
    order = ["name", "visibility", "open", "description", "TimeSpan", "styleUrl"]
    order += ["Style"]
    order += ["ExtendedData", "Folder", "Placemark", "LineString", "Point"]
    root = ET.fromstring(kml_of(extract, colours={"north": "#1F4E79"}))
    seen = set()
    for element in root.iter():
        name = element.tag.rsplit("}")[-1]
        if name in ("Document", "Folder", "Placemark"):
            seen.add(name)
            places = [order.index(child.tag.rsplit("}")[-1]) for child in element]
            assert places == sorted(places)
    assert seen == {"Document", "Folder", "Placemark"}


def test_hostile_text_is_text(tmp_path: Path) -> None:
    content = kml_of(extract_at(world(tmp_path / "hostile", hostile=True), DAY))
    root = ET.fromstring(content)
    assert b"<script" not in content
    headline = next(
        one.findtext("k:name", "", NS)
        for one in root.iterfind(".//k:Placemark", NS)
        if one.get("id") == "events-opened_b"
    )
    assert "<script>alert(1)</script>" in headline
    for description in root.iterfind(".//k:description", NS):
        assert "<script" not in (description.text or "")


def test_nothing_gives_empty_folders(catalog: Catalog) -> None:
    nothing = extract_at(catalog, date(1900, 1, 1), corridors=frozenset())
    root = ET.fromstring(kml_of(nothing))
    legs = root.find(".//k:Folder", NS)
    assert legs is not None
    assert legs.findall("k:Placemark", NS) == []
