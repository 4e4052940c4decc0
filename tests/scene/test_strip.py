from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from geo.model.states import Severity
from geo.network.strip import strip_of
from layers.look.palette import SHUT_RED
from layers.scene.sheet import Rect
from layers.scene.strip import strip_height, strip_items
from layers.words.strip import length_text, stopped_text, way_text
from tests.setting import artists, assert_well_set, box_of, put, sheet, texts, words

QUIET = date(2022, 1, 1)
BLOCK = Rect(21.0, 200.0, 821.0, 560.0)


@pytest.fixture(scope="module")
def catalog(routes):
    """Read the world drawn in tests/route_world.py."""
    return routes


def _drawn(strips, block=BLOCK, **given):
    return put(strip_items(sheet(), block, strips, **{"colours": {}, **given}))


def test_a_strip_names_its_places_with_their_kilometres(catalog):
    figure = _drawn([strip_of(catalog, "rail", QUIET)])
    assert set(words(figure, "strip:post")) == {
        "Ptown 0",
        "Qtown 200",
        "Rtown 400",
        "Stown 600",
        "Ttown 900",
    }
    assert words(figure, "strip:name") == ["By rail"]
    assert words(figure, "strip:length") == ["900 km"]
    assert words(figure, "strip:km")[0] == "0"
    assert words(figure, "strip:km")[-1].endswith(" km")


def test_gauge_mode_and_country_stand_under_their_stretches(catalog):
    figure = _drawn([strip_of(catalog, "rail", QUIET)])
    assert words(figure, "strip:span") == [
        "1,520 mm",
        "1,435 mm",
        "sea lane",
        "AAA",
        "BBB",
        "CCC",
    ]


def test_borders_and_breaks_of_gauge_are_marked_where_they_are(catalog):
    strip = strip_of(catalog, "rail", QUIET)
    figure = _drawn([strip])
    borders = [one.get_xdata()[0] for one in artists(figure, "strip_border")]
    assert len(borders) == sum(post.border for post in strip.posts) == 3
    (wedges,) = artists(figure, "strip_break")
    at = {text.get_text(): box_of(text).x0 for text in texts(figure, "strip:post")}
    assert wedges.get_path().get_extents().x0 == pytest.approx(at["Rtown 400"], abs=8.0)
    assert len(artists(figure, "strip_post")) >= len(strip.posts)


def test_two_strips_share_one_scale(catalog):
    rail, sea = (strip_of(catalog, name, QUIET) for name in ("rail", "sea"))
    figure = _drawn([rail, sea])
    ends = {one.get_gid(): one.get_xdata() for one in artists(figure, "strip_leg:")}
    width = {name: xs[1] - xs[0] for name, xs in ends.items()}
    assert width["strip_leg:p_t"] / width["strip_leg:p_q"] == pytest.approx(4000 / 200)
    assert ends["strip_leg:p_t"][0] == ends["strip_leg:p_q"][0]
    assert words(figure, "strip:km").count("0") == 1


def test_what_is_not_built_is_underlined_in_red(catalog):
    planned = strip_of(catalog, "planned", QUIET)
    figure = _drawn([planned])
    (red,) = artists(figure, "strip_leg:x_r:missing")
    assert red.get_color() == SHUT_RED
    assert length_text(planned) == "220 km, 220 km not built"
    assert "under study" in words(figure, "strip:span")


def test_where_nothing_is_yet_the_line_is_dotted(catalog):
    before = strip_of(catalog, "planned", date(2020, 1, 1))
    figure = _drawn([before])
    (dots,) = [one for one in artists(figure, "strip_leg:x_r") if one.get_gid() == "strip_leg:x_r"]
    assert (dots.get_color(), dots.get_linestyle()) == (SHUT_RED, "--")
    assert stopped_text(before.stretches[0]) == "nothing there yet"


def test_a_restriction_is_no_closure(catalog):
    strip = strip_of(catalog, "rail", date(2022, 6, 10))
    figure = _drawn([strip])
    assert words(figure, "strip:span").count("closed") == 1
    assert len(artists(figure, "strip_leg:q_r:badge")) > 0
    figure = _drawn([replace(strip, stretches=tuple(map(_restricted, strip.stretches)))])
    assert "closed" not in words(figure, "strip:span")
    assert "restriction contested" in words(figure, "strip:span")


def _restricted(stretch):
    """Return a stretch whose closures are contested and for some goods alone."""
    told = (
        replace(
            one,
            closure=replace(one.closure, severity=Severity.RESTRICTED),
            contested=one.last_confirmed,
        )
        for one in stretch.closures
    )
    return replace(stretch, closures=tuple(told))


def test_a_railway_without_gauge_says_so(catalog):
    stretch = strip_of(catalog, "planned", QUIET).stretches[0]
    bare = replace(stretch, leg=replace(stretch.leg, gauge_mm=None))
    assert (way_text(stretch), way_text(bare)) == ("1,520 mm", "gauge not settled")


def test_no_strips_take_no_room(catalog):
    assert words(_drawn([])) == []


def test_the_shipped_strips_are_well_set_and_as_tall_as_said(shipped):
    strips = [strip_of(shipped, name, shipped.data_end) for name in ("western", "eastern")]
    figure = _drawn(strips)
    assert_well_set(figure, BLOCK)
    end = BLOCK.y1 - strip_height(sheet(), 2)
    assert end - 1.0 <= min(box_of(text).y0 for text in texts(figure)) < end + 8.0
    named = " ".join(words(figure, "strip:post"))
    assert all(name in named for name in ("Saint Petersburg", "Astara"))


def test_a_line_has_the_colour_its_corridor_has_on_the_map(catalog):
    strip = strip_of(catalog, "rail", QUIET)
    figure = _drawn([strip], colours={strip.branch.corridor_id: "#123456"})
    drawn = {line.get_color() for line in artists(figure, "strip_leg:p_q")}
    assert drawn == {"#123456"}
