"""An overlay's rows beside the shipped ones: own ids, contradictions, and what has no source."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from geo.errors import OverlayError
from geo.formats.interchange import claims_csv
from geo.formats.link import link_of, selection_of
from geo.ledger.readings import ledger_at
from geo.model.origins import SHIPPED
from geo.model.said import EventKind, SubjectKind
from geo.model.states import Status
from geo.network.routing import Network
from geo.own.drop import dropped_of, overlay_of_files
from geo.own.save import workbook_to_keep, zip_to_keep
from geo.own.together import read_together
from geo.records.once import Once
from geo.records.readers import base_reader
from geo.state.conditions import closures_at
from geo.state.select import default_selection, leg_states, status_at
from layers.screen.day import day_of
from layers.screen.network import web_network
from tests.own.worlds import SOURCE, base_of, csv_bytes, overlay, together

ON = date(2024, 12, 31)
BRIDGE = {
    "leg_id": "bridge",
    "name": "Alpha – Delta",
    "from_id": "a",
    "to_id": "d",
    "mode": "rail",
    "gauge_mm": "1520",
    "source_ids": "letter",
}
OPEN = {"leg_id": "bridge", "status": "operating", "since": "2024-01", "source_id": "letter"}


def rival(source_id: str = "letter", value: str = "300") -> dict[str, str]:
    return {
        "claim_id": "mine",
        "subject_kind": "corridor",
        "subject_id": "north",
        "metric": "length",
        "value": value,
        "unit": "km",
        "scope": "a_to_c",
        "kind": "estimate",
        "calendar": "undefined",
        "said_by": "Office",
        "said_on": "2024-06-01",
        "source_id": source_id,
    }


def length_reading(catalog):
    ledger = ledger_at(catalog, ON)
    return ledger.preferred(SubjectKind.CORRIDOR, "north", "length", scope="a_to_c")


def test_a_leg_between_shipped_nodes_joins_map_and_routes(tmp_path) -> None:
    found = together(
        tmp_path, overlay({"legs": [BRIDGE], "leg_status": [OPEN], "sources": [SOURCE]})
    )
    assert found.faults == ()
    leg = next(leg for leg in found.catalog.legs.values() if leg.name == "Alpha – Delta")
    assert leg.leg_id.startswith("letter_")
    assert leg.leg_id.endswith("__bridge")
    assert leg.origin == "A. Karimi (Letter)"
    assert not leg.unsourced
    assert 150 < leg.length_km < 165
    drawn = {
        state.leg.leg_id for state in leg_states(found.catalog, default_selection(found.catalog))
    }
    assert leg.leg_id in drawn
    assert Network(found.catalog, ON).built[leg.leg_id] is True


def test_what_has_no_source_is_drawn_and_not_used(tmp_path) -> None:
    bare = [{**BRIDGE, "source_ids": ""}], [{**OPEN, "source_id": ""}]
    found = together(tmp_path, overlay({"legs": bare[0], "leg_status": bare[1]}))
    catalog = found.catalog
    state = next(
        state
        for state in leg_states(catalog, default_selection(catalog))
        if state.leg.name == "Alpha – Delta"
    )
    assert state.unsourced
    assert Network(catalog, ON).built[state.leg.leg_id] is None


def test_a_figure_widens_the_range_and_the_shipped_order_stands(tmp_path) -> None:
    _, base, _ = base_of(tmp_path)
    before = length_reading(base)
    found = together(tmp_path / "x", overlay({"claims": [rival()], "sources": [SOURCE]}))
    after = length_reading(found.catalog)
    assert (before.low, before.high) == (220, 240)
    assert (after.low, after.high) == (220, 300)
    assert after.shown.claim_id == before.shown.claim_id


def test_an_overlay_may_prefer_its_own_and_says_so(tmp_path) -> None:
    mine = overlay({"claims": [rival()], "sources": [SOURCE]}, prefer_own=True)
    reading = length_reading(together(tmp_path, mine).catalog)
    assert reading.shown.value == 300
    assert reading.why == "A. Karimi (Letter) prefers its own."


def test_a_figure_without_a_source_is_in_no_range(tmp_path) -> None:
    found = together(tmp_path, overlay({"claims": [rival("")]}))
    reading = length_reading(found.catalog)
    assert (reading.low, reading.high) == (220, 240)
    aside = ledger_at(found.catalog, ON).set_aside()
    assert [one.claim.value for one in aside if one.claim.origin != "shipped"] == [300]
    told = next(one.citation for one in aside if one.claim.origin != "shipped")
    assert "“Unsourced”" in told
    assert "added by A. Karimi (Letter)" in told


def test_a_shipped_source_is_cited_as_what_the_overlay_says_of_it(tmp_path) -> None:
    found = together(tmp_path, overlay({"claims": [rival("s1")]}))
    claim = next(one for one in found.catalog.claims.values() if one.origin != "shipped")
    source = found.catalog.sources[claim.source_id]
    assert source.title == found.catalog.sources["s1"].title
    assert source.origin == "A. Karimi (Letter)"
    text = claims_csv(ledger_at(found.catalog, ON))
    assert "added by A. Karimi (Letter)" in text


@pytest.mark.parametrize(
    ("prefer", "status"), [(False, Status.SUSPENDED), (True, Status.OPERATING)]
)
def test_a_status_of_the_same_day_contradicts(tmp_path, prefer, status) -> None:
    row = {"leg_id": "leg_b", "status": "operating", "since": "2024-02-01", "source_id": "letter"}
    mine = overlay({"leg_status": [row], "sources": [SOURCE]}, prefer_own=prefer)
    catalog = together(tmp_path, mine).catalog
    assert catalog.statuses["leg_b"][-1].status is status
    contested = [one for one in catalog.events.values() if one.kind is EventKind.CONTESTED]
    own = [one for one in contested if one.origin != "shipped"]
    assert len(own) == (0 if prefer else 1)


def test_a_status_or_closure_without_a_source_changes_nothing(tmp_path) -> None:
    _, base, _ = base_of(tmp_path)
    mine = overlay(
        {
            "leg_status": [{"leg_id": "leg_a", "status": "suspended", "since": "2024-03-01"}],
            "closures": [
                {
                    "closure_id": "c",
                    "subject_kind": "node",
                    "subject_ids": "b",
                    "start": "2024-03-01",
                    "headline": "Beta shut",
                }
            ],
        }
    )
    catalog = together(tmp_path / "x", mine).catalog
    now = status_at(catalog.statuses["leg_a"], ON)
    assert now is not None
    assert now.status is Status.OPERATING
    assert len(closures_at(catalog, ON)) == len(closures_at(base, ON))
    told = [one.headline for one in catalog.events.values() if one.origin != "shipped"]
    assert sorted(told) == ["Beta shut", "Suspended, says A. Karimi (Letter)"]


def test_a_closure_with_a_source_shuts(tmp_path) -> None:
    row = {"closure_id": "c", "subject_ids": "b", "start": "2024-03-01", "headline": "Shut"}
    mine = overlay({"closures": [{**row, "source_id": "letter"}], "sources": [SOURCE]})
    catalog = together(tmp_path, mine).catalog
    assert "Shut" in {state.closure.headline for state in closures_at(catalog, ON)}


def test_good_rows_stay_and_faults_name_file_and_row(tmp_path) -> None:
    rows = [rival(), {**rival(), "claim_id": "wrong", "subject_id": "nowhere"}]
    found = together(tmp_path, overlay({"claims": rows, "sources": [SOURCE]}))
    assert [(f.file, f.row, f.column) for f in found.faults] == [("claims.csv", 3, "subject_id")]
    assert [c.value for c in found.catalog.claims.values() if c.origin != "shipped"] == [300]


@pytest.mark.parametrize(
    ("column", "cell", "right"),
    [
        ("value", "۵٫۲", "Write 5.2 (Persian or Arabic digits, read as 0 to 9)."),
        ("value", "5,2", "Write 5.2 (decimal commas, read as points)."),
        ("said_on", "۱۴۰۳/۰۴/۱۵", "Write 2024-07-05 (Persian or Arabic digits, read as 0 to 9; "),
        ("said_on", "45000", "Write 2023-03-15 (Excel's serial numbers of days, read as dates)."),
        ("value", "many", "Wanted: "),
        ("source_id", "نامه", "Wanted: "),
    ],
)
def test_what_is_written_in_another_way_is_told_in_ours(tmp_path, column, cell, right) -> None:
    found = together(
        tmp_path, overlay({"claims": [{**rival(), column: cell}], "sources": [SOURCE]})
    )
    (fault,) = [one for one in found.faults if one.column == column]
    assert fault.remedy.startswith(right)
    assert [c for c in found.catalog.claims.values() if c.origin != "shipped"] == []


def test_a_line_to_nowhere_says_which_end(tmp_path) -> None:
    legs = [BRIDGE, {**BRIDGE, "leg_id": "lost", "to_id": "dd"}]
    mine = overlay({"legs": legs, "leg_status": [OPEN], "sources": [SOURCE]})
    found = together(tmp_path, mine)
    (fault,) = found.faults
    assert (fault.file, fault.row, fault.column) == ("legs.csv", 3, "to_id")
    assert "'dd'" in fault.message
    assert [leg.name for leg in found.catalog.legs.values()].count("Alpha – Delta") == 1


def test_a_shipped_branch_is_not_edited(tmp_path) -> None:
    row = {"corridor_id": "north", "branch_id": "main", "seq": "3", "leg_id": "leg_c"}
    found = together(tmp_path, overlay({"branches": [row]}))
    assert [fault.column for fault in found.faults] == ["branch_id"]
    assert found.catalog.branches["main"].leg_ids == ("leg_a", "leg_b")


def test_hash_and_link_follow_the_overlay(tmp_path) -> None:
    _, base, _ = base_of(tmp_path)
    mine = overlay({"claims": [rival()], "sources": [SOURCE]})
    catalog = together(tmp_path / "x", mine).catalog
    assert catalog.data_hash != base.data_hash
    link = link_of(default_selection(catalog), catalog)
    assert link == {"own": mine.digest[:12]}
    assert selection_of(link, catalog)[1] == ()
    notes = selection_of(link, base)[1]
    assert len(notes) == 1
    assert mine.digest[:12] in notes[0]


def test_the_hash_is_of_the_base_and_of_what_overlays_say(tmp_path) -> None:
    data, base, places = base_of(tmp_path)
    mine = overlay({"claims": [rival()], "sources": [SOURCE]})
    other = overlay({"claims": [rival(value="400")], "sources": [SOURCE]})
    once = Once(base_reader(data))
    again = read_together([mine], places, data=once).catalog
    assert once.data_hash == base.data_hash
    assert again.data_hash == together(tmp_path / "x", mine).catalog.data_hash
    assert again.data_hash != together(tmp_path / "y", other).catalog.data_hash
    rules = data / "doubt_rules.csv"
    rules.write_text(
        rules.read_text(encoding="utf-8").replace("eleven months", "a year"), encoding="utf-8"
    )
    assert read_together([mine], places, data=data).catalog.data_hash != again.data_hash


def test_a_bare_end_is_nothing_to_find_unless_something_is_said_of_it(tmp_path) -> None:
    end = {"kind": "junction", "country": "IRN", "rank": "4", "lon": "5", "lat": "5"}
    nodes = [{"node_id": one, "name": one.title(), **end} for one in ("far", "known")]
    nodes.append({**nodes[0], "node_id": "town", "name": "Town", "kind": "station"})
    names = [one["node_id"] for one in nodes]
    legs = [{"leg_id": f"to_{one}", "from_id": "a", "to_id": one} for one in names]
    legs = [{**one, "name": f"To {one['to_id']}", "mode": "road"} for one in legs]
    open_since = [{**OPEN, "leg_id": one["leg_id"]} for one in legs]
    said = {**rival(), "subject_kind": "node", "subject_id": "known", "metric": "freight_volume"}
    tables = {"nodes": nodes, "legs": legs, "leg_status": open_since, "sources": [SOURCE]}
    tables["claims"] = [{**said, "unit": "t", "scope": "all_rail"}]
    found = together(tmp_path, overlay(tables))
    assert found.faults == ()
    catalog = found.catalog
    network = web_network(catalog)
    added = {one["name"] for one in network["nodes"].values() if "added" in one}
    assert added == {"Known", "Town"}
    assert len(day_of(catalog, default_selection(catalog))["nodes"]) == len(network["nodes"])
    ends = {leg.to_id for leg in catalog.legs.values() if leg.origin != SHIPPED}
    assert ends <= set(catalog.nodes)


def test_two_overlays_stand_side_by_side_and_twins_do_not(tmp_path) -> None:
    one = overlay({"claims": [rival()], "sources": [SOURCE]})
    other = overlay({"claims": [rival(value="400")], "sources": [SOURCE]}, name="Other")
    catalog = together(tmp_path, one, other).catalog
    assert length_reading(catalog).high == 400
    with pytest.raises(OverlayError, match="Two overlays are called"):
        together(tmp_path / "x", one, one)


def test_key_figures_take_a_free_slot_or_say_that_they_are_preferred(tmp_path) -> None:
    row = {
        "corridor_id": "north",
        "slot": "1",
        "subject_kind": "corridor",
        "subject_id": "north",
        "metric": "length",
        "scope": "a_to_c",
    }
    found = together(tmp_path, overlay({"key_figures": [row]}))
    assert len(found.faults) == 1
    free = together(tmp_path / "x", overlay({"key_figures": [{**row, "slot": "4"}]}))
    assert [one.slot for one in free.catalog.key_figures["north"]] == [1, 2, 3, 4]
    own = together(tmp_path / "y", overlay({"key_figures": [row]}, prefer_own=True))
    assert own.catalog.key_figures["north"][0].origin == "A. Karimi (Letter)"


@pytest.mark.parametrize("name", ["shipped", "Shipped"])
def test_nothing_added_can_pass_for_shipped(name: str, tmp_path: Path) -> None:
    mine = overlay({"legs": [BRIDGE], "sources": [SOURCE]}, name=name, owner="")
    with pytest.raises(OverlayError, match="cannot be called shipped"):
        together(tmp_path, mine)


def test_a_name_that_begins_as_anothers_keeps_its_own_faults(tmp_path: Path) -> None:
    lost = {**BRIDGE, "mode": "carrier pigeon"}
    rest = {"leg_status": [OPEN], "sources": [SOURCE]}
    first = overlay({"legs": [BRIDGE], **rest}, name="A", owner="")
    second = overlay({"legs": [lost], **rest}, name="A/b", owner="")
    found = together(tmp_path, first, second)
    assert "mode" in [fault.column for fault in found.faults]
    assert [leg.origin for leg in found.catalog.legs.values() if leg.origin != SHIPPED] == ["A"]


def test_a_table_without_rows_is_passed_over_and_none_with_any_is_told() -> None:
    empty = csv_bytes([BRIDGE]).splitlines()[0]
    found = overlay_of_files({"legs.csv": empty, "sources.csv": csv_bytes([SOURCE])}, "x")
    assert [name for name in found.tables if found.rows(name)] == ["sources"]
    with pytest.raises(OverlayError, match="no rows yet"):
        overlay_of_files({"legs.csv": empty}, "x")


def test_settings_are_taken_as_they_were_saved() -> None:
    mine = overlay({"sources": [SOURCE]}, name="=1+1", owner="@home")
    for content in (workbook_to_keep(mine), zip_to_keep(mine)):
        again = dropped_of(content, "x").overlay
        assert again is not None
        assert (again.name, again.owner, again.digest) == ("=1+1", "@home", mine.digest)
