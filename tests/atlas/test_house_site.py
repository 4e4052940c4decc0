"""An atlas of a house: name, logo, colour, languages, an overlay, and what it keeps private."""

from __future__ import annotations

import json
import re
import socket
from getpass import getuser
from pathlib import Path

import pytest

from cli import main
from layers.look.palette import ACCENTS
from tests.atlas.pages import read

ACCENT = sorted(ACCENTS)[0]
SETTINGS = f"""
name = "House of Maps"
logo = "logo.svg"
accent = "{ACCENT}"
languages = "en, ru"
boundary_note = "Drawn by the house."
handling = "Kept-within-the-house"
base_address = "https://inner.example.org/app/"
private = "handling, base_address"
"""
LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
NODES = "node_id,name,kind,country,lon,lat\nown_depot,Own Depot,dry_port,AFG,62.3,34.4\n"


@pytest.fixture(scope="module")
def house_site(world: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish the drawn world for a house, with an overlay."""
    home = tmp_path_factory.mktemp("house-folder")
    (home / "house.toml").write_text(SETTINGS, encoding="utf-8")
    (home / "logo.svg").write_bytes(LOGO)
    own = home / "overlay"
    own.mkdir()
    (own / "nodes.csv").write_text(NODES, encoding="utf-8")
    out = home / "site"
    asked = ["publish", "--data", str(world), "--out", str(out), "--own", str(own)]
    assert main([*asked, "--settings", str(home / "house.toml")]) == 0
    return out


@pytest.mark.slow
def test_name_logo_colour_note_and_languages_are_the_houses(house_site: Path) -> None:
    page = (house_site / "place" / "b" / "index.html").read_text(encoding="utf-8")
    assert "House of Maps" in page
    assert '<img src="../../assets/logo.svg"' in page
    assert "Drawn by the house." in page
    assert (house_site / "assets" / "logo.svg").read_bytes() == LOGO
    sheet = (house_site / "assets" / "atlas.css").read_text(encoding="utf-8")
    assert f"--accent: {ACCENTS[ACCENT]}" in sheet
    (network,) = house_site.glob("assets/h/*/network.js")
    assert '"languages":["","ru"]' in network.read_text(encoding="utf-8")


def test_what_was_added_has_its_page_and_stands_in_both_forms_of_the_table(
    house_site: Path,
) -> None:
    (page,) = house_site.glob("place/*own_depot/index.html")
    assert "Own Depot" in read(page).text
    told = json.loads((house_site / "data" / "json" / "places.json").read_text(encoding="utf-8"))
    assert any("Own Depot" in row for row in told["rows"])
    added = (house_site / "data" / "added" / "places.csv").read_text(encoding="utf-8-sig")
    assert "Own Depot" in added
    assert added.count("\n") == 2
    assert "added/places.csv" in (house_site / "data" / "index.html").read_text(encoding="utf-8")


def test_nothing_private_and_nothing_of_the_machine_is_in_any_file(
    house_site: Path, world: Path
) -> None:
    words = [getuser(), socket.gethostname(), str(Path.home()), str(Path.cwd()), str(world)]
    words += [str(house_site.parent), "house-folder", "Kept-within-the-house", "inner.example.org"]
    files = [path for path in house_site.rglob("*") if path.is_file()]
    assert len(files) > 50
    private = re.compile("|".join(re.escape(word) for word in words if len(word) > 4).encode())
    for path in files:
        found = private.search(path.read_bytes())
        assert found is None, f"{path}: {found}"
