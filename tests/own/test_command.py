"""The command with overlays: checked, exported, routed over, and the empty workbook."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from cli import main
from geo.errors import OverlayError
from geo.own.drop import dropped_of
from geo.own.limits import Meter
from geo.own.overlay import OWN_TABLES
from geo.own.paths import overlay_at
from geo.own.save import columns_of, template_of, workbook_to_keep, zip_to_keep
from geo.own.workbook import read_workbook
from layers.pack.files import FORMATS
from tests.own.test_beside import BRIDGE, OPEN, rival
from tests.own.worlds import SOURCE, base_of, csv_bytes

SETTINGS = [{"setting": "name", "value": "Letter"}, {"setting": "owner", "value": "A. Karimi"}]


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Return a folder of tables: a line from Alpha to Delta, and a figure."""
    folder = tmp_path / "own"
    folder.mkdir()
    tables = {
        "legs": [BRIDGE],
        "leg_status": [OPEN],
        "claims": [rival()],
        "sources": [SOURCE],
        "settings": SETTINGS,
    }
    for name, rows in tables.items():
        (folder / f"{name}.csv").write_bytes(csv_bytes(rows))
    return folder


def test_check_says_whose_it_is_and_every_fault(own: Path, tmp_path: Path, capsys) -> None:
    data, _, _ = base_of(tmp_path)
    asked = ["check", "--data", str(data), "--own", str(own)]
    assert main(asked) == 0
    assert "With what A. Karimi (Letter) added" in capsys.readouterr().out
    (own / "claims.csv").write_bytes(csv_bytes([{**rival(), "unit": "miles"}]))
    assert main(asked) == 1
    said = capsys.readouterr().out
    assert "claims.csv, row 2, unit" in said
    assert "1 fault." in said


def test_routes_go_over_it_and_say_so(own: Path, tmp_path: Path, capsys) -> None:
    data, _, _ = base_of(tmp_path)
    asked = ["routes", "--data", str(data), "--from", "Alpha", "--to", "Delta", "--json"]
    assert main(asked) == 3
    capsys.readouterr()
    assert main([*asked, "--own", str(own)]) == 0
    record = json.loads(capsys.readouterr().out)
    assert record["routes"][0]["lines"] == "added by A. Karimi (Letter)"


def _strings_of(workbook: bytes) -> bytes:
    return zipfile.ZipFile(io.BytesIO(workbook)).read("xl/sharedStrings.xml")


@pytest.mark.slow
def test_every_export_names_its_owner(own: Path, tmp_path: Path, capsys) -> None:
    data, _, _ = base_of(tmp_path)
    for kind in ("geojson", "csv", "kml", "xlsx", "bib", "svg"):
        out = tmp_path / f"{kind}.zip"
        asked = ["export", "--data", str(data), "--own", str(own), "--formats", kind]
        assert main([*asked, "--made-on", "2026-01-01", "--out", str(out)]) == 0
        with zipfile.ZipFile(out) as packed:
            parts = [packed.read(name) for name in packed.namelist()]
        texts = [
            zipfile.ZipFile(io.BytesIO(part)).read("xl/sharedStrings.xml")
            if kind == "xlsx"
            else part
            for part in parts
            if kind != "xlsx" or part[:2] == b"PK"
        ]
        assert any(b"added by A. Karimi (Letter)" in text for text in texts), kind


@pytest.mark.slow
def test_saved_and_opened_again_it_gives_the_same_bytes_in_every_format(
    own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, base, _ = base_of(tmp_path)
    kept = overlay_at(own, base.nodes)
    again = {"xlsx": workbook_to_keep(kept), "zip": zip_to_keep(kept)}
    for ending, content in again.items():
        (tmp_path / f"again.{ending}").write_bytes(content)
    packs = []
    for path in (own, tmp_path / "again.xlsx", tmp_path / "again.zip"):
        out = tmp_path / f"to{path.suffix}" / "pack.zip"
        out.parent.mkdir()
        asked = ["export", "--data", str(data), "--own", str(path), "--made-on", "2026-01-01"]
        assert main([*asked, "--formats", ",".join(FORMATS), "--out", str(out)]) == 0
        with zipfile.ZipFile(out) as packed:
            packs.append({name: packed.read(name) for name in packed.namelist()})
    # The gate finds on the page whose line is drawn, and nothing amiss.
    gates = " ".join(capsys.readouterr().err.split())
    assert gates.count("1 of 4 lines added by A. Karimi (Letter)") == len(packs)
    assert " missing " not in gates
    first, *others = packs
    assert len(first) >= len(FORMATS)
    for other in others:
        assert [name for name in first if other[name] != first[name]] == []


def test_twice_given_twice_beside(own: Path, tmp_path: Path, capsys) -> None:
    data, _, _ = base_of(tmp_path)
    line = {"type": "LineString", "coordinates": [[0, 1], [0.5, 1.5], [1, 2]]}
    (tmp_path / "line.geojson").write_text(json.dumps(line))
    asked = ["check", "--data", str(data), "--own", str(own)]
    assert main([*asked, "--own", str(tmp_path / "line.geojson")]) == 0
    assert capsys.readouterr().out.count("added, overlay") == 2


def test_what_would_be_guessed_is_asked(tmp_path: Path, capsys) -> None:
    data, _, _ = base_of(tmp_path)
    metres = {"type": "LineString", "coordinates": [[425000, 3801000], [470000, 3830000]]}
    (tmp_path / "metres.geojson").write_text(json.dumps(metres))
    assert main(["check", "--data", str(data), "--own", str(tmp_path / "metres.geojson")]) == 2
    assert "This looks like EPSG:" in capsys.readouterr().err


def test_the_empty_workbook_is_read_back(tmp_path: Path, capsys) -> None:
    out = tmp_path / "my.xlsx"
    data, base, _ = base_of(tmp_path)
    assert main(["template", "--data", str(data), "--out", str(out)]) == 0
    sheets = read_workbook(out.read_bytes(), Meter())
    for table in OWN_TABLES:
        assert tuple(sheets[table.name][0][1]) == columns_of(table)
    assert ["a", "Alpha", "WWW"] in [row for _, row in sheets["known places"]]
    with pytest.raises(OverlayError, match="no rows yet; examples are not read"):
        dropped_of(out.read_bytes(), "my.xlsx")
    assert template_of(base.nodes) == out.read_bytes()
    assert main(["template", "--out", str(tmp_path / "my.csv")]) == 2


def test_its_closed_lists_are_lists_to_choose_from(tmp_path: Path) -> None:
    _, base, _ = base_of(tmp_path)
    with zipfile.ZipFile(io.BytesIO(template_of(base.nodes))) as packed:
        sheets = [packed.read(name) for name in packed.namelist() if "worksheets/sheet" in name]
    lists = b" ".join(sheets)
    for word in (b"operating,construction", b"border_crossing", b"rail,road,sea", b"day,month"):
        assert word in lists
    assert b"'known places'!$A$2" in lists or b"&apos;known places&apos;!$A$2" in lists
