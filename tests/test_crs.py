"""Projections, geodesic lengths and the view of a globe."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.crs import (
    circle_of,
    degrees_text,
    distance_km,
    globe_view,
    graticule_step,
    length_km,
    lengths_km,
    project,
    projection_for,
    unproject,
)

REGION = (25.0, 18.0, 76.0, 60.0)


def test_the_region_gets_a_conformal_conic_with_parallels_at_a_sixth_and_five_sixths() -> None:
    projection = projection_for(REGION)
    assert projection.name == (
        "Lambert conformal conic projection, standard parallels 25° N and 53° N, "
        "central meridian 50° E"
    )
    assert projection.crs.coordinate_operation is not None
    assert "+lat_1=25 +lat_2=53 " in projection.definition


def test_scale_is_true_along_a_standard_parallel_and_shapes_are_kept() -> None:
    projection = projection_for(REGION)
    x, y = project(projection, [60.0, 60.01], [25.0, 25.0])
    east = np.hypot(np.diff(x), np.diff(y))[0] / 1000
    assert east == pytest.approx(distance_km((60.0, 25.0), (60.01, 25.0)), rel=1e-4)
    # Conformal: at any point a step north and a step east are stretched alike.
    x, y = project(projection, [70.0, 70.01, 70.0], [40.0, 40.0, 40.01])
    east = np.hypot(x[1] - x[0], y[1] - y[0]) / distance_km((70.0, 40.0), (70.01, 40.0))
    north = np.hypot(x[2] - x[0], y[2] - y[0]) / distance_km((70.0, 40.0), (70.0, 40.01))
    assert east == pytest.approx(north, rel=1e-4)


@pytest.mark.parametrize(
    "bounds", [(10.0, -20.0, 50.0, 30.0), (0.0, 70.0, 60.0, 88.0), (-90.0, 10.0, 90.0, 60.0)]
)
def test_where_a_cone_would_not_do_an_equal_area_projection_serves(
    bounds: tuple[float, float, float, float],
) -> None:
    assert projection_for(bounds).name.startswith("Lambert azimuthal equal-area")


@given(st.floats(26, 84), st.floats(6, 64))
def test_unproject_takes_project_back(lon: float, lat: float) -> None:
    projection = projection_for(REGION)
    back = unproject(projection, *project(projection, lon, lat))
    assert float(back[0]) == pytest.approx(lon, abs=1e-7)
    assert float(back[1]) == pytest.approx(lat, abs=1e-7)


def test_lengths_are_geodesic() -> None:
    # One degree of the equator is a 360th of 2π · 6,378.137 km.
    assert distance_km((0.0, 0.0), (1.0, 0.0)) == pytest.approx(111.3195, abs=1e-3)
    assert length_km([(0.0, 0.0), (1.0, 0.0), (2.0, 0.0)]) == pytest.approx(222.639, abs=1e-3)
    assert length_km([]) == 0.0


_PLACE = st.tuples(st.floats(-170, 170), st.floats(-80, 80))


@given(
    st.lists(st.lists(_PLACE, min_size=2, max_size=4), max_size=5),
    st.sampled_from([0.001, 0.1, 1.0]),
)
def test_many_lengths_at_once_are_each_ones_to_a_metre(
    lines: list[list[tuple[float, float]]], shrunk: float
) -> None:
    # Steps of all lengths: all of a line drawn towards its first place.
    near = [
        [(a[0] + (lon - a[0]) * shrunk, a[1] + (lat - a[1]) * shrunk) for lon, lat in line]
        for line in lines
        for a in line[:1]
    ]
    assert lengths_km(near) == pytest.approx([length_km(line) for line in near], abs=1e-3)


def test_a_circle_is_closed_and_its_corners_are_a_radius_away() -> None:
    ring = circle_of((62.2, 34.35), 50.0)
    assert ring[0] == ring[-1]
    assert {round(distance_km((62.2, 34.35), corner), 3) for corner in ring} == {50.0}


@given(st.floats(-180, 180), st.floats(-90, 90), st.floats(-180, 180), st.floats(-80, 80))
def test_the_globe_keeps_everything_on_its_disc(
    lon: float, lat: float, lon_0: float, lat_0: float
) -> None:
    x, y = globe_view([lon], [lat], (lon_0, lat_0))
    assert np.hypot(x, y)[0] <= 1 + 1e-9


def test_the_globe_puts_its_centre_in_the_middle_and_the_far_side_on_the_rim() -> None:
    x, y = globe_view([50.0, 140.0, -175.0], [0.0, 0.0, 30.0], (50.0, 0.0))
    assert (x[0], y[0]) == pytest.approx((0.0, 0.0))
    assert (x[1], y[1]) == pytest.approx((1.0, 0.0))
    assert np.hypot(x[2], y[2]) == pytest.approx(1.0)


def test_degrees_and_steps() -> None:
    assert [degrees_text(value, "E", "W") for value in (50, -7, 0, 2.5)] == [
        "50° E",
        "7° W",
        "0°",
        "2.5° E",
    ]
    assert [graticule_step(span) for span in (3, 12, 42, 90)] == [0.5, 2.0, 10.0, 20.0]
