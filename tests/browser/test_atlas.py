"""The atlas in Chromium, from nginx below a path and from a disk; by a link the same as the app."""

from __future__ import annotations

import os
import random
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
from tests.browser.nginx import nginx_path
from tests.browser.server import Server, free_port
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
    """Serve it by the ten lines of the README, below a path."""
    scratch = tmp_path_factory.mktemp("nginx")
    port = free_port()
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    example = text.split("```nginx\n", 1)[1].split("```", 1)[0]
    assert len(example.strip().splitlines()) <= 10
    example = example.replace("listen 80;", f"listen 127.0.0.1:{port};")
    example = example.replace("/srv/atlas", str(site))
    settings = (
        # Who runs as root would have workers that may not read the tests' folders.
        f"{'user root; ' if os.getuid() == 0 else ''}daemon off;\n"
        f"pid {scratch}/nginx.pid; error_log {scratch}/error.log;\n"
        "events { worker_connections 256; }\nhttp {\naccess_log off;\n"
        f"client_body_temp_path {scratch}/b; proxy_temp_path {scratch}/p;\n"
        f"fastcgi_temp_path {scratch}/f; uwsgi_temp_path {scratch}/u; scgi_temp_path {scratch}/s;\n"
        "include /etc/nginx/mime.types;\n" + example + "\n}\n"
    )
    (scratch / "nginx.conf").write_text(settings, encoding="utf-8")
    command = [nginx_path(), "-p", str(scratch), "-c", str(scratch / "nginx.conf")]
    with (scratch / "told.txt").open("wb") as told:
        child = subprocess.Popen(command, stderr=told)
    time.sleep(0.5)
    assert child.poll() is None, (scratch / "told.txt").read_text()
    yield f"http://localhost:{port}/corridors/"
    child.terminate()
    child.wait(10)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[str]:
    """Serve a folder as somebody else's site."""
    port = free_port()
    command = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1"]
    child = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.DEVNULL)
    time.sleep(1)
    yield f"http://127.0.0.1:{port}/"
    child.terminate()
    child.wait(10)


def until_drawn(page: Page) -> None:
    """Wait until the map of a page is drawn."""
    page.locator(".corridor-page[data-legs]").wait_for(timeout=60_000)


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
    assert "c=" in page.url
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
    )
    return query_text(selection, catalog)


def test_a_link_shows_the_same_in_the_app_and_in_the_atlas(
    open_page: Callable[..., Page], served: str, server: Server, catalog: Catalog
) -> None:
    chance = random.Random(20260705)
    app, atlas = open_page(), open_page()
    assert HOW_MANY >= 10
    for _ in range(HOW_MANY):
        query = random_link(catalog, chance)
        app.goto(f"{server.url}/{query}")
        atlas.goto(f"{served}index.html{query}")
        for page in (app, atlas):
            until_drawn(page)
            page.wait_for_timeout(400)
        assert atlas.evaluate(_SHOWN) == app.evaluate(_SHOWN), query


def test_the_map_to_embed_stands_in_a_page_of_others_and_asks_nothing_outside(
    open_page: Callable[..., Page], served: str, tmp_path: Path, elsewhere: str
) -> None:
    page = open_page()
    page.goto(served + "index.html")
    until_drawn(page)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_label("Embed").click()
    html = str(page.evaluate("navigator.clipboard.readText()"))
    assert "<iframe" in html
    assert 'alt="Map:' in html
    assert "Natural Earth" in html
    head = "<!doctype html><html lang='en'><title>x</title><link rel='icon' href='data:,'>"
    written = f"{head}<body>{html}</body></html>"
    (tmp_path / "other.html").write_text(written)
    host = open_page()
    host.goto(elsewhere + "other.html")
    host.frame_locator("iframe").locator(".corridor-page[data-legs]").wait_for(timeout=60_000)
    expect(host.frame_locator("iframe").locator(".owed")).to_contain_text("Natural Earth")
    assert host.context.cookies() == []


@pytest.mark.skipif(not AXE.exists() and not os.environ.get("CI"), reason="run npm ci")
@pytest.mark.parametrize("path", ["index.html", "place/b/index.html", "a-z/index.html"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing(
    open_page: Callable[..., Page], served: str, path: str, width: int
) -> None:
    page = open_page(size=(width, 900))
    page.add_init_script(path=AXE)
    page.goto(served + path)
    if path == "index.html":
        until_drawn(page)
        page.wait_for_timeout(500)
    assert found_by_axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")
