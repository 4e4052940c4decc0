"""The pen for the browser, by the strips it draws."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from base64 import b64decode
from dataclasses import replace
from datetime import date
from html import unescape

import numpy as np
import pytest

from geo.network.strip import strip_of
from layers.look.palette import INK, PAPER, SHUT_RED, TYPE
from layers.pens.svg import markup_of, picture_html
from layers.scene.display import Area, Disc, Run, Scene, Stroke, Text, boxes_of_text
from layers.scene.sheet import Rect
from layers.scene.strip import strips_scene

QUIET = date(2022, 1, 1)
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def catalog(routes):
    """Read the world drawn in tests/route_world.py."""
    return routes


def _scene(strips, **colours):
    return strips_scene(strips, colours=colours)


def _drawn(strips, **colours):
    return ET.fromstring(markup_of(_scene(strips, **colours)))


def _said(strips):
    """Return what is said where the picture is pointed at, with left, top, width and height."""
    html = picture_html(_scene(strips), alt="Two <ways>")
    spot = r'<span title="([^"]*)" style="left:(.*?)%;top:(.*?)%;width:(.*?)%;height:(.*?)%">'
    return {unescape(text): tuple(map(float, box)) for text, *box in re.findall(spot, html)}


def test_the_picture_says_what_it_is_and_keeps_its_texts(catalog):
    strips = [strip_of(catalog, "rail", QUIET)]
    html = picture_html(_scene(strips), alt="Two <ways>")
    assert 'alt="Two &#60;ways&#62;"' in html
    (coded,) = re.findall(r"base64,([^\"]+)", html)
    image = b64decode(coded).decode()
    assert image == markup_of(_scene(strips))
    words = [one.text for one in ET.fromstring(image).iter(SVG + "text")]
    assert {"By rail", "900 km", "Rtown 400", "1,520 mm", "sea lane", "BBB"} <= set(words)


def test_nothing_leaves_the_picture(catalog):
    strips = [strip_of(catalog, name, QUIET) for name in ("rail", "planned")]
    root = _drawn(strips)
    _, _, width, height = map(float, root.get("viewBox").split())
    texts = list(root.iter(SVG + "text"))
    assert texts
    for one in texts:
        x, y, long = float(one.get("x")), float(one.get("y")), float(one.get("textLength"))
        left = x - {"start": 0, "middle": long / 2, "end": long}[one.get("text-anchor")]
        assert -1 <= left <= left + long <= width + 1, one.text
        assert 0 < y < height


def test_a_line_that_is_pointed_at_says_its_state(catalog):
    said = _said([strip_of(catalog, "rail", QUIET)])
    lines = {text: box for text, box in said.items() if text.endswith(": operating, 1,435 mm")}
    ((left, _, width, height),) = lines.values()
    assert left > 10
    assert 10 < width < 50
    assert height > 0
    then = _said([strip_of(catalog, "planned", date(2020, 1, 1))])
    assert any("nothing there yet" in text for text in then)


def test_a_place_that_is_pointed_at_says_what_changes_there(catalog):
    said = _said([strip_of(catalog, "rail", QUIET)])
    assert {"Rtown, 400 km: 1520 / 1435 mm, border", "Qtown, 200 km"} <= said.keys()
    assert "Stown, 600 km: railway / sea lane, border" in said


def test_a_line_has_the_colour_of_its_corridor_and_the_dash_of_its_status(catalog):
    strip = strip_of(catalog, "rail", QUIET)
    root = _drawn([strip], **{strip.branch.corridor_id: "#123456"})
    own = [one for one in root.iter(SVG + "polyline") if one.get("stroke") == "#123456"]
    assert own
    assert {one.get("stroke-dasharray") for one in own} == {None}
    planned = _drawn([strip_of(catalog, "planned", QUIET)])
    assert any(one.get("stroke-dasharray") for one in planned.iter(SVG + "polyline"))
    assert SHUT_RED in {one.get("stroke") for one in planned.iter(SVG + "polyline")}


def test_a_name_with_marks_stays_text(catalog):
    strip = strip_of(catalog, "rail", QUIET)
    wicked = replace(strip, branch=replace(strip.branch, name="<script>x</script>"))
    text = picture_html(_scene([wicked]), alt="x") + markup_of(_scene([wicked]))
    assert "<script" not in text
    assert "&#60;script&#62;" in text


def test_no_strip_is_an_empty_picture():
    assert not list(_drawn([]))


def test_discs_and_boxes_stand_where_the_scene_has_them():
    edge = Stroke(INK, 0.5, dash=(2.0, 1.0))
    disc = Area(Disc((10.0, 15.0), 4.0), PAPER, 1.0, edge)
    box = Area(Rect(20.0, 5.0, 50.0, 8.0), INK, 0.5)
    drawn = ET.fromstring(markup_of(Scene(60.0, 20.0, (disc, box), 6.0, 6.0)))
    circle, rect = next(drawn.iter(SVG + "circle")), next(drawn.iter(SVG + "rect"))
    assert [float(circle.attrib[name]) for name in ("cx", "cy", "r")] == [10.0, 5.0, 4.0]
    assert (circle.get("fill"), circle.get("stroke")) == (PAPER, INK)
    assert circle.get("stroke-dasharray") == "1.00 0.50"
    sides = [float(rect.attrib[name]) for name in ("x", "y", "width", "height")]
    assert sides == [20.0, 12.0, 30.0, 3.0]
    assert (rect.get("fill-opacity"), rect.get("stroke")) == ("0.5", None)


@pytest.mark.parametrize("align", ["left", "center", "right"])
def test_the_runs_of_a_line_stand_one_behind_the_other(align):
    runs = (Run("Opened", TYPE["body"]), Run(" [1]", TYPE["small"]))
    item = Text((100.0, 10.0), (runs,), align=align)
    drawn = ET.fromstring(markup_of(Scene(200.0, 20.0, (item,), 6.0, 6.0)))
    said = list(drawn.iter(SVG + "text"))
    assert [one.text for one in said] == ["Opened", " [1]"]
    left = [box.x0 for _, box in boxes_of_text(item)]
    assert [float(one.attrib["x"]) for one in said] == pytest.approx(left, abs=0.01)


def test_what_it_cannot_draw_is_refused():
    area = Area(np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0]]), "#000000")
    with pytest.raises(TypeError, match="Area"):
        markup_of(Scene(1.0, 1.0, (area,), 6.0, 6.0))
