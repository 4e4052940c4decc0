"""Mending and thinning polylines."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.build.lines import (
    KEEP_CHORD_KM,
    TrackPiece,
    densified,
    longest_chord_km,
    rounded,
    thinned,
    with_place,
    without_loops,
    without_repeats,
)
from geo.crs import distance_km, length_km

degrees = st.floats(0, 5, allow_nan=False)
lines = st.lists(st.tuples(degrees, degrees), min_size=2, max_size=12, unique=True)


def test_repeats_and_spikes_go() -> None:
    """A-B-C-B-D: the way into C and back is a yard off the line."""
    assert without_repeats("ABBCBD") == ("A", "B", "D")
    assert without_repeats("ABCDCBE") == ("A", "B", "E")


def test_loops_go_but_their_foot_stays() -> None:
    assert without_loops("ABCDBE") == ("A", "B", "E")


def test_a_place_goes_into_the_chord_it_lies_on() -> None:
    r"""Draw two edges, A-B-C; the town lies beside the second.

    A ----- B
             \   x
              \
               C
    """
    pieces = [
        TrackPiece(((0.0, 1.0), (1.0, 1.0)), 111.0),
        TrackPiece(((1.0, 1.0), (1.0, 0.0)), 125.0),
    ]
    led = with_place(pieces, (1.1, 0.5))
    assert led[0] == pieces[0]
    assert led[1] == TrackPiece(((1.0, 1.0), (1.1, 0.5), (1.0, 0.0)), 125.0)


def test_a_straight_track_gets_vertices() -> None:
    chord = ((0.0, 0.0), (1.0, 0.0))
    straight = densified(TrackPiece(chord, 1.02 * length_km(chord)))
    assert len(straight.line) == 5
    assert longest_chord_km(straight.line) < KEEP_CHORD_KM
    assert length_km(straight.line) == pytest.approx(length_km(chord))


def test_a_winding_track_is_left_for_way_points() -> None:
    """Its length says it bends away from the chord, so nothing is made up."""
    chord = ((0.0, 0.0), (1.0, 0.0))
    winding = TrackPiece(chord, 1.3 * length_km(chord))
    assert densified(winding) == winding


def test_thinning_drops_what_lies_on_the_way() -> None:
    line = ((0.0, 0.0), (0.1, 0.0), (0.2, 0.0), (0.2, 0.2))
    assert thinned(line, tolerance_deg=0.001) == ((0.0, 0.0), (0.2, 0.0), (0.2, 0.2))


def test_thinning_keeps_vertices_of_a_long_straight() -> None:
    line = tuple((0.1 * n, 0.0) for n in range(11))
    thin = thinned(line, tolerance_deg=0.001)
    assert longest_chord_km(thin) <= KEEP_CHORD_KM
    assert len(thin) < len(line)


@given(lines)
def test_thinning_keeps_ends_order_and_stays_within_tolerance(
    points: list[tuple[float, float]],
) -> None:
    line = tuple(points)
    thin = thinned(line, tolerance_deg=0.2)
    assert (thin[0], thin[-1]) == (line[0], line[-1])
    places = [line.index(point) for point in thin]
    assert places == sorted(places)
    assert length_km(thin) <= length_km(line) + 1e-9


def test_rounding_is_to_a_metre() -> None:
    point = (61.123456789, 35.987654321)
    assert rounded([point]) == ((61.12346, 35.98765),)
    assert all(distance_km(a, b) < 0.002 for a, b in pairwise([point, *rounded([point])]))
