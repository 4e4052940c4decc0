"""What the panels show of a selection, on the tiny drawn world of tests/worlds.py."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from geo.ledger.highlights import (
    about_of,
    diplomacy_of,
    point_rates,
    statements_of,
    subjects_of_corridor,
    trade_readings,
    volume_readings,
)
from geo.ledger.readings import Ledger, ledger_of
from geo.model.choice import Focus, Selection
from geo.model.said import Claim, ClaimKind, EventType, SubjectKind
from geo.records.catalog import Catalog
from geo.state.select import default_selection
from tests.ledgers import DATA_END, SOURCES, claim, event
from tests.shipped import shipped_catalog

NODE_B: dict[str, Any] = {"subject_kind": SubjectKind.NODE, "subject_id": "b"}
PAIR: dict[str, Any] = {
    "subject_kind": SubjectKind.COUNTRY_PAIR,
    "metric": "trade_turnover",
    "unit": "USD_million",
}


@pytest.fixture(scope="module")
def world(catalog: Catalog) -> Catalog:
    """Read the world drawn in tests/worlds.py."""
    return catalog


def said(catalog: Catalog, *more: Claim) -> Catalog:
    """Return the world with these claims instead of its own."""
    return replace(catalog, claims={made.claim_id: made for made in more})


def ids(ledger: Ledger) -> set[str]:
    return {made.claim_id for made in ledger.claims}


def test_what_is_off_is_not_spoken_of(world: Catalog) -> None:
    on = default_selection(world)
    assert "b_freight" in ids(statements_of(world, on))
    assert ids(statements_of(world, replace(on, corridors=frozenset()))) == set()


def test_the_date_decides_what_was_said(world: Catalog) -> None:
    on = default_selection(world)
    early = statements_of(world, replace(on, as_of=date(2022, 1, 1)))
    assert {"north_length_1"} == ids(early) & {"north_length_1", "north_length_2"}


def test_a_focus_narrows_to_what_it_is_about(world: Catalog) -> None:
    on = default_selection(world)
    at_b = replace(on, focus=Focus(SubjectKind.NODE, "b"))
    assert "b_freight" in ids(statements_of(world, at_b))
    assert "north_length_1" not in ids(statements_of(world, at_b))
    leg = about_of(world, replace(on, focus=Focus(SubjectKind.LEG, "leg_a")))
    assert leg == {
        (SubjectKind.LEG, "leg_a"),
        (SubjectKind.NODE, "a"),
        (SubjectKind.NODE, "b"),
    }
    branch = about_of(world, replace(on, focus=Focus(SubjectKind.BRANCH, "sea")))
    assert (SubjectKind.LEG, "leg_w") in branch
    assert (SubjectKind.NODE, "e") in branch
    strait = about_of(world, replace(on, focus=Focus(SubjectKind.STRAIT, "s")))
    assert (SubjectKind.LEG, "leg_w") in strait


def test_the_weightiest_subject_comes_first(world: Catalog) -> None:
    subjects = subjects_of_corridor(world, default_selection(world), "north")
    own = [kind for kind, _ in subjects]
    first = own.index(SubjectKind.CORRIDOR)
    # A hub speaks before its corridor, then come branches, legs and the other nodes.
    assert set(own[:first]) <= {SubjectKind.NODE}
    assert list(dict.fromkeys(own[first:])) == [
        SubjectKind.CORRIDOR,
        SubjectKind.BRANCH,
        SubjectKind.LEG,
        SubjectKind.NODE,
    ]
    assert (SubjectKind.LEG, "leg_r") in subjects
    hidden = replace(default_selection(world), hidden_branches=frozenset({"south"}))
    assert (SubjectKind.LEG, "leg_r") not in subjects_of_corridor(world, hidden, "north")


def test_volumes_stand_under_their_corridor(world: Catalog) -> None:
    on = default_selection(world)
    volumes = volume_readings(world, on, statements_of(world, on))
    assert set(volumes) == {"north"}
    assert "b_freight" in {r.claims[0].claim_id for r in volumes["north"]}


def test_rates_want_two_windows_and_no_errors(world: Catalog) -> None:
    def window(name: str, value: float, month: str, **changes: Any) -> Claim:
        period = (f"{month}-01", f"{month}-30")
        return claim(name, value, period=period, **{**NODE_B, **changes})

    april, june = window("w1", 3000, "2024-04"), window("w2", 6000, "2024-06")
    year = claim("year", 1e6, period=("2024", "2024"), **NODE_B)
    wrong = window("wrong", 9e9, "2024-09", kind=ClaimKind.ERROR)
    on = default_selection(world)
    one = said(world, april, year)
    assert point_rates(statements_of(one, on)) == ()
    both = said(world, june, april, year, wrong)
    (point,) = point_rates(statements_of(both, on))
    assert point.subject == (SubjectKind.NODE, "b")
    assert [(rate.claim.claim_id, rate.low, rate.days) for rate in point.rates] == [
        ("w1", 100, 30),
        ("w2", 200, 30),
    ]


def test_trade_is_money_between_countries() -> None:
    made = [
        claim("y24", 90, period=("2024", "2024"), subject_id="WWW-YYY", **PAIR),
        claim("when", 50, subject_id="WWW-YYY", **PAIR),
        replace(claim("sold", 40, subject_id="WWW-YYY", **PAIR), metric="exports"),
        claim("freight", 40),
    ]
    ledger = ledger_of(made, [], SOURCES, as_of=DATA_END, data_end=DATA_END)
    assert {r.claims[0].claim_id for r in trade_readings(ledger)} == {"y24", "when", "sold"}


def test_diplomacy_is_a_thread_of_its_own_and_events_stand_in_order() -> None:
    late, early = event("late", "2025-01-01"), event("early", "2024")
    same = event("day", "2024-01-01")
    undated = event("undated", "", said="2024-01-01")
    body = replace(
        event("body", "2023-01-01"),
        subject_kind=SubjectKind.PERSON_OR_BODY,
        subject_id="government",
    )
    seen = replace(
        event("recognised", "2025-07-03", type_=EventType.RECOGNITION),
        subject_kind=SubjectKind.COUNTRY_PAIR,
        subject_id="AFG-RUS",
    )
    events = [late, undated, seen, early, same, body]
    ledger = ledger_of([], events, SOURCES, as_of=DATA_END, data_end=DATA_END)
    announced, thread = diplomacy_of(ledger)
    assert [e.event_id for e in announced] == ["day", "early", "late", "undated"]
    assert [e.event_id for e in thread] == ["body", "recognised"]


def test_nothing_on_gives_nothing(world: Catalog) -> None:
    off = Selection(corridors=frozenset())
    ledger = statements_of(world, off)
    assert volume_readings(world, off, ledger) == {}


@pytest.mark.parametrize("day", [date(2022, 12, 1), date(2024, 6, 1), date(2026, 4, 20), None])
def test_what_went_by_road_is_no_rail_freight_and_one_chart_has_one_scope(day: date | None) -> None:
    catalog = shipped_catalog()
    ledger = statements_of(catalog, replace(default_selection(catalog), as_of=day))
    for point in point_rates(ledger):
        scopes = {rate.claim.scope for rate in point.rates}
        assert len(scopes) == 1
        assert "rail" in scopes.pop()
    if day is None:
        assert len(point_rates(ledger)) >= 4
