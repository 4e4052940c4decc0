"""The shipped geography: nodes, legs, branches, lengths, land and water, and ways through.

The files are read as they are, without the catalog, so that a fault in the reading code cannot
hide one in the data.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from itertools import pairwise

import pytest
import shapely
from shapely.geometry import LineString, Point, box
from shapely.geometry.base import BaseGeometry

from geo.crs import distance_km, length_km
from tests.corridors import CORRIDORS, MISSIONS
from tests.drawn_lines import (
    BUILD,
    DATA,
    GEODATA_SOURCES,
    KM_PER_DEG,
    all_legs,
    all_nodes,
    chains,
    features_of,
    land,
    leg_between,
    operating,
    rows_of,
    shortest,
    status_at_end,
)


@lru_cache
def told(name: str) -> dict[str, dict[str, str]]:
    """Reasons on record by leg: bridges, bends or long chords."""
    return {row["leg_id"]: row for row in rows_of(BUILD / f"{name}.csv")}


LEG_IDS = sorted(all_legs())
BUILD_LEGS = [row for name in CORRIDORS for row in rows_of(BUILD / f"legs_{name}.csv")]


# ---- files and ids


def test_ids_are_unique_over_all_files() -> None:
    nodes = [f["properties"]["node_id"] for f in features_of(DATA / "nodes.geojson")]
    legs = [
        feature["properties"]["leg_id"]
        for corridor in CORRIDORS
        for feature in features_of(DATA / "layers" / f"{corridor}.geojson")
    ]
    branches = [row["branch_id"] for row in rows_of(DATA / "branch_names.csv")]
    for ids in (
        nodes,
        legs,
        branches,
        [row["corridor_id"] for row in rows_of(DATA / "corridors.csv")],
    ):
        assert ids
        assert [one for one, times in Counter(ids).items() if times > 1] == []


def test_layers_stay_small_enough_for_a_browser() -> None:
    sizes = [path.stat().st_size for path in (DATA / "layers").glob("*.geojson")]
    assert len(sizes) == len(CORRIDORS)
    assert sum(sizes) < 600_000


def test_coordinates_have_at_most_five_decimals_and_are_lon_lat() -> None:
    assert all_legs()
    for leg in all_legs().values():
        for lon, lat in leg.line:
            assert (round(lon, 5), round(lat, 5)) == (lon, lat)
            assert -30 <= lon <= 105
            assert -40 <= lat <= 66


def test_every_source_id_resolves() -> None:
    known = {row["source_id"] for row in rows_of(DATA / "sources.csv")}
    cited = {one for leg in all_legs().values() for one in leg.source_ids}
    cited |= {row["source_id"] for row in rows_of(DATA / "leg_status.csv")}
    cited |= {f["properties"]["coordinate_source"] for f in all_nodes().values()}
    assert cited - known == set()


def test_every_leg_cites_where_its_shape_comes_from() -> None:
    assert all_legs()
    for leg in all_legs().values():
        assert GEODATA_SOURCES & set(leg.source_ids), leg.leg_id
        if leg.accuracy == "mapped":
            assert {"GEO_OSM", "GEO_SEA"} & set(leg.source_ids), leg.leg_id


def test_every_leg_has_a_status_and_a_branch() -> None:
    told = {row["leg_id"] for row in rows_of(DATA / "leg_status.csv")}
    chained = {leg_id for chain in chains().values() for leg_id in chain}
    assert told == set(all_legs())
    assert chained == set(all_legs())


def test_every_corridor_and_branch_is_named() -> None:
    named = {(row["corridor_id"], row["branch_id"]) for row in rows_of(DATA / "branch_names.csv")}
    used = {(row["corridor_id"], row["branch_id"]) for row in rows_of(DATA / "branches.csv")}
    assert named == used
    assert {corridor for corridor, _ in named} == set(CORRIDORS)
    on = [
        row["corridor_id"] for row in rows_of(DATA / "corridors.csv") if row["default_on"] == "true"
    ]
    assert on == list(MISSIONS)


# ---- ends and chains


@pytest.mark.parametrize("leg_id", LEG_IDS)
def test_ends_are_the_nodes(leg_id: str) -> None:
    leg = all_legs()[leg_id]
    for node_id, end in ((leg.from_id, leg.line[0]), (leg.to_id, leg.line[-1])):
        assert tuple(all_nodes()[str(node_id)]["geometry"]["coordinates"]) == end


def test_every_node_ends_a_leg_but_the_one_that_stands_alone() -> None:
    used = {str(one) for leg in all_legs().values() for one in (leg.from_id, leg.to_id)}
    idle = set(all_nodes()) - used
    notes = {
        row["place_id"]: row["note"]
        for corridor in CORRIDORS
        for row in rows_of(BUILD / f"places_{corridor}.csv")
    }
    assert idle
    assert all(notes[node_id].startswith("stands alone:") for node_id in idle)


@pytest.mark.parametrize("branch_id", sorted(chains()))
def test_branches_are_one_chain_each(branch_id: str) -> None:
    legs = [all_legs()[leg_id] for leg_id in chains()[branch_id]]
    seqs = [row["seq"] for row in rows_of(DATA / "branches.csv") if row["branch_id"] == branch_id]
    assert seqs == [str(n) for n in range(1, len(legs) + 1)]
    walks = []
    for first in (0, 1):
        here = (legs[0].from_id, legs[0].to_id)[first]
        for leg in legs:
            ends = (leg.from_id, leg.to_id)
            here = {ends[0]: ends[1], ends[1]: ends[0]}.get(here)
        walks.append(here)
    assert any(walks), f"{branch_id} is not contiguous"


# ---- shapes and lengths


def test_no_long_chord_on_an_operating_rail_leg() -> None:
    far = {
        str(leg.leg_id): round(max(distance_km(a, b) for a, b in pairwise(leg.line)))
        for leg in operating()
        if leg.mode == "rail" and max(distance_km(a, b) for a, b in pairwise(leg.line)) > 40
    }
    assert far == {}


def test_no_long_chord_on_an_operating_road_but_those_on_record() -> None:
    """Roads follow their towns: 15 km, or what the record allows where nothing lies beside one."""
    far = {
        str(leg.leg_id): round(max(distance_km(a, b) for a, b in pairwise(leg.line)), 1)
        for leg in operating()
        if leg.mode == "road"
        and max(distance_km(a, b) for a, b in pairwise(leg.line))
        > float(told("long_chords").get(leg.leg_id, {"up_to_km": 15})["up_to_km"])
    }
    assert far == {}
    assert all(row["reason"] for row in told("long_chords").values())
    for leg_id in told("long_chords"):
        assert all_legs()[leg_id].off_by_km >= 1.5


@pytest.mark.parametrize("leg_id", [one for one in LEG_IDS if all_legs()[one].mode == "road"])
def test_no_road_copies_the_line_of_a_railway(leg_id: str) -> None:
    road = LineString(all_legs()[leg_id].line)
    if length_km(all_legs()[leg_id].line) < 15:
        return
    assert all_legs()
    for other in all_legs().values():
        rail = LineString(other.line)
        if other.mode == "rail" and road.intersects(rail):
            shared = road.intersection(rail.buffer(0.0005)).length
            assert shared <= 0.5 * road.length, other.leg_id


def test_every_leg_says_how_far_it_may_be_off() -> None:
    """Mapped track by a few km at most places, a line without a survey by tens."""
    for leg in all_legs().values():
        assert 0 < leg.off_by_km < 100, leg.leg_id
        if leg.accuracy == "schematic" and leg.mode == "rail":
            assert leg.off_by_km >= 2, leg.leg_id
    assert all_legs()["makhachkala_derbent_rail"].off_by_km < 1
    assert all_legs()["naibabad_maidan_shahr_rail"].off_by_km > 50


@pytest.mark.parametrize("leg_id", LEG_IDS)
def test_alignment_is_as_long_as_said(leg_id: str) -> None:
    """A line without a survey has the length its claims give, never shorter than its drawing."""
    leg = all_legs()[leg_id]
    method = {row["leg_id"]: row for row in BUILD_LEGS}[leg_id]["method"]
    bent = leg_id in {**told("bends"), **told("long_chords")}
    drawn_km, said_km = length_km(leg.line), float(leg.length_km)
    if method == "schematic":
        assert drawn_km <= 1.12 * said_km
    else:
        assert drawn_km == pytest.approx(said_km, rel=0.25 if bent else 0.12)


@pytest.mark.parametrize("leg_id", LEG_IDS)
def test_alignment_does_not_double_back(leg_id: str) -> None:
    """No vertex twice, and no hairpin of more than 15 km there and back."""
    line = all_legs()[leg_id].line
    assert len(set(line)) == len(line)
    for a, b, c in zip(line, line[1:], line[2:], strict=False):
        there, back, across = distance_km(a, b), distance_km(b, c), distance_km(a, c)
        assert not (min(there, back) > 15 and across < 0.25 * min(there, back)), (leg_id, b)


# ---- land and water


@pytest.mark.parametrize("leg_id", [one for one in LEG_IDS if all_legs()[one].mode != "sea"])
def test_land_legs_keep_to_the_land(leg_id: str) -> None:
    """No more than 1 km off the land shown, but for what is on record: bridges, quays, a beach."""
    over_water = LineString(all_legs()[leg_id].line).difference(land())
    wet_km = sum(length_km(part.coords) for part in shapely.get_parts(over_water) if part.length)
    assert wet_km <= 1 or told("bridges")[leg_id]["reason"]


@pytest.mark.parametrize("leg_id", [one for one in LEG_IDS if all_legs()[one].mode == "sea"])
def test_sea_legs_keep_to_the_water(leg_id: str) -> None:
    """Away from the ports at their ends; Astrakhan is up the Volga, the Suez way has the canal.

    The Bosporus and the Dardanelles are narrower than the coast is fine.
    """
    leg = all_legs()[leg_id]
    path: BaseGeometry = LineString(leg.line)
    for node_id, end in ((leg.from_id, leg.line[0]), (leg.to_id, leg.line[-1])):
        path = path.difference(Point(end).buffer(1.2 if node_id == "astrakhan" else 0.5))
    canal_km = 180 if "suez_canal" in leg.passes else 0
    straits_km = 20 if {leg.from_id, leg.to_id} & {"poti", "batumi"} else 0
    assert path.intersection(land()).length * KM_PER_DEG < 12 + canal_km + straits_km


def test_turkmen_line_keeps_east_of_kara_bogaz_gol() -> None:
    water = box(52.9, 40.75, 54.6, 41.95).difference(land())
    assert water.area > 1, "the basemap has the gulf as water"
    for leg in all_legs().values():
        assert not (leg.mode != "sea" and LineString(leg.line).intersects(water.buffer(-0.02)))
    east_shore = max(lon for part in shapely.get_parts(water) for lon, _ in part.exterior.coords)
    leg = all_legs()["serhetyaka_gyzylgaya_rail"]
    beside = [lon for lon, lat in leg.line if 40.9 < lat < 41.9]
    assert beside
    assert min(beside) > east_shore


def test_samarkand_to_termez_keeps_out_of_turkmenistan() -> None:
    path = shortest("samarkand", "termez", legs=operating())
    assert {"karshi", "kumkurgan"} <= set(path)
    south_west = box(64.0, 36.5, 66.4, 38.2)
    for a, b in pairwise(path):
        line = LineString(leg_between(a, b).line)
        assert not line.intersects(south_west), (a, b)


@pytest.mark.parametrize("leg_id", [one for one in LEG_IDS if all_legs()[one].passes])
def test_sea_legs_tagged_with_a_strait_go_through_it(leg_id: str) -> None:
    straits = {row["strait_id"]: row for row in rows_of(DATA / "straits.csv")}
    path = LineString(all_legs()[leg_id].line)
    assert all_legs()[leg_id].passes
    for strait_id in all_legs()[leg_id].passes:
        at = Point(float(straits[strait_id]["lon"]), float(straits[strait_id]["lat"]))
        assert path.distance(at) < 1.0


def test_chabahar_and_gwadar_lie_outside_hormuz() -> None:
    assert all_legs()
    for leg in all_legs().values():
        if leg.mode == "sea" and {leg.from_id, leg.to_id} & {"chabahar", "gwadar"}:
            assert leg.passes == []


# ---- gauges


@pytest.mark.parametrize(
    ("node_id", "gauges"),
    [
        ("astara_ir", {1520, 1435}),
        ("sarakhs", {1520, 1435}),
        ("incheh_borun", {1520, 1435}),
        ("zahedan", {1435, 1676}),
        ("rabat_e_paryan", {1520, 1435}),
        ("makmal", {1520, 1435}),
        ("hairatan", {1520}),
        ("torghundi", {1520}),
        ("aqina", {1520}),
        ("kharlachi", {1520, 1676}),
    ],
)
def test_breaks_of_gauge_lie_where_they_lie(node_id: str, gauges: set[int]) -> None:
    found = {
        leg.gauge_mm
        for leg in all_legs().values()
        if leg.mode == "rail" and node_id in (leg.from_id, leg.to_id) and leg.gauge_mm
    }
    assert found == gauges


# ---- what must not be drawn


def test_the_hub_and_the_dry_port_are_two_places_and_the_hub_is_an_area() -> None:
    hub, dry_port = all_nodes()["herat_hub_site"], all_nodes()["torghundi_dry_port"]
    assert hub["geometry"] != dry_port["geometry"]
    assert hub["properties"]["accuracy_km"] >= 5
    assert hub["properties"]["country"] == "AFG"


def test_unbuilt_lines_are_sketches() -> None:
    assert all_legs()
    for leg_id, leg in all_legs().items():
        if leg.mode == "rail" and status_at_end()[leg_id] in {"study", "announced", "proposed"}:
            assert leg.accuracy != "mapped", leg_id
