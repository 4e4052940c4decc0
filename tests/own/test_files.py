"""Every real-world-shaped file is drawn where it lies, with the answers that are offered."""

from __future__ import annotations

import time
from functools import lru_cache

import pytest

from geo.crs import distance_km
from geo.errors import OverlayError
from geo.model.lines import Node
from geo.model.states import Status
from geo.own.drop import dropped_of
from geo.own.limits import Meter
from geo.own.oddities import Oddity, degrees_in, iso_day, status_in
from geo.own.shape import parts_of_wkt
from geo.own.wizard import Made, overlay_of_drawing, question_of, usual_answers
from tests.own.files import FILES, UNREADABLE, WAY
from tests.shipped import shipped_catalog

# What the first offered reading must be, where it is not the plain one.
ASKED = {
    "swapped.geojson": "swapped",
    "utm bare.geojson": "32641",
    "web mercator.geojson": "3857",
    "eastings.csv": "32641",
}


@lru_cache(maxsize=1)
def nodes() -> dict[str, Node]:
    return dict(shipped_catalog().nodes)


def made_of(name: str) -> Made:
    return made(name, FILES[name]())


def made(name: str, content: bytes) -> Made:
    dropped = dropped_of(content, name)
    assert dropped.drawing is not None, name
    question = question_of(dropped.drawing, nodes())
    usual = usual_answers(question)
    if name in ASKED:
        assert usual.reading.startswith(ASKED[name]), question.readings
    return overlay_of_drawing(dropped.drawing, usual, nodes(), name="x", owner="y")


def test_there_are_as_many_as_promised() -> None:
    assert len(FILES) >= 30


@pytest.mark.parametrize("name", FILES)
def test_it_is_drawn_where_it_lies(name: str) -> None:
    made = made_of(name)
    legs = made.overlay.rows("legs")
    assert legs, made.flaws
    lines = [parts_of_wkt(row.cells["geometry"], Meter())[0][0] for row in legs]
    assert distance_km(lines[0][0], WAY[0]) < 1
    assert distance_km(lines[-1][-1], WAY[-1]) < 1
    assert legs[0].cells["from_id"] == "herat"
    assert legs[-1].cells["to_id"] == "islam_qala"


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("qgis.geojson", Status.CONSTRUCTION),
        ("persian.geojson", Status.OPERATING),
        ("cp1251.csv", Status.CONSTRUCTION),
        ("cp1256.csv", Status.OPERATING),
        ("google earth.kml", Status.PROPOSED),
        ("degrees.gpkg", Status.OPERATING),
    ],
)
def test_the_status_is_read(name: str, status: Status) -> None:
    (row,) = made_of(name).overlay.rows("leg_status")
    assert row.cells["status"] == status.value


@pytest.mark.parametrize("name", ["persian.geojson", "serial dates.csv", "day first.csv"])
def test_dates_of_other_calendars_are_offered(name: str) -> None:
    dropped = dropped_of(FILES[name](), name)
    assert dropped.drawing is not None
    assert any("dates" in text for text in question_of(dropped.drawing, nodes()).odd)
    (row,) = made_of(name).overlay.rows("leg_status")
    assert row.cells["since"] == "2024-05-01"


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_says_what_to_do(name: str) -> None:
    make, said = UNREADABLE[name]
    with pytest.raises(OverlayError, match=said):
        asked(make(), name)


def asked(content: bytes, name: str) -> None:
    dropped = dropped_of(content, name)
    assert dropped.drawing is not None
    question_of(dropped.drawing, nodes())


@pytest.mark.parametrize(
    ("text", "degrees", "oddity"),
    [
        ("62.5", 62.5, None),
        ("62,5", 62.5, Oddity.DECIMAL_COMMA),
        ("62°30'00\"E", 62.5, Oddity.MINUTES),
        ("W 62 30", -62.5, Oddity.MINUTES),
        ("34.5 S", -34.5, Oddity.MINUTES),
        ("۶۲٫۵", 62.5, Oddity.PERSIAN_DIGITS),
        ("62 30 00", 62.5, Oddity.MINUTES),
        ("N34.5", 34.5, Oddity.MINUTES),
        ("З 62.5", -62.5, Oddity.MINUTES),
        ("485 123,4", 485123.4, Oddity.DECIMAL_COMMA),
    ],
)
def test_degrees(text: str, degrees: float, oddity: Oddity | None) -> None:
    number, found = degrees_in(text)
    assert number == pytest.approx(degrees)
    assert oddity is None or oddity in found


@pytest.mark.parametrize("text", ["1" + " " * 50_000 + "x", "1 x" * 50_000, "62 70", "N"])
def test_no_degrees(text: str) -> None:
    began = time.process_time()
    with pytest.raises(ValueError, match="no number"):
        degrees_in(text)
    assert time.process_time() - began < 0.5


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024-05", "2024-05"),
        ("1403-02-12", "2024-05-01"),
        ("1403", "2024"),
        ("45413", "2024-05-01"),
        ("12/31/2024", "2024-12-31"),
        ("5/1/2024", "2024-01-05"),
        ("", ""),
    ],
)
def test_days(text: str, iso: str) -> None:
    assert iso_day(text)[0] == iso


@pytest.mark.parametrize("text", ["soon", "2024-13-01", "31.2.2024", "1403/13/01"])
def test_no_days(text: str) -> None:
    with pytest.raises(ValueError, match=r"no (date|day)"):
        iso_day(text)


def test_words_of_status() -> None:
    assert status_in("planned, not yet open") is Status.PROPOSED
    assert status_in("whatever") is None


def test_what_is_not_used_of_places_and_areas_is_said() -> None:
    ring = "<Polygon><outerBoundaryIs><LinearRing><coordinates>62,34 63,34 63,35 62,34"
    area = f"<Placemark>{ring}</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>"
    data = '<ExtendedData><Data name="status"><value>open</value></Data></ExtendedData>'
    spot = (
        f"<Placemark><name>New gate</name>{data}<Point><coordinates>61.9,35.1</coordinates></Point>"
    )
    found = made("odd.kml", f"<kml><Document>{spot}</Placemark>{area}</Document></kml>".encode())
    assert found.flaws == ((2, "Polygon is neither a line nor a point."),)
    assert "A place has no status and no date: those columns are of lines." in found.notes
