from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from geo.errors import NoRouteError, UnknownIdError
from geo.model.choice import Scenario
from geo.network.whatif import compare, cut_of, place_of, routes_of
from tests.route_world import query_of


@pytest.fixture(scope="module")
def catalog(routes):
    """Read the world drawn in tests/route_world.py."""
    return routes


def _closed(*ids):
    return Scenario(closed=frozenset(ids))


@pytest.mark.parametrize("text", ["p", "Ptown", "PTOWN", " peetown ", "Питаун"])
def test_a_place_is_found_by_any_of_its_spellings(catalog, text):
    assert place_of(catalog, text) == "p"


def test_an_unknown_place_names_the_nearest(catalog):
    with pytest.raises(UnknownIdError, match="Did you mean Ptown") as caught:
        place_of(catalog, "Petown")
    assert "Ptown" in caught.value.nearest


def test_ways_on_a_condition_come_after_the_sure_ones(catalog):
    routes = routes_of(catalog, query_of(on=date(2023, 6, 1))).routes
    assert [route.conditions for route in routes] == [(), (), ("r_shut",)]
    strict = routes_of(catalog, query_of(on=date(2023, 6, 1), contested=False)).routes
    assert [route.conditions for route in strict] == [(), ()]


def test_without_a_way_the_fewest_closures_that_cut_it_are_named(catalog):
    query = query_of(on=date(2022, 6, 15), scenario=_closed("u", "z"))
    with pytest.raises(NoRouteError, match="No way leads from Ptown to Ttown") as caught:
        routes_of(catalog, query)
    assert caught.value.cut_by == ("r_june",)


def test_what_no_lifting_opens_is_cut_by_nothing(catalog):
    assert cut_of(catalog, replace(query_of(), to_id="x")) == ()


def test_the_law_is_asked_for_the_goods_of_the_two_ends(catalog):
    with pytest.raises(NoRouteError) as caught:
        routes_of(catalog, query_of(on=date(2024, 6, 1)))
    assert "t_ban" in caught.value.cut_by


def test_before_and_after_a_closing_the_detour_is_counted(catalog):
    found = compare(catalog, query_of(scenario=_closed("r")))
    assert found.detour is not None
    assert found.detour.km == 100
    # Rail 200 km, road 500 km, sea 300 km and four stops, instead of rail 600 and five.
    old = (5 + 5 + 10 + 7.5 + 25, 10 + 10 + 20 + 12 + 50, 20 + 20 + 40 + 15 + 200)
    new = (5 + 10 + 7.5 + 20, 10 + 20 + 12 + 40, 20 + 50 + 15 + 160)
    assert found.detour.hours.ends == pytest.approx([b - a for a, b in zip(old, new, strict=True)])
    assert [route.leg_ids for route in found.lost] == [("p_q", "q_r", "r_s", "s_t")]
    assert found.cut_by == ()


def test_before_and_after_a_cut_nothing_is_counted_and_the_cut_is_named(catalog):
    found = compare(catalog, query_of(scenario=_closed("t")))
    assert found.after.routes == ()
    assert found.detour is None
    assert found.cut_by == ("scenario:t",)
    assert len(found.lost) == len(found.before.routes) == 3


def test_more_closures_than_are_tried_together_are_still_named_without_a_spare(catalog):
    shut = ("p", "q_r", "q_u", "r_s", "s_t", "p_t", "t", "q", "s", "r", "u", "z")
    cut = cut_of(catalog, query_of(scenario=_closed(*shut)))
    assert set(cut) == {"scenario:p", "scenario:p_t", "scenario:t", "scenario:z"}
    land = _closed(*shut, "AAA", "DDD")
    cut = cut_of(catalog, query_of(scenario=land))
    assert len(cut) == 6
    opened = [name.removeprefix("scenario:") for name in cut]
    for spared in ["", *opened]:
        left = land.closed - set(opened) | ({spared} - {""})
        query = query_of(scenario=Scenario(closed=left))
        if spared:
            with pytest.raises(NoRouteError):
                routes_of(catalog, query)
        else:
            assert routes_of(catalog, query).routes


def test_the_way_that_would_be_best_is_named_with_what_shuts_it(catalog):
    answer = routes_of(catalog, query_of(on=date(2022, 6, 15)))
    assert answer.barred is not None
    assert answer.barred.leg_ids == ("p_q", "q_r", "r_s", "s_t")
    assert answer.barred_by == ("r_june",)
    assert routes_of(catalog, query_of()).barred is None
