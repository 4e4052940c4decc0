"""From degrees to points of the page, and back."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.crs import distance_km
from layers.look.basemap import BOUNDARY_NOTE, LINE_OF_CONTROL_NOTE
from layers.scene.frame import boundary_words, frame_of, graticule_of, round_length_km
from layers.scene.sheet import Rect

PANEL = Rect(30.0, 60.0, 580.0, 520.0)
PAD = Rect(20.0, 10.0, 30.0, 12.0)
NO_PAD = Rect(0.0, 0.0, 0.0, 0.0)
PLACES = [(30.3, 59.9), (72.9, 18.9), (62.2, 34.3), (35.0, 45.0)]
REGION = frame_of(PLACES, PANEL, pad=PAD)


@pytest.mark.slow
@given(st.lists(st.tuples(st.floats(25, 85), st.floats(10, 65)), min_size=1, max_size=8))
def test_all_places_are_inside_the_padded_panel(places: list[tuple[float, float]]) -> None:
    frame = frame_of(places, PANEL, pad=PAD)
    assert places
    for place in places:
        x, y = frame.point_of(place)
        assert PANEL.x0 + PAD.x0 - 0.01 <= x <= PANEL.x1 - PAD.x1 + 0.01
        assert PANEL.y0 + PAD.y0 - 0.01 <= y <= PANEL.y1 - PAD.y1 + 0.01


def test_one_place_still_shows_its_surroundings() -> None:
    frame = frame_of([(62.2, 34.35)], PANEL, pad=PAD)
    assert frame.km_per_point() * PANEL.width > 300


@given(st.floats(PANEL.x0, PANEL.x1), st.floats(PANEL.y0, PANEL.y1))
def test_a_place_of_a_point_leads_back_to_it(x: float, y: float) -> None:
    back = REGION.point_of(REGION.place_at(x, y))
    assert back == pytest.approx((x, y), abs=1e-5)


def test_km_per_point_is_that_of_the_middle_parallel() -> None:
    x, y = PANEL.centre
    lon, lat = REGION.place_at(x, y)
    east = REGION.point_of((lon + 1, lat))
    paper = np.hypot(east[0] - x, east[1] - y)
    ground = distance_km((lon, lat), (lon + 1, lat))
    assert ground / paper == pytest.approx(REGION.km_per_point(), rel=1e-3)


def test_north_leans_inward_on_both_sides_of_the_central_meridian() -> None:
    """On a cone meridians meet above the map: in the west north leans east, and the reverse."""
    left, _ = REGION.north_at(PANEL.x0, PANEL.y0)
    right, _ = REGION.north_at(PANEL.x1, PANEL.y0)
    assert left > 0.05
    assert right < -0.05


def test_the_graticule_is_round_and_crosses_the_panel() -> None:
    lines = graticule_of(REGION)
    assert {line.degrees % 10 for line in lines} == {0.0}
    assert sum(line.northward for line in lines) >= 4
    assert sum(not line.northward for line in lines) >= 4


@given(st.floats(0.002, 9_000))
def test_scale_bars_are_round_and_long_enough(longest: float) -> None:
    length = round_length_km(longest)
    assert length <= longest * (1 + 1e-9)
    assert length * 2.1 > longest
    assert f"{length:.12e}"[0] in "1235"


def test_the_line_of_control_is_owed_where_it_lies_in_the_frame() -> None:
    kashmir = frame_of([(70.0, 30.0), (80.0, 38.0)], PANEL, pad=NO_PAD)
    assert boundary_words(kashmir) == (BOUNDARY_NOTE, LINE_OF_CONTROL_NOTE)
    assert boundary_words(kashmir, house_note="Ours.") == ("Ours.", LINE_OF_CONTROL_NOTE)
    west = frame_of([(50.0, 30.0), (60.0, 38.0)], PANEL, pad=NO_PAD)
    assert boundary_words(west) == (BOUNDARY_NOTE,)


def test_what_lies_in_the_box_of_degrees_but_outside_the_frame_owes_nothing() -> None:
    r"""A frame is bent in degrees: its box of degrees reaches further than it shows.

    ::

        +--------------------+   the panel's upper corners lie further
         \                  /    east and west than its lower ones
          +----------------+
    """
    frame = frame_of([(50.0, 33.0), (71.0, 47.0)], PANEL, pad=NO_PAD)
    panel = frame.panel
    east_above, _ = frame.place_at(panel.x1, panel.y1)
    east_below, _ = frame.place_at(panel.x1, panel.y0)
    assert east_above > east_below
    sliver = [
        (east_below + 0.3, 33.2),
        (east_above - 0.1, 33.2),
        (east_above - 0.1, 34.0),
        (east_below + 0.3, 34.0),
    ]
    assert not frame.shows(sliver)
