"""The tools of the map in Chromium, on the tiny drawn world."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from geo.crs import distance_km
from tests.browser.chromium import Watch
from tests.browser.map_page import corridor, opened, until, until_link, until_still, zoom
from tests.browser.server import Server


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
    zoom(page, "Zoom in")
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
    # A tile that was on its way may be reported late.
    page.close()
    # This test alone asks outside, and the browser reports each tile that did not come.
    assert watch.outside
    assert all(url.startswith("https://tile.openstreetmap.org/") for url in watch.outside)
    assert all("tile.openstreetmap.org" in error for error in watch.errors)
    watch.outside.clear()
    watch.errors.clear()


def test_full_screen_is_of_the_map_and_its_controls(browser_page: Page, server: Server) -> None:
    page = opened(browser_page, server)
    button = page.get_by_role("button", name="Full screen")
    button.click()
    until(page, "document.fullscreenElement?.className", "corridor-page")
    assert corridor(page, "north").is_visible()
    button.click()
    until(page, "document.fullscreenElement", None)
