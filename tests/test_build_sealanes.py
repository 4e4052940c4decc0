"""Sea lanes: nearest vertex, closed passages, straits gone through."""

from __future__ import annotations

import pytest

from data.build.sealanes import Lanes, lanes_of, nearest_vertex, shortest_lane

WEST, EAST, NORTH, SOUTH = (0.0, 0.0), (4.0, 0.0), (2.0, 0.5), (2.0, -6.0)


@pytest.fixture
def lanes() -> Lanes:
    r"""Draw a canal in the north, the open sea in the south.

     NORTH  (suez)
    /      \
    WEST      EAST
    \      /
     SOUTH
    """
    return lanes_of([([WEST, NORTH, EAST], "suez"), ([WEST, SOUTH, EAST], "")])


def test_the_canal_is_shorter_and_named(lanes: Lanes) -> None:
    path = shortest_lane(lanes, WEST, EAST, closed=frozenset())
    assert path is not None
    assert path.points == (WEST, NORTH, EAST)
    assert path.straits == {"suez_canal"}


def test_with_the_canal_closed_ships_go_round(lanes: Lanes) -> None:
    path = shortest_lane(lanes, WEST, EAST, closed=frozenset({"suez"}))
    assert path is not None
    assert path.points == (WEST, SOUTH, EAST)
    assert path.straits == frozenset()


def test_no_lane_no_path() -> None:
    lanes = lanes_of([([WEST, NORTH], ""), ([SOUTH, EAST], "")])
    assert shortest_lane(lanes, WEST, EAST, closed=frozenset()) is None


def test_nearest_vertex(lanes: Lanes) -> None:
    assert nearest_vertex(lanes, (3.9, 0.2)) == EAST
