"""The atlas in Chromium, from nginx below a path and from a disk; by a link the same as the app."""

from __future__ import annotations

import os
import random
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cli import main
from geo.formats.link import query_text
from geo.model.choice import Focus, Selection
from geo.model.said import SubjectKind
from geo.model.states import Status
from geo.records.catalog import Catalog
from layers.atlas.addresses import Kind
from tests.browser.map_page import opened, until, until_painted
from tests.browser.nginx import files_served
from tests.browser.server import START_SECONDS, Server, free_port, running
from tests.browser.test_access import AXE, found_by_axe

ROOT = Path(__file__).resolve().parents[2]
HOW_MANY = 100 if os.environ.get("ATTACK") else 10
_SHOWN = """() => {
  const page = document.querySelector(".corridor-page");
  const paths = [...document.querySelectorAll(".leaflet-lanes-pane path[data-leg]")];
  const seen = (one) => one.style.visibility !== "hidden" && !one.closest("[data-off]");
  return {
    asof: page.dataset.asof,
    legs: page.dataset.legs,
    lines: paths.filter(seen)
      .map((one) => one.dataset.leg + " " + one.getAttribute("stroke")).sort(),
    boxes: [...page.querySelectorAll(".choices input[type=checkbox]")]
      .map((one) => one.checked),
    legend: [...page.querySelectorAll(".legend li, .legend button")]
      .map((one) => one.textContent),
  };
}"""


@pytest.fixture(scope="module")
def site(world: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish the drawn world."""
    out = tmp_path_factory.mktemp("atlas") / "site"
    assert main(["publish", "--data", str(world), "--out", str(out)]) == 0
    return out


@pytest.fixture(scope="module")
def served(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve it as the README says, below a path."""
    with files_served(site, tmp_path_factory.mktemp("nginx")) as address:
        yield address


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[str]:
    """Serve a folder as somebody else's site."""
    port = free_port()
    command = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1"]
    child = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + START_SECONDS
    with socket.socket() as caller:
        while caller.connect_ex(("127.0.0.1", port)) and time.monotonic() < deadline:
            time.sleep(0.05)
    yield f"http://127.0.0.1:{port}/"
    child.terminate()
    child.wait(10)


def until_drawn(page: Page) -> None:
    """Wait until the map of a page is drawn."""
    page.locator(".corridor-page[data-legs]").wait_for()


def copied(page: Page) -> str:
    """Press the button that copies the HTML of the view; return what was copied."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_label("Embed").click()
    page.get_by_text("The HTML of this view is copied").wait_for()
    return str(page.evaluate("navigator.clipboard.readText()"))


@pytest.fixture(params=["disk", "nginx"])
def address(request: pytest.FixtureRequest, site: Path) -> str:
    """Return where the atlas is: a folder of a disk, a path of a server."""
    if request.param == "disk":
        return site.as_uri() + "/"
    return str(request.getfixturevalue("served"))


def test_the_map_is_drawn_and_answers_toggle_date_and_search(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page()
    page.goto(address + "index.html")
    until_drawn(page)
    before = page.evaluate(_SHOWN)
    assert before["lines"]
    page.locator(".choices input[type=checkbox]").first.click()
    expect(page.locator(".corridor-page")).not_to_have_attribute("data-legs", before["legs"])
    # The lines change at once; figures and the link follow with the next frame.
    expect(page).to_have_url(re.compile("c="))
    page.goto(address + "index.html?asof=2021-06-01&focus=node:b")
    until_drawn(page)
    assert page.evaluate(_SHOWN)["asof"] == "2021-06-01"
    expect(page.locator("#detail")).to_contain_text("Beta")
    expect(page.locator("#panel-parts")).to_contain_text("Key figures")
    page.locator("#detail a").click()
    expect(page.locator("h1")).to_have_text("Beta")


def random_link(catalog: Catalog, chance: random.Random) -> str:
    """Return a link that both answer: what is on, the day, what is picked."""

    def some(ids: Any) -> frozenset[Any]:
        return frozenset(one for one in ids if chance.random() < 0.6)

    focus = None
    if chance.random() < 0.5:
        focus = Focus(SubjectKind.NODE, chance.choice(list(catalog.nodes)))
    selection = Selection(
        corridors=some(catalog.corridors),
        hidden_branches=some(catalog.branches) if chance.random() < 0.5 else frozenset(),
        statuses=some(Status) or frozenset(Status),
        as_of=catalog.data_end - timedelta(days=chance.randrange(1, 3000)),
        focus=focus,
        against=chance.choice(["", "", "week", "month", "2021-06-01"]),
    )
    query = query_text(selection, catalog)
    # The app finds the way; the atlas says that it does not, and shows the same lines.
    way = chance.sample(list(catalog.nodes), 2)
    return query + f"&from=node:{way[0]}&to=node:{way[1]}" if chance.random() < 0.2 else query


def test_a_link_shows_the_same_in_the_app_and_in_the_atlas(
    open_page: Callable[..., Page], served: str, server: Server, catalog: Catalog
) -> None:
    chance = random.Random(20260705)
    app, atlas = open_page(), open_page()
    assert HOW_MANY >= 10
    links = [random_link(catalog, chance) for _ in range(HOW_MANY)]
    assert {True, False} == {"from=" in query for query in links}
    assert any("vs=" in query for query in links)
    for query in links:
        opened(app, server, query)
        atlas.goto(f"{served}index.html{query}")
        atlas.locator("body[data-ready]").wait_for()
        until_painted(atlas)
        assert atlas.evaluate(_SHOWN) == app.evaluate(_SHOWN), query


def test_the_map_to_embed_stands_in_a_page_of_others_and_asks_nothing_outside(
    open_page: Callable[..., Page], served: str, tmp_path: Path, elsewhere: str
) -> None:
    page = open_page()
    page.goto(served + "index.html")
    until_drawn(page)
    html = copied(page)
    assert "<iframe" in html
    # Within the frame, for where frames are not.
    inside = html.split("<iframe", 1)[1].split("</iframe>")[0]
    assert 'alt="Map:' in inside
    assert "assets/picture/" in inside
    assert "Natural Earth" in html
    head = "<!doctype html><html lang='en'><title>x</title><link rel='icon' href='data:,'>"
    written = f"{head}<body>{html}</body></html>"
    (tmp_path / "other.html").write_text(written)
    host = open_page()
    host.goto(elsewhere + "other.html")
    host.frame_locator("iframe").locator(".corridor-page[data-legs]").wait_for()
    expect(host.frame_locator("iframe").locator(".owed")).to_contain_text("Natural Earth")
    # The frame is as high as the map in it asks for: lower in a narrow page. Its style says 640.
    height = "document.querySelector('iframe').offsetHeight"
    heights = []
    owed = "document.querySelector('.owed').getBoundingClientRect().bottom <= innerHeight + 1"
    for width, asked in ((1200, "> 640"), (500, "< 640")):
        host.set_viewport_size({"width": width, "height": 900})
        until(host, f"{height} {asked}")
        until(host.frames[1], owed)
        heights.append(host.evaluate(height))
    assert heights[0] > heights[1] >= 380
    assert host.context.cookies() == []


def test_the_app_offers_to_embed_the_atlas_of_the_house(
    open_page: Callable[..., Page], served: str, world: Path, tmp_path: Path
) -> None:
    settings = tmp_path / "house.toml"
    settings.write_text(f'atlas_address = "{served}"\nname = "Ministry"\n')
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py")]
    command += ["--server.port", str(port), "--server.headless", "true"]
    env = {"CORRIDORS_DATA": str(world), "CORRIDORS_SETTINGS": str(settings)}
    with running(command, port=port, cwd=ROOT, scratch=tmp_path, env=env) as server:
        page = open_page()
        page.goto(f"{server.url}/?asof=2021-06-01")
        until_drawn(page)
        html = copied(page)
        page.context.close()
    assert f"{served}embed.html?" in html.replace("&#38;", "&")
    assert "asof=2021-06-01" in html
    assert "Ministry" in html


@pytest.mark.skipif(not AXE.exists() and not os.environ.get("CI"), reason="run npm ci")
@pytest.mark.parametrize(
    "path", ["index.html", "place/b/index.html", "a-z/index.html", "over-time/index.html"]
)
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing(
    open_page: Callable[..., Page], served: str, path: str, width: int
) -> None:
    page = open_page(size=(width, 900))
    page.add_init_script(path=AXE)
    page.goto(served + path)
    if path == "index.html":
        page.locator("body[data-ready][data-panel]").wait_for()
        until_painted(page)
    assert found_by_axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")


@pytest.mark.skipif(not AXE.exists() and not os.environ.get("CI"), reason="run npm ci")
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_on_a_page_of_any_kind(
    open_page: Callable[..., Page], site: Path, served: str, width: int
) -> None:
    page = open_page(size=(width, 900))
    page.add_init_script(path=AXE)
    for kind in Kind:
        # The longest page of a kind has most of what its pages can have.
        pages = (site / kind).glob("*/index.html")
        longest = max(pages, key=lambda path: (path.stat().st_size, path))
        page.goto(served + longest.relative_to(site).as_posix())
        assert found_by_axe(page) == [], longest
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"), longest
