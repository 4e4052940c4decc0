"""The atlas of the shipped data: how big it is, that its links hold, that it stays the same."""

from __future__ import annotations

import gzip
import io
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from frictionless import Package

from cli import main
from geo.ledger.citations import link_of_source
from geo.records.catalog import Catalog
from tests.atlas.conftest import ADDRESS
from tests.atlas.pages import broken_links, links_outside, pages_of, pages_reached, read

ROOT = Path(__file__).resolve().parents[2]
MOST_BYTES, MOST_PACKED = 25_000_000, 600_000
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def shipped_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish the data that ship once, for what only they can show."""
    out = tmp_path_factory.mktemp("shipped") / "site"
    assert main(["publish", "--out", str(out), "--address", ADDRESS]) == 0
    return out


def test_the_shipped_tables_keep_their_contract(shipped_site: Path) -> None:
    report = Package(str(shipped_site / "data" / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "note"])[:5]
    with zipfile.ZipFile(io.BytesIO((shipped_site / "data" / "edition.zip").read_bytes())) as told:
        assert "claims.csv" in told.namelist()


def test_it_is_no_bigger_than_a_stick_or_a_page_may_bear(shipped_site: Path) -> None:
    files = [path for path in shipped_site.rglob("*") if path.is_file()]
    assert len(files) > 5000
    assert sum(path.stat().st_size for path in files) <= MOST_BYTES
    first = read(shipped_site / "index.html")
    loaded = {shipped_site / one for one in first.assets if one.endswith((".js", ".css"))}
    assert len(loaded) > 5
    # Type is packed already, and the sheet names it.
    fonts = list((shipped_site / "assets" / "fonts").iterdir())
    packed = sum(
        len(gzip.compress(path.read_bytes(), 6)) for path in (*loaded, shipped_site / "index.html")
    )
    assert packed + sum(path.stat().st_size for path in fonts) <= MOST_PACKED


@pytest.mark.long
def test_no_link_of_it_is_broken(shipped_site: Path, shipped: Catalog) -> None:
    assert broken_links(shipped_site, ADDRESS) == []
    assert pages_reached(shipped_site) == {path.resolve() for path in pages_of(shipped_site)} - {
        shipped_site / "embed.html"
    }
    known = {link_of_source(one) for one in shipped.sources.values()}
    known |= {one.digest_url for one in shipped.reported}
    for address, path in links_outside(shipped_site).items():
        assert address in known or path.parent.name == "data", f"{path}: {address}"


@pytest.mark.long
def test_another_run_of_it_writes_nothing(shipped_site: Path) -> None:
    command = [sys.executable, "-m", "cli", "publish", "--out", str(shipped_site)]
    told = subprocess.run(
        [*command, "--address", ADDRESS],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert re.search(r"\b0 of them new", told.stderr), told.stderr[-500:]
