"""Routes on the shipped map: where they lie in the window, beside the card that names them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.map_page import MAP, opened, until_still
from tests.browser.server import Server

SIZES = [(1440, 900), (1024, 768), (390, 844)]
# Points along the lines of a kind that are seen, in pixels of the window.
POINTS = """(kind) => [...document.querySelectorAll(kind)]
    .filter((path) => path.style.visibility !== 'hidden' && !path.closest('[data-off]'))
    .filter((path) => path.getAttribute('d').length > 5).flatMap((path) => {
    const { a, b, c, d, e, f } = path.getScreenCTM(), length = path.getTotalLength();
    return Array.from({ length: 40 }, (_, i) => path.getPointAtLength((length * i) / 39))
      .map(({ x, y }) => [a * x + c * y + e, b * x + d * y + f]); })"""

Box = dict[str, Any]


def within(point: list[float], box: Box, *, about: float = 0.0) -> bool:
    x, y = point
    return bool(
        box["x"] - about <= x <= box["x"] + box["width"] + about
        and box["y"] - about <= y <= box["y"] + box["height"] + about
    )


def box_of(page: Page, name: str) -> Box:
    box = page.locator(name).bounding_box()
    assert box is not None
    return {"x": box["x"], "y": box["y"], "width": box["width"], "height": box["height"]}


def assert_seen_whole(page: Page) -> None:
    """Every route lies in the window, and neither under the card nor under the credits."""
    points = page.evaluate(POINTS, "path.way")
    assert len(points) > 40
    stage = box_of(page, ".folium-map")
    assert [point for point in points if not within(point, stage)] == []
    for control in (".ways", ".leaflet-control-attribution"):
        box = box_of(page, control)
        assert [point for point in points if within(point, box, about=2)] == [], control


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("ends", ["from=moscow&to=mumbai", "from=termez&to=karachi"])
def test_the_card_lies_on_no_route(
    size: tuple[int, int], ends: str, open_page: Callable[..., Page], app_server: Server
) -> None:
    page = opened(open_page(size=size), app_server, f"?{ends}")
    assert_seen_whole(page)
    # The page's own frame is no place in the link, and whoever opens it has the same.
    assert "z=" not in page.url


def test_home_is_the_whole_beside_the_card_and_a_place_in_the_link_is_kept(
    browser_page: Page, app_server: Server
) -> None:
    page = opened(browser_page, app_server, "?from=termez&to=karachi&z=6.37&lat=34&lon=64")
    zoom = f"() => {MAP}.getZoom()"
    assert page.evaluate(zoom) == pytest.approx(6.37)
    page.get_by_label("Home: the whole of the corridors").click()
    until_still(page)
    assert page.evaluate(zoom) < 5
    assert_seen_whole(page)
    card = box_of(page, ".ways")
    lanes = page.evaluate(POINTS, "path[data-leg]")
    assert len(lanes) > 1000
    assert [point for point in lanes if within(point, card)] == []
