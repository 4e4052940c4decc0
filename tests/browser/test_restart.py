"""A page that stays open while its server ends, starts again, and brings other data."""

from __future__ import annotations

import contextlib
import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from statistics import fmean

import pytest
from playwright.sync_api import Page

from tests.browser.chromium import Watch
from tests.browser.conftest import ROOT
from tests.browser.map_page import (
    corridor,
    drawn,
    opened,
    panels,
    slowness,
    until,
    until_link,
    until_painted,
)
from tests.browser.relay import relay_to
from tests.browser.server import Server, free_port, running
from tests.worlds import TABLES, write_world

Start = Callable[[Path], contextlib.AbstractContextManager[Server]]
# A server that has just started lets a page back in when its data are read: it answers no later.
WITHIN_S = 2.0
# LOST_MS of talk.js.
ASKS_AGAIN_S = 20.0
CONNECTED = "document.querySelector('.stApp')?.dataset.testConnectionState"
STATUSES = """() => Object.fromEntries([...document.querySelectorAll('.twin tr')]
  .map((row) => [...row.cells].map((cell) => cell.innerText.trim())).map((row) => [row[0], row]))"""


@pytest.fixture
def start(tmp_path: Path) -> Start:
    """Serve a data folder, always on the same port."""
    port = free_port()

    @contextlib.contextmanager
    def started(folder: Path) -> Iterator[Server]:
        command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py")]
        command += ["--server.port", str(port), "--server.headless", "true"]
        env = {"CORRIDORS_DATA": str(folder)}
        with running(command, port=port, cwd=ROOT, scratch=tmp_path, env=env) as server:
            yield server
            assert server.called_out() == []

    return started


def until_agreed(page: Page, corridor_id: str, *, on: bool = True) -> tuple[float, float]:
    """Wait until map, panels and link all have a corridor on, or none has.

    Returns the seconds, and how slow the machine was meanwhile. A page that lost what was done asks
    again by itself in the end (talk.js), so nobody gets as long as that.
    """
    begun, slow = time.monotonic(), [slowness()]
    while True:
        found = {
            "map": any(name == corridor_id for _, name in drawn(page)),
            "link": corridor_id in page.url,
            "panels": "Coast" in panels(page),
        }
        took_s = time.monotonic() - begun
        if set(found.values()) == {on}:
            return took_s, fmean(slow)
        assert took_s < ASKS_AGAIN_S * 0.75, found
        slow.append(slowness())
        page.wait_for_timeout(50)


def until_back(page: Page, corridor_id: str) -> None:
    """Wait until a corridor that was switched on is; it takes but a moment, as later.

    How long that is, the machine tells by work of its own, and by how long the same takes later.
    """
    took_s, slow = until_agreed(page, corridor_id)
    corridor(page, corridor_id).uncheck()
    off_s, _ = until_agreed(page, corridor_id, on=False)
    corridor(page, corridor_id).check()
    on_s, _ = until_agreed(page, corridor_id)
    assert took_s < max(WITHIN_S * slow, 4 * max(off_s, on_s))


def forgive_the_outage(watch: Watch) -> None:
    """Drop what the console says of a server that is not there, and nothing else."""
    told = ["ERR_CONNECTION", "WebSocket", "net::ERR", "Cannot send", "Failed to load resource"]
    # What the framework says from its sixth try on, which a slow start of the server leads to.
    told += ["No response received when attempting to reach", "server is not responding"]
    watch.errors[:] = [error for error in watch.errors if not any(words in error for words in told)]


def test_the_first_action_after_a_restart_counts(
    browser_page: Page, start: Start, tmp_path: Path, watch: Watch
) -> None:
    folder = write_world(tmp_path / "data")
    with start(folder) as server:
        page = opened(browser_page, server)
    with start(folder):
        until(page, CONNECTED, "CONNECTED")
        corridor(page, "coast").check()
        until_back(page, "coast")
        page.close()
    forgive_the_outage(watch)


def test_what_was_done_without_a_server_counts_once_it_is_back(
    browser_page: Page, start: Start, tmp_path: Path, watch: Watch
) -> None:
    folder = write_world(tmp_path / "data")
    with start(folder) as server:
        page = opened(browser_page, server)
        corridor(page, "north").uncheck()
        until_link(page, "c=none")
    corridor(page, "coast").check()
    page.wait_for_timeout(300)
    with start(folder):
        until(page, CONNECTED, "CONNECTED")
        until_back(page, "coast")
        assert not corridor(page, "north").is_checked()
        page.close()
    forgive_the_outage(watch)


def test_what_was_done_while_the_line_was_dead_counts(
    browser_page: Page, server: Server, watch: Watch
) -> None:
    with relay_to(server.port) as relay:
        page = opened(browser_page, replace(server, url=f"http://127.0.0.1:{relay.port}"))
        relay.cut()
        corridor(page, "coast").check()
        page.wait_for_timeout(1500)
        relay.mend()
        until(page, CONNECTED, "CONNECTED")
        until_back(page, "coast")
        page.close()
    forgive_the_outage(watch)


# What Leaflet puts off: the end of a zoom, a pan or a flight, a wheel's turn, a drag's run-out.
MOTIONS = {
    "zoom": "map.setZoom(map.getZoom() + 1); await frame(); await frame();",
    "pan": "map.panBy([200, 0]); await frame();",
    "flight": "map.flyTo([1.2, 1.3], 9); await frame();",
    "wheel": """map.getContainer().dispatchEvent(new WheelEvent('wheel',
        { deltaY: -400, clientX: 700, clientY: 400, bubbles: true }));""",
    "drag": """for (const [name, x] of [['mousedown', 700], ['mousemove', 720], ['mousemove', 790],
        ['mousemove', 860], ['mouseup', 860]]) {
        map.getPane('mapPane').dispatchEvent(
          new MouseEvent(name, { clientX: x, clientY: 400, bubbles: true, button: 0 }));
        if (name === 'mousemove') await new Promise((done) => setTimeout(done, 10)); }""",
}


@pytest.mark.parametrize("motion", MOTIONS)
def test_a_map_that_goes_while_it_moves_leaves_nothing_to_be_done(
    browser_page: Page, server: Server, motion: str
) -> None:
    page = opened(browser_page, server)
    page.wait_for_timeout(300)
    page.evaluate(
        f"""async () => {{ const frame = () => new Promise(requestAnimationFrame);
        const shown = await document.querySelector('.corridor-page').parentElement.corridors;
        const {{ map }} = shown; {MOTIONS[motion]} shown.destroy(); }}"""
    )
    link = page.evaluate("location.href")
    page.wait_for_timeout(600)
    assert page.evaluate("location.href") == link


def renewed(folder: Path) -> Path:
    """Write the world as it may be next month: other statuses, its legs in another order."""
    rows = [
        ("leg_b", "operating", "2024-02-01", "day", "s2", "") if "suspended" in row else row
        for row in TABLES["leg_status"]
    ]
    write_world(folder, {"leg_status": rows})
    for path in (folder / "layers").glob("*.geojson"):
        whole = json.loads(path.read_text(encoding="utf-8"))
        whole["features"].reverse()
        path.write_text(json.dumps(whole), encoding="utf-8")
    return folder


def test_renewed_data_under_an_open_page(
    browser_page: Page, start: Start, tmp_path: Path, watch: Watch
) -> None:
    with start(write_world(tmp_path / "data")) as server:
        page = opened(browser_page, server, "?c=north,coast&z=8&lat=1.2&lon=1.3")
        page.get_by_role("button", name="As a list").click()
        before = page.evaluate(STATUSES)
        page.evaluate("window.first = document.querySelector('.folium-map')")
    with start(renewed(tmp_path / "renewed")) as server:
        until(page, "document.querySelector('.folium-map') !== window.first")
        page.locator(".corridor-page[data-legs]").wait_for()
        until_painted(page)
        assert "z=8&lat=1.2&lon=1.3" in page.evaluate("location.search")
        page.get_by_role("button", name="As a list").click()
        after = page.evaluate(STATUSES)
        fresh = opened(page.context.new_page(), server, "?" + page.url.split("?", 1)[1])
        fresh.get_by_role("button", name="As a list").click()
        assert fresh.evaluate(STATUSES) == after
        assert after != before
        assert drawn(fresh) == drawn(page)
        fresh.close()
        assert page.locator(".folium-map").count() == 1
        corridor(page, "coast").uncheck()
        until(page, "!location.search.includes('coast')")
        page.close()
    forgive_the_outage(watch)
