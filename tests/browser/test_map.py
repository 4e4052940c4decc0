"""The map in Chromium, on the tiny drawn world of tests/worlds.py (data end 2024-12-31).

Every page here is watched (conftest.py): a console error, a violation of the security policy or a
request that leaves this machine fails the test.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from geo.catalog import Catalog, read_catalog
from geo.crs import distance_km
from geo.model import Selection
from geo.select import default_selection, leg_states, node_states
from tests.browser.chromium import Watch
from tests.browser.conftest import ROOT
from tests.browser.server import Server, free_port, running
from tests.route_world import ASSUMPTIONS
from tests.worlds import write_world

SECONDS = 20


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("world") / "data"
    return write_world(folder, {"assumptions": ASSUMPTIONS})


@pytest.fixture(scope="module")
def catalog(world: Path) -> Catalog:
    return read_catalog(world)


@pytest.fixture(scope="module")
def server(world: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py")]
    command += ["--server.port", str(port), "--server.headless", "true"]
    scratch = tmp_path_factory.mktemp("world_server")
    env = {"CORRIDORS_DATA": str(world)}
    with running(command, port=port, cwd=ROOT, scratch=scratch, env=env) as running_server:
        yield running_server
        assert running_server.called_out() == []


def until(page: Page, expression: str, wanted: Any = True) -> None:
    """Wait until a JavaScript expression has a value; the policy forbids `wait_for_function`."""
    deadline = time.monotonic() + SECONDS
    while (got := page.evaluate(expression)) != wanted:
        if time.monotonic() > deadline:
            pytest.fail(f"{expression} stayed {got!r}, not {wanted!r}")
        page.wait_for_timeout(25)


def opened(page: Page, server: Server, query: str = "") -> Page:
    page.goto(f"{server.url}/{query}")
    page.locator(".corridor-page[data-legs]").wait_for()
    page.locator(".stApp[data-test-script-state=notRunning]").wait_for()
    return page


def drawn(page: Page) -> set[tuple[str, str]]:
    """Return the (leg, corridor) lanes that can be seen."""
    pairs = page.evaluate(
        """() => [...document.querySelectorAll('path[data-leg]')]
        .filter((path) => path.style.display !== 'none' && path.getAttribute('d').length > 5)
        .map((path) => [path.dataset.leg, path.dataset.corridor])"""
    )
    return {(leg, corridor) for leg, corridor in pairs}


def places(page: Page) -> set[str]:
    names = page.evaluate(
        """() => [...document.querySelectorAll('[data-node]')]
        .filter((place) => place.style.display !== 'none').map((place) => place.dataset.node)"""
    )
    return set(names)


def panels(page: Page) -> str:
    return page.locator(".st-key-panels").inner_text()


def until_panels_say(page: Page, text: str) -> None:
    page.locator(".st-key-panels").get_by_text(text).first.wait_for()


def until_link(page: Page, wanted: str) -> None:
    until(page, f"location.search.includes({wanted!r})")


def until_still(page: Page) -> None:
    """Wait until Python has answered everything."""
    page.wait_for_timeout(60)
    page.locator(".stApp[data-test-script-state=notRunning]").wait_for()


def corridor(page: Page, corridor_id: str) -> Any:
    return page.locator(f"input[data-corridor={corridor_id}]")


def click_leg(page: Page, leg_id: str, share: float = 0.75) -> None:
    box = page.locator(f"path[data-leg={leg_id}]").first.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] * share, box["y"] + box["height"] * share)


# --- it paints ------------------------------------------------------------------------------


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


# --- toggles --------------------------------------------------------------------------------


def test_toggle_shows_and_hides_in_the_same_task(browser_page: Page, server: Server) -> None:
    page = opened(browser_page, server)
    changed = page.evaluate(
        """() => { const box = document.querySelector('input[data-corridor=coast]');
        const seen = () => [...document.querySelectorAll('path[data-corridor=coast]')]
          .filter((path) => path.style.display !== 'none').length;
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
        page = opened(open_page(), own, "?c=north,coast")
        middles = """() => Object.fromEntries(
            [...document.querySelectorAll('path[data-leg=leg_a]')].map((path) => {
              const box = path.getBoundingClientRect();
              return [path.dataset.corridor, box.y + box.height / 2]; }))"""
        for zoom in (8, 10):
            page.goto(f"{own.url}/?c=north,coast&z={zoom}&lat=1&lon=0.5")
            page.locator(".corridor-page[data-legs]").wait_for()
            at = page.evaluate(middles)
            # Rail lanes are 4 px wide and 1.2 px apart; leg_a runs west to east.
            assert abs(at["north"] - at["coast"]) == pytest.approx(5.2, abs=0.6)
        corridor(page, "coast").uncheck()
        alone = page.evaluate(middles)["north"]
        assert alone == pytest.approx((at["north"] + at["coast"]) / 2, abs=0.6)


def seen_by_python(catalog: Catalog, selection: Selection) -> tuple[set[str], set[str]]:
    legs = {state.leg.leg_id for state in leg_states(catalog, selection)}
    nodes = {state.node.node_id for state in node_states(catalog, selection)}
    return legs, nodes


@pytest.mark.parametrize("as_of", ["2019-06-01", "2021-01-01", "2023-02-01", "2023-06-01", None])
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
    assert {"mode:sea", "status:proposed", "node:port", "mode:schematic"} <= keys()
    corridor(page, "north").uncheck()
    assert "mode:road" not in keys()


def test_status_can_be_switched_in_the_legend(browser_page: Page, server: Server) -> None:
    page = opened(browser_page, server)
    page.locator(".legend [data-status=suspended]").click()
    assert ("leg_b", "north") not in drawn(page)
    until_link(page, "st=")
    page.locator(".legend [data-status=suspended]").click()
    assert ("leg_b", "north") in drawn(page)


# --- date -----------------------------------------------------------------------------------


def test_date_changes_map_and_panels_together(browser_page: Page, server: Server) -> None:
    page = opened(browser_page, server)
    look = "document.querySelector('path[data-leg=leg_b]').getAttribute('stroke-dasharray')"
    assert page.evaluate(look) == "none"
    page.get_by_label("As of date").fill("2021-05-01")
    until(page, "document.querySelector('.corridor-page').dataset.asof", "2021-05-01")
    assert page.evaluate(look) != "none"  # under construction then
    until_link(page, "asof=2021-05-01")
    until_panels_say(page, "1 May 2021")
    page.get_by_label("As of date").fill("2019-05-01")
    until(page, "document.querySelector('.corridor-page').dataset.asof", "2019-05-01")
    assert ("leg_b", "north") not in drawn(page)


def test_date_steps_by_key_and_by_event(browser_page: Page, server: Server) -> None:
    page = opened(browser_page, server)
    slider = page.locator(".timeline input[type=range]")
    assert slider.get_attribute("aria-valuetext") == "Data end, 31 December 2024"
    slider.focus()
    page.keyboard.press("ArrowLeft")
    until(page, "document.querySelector('.corridor-page').dataset.asof", "2024-12-30")
    page.get_by_label("Event before").click()
    until(page, "document.querySelector('.corridor-page').dataset.asof", "2023-05-01")
    page.get_by_label("Event before").click()
    until(page, "document.querySelector('.corridor-page').dataset.asof", "2022-03-05")
    page.get_by_text("Data end, 31 December 2024").click()
    until(page, "document.querySelector('.corridor-page').dataset.asof", "2024-12-31")
    until(page, "location.search.includes('asof')", False)


def test_closures_are_drawn_and_not_confirmed_since_looks_different(
    browser_page: Page, server: Server
) -> None:
    page = opened(browser_page, server, "?asof=2023-02-01")
    badge = "document.querySelector('[data-node=c] .badge')?.innerHTML ?? ''"
    shut = page.evaluate(badge)
    assert "path" in shut
    stroke = "document.querySelector('path[data-leg=leg_b]').getAttribute('stroke')"
    greyed = page.evaluate(stroke)
    page.get_by_label("As of date").fill("2023-09-01")
    until(page, "document.querySelector('.corridor-page').dataset.asof", "2023-09-01")
    assert page.evaluate(badge) not in ("", shut)
    page.get_by_label("As of date").fill("2022-06-01")
    until(page, "document.querySelector('.corridor-page').dataset.asof", "2022-06-01")
    assert page.evaluate(badge) == ""
    assert page.evaluate(stroke) != greyed


def test_site_not_published_is_an_area(browser_page: Page, server: Server) -> None:
    page = opened(browser_page, server)
    area = page.locator(".soft-area").bounding_box()
    scale = page.evaluate("document.querySelector('.leaflet-control-scale-line').textContent")
    assert scale.endswith("km")
    assert area is not None
    assert area["width"] > 60


# --- selecting ------------------------------------------------------------------------------


def test_click_fills_the_panel_and_lights_the_leg(browser_page: Page, server: Server) -> None:
    page = opened(browser_page, server)
    click_leg(page, "leg_a", 0.6)
    until_panels_say(page, "Alpha – Beta")
    until_panels_say(page, "1520 mm")
    until_panels_say(page, "Operating")
    until_link(page, "focus=leg:leg_a")
    lit = """[...document.querySelectorAll('g.halo path')]
        .filter((path) => path.style.display !== 'none').length"""
    assert page.evaluate(lit) == 1
    click_leg(page, "leg_a", 0.6)
    until(page, "location.search.includes('focus')", False)


def test_click_on_a_place_tells_what_it_is(browser_page: Page, server: Server) -> None:
    page = opened(browser_page, server)
    page.locator("[data-node=c] svg").first.click()
    until_panels_say(page, "Border crossing")
    until_panels_say(page, "Gamma shut to trade")
    until_panels_say(page, "not confirmed since")


def test_hover_tells_name_and_status_as_text(browser_page: Page, server: Server) -> None:
    page = opened(browser_page, server)
    box = page.locator("path[data-leg=leg_a]").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 1)
    hint = page.locator(".hint")
    hint.wait_for()
    assert "Alpha – Beta" in hint.inner_text()
    assert "Operating" in hint.inner_text()


def test_search_finds_other_spellings_and_flies_there(browser_page: Page, server: Server) -> None:
    page = opened(browser_page, server)
    box = page.get_by_role("combobox", name="Find a place or line")
    for spelling in ("Альфа", "alfa", "ALPHA"):
        box.fill(spelling)
        assert page.get_by_role("option").first.inner_text().startswith("Alpha")
    box.press("Enter")
    until_link(page, "focus=node:a")
    box.fill("Delta")
    box.press("Enter")  # its corridor is off: it is switched on
    until_link(page, "focus=node:d")
    assert "d" in places(page)


def test_list_twin_does_the_same_by_keyboard(browser_page: Page, server: Server) -> None:
    page = opened(browser_page, server)
    page.get_by_role("button", name="List of legs and places").focus()
    page.keyboard.press("Enter")
    rows = page.locator(".twin tbody tr")
    rows.first.wait_for()
    names = page.locator(".twin [data-focus]").all_inner_texts()
    assert names[:3] == ["Alpha – Beta", "Beta – Gamma", "Beta – Gamma by road"]
    assert {"Alpha", "Beta", "Gamma", "Beta hub"} <= set(names)
    page.locator("[data-focus='leg:leg_b']").focus()
    page.keyboard.press("Enter")
    until_link(page, "focus=leg:leg_b")
    until_panels_say(page, "Suspended")
    assert page.evaluate("document.activeElement.dataset.focus") == "leg:leg_b"
    page.keyboard.press("Escape")
    assert page.locator(".twin").is_hidden()


# --- state and link -------------------------------------------------------------------------


def test_the_map_is_never_mounted_again(browser_page: Page, server: Server) -> None:
    page = opened(browser_page, server, "?z=8&lat=1&lon=1.5&c=north,unheard_of")
    until_panels_say(page, "unheard_of")  # a message is shown beside the map
    page.evaluate("window.first = document.querySelector('.folium-map')")
    corridor(page, "coast").check()
    until_link(page, "coast")
    page.get_by_label("As of date").fill("2023-02-01")
    until_link(page, "asof")
    click_leg(page, "leg_a", 0.6)
    until_link(page, "focus")
    page.locator(".st-key-panels").get_by_text("Dates", exact=True).click()
    until_still(page)
    page.go_back()
    until_still(page)
    assert page.evaluate("document.querySelector('.folium-map') === window.first")
    assert page.locator(".folium-map").count() == 1
    assert "z=8&lat=1&lon=1.5" in page.url


def test_link_brings_back_what_was_seen(open_page: Callable[..., Page], server: Server) -> None:
    page = opened(open_page(), server)
    corridor(page, "coast").check()
    page.locator("input[data-branch=south]").uncheck()
    page.get_by_label("As of date").fill("2023-02-01")
    until_link(page, "asof=2023-02-01")
    click_leg(page, "leg_b", 0.5)
    until_link(page, "focus=leg:leg_b")
    page.get_by_label("Zoom out").click()
    until_link(page, "z=")
    page.wait_for_timeout(500)
    link = page.url
    other = opened(open_page(), server, "?" + link.split("?", 1)[1])
    assert drawn(other) == drawn(page)
    assert corridor(other, "coast").is_checked()
    until_panels_say(other, "Beta – Gamma")
    assert other.url == link
    centre = "[map_0.getZoom(), map_0.getCenter().lat, map_0.getCenter().lng]"
    # A pixel is 0.007 degrees at this zoom.
    assert other.evaluate(centre) == pytest.approx(page.evaluate(centre), abs=0.007)


def test_a_bad_link_falls_back_field_by_field(browser_page: Page, server: Server) -> None:
    query = "?c=coast,nowhere&asof=yesterday&focus=leg:none&z=abc&lat=999&lon=1&st=flying&pin=x"
    page = opened(browser_page, server, query)
    assert corridor(page, "coast").is_checked()
    assert not corridor(page, "north").is_checked()
    for said in ("nowhere", "yesterday", "leg:none", "flying"):
        assert said in panels(page)
    assert page.get_attribute(".corridor-page", "data-asof") == "2024-12-31"


def test_back_undoes_one_step(browser_page: Page, server: Server) -> None:
    page = opened(browser_page, server)
    corridor(page, "coast").check()
    until_link(page, "c=north,coast")
    page.locator("input[data-branch=main]").uncheck()
    until_link(page, "hide=main")
    page.go_back()
    until(page, "document.querySelector('input[data-branch=main]').checked")
    assert corridor(page, "coast").is_checked()
    page.go_back()
    until(page, "document.querySelector('input[data-corridor=coast]').checked", False)
    page.go_forward()
    until(page, "document.querySelector('input[data-corridor=coast]').checked")
    until_still(page)
    assert "hide" not in page.url


def test_panning_reruns_nothing_yet_the_link_has_the_view(
    browser_page: Page, server: Server
) -> None:
    sent: list[int] = []
    browser_page.on(
        "websocket",
        lambda socket: socket.on("framesent", lambda frame: sent.append(len(frame))),
    )
    page = opened(browser_page, server)
    until_still(page)
    before = len(sent)
    page.mouse.move(700, 200)
    page.mouse.down()
    page.mouse.move(600, 300, steps=6)
    page.mouse.up()
    page.get_by_label("Zoom in").click()
    until_link(page, "z=")
    page.wait_for_timeout(400)
    assert len(sent) == before


def test_a_toggle_and_a_date_move_little(browser_page: Page, server: Server) -> None:
    moved: list[int] = []

    def follow(socket: Any) -> None:
        socket.on("framesent", lambda frame: moved.append(len(frame)))
        socket.on("framereceived", lambda frame: moved.append(len(frame)))

    browser_page.on("websocket", follow)
    page = opened(browser_page, server)
    until_still(page)
    moved.clear()
    corridor(page, "coast").check()
    until_link(page, "coast")
    until_still(page)
    assert 0 < sum(moved) <= 40_000
    moved.clear()
    page.get_by_label("As of date").fill("2023-02-01")
    until_link(page, "asof")
    until_still(page)
    assert 0 < sum(moved) <= 40_000


def test_links_of_the_panels_do_not_load_the_page_anew(browser_page: Page, server: Server) -> None:
    page = opened(browser_page, server, "?z=9&lat=1&lon=1")
    page.evaluate("window.first = document.querySelector('.folium-map')")
    page.locator(".st-key-panels").get_by_text("Dates", exact=True).click()
    link = page.locator("a.record-link").first
    link.click()
    until_link(page, "pin=")
    assert page.evaluate("document.querySelector('.folium-map') === window.first")
    assert "z=9" in page.url
    page.go_back()
    until(page, "location.search.includes('pin=')", False)


def test_ways_through_are_drawn_and_can_be_put_away(browser_page: Page, server: Server) -> None:
    page = opened(browser_page, server, "?from=a&to=c&asof=2022-06-01&x=d")
    card = page.locator(".ways")
    assert "Alpha – Gamma" in card.inner_text()
    assert card.locator("li button").count() == 2  # by rail and by road
    assert page.locator("path.way.picked").count() == 2
    card.locator("li button").nth(1).click()
    assert (
        card.locator("[aria-pressed=true]").inner_text() == card.locator("li").nth(1).inner_text()
    )
    # What is supposed shut is marked, though nothing shut it that day.
    assert page.locator("[data-badge=barred]").count() == 1
    page.get_by_label("Put the ways away").click()
    until(page, "location.search.includes('from=')", False)
    assert card.is_hidden()
    assert page.locator("path.way").count() == 0


# --- tools ----------------------------------------------------------------------------------


def test_distance_is_geodesic(browser_page: Page, server: Server) -> None:
    page = opened(browser_page, server)
    pairs = [((34.35, 62.2), (25.1, 62.3)), ((1, 0), (1, 1)), ((60, 30), (19, 72.9))]
    for (lat1, lon1), (lat2, lon2) in pairs:
        metres = page.evaluate(
            """async ([a, b]) => { const url = performance.getEntriesByType('resource')
              .map((e) => e.name).find((name) => name.endsWith('/geometry.js'));
              return (await import(url)).geodesicMetres(a, b); }""",
            [[lat1, lon1], [lat2, lon2]],
        )
        wanted = distance_km((lon1, lat1), (lon2, lat2))
        assert metres / 1000 == pytest.approx(wanted, abs=0.001)
    page.get_by_label("Distance between two clicks").click()
    stage = page.locator(".folium-map").bounding_box()
    assert stage is not None
    page.mouse.click(stage["x"] + 300, stage["y"] + 200)
    page.mouse.click(stage["x"] + 400, stage["y"] + 260)
    assert "km, geodesic" in page.locator(".ruler-said").inner_text()
    until_still(page)
    assert "focus" not in page.url


def test_home_scale_and_pointer(browser_page: Page, server: Server) -> None:
    page = opened(browser_page, server, "?z=11&lat=1.8&lon=2.5")
    page.mouse.move(700, 300)
    assert "° N" in page.locator(".pointer").inner_text()
    assert page.locator(".leaflet-control-scale-line").first.inner_text().endswith("km")
    page.get_by_label("Home: the whole of the corridors").click()
    until(page, "location.search.includes('z=')", False)


def test_copy_link_gives_the_whole_state(open_page: Callable[..., Page], server: Server) -> None:
    page = open_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, server)
    corridor(page, "coast").check()
    page.get_by_label("Zoom in").click()
    until_link(page, "coast")
    page.get_by_label("Copy link to this view").click()
    page.get_by_text("Link copied").wait_for()
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.startswith(server.url)
    assert "c=north,coast" in link
    assert "z=" in link


def test_tiles_that_cannot_be_reached_are_given_up(
    browser_page: Page, server: Server, watch: Watch
) -> None:
    page = opened(browser_page, server)
    assert page.locator("img.leaflet-tile").count() == 0
    page.get_by_label("Basemap").select_option("OpenStreetMap")
    page.get_by_text("OpenStreetMap cannot be reached").wait_for()
    assert page.get_by_label("Basemap").input_value() == ""
    assert page.locator("img.leaflet-tile").count() == 0
    # This test alone asks outside, and the browser reports each tile that did not come.
    assert watch.outside
    assert all(url.startswith("https://tile.openstreetmap.org/") for url in watch.outside)
    assert all("tile.openstreetmap.org" in error for error in watch.errors)
    watch.outside.clear()
    watch.errors.clear()


# --- narrow windows -------------------------------------------------------------------------


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
