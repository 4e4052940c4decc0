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
    assert root.findtext(".//k:Style/k:LineStyle/k:color", namespaces=NS) == "ff794e1f"
    used = {one.text for one in root.iterfind(".//k:styleUrl", NS)}
    assert used == {"#corridor-north"}


def test_a_happening_has_its_time_and_a_shut_line_says_so(extract: Extract) -> None:
    root = ET.fromstring(kml_of(extract))
    spans = root.findall(".//k:TimeSpan", NS)
    assert [(one.findtext("k:begin", "", NS), one.findtext("k:end", "", NS)) for one in spans] == [
        ("2022-03-05", "2022-03-05")
    ]
    leg = next(one for one in root.iterfind(".//k:Placemark", NS) if one.get("id") == "leg-leg_b")
    told = leg.findtext("k:description", "", NS)
    assert told.startswith("rail, operating since March 2022<br>Gamma shut to trade")
    assert "[s1]" in told


def test_elements_stand_in_the_order_of_the_schema(extract: Extract) -> None:
    order = ["name", "visibility", "open", "description", "TimeSpan", "styleUrl", "Style"]
    order += ["ExtendedData", "Folder", "Placemark", "LineString", "Point"]
    root = ET.fromstring(kml_of(extract, colours={"north": "#1F4E79"}))
    for element in root.iter():
        name = element.tag.rsplit("}")[-1]
        if name in ("Document", "Folder", "Placemark"):
            places = [order.index(child.tag.rsplit("}")[-1]) for child in element]
            assert places == sorted(places)


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
