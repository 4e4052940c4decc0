"""The shipped map in Chromium: the three missions, and the dates that must tell the truth."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from tests.browser.map_page import (
    MAP,
    corridor,
    drawn,
    opened,
    panels,
    places,
    until,
    until_still,
)
from tests.browser.relay import relay_to
from tests.browser.server import Server

MISSIONS = ("herat_hub", "trans_afghan", "instc")


@pytest.fixture
def page(browser_page: Page, app_server: Server) -> Page:
    return opened(browser_page, app_server)


def test_three_missions_are_on_and_each_has_its_lanes(page: Page) -> None:
    shown = drawn(page)
    for corridor_id in MISSIONS:
        assert corridor(page, corridor_id).is_checked()
        assert {leg for leg, of in shown if of == corridor_id}
    assert not corridor(page, "context").is_checked()
    for corridor_id in MISSIONS:
        corridor(page, corridor_id).uncheck()
        assert not {leg for leg, of in drawn(page) if of == corridor_id}
        corridor(page, corridor_id).check()
    assert drawn(page) == shown


def test_everything_is_in_the_first_window(first_window: Callable[..., Page]) -> None:
    page = first_window()
    for selector in (
        ".folium-map",
        "input[data-corridor=herat_hub]",
        "input[data-corridor=instc]",
        "input[data-branch=kta_rail]",
        ".legend",
        ".timeline",
        ".key-figure >> nth=0",
    ):
        box = page.locator(selector).bounding_box()
        assert box is not None, selector
        assert box["y"] >= 0, selector
        assert box["y"] + box["height"] <= 900, selector


def test_attributions_are_on_the_map(first_window: Callable[..., Page]) -> None:
    said = first_window().locator(".leaflet-control-attribution").inner_text()
    for owner in ("OpenStreetMap contributors", "Natural Earth", "GeoNames"):
        assert owner in said


def test_hub_is_an_area_not_a_point(first_window: Callable[..., Page]) -> None:
    page = first_window()
    assert page.locator(".soft-area").count() >= 1
    assert any("hub" in node for node in places(page))


@pytest.mark.parametrize(("day", "runs"), [("2019-03-05", False), ("2019-03-06", True)])
def test_rasht_qazvin_opens_on_its_day(
    browser_page: Page, app_server: Server, day: str, runs: bool
) -> None:
    page = opened(browser_page, app_server, f"?asof={day}&focus=leg:rasht_qazvin_rail")
    sheet = page.locator(".fact-sheet dd").first.inner_text()
    assert sheet.startswith("Operating") is runs
    # On the map: a line that is not there yet is dashed.
    lines = page.locator("path[data-leg=rasht_qazvin_rail]")
    dashes = {lines.nth(i).get_attribute("stroke-dasharray") for i in range(lines.count())}
    assert (dashes == {"none"}) is runs


def test_every_branch_of_the_missions_can_be_reached(page: Page) -> None:
    for corridor_id in MISSIONS:
        block = page.locator(f"section[data-of={corridor_id}]")
        if block.locator("details").get_attribute("open") is None:
            block.locator("summary").click()
        boxes = block.locator("input[data-branch]")
        assert boxes.count() >= 5
        for i in range(boxes.count()):
            boxes.nth(i).click(trial=True)
            place = boxes.nth(i).bounding_box()
            assert place is not None
            assert 0 <= place["y"] <= 900 - place["height"]


def test_panels_scroll_beside_the_map_not_with_it(page: Page) -> None:
    tall = page.evaluate(
        """() => { const main = document.querySelector('[data-testid=stMain]');
        const side = document.querySelector('.st-key-panels');
        return [main.scrollHeight - main.clientHeight, side.scrollHeight > side.clientHeight] }"""
    )
    assert tall == [0, True]
    page.locator(".st-key-panels").evaluate("panels => panels.scrollTo(0, 2000)")
    box = page.locator(".folium-map").bounding_box()
    assert box is not None
    assert box["y"] >= 0


def test_iranian_ports_are_shut_on_20_april_2026(browser_page: Page, app_server: Server) -> None:
    page = opened(browser_page, app_server, "?asof=2026-04-20&focus=node:shahid_rajaee")
    assert "Closed" in page.locator(".fact-sheet .shut").inner_text()
    assert page.locator("[data-node=shahid_rajaee] .badge").count() == 1
    assert page.locator("[data-node=chabahar] .badge").count() == 1
    page.get_by_label("As of date").fill("2026-04-12")
    until(page, "document.querySelector('.corridor-page').dataset.asof", "2026-04-12")
    until(page, "document.querySelectorAll('[data-node=shahid_rajaee] .badge').length", 0)


def test_search_knows_other_spellings(page: Page) -> None:
    box = page.get_by_role("combobox", name="Find a place or line")
    for spelling, name in (
        ("Tourghondi", "Torghundi"),
        ("Хайратон", "Hairatan"),
        ("Хайратан", "Hairatan"),
    ):
        box.fill(spelling)
        expect(page.get_by_role("option").first).to_have_text(re.compile(f"^{name}"))


@pytest.mark.parametrize("size", [(1440, 900), (1024, 768), (390, 844)])
def test_a_click_fills_the_panel_at_every_size(
    open_page: Callable[..., Page], app_server: Server, size: tuple[int, int]
) -> None:
    page = opened(open_page(size=size), app_server, "?z=7&lat=34.5&lon=62.2")
    page.locator("[data-node=herat] svg").first.click()
    expect(page.locator(".fact-sheet h3")).to_have_text("Herat")
    until_still(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert "Afghanistan" in panels(page)


# How far each svg and canvas of the map stands aside from where it reckons to stand, in pixels.
ASIDE = f"""() => {{ const map = {MAP}, frame = map.getContainer().getBoundingClientRect();
    const corner = map.containerPointToLayerPoint([0, 0]), drawn = new Set();
    map.eachLayer((layer) => layer._renderer && drawn.add(layer._renderer));
    return [...drawn].map(({{ _container, _bounds }}) => {{
      const box = _container.getBoundingClientRect();
      return Math.hypot(box.x - frame.x + corner.x - _bounds.min.x,
                        box.y - frame.y + corner.y - _bounds.min.y); }}); }}"""


@pytest.mark.parametrize("query", ["", "?z=6&lat=36.5&lon=70.5", "?z=5.37&lat=33.33&lon=61.17"])
def test_lines_stand_where_their_places_do_from_the_first_frame(
    open_page: Callable[..., Page], app_server: Server, query: str
) -> None:
    page = opened(open_page(size=(1024, 768)), app_server, query)
    aside = page.evaluate(ASIDE)
    assert len(aside) >= 3
    assert max(aside) < 0.01
    before = page.evaluate(f"{MAP}.getSize().x")
    page.set_viewport_size({"width": 1101, "height": 767})
    until(page, f"{MAP}.getSize().x > {before}")
    assert max(page.evaluate(ASIDE)) < 0.01


@pytest.mark.parametrize("size", [(1440, 900), (1024, 768), (390, 844)])
def test_the_map_is_as_wide_before_the_panels_come(
    open_page: Callable[..., Page], app_server: Server, size: tuple[int, int]
) -> None:
    page = opened(open_page(size=size), app_server)
    wide = "() => document.querySelector('.folium-map').getBoundingClientRect().width"
    whole = page.evaluate(wide)
    page.evaluate("() => document.querySelector('.st-key-panels').remove()")
    assert page.evaluate(wide) == whole


def test_a_toggle_and_a_date_move_little_with_all_panels(
    open_page: Callable[..., Page], app_server: Server
) -> None:
    """Counted on the wire, over the shipped data, the first of each kind included."""
    with relay_to(app_server.port) as relay:
        page = opened(open_page(), replace(app_server, url=f"http://127.0.0.1:{relay.port}"))
        # The last that the page asks for by itself.
        until(page, f"Boolean({MAP}.corridorRelief?.picture)")
        until_still(page)
        before = relay.moved
        for act in (
            lambda: corridor(page, "instc").uncheck(),
            lambda: corridor(page, "instc").check(),
            lambda: page.get_by_label("As of date").fill("2024-06-01"),
            lambda: page.get_by_label("As of date").fill("2026-04-20"),
        ):
            asked = page.evaluate("window.askedAt")
            act()
            until(page, f"window.askedAt > {asked}")
            until_still(page)
            moved = relay.moved
            assert 0 < moved - before <= 40_000
            before = moved
        page.context.close()


@pytest.mark.long
def test_toggles_leave_nothing_in_the_memory_of_the_browser(page: Page) -> None:
    """What a panel no longer shows is let go of, not only taken out of sight."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")

    def nodes() -> int:
        until_still(page)
        session.send("HeapProfiler.collectGarbage")
        metrics = session.send("Performance.getMetrics")["metrics"]
        return int(next(one["value"] for one in metrics if one["name"] == "Nodes"))

    def toggle(times: int) -> None:
        for _ in range(times):
            for turn in (corridor(page, "instc").uncheck, corridor(page, "instc").check):
                turn()
                until_still(page)

    toggle(2)
    before = nodes()
    toggle(6)
    # The panels that come and go with one toggle have more nodes than that.
    assert nodes() < before + 100
