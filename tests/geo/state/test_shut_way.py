"""Which way along a leg a closure of one direction shuts it, over the shipped data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from geo.model.said import SubjectKind
from geo.records.catalog import Catalog
from geo.state.conditions import closures_by_subject, closures_of_leg, way_shut
from geo.state.select import leg_state
from tests.shipped import shipped_catalog


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """Read the shipped data."""
    return shipped_catalog()


def end_shut(catalog: Catalog, leg_id: str, on: date) -> str | None:
    """Return the end of a leg that nothing may go towards."""
    state = leg_state(catalog, leg_id, on)
    assert state is not None
    leg = state.leg
    return {1: leg.to_id, -1: leg.from_id, 0: None}[state.shut_way]


def test_a_leg_over_the_border_is_shut_towards_the_country(catalog: Catalog) -> None:
    in_february = date(2023, 2, 3)
    assert end_shut(catalog, "termez_hairatan_rail", in_february) == "hairatan"
    # Beyond the border it leads on, away from the leg that crosses it.
    assert end_shut(catalog, "hairatan_naibabad_rail", in_february) == "naibabad"
    assert end_shut(catalog, "termez_hairatan_rail", date(2023, 1, 1)) is None


def test_every_one_way_closure_shows_on_some_leg(catalog: Catalog) -> None:
    directed = [one for one in catalog.closures.values() if one.direction]
    assert directed
    for closure in directed:
        shut = closures_by_subject(catalog, closure.start.last)
        ways = [
            way_shut(catalog, leg, closures_of_leg(leg, shut))
            for leg in catalog.legs.values()
            if closure in [one.closure for one in closures_of_leg(leg, shut)]
        ]
        assert any(ways), closure.closure_id


def test_a_shut_place_is_led_to_from_before_it_and_from_beyond(catalog: Catalog) -> None:
    (closure,) = (c for c in catalog.closures.values() if c.closure_id == "cl_incheh_borun_lorries")
    assert closure.subject_kind is SubjectKind.NODE
    shut = closures_by_subject(catalog, closure.start.last)
    states = [s for s in shut[SubjectKind.NODE, "incheh_borun"] if s.closure == closure]
    for leg in catalog.legs.values():
        if "incheh_borun" not in (leg.from_id, leg.to_id):
            continue
        other = leg.to_id if leg.from_id == "incheh_borun" else leg.from_id
        to_other = 1 if leg.to_id == other else -1
        over = catalog.nodes[other].country == "TKM"
        assert way_shut(catalog, leg, states) == (to_other if over else -to_other)
    both = [states[0], replace(states[0], closure=replace(closure, direction="IRN"))]
    (leg,) = (leg for leg in catalog.legs.values() if leg.leg_id == "akyayla_incheh_borun_rail")
    assert way_shut(catalog, leg, both) == 0
