"""The dates of corridors as pictures: where marks stand, what is hollow, and the same in words."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from geo.calendars import day_text
from geo.ledger.around import subjects_around
from geo.model.choice import Focus
from geo.model.said import EventKind, SubjectKind
from geo.records.catalog import Catalog, read_catalog
from layers.atlas.site import atlas_of
from layers.atlas.timelines import NARROW, WIDE, date_files, dates_of
from layers.atlas.told import events_about
from layers.look.palette import INK, INK_SOFT, PAPER, SHUT_RED
from layers.pack.house import House
from layers.scene.sheet import Rect
from tests.worlds import TABLES, write_world

SVG = "{http://www.w3.org/2000/svg}"
CORRIDORS = ("north", "coast")
FILES = [f"{name}{end}.svg" for name in CORRIDORS for end in ("", "-narrow")]


@pytest.fixture(scope="module")
def drawn(world: Path) -> Catalog:
    """Read the data of the site."""
    return read_catalog(world)


def _svg(site: Path, name: str) -> ET.Element:
    return ET.fromstring((site / "assets" / "dates" / name).read_text(encoding="utf-8"))


def _number(one: ET.Element, name: str) -> float:
    return float(one.get(name, "nan"))


def _at(svg: ET.Element, day: date) -> float:
    """Return where a day lies between the first and the last year written on the scale."""
    years = [
        (int(one.text or ""), _number(one, "x"))
        for one in svg.iter(SVG + "text")
        if re.fullmatch(r"20\d\d", one.text or "") and one.get("text-anchor") == "middle"
    ]
    (first, left), (last, right) = years[0], years[-1]
    whole = (date(last, 1, 1) - date(first, 1, 1)).days
    return left + (right - left) * (day - date(first, 1, 1)).days / whole


def _words(svg: ET.Element) -> str:
    return "".join(one.text or "" for one in svg.iter(SVG + "text"))


@pytest.mark.slow
def test_what_happened_stands_at_its_day_with_the_number_of_its_source(
    site: Path, drawn: Catalog
) -> None:
    svg = _svg(site, "north.svg")
    (dot,) = svg.iter(SVG + "circle")
    assert dot.get("fill") == INK
    assert _number(dot, "cx") == pytest.approx(_at(svg, date(2022, 3, 5)), abs=0.5)
    said = _words(svg)
    assert f"Beta – Gamma opened [{drawn.sources['s2'].number}]" in said
    assert f"Hub announced [{drawn.sources['s1'].number}]" in said
    assert "What was promised" not in said


def test_what_was_promised_is_hollow_and_as_wide_as_it_is_uncertain(site: Path) -> None:
    svg = _svg(site, "coast.svg")
    (year,) = svg.iter(SVG + "rect")
    assert (year.get("fill"), year.get("stroke")) == (PAPER, INK)
    assert _number(year, "x") == pytest.approx(_at(svg, date(2024, 1, 1)), abs=0.5)
    end = _number(year, "x") + _number(year, "width")
    assert end == pytest.approx(_at(svg, date(2025, 1, 1)), abs=0.5)
    assert "What happened" not in _words(svg)


def test_what_is_late_runs_to_the_last_day_and_not_in_red(tmp_path: Path) -> None:
    events = [(*one[:5], "2022", *one[6:]) for one in TABLES["events"] if one[0] == "c_due"]
    catalog = read_catalog(write_world(tmp_path / "data", {"events": events}))
    files = dict(date_files(dates_of(catalog).values()))
    svg = ET.fromstring(files["assets/dates/coast.svg"])
    lines = [
        (one.get("stroke"), [float(point.split(",")[0]) for point in one.get("points", "").split()])
        for one in svg.iter(SVG + "polyline")
    ]
    # The one red line is the last day's, upright.
    (red,) = [ends for colour, ends in lines if colour == SHUT_RED]
    (late,) = [ends for colour, ends in lines if colour == INK_SOFT]
    known = [_at(svg, date(2022, 12, 31)), _at(svg, catalog.data_end)]
    assert late == pytest.approx(known, abs=0.5)
    assert set(red) == {late[1]}
    assert {one.get("fill") for one in svg.iter(SVG + "text")} == {INK, INK_SOFT, SHUT_RED}
    assert [one.text for one in svg.iter(SVG + "text") if one.get("fill") == SHUT_RED] == [
        f"data as of {day_text(catalog.data_end)}"
    ]


@pytest.mark.parametrize("name", FILES)
def test_every_text_stands_in_its_picture_at_a_size_to_read(site: Path, name: str) -> None:
    svg = _svg(site, name)
    assert _number(svg, "width") == (NARROW if "narrow" in name else WIDE)
    found = list(svg.iter(SVG + "text"))
    assert found
    for one in found:
        assert _number(one, "font-size") >= 11.0
        half = {"start": 0.0, "middle": 0.5}[one.get("text-anchor", "")]
        left = _number(one, "x") - half * _number(one, "textLength")
        assert left >= -0.1, one.text
        assert left + _number(one, "textLength") <= _number(svg, "width") + 0.5, one.text
        assert 10.0 < _number(one, "y") < _number(svg, "height"), one.text


def _box(one: ET.Element) -> Rect:
    """Return what a text takes of its line."""
    wide, size = _number(one, "textLength"), _number(one, "font-size")
    left, foot = _number(one, "x"), _number(one, "y")
    left -= wide / 2 if one.get("text-anchor") == "middle" else 0.0
    return Rect(left + 0.2, foot - size * 0.7, left + wide - 0.2, foot)


def test_no_text_of_a_shipped_picture_stands_on_another_or_on_a_mark(shipped: Catalog) -> None:
    files = dict(date_files(dates_of(shipped).values()))
    assert len(files) == 2 * len(shipped.corridors)
    for path, content in files.items():
        svg = ET.fromstring(content)
        boxes = [(one.text, _box(one)) for one in svg.iter(SVG + "text")]
        assert len(boxes) > 40
        for (one, a), (other, b) in combinations(boxes, 2):
            assert not a.meets(b), (path, one, other)
        for dot in svg.iter(SVG + "circle"):
            x, y = _number(dot, "cx"), _number(dot, "cy")
            mark = Rect(x, y, x, y).grown(_number(dot, "r") - 0.2)
            assert not [said for said, box in boxes if box.meets(mark)], path


def test_the_page_of_a_corridor_shows_and_says_it(site: Path) -> None:
    text = (site / "corridor" / "coast" / "index.html").read_text(encoding="utf-8")
    found = re.search(
        r'<source media="[^"]*" srcset="([^"]*)" width="(\d+)" height="(\d+)">'
        r'<img src="([^"]*)" alt="([^"]*)" width="(\d+)" height="(\d+)"',
        text,
    )
    assert found is not None
    folder = "../../assets/dates"
    assert (found[1], found[4]) == (f"{folder}/coast-narrow.svg", f"{folder}/coast.svg")
    for name, width, height in (
        ("coast-narrow.svg", *found.group(2, 3)),
        ("coast.svg", *found.group(6, 7)),
    ):
        svg = _svg(site, name)
        assert (svg.get("width"), svg.get("height")) == (width, height)
    assert found[5].startswith("Dates, happened and promised. Data to ")
    assert "What was promised: 2024: Beta – Delta to be built by 2024 (" in found[5]


def test_beside_the_map_a_picked_corridor_has_the_narrow_one(site: Path) -> None:
    (panel,) = site.glob("assets/h/*/panel.js")
    told = json.loads(panel.read_text(encoding="utf-8").split(" = ", 1)[1].rstrip().rstrip(";"))
    path, alt, width, height = told["courses"]["corridor:north"][0]
    assert (path, width) == ("assets/dates/north-narrow.svg", NARROW)
    assert height == _number(_svg(site, "north-narrow.svg"), "height")
    assert "5 Mar 2022: Beta – Gamma opened" in alt


def test_shipped_corridors_cite_what_their_pages_list(shipped: Catalog) -> None:
    atlas = atlas_of(shipped, House())
    dates = atlas.dates
    assert set(dates) == set(shipped.corridors)
    for name, one in dates.items():
        assert one.timeline.on == shipped.data_end
        around = subjects_around(shipped, Focus(SubjectKind.CORRIDOR, name), shipped.data_end)
        listed = {event.source_id for event in events_about(atlas, around)}
        assert set(one.numbers) <= listed
        for row in one.timeline.rows:
            assert row.source_ids
            solid = [mark for mark in row.marks if mark.kind is not EventKind.PROMISED]
            assert all(mark.when.last <= shipped.data_end for mark in solid), row.record_id
