from __future__ import annotations

from datetime import date

import pytest

from geo.model.choice import Journey, Objective, Scenario, Selection
from layers.words.strip import condition_of_stretch
from layers.words.ways import ways_of

QUIET = date(2022, 1, 1)
JOURNEY = Journey("p", "t", Objective.DISTANCE)


@pytest.fixture(scope="module")
def catalog(routes):
    """Read the world drawn in tests/route_world.py."""
    return routes


def _ways(catalog, on=QUIET, journey=JOURNEY, **scenario):
    selection = Selection(
        corridors=frozenset({"land"}), as_of=on, journey=journey, scenario=Scenario(**scenario)
    )
    return ways_of(catalog, selection)


def test_no_journey_has_no_ways(catalog):
    assert _ways(catalog, journey=None) is None
    assert _ways(catalog, journey=Journey("p", "p")) is None


def test_the_first_two_ways_are_straightened(catalog):
    found = _ways(catalog)
    assert found.question == "Ptown to Ttown on 1 January 2022, shortest"
    assert [row["Length"] for row in found.rows][:2] == ["900 km", "1,000 km"]
    first, second = found.strips
    assert first.branch.name == "Route 1: Ptown – Qtown – Rtown – Stown – Ttown"
    assert (first.length_km, second.length_km) == (900.0, 1000.0)
    assert [post.node.node_id for post in second.posts] == ["p", "q", "u", "s", "t"]
    assert found.comparison is None
    assert found.remark == (
        "Matters most: Qtown (the best route left is longer, +3,100 km); Stown (the best route "
        "left is longer, +3,100 km)."
    )
    assert found.source_ids == ("s1",)


def test_a_scenario_is_compared_with_what_is(catalog):
    found = _ways(catalog, closed=frozenset({"r"}))
    assert found.rows[0]["Length"] == "1,000 km"
    assert found.comparison.detour.km == pytest.approx(100.0)
    assert "closed by you" in found.remark


def test_where_no_way_is_left_it_is_said_what_cuts_it(catalog):
    found = _ways(catalog, closed=frozenset({"s", "z"}))
    assert (found.rows, found.strips) == ((), ())
    assert found.remark.startswith("No route was found. Cut by: ")
    assert "Stown (closed by you)" in found.remark
    nowhere = _ways(catalog, journey=Journey("x", "t"))
    assert nowhere.remark == (
        "No route was found. No built leg of this network leads there, open or shut."
    )


def test_restrictions_keep_their_own_look(catalog):
    found = _ways(catalog, on=date(2022, 5, 10))
    assert _looks_of(found) == {"open", "partly"}
    assert _looks_of(_ways(catalog)) == {"open"}


def _looks_of(ways):
    return {condition_of_stretch(one) for strip in ways.strips for one in strip.stretches}
