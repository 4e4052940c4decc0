r"""When a journey is measured against the open sea, on a world drawn for it.

::

    F ~~~~~~~ suez_canal ~~~~~~~ M ~~ K        ~~ sea   -- rail
    |         and the cape ~~~~~~|  \
    B ~~~~~~~~suez_canal~~~~~~~~ M   \         F lies 300 km from I, B 800 km, M overland
    |                           /     \        1,000 km by rail to N and 4,000 km by sea
    I --(300 to F, 800 to B)-- N ~~~~~~ M      J lies 900 km beyond I
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from geo.model.choice import Objective, Scenario
from geo.network.routing import Network
from geo.network.yardsticks import land_km, yardsticks_of
from geo.records.catalog import read_catalog
from tests.assumed import ASSUMPTIONS
from tests.worlds import write_world

ON = date(2022, 1, 1)
POINTS = {
    "i": (20, 10),
    "j": (25, 6),
    "f": (18, 11),
    "b": (16, 6),
    "n": (26, 4),
    "m": (60, 0),
    "k": (58, 1),
}
NODES: list[tuple[Any, ...]] = [
    (name, name.upper() + "town", kind, "AAA", [], "", "", 2, 1)
    for name, kind in [
        ("i", "city"),
        ("j", "city"),
        ("f", "port"),
        ("b", "port"),
        ("n", "port"),
        ("m", "port"),
        ("k", "port"),
    ]
]
SUEZ, CAPE = "suez_canal", "cape_of_good_hope"
LEGS = {
    "land": [
        ("i_f", "I – F", "i", "f", "rail", 1520, 300, "published", "mapped", []),
        ("i_b", "I – B", "i", "b", "rail", 1520, 800, "published", "mapped", []),
        ("i_j", "I – J", "i", "j", "rail", 1520, 900, "published", "mapped", []),
        ("j_n", "J – N", "j", "n", "rail", 1520, 250, "published", "mapped", []),
        ("i_n", "I – N", "i", "n", "rail", 1520, 1000, "published", "mapped", []),
        ("n_m", "N – M", "n", "m", "sea", None, 4000, "geodesic", "mapped", []),
        ("m_k", "M – K", "m", "k", "sea", None, 300, "geodesic", "mapped", []),
        ("f_m_suez", "F – M", "f", "m", "sea", None, 9000, "geodesic", "mapped", [SUEZ]),
        ("f_m_cape", "F – M", "f", "m", "sea", None, 19000, "geodesic", "mapped", [CAPE]),
        ("b_m_suez", "B – M", "b", "m", "sea", None, 7000, "geodesic", "mapped", [SUEZ]),
    ]
}
CHANGES: dict[str, list[tuple[Any, ...]]] = {
    "corridors": [("land", "Land", "Land", "All of it.", "true")],
    "branch_names": [("land", f"by_{leg[0]}", leg[1], "", "true") for leg in LEGS["land"]],
    "branches": [("land", f"by_{leg[0]}", 1, leg[0]) for leg in LEGS["land"]],
    "corridor_nodes": [],
    "leg_status": [(leg[0], "operating", "2000", "year", "s1", "") for leg in LEGS["land"]],
    "straits": [(SUEZ, "Suez Canal", 5, -2), (CAPE, "Cape", 5, -9)],
    "claims": [],
    "events": [],
    "key_figures": [],
    "closures": [],
    "assumptions": ASSUMPTIONS,
}


@pytest.fixture(scope="module")
def catalog(tmp_path_factory):
    """Read the world drawn above."""
    folder = tmp_path_factory.mktemp("sea") / "data"
    return read_catalog(write_world(folder, CHANGES, nodes=NODES, legs=LEGS, points=POINTS))


def _yardsticks(catalog, start, end, *, closed=()):
    network = Network(catalog, ON, scenario=Scenario(closed=frozenset(closed)))
    return yardsticks_of(network, start, end, Objective.TIME)


def test_the_usual_way_keeps_on_land_least_though_another_is_quicker(catalog):
    suez, cape = _yardsticks(catalog, "i", "m")
    assert suez.route.leg_ids == ("i_f", "f_m_suez")
    assert cape.route.leg_ids == ("i_f", "f_m_cape")
    assert land_km(suez.route) == 300


def test_it_is_found_the_other_way_round_too(catalog):
    assert [one.route.leg_ids for one in _yardsticks(catalog, "m", "i")] == [
        ("f_m_suez", "i_f"),
        ("f_m_cape", "i_f"),
    ]


def test_none_where_goods_would_have_to_be_taken_on_by_a_second_ship(catalog):
    assert _yardsticks(catalog, "i", "k") == ()


def test_none_where_the_way_to_the_ship_is_longer_than_the_whole_way_by_land(catalog):
    # From J it is 250 km to N, and 1,200 km back to F.
    assert _yardsticks(catalog, "j", "m") == ()
    # That N is shut today does not make the other one usual.
    assert _yardsticks(catalog, "j", "m", closed=["n"]) == ()


def test_none_for_a_journey_that_does_not_end_where_the_voyage_does(catalog):
    assert _yardsticks(catalog, "i", "n") == ()


def test_one_that_is_shut_says_by_what_when_no_other_port_is_open(catalog):
    suez, _ = _yardsticks(catalog, "i", "m", closed=[SUEZ])
    assert suez.shut_by == (f"scenario:{SUEZ}",)
