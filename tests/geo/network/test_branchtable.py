from __future__ import annotations

from datetime import date

import pytest

from geo.model.choice import Basis
from geo.network.branchtable import branch_rows


@pytest.fixture(scope="module")
def catalog(routes):
    """Read the world drawn in tests/route_world.py."""
    return routes


def test_branches_are_compared_in_length_stops_and_cost(catalog):
    rows = branch_rows(catalog, catalog.branches.values(), date(2022, 1, 1))
    rail, road, sea, planned = rows
    assert (rail.extent.total_km, rail.borders, rail.gauge_breaks) == (900, 2, 1)
    assert rail.hours.central == pytest.approx(102)
    assert rail.money.central == pytest.approx(600 * 0.1 + 300 * 0.008 + 5 * 8)
    assert (road.extent.total_km, road.borders) == (500, 1)
    assert (sea.borders, sea.unbuilt_km) == (0, 0)
    assert planned.unbuilt_km == 220
    assert (rail.section, sea.section) == (None, None)
    assert planned.section is not None
    assert (planned.section.share, planned.section.new_km, planned.section.existing_km) == (
        0,
        220,
        0,
    )
    assert (rail.gauges, road.gauges) == ((1520, 1435), ())


def test_a_leg_not_thought_of_yet_is_still_missing(catalog):
    planned = branch_rows(catalog, [catalog.branches["planned"]], date(2020, 1, 1))[0]
    assert planned.extent.total_km == 0
    assert planned.unbuilt_km == planned.unthought_km == 220


def test_per_container_is_another_basis(catalog):
    branch = [catalog.branches["sea"]]
    tonne = branch_rows(catalog, branch, date(2022, 1, 1))[0]
    container = branch_rows(catalog, branch, date(2022, 1, 1), basis=Basis.TEU)[0]
    assert container.money.central == pytest.approx(10 * tonne.money.central)
