"""Alignments of a drawn world, what the build refuses in them, and the tables' own faults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from shapely.geometry import box

from data.build.align import AlignError, Alignment, Sources, alignment_of
from data.build.checked import chain_nodes
from data.build.guards import branch_faults, copy_faults, faults_of
from data.build.land import Land
from data.build.railgraph import graph_of
from data.build.sealanes import lanes_of
from data.build.spec import LongChord, Published
from data.build.write import leg_feature, save_features
from geo.crs import distance_km
from tests.built import POINTS, leg, place


@pytest.fixture
def sources() -> Sources:
    """Draw land in the north, sea in the south; 100 km of track on a chord of 85 km.

    far
     .                 40.0  alpha ======== beta      (off: beside the middle)
    - - - - - coast 39.8 - - - - - - - - - - - -
     port ~~~~~~~~~~~~~~~~~~~~~~ quay
    """
    return Sources(
        graph=graph_of([POINTS["alpha"], POINTS["beta"]], [(0, 1, 100.0)]),
        roads=graph_of([POINTS["alpha"], POINTS["beta"]], [(0, 1, 95.0)]),
        lanes=lanes_of([([(60.1, 39.5), (63.9, 39.5)], "")]),
        points=POINTS,
        places={one: place(one) for one in POINTS},
    )


@pytest.fixture
def land() -> Land:
    north = box(55, 39.8, 70, 45)
    return Land(land=north, lakes=box(68, 43, 69, 44))


def test_a_graph_leg_has_the_length_of_its_track(sources: Sources) -> None:
    found = alignment_of(leg(via=("off",)), sources=sources)
    assert (found.length_km, found.length_basis) == (100.0, "track_weight")
    assert found.line[0] == POINTS["alpha"]
    assert found.line[-1] == POINTS["beta"]
    assert POINTS["off"] in found.line
    assert found.source_ids == ("P1", "GEO_OSM", "GEO_HAND")
    assert found.accuracy == "threaded"


def test_print_wins_over_a_track_it_contradicts_and_the_note_says_so(sources: Sources) -> None:
    printed = Published(km=90.0, low=None, high=None, source="P2")
    found = alignment_of(leg(published=printed), sources=sources)
    assert (found.length_km, found.length_basis) == (90.0, "published")
    assert "100 km" in found.note
    assert "90 km" in found.note
    assert "P2" in found.source_ids


def test_print_is_kept_where_the_track_agrees_with_its_range(sources: Sources) -> None:
    printed = Published(km=90.0, low=90.0, high=105.0, source="P2")
    found = alignment_of(leg(published=printed), sources=sources)
    assert (found.length_km, found.length_basis, found.note) == (90.0, "published", "")


def test_a_range_without_a_number_leaves_the_track(sources: Sources) -> None:
    printed = Published(km=None, low=90.0, high=105.0, source="P2")
    found = alignment_of(leg(published=printed), sources=sources)
    assert (found.length_km, found.length_basis) == (100.0, "track_weight")


def test_an_end_off_the_graph_is_refused(sources: Sources) -> None:
    with pytest.raises(AlignError, match="far is over 10"):
        alignment_of(leg(to_id="far"), sources=sources)


def test_a_line_that_leans_on_a_rough_place_is_a_sketch(sources: Sources) -> None:
    places = {**sources.places, "off": place("off", accuracy_km=20)}
    found = alignment_of(leg(via=("off",)), sources=replace(sources, places=places))
    assert found.accuracy == "schematic"


def test_a_sea_leg_ends_at_its_quays(sources: Sources, land: Land) -> None:
    sea = leg(from_id="port", to_id="quay", mode="sea", gauge_mm=None, method="sea")
    found = alignment_of(sea, sources=sources)
    assert found.line == ((60.0, 39.5), (60.1, 39.5), (63.9, 39.5), (64.0, 39.5))
    assert faults(found, land) == ""


@pytest.fixture
def good(sources: Sources) -> Alignment:
    return alignment_of(leg(via=("off",)), sources=sources)


def faults(
    found: Alignment,
    land: Land,
    *,
    operating: bool = True,
    bridges: Mapping[str, str] = MappingProxyType({}),
    bends: Mapping[str, str] = MappingProxyType({}),
    long_chords: Mapping[str, LongChord] = MappingProxyType({}),
) -> str:
    found_faults = faults_of(
        found,
        land=land,
        operating=operating,
        bridges=bridges,
        bends=bends,
        long_chords=long_chords,
    )
    return "\n".join(found_faults)


def test_long_chords_are_refused_on_operating_rail_only(good: Alignment, land: Land) -> None:
    assert good.chord_km > 40
    assert "has a chord of 44 km" in faults(good, land)
    assert faults(good, land, operating=False) == ""


def test_a_wrong_length_is_refused(good: Alignment, land: Land) -> None:
    assert "is drawn 88 km for a length of 120 km" in faults(replace(good, length_km=120.0), land)


def test_bends_on_record_may_be_cut(good: Alignment, land: Land) -> None:
    bent = replace(good, length_km=115.0)
    assert "is drawn 88 km" in faults(bent, land)
    assert "is drawn" not in faults(bent, land, bends={"alpha_beta_rail": "ramps of a pass"})


def test_a_line_without_a_survey_has_the_length_its_claims_give(
    good: Alignment, land: Land
) -> None:
    sketch = replace(good, leg=replace(good.leg, method="schematic"), length_km=130.0)
    assert "is drawn" not in faults(sketch, land)
    assert "is drawn" in faults(replace(sketch, length_km=60.0), land)


def test_a_length_against_print_is_refused(good: Alignment, land: Land) -> None:
    printed = Published(km=80.0, low=None, high=None, source="P2")
    found = replace(good, leg=replace(good.leg, published=printed), length_km=90.0)
    assert "measures 90 km" in faults(found, land)


def test_a_way_round_needs_a_reason(good: Alignment, land: Land) -> None:
    round_about = replace(good, length_km=1.7 * distance_km(good.line[0], good.line[-1]))
    assert "is 1.70 times its great circle" in faults(round_about, land)
    told = replace(round_about, leg=replace(good.leg, ratio_reason="a spiral"))
    assert "great circle" not in faults(told, land)


def test_a_land_leg_at_sea_is_refused(good: Alignment, land: Land) -> None:
    wet = replace(good, line=((60.0, 40.0), (60.5, 39.0), (61.0, 40.0)))
    assert "km in water" in faults(wet, land)
    told = {"alpha_beta_rail": "a bridge"}
    assert "in water" not in faults(wet, land, bridges=told)
    assert "water it does not cross" in faults(good, land, bridges=told)


def test_a_lake_is_water_too(good: Alignment, land: Land) -> None:
    assert "km in water" in faults(replace(good, line=((67.9, 43.5), (69.1, 43.5))), land)


def road(sources: Sources, **changes: Any) -> Alignment:
    """Draw the road from alpha to beta, a chord of 85 km."""
    plain = leg(leg_id="alpha_beta_road", mode="road", gauge_mm=None, method="road")
    return alignment_of(replace(plain, **changes), sources=sources)


def test_a_road_follows_its_junctions_and_is_measured_as_drawn(sources: Sources) -> None:
    found = road(sources)
    assert found.length_basis == "geodesic"
    assert found.length_km == pytest.approx(85.4, abs=0.5)
    assert "GEO_OSM" in found.source_ids


def test_a_long_chord_of_a_road_must_be_on_record(sources: Sources, land: Land) -> None:
    found = road(sources)
    assert "has a chord of 85.4 km" in faults(found, land)
    assert "chord" not in faults(found, land, operating=False)
    told = {"alpha_beta_road": LongChord(86.0, "desert")}
    assert "chord" not in faults(found, land, long_chords=told)
    short = {"alpha_beta_road": LongChord(40.0, "desert")}
    assert "has a chord" in faults(found, land, long_chords=short)
    followed = replace(found, chord_km=12.0)
    assert "needs no long chord" in faults(followed, land, long_chords=told)


def test_a_road_may_not_copy_the_railway(sources: Sources) -> None:
    rail = alignment_of(leg(), sources=sources)
    (fault,) = copy_faults([rail, road(sources)])
    assert fault == "alpha_beta_road: copies the line of alpha_beta_rail"
    aside = replace(road(sources), line=((60.0, 40.0), (60.5, 40.05), (61.0, 40.0)))
    assert copy_faults([rail, aside]) == []


def test_how_far_a_line_may_be_off(sources: Sources) -> None:
    """The ellipse of 100 km of track on 85 km of chord is 52 km wide; a quarter of it is most."""
    assert alignment_of(leg(), sources=sources).off_by_km == 21.0
    sea = leg(from_id="port", to_id="quay", mode="sea", gauge_mm=None, method="sea")
    assert alignment_of(sea, sources=sources).off_by_km == 20.0
    straight = graph_of([POINTS["alpha"], POINTS["beta"]], [(0, 1, 85.4)])
    mapped = alignment_of(leg(), sources=replace(sources, graph=straight))
    assert mapped.off_by_km < 3


def test_a_sea_leg_over_land_is_refused(sources: Sources, land: Land) -> None:
    sea = leg(from_id="port", to_id="quay", mode="sea", gauge_mm=None, method="sea")
    found = alignment_of(sea, sources=sources)
    dry = replace(found, line=((60.0, 39.5), (62.0, 41.0), (64.0, 39.5)))
    assert "km of land" in faults(dry, land)


def test_a_strait_of_the_table_must_be_gone_through(sources: Sources, land: Land) -> None:
    sea = leg(
        from_id="port", to_id="quay", mode="sea", gauge_mm=None, method="sea", passes=("hormuz",)
    )
    assert "goes through []" in faults(alignment_of(sea, sources=sources), land)


def test_the_line_east_of_the_caspian_may_not_cross_the_gulf(good: Alignment, land: Land) -> None:
    across = replace(good, line=((52.8, 43.3), (55.1, 40.8)))
    assert "crosses Kara-Bogaz-Gol" in faults(across, land)


SPIKE = ((60.0, 40.0), (60.5, 40.0), (60.45, 40.02), (61.0, 40.0))


def test_a_spike_is_refused_unless_a_reason_is_on_record(good: Alignment, land: Land) -> None:
    spiked = replace(good, line=SPIKE)
    assert "turns 155 degrees at (60.45, 40.02)" in faults(spiked, land)
    told = replace(spiked, leg=replace(good.leg, turn_reason="a zigzag up the scarp"))
    assert "turns" not in faults(told, land)


def test_a_stretch_run_out_and_back_is_refused(good: Alignment, land: Land) -> None:
    """Three right angles: no sharp turn, yet 17 km of track twice.

    alpha ---.--- beta
             ||
             ||  17 km
             .'
    """
    line = (
        (60.0, 40.0),
        (60.5, 40.0),
        (60.5, 40.15),
        (60.503, 40.15),
        (60.503, 40.0),
        (61.0, 40.0),
    )
    spur = replace(good, line=line)
    assert "km out and back" in faults(spur, land)


def test_a_reason_nothing_needs_is_refused(good: Alignment, land: Land) -> None:
    told = replace(good, leg=replace(good.leg, turn_reason="a zigzag"))
    assert "a reason for turns it does not make" in faults(told, land)


def test_ships_may_turn_as_they_like(sources: Sources, land: Land) -> None:
    sea = leg(from_id="port", to_id="quay", mode="sea", gauge_mm=None, method="sea")
    found = alignment_of(sea, sources=sources)
    there_and_back = ((60.0, 39.5), (63.0, 39.5), (62.0, 39.51), (64.0, 39.5))
    assert "turns" not in faults(replace(found, line=there_and_back), land)


def test_legs_of_a_branch_that_double_back_need_a_reason(good: Alignment) -> None:
    """The second leg goes 10 km back over the first before it turns south.

    first:  60.0 ------------- 60.5
    second:           60.38 -- 60.5
                        |
    """
    first = replace(good, line=((60.0, 40.0), (60.5, 40.0)))
    second = replace(
        good,
        leg=leg(leg_id="beta_gamma_rail"),
        line=((60.5, 40.0), (60.38, 40.0), (60.38, 39.5)),
    )
    found = {"alpha_beta_rail": first, "beta_gamma_rail": second}
    branches = {"way": ["alpha_beta_rail", "beta_gamma_rail"]}
    pair = frozenset(found)
    (fault,) = branch_faults(branches, found, reasons={})
    assert fault.startswith("branch way: alpha_beta_rail and beta_gamma_rail double back over 10")
    assert branch_faults(branches, found, reasons={pair: "a terminus"}) == []
    straight = {**found, "beta_gamma_rail": replace(second, line=((60.5, 40.0), (61.0, 40.0)))}
    (idle,) = branch_faults(branches, straight, reasons={pair: "a terminus"})
    assert "do not need" in idle


def test_a_line_towns_had_to_help_is_not_mapped(sources: Sources) -> None:
    """Three vertices 12 km apart: mapped by itself, threaded when led by a place beside it."""
    nodes = [(60.0, 40.0), (60.14, 40.0), (60.28, 40.0)]
    graph = graph_of(nodes, [(0, 1, 12.0), (1, 2, 12.0)])
    points = {**POINTS, "beta": (60.28, 40.0), "off": (60.07, 40.05)}
    near = replace(sources, graph=graph, points=points)
    assert alignment_of(leg(), sources=near).accuracy == "mapped"
    assert alignment_of(leg(via=("off",)), sources=near).accuracy == "threaded"


def test_chains() -> None:
    """a-b, c-b, c-d: legs may be stored either way round, but must meet."""
    ab, cb, cd = (
        leg(from_id=one, to_id=other) for one, other in (("a", "b"), ("c", "b"), ("c", "d"))
    )
    assert chain_nodes([ab, cb, cd]) == ["a", "b", "c", "d"]
    assert chain_nodes([cb, ab]) == ["c", "b", "a"]
    assert chain_nodes([ab, cd]) is None


def test_the_same_features_make_the_same_bytes(good: Alignment, tmp_path: Path) -> None:
    for name in ("one", "two"):
        save_features([leg_feature(good)], tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert (tmp_path / "one").read_text(encoding="utf-8").count("\n") == 3
