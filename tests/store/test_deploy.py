"""The deployment that `docs/deploy.md` describes: its own files are what is started here."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.browser.chromium import Watch, launch, open_context
from tests.browser.map_page import corridor, drawn, slowness, until, until_link, until_painted
from tests.browser.nginx import nginx_path
from tests.browser.server import Server as Process
from tests.store.deployed import BASE, DEPLOY, Deployed, deployed
from tests.store.server import Server

BACK_S = 5.0
CONNECTED = "document.querySelector('.stApp')?.dataset.testConnectionState"
OUTAGE = ("WebSocket", "net::ERR", "Failed to load resource", "502", "Cannot send")


@pytest.fixture
def pair(store: object, server: Server, tmp_path: Path) -> Iterator[Deployed]:
    """Run the documented pair on the drawn world's store."""
    nginx_path()
    with deployed(server.address("rita"), tmp_path) as found:
        yield found


@pytest.fixture
def watch() -> Watch:
    """Return what the page did wrong."""
    return Watch()


@pytest.fixture
def page(pair: Deployed, watch: Watch) -> Iterator[Page]:
    """Open an empty page."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield open_context(browser, watch=watch).new_page()
        browser.close()


def health(process: Process) -> dict[str, str]:
    """Ask a process itself what it serves."""
    with urllib.request.urlopen(f"{process.url}/{BASE}/healthz", timeout=10) as answer:
        told: dict[str, str] = json.loads(answer.read())
        return told


def serving(page: Page, pair: Deployed) -> tuple[Process, Process]:
    """Return the process that the page is with, and the other."""
    told = page.evaluate(f"fetch('/{BASE}/healthz').then((answer) => answer.json())")
    first, second = pair.first, pair.second
    assert health(first)["started"] != health(second)["started"]
    return (first, second) if told["started"] == health(first)["started"] else (second, first)


def shown(page: Page) -> tuple[str, str, set[tuple[str, str]]]:
    """Return link, view and lines as the reader has them before them."""
    pane = "document.querySelector('.leaflet-map-pane').style.transform"
    return page.url, str(page.evaluate(pane)), drawn(page)


@pytest.mark.browser
def test_readers_of_a_killed_process_are_back_on_the_other(
    pair: Deployed, page: Page, watch: Watch
) -> None:
    page.goto(f"{pair.url}/?c=north,coast&z=8&lat=1.2&lon=1.3")
    page.locator(".corridor-page[data-legs]").wait_for()
    page.locator(".stApp[data-test-script-state=notRunning]").wait_for()
    corridor(page, "north").uncheck()
    until_link(page, "c=coast")
    until_painted(page)
    page.evaluate("window.kept = document.querySelector('.folium-map')")
    before = shown(page)
    mine, other = serving(page, pair)
    mine.child.kill()
    start = time.monotonic()
    until(page, f"{CONNECTED} !== 'CONNECTED'")
    until(page, CONNECTED, "CONNECTED")
    # It is back when the other process answers, not when the line is there.
    corridor(page, "coast").uncheck()
    told = page.locator(".st-key-panels").get_by_text("Coast")
    told.first.wait_for(state="hidden")
    back = time.monotonic() - start
    corridor(page, "coast").check()
    until_link(page, "c=coast")
    told.first.wait_for()
    assert shown(page) == before
    # Meant for a machine that does nothing else.
    assert back <= BACK_S * slowness(0.1), f"back after {back:.1f} s"
    now = page.evaluate(f"fetch('/{BASE}/healthz').then((answer) => answer.json())")
    assert now["started"] == health(other)["started"]
    assert page.evaluate("window.kept === document.querySelector('.folium-map')")
    watch.errors[:] = [one for one in watch.errors if not any(word in one for word in OUTAGE)]
    assert watch.problems() == []


@pytest.mark.browser
def test_map_link_and_download_work_below_a_path_behind_tls(
    pair: Deployed, page: Page, watch: Watch
) -> None:
    asked: list[str] = []
    page.on("response", lambda answer: asked.append(f"{answer.status} {answer.url}"))
    page.goto(f"{pair.url}/?c=coast")
    page.locator(".corridor-page[data-legs]").wait_for()
    page.locator(".stApp[data-test-script-state=notRunning]").wait_for()
    files = [one for one in asked if f"/{BASE}/map/" in one]
    assert len(files) >= 2
    assert {one.split(" ")[0] for one in files} == {"200"}
    corridor(page, "north").check()
    until_link(page, "north")
    link = page.url
    page.get_by_role("tab", name="Map page").click()
    page.get_by_role("button", name="Make the files").click()
    offered = page.get_by_role("link", name="Download trade-corridors-")
    offered.wait_for(timeout=90_000)
    with page.expect_download() as waiting:
        offered.click()
    assert Path(waiting.value.path()).read_bytes().startswith(b"\x89PNG")
    other = page.context.new_page()
    other.goto(link)
    other.locator(".corridor-page[data-legs]").wait_for()
    assert corridor(other, "north").is_checked()
    assert pair.url in other.url
    for process in (pair.first, pair.second):
        said = process.log.read_text(encoding="utf-8")
        assert "postgresql://" not in said
        assert process.called_out() == []
    assert watch.problems() == []


@pytest.mark.slow
def test_the_health_address_says_since_when_the_store_is_away_and_what_to_do(
    pair: Deployed, server: Server
) -> None:
    until_told(pair.first, "source", "store")
    server.kill()
    try:
        told = until_told(pair.first, "serving", True, away=True)
        assert told["edition"] == "2024.12.1"
        assert told["store_away_since"] >= told["since"]
        assert "store" in told["trouble"]
        for secret in ("rita", "127.0.0.1", "postgresql", str(server.port)):
            assert secret not in json.dumps(told)
    finally:
        server.start()
    assert until_told(pair.first, "serving", True)["trouble"] == ""


def until_told(
    process: Process, name: str, wanted: object, *, away: bool = False
) -> dict[str, str]:
    """Wait until a process tells something, and whether its store is away; return all it tells."""
    until_then = time.monotonic() + 30
    while True:
        told = health(process)
        if told[name] == wanted and bool(told["store_away_since"]) == away:
            return told
        assert time.monotonic() < until_then, told
        time.sleep(0.2)


@pytest.mark.slow
def test_the_unit_is_one_that_systemd_takes(tmp_path: Path) -> None:
    analyse = shutil.which("systemd-analyze")
    if analyse is None:
        pytest.skip("systemd-analyze is not installed: the unit was not checked.")
    unit = (DEPLOY / "corridors@.service").read_text(encoding="utf-8")
    path = tmp_path / "corridors@8501.service"
    here = unit.replace("/opt/corridors/bin/corridors", "/bin/true")
    path.write_text(here.replace("User=corridors", "User=root"), encoding="utf-8")
    done = subprocess.run(
        [analyse, "verify", "--man=no", str(path)], capture_output=True, text=True, check=False
    )
    said = [line for line in done.stderr.splitlines() if "corridors@" in line]
    assert said == []
