from __future__ import annotations

from datetime import date
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from geo.model.choice import Basis, Objective, Scenario
from geo.model.lines import Mode
from geo.network.closing import Goods
from geo.network.route import Transfer, shared_share
from geo.network.routing import Network
from geo.records.costs import Stop
from tests.route_world import LEGS

QUIET = date(2022, 1, 1)
LEG_IDS = [leg[0] for leg in LEGS["land"]]


@pytest.fixture(scope="module")
def catalog(routes):
    """Read the world drawn in tests/route_world.py."""
    return routes


def _best(catalog, from_id, to_id, objective=Objective.DISTANCE, on=QUIET, **given_):
    contested = given_.pop("contested", True)
    network = Network(catalog, on, **given_).where(contested=contested)
    return network.best(from_id, to_id, objective)


def test_the_shortest_way_is_found_with_all_it_passes(catalog):
    route = _best(catalog, "p", "t")
    assert route.leg_ids == ("p_q", "q_r", "r_s", "s_t")
    assert route.node_ids == ("p", "q", "r", "s", "t")
    assert route.length_km == 900
    assert route.by_mode_km == {Mode.RAIL: 600, Mode.SEA: 300}
    assert route.countries == ("AAA", "BBB", "CCC", "DDD")
    assert route.border_leg_ids == ("q_r", "r_s")
    assert route.gauge_break_ids == ("r",)
    assert route.port_ids == ("s", "t")
    assert route.straits == ()
    assert set(route.transfers) == {
        Transfer(Stop.GAUGE_BREAK, "r"),
        Transfer(Stop.PORT, "s"),
        Transfer(Stop.PORT, "t"),
        Transfer(Stop.BORDER_RAIL, "q_r"),
        Transfer(Stop.BORDER_RAIL, "r_s"),
    }


def test_time_and_money_add_up_leg_by_leg_and_stop_by_stop(catalog):
    route = _best(catalog, "p", "t")
    # Rail 200 + 200 km at 10-20-40 km/h, 200 km in BBB at 5-10-20; sea 300 km at 20-25-40;
    # five stops of 5-10-40 h, the landing at T among them.
    assert route.hours.central == pytest.approx(10 + 10 + 20 + 12 + 50)
    assert route.hours.low == pytest.approx(5 + 5 + 10 + 7.5 + 25)
    assert route.hours.high == pytest.approx(20 + 20 + 40 + 15 + 200)
    assert (route.money.low, route.money.central, route.money.high) == pytest.approx(
        (
            600 * 0.05 + 300 * 0.004 + 5 * 4,
            600 * 0.1 + 300 * 0.008 + 5 * 8,
            600 * 0.15 + 300 * 0.012 + 5 * 16,
        )
    )


def test_per_container_is_another_basis(catalog):
    tonne = _best(catalog, "p", "t")
    container = _best(catalog, "p", "t", basis=Basis.TEU)
    assert (tonne.basis, container.basis) == (Basis.TONNE, Basis.TEU)
    assert container.money.central == pytest.approx(10 * tonne.money.central)


@pytest.mark.parametrize(
    ("objective", "legs"),
    [
        (Objective.DISTANCE, ("p_q", "q_r", "r_s", "s_t")),
        (Objective.TIME, ("p_q", "q_u", "u_s", "s_t")),
        (Objective.COST, ("p_t",)),
        (Objective.TRANSFERS, ("p_t",)),
        (Objective.BORDERS, ("p_t",)),
    ],
)
def test_each_objective_has_its_own_best(catalog, objective, legs):
    assert _best(catalog, "p", "t", objective).leg_ids == legs


def test_what_is_shut_is_gone_round_and_what_has_an_end_comes_back(catalog):
    assert "u_s" in _best(catalog, "p", "t", on=date(2022, 6, 15)).leg_ids
    assert "r_s" in _best(catalog, "p", "t", on=date(2022, 7, 1)).leg_ids


def test_past_its_confirmation_a_closure_becomes_a_condition(catalog):
    sure = _best(catalog, "p", "t", on=date(2023, 6, 1), contested=False)
    loose = _best(catalog, "p", "t", on=date(2023, 6, 1))
    assert "r_s" not in sure.leg_ids
    assert "r_s" in loose.leg_ids
    assert loose.conditions == ("r_shut",)
    assert sure.conditions == ()


def test_a_half_shut_port_is_used_with_a_warning(catalog):
    route = _best(catalog, "p", "t", on=date(2022, 5, 15))
    assert route.port_ids == ("s", "t")
    assert route.warnings == ("s_half",)


def test_a_ban_binds_only_the_goods_it_names(catalog):
    on = date(2024, 6, 1)
    banned = Goods("AAA", "DDD")
    assert _best(catalog, "p", "t", on=on, goods=banned) is None
    assert _best(catalog, "p", "t", on=on, goods=Goods("BBB", "DDD")) is not None
    assert _best(catalog, "p", "t", on=on) is not None


def test_a_network_carries_the_goods_of_others_as_one_built_for_them(catalog):
    on, banned, free = date(2024, 6, 1), Goods("AAA", "DDD"), Goods("BBB", "DDD")
    first = Network(catalog, on, goods=free)
    assert first.carrying(banned).usable == Network(catalog, on, goods=banned).usable
    assert first.carrying(banned).best("p", "t", Objective.TIME) is None
    # The one it came from is as it was.
    assert first.usable == Network(catalog, on, goods=free).usable
    assert first.usable != first.carrying(banned).usable


def test_from_one_ship_to_the_next_is_handling_in_port(catalog):
    # S – T – P by two ships: loaded at S, from ship to ship at T, landed at P.
    scenario = Scenario(closed=frozenset({"r", "u"}))
    route = _best(catalog, "s", "p", scenario=scenario)
    assert route.leg_ids == ("s_t", "p_t")
    assert route.port_ids == ("s", "t", "p")
    assert route.hours.central == pytest.approx(300 / 25 + 4000 / 25 + 3 * 10)


def test_the_best_way_over_one_leg_is_found_either_way_round(catalog):
    network = Network(catalog, QUIET)
    by_sea = network.passing("p_t", "q", "t", Objective.DISTANCE)
    assert by_sea is not None
    assert by_sea.leg_ids == ("p_q", "p_t")
    assert by_sea.length_km == 4200
    back = network.passing("p_t", "t", "q", Objective.DISTANCE)
    assert back is not None
    assert back.leg_ids == ("p_t", "p_q")
    assert network.passing("x_r", "p", "t", Objective.DISTANCE) is None
    assert network.passing("u_s", "p", "x", Objective.DISTANCE) is None


@pytest.mark.parametrize("closed", ["q_u", "u", "r_s", "CCC"])
def test_the_reader_can_close_a_leg_a_node_or_a_country(catalog, closed):
    network = Network(catalog, QUIET, scenario=Scenario(closed=frozenset({closed})))
    gone = {
        "q_u": {"q_u"},
        "u": {"q_u", "u_s"},
        "r_s": {"r_s"},
        "CCC": {"q_u", "u_s", "r_s", "s_t"},
    }[closed]
    assert set(LEG_IDS) - network.usable - {"x_r"} == gone


def test_the_reader_can_close_a_strait_and_open_what_is_shut(catalog):
    assert "p_t" not in Network(catalog, QUIET, scenario=Scenario(frozenset({"z"}))).usable
    june = date(2022, 6, 15)
    for opened in ("r", "BBB"):
        network = Network(catalog, june, scenario=Scenario(opened=frozenset({opened})))
        assert {"q_r", "r_s"} <= network.usable


@pytest.mark.parametrize("supposed", ["x_r", "planned", "study"])
def test_a_planned_line_counts_only_when_supposed_built(catalog, supposed):
    assert _best(catalog, "x", "s") is None
    route = _best(catalog, "x", "s", scenario=Scenario(as_if_built=frozenset({supposed})))
    assert route.leg_ids == ("x_r", "r_s")
    assert route.unbuilt_km == 220


def test_alternatives_differ_and_the_best_comes_first(catalog):
    network = Network(catalog, QUIET)
    routes = network.alternatives("p", "t", Objective.DISTANCE)
    assert [route.leg_ids for route in routes] == [
        ("p_q", "q_r", "r_s", "s_t"),
        ("p_q", "q_u", "u_s", "s_t"),
        ("p_t",),
    ]
    for first in routes:
        for second in routes:
            if first is not second:
                assert shared_share(first, second, catalog) < 0.7


def test_nowhere_and_here_have_no_way(catalog):
    assert _best(catalog, "p", "p") is None
    assert _best(catalog, "p", "x") is None


@pytest.mark.parametrize("objective", list(Objective))
def test_an_independent_solver_agrees_on_the_whole_matrix(catalog, objective):
    network = Network(catalog, QUIET)
    vertices = list(network.graph.vertices)
    place = {vertex: number for number, vertex in enumerate(vertices)}
    edges = [
        (place[first], place[second], weight)
        for (first, second), weight in zip(
            network.graph.edges, network.weights(objective), strict=True
        )
        if np.isfinite(weight)
    ]
    rows, columns, weights = zip(*edges, strict=True)
    # scipy adds parallel edges up: none may be among them.
    assert len({frozenset(pair) for pair in zip(rows, columns, strict=True)}) == len(edges)
    # scipy takes a nought for a missing edge, so free edges weigh next to nothing.
    values = np.maximum(weights, 1e-12)
    matrix = csr_array((values, (rows, columns)), shape=(len(vertices),) * 2)
    distances = dijkstra(matrix, directed=False)
    for start, end in product("pqrstux", repeat=2):
        if start == end:
            continue
        # A journey begins and ends on land or on the shore, not on board.
        starts, ends = (
            [
                number
                for (node, layer), number in place.items()
                if node == name and not layer.startswith("sea ")
            ]
            for name in (start, end)
        )
        theirs = min((distances[a, b] for a in starts for b in ends), default=np.inf)
        ours = network.weight(start, end, objective)
        assert (np.inf if ours is None else ours) == pytest.approx(theirs, abs=1e-9)


closings = st.frozensets(st.sampled_from([*LEG_IDS, "q", "r", "s", "u", "z", "BBB"]), max_size=3)
ends = st.tuples(st.sampled_from("pqrstu"), st.sampled_from("pqrstu")).filter(
    lambda pair: pair[0] != pair[1]
)


@given(closings, ends, st.sampled_from(list(Objective)))
def test_closing_never_shortens_and_opening_never_lengthens(catalog, closed, pair, objective):
    june = date(2022, 6, 15)
    start, end = pair

    def weight(scenario):
        found = Network(catalog, june, scenario=scenario).weight(start, end, objective)
        return np.inf if found is None else found

    assert weight(Scenario(closed=closed)) >= weight(Scenario()) - 1e-9
    assert weight(Scenario(opened=closed)) <= weight(Scenario()) + 1e-9


@given(st.sampled_from(LEG_IDS), ends)
def test_losing_a_leg_off_the_best_way_changes_nothing(catalog, leg_id, pair):
    best = _best(catalog, *pair)
    without = Network(catalog, QUIET, scenario=Scenario(closed=frozenset({leg_id})))
    if best is not None and leg_id not in best.leg_ids:
        start, end = pair
        kept = without.best(start, end, Objective.DISTANCE)
        assert kept is not None
        assert kept.length_km == best.length_km
