from __future__ import annotations

from datetime import date

from geo.model.choice import Selection
from geo.model.lines import Mode
from geo.model.states import Status
from geo.state.measure import border_legs_of, extent_of, gauge_breaks_of
from geo.state.select import leg_states


def test_lengths_add_up_by_status_and_mode(catalog):
    both = Selection(frozenset({"north", "coast"}), as_of=date(2023, 6, 1))
    extent = extent_of(leg_states(catalog, both), catalog.nodes)
    assert extent.by_mode_km == {Mode.RAIL: 334, Mode.ROAD: 115, Mode.SEA: 222}
    assert extent.by_status_km == {Status.OPERATING: 560, Status.PROPOSED: 111}
    assert extent.total_km == 671
    assert extent.gauge_break_ids == ("b",)
    assert set(extent.border_leg_ids) == {"leg_b", "leg_r", "leg_w"}


def test_nothing_selected_measures_nothing(catalog):
    extent = extent_of([], catalog.nodes)
    assert (extent.total_km, extent.by_mode_km) == (0, {})
    assert border_legs_of([], catalog.nodes) == ()
    assert gauge_breaks_of([]) == ()
