"""Commands over a store: an address stands wherever a folder may, and gives the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli import main
from geo.store.address import Address
from geo.store.proposing import open_proposals
from tests.store.server import Server
from tests.store.test_following import published, summary
from tests.store.test_store import files_in


def said(capsys: pytest.CaptureFixture[str], *command: str) -> str:
    """Run a command that is to succeed and return what it prints."""
    assert main(list(command)) == 0
    return capsys.readouterr().out


def test_check_and_routes_say_the_same_of_a_store_as_of_its_folder(
    store: Address, server: Server, world: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    there = server.address("rita")
    of_store, of_folder = (said(capsys, "check", "--data", at) for at in (there, str(world)))
    assert of_store.replace("the store", str(world)).split()[-1:] == of_folder.split()[-1:]
    asked = ("routes", "--from", "Alpha", "--to", "Beta", "--objective", "distance", "--data")
    assert said(capsys, *asked, there) == said(capsys, *asked, str(world))
    assert "rita" not in of_store


@pytest.mark.slow
def test_export_gives_the_same_bytes_and_an_edition_its_own(
    store: Address, server: Server, world: Path, tmp_path: Path
) -> None:
    published(server, store, summary("Told anew."))
    assert open_proposals(store) == ()
    made = {}
    for name, data in {
        "folder": str(world),
        "first": f"{server.address('rita')}?edition=2024.12.1",
        "latest": server.address("rita"),
    }.items():
        asked = ["export", "--corridors", "north", "--formats", "geojson", "--data", data]
        asked += ["--made-on", "2025-02-01", "--out", str(tmp_path / name)]
        assert main(asked) == 0
        names = sorted(files_in(tmp_path / name))
        made[name] = [(tmp_path / name / one).read_bytes() for one in names]
    assert made["folder"] == made["first"]
    assert made["folder"] != made["latest"]
    for content in made["latest"]:
        assert b"postgresql" not in content
        assert b"rita" not in content


@pytest.mark.slow
def test_publish_makes_an_atlas_of_a_store(store: Address, server: Server, tmp_path: Path) -> None:
    out = tmp_path / "atlas"
    assert main(["publish", "--data", server.address("rita"), "--out", str(out)]) == 0
    pages = files_in(out)
    assert "index.html" in pages
    texts = [(out / name).read_bytes() for name in pages]
    assert len(texts) > 20
    assert not any(b"postgresql://" in text or b"rita@" in text for text in texts)
