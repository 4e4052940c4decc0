"""The map in Chromium, on the tiny drawn world of tests/worlds.py (data end 2024-12-31).

Every page here is watched (conftest.py): a console error, a violation of the security policy or a
request that leaves this machine fails the test.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page

from geo.model.choice import Selection
from geo.records.catalog import Catalog
from geo.state.select import default_selection, leg_states, node_states
from tests.browser.chromium import Watch
from tests.browser.conftest import ROOT
from tests.browser.map_page import (
    corridor,
    drawn,
    messages_sent,
    opened,
    places,
    until,
    until_link,
    until_panels_say,
    until_still,
)
from tests.browser.server import Server, free_port, running
from tests.worlds import write_world


def test_map_paints_backdrop_lanes_places_and_labels(browser_page: Page, server: Server) -> None:
    page = opened(browser_page, server)
    assert drawn(page) == {("leg_a", "north"), ("leg_b", "north"), ("leg_r", "north")}
    assert {"a", "b", "c", "hub"} <= places(page)
    until(page, "[...document.querySelectorAll('text.label')].some(t => t.textContent === 'Beta')")
    # The land is on the canvas: some pixel has its colour.
    land = page.evaluate(
        """() => { const canvas = document.querySelector('.leaflet-backdrop-pane canvas');
        const found = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
        for (let i = 0; i < found.length; i += 4)
          if (found[i] === 0xF5 && found[i + 1] === 0xF1 && found[i + 2] === 0xE8) return true;
        return false; }"""
    )
    assert land


def test_security_headers_and_no_violation(
    browser_page: Page, server: Server, watch: Watch
) -> None:
    answer = browser_page.goto(server.url)
    assert answer is not None
    policy = answer.headers["content-security-policy"]
    assert "unsafe-eval" not in policy
    assert "default-src 'self'" in policy
    assert "object-src 'none'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "SAMEORIGIN"
    assert answer.headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert "geolocation=()" in answer.headers["permissions-policy"]
    # Violations from here on are noted; those before are console errors, which the watch counts.
    browser_page.evaluate(
        """() => { window.violations = []; const note = (e) => violations.push(e.blockedURI);
        document.addEventListener('securitypolicyviolation', note) }"""
    )
    browser_page.locator(".corridor-page[data-legs]").wait_for()
    corridor(browser_page, "coast").check()
    until_link(browser_page, "coast")
    assert browser_page.evaluate("window.violations") == []
    # Playwright's own evaluate is let off the policy; a timer it sets is not.
    browser_page.evaluate(
        """() => setTimeout(() => {
        try { window.evaluated = eval('1') } catch (error) { window.evaluated = error.name } })"""
    )
    until(browser_page, "window.evaluated", "EvalError")
    watch.errors[:] = [error for error in watch.errors if "unsafe-eval" not in error]


def test_files_are_kept_for_good_and_nothing_else_is_served(
    browser_page: Page, server: Server
) -> None:
    page = opened(browser_page, server)
    urls = page.evaluate(
        "performance.getEntriesByType('resource').map(e => e.name).filter(n => n.includes('/map/'))"
    )
    assert any(url.endswith("/network.json") for url in urls)
    for url in urls:
        answer = page.request.get(url)
        assert answer.status == 200
        assert "immutable" in answer.headers["cache-control"]
        assert answer.headers["x-content-type-options"] == "nosniff"
    for path in ("/map/0000/network.json", "/map/../app.py", "/map/x/..%2f..%2fapp.py"):
        assert "import" not in page.request.get(server.url + path).text()[:200]


def test_toggle_shows_and_hides_in_the_same_task(browser_page: Page, server: Server) -> None:
    page = opened(browser_page, server)
    changed = page.evaluate(
        """() => { const box = document.querySelector('input[data-corridor=coast]');
        const seen = () => [...document.querySelectorAll('path[data-corridor=coast]')]
          .filter((path) => path.style.visibility !== 'hidden')
          .filter((path) => !path.closest('[data-off]')).length;
        const before = seen(); box.click(); const on = seen(); box.click();
        return [before, on, seen()]; }"""
    )
    assert changed == [0, 2, 0]


def test_toggles_reach_the_panels_and_the_link(browser_page: Page, server: Server) -> None:
    page = opened(browser_page, server)
    corridor(page, "coast").check()
    until_link(page, "c=north,coast")
    page.locator("input[data-branch=main]").uncheck()
    until_link(page, "hide=main")
    assert ("leg_b", "north") not in drawn(page)
    assert ("leg_a", "north") in drawn(page)  # the other branch still uses it
    corridor(page, "north").uncheck()
    corridor(page, "coast").uncheck()
    until_link(page, "c=none")
    assert drawn(page) == set()
    until_panels_say(page, "No corridor is on")


def test_shared_leg_runs_in_lanes_side_by_side(
    open_page: Callable[..., Page], tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    branches = [
        ("north", "main", 1, "leg_a"),
        ("north", "main", 2, "leg_b"),
        ("north", "south", 1, "leg_r"),
        ("coast", "sea", 1, "leg_a"),
        ("coast", "sea", 2, "leg_c"),
        ("coast", "sea", 3, "leg_w"),
    ]
    folder = write_world(tmp_path / "data", {"branches": branches})
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py")]
    command += ["--server.port", str(port)]
    scratch = tmp_path_factory.mktemp("lanes_server")
    env = {"CORRIDORS_DATA": str(folder)}
    with running(command, port=port, cwd=ROOT, scratch=scratch, env=env) as own:
        page = open_page()
        middles = """() => Object.fromEntries(
            [...document.querySelectorAll('path[data-leg=leg_a]')].map((path) => {
              const box = path.getBoundingClientRect();
              const map = document.querySelector('.folium-map').getBoundingClientRect();
              return [path.dataset.corridor, box.y + box.height / 2 - map.y]; }))"""
        for zoom in (8, 10):
            opened(page, own, f"?c=north,coast&z={zoom}&lat=1&lon=0.5")
            at = page.evaluate(middles)
            # Rail lanes are 4 px wide and 1.2 px apart; leg_a runs west to east.
            assert abs(at["north"] - at["coast"]) == pytest.approx(5.2, abs=0.6)
        corridor(page, "coast").uncheck()
        alone = page.evaluate(middles)["north"]
        assert alone == pytest.approx((at["north"] + at["coast"]) / 2, abs=0.6)
        # Its server ends before it would be closed.
        page.close()


def seen_by_python(catalog: Catalog, selection: Selection) -> tuple[set[str], set[str]]:
    legs = {state.leg.leg_id for state in leg_states(catalog, selection)}
    nodes = {state.node.node_id for state in node_states(catalog, selection)}
    return legs, nodes


@pytest.mark.parametrize(
    "as_of",
    [
        "2021-01-01",
        "2023-06-01",
        None,
        pytest.param("2019-06-01", marks=pytest.mark.long),
        pytest.param("2023-02-01", marks=pytest.mark.long),
    ],
)
def test_browser_shows_what_python_selects(
    browser_page: Page, server: Server, catalog: Catalog, as_of: str | None
) -> None:
    query = f"?asof={as_of}" if as_of else ""
    page = opened(browser_page, server, query)
    chosen = default_selection(catalog)
    if as_of:
        chosen = replace(chosen, as_of=date.fromisoformat(as_of))
    for corridors in (["north"], ["north", "coast"], ["coast"], []):
        for name in ("north", "coast"):
            corridor(page, name).set_checked(name in corridors)
        for hidden in ([], ["main"], ["main", "south"]):
            for name in ("main", "south"):
                box = page.locator(f"input[data-branch={name}]")
                if box.is_checked() != (name not in hidden):
                    box.evaluate("box => box.click()")
            selection = replace(
                chosen, corridors=frozenset(corridors), hidden_branches=frozenset(hidden)
            )
            legs, nodes = seen_by_python(catalog, selection)
            assert {leg for leg, _ in drawn(page)} == legs
            assert places(page) == nodes


def test_legend_lists_only_what_is_visible(browser_page: Page, server: Server) -> None:
    page = opened(browser_page, server)
    rows = ".legend li:not([hidden])"

    def keys() -> set[str]:
        return set(page.eval_on_selector_all(rows, "rows => rows.map(row => row.dataset.key)"))

    assert {"status:operating", "status:suspended", "mode:rail", "mode:road"} <= keys()
    assert not {"mode:sea", "status:proposed", "node:port"} & keys()
    corridor(page, "coast").check()
    page.locator(f"{rows}[data-key='mode:sea']").wait_for()
    assert {"mode:sea", "status:proposed", "node:port", "mode:schematic"} <= keys()
    corridor(page, "north").uncheck()
    page.locator(f"{rows}[data-key='mode:road']").wait_for(state="detached")


def test_legend_follows_the_window(browser_page: Page, server: Server) -> None:
    page = opened(browser_page, server, "?z=11&lat=1&lon=0.5")  # the middle of leg a alone
    rows = ".legend li:not([hidden])"
    keys = set(page.eval_on_selector_all(rows, "rows => rows.map(row => row.dataset.key)"))
    assert keys == {"mode:rail", "mode:mapped", "status:operating"} & keys
    assert {"mode:rail", "status:operating"} <= keys
    page.get_by_label("Home: the whole of the corridors").click()
    page.locator(".legend li[data-key='mode:road']").wait_for()
    assert page.locator(".legend li[data-key='node:border_crossing']").is_visible()


def test_many_toggles_leave_nothing_behind(browser_page: Page, server: Server) -> None:
    sent = messages_sent(browser_page)
    page = opened(browser_page, server)
    turn = """(times) => { const box = document.querySelector('input[data-corridor=coast]');
        for (let i = 0; i < times; i += 1) box.click(); }"""
    count = "document.querySelectorAll('.corridor-page *').length"
    # A name may find its place only once all has been drawn; what is left behind grows on.
    page.evaluate(turn, 200)
    until_still(page)
    before = page.evaluate(count)
    sent.clear()
    page.evaluate(turn, 200)
    until_still(page)
    assert page.evaluate(count) == before
    # The newest choice waits for the answer to the first; the others need none.
    assert 1 <= len(sent) <= 3
    assert drawn(page) == {("leg_a", "north"), ("leg_b", "north"), ("leg_r", "north")}


def test_status_can_be_switched_in_the_legend(browser_page: Page, server: Server) -> None:
    page = opened(browser_page, server)
    page.locator(".legend [data-status=suspended]").click()
    assert ("leg_b", "north") not in drawn(page)
    until_link(page, "st=")
    page.locator(".legend [data-status=suspended]").click()
    assert ("leg_b", "north") in drawn(page)


@pytest.mark.parametrize("size", [(1440, 900), (1024, 768), (390, 844)])
def test_nothing_sticks_out_of_the_window(
    open_page: Callable[..., Page], server: Server, size: tuple[int, int]
) -> None:
    page = opened(open_page(size=size), server)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= size[0]
    box = page.locator(".folium-map").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= size[0]
    assert box["height"] >= 300


def test_phone_has_the_toggles_in_a_drawer(open_page: Callable[..., Page], server: Server) -> None:
    page = opened(open_page(size=(390, 844)), server)
    assert corridor(page, "coast").is_hidden()
    page.get_by_role("button", name="Layers").click()
    corridor(page, "coast").check()
    assert ("leg_w", "coast") in drawn(page)
    page.get_by_role("button", name="Layers").click()
    assert corridor(page, "coast").is_hidden()
