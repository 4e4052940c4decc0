"""The pages of the atlas: each record has one, every link holds, and they read as plain text."""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
from collections import Counter
from datetime import date
from getpass import getuser
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from geo.ledger.citations import bibtex_of
from geo.records.catalog import Catalog, read_catalog
from layers.atlas.addresses import Kind, refs_of
from layers.atlas.pages import cite_html
from layers.atlas.site import atlas_of
from layers.pack.house import House
from tests.atlas.conftest import ADDRESS
from tests.atlas.pages import broken_links, links_outside, pages_of, pages_reached, read
from tests.edition_worlds import write_edition

ROOT = Path(__file__).resolve().parents[2]
VALIDATOR = ROOT / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"


@pytest.fixture(scope="module")
def drawn(world: Path) -> Catalog:
    """Read the data of the site."""
    return read_catalog(world)


@pytest.mark.slow
def test_every_record_has_its_page_its_data_and_a_day(site: Path, drawn: Catalog) -> None:
    refs = refs_of(drawn)
    assert {kind for kind, _ in refs} == set(Kind)
    for ref in refs.values():
        page = read(site / ref.page)
        assert ref.name in page.text, ref
        assert "How to cite" in page.text
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", page.linked["dateModified"])
        told = json.loads((site / ref.folder / "record.json").read_text(encoding="utf-8"))
        assert told["id"] == ref.record_id
        assert told["records"]
        assert (site / ref.folder / "record.csv").read_text(encoding="utf-8-sig").count("\n") > 1


def test_a_page_is_cited_by_the_year_of_its_edition_and_a_source_by_its_own(tmp_path: Path) -> None:
    catalog = read_catalog(write_edition(tmp_path / "data", "2025.01"))
    atlas = atlas_of(catalog, House(), ADDRESS)
    told = date(2019, 3, 4)
    assert len(atlas.refs) > len(catalog.sources) > 0
    for ref in atlas.refs.values():
        cited = unescape(cite_html(atlas, ref, told))
        if ref.kind is Kind.SOURCE:
            assert bibtex_of([catalog.sources[ref.record_id]]).splitlines()[1].strip() in cited
            assert "2025" not in cited
            continue
        text, _, below = cited.partition("Last said or seen")
        assert f"{atlas.title} (2025). " in text
        assert {"year = {2025},", "date = {2025-01-02},"} <= set(text.splitlines())
        assert {"PY  - 2025", "DA  - 2025/01/02/"} <= set(text.splitlines())
        assert "2019" not in text
        assert "2019-03-04" in below


def test_no_link_is_broken_and_only_sources_and_licences_lie_outside(
    site: Path, drawn: Catalog
) -> None:
    assert broken_links(site, ADDRESS) == []
    sources = {one.url for one in drawn.sources.values()}
    digests = {one.digest_url for one in drawn.reported}
    outside = links_outside(site)
    assert outside
    for address, path in outside.items():
        assert address in sources | digests or "/data/" in path.as_posix(), address


def test_every_page_can_be_reached_from_the_first(site: Path) -> None:
    assert pages_reached(site) == {path.resolve() for path in pages_of(site)} - {
        site / "embed.html"
    }


def test_nothing_in_a_page_needs_an_exception_from_the_policy(site: Path) -> None:
    assert "unsafe" not in (site / "_headers").read_text(encoding="utf-8")
    for path in pages_of(site):
        text = path.read_text(encoding="utf-8")
        assert read(path).styled == [], path
        assert "<style" not in text
        assert not re.search(r"<script(?![^>]* src=)(?![^>]*application/(?:ld\+)?json)", text), path


def test_a_page_reads_as_plain_text(site: Path) -> None:
    said = read(site / "place" / "b" / "index.html").text
    order = ["What is known", "Country", "Who says otherwise", "Next to it"]
    at = [said.index(part) for part in order]
    assert at == sorted(at)


def test_no_page_has_an_empty_heading_or_a_description_of_others(site: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in pages_of(site)]
    assert any('<nav class="near"' in text for text in texts)
    assert not any("<h2>Next to it</h2></nav>" in text for text in texts)
    said = Counter(re.findall(r'<meta name="description" content="([^"]*)">', "".join(texts)))
    assert "" not in said
    assert set(said.values()) == {1}


@pytest.mark.parametrize("word", [getuser(), socket.gethostname(), str(Path.home()), str(ROOT)])
def test_nothing_of_the_machine_is_in_the_site(site: Path, world: Path, word: str) -> None:
    files = [path for path in site.rglob("*") if path.is_file()]
    assert files
    for path in files:
        if len(word) > 4:
            content = path.read_bytes()
            assert word.encode() not in content, path
            assert str(world).encode() not in content, path


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("node") is None, reason="Node is not installed")
def test_the_html_is_valid(site: Path) -> None:
    if not VALIDATOR.is_file():
        pytest.skip("npm ci was not run")
    told = subprocess.run(
        ["node", str(VALIDATOR), "--config", str(ROOT / "tests/atlas/htmlvalidate.json"), "."],
        cwd=site,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout[-3000:] + told.stderr[-500:]


def test_addresses_to_cite_are_whole_and_end_in_a_slash(site: Path) -> None:
    text = (site / "place" / "b" / "index.html").read_text(encoding="utf-8")
    canonical = re.search(r'rel="canonical" href="([^"]+)"', text)
    assert canonical is not None
    assert canonical[1] == f"{ADDRESS}place/b/"
    listed = (site / "sitemap.xml").read_text(encoding="utf-8")
    for path in pages_of(site):
        if path.name == "index.html":
            address = ADDRESS + path.parent.relative_to(site).as_posix() + "/"
            assert f"<loc>{address.replace('./', '')}</loc>" in listed
    assert urlsplit(ADDRESS).path == "/corridors/"
