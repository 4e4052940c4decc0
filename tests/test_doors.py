"""What was once accepted though wrong, or ended in a traceback: each is one clear fault now."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from geo.errors import DataError, Fault
from geo.records.backdrop import LAYERS
from geo.records.catalog import read_catalog
from geo.state.select import default_selection, leg_states
from tests.worlds import TABLES, write_world

Change = Callable[[Path], Any]


def replaced(name: str, old: str, new: str) -> Change:
    def change(folder: Path) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def collected(name: str, act: Callable[[dict[str, Any]], Any]) -> Change:
    def change(folder: Path) -> None:
        collection = json.loads((folder / name).read_text(encoding="utf-8"))
        act(collection)
        (folder / name).write_text(json.dumps(collection), encoding="utf-8")

    return change


def first(collection: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = collection["features"][0]
    return found


def faults_of(folder: Path) -> tuple[Fault, ...]:
    with pytest.raises(DataError) as caught:
        read_catalog(folder)
    return caught.value.faults


NORTH, COAST, NODES, LAND = (
    "layers/north.geojson",
    "layers/coast.geojson",
    "nodes.geojson",
    "basemap/land.geojson",
)


def added(name: str, line: str) -> Change:
    def change(folder: Path) -> None:
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(line + "\n")

    return change


def without_commas(mark: str) -> Change:
    def change(folder: Path) -> None:
        text = (folder / "straits.csv").read_text(encoding="utf-8")
        (folder / "straits.csv").write_text(text.replace(",", mark), encoding="utf-8")

    return change


CASES: dict[str, tuple[Change, str, str]] = {
    "a withdrawn path": (
        added("withdrawn.csv", "claims:../../../out,2024-01-01,x,"),
        "withdrawn.csv",
        "is not the id of a record",
    ),
    "withdrawn markup": (
        added("withdrawn.csv", '"claims:x""><script>",2024-01-01,x,'),
        "withdrawn.csv",
        "is not the id of a record",
    ),
    "withdrawn from no table": (
        added("withdrawn.csv", "confirmations:a,2024-01-01,x,"),
        "withdrawn.csv",
        "is not the id of a record",
    ),
    "replaced by itself": (
        added("withdrawn.csv", "claims:gone,2024-01-01,x,gone"),
        "withdrawn.csv",
        "replace itself",
    ),
    "replaced by nothing": (
        added("withdrawn.csv", "branches:gone,2024-01-01,x,leg_a"),
        "withdrawn.csv",
        "'leg_a' is not in branches",
    ),
    "a corridor shut": (
        replaced("closures.csv", "c_shut,node,c,", "c_shut,corridor,north,"),
        "closures.csv",
        "cannot shut a corridor",
    ),
    "a speed in days": (
        replaced("assumptions.csv", ",10,20,40,km/h,", ",10,20,40,days,"),
        "assumptions.csv",
        "not reckoned in 'days'",
    ),
    "the speed of a port": (
        added("assumptions.csv", "x,speed,port,,1,2,3,km/h,,any,any,assumption,"),
        "assumptions.csv",
        "no speed of 'port'",
    ),
    "the same speed twice": (
        added("assumptions.csv", "x,speed,rail,,1,2,3,km/h,,any,any,assumption,"),
        "assumptions.csv",
        "assumed in two rows",
    ),
    "read sideways": (
        replaced("sources.csv", "news,opening", "news,sideways"),
        "sources.csv",
        "not one of the known words",
    ),
    "a name of nothing": (
        replaced("nodes.geojson", '"Beta hub"', '"\u200b\u3164"'),
        NODES,
        "nothing that can be seen",
    ),
    "no such day": (
        replaced("sources.csv", "2024-05-02", "2024-02-30"),
        "sources.csv",
        "'2024-02-30' is no day of the calendar.",
    ),
    "two byte-order marks": (
        lambda folder: (folder / "straits.csv").write_bytes(
            b"\xef\xbb\xbf" * 2 + (folder / "straits.csv").read_bytes()
        ),
        "straits.csv",
        "holds U+FEFF",
    ),
    "semicolons": (without_commas(";"), "straits.csv", "parted by semicolons"),
    "tabs": (without_commas("\t"), "straits.csv", "parted by tabs"),
    "a row cut short": (added("events.csv", "<<<<<<< HEAD"), "events.csv", "has 1 of 15 cells"),
    "an empty value": (replaced("claims.csv", ",220,", ",,"), "claims.csv", "Wanted is a value"),
    "published yesterday": (
        replaced("sources.csv", "2024-05-02", "yesterday"),
        "sources.csv",
        "'yesterday' is not a date",
    ),
    "a year published on a day": (
        replaced("sources.csv", "2024-05-02", "2024"),
        "sources.csv",
        "YYYY-MM-DD",
    ),
    "1_000": (replaced("claims.csv", ",220,", ",1_000,"), "claims.csv", "'1_000' is not a number"),
    "1e308": (replaced("claims.csv", ",220,", ",1e308,"), "claims.csv", "cannot be meant"),
    "a length of nought": (replaced("claims.csv", ",220,", ",0,"), "claims.csv", "A length of 0"),
    "less than nothing": (replaced("claims.csv", ",1000,", ",-1000,"), "claims.csv", "less than"),
    "NUL": (replaced("claims.csv", "Minister A", "Min\0ister"), "claims.csv", "U+0000"),
    "an override": (replaced("events.csv", "opened,", "op\u202eened,"), "events.csv", "U+202E"),
    "a mark inside": (replaced("events.csv", "Hub", "\ufeffHub"), "events.csv", "U+FEFF"),
    "an id none": (
        replaced("events.csv", "hub_announced,", "none,"),
        "events.csv",
        "nothing chosen",
    ),
    "no host": (
        replaced("sources.csv", "https://example.org/1", "https:///1"),
        "sources.csv",
        "ad",
    ),
    "a header twice": (
        replaced("omitted.csv", "fact_id,", "fact_id,fact_id,"),
        "omitted.csv",
        "stands twice",
    ),
    "a huge cell": (
        replaced("omitted.csv", "F11,", f'F11,"{"x" * 200_000}'),
        "omitted.csv",
        "a cell is far too long",
    ),
    "a leg twice": (
        replaced("branches.csv", "main,2,leg_b", "main,2,leg_a"),
        "branches.csv",
        "stands twice in the branch",
    ),
    "an end in the year 9999": (
        replaced("datapackage.json", "2024-12-31", "9999-12-31"),
        "datapackage.json",
        "data_end is missing or no date",
    ),
    "an end before anything was": (
        replaced("datapackage.json", "2024-12-31", "1800-01-01"),
        "datapackage.json",
        "Nothing that the page opens with existed on 1800-01-01",
    ),
    "a length of 100 lines": (
        collected(COAST, lambda one: first(one)["properties"].update(length_km=11_100)),
        COAST,
        "that of the line 1",
    ),
    "a negative length": (
        collected(COAST, lambda one: first(one)["properties"].update(length_km=-5)),
        COAST,
        "-5 is below",
    ),
    "400 digits": (
        collected(COAST, lambda one: first(one)["properties"].update(length_km=10**400)),
        COAST,
        "not a finite number",
    ),
    "a surrogate": (
        collected(NODES, lambda one: first(one)["properties"].update(name="a\ud800")),
        NODES,
        "U+D800",
    ),
    "properties a list": (
        collected(NODES, lambda one: first(one).update(properties=[])),
        NODES,
        "no JSON objects with properties",
    ),
    "a later unknown property": (
        collected(NODES, lambda one: one["features"][-1]["properties"].update(colour="red")),
        NODES,
        "Unknown property",
    ),
    "coordinates as texts": (
        collected(NODES, lambda one: first(one)["geometry"].update(coordinates=["0", "1"])),
        NODES,
        "a coordinate is not a number",
    ),
    "another reference system": (
        collected(
            NODES,
            lambda one: one.update(crs={"type": "name", "properties": {"name": "EPSG:3857"}}),
        ),
        NODES,
        "another reference system",
    ),
    "by way of the pole": (
        collected(NORTH, lambda one: first(one)["geometry"]["coordinates"].insert(1, [0.5, 90])),
        NORTH,
        "beyond 85 degrees",
    ),
    "JSON too deep": (
        lambda folder: (folder / NORTH).write_text("[" * 10_000 + "]" * 10_000),
        NORTH,
        "too deep",
    ),
    "a basemap of null": (
        collected(LAND, lambda one: first(one).update(geometry=None)),
        LAND,
        "no valid Polygon",
    ),
    "a basemap of garbage": (
        lambda folder: (folder / LAND).write_bytes(b"\x00\xff\xfe"),
        LAND,
        "not UTF-8",
    ),
    "a line of one place": (
        collected(
            "basemap/boundaries.geojson",
            lambda one: one["features"].append(
                {
                    "type": "Feature",
                    "properties": {"class": "disputed"},
                    "geometry": {"type": "LineString", "coordinates": [[1, 1], [1, 1]]},
                }
            ),
        ),
        "basemap/boundaries.geojson",
        "all its positions are the same",
    ),
    "edges that cross": (
        collected(
            LAND,
            lambda one: first(one)["geometry"].update(
                coordinates=[[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]
            ),
        ),
        LAND,
        "its edges cross",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_it_is_told_first_and_alone_or_with_what_else_is_wrong_there(name, tmp_path):
    change, file, says = CASES[name]
    folder = write_world(tmp_path / "data")
    change(folder)
    found = faults_of(folder)
    assert {fault.file for fault in found} == {file}
    assert says in found[0].message
    assert all(fault.remedy for fault in found)


def test_a_star_is_no_chain(tmp_path):
    rows = [("north", "main", 1, "leg_a"), ("north", "main", 2, "leg_b"), *TABLES["branches"][2:]]
    rows.insert(2, ("north", "main", 3, "leg_c"))
    (fault,) = faults_of(write_world(tmp_path / "data", {"branches": rows}))
    assert fault.message == "leg_c does not go on from leg_b."


def test_a_table_of_assumptions_has_a_row_for_all_that_a_route_can_ask(tmp_path):
    (fault,) = faults_of(write_world(tmp_path / "none", {"assumptions": []}))
    assert fault.message == "The table has no rows."
    rows = [row for row in TABLES["assumptions"] if row[0] != "v_road"]
    (fault,) = faults_of(write_world(tmp_path / "less", {"assumptions": rows}))
    assert fault.message == "No speed for road per any holds everywhere."


def test_a_record_withdrawn_may_stand_in_for_another_and_come_back(tmp_path):
    rows = [
        ("claims:older", "2024-01-01", "misread", "old"),
        ("claims:old", "2024-02-01", "misread again", "north_length_1"),
        ("claims:north_length_1", "2024-03-01", "found again since", ""),
        ("nodes:inn", "2024-03-01", "was a port", "hub"),
    ]
    read = read_catalog(write_world(tmp_path / "data", {"withdrawn": rows}))
    assert list(read.withdrawn) == [row[0] for row in rows]


@pytest.mark.parametrize("name", ["sources.csv", "nodes.geojson", "basemap/land.geojson"])
@pytest.mark.parametrize("what", ["missing", "fifo", "device", "loop", "folder"])
def test_what_is_no_file_is_told_once_and_nothing_waits_for_it(name, what, tmp_path):
    folder = write_world(tmp_path / "data")
    path = folder / name
    path.unlink()
    make: dict[str, Callable[[], Any]] = {
        "missing": lambda: None,
        "fifo": lambda: os.mkfifo(path),
        "device": lambda: path.symlink_to("/dev/zero"),
        "loop": lambda: path.symlink_to(path),
        "folder": path.mkdir,
    }
    make[what]()
    (fault,) = faults_of(folder)
    assert (fault.file, fault.row) == (name, 0)


def test_a_link_to_a_file_is_the_file(tmp_path):
    folder = write_world(tmp_path / "data")
    (folder / "omitted.csv").rename(tmp_path / "elsewhere.csv")
    (folder / "omitted.csv").symlink_to(tmp_path / "elsewhere.csv")
    assert read_catalog(folder).corridors


def test_a_missing_folder_is_told_by_what_is_not_there(tmp_path):
    folder = write_world(tmp_path / "data")
    for path in (folder / "basemap").iterdir():
        path.unlink()
    (folder / "basemap").rmdir()
    assert [fault.file for fault in faults_of(folder)] == sorted(
        one.file for one in LAYERS.values()
    )


@pytest.mark.parametrize("name", [b"\xff.geojson", "\u202ex.geojson".encode(), b"a b.geojson"])
def test_a_file_name_that_cannot_be_used_is_told_in_letters_that_can(name, tmp_path):
    folder = write_world(tmp_path / "data")
    Path(os.fsdecode(os.fsencode(folder / "layers") + b"/" + name)).write_text("{}")
    (fault,) = faults_of(folder)
    assert "name that cannot be used" in fault.message
    str(fault).encode("utf-8")
    assert str(fault).isprintable()


def test_a_million_rows_and_a_large_file_are_refused_at_once(tmp_path):
    folder = write_world(tmp_path / "data")
    header = (folder / "claims.csv").read_text(encoding="utf-8").partition("\n")[0]
    start = time.process_time()
    (folder / "claims.csv").write_text(f"{header}\n" + "x,y\n" * 1_000_000, encoding="utf-8")
    (fault,) = faults_of(folder)
    assert fault.message == "The table has more than 20,000 rows."
    (folder / "claims.csv").write_bytes(b"x" * 16_000_001)
    (fault,) = faults_of(folder)
    assert "more than 16 MB" in fault.message
    assert time.process_time() - start < 5


def test_a_gap_within_a_cell_becomes_a_space(tmp_path):
    folder = write_world(tmp_path / "data")
    replaced("omitted.csv", "no bearing on corridors", '"no bearing\non\tcorridors"')(folder)
    assert read_catalog(folder).data_hash == read_catalog(write_world(tmp_path / "b")).data_hash


def test_what_opens_with_nothing_is_refused_by_its_cause_and_the_remedy_is_right(tmp_path):
    off = [(*row[:4], "false") for row in TABLES["corridors"]]
    (fault,) = faults_of(write_world(tmp_path / "off", {"corridors": off}))
    assert (fault.file, fault.column) == ("corridors.csv", "default_on")
    off = [(*row[:4], "false") for row in TABLES["branch_names"]]
    less = {"branch_names": off, "corridor_nodes": []}
    (fault,) = faults_of(write_world(tmp_path / "branches", less))
    assert (fault.file, fault.column) == ("branch_names.csv", "default_on")
    early = write_world(tmp_path / "early", {"corridor_nodes": []})
    replaced("datapackage.json", "2024-12-31", "1800-01-01")(early)
    (fault,) = faults_of(early)
    assert (fault.file, fault.column) == ("datapackage.json", "data_end")
    first_day = fault.remedy.split()[4]
    replaced("datapackage.json", "1800-01-01", first_day)(early)
    shown = read_catalog(early)
    assert leg_states(shown, default_selection(shown))
