"""What gives reason to doubt a state: on the drawn world, and on the shipped data day by day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from geo.model.dates import PartialDate, Precision
from geo.model.said import EventType, SubjectKind
from geo.model.states import Status
from geo.records.catalog import Catalog, read_catalog
from geo.state.doubt import Doubt, DoubtKind, doubt_of_node, wars_at
from geo.state.select import LegState, leg_state
from tests.worlds import TABLES, write_world

WAR_BEGINS = ("war", "country", "WWW", "", "war", "2024-03-10", "day", "actual")
WAR_ROW = (*WAR_BEGINS, "", "", "War in W", "s2", "", "")


@pytest.fixture(scope="module")
def peace(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """Read the drawn world."""
    return read_catalog(write_world(tmp_path_factory.mktemp("peace") / "data"))


@pytest.fixture(scope="module")
def war(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """Read the drawn world with a war in country WWW from 10 March 2024."""
    changes = {"events": [*TABLES["events"], WAR_ROW]}
    return read_catalog(write_world(tmp_path_factory.mktemp("war") / "data", changes))


def state_of(catalog: Catalog, leg_id: str, on: date) -> LegState:
    """Return a leg that exists on a day."""
    found = leg_state(catalog, leg_id, on)
    assert found is not None
    return found


def test_a_war_doubts_what_was_not_seen_since_and_says_since_when(war: Catalog) -> None:
    assert state_of(war, "leg_a", date(2024, 3, 9)).doubt is None
    doubt = state_of(war, "leg_a", date(2024, 3, 10)).doubt
    assert doubt is not None
    assert (doubt.kind, str(doubt.since), doubt.source_id) == (DoubtKind.WAR, "2024-03-10", "s2")
    # The road was never seen on a dated page: in peace on record, in war doubted.
    road = state_of(war, "leg_r", date(2024, 3, 10))
    assert (road.last_confirmed, road.doubt) == (None, doubt)


def test_what_is_seen_again_in_a_war_is_no_longer_doubted(war: Catalog) -> None:
    assert state_of(war, "leg_a", date(2024, 6, 30)).doubted
    assert not state_of(war, "leg_a", date(2024, 7, 1)).doubted


def test_a_war_doubts_only_statuses_whose_rule_says_so(war: Catalog) -> None:
    for leg_id, status in (("leg_b", Status.SUSPENDED), ("leg_c", Status.PROPOSED)):
        state = state_of(war, leg_id, date(2024, 4, 1))
        assert state.status is status
        assert state.doubt is None or state.doubt.kind is DoubtKind.SILENCE


def test_without_an_event_of_a_war_there_is_none(peace: Catalog, war: Catalog) -> None:
    assert wars_at(peace, date(2024, 12, 31)) == {}
    assert set(wars_at(war, date(2024, 12, 31))) == {"WWW"}
    assert [event.type for event in war.wars] == [EventType.WAR]


def test_a_node_at_war_is_doubted_until_something_is_read_of_what_meets_there(
    war: Catalog,
) -> None:
    alpha = war.nodes["a"]
    assert doubt_of_node(war, alpha, date(2024, 3, 9)) is None
    doubt = doubt_of_node(war, alpha, date(2024, 6, 30))
    assert doubt == state_of(war, "leg_a", date(2024, 6, 30)).doubt
    assert doubt_of_node(war, alpha, date(2024, 7, 1)) is None
    assert doubt_of_node(war, war.nodes["c"], date(2024, 6, 30)) is None


def test_who_tells_of_a_beginning_long_after_did_not_see_it(peace: Catalog) -> None:
    """Leg A runs since 2000 by a page of 2024: on record until it is first seen, in 2019."""
    assert state_of(peace, "leg_a", date(2018, 12, 31)).last_confirmed is None
    assert state_of(peace, "leg_a", date(2018, 12, 31)).doubt is None
    assert str(state_of(peace, "leg_a", date(2019, 1, 1)).last_confirmed) == "2019-01-01"
    # Leg B runs since March 2022 by a page of 2023: that page saw it, and is silent after.
    assert str(state_of(peace, "leg_b", date(2022, 4, 1)).last_confirmed) == "2022-03"
    assert state_of(peace, "leg_b", date(2024, 1, 1)).doubt == Doubt(
        DoubtKind.SILENCE, PartialDate(date(2023, 1, 31), date(2023, 1, 31), Precision.DAY)
    )


def states_on(catalog: Catalog, on: date) -> Mapping[str, LegState]:
    """Return every leg there was on a day."""
    found = {leg_id: leg_state(catalog, leg_id, on) for leg_id in catalog.legs}
    return {leg_id: state for leg_id, state in found.items() if state}


@pytest.mark.parametrize(
    ("on", "at_most"),
    [
        (date(2016, 7, 1), 0.1),
        (date(2020, 1, 1), 0.1),
        (date(2024, 1, 1), 0.1),
        (date(2026, 2, 27), 0.1),
        (date(2026, 4, 20), 0.3),
        (date(2026, 7, 5), 0.3),
    ],
)
def test_most_lines_are_in_full_colour_on_any_day(
    shipped: Catalog, on: date, at_most: float
) -> None:
    states = states_on(shipped, on)
    doubted = [leg_id for leg_id, state in states.items() if state.doubted]
    assert len(states) > 200
    assert 0 < len(doubted) <= at_most * len(states), doubted


@pytest.mark.parametrize("year", range(2012, 2027))
def test_lines_in_use_that_were_never_seen_are_on_record_not_doubted(
    shipped: Catalog, year: int
) -> None:
    unseen = [
        state
        for state in states_on(shipped, date(year, 1, 1)).values()
        if state.status is Status.OPERATING and state.last_confirmed is None
    ]
    assert unseen
    assert not [state.leg.leg_id for state in unseen if state.doubted]


def test_lines_of_iran_are_doubted_from_the_war_on_unless_read_of_since(shipped: Catalog) -> None:
    eve, on = states_on(shipped, date(2026, 2, 27)), states_on(shipped, shipped.data_end)
    at_war = {
        leg_id for leg_id, state in on.items() if state.doubt and state.doubt.kind is DoubtKind.WAR
    }
    assert at_war
    for leg_id in at_war:
        leg, doubt = shipped.legs[leg_id], on[leg_id].doubt
        assert "IRN" in {shipped.nodes[leg.from_id].country, shipped.nodes[leg.to_id].country}
        assert doubt is not None
        assert str(doubt.since) == "2026-02-28"
        assert shipped.sources[doubt.source_id].published.first >= date(2026, 2, 28)
        assert eve[leg_id].doubt is None or eve[leg_id].doubt.kind is DoubtKind.SILENCE  # type: ignore[union-attr]
    # Khaf to Rozanak carried grain in March 2026, so it is not.
    assert "khaf_shamtigh_rail" not in at_war


def test_each_war_of_the_shipped_data_is_a_dated_event_of_a_country(shipped: Catalog) -> None:
    assert [(war.subject_id, str(war.date)) for war in shipped.wars] == [("IRN", "2026-02-28")]
    assert all(war.subject_kind is SubjectKind.COUNTRY for war in shipped.wars)
