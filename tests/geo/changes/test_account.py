"""The account of change: complete, ordered, and each kind called what it is."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.changes.account import changes_between
from geo.changes.kinds import Account, Change, ChangeKind, Moment, Nature, Topic
from geo.changes.state import ClosureNow, state_of
from geo.errors import OrderError
from geo.ledger.readings import ledger_at
from geo.model.dates import PartialDate, Precision
from geo.model.said import Event, EventKind, EventType
from geo.model.states import LegStatus, Says, StateKind, Status
from geo.records.catalog import Catalog, read_catalog
from geo.records.claims import latest_vintages
from geo.state.conditions import closures_at
from geo.state.select import status_at
from tests.geo.changes.applying import applied
from tests.geo.changes.drawn import DAYS, LATER, editions, shuffled
from tests.ledgers import claim, event, when
from tests.worlds import write_world


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return read_catalog(write_world(tmp_path_factory.mktemp("world") / "data"))


def between(one: Catalog, since: str, other: Catalog | None = None, until: str = "") -> Account:
    later = other or one
    end = date.fromisoformat(until) if until else later.data_end
    return changes_between(Moment(one, date.fromisoformat(since)), Moment(later, end))


def of(account: Account, topic: Topic, name: str) -> list[Change]:
    found = [change for change in account.changes if change.key == (topic, name)]
    return sorted(found, key=lambda change: change.step)


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_changes_turn_the_earlier_state_into_the_later(world: Catalog, data: Any) -> None:
    one, other = data.draw(editions(world)), data.draw(editions(world))
    on = data.draw(DAYS)
    account = changes_between(Moment(one, on), Moment(other, on + data.draw(LATER)))
    after = applied(state_of(account.earlier), account.changes)
    assert after == state_of(account.later)
    assert _told_by(after) == _told_by_the_catalog(account.later)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_one_catalog_at_two_dates_has_its_account_too(world: Catalog, data: Any) -> None:
    one, on = data.draw(editions(world)), data.draw(DAYS)
    account = changes_between(Moment(one, on), Moment(one, on + data.draw(LATER)))
    assert applied(state_of(account.earlier), account.changes) == state_of(account.later)
    assert ChangeKind.FIGURE_CORRECTED not in {change.kind for change in account.changes}


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(data=st.data(), seed=st.integers(0, 9))
def test_the_order_of_files_changes_nothing(world: Catalog, data: Any, seed: int) -> None:
    one, other = data.draw(editions(world)), data.draw(editions(world))
    on, until = data.draw(DAYS), data.draw(LATER)
    account = changes_between(Moment(one, on), Moment(other, on + until))
    order = random.Random(seed).shuffle
    again = changes_between(
        Moment(shuffled(one, order), on), Moment(shuffled(other, order), on + until)
    )
    assert again.changes == account.changes


def _told_by(state: Any) -> tuple[Any, ...]:
    """Return what a state says in the terms of the functions that the page asks."""
    return (
        {name: one.status for (topic, name), one in state.items() if topic is Topic.STATUS},
        {
            name
            for (topic, name), one in state.items()
            if isinstance(one, ClosureNow) and one.ended is None
        },
        {name for topic, name in state if topic is Topic.CLAIM},
        {
            one.event_id
            for (topic, _), facet in state.items()
            if topic in (Topic.EVENT, Topic.PROMISE)
            for one in getattr(facet, "events", (facet,))
        },
    )


def _told_by_the_catalog(moment: Moment) -> tuple[Any, ...]:
    catalog, on = moment.catalog, moment.on
    ledger = ledger_at(catalog, on)
    statuses = {name: status_at(catalog.statuses[name], on) for name in catalog.legs}
    return (
        {name: found.status for name, found in statuses.items() if found},
        {state.closure.closure_id for state in closures_at(catalog, on)},
        _latest(catalog, {one.claim_id for one in ledger.claims} | _undated(catalog.claims)),
        {one.event_id for one in ledger.events} | _undated(catalog.events),
    )


def _latest(catalog: Catalog, known: set[str]) -> set[str]:
    """Return claims without those that a later vintage of their series replaces."""
    claims = [one for name, one in catalog.claims.items() if name in known]
    return {one.claim_id for one in latest_vintages(claims)}


def _undated(said: Any) -> set[str]:
    """Return what has no day of its own: on either side of a comparison it had been said."""
    return {name for name, one in said.items() if one.said_on.precision is Precision.UNDATED}


def test_what_has_no_day_is_no_news_of_the_day_the_data_end(shipped: Catalog) -> None:
    undated = _undated(shipped.claims)
    assert len(undated) > 20
    before = Moment(shipped, shipped.data_end - timedelta(days=1))
    account = changes_between(before, Moment(shipped, shipped.data_end))
    assert [change.key for change in account.changes if change.key[1] in undated] == []
    assert not any(change.nature is Nature.LEARNED for change in account.changes)


def test_what_has_no_day_is_news_of_the_edition_that_brings_it(shipped: Catalog) -> None:
    name = min(_undated(shipped.claims))
    without = {key: one for key, one in shipped.claims.items() if key != name}
    earlier = replace(shipped, claims=MappingProxyType(without), data_hash="other")
    end = shipped.data_end
    account = changes_between(Moment(earlier, end), Moment(shipped, end))
    (change,) = of(account, Topic.CLAIM, name)
    assert change.kind is ChangeKind.FIGURE_ADDED
    assert change.nature is Nature.LEARNED


def test_nothing_changes_on_one_day(shipped: Catalog) -> None:
    assert between(shipped, shipped.data_end.isoformat()).changes == ()


def test_days_the_wrong_way_round_are_refused(world: Catalog) -> None:
    with pytest.raises(OrderError, match="earlier day first"):
        between(world, "2024-01-01", until="2023-01-01")


def test_statuses_in_between_are_told_one_by_one(world: Catalog) -> None:
    steps = of(between(world, "2021-01-01"), Topic.STATUS, "leg_b")
    told = [(one.before.status, one.after.status, str(one.day)) for one in steps]  # type: ignore[attr-defined]
    assert told == [
        (Status.CONSTRUCTION, Status.OPERATING, "2022-03"),
        (Status.OPERATING, Status.SUSPENDED, "2024-02-01"),
    ]
    assert {one.nature for one in steps} == {Nature.HAPPENED}


def test_what_an_edition_tells_of_the_past_is_learned(world: Catalog) -> None:
    history = (
        *world.statuses["leg_a"],
        LegStatus("leg_a", Status.SUSPENDED, when("2022"), "s2", ""),
    )
    later = replace(world, statuses=MappingProxyType({**world.statuses, "leg_a": history}))
    (step,) = of(between(world, "2024-01-01", later), Topic.STATUS, "leg_a")
    assert step.nature is Nature.LEARNED
    assert step.source_ids == ("s2",)


def test_a_closure_that_came_and_went_is_told_twice(world: Catalog) -> None:
    steps = of(between(world, "2022-01-01", until="2022-12-31"), Topic.CLOSURE, "d_shut")
    assert [(one.kind, str(one.day)) for one in steps] == [
        (ChangeKind.CLOSED, "2022-02-01"),
        (ChangeKind.REOPENED, "2022-02-11"),
    ]


def test_a_closure_is_seen_again_then_contested(world: Catalog) -> None:
    (seen,) = of(between(world, "2023-02-01", until="2023-06-30"), Topic.CLOSURE, "c_shut")
    assert (seen.kind, str(seen.day)) == (ChangeKind.CONFIRMED, "2023-06-30")
    (doubt,) = of(between(world, "2023-06-30", until="2023-07-02"), Topic.CLOSURE, "c_shut")
    assert (doubt.kind, str(doubt.day)) == (ChangeKind.CONTESTED, "2023-07-01")


def test_silence_unconfirms_and_names_no_day(world: Catalog) -> None:
    (change,) = of(between(world, "2024-05-01", until="2024-12-30"), Topic.SEEN, "leg_w")
    assert (change.kind, change.nature) == (ChangeKind.UNCONFIRMED, Nature.ELAPSED)
    assert str(change.day) == "undated"


def with_events(world: Catalog, *events: Any) -> Catalog:
    return replace(world, events=MappingProxyType({one.event_id: one for one in events}))


def promised(name: str, due: str, said: str) -> Event:
    kind, type_ = EventKind.PROMISED, EventType.DEADLINE
    return event(name, due, said=said, kind=kind, type_=type_, promise="p")


def test_a_promise_is_made_moved_and_met(world: Catalog) -> None:
    catalog = with_events(
        world,
        promised("first", "2022-06-01", "2021-01-01"),
        promised("again", "2023-06-01", "2022-01-01"),
        event("opened", "2023-05-01", promise="p"),
    )
    steps = of(between(catalog, "2020-01-01"), Topic.PROMISE, "p")
    assert [one.kind for one in steps] == [
        ChangeKind.PROMISE_MADE,
        ChangeKind.PROMISE_MOVED,
        ChangeKind.PROMISE_MET,
    ]
    assert [str(one.day) for one in steps] == ["2021-01-01", "2022-01-01", "2023-05-01"]


def test_a_day_that_passed_is_no_missed_promise(world: Catalog) -> None:
    catalog = with_events(world, promised("first", "2022-06", "2021-01-01"))
    (step,) = of(between(catalog, "2022-01-01"), Topic.PROMISE, "p")
    assert (step.kind, step.nature) == (ChangeKind.DUE_DAY_PASSED, Nature.ELAPSED)
    assert str(step.day) == "2022-07-01"


def test_a_promise_is_missed_where_a_source_says_so(world: Catalog) -> None:
    catalog = with_events(
        world,
        promised("first", "2022-06", "2021-01-01"),
        event("late", "2022-07-03", type_=EventType.DELAYED, promise="p"),
        event("off", "2023-07-03", type_=EventType.CANCELLED, promise="p"),
    )
    kinds = [one.kind for one in of(between(catalog, "2022-01-01"), Topic.PROMISE, "p")]
    assert kinds == [ChangeKind.PROMISE_MISSED, ChangeKind.PROMISE_GIVEN_UP]


def test_a_meeting_after_the_day_does_not_pass_it_again(world: Catalog) -> None:
    catalog = with_events(
        world,
        promised("first", "2022-06", "2021-01-01"),
        event("talks", "2023-02-03", type_=EventType.MEETING, promise="p"),
    )
    (step,) = of(between(catalog, "2023-01-01"), Topic.PROMISE, "p")
    assert step.kind is ChangeKind.BECAME_KNOWN


def test_a_period_runs_out(world: Catalog) -> None:
    waiver = replace(event("waiver", "2023-01-01"), ends=when("2023-06-30"))
    account = between(with_events(world, waiver), "2023-06-30", until="2023-07-01")
    (step,) = of(account, Topic.END, "waiver")
    assert (step.kind, str(step.day)) == (ChangeKind.RAN_OUT, "2023-06-30")


def with_claims(world: Catalog, *claims: Any) -> Catalog:
    return replace(world, claims=MappingProxyType({one.claim_id: one for one in claims}))


def test_figures_are_added_revised_superseded(world: Catalog) -> None:
    old = claim("old", 100, said="2021-01-01", vintage=when("2021"))
    catalog = with_claims(
        world,
        old,
        claim("new", 110, said="2022-01-01", vintage=when("2022")),
        claim("same", 130, said="2022-02-01"),
        claim("other", 120, said="2022-03-01", by="Another"),
    )
    account = between(catalog, "2021-06-01")
    kinds = {name: of(account, Topic.CLAIM, name)[0] for name in ("new", "same", "other")}
    assert (kinds["new"].kind, kinds["new"].beside) == (ChangeKind.FIGURE_REVISED, old)
    assert (kinds["same"].kind, kinds["same"].beside) == (ChangeKind.FIGURE_SUPERSEDED, old)
    assert kinds["other"].kind is ChangeKind.FIGURE_ADDED


def test_an_edition_corrects_and_withdraws_figures(world: Catalog) -> None:
    one = with_claims(world, claim("a", 100), claim("b", 100, scope="part"))
    other = with_claims(world, claim("a", 90))
    account = between(one, "2024-06-01", other)
    assert [change.kind for change in of(account, Topic.CLAIM, "a")] == [
        ChangeKind.FIGURE_CORRECTED
    ]
    assert [change.kind for change in of(account, Topic.CLAIM, "b")] == [
        ChangeKind.FIGURE_WITHDRAWN
    ]


def test_another_figure_comes_to_be_preferred(world: Catalog) -> None:
    catalog = with_claims(
        world,
        claim("old", 100, said="2021-01-01", preference=2),
        claim("new", 200, said="2023-01-01", preference=1, by="Other"),
    )
    account = between(catalog, "2022-01-01")
    (step,) = [one for one in account.changes if one.key[0] is Topic.SHOWN]
    assert step.kind is ChangeKind.PREFERRED_CHANGED
    beside = between(catalog, "2020-01-01")
    (step,) = [one for one in beside.changes if one.key[0] is Topic.SHOWN]
    assert step.kind is ChangeKind.FIGURE_COMPARED
    one_left = with_claims(world, claim("new", 200, said="2023-01-01", by="Other"))
    account = between(catalog, "2024-06-01", one_left)
    (step,) = [one for one in account.changes if one.key[0] is Topic.SHOWN]
    assert step.kind is ChangeKind.FIGURE_ALONE


def test_a_figure_known_by_its_year_is_no_news_once_the_data_end(world: Catalog) -> None:
    end = world.data_end.isoformat()
    one = with_claims(world, claim("old", 100, said="2021-01-01"))
    added = claim("new", 200, said=str(world.data_end.year), by="Other")
    other = with_claims(world, claim("old", 100, said="2021-01-01"), added)
    (step,) = of(between(one, end, other), Topic.CLAIM, "new")
    assert step.nature is Nature.LEARNED
    before = (world.data_end - timedelta(days=1)).isoformat()
    (step,) = of(between(one, before, other), Topic.CLAIM, "new")
    assert step.nature is Nature.HAPPENED


def test_a_journey_is_lost_for_a_cause_and_gained_again(world: Catalog) -> None:
    shut = replace(world.closures["c_shut"], applies_to=world.closures["c_shut"].applies_to)
    known = {
        key: tuple(one for one in said if one.says is not Says.CONTESTED)
        for key, said in world.confirmations.items()
    }
    catalog = replace(
        world,
        closures=MappingProxyType({"c_shut": shut}),
        confirmations=MappingProxyType(known),
    )
    (lost,) = of(between(catalog, "2023-01-01", until="2023-02-01"), Topic.JOURNEY, "a_to_c")
    assert (lost.kind, str(lost.day)) == (ChangeKind.ROUTE_LOST, "2023-01-10")
    assert lost.beside == (Topic.CLOSURE, "c_shut")
    assert lost.source_ids == ("s1",)
    ended = {
        **known,
        (StateKind.CLOSURE, "c_shut"): (
            replace(known[StateKind.CLOSURE, "c_shut"][0], says=Says.ENDED),
        ),
    }
    open_again = replace(catalog, confirmations=MappingProxyType(ended))
    (gained,) = of(between(open_again, "2023-03-01"), Topic.JOURNEY, "a_to_c")
    assert (gained.kind, str(gained.day)) == (ChangeKind.ROUTE_GAINED, "2023-06-30")


def test_a_journey_gets_longer(world: Catalog) -> None:
    legs = {**world.legs, "leg_a": replace(world.legs["leg_a"], length_km=150.0)}
    account = between(
        world, "2022-12-01", replace(world, legs=MappingProxyType(legs)), "2022-12-01"
    )
    (longer,) = of(account, Topic.JOURNEY, "a_to_c")
    assert (longer.kind, longer.source_ids) == (ChangeKind.ROUTE_LONGER, ())
    (record,) = of(account, Topic.RECORD, "legs:leg_a")
    assert record.kind is ChangeKind.RECORD_CHANGED


def test_changes_stand_in_the_order_of_their_weight(shipped: Catalog) -> None:
    account = between(shipped, "2025-01-01")
    order = list(ChangeKind)
    ranks = [order.index(change.kind) for change in account.changes]
    assert ranks == sorted(ranks)
    assert {ChangeKind.CLOSED, ChangeKind.PROMISE_MOVED, ChangeKind.FIGURE_ADDED} <= {
        change.kind for change in account.changes
    }


def test_nothing_of_the_account_lies_after_its_end(shipped: Catalog) -> None:
    """What is told of a day is known by it; of a month the first day may be."""
    for until in (date(2021, 3, 5), date(2024, 9, 30), date(2026, 2, 1)):
        account = between(shipped, (until - timedelta(days=365)).isoformat(), None, str(until))
        assert account.changes
        for change in account.changes:
            dated: PartialDate = change.day
            if change.kind is not ChangeKind.BECAME_KNOWN:
                assert dated.first <= until, change


def test_shipped_changes_apply(shipped: Catalog) -> None:
    account = between(shipped, "2020-01-01")
    assert applied(state_of(account.earlier), account.changes) == state_of(account.later)
    with pytest.raises(ValueError, match="is not as the change"):
        applied(state_of(account.later), account.changes)
