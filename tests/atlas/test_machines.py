"""What the atlas says to machines: feeds, tables, JSON-LD and headers, read by their libraries."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import atoma
import pytest
from PIL import Image

from layers.atlas.addresses import Kind
from tests.atlas.conftest import ADDRESS
from tests.atlas.pages import pages_of, read

ROOT = Path(__file__).resolve().parents[2]
# What each kind of record is in schema.org.
TYPES = {
    Kind.CORRIDOR: "Place",
    Kind.BRANCH: "Place",
    Kind.LEG: "Place",
    Kind.PLACE: "Place",
    Kind.CLOSURE: "Event",
    Kind.PROMISE: "CreativeWork",
    Kind.CLAIM: "Claim",
    Kind.EVENT: "Event",
    Kind.SOURCE: "CreativeWork",
}


@pytest.mark.skipif(shutil.which("node") is None, reason="Node is not installed")
def test_json_ld_expands_to_what_schema_org_calls_each_record(site: Path) -> None:
    if not (ROOT / "node_modules" / "jsonld").is_dir():
        pytest.skip("npm ci was not run")
    pages = [path for path in pages_of(site) if read(path).linked is not None]
    lines = "\n".join(json.dumps(read(path).linked) for path in pages)
    told = subprocess.run(
        ["node", str(ROOT / "tests/atlas/expand.mjs")],
        input=lines,
        capture_output=True,
        text=True,
        check=True,
    )
    found = [json.loads(line) for line in told.stdout.splitlines()]
    assert len(found) == len(pages)
    for path, one in zip(pages, found, strict=True):
        kind = path.relative_to(site).parts[0]
        if kind in set(Kind) and path.parent.name != kind:
            assert one["types"] == [f"https://schema.org/{TYPES[Kind(kind)]}"], path
        assert "https://schema.org/dateModified" in one["terms"]


def test_a_place_has_its_coordinates_and_a_figure_its_page_and_speaker(site: Path) -> None:
    place = read(site / "place" / "b" / "index.html").linked
    assert set(place["geo"]) == {"@type", "latitude", "longitude"}
    claims = [read(path).linked for path in sorted((site / "claim").glob("*/index.html"))]
    assert claims
    assert all(one["appearance"]["name"] for one in claims)
    assert any("author" in one for one in claims)
    dataset = read(site / "data" / "index.html").linked
    assert dataset["@type"] == "Dataset"
    assert all(one["contentUrl"].startswith(ADDRESS) for one in dataset["distribution"])


def test_a_corridor_is_shown_elsewhere_with_a_picture_of_it(site: Path) -> None:
    text = (site / "corridor" / "north" / "index.html").read_text(encoding="utf-8")
    assert f'property="og:image" content="{ADDRESS}assets/picture/north.png"' in text
    with Image.open(site / "assets" / "picture" / "north.png") as picture:
        assert picture.size[0] >= 1200
        assert len(picture.convert("RGB").getcolors(100_000) or []) > 20


def test_the_feed_of_changes_is_an_atom_feed(site: Path) -> None:
    feed = atoma.parse_atom_file(str(site / "changes.atom"))
    assert feed.id_
    assert feed.updated is not None


def test_every_file_of_data_has_the_hash_that_is_told(site: Path) -> None:
    folder = site / "data"
    lines = (folder / "hashes.txt").read_text().splitlines()
    told = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert set(told) == files - {"hashes.txt", "index.html"}
    for name, digest in told.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest


def test_headers_let_only_the_embed_stand_elsewhere(site: Path) -> None:
    said = (site / "_headers").read_text()
    assert "frame-ancestors 'self'" in said.split("/embed.html")[0]
    assert "frame-ancestors *" in said.split("/embed.html")[1]
    assert "default-src 'none'" in said
    assert "unsafe" not in said
    assert "Sitemap: " + ADDRESS in (site / "robots.txt").read_text()
