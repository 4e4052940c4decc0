from __future__ import annotations

from datetime import date

import pytest

from geo.model.choice import Scenario
from geo.model.lines import Mode
from geo.model.states import Status
from geo.network.strip import strip_of
from geo.records.catalog import read_catalog
from geo.state.conditions import Condition
from tests.worlds import write_world


@pytest.fixture(scope="module")
def catalog(routes):
    """Read the world drawn in tests/route_world.py."""
    return routes


def test_a_branch_lies_straight_with_its_posts_at_their_kilometres(catalog):
    strip = strip_of(catalog, "rail", date(2022, 1, 1))
    assert [(post.node.node_id, post.km) for post in strip.posts] == [
        ("p", 0),
        ("q", 200),
        ("r", 400),
        ("s", 600),
        ("t", 900),
    ]
    assert strip.length_km == 900
    assert strip.missing_km == 0
    assert [post.node.node_id for post in strip.posts if post.border] == ["r", "s", "t"]
    assert {post.node.node_id: post.gauges for post in strip.posts if post.gauges} == {
        "r": (1520, 1435)
    }
    assert strip.posts[3].modes == (Mode.RAIL, Mode.SEA)


def test_what_is_shut_or_only_planned_is_seen_on_the_strip(catalog):
    strip = strip_of(catalog, "rail", date(2022, 6, 15))
    assert [one.condition for one in strip.stretches] == [
        Condition.OPEN,
        Condition.CLOSED,
        Condition.CLOSED,
        Condition.OPEN,
    ]
    planned = strip_of(catalog, "planned", date(2022, 6, 15))
    assert planned.stretches[0].status is Status.STUDY
    assert planned.missing_km == 220
    before = strip_of(catalog, "planned", date(2020, 1, 1))
    assert before.stretches[0].status is None
    assert before.stretches[0].missing


def test_legs_drawn_the_other_way_round_still_run_in_order(tmp_path):
    folder = write_world(
        tmp_path / "data",
        {
            "branches": [
                ("coast", "sea", 1, "leg_w"),
                ("coast", "sea", 2, "leg_c"),
                ("north", "main", 1, "leg_a"),
                ("north", "south", 1, "leg_r"),
            ]
        },
    )
    strip = strip_of(read_catalog(folder), "sea", date(2024, 1, 1))
    assert [post.node.node_id for post in strip.posts] == ["e", "d", "b"]
    assert [post.km for post in strip.posts] == [0, 222, 333]


def test_what_the_reader_supposes_stands_on_the_strip(catalog):
    june = date(2022, 6, 15)
    opened = strip_of(catalog, "rail", june, scenario=Scenario(opened=frozenset({"r"})))
    assert {one.condition for one in opened.stretches} == {Condition.OPEN}
    closed = strip_of(catalog, "rail", june, scenario=Scenario(closed=frozenset({"s"})))
    assert [one.supposed_shut for one in closed.stretches] == [False, False, True, True]
