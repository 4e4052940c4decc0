"""What stands at the head of a corridor: on drawn claims, and of the shipped data at every date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from geo.ledger.highlights import statements_of
from geo.ledger.keyfigures import LEAST_RATE_DAYS, Head, heads_of, new_section
from geo.ledger.series import Span, span_of
from geo.model.choice import Selection
from geo.model.said import Claim, ClaimKind, KeyFigure, PeriodRule, SubjectKind
from geo.records.catalog import Catalog
from geo.state.select import default_selection
from tests.ledgers import claim

NORTH: dict[str, Any] = {"subject_kind": SubjectKind.CORRIDOR, "subject_id": "north"}
NODE_B: dict[str, Any] = {"subject_kind": SubjectKind.NODE, "subject_id": "b"}
NODE_C: dict[str, Any] = {"subject_kind": SubjectKind.NODE, "subject_id": "c"}


@pytest.fixture(scope="module")
def world(catalog: Catalog) -> Catalog:
    """Read the world drawn in tests/worlds.py."""
    return catalog


def head(
    catalog: Catalog, *made: Claim, slots: tuple[KeyFigure, ...], on: date = date(2024, 12, 31)
) -> Head:
    changed = replace(
        catalog,
        claims={one.claim_id: one for one in made},
        key_figures={"north": slots},
    )
    chosen = replace(default_selection(changed), as_of=on)
    return heads_of(changed, chosen, statements_of(changed, chosen))["north"]


def slot(rule: PeriodRule, *scopes: str, **changes: Any) -> KeyFigure:
    given = {
        "corridor_id": "north",
        "slot": 1,
        "metric": "freight_volume",
        "scopes": scopes,
        "period_rule": rule,
        "reason": "because",
        **NORTH,
        **changes,
    }
    return KeyFigure(**given)


def shown(found: Head) -> list[str]:
    return [one.reading.claims[0].claim_id for one in found.found]


def test_the_latest_whole_year_known_stands_and_its_rivals_with_it(world: Catalog) -> None:
    made = (
        claim("y22", 9e6, period=("2022", "2022"), **NORTH),
        claim("y23", 2e6, period=("2023", "2023"), by="A", **NORTH),
        claim("half", 8e6, period=("2024-01", "2024-06"), **NORTH),
        claim("part", 7e6, period=("2023", "2023"), scope="by road", **NORTH),
        claim("gates", 3e6, period=("2023", "2023"), scope="at its gates", by="B", **NORTH),
        claim("hoped", 4e6, period=("2023", "2023"), kind=ClaimKind.FORECAST, **NORTH),
        claim("to_come", 5e6, period=("2030", "2030"), kind=ClaimKind.FORECAST, **NORTH),
    )
    all_of_it = made[0].scope
    found = head(world, *made, slots=(slot(PeriodRule.YEAR, all_of_it, "at its gates"),))
    assert shown(found) == ["y23"]
    assert {one.claim.claim_id for one in found.found[0].rivals} == {"gates", "hoped"}


def test_what_was_not_known_is_missing_and_no_other_measure_takes_its_place(
    world: Catalog,
) -> None:
    year, length = slot(PeriodRule.YEAR), slot(PeriodRule.STANDING, metric="length", slot=2)
    week = claim("week", 1e3, period=("2024-04-01", "2024-04-07"), **NORTH)
    found = head(world, week, slots=(year, length))
    assert (found.found, found.missing) == ((), (year, length))


def test_a_rate_wants_thirty_days_of_ordinary_traffic(world: Catalog) -> None:
    rates = (slot(PeriodRule.RATE, **NODE_B), slot(PeriodRule.RATE, slot=2, **NODE_C))
    made = (
        claim("april", 3000, period=("2022-04-01", "2022-04-30"), **NODE_B),
        claim("week", 700, period=("2022-06-01", "2022-06-07"), **NODE_B),
        claim("open", 3100, period=("2022-08-01", "2022-08-31"), **NODE_C),
        # C is shut from 10 January 2023.
        claim("shut", 310, period=("2023-01-01", "2023-01-31"), **NODE_C),
    )
    found = head(world, *made, slots=rates)
    assert shown(found) == ["april", "open"]
    assert [one.rate.low for one in found.found if one.rate] == [100, 100]


def test_a_newer_plan_takes_the_place_of_the_one_it_superseded(world: Catalog) -> None:
    made = (
        claim("old", 600, metric="length", unit="km", scope="by B", said="2021-02", **NORTH),
        claim("new", 700, metric="length", unit="km", scope="by C", said="2023-07", **NORTH),
    )
    declared = (slot(PeriodRule.STANDING, "by C", "by B", metric="length"),)
    assert shown(head(world, *made, slots=declared, on=date(2022, 1, 1))) == ["old"]
    assert shown(head(world, *made, slots=declared)) == ["new"]


def test_what_is_off_or_out_of_focus_is_not_missed(world: Catalog) -> None:
    off = Selection(corridors=frozenset())
    assert heads_of(world, off, statements_of(world, off)) == {}
    far = slot(PeriodRule.STANDING, subject_kind=SubjectKind.LEG, subject_id="leg_w")
    assert head(world, slots=(far,)) == Head((), (), ())


# --- the shipped data ---------------------------------------------------------------------------


def days(catalog: Catalog) -> Iterator[date]:
    on = date(2012, 1, 1)
    while on < catalog.data_end:
        yield on
        on += timedelta(days=61)
    yield catalog.data_end


def heads_on(catalog: Catalog, on: date) -> dict[str, Head]:
    chosen = replace(
        default_selection(catalog),
        as_of=on,
        corridors=frozenset(catalog.corridors),
        hidden_branches=frozenset(),
    )
    return dict(heads_of(catalog, chosen, statements_of(catalog, chosen)))


def test_each_slot_holds_one_subject_and_measure_at_every_date_and_keeps_its_rule(
    shipped: Catalog,
) -> None:
    assert any(heads_on(shipped, shipped.data_end).values())
    for on in days(shipped):
        for corridor_id, found in heads_on(shipped, on).items():
            slots = shipped.key_figures.get(corridor_id, ())
            assert len(slots) <= 4
            told = [one.declared for one in found.found] + list(found.missing)
            assert sorted(told, key=lambda one: one.slot) == list(slots)
            for one in found.found:
                key, rule = one.reading.key, one.declared.period_rule
                assert (key.subject_id, key.metric) == (
                    one.declared.subject_id,
                    one.declared.metric,
                )
                if rule is PeriodRule.YEAR:
                    assert key.first is not None
                    assert key.last is not None
                    assert span_of(key.first, key.last) is Span.YEAR
                    assert key.last <= on
                if rule is PeriodRule.RATE:
                    assert one.rate is not None
                    assert one.rate.days >= LEAST_RATE_DAYS


@pytest.mark.slow
def test_no_slot_loses_what_it_once_had(shipped: Catalog) -> None:
    known: set[tuple[str, int]] = set()
    for on in days(shipped):
        heads = heads_on(shipped, on)
        filled = {(name, one.declared.slot) for name, it in heads.items() for one in it.found}
        assert known <= filled
        known = filled
    assert known


def test_the_north_south_corridor_leads_with_2024_once_it_is_known(shipped: Catalog) -> None:
    (freight, *_) = heads_on(shipped, date(2026, 4, 20))["instc"].found
    assert (freight.reading.key.first, freight.reading.low) == (date(2024, 1, 1), 26.9e6)
    speakers = {one.claim.said_by for one in freight.rivals}
    assert "Deliver-2" in freight.reading.claims[0].said_by
    assert any("Saburov" in name for name in speakers)
    assert all(speakers)


@pytest.mark.parametrize(("branch_id", "share"), [("kabul", 0.0), ("khaf_herat", 0.6)])
def test_built_is_the_share_of_the_new_line_with_old_track_beside(
    shipped: Catalog, branch_id: str, share: float
) -> None:
    branch = shipped.branches[branch_id]
    section = new_section(shipped, branch, date(2026, 4, 20))
    assert section is not None
    assert section.share == pytest.approx(share, abs=0.05)
    assert section.existing_km > 0
    new = sum(shipped.legs[leg_id].length_km for leg_id in branch.new_leg_ids)
    assert section.new_km == pytest.approx(new)


def test_the_table_lies_in_the_data_folder() -> None:
    assert (Path(__file__).resolve().parents[3] / "data" / "key_figures.csv").exists()
