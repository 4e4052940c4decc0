"""The rail graph: bridged gaps, snapping, shortest track, reversals, stops set into edges."""

from __future__ import annotations

import pytest

from data.build.railgraph import (
    RailGraph,
    graph_of,
    nearest_node,
    nodes_near,
    shortest_path,
    turn_deg,
    with_stop,
)
from geo.crs import distance_km

A, B, C, D, E, F = range(6)


@pytest.fixture
def graph() -> RailGraph:
    r"""Draw a line with a slow short way, a gap of 3 km, and a far stretch of its own.

      B
     / \           (60 + 60 km of track)
    A---C  D----E       F
     150   3 km gap     alone
    """
    nodes = [(0.0, 0.0), (0.5, 0.3), (1.0, 0.0), (1.027, 0.0), (1.5, 0.0), (9.0, 9.0)]
    edges = [(A, B, 60.0), (B, C, 60.0), (A, C, 150.0), (D, E, 55.0)]
    return graph_of(nodes, edges)


def test_shortest_by_track_not_by_edges(graph: RailGraph) -> None:
    path = shortest_path(graph, A, C)
    assert path is not None
    assert path.numbers == (A, B, C)
    assert path.length_km == 120.0


def test_a_short_gap_is_bridged_at_its_own_length(graph: RailGraph) -> None:
    path = shortest_path(graph, C, E)
    assert path is not None
    assert path.numbers == (C, D, E)
    gap_km = distance_km(graph.nodes[C], graph.nodes[D])
    assert path.length_km == pytest.approx(55.0 + gap_km)


def test_what_is_not_joined_has_no_path(graph: RailGraph) -> None:
    assert shortest_path(graph, A, F) is None


def test_snapping_keeps_to_its_distance(graph: RailGraph) -> None:
    assert nearest_node(graph, (0.02, 0.0), within_km=3.0) == A
    assert nearest_node(graph, (0.2, -0.2), within_km=3.0) is None


def test_a_stop_shares_the_track_of_its_edge(graph: RailGraph) -> None:
    stopped = with_stop(graph, (0.25, -0.02), within_km=10.0)
    assert stopped is not None
    new = len(stopped.nodes) - 1
    assert set(stopped.edges[new]) == {A, C}
    assert sum(stopped.edges[new].values()) == pytest.approx(150.0)
    assert C not in stopped.edges[A]
    assert C in graph.edges[A], "the graph given is left as it was"


def test_no_stop_far_from_every_edge(graph: RailGraph) -> None:
    assert with_stop(graph, (0.5, 5.0), within_km=10.0) is None


def test_turns_are_changes_of_course() -> None:
    assert turn_deg((0.0, 0.0), (1.0, 0.0), (2.0, 0.0)) == pytest.approx(0.0, abs=0.1)
    assert turn_deg((0.0, 0.0), (1.0, 0.0), (1.0, 1.0)) == pytest.approx(90.0, abs=0.1)
    assert turn_deg((0.0, 0.0), (1.0, 0.0), (0.0, 0.0)) == pytest.approx(180.0, abs=0.1)


def test_a_short_cut_that_means_a_reversal_is_left_alone() -> None:
    r"""Draw a spur: A to D by B means turning back on the way; by C it is 3 km longer.

    A---B
    |  /            A-B 12, B-D 12; A-C 14, C-D 13
    C-D
    """
    nodes = [(0.0, 0.0), (0.1, 0.0), (0.0, -0.05), (0.02, -0.08)]
    graph = graph_of(nodes, [(A, B, 12.0), (B, D, 12.0), (A, C, 14.0), (C, D, 13.0)])
    path = shortest_path(graph, A, D)
    assert path is not None
    assert path.numbers == (A, C, D)
    assert path.length_km == 27.0
    graph = graph_of(nodes, [(A, B, 12.0), (B, D, 12.0), (A, C, 40.0), (C, D, 13.0)])
    path = shortest_path(graph, A, D)
    assert path is not None
    assert path.length_km == 24.0, "the penalty is no part of the length"


def test_a_walk_touches_the_sets_it_is_led_through(graph: RailGraph) -> None:
    straight = shortest_path(graph, A, C, through=[frozenset({C})])
    assert straight is not None
    assert straight.numbers == (A, B, C)
    led = shortest_path(graph, B, C, through=[frozenset({A})])
    assert led is not None
    assert A in led.numbers
    assert led.numbers[0] == B
    assert led.numbers[-1] == C
    assert shortest_path(graph, A, C, through=[frozenset({F})]) is None


def test_nodes_near_a_point(graph: RailGraph) -> None:
    assert nodes_near(graph, (1.01, 0.0), within_km=5.0) == {C, D}
    assert nodes_near(graph, (5.0, 5.0), within_km=5.0) == frozenset()
