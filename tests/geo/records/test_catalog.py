from __future__ import annotations

import csv
import json
from dataclasses import FrozenInstanceError, dataclass
from datetime import date

import pytest

from geo.errors import DataError, Fault
from geo.model.dates import Precision
from geo.model.lines import Mode
from geo.model.states import Status
from geo.records.catalog import read_catalog
from geo.records.package import PACKAGE
from tests.worlds import TABLES, write_world


@pytest.fixture
def folder(tmp_path):
    """Write the world drawn in tests/worlds.py."""
    return write_world(tmp_path / "data")


def _faults(folder):
    with pytest.raises(DataError) as caught:
        read_catalog(folder)
    return caught.value.faults


def test_a_sound_folder_becomes_a_catalog(folder):
    catalog = read_catalog(folder)
    assert list(catalog.corridors) == ["north", "coast"]
    assert catalog.corridors["north"].branch_ids == ("main", "south")
    assert catalog.corridors["north"].node_ids == ("hub",)
    assert catalog.branches["main"].leg_ids == ("leg_a", "leg_b")
    assert catalog.legs["leg_w"].mode is Mode.SEA
    assert catalog.legs["leg_w"].home == "coast"
    assert catalog.legs["leg_a"].alignment == ((0.0, 1.0), (1.0, 1.0))
    assert [status.status for status in catalog.statuses["leg_b"]] == [
        Status.CONSTRUCTION,
        Status.OPERATING,
        Status.SUSPENDED,
    ]
    assert catalog.sources["s2"].published_inferred
    assert catalog.sources["s2"].published.precision is Precision.YEAR
    assert catalog.claims["pair_trade"].value_low == 200
    assert catalog.events["opened_b"].said_on == catalog.events["opened_b"].date
    assert catalog.data_end == date(2024, 12, 31)


def test_a_catalog_cannot_be_changed(folder):
    catalog = read_catalog(folder)
    with pytest.raises(TypeError):
        catalog.legs["leg_a"] = None  # type: ignore[index]
    with pytest.raises(FrozenInstanceError):
        catalog.data_end = date(2030, 1, 1)  # type: ignore[misc]


def test_the_hash_follows_the_content(folder):
    before = read_catalog(folder).data_hash
    assert before == read_catalog(folder).data_hash
    (folder / "omitted.csv").write_text("fact_id,reason\nF11,another reason\n", encoding="utf-8")
    assert read_catalog(folder).data_hash != before


def test_all_faults_of_all_files_come_at_once(tmp_path):
    claims = list(TABLES["claims"])
    claims[0] = (*claims[0][:4], "many", *claims[0][5:])
    folder = write_world(
        tmp_path / "data",
        {
            "claims": claims,
            "leg_status": [
                ("leg_a", "running", "2000", "year", "s9", ""),
                *TABLES["leg_status"][1:],
            ],
            "branches": [("north", "main", 1, "leg_a"), ("north", "main", 2, "leg_w")],
        },
    )
    faults = _faults(folder)
    places = {(fault.file, fault.row, fault.column) for fault in faults}
    assert ("claims.csv", 2, "value") in places
    assert ("leg_status.csv", 2, "status") in places
    assert ("branches.csv", 3, "leg_id") in places


@pytest.mark.parametrize(
    ("table", "rows", "file", "column", "words"),
    [
        (
            "branches",
            [*TABLES["branches"], ("coast", "sea", 3, "leg_x")],
            "branches.csv",
            "leg_id",
            "'leg_x' is not in legs",
        ),
        (
            "closures",
            [
                (
                    "k",
                    "node",
                    "nowhere",
                    "2023-01-10",
                    "day",
                    "closed",
                    "goods",
                    "",
                    "",
                    "",
                    "",
                    "Shut",
                    "s1",
                    "",
                    "",
                )
            ],
            "closures.csv",
            "subject_ids",
            "no node called 'nowhere'",
        ),
        (
            "events",
            [(*TABLES["events"][0], "2021-12")],
            "events.csv",
            "ends",
            "lies before",
        ),
        (
            "leg_status",
            [row for row in TABLES["leg_status"] if row[0] != "leg_w"],
            "layers/coast.geojson",
            "leg_id",
            "leg_w has no status",
        ),
        (
            "confirmations",
            [("closure", "c_shut", "2023-01-09", "holds", "s1", "")],
            "confirmations.csv",
            "date",
            "before it began (2023-01-10)",
        ),
        (
            "confirmations",
            [("leg", "leg_a", "2024-05-03", "holds", "s1", "")],
            "confirmations.csv",
            "source_id",
            "s1 is of 2024-05-02, before the day it is to confirm (2024-05-03)",
        ),
        (
            "confirmations",
            [("leg", "leg_a", "2023", "ended", "s1", "")],
            "confirmations.csv",
            "says",
            "cannot end by itself",
        ),
        (
            "confirmations",
            [("closure", "x_shut", "2023", "holds", "s1", "")],
            "confirmations.csv",
            "subject_id",
            "no closure called 'x_shut'",
        ),
        (
            "confirmations",
            [
                ("closure", "c_shut", "2023-02-01", "ended", "s1", ""),
                ("closure", "c_shut", "2023-03-01", "holds", "s1", ""),
            ],
            "confirmations.csv",
            "date",
            "c_shut ended on 2023-02-01",
        ),
        (
            "key_figures",
            [("north", 1, "node", "nowhere", "length", "", "standing", "it is long")],
            "key_figures.csv",
            "subject_id",
            "no node called 'nowhere'",
        ),
    ],
)
def test_what_does_not_fit_together_is_named(tmp_path, table, rows, file, column, words):
    found = _faults(write_world(tmp_path / "data", {table: rows}))
    assert [(fault.file, fault.column) for fault in found] == [(file, column)]
    assert words in found[0].message


def test_a_line_that_misses_its_node_is_refused(folder):
    path = folder / "layers" / "coast.geojson"
    collection = json.loads(path.read_text(encoding="utf-8"))
    collection["features"][0]["geometry"]["coordinates"][1] = [1.5, 2]
    path.write_text(json.dumps(collection), encoding="utf-8")
    (fault,) = _faults(folder)
    assert (fault.file, fault.row, fault.column) == ("layers/coast.geojson", 1, "to_id")


@pytest.mark.parametrize(
    "geometry",
    [
        None,
        {"type": "LineString", "coordinates": [[0, 1]]},
        {"type": "LineString", "coordinates": [[0, 1], [float("nan"), 1]]},
        {"type": "Polygon", "coordinates": [[[0, 1], [1, 1], [1, 2], [0, 1]]]},
        {"type": "LineString", "coordinates": [[0, 1], [500, 1]]},
        {"type": "LineString", "coordinates": "a to b"},
    ],
)
def test_an_unsound_geometry_is_refused(folder, geometry):
    path = folder / "layers" / "north.geojson"
    collection = json.loads(path.read_text(encoding="utf-8"))
    collection["features"][0]["geometry"] = geometry
    path.write_text(json.dumps(collection), encoding="utf-8")
    assert any("no valid LineString" in fault.message for fault in _faults(folder))


@pytest.mark.parametrize("content", [b"", b"not json", b"[]", b'{"features": 3}', b"\xff\xfe\x00"])
def test_a_file_that_is_no_geojson_is_named(folder, content):
    (folder / "nodes.geojson").write_bytes(content)
    assert any(fault.file == "nodes.geojson" and fault.row == 0 for fault in _faults(folder))


def test_a_missing_file_is_named(folder):
    (folder / "omitted.csv").unlink()
    (fault,) = _faults(folder)
    assert fault.file == "omitted.csv"
    assert "not there" in fault.message


def test_a_missing_file_of_alignments_that_the_package_names_is_told_and_nothing_after_it(folder):
    path = folder / PACKAGE
    package = json.loads(path.read_text(encoding="utf-8"))
    odd = [{"path": "layers/../x.geojson"}, {"path": "/layers/y.geojson"}, {"path": 5}, {}, 7]
    package["resources"] = [{"path": "layers/north.geojson"}, *odd]
    path.write_text(json.dumps(package), encoding="utf-8")
    read_catalog(folder)
    (folder / "layers" / "north.geojson").unlink()
    gone = Fault("layers/north.geojson", 0, "", "The file is not there.", "Put it back.")
    assert _faults(folder) == (gone,)


def test_a_faulty_row_does_not_breed_faults_elsewhere(tmp_path):
    rows = [("north", "", "North", "x", "true"), TABLES["corridors"][1]]
    faults = _faults(write_world(tmp_path / "data", {"corridors": rows}))
    assert [(fault.file, fault.column) for fault in faults] == [("corridors.csv", "name")]


# --- several origins ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Memory:
    """The files of an origin that is no folder."""

    origin: str
    files: dict[str, str]

    def names(self, subfolder: str) -> list[str]:
        return sorted(name for name in self.files if name.startswith(f"{subfolder}/"))

    def content(self, name: str) -> bytes:
        if name not in self.files:
            raise FileNotFoundError(name)
        return self.files[name].encode()


STRAITS = "strait_id,name,lon,lat\nmy_strait,My Strait,1.5,2.5\n"


def test_another_origin_stands_beside_the_first(folder):
    base = read_catalog(folder)
    both = read_catalog(folder, Memory("mine", {"straits.csv": STRAITS}))
    assert both.straits["my_strait"].origin == "mine"
    assert {one.origin for one in base.straits.values()} == {"shipped"}
    assert {**both.straits} == {**base.straits, "my_strait": both.straits["my_strait"]}
    assert both.legs == base.legs
    assert both.data_end == base.data_end
    assert both.data_hash != base.data_hash


def test_a_folder_in_second_place_is_named_after_itself(folder, tmp_path):
    mine = tmp_path / "ministry"
    mine.mkdir()
    (mine / "straits.csv").write_text(STRAITS, encoding="utf-8")
    assert read_catalog(folder, mine).straits["my_strait"].origin == "ministry"


def test_faults_name_the_origin(folder):
    text = STRAITS.replace("1.5", "east")
    with pytest.raises(DataError) as caught:
        read_catalog(folder, Memory("mine", {"straits.csv": text}))
    (fault,) = caught.value.faults
    assert (fault.file, fault.row, fault.column) == ("mine/straits.csv", 2, "lon")


def test_an_id_of_another_origin_is_taken(folder):
    taken = next(iter(read_catalog(folder).straits))
    with pytest.raises(DataError) as caught:
        read_catalog(folder, Memory("mine", {"straits.csv": STRAITS.replace("my_strait", taken)}))
    (fault,) = caught.value.faults
    assert (fault.file, fault.row) == ("mine/straits.csv", 2)
    assert "straits.csv already" in fault.message


def test_the_hash_is_of_the_records_not_of_the_bytes(folder):
    before = read_catalog(folder).data_hash
    path = folder / "corridors.csv"
    rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    quoted = "\r\n".join(",".join(f'"{cell}"' for cell in row) for row in rows)
    path.write_text(quoted + "\r\n", encoding="utf-8-sig")
    assert read_catalog(folder).data_hash == before
