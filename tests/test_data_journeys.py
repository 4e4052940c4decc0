"""Ways through the shipped lines: the journeys that must be found, and what must not be joined."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import networkx as nx
import pytest

from geo.crs import distance_km
from tests.drawn_lines import (
    all_nodes,
    graph_of,
    leg_between,
    operating,
    shortest,
)


def test_no_operating_leg_is_an_island() -> None:
    parts = list(nx.connected_components(graph_of(operating())))
    assert len(parts) == 1, [sorted(part)[:5] for part in parts]


WEST = {"astara_rasht_road", "astara_astara_rail"}
EAST = {"bolashak_serhetyaka_rail"}
FEEDER_SOUTH = {"termez_hairatan_rail", "termez_hairatan_road"}
RAIL, ROAD, SEA = {"rail"}, {"road"}, {"sea"}


class Journey(NamedTuple):
    """A way that must exist, what it may use, where it must go, and its length at most.

    ``through`` are nodes in order; ``ratio`` is length over great circle.
    """

    start: str
    end: str
    modes: set[str]
    without: set[str]
    through: str
    ratio: float


BY_THE_WEST = Journey(
    "moscow",
    "bandar_abbas",
    RAIL | ROAD,
    EAST | FEEDER_SOUTH,
    "astrakhan bilajari astara_ir rasht qazvin tehran bafq",
    1.7,
)
BY_THE_CASPIAN = Journey(
    "moscow",
    "bandar_abbas",
    RAIL | ROAD | SEA,
    WEST | EAST | FEEDER_SOUTH,
    "astrakhan tehran bafq",
    1.7,
)
BY_THE_EAST = Journey("moscow", "bandar_abbas", RAIL, WEST, "makat beyneu serhetyaka bereket", 1.9)
SUEZ = Journey("saint_petersburg", "mumbai", SEA, {"st_petersburg_mumbai_cape_sea"}, "", 2.7)
JOURNEYS = [
    BY_THE_WEST,
    BY_THE_CASPIAN,
    BY_THE_EAST,
    Journey("tashkent", "karachi", RAIL | ROAD, set(), "samarkand termez hairatan", 2.0),
    Journey(
        "astrakhan",
        "herat",
        RAIL | ROAD,
        WEST,
        "atyrau beyneu serhetyaka bereket ashgabat mary torghundi",
        2.0,
    ),
    Journey(
        "tashkent",
        "herat",
        RAIL | ROAD,
        set(),
        "samarkand bukhara turkmenabat mary torghundi",
        1.9,
    ),
    Journey("termez", "gwadar", RAIL | ROAD, set(), "hairatan kabul quetta", 2.2),
    Journey("mashhad", "herat", RAIL | ROAD, set(), "torbat_e_jam dogharoun islam_qala", 1.4),
    Journey("zahedan", "karachi", RAIL, set(), "taftan dalbandin spezand rohri", 2.2),
    Journey("mumbai", "tehran", RAIL | SEA, set(), "shahid_rajaee sirjan bafq yazd qom", 1.6),
    SUEZ,
]


@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda one: f"{one.start}-{one.end}")
def test_the_ten_journeys(journey: Journey) -> None:
    """Each exists over operating legs, goes where it should and is no absurd way round."""
    legs = [
        leg
        for leg in operating()
        if leg.mode in journey.modes and leg.leg_id not in journey.without
    ]
    path = shortest(journey.start, journey.end, legs=legs)
    through = journey.through.split()
    assert [node for node in path if node in through] == through
    assert "ryazan" not in path or journey.start == "moscow"
    km = nx.path_weight(nx.Graph(graph_of(legs)), path, "km")
    start, end = (all_nodes()[one]["geometry"]["coordinates"] for one in (path[0], path[-1]))
    assert km < journey.ratio * distance_km(tuple(start), tuple(end))


def test_the_caspian_way_takes_a_ship() -> None:
    legs = [leg for leg in operating() if leg.leg_id not in WEST | EAST | FEEDER_SOUTH]
    path = shortest("moscow", "bandar_abbas", legs=legs)
    assert "sea" in {leg_between(a, b).mode for a, b in pairwise(path)}


def test_the_first_eastern_train_went_about_as_far_as_said() -> None:
    """Of July 2022: 3,800 km to the Iranian border, 1,600 km on to Bandar Abbas [P110]."""
    legs = [leg for leg in operating() if leg.mode == "rail" and leg.leg_id not in WEST]
    graph: nx.Graph[str] = nx.Graph(graph_of(legs))
    for start, end, said in (("chekhov", "sarakhs", 3800), ("sarakhs", "shahid_rajaee", 1600)):
        assert nx.shortest_path_length(graph, start, end, "km") == pytest.approx(said, rel=0.08)


def test_nothing_runs_by_rail_from_herat_to_pakistan() -> None:
    rails = [leg for leg in operating() if leg.mode == "rail"]
    graph = graph_of(rails)
    assert "rabat_e_paryan" not in graph
    assert not any("spin_boldak" in (leg.from_id, leg.to_id) for leg in rails)
