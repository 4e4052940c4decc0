"""The QGIS project over a store: read by QGIS itself where Debian's python3-qgis is installed."""

from __future__ import annotations

import io
import json
import os
import subprocess
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path
from typing import Any

import pytest

from cli import main
from geo.crs import WGS84
from geo.model.lines import Mode
from geo.records.catalog import read_catalog
from geo.records.schema.lines import LEGS
from geo.state.select import status_at
from geo.store.address import Address, store_address, store_place
from geo.store.reading import read_store
from geo.store.tables import TABLES
from layers.look.style import corridor_colours
from tests.store.server import Server

SYSTEM_PYTHON = Path("/usr/bin/python3")
ASK_QGIS = Path(__file__).with_name("ask_qgis.py")


def project(address: str, folder: Path, *more: str) -> ET.Element:
    """Have the command write a project and return what is in it."""
    out = folder / "corridors.qgz"
    assert main(["store", "qgis", address, "--out", str(out), *more]) == 0
    with zipfile.ZipFile(io.BytesIO(out.read_bytes())) as archive:
        assert archive.namelist() == ["corridors.qgs"]
        return ET.fromstring(archive.read("corridors.qgs"))


def layer(root: ET.Element, name: str) -> ET.Element:
    """Return a layer by its id."""
    return next(one for one in root.iter("maplayer") if one.findtext("id") == name)


def test_every_table_is_a_layer_of_the_drafts(
    store: Address, server: Server, tmp_path: Path
) -> None:
    root = project(server.address("rita"), tmp_path)
    names = {one.findtext("id") for one in root.iter("maplayer")}
    drafts = {f"store_draft_{table.name}" for table in TABLES}
    assert names == drafts | {"store_draft_lanes", "store_corridors_lanes", "store_corridors_nodes"}
    told = {one.get("id") for one in root.iter("layer-tree-layer")}
    assert told == names


def test_no_name_and_no_password_is_in_a_project(server: Server, tmp_path: Path) -> None:
    address = "postgresql://spy:secret-word@db.example.org:6543/corridors?sslmode=verify-full"
    place = store_place(store_address(address))
    assert place == {
        "host": "db.example.org",
        "port": "6543",
        "dbname": "corridors",
        "sslmode": "verify-full",
    }


def test_a_service_stands_for_the_whole_place(
    store: Address, server: Server, tmp_path: Path
) -> None:
    root = project(server.address("rita"), tmp_path, "--service", "team")
    sources = list(root.iter("datasource"))
    assert len(sources) == len(TABLES) + 3
    for one in sources:
        assert (one.text or "").startswith("service='team' key=")
        assert "rita" not in (one.text or "")
        assert str(server.port) not in (one.text or "")


def test_the_same_store_gives_the_same_bytes(
    store: Address, server: Server, tmp_path: Path
) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        project(server.address("rita"), tmp_path / name)
    first, second = ((tmp_path / name / "corridors.qgz").read_bytes() for name in ("a", "b"))
    assert first == second


def test_fields_have_their_lists_and_what_is_required(
    store: Address, server: Server, tmp_path: Path
) -> None:
    legs = layer(project(server.address("rita"), tmp_path), "store_draft_legs")
    fields = {one.get("name"): one for one in legs.iter("field")}
    listed = [one.get("value") for one in fields["mode"].iter("Option") if one.get("value")]
    assert listed == list(Mode)
    assert {"row_place", "file"} <= fields.keys()
    required = {
        one.get("field")
        for one in legs.find("constraints") or ()
        if int(one.get("constraints", "0")) & 1
    }
    assert required == {column.name for column in LEGS.columns if column.required}
    rules = {one.get("field"): one.get("exp") for one in legs.find("constraintExpressions") or ()}
    assert (
        rules["length_km"]
        == '"length_km" IS NULL OR ("length_km" >= 0.001 AND "length_km" <= 50000)'
    )


@pytest.mark.slow
def test_lanes_have_the_status_of_the_last_day(store: Address, server: Server) -> None:
    catalog = read_catalog(read_store(store))
    used = {leg for branch in catalog.branches.values() for leg in branch.leg_ids}
    found = {leg: status_at(catalog.statuses[leg], catalog.data_end) for leg in used}
    wanted = {leg: one.status.value for leg, one in found.items() if one is not None}
    for schema, user in (("corridors", "rita"), ("draft", "ed")):
        asked = f"SELECT json_object_agg(leg_id, status) FROM {schema}.lanes"
        assert json.loads(server.sql(asked, user=user)) == wanted
    new = "UPDATE draft.leg_status SET status = 'study' WHERE leg_id = 'leg_a'"
    server.sql(new, user="ed")
    asked = "SELECT DISTINCT status FROM {}.lanes WHERE leg_id = 'leg_a'"
    assert server.sql(asked.format("draft"), user="ed") == "study"
    assert server.sql(asked.format("corridors"), user="ed") == wanted["leg_a"]


def qgis_says(folder: Path, user: str) -> dict[str, Any]:
    """Let QGIS's own Python read the project as a user, and return what it says."""
    there = subprocess.run(
        [str(SYSTEM_PYTHON), "-c", "import qgis.core"], capture_output=True, check=False
    )
    if there.returncode and os.environ.get("NEEDS_QGIS"):
        pytest.fail("QGIS is not installed (Debian: apt-get install python3-qgis).")
    if there.returncode:
        pytest.skip("QGIS is not installed (Debian: apt-get install python3-qgis).")
    env = {"PATH": os.environ["PATH"], "HOME": str(folder), "PGUSER": user}
    env |= {"QT_QPA_PLATFORM": "offscreen", "XDG_RUNTIME_DIR": str(folder)}
    command = [str(SYSTEM_PYTHON), str(ASK_QGIS), str(folder / "corridors.qgz"), user]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    said: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return said


@pytest.mark.slow
def test_qgis_opens_the_project_and_an_edit_in_it_is_a_proposal(
    store: Address, server: Server, tmp_path: Path
) -> None:
    project(server.address("rita"), tmp_path)
    said = qgis_says(tmp_path, "ed")
    assert said["invalid"] == []
    assert said["crs"] == WGS84
    assert said["layers"] == len(TABLES) + 3
    assert said["mode_widget"] == ["ValueMap", list(Mode)]
    assert "name" in said["required"]
    assert said["renderers"] == {
        "store_corridors_lanes": "RuleRenderer",
        "store_corridors_nodes": "categorizedSymbol",
        "store_draft_legs": "categorizedSymbol",
    }
    catalog = read_catalog(read_store(store))
    colours = corridor_colours(catalog.corridors)
    assert said["operating"] == {name: one.lower() for name, one in colours.items()}
    assert said["drawn"] > 0.002  # of the picture is line or symbol
    assert said["edited"]
    assert server.sql("SELECT after ->> 'name', proposed_by FROM corridors.proposals") == (
        "Named in QGIS|ed"
    )
