"""Which places and lines matter most, on the world drawn in tests/route_world.py."""

from __future__ import annotations

from datetime import date

import pytest

from geo.model.choice import Objective, Scenario
from geo.model.said import SubjectKind
from geo.network.ranking import Reason, critical_lines, critical_places
from geo.network.route import Query
from geo.network.whatif import Answer, goods_of, routes_of

QUIET = date(2022, 1, 1)


@pytest.fixture(scope="module")
def catalog(routes):
    """Read the world drawn in tests/route_world.py."""
    return routes


def _answer(catalog, start="p", end="t", **given):
    asked = {"on": QUIET, "objective": Objective.DISTANCE, **given}
    return routes_of(catalog, Query(start, end, **asked))


def _closed(*ids):
    return Scenario(closed=frozenset(ids))


def test_the_place_ranked_first_is_the_one_whose_loss_costs_most_and_says_why(catalog):
    answer = _answer(catalog, scenario=_closed("z"))
    ranking = critical_places(catalog, answer)
    assert [(one.subject_ids, one.reason, one.ways) for one in ranking] == [
        (("q",), Reason.CUT, 2),
        (("s",), Reason.CUT, 2),
        (("r",), Reason.DETOUR, 1),
    ]
    assert {one.kind for one in ranking} == {SubjectKind.NODE}
    assert ranking[2].detour is not None
    assert ranking[2].extra == ranking[2].detour.km == 100
    assert ranking[2].after is not None
    assert ranking[2].after.leg_ids == ("p_q", "q_u", "u_s", "s_t")
    assert ranking[2].detour.hours.low < 0


def test_what_is_off_the_best_way_is_lost_without_loss_and_left_out(catalog):
    answer = _answer(catalog, scenario=_closed("z"))
    assert any("u" in route.node_ids for route in answer.routes)
    assert all("u" not in one.subject_ids for one in critical_places(catalog, answer))


def test_a_loss_may_leave_only_a_way_on_a_condition(catalog):
    answer = _answer(catalog, on=date(2023, 6, 1), scenario=_closed("z"))
    lost = next(one for one in critical_places(catalog, answer) if "u" in one.subject_ids)
    assert lost.reason is Reason.CONDITION
    assert lost.after is not None
    assert lost.after.conditions == ("r_shut",)


def test_lines_one_after_another_with_the_same_loss_are_one_stretch(catalog):
    answer = _answer(catalog, scenario=_closed("z"))
    assert [(one.subject_ids, one.reason) for one in critical_lines(catalog, answer)] == [
        (("p_q",), Reason.CUT),
        (("s_t",), Reason.CUT),
        (("q_r", "r_s"), Reason.DETOUR),
    ]


def test_what_merely_lies_on_the_only_stub_is_left_out(catalog):
    # X hangs on R by one planned line: neither the line nor R, where it joins, is a finding.
    scenario = Scenario(closed=frozenset({"z"}), as_if_built=frozenset({"x_r"}))
    answer = _answer(catalog, start="x", end="s", scenario=scenario)
    assert answer.routes[0].node_ids[1] == "r"
    places = {name for one in critical_places(catalog, answer) for name in one.subject_ids}
    lines = {name for one in critical_lines(catalog, answer) for name in one.subject_ids}
    assert "r" not in places
    assert "x_r" not in lines
    assert lines == {"r_s"}


def test_without_a_way_nothing_is_ranked(catalog):
    query = Query("p", "t", QUIET)
    nothing = Answer(query, goods_of(catalog, query), ())
    assert critical_places(catalog, nothing) == critical_lines(catalog, nothing) == ()
