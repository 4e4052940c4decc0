"""The panels beside the map over the shipped data, in Chromium: first view, scrolling, picking."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.map_page import opened as opened_map
from tests.browser.map_page import until, until_still
from tests.browser.server import Server

# Whether the link has a pin, and its middle of the map lies about the Herat corridor.
PINNED_THERE = """(() => { const given = new URLSearchParams(location.search);
    const [lat, lon] = ['lat', 'lon'].map((name) => Number(given.get(name)));
    return 20 < lat && lat < 46 && 50 < lon && lon < 72 && given.has('pin'); })()"""


def opened(page: Page, server: Server, query: str = "") -> Page:
    opened_map(page, server, query)
    page.locator(".key-figure").first.wait_for()
    return page


def test_figures_of_all_missions_are_in_the_first_window(
    browser_page: Page, app_server: Server
) -> None:
    page = opened(browser_page, app_server)
    sections = page.locator(".key-figures")
    assert sections.count() == 3
    for i in range(3):
        assert sections.nth(i).locator(".key-figure").count() == 4
        assert sections.nth(i).locator(".key-date.actual").count() == 2
    lasts = (page.locator(".key-figure-value").last, page.locator(".key-date").last)
    for found in (*lasts, page.get_by_role("tab").last):
        box = found.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 900


@pytest.mark.parametrize("size", [(1440, 900), (1024, 768), (390, 844)])
def test_the_ends_of_a_journey_are_read_whole_in_their_fields(
    open_page: Callable[..., Page], app_server: Server, size: tuple[int, int]
) -> None:
    page = opened(open_page(size=size), app_server)
    page.get_by_role("tab", name="Routes").click()
    for label, place in (("From", "Moscow"), ("To", "Mumbai (Nhava Sheva)")):
        field = page.locator(f".st-key-journey_{label.lower()} input")
        field.wait_for()
        assert field.input_value().startswith(place)
        assert field.evaluate("(field) => field.scrollWidth <= field.clientWidth")


# Of every figure, whether its text of who said it when is cut, how far its links lie out of it, and
# the text.
_SAID = """() => [...document.querySelectorAll('.key-figure-below')].map((said) => {
  const card = said.closest('.key-figure').getBoundingClientRect();
  const links = [...said.querySelectorAll('a, button')].map((one) => one.getBoundingClientRect());
  const isWhole = getComputedStyle(said).overflow === 'visible';
  return { cut: !isWhole || said.scrollWidth > said.clientWidth,
    out: Math.max(...links.map(({ bottom }) => bottom - card.bottom)), text: said.innerText }; })"""


@pytest.mark.parametrize("size", [(1440, 900), (1024, 768), (390, 844)])
def test_who_said_a_figure_and_when_is_read_without_pointing_at_it(
    open_page: Callable[..., Page], app_server: Server, size: tuple[int, int]
) -> None:
    page = opened(open_page(size=size), app_server)
    said = page.evaluate(_SAID)
    assert len(said) == 12
    for one in said:
        assert not one["cut"], one
        assert one["out"] <= 1, one
        # A speaker with a name, and the year at least of the day on which it was said.
        assert re.search(r"[^\W\d]{3,}.*, .*\b20\d\d\b", one["text"]), one


@pytest.mark.parametrize("size", [(1440, 900), (1024, 768), (768, 1024), (390, 844)])
def test_tabs_take_two_rows_at_most_and_none_is_cut(
    open_page: Callable[..., Page], app_server: Server, size: tuple[int, int]
) -> None:
    page = opened(open_page(size=size), app_server)
    boxes = [tab.bounding_box() for tab in page.get_by_role("tab").all()]
    assert len(boxes) >= 8
    assert len({round(box["y"]) for box in boxes if box}) <= 2
    for box in boxes:
        assert box is not None
        assert box["x"] + box["width"] <= size[0]
        assert box["height"] >= 24


def test_the_map_stays_while_the_panels_scroll(browser_page: Page, app_server: Server) -> None:
    page = opened(browser_page, app_server)
    page.mouse.move(1250, 600)
    page.mouse.wheel(0, 1200)
    until(page, "document.querySelector('.st-key-panels').scrollTop > 0")
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
    until_still(page)
    link = page.locator(f".st-key-panels a[data-place^='{kind}:']:visible").first
    link.click()
    until(page, PINNED_THERE)
