"""The Folium map and what the browser draws it from, on the tiny drawn world."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from geo.editions.ids import id_faults
from geo.records.catalog import Catalog, read_catalog
from geo.state.select import default_selection, leg_states
from layers.look.looks import leg_look
from layers.look.style import corridor_colours
from layers.screen.backdrop import web_backdrop
from layers.screen.day import day_of
from layers.screen.files import map_files, map_texts
from layers.screen.map import last_zoom_of, script_of, web_map_of
from layers.screen.network import web_network
from layers.screen.places import flipped, lines_steps, steps_of
from tests.edition_worlds import EARLIER, write_edition, write_fewer
from tests.worlds import TABLES, write_world


def decoded(numbers: list[int], scale: int) -> list[tuple[float, float]]:
    lat = lon = 0
    points = []
    for step_lat, step_lon in zip(numbers[::2], numbers[1::2], strict=True):
        lat, lon = lat + step_lat, lon + step_lon
        points.append((lat / scale, lon / scale))
    return points


def unpacked(catalog: Catalog, day: dict[str, Any]) -> dict[str, Any]:
    """Read a packed day as the browser does."""
    network = web_network(catalog)
    statuses, conditions = list(network["words"]["status"]), list(network["words"]["condition"])
    legs = {
        leg_id: {"status": statuses[row[0]], "condition": conditions[row[1]], "row": row}
        for leg_id, row in zip(network["legs"], day["legs"], strict=True)
        if row
    }
    nodes = {
        node_id: {
            "condition": conditions[row[0]],
            "look": dict(zip(network["node_look_fields"], day["node_looks"][row[1]], strict=True)),
        }
        for node_id, row in zip(network["nodes"], day["nodes"], strict=True)
        if row
    }
    looks = [dict(zip(network["look_fields"], row, strict=True)) for row in day["looks"]]
    return {**day, "legs": legs, "nodes": nodes, "looks": looks}


def day_at(catalog: Catalog, on: date | None) -> dict[str, Any]:
    selection = replace(default_selection(catalog), as_of=on)
    return unpacked(catalog, day_of(catalog, selection))


def test_flip_is_latitude_first() -> None:
    assert flipped([(62.2, 34.3)]) == [(34.3, 62.2)]


@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=1, max_size=30))
def test_steps_read_back_the_line_to_half_a_unit(line: list[tuple[float, float]]) -> None:
    back = decoded(steps_of(line, scale=10_000), 10_000)
    assert len(back) == len(line)
    for (lat, lon), (was_lon, was_lat) in zip(back, line, strict=True):
        assert abs(lat - was_lat) <= 0.000_051
        assert abs(lon - was_lon) <= 0.000_051


def test_steps_of_many_lines_are_those_of_each() -> None:
    lines = [[(62.2, 34.3), (62.21, 34.31)], [], [(1.0, 2.0)], [(-7.25, 0.5), (8.0, -0.5), (0, 0)]]
    assert lines_steps(lines, scale=1000) == [steps_of(line, scale=1000) for line in lines]
    assert lines_steps([], scale=1000) == []


def test_two_builds_are_the_same_bytes(catalog: Catalog) -> None:
    assert script_of(web_map_of(catalog)) == script_of(web_map_of(catalog))
    assert map_files(map_texts(catalog)) == map_files(map_texts(catalog))


def test_script_names_every_lane_and_node_once(catalog: Catalog) -> None:
    script = script_of(web_map_of(catalog))
    assert _called(script, "lane") == [
        ["leg_a", "north"],
        ["leg_b", "north"],
        ["leg_c", "coast"],
        ["leg_r", "north"],
        ["leg_w", "coast"],
    ]
    assert _called(script, "place") == [[name] for name in ("a", "b", "c", "d", "e", "hub")]


def _called(script: str, maker: str) -> list[list[str]]:
    """Return with what a script has Leaflet layers of one kind made, in order of the alphabet."""
    call = rf"\(\(how\) =>\nL\.corridors\.map_\w+\.{maker}\("
    every = re.findall(rf"^(\[.*\])\.forEach{call}", script, re.M)
    return sorted(how for calls in every for how in json.loads(calls))


def test_script_asks_no_server_and_evaluates_nothing(catalog: Catalog) -> None:
    script = script_of(web_map_of(catalog))
    hosts = set(re.findall(r"https?://([^/\"']+)", script))
    assert hosts == {"tile.openstreetmap.org", "tile.opentopomap.org"}
    assert not re.search(r"\beval\b|new Function|innerHTML|<script", script)
    # Tile layers are made but not put on the map.
    for layer in re.findall(r"var (tile_layer_\d+)", script):
        assert f"{layer}.addTo" not in script


def test_names_of_corridors_cannot_leave_their_string(tmp_path: Path) -> None:
    evil = '`${alert(1)}\\x3cimg"); alert(2); ("</script>'
    rows = [(row[0], evil, evil, evil, row[4]) for row in TABLES["corridors"]]
    catalog = read_catalog(write_world(tmp_path / "data", {"corridors": rows}))
    script = script_of(web_map_of(catalog))
    assert "alert(" not in script
    for file in map_files(map_texts(catalog)).files.values():
        if file.media_type == "application/json":
            assert b"</script" not in file.content
            assert json.loads(file.content) is not None


def test_network_runs_latitude_first_and_knows_the_side_of_each_leg(catalog: Catalog) -> None:
    network = web_network(catalog)
    assert network["nodes"]["d"]["at"] == (2.0, 1.0)
    assert decoded(network["legs"]["leg_c"]["line"], network["scale"]) == [(1, 1), (2, 1)]
    assert network["legs"]["leg_a"]["branches"] == {"main": 1, "south": 1}
    assert network["nodes"]["hub"]["area_km"] == 25
    assert network["nodes"]["a"]["area_km"] == 0
    assert network["nodes"]["a"]["ru"] == "Альфа"
    assert network["order"] == ["north", "coast"]


def test_a_branch_against_a_leg_gives_the_other_side(tmp_path: Path) -> None:
    branches = [
        ("north", "main", 1, "leg_b"),
        ("north", "main", 2, "leg_a"),
        ("north", "south", 1, "leg_r"),
        ("coast", "sea", 1, "leg_w"),
        ("coast", "sea", 2, "leg_c"),
    ]
    catalog = read_catalog(write_world(tmp_path / "data", {"branches": branches}))
    legs = web_network(catalog)["legs"]
    assert legs["leg_b"]["branches"] == {"main": -1}
    assert legs["leg_a"]["branches"] == {"main": -1}
    assert legs["leg_w"]["branches"] == {"sea": -1}
    assert legs["leg_r"]["branches"] == {"south": 1}


def test_home_holds_what_is_on_at_first_without_the_sea(catalog: Catalog) -> None:
    assert web_network(catalog)["home"] == [(1.0, 0.0), (1.0, 2.0)]


def test_day_tells_status_and_closures_of_every_leg(catalog: Catalog) -> None:
    day = day_at(catalog, date(2023, 2, 1))
    assert day["asof"] == "2023-02-01"
    assert day["legs"]["leg_b"]["status"] == "operating"
    assert day["legs"]["leg_b"]["condition"] == "closed"
    assert day["legs"]["leg_a"]["condition"] == "open"
    # The coast is off, yet the browser must be able to show it at once.
    assert day["legs"]["leg_w"]["status"] == "operating"
    assert day["nodes"]["c"]["condition"] == "closed"
    assert day["nodes"]["c"]["look"]["badge"] == "barred"
    # The hub was announced in May.
    assert "hub" not in day["nodes"]
    assert "hub" in day_at(catalog, date(2023, 6, 1))["nodes"]


def test_day_before_a_leg_has_it_not_at_all(catalog: Catalog) -> None:
    assert set(day_at(catalog, date(2019, 12, 31))["legs"]) == {"leg_a", "leg_r", "leg_w"}


def test_only_a_leg_that_was_named_carries_a_badge(tmp_path: Path, catalog: Catalog) -> None:
    assert len(day_at(catalog, date(2023, 2, 1))["legs"]["leg_b"]["row"]) == 4
    shut = ("a_shut", "leg", "leg_a", "2023-01-10", "day", "closed", "goods", "")
    rows = [(*shut, "", "", "", "Alpha – Beta washed out", "s1", "", "F8")]
    doubt = [("closure", "a_shut", "2023-07-01", "contested", "s1", "")]
    changes: dict[str, list[tuple[Any, ...]]] = {"closures": rows, "confirmations": doubt}
    world = read_catalog(write_world(tmp_path / "data", changes))
    assert day_at(world, date(2023, 2, 1))["legs"]["leg_a"]["row"][4][0] == "barred"
    assert day_at(world, date(2023, 9, 1))["legs"]["leg_a"]["row"][4][0] == "doubtful"


def test_a_strait_shut_to_some_is_marked_where_it_lies(catalog: Catalog) -> None:
    day = day_at(catalog, date(2024, 6, 1))
    assert day["straits"]["s"][0] == "half_barred"
    assert day["legs"]["leg_w"]["condition"] == "restricted"


def test_an_edition_brings_the_lines_and_places_that_the_network_lacks(tmp_path: Path) -> None:
    earlier = read_catalog(write_edition(tmp_path / "one", EARLIER))
    later = read_catalog(write_fewer(tmp_path / "two"))
    assert id_faults(earlier, later) == ()
    on = default_selection(earlier)
    day, own = day_of(earlier, on, shown=later), day_of(earlier, on)
    lacking = day["lacking"]
    assert list(lacking["legs"]) == ["leg_w", "leg_r"]
    assert list(lacking["nodes"]) == ["e"]
    assert {one["only"] for one in (*lacking["legs"].values(), lacking["nodes"]["e"])} == {
        f"Only in edition {EARLIER}"
    }
    # As the earlier edition's own network has them, with the branches that it alone has.
    network = web_network(earlier)
    for kind in ("legs", "nodes"):
        for name, one in lacking[kind].items():
            assert {key: value for key, value in one.items() if key != "only"} == network[kind][
                name
            ]
    assert lacking["branches"] == {"south": {"corridor": "north"}}
    assert (lacking["straits"], lacking["order"]) == ({}, [])
    # Each row stands where the browser reads it: those of the network first, then the lacking.
    for kind, known in (("legs", later.legs), ("nodes", later.nodes)):
        ids = [*known, *lacking[kind]]
        rows = dict(zip(ids, day[kind], strict=True))
        wanted = dict(zip(network[kind], own[kind], strict=True))
        assert {name: row and row[0] for name, row in rows.items()} == {
            name: row and row[0] for name, row in wanted.items()
        }


def test_a_day_that_lacks_nothing_says_nothing_of_it(tmp_path: Path) -> None:
    earlier = read_catalog(write_edition(tmp_path / "one", EARLIER))
    later = read_catalog(write_fewer(tmp_path / "two"))
    on = default_selection(later)
    assert "lacking" not in day_of(later, on)
    # Gained since: the network has them and the earlier edition did not.
    beside = day_of(later, on, shown=earlier)
    assert "lacking" not in beside
    rows = dict(zip(earlier.legs, beside["legs"], strict=True))
    assert [name for name, row in rows.items() if row is None] == ["leg_w", "leg_r"]


def test_day_id_changes_with_the_state_and_only_with_it(catalog: Catalog) -> None:
    selection = default_selection(catalog)
    first = day_of(catalog, selection)
    assert day_of(catalog, replace(selection, corridors=frozenset()))["id"] == first["id"]
    earlier = day_of(catalog, replace(selection, as_of=date(2023, 2, 1)))
    assert earlier["id"] != first["id"]


def test_looks_are_those_of_the_style_for_each_leg_and_corridor(catalog: Catalog) -> None:
    everything = replace(default_selection(catalog), corridors=frozenset(catalog.corridors))
    day = unpacked(catalog, day_of(catalog, everything))
    colours = corridor_colours(catalog.corridors)
    states = leg_states(catalog, everything)
    assert states
    for state in states:
        for corridor_id in state.corridor_ids:
            look = leg_look(state, corridor_id, colour=colours[corridor_id])
            number = state.corridor_ids.index(corridor_id)
            sent = day["looks"][day["legs"][state.leg.leg_id]["row"][3][number]]
            assert sent["colour"] == look.colour
            assert sent["width_px"] == look.width_px
            assert tuple(sent["dash_px"]) == look.dash_px


def test_legend_holds_every_class_that_a_toggle_can_bring(catalog: Catalog) -> None:
    keys = {entry["key"] for group in web_network(catalog)["legend"] for entry in group["entries"]}
    assert {"corridor:north", "corridor:coast", "status:operating", "status:suspended"} <= keys
    assert {"mode:sea", "mode:schematic", "node:area", "condition:closed"} <= keys


def test_backdrop_comes_in_two_parts(catalog: Catalog) -> None:
    first, later = (
        web_backdrop(catalog.basemap, first=True),
        web_backdrop(catalog.basemap, first=False),
    )
    assert set(first["lines"]) == {"land.land"}
    assert later["lines"] == {}
    ring = decoded(first["lines"]["land.land"][0], first["scale"])
    assert ring[0] == ring[-1] == (0, -1)


def test_finer_lines_come_later_in_the_place_of_the_coarse(catalog: Catalog) -> None:
    """Under the same names, so that the page only fills its layers again."""
    fine = catalog.basemap["land"].replace("-1", "-2")
    finer = replace(catalog, basemap={**catalog.basemap, "land_fine": fine})
    first, later = (web_backdrop(finer.basemap, first=first) for first in (True, False))
    assert set(first["lines"]) == set(later["lines"]) == {"land.land"}
    assert first["lines"] != later["lines"]


def test_addresses_change_with_the_data_and_only_theirs(tmp_path: Path, catalog: Catalog) -> None:
    rows = [(row[0], "Another name", *row[2:]) for row in TABLES["corridors"]]
    other = map_files(map_texts(read_catalog(write_world(tmp_path / "data", {"corridors": rows}))))
    mine = map_files(map_texts(catalog))
    assert mine.addresses["network"] != other.addresses["network"]
    for same in ("leaflet", "leaflet_style", "page", "style", "backdrop"):
        assert mine.addresses[same] == other.addresses[same]
    assert set(mine.addresses.values()) <= set(mine.files)


def test_the_map_ends_where_nothing_is_true_any_more(catalog: Catalog) -> None:
    """0.3 km are ten pixels at zoom 12; without a word on it the plain limit holds."""
    assert last_zoom_of(catalog) == 13
    surest = {
        leg.leg_id: replace(leg, off_by_km=0.3 if number == 0 else 5.0)
        for number, leg in enumerate(catalog.legs.values())
    }
    assert last_zoom_of(replace(catalog, legs=surest)) == 12
    sketchy = {name: replace(leg, off_by_km=5.0) for name, leg in surest.items()}
    assert last_zoom_of(replace(catalog, legs=sketchy)) == 7.75
    assert web_network(replace(catalog, legs=sketchy))["legs"][next(iter(sketchy))]["off_km"] == 5.0
