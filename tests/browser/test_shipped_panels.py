"""The panels beside the map over the shipped data, in Chromium: first view, scrolling, picking."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Page

from tests.browser.server import Server

SECONDS = 20


def opened(page: Page, server: Server, query: str = "") -> Page:
    page.goto(f"{server.url}/{query}")
    page.locator(".corridor-page[data-legs]").wait_for()
    page.locator(".stApp[data-test-script-state=notRunning]").wait_for()
    page.locator(".key-figure").first.wait_for()
    return page


def looked_at(page: Page) -> tuple[float, float]:
    """Return the middle of the map, latitude and longitude, as the link has it, else 0."""
    got = page.evaluate(
        """() => ['lat', 'lon'].map((n) => Number(new URLSearchParams(location.search).get(n)))"""
    )
    return got[0], got[1]


def test_figures_and_dates_of_all_missions_are_in_the_first_window(
    browser_page: Page, app_server: Server
) -> None:
    page = opened(browser_page, app_server)
    sections = page.locator(".key-figures")
    assert sections.count() == 3
    for i in range(3):
        assert sections.nth(i).locator(".key-figure").count() == 4
        assert sections.nth(i).locator(".key-date.actual").count() == 2
    for found in (page.locator(".key-date").last, page.get_by_role("tab").first):
        box = found.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 900


def test_the_map_stays_while_the_panels_scroll(browser_page: Page, app_server: Server) -> None:
    page = opened(browser_page, app_server)
    page.mouse.move(1250, 600)
    page.mouse.wheel(0, 1200)
    deadline = time.monotonic() + SECONDS
    while not page.evaluate("document.querySelector('.st-key-panels').scrollTop"):
        assert time.monotonic() < deadline
        page.wait_for_timeout(50)
    box = page.locator(".folium-map").bounding_box()
    assert box is not None
    assert 0 <= box["y"] <= 20


@pytest.mark.parametrize("kind", ["node", "leg", "branch", "corridor"])
def test_picking_a_record_brings_its_place_into_view(
    browser_page: Page, app_server: Server, kind: str
) -> None:
    """From the Gulf of Finland; every place of the Herat corridor lies south of 46 degrees."""
    page = opened(browser_page, app_server, "?c=herat_hub&z=8&lat=60&lon=30")
    page.get_by_role("tab", name="Dates").click()
    page.locator(".record-events").first.wait_for()
    page.get_by_role("button", name=re.compile(r"\ball \d+$")).click()
    link = page.locator(f".st-key-panels a[data-place^='{kind}:']:visible").first
    link.click()
    deadline = time.monotonic() + SECONDS
    while not (
        20 < looked_at(page)[0] < 46 and 50 < looked_at(page)[1] < 72 and "pin=" in page.url
    ):
        assert time.monotonic() < deadline, page.url
        page.wait_for_timeout(50)
