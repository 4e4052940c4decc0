from __future__ import annotations

from datetime import date

import pytest

from geo.network.strip import strip_of
from layers.screen.charts.strip import change_text, named_posts, state_text, strip_chart


@pytest.fixture(scope="module")
def catalog(routes):
    """Read the world drawn in tests/route_world.py."""
    return routes


def test_two_strips_share_one_scale_of_kilometres(catalog):
    strips = [strip_of(catalog, name, date(2022, 1, 1)) for name in ("rail", "planned")]
    chart = strip_chart(strips, {}).to_dict()
    domains = {
        tuple(layer["encoding"]["x"]["scale"]["domain"])
        for layer in chart["layer"]
        if "scale" in layer["encoding"]["x"]
    }
    assert domains == {(0, 900)}
    rules = [layer for layer in chart["layer"] if "strokeDash" in layer["mark"]]
    dashes = {tuple(layer["mark"]["strokeDash"]) for layer in rules}
    assert (1, 0) in dashes  # what operates is solid
    assert len(dashes) == 2  # what is under study is not


def test_nothing_there_yet_is_drawn_as_a_gap(catalog):
    strip = strip_of(catalog, "planned", date(2020, 1, 1))
    assert state_text(strip.stretches[0]) == "Nothing there yet"
    rules = [
        layer
        for layer in strip_chart([strip], {}).to_dict()["layer"]
        if layer["mark"]["type"] == "rule"
    ]
    # The dotted gap itself, and the red rule under what is not built.
    assert [layer["mark"].get("strokeWidth") for layer in rules] == [1.0, None]
    assert [layer["mark"].get("yOffset") for layer in rules] == [None, 7]


def test_gauge_or_mode_and_countries_stand_below_the_line(catalog):
    chart = strip_chart([strip_of(catalog, "rail", date(2022, 1, 1))], {}).to_dict()
    words = {
        layer["mark"]["dy"]: [row["words"] for row in chart["datasets"][layer["data"]["name"]]]
        for layer in chart["layer"]
        if layer["encoding"].get("text", {}).get("field") == "words"
    }
    assert words[20] == ["1,520 mm", "1,435 mm", "sea lane"]
    assert words[35] == ["AAA", "BBB", "CCC"]


def test_a_post_says_what_changes_there(catalog):
    posts = {post.node.node_id: post for post in strip_of(catalog, "rail", date(2022, 1, 1)).posts}
    assert change_text(posts["r"]) == "1520 / 1435 mm, border"
    assert change_text(posts["s"]) == "railway / sea lane, border"
    assert change_text(posts["q"]) == ""


def test_names_stand_only_where_there_is_room_and_ends_come_first(catalog):
    strip = strip_of(catalog, "rail", date(2022, 1, 1))
    assert [post.node.node_id for post in named_posts(strip, 900)] == ["p", "q", "r", "s", "t"]
    assert [post.node.node_id for post in named_posts(strip, 9000)] == ["p", "r", "t"]


def test_no_strip_is_an_empty_chart():
    assert strip_chart([], {}).to_dict()["layer"]


def test_a_line_has_the_colour_its_corridor_has_on_the_map(catalog):
    strip = strip_of(catalog, "rail", date(2022, 1, 1))
    chart = strip_chart([strip], {strip.branch.corridor_id: "#123456"}).to_dict()
    assert "#123456" in {layer["mark"].get("color") for layer in chart["layer"]}
