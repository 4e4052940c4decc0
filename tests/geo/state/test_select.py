from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.ledger.highlights import statements_of
from geo.model.choice import Scenario, Selection
from geo.model.states import Status
from geo.state.about import events_of
from geo.state.conditions import Condition
from geo.state.select import (
    as_of_date,
    default_selection,
    leg_states,
    legs_drawn,
    node_states,
    visible_branches,
)


def _on(catalog, day, **changes):
    chosen = replace(default_selection(catalog), as_of=day, **changes)
    return {state.leg.leg_id: state for state in leg_states(catalog, chosen)}


def test_without_a_date_the_day_the_data_end_counts(catalog):
    assert as_of_date(catalog, default_selection(catalog)) == date(2024, 12, 31)


def test_a_hidden_branch_takes_its_own_legs_away_but_not_shared_ones(catalog):
    states = _on(catalog, date(2023, 1, 1), hidden_branches=frozenset({"south"}))
    assert list(states) == ["leg_a", "leg_b"]
    assert states["leg_a"].branch_ids == ("main",)
    assert states["leg_a"].corridor_ids == ("north",)


@pytest.mark.parametrize(
    ("day", "status"),
    [
        (date(2020, 6, 1), Status.CONSTRUCTION),
        (date(2022, 2, 28), Status.CONSTRUCTION),
        (date(2022, 3, 1), Status.OPERATING),
        (date(2024, 1, 31), Status.OPERATING),
        (date(2024, 2, 1), Status.SUSPENDED),
    ],
)
def test_the_date_picks_the_status(catalog, day, status):
    assert _on(catalog, day)["leg_b"].status is status


@pytest.mark.parametrize("day", [date(2019, 12, 31), date(2022, 3, 1), None])
@pytest.mark.parametrize("hidden", [frozenset(), frozenset({"south"})])
def test_the_legs_drawn_are_those_that_have_a_state(catalog, day, hidden):
    chosen = replace(default_selection(catalog), as_of=day, hidden_branches=hidden)
    for statuses in (frozenset(Status), frozenset({Status.OPERATING})):
        wanted = replace(chosen, statuses=statuses)
        states = leg_states(catalog, wanted)
        assert legs_drawn(catalog, wanted) == tuple(state.leg for state in states)


def test_before_its_first_status_a_leg_is_nothing(catalog):
    assert "leg_b" not in _on(catalog, date(2019, 12, 31))


def test_a_status_is_doubted_when_nothing_was_read_for_longer_than_it_lasts(catalog):
    assert not _on(catalog, date(2023, 12, 31))["leg_b"].doubted
    assert _on(catalog, date(2024, 1, 1))["leg_b"].doubted
    # On record, never seen on a dated page.
    road = _on(catalog, date(2023, 1, 1))["leg_r"]
    assert (road.doubted, road.last_confirmed) == (False, None)


def test_a_state_is_what_was_confirmed_by_the_day_and_by_whom(catalog):
    early, late = (_on(catalog, day)["leg_b"] for day in (date(2023, 1, 30), date(2023, 1, 31)))
    assert (str(early.last_confirmed), early.confirmed_by) == ("2022-03", "s2")
    assert (str(late.last_confirmed), late.confirmed_by) == ("2023-01-31", "s1")


def test_a_closed_node_shuts_the_legs_that_end_in_it_until_that_is_contested(catalog):
    assert _on(catalog, date(2023, 1, 9))["leg_b"].condition is Condition.OPEN
    assert _on(catalog, date(2023, 1, 10))["leg_b"].condition is Condition.CLOSED
    assert _on(catalog, date(2023, 1, 10))["leg_a"].condition is Condition.OPEN
    later = _on(catalog, date(2023, 7, 1))["leg_b"]
    assert later.condition is Condition.CONTESTED
    assert later.closures[0].closure.closure_id == "c_shut"


def test_a_closure_with_an_end_is_over_after_it(catalog):
    on = frozenset({"coast"})
    during = _on(catalog, date(2022, 2, 10), corridors=on)
    assert during["leg_w"].condition is Condition.PARTLY
    assert _on(catalog, date(2022, 2, 11), corridors=on)["leg_w"].condition is Condition.OPEN


def test_a_ban_on_some_goods_restricts_but_does_not_close(catalog):
    states = _on(catalog, date(2024, 6, 1), corridors=frozenset({"coast"}))
    assert states["leg_w"].condition is Condition.RESTRICTED
    assert states["leg_c"].condition is Condition.OPEN


def test_nodes_know_their_breaks_of_gauge_and_what_is_only_planned(catalog):
    chosen = replace(default_selection(catalog), as_of=date(2023, 6, 1))
    nodes = {state.node.node_id: state for state in node_states(catalog, chosen)}
    assert list(nodes) == ["a", "b", "c", "hub"]
    assert nodes["b"].gauges == (1435, 1520)
    assert nodes["a"].gauges == (1520,)
    assert nodes["c"].condition is Condition.CLOSED
    assert nodes["hub"].planned
    assert nodes["hub"].corridor_ids == ("north",)


def test_a_hub_is_not_drawn_before_anybody_spoke_of_it(catalog):
    chosen = replace(default_selection(catalog), as_of=date(2023, 4, 30))
    assert "hub" not in {state.node.node_id for state in node_states(catalog, chosen)}


def test_claims_and_events_are_those_known_by_the_date(catalog):
    chosen = replace(default_selection(catalog), as_of=date(2023, 7, 30))
    claims = [claim.claim_id for claim in statements_of(catalog, chosen).claims]
    assert claims == ["north_length_1", "b_freight", "hub_plan", "pair_trade"]
    later = replace(chosen, as_of=date(2023, 7, 31))
    assert "north_length_2" in {claim.claim_id for claim in statements_of(catalog, later).claims}
    assert [event.event_id for event in events_of(catalog, chosen)] == [
        "opened_b",
        "hub_announced",
    ]


def test_a_promise_is_known_from_when_it_was_made(catalog):
    chosen = Selection(frozenset({"coast"}), as_of=date(2021, 6, 1))
    assert [event.event_id for event in events_of(catalog, chosen)] == ["c_due"]


def test_branches_come_in_the_order_of_the_page(catalog):
    chosen = Selection(frozenset({"coast", "north"}))
    assert [b.branch_id for b in visible_branches(catalog, chosen)] == ["main", "south", "sea"]


days = st.dates(min_value=date(1995, 1, 1), max_value=date(2026, 1, 1))


@given(first=days, second=days)
def test_an_earlier_date_never_knows_more(catalog, first, second):
    early, late = sorted((first, second))
    both = Selection(frozenset({"north", "coast"}))
    sooner, later = (replace(both, as_of=on) for on in (early, late))
    assert set(events_of(catalog, sooner)) <= set(events_of(catalog, later))
    known = set(statements_of(catalog, sooner).claims)
    assert known <= set(statements_of(catalog, later).claims)


def test_what_the_reader_supposes_shut_or_reopened_shows(catalog):
    shut = _on(catalog, date(2022, 6, 1), scenario=Scenario(closed=frozenset({"c"})))
    assert shut["leg_b"].condition is Condition.CLOSED
    assert shut["leg_b"].supposed_shut
    assert not shut["leg_a"].supposed_shut
    country = _on(catalog, date(2022, 6, 1), scenario=Scenario(closed=frozenset({"YYY"})))
    assert country["leg_r"].supposed_shut
    opened = _on(catalog, date(2023, 1, 10), scenario=Scenario(opened=frozenset({"c"})))
    assert opened["leg_b"].condition is Condition.OPEN
    assert opened["leg_b"].closures == ()


def test_a_node_supposed_shut_has_no_source_behind_it(catalog):
    chosen = replace(
        default_selection(catalog),
        as_of=date(2022, 6, 1),
        scenario=Scenario(closed=frozenset({"c"})),
    )
    nodes = {state.node.node_id: state for state in node_states(catalog, chosen)}
    assert nodes["c"].supposed_shut
    assert nodes["c"].condition is Condition.CLOSED
    assert nodes["c"].closures == ()
