"""The single file as text: what is in it, what may run in it, and that no text is markup."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from geo.model.choice import Focus, Journey, Scenario, Selection
from geo.model.said import SubjectKind
from geo.records.catalog import Catalog, read_catalog
from geo.state.select import default_selection
from layers.pack.standalone import html_of, unbroken
from layers.scene.request import FigureRequest
from tests.assumed import ASSUMPTIONS
from tests.extracts import HOSTILE, world
from tests.worlds import write_world

REQUEST = FigureRequest(
    selection=Selection(
        corridors=frozenset({"north"}),
        as_of=date(2023, 6, 1),
        focus=Focus(SubjectKind.LEG, "leg_b"),
        pinned=("b_freight",),
    ),
    title="The north",
    subtitle="As it stood",
    made_on=date(2026, 11, 21),
    handling="For official use",
    house_note="Boundaries as we see them.",
)


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return world(Path(tmp_path_factory.mktemp("world")) / "data")


@pytest.fixture(scope="module")
def page(catalog: Catalog) -> str:
    return html_of(catalog, REQUEST).decode()


def block(page: str, name: str) -> dict[str, Any]:
    found = re.search(rf'<script type="application/(json|gzip)" id="{name}">(.*?)</script>', page)
    assert found
    packed = found[1] == "gzip"
    value: dict[str, Any] = json.loads(
        gzip.decompress(base64.b64decode(found[2])) if packed else found[2]
    )
    return value


def scripts(page: str) -> list[str]:
    return re.findall(r"<script>(.*?)</script>", page, re.DOTALL)


def test_title_dates_and_marks(page: str) -> None:
    assert "<title>The north</title>" in page
    assert "Data as of <b>1 June 2023</b>, the only day in this file" in page
    assert "map made on <b>21 November 2026</b>" in page
    assert page.count('<div class="mark">For official use</div>') == 2
    assert "Boundaries as we see them." in unescape(page)
    assert "Line of Control" in page
    assert "Vladimir Agafonkin" in unescape(page)


def test_nothing_is_fetched_and_nothing_evaluated(page: str) -> None:
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    rules = dict(rule.strip().split(" ", 1) for rule in policy[1].split(";"))
    assert rules["default-src"] == "'none'"
    assert "unsafe-eval" not in policy[1]
    assert "unsafe-inline" not in rules["script-src"]
    hashes = [
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
        for script in scripts(page)
    ]
    assert len(hashes) == 2
    assert rules["script-src"].split() == hashes
    # The policy stands before anything it should bind.
    assert page.index("Content-Security-Policy") < page.index("<style>")
    markup = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    assert re.findall(r"<(?:link|img|iframe|object|embed|base)\b|\bsrc=|@import", markup) == []
    # The type is in the file itself.
    assert re.search(r"\burl\((?!#|data:font/woff2;base64,)", page.split("<body>")[0]) is None
    assert page.count("url(data:font/woff2;base64,") == 3


def test_the_selection_is_told_as_the_app_tells_it(catalog: Catalog, page: str) -> None:
    told = block(page, "told")
    assert told["query"] == "?asof=2023-06-01&focus=leg:leg_b&pin=b_freight"
    network = block(page, "network")
    assert network["order"] == list(catalog.corridors)
    # The map opens at what is shown: legs a, b and r lie on one parallel.
    assert network["home"] == [[1, 0], [1, 2]]


def test_ways_and_what_is_supposed_are_told(tmp_path: Path) -> None:
    catalog = read_catalog(write_world(tmp_path / "data", {"assumptions": ASSUMPTIONS}))
    selection = replace(
        REQUEST.selection,
        as_of=date(2022, 6, 1),
        journey=Journey("a", "c"),
        scenario=Scenario(closed=frozenset({"leg_b"})),
    )
    told = block(html_of(catalog, replace(REQUEST, selection=selection)).decode(), "told")
    number = list(catalog.legs).index("leg_b")
    assert told["day"]["legs"][number][4][0] == "barred"
    ways = told["ways"]
    assert ways["title"] == "Alpha – Gamma"
    assert [way["legs"] for way in ways["ways"]] == [["leg_a", "leg_r"]]
    assert ways["asked"] is False
    shut = replace(selection, scenario=Scenario(closed=frozenset({"leg_b", "leg_r"})))
    told = block(html_of(catalog, replace(REQUEST, selection=shut)).decode(), "told")
    assert told["ways"]["ways"] == []
    assert told["ways"]["reason"]


def test_the_page_itself_is_linked_when_its_address_is_known(catalog: Catalog, page: str) -> None:
    assert "on the web" not in page
    linked = html_of(catalog, replace(REQUEST, link="https://example.org/?c=north")).decode()
    assert 'href="https://example.org/?c=north"' in linked


def test_everything_that_can_be_picked_has_its_sheet(catalog: Catalog, page: str) -> None:
    sheets = {unescape(name) for name in re.findall(r'<template data-sheet="([^"]*)"', page)}
    wanted = {f"leg:{name}" for name in catalog.legs} | {f"node:{name}" for name in catalog.nodes}
    assert wanted <= sheets


def test_figures_dates_and_sources_stand_in_the_panel(page: str) -> None:
    panel = unescape(re.sub(r"<[^>]+>", " ", page[page.index("<aside") : page.index("</aside>")]))
    assert "Pinned" in panel
    assert "1,000 t" in panel
    assert "Beta – Gamma opened" in panel
    assert "Sources (3)" in panel
    assert "240 km" not in panel  # said in July


def test_hostile_text_is_text(tmp_path: Path) -> None:
    catalog = world(tmp_path / "data", hostile=True)
    request = replace(REQUEST, title=HOSTILE, subtitle=HOSTILE, handling=HOSTILE)
    page = html_of(catalog, request).decode("utf-8", "strict")
    outside = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    assert "alert(1)" not in re.sub(r"&#\d+;", "", outside)
    assert "<script>alert" not in page
    assert len(scripts(page)) == 2


def test_a_script_that_would_end_itself_is_refused() -> None:
    assert unbroken("a < b") == "a < b"
    for text in ("'</script>'", "'</SCRIPT'", "'<!--'"):
        with pytest.raises(ValueError, match="would end it"):
            unbroken(text)


def test_the_same_page_has_the_same_bytes(catalog: Catalog) -> None:
    assert html_of(catalog, REQUEST) == html_of(catalog, REQUEST)


@pytest.mark.slow
def test_the_shipped_map_is_small_enough_for_mail(shipped: Catalog) -> None:
    everything = replace(
        default_selection(shipped),
        corridors=frozenset(shipped.corridors),
        hidden_branches=frozenset(),
    )
    request = replace(REQUEST, selection=everything)
    assert len(html_of(shipped, request)) < 3_000_000
