"""The shipped ledger: nothing lost, nothing misread, what must never be said is not said."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from geo.ledger.readings import Ledger, Reading, ledger_at
from geo.model.said import ClaimKind, EventKind, EventType, SubjectKind
from geo.records.catalog import Catalog
from geo.records.claimchecks import preference_faults, vocabulary_faults
from geo.records.claims import (
    KindClass,
    class_of,
    groups_of,
    is_contested,
)
from geo.records.sums import Expectation, sum_faults
from tests.drawn_lines import DATA, rows_of
from tests.ledgers import places

FACT_IDS = (Path(__file__).parent / "fact_ids.txt").read_text(encoding="utf-8").split()
LINE = "Termez to the Pakistani border, by Kabul"
OLD_LINE = "to Peshawar by Kabul and Torkham"


@pytest.fixture(scope="module")
def catalog(shipped: Catalog) -> Catalog:
    """Read the data that ship."""
    return shipped


def rows(name: str) -> list[dict[str, str]]:
    return rows_of(DATA / f"{name}.csv")


def reading(ledger: Ledger, subject: str, metric: str, scope: str) -> Reading:
    kind = SubjectKind(subject.partition(":")[0])
    found = ledger.preferred(kind, subject.partition(":")[2], metric, scope=scope)
    assert found is not None
    return found


# --- all facts are in ---------------------------------------------------------------------------


def test_no_fact_is_lost_and_none_invented() -> None:
    assert len(FACT_IDS) == len(set(FACT_IDS)) == 407
    used = {
        fact
        for name in ("claims", "events", "closures", "omitted")
        for row in rows(name)
        for fact in row["fact_id"].split(";")
        if fact
    }
    assert sorted(used) == sorted(FACT_IDS)


def test_what_is_left_out_is_really_left_out_and_says_why() -> None:
    kept = {
        fact
        for name in ("claims", "events", "closures")
        for row in rows(name)
        for fact in row["fact_id"].split(";")
    }
    omitted = rows("omitted")
    assert len(omitted) < 15
    for row in omitted:
        assert row["fact_id"] not in kept
        assert len(row["reason"]) > 20


def test_the_five_texts_it_began_with_are_cited() -> None:
    both = [row for name in ("claims", "events") for row in rows(name)]
    # Where a page with an address bears the row out, the text is named beside it in the note.
    named = {word for row in both for word in re.findall(r"\bD[1-5]\b", row["note"])}
    assert {"D1", "D2", "D3", "D4", "D5"} <= {row["source_id"] for row in both} | named


def test_every_source_cited_is_described_and_how_much_was_read(catalog: Catalog) -> None:
    assert {source.read for source in catalog.sources.values()} == {
        "whole",
        "opening",
        "headline",
        "none",
    }
    assert catalog.sources["P240"].read == "headline"  # only its headline was seen
    assert catalog.sources["BK00"].read == "none"


# --- checks at the door -------------------------------------------------------------------------


def test_words_orders_and_sums_are_sound(catalog: Catalog) -> None:
    claims = list(catalog.claims.values())
    assert vocabulary_faults(claims, rows=places(claims)) == ()
    assert preference_faults(claims, rows=places(claims)) == ()
    sums = list(catalog.sums.values())
    assert sum_faults(claims, sums, rows=places(sums)) == ()


def test_the_press_items_that_do_not_add_up_would_be_caught(catalog: Catalog) -> None:
    """Four known from reading and one found since; each fails when it is taken at its word."""
    known = [s for s in catalog.sums.values() if s.expected == Expectation.KNOWN_MISMATCH]
    claims = list(catalog.claims.values())
    sources: set[str] = set()
    for check in known:
        taken = replace(check, expected=Expectation.ADDS_UP.value)
        assert len(sum_faults(claims, [taken], rows=places([taken]))) == 1
        sources.update(
            catalog.claims[part].source_id
            for part in (check.total_claim_id, *check.part_claim_ids)
            if f"{catalog.claims[part].source_id}:" in check.note
        )
    assert sources == {"P072", "P073", "P081", "P192", "P1604"}


def test_the_corrected_week_adds_up(catalog: Catalog) -> None:
    week = catalog.sums["rail_week_2025_08_07"]
    assert week.expected == Expectation.ADDS_UP
    assert "dv01" in week.part_claim_ids
    assert catalog.claims["dv01"].value == 68_227
    assert catalog.claims["kt47"].kind is ClaimKind.ERROR
    assert catalog.claims["kt47"].value == 682_027


def test_exports_and_imports_make_the_trade(catalog: Catalog) -> None:
    trade = catalog.sums["russia_trade_2025_02"]
    assert {catalog.claims[part].value for part in trade.part_claim_ids} == {3, 217}
    assert catalog.claims[trade.total_claim_id].value == 220


def test_every_contested_group_is_ordered_or_says_why_not(catalog: Catalog) -> None:
    groups = [one for one in groups_of(catalog.claims.values()).values() if is_contested(one)]
    assert len(groups) >= 20
    for group in groups:
        reasons = [claim.preference_reason for claim in group]
        ranks = [claim.preference for claim in group]
        assert all(reasons)
        assert all(ranks) or (not any(ranks) and all(r.startswith("no order") for r in reasons))


# --- what the ledger says -----------------------------------------------------------------------


def test_length_of_the_trans_afghan_railway(ledger: Ledger) -> None:
    line = reading(ledger, "corridor:trans_afghan", "length", LINE)
    assert line.shown is not None
    assert (line.shown.value, line.low, line.high) == (647, 573, 781)
    assert line.planned
    beside = {cited.claim.claim_id: cited.claim for cited in line.beside}
    assert beside["ua61"].value == 783  # the old way by Torkham
    assert beside["ua59_length"].value == 850  # with the Pakistani part
    assert beside["ua09"].value == 750  # with station tracks
    assert beside["ua15"].kind is ClaimKind.ERROR
    assert not {"ua61", "ua59_length", "ua09", "ua15"} & {c.claim_id for c in line.claims}


def test_length_grows_with_the_date_only_by_what_was_said(catalog: Catalog) -> None:
    early = ledger_at(catalog, date(2022, 12, 31))
    line = reading(early, "corridor:trans_afghan", "length", OLD_LINE)
    assert (line.low, line.high) == (573, 760)
    assert early.preferred(SubjectKind.CORRIDOR, "trans_afghan", "length", scope=LINE) is None
    later = ledger_at(catalog, date(2025, 7, 22))
    line = reading(later, "corridor:trans_afghan", "length", LINE)
    assert line.shown is not None
    assert line.shown.claim_id == "ua12"


def test_cost_of_the_trans_afghan_railway(ledger: Ledger) -> None:
    cost = reading(ledger, "corridor:trans_afghan", "cost", LINE)
    assert (cost.low, cost.high) == (4_500, 8_200)
    assert {c.claim.value for c in cost.beside} >= {10_000, 8_000, 4_800, 720_000}


def test_the_hub_has_plans_and_nothing_measured(catalog: Catalog) -> None:
    about = [c for c in catalog.claims.values() if c.subject_id == "herat_hub_site"]
    assert {c.value for c in about} == {1_000_000}
    assert {class_of(c) for c in about} == {KindClass.PLANNED}


def test_annual_oil_transit_of_fifty_million_tonnes_is_an_error(catalog: Catalog) -> None:
    assert catalog.claims["kt58"].kind is ClaimKind.ERROR


def test_volume_of_the_north_south_corridor_is_three_stories(ledger: Ledger) -> None:
    found = [
        r
        for r in ledger.readings(subject_id="instc", metric="freight_volume")
        if r.key.first == date(2022, 1, 1) and r.key.scope == "whole corridor, all modes"
    ]
    assert len(found) == 1
    assert [c.value for c in found[0].claims] == [14_500_000, 16_000_000, 8_400_000]
    assert found[0].contested
    assert found[0].voices == 3


def test_no_line_is_drawn_through_counts_that_do_not_fit(catalog: Catalog) -> None:
    """2.1 Mt by rail in 2023 and 12.9 Mt in 2024 are two counts, no sixfold growth."""
    assert catalog.claims["in47"].scope != catalog.claims["in47_2024"].scope
    assert catalog.claims["in47"].scope != catalog.claims["in81_rzd"].scope
    assert catalog.claims["in47"].scope != catalog.claims["in47_dmtk_2023"].scope


def test_no_figure_rests_on_a_page_nobody_found_again(catalog: Catalog) -> None:
    """The summary of a broker report is out, each of its ten figures is said to be, and why."""
    assert "P125" not in catalog.sources
    gone = {name for name, row in catalog.withdrawn.items() if "broker report" in row.reason}
    assert len(gone) == 10
    assert not {name.removeprefix("claims:") for name in gone} & set(catalog.claims)
    told = catalog.claims[catalog.withdrawn["claims:in46"].replaced_by]
    assert (told.value, told.source_id) == (26_900_000, "P543")


def test_forecasts_for_2030_are_a_range_without_a_figure(ledger: Ledger) -> None:
    found = [
        r
        for r in ledger.readings(subject_id="instc", metric="freight_volume")
        if r.key.first == date(2030, 1, 1)
    ]
    assert len(found) == 1
    assert found[0].shown is None
    assert (found[0].low, found[0].high) == (15_000_000, 41_000_000)


def test_figures_of_an_unstated_period_belong_to_no_year(catalog: Catalog) -> None:
    for name in ("sd09", "sd10", "sd11", "sd12"):
        claim = catalog.claims[name]
        assert claim.period_start is None
        assert "period" in claim.scope


def test_pakistan_is_nowhere_a_member_of_the_north_south_corridor(catalog: Catalog) -> None:
    members = [c for c in catalog.claims.values() if c.metric == "members"]
    assert len(members) == 3
    assert not any("Pakistan" in claim.note + claim.scope for claim in members)
    told = [e for e in catalog.events.values() if e.subject_id == "PAK" and "INSTC" in e.headline]
    assert {(e.event_id, e.kind) for e in told} == {
        ("ev_in60", EventKind.ACTUAL),
        ("ev_in61", EventKind.ACTUAL),
        ("ev_sd25", EventKind.CONTESTED),
    }
    assert catalog.events["ev_in60"].type is EventType.AGREED
    assert "in principle" in catalog.events["ev_in60"].headline


def test_the_ban_was_suspended_on_17_april_2025(catalog: Catalog) -> None:
    about = [
        e
        for e in catalog.events.values()
        if e.subject_id == "AFG-RUS" and e.type is EventType.SUSPENDED
    ]
    actual = [e for e in about if e.kind is EventKind.ACTUAL]
    assert [e.date.first for e in actual] == [date(2025, 4, 17)]
    assert "suspends" in actual[0].headline
    error = catalog.events["ev_sd03"]
    assert error.kind is EventKind.CONTESTED
    assert str(error.date) == "2024-04"
    assert error.said_on.first == date(2025, 7, 1)  # nobody had said so in 2024
    assert "error" in error.note


def test_an_error_is_not_known_before_somebody_made_it(catalog: Catalog) -> None:
    def known(on: date) -> set[str]:
        return {event.event_id for event in ledger_at(catalog, on).events}

    assert "ev_sd03" not in known(date(2025, 4, 30))
    assert "ev_dp01" in known(date(2025, 4, 30))
    assert {"ev_sd03", "ev_dp01"} <= known(catalog.data_end)


def test_recognition_is_one_event_of_3_july_2025(catalog: Catalog) -> None:
    found = [e for e in catalog.events.values() if e.type is EventType.RECOGNITION]
    assert [e.date.first for e in found] == [date(2025, 7, 3)]


def test_rail_to_pakistan_or_india_is_only_planned(catalog: Catalog) -> None:
    """No railway runs from Herat or Kabul to Pakistan: no figure of one is a measurement."""
    unbuilt = {
        "kharlachi_kohat_rail",
        "herat_kandahar_rail",
        "kandahar_spin_boldak_rail",
        "mazar_herat_rail",
    }
    assert catalog.claims
    for claim in catalog.claims.values():
        if claim.subject_id in unbuilt and claim.metric != "contract_value":
            assert class_of(claim) in (KindClass.PLANNED, KindClass.SET_ASIDE), claim.claim_id


def test_capacities_are_plans(catalog: Catalog) -> None:
    capacities = [c for c in catalog.claims.values() if c.metric == "capacity"]
    assert len(capacities) >= 8
    assert {class_of(c) for c in capacities} == {KindClass.PLANNED}
