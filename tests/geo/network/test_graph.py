from __future__ import annotations

from itertools import pairwise
from math import inf, isclose

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.network.graph import Graph

EDGES = [("a", "b"), ("b", "c"), ("a", "c"), ("c", "d"), ("a", "c"), ("x", "y")]


@pytest.fixture
def graph():
    r"""Two ways to c, the direct one doubled; x and y stand apart.

    ::

        a --0-- b --1-- c --3-- d      x --5-- y
         \______2______/
          \_____4_____/
    """
    return Graph(EDGES)


def test_the_cheapest_of_parallel_edges_is_taken(graph):
    walk = graph.path(["a"], ["d"], [5, 5, 4, 1, 3, 1])
    assert walk.vertices == ("a", "c", "d")
    assert walk.edges == (4, 3)
    assert walk.weight == 4


def test_the_same_graph_serves_other_weights(graph):
    assert graph.path(["a"], ["d"], [1, 1, 4, 1, 3, 1]).edges == (0, 1, 3)
    assert graph.path(["a"], ["d"], [1, 1, 1, 1, 3, 1]).edges == (2, 3)


def test_what_weighs_infinitely_much_is_not_used(graph):
    assert graph.path(["a"], ["d"], [1, 1, inf, 1, inf, 1]).edges == (0, 1, 3)
    assert graph.path(["a"], ["d"], [1, 1, 1, inf, 1, 1]) is None


def test_the_nearest_start_and_end_are_taken_and_free_edges_not_walked(graph):
    walk = graph.path(["a", "b"], ["c", "d"], [0, 2, 3, 0, 3, 1])
    assert walk.vertices == ("b", "c")
    assert walk.weight == 2


def test_of_equally_short_ways_the_one_with_fewest_edges_is_taken(graph):
    assert graph.path(["a"], ["c"], [1, 1, 2, 9, 9, 9]).edges == (2,)
    assert graph.path(["a"], ["d"], [0, 0, 0, 0, 9, 9]).edges == (2, 3)


def test_nothing_leads_to_what_stands_apart_or_is_not_there(graph):
    ones = [1.0] * len(EDGES)
    assert graph.path(["a"], ["x"], ones) is None
    assert graph.path(["a"], ["nowhere"], ones) is None
    assert graph.path([], ["a"], ones) is None
    assert "a" in graph
    assert "nowhere" not in graph


@given(
    st.lists(
        st.tuples(
            st.integers(0, 7), st.integers(0, 7), st.sampled_from([0, 0.1, 0.2, 0.3, 1, 7, inf])
        ),
        min_size=1,
        max_size=25,
    )
)
def test_another_library_finds_the_same_lengths(edges):
    graph = Graph([(first, second) for first, second, _ in edges])
    other = nx.MultiGraph()
    other.add_nodes_from(graph.vertices)
    other.add_weighted_edges_from(edge for edge in edges if edge[2] < inf)
    weights = [weight for _, _, weight in edges]
    assert {end for first, second, _ in edges for end in (first, second)} == set(graph.vertices)
    for start in graph.vertices:
        lengths = nx.single_source_dijkstra_path_length(other, start)
        for end in graph.vertices:
            walk = graph.path([start], [end], weights)
            assert (walk is None) == (end not in lengths)
            if walk is not None:
                assert isclose(walk.weight, lengths[end])
                assert (walk.vertices[0], walk.vertices[-1]) == (start, end)
                assert len(walk.edges) == len(walk.vertices) - 1
                for edge, pair in zip(walk.edges, pairwise(walk.vertices), strict=True):
                    assert set(graph.edges[edge]) == set(pair)
